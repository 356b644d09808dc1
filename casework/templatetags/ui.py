"""Small pieces of interface that every page is put together from: `{% load ui %}`.

Each status is a shape, then a word, then a colour, so that nothing rests on colour alone. What a
person typed leaves this module escaped and inside an element that finds its own direction.
"""

import functools
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.utils import formats, timezone
from django.utils.choices import flatten_choices
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.core import clock
from casework.core.jobs import doer_words
from casework.core.languages import language_name
from casework.core.wording import plain
from casework.templatetags.case_header import case_header_context
from casework.templatetags.fixed_files import address
from casework.templatetags.marks import LEVELS, RANKS, STAGES, Look
from casework.templatetags.note_text import render_note

register = template.Library()
Context = dict[str, Any]

# Widgets whose content is words of a person: they choose their own direction.
WORDS = {"text", "search", "email", "url", "tel", None}


@functools.lru_cache(maxsize=1000)
def _use(name: str, css: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, address("icons.svg"), name
    )


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An outline symbol of 20 px; `css` adds classes such as "icon--s" or "icon--turn"."""
    return _use(name, f"icon {css}".strip())


@register.simple_tag
def shape(name: str) -> SafeString:
    """A status shape of 14 px, named without its `s-`."""
    return _use(f"s-{name}", "shape")


def _chip(base: str, text: Any, kind: str, mark: str) -> SafeString:
    return _drawn_chip(base, conditional_escape(text), kind, mark)


@functools.lru_cache(maxsize=500)
def _drawn_chip(base: str, text: SafeString, kind: str, mark: str) -> SafeString:
    css = f"{base} {base}--{kind}" if kind and kind != "neutral" else base
    return format_html('<span class="{}">{}<span dir="auto">{}</span></span>', css, shape(mark), text)


@register.simple_tag
def status_chip(text: object, kind: str = "", mark: str = "now") -> SafeString:
    """A word on a ground. kind: active, review, done, danger, sealed or nothing."""
    return _chip("status", text, kind, mark)


@register.simple_tag
def state(text: object, kind: str = "", mark: str = "now") -> SafeString:
    """The same without a ground, for the rows of a table."""
    return _chip("state", text, kind, mark)


def _stage_look(stage: object) -> tuple[str, Look]:
    key = str(getattr(stage, "value", stage))
    return key, STAGES.get(key, Look(key, "", "unknown"))


@register.simple_tag
def stage_chip(stage: object) -> SafeString:
    """The stage of a case, on a ground."""
    _key, look = _stage_look(stage)
    return _chip("status", look.label, look.kind, look.mark)


@register.simple_tag
def stage_state(stage: object) -> SafeString:
    """The stage of a case in a table row."""
    _key, look = _stage_look(stage)
    return _chip("state", look.label, look.kind, look.mark)


@register.simple_tag
def level_chip(level: object) -> SafeString:
    """The confidentiality of a record; the lock says what the word says."""
    key = str(getattr(level, "value", level))
    look = LEVELS.get(key, Look(key, "", "lock"))
    css = f"status status--{look.kind}" if look.kind else "status"
    return format_html('<span class="{}">{}{}</span>', css, icon(look.mark, "icon--s"), look.label)


@register.simple_tag
def proof(standard: object, words: object = "") -> SafeString:
    """A standard of proof: a rank of bars beside its words. Accepts a key or a member of the choices."""
    key = str(getattr(standard, "value", standard) or "none")
    rank, label = RANKS.get(key, (0, key))
    return format_html(
        '<span class="state">{}<span>{}</span></span>', _use(f"r-{rank}", "rank turn"), words or label
    )


@register.simple_tag
def ref(code: object) -> SafeString:
    """A reference code, kept together and left to right in every language."""
    return format_html('<bdi class="ref" dir="ltr">{}</bdi>', code) if code else SafeString("")


@register.simple_tag
def person(user: Any) -> SafeString:
    """The name of a user of this system; "Nobody" when there is none."""
    if user is None or user == "":
        return format_html('<span class="muted">{}</span>', _("Nobody"))
    name = getattr(user, "name", "") or getattr(user, "actor_label", "") or str(user)
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def doer(label: object) -> str:
    """Who did it, from a kept label: a job of the system has words in each language, not its key."""
    return doer_words(label)


@register.filter
def stamp(value: datetime | date | None, form: str = "") -> SafeString:
    """A moment in the reader's own time zone, or "Not known"; `form` "day" leaves the hour out."""
    if value is None or value == "":
        return format_html('<span class="muted">{}</span>', _("Not known"))
    shown: datetime | date = value
    if isinstance(value, datetime) and timezone.is_aware(value):
        shown = timezone.localtime(value)
    words = formats.date_format(shown, "j M Y")
    if isinstance(shown, datetime) and form != "day":
        words = _("%(day)s, %(time)s") % {"day": words, "time": formats.time_format(shown, "H:i")}
    return format_html('<time datetime="{}">{}</time>', shown.isoformat(), words)


