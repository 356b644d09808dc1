"""Rows of the Parties tab, "A or B" beside "A and B", and the tree."""

import pytest

from casework.core.dates import parse
from casework.parties import actions, queries
from casework.parties.models import Party
from tests.factories import make_attribution, make_case, make_incident, make_violation

pytestmark = pytest.mark.django_db


def names(blocks):
    return [[row.party.code for row in block.rows] for block in blocks]


def test_two_parties_that_both_acted_are_two_blocks(investigator, case, violation):
    make_attribution(investigator, violation, "COA")
    make_attribution(investigator, violation, "IS", role="created_danger")
    blocks = queries.attributions_context(case, investigator)["blocks"]
    assert names(blocks) == [["COA"], ["IS"]]
    assert not any(block.is_choice for block in blocks)


def test_alternatives_are_one_block_also_over_several_acts(investigator, case, incident, violation):
    for act in (violation, make_violation(investigator, incident, "ATT-05")):
        first = make_attribution(investigator, act, "COA")
        make_attribution(investigator, act, "IQ-AF", alternative_to=first)
    blocks = queries.attributions_context(case, investigator)["blocks"]
    assert names(blocks) == [["COA", "IQ-AF"]]
    assert blocks[0].is_choice
    assert [len(row.violations) for row in blocks[0].rows] == [2, 2]


def test_same_party_with_different_confidence_is_not_merged(investigator, case, incident, violation):
    make_attribution(investigator, violation, "COA")
    other = make_violation(investigator, incident, "ATT-05")
    make_attribution(investigator, other, "COA", confidence="balance")
    assert names(queries.attributions_context(case, investigator)["blocks"]) == [["COA"], ["COA"]]


def test_alternative_whose_partner_was_withdrawn_stands_alone(investigator, case, violation):
    first = make_attribution(investigator, violation, "COA")
    second = make_attribution(investigator, violation, "IQ-AF", alternative_to=first)
    actions.withdraw_attribution(actor=investigator, attribution=second, reason="Did not fly")
    blocks = queries.attributions_context(case, investigator)["blocks"]
    assert names(blocks) == [["COA"]]
    assert not blocks[0].is_choice


def test_newest_position_is_shown_first_and_undated_last(investigator, case, violation):
    one = make_attribution(investigator, violation)
    for kind, when in (("under_assessment", None), ("denies", "March 2017"), ("accepts", "2019")):
        actions.record_position(
            actor=investigator, attribution=one, kind=kind, when=parse(when) if when else None
        )
    row = queries.attributions_context(case, investigator)["blocks"][0].rows[0]
    assert [position.kind for position in row.positions] == ["accepts", "denies", "under_assessment"]
    assert row.position.kind == "accepts"


def test_parties_of_an_act_say_or_and_and(investigator, incident, violation):
    first = make_attribution(investigator, violation, "COA")
    make_attribution(investigator, violation, "IQ-AF", alternative_to=first)
    make_attribution(investigator, violation, "IS")
    assert queries.parties_by_violation(investigator, incident=incident) == {
        violation.pk: ["Coalition or IqAF", "IS"]
    }


def test_attribution_of_a_hidden_act_is_hidden(investigator, member, case, incident):
    hidden = make_violation(investigator, incident, "SGB-04")
    make_attribution(investigator, hidden, "IS")
    assert names(queries.attributions_context(case, investigator)["blocks"]) == [["IS"]]
    assert queries.attributions_context(case, member)["blocks"] == []
    assert queries.parties_by_violation(member, case=case) == {}
    assert not queries.parties_of_case(case, member).exists()


def test_page_of_a_party_rolls_up_sub_parties_and_shows_only_visible_cases(investigator, outsider, violation):
    make_attribution(investigator, violation, "IQ-ARMY-9")
    theirs = make_violation(outsider, make_incident(outsider, make_case(outsider)))
    make_attribution(outsider, theirs, "IQ")
    iraq = Party.objects.get(code="IQ")
    assert [one.party.code for one in queries.alleged_against(iraq, investigator)] == ["IQ-ARMY-9"]
    assert [one.party.code for one in queries.alleged_against(iraq, outsider)] == ["IQ"]


def test_tree_puts_parties_under_the_one_they_belong_to():
    rows = {row.party.code: row.depth for row in queries.party_tree(Party.objects.all())}
    assert (rows["IQ"], rows["IQ-ISF"], rows["IQ-ARMY-9"]) == (0, 1, 4)
    assert len(rows) == Party.objects.count()
    some = queries.party_tree(Party.objects.filter(code__in=["IQ-ARMY-9", "IS", "IS-NIN"]))
    assert [(row.party.code, row.depth) for row in some] == [("IQ-ARMY-9", 0), ("IS", 0), ("IS-NIN", 1)]


def test_suggestions_begin_with_the_top_of_the_tree():
    assert {party.parent_id for party in queries.suggest_parties("")} == {None}
    assert queries.suggest_parties("zzzzqqq") == []
