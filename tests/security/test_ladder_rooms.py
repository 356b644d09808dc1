"""Side doors of the rooms of the ladder: what a file, a sentence or a citation gives away or lets in."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.evidence.actions import set_item_level
from casework.evidence.models import EvidenceItem
from casework.investigations.actions import cite_document, withdraw_document
from casework.investigations.models import Conclusion
from casework.parties.models import Party
from tests.factories import make_attribution, make_case, make_incident, make_user, make_violation, prove
from tests.ladder.build import ready
from tests.publication.build import ready_text, tell_story

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    prove(client)
    return client


def test_scorecard_file_when_a_party_is_named_like_a_formula_then_it_is_text(
    investigator: User, supervisor: User
) -> None:
    attribution = make_attribution(
        investigator, make_violation(investigator, make_incident(investigator, make_case(investigator)))
    )
    party = Party.objects.get(pk=attribution.party_id)
    with audit_context(actor=investigator):
        party.name_en = "=HYPERLINK(A1)"
        party.save()
    answer = client_of(supervisor).post(reverse("insight:scorecard-file"))
    cells = [row[0] for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))]
    assert "'=HYPERLINK(A1)" in cells and not any(cell.startswith("=") for cell in cells)


def test_public_text_when_a_shown_item_was_sealed_then_who_may_not_see_it_is_not_given_its_code() -> None:
    told = tell_story()
    version = ready_text(told)
    item = EvidenceItem.objects.select_related("case").get(pk=told.supporting.pk)
    set_item_level(actor=told.first, item=item, level="highly_restricted")
    address = reverse("publication:version-detail", args=[told.case.reference, version.uid])
    assert item.reference in client_of(told.first).get(address).content.decode()
    page = client_of(make_user("supervisor")).get(address)
    assert page.status_code == 200 and item.reference not in page.content.decode()


def test_conclusion_when_the_findings_are_locked_then_no_document_is_added_or_taken_away() -> None:
    story = ready("submit_findings")
    conclusion = Conclusion.objects.get(finding=story.finding)
    lead = story.team.lead
    passage = cite_document(
        actor=lead, target=conclusion, item=story.items[0], stance="supports", locator="p. 1"
    )
    story.move("submit_findings")
    conclusion = Conclusion.objects.select_related("finding__case", "case").get(pk=conclusion.pk)
    with pytest.raises(Refused, match="locked"):
        cite_document(actor=lead, target=conclusion, item=story.items[1], stance="supports", locator="p. 2")
    passage = type(passage).objects.select_related("conclusion__finding__case").get(pk=passage.pk)
    with pytest.raises(Refused, match="locked"):
        withdraw_document(actor=lead, citation=passage, reason="It does not fit.")
