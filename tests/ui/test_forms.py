"""How a form is drawn: labels, hints, errors, and the summary on top that leads to each field."""

import re
from html.parser import HTMLParser

from django import forms
from django.template.loader import render_to_string


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
    assert "Short title: This field is required." in html


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
