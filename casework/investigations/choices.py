"""The closed lists of the investigations room (domain.md §6, §7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SourceReliability(models.TextChoices):
    """Admiralty letter: how far the source is trusted, apart from what it says this time."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


class InformationCredibility(models.TextChoices):
    """Admiralty figure: how far the information itself is believed, apart from who said it."""

    ONE = "1", _("1: confirmed by other independent sources")
    TWO = "2", _("2: probably true")
    THREE = "3", _("3: possibly true")
    FOUR = "4", _("4: doubtful")
    FIVE = "5", _("5: improbable")
    SIX = "6", _("6: cannot be judged")


class AssessmentState(models.TextChoices):
    """The path of one assessment. A new one for the same violation supersedes the approved one."""

    PROPOSED = "proposed", _("Waiting for a decision")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    SUPERSEDED = "superseded", _("Superseded")


class BodyKind(models.TextChoices):
    """Whose investigation it is. Most investigations are somebody else's (product.md §1)."""

    OURS = "ours", _("This organisation")
    COALITION_CELL = "coalition_cell", _("Civilian-harm cell of a coalition")
    DOMESTIC_CRIMINAL = "domestic_criminal", _("Domestic criminal investigation")
    MILITARY = "military", _("Military inquiry")
    COURT = "court", _("Court")
    COMMISSION = "commission", _("Commission of inquiry")
    UN = "un", _("United Nations body")
    OTHER = "other", pgettext_lazy("investigating body", "Another body")


class Outcome(models.TextChoices):
    """What an investigation came to, in words that cover the coalition's as well (domain.md §6.4)."""

    OPEN = "open", pgettext_lazy("outcome of an investigation", "Open")
    CREDIBLE = "credible", _("Held the allegation credible")
    NOT_CREDIBLE = "not_credible", _("Held the allegation not credible")
    INSUFFICIENT = "insufficient", _("Called the information insufficient")
    DUPLICATE = "duplicate", _("Called it a duplicate")
    NO_WRONG = "no_wrong", _("Found no unlawful act")
    UNLAWFUL = "unlawful", _("Found an unlawful act")
    CHARGED = "charged", _("Charges were brought")
    CONVICTED = "convicted", _("Somebody was convicted")
    ACQUITTED = "acquitted", _("The accused were acquitted")
    DROPPED = "dropped", _("Ended without a result")
    NOT_KNOWN = "not_known", pgettext_lazy("outcome of an investigation", "Not known")


class Criterion(models.TextChoices):
    """What makes an investigation effective (domain.md §7; Minnesota Protocol 2016, paras 22-33)."""

    PROMPT = "prompt", _("Prompt")
    INDEPENDENT = "independent", _("Independent")
    IMPARTIAL = "impartial", _("Impartial")
    THOROUGH = "thorough", _("Thorough")
    CAPABLE = "capable", _("Capable")
    TRANSPARENT = "transparent", _("Transparent")
    PARTICIPATION = "participation", _("Victims and families take part")
    PUBLIC_FINDINGS = "public_findings", _("Findings made public")


#: The question behind each criterion, shown beside its answer.
CRITERION_QUESTIONS = {
    Criterion.PROMPT: _("Was it opened as soon as the authority knew, and without unreasonable delay?"),
    Criterion.INDEPENDENT: _("Has it no link of rank or practice with those implicated?"),
    Criterion.IMPARTIAL: _("Did it follow what incriminates and what exonerates alike?"),
    Criterion.THOROUGH: _(
        "Were all reasonable steps taken: site, witnesses, forensics, munitions, chain of command?"
    ),
    Criterion.CAPABLE: _("Can it identify and sanction those responsible, with powers and means?"),
    Criterion.TRANSPARENT: _("Are method and findings open to public scrutiny?"),
    Criterion.PARTICIPATION: _("Were victims and families informed, heard and protected?"),
    Criterion.PUBLIC_FINDINGS: _("Were its findings published, with reasons?"),
}


