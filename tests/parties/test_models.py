"""What is always true of parties, links, attributions and positions."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from casework.core.context import audit_context
from casework.core.dates import parse
from casework.core.records import UnauditedWrite
from casework.parties.choices import POSITION_MARKS, AttributionRole, Basis, PartyKind, PositionKind
from casework.parties.models import CommandLink, Party, PartyPosition
from tests.factories import make_attribution

pytestmark = pytest.mark.django_db


def refused_by_database(record, actor, name):
    """Save past all Python checks; the named constraint of the database must refuse."""
    with audit_context(actor=actor), pytest.raises(IntegrityError) as caught, transaction.atomic():
        record.save()
    assert name in str(caught.value)


def test_lists_are_those_of_the_domain():
    assert (len(PartyKind.values), len(AttributionRole.values)) == (15, 11)
    assert (len(Basis.values), len(PositionKind.values)) == (10, 9)
    assert set(POSITION_MARKS) == set(PositionKind.values)


def test_party_name_follows_the_language_and_names_are_searchable():
    party = Party.objects.get(code="IS")
    assert party.name.startswith("Islamic State")
    with translation.override("ar"):
        assert party.name.startswith("تنظيم")
        assert party.short == party.name
    assert party.short == party.short_name == "IS"
    assert party.search_text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Daesh", "IS"),
        ("داعش", "IS"),
        ("isil", "IS"),
        ("golden division", "IQ-CTS-1"),
        ("الفرقة الذهبية", "IQ-CTS-1"),
        ("IQ-ARMY-9", "IQ-ARMY-9"),
        ("peshmarga", "KRG-PESH"),
        ("البيشمركة", "KRG-PESH"),
    ],
)
def test_party_is_found_by_any_name_in_either_script(typed, code):
    assert Party.objects.matching(typed).first().code == code


def test_party_cannot_stand_above_itself(investigator):
    iraq = Party.objects.get(code="IQ")
    iraq.parent = Party.objects.get(code="IQ-ARMY-9")
    with pytest.raises(ValidationError, match="above itself"):
        iraq.full_clean()
    iraq.parent = iraq
    refused_by_database(iraq, investigator, "party_not_own_parent")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kind": "Banana"}, "party_kind_known"),
        ({"code": ""}, "party_code_given"),
        ({"active_from": "2017-01-02", "active_to": "2017-01-01"}, "party_active_period"),
    ],
)
def test_database_refuses_impossible_parties(values, name, investigator):
    party = Party(**({"code": "X", "name_en": "X", "kind": "unknown"} | values))
    refused_by_database(party, investigator, name)


def test_party_is_never_deleted():
    with pytest.raises(UnauditedWrite):
        Party.objects.get(code="IS").delete()


def test_command_link_runs_forwards_between_two_parties(investigator):
    iraq, pmu = Party.objects.get(code="IQ"), Party.objects.get(code="PMU")
    link = CommandLink(parent=iraq, child=pmu)
    link.starts, link.ends = parse("2018"), parse("2016")
    with pytest.raises(ValidationError, match="before the start"):
        link.full_clean()
    refused_by_database(link, investigator, "commandlink_period")
    refused_by_database(CommandLink(parent=iraq, child=iraq), investigator, "commandlink_two_parties")


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("role", "attribution_role_known"),
        ("confidence", "attribution_confidence_known"),
        ("claim_status", "attribution_status_known"),
    ],
)
def test_database_refuses_values_outside_the_lists(field, name, investigator, violation):
    attribution = make_attribution(investigator, violation)
    setattr(attribution, field, "Banana")
    refused_by_database(attribution, investigator, name)


@pytest.mark.parametrize("basis", [["Banana"], "eyewitness", {"eyewitness": 1}])
def test_basis_outside_the_list_is_refused(basis, investigator, violation):
    attribution = make_attribution(investigator, violation)
    attribution.basis = basis
    with pytest.raises(ValidationError):
        attribution.full_clean()


def test_beyond_reasonable_doubt_is_for_courts(investigator, violation):
    with pytest.raises(ValidationError, match="criminal court"):
        make_attribution(investigator, violation, confidence="beyond_doubt")


def test_conceded_deaths_are_a_range_in_order(investigator, violation):
    attribution = make_attribution(investigator, violation)
    position = PartyPosition(
        case=violation.case, attribution=attribution, kind="accepts", conceded_min=9, conceded_max=2
    )
    with pytest.raises(ValidationError, match="below"):
        position.full_clean()
    refused_by_database(position, investigator, "partyposition_conceded_range")
