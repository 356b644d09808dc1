"""The scorecard: what is counted for whom, and that each figure opens a list of exactly as many."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.actions import set_level
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core import clock
from casework.core.dates import parse
from casework.incidents.actions import withdraw_violation
from casework.incidents.models import Incident, Violation
from casework.insight.choices import RUNG_RULES, Rung
from casework.insight.queries import Scorecard, scorecard
from casework.investigations.actions import add_investigation, propose_assessment, propose_rating
from casework.investigations.choices import BodyKind, Criterion, Met
from casework.investigations.models import Investigation
from casework.ledger.models import ExportEvent
from casework.parties.models import Party
from casework.people.actions import add_person_source
from casework.redress.actions import file_claim, set_redress, withdraw_entry
from casework.redress.models import CompensationClaim
from tests.deciding import approve_assessment, confirm_rating
from tests.factories import join_case, make_attribution, make_case, make_incident, make_violation
from tests.query_counts import check, statements

pytestmark = pytest.mark.django_db
UNITS = ("COA", "COA-US", "COA-AU")
WHY = "Two sources that do not know of one another tell the same."


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator)
    join_case(case, supervisor)
    return case


def alleged(user: User, case: Case, *parties: str, when: str = "17 March 2017") -> Violation:
    """An act of a new event, laid at the door of these parties."""
    incident = make_incident(user, case, when=parse(when))
    violation = make_violation(user, incident)
    for party in parties:
        make_attribution(user, violation, party)
    return violation


def assessed(proposer: User, decider: User, violation: Violation, standard: str) -> None:
    """An approved assessment."""
    extra: dict[str, object] = {"source_count": 2, "origin_count": 2}
    if standard == "allegation":
        extra = {"missing": "A witness", "review_on": clock.today() + dt.timedelta(days=60)}
    found = propose_assessment(actor=proposer, violation=violation, standard=standard, rationale=WHY, **extra)
    approve_assessment(actor=decider, assessment=found)


def investigated(user: User, case: Case, party: str = "", incident: Incident | None = None) -> Investigation:
    """Somebody else's investigation."""
    return add_investigation(
        actor=user,
        case=case,
        body_kind=BodyKind.COALITION_CELL,
        body="Civilian casualty cell",
        party=Party.objects.get(code=party) if party else None,
        incident=incident,
    )


def rated(rater: User, confirmer: User, investigation: Investigation, **answers: str) -> None:
    """A confirmed rating, met in everything that is not named."""
    given = {criterion.value: (answers.get(criterion, Met.MET), "As published.") for criterion in Criterion}
    rating = propose_rating(actor=rater, investigation=investigation, answers=given)
    confirm_rating(actor=confirmer, rating=rating)


def numbers(card: Scorecard, name: str = "") -> dict[str, int]:
    """The figures of one row, by rung; of the total without a name."""
    rows = (
        [card.total]
        if not name
        else [row for top in card.rows for row in (top, *top.branches) if row.name == name]
    )
    assert rows, f"no row {name} in {[row.name for row in card.rows]}"
    return {figure.rung: figure.number for figure in rows[0].figures}


def opened(client: Client, url: str) -> int:
    """How many allegations the list behind a figure has."""
    page = client.get(url)
    assert page.status_code == 200
    return page.context["page_obj"].paginator.count


def test_allegation_when_two_units_of_one_party_then_counted_once(case: Case, investigator: User) -> None:
    alleged(investigator, case, "COA-US", "COA-AU", "IS")
    card = scorecard(investigator, {})
    coalition = Party.objects.get(code="COA").name
    assert numbers(card, coalition)["logged"] == 1
    assert numbers(card, Party.objects.get(code="COA-US").name)["logged"] == 1
    assert numbers(card)["logged"] == 2


def test_allegation_when_party_unknown_or_none_then_not_yet_attributed(
    case: Case, investigator: User
) -> None:
    alleged(investigator, case, "UNK")
    alleged(investigator, case)
    card = scorecard(investigator, {})
    assert [row.name for row in card.rows] == ["Not yet attributed"]
    assert numbers(card)["logged"] == 2


