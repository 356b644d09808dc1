"""Values kept per case: after each kind of write they are as if asked anew, and no more is asked."""

import datetime as dt
import threading
from collections.abc import Collection
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.models import Count

from accounts.models import User
from accounts.roles import Role
from casework.cases.actions import end_membership, set_level
from casework.cases.choices import Confidentiality
from casework.cases.models import Case, CaseMember
from casework.cases.queries import memberships_over
from casework.core import clock, kept
from casework.core.context import audit_context
from casework.core.kept import Kept
from casework.incidents.actions import withdraw_incident
from casework.incidents.models import Incident
from casework.ladder.transfers import move_incident
from casework.ledger.actions import record_auth, record_export
from casework.ledger.models import AuthEvent, LedgerLeaf
from casework.parties.actions import change_party
from casework.parties.models import Party
from tests.factories import join_case, make_case, make_incident, make_source, make_user

pytestmark = pytest.mark.django_db
WHY = "It belongs to the other strike, as the witness says."


class Counted:
    """How many events each case in sight has; notes which cases were asked."""

    def __init__(self, **options: Any) -> None:
        self.kept: Kept[dict[int, int]] = Kept(**options)
        self.asked: list[set[int] | None] = []

    def __call__(self, reader: User, question: str = "") -> dict[int, int]:
        return self.kept.ask(reader, question, lambda cases: self.compute(reader, cases))

    def compute(self, reader: User, cases: Collection[int] | None) -> dict[int, int]:
        self.asked.append(None if cases is None else set(cases))
        rows = Incident.objects.visible_to(reader).standing().order_by()
        if cases is not None:
            rows = rows.filter(case__in=cases)
        return dict(rows.values_list("case").annotate(number=Count("pk")))

    def news(self) -> list[set[int] | None]:
        """What was asked since the last look."""
        asked, self.asked = self.asked, []
        return asked


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def cases(investigator: User) -> list[Case]:
    """Two cases with an event each."""
    found = [make_case(investigator), make_case(investigator)]
    for case in found:
        make_incident(investigator, case)
    return found


def test_when_nothing_is_written_then_nothing_is_asked(
    counted: Counted, cases: list[Case], investigator: User
) -> None:
    first, second = cases
    assert counted(investigator) == counted(investigator) == {first.pk: 1, second.pk: 1}
    assert counted.news() == [None]


def test_when_somebody_writes_in_a_case_then_that_case_alone_is_asked(
    counted: Counted, cases: list[Case], investigator: User, supervisor: User
) -> None:
    first, second = cases
    before = counted(supervisor)
    make_incident(investigator, first)
    assert counted(supervisor) == {first.pk: 2, second.pk: 1}
    assert counted.news() == [None, {first.pk}]
    assert before == {first.pk: 1, second.pk: 1}, "what was handed out stays as it was"


def test_when_the_last_row_is_withdrawn_then_the_case_drops_out(
    counted: Counted, cases: list[Case], investigator: User
) -> None:
    first, second = cases
    counted(investigator)
    withdraw_incident(
        actor=investigator, incident=Incident.objects.get(case=first), reason="Entered twice by mistake"
    )
    assert counted(investigator) == {second.pk: 1}


def test_when_a_membership_ends_then_the_case_drops_out_for_that_reader_only(
    counted: Counted, cases: list[Case], investigator: User, outsider: User, supervisor: User
) -> None:
    first, second = cases
    join_case(first, outsider)
    assert counted(outsider) == {first.pk: 1}
    counted(investigator)
    counted.news()
    member = CaseMember.objects.get(case=first, user=outsider)
    end_membership(actor=supervisor, member=member, reason="Works elsewhere")
    assert counted(outsider) == {}
    assert counted(investigator) == {first.pk: 1, second.pk: 1}
    assert counted.news() == [{first.pk}, {first.pk}]


def test_when_somebody_joins_then_the_case_comes_in(
    counted: Counted, cases: list[Case], outsider: User
) -> None:
    assert counted(outsider) == {}
    join_case(cases[0], outsider)
    assert counted(outsider) == {cases[0].pk: 1}


