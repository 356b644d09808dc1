"""The page of one item: preview, for and against, verification, custody, digest, provenance."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from casework.cases.access import may_revise
from casework.core.views import Page
from casework.ledger.actions import record_access
from casework.ledger.models import AccessEvent

from .. import queries, rules
from ..choices import CopyKind
from ..models import EvidenceItem
from ..names import show_name
from ..previews import can_preview, preview_of
from ..targets import citation_words
from ..web import host_of
from .scope import ItemScope, is_confidential

SHORT_CUSTODY = 12


class ItemDetail(ItemScope, Page):
    """Everything about one item, on one page."""

    template_name = "casework/evidence/item_detail.html"

    def get_queryset(self) -> QuerySet[EvidenceItem]:
        return super().get_queryset().select_related("verified_by", "created_by", "withdrawn_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user, item = request.user, self.item
        if is_confidential(item):
            record_access(
                actor=user, action=AccessEvent.Action.VIEW, obj=item, request=request, is_confidential=True
            )
        events = queries.custody_events(user, item)
        whole = request.GET.get("custody") == "all"
        custody = queries.custody_timeline(item, events, fold=not whole)
        copies = list(queries.copies_of(user, item))
        return self.render(
            viewer=viewer_of(request, item),
            cited=cited_rows(user, item),
            steps=queries.steps_of(user, item),
            custody=custody if whole else custody[-SHORT_CUSTODY:],
            custody_total=len(events),
            custody_whole=whole or len(events) <= SHORT_CUSTODY,
            gaps=queries.open_gaps(custody),
            file=queries.file_state(item),
            digest_lines=[item.sha256[at : at + 16] for at in range(0, 64, 16)] if item.has_file else [],
            file_name=show_name(item.original_name),
            duplicates=queries.same_file(user, item),
            copies=copies,
            screenshots=[copy for copy in copies if copy.copy_kind == CopyKind.SCREENSHOT],
            original=queries.original_of(user, item),
            looks=queries.looks_at(item),
            hosts={"web": host_of(item.web_address), "archive": host_of(item.archive_address)},
            may=verdicts(user, item),
            held=may_revise(item).reason,
        )


def cited_rows(user: Any, item: EvidenceItem) -> dict[str, Any]:
    """Citations by stance, each with the words of what it is cited for."""
    found = queries.citations_of(user, item)
    rows = {
        stance: [{"citation": one, "words": citation_words(one)} for one in getattr(found, stance)]
        for stance in ("supports", "contradicts", "context")
    }
    return rows | {"total": found.total}


def viewer_of(request: HttpRequest, item: EvidenceItem) -> dict[str, Any]:
    """How the preview stands: a picture, hidden until asked for, or none with the reason.

    Whether a picture can be made is found out here, so that the page never shows a broken one.
    """
    picture = item.has_file and can_preview(item.media_type) and preview_of(item.sha256) is not None
    return {
        "picture": picture,
        "hidden": item.graphic and request.GET.get("show") != "1",
        "reason": "" if picture else _no_picture(item),
    }


def _no_picture(item: EvidenceItem) -> str:
    if not item.has_file:
        return _("No file: this item is an address or an object.")
    if can_preview(item.media_type):
        return _("No safe picture could be made of this file. The original is kept as it came.")
    return _("Files of this kind are not shown here. The original is kept as it came.")


def verdicts(user: Any, item: EvidenceItem) -> dict[str, Any]:
    """The rules behind the buttons of the page."""
    return {
        "change": rules.may_change_item(user, item),
        "verify": rules.may_verify(user, item),
        "decide": rules.may_decide(user, item),
        "cite": rules.may_cite(user, item, item.case),
        "custody": rules.may_record_custody(user, item),
        "check": rules.may_check_integrity(user, item),
        "withdraw": rules.may_withdraw_item(user, item),
        "second": rules.may_decide(user, item, "verified"),
    }
