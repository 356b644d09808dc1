"""Every move of the table is made once, and refused once for each guard and each thing that must be said."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from accounts.models import User
from casework.cases.choices import CloseReason, MemberRole, Stage
from casework.cases.models import Case, CaseMember
from casework.core import clock
from casework.core.context import MissingActor, audit_context
from casework.core.dates import parse
from casework.core.records import StaleRecord, UnauditedWrite
from casework.core.verdict import Refused
from casework.evidence.models import EvidenceItem
from casework.incidents.actions import add_incident
from casework.ladder import actions
from casework.ladder.actions import record_duplicate_check, record_opening
from casework.ladder.choices import Mover
from casework.ladder.guards import GUARDS
from casework.ladder.models import StageChange
from casework.ladder.rules import may_move, target_of
from casework.ladder.table import BY_KEY, NEW, TRANSITIONS
from casework.ledger.models import LedgerLeaf
from casework.people.actions import add_published_source
from casework.tasks.models import Notice
from tests.deciding import move_case, withdraw_outside_ladder
from tests.factories import join_case, make_case
from tests.ladder.build import Team, case_at, make_team, ready, ready_case, story_at
from tests.ladder.saying import REASON, said

MOVES = [(row.key, source) for row in TRANSITIONS for source in row.sources if source != NEW]
PERSONAL = {guard.key for guard in GUARDS.values() if guard.personal}
GUARDED = [
    (row.key, guard)
    for row in TRANSITIONS
    if NEW not in row.sources
    for guard in row.guards
    if guard not in PERSONAL
]
DEMANDED = [(row.key, demand) for row in TRANSITIONS for demand in row.demands]


@pytest.fixture
def team(db: Any) -> Team:
    return make_team()


def mover(team: Team, key: str) -> User:
    """Somebody who may make the move, as far as the role goes."""
    return team.lead if Mover.LEAD in BY_KEY[key].movers else team.second


@pytest.mark.parametrize(("key", "source"), MOVES)
def test_move_when_all_holds_then_the_letters_of_the_table_and_nobody_else(
    team: Team, outsider: User, auditor: User, administrator: User, key: str, source: str
) -> None:
    story = ready(key, team, stage=source)
    case, letters, steps = story.case, BY_KEY[key].movers, StageChange.objects.filter(case=story.case).count()
    join_case(case, auditor, role=MemberRole.READER, cleared=True)
    join_case(case, outsider, role=MemberRole.MEMBER)
    verdicts = {
        person.pk: bool(may_move(BY_KEY[key], person, case))
        for person in (team.lead, outsider, team.second, auditor, administrator)
    }
    working = source != Stage.CLOSED
    assert verdicts == {
        team.lead.pk: (Mover.LEAD in letters or Mover.INVESTIGATOR in letters) and working,
        outsider.pk: Mover.INVESTIGATOR in letters and working,
        team.second.pk: Mover.SUPERVISOR in letters or Mover.OTHER_SUPERVISOR in letters,
        auditor.pk: False,
        administrator.pk: False,
    }
    for person in (team.lead, outsider, team.second, auditor, administrator):
        if not verdicts[person.pk]:
            with pytest.raises(Refused) as refused:
                move_case(actor=person, case=case, key=key, **said(key))
            assert str(refused.value.reason)
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.stage, fresh.version) == (case.stage, case.version)
    assert StageChange.objects.filter(case=case).count() == steps


@pytest.mark.parametrize(("key", "source"), MOVES)
def test_move_when_all_holds_then_case_and_trace_move_together(team: Team, key: str, source: str) -> None:
    case = ready(key, team, stage=source).case
    target, version, actor = target_of(BY_KEY[key], case), case.version, mover(team, key)
    change = move_case(actor=actor, case=case, key=key, **said(key))
    stored = Case.objects.get(pk=case.pk)
    assert stored.stage == target and stored.version == version + 1
    assert (stored.returns_to == source) == (target == Stage.SUSPENDED)
    assert (change.from_stage, change.to_stage, change.actor, change.reason) == (
        source,
        target,
        actor,
        REASON,
    )
    leaf = LedgerLeaf.objects.get(model=StageChange._meta.label, object_uid=change.uid)
    assert leaf.txn_id == stored.history.first().txn_id and leaf.scope == case.pk


@pytest.mark.parametrize(("key", "guard"), GUARDED)
def test_move_when_one_guard_does_not_hold_then_refused_in_its_words(
    team: Team, key: str, guard: str
) -> None:
    story = ready(key, team, without={guard})
    before = StageChange.objects.filter(case=story.case).count()
    with pytest.raises(Refused) as refused:
        move_case(actor=mover(team, key), case=story.case, key=key, **said(key))
    assert str(refused.value.reason) == str(GUARDS[guard].lack)
    assert Case.objects.get(pk=story.case.pk).stage == story.case.stage
    assert StageChange.objects.filter(case=story.case).count() == before


@pytest.mark.parametrize("stage", Stage.values)
def test_move_when_the_table_has_no_such_row_then_refused(team: Team, stage: str) -> None:
    case = case_at(stage, team)
    for row in TRANSITIONS:
        if stage in row.sources:
            continue
        for actor in (team.lead, team.first, team.second):
            with pytest.raises(Refused, match="does not stand at a stage"):
                actions.move_case(actor=actor, case=case, key=row.key, seen="", **said(row.key))
    assert Case.objects.get(pk=case.pk).stage == stage


@pytest.mark.parametrize(("key", "demand"), DEMANDED)
def test_move_when_something_is_not_said_then_asked_for(team: Team, key: str, demand: str) -> None:
    case = ready(key, team).case
    words = said(key)
    if demand == "single_source":
        _one_source(case)
    elif demand == "kept_case":
        words["close_code"] = CloseReason.DUPLICATE
    else:
        del words[demand]
    with pytest.raises(ValidationError) as wrong:
        move_case(actor=team.second, case=case, key=key, **words)
    assert demand in wrong.value.message_dict


def _one_source(case: Case) -> None:
    rows = list(EvidenceItem.objects.filter(case=case).order_by("pk"))
    with audit_context(actor=case.lead):
        for item in rows[1:]:
            item.source = rows[0].source
            item.save()


@pytest.mark.parametrize("row", [row for row in TRANSITIONS if row.reason_length], ids=lambda row: row.key)
def test_move_when_the_reason_is_a_character_short_then_refused(team: Team, row: Any) -> None:
    case = ready(row.key, team).case
    words = said(row.key) | {"reason": "x" * (row.reason_length - 1)}
    with pytest.raises(ValidationError) as wrong:
        move_case(actor=mover(team, row.key), case=case, key=row.key, **words)
    assert str(row.reason_length) in wrong.value.message_dict["reason"][0]


def test_credible_when_the_decider_proposed_it_then_refused(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    case = ready_case(investigator, supervisor, Stage.ASSESSMENT, proposer=second_supervisor)
    with pytest.raises(Refused, match="It cannot be you"):
        move_case(actor=second_supervisor, case=case, key="credit", reason=REASON)
    move_case(actor=supervisor, case=case, key="credit", reason=REASON)


def test_credible_when_the_only_verified_item_is_hidden_from_the_decider_then_refused(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    case = ready_case(investigator, supervisor, Stage.ASSESSMENT)
    with audit_context(actor=investigator):
        for item in EvidenceItem.objects.filter(case=case):
            item.confidentiality = "highly_restricted"
            item.save()
    with pytest.raises(Refused, match="No evidence item is verified"):
        move_case(actor=second_supervisor, case=case, key="credit", reason=REASON)


def test_move_when_the_word_is_unknown_then_refused(investigator: User, supervisor: User) -> None:
    case = ready_case(investigator, supervisor)
    for word in ("Banana", "", "published", "assess\x00", None):
        with pytest.raises(Refused):
            move_case(actor=supervisor, case=case, key=word, reason=REASON)  # type: ignore[arg-type]


def test_stage_when_written_past_the_action_then_the_database_knows_the_words(investigator: User) -> None:
    case = make_case(investigator)
    case.stage = "Banana"
    with pytest.raises(ValidationError):
        case.full_clean()
    with audit_context(actor=investigator), pytest.raises(IntegrityError), transaction.atomic():
        case.save()


def test_move_when_somebody_was_faster_then_nothing_is_lost(investigator: User, supervisor: User) -> None:
    case = ready_case(investigator, supervisor)
    stale = Case.objects.get(pk=case.pk)
    move_case(actor=investigator, case=case, key="assess", **said("assess"))
    with pytest.raises(StaleRecord), transaction.atomic():
        move_case(actor=supervisor, case=stale, key="suspend", **said("suspend"))
    assert Case.objects.get(pk=case.pk).stage == Stage.ASSESSMENT
    assert StageChange.objects.filter(case=case).count() == 1


def test_move_when_the_trace_cannot_be_written_then_the_case_stays(
    investigator: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = ready_case(investigator, supervisor)

    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(StageChange, "save", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        move_case(actor=investigator, case=case, key="assess", **said("assess"))
    assert Case.objects.get(pk=case.pk).stage == Stage.REPORTED


def test_case_when_reopened_while_public_then_not_closed_by_the_side_door(team: Team) -> None:
    story = story_at(Stage.PUBLISHED, team)
    story.move("reopen_findings")
    with pytest.raises(Refused, match="findings of this case are public"):
        story.move("close")
    withdraw_outside_ladder(actor=team.first, case=story.case, why="safety", reason=REASON)
    story.move("close")
    assert Case.objects.get(pk=story.case.pk).stage == Stage.CLOSED


def test_move_when_nobody_is_named_then_an_error(investigator: User, supervisor: User) -> None:
    with pytest.raises(MissingActor):
        actions.move_case(case=ready_case(investigator, supervisor), key="assess", seen="", reason=REASON)  # type: ignore[call-arg]


def test_stage_change_when_made_then_never_altered(investigator: User, supervisor: User) -> None:
    case = ready_case(investigator, supervisor)
    change = move_case(actor=investigator, case=case, key="assess", **said("assess"))
    change.reason = "another"
    with pytest.raises(UnauditedWrite):
        change.save()
    with pytest.raises(UnauditedWrite):
        change.delete()


def test_move_when_made_then_the_members_are_told_and_not_the_mover(
    investigator: User, supervisor: User, django_capture_on_commit_callbacks: Any
) -> None:
    case = ready_case(investigator, supervisor)
    with django_capture_on_commit_callbacks(execute=True):
        move_case(actor=investigator, case=case, key="assess", **said("assess"))
    told = Notice.objects.get(case=case)
    assert told.recipient == supervisor
    assert told.said == str(Stage.ASSESSMENT.label)
    with override("ar"):
        assert told.said == str(Stage.ASSESSMENT.label) and told.said != told.words


def test_closed_case_when_reopened_then_reasons_are_taken_off(investigator: User, supervisor: User) -> None:
    case, kept = ready_case(investigator, supervisor), make_case(investigator)
    words = said("close") | {"close_code": CloseReason.DUPLICATE, "kept_case": kept}
    move_case(actor=supervisor, case=case, key="close", **words)
    assert (case.close_reason, case.kept_case) == (CloseReason.DUPLICATE, kept)
    move_case(actor=supervisor, case=case, key="reopen", **said("reopen"))
    assert (case.stage, case.close_reason, case.kept_case) == (Stage.ASSESSMENT, "", None)


def test_closed_case_when_worked_on_then_refused(investigator: User, supervisor: User) -> None:
    case = ready_case(investigator, supervisor)
    move_case(actor=supervisor, case=case, key="close", **said("close"))
    with pytest.raises(Refused, match="closed"):
        record_duplicate_check(actor=investigator, case=case, outcome="none")


def test_kept_case_when_out_of_sight_then_answered_like_an_absent_one(
    investigator: User, supervisor: User, outsider: User
) -> None:
    hidden = make_case(outsider, confidentiality="highly_restricted")
    case = ready_case(investigator, supervisor)
    words = said("close") | {"close_code": CloseReason.DUPLICATE, "kept_case": hidden}
    with pytest.raises(ValidationError) as wrong:
        move_case(actor=supervisor, case=case, key="close", **words)
    assert wrong.value.message_dict["kept_case"] == ["There is no such case."]


OPENING = {
    "told": {"narrative": "A house was hit."},
    "dated": {"when": parse("17 March 2017")},
    "placed": {"place_text": "Behind the mill"},
    "sourced": {},
}


@pytest.mark.parametrize("guard", [*BY_KEY["report"].guards, ""])
def test_opening_when_one_guard_does_not_hold_then_refused_in_its_words(
    investigator: User, guard: str
) -> None:
    case = make_case(investigator)
    told = {name: fact for key, facts in OPENING.items() if key != guard for name, fact in facts.items()}
    if guard != "sourced":
        told["source"] = add_published_source(actor=investigator, name="A newspaper")
    add_incident(actor=investigator, case=case, title="Strike", **told)
    if not guard:
        assert record_opening(actor=investigator, case=case).to_stage == Stage.REPORTED
        return
    with pytest.raises(Refused) as refused:
        record_opening(actor=investigator, case=case)
    assert str(refused.value.reason) == str(GUARDS[guard].lack)


def test_opening_when_written_twice_then_refused(investigator: User) -> None:
    case = make_case(investigator)
    source = add_published_source(actor=investigator, name="A newspaper")
    facts = {name: fact for facts in OPENING.values() for name, fact in facts.items()}
    add_incident(actor=investigator, case=case, title="Strike", source=source, **facts)
    record_opening(actor=investigator, case=case)
    with pytest.raises(Refused, match="opened before"):
        record_opening(actor=investigator, case=case)


def test_suspension_when_over_then_the_case_stands_as_it_stood(team: Team) -> None:
    story = story_at(Stage.INSUFFICIENT, team)
    shelved = Case.objects.get(pk=story.case.pk)
    with clock.travel(clock.now() + dt.timedelta(days=3)):
        story.move("suspend", review_on=clock.today() + dt.timedelta(days=10))
    with clock.travel(clock.now() + dt.timedelta(days=9)):
        story.move("resume")
        story.move("suspend")
        story.move("resume")
    assert story.case.stage == Stage.INSUFFICIENT
    assert story.case.stage_since - shelved.stage_since < dt.timedelta(hours=1)
    assert shelved.missing_information and story.case.missing_information == shelved.missing_information
    assert shelved.review_on and story.case.review_on == shelved.review_on


def test_findings_when_the_lead_may_not_work_any_more_then_not_handed_in(team: Team) -> None:
    story = story_at(Stage.INVESTIGATION, team)
    story.ready("submit_findings")
    with audit_context(actor=team.first):
        member = CaseMember.objects.of(team.lead).get(case=story.case)
        member.role = MemberRole.READER
        member.save()
    lead, case = User.objects.get(pk=team.lead.pk), Case.objects.get(pk=story.case.pk)
    with pytest.raises(Refused, match="reader of this case"):
        move_case(actor=lead, case=case, key="submit_findings", **said("submit_findings"))


def test_reader_when_flagged_member_then_still_moves_nothing(
    investigator: User, supervisor: User, outsider: User
) -> None:
    case = ready_case(investigator, supervisor)
    join_case(case, outsider, role=MemberRole.READER, cleared=True)
    assert CaseMember.objects.of(outsider).exists()
    assert not may_move(BY_KEY["assess"], outsider, case)
