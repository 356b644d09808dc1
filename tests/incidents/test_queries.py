"""What a reader is shown: in scope, in order, without sums."""

import pytest

from casework.cases.choices import Confidentiality
from casework.core.context import audit_context
from casework.incidents import actions, queries
from casework.incidents.chart import claims_chart
from casework.people.choices import SourceKind
from casework.people.models import Source
from tests.factories import make_case, make_claim, make_incident, make_source, make_violation

pytestmark = pytest.mark.django_db


def test_violation_on_a_child_is_hidden_from_member_without_cleared(
    investigator, member, supervisor, incident
):
    make_violation(investigator, incident, "CHI-02")
    make_violation(investigator, incident, "ATT-04")

    def codes(user):
        return [one.type.code for one in queries.visible_violations(user)]

    assert codes(investigator) == ["CHI-02", "ATT-04"]
    assert codes(member) == ["ATT-04"]
    assert codes(supervisor) == ["ATT-04"]


def test_nothing_of_a_case_reaches_a_stranger(investigator, outsider, administrator, incident, violation):
    make_claim(investigator, incident, killed_min=1)
    for user in (outsider, administrator):
        assert not queries.visible_incidents(user).exists()
        assert not queries.visible_violations(user).exists()
        assert not queries.visible_claims(user).exists()
        assert not list(queries.suggest_incidents("strike", user))


def test_claim_of_a_highly_restricted_source_is_hidden_from_member(investigator, member, case, incident):
    witness = Source(kind=SourceKind.PERSON, case=case, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    with audit_context(actor=investigator):
        witness.save()
    make_claim(investigator, incident, source=witness, killed_min=3)
    assert queries.visible_claims(investigator).count() == 1
    assert queries.visible_claims(member).count() == 0


def test_chart_puts_claims_on_one_axis_with_open_and_closed_ends(investigator, incident):
    source = make_source()
    for low, high in ((61, 61), (105, 141), (None, 520), (163, None)):
        make_claim(investigator, incident, source=source, killed_min=low, killed_max=high)
    chart = claims_chart(queries.visible_claims(investigator), adopted=(105, 141))
    assert chart.top == 550
    assert [label for label in chart.labels if label] == ["0", "100", "200", "300", "400", "500"]
    assert [row.words for row in chart.rows] == ["61", "105–141", "up to 520", "at least 163"]
    assert [[mark.kind for mark in row.marks] for row in chart.rows] == [
        ["dot"],
        ["line", "dot", "dot"],
        ["open", "hollow"],
        ["open", "dot"],
    ]
    assert chart.rows[0].marks[0].start == "11.09%"
    assert (chart.band_start, chart.band_width) == ("19.09%", "6.55%")


@pytest.mark.parametrize(("highest", "top"), [(0, 11), (10, 11), (11, 22), (520, 550), (3000, 5500)])
def test_axis_is_round_and_holds_the_highest_figure(highest, top, investigator, incident):
    claim = make_claim(investigator, incident, killed_min=0, killed_max=highest)
    assert claims_chart([claim]).top == top


def test_zero_is_drawn_and_unknown_is_not(investigator, incident):
    none = make_claim(investigator, incident, killed_min=0, killed_max=0)
    unknown = make_claim(investigator, incident, source=none.source, note="Not counted")
    rows = claims_chart([none, unknown]).rows
    assert [(row.words, len(row.marks)) for row in rows] == [("none", 1), ("not known", 0)]


def test_claim_without_numbers_stands_with_the_killed_and_only_there(investigator, incident):
    claim = make_claim(investigator, incident, note="Many")
    wounded = make_claim(investigator, incident, source=claim.source, injured_min=3)
    charts = {one.harm: one.chart for one in queries.charts_of(incident, [claim, wounded])}
    assert [row.claim for row in charts["killed"].rows] == [claim]
    assert [row.claim for row in charts["injured"].rows] == [wounded]


def test_charts_of_two_events_are_never_mixed(investigator, case, incident):
    other = make_incident(investigator, case, title="Second")
    source = make_source()
    make_claim(investigator, incident, source=source, killed_min=1, killed_max=1)
    make_claim(investigator, other, source=source, killed_min=2, killed_max=2)
    charts = queries.claims_context(case, investigator)["charts"]
    assert [[row.words for row in one.chart.rows] for one in charts] == [["1"], ["2"]]


def test_link_is_read_from_both_ends_and_only_by_who_sees_both(investigator, member, case, incident):
    secret = make_incident(investigator, make_case(investigator), title="Elsewhere")
    actions.link_incidents(actor=investigator, incident=incident, other=secret, kind="part_of")
    assert [row.words for row in queries.links_of(incident, investigator)] == ["Part of"]
    assert [row.words for row in queries.links_of(secret, investigator)] == ["Contains"]
    assert queries.links_of(incident, member) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("att-04", "ATT-04"),
        ("disproport", "ATT-04"),
        ("الدروع البشرية", "SHL-01"),
        ("human shield", "SHL-01"),
    ],
)
def test_types_are_found_by_code_or_word_in_either_script(typed, code):
    assert queries.suggest_types(typed)[0].code == code


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ("C14", "customary rule 14"),
        ("C22, C23, C24", "customary rules 22, 23, 24"),
        ("C1-C24", "customary rules 1–24"),
        ("CA3; C89", "common article 3; customary rule 89"),
        ("C74; CWC", "CWC; customary rule 74"),
        ("-", ""),
    ],
)
def test_law_is_said_in_words(codes, words):
    assert queries.law_words(codes) == words
