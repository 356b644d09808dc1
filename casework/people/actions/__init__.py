"""What is done with people and sources, with their consent, and against what threatens them."""

from .consents import change_consent, consent_faults, record_consent, revoke_consent, withdraw_consent
from .records import (
    add_person,
    add_person_source,
    add_published_source,
    change_person,
    change_source,
    check_lowering,
    set_person_level,
    set_source_level,
    withdraw_person,
    withdraw_source,
)
from .risks import assess_risk, change_risk, withdraw_risk

__all__ = [
    "add_person",
    "add_person_source",
    "add_published_source",
    "assess_risk",
    "change_consent",
    "change_person",
    "change_risk",
    "change_source",
    "check_lowering",
    "consent_faults",
    "record_consent",
    "revoke_consent",
    "set_person_level",
    "set_source_level",
    "withdraw_consent",
    "withdraw_person",
    "withdraw_risk",
    "withdraw_source",
]
