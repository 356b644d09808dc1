"""What is nearly right in findings, before they are handed in and before they are approved."""

from typing import Any

from accounts.roles import Role
from casework.core.context import audit_context
from casework.evidence.actions import (
    add_custody_event,
    cite_evidence,
)
from casework.evidence.models import CustodyEvent
from casework.incidents.actions import add_incident
from casework.incidents.choices import ProofStandard
from casework.incidents.models import Incident
from casework.investigations.actions import (
    add_investigation,
    answer_challenge,
    ask_second_review,
    change_finding,
    change_investigation,
    conclude,
    propose_rating,
    raise_challenge,
    withdraw_conclusion,
    withdraw_rating,
)
from casework.investigations.choices import Criterion
from casework.investigations.models import (
    AttributionConclusion,
    Conclusion,
    EffectivenessRating,
    Finding,
)
from casework.parties.actions import attribute_violation
from casework.parties.models import Party
from tests.deciding import (
    answer_contrary,
    confirm_rating,
    return_rating,
)
from tests.factories import make_user
from tests.ladder.build import Story
from tests.ladder.nearly import item_of, nearly

RATED = dict.fromkeys(Criterion.values, ("met", "Seen by both."))


def finding_of(story: Story) -> Finding:
    return Finding.objects.current().select_related("case").get(case=story.case)


def rate(story: Story, **facts: Any) -> EffectivenessRating:
    """A rating that waits."""
    rating = EffectivenessRating.objects.select_related("case").filter(case=story.case, state="proposed")
    if waiting := rating.first():
        withdraw_rating(actor=story.team.lead, rating=waiting, reason="Begun anew.")
    whole: dict[str, Any] = {"investigation": story.investigation, "answers": RATED}
    return propose_rating(actor=story.team.lead, **whole | facts)


@nearly("submit_findings", "criteria_rated")
def a_rating_that_was_returned(story: Story) -> None:
    return_rating(actor=story.team.first, rating=rate(story), comment="Who was heard?")


@nearly("submit_findings", "criteria_rated")
def a_confirmed_rating_of_an_army(story: Story) -> None:
    army = add_investigation(actor=story.team.lead, case=story.case, body_kind="military", body="An army")
    confirm_rating(actor=story.team.first, rating=rate(story, investigation=army))


@nearly("submit_findings", "criteria_rated")
def a_criterion_that_is_not_known_without_a_reason(story: Story) -> None:
    answers = RATED | {Criterion.values[-1]: ("not_known", "")}
    confirm_rating(actor=story.team.first, rating=rate(story, answers=answers))


@nearly("submit_findings", "criteria_rated", bare=False)
def a_rating_of_what_was_changed_since(story: Story) -> None:
    change_investigation(actor=story.team.lead, investigation=story.investigation, opened="9 November 2026")


@nearly("submit_findings", "conclusions_drawn", bare=False)
def a_conclusion_that_was_withdrawn(story: Story) -> None:
    drawn = Conclusion.objects.select_related("finding__case", "case").get(finding=story.finding)
    withdraw_conclusion(actor=story.team.lead, conclusion=drawn, reason="Too early.")


@nearly("submit_findings", "conclusions_drawn", bare=False)
def a_conclusion_on_one_of_two_violations(story: Story) -> None:
    story.violate("LIF-02")


@nearly("submit_findings", "casualties_adopted", bare=False)
def a_range_of_one_of_two_events(story: Story) -> None:
    add_incident(actor=story.team.lead, case=story.case, title="A second strike")


@nearly("submit_findings", "attribution_rated", bare=False)
def a_party_of_a_conclusion_that_was_drawn_anew(story: Story) -> None:
    a_conclusion_that_was_withdrawn(story)
    words: dict[str, Any] = {"text": "It was no military objective.", "standard": "reasonable_grounds"}
    conclude(actor=story.team.lead, finding=finding_of(story), violation=story.violation, **words)


@nearly("submit_findings", "attribution_rated", bare=False)
def one_of_two_parties(story: Story) -> None:
    unknown = Party.objects.get(code="UNK")
    attribute_violation(actor=story.team.lead, violation=story.violation, party=unknown)


