"""The demonstration: loaded once through the actions, under a clock that only goes forward."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from accounts.models import User
from casework.cases.choices import Stage
from casework.core import clock
from casework.core.history import history_models
from casework.demo.cases import CASES
from casework.demo.cast import CAST
from casework.demo.load import NotEmpty, load
from casework.evidence.store import digest_now
from casework.models import (
    Assessment,
    Attribution,
    Case,
    CaseMember,
    CasualtyClaim,
    Challenge,
    Citation,
    CommandLink,
    CompensationClaim,
    Consent,
    CustodyEvent,
    EffectivenessRating,
    EvidenceItem,
    Finding,
    IntegrityCheck,
    Investigation,
    LedgerLeaf,
    Note,
    Notice,
    PartyPosition,
    PartyReply,
    Person,
    Place,
    PublicVersion,
    PublishedFigures,
    PublishedVersion,
    Recommendation,
    RedressStatus,
    Referral,
    StageChange,
    Tombstone,
    Violation,
)
from casework.names import normalise
from tests.factories import prove

PASSWORD = "harbour-window-lantern-42"
# The mark makes the test database also when this file runs alone; the load itself is taken back at the end.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: object, tmp_path_factory: object) -> Iterator[Path]:
    """One load for all tests of this file, taken back at the end."""
    folder = tmp_path_factory.mktemp("demo-evidence")  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), override_settings(CASEWORK_EVIDENCE_ROOT=folder), transaction.atomic():  # type: ignore[attr-defined]
        load(PASSWORD)
        yield folder
        transaction.set_rollback(True)


def the(key: str) -> Case:
    title = next(facts.title for facts in CASES if facts.key == key)
    return Case.objects.get(title=title)


def who(key: str) -> User:
    return User.objects.get(email=next(member.email for member in CAST if member.key == key))


def test_load_when_done_then_27_incidents_and_a_case_at_every_stage(loaded: Path) -> None:
    assert len(CASES) == 27
    assert {"M22", "M33", "M26", "M24"} <= {facts.key for facts in CASES}
    stages = Counter(Case.objects.values_list("stage", flat=True))
    assert set(stages) == set(Stage.values)
    assert stages["published"] >= 4
    assert Case.objects.filter(is_demonstration=False).count() == 0
    assert set(Case.objects.exclude(close_reason="").values_list("close_reason", flat=True)) == {
        "outside_mandate",
        "duplicate",
        "merged",
    }


def test_load_when_done_twice_then_refused_and_nothing_changes(loaded: Path) -> None:
    cases = Case.objects.count()
    with pytest.raises(NotEmpty):
        load(PASSWORD)
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert Case.objects.count() == cases


def test_load_when_office_is_real_then_refused(loaded: Path, settings: object) -> None:
    settings.CASEWORK_SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="real cases"):
        call_command("load_demo")


def test_clock_when_played_then_ledger_goes_forward_over_ten_months_up_to_now(loaded: Path) -> None:
    in_cases = LedgerLeaf.objects.filter(scope__isnull=False).order_by("pk")
    played = list(in_cases.values_list("recorded_at", flat=True))
    assert played == sorted(played)
    assert played[-1] <= clock.now()
    assert dt.timedelta(days=280) < played[-1] - played[0] < dt.timedelta(days=310)


def test_histories_when_read_then_each_version_has_a_person_and_web_channel(loaded: Path) -> None:
    for model in history_models():
        rows = model.objects.exclude(actor_label__startswith="system:")
        assert not rows.exclude(channel="web").exists(), model
        assert not rows.filter(history_user=None).exists(), model
    assert Case.history.model.objects.filter(id=the("M22").pk).count() >= 5


def test_story_when_m22_then_ranges_admission_and_three_parties(loaded: Path) -> None:
    case = the("M22")
    incident = case and Violation.objects.filter(case=case).first().incident
    assert (incident.adopted_killed_min, incident.adopted_killed_max) == (105, 141)
    assert set(Attribution.objects.filter(case=case).values_list("party__code", flat=True)) == {
        "COA-US",
        "IQ-CTS",
        "IS",
    }
    conceded = PartyPosition.objects.filter(case=case, kind="acknowledges_act").first()
    assert (conceded.conceded_min, conceded.conceded_max) == (105, 105)
    assert {61, 105, 137} <= set(CasualtyClaim.objects.filter(case=case).values_list("killed_min", flat=True))
    assert Assessment.objects.filter(case=case, state="returned").exists()


def test_story_when_m33_then_less_is_conceded_than_named(loaded: Path) -> None:
    case = the("M33")
    conceded = set(PartyPosition.objects.filter(case=case).values_list("conceded_min", "conceded_max"))
    assert conceded == {(6, 18), (11, 11)}
    bodies = Investigation.objects.filter(case=case).exclude(body_kind="ours")
    assert set(bodies.values_list("party__code", flat=True)) == {"COA-AU", "COA-US"}
    assert CasualtyClaim.objects.filter(case=case, killed_min=35, killed_max=35).exists()


def test_decisions_when_made_then_by_somebody_else_and_on_verified_evidence(loaded: Path) -> None:
    for assessment in Assessment.objects.exclude(decider=None):
        assert assessment.decider_id != assessment.proposer_id
    for case in Case.objects.filter(stage="credible"):
        assert EvidenceItem.objects.filter(case=case, verification_state="verified").exists(), case.title
    assert StageChange.objects.filter(to_stage="credible").exclude(reason="").count() == 14


def test_sealed_case_when_third_supervisor_looks_then_no_trace(loaded: Path) -> None:
    sealed = the("M38")
    assert sealed.confidentiality == "highly_restricted"
    assert not Case.objects.visible_to(who("centre")).filter(pk=sealed.pk).exists()
    assert Case.objects.visible_to(who("north")).filter(pk=sealed.pk).exists()
    client = Client()
    client.force_login(who("centre"))
    assert client.get(f"/cases/{sealed.reference}/").status_code == 404


def test_protected_violation_when_not_cleared_then_hidden(loaded: Path) -> None:
    case = the("M02")
    assert Violation.objects.filter(case=case, type__code="CHI-02").visible_to(who("east")).exists()
    assert not Violation.objects.filter(case=case, type__code="CHI-02").visible_to(who("south")).exists()


def test_files_when_made_then_stored_under_their_digest_and_custody_begins(loaded: Path) -> None:
    items = EvidenceItem.objects.exclude(sha256="")
    assert items.count() >= 35
    with override_settings(CASEWORK_EVIDENCE_ROOT=loaded):
        assert all(digest_now(item.sha256) == item.sha256 for item in items)
    for item in items:
        assert CustodyEvent.objects.filter(item=item, kind="registered").count() == 1
    assert {"application/pdf", "image/png", "text/plain"} <= set(items.values_list("media_type", flat=True))
    assert any(re.search("[\u0621-\u064a]", name) for name in items.values_list("original_name", flat=True))


def test_people_when_written_then_codes_only_and_children_protected(loaded: Path) -> None:
    assert Person.objects.count() == 10
    for person in Person.objects.all():
        assert re.fullmatch(r"W-[2-9A-Z]{6}", person.reference)
        assert not person.is_child or person.confidentiality == "highly_restricted"


def test_withdrawn_when_by_mistake_then_kept_with_a_reason(loaded: Path) -> None:
    assert EvidenceItem.objects.exclude(withdrawn_at=None).get().withdrawn_reason
    assert CasualtyClaim.objects.exclude(withdrawn_at=None).get().withdrawn_reason


def test_records_when_checked_then_all_are_valid(loaded: Path) -> None:
    for model in (
        Case,
        Violation,
        Attribution,
        PartyPosition,
        CasualtyClaim,
        EvidenceItem,
        Assessment,
        Note,
        Place,
    ):
        for record in model.objects.all():
            record.full_clean()


def test_pages_when_opened_by_each_role_then_no_error(loaded: Path) -> None:
    client = Client()
    for key in ("west", "north", "auditor"):
        client.force_login(who(key))
        assert client.get("/").status_code == 200
        for case in Case.objects.visible_to(who(key))[:3]:
            for tab in ("", "parties/", "evidence/", "history/", "people/", "access/"):
                assert client.get(f"/cases/{case.reference}/{tab}").status_code == 200, (key, case.title, tab)


def test_facts_when_read_then_places_parties_and_sources_are_those_of_the_lists(loaded: Path) -> None:
    codes = set(Place.objects.exclude(code=None).values_list("code", flat=True))
    assert {facts.place for facts in CASES} <= codes
    assert normalise("Mosul al-Jadida") == normalise(Place.objects.get(code="MOS-W-JAD").name_en)


def test_parties_when_read_then_dated_periods_stand_beside_the_list(loaded: Path) -> None:
    links = {link.child.code: link for link in CommandLink.objects.select_related("child")}
    assert links["COA-BE"].starts.words() == "Jul 2016"
    assert links["PMU"].source
    assert all(link.source or link.claim_status == "needs_work" for link in links.values())


def test_positions_when_read_then_of_many_kinds_and_dated_in_several_cases(loaded: Path) -> None:
    said = PartyPosition.objects.exclude(kind="not_asked")
    assert {"accepts", "accepts_in_part", "acknowledges_act", "other_explanation", "insufficient"} <= set(
        said.values_list("kind", flat=True)
    )
    assert not said.filter(when_earliest=None).exists(), "what a party said has a day"
    assert not said.filter(source=None).exists(), "and a source"
    elsewhere = said.exclude(case__in=[the("M22"), the("M33")])
    assert elsewhere.values("case").distinct().count() >= 4


def test_citations_when_read_then_some_speak_against_in_several_cases(loaded: Path) -> None:
    against = Citation.objects.filter(stance="contradicts").exclude(case__in=[the("M22"), the("M33")])
    assert against.values("case").distinct().count() >= 3


def test_cases_when_beyond_reported_then_evidence_is_cited(loaded: Path) -> None:
    for case in Case.objects.exclude(stage="reported").exclude(close_reason__in=["duplicate", "merged"]):
        assert Citation.objects.filter(case=case, withdrawn_at=None).exists(), case.title


def test_inquiries_when_read_then_ratings_by_two_people_and_of_others_illustrative(loaded: Path) -> None:
    inquiry = Investigation.objects.get(case=the("M22"), party__code="COA-US")
    rating = EffectivenessRating.objects.in_force().get(investigation=inquiry)
    assert (rating.prompt, rating.independent, rating.thorough) == ("met", "not_met", "partly")
    assert (rating.public_findings, rating.participation) == ("partly", "not_known")
    assert all(EffectivenessRating.objects.values_list("illustrative", flat=True))
    assert EffectivenessRating.objects.waiting().exists()
    assert Investigation.objects.filter(case=the("M07"), outcome="unlawful").exists()


def test_findings_when_read_then_returned_waiting_challenged_and_superseded_by_nobody_alone(
    loaded: Path,
) -> None:
    assert Finding.objects.get(case=the("M30")).comment, "returned, and not handed in again"
    for finding in Finding.objects.exclude(approver=None):
        assert finding.approver_id not in {finding.author_id, finding.case.lead_id}
    asked = Challenge.objects.all()
    assert asked.filter(answered_at=None).exists()
    assert asked.exclude(answered_at=None).exists()
    states = set(PartyReply.objects.values_list("state", flat=True))
    assert states == {"asked", "replied", "silent", "not_asked"}
    letters = PartyReply.objects.exclude(asked_on=None)
    assert all("no letter was sent" in reply.sent_to for reply in letters)
    answers = PartyReply.objects.filter(state="replied")
    assert all(reply.answer.startswith("No letter was sent in this demonstration.") for reply in answers)


def test_public_when_read_then_two_supervisors_a_correction_and_a_withdrawal(loaded: Path) -> None:
    public = PublicVersion.objects.filter(state="published")
    assert all(version.proposer_id != version.publisher_id for version in public)
    assert {version.publisher_id for version in public} >= {
        who("south").pk,
        who("north").pk,
        who("centre").pk,
    }
    house = PublishedVersion.objects.filter(reference=public.filter(case=the("M22")).first().reference)
    assert list(house.order_by("number").values_list("number", "killed_max")) == [(1, 137), (2, 141)]
    assert house.exclude(title_ar="").count() == 2
    assert Tombstone.objects.get().reason == "consent"
    assert the("M29").stage == "findings_approved"
    assert PublishedFigures.objects.get().figures["all"]["public"] >= 5
    assert PublicVersion.objects.filter(case=the("M10"), state="proposed").exists()


def untranslated(said: Any) -> Iterator[str]:
    """English words of a published record that have no Arabic beside them."""
    if isinstance(said, list):
        for part in said:
            yield from untranslated(part)
    elif isinstance(said, dict):
        if {"en", "ar"} <= said.keys():
            if said["en"] and not said["ar"]:
                yield said["en"]
        else:
            yield from untranslated(list(said.values()))


def test_public_texts_when_read_in_arabic_then_nothing_is_left_in_english(loaded: Path) -> None:
    gone = Tombstone.objects.values("reference")
    shown = PublishedVersion.objects.exclude(reference__in=gone)
    assert shown.count() >= 5
    for page in shown:
        assert not list(untranslated(json.loads(page.content))), page.reference
    waiting = PublicVersion.objects.get(case=the("M10"), state="proposed")
    assert waiting.title_ar and waiting.short_ar and waiting.account_ar and waiting.reasons_ar


def test_inboxes_when_opened_then_a_few_lines_are_new_and_the_rest_was_read(loaded: Path) -> None:
    north = Notice.objects.filter(recipient=who("north"))
    assert north.filter(read_at=None).count() == 5 < north.count()
    oldest_unread = north.filter(read_at=None).order_by("at").first()
    assert oldest_unread is not None
    assert not north.filter(at__gt=oldest_unread.at).exclude(read_at=None).exists()


def test_export_when_the_lead_of_one_case_asks_then_that_case_is_in_the_table(
    loaded: Path, client: Client
) -> None:
    may_export = CaseMember.objects.filter(export=True, left_at=None)
    assert [(member.user, member.case) for member in may_export] == [(who("west"), the("M22"))]
    client.force_login(who("west"))
    prove(client)
    assert "1 case goes into the table" in client.get("/cases-export/").content.decode()


def test_redress_when_read_then_known_aggregates_only_and_some_days_are_over(loaded: Path) -> None:
    today = clock.today()
    for model in (Recommendation, Referral, CompensationClaim, RedressStatus):
        assert model.objects.filter(follow_up_on__lt=today).exists(), model
    assert set(Recommendation.objects.values_list("grade", flat=True)) >= {"", "B", "C", "D"}
    assert not CompensationClaim.objects.exclude(amount_paid=None).exists()
    assert CompensationClaim.objects.filter(scheme="none").exists()
    assert not CompensationClaim.objects.filter(group="", person=None).exists()
    assert not Referral.objects.exclude(what_was_sent__contains="nothing was handed over").exists()


def test_consents_when_read_then_given_refused_taken_back_and_running_out(loaded: Path) -> None:
    answers = set(Consent.objects.values_list("answer", flat=True))
    assert answers == {"yes", "no", "not_asked"}
    assert Consent.objects.exclude(revoked_on=None).get().case == the("M29")
    assert Consent.objects.exclude(expires_on=None).exists()


def test_files_when_loaded_then_each_was_hashed_on_the_last_day(loaded: Path) -> None:
    for item in EvidenceItem.objects.filter(withdrawn_at=None).exclude(sha256=""):
        last = IntegrityCheck.objects.filter(item=item).order_by("-at").first()
        assert last.outcome == "intact"
        assert clock.now() - last.at < dt.timedelta(days=1)
