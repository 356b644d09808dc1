"""Findings: written by members, locked under review, approved by neither author nor lead."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.records import StaleRecord
from casework.core.verdict import Refused
from casework.evidence.actions import transfer_custody
from casework.incidents.models import Violation
from casework.investigations.actions import (
    change_finding,
    cite_document,
    conclude,
    reopen_finding,
    submit_finding,
    withdraw_conclusion,
    withdraw_document,
    write_finding,
)
from casework.investigations.checks import completeness
from casework.investigations.models import (
    AttributionConclusion,
    Conclusion,
    Finding,
    InvestigationCitation,
)
from casework.investigations.queries import document_of
from casework.investigations.rules import (
    approvable_by,
    may_change_finding,
    may_review_finding,
    unconcluded,
)
from casework.ladder.rules import answer_guards
from casework.ladder.table import BY_KEY
from casework.parties.models import Attribution
from tests.deciding import approve_finding, return_finding
from tests.evidence.conftest import make_item, refused
from tests.factories import join_case, make_attribution, make_incident, make_violation
from tests.investigations.findings_world import *  # noqa: F403
from tests.investigations.findings_world import TEXT, concluded, submitted, written

pytestmark = pytest.mark.django_db


def test_write_when_first_then_draft_number_one_and_no_second(case: Case, investigator: User) -> None:
    finding = written(investigator, case)
    assert (finding.number, finding.state, finding.author) == (1, "draft", investigator)
    with refused(Refused, match="has findings already"):
        written(investigator, case)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": "  "}, "text"),
        ({"families": "not_informed"}, "families_note"),
        ({"families": "partly", "families_note": " "}, "families_note"),
        ({"families": "banana"}, "families"),
    ],
)
def test_write_when_something_is_missing_then_said_beside_its_field(
    case: Case, investigator: User, facts: dict[str, Any], field: str
) -> None:
    with refused(ValidationError) as info:
        written(investigator, case, **facts)
    assert field in info.value.message_dict
    assert not Finding.objects.exists()


def test_write_when_outsider_or_reader_then_refused(
    case: Case, outsider: User, auditor: User, investigator: User
) -> None:
    join_case(case, auditor, role="reader")
    for user in (outsider, auditor):
        with refused(Refused):
            written(user, case)
    finding = written(investigator, case)
    for user in (outsider, auditor):
        with refused(Refused):
            change_finding(actor=user, finding=finding, changes={"text": "other"})


def test_change_when_under_review_or_approved_then_refused_in_words(
    case: Case, investigator: User, second: User, attribution: Attribution
) -> None:
    finding = written(investigator, case)
    concluded(investigator, finding, attribution)
    conclusion = Conclusion.objects.get()
    submitted(investigator, finding)
    for words in ("under review and locked", "approved and locked"):
        with refused(Refused, match=words):
            change_finding(actor=investigator, finding=finding, changes={"text": "other"})
        with refused(Refused, match=words):
            concluded(investigator, finding, attribution)
        conclusion.refresh_from_db()
        with refused(Refused, match=words):
            withdraw_conclusion(actor=investigator, conclusion=conclusion, reason="wrong")
        assert words in str(may_change_finding(investigator, finding).reason)
        if finding.state == "under_review":
            finding.refresh_from_db()
            approve_finding(actor=second, finding=finding)
    assert Finding.objects.get().text == TEXT


def test_conclude_when_handed_over_in_between_then_refused(
    case: Case, investigator: User, attribution: Attribution
) -> None:
    stale = written(investigator, case)
    submitted(investigator, Finding.objects.get())
    assert stale.state == "draft", "what the browser still shows"
    with refused(Refused, match="under review"):
        concluded(investigator, stale, attribution)
    with refused(StaleRecord):
        change_finding(actor=investigator, finding=stale, changes={"text": "other"})


def test_conclude_when_said_twice_then_changed_and_history_kept(
    case: Case, investigator: User, attribution: Attribution
) -> None:
    finding = written(investigator, case)
    first = concluded(investigator, finding, attribution)
    again = concluded(
        investigator,
        finding,
        attribution,
        standard="clear_convincing",
        confidences={attribution: "reasonable_grounds"},
        notes={attribution: "Its own statement"},
    )
    assert first.pk == again.pk and again.standard == "clear_convincing"
    said = AttributionConclusion.objects.get()
    assert (said.confidence, said.note) == ("reasonable_grounds", "Its own statement")
    assert said.history.count() == 2 and again.history.count() == 2


@pytest.mark.parametrize("standard", ["none", "beyond_doubt", "banana", ""])
def test_conclude_when_standard_is_not_ours_then_refused(
    case: Case, investigator: User, attribution: Attribution, standard: str
) -> None:
    finding = written(investigator, case)
    with refused(ValidationError) as info:
        concluded(investigator, finding, attribution, standard=standard)
    assert "standard" in info.value.message_dict
    with refused(ValidationError):
        concluded(investigator, finding, attribution, confidences={attribution: standard})
    assert not Conclusion.objects.exists()


def test_conclude_when_other_case_or_party_or_withdrawn_then_refused(
    case: Case, investigator: User, attribution: Attribution, violation: Violation
) -> None:
    finding = written(investigator, case)
    other = make_violation(investigator, make_incident(investigator, case))
    stranger = make_attribution(investigator, other)
    with refused(ValidationError, match="not linked"):
        concluded(investigator, finding, attribution, confidences={stranger: "balance"})
    with refused(ValidationError) as info:
        conclude(actor=investigator, finding=finding, violation=violation, text=" ", standard="balance")
    assert "text" in info.value.message_dict
    violation.withdrawn_at = timezone.now()
    with refused(Refused, match="withdrawn"):
        conclude(actor=investigator, finding=finding, violation=violation, text="x", standard="balance")


def test_unconcluded_when_drawn_then_gone_and_back_after_withdrawal(
    case: Case, investigator: User, attribution: Attribution, violation: Violation
) -> None:
    finding = written(investigator, case)
    assert list(unconcluded(investigator)) == [violation]
    conclusion = concluded(investigator, finding, attribution)
    assert not unconcluded(investigator).exists()
    withdraw_conclusion(actor=investigator, conclusion=conclusion, reason="drawn too early")
    assert list(unconcluded(None)) == [violation]


def test_submit_when_not_lead_or_not_draft_then_refused(
    case: Case, investigator: User, supervisor: User
) -> None:
    finding = written(supervisor, case)
    with refused(Refused, match="lead investigator"):
        submit_finding(actor=supervisor, finding=finding)
    submit_finding(actor=investigator, finding=finding)
    with refused(Refused, match="Only a draft"):
        submit_finding(actor=investigator, finding=finding)


def test_submit_when_the_lead_may_only_read_now_then_refused(
    case: Case, investigator: User, supervisor: User
) -> None:
    finding = written(investigator, case)
    member = case.memberships.get(user=investigator)
    member.role = "reader"
    with audit_context(actor=supervisor):
        member.save()
    with refused(Refused, match="reader of this case"):
        submit_finding(actor=investigator, finding=Finding.objects.get(pk=finding.pk))


def test_custody_when_a_gap_is_only_summed_up_then_check_and_guard_say_the_same(
    case: Case, investigator: User
) -> None:
    """What the form calls a summary explains no gap: that is done at the item."""
    item = make_item(case, investigator)
    transfer_custody(actor=investigator, item=item, from_custodian="A neighbour", to_custodian="The archive")
    finding = written(investigator, case, custody_note="The neighbour kept it in a drawer.")
    check = next(
        one for one in completeness(document_of(investigator, finding)) if "custody" in str(one.words)
    )
    guards = answer_guards(BY_KEY["submit_findings"], investigator, case)
    guard = next(one for one in guards if one.guard.key == "custody_explained")
    assert (check.holds, guard.holds) == (False, False)


def test_citations_when_of_a_conclusion_then_locked_with_it_and_copied_when_reopened(
    case: Case, investigator: User, second: User, attribution: Attribution
) -> None:
    finding = written(investigator, case)
    conclusion = concluded(investigator, finding, attribution)
    item = make_item(case, investigator)
    cited = cite_document(
        actor=investigator, target=conclusion, item=item, stance="supports", locator="p. 3", note="The crater"
    )
    submitted(investigator, finding)
    conclusion, cited = Conclusion.objects.get(), InvestigationCitation.objects.get()
    for stage in ("under review", "approved"):
        with refused(Refused, match=stage):
            cite_document(
                actor=investigator, target=Conclusion.objects.get(), item=item, stance="contradicts"
            )
        with refused(Refused, match=stage):
            withdraw_document(actor=investigator, citation=InvestigationCitation.objects.get(), reason="No.")
        if stage == "under review":
            approve_finding(actor=second, finding=Finding.objects.get())
    again = reopen_finding(actor=second, case=case)
    copy = InvestigationCitation.objects.get(conclusion__finding=again)
    assert (copy.item, copy.stance, copy.locator, copy.note) == (item, "supports", "p. 3", "The crater")
    assert InvestigationCitation.objects.get(conclusion__finding=finding) == cited
    withdraw_document(actor=investigator, citation=copy, reason="Of another house.")


def test_approve_when_author_lead_earlier_writer_or_no_supervisor_then_refused_in_words(
    case: Case, investigator: User, supervisor: User, second: User, outsider: User
) -> None:
    join_case(case, outsider)
    finding = written(supervisor, case)
    change_finding(actor=investigator, finding=finding, changes={"text": f"{TEXT} More."})
    assert finding.author == investigator
    submit_finding(actor=investigator, finding=finding)
    with refused(Refused, match="wrote part of its findings"):
        approve_finding(actor=supervisor, finding=finding)
    with refused(Refused, match="supervisor decides"):
        approve_finding(actor=outsider, finding=finding)
    assert not approvable_by(supervisor).exists() and not approvable_by(investigator).exists()
    assert list(approvable_by(second)) == [finding]
    approve_finding(actor=second, finding=finding)
    assert (finding.state, finding.approver) == ("approved", second)


def test_approve_when_supervisor_leads_then_refused(case: Case, supervisor: User, investigator: User) -> None:
    finding = written(investigator, case)
    with audit_context(actor=investigator):
        case.lead = supervisor
        case.save()
    finding.refresh_from_db()
    submit_finding(actor=supervisor, finding=finding)
    with refused(Refused, match="You led this case"):
        approve_finding(actor=supervisor, finding=finding)
    assert not approvable_by(supervisor).exists()


def test_concluding_when_done_then_counts_as_writing(
    case: Case, investigator: User, supervisor: User, attribution: Attribution
) -> None:
    finding = written(investigator, case)
    concluded(supervisor, finding, attribution)
    finding.refresh_from_db()
    change_finding(actor=investigator, finding=finding, changes={"custody_note": "None"})
    submit_finding(actor=investigator, finding=finding)
    assert not may_review_finding(supervisor, finding)


def test_database_when_approver_is_author_then_constraint_refuses(case: Case, investigator: User) -> None:
    finding = written(investigator, case)
    finding.state, finding.approver, finding.approved_at = "approved", investigator, timezone.now()
    with audit_context(actor=investigator), refused(IntegrityError):
        finding.save()


def test_return_when_commented_then_draft_again_and_the_returned_version_stays(
    case: Case, investigator: User, second: User
) -> None:
    finding = submitted(investigator, written(investigator, case))
    with refused(ValidationError):
        return_finding(actor=second, finding=finding, comment=" ")
    with refused(Refused):
        return_finding(actor=investigator, finding=finding, comment="x")
    return_finding(actor=second, finding=finding, comment="Weigh the strike log")
    assert (finding.state, finding.comment) == ("draft", "Weigh the strike log")
    change_finding(actor=investigator, finding=finding, changes={"text": f"{TEXT} The log was weighed."})
    submit_finding(actor=investigator, finding=finding)
    assert finding.comment == ""
    approve_finding(actor=second, finding=finding)
    assert finding.history.filter(comment="Weigh the strike log").exists()


def test_reopen_when_approved_then_next_number_with_everything_copied(
    case: Case, investigator: User, second: User, attribution: Attribution
) -> None:
    finding = written(investigator, case, families="informed")
    concluded(investigator, finding, attribution)
    with refused(Refused, match="no approved findings"):
        reopen_finding(actor=second, case=case)
    approve_finding(actor=second, finding=submitted(investigator, finding))
    with refused(Refused, match="supervisor"):
        reopen_finding(actor=investigator, case=case)
    again = reopen_finding(actor=second, case=case)
    assert (again.number, again.state, again.author) == (2, "draft", investigator)
    assert (again.text, again.families) == (TEXT, "informed")
    copy = again.conclusions.get()
    assert copy.standard == "reasonable_grounds" and copy.parties.get().confidence == "balance"
    finding.refresh_from_db()
    assert (finding.state, finding.approver) == ("superseded", second)
    assert finding.conclusions.get().text == copy.text
    with refused(Refused, match="belong to the past"):
        change_finding(actor=investigator, finding=finding, changes={"text": "x"})


def test_write_when_reason_given_then_in_history(case: Case, investigator: User) -> None:
    finding = write_finding(actor=investigator, case=case, text=TEXT)
    change_finding(
        actor=investigator, finding=finding, changes={"text": f"{TEXT} More."}, reason="second interview"
    )
    assert finding.history.first().history_change_reason == "second interview"
