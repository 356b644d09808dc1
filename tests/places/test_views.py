"""Pages of the gazetteer: search without a script, type-ahead, one place, adding and correcting."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import Place
from casework.places import filters
from casework.places.choices import PlaceKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, investigator: User) -> Client:
    client.force_login(investigator)
    return client


@pytest.mark.parametrize(("typed", "found"), [("musil jadid", "Mosul al-Jadida"), ("الشفاء", "al-Shifa")])
def test_list_when_searched_in_either_script_then_found(signed_in: Client, typed: str, found: str) -> None:
    answer = signed_in.get(reverse("places:list"), {"q": typed})
    assert answer.status_code == 200
    assert found in answer.content.decode()


def test_list_when_a_name_is_asked_of_one_kind_then_the_best_of_that_kind(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "MOST_FOUND", 1)
    asked = {"q": "Mosul", "kind": PlaceKind.NEIGHBOURHOOD}
    found = signed_in.get(reverse("places:list"), asked).context["listing"].page
    assert [place.kind for place in found] == [PlaceKind.NEIGHBOURHOOD]


def test_list_when_nothing_matches_then_next_step_is_named(signed_in: Client) -> None:
    answer = signed_in.get(reverse("places:list"), {"q": "qqqqqq"})
    assert "No place is like that" in answer.content.decode()
    assert reverse("places:new") in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "\x00", "a" * 5000, "%", "ﷺ", "<b>"])
def test_list_and_suggest_when_odd_questions_then_no_error(signed_in: Client, typed: str) -> None:
    for name in ("places:list", "places:suggest"):
        answer = signed_in.get(reverse(name), {"q": typed, "page": "x", "sort": "Banana"})
        assert answer.status_code == 200
        assert b"<b>" not in answer.content or name == "places:suggest"


def test_suggest_when_typed_then_name_path_and_no_primary_key(signed_in: Client) -> None:
    results = signed_in.get(reverse("places:suggest"), {"q": "siha"}).json()["results"]
    place = Place.objects.get(code="MOS-W-SIH")
    assert results[0]["value"] == str(place.uid)
    assert "الصحة" in results[0]["sub"]
    assert "Mosul" in results[0]["sub"]


def test_detail_when_opened_then_what_lies_in_it_is_listed(signed_in: Client) -> None:
    answer = signed_in.get(Place.objects.get(code="MOS-W-OLD").get_absolute_url())
    assert "Serjkhana" in answer.content.decode()
    assert "36.3408, 43.1269" in answer.content.decode()


def test_create_when_valid_then_on_the_page_of_the_place(signed_in: Client) -> None:
    mosul = Place.objects.get(code="MOS")
    data = {
        "name_en": "Hay al-Nur",
        "name_ar": "حي النور",
        "kind": "neighbourhood",
        "parent": str(mosul.uid),
        "precision": "neighbourhood",
        "latitude": "36.35",
        "longitude": "43.17",
    }
    answer = signed_in.post(reverse("places:new"), data)
    place = Place.objects.get(name_ar="حي النور")
    assert answer.status_code == 302
    assert answer["Location"] == place.get_absolute_url()
    assert place.parent == mosul


def test_create_when_invalid_then_what_was_typed_is_kept(signed_in: Client) -> None:
    answer = signed_in.post(
        reverse("places:new"), {"name_en": "", "name_ar": "حي النور", "latitude": "north"}
    )
    assert answer.status_code == 422
    assert "حي النور" in answer.content.decode()


def test_edit_when_a_colleague_was_faster_then_conflict_page(signed_in: Client, investigator: User) -> None:
    place = Place.objects.get(code="MOS-W-ZAN")
    page = reverse("places:edit", args=[place.uid])
    form = signed_in.get(page).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None} | {
        "is_active": "on"
    }
    del data["form_token"]
    assert signed_in.post(page, data | {"source": "first"}).status_code == 302
    answer = signed_in.post(page, data | {"source": "second"})
    assert answer.status_code == 409
    place.refresh_from_db()
    assert place.source == "first"


@pytest.mark.parametrize("name", ["places:list", "places:suggest", "places:new"])
def test_pages_when_stranger_then_sign_in(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302


def test_pages_when_auditor_then_may_read_and_not_change(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    assert client.get(reverse("places:list")).status_code == 200
    assert client.get(reverse("places:new")).status_code == 403


def test_suggest_when_posted_then_method_refused(signed_in: Client) -> None:
    assert signed_in.post(reverse("places:suggest")).status_code == 405


def test_list_when_whole_gazetteer_then_few_statements(
    signed_in: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        signed_in.get(reverse("places:list"))


def test_admin_when_searched_within_a_filter_then_the_filter_still_holds(
    client: Client, administrator: User
) -> None:
    client.force_login(administrator)
    address = reverse("admin:casework_place_changelist")
    asked = {"q": "الزنجيلي\x00", "kind__exact": PlaceKind.NEIGHBOURHOOD}
    assert "Zanjili" in client.get(address, asked).content.decode()
    asked["kind__exact"] = PlaceKind.VILLAGE
    assert "Zanjili" not in client.get(address, asked).content.decode()


def test_admin_when_searched_in_arabic_then_found_and_corrected_with_reason(
    client: Client, administrator: User
) -> None:
    client.force_login(administrator)
    found = client.get(reverse("admin:casework_place_changelist"), {"q": "الزنجيلي"})
    assert "Zanjili" in found.content.decode()
    place = Place.objects.get(code="MOS-W-ZAN")
    page = client.get(reverse("admin:casework_place_change", args=[place.pk]))
    assert page.status_code == 200
    assert "/delete/" not in page.content.decode()


def test_list_when_filtered_and_sorted_then_these_in_order(signed_in: Client) -> None:
    def found(**asked: str) -> list[Place]:
        page: Any = signed_in.get(reverse("places:list"), asked)
        return list(page.context["listing"].page)

    assert {place.kind for place in found(kind=PlaceKind.GOVERNORATE)} == {PlaceKind.GOVERNORATE}
    assert all(place.latitude is not None for place in found(located="yes"))
    names = [place.name_en for place in found(sort="name")]
    assert names and names == sorted(names)
    narrowed = found(q="mosul", kind=PlaceKind.NEIGHBOURHOOD)
    assert {place.kind for place in narrowed} == {PlaceKind.NEIGHBOURHOOD}
