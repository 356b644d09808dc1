"""Writing down who investigates, and what the record rests on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.models import Case
from casework.core.actions import action
from casework.core.dates import UncertainDate, parse
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident
from casework.people.models import Source

from ..choices import SCHEME_OF, BodyGrade, BodyKind, Criterion, RatingState
from ..models import Conclusion, EffectivenessRating, Investigation, InvestigationCitation, OutsideGrade
from ..rules import (
    may_add_investigation,
    may_change_investigation,
    may_cite_for,
    may_grade,
    may_withdraw_document,
    may_withdraw_grade,
)

STAMPED = ("created_at", "updated_at")
INVESTIGATION_FIELDS = (
    "body_kind", "body", "incident", "party", "reference", "plan", "opened", "closed", "outcome",
    "outcome_note", "illustrative",
)  # fmt: skip
GRADE_FIELDS = ("source", "scheme", "grade", "reason", "reference", "when")
CITED = {Investigation: "investigation", EffectivenessRating: "rating", Conclusion: "conclusion"}


def _fill(record: Any, facts: dict[str, Any], names: tuple[str, ...]) -> None:
    """Put the facts on the record; a date may come as people write it."""
    if unknown := set(facts) - set(names):
        raise TypeError(f"{type(record).__name__} has no {', '.join(sorted(unknown))}.")
    for name, value in facts.items():
        is_words = name in ("opened", "closed", "when") and isinstance(value, str)
        setattr(record, name, _understood(name, value) if is_words else value)


def _understood(name: str, words: str) -> UncertainDate | None:
    try:
        return parse(words) if words.strip() else None
    except ValueError as problem:
        raise ValidationError({name: str(problem)}) from problem


def _check_incident(actor: User, case: Case, incident: Incident | None) -> None:
    """An event of this case that the actor may see."""
    if incident is None:
        return
    if not Incident.objects.visible_to(actor).filter(pk=incident.pk, case=case).exists():
        raise ValidationError({"incident": _("Choose an event of this case.")})


@action
def add_investigation(
    *, actor: User, case: Case, body_kind: str, body: str = "", reason: str = "", **facts: Any
) -> Investigation:
    """Write down that a body investigates: this organisation, or anybody else.

    Args:
        facts: columns of INVESTIGATION_FIELDS; `opened` and `closed` as UncertainDate or in words.
    """
    may_add_investigation(actor, case).require()
    investigation = Investigation(case=case)
    _fill(investigation, {"body_kind": body_kind, "body": body.strip()} | facts, INVESTIGATION_FIELDS)
    return _store(actor, investigation)


@action
def change_investigation(
    *, actor: User, investigation: Investigation, reason: str = "", **facts: Any
) -> Investigation:
    """Correct or complete what is known about an investigation.

    A rating is of one body, its time and what it looked into: where that changes, it is to be rated anew.

    Raises:
        ValidationError: a rated investigation would become one of another kind of body.
    """
    may_change_investigation(actor, investigation).require()
    before = Investigation.objects.get(pk=investigation.pk)
    _fill(investigation, facts, INVESTIGATION_FIELDS)
    rated = Q(state__in=(RatingState.PROPOSED, RatingState.CONFIRMED), withdrawn_at=None)
    ratings = EffectivenessRating.objects.filter(rated, investigation=investigation)
    if before.body_kind != investigation.body_kind and ratings.exists():
        raise ValidationError(
            {"body_kind": _("This investigation is rated. Withdraw it, and write the other one down anew.")}
        )
    stored = _store(actor, investigation)
    if _rated_by(before) != _rated_by(stored):
        for rating in ratings.select_for_update(of=("self",)):
            _set_back(rating)
    return stored


def _rated_by(investigation: Investigation) -> tuple[Any, ...]:
    """What a rating speaks about."""
    opened = investigation.opened
    days = (opened.earliest, opened.latest) if opened else ()
    return (investigation.body, investigation.party_id, investigation.incident_id, *days)


def _set_back(rating: EffectivenessRating) -> None:
    """It spoke about something else: one that waits is taken back, one in force no longer counts."""
    if rating.is_waiting:
        rating.mark_withdrawn(_("What it rates was changed."))
    else:
        rating.state = RatingState.SUPERSEDED
    rating.save()


def _store(actor: User, investigation: Investigation) -> Investigation:
    _check_incident(actor, investigation.case, investigation.incident)
    if investigation.body_kind == BodyKind.OURS and investigation.body:
        raise ValidationError({"body": _("Leave the name empty for an investigation of this organisation.")})
    investigation.full_clean(exclude=STAMPED)
    investigation.save()
    return investigation


@action
def withdraw_investigation(*, actor: User, investigation: Investigation, reason: str) -> Investigation:
    """Mark an investigation as entered by mistake; its ratings leave all figures with it."""
    may_change_investigation(actor, investigation).require()
    investigation.mark_withdrawn(reason)
    investigation.save()
    return investigation


@action
def cite_document(
    *,
    actor: User,
    target: Investigation | EffectivenessRating | Conclusion,
    item: EvidenceItem,
    stance: str,
    locator: str = "",
    note: str = "",
    criterion: str = "",
    reason: str = "",
) -> InvestigationCitation:
    """Hold a passage for or against an investigation, a criterion of its rating, or a conclusion."""
    may_cite_for(actor, target).require()
    field = CITED[type(target)]
    seen = EvidenceItem.objects.visible_to(actor).standing().filter(pk=item.pk)
    if not seen.exists() or not type(target).objects.visible_to(actor).filter(pk=target.pk).exists():
        raise ValidationError(_("There is no such item."))
    if (field == "rating") != (criterion in Criterion.values):
        raise ValidationError({"criterion": _("Say which criterion it is cited for.")})
    facts: dict[str, Any] = {field: target, "stance": stance, "locator": locator.strip(), "item": item}
    facts["criterion"] = criterion
    if InvestigationCitation.objects.standing().filter(**facts).exists():
        raise ValidationError(_("This passage is cited for this already."))
    citation = InvestigationCitation(case=target.case, note=note.strip(), **facts)
    citation.full_clean(exclude=STAMPED)
    citation.save()
    return citation


@action
def withdraw_document(*, actor: User, citation: InvestigationCitation, reason: str) -> InvestigationCitation:
    """Take a citation back; it stays in the history."""
    may_withdraw_document(actor, citation).require()
    citation.mark_withdrawn(reason)
    citation.save()
    return citation


@action
def add_outside_grade(
    *,
    actor: User,
    incident: Incident,
    source: Source,
    grade: str,
    its_reason: str = "",
    reference: str = "",
    when: UncertainDate | str | None = None,
    reason: str = "",
) -> OutsideGrade:
    """Quote what another body called the event, in one of the words of its own scheme."""
    may_grade(actor, incident).require()
    _check_incident(actor, incident.case, incident)
    if not Source.objects.visible_to(actor).usable_in(incident.case).filter(pk=source.pk).exists():
        raise ValidationError({"source": _("Choose a source of this case or of the common list.")})
    quoted = OutsideGrade(case=incident.case, incident=incident)
    if grade not in SCHEME_OF:
        raise ValidationError({"grade": _("Choose one of the words of the list.")})
    facts = {"source": source, "scheme": SCHEME_OF[BodyGrade(grade)], "grade": grade, "when": when}
    _fill(quoted, facts | {"reason": its_reason.strip(), "reference": reference.strip()}, GRADE_FIELDS)
    quoted.full_clean(exclude=STAMPED)
    quoted.save()
    return quoted


@action
def withdraw_outside_grade(*, actor: User, grade: OutsideGrade, reason: str) -> OutsideGrade:
    """Mark a quoted grade as entered by mistake."""
    may_withdraw_grade(actor, grade).require()
    grade.mark_withdrawn(reason)
    grade.save()
    return grade
