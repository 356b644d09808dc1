"""What is nearly right: something of the kind is there, made through the real actions, and is not enough.

The builder's `without` leaves a thing out altogether; each function here adds what looks like it.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from casework.core import clock
from casework.evidence.actions import (
    record_verification,
    withdraw_item,
)
from casework.evidence.models import EvidenceItem
from casework.incidents.actions import add_incident, withdraw_incident, withdraw_violation
from casework.investigations.actions import (
    add_investigation,
    propose_assessment,
    withdraw_investigation,
)
from casework.investigations.models import (
    Assessment,
)
from casework.ladder.actions import record_duplicate_check
from casework.parties.actions import withdraw_attribution
from casework.people.actions import assess_risk, withdraw_risk
from casework.people.models import RiskAssessment
from tests.deciding import (
    approve_assessment,
    decide_verification,
    return_assessment,
)
from tests.factories import join_case, make_case
from tests.ladder.build import Story
from tests.ladder.saying import REASON

Near = Callable[[Story], None]
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


@nearly("credit", "threshold_reached", bare=False)
def an_assessment_of_a_violation_of_a_withdrawn_event(story: Story) -> None:
    withdraw_incident(actor=story.team.lead, incident=story.incident, reason="Of another case.")
    story.incident = add_incident(actor=story.team.lead, case=story.case, title="A second strike")
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
