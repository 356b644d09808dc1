"""Every concern appears with the state that causes it, on the supervisor's list, and goes away with it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.core.dates import parse
from casework.evidence.actions import record_integrity, record_verification, set_item_level
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident, Violation
from casework.investigations.actions import add_investigation, ask_party, propose_assessment, propose_rating
from casework.investigations.models import Assessment
from casework.ladder.attention import CONCERNS
from casework.ladder.guards import GUARDS
from casework.ladder.rules import lost_ground
from casework.ladder.transfers import merge_cases
from casework.parties.actions import change_attribution, record_position
from casework.parties.models import Attribution
from casework.people.actions import assess_risk, record_consent, revoke_consent, withdraw_risk
from casework.people.models import Consent, RiskAssessment
from casework.redress.actions import refer_case, set_redress
from tests.deciding import approve_assessment, decide_verification
from tests.ladder.build import Story, Team, make_team, ready, story_at

pytestmark = pytest.mark.django_db
TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


def holds(key: str, case: Case, user: User | None) -> bool:
    """Whether the concern holds for the case, as this person sees it; None for a job."""
    return Case.objects.filter(pk=case.pk).filter(CONCERNS[key].condition(user)).exists()


def waiting(team: Team) -> Story:
    story = ready("credit", team, without={"threshold_reached"})
    facts = {"standard": "allegation", "rationale": "x" * 50, "missing": "A second source"}
    day = clock.today() + dt.timedelta(days=60)
    propose_assessment(actor=team.lead, violation=story.violation, review_on=day, **facts)
    return story


def changed(story: Story, **values: object) -> Story:
    """What an action set, on an earlier day."""
    with audit_context(actor=story.team.first):
        for name, value in values.items():
            setattr(story.case, name, value)
        story.case.save()
    return story


def refuted(team: Team) -> Story:
    story = story_at(Stage.CREDIBLE, team)
    for item in EvidenceItem.objects.filter(case=story.case):
        decide_verification(actor=team.first, item=item, state="refuted", why="It was staged.")
    return story


def failed(team: Team) -> Story:
    story = story_at(Stage.CREDIBLE, team)
    record_integrity(actor=team.lead, item=story.items[0], found=None)
    return story


def denied(team: Team) -> Story:
    story = story_at(Stage.INVESTIGATION, team)
    record_position(actor=team.lead, attribution=story.attribution, kind="denies", explanation="No.")
    return story


def single(team: Team) -> Story:
    story = story_at(Stage.CREDIBLE, team)
    decide_verification(actor=team.first, item=story.items[0], state="refuted", why="It was staged.")
    return story


def rated(team: Team) -> Story:
    return ready("submit_findings", team, without={"criteria_rated"})


def asked(team: Team) -> Story:
    story = story_at(Stage.FINDINGS_APPROVED, team)
    day = clock.today() - dt.timedelta(days=40)
    ask_party(
        actor=team.lead,
        finding=story.finding,
        party=story.attribution.party,
        asked_on=day,
        answer_by=day + dt.timedelta(days=30),
        sent_to="The press office",
    )
    return story


def risk_withdrawn(team: Team) -> Story:
    story = story_at(Stage.INVESTIGATION, team)
    withdraw_risk(actor=team.lead, risk=RiskAssessment.objects.get(case=story.case), reason="Another case.")
    return story


def challenged(team: Team) -> Story:
    return ready("approve_findings", team, without={"no_challenge"})


def revoked(team: Team) -> Story:
    story = story_at(Stage.PUBLISHED, team)
    revoke_consent(actor=team.lead, consent=Consent.objects.get(case=story.case), said="No longer.")
    return story


def ending(team: Team) -> Story:
    story = ready("assess", team)
    record_consent(
        actor=team.lead,
        person=story.person,
        purpose="internal_use",
        answer="yes",
        means="written",
        given_on=clock.today(),
        expires_on=clock.today() + dt.timedelta(days=30),
    )
    return story


def followed(team: Team) -> Story:
    story = story_at(Stage.PUBLISHED, team)
    values = {"state": "sought", "note": "A claim was filed.", "follow_up_on": clock.today()}
    set_redress(actor=team.lead, case=story.case, values=values)
    return story


def new_evidence(team: Team) -> Story:
    story = story_at(Stage.INSUFFICIENT, team)
    story.register(story.sources[0])
    return story


def assessed_with_a_day(team: Team) -> Story:
    """The day comes a month later; until then nothing is due."""
    story = ready("credit", team, without={"threshold_reached"})
    with clock.travel(clock.now() - dt.timedelta(days=40)):
        day = clock.today() + dt.timedelta(days=30)
        words = {"standard": "allegation", "rationale": "x" * 50, "missing": "A second source"}
        proposal = propose_assessment(actor=team.lead, violation=story.violation, review_on=day, **words)
    approve_assessment(actor=team.first, assessment=proposal)
    return story


def risk_of_last_month(team: Team) -> Story:
    story = ready("assess", team)
    with clock.travel(clock.now() - dt.timedelta(days=40)):
        day = clock.today() + dt.timedelta(days=30)
        assess_risk(actor=team.lead, case=story.case, person=story.person, review_on=day, **RISK)
    return story


RISK = {"threat": "Armed men", "likelihood": "medium", "severity": "high", "mitigation": "No telephone."}

YESTERDAY_OF: dict[str, Callable[[Team], Story]] = {
    "overdue": lambda team: changed(
        story_at(Stage.ASSESSMENT, team), next_action_due=clock.today() - TOMORROW
    ),
    "look_due": lambda team: changed(story_at(Stage.INSUFFICIENT, team), review_on=clock.today()),
    "suspension_due": lambda team: changed(story_at(Stage.SUSPENDED, team), review_on=clock.today()),
}


def range_changed(team: Team) -> Story:
    """No action does so; old data and a database tool may."""
    story = story_at(Stage.FINDINGS_REVIEW, team)
    with audit_context(actor=team.first):
        incident = Incident.objects.get(pk=story.incident.pk)
        incident.adopted_killed_min, incident.adopted_at = 1, clock.now()
        incident.save()
    return story


CAUSES: dict[str, Callable[[Team], Story]] = YESTERDAY_OF | {
    "waiting": waiting,
    "no_lead": lambda team: ready("assess", team, without={"lead_assigned"}),
    "new_evidence": new_evidence,
    "assessment_due": assessed_with_a_day,
    "risk_due": risk_of_last_month,
    "evidence_lost": refuted,
    "file_failed": failed,
    "not_investigated": lambda team: story_at(Stage.CREDIBLE, team),
    "denied": denied,
    "single_source": single,
    "rating_waits": rated,
    "findings_wait": lambda team: story_at(Stage.FINDINGS_REVIEW, team),
    "ground_lost": risk_withdrawn,
    "changed_since": range_changed,
    "challenge_open": challenged,
    "reply_overdue": asked,
    "reply_untold": lambda team: ready("publish", team, without={"replies_told"}),
    "not_public": lambda team: story_at(Stage.FINDINGS_APPROVED, team),
    "text_waits": lambda team: ready("publish", team),
    "consent_lost": revoked,
    "consent_ends": ending,
    "redress_due": followed,
}


def test_causes_when_listed_then_every_concern_has_one() -> None:
    assert set(CAUSES) == set(CONCERNS)


@pytest.mark.parametrize("key", CONCERNS)
def test_concern_when_its_state_is_there_then_on_the_list_at_once_with_its_reason(
    client: Client, team: Team, key: str
) -> None:
    story = CAUSES[key](team)
    assert holds(key, story.case, team.second) and holds(key, story.case, None)
    client.force_login(team.second)
    home = client.get("/").content.decode()
    assert escape(str(CONCERNS[key].words)) in home and escape(str(CONCERNS[key].why)) in home
    found = client.get(reverse("desk:case-list"), {"attention": key})
    assert story.case.reference in found.content.decode()


@pytest.mark.parametrize("key", CONCERNS)
def test_concern_when_a_case_is_new_or_runs_well_then_not_there(team: Team, key: str) -> None:
    well = {stage: story_at(stage, team).case for stage in (Stage.REPORTED, Stage.INVESTIGATION)}
    for case in well.values():
        assert not holds(key, case, team.second), case.stage


def test_risk_when_assessed_again_then_no_longer_due(team: Team) -> None:
    story = risk_of_last_month(team)
    assess_risk(actor=team.lead, case=story.case, **RISK)
    assert holds("risk_due", story.case, team.first), "the one of the whole case is another one"
    assess_risk(actor=team.lead, case=story.case, person=story.person, **RISK)
    assert not holds("risk_due", story.case, team.first)


def test_new_evidence_when_an_old_item_is_found_genuine_then_told(team: Team) -> None:
    story = story_at(Stage.INSUFFICIENT, team)
    assert not holds("new_evidence", story.case, team.first)
    record_verification(actor=team.lead, item=story.items[0], step="content", result="holds", why="Read.")
    decide_verification(actor=team.first, item=story.items[0], state="verified", why="Agreed.")
    assert holds("new_evidence", story.case, team.first)


def test_new_evidence_when_it_comes_over_from_another_case_then_told(team: Team) -> None:
    other, story = ready("assess", team), story_at(Stage.INSUFFICIENT, team)
    merge_cases(
        actor=team.first,
        case=other.case,
        to_case=story.case,
        reason="Both are about the same strike on one house.",
    )
    assert holds("new_evidence", story.case, team.first)


def test_denied_when_its_last_word_accepts_or_the_attribution_is_rejected_then_over(team: Team) -> None:
    """The list of disagreements asks for the last word too."""
    story = denied(team)
    attribution = Attribution.objects.select_related("case").get(pk=story.attribution.pk)
    words = {"kind": "accepts", "when": parse("November 2017")}
    accepted = record_position(actor=team.lead, attribution=attribution, **words)
    assert not holds("denied", story.case, team.second)
    record_position(actor=team.lead, attribution=attribution, kind="denies", when=parse("May 2018"))
    assert holds("denied", story.case, team.second) and not accepted.is_withdrawn
    change_attribution(actor=team.lead, attribution=attribution, claim_status="rejected")
    assert not holds("denied", story.case, team.second)


def test_redress_when_a_referral_is_due_then_told(team: Team) -> None:
    story = story_at(Stage.CREDIBLE, team)
    day = clock.today()
    values = {"kind": "prosecutor", "body": "The prosecutor", "referred_on": day, "follow_up_on": day}
    refer_case(actor=team.first, case=story.case, values=values)
    assert holds("redress_due", story.case, team.first)


@pytest.mark.parametrize("facts", [{"is_active": False}, {"role": Role.AUDITOR}])
def test_lead_when_gone_or_of_another_role_then_nobody_leads_it(team: Team, facts: dict[str, object]) -> None:
    story = story_at(Stage.ASSESSMENT, team)
    assert not holds("no_lead", story.case, team.first)
    with audit_context(actor=team.first):
        for name, value in facts.items():
            setattr(team.lead, name, value)
        team.lead.save()
    assert holds("no_lead", story.case, team.first)


def test_basis_when_changed_before_the_findings_were_handed_in_then_no_concern(team: Team) -> None:
    story = range_changed(team)
    story.move("return_findings")
    assert not holds("changed_since", story.case, None)
    story.move("submit_findings")
    assert not holds("changed_since", story.case, None)


def test_proposals_when_the_case_is_suspended_then_nobodys_turn(team: Team) -> None:
    story = waiting(team)
    assert holds("waiting", story.case, team.second)
    story.move("suspend")
    assert not holds("waiting", story.case, team.second)


def test_single_source_when_two_papers_have_one_witness_then_still_single(team: Team) -> None:
    story = story_at(Stage.CREDIBLE, team)
    assert not holds("single_source", story.case, team.second)
    with audit_context(actor=team.first):
        assessment = Assessment.objects.get(case=story.case)
        assessment.origin_count, assessment.single_source_reason = 1, "Both quote the same witness."
        assessment.save()
    assert holds("single_source", story.case, team.second)


def test_own_proposals_when_they_wait_then_no_concern_of_the_proposer(team: Team) -> None:
    story = ready("publish", team)
    assert not holds("text_waits", story.case, team.first) and holds("text_waits", story.case, team.second)
    rating = rated(team)
    assert not holds("rating_waits", rating.case, team.lead)
    review = story_at(Stage.FINDINGS_REVIEW, team, author=team.second)
    assert not holds("findings_wait", review.case, team.second)
    assert holds("findings_wait", review.case, team.first)


def test_not_investigated_when_anybody_investigates_then_over(team: Team) -> None:
    story = story_at(Stage.CREDIBLE, team)
    add_investigation(actor=team.lead, case=story.case, body_kind="court", body="Court of Nineveh")
    assert not holds("not_investigated", story.case, team.second)


def test_consent_when_it_ends_later_than_a_month_then_no_concern(team: Team) -> None:
    story = ending(team)
    assert holds("consent_ends", story.case, team.first)
    with clock.travel(clock.now() - TOMORROW):
        assert not holds("consent_ends", story.case, team.first)


def test_file_when_hidden_from_the_reader_then_no_concern_tells_of_it(team: Team) -> None:
    story = failed(team)
    item = EvidenceItem.objects.get(pk=story.items[0].pk)
    set_item_level(actor=team.lead, item=item, level="highly_restricted")
    assert not holds("file_failed", story.case, team.second), "not cleared: must not learn that it is there"
    assert holds("file_failed", story.case, None)


def test_ground_when_lost_then_the_page_of_the_case_says_what(client: Client, team: Team) -> None:
    story = risk_withdrawn(team)
    assert [answer.guard.key for answer in lost_ground(story.case, team.second)] == ["risk_assessed"]
    client.force_login(team.second)
    page = client.get(reverse("ladder:detail", args=[story.case.reference])).content.decode()
    assert "What this stage rests on no longer holds" in page
    assert escape(str(GUARDS["risk_assessed"].lack)) in page


def test_ground_when_a_violation_is_added_under_review_then_lost(team: Team) -> None:
    story = story_at(Stage.FINDINGS_REVIEW, team)
    assert not lost_ground(story.case, team.second)
    story.violate()
    assert Violation.objects.filter(case=story.case).count() == 2
    assert {answer.guard.key for answer in lost_ground(story.case, team.second)} == {"conclusions_drawn"}


def test_rating_when_proposed_by_hand_then_the_second_person_is_asked(team: Team) -> None:
    story = story_at(Stage.INVESTIGATION, team)
    propose_rating(actor=team.first, investigation=story.investigation, answers={"prompt": ("met", "Soon.")})
    assert holds("rating_waits", story.case, team.second) and not holds(
        "rating_waits", story.case, team.first
    )
