"""Odd input is answered in words, never with a server error: every filter, every form with text (R11)."""

import json
import re
from collections.abc import Iterator

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.core import lists
from tests.access.world import FullCase, fill_case
from tests.factories import make_user
from tests.public_data import data_file

pytestmark = pytest.mark.django_db

ODD = [
    "\x00",
    "a" * 5000,
    "-1",
    "99999999999999999999",
    "0",
    "2026-02-30",
    "٢٠١٧",
    "'\"<script>",
    "%",
    "\U0001f600",
    "☃",
    "[]",
    "1e309",
]
FIELD = re.compile(r'<(?:input|select)[^>]*\bname="([^"]+)"')


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> FullCase:
    """A case with one record of every kind, and filters over each list, however short."""
    monkeypatch.setattr(lists, "HANDFUL", 0)
    return fill_case("odd", make_user())


@pytest.fixture
def lead(full: FullCase) -> Client:
    """The browser of the person who leads it; a server error would be raised."""
    browser = Client()
    browser.force_login(full.case.lead)
    return browser


def filter_pages(full: FullCase) -> list[str]:
    """Every page that is filtered, sorted or paged by its address."""
    case = f"/cases/{full.case.reference}/"
    return [
        "/cases/",
        "/evidence/",
        "/parties/",
        "/places/",
        "/sources/",
        "/tasks/",
        "/inbox/",
        f"{case}evidence/",
        f"{case}history/",
        f"{case}people/",
        f"{case}incidents/",
        f"{case}parties/",
        f"{case}assessments/",
        f"{case}investigations/",
        f"{case}redress/",
        f"{case}tasks/",
    ]


@settings(
    max_examples=settings().max_examples // 2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_filter_with_any_value_then_no_server_error(
    lead: Client, full: FullCase, data: st.DataObject
) -> None:
    page = data.draw(st.sampled_from(filter_pages(full)))
    names = sorted(
        {*FIELD.findall(lead.get(page).content.decode()), "page", "sort", "size"} - {"csrfmiddlewaretoken"}
    )
    value = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    asked = data.draw(st.dictionaries(st.sampled_from(names), value, min_size=1, max_size=4))
    assert lead.get(page, asked).status_code < 500


def text_forms(full: FullCase) -> Iterator[str]:
    """The forms in which people write most."""
    case, records = f"/cases/{full.case.reference}/", full.records
    yield from (
        f"{case}edit/",
        f"{case}notes/new/",
        f"{case}tasks/new/",
        f"{case}people/new/",
        f"{case}incidents/new/",
    )
    incident, item = records["incident"].uid, records["item"].uid
    yield from (
        f"{case}incidents/{incident}/claim/",
        f"{case}incidents/{incident}/edit/",
        f"{case}incidents/{incident}/adopt/",
    )
    yield from (
        f"{case}evidence/{item}/edit/",
        f"{case}evidence/{item}/custody/",
        f"{case}evidence/{item}/verification/",
    )
    yield from (
        f"{case}parties/{records['attribution'].uid}/position/",
        "/parties/new/",
        "/places/new/",
        "/sources/new/",
    )


def filled(form: forms.BaseForm, said: str) -> dict[str, object]:
    """The form as it was opened, with `said` in every place where text goes."""
    data = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.HiddenInput):
            value = said
        data[name] = "" if value is None else value
    return data


def test_naughty_strings_in_every_form_then_refused_in_words_or_kept_whole(
    lead: Client, full: FullCase
) -> None:
    strings = json.loads(data_file("hostile/big_list_of_naughty_strings.json").read_text(encoding="utf-8"))
    for path in text_forms(full):
        opened = lead.get(path)
        assert opened.status_code == 200, path
        for said in strings[::41]:
            with transaction.atomic():
                answer = lead.post(path, filled(opened.context["form"], said))
                transaction.set_rollback(True)
            assert answer.status_code in {200, 302, 422}, (path, said)
            if answer.status_code == 422 and said.strip():
                assert b"<script>alert" not in answer.content
