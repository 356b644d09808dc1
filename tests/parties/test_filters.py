"""Who is alleged to be responsible, as it is asked for: alternatives stay whole."""

import pytest
from django.urls import reverse

from casework.parties import filters
from casework.parties.actions import record_position
from casework.parties.models import Party
from casework.people.actions import add_person_source
from tests.factories import make_attribution, make_violation

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties(case, investigator, as_user):
    """The blocks of the tab, asked like this: the codes of their parties."""

    def blocks(user=investigator, **asked):
        page = as_user(user).get(reverse("parties:case-list", args=[case.reference]), asked)
        return [[row.party.code for row in block.rows] for block in page.context["blocks"]]

    return blocks


@pytest.fixture
def attributions(investigator, incident, violation):
    """The Coalition or the Iraqi air force for one act, the Islamic State for another."""
    first = make_attribution(investigator, violation, "COA", confidence="reasonable_suspicion")
    second = make_attribution(investigator, violation, "IQ-AF", alternative_to=first)
    third = make_attribution(investigator, make_violation(investigator, incident, "ATT-06"), "IS")
    record_position(actor=investigator, attribution=third, kind="denies", explanation="A speech")
    return first, second, third


def test_parties_when_one_alternative_is_asked_for_then_the_others_stay_beside_it(attributions, parties):
    assert parties() == [["COA", "IQ-AF"], ["IS"]]
    assert parties(party="IQ-AF") == [["COA", "IQ-AF"]]


def test_parties_when_asked_for_then_these(attributions, parties):
    assert parties(q="islamic") == parties(violation="ATT-06") == parties(says="denies") == [["IS"]]
    assert parties(says="nothing") == [["COA", "IQ-AF"]]
    assert parties(confidence="reasonable_suspicion") == [["COA", "IQ-AF"]]
    assert parties(role="ordered") == []
    assert parties(party="RU") == parties(says="Banana") == parties()


def test_parties_when_sorted_then_both_ways(attributions, parties):
    assert parties(sort="-party") == [["IS"], ["COA", "IQ-AF"]]
    assert parties(sort="-held") == [["COA", "IQ-AF"], ["IS"]]


def test_parties_when_paged_then_each_once(attributions, parties, monkeypatch):
    monkeypatch.setattr("casework.core.lists.PAGE_SIZE", 1)
    assert [parties(page=at) for at in (1, 2)] == [[["COA", "IQ-AF"]], [["IS"]]]


def test_position_when_its_source_is_hidden_then_as_if_nothing_was_said(
    attributions, parties, member, investigator, case
):
    secret = add_person_source(
        actor=investigator, case=case, connection="official", confidentiality="highly_restricted"
    )
    record_position(actor=investigator, attribution=attributions[0], kind="accepts", source=secret)
    assert parties(says="accepts") == [["COA", "IQ-AF"]]
    assert parties(member, says="accepts") == []
    assert parties(member, says="nothing") == [["COA", "IQ-AF"]]


def test_parties_when_the_act_is_hidden_then_not_offered(
    attributions, parties, member, investigator, incident
):
    make_attribution(investigator, make_violation(investigator, incident, "SGB-01"), "IQ-CTS")
    assert parties(party="IQ-CTS") == [["IQ-CTS"]]
    assert parties(member, party="IQ-CTS") == parties(member) == [["COA", "IQ-AF"], ["IS"]]


def test_parties_when_a_name_is_asked_of_one_kind_then_the_best_of_that_kind(
    as_user, investigator, monkeypatch
):
    monkeypatch.setattr(filters, "MOST_FOUND", 1)
    kinds = {found.kind for found in Party.objects.active().matching("Iraq")}
    for kind in kinds:
        page = as_user(investigator).get(reverse("parties:list"), {"q": "Iraq", "kind": kind})
        assert [party.kind for party in page.context["filter"].qs] == [kind]
    assert len(kinds) > 1
