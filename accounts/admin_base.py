"""The base of every admin class: audited, without deletes, without a second log that nobody guards."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.stepup import step_up
from casework.core.context import audit_context
from casework.core.forms import REASON_MAX, conflict_rows
from casework.core.history import versions_of
from casework.core.records import StaleRecord
from casework.core.wording import plain

SEARCH_MAX = 200
SEARCH_WORDS = 8
MOST_FOUND = 50


class AuditedAdminForm(forms.ModelForm):
    """Asks why, and remembers which version was read."""

    version = forms.IntegerField(
        label=gettext_lazy("Version"),  # the admin draws the label of a hidden field too
        widget=forms.HiddenInput,
        required=False,
        min_value=0,
        max_value=2**31 - 1,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this change"),
        help_text=gettext_lazy("Kept in the history."),
        max_length=REASON_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "version" in self.fields:
            self.fields["version"].initial = getattr(self.instance, "version", 0)

    def full_clean(self) -> None:
        """The admin draws errors itself: its words are put plainly here."""
        super().full_clean()
        for name, problems in self.errors.items():
            if name in self.fields:
                label = str(self[name].label)
                words = [plain(problem, self.fields[name], label) for problem in problems.as_data()]
                problems.data = [forms.ValidationError(sentence) for sentence in words]

    def clean(self) -> dict[str, Any]:
        """Keep what was typed and show both sides when a colleague was faster."""
        cleaned = super().clean() or {}
        posted = cleaned.get("version")
        if self.instance.pk and posted is not None:
            theirs = type(self.instance)._default_manager.get(pk=self.instance.pk)
            if theirs.version != posted:
                self._show_both(theirs, posted)
        return cleaned

    def _show_both(self, theirs: Any, posted: int) -> None:
        """Beside each field what the colleague saved; what only they changed stands in the field already.

        The form then carries the version that is shown, so that sending it again saves over it knowingly.
        """
        before = versions_of(theirs).filter(version=posted).first()
        rows = conflict_rows(self, before.instance if before else theirs, theirs)
        now = type(self)(instance=theirs)
        typed: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict: the stubs say Mapping
        self.data = typed
        typed["version"] = str(theirs.version)
        self.add_error(
            None,
            _(
                "%(person)s saved this while you were writing; nothing of yours is saved yet. Compare the "
                "fields below, then save again: what stands in them then is kept."
            )
            % {"person": theirs.updated_by or _("Somebody else")},
        )
        for row in rows:
            if row["theirs"] == row["base"]:
                continue
            column = theirs._meta.get_field(row["name"])
            old, new = (
                _words(None, column, getattr(one, column.attname))
                for one in (before.instance if before else theirs, theirs)
            )
            if row["mine"] == row["base"]:
                typed[row["name"]] = now[row["name"]].value()
            said = _("Theirs: %(theirs)s. Before both of you: %(base)s.") % {"theirs": new, "base": old}
            self.add_error(row["name"], said)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        posted = self.cleaned_data.get("version")
        if self.instance.pk and posted is not None:
            self.instance.version = posted


class AuditedModelAdmin(admin.ModelAdmin):
    """Admin of an audited model that holds no case content.

    Every save goes through `Record.save` in one transaction with the typed reason. Nothing is deleted. The
    admin's own log is not written: it repeats names of records outside the guarded history.
    """

    form = AuditedAdminForm
    exclude = ("version",)  # the model's own is not editable; the form declares one to be compared
    object_history_template = "admin/casework_history.html"
    save_on_top = False
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 100
    date_hierarchy = None
    view_on_site = False
    # The browser's own date field: it speaks the reader's language and needs no script.
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
    }

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Put the reason at the end of every form."""
        if self.fields:
            return [*self.fields, "reason", "version"] if self._is_writable(request, obj) else self.fields
        named = [name for name in super().get_fields(request, obj) if name not in {"reason", "version"}]
        return [*named, "reason", "version"] if self._is_writable(request, obj) else named

    def _is_writable(self, request: HttpRequest, obj: Model | None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Records are never deleted; they are deactivated."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Save with the typed reason as one act of the signed-in administrator."""
        with audit_context(actor=request.user, reason=form.cleaned_data.get("reason", "")):
            obj.save()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A change asks for a recent proof of who one is, and never overwrites a colleague's."""
        if request.method == "POST" and (way := step_up(request)):
            return way
        hidden = {"show_save_and_add_another": False, "show_save_and_continue": False}
        context = (extra_context or {}) | hidden
        try:
            return self._change(request, object_id, form_url, context)
        except StaleRecord:  # they saved between our look and our save: look once more, which shows both
            return self._change(request, object_id, form_url, context)

    def _change(
        self, request: HttpRequest, object_id: str | None, form_url: str, context: dict[str, Any]
    ) -> HttpResponse:
        with transaction.atomic():
            return super().changeform_view(request, object_id, form_url, context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Bound what is searched: a very long term is more than the database can take apart."""
        words = search_term[:SEARCH_MAX].replace("\x00", "").split()[:SEARCH_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A list is headed by what it lists."""
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, (extra_context or {}) | {"title": title})

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """The history has it."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """The history has it."""

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> Any:
        """Nothing is deleted."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show our versions instead of the admin's log."""
        obj = self.get_object(request, object_id)
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        context = (extra_context or {}) | {"versions": describe_versions(obj), "title": str(obj)}
        return super().history_view(request, object_id, context)

    def get_urls(self) -> list[URLPattern]:
        """Without the delete page, and without redirects from addresses of old Django versions."""
        return [url for url in super().get_urls() if url.name and not url.name.endswith("_delete")]


class ReferenceAdmin(AuditedModelAdmin):
    """A list that administrators keep: a code, once given, is never given again."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Old records point at the code: it is written once."""
        return ("code",) if obj else ()


class NamedAdmin(AuditedModelAdmin):
    """A list whose rows are found as on the pages: by any name, in either script, in any spelling."""

    search_fields = ("search_text",)
    autocomplete_fields = ("parent",)
    list_select_related = ("parent",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[Any, bool]:
        """Ask the matcher, which knows both scripts."""
        typed = search_term.replace("\x00", "").strip()[:SEARCH_MAX]
        found: Any = queryset
        return (found.matching(typed, limit=MOST_FOUND) if typed else found), False


def describe_versions(obj: Model, most: int = 100) -> list[dict[str, Any]]:
    """Return what each version changed, newest first: when, who, why, and old and new values in words."""
    rows = list(versions_of(obj)[: most + 1])
    return [
        {"row": row, "changes": _changes(row, before)}
        for row, before in zip(rows, [*rows[1:], None], strict=True)
    ][:most]


def _changes(row: Any, before: Any) -> list[dict[str, str]]:
    """The fields of a version that differ from the one before it."""
    skipped = {"version", "updated_at", "updated_by", "created_at", "created_by", "id", "uid", "token_hash"}
    changes = []
    for field in row.tracked_fields:
        if field.name in skipped:
            continue
        if field.name == "session_epoch":
            if before is not None and before.session_epoch != row.session_epoch:
                changes.append({"label": _("all sessions ended"), "old": "", "new": ""})
            continue
        old = getattr(before, field.attname) if before is not None else None
        new = getattr(row, field.attname)
        if old != new and (before is not None or new not in (None, "")):
            changes.append(
                {
                    "label": str(field.verbose_name),
                    "old": _words(row, field, old) if before is not None else "",
                    "new": _words(row, field, new),
                }
            )
    return changes


def _words(row: Any, field: Any, value: Any) -> str:
    """A stored value as people read it."""
    if value is None or value == "":
        return _("nothing")
    if field.remote_field:
        target = field.remote_field.model._default_manager.filter(pk=value).first()
        return str(target or value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(field.flatchoices).get(value, value))
