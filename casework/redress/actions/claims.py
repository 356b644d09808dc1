"""Writing down claims for reparation, and what came of them."""

from collections.abc import Mapping
from typing import Any, Final

from babel.numbers import is_currency
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.core.actions import action
from casework.core.storing import fill, store
from casework.incidents.models import Incident
from casework.people.models import Person

from ..choices import (
    CLAIMS_DECIDED,
    CLAIMS_FILED,
    CLAIMS_GRANTED,
    CLAIMS_WITH_MONEY,
    ClaimState,
    Scheme,
)
from ..models import CompensationClaim
from ..rules import may_change, may_keep

CLAIM_FIELDS: Final = (
    "person", "group", "incident", "party", "form", "scheme", "scheme_name", "damage", "scheme_reference",
    "documents_needed", "documents_held", "stated_cause", "state", "filed_on", "decided_on", "appealed_on",
    "paid_on", "amount_claimed", "amount_granted", "amount_paid", "currency", "stalled_reason",
    "follow_up_on",
)  # fmt: skip
DAYS: Final = ("filed_on", "decided_on", "appealed_on", "paid_on")
MONEY: Final = ("amount_granted", "amount_paid", "paid_on")


def faults_of_claim(facts: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the facts of a claim, field by field; the form asks too.

    The database does not demand these days: claims written down before this was asked may lack them.
    """
    return _in_another_order(facts) | _too_much(facts) | _not_of_this_state(facts)


def _not_of_this_state(facts: Mapping[str, Any]) -> dict[str, str]:
    """A state that needs a day or a sum has it; what was not filed has no day of filing."""
    state, wrong = facts.get("state"), {}
    # What a state pays of its own accord is granted and paid although nobody filed for it.
    is_gift = facts.get("scheme") == Scheme.EX_GRATIA and state in CLAIMS_GRANTED
    if state in CLAIMS_FILED and not is_gift and not facts.get("filed_on"):
        wrong["filed_on"] = _("In this state it was filed. Give the day.")
    if state in (ClaimState.NOT_SOUGHT, ClaimState.ELIGIBLE) and facts.get("filed_on"):
        wrong["state"] = _("There is a day on which it was filed. Choose a state from “Filed” on.")
    if state in CLAIMS_DECIDED and not facts.get("decided_on"):
        wrong["decided_on"] = _("In this state it was decided. Give the day of the decision.")
    if state == ClaimState.APPEALED and not facts.get("appealed_on"):
        wrong["appealed_on"] = _("Give the day of the appeal.")
    if state == ClaimState.PAID and not facts.get("paid_on"):
        wrong["paid_on"] = _("Give the day of the payment.")
    if state == ClaimState.PAID and facts.get("amount_paid") is None:
        wrong["amount_paid"] = _("Give the sum that was paid.")
    return wrong


def _too_much(facts: Mapping[str, Any]) -> dict[str, str]:
    """What the state rules out: a sum for a claim that was rejected, or a currency that no country has."""
    wrong: dict[str, str] = {}
    if facts.get("state") not in CLAIMS_WITH_MONEY:
        nothing = _("In this state nothing is granted or paid. Empty this field, or choose another state.")
        wrong |= {name: nothing for name in MONEY if facts.get(name) is not None}
    currency = facts.get("currency")
    if currency and not is_currency(currency):
        wrong["currency"] = _("There is no such currency. Three letters: IQD, USD, EUR.")
    return wrong


def _in_another_order(facts: Mapping[str, Any]) -> dict[str, str]:
    """Filed, decided, appealed; paid after it was filed and decided; and none of it tomorrow."""
    filed, decided, appealed, paid = (facts.get(name) for name in DAYS)
    wrong = {
        name: _("This day has not come yet.")
        for name in DAYS
        if (day := facts.get(name)) and day > clock.today()
    }
    if filed and decided and decided < filed:
        wrong["decided_on"] = _("It cannot be decided before it was filed.")
    if appealed and (before := decided or filed) and appealed < before:
        wrong["appealed_on"] = _("It cannot be appealed before it was decided.")
    if filed and paid and paid < filed:
        wrong["paid_on"] = _("It cannot be paid before it was filed.")
    elif decided and paid and paid < decided:
        wrong["paid_on"] = _("It cannot be paid before it was decided.")
    return wrong


@action
def file_claim(*, actor: User, case: Case, values: Mapping[str, Any], reason: str = "") -> CompensationClaim:
    """Write down a claim for reparation under a new random code.

    Args:
        values: columns of CLAIM_FIELDS.

    Raises:
        ValidationError: neither person nor group, a state without its day or sum, days out of order.
    """
    may_keep(actor, case).require()
    return _store_claim(actor, CompensationClaim(case=case), values)


@action
def change_claim(
    *, actor: User, claim: CompensationClaim, values: Mapping[str, Any], reason: str = ""
) -> CompensationClaim:
    """Change what is known of a claim.

    Raises:
        ValidationError: as for a new claim.
        StaleRecord: somebody else changed it since it was read.
    """
    may_change(actor, claim).require()
    return _store_claim(actor, claim, values)


def _store_claim(actor: User, claim: CompensationClaim, values: Mapping[str, Any]) -> CompensationClaim:
    fill(claim, values, CLAIM_FIELDS)
    facts = {name: getattr(claim, name) for name in CLAIM_FIELDS}
    if wrong := _strangers(actor, claim) | faults_of_claim(facts):
        raise ValidationError(wrong)
    return store(claim)


def _strangers(actor: User, claim: CompensationClaim) -> dict[str, str]:
    """What is not of this case, or not for this person to see. What the claim named before may stay:
    an event that moved to another case took the claim along, and left its victim behind."""
    before = CompensationClaim.objects.filter(pk=claim.pk).first() or CompensationClaim()
    wrong = {}
    if claim.person_id != before.person_id and not _is_of_case(actor, claim, Person, claim.person_id):
        wrong["person"] = _("Choose a person of this case.")
    if claim.incident_id != before.incident_id and not _is_of_case(actor, claim, Incident, claim.incident_id):
        wrong["incident"] = _("Choose an event of this case.")
    return wrong


def _is_of_case(actor: User, claim: CompensationClaim, kind: Any, key: int | None) -> bool:
    return key is None or kind.objects.visible_to(actor).filter(pk=key, case=claim.case_id).exists()
