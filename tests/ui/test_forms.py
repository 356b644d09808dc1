"""How a form is drawn: labels, hints, errors, and the summary on top that leads to each field."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDict


class Allegation(forms.Form):
    """One field of every kind we draw."""

    title = forms.CharField(label="Short title", help_text="No names of people.")
    account = forms.CharField(widget=forms.Textarea, required=False)
    level = forms.ChoiceField(choices=[("a", "Alpha"), ("b", "Beta")], widget=forms.RadioSelect)
    kind = forms.ChoiceField(choices=[("", "None"), ("x", "X")], required=False)
    always = forms.ChoiceField(choices=[("x", "X")], required=False)
    graphic = forms.BooleanField(required=False)
    pictures = forms.FileField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    groups = [("What happened", ["title", "account"]), ("Who may see it", ["level"])]


class Ids(HTMLParser):
    """Collects ids, links and described-by of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.focusable: set[str] = set()
        self.described: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
            if tag in {"input", "select", "textarea"}:
                self.focusable.add(str(found["id"]))
        self.described += str(found.get("aria-describedby") or "").split()


def drawn(form: forms.Form) -> str:
    return render_to_string("components/form.html", {"form": form, "csrf_token": "x"})


def test_form_when_fields_are_wrong_then_every_link_of_the_summary_ends_on_a_control() -> None:
    html = drawn(Allegation({}))
    page = Ids()
    page.feed(html)
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets == ["id_title", "id_level_0"]
    assert set(targets) <= page.focusable
    assert "Fill in “Short title”." in html and "Short title: " not in html, "the field is named once"
    assert "Choose something under “Level”." in html


def test_form_when_drawn_then_hints_and_errors_are_tied_to_their_fields() -> None:
    page = Ids()
    page.feed(drawn(Allegation({})))
    assert {"id_title_helptext", "id_title_error", "id_level_error"} <= set(page.described)
    assert set(page.described) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_form_when_right_then_there_is_no_summary() -> None:
    assert "summary-error" not in drawn(Allegation({"title": "x", "level": "a"}))


def test_text_fields_when_drawn_then_they_find_their_own_direction() -> None:
    html = drawn(Allegation())
    for name in ("title", "account"):
        control = re.search(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', html)
        assert control and 'dir="auto"' in control[0]


def test_form_when_it_names_groups_then_they_are_fieldsets_with_legends() -> None:
    html = drawn(Allegation())
    assert html.index("<legend>What happened</legend>") < html.index('name="title"')
    assert html.index("<legend>Who may see it</legend>") < html.index('name="level"')
    for field in Allegation.base_fields:
        assert f'name="{field}"' in html


def test_optional_when_a_choice_is_always_taken_then_it_is_not_said() -> None:
    form = Allegation()
    assert "(optional)" in render_to_string("components/field.html", {"field": form["account"]})
    assert "(optional)" in render_to_string("components/field.html", {"field": form["kind"]})
    assert "(optional)" not in render_to_string("components/field.html", {"field": form["always"]})
    assert "(optional)" not in render_to_string("components/field.html", {"field": form["title"]})


def test_typed_text_when_shown_again_then_it_is_escaped() -> None:
    html = drawn(Allegation({"title": '"><script>alert(1)</script>', "account": "</textarea><script>"}))
    assert "<script>" not in html


def test_form_when_drawn_then_it_carries_no_inline_style_or_script() -> None:
    html = drawn(Allegation({}))
    assert not re.search(r"\sstyle=|\son\w+=|<script|<style", html)


class Everything(forms.Form):
    """A wrong answer to each kind of field."""

    day = forms.DateField(label="Due")
    number = forms.IntegerField(label="Sources", min_value=1, max_value=9)
    many = forms.MultipleChoiceField(label="Parties", choices=[("a", "A")])
    short = forms.CharField(label="Title", max_length=3)
    long = forms.CharField(label="Reason", min_length=40)
    mail = forms.EmailField(label="Address")
    nul = forms.CharField(label="Note")
    own = forms.CharField(label="Why", error_messages={"required": "Write the reason: it is kept."})


WRONG = {
    "day": "yesterday", "number": "12", "many": ["z"], "short": "abcdef", "long": "x", "mail": "nobody",
    "nul": "a\x00b", "own": "",
}  # fmt: skip
SAID = {
    "en": [
        "“Due” is not a day of the calendar.", "“Sources” is 9 at most.",
        "What was chosen under “Parties” is not on offer.", "“Title” has room for 3 characters",
        "Write at least 40 characters under “Reason”.", "“Address” is not an e-mail address.",
        "“Note” holds a sign that cannot be kept.", "Write the reason: it is kept.",
    ],
    "ar": ["«Due»", "«Sources»", "«Parties»", "«Title»", "«Reason»", "«Address»", "«Note»"],
}  # fmt: skip
DJANGO = ("This field", "Select a valid", "Enter a", "Ensure this", "هذا الحقل", "انتق", "أدخل", "تأكد")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_errors_when_shown_then_in_our_words_that_name_the_field(language: str) -> None:
    with translation.override(language):
        html = drawn(
            Everything(MultiValueDict({k: v if isinstance(v, list) else [v] for k, v in WRONG.items()}))
        )
    for sentence in SAID[language]:
        assert sentence in html, sentence
    for words in DJANGO:
        assert words not in html, words


def test_errors_when_a_page_of_ours_shows_them_then_by_the_one_filter() -> None:
    """A template that prints the errors of a field itself would print Django's words."""
    raw = re.compile(r"in field\.errors|\{\{ *(field|form\.\w+)\.errors *\}\}")
    guilty = [str(path) for path in Path("templates").rglob("*.html") if raw.search(path.read_text())]
    assert guilty == []