@nearly("submit_findings", "attribution_rated", bare=False)
def a_party_of_former_findings(story: Story) -> None:
    for key in ("submit_findings", "approve_findings", "reopen_findings"):
        story.move(key)
    story.finding = finding_of(story)
    a_party_of_a_conclusion_that_was_drawn_anew(story)


@nearly("submit_findings", "families_informed", bare=False)
def a_note_on_families_without_an_answer(story: Story) -> None:
    changes = {"families": "", "families_note": "They live abroad."}
    change_finding(actor=story.team.lead, finding=finding_of(story), changes=changes)


@nearly("submit_findings", "families_informed", bare=False)
def families_informed_by_former_findings(story: Story) -> None:
    """The number before said it; the one in hand does not."""
    for key in ("submit_findings", "approve_findings", "reopen_findings"):
        story.move(key)
    change_finding(actor=story.team.lead, finding=finding_of(story), changes={"families": ""})


@nearly("submit_findings", "custody_explained")
def one_of_two_gaps_explained(story: Story) -> None:
    transfer = CustodyEvent.objects.filter(item=story.items[0], from_custodian="A neighbour").get()
    words: dict[str, Any] = {
        "kind": "gap_explained",
        "corrects": transfer,
        "note": "The archive had lent it.",
    }
    add_custody_event(actor=story.team.lead, item=item_of(story), **words)
    story.break_custody()


@nearly("submit_findings", "custody_explained")
def an_explanation_of_another_entry(story: Story) -> None:
    registered = CustodyEvent.objects.filter(item=story.items[0], kind="registered").get()
    words: dict[str, Any] = {"kind": "gap_explained", "corrects": registered, "note": "It came by post."}
    add_custody_event(actor=story.team.lead, item=item_of(story), **words)


@nearly("approve_findings", "no_challenge")
def one_of_two_questions_answered(story: Story) -> None:
    raise_challenge(actor=story.team.first, target=item_of(story, 1), question="Is it forged?")
    asked = story.finding.challenges.select_related("case", "finding").get()
    answer_challenge(actor=story.team.lead, challenge=asked, answer="Two people.")


@nearly("approve_findings", "no_challenge", bare=False)
def an_opinion_that_is_not_given(story: Story) -> None:
    third = make_user(Role.SUPERVISOR, "Third Supervisor")
    ask_second_review(actor=story.team.second, target=finding_of(story), reviewer=third)


@nearly("approve_findings", "contrary_answered")
def one_of_two_passages_answered(story: Story) -> None:
    party = story.attribution
    against: dict[str, Any] = {"item": item_of(story), "target": party, "stance": "contradicts"}
    passage = cite_evidence(actor=story.team.lead, **against, locator="page 2")
    answer_contrary(actor=story.team.lead, citation=passage, text="It speaks of another day.")


@nearly("approve_findings", "contrary_answered", bare=False)
def a_passage_against_a_party(story: Story) -> None:
    lead, item = story.team.lead, item_of(story, 1)
    cite_evidence(actor=lead, item=item, target=story.attribution, stance="contradicts")


def empty(story: Story, record: Any, **columns: Any) -> None:
    """What no action leaves empty; a row that came another way may be."""
    with audit_context(actor=story.team.lead):
        for name, value in columns.items():
            setattr(record, name, value)
        record.save()


@nearly("submit_findings", "findings_written", bare=False)
def findings_without_a_word(story: Story) -> None:
    empty(story, finding_of(story), text="")


@nearly("submit_findings", "families_informed", bare=False)
def families_not_informed_without_a_reason(story: Story) -> None:
    empty(story, finding_of(story), families="not_informed", families_note="")


@nearly("submit_findings", "casualties_adopted", bare=False)
def a_range_without_its_rationale(story: Story) -> None:
    event = Incident.objects.select_related("case").get(pk=story.incident.pk)
    empty(story, event, adopted_rationale="")


@nearly("submit_findings", "attribution_rated", bare=False)
def a_party_with_no_standard_of_proof(story: Story) -> None:
    said = AttributionConclusion.objects.select_related("case").get(attribution=story.attribution)
    empty(story, said, confidence=ProofStandard.NONE)


@nearly("submit_findings", "casualties_adopted", bare=False)
def a_rationale_without_an_adopted_range(story: Story) -> None:
    event = Incident.objects.select_related("case").get(pk=story.incident.pk)
    empty(story, event, adopted_at=None, adopted_by=None)
