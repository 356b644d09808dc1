"""The load of each reviewer: decisions of every kind, what waits, each number with its list."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.cases.actions import set_level
from casework.cases.choices import Stage
from casework.insight.choices import Decided, Decision
from casework.insight.queries import decisions, reviewer_board, waiting_board
from casework.investigations.actions import ask_second_review
from casework.publication.actions import propose_version
from tests.deciding import give_opinion, return_version
from tests.factories import make_user
from tests.ladder.build import Story, Team, make_team, story_at
from tests.query_counts import statements
from tests.remembered import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


@remembered
def tell(team: Team) -> Story:
    """A case whose findings and public text were both sent back once, with a second opinion on the way."""
    story = story_at(Stage.FINDINGS_REVIEW, team)
    story.move("return_findings")
    story.move("submit_findings")
    story.finding.refresh_from_db()
    review = ask_second_review(actor=team.first, target=story.finding, reviewer=team.second)
    give_opinion(actor=team.second, review=review, opinion="agrees", opinion_text="Both accounts agree.")
    story.ready("approve_findings")
    story.move("approve_findings")
    story.ready("publish")
    return_version(actor=team.second, version=story.version, comment="Shorter.")
    story.version.refresh_from_db()
    propose_version(actor=team.first, version=story.version)
    return story


def made_by(user: User) -> dict[str, list[int]]:
    """For each name: what they decided of each kind, and how much they sent back."""
    return {
        row.name: [*(one.number for one in row.figures), row.returned.number]
        for row in reviewer_board(user)
        if row.returned
    }


def waits_for(user: User) -> dict[str, list[int]]:
    return {row.name: [one.number for one in row.figures] for row in waiting_board(user)}


def seal(story: Story) -> None:
    """Only the members see the case from now on: the lead and the first supervisor."""
    story.case.refresh_from_db()
    set_level(
        actor=story.team.lead, case=story.case, level="highly_restricted", reason="Witnesses in danger."
    )


def opened(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_decisions_when_of_every_kind_then_each_counts_for_who_made_it(team: Team) -> None:
    story = tell(team)
    assert made_by(team.first) == {
        "First Supervisor": [1, 1, 1, 0, 0, 1],
        "Second Supervisor": [0, 1, 0, 1, 1, 1],
    }
    story.move("publish")
    assert made_by(team.first)["Second Supervisor"] == [0, 1, 0, 2, 1, 1]


def test_text_when_taken_back_by_who_proposed_it_then_nobody_decided(team: Team) -> None:
    story = story_at(Stage.FINDINGS_APPROVED, team)
    story.ready("publish")
    before = made_by(team.first)
    return_version(actor=team.first, version=story.version, comment="A word is wrong.")
    assert made_by(team.first) == before


def test_numbers_when_opened_then_exactly_that_many(team: Team) -> None:
    tell(team).move("publish")
    client = opened(team.first)
    rows = client.get(reverse("insight:workload")).context["reviewers"]
    figures = [figure for row in rows for figure in (row.total, *row.figures, row.returned)]
    assert len(figures) == 14 and sum(row.total.number for row in rows) == 7
    for figure in figures:
        page = client.get(figure.url)
        assert page.context["page_obj"].paginator.count == figure.number, figure.url
        assert all(client.get(row.url).status_code == 200 for row in page.context["object_list"])


def test_decisions_when_in_a_sealed_case_then_only_for_those_who_see_it(team: Team) -> None:
    story = tell(team)
    third = make_user(Role.SUPERVISOR, "Third Supervisor")
    assert made_by(third) == made_by(team.first)
    seal(story)
    assert made_by(third) == {} and not list(decisions(third))
    assert made_by(team.first)["First Supervisor"] == [1, 1, 1, 0, 0, 1]


def test_waiting_when_several_may_decide_then_it_waits_for_each_but_its_authors(team: Team) -> None:
    story = story_at(Stage.FINDINGS_REVIEW, team)
    assert waits_for(team.first) == {
        "First Supervisor": [0, 1, 0, 0, 0],
        "Second Supervisor": [0, 1, 0, 0, 0],
    }
    story.finding.refresh_from_db()
    ask_second_review(actor=team.first, target=story.finding, reviewer=team.second)
    assert waits_for(team.first)["Second Supervisor"] == [0, 1, 0, 0, 1]
    story.move("suspend")
    assert {sum(numbers) for numbers in waits_for(team.first).values()} == {0}


def test_waiting_when_a_text_is_proposed_then_for_the_other_supervisor_only(team: Team) -> None:
    tell(team)
    assert waits_for(team.second) == {
        "First Supervisor": [0, 0, 0, 0, 0],
        "Second Supervisor": [0, 0, 0, 1, 0],
    }


def test_waiting_when_the_case_is_sealed_then_nothing_of_it_outside(
    team: Team,
) -> None:
    story = story_at(Stage.FINDINGS_REVIEW, team)
    third = make_user(Role.SUPERVISOR, "Third Supervisor")
    assert waits_for(third)["Third Supervisor"] == [0, 1, 0, 0, 0]
    seal(story)
    assert {sum(numbers) for numbers in waits_for(third).values()} == {0}
    assert waits_for(team.first) == {
        "First Supervisor": [0, 1, 0, 0, 0],
        "Second Supervisor": [0, 0, 0, 0, 0],
        "Third Supervisor": [0, 0, 0, 0, 0],
    }


def test_waiting_when_it_is_ones_own_then_it_opens_the_queue_and_no_one_elses(team: Team) -> None:
    story_at(Stage.FINDINGS_REVIEW, team)
    client = opened(team.second)
    urls = {
        row.name: [figure.url for figure in row.figures]
        for row in client.get(reverse("insight:workload")).context["waiting"]
    }
    assert set(urls["First Supervisor"]) == {""}
    counts = [client.get(url).context["page_obj"].paginator.count for url in urls["Second Supervisor"]]
    assert counts == waits_for(team.second)["Second Supervisor"]


def test_list_when_of_one_kind_and_outcome_then_those_only(team: Team) -> None:
    tell(team)
    here = reverse("insight:decisions")
    client = opened(team.second)
    for kind in Decided:
        rows = client.get(here, {"kind": kind.value}).context["object_list"]
        assert rows and {row.kind for row in rows} == {kind.value}
    page = client.get(here, {"kind": "finding", "outcome": "returned"})
    [row] = page.context["object_list"]
    assert (row.person, row.outcome) == ("First Supervisor", Decision.RETURNED)
    [rating] = client.get(here, {"kind": "rating"}).context["object_list"]
    assert str(rating.title) == "This organisation"
    assert "Findings, version 1" in page.text and "Second opinion" in client.get(here).text
    assert len(client.get(here, {"kind": "nonsense"}).context["object_list"]) == 6


def test_pages_when_there_is_more_then_as_many_statements(team: Team) -> None:
    tell(team)
    client = opened(team.first)
    pages = [reverse("insight:workload"), reverse("insight:decisions")]
    few = [statements(client, page) for page in pages]
    tell(Team(make_user(Role.INVESTIGATOR), team.second, make_user(Role.SUPERVISOR, "Fourth Supervisor")))
    assert [statements(client, page) for page in pages] == few and max(few) < 20
