"""The list a decider goes through: what holds, what does not, in words. It informs; the rule decides."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Assessment
from .queries import FindingDocument, Material
from .rules import may_decide, reaches_threshold


@dataclass(frozen=True)
class Check:
    """One line: whether it holds, what was looked at, and the figure behind it."""

    holds: bool
    words: str
    detail: str = ""


def checks_of(user: Any, assessment: Assessment, material: Material) -> list[Check]:
    """Every check of one proposal, for this reader."""
    words = len(assessment.rationale.split())
    cited = len(material.supports)
    return [
        Check(
            material.verified > 0 or not reaches_threshold(assessment.standard),
            _("At least one verified item supports it"),
            _("%(good)d of %(all)d supporting citations are of a verified item")
            % {"good": material.verified, "all": cited},
        ),
        Check(
            True,
            _("Rationale is written"),
            ngettext("%(n)d word", "%(n)d words", words) % {"n": words},
        ),
        _origins(assessment),
        Check(
            not material.contradicts,
            _("Nothing cited speaks against it"),
            ngettext("%(n)d passage to weigh", "%(n)d passages to weigh", len(material.contradicts))
            % {"n": len(material.contradicts)}
            if material.contradicts
            else "",
        ),
        Check(material.broken == 0, _("Files of the cited items are intact")),
        _person(user, assessment),
    ]


def _origins(assessment: Assessment) -> Check:
    """Outlets are not origins: ten papers with one witness are one."""
    several = assessment.origin_count > 1
    origins, sources = assessment.origin_count, assessment.source_count
    detail = _("%(origins)s, %(sources)s") % {
        "origins": ngettext("%(n)d independent origin", "%(n)d independent origins", origins)
        % {"n": origins},
        "sources": ngettext("%(n)d source", "%(n)d sources", sources) % {"n": sources},
    }
    if not several and assessment.single_source_reason:
        detail = _("One origin, with a reason why it is enough")
    return Check(several, _("More than one independent origin"), detail)


def _person(user: Any, assessment: Assessment) -> Check:
    verdict = may_decide(user, assessment)
    detail = _("Proposed by %(person)s") % {"person": assessment.proposer}
    return Check(
        assessment.proposer_id != user.pk,
        _("You are not the one who proposed it"),
        detail if verdict else str(verdict.reason),
    )


def completeness(document: FindingDocument) -> list[Check]:
    """What findings still lack, as their page and their reviewer see it. The ladder's guards decide."""
    rows, incidents = document.rows, document.incidents
    drawn = sum(1 for row in rows if row.conclusion)
    unsure = sum(1 for row in rows for line in row.parties if line.said is None)
    ranged = [one for one in incidents if one.adopted_rationale]
    gaps, unanswered, unasked = len(document.gaps), document.unanswered, len(document.hearing.lacking)
    return [
        Check(
            bool(rows) and drawn == len(rows),
            _("Each violation has a conclusion"),
            _("%(drawn)d of %(all)d") % {"drawn": drawn, "all": len(rows)},
        ),
        Check(
            unsure == 0,
            _("Each party has a confidence"),
            _counted(ngettext("%(n)d party without one", "%(n)d parties without one", unsure), unsure),
        ),
        Check(
            bool(incidents) and len(ranged) == len(incidents),
            _("Casualty range adopted with a reason"),
            _(", ").join(one.adopted_killed for one in ranged),
        ),
        Check(
            unanswered == 0,
            _("Contradicting evidence is answered"),
            _counted(ngettext("%(n)d has no answer", "%(n)d have no answer", unanswered), unanswered),
        ),
        Check(
            gaps == 0,
            _("Gaps in custody are explained"),
            _counted(ngettext("%(n)d item with a gap", "%(n)d items with a gap", gaps), gaps),
        ),
        Check(
            document.hearing.is_complete,
            _("Each accused party could answer"),
            _counted(ngettext("%(n)d not asked yet", "%(n)d not asked yet", unasked), unasked),
        ),
    ]


def _counted(words: str, number: int) -> str:
    """The sentence with its number, and nothing where there is none."""
    return words % {"n": number} if number else ""
