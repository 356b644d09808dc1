"""Random histories through the real actions, by many people: no forbidden state, no self-approval, and
nothing public without two supervisors, a finished checklist and consent.

What must be true is written here a second time, in plain Python over the rows, and asks no guard.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, Phase, settings, stateful
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.records import StaleRecord
from casework.core.verdict import Refused
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Violation
from casework.investigations.models import (
    Assessment,
    Challenge,
    Conclusion,
    EffectivenessRating,
    Finding,
    Investigation,
)
from casework.ladder.models import StageChange
from casework.ladder.table import BEFORE, BY_KEY, NEW, TRANSITIONS, leaving
from casework.people.models import Consent, Person, RiskAssessment
from casework.publication.choices import Redaction
from casework.publication.models import PublicEvidence, PublicMention, PublicVersion, PublishedVersion
from casework.redress.models import RedressStatus
from tests.deciding import move_case, publish_version
from tests.factories import join_case, make_user
from tests.ladder.beside import Beside, acts_of
from tests.ladder.build import UP, Story, Team, make_team, story_at
from tests.ladder.saying import said
from tests.ladder.tempting import (
    Tempting,
    assert_handed_in_is_whole,
    assert_ratings_are_of_what_was_rated,
)

PAIRS = {(source, row.target) for row in TRANSITIONS for source in row.sources if row.target != BEFORE}
LOCKED = {
    Stage.INVESTIGATION: {"draft", None},
    Stage.FINDINGS_REVIEW: {"under_review"},
    Stage.FINDINGS_APPROVED: {"approved"},
    Stage.PUBLISHED: {"approved"},
}
BESIDE = [*acts_of(Beside), *acts_of(Tempting), "publish_past_the_ladder"]
people = st.sampled_from(["lead", "writer", "first", "second", "third", "auditor", "admin"])


def agreed(person: Person) -> bool:
    """Whether this person agrees today that something of them is published."""
    given = Consent.objects.filter(person=person, purpose__startswith="publish", withdrawn_at=None)
    return any(consent.holds for consent in given)


class Histories(Beside, Tempting, stateful.RuleBasedStateMachine):
    """One case, seven people, whatever they try."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.public: dict[int, str] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @stateful.initialize(stage=st.sampled_from(Stage.values), author=st.sampled_from(["lead", "second"]))
    def begin(self, stage: str, author: str) -> None:
        """Somewhere on the ladder, rightly reached."""
        team: Team = make_team()
        self.people: dict[str, User] = {
            "lead": team.lead,
            "first": team.first,
            "second": team.second,
            "writer": make_user(Role.INVESTIGATOR, "Writer"),
            "third": make_user(Role.SUPERVISOR, "Third Supervisor"),
            "auditor": make_user(Role.AUDITOR, "Auditor"),
            "admin": make_user(Role.ADMIN, "Admin"),
        }
        writes = (
            team.second if author == "second" and stage in (Stage.REPORTED, Stage.INVESTIGATION) else None
        )
        self.story: Story = story_at(stage, team, author=writes)
        join_case(self.story.case, self.people["writer"])
        join_case(self.story.case, self.people["auditor"], role="reader")

    @property
    def case(self) -> Case:  # type: ignore[override]
        return Case.objects.select_related("lead").get(pk=self.story.case.pk)

    def attempt(self, act: Callable[..., Any], **values: Any) -> bool:  # type: ignore[override]
        """Whether the act went through; whatever is refused is refused in words and leaves nothing."""
        before = self.case.version
        try:
            with transaction.atomic():
                act(**values)
        except Refused as refused:
            assert str(refused.reason)
        except ValidationError as wrong:
            assert wrong.messages
        except StaleRecord:
            assert act == self.story.ready, "only the builder holds on to what it read before"
        else:
            return True
        assert self.case.version == before
        return False

    @stateful.rule(who=people, key=st.sampled_from(sorted(set(BY_KEY) - {"report"})), whole=st.booleans())
    def try_any_move(self, who: str, key: str, whole: bool) -> None:
        words = said(key) if whole else {"reason": "short"}
        self.move(who, key, words)

    @stateful.rule(who=people, data=st.data())
    def try_what_leaves_here(self, who: str, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(leaving(self.case.stage)))
        self.move(who, row.key, said(row.key))

    @stateful.rule(who=people)
    def try_to_climb(self, who: str) -> None:
        key = UP.get(Stage(self.case.stage))
        if key:
            self.move(who, key, said(key))

    @stateful.rule()
    def prepare_and_climb(self) -> None:
        """Do what the next move asks for, as far as it is missing, and make it by somebody who may."""
        key = UP.get(Stage(self.case.stage))
        if key:
            self.story.case = self.case
            self.attempt(self.story.ready, key=key)
            self.move("lead" if key == "submit_findings" else "third", key, said(key))

    def move(self, who: str, key: str, words: dict[str, Any]) -> None:
        case, actor = self.case, self.people[who]
        before = case.stage
        right = before in BY_KEY[key].sources and self.may_stand(key, actor)
        if self.attempt(move_case, actor=actor, case=case, key=key, **words):
            assert right, f"{key} by {who} from {before}"
            assert len(words["reason"]) >= 10

    def may_stand(self, key: str, actor: User) -> bool:
        """The rules of the most guarded moves, said again."""
        case = self.case
        if actor.role in (Role.ADMIN, Role.AUDITOR):
            return False
        if key == "credit":
            return self.is_credible(actor)
        if key == "investigate":
            ours = Investigation.objects.filter(case=case, body_kind="ours", withdrawn_at=None)
            risk = RiskAssessment.objects.filter(case=case, person=None, withdrawn_at=None)
            return any(one.plan and one.opened_earliest for one in ours) and risk.exists()
        if key == "submit_findings":
            return actor == case.lead and self.is_concluded()
        if key == "approve_findings":
            return actor.role == Role.SUPERVISOR and self.is_beyond_doubt(actor)
        if key == "publish":
            return actor.role == Role.SUPERVISOR and self.is_fit_for_the_public(actor)
        if key == "complete":
            status = RedressStatus.objects.filter(case=case).first()
            return status is not None and status.state != "unknown"
        if key in ("assess", "look_again"):
            return True
        return actor.role == Role.SUPERVISOR

    def is_credible(self, actor: User) -> bool:
        items = EvidenceItem.objects.filter(case=self.case, withdrawn_at=None)
        approved = Assessment.objects.filter(case=self.case, state="approved", withdrawn_at=None)
        return any(item.verification_state == "verified" for item in items) and any(
            assessment.proposer != actor and assessment.standard not in ("none", "allegation")
            for assessment in approved
        )

    def is_concluded(self) -> bool:
        finding = Finding.objects.filter(case=self.case, state="draft", withdrawn_at=None).first()
        drawn = Conclusion.objects.filter(finding=finding, withdrawn_at=None) if finding else []
        rated = EffectivenessRating.objects.filter(
            case=self.case, state="confirmed", withdrawn_at=None, investigation__body_kind="ours"
        )
        violations = Violation.objects.filter(case=self.case, withdrawn_at=None)
        return {one.pk for one in violations} <= {one.violation_id for one in drawn} and bool(rated)

    def is_beyond_doubt(self, actor: User) -> bool:
        finding = Finding.objects.get(case=self.case, state="under_review")
        doubts = Challenge.objects.filter(case=self.case, answered_at=None, withdrawn_at=None)
        failed = EvidenceItem.objects.filter(case=self.case, verification_state="integrity_failed")
        wrote = {row.author_id for row in finding.history.all()}
        return actor.pk not in wrote and actor != self.case.lead and not doubts and not failed

    def is_fit_for_the_public(self, actor: User) -> bool:
        version = PublicVersion.objects.filter(case=self.case, state="proposed").first()
        if version is None or actor in (version.proposer, version.finding.author):
            return False
        mentioned = [
            row.person for row in PublicMention.objects.filter(version_of=version, withdrawn_at=None)
        ]
        shown = PublicEvidence.objects.filter(version_of=version, withdrawn_at=None, showing="shown")
        behind = [row.item.source.person for row in shown if row.item.source and row.item.source.person]
        return all(agreed(person) for person in mentioned + behind) and self.is_gone_through(version)

    def is_gone_through(self, version: PublicVersion) -> bool:
        looked = {
            check.point
            for check in version.checks.all()
            if check.looked_at and check.looked_at >= version.text_changed_at  # type: ignore[operator]
        }
        return looked == set(Redaction.values) and version.open_hits == 0

    # What goes on beside the moves.

    @stateful.rule(who=people, what=st.sampled_from(BESIDE))
    def something_else_happens(self, who: str, what: str) -> None:
        getattr(self, what)(who)

    def publish_past_the_ladder(self, who: str) -> None:
        """As a correction of what is public is published; elsewhere it must not open a second door."""
        waiting = PublicVersion.objects.filter(case=self.case, state="proposed").select_related(
            "case", "finding"
        )
        version = waiting.first()
        if version is not None and self.case.stage == Stage.PUBLISHED:
            right = self.people[who].role == Role.SUPERVISOR and self.is_fit_for_the_public(self.people[who])
            assert not self.attempt(publish_version, actor=self.people[who], version=version) or right

    # What is true at every moment.

    @stateful.invariant()
    def the_way_is_one_of_the_table(self) -> None:
        case, at, left = self.case, Stage.REPORTED.value, ""
        for change in StageChange.objects.filter(case=case).order_by("pk"):
            assert change.from_stage == at and change.reason and change.actor is not None
            resumed = at == Stage.SUSPENDED and change.to_stage == left
            assert resumed or (at, change.to_stage) in PAIRS, (at, change.to_stage)
            left = at if change.to_stage == Stage.SUSPENDED else ""
            at = change.to_stage
        assert case.stage == at and case.stage != NEW
        assert case.returns_to == left and (case.stage == Stage.SUSPENDED) == bool(left)

    @stateful.invariant()
    def findings_stand_where_the_case_stands(self) -> None:
        case = self.case
        current = Finding.objects.filter(case=case, withdrawn_at=None).exclude(state="superseded")
        assert current.count() <= 1
        state = current.first().state if current else None  # type: ignore[union-attr]
        assert state in LOCKED.get(Stage(case.stage), {state})

    @stateful.invariant()
    def what_was_handed_in_is_what_was_rated_and_concluded(self) -> None:
        assert_handed_in_is_whole(self.case)
        assert_ratings_are_of_what_was_rated(self.case)

    @stateful.invariant()
    def what_is_set_aside_is_looked_at_again(self) -> None:
        case = self.case
        assert case.stage != Stage.INSUFFICIENT or (case.missing_information and case.review_on)

    @stateful.invariant()
    def nobody_agreed_with_themselves(self) -> None:
        case = self.case
        for assessment in Assessment.objects.filter(case=case, state="approved"):
            assert assessment.decider not in (None, assessment.proposer)
        for rating in EffectivenessRating.objects.filter(case=case, state="confirmed"):
            assert rating.confirmer not in (None, rating.rater)
        for finding in Finding.objects.filter(case=case, state="approved"):
            wrote = {row.author_id for row in finding.history.all()}
            assert finding.approver_id is not None and finding.approver_id not in wrote | {case.lead_id}

    @stateful.invariant()
    def what_is_public_was_published_by_two_and_never_changes(self) -> None:
        for version in PublicVersion.objects.filter(case=self.case, state="published"):
            assert None not in (version.proposer, version.publisher)
            assert version.publisher not in (version.proposer, version.finding.author)
            assert version.proposer.role == version.publisher.role == Role.SUPERVISOR  # type: ignore[union-attr]
            assert self.is_gone_through(version)
            PublishedVersion.objects.get(reference=version.reference, number=version.number)
        frozen = {row.pk: row.sha256 for row in PublishedVersion.objects.all()}
        assert self.public.items() <= frozen.items()
        self.public = frozen
        if self.case.stage == Stage.PUBLISHED:
            assert PublicVersion.objects.filter(case=self.case, state="published").exists()


class TestHistories(TestCase):
    """Few histories in the suite."""

    def test_random_histories_when_walked_then_nothing_forbidden(self) -> None:
        stateful.run_state_machine_as_test(Histories, settings=walk(12, 20))

    @pytest.mark.soak
    def test_many_long_histories_when_walked_then_nothing_forbidden(self) -> None:
        stateful.run_state_machine_as_test(Histories, settings=walk(150, 40))


def walk(examples: int, steps: int) -> settings:
    """How many histories, and how long. A failing one is not made shorter: that takes many minutes."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
