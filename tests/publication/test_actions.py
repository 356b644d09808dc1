"""Two people, a finished checklist, frozen rows: what the actions of the publication room hold to."""

import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from casework.cases.choices import Stage
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.insight.queries import public_figures
from casework.publication import actions
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion, PublishedAllegation, PublishedVersion, Tombstone
from casework.publication.queries.checks import lacks_of, open_hits_of, public_without_consent
from casework.publication.queries.content import salted
from tests.deciding import publish_version, return_version, withdraw_publication
from tests.publication.build import (
    TEXTS,
    Told,
    agree,
    answer_all,
    choose_all,
    lead_membership,
    publish,
    ready_text,
    tell_story,
    write_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Told:
    return tell_story()


def test_text_when_findings_are_not_approved_then_refused(told: Told) -> None:
    with audit_context(actor=told.first):
        told.case.stage = Stage.INVESTIGATION
        told.case.save()
    with pytest.raises(Refused, match="not approved"):
        write_text(told)


def test_text_when_a_member_without_the_flag_writes_then_refused_and_with_it_allowed(told: Told) -> None:
    with pytest.raises(Refused, match="does not include publishing"):
        actions.prepare_version(actor=told.lead, case=told.case, values=TEXTS)
    member = lead_membership(told)
    with audit_context(actor=told.first):
        member.publish = True
        member.save()
    told.case.__dict__.pop("_memberships_read", None)
    version = actions.prepare_version(actor=told.lead, case=told.case, values=TEXTS)
    assert version.number == 1
    assert version.reference.startswith("F-2017-")


def test_proposal_when_something_lacks_then_every_lack_is_a_sentence(told: Told) -> None:
    version = write_text(told)
    with pytest.raises(ValidationError) as refused:
        actions.propose_version(actor=told.first, version=version)
    said = " ".join(refused.value.messages)
    assert "15 points" in said
    assert "evidence list is empty" in said
    assert told.contrary.reference in said


def test_proposal_when_a_contradicting_item_is_left_out_then_refused(told: Told) -> None:
    version = ready_text(told)
    row = version.evidence.get(item=told.contrary)
    actions.drop_evidence(actor=told.first, row=row, reason="Left out by mistake.")
    answer_all(told, version)
    with pytest.raises(ValidationError, match=told.contrary.reference):
        actions.propose_version(actor=told.first, version=version)


def test_item_when_withheld_without_a_reason_then_refused(told: Told) -> None:
    version = write_text(told)
    with pytest.raises(ValidationError, match="withheld"):
        actions.choose_evidence(
            actor=told.first,
            version=version,
            item=told.contrary,
            stance="contradicts",
            showing="withheld",
            texts={"title_en": "A statement", "note_en": " "},
        )


def test_checklist_when_the_text_changes_then_it_is_gone_through_again(told: Told) -> None:
    version = ready_text(told)
    assert lacks_of(told.first, version) == []
    actions.change_version(actor=told.first, version=version, changes={"weapon_en": "A bomb"})
    assert any("15 points" in lack for lack in lacks_of(told.first, version))
    answer_all(told, version)
    assert lacks_of(told.first, version) == []


def test_hit_when_kept_with_a_reason_then_no_longer_open(told: Told) -> None:
    version = ready_text(told, account_en="Ask W-M4TZ6C, who stood at 36.3214, 43.1122.")
    assert version.open_hits == 3
    answer_all(told, version)
    with pytest.raises(ValidationError, match="automatic search"):
        actions.propose_version(actor=told.first, version=version)
    actions.change_version(actor=told.first, version=version, changes={"account_en": "Ask W-M4TZ6C."})
    assert version.open_hits == 1
    hit = next(iter(_open(version)))
    with pytest.raises(ValidationError, match="Say why"):
        actions.keep_hit(actor=told.first, version=version, key=hit, why=" ")
    actions.keep_hit(
        actor=told.first, version=version, key=hit, why="It is a code of ours that was never given."
    )
    assert version.open_hits == 0


def _open(version: PublicVersion) -> list[str]:
    return [hit.key for hit in open_hits_of(version)]


def test_person_when_mentioned_without_consent_then_the_text_waits(told: Told) -> None:
    version = ready_text(told)
    actions.mention_person(actor=told.first, version=version, person=told.person)
    with pytest.raises(ValidationError, match="agreed to publication"):
        actions.propose_version(actor=told.first, version=version)
    agree(told, told.person)
    answer_all(told, version)
    assert actions.propose_version(actor=told.first, version=version).state == VersionState.PROPOSED


def test_consent_when_taken_back_between_proposal_and_publication_then_not_published(told: Told) -> None:
    version = ready_text(told)
    actions.mention_person(actor=told.first, version=version, person=told.person)
    answer_all(told, version)
    consent = agree(told, told.person)
    actions.propose_version(actor=told.first, version=version)
    with audit_context(actor=told.lead):
        consent.revoked_on = consent.given_on
        consent.save()
    with pytest.raises(ValidationError, match="no longer agree"):
        publish_version(actor=told.second, version=version)
    assert not PublishedVersion.objects.exists()


def test_consent_when_taken_back_after_publication_then_listed(told: Told) -> None:
    version = ready_text(told)
    mention = actions.mention_person(actor=told.first, version=version, person=told.person)
    answer_all(told, version)
    consent = agree(told, told.person)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    assert public_without_consent(told.first, told.case) == []
    with audit_context(actor=told.lead):
        consent.revoked_on = consent.given_on
        consent.save()
    assert public_without_consent(told.first, told.case) == [mention]


def test_publication_when_by_one_person_then_refused(told: Told) -> None:
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    with pytest.raises(Refused, match="second supervisor"):
        publish_version(actor=told.first, version=version)
    with pytest.raises(Refused, match="supervisor publishes"):
        publish_version(actor=told.lead, version=version)
    with audit_context(actor=told.second):
        told.finding.author = told.second
        told.finding.save()
    version.refresh_from_db()
    with pytest.raises(Refused, match="wrote the findings"):
        publish_version(actor=told.second, version=PublicVersion.objects.get(pk=version.pk))
    assert not PublishedVersion.objects.exists()


def test_publication_when_never_proposed_then_refused(told: Told) -> None:
    with pytest.raises(Refused, match="does not wait"):
        publish_version(actor=told.second, version=ready_text(told))


def test_publication_when_done_then_frozen_with_the_digest_of_its_bytes(told: Told) -> None:
    row = publish(told)
    assert hashlib.sha256(row.content.encode()).hexdigest() == row.sha256
    content = json.loads(row.content)
    assert content["title"] == {"en": TEXTS["title_en"], "ar": TEXTS["title_ar"]}
    assert content["parties"][0]["positions"][0]["words"]["en"] == "Acknowledges act, denies responsibility"
    assert content["investigations"][0]["rating"]["effective"] is False
    assert row.is_disputed
    allegation = PublishedAllegation.objects.get(reference=row.reference)
    assert (allegation.party_code, allegation.group_code) == ("COA-US", "COA")
    assert allegation.investigated
    assert not allegation.effectively
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_publishedversion SET content = 'other'")


def test_withheld_item_when_published_then_only_a_salted_digest_goes_out(told: Told) -> None:
    row = publish(told)
    withheld = next(one for one in json.loads(row.content)["evidence"] if one["showing"] == "withheld")
    salt = PublicVersion.objects.get().evidence.get(item=told.contrary).salt
    assert len(salt) == 64
    assert withheld["salted_sha256"] == salted(salt, told.contrary.sha256)
    for secret in (salt, told.contrary.sha256, told.contrary.reference):
        assert secret not in row.content


def test_return_when_commented_then_a_draft_again(told: Told) -> None:
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    with pytest.raises(Refused, match="locked"):
        actions.change_version(actor=told.first, version=version, changes={"title_en": "Other"})
    with pytest.raises(ValidationError, match="Say what"):
        return_version(actor=told.second, version=version, comment=" ")
    return_version(actor=told.second, version=version, comment="Shorten it.")
    assert (version.state, version.proposer) == (VersionState.DRAFT, None)


def test_correction_when_published_then_a_new_number_and_the_old_text_stays(told: Told) -> None:
    first = publish(told)
    version = write_text(told, title_en="Air strike on a house")
    assert version.number == 2
    assert version.reference == first.reference
    assert version.evidence.count() == 2
    answer_all(told, version)
    with pytest.raises(ValidationError, match="what changed"):
        actions.propose_version(actor=told.first, version=version)
    actions.change_version(
        actor=told.first, version=version, changes={"correction_en": "The title is shorter."}
    )
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    assert [row.number for row in PublishedVersion.objects.newest()] == [2]
    assert PublishedVersion.objects.open().count() == 2


def test_withdrawal_when_done_then_only_digests_remain(told: Told) -> None:
    row = publish(told)
    with pytest.raises(Refused, match="supervisor withdraws"):
        withdraw_publication(actor=told.lead, case=told.case, why="consent")
    with pytest.raises(ValidationError, match="reason the public"):
        withdraw_publication(actor=told.first, case=told.case, why="Because W-M4TZ6C asked")
    notice = withdraw_publication(actor=told.first, case=told.case, why="consent", reason="Asked for it.")
    assert not PublishedVersion.objects.open().exists()
    assert [entry["sha256"] for entry in notice.versions] == [row.sha256]
    assert TEXTS["title_en"] not in json.dumps(notice.versions)
    assert Tombstone.objects.count() == 1


def test_figures_when_released_then_numbers_only(told: Told) -> None:
    publish(told)
    figures = public_figures()
    assert figures["all"] == {
        "alleged": 1, "credible": 1, "investigated": 1, "effectively": 0, "public": 1, "redress": 0,
    }  # fmt: skip
    assert figures["parties"][0]["code"] == "COA"
    with pytest.raises(Refused):
        actions.release_figures(actor=told.lead, figures=figures)
    with pytest.raises(ValidationError):
        actions.release_figures(actor=told.first, figures=figures | {"note": "internal"})
    assert actions.release_figures(actor=told.first, figures=figures).figures == figures


def test_row_when_highly_restricted_then_it_cannot_be_shown(told: Told) -> None:
    version = write_text(told)
    choose_all(told, version)
    with audit_context(actor=told.first):
        told.supporting.confidentiality = "highly_restricted"
        told.supporting.save()
    answer_all(told, version)
    with pytest.raises(ValidationError, match="highly restricted"):
        actions.propose_version(actor=told.first, version=version)
