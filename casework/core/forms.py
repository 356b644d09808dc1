"""Bases of forms: hidden version and one-use token, so that nothing is lost and nothing comes twice."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from casework.core.records import Record
from casework.core.tokens import new_token

REASON_MAX = 2000


class DayInput(forms.DateInput):
    """A day of the calendar, with the browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input--m", "max": "2100-12-31"} | (attrs or {}), format="%Y-%m-%d")


class PersonChoice(forms.ModelChoiceField):
    """People by name and role; the choice carries the uid, never the running number."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, to_field_name="uid", **kwargs)

    def label_from_instance(self, user: Any) -> str:
        return f"{user} ({user.get_role_display()})"


class TokenForm(forms.Form):
    """A form that counts once, however often it is sent.

    Subclasses may define `groups = [(legend, ["field", …]), …]` for fieldsets.
    """

    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_token"].initial = new_token


class SeenForm(TokenForm):
    """A decision on what was on the screen: `seen` marks its state, and no other state is decided on.

    A page without the mark is answered like an old one, and not with a fault of the form.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class DecisionForm(SeenForm):
    """Approve, or return with a comment: which of the two is the button that was pressed."""

    APPROVE, RETURN = "approve", "return"
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you return it."),
    )
    decision = forms.ChoiceField(
        choices=[(APPROVE, _("Approve")), (RETURN, _("Return"))],
        widget=forms.HiddenInput,
        error_messages={"required": _("Press one of the buttons below.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].silent_optional = True  # type: ignore[attr-defined]  # the hint says when

    @property
    def approves(self) -> bool:
        return bool(self.cleaned_data["decision"] == self.APPROVE)

    def said(self) -> dict[str, str]:
        """What both acts are given: what was read, and the comment."""
        return {name: self.cleaned_data[name] for name in ("seen", "comment")}


class ReasonForm(TokenForm):
    """Asks why: for acts whose reason is part of the history."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: it becomes part of the history.")},
    )


class RecordForm(forms.ModelForm):
    """A form over one audited record.

    The hidden `version` is what the person read. It is put on the instance, so that saving over a
    colleague's change raises StaleRecord instead of losing it.
    """

    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    reason = forms.CharField(
        label=_("Why this change"),
        help_text=_("Kept in the history."),
        required=False,
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    asks_reason_on_create = False
    beside: ClassVar[dict[str, str]] = {}  # name of a constraint: the field that mends what breaks it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_token"].initial = new_token
        self.fields["version"].initial = self.instance.version
        if self.instance._state.adding:
            del self.fields["version"]
            if not self.asks_reason_on_create:
                del self.fields["reason"]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        posted = self.cleaned_data.get("version")
        if posted is not None:
            self.instance.version = posted

    def _update_errors(self, errors: ValidationError) -> None:
        """A rule about several fields is said beside the one that mends it, where the form names one."""
        fields = {
            str(rule.violation_error_message): self.beside[rule.name]
            for _model, rules in self.instance.get_constraints()
            for rule in rules
            if rule.name in self.beside
        }
        told = getattr(errors, "error_dict", {})
        for one in told.pop(NON_FIELD_ERRORS, []):
            told.setdefault(fields.get(str(one.message), NON_FIELD_ERRORS), []).append(one)
        super()._update_errors(errors)  # type: ignore[misc]

    def values_of(self, record: Record) -> dict[str, Any]:
        """What the fields show of a record; a form whose fields are no columns of it says so itself."""
        return field_values(self, record)

    @property
    def change_reason(self) -> str:
        """The reason typed, or nothing."""
        return self.cleaned_data.get("reason", "")

    def changed_values(self) -> dict[str, Any]:
        """Return what the person typed for the fields of the record, for the action."""
        own = {field.name for field in self.instance._meta.concrete_fields}
        return {name: value for name, value in self.cleaned_data.items() if name in own and name != "version"}


def field_values(form: forms.ModelForm, record: Record) -> dict[str, Any]:
    """The columns of a record that a form has fields of."""
    return {name: getattr(record, name) for name in form.fields if hasattr(record, name)}


def conflict_rows(form: forms.ModelForm, base: Record, theirs: Record) -> list[dict[str, Any]]:
    """Compare field by field what was read, what a colleague saved, and what this person typed.

    Args:
        form: the bound form that met a StaleRecord.
        base: the record as this person read it.
        theirs: the record as it is now.

    Returns:
        A row per field that differs, with name, label, base, theirs, mine and `clash` (both changed it).
    """
    rows = []
    before, now = (
        form.values_of(one) if isinstance(form, RecordForm) else field_values(form, one)
        for one in (base, theirs)
    )
    for name, field in form.fields.items():
        if name in {"version", "form_token", "reason"} or name not in now:
            continue
        values = {"base": before[name], "theirs": now[name], "mine": form.cleaned_data.get(name)}
        if values["theirs"] == values["mine"] == values["base"]:
            continue
        clash = values["theirs"] != values["base"] and values["mine"] not in (
            values["base"],
            values["theirs"],
        )
        label = getattr(field, "whole_label", field.label) or name
        rows.append({"name": name, "label": label, "clash": clash} | values)
    return rows
