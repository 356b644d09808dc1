"""Logging an allegation: one act, one transaction, calling down into every room it touches."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from casework.cases.access import may
from casework.cases.actions import add_member, open_case, set_level
from casework.cases.choices import Confidentiality, highest_level
from casework.cases.models import Case
from casework.core.actions import action
from casework.core.drafts import discard_draft
from casework.evidence.actions import register_evidence
from casework.evidence.choices import EvidenceKind
from casework.evidence.names import show_name
from casework.incidents.actions import add_claim, add_incident, add_violation
from casework.incidents.models import Incident
from casework.intake.allegations import Access, Allegation, Compared, SaidBy
from casework.intake.models import ReceivedFile
from casework.intake.receiving import stored_file
from casework.ladder.actions import record_duplicate_check, record_opening
from casework.parties.actions import attribute_violation
from casework.people.actions import add_person_source, add_published_source
from casework.people.models import Source

LONGEST_FILE_TITLE = 300
_KINDS = {"image": EvidenceKind.PHOTO, "video": EvidenceKind.VIDEO, "audio": EvidenceKind.AUDIO}


@action
def log_allegation(
    *,
    actor: User,
    allegation: Allegation,
    draft: uuid.UUID | None = None,
    compared: Compared | None = None,
    reason: str = "",
) -> Incident:
    """Write down an allegation with everything that came with it: in a new case, or in one that is there.

    Args:
        draft: names the files received for it and the draft it was typed into; both are used up.
        compared: what the search for duplicates came to; None where it is not settled.

    Raises:
        Refused: the actor opens no cases, or does not work in the one that was chosen.
        ValidationError: a fact is wrong, field by field.
    """
    case = _enter_case(actor, allegation)
    source = _source(actor, case, allegation.said_by, allegation.access)
    incident = _describe(actor, case, source, allegation)
    _allege(actor, incident, allegation)
    if draft is not None:
        _register_files(actor, incident, source, draft, allegation.access)
        discard_draft(user=actor, uid=draft)
    if compared is not None:
        record_duplicate_check(
            actor=actor,
            case=case,
            outcome=compared.outcome,
            considered=compared.considered,
            note=compared.note,
            event=incident,
            other=compared.other,
        )
    if allegation.access.case is None:
        record_opening(actor=actor, case=case)
    _seal(actor, case, allegation.access)
    return incident


def _enter_case(actor: User, allegation: Allegation) -> Case:
    """The chosen case, or a new one led by the investigator who logs it."""
    chosen = allegation.access.case
    if chosen is not None:
        may(actor, "case.work", chosen).require()
        return chosen
    level = allegation.access.level
    earliest = allegation.when.earliest or allegation.when.latest
    return open_case(
        actor=actor,
        title=allegation.title,
        confidentiality=Confidentiality.RESTRICTED if level == Confidentiality.HIGHLY_RESTRICTED else level,
        lead=actor if actor.role == Role.INVESTIGATOR else None,
        year=earliest.year if earliest else None,
    )


def _seal(actor: User, case: Case, access: Access) -> None:
    """Seal a new case before anybody else could have read it: all this is one transaction."""
    if access.case is not None or access.level != Confidentiality.HIGHLY_RESTRICTED:
        return
    if access.sealed_with is None:
        raise ValidationError({"sealed_with": _("Choose who keeps the sealed case with you.")})
    add_member(actor=actor, case=case, user=access.sealed_with)
    set_level(actor=actor, case=case, level=access.level)


def _source(actor: User, case: Case, said_by: SaidBy, access: Access) -> Source:
    if said_by.source is not None:
        return said_by.source
    if said_by.outlet:
        known = Source.objects.published().standing().filter(name__iexact=said_by.outlet.strip()).first()
        return known or add_published_source(actor=actor, name=said_by.outlet)
    level = highest_level(Confidentiality.RESTRICTED, case.confidentiality)
    return add_person_source(actor=actor, case=case, connection=said_by.connection, confidentiality=level)


def _describe(actor: User, case: Case, source: Source, allegation: Allegation) -> Incident:
    """The event, and how many people this source says were harmed in it."""
    where, found_at = allegation.where, allegation.said_by.found_at
    incident = add_incident(
        actor=actor,
        case=case,
        title=allegation.title,
        narrative=allegation.narrative,
        when=allegation.when,
        place=where.place,
        place_text=where.text,
        place_precision=where.precision,
        latitude=where.latitude,
        longitude=where.longitude,
        source=source,
        report_reference=found_at,
    )
    counts: dict[str, Any] = dict(allegation.casualties)
    if any(value is not None for value in counts.values()):
        add_claim(actor=actor, incident=incident, source=source, source_reference=found_at, **counts)
    return incident


def _allege(actor: User, incident: Incident, allegation: Allegation) -> None:
    """Each alleged act, and each party for each of them: a party is alleged to have done something."""
    for violation_type in allegation.violations:
        violation = add_violation(actor=actor, incident=incident, type=violation_type)
        for alleged in allegation.parties:
            attribute_violation(actor=actor, violation=violation, party=alleged.party, role=alleged.role)


def _register_files(
    actor: User, incident: Incident, source: Source, draft: uuid.UUID, access: Access
) -> None:
    """Each received file becomes an evidence item of the case with its first custody entries."""
    received: Sequence[ReceivedFile] = list(ReceivedFile.objects.of_draft(actor, draft))
    for one in received:
        values: dict[str, Any] = {
            "title": _title(one),
            "kind": _KINDS.get(one.media_type.partition("/")[0], EvidenceKind.DOCUMENT),
            "source": source,
            "obtained_by": actor,
            "graphic": access.files_graphic,
        }
        register_evidence(
            actor=actor,
            case=incident.case,
            values=values,
            file=stored_file(one),
            confidentiality=access.files_level,
        )
    ReceivedFile.objects.of_draft(actor, draft).delete()


def _title(received: ReceivedFile) -> str:
    """A file is first known by its name; the name itself is kept apart, as it came."""
    return show_name(received.original_name).strip()[:LONGEST_FILE_TITLE] or received.sha256[:12]
