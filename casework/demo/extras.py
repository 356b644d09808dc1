"""What belongs to single cases: people, corrections, withdrawals, links, readers, hand-overs."""

import datetime as dt
import uuid
from typing import Any

from casework.cases.actions import add_member, change_case, change_member, end_membership, hand_over_lead
from casework.cases.choices import MemberRole
from casework.cases.models import CaseMember
from casework.core import clock
from casework.core.drafts import save_draft
from casework.evidence.actions import register_evidence, transfer_custody, withdraw_item
from casework.evidence.choices import CopyKind, EvidenceKind, Method
from casework.evidence.uploads import store_bytes
from casework.incidents.actions import change_claim, change_incident, link_incidents, withdraw_claim
from casework.incidents.choices import IncidentLinkKind
from casework.incidents.models import CasualtyClaim, Incident
from casework.parties.actions import change_attribution
from casework.parties.models import Attribution
from casework.people.actions import (
    add_person,
    add_person_source,
    change_consent,
    record_consent,
    revoke_consent,
)
from casework.people.choices import AgeBand, Connection, Gender
from casework.people.models import Consent

from .made_files import make_text
from .papers import check_again
from .story import EARLY, LATE, WORK, Extra
from .telling import Telling

AUDIT_DAYS = 75
# The page that logs an allegation keeps its drafts under this key.
ALLEGATION_FORM = "intake:log"


def let_auditor_read(telling: Telling) -> None:
    """An auditor reads this case until a date."""
    add_member(
        actor=telling.who("south"),
        case=telling.fresh(),
        user=telling.who("auditor"),
        role=MemberRole.READER,
        ends_on=telling.world.day_in(AUDIT_DAYS),
        reason="Yearly review of how cases are kept.",
    )


def let_the_lead_export(telling: Telling) -> None:
    """The lead may take this case out as a table: the one place where a newcomer can try it."""
    change_member(
        actor=telling.who("south"),
        member=CaseMember.objects.get(case=telling.case, user=telling.lead),
        changes={"export": True},
        reason="Prepares the yearly table for the partners.",
    )


def complete_the_account(telling: Telling) -> None:
    """The account is completed after a source was read again: old and new words stand in the history."""
    incident = Incident.objects.get(pk=telling.incident.pk)
    change_incident(
        actor=telling.lead,
        incident=incident,
        narrative=incident.narrative.replace(
            "Bodies were recovered over the following days.",
            "Rescuers recovered bodies over the following days; 137 were counted in the end.",
        ),
        reason="The number of bodies recovered was missing from the account.",
    )


def correct_a_count(telling: Telling) -> None:
    """A colleague adds what a number does not cover."""
    change_claim(
        actor=telling.who("east"),
        claim=CasualtyClaim.objects.get(pk=telling.counts[2].pk),
        note="Bodies, also from houses nearby; the list itself was not seen",
        reason="The report quoted speaks of the whole street, not of one house.",
    )


def raise_confidence(telling: Telling) -> None:
    """A judgement on an attribution changes, with its reason."""
    attribution = Attribution.objects.get(pk=telling.blames[4, 0].pk)
    change_attribution(
        actor=telling.lead,
        attribution=attribution,
        note="Is said to have stored explosives in the house. Rests on the inquiry of the other side alone.",
        claim_status="conflict",
        reason="Residents deny it; nobody independent has examined the place.",
    )


def rewrite_the_summary(telling: Telling) -> None:
    """The newest change: two words that claimed too much are put right."""
    case = telling.fresh()
    change_case(
        actor=telling.lead,
        case=case,
        changes={
            "summary": case.summary.replace(
                "Rescuers took out 137 bodies.",
                "137 bodies were recovered, some perhaps from houses nearby.",
            )
        },
        reason="The count covers the street, not only this house.",
    )


def hash_again(telling: Telling) -> None:
    """The files are compared with their digests."""
    check_again(telling, telling.who("east") if "east" in telling.facts.members else telling.lead)


def write_people(telling: Telling) -> None:
    """People on the protected side, by code only; a child’s record rises by itself."""
    rows = (
        (AgeBand.ADULT, Gender.FEMALE, False),
        (AgeBand.ADULT, Gender.FEMALE, False),
        (AgeBand.ADULT, Gender.MALE, False),
        (AgeBand.CHILD, Gender.UNKNOWN, False),
        (AgeBand.UNDER_5, Gender.UNKNOWN, False),
        (AgeBand.ADULT, Gender.UNKNOWN, True),
    )
    for age, gender, survived in rows:
        add_person(
            actor=telling.lead,
            case=telling.fresh(),
            values={
                "is_victim": True,
                "is_witness": survived,
                "age_band": age,
                "gender": gender,
                "note": "The one survivor." if survived else "One of the 35 people whom relatives name.",
            },
        )


def ask_relatives(telling: Telling) -> None:
    """Consent is asked purpose by purpose: one agrees to much, one to little, one for a short time."""
    answers = (
        {"collect": "yes", "internal_use": "yes", "publish_anonymised": "yes", "share_un": "not_asked"},
        {"collect": "yes", "internal_use": "yes", "publish_anonymised": "no", "contact_again": "no"},
    )
    for said in answers:
        values = {"is_relative": True, "age_band": AgeBand.ADULT, "note": "Stands for a relative."}
        person = add_person(actor=telling.lead, case=telling.fresh(), values=values)
        for purpose, answer in said.items():
            given: dict[str, Any] = {"means": "verbal", "given_on": clock.today()} if answer == "yes" else {}
            record_consent(
                actor=telling.lead, person=person, purpose=purpose, answer=answer, language="Arabic", **given
            )
    runs_out = telling.world.day_in(20)
    agreed = Consent.objects.get(case=telling.case, purpose="publish_anonymised", answer="yes")
    change_consent(actor=telling.lead, consent=agreed, expires_on=runs_out)


