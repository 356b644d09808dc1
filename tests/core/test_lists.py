"""Lists inside a case: filters choose, heads sort both ways, odd addresses are answered, nothing leaks."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock, lists
from casework.core.lists import ListFilter, Listing
from casework.people.actions import add_person, add_person_source
from casework.people.filters import PEOPLE_SORT_WORDS, PEOPLE_SORTS, PersonFilter
from casework.people.models import Person
from casework.tasks.actions import set_task, withdraw_note, write_note
from tests.factories import join_case, make_case

pytestmark = pytest.mark.django_db
HIDDEN = "highly_restricted"


@pytest.fixture
def case(investigator: User) -> Case:
    return make_case(investigator, membership={"cleared": True})


@pytest.fixture
def people(case: Case, investigator: User) -> list[Person]:
    """Seven people: victims and witnesses in turn, one of them a child."""
    bands = ["18_59", "60_plus", "unknown", "5_17", "18_59", "60_plus", "18_59"]
    return [
        add_person(
            actor=investigator,
            case=case,
            values={"is_victim" if at % 2 else "is_witness": True, "age_band": band, "note": f"Street {at}"},
        )
        for at, band in enumerate(bands)
    ]


@pytest.fixture
def tab(case: Case, investigator: User) -> Callable[..., Any]:
    """The people tab as the lead sees it, asked like this."""
    client = Client()
    client.force_login(investigator)
    return lambda **asked: client.get(reverse("people:list", args=[case.reference]), asked)


def listing(user: User, case: Case, /, **asked: Any) -> Listing:
    """The list of people, asked like this."""
    request = RequestFactory().get("/", asked)
    request.user = user
    rows = Person.objects.visible_to(user).filter(case=case).order_by("reference")
    return Listing(
        request, rows, filterset_class=PersonFilter, sorts=PEOPLE_SORTS, sort_words=PEOPLE_SORT_WORDS
    )


def test_list_when_filtered_then_these_rows_and_a_way_back(
    people: list[Person], tab: Callable[..., Any]
) -> None:
    page = tab(part="is_victim", age_band="60_plus")
    assert [one.pk for one in page.context["people"].page] == [
        one.pk for one in sorted((people[1], people[5]), key=lambda one: one.reference)
    ]
    assert [(chip.value, chip.remove_url) for chip in page.context["people"].chips] == [
        ("Victim or survivor", "?age_band=60_plus"),
        ("60 or older", "?part=is_victim"),
    ]
    assert "2 found" in page.text


def test_list_when_searched_then_by_code_and_note(people: list[Person], tab: Callable[..., Any]) -> None:
    assert [one.pk for one in tab(q="street 4").context["people"].page] == [people[4].pk]
    assert [one.pk for one in tab(q=people[2].reference.lower()).context["people"].page] == [people[2].pk]


def test_list_when_nothing_fits_then_said_and_shown_the_way_back(
    people: list[Person], case: Case, tab: Callable[..., Any]
) -> None:
    page = tab(q="no such street", **{"sources-sort": "code"})
    assert "Nothing fits" in page.text and "No person is written down yet" not in page.text
    assert page.context["people"].clear_url == "?sources-sort=code"


def test_list_when_short_and_whole_then_no_filters_over_it(
    case: Case, investigator: User, tab: Callable[..., Any]
) -> None:
    for _at in range(lists.HANDFUL):
        add_person(actor=investigator, case=case, values={"is_witness": True})
    assert "filterform" not in tab().text
    assert "filterform" in tab(part="is_victim").text
    add_person(actor=investigator, case=case, values={"is_witness": True})
    assert "filterform" in tab().text


@pytest.mark.parametrize("key", PEOPLE_SORTS)
def test_list_when_sorted_then_both_ways_and_no_row_twice(
    people: list[Person], case: Case, investigator: User, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    for sort in (key, f"-{key}"):
        shown = [one.pk for at in range(1, 5) for one in listing(investigator, case, sort=sort, page=at).page]
        assert sorted(shown) == sorted(one.pk for one in people)
        assert shown == [one.pk for one in listing(investigator, case, sort=sort).rows]
    up, down = (list(listing(investigator, case, sort=sort).rows) for sort in (key, f"-{key}"))
    if key in ("code", "added"):
        assert up == down[::-1]
    if key == "age":
        order = ["unknown", "under_5", "5_17", "18_59", "60_plus"]
        ranks = [order.index(one.age_band) for one in up]
        assert ranks == sorted(ranks)


def test_head_when_sorted_then_says_so_and_turns_around(
    people: list[Person], tab: Callable[..., Any]
) -> None:
    assert "aria-sort" not in tab().text
    up, down = tab(sort="age").text, tab(sort="-age").text
    assert 'aria-sort="ascending"><a href="?sort=-age"' in up
    assert 'aria-sort="descending"><a href="?sort=age"' in down


def test_second_list_when_asked_then_the_first_stays_as_it_is(
    people: list[Person], case: Case, investigator: User, tab: Callable[..., Any]
) -> None:
    for at in range(lists.HANDFUL + 1):
        add_person_source(actor=investigator, case=case, connection="witness", note=f"Told us {at}")
    page = tab(part="is_victim", **{"sources-q": "told us 2", "sources-sort": "-code"})
    assert len(page.context["people"].page) == 3 and len(page.context["sources"].page) == 1
    assert '<input type="hidden" name="part" value="is_victim">' in page.text
    assert '<input type="hidden" name="sources-q" value="told us 2">' in page.text
    assert page.context["sources"].clear_url == "?part=is_victim"


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "abc"},
        {"page": "-1"},
        {"page": "9" * 30},
        {"page": "\x00"},
        {"sort": "xx"},
        {"sort": "--code"},
        {"sort": "person__case"},
        {"q": "\x00"},
        {"q": "a" * 5000},
        {"part": "is_withdrawn", "age_band": "\x00", "risk": "9" * 40},
        {"sources-page": "abc", "sources-sort": "xx"},
    ],
)
def test_list_when_asked_oddly_then_whole(
    people: list[Person], tab: Callable[..., Any], asked: dict[str, str]
) -> None:
    page = tab(**asked)
    assert page.status_code == 200
    if "a" * 5000 not in asked.values():
        assert len(page.context["people"].page) == len(people)


def test_filter_when_the_row_is_hidden_then_as_if_it_did_not_exist(
    people: list[Person], case: Case, outsider: User
) -> None:
    """To a member who is not cleared every question is answered as if there were no child."""
    join_case(case, outsider)
    child = people[3]
    assert child.confidentiality == HIDDEN
    for asked in (
        {"q": child.reference},
        {"q": "Street 3"},
        {"age_band": "5_17"},
        {"confidentiality": HIDDEN},
    ):
        found = listing(outsider, case, **asked)
        assert list(found.page) == [] and found.page.paginator.count == 0, asked
    assert len(listing(outsider, case).page) == len(people) - 1


def test_filter_when_a_column_is_no_filter_then_asks_nothing(
    people: list[Person], case: Case, investigator: User
) -> None:
    """Only what a class names can be asked: no column, no relation, no name."""
    for name in ("note__startswith", "name", "real_name", "created_by", "case", "confidentiality__gt", "pk"):
        assert len(listing(investigator, case, **{name: "1"}).page) == len(people), name


def filters() -> list[type[ListFilter]]:
    """Every filter of a list."""
    return ListFilter.__subclasses__() + [
        deeper for one in ListFilter.__subclasses__() for deeper in one.__subclasses__()
    ]


def test_filters_when_written_then_name_what_they_ask() -> None:
    assert len(filters()) > 10
    for one in filters():
        assert one._meta.model is None and not one._meta.fields, one
        assert isinstance(one.base_filters["q"], lists.TextFilter), one


def test_choices_when_people_are_offered_then_only_those_of_the_rows(
    case: Case, investigator: User, supervisor: User, outsider: User, client: Client
) -> None:
    other = make_case(outsider)
    set_task(actor=outsider, case=other, title="Elsewhere", assignee=outsider)
    for at in range(lists.HANDFUL + 1):
        set_task(actor=investigator, case=case, title=f"Call {at}", assignee=investigator if at % 2 else None)
    client.force_login(investigator)
    address = reverse("tasks:case-list", args=[case.reference])
    page = client.get(address)
    offered = dict(page.context["tasks"].filter.form.fields["who"].choices)
    assert str(investigator.uid) in offered
    assert str(outsider.uid) not in offered and str(supervisor.uid) not in offered
    everything = client.get(address, {"who": "none-such"}).context["tasks"].page.paginator.count
    assert client.get(address, {"who": str(outsider.uid)}).context["tasks"].page.paginator.count == everything
    assert client.get(address, {"who": "none"}).context["tasks"].page.paginator.count == 3


def test_tasks_when_sorted_by_day_then_those_without_one_come_last_both_ways(
    case: Case, investigator: User, client: Client
) -> None:
    today = clock.today()
    for days in (3, None, 1):
        due = today + dt.timedelta(days=days) if days else None
        set_task(actor=investigator, case=case, title=f"In {days}", due_on=due)
    client.force_login(investigator)
    address = reverse("tasks:case-list", args=[case.reference])

    def titles(sort: str) -> list[str]:
        return [task.title for task in client.get(address, {"sort": sort}).context["tasks"].page]

    assert titles("due") == ["In 1", "In 3", "In None"]
    assert titles("-due") == ["In 3", "In 1", "In None"]


def test_note_when_withdrawn_then_not_found_by_its_words(
    case: Case, investigator: User, client: Client
) -> None:
    """Its words are not shown any more: finding it by them would say them."""
    note = write_note(actor=investigator, case=case, body="The gravedigger speaks")
    withdraw_note(actor=investigator, note=note, reason="Wrong file")
    client.force_login(investigator)
    address = reverse("tasks:case-list", args=[case.reference])
    assert client.get(address, {"notes-q": "gravedigger"}).context["note_rows"] == []
    assert len(client.get(address, {"notes-show": "withdrawn"}).context["note_rows"]) == 1