def test_when_a_membership_runs_out_overnight_then_the_case_drops_out(
    counted: Counted, cases: list[Case], outsider: User
) -> None:
    join_case(cases[0], outsider, ends_on=clock.today())
    assert counted(outsider) == {cases[0].pk: 1}
    with clock.travel(clock.now() + dt.timedelta(days=1)):
        assert counted(outsider) == {}
    assert counted.news() == [None, None]


def test_when_it_is_known_what_a_day_changes_then_those_cases_alone_are_asked(
    cases: list[Case], investigator: User, outsider: User
) -> None:
    counted, day = Counted(overnight=memberships_over), dt.timedelta(days=1)
    join_case(cases[0], outsider, ends_on=clock.today() + day)
    join_case(cases[1], outsider, ends_on=clock.today() + 4 * day)
    assert len(counted(outsider)) == 2
    counted.news()
    present = clock.now()
    for days, seen, asked in (
        (1, {0, 1}, []),
        (2, {1}, [{cases[0].pk}]),
        (3, {1}, []),
        (9, set(), [{cases[1].pk}]),
    ):
        with clock.travel(present + days * day):
            assert set(counted(outsider)) == {cases[at].pk for at in seen}
            assert [one for one in counted.news() if one] == asked
    assert len(counted(outsider)) == 2
    assert counted.news() == [None], "backwards nothing is known"


def test_when_a_case_is_sealed_then_it_drops_out_for_who_is_no_member(
    counted: Counted, cases: list[Case], investigator: User, supervisor: User, second_supervisor: User
) -> None:
    join_case(cases[0], supervisor)
    assert cases[0].pk in counted(second_supervisor)
    set_level(actor=investigator, case=cases[0], level=Confidentiality.HIGHLY_RESTRICTED)
    assert cases[0].pk not in counted(second_supervisor)
    assert cases[0].pk in counted(supervisor)


def test_when_the_role_changes_then_nothing_kept_for_the_old_one_is_given(
    counted: Counted, cases: list[Case], outsider: User
) -> None:
    assert counted(outsider) == {}
    outsider.role = Role.SUPERVISOR
    with audit_context(actor=outsider):
        outsider.save()
    assert set(counted(outsider)) == {case.pk for case in cases}
    outsider.is_active = False
    assert counted(outsider) == {}


def test_when_an_event_moves_to_another_case_then_both_are_asked(
    counted: Counted, cases: list[Case], supervisor: User
) -> None:
    first, second = cases
    counted(supervisor)
    incident = Incident.objects.get(case=first)
    move_incident(actor=supervisor, incident=incident, to_case=second, reason=WHY)
    assert counted(supervisor) == {second.pk: 2}
    assert counted.news() == [None, {first.pk, second.pk}]


def test_when_a_party_is_renamed_then_all_is_asked(
    counted: Counted, cases: list[Case], supervisor: User
) -> None:
    counted(supervisor)
    change_party(actor=supervisor, party=Party.objects.get(code="IS"), name_en="Another name")
    counted(supervisor)
    assert counted.news() == [None, None]


def test_when_a_model_is_named_without_influence_then_it_has_none(
    cases: list[Case], supervisor: User
) -> None:
    indifferent = Counted(without_influence={"casework.HistoricalParty"})
    indifferent(supervisor)
    change_party(actor=supervisor, party=Party.objects.get(code="IS"), name_en="Another name")
    indifferent(supervisor)
    assert indifferent.news() == [None]


def test_when_people_sign_in_take_files_or_sources_are_added_then_nothing_is_asked(
    counted: Counted, cases: list[Case], supervisor: User
) -> None:
    counted(supervisor)
    record_auth(AuthEvent.Kind.SIGNED_IN, user=supervisor)
    record_export(actor=supervisor, model="scorecard", rows=1, sha256="0" * 64)
    source = make_source()
    make_user(Role.AUDITOR)
    counted(supervisor)
    assert counted.news() == [None]
    source.name = "Airwars, London"
    with audit_context(actor=supervisor):
        source.save()
    counted(supervisor)
    assert counted.news() == [None], "a source that changed may matter anywhere"