def take_consent_back(telling: Telling) -> None:
    """What is public rests on consent: it can be taken back."""
    agreed = Consent.objects.select_related("person", "case").get(
        case=telling.case, purpose="publish_anonymised"
    )
    revoke_consent(actor=telling.lead, consent=agreed, said="Gave no reason, and need not.")


def protect_a_source(telling: Telling) -> None:
    """A person as a source: a code, the highest level, and no word that tells who."""
    add_person_source(
        actor=telling.lead,
        case=telling.fresh(),
        connection=Connection.THIRD,
        confidentiality="highly_restricted",
        note="Stands for nobody: shows how a protected source looks.",
    )


def withdraw_the_double(telling: Telling) -> None:
    """An item entered twice is withdrawn, kept and marked."""
    item = telling.item(1)
    withdraw_item(
        actor=telling.lead, item=item, reason="Entered twice: it is the same page as the first item."
    )


def link_to_the_house(telling: Telling) -> None:
    """The further claims may be part of the conceded event."""
    link_incidents(
        actor=telling.lead,
        incident=telling.incident,
        other=telling.world.incidents["M22"],
        kind=IncidentLinkKind.PART_OF,
        note="Possibly: the overlap of the two lists is not known.",
    )


def link_the_days(telling: Telling) -> None:
    """Two shootings of one week in one quarter."""
    link_incidents(
        actor=telling.lead,
        incident=telling.world.incidents["M31"],
        other=telling.world.incidents["M29"],
        kind=IncidentLinkKind.FOLLOWS,
        note="Same quarter, six days later, the same way of acting.",
    )


def withdraw_a_count(telling: Telling) -> None:
    """A number that belongs to another event leaves the figures, with its reason."""
    withdraw_claim(
        actor=telling.lead,
        claim=CasualtyClaim.objects.get(pk=telling.counts[1].pk),
        reason="The number belongs to a house in Msherfa on the same day.",
    )


def translate_the_order(telling: Telling) -> None:
    """A translation is an item of its own, made from the original."""
    original = telling.item(1)
    register_evidence(
        actor=telling.lead,
        case=telling.fresh(),
        values={
            "title": "Directive of June 2017, summary in English",
            "kind": EvidenceKind.OFFICIAL,
            "language": "English",
            "obtained_by": telling.lead,
            "method": Method.HANDED,
            "source": original.source,
        },
        file=store_bytes(
            make_text(
                "Directive of June 2017",
                ["Summary: families of people accused of membership are to be sent to a camp."],
            ),
            "directive-june-2017-en.txt",
        ),
        derived_from=original,
        copy_kind=CopyKind.TRANSLATION,
    )


def hand_over_paper(telling: Telling) -> None:
    """Custody goes on: the item is handed to the archive room."""
    transfer_custody(
        actor=telling.lead,
        item=telling.item(0),
        to_custodian="Archive room, cabinet 3",
        happened_at=clock.now() - dt.timedelta(minutes=20),
        purpose="Printed copy kept with the case",
        package="M-0047",
    )


def leave_the_case(telling: Telling) -> None:
    """A colleague leaves when their part is done."""
    member = (
        CaseMember.objects.current()
        .select_related("user", "case")
        .get(case=telling.case, user=telling.who("west"))
    )
    end_membership(actor=telling.who("west"), member=member, reason="My part of the work is done.")


def hand_over(telling: Telling) -> None:
    """The lead passes to another investigator."""
    hand_over_lead(
        actor=telling.who("north"),
        case=telling.fresh(),
        lead=telling.who("east"),
        reason="West has more urgent cases.",
    )


def keep_a_draft(telling: Telling) -> None:
    """An allegation that somebody has begun to type."""
    save_draft(
        user=telling.who("west"),
        form=ALLEGATION_FORM,
        uid=uuid.uuid4(),
        data={
            "title": "Shells on a queue for water",
            "narrative": "Heard on the phone, to be written down properly: people were queueing when",
            "when": "early April 2017",
            "place_text": "near the railway station",
        },
        label="Shells on a queue for water",
    )


EXTRA: dict[str, list[Extra]] = {
    "M02": [(LATE, hash_again)],
    "M06": [(LATE, hand_over)],
    "M10": [(LATE, hash_again)],
    "M20": [(LATE, keep_a_draft)],
    "M22": [
        (WORK, complete_the_account),
        (WORK, correct_a_count),
        (WORK, raise_confidence),
        (WORK, hand_over_paper),
        (LATE, let_auditor_read),
        (LATE, let_the_lead_export),
        (LATE, hash_again),
        (LATE, rewrite_the_summary),
    ],
    "M23": [(WORK, withdraw_the_double), (WORK, link_to_the_house)],
    "M28": [(WORK, withdraw_a_count), (LATE, leave_the_case)],
    "M29": [("withdraw_publication", take_consent_back), (LATE, link_the_days)],
    "M31": [(LATE, let_auditor_read)],
    "M33": [(EARLY, write_people), (WORK, ask_relatives), (LATE, hash_again)],
    "M36": [(WORK, translate_the_order)],
    "M38": [(EARLY, protect_a_source)],
}
