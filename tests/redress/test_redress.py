"""Redress: what was asked, what was referred, what was paid, and who may know of it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core.verdict import Refused
from casework.evidence.actions import register_evidence
from casework.parties.models import Party
from casework.people.actions import add_person, add_person_source
from casework.redress import actions, queries
from casework.redress.choices import Attitude, ClaimState, Grade, RedressState, Scheme
from casework.redress.models import CompensationClaim, RecommendationResponse
from tests.factories import join_case, make_case, make_incident, make_user
from tests.query_counts import check, statements
from tests.redress.samples import ADVICE, CLAIM, FILED, PAID, signed_in

pytestmark = pytest.mark.django_db


def test_claim_when_of_a_group_then_kept_under_a_code_with_history(case: Case, investigator: User) -> None:
    claim = actions.file_claim(actor=investigator, case=case, values=CLAIM)
    assert claim.reference.startswith("C-")
    actions.change_claim(actor=investigator, claim=claim, values={"stalled_reason": "No death certificate"})
    assert claim.history.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"group": ""}, "Name one person by code"),
        ({"amount_claimed": Decimal("100")}, "Give the currency"),
        ({"scheme": Scheme.NONE}, "Without a scheme, nothing can be filed"),
        ({"currency": "Dinar"}, "There is no such currency"),
    ],
)
def test_claim_when_wrong_then_says_why(
    case: Case, investigator: User, wrong: dict[str, object], words: str
) -> None:
    with pytest.raises(ValidationError) as told:
        actions.file_claim(actor=investigator, case=case, values=CLAIM | wrong)
    assert words in str(told.value)
    assert not CompensationClaim.objects.exists()


def test_claim_form_when_wrong_then_keeps_what_was_typed(case: Case, investigator: User) -> None:
    page = signed_in(investigator).post(
        reverse("redress:claim-new", args=[case.reference]),
        {"group": "", "person": "", "scheme": "law_20", "form": "compensation", "state": "claim_filed",
         "stalled_reason": "Office closed", "amount_claimed": "12"},
    )  # fmt: skip
    assert page.status_code == 422
    assert "Office closed" in page.text and "Name one person by code" in page.text
    told = page.context["form"].errors
    assert told["filed_on"] == ["In this state it was filed. Give the day."]
    assert told["group"] == ["Name one person by code, or describe a group."]  # beside a field, not above all
    assert told["currency"] == ["Give the currency of the amount."]
    assert "__all__" not in told and 'href="#id_group"' in page.text
    assert not CompensationClaim.objects.exists()


REJECTED = {"state": ClaimState.REJECTED, "decided_on": dt.date(2019, 1, 1), "currency": "IQD"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"filed_on": None}, "filed_on"),
        ({"state": ClaimState.UNDER_REVIEW, "filed_on": None}, "filed_on"),
        ({"state": ClaimState.ELIGIBLE}, "state"),
        ({"state": ClaimState.GRANTED}, "decided_on"),
        ({"state": ClaimState.REJECTED}, "decided_on"),
        ({"state": ClaimState.APPEALED, "decided_on": dt.date(2019, 1, 1)}, "appealed_on"),
        (PAID | {"paid_on": None}, "paid_on"),
        (PAID | {"amount_paid": None}, "amount_paid"),
        (PAID | {"filed_on": None}, "filed_on"),
        (PAID | {"paid_on": dt.date(2017, 1, 1)}, "paid_on"),
        ({"decided_on": dt.date(2017, 1, 1)}, "decided_on"),
        ({"decided_on": dt.date(2019, 1, 2), "appealed_on": dt.date(2019, 1, 1)}, "appealed_on"),
        ({"appealed_on": dt.date(2017, 1, 1)}, "appealed_on"),
        ({"filed_on": dt.date(2100, 1, 1)}, "filed_on"),
        (REJECTED | {"amount_granted": Decimal("50")}, "amount_granted"),
        (REJECTED | {"amount_paid": Decimal("70")}, "amount_paid"),
        ({"state": ClaimState.ELIGIBLE, "filed_on": None, "paid_on": dt.date(2020, 1, 1)}, "paid_on"),
        (PAID | {"decided_on": dt.date(2020, 1, 2)}, "paid_on"),
        (PAID | {"currency": "QQQ"}, "currency"),
    ],
)
def test_claim_when_its_state_and_its_days_contradict_then_told_beside_the_field(
    case: Case, investigator: User, wrong: dict[str, Any], field: str
) -> None:
    """The same by form and by action, for a new claim and for one that is changed."""
    with pytest.raises(ValidationError) as told:
        actions.file_claim(actor=investigator, case=case, values=CLAIM | wrong)
    assert set(told.value.message_dict) == {field}
    claim = actions.file_claim(actor=investigator, case=case, values=CLAIM)
    with pytest.raises(ValidationError):
        actions.change_claim(actor=investigator, claim=claim, values=wrong)
    typed = {name: value for name, value in (CLAIM | wrong).items() if value is not None}
    page = signed_in(investigator).post(
        reverse("redress:claim-new", args=[case.reference]), {"form": "compensation"} | typed
    )
    assert page.status_code == 422
    assert field in page.context["form"].errors and "family of eleven" in page.text
    assert CompensationClaim.objects.get().filed_on == FILED


def test_payment_of_a_state_of_its_own_accord_then_needs_no_day_of_filing(
    case: Case, investigator: User
) -> None:
    values = PAID | {"group": "family of eleven", "scheme": Scheme.EX_GRATIA}
    claim = actions.file_claim(actor=investigator, case=case, values=values)
    assert claim.filed_on is None


def test_claim_when_its_person_is_of_another_case_then_refused(case: Case, investigator: User) -> None:
    other = make_case(investigator)
    stranger = add_person(actor=investigator, case=other, values={"is_victim": True})
    with pytest.raises(ValidationError) as told:
        actions.file_claim(actor=investigator, case=case, values=CLAIM | {"group": "", "person": stranger})
    assert told.value.message_dict == {"person": ["Choose a person of this case."]}


def test_claim_when_its_event_is_of_another_case_then_refused(case: Case, investigator: User) -> None:
    event = make_incident(investigator, make_case(investigator))
    with pytest.raises(ValidationError) as told:
        actions.file_claim(actor=investigator, case=case, values=CLAIM | {"incident": event})
    assert told.value.message_dict == {"incident": ["Choose an event of this case."]}
    page = signed_in(investigator).post(
        reverse("redress:claim-new", args=[case.reference]), CLAIM | {"incident": str(event.uid)}
    )
    assert page.status_code == 422 and "incident" in page.context["form"].errors


def test_claim_when_for_an_event_on_the_account_of_a_party_then_both_on_its_page(
    case: Case, investigator: User
) -> None:
    event, party = make_incident(investigator, case), Party.objects.get(code="COA")
    client = signed_in(investigator)
    typed = CLAIM | {"form": "compensation", "incident": str(event.uid), "party": str(party.uid)}
    page = client.post(reverse("redress:claim-new", args=[case.reference]), typed, follow=True)
    assert event.title in page.text and party.name in page.text
    claim = CompensationClaim.objects.get()
    assert (claim.incident, claim.party) == (event, party)


def test_claim_for_an_event_of_a_hidden_source_when_not_cleared_then_absent(
    case: Case, investigator: User, supervisor: User
) -> None:
    cleared = make_user("investigator")
    join_case(case, cleared, cleared=True)
    source = add_person_source(actor=cleared, case=case, confidentiality="highly_restricted")
    event = make_incident(cleared, case, source=source)
    claim = actions.file_claim(actor=cleared, case=case, values=CLAIM | {"incident": event})
    assert signed_in(cleared).get(claim.get_absolute_url()).status_code == 200
    assert signed_in(supervisor).get(claim.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["created_by", "withdrawn_reason", "case", "reference", "version"])
def test_acts_when_given_a_name_that_is_no_fact_then_refuse_it(
    case: Case, investigator: User, name: str
) -> None:
    with pytest.raises(TypeError, match=name):
        actions.file_claim(actor=investigator, case=case, values=CLAIM | {name: "x"})
    with pytest.raises(TypeError, match=name):
        actions.make_recommendation(actor=investigator, values=ADVICE | {name: "x"})
    with pytest.raises(TypeError, match=name):
        actions.set_redress(actor=investigator, case=case, values={name: "x"})


def test_redress_when_set_then_a_day_or_none(case: Case, investigator: User) -> None:
    actions.set_redress(actor=investigator, case=case, values={"state": RedressState.NONE_KNOWN})
    again = actions.set_redress(
        actor=investigator, case=case, values={"state": RedressState.PARTLY, "no_follow_up": True}
    )
    assert again.history.count() == 2
    assert [status.case for status in queries.redressed_as_a_whole()] == [case]
    with pytest.raises(ValidationError):
        actions.set_redress(
            actor=investigator,
            case=case,
            values={"follow_up_on": dt.date(2030, 1, 1), "no_follow_up": True},
        )


def test_referral_when_by_an_investigator_then_refused(
    case: Case, investigator: User, supervisor: User
) -> None:
    values = {"kind": "prosecutor", "body": "Court in Ninewa", "referred_on": dt.date(2019, 3, 1)}
    with pytest.raises(Refused):
        actions.refer_case(actor=investigator, case=case, values=values)
    referral = actions.refer_case(actor=supervisor, case=case, values=values)
    with pytest.raises(ValidationError):
        actions.change_referral(
            actor=supervisor, referral=referral, values={"outcome_on": dt.date(2019, 2, 1)}
        )


def test_recommendation_when_graded_then_by_a_supervisor_with_a_reason(
    investigator: User, supervisor: User
) -> None:
    advice = actions.make_recommendation(actor=investigator, values=ADVICE)
    with pytest.raises(Refused):
        actions.grade_recommendation(
            actor=investigator, recommendation=advice, grade=Grade.D, grade_reason="Nothing happened."
        )
    with pytest.raises(ValidationError):
        actions.grade_recommendation(actor=supervisor, recommendation=advice, grade=Grade.D, grade_reason=" ")
    actions.grade_recommendation(
        actor=supervisor, recommendation=advice, grade=Grade.D, grade_reason="Nothing happened."
    )
    assert advice.reference.startswith("R-2017-") and advice.history.count() == 2


def test_recommendation_when_linked_to_a_hidden_case_then_the_reader_learns_nothing(
    case: Case, investigator: User, outsider: User
) -> None:
    advice = actions.make_recommendation(actor=investigator, values=ADVICE)
    actions.link_recommendation(actor=investigator, case=case, recommendation=advice)
    page = signed_in(outsider).get(advice.get_absolute_url()).text
    assert case.reference not in page and "None that you may see" in page
    assert case.reference in signed_in(investigator).get(advice.get_absolute_url()).text


def test_response_when_its_document_is_hidden_then_hidden_too(
    case: Case, investigator: User, outsider: User
) -> None:
    advice = actions.make_recommendation(actor=investigator, values=ADVICE)
    letter = register_evidence(
        actor=investigator, case=case, values={"title": "Letter of the ministry", "kind": "document"}
    )
    actions.add_response(
        actor=investigator,
        recommendation=advice,
        values={
            "responded_on": dt.date(2017, 9, 1),
            "attitude": Attitude.REJECTS,
            "text": "The ministry calls it baseless.",
            "document": letter,
        },
    )
    assert RecommendationResponse.objects.count() == 1
    with pytest.raises(ValidationError):
        actions.add_response(
            actor=outsider,
            recommendation=advice,
            values={"responded_on": FILED, "attitude": Attitude.NOTES, "text": "Noted.", "document": letter},
        )
    outsider = signed_in(outsider)
    assert "baseless" not in outsider.get(advice.get_absolute_url()).text
    unanswered = outsider.get(reverse("redress:recommendation-board") + "?show=unanswered")
    assert unanswered.context["page_obj"].paginator.count == 1
    mine = signed_in(investigator).get(reverse("redress:recommendation-board") + "?show=unanswered")
    assert mine.context["page_obj"].paginator.count == 0


def test_recommendation_edit_when_a_colleague_was_quicker_then_conflict_keeps_both(
    investigator: User,
) -> None:
    advice = actions.make_recommendation(actor=investigator, values=ADVICE)
    client = signed_in(investigator)
    address = reverse("redress:recommendation-edit", args=[advice.uid])
    typed = {name: str(value) for name, value in ADVICE.items()} | {"addressee": ""}
    actions.change_recommendation(actor=investigator, recommendation=advice, values={"title": "Theirs"})
    page = client.post(address, typed | {"title": "Mine", "version": "1"})
    assert page.status_code == 409 and "Theirs" in page.text and "Mine" in page.text


def test_withdrawn_entry_when_closed_then_out_of_lists_and_unchangeable(
    case: Case, investigator: User
) -> None:
    claim = actions.file_claim(actor=investigator, case=case, values=CLAIM)
    actions.withdraw_entry(actor=investigator, record=claim, reason="Entered twice")
    client = signed_in(investigator)
    assert claim.reference not in client.get(reverse("redress:claim-board")).text
    assert "Entered twice" in client.get(claim.get_absolute_url()).text
    with pytest.raises(Refused):
        actions.change_claim(actor=investigator, claim=claim, values={"group": "Another"})


def test_pages_when_read_then_within_their_statements(
    case: Case, investigator: User, supervisor: User
) -> None:
    advice = actions.make_recommendation(actor=investigator, values=ADVICE)
    for number in range(3):
        actions.file_claim(actor=investigator, case=case, values=CLAIM | {"group": f"family {number}"})
    actions.link_recommendation(actor=investigator, case=case, recommendation=advice)
    client = signed_in(supervisor)
    check("redress", statements(client, reverse("redress:case-list", args=[case.reference])))
    check("claim", statements(client, CompensationClaim.objects.first().get_absolute_url()))
    check("claims", statements(client, reverse("redress:claim-board")))
    check("recommendations", statements(client, reverse("redress:recommendation-board")))
    check("referrals", statements(client, reverse("redress:referral-board")))
    check("recommendation", statements(client, advice.get_absolute_url()))
