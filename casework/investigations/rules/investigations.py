"""Who writes investigations down, who rates them, and who confirms a rating: never the one who rated."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.access import may, may_decide_in, membership
from casework.cases.choices import MemberRole
from casework.cases.models import Case
from casework.core.verdict import Verdict, refuse
from casework.incidents.models import Incident

from ..choices import RatingState
from ..models import (
    Conclusion,
    EffectivenessRating,
    Investigation,
    InvestigationCitation,
    OutsideGrade,
)
from ..models.rating import RatingQuerySet
from .findings import may_change_finding
from .rounds import in_other_hands, was_decided


def may_add_investigation(actor: Any, case: Case) -> Verdict:
    """Whoever works in the case."""
    return may(actor, "case.work", case)


def may_change_investigation(actor: Any, investigation: Investigation) -> Verdict:
    """Whoever works in the case, while the record stands."""
    if investigation.is_withdrawn:
        return refuse(_("This record is withdrawn. It can be read and not changed."))
    return may(actor, "case.work", investigation.case)


def may_rate(actor: Any, investigation: Investigation) -> Verdict:
    """Whoever works in the case, while no other rating of the investigation waits."""
    if investigation.is_withdrawn:
        return refuse(_("This record is withdrawn. It can be read and not changed."))
    if EffectivenessRating.objects.waiting().filter(investigation=investigation).exists():
        return refuse(_("A rating of this investigation waits for a second person already."))
    return may(actor, "case.work", investigation.case)


def confirmable_by(actor: Any) -> RatingQuerySet:
    """Ratings that wait and that this person did not make, in this round or in one before it."""
    agreed = (RatingState.CONFIRMED, RatingState.SUPERSEDED)
    waiting = EffectivenessRating.objects.waiting()
    rows: Any = in_other_hands(actor, waiting, about="investigation", by="rater", agreed=agreed)
    return rows


def may_confirm_rating(actor: Any, rating: EffectivenessRating) -> Verdict:
    """A supervisor, or a member who is there to review; never one who rated, in this round or before."""
    if not rating.is_waiting:
        return refuse(_("This rating does not wait for a second person."))
    if rating.rater_id == actor.pk:
        return refuse(_("You made this rating. A second person has to confirm it."))
    if not confirmable_by(actor).filter(pk=rating.pk).exists():
        if was_decided(rating):
            return refuse(_("This rating does not wait for a second person."))
        return refuse(_("You made this rating in an earlier round. Another person has to confirm it."))
    if may(actor, "case.decide", rating.case):
        return may_decide_in(rating.case)
    member = membership(actor, rating.case)
    if member is not None and member.role == MemberRole.REVIEWER:
        return may(actor, "case.work", rating.case).and_then(may_decide_in(rating.case))
    return refuse(_("A supervisor or a reviewer of this case confirms it."))


def may_withdraw_rating(actor: Any, rating: EffectivenessRating) -> Verdict:
    """The rater takes a waiting rating back."""
    if not rating.is_waiting:
        return refuse(_("Only a rating that waits can be taken back."))
    if rating.rater_id != actor.pk:
        return refuse(_("Only the one who rated takes a rating back."))
    return may(actor, "case.work", rating.case)


def may_cite_for(actor: Any, target: Investigation | EffectivenessRating | Conclusion) -> Verdict:
    """Whoever works in the case. What a second person has agreed to rests on what they saw: no additions.

    To a rating that waits, only the one who answers for it adds; who decides it meanwhile is told.
    """
    if target.is_withdrawn:
        return refuse(_("This record is withdrawn. It can be read and not changed."))
    if isinstance(target, EffectivenessRating) and target.state != RatingState.PROPOSED:
        return refuse(_("This rating was answered by a second person. Rate anew to add documents."))
    if isinstance(target, EffectivenessRating) and target.rater_id != actor.pk:
        return refuse(_("This rating waits for a second person. Only the one who rated adds documents."))
    if isinstance(target, Conclusion):
        return may_change_finding(actor, target.finding)
    return may(actor, "case.work", target.case)


def may_withdraw_document(actor: Any, citation: InvestigationCitation) -> Verdict:
    """As for citing it."""
    if citation.is_withdrawn:
        return refuse(_("This citation is withdrawn already."))
    return may_cite_for(actor, citation.target)


def may_grade(actor: Any, incident: Incident) -> Verdict:
    """Whoever works in the case writes down what another body called the event."""
    if incident.is_withdrawn:
        return refuse(_("This event is withdrawn."))
    return may(actor, "case.work", incident.case)


def may_withdraw_grade(actor: Any, grade: OutsideGrade) -> Verdict:
    """Whoever works in the case, once."""
    if grade.is_withdrawn:
        return refuse(_("This record is withdrawn already."))
    return may(actor, "case.work", grade.case)