def test_rungs_when_assessed_then_credible_from_the_threshold(
    case: Case, investigator: User, supervisor: User
) -> None:
    assessed(investigator, supervisor, alleged(investigator, case, "IS"), "allegation")
    assessed(investigator, supervisor, alleged(investigator, case, "IS"), "reasonable_suspicion")
    found = numbers(scorecard(investigator, {}))
    assert (found["logged"], found["assessed"], found["credible"]) == (2, 2, 1)


def test_investigated_when_it_names_a_party_then_only_that_party(case: Case, investigator: User) -> None:
    alleged(investigator, case, "COA-US", "IS")
    investigated(investigator, case, "COA-US")
    card = scorecard(investigator, {})
    assert numbers(card, Party.objects.get(code="COA").name)["investigated"] == 1
    assert numbers(card, Party.objects.get(code="IS").name)["investigated"] == 0


def test_investigated_when_it_looks_at_one_unit_then_not_at_its_neighbours(
    case: Case, investigator: User
) -> None:
    alleged(investigator, case, "COA-US", "COA-AU")
    investigated(investigator, case, "COA-AU")
    card = scorecard(investigator, {})
    found = {code: numbers(card, Party.objects.get(code=code).name)["investigated"] for code in UNITS}
    assert found == {"COA": 1, "COA-US": 0, "COA-AU": 1}
    investigated(investigator, case, "COA")
    assert numbers(scorecard(investigator, {}), Party.objects.get(code="COA-US").name)["investigated"] == 1


def test_investigated_when_it_names_an_event_then_only_that_event(case: Case, investigator: User) -> None:
    first = alleged(investigator, case, "IS")
    alleged(investigator, case, "IS")
    investigated(investigator, case, incident=first.incident)
    assert numbers(scorecard(investigator, {}))["investigated"] == 1


def test_investigated_when_it_stands_in_another_case_then_not(case: Case, investigator: User) -> None:
    alleged(investigator, case, "COA")
    investigated(investigator, make_case(investigator))
    assert numbers(scorecard(investigator, {}))["investigated"] == 0


def test_investigated_when_ours_then_from_its_first_day(case: Case, investigator: User) -> None:
    alleged(investigator, case, "COA")
    ours = {"actor": investigator, "case": case, "body_kind": BodyKind.OURS, "body": ""}
    add_investigation(**ours, plan="Ask the neighbours.")
    assert numbers(scorecard(investigator, {}))["investigated"] == 0
    add_investigation(**ours, opened="2 Jan 2026")
    assert numbers(scorecard(investigator, {}))["investigated"] == 1


def test_effective_when_another_inquiry_is_not_rated_then_only_what_the_rated_one_covers(
    case: Case, investigator: User, supervisor: User
) -> None:
    alleged(investigator, case, "COA", "IS")
    rated(investigator, supervisor, investigated(investigator, case, "COA"))
    investigated(investigator, case)
    card = scorecard(investigator, {})
    found = {code: numbers(card, Party.objects.get(code=code).name) for code in ("COA", "IS")}
    assert {code: row["investigated"] for code, row in found.items()} == {"COA": 1, "IS": 1}
    assert {code: row["effective"] for code, row in found.items()} == {"COA": 1, "IS": 0}


def test_investigated_when_the_reader_may_not_see_the_event_of_the_inquiry_then_not_counted(
    investigator: User, second_supervisor: User
) -> None:
    case = make_case(investigator, membership={"cleared": True})
    alleged(investigator, case, "IS")
    hidden = add_person_source(actor=investigator, case=case, confidentiality="highly_restricted")
    event = make_incident(investigator, case, source=hidden)
    make_attribution(investigator, make_violation(investigator, event), "IS")
    investigated(investigator, case, incident=event)
    found = [numbers(scorecard(reader, {})) for reader in (investigator, second_supervisor)]
    assert [(row["logged"], row["investigated"]) for row in found] == [(2, 1), (1, 0)]


def test_effective_when_one_of_five_is_not_met_then_investigated_only(
    case: Case, investigator: User, supervisor: User
) -> None:
    alleged(investigator, case, "COA-US")
    rated(investigator, supervisor, investigated(investigator, case), independent=Met.NOT_MET)
    found = numbers(scorecard(investigator, {}))
    assert (found["investigated"], found["effective"]) == (1, 0)


