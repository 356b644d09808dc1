"""From an investigation to approved findings: all that is concluded is written, rated and open to doubt."""

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.evidence.queries import items_not_intact, items_with_open_gaps
from casework.incidents.choices import ProofStandard
from casework.incidents.models import Incident, Violation
from casework.investigations.choices import BodyKind, Criterion, Families, FindingState, Met
from casework.investigations.models import AttributionConclusion, EffectivenessRating, Finding
from casework.investigations.rules import (
    OWN_HAND,
    UNSEEN_LACK,
    approvable_by,
    open_challenges,
    unanswered_contrary,
    unconcluded,
    waiting_reviews,
)
from casework.parties.models import Attribution

from .base import Guard, Holds, seen

#: Every criterion is answered; "not known" is an answer only where it says why.
ALL_RATED: Final = Q(
    *(
        ~Q(**{criterion.value: Met.NOT_KNOWN}) | ~Q(**{f"{criterion.value}_reason": ""})
        for criterion in Criterion
    )
)

UNSEEN: Final = _("Nothing that the one who moves may not see stands against it")


def current_finding(actor: Any) -> QuerySet:
    """The finding of the outer case that work goes on with."""
    return seen(Finding, actor).exclude(state=FindingState.SUPERSEDED)


def _findings_written(actor: Any) -> Any:
    return Exists(current_finding(actor).exclude(text=""))


def _conclusions_drawn(actor: Any) -> Any:
    left = unconcluded(actor).filter(case=OuterRef("pk"))
    return Exists(seen(Violation, actor)) & ~Exists(left)


def _casualties_adopted(actor: Any) -> Any:
    incidents = seen(Incident, actor)
    return Exists(incidents) & ~Exists(incidents.filter(Q(adopted_at__isnull=True) | Q(adopted_rationale="")))


def _attribution_rated(actor: Any) -> Any:
    attributions = seen(Attribution, actor)
    rated = AttributionConclusion.objects.standing().filter(attribution=OuterRef("pk"))
    rated = rated.exclude(confidence=ProofStandard.NONE)
    lacking = attributions.filter(~Exists(rated.exclude(conclusion__finding__state=FindingState.SUPERSEDED)))
    return Exists(attributions) & ~Exists(lacking)


def _criteria_rated(actor: Any) -> Any:
    ratings = seen(EffectivenessRating, actor).in_force()
    return Exists(ratings.filter(ALL_RATED, investigation__body_kind=BodyKind.OURS))


def _families_informed(actor: Any) -> Any:
    said = current_finding(actor).exclude(families=Families.NOT_SAID)
    return Exists(said.exclude(~Q(families=Families.INFORMED), families_note=""))


def _custody_explained(actor: Any) -> Any:
    return ~Exists(items_with_open_gaps(actor).filter(case=OuterRef("pk")))


def _not_author(actor: Any) -> Any:
    if actor is None:
        return Exists(current_finding(actor))
    return Exists(approvable_by(actor).filter(case=OuterRef("pk")))


def _hashes_intact(actor: Any) -> Any:
    return ~Exists(items_not_intact(actor).filter(case=OuterRef("pk")))


def _no_challenge(actor: Any) -> Any:
    questions, opinions = open_challenges(actor), waiting_reviews(actor)
    return ~Exists(questions.filter(case=OuterRef("pk"))) & ~Exists(opinions.filter(case=OuterRef("pk")))


def _contrary_answered(actor: Any) -> Any:
    return ~Exists(unanswered_contrary(actor).filter(case=OuterRef("pk")))


def _settled_unseen(*absences: Holds) -> Holds:
    """That what must not be there is not there either among what the mover may not see: what is hidden from
    somebody must not let them pass. Where they see it themselves, the guard of that name speaks."""

    def holds(actor: Any) -> Any:
        settled = Q(pk__isnull=False)
        for absence in absences if actor is not None else ():
            settled &= Q(absence(None)) | ~Q(absence(actor))
        return settled

    return holds


FINDINGS_GUARDS: Final = (
    Guard(
        "findings_written",
        _("The findings are written"),
        _("Write the findings first."),
        _findings_written,
        "findings",
        short=_("Findings not written"),
    ),
    Guard(
        "conclusions_drawn",
        _("Each alleged violation has a conclusion and a standard of proof"),
        _("An alleged violation has no conclusion yet, or its conclusion no standard of proof."),
        _conclusions_drawn,
        "findings",
        short=_("Conclusions missing"),
    ),
    Guard(
        "casualties_adopted",
        _("Each event has an adopted casualty range, with its rationale"),
        _("An event has no adopted casualty range, or nobody wrote why this range."),
        _casualties_adopted,
        "incidents",
        short=_("No casualty range"),
    ),
    Guard(
        "attribution_rated",
        _("The findings say how sure they are of each alleged party"),
        _("The findings do not say yet how sure they are of each alleged party."),
        _attribution_rated,
        "findings",
        short=_("Parties not concluded"),
    ),
    Guard(
        "criteria_rated",
        _("Our own investigation is rated on all eight criteria, confirmed by a second person"),
        _("Our own investigation has no confirmed rating on all eight criteria."),
        _criteria_rated,
        "investigation",
        short=_("Own work not rated"),
    ),
    Guard(
        "families_informed",
        _("Victims and families are informed, or it is said why not"),
        _("Say whether victims and families are informed; if not all of them are, say why."),
        _families_informed,
        "findings",
        short=_("Families not informed"),
    ),
    Guard(
        "custody_explained",
        _("Open gaps in custody are explained"),
        _("An evidence item has a gap in its custody that nobody has explained."),
        _custody_explained,
        "evidence",
        short=_("Gap in custody"),
    ),
    Guard(
        "not_author",
        _("Who approves neither led the work nor wrote or judged a part of the findings"),
        OWN_HAND,
        _not_author,
        personal=True,
    ),
    Guard(
        "hashes_intact",
        _("Each verified item has an intact, recent check of its file"),
        _("A verified item has no recent check that found its file intact. Check the files again."),
        _hashes_intact,
        "evidence",
        short=_("Files to be checked"),
    ),
    Guard(
        "no_challenge",
        _("No question of a reviewer is open"),
        _("A reviewer’s question is not answered, or a second opinion is not given yet."),
        _no_challenge,
        "findings",
        short=_("Challenge open"),
    ),
    Guard(
        "contrary_answered",
        _("Evidence that speaks against the conclusions is answered"),
        _("Evidence that speaks against is cited and not answered. Say why it changes nothing."),
        _contrary_answered,
        "findings",
        short=_("Contrary evidence"),
    ),
    Guard(
        "unseen_concluded",
        UNSEEN,
        UNSEEN_LACK,
        _settled_unseen(_conclusions_drawn, _casualties_adopted, _attribution_rated, _custody_explained),
        personal=True,
    ),
    Guard(
        "unseen_answered",
        UNSEEN,
        UNSEEN_LACK,
        _settled_unseen(_hashes_intact, _no_challenge, _contrary_answered),
        personal=True,
    ),
)
