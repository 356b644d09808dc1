"""What can be done with events, alleged acts, claims and legal judgements, and what is refused in words."""

import pytest
from django.core.exceptions import ValidationError

from casework.cases.choices import Confidentiality
from casework.core.context import MissingActor, audit_context
from casework.core.dates import parse
from casework.core.history import versions_of
from casework.core.records import StaleRecord
from casework.core.verdict import Refused
from casework.incidents import actions
from casework.incidents.models import Incident, LegalProvision, ViolationType
from tests.factories import join_case, make_case, make_claim, make_incident, make_violation

pytestmark = pytest.mark.django_db


def test_event_is_recorded_with_actor_reason_and_date(investigator, case):
    incident = actions.add_incident(
        actor=investigator, case=case, title="Mortar", when=parse("mid-March 2017"), reason="From a report"
    )
    version = versions_of(incident).get()
    assert (version.history_user, version.history_change_reason) == (investigator, "From a report")
    assert incident.when_text == "mid-March 2017"
    assert incident.when.words() == "about 11 to 20 Mar 2017"


def test_action_without_an_actor_is_an_error(case):
    with pytest.raises(MissingActor):
        actions.add_incident(actor=None, case=case, title="Nobody")


def test_unknown_fact_is_a_mistake_of_the_caller(investigator, case):
    with pytest.raises(TypeError, match="adopted_at"):
        actions.add_incident(actor=investigator, case=case, title="x", adopted_at=None)


@pytest.mark.parametrize("who", ["outsider", "reader", "supervisor", "auditor", "administrator"])
def test_only_working_members_record_events(who, request, case):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.add_incident(actor=user, case=case, title="Not mine")
    assert not Incident.objects.exists()


def test_change_keeps_the_version_that_was_read(investigator, incident):
    stale = Incident.objects.get(pk=incident.pk)
    actions.change_incident(actor=investigator, incident=incident, title="First to save")
    with pytest.raises(StaleRecord):
        actions.change_incident(actor=investigator, incident=stale, title="Second to save")
    incident.refresh_from_db()
    assert incident.title == "First to save"


def test_one_coordinate_alone_is_refused_in_words(investigator, case):
    with pytest.raises(ValidationError, match="both coordinates"):
        actions.add_incident(actor=investigator, case=case, title="x", latitude="36.3")


def test_withdrawn_event_takes_what_hangs_on_it_out_of_the_figures(investigator, incident, violation):
    claim = make_claim(investigator, incident, killed_min=1)
    actions.withdraw_incident(actor=investigator, incident=incident, reason="Entered twice")
    assert type(violation).objects.standing().count() == 0
    assert type(claim).objects.standing().count() == 0
    assert type(violation).objects.count() == 1
    with pytest.raises(Refused, match="withdrawn"):
        actions.change_incident(actor=investigator, incident=incident, title="Again")
    with pytest.raises(Refused, match="withdrawn"):
        make_violation(investigator, incident)


def test_withdrawing_needs_a_reason(investigator, violation):
    with pytest.raises(ValidationError, match="Say why"):
        actions.withdraw_violation(actor=investigator, violation=violation, reason="  ")


def test_type_out_of_use_is_refused_for_new_records_and_kept_on_old(investigator, incident, violation):
    with audit_context(actor=investigator):
        violation.type.is_active = False
        violation.type.save()
    with pytest.raises(ValidationError, match="no longer in use"):
        make_violation(investigator, incident, violation.type.code)
    changed = actions.change_violation(actor=investigator, violation=violation, source_words="Kept")
    assert changed.type.code == "ATT-04"


@pytest.mark.parametrize("conflict", ["niac", "iac", "undetermined"])
def test_every_act_may_be_alleged_whatever_the_conflict(conflict, investigator, case):
    incident = make_incident(investigator, case, conflict_type=conflict)
    for one in ViolationType.objects.filter(code__in=("ATT-04", "SHL-01", "HUM-01")):
        assert actions.add_violation(actor=investigator, incident=incident, type=one).pk


def test_provision_of_international_conflict_is_refused_for_internal_event(investigator, violation):
    provision = LegalProvision.objects.filter(applies_to="IAC").first()
    with pytest.raises(ValidationError) as caught:
        actions.characterise(
            actor=investigator,
            violation=violation,
            kind="war_crime",
            provision=provision,
            rationale="Two snipers on a house full of people.",
        )
    assert "only for international armed conflict" in caught.value.message_dict["provision"][0]
    assert not violation.characterisations.exists()


