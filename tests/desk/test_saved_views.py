"""Lists as one person likes to see them: a name for the filters, private, and gone when taken away."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.core.saved_views import MOST_VIEWS, SavedView, tidy_query

LIST = "/cases/"
SAVE = "/views/save/"


@pytest.fixture
def mine(client: Client, investigator: User) -> Client:
    client.force_login(investigator)
    return client


def keep(client: Client, name: str, query: str, page: str = "desk:case-list") -> str:
    return client.post(SAVE, {"page": page, "name": name, "query": query})["Location"]


def test_view_when_kept_then_a_link_of_the_list_without_a_script(mine: Client) -> None:
    where = keep(mine, "  مدارس   2017 ", "stage=open&page=3&q=school&lead=")
    assert where == f"{LIST}?q=school&stage=open", "page and empty filters are of the moment"
    page = mine.get(where).content.decode()
    assert 'href="/cases/?q=school&amp;stage=open" aria-current="page"><bdi>مدارس 2017</bdi>' in page
    assert "aria-current" not in mine.get(LIST).content.decode().split("مدارس 2017")[0].rsplit("<a", 1)[1]


def test_view_when_kept_again_under_its_name_then_the_new_filters(mine: Client) -> None:
    keep(mine, "Overdue", "overdue=on")
    keep(mine, "Overdue", "overdue=on&stage=credible&sort=when")
    assert SavedView.objects.get().query == "overdue=on&sort=when&stage=credible"


def test_view_when_of_somebody_else_then_not_there(mine: Client, outsider: User) -> None:
    keep(mine, "My quiet list", "q=witness")
    view = SavedView.objects.get()
    other = Client()
    other.force_login(outsider)
    assert "My quiet list" not in other.get(LIST).content.decode()
    drop = reverse("core:view-drop", args=[view.uid])
    assert other.post(drop).status_code == 404 and SavedView.objects.exists()
    assert mine.get(drop).status_code == 405 and SavedView.objects.exists(), "a GET takes nothing away"
    assert mine.post(drop)["Location"] == LIST and not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "page", "sentence"),
    [
        (" ", "desk:case-list", "Give the view a name."),
        ("x" * 61, "desk:case-list", "room for 60 characters"),
        ("A", "https://elsewhere.example/", "There is no such list."),
        ("A", "cases:edit", "There is no such list."),
    ],
)
def test_view_when_it_cannot_be_kept_then_said_and_the_filters_stay(
    mine: Client, name: str, page: str, sentence: str
) -> None:
    where = keep(mine, name, "q=school", page)
    assert where == (f"{LIST}?q=school" if page == "desk:case-list" else "/")
    assert sentence in mine.get(where).content.decode() and not SavedView.objects.exists()


def test_views_when_very_many_then_refused_in_words(mine: Client) -> None:
    for number in range(MOST_VIEWS):
        keep(mine, f"View {number}", f"q={number}")
    where = keep(mine, "One more", "q=x")
    assert "Take one away first" in mine.get(where).content.decode()
    assert SavedView.objects.count() == MOST_VIEWS


def test_query_when_odd_then_tidied_not_broken() -> None:
    assert tidy_query("?b=2&a=1&page=9&size=100&c=&b=1") == "a=1&b=2&b=1"
    assert tidy_query("a=\x00<script>") == "a=%3Cscript%3E"
