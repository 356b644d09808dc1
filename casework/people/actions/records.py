"""Writing down people and sources: always by a code, never by name."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.access import may
from casework.cases.choices import Confidentiality, highest_level, level_rank
from casework.cases.models import Case
from casework.core.actions import action
from casework.core.proof import want_proof
from casework.core.storing import fill, store, withdraw

from ..choices import Connection, SourceKind
from ..models import PERSON_ROLES, Person, Source
from ..rules import may_add_published_source, may_change_person, may_change_source, may_set_level

PERSON_FIELDS = (*PERSON_ROLES, "age_band", "gender", "note")
SOURCE_FIELDS = ("name", "publisher_kind", "website", "connection", "person", "note")


def check_lowering(before: str, after: str, reason: str) -> None:
    """Lowering a level is explained, by somebody who has shown lately who they are."""
    if level_rank(after) >= level_rank(before):
        return
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the level may be lowered.")})
    want_proof()


@action
def add_person(
    *,
    actor: User,
    case: Case,
    values: Mapping[str, Any],
    confidentiality: str = Confidentiality.RESTRICTED,
    reason: str = "",
) -> Person:
    """Write down a person of the case under a new random code.

    Args:
        values: the fields of PERSON_FIELDS; at least one role.
    """
    may(actor, "case.work", case).require()
    person = Person(case=case, confidentiality=confidentiality, **_only(values, PERSON_FIELDS))
    person.raise_for_child()
    return store(person)


@action
def change_person(*, actor: User, person: Person, values: Mapping[str, Any], reason: str = "") -> Person:
    """Change what is known about a person; the level has an act of its own."""
    may_change_person(actor, person).require()
    fill(person, _only(values, PERSON_FIELDS))
    person.raise_for_child()
    store(person)
    _raise_sources(person)
    return person


@action
def set_person_level(*, actor: User, person: Person, level: str, reason: str = "") -> Person:
    """Raise or lower who may see a person; the sources that stand for them rise along."""
    may_change_person(actor, person).require()
    may_set_level(actor, person.case, person.confidentiality, level).require()
    check_lowering(person.confidentiality, level, reason)
    person.confidentiality = level
    if person.is_child and level != Confidentiality.HIGHLY_RESTRICTED:
        raise ValidationError({"confidentiality": _("A record on a child stays highly restricted.")})
    store(person)
    _raise_sources(person)
    return person


def _raise_sources(person: Person) -> None:
    """A source is never easier to see than the person it stands for."""
    for source in Source.objects.filter(person=person).exclude(confidentiality=person.confidentiality):
        highest = highest_level(source.confidentiality, person.confidentiality)
        if highest != source.confidentiality:
            source.confidentiality = highest
            source.save()


@action
def withdraw_person(*, actor: User, person: Person, reason: str) -> Person:
    """Mark a person's record as entered by mistake."""
    may_change_person(actor, person).require()
    return withdraw(person, reason)


@action
def add_published_source(
    *, actor: User, name: str, publisher_kind: str = "", website: str = "", note: str = "", reason: str = ""
) -> Source:
    """Put an organisation or outlet on the common list, under its own name."""
    may_add_published_source(actor).require()
    known = Source.objects.published().standing().filter(name__iexact=name.strip()).first()
    if known is not None:
        raise ValidationError({"name": _("This source is on the list already.")})
    source = Source(
        kind=SourceKind.PUBLISHED,
        name=name.strip(),
        publisher_kind=publisher_kind,
        website=website,
        note=note,
        confidentiality=Confidentiality.INTERNAL,
    )
    return store(source)


@action
def add_person_source(
    *,
    actor: User,
    case: Case,
    connection: str = Connection.UNKNOWN,
    person: Person | None = None,
    confidentiality: str = Confidentiality.RESTRICTED,
    note: str = "",
    reason: str = "",
) -> Source:
    """Write down that a person told us, under a new random code; `person` is their record, if any."""
    may(actor, "case.work", case).require()
    if person is not None and person.case_id != case.pk:
        raise ValidationError({"person": _("Choose a person of this case.")})
    level = highest_level(confidentiality, person.confidentiality if person else None)
    source = Source(
        kind=SourceKind.PERSON,
        case=case,
        person=person,
        connection=connection,
        confidentiality=level,
        note=note,
    )
    return store(source)


@action
def change_source(*, actor: User, source: Source, values: Mapping[str, Any], reason: str = "") -> Source:
    """Change what is known about a source. Its kind stays: an outlet does not become a person."""
    may_change_source(actor, source).require()
    fill(source, _only(values, SOURCE_FIELDS))
    if source.person is not None and source.person.case_id != source.case_id:
        raise ValidationError({"person": _("Choose a person of this case.")})
    if source.person is not None:
        source.confidentiality = highest_level(source.confidentiality, source.person.confidentiality)
    return store(source)


@action
def set_source_level(*, actor: User, source: Source, level: str, reason: str = "") -> Source:
    """Raise or lower who may see a source that is a person; a published source is open to the office."""
    may_change_source(actor, source).require()
    if source.case is None:
        raise ValidationError({"confidentiality": _("A published source is open to the whole office.")})
    may_set_level(actor, source.case, source.confidentiality, level).require()
    check_lowering(source.confidentiality, level, reason)
    if source.person is not None and level_rank(level) < level_rank(source.person.confidentiality):
        raise ValidationError({"confidentiality": _("A source is never easier to see than its person.")})
    source.confidentiality = level
    return store(source)


@action
def withdraw_source(*, actor: User, source: Source, reason: str) -> Source:
    """Mark a source as entered by mistake; what refers to it stays and shows the mark."""
    may_change_source(actor, source).require()
    return withdraw(source, reason)


def _only(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The values an act may set, whatever else was posted."""
    return {name: values[name] for name in names if name in values}