@register.filter
def due(day: date) -> SafeString:
    """The day of the next look; one that has passed is said to be overdue."""
    if day >= clock.today():
        return stamp(day)
    return format_html('{} · <span class="late">{}</span>', stamp(day), _("overdue"))


@register.filter
def when(value: Any) -> SafeString:
    """An uncertain date in words; a bare dash is never shown."""
    words = value.words() if value is not None and hasattr(value, "words") else value
    if not words:
        return format_html('<span class="muted">{}</span>', _("Not known"))
    return format_html("<bdi>{}</bdi>", words)


register.filter("language_name", language_name)


@register.filter
def markdown(text: str | None) -> SafeString:
    """Small Markdown of a note, cleaned at every rendering (an allow-list, no pictures, no raw HTML)."""
    return render_note(text or "")


@register.simple_tag
def widget(field: BoundField, **extra: Any) -> SafeString:
    """The control of a field with our classes, its direction and its link to hint and error."""
    control = field.field.widget
    kind = getattr(control, "input_type", None)
    attrs = {name.replace("_", "-"): value for name, value in extra.items()}
    if kind not in ("checkbox", "radio", "file"):
        attrs["class"] = f"{control.attrs.get('class', '')} input".strip()
    if kind in WORDS and "dir" not in control.attrs:
        attrs["dir"] = "auto"
        attrs.setdefault("placeholder", control.attrs.get("placeholder", " "))
    if kind == "password":
        attrs["dir"] = "ltr"
    if field.errors:
        attrs["aria-invalid"] = "true"
    html = field.as_widget(attrs=attrs)
    return html if kind != "select" else _with_words_for_nothing(html, field)


def _with_words_for_nothing(html: SafeString, field: BoundField) -> SafeString:
    """Django writes a row of dashes for "nothing chosen"; a screen reader reads them one by one."""
    words = _("Choose") if field.field.required else pgettext("choice", "None")
    return SafeString(html.replace(">---------<", format_html(">{}<", words)))


@register.filter
def control_kind(field: BoundField) -> str:
    """Which of our field layouts a control needs: tick, ticks, select, file or plain."""
    control = field.field.widget
    kind = getattr(control, "input_type", "")
    if kind == "checkbox" and not getattr(control, "allow_multiple_selected", False):
        return "tick"
    if kind in ("checkbox", "radio"):
        return "ticks"
    if kind == "select":
        return "many" if getattr(control, "allow_multiple_selected", False) else "select"
    if kind == "file":
        return "file"
    return "fieldset" if control.use_fieldset else "plain"


@register.filter
def may_stay_empty(field: BoundField) -> bool:
    """Whether to write "(optional)": not where one of the choices is always taken."""
    inner = field.field
    if inner.required or getattr(inner, "silent_optional", False):
        return False
    if control_kind(field) not in ("select", "ticks") or not hasattr(inner, "choices"):
        return True
    if hasattr(inner, "queryset"):
        return getattr(inner, "empty_label", "") is not None
    if getattr(inner.widget, "allow_multiple_selected", False):
        return True
    choices: Any = flatten_choices(inner.choices)
    return any(choice[0] in ("", None) for choice in choices)


@register.filter
def choice_hint(option: Any, field: BoundField) -> str:
    """A sentence under one choice: `form.fields[x].choice_hints = {value: sentence}`."""
    hints = getattr(field.field, "choice_hints", None) or getattr(field.field.widget, "choice_hints", {})
    return hints.get(str(option.data.get("value", "")), "")