def test_effective_when_open_to_families_in_part_then_effective(
    case: Case, investigator: User, supervisor: User
) -> None:
    alleged(investigator, case, "COA-US")
    rated(
        investigator,
        supervisor,
        investigated(investigator, case),
        participation=Met.PARTLY,
        public_findings=Met.NOT_MET,
    )
    assert numbers(scorecard(investigator, {}))["effective"] == 1


def test_redress_when_granted_in_part_then_reached(case: Case, investigator: User) -> None:
    alleged(investigator, case, "IS")
    assert numbers(scorecard(investigator, {}))["redress"] == 0
    set_redress(actor=investigator, case=case, values={"state": "partly"})
    assert numbers(scorecard(investigator, {}))["redress"] == 1


def granted(user: User, case: Case, event: Incident | None = None, party: str = "") -> CompensationClaim:
    """A claim that was granted, for an event and on the account of a party, or for all of them."""
    values = {
        "group": "Families of one house",
        "scheme": "ex_gratia",
        "state": "granted",
        "decided_on": dt.date(2019, 1, 1),
        "incident": event,
        "party": Party.objects.get(code=party) if party else None,
    }
    return file_claim(actor=user, case=case, values=values)


def redressed(user: User) -> dict[str, int]:
    """The figure of redress of each row that has any."""
    rows = [row for top in scorecard(user, {}).rows for row in (top, *top.branches)]
    found = {row.name: {one.rung: one.number for one in row.figures}["redress"] for row in rows}
    return {name: number for name, number in found.items() if number}


@pytest.mark.parametrize(
    ("event", "party", "reached"),
    [
        (False, "", {"COA": 2, "COA-US": 2, "COA-AU": 1, "IS": 2, "": 1}),
        (True, "", {"COA": 1, "COA-US": 1, "COA-AU": 1, "IS": 1}),
        (False, "COA", {"COA": 2, "COA-US": 2, "COA-AU": 1}),
        (False, "COA-AU", {"COA": 2, "COA-AU": 1}),
        (True, "COA-US", {"COA": 1, "COA-US": 1}),
        (True, "IS", {"IS": 1}),
        (True, "IQ", {}),
    ],
)
def test_redress_when_a_claim_names_event_or_party_then_those_allegations_only(
    case: Case, investigator: User, event: bool, party: str, reached: dict[str, int]
) -> None:
    """Two events laid at the doors of the coalition and of IS, a third at nobody's."""
    first = alleged(investigator, case, "COA-US", "COA-AU", "IS").incident
    alleged(investigator, case, "COA-US", "IS")
    alleged(investigator, case)
    claim = granted(investigator, case, first if event else None, party)
    names = {code: Party.objects.get(code=code).name for code in reached if code}
    assert redressed(investigator) == {
        names.get(code, "Not yet attributed"): number for code, number in reached.items()
    }
    withdraw_entry(actor=investigator, record=claim, reason="Entered twice")
    assert redressed(investigator) == {}


def test_redress_of_the_case_when_granted_then_of_all_beside_a_claim_for_one(
    case: Case, investigator: User
) -> None:
    first = alleged(investigator, case, "IS").incident
    alleged(investigator, case, "COA")
    granted(investigator, case, first, "IS")
    set_redress(actor=investigator, case=case, values={"state": "granted"})
    assert numbers(scorecard(investigator, {}))["redress"] == 2


