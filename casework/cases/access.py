"""Case in scope, and what a person may do in it.

A right needs both: the global role carries it (accounts.roles), and the membership or the supervisor's
office gives it in this case. Being an admin gives nothing here.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import HANDED_IN, MemberRole, Stage
from casework.cases.models import Case, CaseMember
from casework.core.questions import Question
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.core.views import Page
from casework.ledger.actions import record_denied

WORKING_ROLES = frozenset({MemberRole.LEAD, MemberRole.MEMBER, MemberRole.REVIEWER})
MEMBER_FLAGS = {"case.export": "export", "case.publish": "publish", "case.identities": "identities"}


def get_case(user: Any, ref: str, request: HttpRequest | None = None) -> Case:
    """Return the case with this reference if `user` may read it.

    Raises:
        Http404: it does not exist or is not theirs; both are recorded alike, so that neither answer nor
            time tells which.
    """
    found = _cases(user, ref=ref)
    if not found:
        record_denied(actor=user, query=f"case {ref[:24]}", request=request)
        raise Http404
    case: Case = found[0]
    return case


@Question
def _cases(reader: Any, ref: Any) -> QuerySet:
    return Case.objects.visible_to(reader).select_related("lead", "updated_by").filter(reference=ref)


@Question
def _memberships(reader: Any, case: Any) -> QuerySet:
    return CaseMember.objects.of(reader).filter(case=case)[:1]


def membership(user: Any, case: Case) -> CaseMember | None:
    """Return the current membership of `user` in `case`; read once per case object."""
    known: dict[int, CaseMember | None] = case.__dict__.setdefault("_memberships_read", {})
    if user.pk not in known:
        known[user.pk] = next(iter(_memberships(user, case=case.pk)), None)
    return known[user.pk]


def may(user: Any, right: str, case: Case) -> Verdict:
    """Whether `user` may exercise the named right in `case`, which they see already."""
    if not user.has_right(right):
        return refuse(_("Your role does not include this."))
    if right == "case.view" or (
        user.has_right("cases.view_all") and right in {"case.decide", "case.lower_level"}
    ):
        return ALLOWED
    member = membership(user, case)
    if right == "case.manage_access":
        return _may_manage_access(user, member)
    if member is None:
        return refuse(_("Only members of this case may do this."))
    if right in MEMBER_FLAGS:
        return (
            ALLOWED
            if getattr(member, MEMBER_FLAGS[right])
            else refuse(_("Your membership does not include this."))
        )
    if right == "case.work" and case.stage == Stage.CLOSED:
        return refuse(_("This case is closed. A supervisor can reopen it."))
    if member.role not in WORKING_ROLES:
        return refuse(_("You are a reader of this case: you may look and not change."))
    return ALLOWED


def may_decide_in(case: Case) -> Verdict:
    """Whether anything is decided in a case now, whoever decides: nothing is while it is suspended."""
    if case.stage != Stage.SUSPENDED:
        return ALLOWED
    return refuse(_("This case is suspended. Nothing is decided until its work is taken up again."))


def may_revise(record: Any) -> Verdict:
    """Change or take back what handed-in findings may rest on: never. What was added since the case came to
    its stage is in none of them."""
    case = record.case
    held = case.standing_stage in HANDED_IN and record.created_at <= case.stage_since
    return refuse(HANDED_IN[case.standing_stage]) if held else ALLOWED


def _may_manage_access(user: Any, member: CaseMember | None) -> Verdict:
    if user.has_right("cases.view_all") or (member is not None and member.role == MemberRole.LEAD):
        return ALLOWED
    return refuse(_("The lead of the case or a supervisor gives access."))


class CaseScope(Page):
    """Mixin of pages inside a case: resolves `ref` in scope, then asks for the declared right.

    Strangers get 404; members without the right 403 with a sentence.
    """

    case: Case

    def enter_scope(self) -> None:
        super().enter_scope()
        self.case = get_case(self.request.user, self.kwargs["ref"], self.request)
        self.context["case"] = self.case
        may(self.request.user, self.access.name, self.case).require()

    def not_found(self, what: str) -> Http404:
        """Record that somebody asked for what is not theirs, or is not there; both are answered alike."""
        record_denied(actor=self.request.user, query=what, request=self.request)
        return Http404()