def test_characterisation_carries_author_standard_and_reasons(investigator, violation):
    judgement = actions.characterise(
        actor=investigator,
        violation=violation,
        kind="ihl_violation",
        provision=LegalProvision.objects.filter(applies_to="BOTH").first(),
        standard="reasonable_grounds",
        rationale="The harm was out of proportion.",
    )
    assert judgement.author == investigator
    assert judgement.fits
    with pytest.raises(ValidationError, match="Give the reasons"):
        actions.characterise(actor=investigator, violation=violation, kind="genocide", rationale="short")


def test_kind_of_conflict_cannot_change_under_a_judgement_that_rests_on_it(investigator, case):
    incident = make_incident(investigator, case, conflict_type="iac")
    violation = make_violation(investigator, incident)
    judgement = actions.characterise(
        actor=investigator,
        violation=violation,
        kind="war_crime",
        provision=LegalProvision.objects.filter(applies_to="IAC").first(),
        rationale="International for this example.",
    )
    with pytest.raises(ValidationError, match="Withdraw it first"):
        actions.change_incident(actor=investigator, incident=incident, conflict_type="niac")
    actions.withdraw_characterisation(actor=investigator, characterisation=judgement, reason="Reclassified")
    incident.refresh_from_db()
    actions.change_incident(actor=investigator, incident=incident, conflict_type="niac")


def test_level_is_raised_by_members_and_lowered_by_supervisors_with_a_reason(
    investigator, supervisor, case, violation
):
    join_case(case, supervisor)
    raised, lowered = Confidentiality.RESTRICTED, Confidentiality.INTERNAL
    actions.change_violation(actor=investigator, violation=violation, confidentiality=raised)
    with pytest.raises(ValidationError, match="role"):
        actions.change_violation(actor=investigator, violation=violation, confidentiality=lowered)
    with pytest.raises(ValidationError, match="Say why"):
        actions.change_violation(actor=supervisor, violation=violation, confidentiality=lowered)
    actions.change_violation(
        actor=supervisor, violation=violation, confidentiality=lowered, reason="Published by the UN"
    )
    violation.refresh_from_db()
    assert violation.confidentiality == lowered


def test_adopted_range_has_reason_author_and_claims_and_is_no_sum(investigator, incident):
    low = make_claim(investigator, incident, killed_min=105, killed_max=105)
    high = make_claim(investigator, incident, source=low.source, killed_min=105, killed_max=141)
    actions.adopt_casualty_range(
        actor=investigator,
        incident=incident,
        killed_min=105,
        killed_max=141,
        rationale="Conceded, plus those reported in the house.",
        claims=[high],
    )
    incident.refresh_from_db()
    low.refresh_from_db()
    high.refresh_from_db()
    assert incident.adopted_killed == "105–141"
    assert (incident.adopted_by, incident.adopted_at is not None) == (investigator, True)
    assert (low.relied_on, high.relied_on) == (False, True)


def test_adopting_needs_words_and_a_range_in_order(investigator, incident):
    with pytest.raises(ValidationError, match="at least 10"):
        actions.adopt_casualty_range(actor=investigator, incident=incident, killed_min=1, rationale="why")
    with pytest.raises(ValidationError, match="below"):
        actions.adopt_casualty_range(
            actor=investigator, incident=incident, killed_min=5, killed_max=1, rationale="Long enough reason"
        )


def test_link_to_an_event_out_of_sight_is_refused_without_a_hint(investigator, outsider, incident):
    theirs = make_incident(outsider, make_case(outsider))
    with pytest.raises(ValidationError, match="from the list"):
        actions.link_incidents(actor=investigator, incident=incident, other=theirs, kind="part_of")


def test_event_is_not_linked_to_itself_nor_twice(investigator, case, incident):
    other = make_incident(investigator, case)
    with pytest.raises(ValidationError, match="another incident"):
        actions.link_incidents(actor=investigator, incident=incident, other=incident, kind="follows")
    link = actions.link_incidents(actor=investigator, incident=incident, other=other, kind="follows")
    with pytest.raises(ValidationError):
        actions.link_incidents(actor=investigator, incident=incident, other=other, kind="follows")
    actions.withdraw_link(actor=investigator, link=link, reason="Wrong pair")
    actions.link_incidents(actor=investigator, incident=incident, other=other, kind="follows")


def test_failed_action_leaves_neither_row_nor_version(investigator, incident):
    before = versions_of(incident).count()
    with pytest.raises(ValidationError):
        actions.change_incident(actor=investigator, incident=incident, title="", narrative="Half done")
    assert versions_of(incident).count() == before
    assert Incident.objects.get(pk=incident.pk).narrative == ""
