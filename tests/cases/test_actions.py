"""Opening and describing a case; its circle of people; its level; the take-over of a sealed one."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from casework.cases import actions
from casework.cases.choices import Confidentiality, MemberRole, Stage
from casework.cases.models import Case, CaseMember
from casework.core import clock
from casework.core.context import audit_context
from casework.core.records import StaleRecord
from casework.core.verdict import Refused
from tests.factories import join_case, make_case, make_user

I, R, H = Confidentiality.INTERNAL, Confidentiality.RESTRICTED, Confidentiality.HIGHLY_RESTRICTED
REASON = "The field team asked for it in writing."


def part(case: Case, user: User) -> CaseMember:
    return CaseMember.objects.select_related("case", "user").get(case=case, user=user, left_at=None)


def test_case_when_opened_then_led_referenced_and_kept_from_outsiders(
    investigator: User, outsider: User
) -> None:
    case = actions.open_case(actor=investigator, title="Strike", lead=investigator, year=2017)
    assert case.reference.startswith("MOS-2017-") and len(case.reference) == 15
    assert (case.stage, case.confidentiality, part(case, investigator).role) == (
        Stage.REPORTED,
        R,
        MemberRole.LEAD,
    )
    assert case.history.count() == 1
    assert not Case.objects.visible_to(outsider).exists()


def test_case_when_opened_for_another_lead_then_both_take_part(supervisor: User, investigator: User) -> None:
    case = actions.open_case(actor=supervisor, title="Strike", lead=investigator)
    assert part(case, supervisor).role == MemberRole.MEMBER
    assert part(case, investigator).role == MemberRole.LEAD


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_case_when_opened_by_a_role_that_may_not_then_refused(who: str, request: Any) -> None:
    with pytest.raises(Refused):
        actions.open_case(actor=request.getfixturevalue(who), title="Strike")


def test_case_when_opened_sealed_or_led_by_an_admin_then_refused(
    investigator: User, administrator: User
) -> None:
    with pytest.raises(ValidationError, match="then seal it"):
        actions.open_case(actor=investigator, title="Strike", confidentiality=H)
    with pytest.raises(ValidationError, match="cannot lead"):
        actions.open_case(actor=investigator, title="Strike", lead=administrator)
    assert not Case.objects.exists()


def test_case_when_changed_then_only_named_fields_and_with_the_reason(investigator: User) -> None:
    case = make_case(investigator)
    changes = {"title": "Another title", "stage": Stage.PUBLISHED, "confidentiality": I}
    actions.change_case(actor=investigator, case=case, changes=changes, reason=REASON)
    stored = Case.objects.get(pk=case.pk)
    assert (stored.title, stored.stage, stored.confidentiality) == ("Another title", Stage.REPORTED, R)
    assert stored.history.first().history_change_reason == REASON


def test_case_when_changed_by_two_then_the_second_is_told(investigator: User) -> None:
    case = make_case(investigator)
    stale = Case.objects.get(pk=case.pk)
    actions.change_case(actor=investigator, case=case, changes={"title": "First"})
    with pytest.raises(StaleRecord):
        actions.change_case(actor=investigator, case=stale, changes={"title": "Second"})


def test_case_when_changed_by_a_reader_or_a_stranger_then_refused(
    investigator: User, outsider: User, auditor: User
) -> None:
    case = make_case(investigator)
    join_case(case, auditor, role=MemberRole.READER)
    for user in (outsider, auditor):
        with pytest.raises(Refused):
            actions.change_case(actor=user, case=case, changes={"title": "Theirs"})


def test_member_when_added_by_the_lead_then_takes_part(investigator: User, outsider: User) -> None:
    case = make_case(investigator)
    actions.add_member(actor=investigator, case=case, user=outsider, reason=REASON)
    assert Case.objects.visible_to(outsider).get() == case
    assert part(case, outsider).history.first().history_change_reason == REASON


@pytest.mark.parametrize("flag", ["cleared", "identities", "export", "publish"])
def test_flag_when_the_giver_does_not_hold_it_then_refused(
    investigator: User, supervisor: User, outsider: User, flag: str
) -> None:
    case = make_case(investigator)
    with pytest.raises(Refused, match="hold yourself"):
        actions.add_member(actor=investigator, case=case, user=outsider, **{flag: True})
    actions.add_member(actor=supervisor, case=case, user=outsider, **{flag: True})
    assert getattr(part(case, outsider), flag)


def test_member_when_an_admin_or_the_giver_or_a_second_lead_then_refused(
    investigator: User, administrator: User, outsider: User
) -> None:
    case = make_case(investigator)
    with pytest.raises(ValidationError):
        actions.add_member(actor=investigator, case=case, user=administrator)
    with pytest.raises(Refused):
        actions.add_member(actor=investigator, case=case, user=investigator)
    with pytest.raises(ValidationError):
        actions.add_member(actor=investigator, case=case, user=outsider, role=MemberRole.LEAD)


def test_auditor_when_added_then_a_reader_with_an_end_and_without_identities(
    investigator: User, supervisor: User, auditor: User
) -> None:
    case, end = make_case(investigator), clock.today() + dt.timedelta(days=30)
    for wrong in (
        {"role": MemberRole.MEMBER, "ends_on": end},
        {"role": MemberRole.READER},
        {"role": MemberRole.READER, "ends_on": end, "identities": True},
        {"role": MemberRole.READER, "ends_on": clock.today() - dt.timedelta(days=1)},
    ):
        with pytest.raises(ValidationError):
            actions.add_member(actor=supervisor, case=case, user=auditor, **wrong)
    actions.add_member(actor=supervisor, case=case, user=auditor, role=MemberRole.READER, ends_on=end)
    assert Case.objects.visible_to(auditor).exists()


def test_member_when_changing_their_own_part_then_refused(investigator: User, supervisor: User) -> None:
    case = make_case(investigator)
    join_case(case, supervisor)
    for user in (investigator, supervisor):
        with pytest.raises(Refused, match="your own"):
            actions.change_member(actor=user, member=part(case, user), changes={"cleared": True})


def test_member_when_changed_then_in_the_history(
    investigator: User, supervisor: User, outsider: User
) -> None:
    case = make_case(investigator)
    join_case(case, outsider)
    actions.change_member(
        actor=supervisor, member=part(case, outsider), changes={"cleared": True}, reason=REASON
    )
    assert part(case, outsider).cleared and part(case, outsider).history.count() == 2
    with pytest.raises(ValidationError, match="hand-over"):
        actions.change_member(
            actor=supervisor, member=part(case, outsider), changes={"role": MemberRole.LEAD}
        )


def test_member_when_leaving_then_sees_nothing_and_may_come_back(investigator: User, outsider: User) -> None:
    case = make_case(investigator)
    join_case(case, outsider)
    actions.end_membership(actor=outsider, member=part(case, outsider))
    assert not Case.objects.visible_to(outsider).exists()
    actions.add_member(actor=investigator, case=case, user=outsider)
    assert CaseMember.objects.filter(case=case, user=outsider).count() == 2


def test_member_when_taken_out_without_a_reason_or_by_a_member_then_refused(
    investigator: User, outsider: User
) -> None:
    case, other = make_case(investigator), make_user()
    join_case(case, outsider)
    join_case(case, other)
    with pytest.raises(ValidationError, match="Say why"):
        actions.end_membership(actor=investigator, member=part(case, outsider))
    with pytest.raises(Refused):
        actions.end_membership(actor=other, member=part(case, outsider), reason=REASON)
    actions.end_membership(actor=investigator, member=part(case, outsider), reason=REASON)


def test_lead_when_leaving_then_hands_over_first(investigator: User, outsider: User) -> None:
    case = make_case(investigator)
    with pytest.raises(Refused, match="hands the case over"):
        actions.end_membership(actor=investigator, member=part(case, investigator))
    actions.hand_over_lead(actor=investigator, case=case, lead=outsider, reason=REASON)
    assert (case.lead, part(case, outsider).role) == (outsider, MemberRole.LEAD)
    actions.end_membership(actor=investigator, member=part(case, investigator))


def test_lead_when_given_by_a_supervisor_then_one_lead_is_left(
    investigator: User, supervisor: User, outsider: User
) -> None:
    case = make_case(investigator)
    join_case(case, outsider, ends_on=clock.today() + dt.timedelta(days=5))
    actions.hand_over_lead(actor=supervisor, case=case, lead=outsider, reason=REASON)
    leads = CaseMember.objects.filter(case=case, role=MemberRole.LEAD)
    assert [lead.user for lead in leads] == [outsider]
    assert part(case, outsider).ends_on is None


def test_lead_when_an_auditor_an_admin_or_the_same_then_refused(
    investigator: User, supervisor: User, auditor: User, administrator: User
) -> None:
    case = make_case(investigator)
    for user in (auditor, administrator, investigator):
        with pytest.raises(ValidationError):
            actions.hand_over_lead(actor=supervisor, case=case, lead=user)


def test_supervisor_when_joining_then_a_member_without_flags(
    investigator: User, supervisor: User, outsider: User
) -> None:
    case = make_case(investigator, confidentiality=I)
    actions.join_case(actor=supervisor, case=case)
    assert part(case, supervisor).role == MemberRole.MEMBER and not part(case, supervisor).cleared
    for user in (outsider, supervisor):
        with pytest.raises(Refused):
            actions.join_case(actor=user, case=case)


def test_level_when_raised_by_a_member_then_it_rises(investigator: User) -> None:
    case = make_case(investigator, confidentiality=I)
    actions.set_level(actor=investigator, case=case, level=R, reason=REASON)
    assert Case.objects.get(pk=case.pk).confidentiality == R


def test_level_when_lowered_then_a_supervisor_with_a_reason(
    investigator: User, supervisor: User, outsider: User
) -> None:
    case = make_case(investigator)
    with pytest.raises(Refused):
        actions.set_level(actor=investigator, case=case, level=I, reason=REASON)
    with pytest.raises(ValidationError, match="20 characters"):
        actions.set_level(actor=supervisor, case=case, level=I, reason="short")
    with pytest.raises(ValidationError, match="no such level"):
        actions.set_level(actor=supervisor, case=case, level="public", reason=REASON)
    actions.set_level(actor=supervisor, case=case, level=I, reason=REASON)
    assert Case.objects.visible_to(outsider).exists()
    with pytest.raises(Refused):
        actions.set_level(actor=outsider, case=case, level=R, reason=REASON)


def test_case_when_sealed_then_two_keepers_one_a_supervisor(investigator: User, supervisor: User) -> None:
    case = make_case(investigator)
    with pytest.raises(Refused, match="two active members"):
        actions.set_level(actor=investigator, case=case, level=H, reason=REASON)
    join_case(case, make_user())
    with pytest.raises(Refused, match="a supervisor among"):
        actions.set_level(actor=investigator, case=case, level=H, reason=REASON)
    join_case(case, supervisor)
    actions.set_level(actor=investigator, case=case, level=H, reason=REASON)
    assert case.confidentiality == H


@pytest.mark.parametrize("change", ["leave", "reader", "end date"])
def test_sealed_case_when_a_keeper_would_go_then_refused(
    investigator: User, supervisor: User, second_supervisor: User, change: str
) -> None:
    case = make_case(investigator, confidentiality=H)
    join_case(case, supervisor)
    with pytest.raises(Refused, match="keeps at least two"):
        if change == "leave":
            actions.end_membership(actor=supervisor, member=part(case, supervisor))
        elif change == "reader":
            actions.change_member(
                actor=investigator, member=part(case, supervisor), changes={"role": MemberRole.READER}
            )
        else:
            later = clock.today() + dt.timedelta(days=3)
            actions.change_member(
                actor=investigator, member=part(case, supervisor), changes={"ends_on": later}
            )
    join_case(case, second_supervisor)
    actions.end_membership(actor=supervisor, member=part(case, supervisor))


def orphan(lead: User, keeper: User) -> Case:
    """A sealed case whose only supervisor left the organisation."""
    case = make_case(lead, confidentiality=H)
    join_case(case, keeper)
    with audit_context(actor=lead):
        keeper.is_active = False
        keeper.save()
    return case


def test_sealed_case_when_it_has_its_keepers_then_nobody_takes_it_over(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    case = make_case(investigator, confidentiality=H)
    join_case(case, second_supervisor)
    assert not Case.objects.orphaned().exists()
    with pytest.raises(Refused, match="has its keepers"):
        actions.ask_take_over(actor=supervisor, case=case, reason=REASON)


def test_orphaned_case_when_taken_over_then_two_supervisors_are_in(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    case = orphan(investigator, make_user("supervisor"))
    assert Case.objects.orphaned().get() == case
    with pytest.raises(Refused):
        actions.ask_take_over(actor=investigator, case=case, reason=REASON)
    asked = actions.ask_take_over(actor=supervisor, case=case, reason=REASON)
    with pytest.raises(Refused, match="You asked"):
        actions.confirm_take_over(actor=supervisor, take_over=asked, reason=REASON)
    assert not Case.objects.visible_to(supervisor).exists()
    actions.confirm_take_over(actor=second_supervisor, take_over=asked, reason=REASON)
    for user in (supervisor, second_supervisor):
        assert Case.objects.visible_to(user).get() == case
    assert not Case.objects.orphaned().exists()
    assert asked.history.count() == 2