class Met(models.TextChoices):
    """The answer to one criterion."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    NOT_KNOWN = "not_known", pgettext_lazy("criterion", "Not known")


#: "Effectively investigated" (product.md §2): these are all met, and these at least in part.
MUST_BE_MET = (
    Criterion.PROMPT,
    Criterion.INDEPENDENT,
    Criterion.IMPARTIAL,
    Criterion.THOROUGH,
    Criterion.CAPABLE,
)
AT_LEAST_PARTLY = (Criterion.TRANSPARENT, Criterion.PARTICIPATION)


class RatingState(models.TextChoices):
    """The path of one rating: one person rates, a second confirms."""

    PROPOSED = "proposed", _("Waiting for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    RETURNED = "returned", pgettext_lazy("rating", "Returned")
    SUPERSEDED = "superseded", pgettext_lazy("rating", "Superseded")


class FindingState(models.TextChoices):
    """The path of one finding. While it waits or once it is approved, nobody edits it."""

    DRAFT = "draft", _("Draft")
    UNDER_REVIEW = "under_review", _("Under review")
    APPROVED = "approved", pgettext_lazy("finding", "Approved")
    SUPERSEDED = "superseded", pgettext_lazy("finding", "Superseded")


class Families(models.TextChoices):
    """Whether victims and families know of the findings."""

    NOT_SAID = "", _("Not said yet")
    INFORMED = "informed", _("Informed")
    PARTLY = "partly", _("Some of them informed")
    NOT_INFORMED = "not_informed", _("Not informed, for a reason")


class ReplyState(models.TextChoices):
    """What came of asking a party for its answer before publication."""

    ASKED = "asked", _("Asked, no answer yet")
    REPLIED = "replied", _("Answered")
    SILENT = "silent", _("Did not answer in time")
    NOT_ASKED = "not_asked", _("Could not be asked")


class Opinion(models.TextChoices):
    """What a second reviewer says. It advises; the decision stays with the decider."""

    WAITING = "", _("Not given yet")
    AGREES = "agrees", _("Agrees")
    DOUBTS = "doubts", _("Has doubts")
    DISAGREES = "disagrees", _("Disagrees")


class GradeScheme(models.TextChoices):
    """Whose words a grade uses."""

    AIRWARS = "airwars", _("Casualty monitor’s grade")
    COALITION = "coalition", _("Coalition’s outcome word")


class BodyGrade(models.TextChoices):
    """Another body's own grade, quoted and never ours (domain.md §6.3, §6.4)."""

    CONFIRMED = "confirmed", _("Graded confirmed")
    FAIR = "fair", _("Graded fair")
    WEAK = "weak", _("Graded weak: one source")
    CONTESTED = "contested", _("Graded contested")
    DISCOUNTED = "discounted", _("Graded discounted")
    NO_HARM = "no_harm", _("No civilian harm reported")
    CREDIBLE = "credible", _("Called credible")
    NON_CREDIBLE = "non_credible", _("Called non-credible")
    DUPLICATE = "duplicate", _("Called a duplicate")
    OPEN = "open", _("Called open")


#: Each word belongs to one scheme: nobody chooses the scheme apart from the word.
SCHEME_OF = {
    BodyGrade.CONFIRMED: GradeScheme.AIRWARS,
    BodyGrade.FAIR: GradeScheme.AIRWARS,
    BodyGrade.WEAK: GradeScheme.AIRWARS,
    BodyGrade.CONTESTED: GradeScheme.AIRWARS,
    BodyGrade.DISCOUNTED: GradeScheme.AIRWARS,
    BodyGrade.NO_HARM: GradeScheme.AIRWARS,
    BodyGrade.CREDIBLE: GradeScheme.COALITION,
    BodyGrade.NON_CREDIBLE: GradeScheme.COALITION,
    BodyGrade.DUPLICATE: GradeScheme.COALITION,
    BodyGrade.OPEN: GradeScheme.COALITION,
}


#: Shape and colour class of each state of what waits for a second person; the shape alone says it too.
STATE_MARKS: dict[str, tuple[str, str]] = {
    FindingState.DRAFT: ("todo", ""),
    FindingState.UNDER_REVIEW: ("inreview", "review"),
    AssessmentState.PROPOSED: ("inreview", "review"),
    AssessmentState.RETURNED: ("part", "review"),
    AssessmentState.APPROVED: ("approved", "done"),
    RatingState.CONFIRMED: ("approved", "done"),
    AssessmentState.SUPERSEDED: ("closed", ""),
}

#: The same of each answer to a criterion, with the class of its row.
MET_MARKS: dict[str, tuple[str, str, str]] = {
    Met.MET: ("ok", "done", "c-met"),
    Met.PARTLY: ("part", "review", "c-part"),
    Met.NOT_MET: ("not", "danger", "c-not"),
    Met.NOT_KNOWN: ("unknown", "", "c-unk"),
}