def test_when_very_many_cases_change_then_all_are_asked_at_once(
    counted: Counted, cases: list[Case], investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_CASES", 1)
    counted(investigator)
    for case in cases:
        make_incident(investigator, case)
    assert counted(investigator) == {case.pk: 2 for case in cases}
    assert counted.news() == [None, None]


def test_when_values_look_into_other_cases_then_those_are_asked_too(
    cases: list[Case], investigator: User
) -> None:
    first, second = cases
    spreading = Counted(spread=lambda named: {second.pk} if first.pk in named else set())
    spreading(investigator)
    make_incident(investigator, first)
    spreading(investigator)
    assert spreading.news() == [None, {first.pk, second.pk}]


def test_when_questions_and_readers_differ_then_each_has_its_own(
    counted: Counted, cases: list[Case], investigator: User, outsider: User
) -> None:
    counted(investigator, "a")
    counted(investigator, "b")
    assert counted(outsider, "a") == {}
    assert counted.news() == [None, None, None]


def test_when_more_is_kept_than_allowed_then_the_oldest_goes(cases: list[Case], investigator: User) -> None:
    few = Counted(room=6)
    for question in "abac":
        few(investigator, question)
    few.news()
    few(investigator, "a")
    assert few.news() == []
    few(investigator, "b")
    assert few.news() == [None]


def test_when_computing_fails_then_the_next_ask_finds_the_change(
    counted: Counted, cases: list[Case], investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(investigator)
    make_incident(investigator, cases[0])
    with monkeypatch.context() as patch:
        patch.setattr(counted, "compute", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            counted(investigator)
    assert counted(investigator)[cases[0].pk] == 2


def test_when_asked_within_a_transaction_then_nothing_of_it_is_kept(
    counted: Counted, cases: list[Case], investigator: User
) -> None:
    counted(investigator)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_incident(investigator, cases[0])
        assert counted(investigator)[cases[0].pk] == 2
        raise ZeroDivisionError
    assert counted(investigator)[cases[0].pk] == 1
    assert counted.news() == [None, None]


def test_when_the_ledger_is_another_one_then_all_is_asked(
    counted: Counted, cases: list[Case], investigator: User
) -> None:
    with transaction.atomic():
        point = transaction.savepoint()
        make_incident(investigator, cases[0])
        newest = LedgerLeaf.objects.order_by("-id")[0]
        transaction.savepoint_rollback(point)
    counted(investigator)
    entry = next(iter(counted.kept._entries.values()))
    day, moment, whole = entry.known  # type: ignore[misc]
    entry.known = (day, type(moment)(newest.pk, newest.leaf_hash), whole)
    make_incident(investigator, cases[0], title="Another strike, so that the leaf is another")
    assert counted(investigator)[cases[0].pk] == 2
    assert counted.news() == [None, None]


@pytest.mark.django_db(transaction=True)
def test_when_eight_threads_ask_and_one_writes_then_none_reads_a_half(
    counted: Counted, investigator: User
) -> None:
    first, second = make_case(investigator), make_case(investigator)
    make_incident(investigator, first)
    wrong: list[Any] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            found = counted(investigator)
            if not set(found) <= {first.pk, second.pk} or found.get(first.pk, 0) < 1:
                wrong.append(found)
        connections.close_all()

    threads = [threading.Thread(target=read) for _number in range(8)]
    for thread in threads:
        thread.start()
    for _round in range(4):
        make_incident(investigator, first)
        make_incident(investigator, second)
    done.set()
    for thread in threads:
        thread.join()
    assert not wrong
    assert counted(investigator) == {first.pk: 5, second.pk: 4}
    everything = [cases for cases in counted.asked if cases is None]
    assert len(everything) == 1, "the others waited for the first"
