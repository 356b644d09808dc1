"""Linking parties to alleged acts, alternatives, positions, and the list itself."""

import pytest
from django.core.exceptions import ValidationError

from casework.core.context import audit_context
from casework.core.dates import parse
from casework.core.history import versions_of
from casework.core.records import StaleRecord
from casework.core.verdict import Refused
from casework.incidents.actions import withdraw_violation
from casework.parties import actions
from casework.parties.models import Attribution, Party
from tests.factories import make_attribution, make_violation

pytestmark = pytest.mark.django_db


def test_attribution_carries_role_basis_confidence_and_history(investigator, violation):
    one = make_attribution(
        investigator,
        violation,
        "COA-US",
        role="carried_out",
        basis=["own_admission", "weapon"],
        confidence="reasonable_grounds",
        reason="From the summary",
    )
    assert one.basis_labels == ["The party’s own admission", "weapon or munition only this party has"]
    assert versions_of(one).get().history_change_reason == "From the summary"


@pytest.mark.parametrize("who", ["outsider", "reader", "supervisor", "administrator"])
def test_only_working_members_attribute(who, request, violation):
    with pytest.raises(Refused):
        make_attribution(request.getfixturevalue(who), violation)
    assert not Attribution.objects.exists()


def test_same_party_in_same_role_is_refused_in_words_and_may_come_again_after_withdrawal(
    investigator, violation
):
    one = make_attribution(investigator, violation)
    with pytest.raises(ValidationError, match="already linked"):
        make_attribution(investigator, violation)
    actions.withdraw_attribution(actor=investigator, attribution=one, reason="Wrong party")
    assert make_attribution(investigator, violation).pk


def test_alternatives_share_a_group_and_others_have_none(investigator, violation):
    coalition = make_attribution(investigator, violation, "COA")
    air_force = make_attribution(investigator, violation, "IQ-AF", alternative_to=coalition)
    alone = make_attribution(investigator, violation, "IS")
    coalition.refresh_from_db()
    assert coalition.alternative_group == air_force.alternative_group == "A"
    assert alone.alternative_group == ""
    third = make_attribution(investigator, violation, "PMU", alternative_to=alone)
    assert third.alternative_group == "B"


def test_alternative_lies_in_the_same_act(investigator, incident, violation):
    elsewhere = make_attribution(investigator, make_violation(investigator, incident, "ATT-05"))
    with pytest.raises(ValidationError, match="same act"):
        make_attribution(investigator, violation, "IS", alternative_to=elsewhere)


def test_change_of_confidence_needs_a_reason(investigator, violation):
    one = make_attribution(investigator, violation)
    with pytest.raises(ValidationError, match="Say why"):
        actions.change_attribution(actor=investigator, attribution=one, confidence="balance")
    one.refresh_from_db()
    actions.change_attribution(
        actor=investigator, attribution=one, confidence="balance", reason="Second witness"
    )
    assert one.confidence == "balance"


def test_stale_attribution_is_not_overwritten(investigator, violation):
    one = make_attribution(investigator, violation)
    stale = Attribution.objects.get(pk=one.pk)
    actions.change_attribution(actor=investigator, attribution=one, note="First")
    with pytest.raises(StaleRecord):
        actions.change_attribution(actor=investigator, attribution=stale, note="Second")


def test_newer_position_stands_beside_the_older(investigator, violation):
    one = make_attribution(investigator, violation)
    for kind, when in (("denies", "March 2017"), ("accepts_in_part", "25 May 2017")):
        actions.record_position(
            actor=investigator, attribution=one, kind=kind, when=parse(when), conceded_min=101
        )
    assert [position.kind for position in one.positions.all()] == ["denies", "accepts_in_part"]
    assert one.positions.last().conceded == "at least 101"


def test_what_hangs_on_a_withdrawn_act_does_not_stand(investigator, violation):
    one = make_attribution(investigator, violation)
    position = actions.record_position(actor=investigator, attribution=one, kind="denies")
    withdraw_violation(actor=investigator, violation=violation, reason="Not alleged after all")
    assert not Attribution.objects.standing().exists()
    assert not type(position).objects.standing().exists()
    with pytest.raises(Refused, match="withdrawn"):
        make_attribution(investigator, violation, "IS")


def test_party_out_of_use_is_not_chosen_anew_and_stays_on_old_records(investigator, violation):
    one = make_attribution(investigator, violation, "COA")
    with audit_context(actor=investigator):
        one.party.is_active = False
        one.party.save()
    actions.change_attribution(actor=investigator, attribution=one, note="Still there")
    with pytest.raises(ValidationError, match="no longer in use"):
        make_attribution(investigator, violation, "COA", role="ordered")


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("investigator", True), ("supervisor", True), ("administrator", True), ("auditor", False)],
)
def test_who_may_add_parties_and_links(who, allowed, request):
    user = request.getfixturevalue(who)

    def add():
        party = actions.add_party(actor=user, code="NEW-1", name_en="New unit", kind="unknown")
        return actions.add_command_link(
            actor=user, parent=Party.objects.get(code="IQ"), child=party, starts=parse("2016")
        )

    if allowed:
        assert add().start_earliest.year == 2016
    else:
        with pytest.raises(Refused):
            add()


def test_withdrawn_command_link_leaves_the_hierarchy(investigator):
    iraq, pmu = Party.objects.get(code="IQ"), Party.objects.get(code="PMU")
    link = actions.add_command_link(actor=investigator, parent=iraq, child=pmu)
    actions.withdraw_command_link(actor=investigator, link=link, reason="Other unit of the name")
    assert not pmu.links_up.standing().exists()
