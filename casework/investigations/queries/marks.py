"""What somebody read of a proposal before they decide on it: one mark, alike for the page and the act."""

from typing import Any

from casework.core.seen import mark_of
from casework.evidence.models import Citation

from ..models import Assessment, EffectivenessRating, Finding, InvestigationCitation, SecondReview
from ..rules import standing_answer
from .assessments import Material, material_for
from .investigations import documents_by_criterion


def assessment_mark(user: Any, assessment: Assessment, material: Material | None = None) -> str:
    """A proposal with all that its decider sees for and against it."""
    read = material or material_for(user, assessment.violation)
    cited = (*read.supports, *read.contradicts, *read.context)
    items = {one.item for one in cited}
    return mark_of(assessment, *cited, *items, *read.attributions, *read.positions, *read.grades)


def rating_mark(
    user: Any, rating: EffectivenessRating, cited: dict[str, list[InvestigationCitation]] | None = None
) -> str:
    """A rating with its documents: the one who rated may still have added one."""
    documents = documents_by_criterion(user, rating) if cited is None else cited
    return mark_of(rating, *(one for some in documents.values() for one in some))


def finding_mark(finding: Finding) -> str:
    """Findings that wait: what they rest on is locked with them, so each round is a version of theirs."""
    return mark_of(finding)


def contrary_mark(citation: Citation) -> str:
    """The answer that a passage against has by now, for whoever writes another."""
    answer = standing_answer(citation)
    return mark_of(answer) if answer else mark_of()


def opinion_mark(user: Any, review: SecondReview, target_mark: str = "") -> str:
    """What a second reviewer is asked, with the proposal as it stands."""
    if not target_mark and review.assessment is not None:
        target_mark = assessment_mark(user, review.assessment)
    elif not target_mark and review.finding is not None:
        target_mark = finding_mark(review.finding)
    return mark_of(review, target_mark)
