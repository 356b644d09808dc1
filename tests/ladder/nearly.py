"""What is nearly right: something of the kind is there, made through the real actions, and is not enough.

The builder's `without` leaves a thing out altogether; each function here adds what looks like it.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from accounts.roles import Role
from casework.core import clock
from casework.core.context import audit_context
from casework.evidence.actions import (
    add_custody_event,
    cite_evidence,
    record_verification,
    withdraw_item,
)
from casework.evidence.models import CustodyEvent, EvidenceItem
from casework.incidents.actions import add_incident, withdraw_incident, withdraw_violation
from casework.incidents.choices import ProofStandard
from casework.incidents.models import Incident
from casework.investigations.actions import (
    add_investigation,
    answer_challenge,
    ask_second_review,
    change_finding,
    change_investigation,
    conclude,
    propose_assessment,
    propose_rating,
    raise_challenge,
    withdraw_conclusion,
    withdraw_investigation,
    withdraw_rating,
)
from casework.investigations.choices import Criterion
from casework.investigations.models import (
    Assessment,
    AttributionConclusion,
    Conclusion,
    EffectivenessRating,
    Finding,
)
from casework.ladder.actions import record_duplicate_check
from casework.parties.actions import attribute_violation, withdraw_attribution
from casework.parties.models import Party
from casework.people.actions import assess_risk, withdraw_risk
from casework.people.models import RiskAssessment
from tests.deciding import (
    answer_contrary,
    approve_assessment,
    confirm_rating,
    decide_verification,
    return_assessment,
    return_rating,
)
from tests.factories import join_case, make_case, make_user
from tests.ladder.build import Story
from tests.ladder.saying import REASON

Near = Callable[[Story], None]
RATED = dict.fromkeys(Criterion.values, ("met", "Seen by both."))
NEARLY: list[Any] = []


def nearly(key: str, guard: str, *, bare: bool = True) -> Callable[[Near], Near]:
    """What is made in a case that is ready for the move `key`, and is not enough for `guard`.

    `bare`: the builder leaves out what the guard asks for; otherwise it was there before.
    """

    def keep(near: Near) -> Near:
        NEARLY.append(pytest.param(key, guard, bare, near, id=f"{guard}-{near.__name__}"))
        return near

    return keep


def item_of(story: Story, at: int = 0) -> EvidenceItem:
    return EvidenceItem.objects.select_related("case").get(pk=story.items[at].pk)


def finding_of(story: Story) -> Finding:
    return Finding.objects.current().select_related("case").get(case=story.case)


def propose(story: Story, **words: Any) -> Assessment:
    """An assessment at the threshold that nobody has decided on."""
    facts: dict[str, Any] = {"actor": story.team.lead, "violation": story.violation, "rationale": REASON}
    facts |= {"standard": "reasonable_suspicion", "source_count": 2, "origin_count": 2}
    return propose_assessment(**facts | words)


# From the allegation to credible evidence


@nearly("assess", "material_linked", bare=False)
def items_that_were_withdrawn(story: Story) -> None:
    for at in (0, 1):
        withdraw_item(actor=story.team.lead, item=item_of(story, at), reason="Of another case.")


@nearly("assess", "duplicates_checked")
def a_search_for_another_case(story: Story) -> None:
    record_duplicate_check(actor=story.team.lead, case=make_case(story.team.lead), outcome="none")


@nearly("credit", "verified_item")
def an_item_that_was_looked_at(story: Story) -> None:
    for item in story.items:
        record_verification(actor=story.team.lead, item=item, step="content", result="holds", why="Read.")


@nearly("credit", "verified_item")
def an_item_that_is_verified_in_part(story: Story) -> None:
    an_item_that_was_looked_at(story)
    decide_verification(actor=story.team.first, item=item_of(story), state="partly_verified", why="One page.")


@nearly("credit", "verified_item", bare=False)
def verified_items_that_were_withdrawn(story: Story) -> None:
    items_that_were_withdrawn(story)


@nearly("credit", "violation_named", bare=False)
def a_violation_that_was_withdrawn(story: Story) -> None:
    withdraw_violation(actor=story.team.lead, violation=story.violation, reason="Of another event.")


@nearly("credit", "violation_named", bare=False)
def a_violation_of_a_withdrawn_event(story: Story) -> None:
    withdraw_incident(actor=story.team.lead, incident=story.incident, reason="Of another case.")


@nearly("credit", "threshold_reached")
def an_assessment_below_the_threshold(story: Story) -> None:
    later = clock.today() + dt.timedelta(days=30)
    proposal = propose(story, standard="allegation", missing="A second account.", review_on=later)
    approve_assessment(actor=story.team.first, assessment=proposal)


@nearly("credit", "threshold_reached")
def an_assessment_that_waits(story: Story) -> None:
    propose(story)


@nearly("credit", "threshold_reached")
def an_assessment_that_was_returned(story: Story) -> None:
    return_assessment(actor=story.team.first, assessment=propose(story), comment="Who saw it?")


@nearly("credit", "threshold_reached", bare=False)
def an_assessment_that_was_superseded(story: Story) -> None:
    an_assessment_below_the_threshold(story)


@nearly("credit", "threshold_reached", bare=False)
def an_assessment_of_a_withdrawn_violation(story: Story) -> None:
    withdraw_violation(actor=story.team.lead, violation=story.violation, reason="Of another event.")
    story.violate("LIF-02")


@nearly("credit", "not_own_proposal", bare=False)
def another_proposal_that_was_superseded_by_ones_own(story: Story) -> None:
    join_case(story.case, story.team.second)
    proposal = propose(story, actor=story.team.second)
    approve_assessment(actor=story.team.first, assessment=proposal)


# Opening the investigation


@nearly("investigate", "attributed", bare=False)
def an_attribution_that_was_withdrawn(story: Story) -> None:
    withdraw_attribution(actor=story.team.lead, attribution=story.attribution, reason="Of another act.")


@nearly("investigate", "plan")
def an_investigation_of_ours_without_a_plan(story: Story) -> None:
    add_investigation(actor=story.team.lead, case=story.case, body_kind="ours", opened="2 November 2026")


@nearly("investigate", "plan")
def a_plan_of_an_army(story: Story) -> None:
    facts: dict[str, Any] = {
        "body_kind": "military",
        "body": "An army",
        "plan": "Ask the pilots.",
        "opened": "2 May 2026",
    }
    add_investigation(actor=story.team.lead, case=story.case, **facts)


@nearly("investigate", "plan", bare=False)
def a_plan_of_a_withdrawn_investigation(story: Story) -> None:
    withdraw_investigation(actor=story.team.lead, investigation=story.investigation, reason="Of another.")


@nearly("investigate", "start_date")
def a_day_beside_the_plan(story: Story) -> None:
    an_investigation_of_ours_without_a_plan(story)


@nearly("investigate", "start_date")
def a_day_of_an_army(story: Story) -> None:
    a_plan_of_an_army(story)


@nearly("investigate", "risk_assessed")
def the_risk_of_one_person(story: Story) -> None:
    words: dict[str, Any] = {"threat": "Threats by phone", "mitigation": "Another number"}
    facts: dict[str, Any] = {"likelihood": "low", "severity": "high", "person": story.person}
    assess_risk(actor=story.team.lead, case=story.case, **facts | words)


@nearly("investigate", "risk_assessed")
def the_risk_of_another_case(story: Story) -> None:
    words: dict[str, Any] = {"threat": "Armed men nearby", "mitigation": "Meetings elsewhere"}
    other = make_case(story.team.lead)
    assess_risk(actor=story.team.lead, case=other, likelihood="low", severity="high", **words)


@nearly("investigate", "risk_assessed", bare=False)
def a_risk_that_was_withdrawn(story: Story) -> None:
    risk = RiskAssessment.objects.select_related("case").get(case=story.case)
    withdraw_risk(actor=story.team.lead, risk=risk, reason="Of another case.")


# The findings


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


def empty(story: Story, record: Any, **columns: str) -> None:
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
