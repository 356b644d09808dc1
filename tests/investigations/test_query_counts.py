"""Statements of the pages of investigations, ratings and protection: the same as their rows grow."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.investigations.actions import (
    add_investigation,
    add_outside_grade,
    cite_document,
    propose_rating,
)
from casework.people.actions import add_person, assess_risk, record_consent
from casework.people.choices import ConsentPurpose
from tests.access.world import FullCase, fill_case
from tests.deciding import confirm_rating
from tests.evidence.conftest import make_item
from tests.factories import join_case, make_source
from tests.query_counts import MOST, check, statements

pytestmark = pytest.mark.django_db
RISK = {"threat": "Armed men ask.", "likelihood": "low", "severity": "high", "mitigation": "Codes."}


def addresses(full: FullCase) -> dict[str, str]:
    """Each page by the name it has in the baseline."""
    ref, records = full.case.reference, full.records
    bare = records["bare"]
    return {
        "investigations": reverse("investigations:investigation-list", args=[ref]),
        "investigation": records["investigation"].get_absolute_url(),
        "rating": records["rating"].get_absolute_url(),
        "rating-new": reverse("investigations:rating-new", args=[ref, bare.uid]),
        "people": reverse("people:list", args=[ref]),
        "person": records["person"].get_absolute_url(),
        "case-event": records["incident"].get_absolute_url(),
    }


def fill(full: FullCase, lead: User, second: User, at: int) -> None:
    """One more of everything; the purposes of a person are nine and no more."""
    case, records = full.case, full.records
    inquiry = add_investigation(
        actor=lead, case=case, body_kind="un", body=f"Body {at}", incident=records["incident"]
    )
    answers = {"prompt": ("met", "Next day.")}
    confirm_rating(actor=second, rating=propose_rating(actor=lead, investigation=inquiry, answers=answers))
    item = make_item(case, lead, f"file {at}".encode())
    for target, criterion in ((records["investigation"], ""), (records["rating"], "prompt")):
        cite_document(actor=lead, target=target, item=item, stance="supports", criterion=criterion)
    cite_document(actor=lead, target=records["bare"], item=item, stance="context")
    add_outside_grade(
        actor=lead, incident=records["incident"], source=make_source(f"Body {at}"), grade="fair"
    )
    person = add_person(actor=lead, case=case, values={"is_witness": True})
    for one, purpose in ((person, "collect"), (records["person"], ConsentPurpose.values[at + 1])):
        record_consent(actor=lead, person=one, purpose=purpose, answer="no", given_on=dt.date(2026, 1, 1))
        assess_risk(actor=lead, case=case, person=one, **RISK)


def test_pages_when_their_rows_grow_then_no_statement_more(
    client: Client, investigator: User, supervisor: User
) -> None:
    full = fill_case("counts", investigator)
    join_case(full.case, supervisor, cleared=True)
    full.records["bare"] = add_investigation(
        actor=investigator, case=full.case, body_kind="other", body="Bare"
    )
    client.force_login(investigator)
    pages = addresses(full)
    fill(full, investigator, supervisor, 0)
    few = {name: statements(client, address) for name, address in pages.items()}
    for at in range(1, 5):
        fill(full, investigator, supervisor, at)
    for name, address in pages.items():
        many = statements(client, address)
        assert many <= few[name], f"{address}: {few[name]} statements with few rows, {many} with many"
        assert many <= MOST
        check(name, many)
