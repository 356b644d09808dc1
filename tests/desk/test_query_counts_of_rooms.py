"""Statements of the lists and pages of evidence, people, assessments and histories: the same as they grow."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from casework.core.drafts import save_draft
from casework.evidence.actions import (
    add_custody_event,
    cite_evidence,
    record_verification,
    register_evidence,
)
from casework.incidents.actions import add_violation
from casework.incidents.models import ViolationType
from casework.investigations.actions import propose_assessment
from casework.people.actions import add_person, add_person_source
from casework.places.models import Place
from tests.access.world import FullCase, fill_case
from tests.query_counts import MOST, check, statements

pytestmark = pytest.mark.django_db


def fill(full: FullCase, lead: User, times: int) -> None:
    """Put as many of everything into the case, and hang as much on its first item."""
    case, item, incident = full.case, full.records["item"], full.records["incident"]
    kind = ViolationType.objects.get(code="ATT-05")
    for at in range(times):
        source = add_person_source(actor=lead, case=case, connection="witness", note=f"Source {at}")
        register_evidence(
            actor=lead, case=case, values={"title": f"Item {at}", "kind": "object", "source": source}
        )
        violation = add_violation(actor=lead, incident=incident, type=kind)
        cite_evidence(actor=lead, item=item, target=violation, stance="supports")
        record_verification(actor=lead, item=item, step="content", result="holds", why=f"Looked at it {at}")
        add_custody_event(actor=lead, item=item, kind="collected", note=f"Entry {at}")
        propose_assessment(
            actor=lead,
            violation=violation,
            standard="allegation",
            rationale="Only one report is known so far, and it comes from one side.",
            missing="A second report.",
            review_on=timezone.localdate() + dt.timedelta(days=60),
        )
        add_person(actor=lead, case=case, values={"is_witness": True, "note": f"Person {at}"})
        save_draft(user=lead, form="intake:log", uid=uuid.uuid4(), data={"title": f"Draft {at}"})


def addresses(full: FullCase) -> dict[str, str]:
    """Each page by the name it has in the baseline."""
    ref, records = full.case.reference, full.records
    incident = records["incident"]
    return {
        "evidence": reverse("evidence:all"),
        "case-evidence": reverse("evidence:list", args=[ref]),
        "item": records["item"].get_absolute_url(),
        "assessments": reverse("investigations:list", args=[ref]),
        "assessment": records["assessment"].get_absolute_url(),
        "people": reverse("people:list", args=[ref]),
        "person": records["person"].get_absolute_url(),
        "sources": reverse("people:source-list"),
        "source": records["source"].get_absolute_url(),
        "places": reverse("places:list"),
        "place": Place.objects.order_by("code")[0].get_absolute_url(),
        "case-history": reverse("audit:case-history", args=[ref]),
        "case-history-filtered": reverse("audit:case-history", args=[ref])
        + "?kind=evidenceitem&since=2020-01-01",
        "record-history": reverse("audit:record-history", args=["evidenceitem", records["item"].uid]),
        "versions-compared": reverse("audit:compare", args=["incident", incident.uid]) + "?a=1&b=1",
        "drafts": reverse("core:drafts"),
    }


def test_pages_when_their_rows_grow_then_no_statement_more(client: Client, investigator: User) -> None:
    full = fill_case("counts", investigator)
    client.force_login(investigator)
    pages = addresses(full)
    fill(full, investigator, 1)
    few = {name: statements(client, address) for name, address in pages.items()}
    fill(full, investigator, 4)
    for name, address in pages.items():
        many = statements(client, address)
        assert many <= few[name], f"{address}: {few[name]} statements with few rows, {many} with many"
        assert many <= MOST
        check(name, many)
