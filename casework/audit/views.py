"""The history of a case, of one record, and two versions side by side."""

import uuid
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse

from casework.audit.forms import CompareForm, HistoryFilterForm
from casework.audit.queries import (
    Save,
    leaves_of_case,
    leaves_of_record,
    one_save,
    people_of,
    saves_page,
    version_of,
)
from casework.audit.rules import audited_models, case_models, is_confidential, readable
from casework.audit.showing import by_day, changes_of, rows_of, title_of
from casework.audit.words import NameBook, columns_of
from casework.cases.access import CaseScope
from casework.cases.models import Case
from casework.core.access import SIGNED_IN, case_right
from casework.core.views import Page
from casework.ledger.actions import record_access, record_denied
from casework.ledger.models import AccessEvent

LONGEST_NUMBER = 18


class HistoryPage(Page):
    """What both histories share: the filter, the list of saves, the save that is open."""

    template_name = "casework/audit/history.html"
    tab = "history"
    of_record = False

    def subject(self) -> models.Model:
        """Whose history it is."""
        raise ImproperlyConfigured(f"{type(self).__name__} does not say whose history it shows.")

    def shown_models(self) -> list[type[models.Model]]:
        """The kinds of record that may appear."""
        raise ImproperlyConfigured(f"{type(self).__name__} does not say what it may show.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        subject = self.subject()
        form = HistoryFilterForm(
            request.GET,
            people=people_of(self.context.get("case")),
            models=self.shown_models(),
            one_model=self.of_record,
        )
        asked = form.asked()
        leaves = leaves_of_record if self.of_record else leaves_of_case
        page = saves_page(
            leaves(subject, asked), request.user, before=_number(request.GET.get("before")), asked=asked
        )
        chosen = self.chosen(page.saves, leaves(subject))
        record_access(
            actor=request.user,
            action=AccessEvent.Action.HISTORY,
            obj=subject,
            query=request.GET.urlencode(),
            request=request,
            is_confidential=is_confidential(subject),
        )
        return self.render(
            base_template=base_template(self.context),
            subject=subject,
            form=form,
            asked=asked,
            days=by_day(page.saves),
            older=page.older,
            save=chosen,
            save_title=title_of(chosen) if chosen else "",
            changes=changes_of(chosen, request.user) if chosen else [],
            of_record=self.of_record,
        )

    def chosen(self, saves: list[Save], leaves: models.QuerySet) -> Save | None:
        """The save named in the address, or the newest of the page."""
        wanted = self.request.GET.get("save", "")
        for save in saves:
            if str(save.txn_id) == wanted:
                return save
        try:
            named = one_save(leaves, self.request.user, uuid.UUID(wanted)) if wanted else None
        except ValueError:
            raise Http404 from None
        if wanted and named is None:
            raise Http404
        return named or (saves[0] if saves else None)


class CaseHistory(CaseScope, HistoryPage):
    """Everything that was written about a case and that this reader may see today."""

    access = case_right("case.view")

    def subject(self) -> models.Model:
        return self.case

    def shown_models(self) -> list[type[models.Model]]:
        return case_models()


class RecordScope(Page):
    """Resolves `model` and `uid` to a record whose history the reader may see; 404 otherwise."""

    record: Any

    def enter_scope(self) -> None:
        super().enter_scope()
        model = audited_models().get(self.kwargs["model"])
        rows = readable(model, self.request.user) if model else None
        record = rows.filter(uid=self.kwargs["uid"]).first() if rows is not None else None
        if record is None:
            query = f"history {self.kwargs['model'][:40]} {self.kwargs['uid']}"
            record_denied(actor=self.request.user, query=query, request=self.request)
            raise Http404
        self.record = record
        case = record if isinstance(record, Case) else getattr(record, "case", None)
        self.context |= {"case": case, "record": record, "model": self.kwargs["model"]}


class RecordHistory(RecordScope, HistoryPage):
    """The versions of one record."""

    access = SIGNED_IN
    of_record = True

    def subject(self) -> models.Model:
        return self.record

    def shown_models(self) -> list[type[models.Model]]:
        return [type(self.record)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.context["compare"] = CompareForm(None, newest=self.record.version)
        return super().get(request, *args, **kwargs)


class CompareVersions(RecordScope):
    """Two versions of one record, all fields, before and after."""

    access = SIGNED_IN
    template_name = "casework/audit/compare.html"
    tab = "history"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CompareForm(request.GET or None, newest=self.record.version)
        found: dict[str, Any] = {}
        if form.is_valid():
            one, other = sorted((form.cleaned_data["a"], form.cleaned_data["b"]))
            found = self.compared(one, other)
        record_access(
            actor=request.user,
            action=AccessEvent.Action.HISTORY,
            obj=self.record,
            query=request.GET.urlencode(),
            request=request,
            is_confidential=is_confidential(self.record),
        )
        return self.render(base_template=base_template(self.context), compare=form, **found)

    def compared(self, one: int, other: int) -> dict[str, Any]:
        """The rows of both versions; 404 where the ledger holds no such version."""
        first, second = version_of(self.record, one), version_of(self.record, other)
        if first is None or second is None:
            raise Http404
        book, columns = NameBook(self.request.user), columns_of(type(self.record))
        book.want(columns, first.values)
        book.want(columns, second.values)
        book.load()
        rows = rows_of(columns, first.values, second.values, book)
        return {
            "first": first,
            "second": second,
            "rows": [row for row in rows if row.was != row.now],
            "same": [row for row in rows if row.was == row.now and row.now],
        }


def base_template(context: dict[str, Any]) -> str:
    """Inside a case its head stands above the history; a record of a shared list stands alone."""
    return "casework/case_base.html" if context.get("case") else "casework/audit/_record_base.html"


def _number(text: str | None) -> int | None:
    """A number from the address, or None; whatever else stands there asks for the first page."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None
