"""What is always true of the rows of this room, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from casework.cases.choices import Confidentiality
from casework.core.context import audit_context
from casework.incidents.choices import PROOF_RANKS, ProofStandard, Weapon
from casework.incidents.models import CasualtyClaim, LegalCharacterisation, LegalProvision, ViolationType
from casework.incidents.models.ranges import range_words
from tests.factories import make_claim, make_source, make_violation

pytestmark = pytest.mark.django_db


def refused_by_database(record, actor, name):
    """Save past all Python checks; the named constraint of the database must refuse."""
    with audit_context(actor=actor), pytest.raises(IntegrityError) as caught, transaction.atomic():
        record.save()
    assert name in str(caught.value)


def test_taxonomy_has_13_groups_and_76_entries_in_two_levels():
    groups = ViolationType.objects.filter(parent__isnull=True)
    entries = ViolationType.objects.filter(parent__isnull=False)
    assert (groups.count(), entries.count()) == (13, 76)
    assert not entries.filter(parent__parent__isnull=False).exists()
    assert all(one.code.startswith(one.parent.code + "-") for one in entries.select_related("parent"))
    assert not ViolationType.objects.filter(name_ar="").exists()


def test_type_name_follows_the_language_of_the_reader():
    one = ViolationType.objects.get(code="SHL-01")
    assert one.name == "Human shields"
    with translation.override("ar"):
        assert one.name == "الدروع البشرية"


def test_weapons_are_twenty_and_proof_standards_are_ranked():
    assert len(Weapon.values) == 20
    assert [PROOF_RANKS[key] for key in ProofStandard.values] == list(range(7))
    assert ProofStandard.REASONABLE_SUSPICION.rank == 2


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "not known"),
        (0, 0, "none"),
        (163, None, "at least 163"),
        (0, None, "at least 0"),
        (None, 520, "up to 520"),
        (61, 61, "61"),
        (105, 141, "105–141"),
    ],
)
def test_range_in_words_keeps_zero_open_and_unknown_apart(low, high, words):
    assert range_words(low, high) == words


@pytest.mark.parametrize("harm", ["killed", "injured", "missing"])
def test_claim_with_minimum_above_maximum_is_refused_in_words_and_by_database(harm, investigator, incident):
    values = {f"{harm}_min": 5, f"{harm}_max": 3}
    with pytest.raises(ValidationError, match="below"):
        make_claim(investigator, incident, **values)
    claim = CasualtyClaim(case=incident.case, incident=incident, source=make_source(), **values)
    refused_by_database(claim, investigator, f"casualtyclaim_{harm}_range")


def test_claim_whose_groups_exceed_the_maximum_is_refused(investigator, incident):
    values = {"killed_max": 10, "killed_women": 8, "killed_boys": 3}
    with pytest.raises(ValidationError, match="together are more"):
        make_claim(investigator, incident, **values)
    claim = CasualtyClaim(case=incident.case, incident=incident, source=make_source(), **values)
    refused_by_database(claim, investigator, "casualtyclaim_killed_parts")


def test_claim_with_open_maximum_takes_any_groups(investigator, incident):
    claim = make_claim(investigator, incident, killed_min=163, killed_women=100, killed_girls=90)
    assert claim.killed == "at least 163"
    assert claim.parts_words("killed") == "women 100 · girls 90"


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("conflict_type", "Banana", "incident_conflict_type_known"),
        ("weapon", "Banana", "incident_weapon_known"),
        ("title", "", "incident_title_given"),
        ("latitude", 12, "incident_coordinates_on_earth"),
    ],
)
def test_database_refuses_values_outside_the_lists(field, value, name, investigator, incident):
    setattr(incident, field, value)
    refused_by_database(incident, investigator, name)


def test_database_refuses_an_adopted_range_upside_down(investigator, incident):
    incident.adopted_killed_min, incident.adopted_killed_max = 9, 2
    refused_by_database(incident, investigator, "incident_adopted_killed_range")


def test_database_refuses_unknown_kind_and_level(investigator, incident, violation):
    judgement = LegalCharacterisation(
        case=incident.case, violation=violation, kind="Banana", rationale="because", author=investigator
    )
    refused_by_database(judgement, investigator, "characterisation_kind_known")
    violation.confidentiality = "public"
    refused_by_database(violation, investigator, "violation_level_known")


def test_model_refuses_provision_of_international_conflict_for_internal_one(
    investigator, incident, violation
):
    provision = LegalProvision.objects.filter(applies_to="IAC").first()
    judgement = LegalCharacterisation(
        case=incident.case,
        violation=violation,
        kind="war_crime",
        provision=provision,
        rationale="because of this",
        author=investigator,
    )
    with pytest.raises(ValidationError, match="only for international armed conflict"):
        judgement.full_clean()


@pytest.mark.parametrize("code", ["CHI-02", "SGB-01"])
def test_violation_on_child_or_sexual_violence_is_raised_whoever_writes(code, investigator, incident):
    violation = make_violation(investigator, incident, code, confidentiality=Confidentiality.INTERNAL)
    assert violation.confidentiality == Confidentiality.HIGHLY_RESTRICTED
    violation.confidentiality = Confidentiality.INTERNAL
    with audit_context(actor=investigator):
        violation.save()
    violation.refresh_from_db()
    assert violation.confidentiality == Confidentiality.HIGHLY_RESTRICTED


def test_group_of_a_group_is_refused():
    entry = ViolationType.objects.get(code="ATT-01")
    with pytest.raises(ValidationError, match="Choose a group"):
        ViolationType(code="ATT-01-1", name_en="Too deep", parent=entry).clean()