def test_figures_when_opened_then_lists_of_that_many(
    case: Case, investigator: User, supervisor: User
) -> None:
    first = alleged(investigator, case, "COA-US", "IS")
    alleged(investigator, case, "COA", when="2016")
    alleged(investigator, case, "UNK", when="May 2017")
    assessed(investigator, supervisor, first, "reasonable_grounds")
    assessed(investigator, supervisor, alleged(investigator, case), "reasonable_grounds")
    investigated(investigator, case, "COA", incident=first.incident)
    granted(investigator, case, first.incident, "COA")
    client = Client()
    client.force_login(investigator)
    for query in ("", "?since=2017-01-01&until=2017-04-01", "?violation=ATT", "?place=Nowhere"):
        page = client.get(reverse("insight:scorecard") + query)
        card = page.context["card"]
        for row in [row for top in card.rows for row in (top, *top.branches)] + [card.total]:
            for figure in row.figures:
                assert opened(client, figure.url) == figure.number, (query, row.name, figure)
        for gap in card.gaps:
            assert opened(client, gap.url) == gap.number, (query, gap)
    found = {gap.key: gap.number for gap in client.get(reverse("insight:scorecard")).context["card"].gaps}
    assert {key: number for key, number in found.items() if number} == {
        "unassessed": 2,
        "uninvestigated": 2,
        "ineffective": 1,
    }


def test_period_when_asked_then_uncertain_days_that_touch_it_count(case: Case, investigator: User) -> None:
    alleged(investigator, case, "IS", when="2017")
    alleged(investigator, case, "IS", when="17 March 2016")
    asked = {"since": dt.date(2017, 6, 1), "until": dt.date(2017, 6, 30)}
    assert numbers(scorecard(investigator, asked))["logged"] == 1


def test_scorecard_when_the_case_is_sealed_then_counted_for_members_only(
    case: Case, investigator: User, second_supervisor: User
) -> None:
    alleged(investigator, case, "IS")
    assert numbers(scorecard(second_supervisor, {}))["logged"] == 1
    set_level(actor=investigator, case=case, level=Confidentiality.HIGHLY_RESTRICTED)
    assert numbers(scorecard(second_supervisor, {}))["logged"] == 0
    assert numbers(scorecard(investigator, {}))["logged"] == 1


def test_withdrawn_when_an_act_is_entered_by_mistake_then_out_of_figures(
    case: Case, investigator: User
) -> None:
    violation = alleged(investigator, case, "IS")
    withdraw_violation(actor=investigator, violation=violation, reason="Entered twice by mistake")
    assert numbers(scorecard(investigator, {}))["logged"] == 0


def test_file_when_fetched_then_the_figures_and_an_export_event(case: Case, investigator: User) -> None:
    alleged(investigator, case, "IS")
    client = Client()
    client.force_login(investigator)
    answer = client.post(reverse("insight:scorecard-file"), {"since": "2017-01-01"})
    assert answer["Content-Type"].startswith("text/csv") and b",1,0,0,0,0,0,0,0" in answer.content
    assert ExportEvent.objects.get().rows == 2


@pytest.mark.parametrize(
    "query",
    [
        "since=Banana",
        "place=%00%27",
        "violation=X",
        "rung=Banana",
        "gap=no&party=%00",
        "branch=ZZ&page=99999",
    ],
)
def test_pages_when_asked_oddly_then_answer(investigator: User, query: str) -> None:
    client = Client()
    client.force_login(investigator)
    for name in ("insight:scorecard", "insight:allegations"):
        assert client.get(f"{reverse(name)}?{query}").status_code == 200


def test_scorecard_when_more_allegations_then_no_more_statements(
    case: Case, investigator: User, supervisor: User
) -> None:
    client = Client()
    client.force_login(supervisor)
    alleged(investigator, case, "IS")
    few = statements(client, reverse("insight:scorecard"))
    for party in ("COA-US", "COA", "UNK", "IQ-ISF"):
        alleged(investigator, case, party)
    assert statements(client, reverse("insight:scorecard")) == few
    check("scorecard", few)
    check("allegations", statements(client, reverse("insight:allegations")))


def test_rungs_when_listed_then_all_have_a_rule() -> None:
    assert set(RUNG_RULES) == set(Rung)


def test_list_of_allegations_when_opened_then_named_in_words_and_its_question_can_be_changed(
    client: Client, supervisor: User, case: Case
) -> None:
    client.force_login(supervisor)
    address = reverse("insight:allegations")
    page = client.get(address, {"gap": "unassessed", "party": "none", "place": "Mosul"}).content.decode()
    assert "Gap" not in page and "Place <bdi>Mosul</bdi>" in page
    assert '<input type="hidden" name="gap" value="unassessed">' in page
    assert f'href="{address}?gap=unassessed&amp;party=none"' in page
