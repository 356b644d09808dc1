"""The list a decider goes through: what holds, what does not, in words. It informs; the rule decides."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Assessment
from .queries import Material
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
