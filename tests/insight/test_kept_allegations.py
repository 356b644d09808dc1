"""After every kind of write, the kept figures of every reader are those that would be counted anew."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.cases.actions import end_membership, set_level
from casework.cases.choices import Confidentiality
from casework.cases.models import Case, CaseMember
from casework.core import clock
from casework.incidents.actions import withdraw_violation
from casework.incidents.models import Incident, Violation
from casework.insight.queries import Allegations
from casework.insight.queries.allegations import Counted
from casework.insight.queries.pairs import Pairs, place_of
from casework.insight.queries.public import PublicAllegations
from casework.investigations.actions import add_investigation, propose_rating
from casework.investigations.choices import Criterion, Met
from casework.ladder.transfers import move_incident
from casework.parties.actions import change_party, withdraw_attribution
from casework.parties.models import Attribution, Party
from casework.redress.actions import set_redress
from tests.deciding import confirm_rating, withdraw_publication
from tests.factories import join_case, make_attribution, make_case, make_violation
from tests.insight.test_scorecard import alleged, assessed
from tests.publication.build import publish, tell_story

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 7
QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"since": dt.date(2017, 1, 1), "until": dt.date(2017, 12, 31)},
)


def plain(counted: Counted) -> list[Any]:
    """What can be compared: the columns and numbers of both levels."""
    return [(list(pairs), dict(pairs.numbers)) for pairs in (counted.tops, counted.branches)]


class Office:
    """Readers of all kinds, and what they are told."""

    def __init__(self, *readers: User) -> None:
        self.readers = readers

    def asked(self) -> Iterator[Allegations]:
        """Every question of every reader."""
        for reader in self.readers:
            reader.refresh_from_db()
            yield from (Allegations(reader, question) for question in QUESTIONS)
        yield PublicAllegations()

    def check(self, step: str) -> None:
        """Each is told what a count from the beginning would tell."""
        for found in self.asked():
            assert plain(found.counted) == plain(found._count(None)), (step, found.user, found._question())
            for pairs in (found.pairs(), found.pairs(branch=True)):
                assert all(first.place <= second.place for first, second in pairwise(pairs))
                assert len(pairs) == sum(pairs.numbers.values()) == len(pairs.listed("logged"))


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator)
    join_case(case, supervisor)
    return case


def test_kept_when_written_then_as_if_counted_anew(
    case: Case,
    investigator: User,
    outsider: User,
    supervisor: User,
    second_supervisor: User,
) -> None:
    other = make_case(investigator)
    join_case(other, supervisor)
    office = Office(investigator, outsider, supervisor, second_supervisor)
    act = alleged(investigator, case, "COA-US", "IS")
    alleged(investigator, other, "COA", when="2016")
    office.check("first")

    def investigated() -> None:
        one = add_investigation(actor=investigator, case=case, body_kind="military", body="Inquiry 15-6")
        given = {criterion.value: (Met.MET, "As published.") for criterion in Criterion}
        rating = propose_rating(actor=investigator, investigation=one, answers=given)
        confirm_rating(actor=supervisor, rating=rating)

    def withdrawn_attribution() -> None:
        row = Attribution.objects.get(violation=act, party__code="IS")
        withdraw_attribution(actor=investigator, attribution=row, reason="The wrong party was linked")

    def membership_ended() -> None:
        member = CaseMember.objects.get(case=case, user=outsider)
        end_membership(actor=investigator, member=member, reason="Works elsewhere")

    def moved() -> None:
        move_incident(
            actor=supervisor, incident=act.incident, to_case=other, reason="It belongs to the other strike."
        )

    def under_another_top() -> None:
        party = Party.objects.get(code="COA-US")
        change_party(actor=supervisor, party=party, parent=Party.objects.get(code="IQ"))

    def withdrawn() -> None:
        act.refresh_from_db()
        withdraw_violation(actor=investigator, violation=act, reason="Entered twice by mistake")

    steps: list[Callable[[], Any]] = [
        lambda: alleged(investigator, case, "UNK", when="17 March 2017"),
        lambda: alleged(investigator, other),
        lambda: assessed(investigator, supervisor, act, "reasonable_grounds"),
        investigated,
        lambda: set_redress(actor=investigator, case=case, values={"state": "partly"}),
        withdrawn_attribution,
        lambda: join_case(case, outsider),
        membership_ended,
        moved,
        under_another_top,
        lambda: set_level(actor=investigator, case=other, level=Confidentiality.HIGHLY_RESTRICTED),
        withdrawn,
    ]
    for step in steps:
        step()
        office.check(getattr(step, "__name__", "") or "step")


def test_kept_when_published_and_withdrawn_then_as_if_counted_anew() -> None:
    told = tell_story()
    office = Office(told.lead, told.first)
    office.check("told")
    publish(told)
    office.check("published")
    withdraw_publication(actor=told.first, case=told.case, why="safety", reason="A threat.")
    office.check("withdrawn")


def test_kept_when_one_case_changed_then_its_rows_alone_are_read(
    case: Case, investigator: User, supervisor: User
) -> None:
    for _number in range(5):
        alleged(investigator, make_case(investigator), "IS")
    alleged(investigator, case, "COA")
    before = Allegations(supervisor, {}).counted
    violation = make_violation(investigator, Incident.objects.get(case=case))
    make_attribution(investigator, violation, "IS")
    read: list[Any] = []
    acts = Allegations._acts

    def watched(self: Allegations, cases: Any) -> Any:
        found = acts(self, cases)
        read.append((set(cases), len(found)))
        return found

    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as captured:
        patch.setattr(Allegations, "_acts", watched)
        after = Allegations(supervisor, {}).counted
    assert read == [({case.pk}, 2)]
    assert len(captured) <= MOST_STATEMENTS
    assert len(after.tops) == len(before.tops) + 1 == 7


def test_place_when_days_differ_then_newest_first_and_unknown_last() -> None:
    days = [(3, None), (1, dt.date(2017, 3, 17)), (2, dt.date(2017, 3, 17)), (4, dt.date(2016, 1, 1))]
    assert [event for event, day in sorted(days, key=lambda one: place_of(*one))] == [2, 1, 4, 3]


def test_listed_when_cut_then_the_page_of_the_whole(case: Case, investigator: User) -> None:
    for _number in range(5):
        alleged(investigator, case, "IS")
    listed = Allegations(investigator, {}).listed("logged")
    assert list(listed)[1:3] == listed[1:3] and listed[0] == next(iter(listed))
    newest = Violation.objects.order_by("-incident_id").first()
    assert newest is not None and listed[0][0] == newest.incident_id
    assert listed[5:9] == [] and len(Pairs.of(()).listed("logged")) == 0


def test_kept_when_the_day_turns_then_a_membership_that_ran_out_counts_no_more(
    case: Case, investigator: User, outsider: User
) -> None:
    alleged(investigator, case, "IS")
    join_case(case, outsider, ends_on=clock.today())
    assert len(Allegations(outsider, {}).pairs()) == 1
    with clock.travel(clock.now() + dt.timedelta(days=1)):
        assert len(Allegations(outsider, {}).pairs()) == 0
