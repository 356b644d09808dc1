"""What the public list may leave out, show or withhold: nothing that speaks against the findings is passed
over because nobody at hand may see it, and nothing that has fallen is shown."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case, CaseMember
from casework.core.context import audit_context
from casework.evidence.actions import cite_evidence, register_evidence
from casework.evidence.models import Citation, EvidenceItem
from casework.evidence.store import path_of
from casework.evidence.uploads import store_bytes
from casework.publication import actions
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.checks import lacks_of
from tests.deciding import answer_points, publish_version
from tests.factories import join_case, make_case, make_user, prove
from tests.publication.build import (
    Told,
    answer_all,
    corrected,
    publish,
    ready_text,
    stand_at_public,
    tell_story,
    write_text,
)
from tests.publication.test_site import pages

pytestmark = pytest.mark.django_db
CLEARED = "leave this to somebody who is cleared"


@pytest.fixture
def told() -> Told:
    return tell_story()


TEXTS_IN_WORK = pytest.mark.parametrize("prepare", [ready_text, corrected], ids=["first text", "correction"])


def fresh(version: PublicVersion) -> PublicVersion:
    return PublicVersion.objects.select_related("case", "finding").get(pk=version.pk)


def hide_one_against(told: Told) -> EvidenceItem:
    """A highly restricted item against the findings; of the supervisors nobody is cleared any more."""
    bytes_kept = store_bytes(f"{told.case.reference} hidden".encode(), "hidden.txt")
    values = {"title": "Hidden statement", "kind": "document"}
    item = register_evidence(actor=told.lead, case=told.case, values=values, file=bytes_kept)
    against = Citation.objects.filter(item=told.contrary).first()
    assert against is not None
    cite_evidence(actor=told.lead, item=item, target=against.violation, stance="contradicts")
    with audit_context(actor=told.first):
        item.confidentiality = "highly_restricted"
        item.save()
        for member in CaseMember.objects.filter(case=told.case, user__in=(told.first, told.second)):
            member.cleared = False
            member.save()
    return item


@TEXTS_IN_WORK
def test_item_against_the_findings_when_hidden_from_both_supervisors_then_nothing_is_published(
    told: Told, prepare: Callable[[Told], PublicVersion]
) -> None:
    version = prepare(told)
    item = hide_one_against(told)
    version = fresh(version)
    with pytest.raises(ValidationError, match=CLEARED) as refused:
        actions.propose_version(actor=told.first, version=version)
    assert item.reference not in " ".join(refused.value.messages)
    client = Client()
    client.force_login(told.first)
    page = client.get(version.get_absolute_url()).content.decode()
    assert CLEARED in page and item.reference not in page


def test_item_against_the_findings_when_a_cleared_supervisor_withholds_it_then_a_cleared_one_publishes(
    told: Told,
) -> None:
    version = ready_text(told)
    item = hide_one_against(told)
    cleared = [make_user(Role.SUPERVISOR, name) for name in ("Third Overseer", "Fourth Overseer")]
    for person in cleared:
        join_case(told.case, person, cleared=True)
    version = fresh(version)
    assert any(item.reference in lack for lack in lacks_of(cleared[0], version))
    withheld: dict[str, Any] = {"stance": "contradicts", "showing": "withheld"}
    texts = {"title_en": "A statement", "note_en": "Its source would be in danger."}
    actions.choose_evidence(actor=cleared[0], version=version, item=item, texts=texts, **withheld)
    answer_points(actor=cleared[0], version=version)
    actions.propose_version(actor=cleared[0], version=version)
    with pytest.raises(ValidationError, match=CLEARED):
        publish_version(actor=told.second, version=fresh(version))
    publish_version(actor=cleared[1], version=fresh(version))
    rows = json.loads(PublishedVersion.objects.get().content)["evidence"]
    assert [row["note"]["en"] for row in rows if row["stance"] == "contradicts"][-1] == texts["note_en"]


def set_state(told: Told, item: EvidenceItem, state: str) -> None:
    with audit_context(actor=told.first):
        item.verification_state = state
        item.save()


def lose_file(told: Told, item: EvidenceItem) -> None:
    path_of(item.sha256).unlink()


FALLS: dict[str, Callable[[Told, EvidenceItem], None]] = {
    "refuted": lambda told, item: set_state(told, item, "refuted"),
    "superseded": lambda told, item: set_state(told, item, "superseded"),
    "altered": lambda told, item: set_state(told, item, "integrity_failed"),
    "gone": lose_file,
}


@TEXTS_IN_WORK
@pytest.mark.parametrize("fall", FALLS)
def test_shown_item_when_it_has_fallen_then_it_is_named_and_not_published(
    told: Told, prepare: Callable[[Told], PublicVersion], fall: str
) -> None:
    version = prepare(told)
    assert lacks_of(told.first, fresh(version)) == []
    FALLS[fall](told, told.supporting)
    with pytest.raises(ValidationError, match=f"{told.supporting.reference}.*cannot be shown"):
        actions.propose_version(actor=told.first, version=fresh(version))


def test_item_when_refuted_after_the_proposal_then_the_second_supervisor_cannot_publish_it(
    told: Told,
) -> None:
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    set_state(told, told.supporting, "refuted")
    client = Client()
    client.force_login(told.second)
    prove(client)
    page = client.get(version.get_absolute_url()).content.decode()
    assert "cannot be shown" in page and told.supporting.reference in page
    with pytest.raises(ValidationError, match="cannot be shown"):
        publish_version(actor=told.second, version=fresh(version))
    assert not PublishedVersion.objects.exists()


def test_refuted_item_when_it_spoke_against_the_findings_then_shown_as_refuted(told: Told) -> None:
    """Nothing rests on it, and the public sees that it was looked into."""
    version = ready_text(told)
    row = version.evidence.get(item=told.contrary)
    texts = {"title_en": "A denial", "note_en": "A later statement took it back."}
    actions.choose_evidence(
        actor=told.first, version=version, item=row.item, stance=row.stance, showing="shown",
        texts=texts, row=row,
    )  # fmt: skip
    answer_all(told, version)
    set_state(told, told.contrary, "refuted")
    assert lacks_of(told.first, fresh(version)) == []
    set_state(told, told.contrary, "integrity_failed")
    assert any("cannot be shown" in lack for lack in lacks_of(told.first, fresh(version)))


def test_refuted_item_when_withheld_with_the_reason_then_published(told: Told) -> None:
    version = ready_text(told)
    set_state(told, told.supporting, "refuted")
    row = version.evidence.get(item=told.supporting)
    texts = {"title_en": "A film", "note_en": "It turned out to be of another day."}
    actions.choose_evidence(
        actor=told.first, version=version, item=row.item, stance=row.stance, showing="withheld",
        texts=texts, row=row,
    )  # fmt: skip
    answer_all(told, version)
    assert lacks_of(told.first, fresh(version)) == []


def test_item_of_another_case_when_it_speaks_against_then_it_can_be_chosen(told: Told) -> None:
    """Otherwise the text asked for it for ever."""
    other = make_case(told.lead)
    for person in (told.first, told.second):
        join_case(other, person)
    elsewhere = register_evidence(
        actor=told.lead,
        case=Case.objects.get(pk=other.pk),
        values={"title": "Of another case", "kind": "document"},
        file=store_bytes(b"elsewhere", "elsewhere.txt"),
    )
    against = Citation.objects.get(item=told.contrary).violation
    cite_evidence(actor=told.lead, item=elsewhere, target=against, stance="contradicts")
    version = ready_text(told)
    assert any(elsewhere.reference in lack for lack in lacks_of(told.first, fresh(version)))
    client = Client()
    client.force_login(told.first)
    form = client.get(f"{version.get_absolute_url()}evidence/new/").context["form"]
    assert elsewhere in form.fields["item"].queryset


def withheld_row(told: Told) -> dict[str, Any]:
    rows = json.loads(PublishedVersion.objects.latest("id").content)["evidence"]
    found: dict[str, Any] = next(row for row in rows if row["showing"] == "withheld")
    return found


def test_withheld_item_when_public_then_its_digest_is_salted_and_no_public_answer_holds_the_salt(
    told: Told, client: Client
) -> None:
    row = publish(told)
    salt = PublicVersion.objects.get().evidence.get(item=told.contrary).salt
    digest = hashlib.sha256(f"{told.case.reference} First statement".encode()).hexdigest()
    assert told.contrary.sha256 == digest
    salted = hashlib.sha256(f"{salt}:{digest}".encode()).hexdigest()
    assert salted in client.get(f"/findings/files/{row.reference}-v1.json").content.decode()
    for address in pages(row.reference):
        said = client.get(address).content.decode()
        assert salt not in said and digest not in said, address


def test_item_when_withheld_anew_then_another_salt_and_another_digest(told: Told) -> None:
    """Whoever knows one salt learns nothing of the same item elsewhere."""
    publish(told)
    first = withheld_row(told)["salted_sha256"]
    salts = {PublicVersion.objects.get().evidence.get(item=told.contrary).salt}
    version = corrected_anew(told, told.first)
    salts.add(version.evidence.get(item=told.contrary, withdrawn_at__isnull=True).salt)
    actions.propose_version(actor=told.first, version=fresh(version))
    publish_version(actor=told.second, version=fresh(version))
    assert len(salts) == 2
    assert withheld_row(told)["salted_sha256"] != first


def corrected_anew(told: Told, writer: User) -> PublicVersion:
    """A correction whose row of the withheld item was taken out and written anew."""
    stand_at_public(told, writer)
    version = write_text(told, correction_en="The row was written anew.")
    row = version.evidence.get(item=told.contrary)
    actions.drop_evidence(actor=writer, row=row, reason="Written anew.")
    texts = {"title_en": "A statement", "note_en": "Its owner did not agree."}
    actions.choose_evidence(
        actor=writer, version=fresh(version), item=row.item, stance="contradicts", showing="withheld",
        texts=texts,
    )  # fmt: skip
    answer_all(told, fresh(version))
    return version