@register.simple_tag
def form_groups(form: Form) -> list[dict[str, Any]]:
    """The visible fields in the groups a form names: `groups = [(legend, [names]), ...]`.

    Groups named in `folded` are folded away while nothing in them is filled in or wrong.
    """
    wanted: Iterable[tuple[Any, list[str]]] = getattr(form, "groups", None) or []
    folded: Iterable[Any] = getattr(form, "folded", ())
    groups: list[dict[str, Any]] = []
    taken: set[str] = set()
    for legend, names in wanted:
        here = [form[name] for name in names if name in form.fields and not form[name].is_hidden]
        taken.update(field.name for field in here)
        if here:
            fold = legend in folded
            groups.append(
                {"legend": legend, "fields": here, "fold": fold, "open": fold and any(map(_says_more, here))}
            )
    rest = [field for field in form.visible_fields() if field.name not in taken]
    return groups + ([{"legend": "", "fields": rest}] if rest else [])


def _says_more(field: BoundField) -> bool:
    """Whether a field holds more than an untouched form of a new record would send."""
    meta = getattr(field.form, "_meta", None)
    untouched = getattr(getattr(meta, "model", None), field.name, None)
    untouched = getattr(getattr(untouched, "field", None), "get_default", lambda: None)()
    value = field.value()
    return bool(field.errors) or (value not in (None, "", False) and value != untouched)


@register.filter
def plain_errors(field: BoundField) -> list[str]:
    """What is wrong with a field, in words that name it and say what to do."""
    return [plain(error, field.field, str(field.label)) for error in field.errors.as_data()]


@register.filter
def error_links(form: Any) -> list[dict[str, str]]:
    """The errors of a form (or of several, a formset) as links to the fields they belong to."""
    forms = list(form) if not hasattr(form, "fields") else [form]
    links = [{"target": "", "label": "", "text": str(text)} for text in _general_errors(form)]
    for one in forms:
        for field in one:
            for text in plain_errors(field):
                named = text.find(capfirst(str(field.label))) >= 0  # the sentence says which field it is
                label = "" if named else field.label
                links.append({"target": _target(field), "label": label, "text": text})
    return links


def _target(field: BoundField) -> str:
    """The id of the control a link should move to; a group of ticks is entered at its first one."""
    if field.id_for_label:
        return field.id_for_label
    first = next(iter(field.subwidgets), None)
    return (first.id_for_label if first else "") or field.auto_id or ""


def _general_errors(form: Any) -> list[Any]:
    if hasattr(form, "fields"):
        return list(form.non_field_errors())
    found = list(form.non_form_errors()) if hasattr(form, "non_form_errors") else []
    return found + [text for one in form for text in one.non_field_errors()]


@register.simple_tag
def tags(*words: object) -> SafeString:
    """Plain values in a row."""
    return format_html_join(" ", '<span class="tag" dir="auto">{}</span>', ((w,) for w in words if w))


@register.filter
def kept_side(row: dict[str, Any]) -> str:
    """Which side of a conflict is chosen already: theirs where this person changed nothing."""
    return "theirs" if row["mine"] == row["base"] else "mine"


@register.simple_tag
def field_words(form: Form, name: str, value: Any) -> SafeString:
    """A value as its field would show it: the label of a choice, yes or no, a date in words."""
    if value is None or value in ("", []):
        return format_html('<span class="muted">{}</span>', pgettext("value", "Empty"))
    if isinstance(value, bool):
        return format_html("{}", _("Yes") if value else _("No"))
    if hasattr(value, "words"):
        return format_html("{}", value.words())
    if isinstance(value, datetime | date):
        return stamp(value)
    choices = getattr(form.fields.get(name), "choices", None)
    labels = {} if choices is None or hasattr(value, "pk") else dict(flatten_choices(choices))
    return format_html("{}", labels.get(value, value))


@register.inclusion_tag("casework/_case_head.html", takes_context=True)
def case_head(context: template.Context, case: Any, tab: str = "") -> Context:
    """Path, title, stage bar and tabs of a case: the same head above each of its pages."""
    return case_header_context(context, case, tab)


@register.simple_tag
def page_numbers(page: Any) -> list[int]:
    """The numbers of a pager around the current page; 0 stands for a gap."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in elided]
