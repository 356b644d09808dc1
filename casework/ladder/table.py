"""The ladder as data: every move a case can make, who may make it, what must hold and what must be said.

This one table drives the buttons, the page that explains the ladder, docs/ladder.md, the actions and the
tests. A move that stands here in no row cannot be made.
"""

import dataclasses
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.cases.choices import Stage
from casework.ladder.choices import Demand, Mover

NEW: Final = ""
BEFORE: Final = "returns_to"

I, S, O, L = Mover.INVESTIGATOR, Mover.SUPERVISOR, Mover.OTHER_SUPERVISOR, Mover.LEAD

OPEN_STAGES: Final = (
    Stage.REPORTED,
    Stage.ASSESSMENT,
    Stage.INSUFFICIENT,
    Stage.CREDIBLE,
    Stage.INVESTIGATION,
    Stage.FINDINGS_REVIEW,
    Stage.FINDINGS_APPROVED,
    Stage.PUBLISHED,
)
CLOSABLE_STAGES: Final = (*(stage for stage in OPEN_STAGES if stage != Stage.PUBLISHED), Stage.SUSPENDED)

CREDIBLE: Final = ("verified_item", "threshold_reached")
CONCLUDED: Final = (
    "conclusions_drawn",
    "casualties_adopted",
    "attribution_rated",
    "custody_explained",
    "unseen_concluded",
)
ANSWERED: Final = ("hashes_intact", "no_challenge", "contrary_answered", "unseen_answered")
AGAIN: Final = (*CREDIBLE, "criteria_rated", *CONCLUDED, *ANSWERED)
"""What carried a case to its stage is asked again at each step to the public: evidence may have been refuted
since, our own investigation taken back, an act or an attribution added."""

RATIONALE_LENGTH: Final = 40
REASON_LENGTH: Final = 10


@dataclasses.dataclass(frozen=True)
class Transition:
    """One row of the table. `guards` are looked up in `casework.ladder.guards`, `demands` in the form."""

    key: str
    sources: tuple[str, ...]
    target: str
    movers: tuple[Mover, ...]
    act: str | Promise
    guards: tuple[str, ...] = ()
    demands: tuple[Demand, ...] = ()
    reason_length: int = REASON_LENGTH
    asked: str | Promise = ""


TRANSITIONS: Final[tuple[Transition, ...]] = (
    Transition(
        "report",
        (NEW,),
        Stage.REPORTED,
        (I, S),
        _("Log the allegation"),
        guards=("told", "dated", "placed", "sourced"),
        reason_length=0,
    ),
    Transition(
        "assess",
        (Stage.REPORTED,),
        Stage.ASSESSMENT,
        (I, S),
        _("Start the assessment"),
        guards=("lead_assigned", "material_linked", "duplicates_checked"),
        asked=_("What will be looked at first?"),
    ),
    Transition(
        "credit",
        (Stage.ASSESSMENT,),
        Stage.CREDIBLE,
        (S,),
        _("Call the evidence credible"),
        guards=("verified_item", "violation_named", "threshold_reached", "not_own_proposal"),
        demands=(Demand.SINGLE_SOURCE,),
        reason_length=RATIONALE_LENGTH,
        asked=_("Why do these materials give reasonable grounds to suspect a violation?"),
    ),
    Transition(
        "shelve",
        (Stage.ASSESSMENT,),
        Stage.INSUFFICIENT,
        (S,),
        _("Set aside: insufficient information"),
        demands=(Demand.MISSING, Demand.REVIEW_ON),
        reason_length=RATIONALE_LENGTH,
        asked=_("Why is the threshold not met now? This is not a finding that the allegation is false."),
    ),
    Transition(
        "look_again",
        (Stage.INSUFFICIENT,),
        Stage.ASSESSMENT,
        (I, S),
        _("Look again"),
        asked=_("What is new, or is it the date that was set?"),
    ),
    Transition(
        "investigate",
        (Stage.CREDIBLE,),
        Stage.INVESTIGATION,
        (S,),
        _("Open the investigation"),
        guards=(*CREDIBLE, "lead_assigned", "attributed", "plan", "risk_assessed", "start_date"),
        asked=_("What is the investigation to find out first?"),
    ),
    Transition(
        "reassess",
        (Stage.CREDIBLE,),
        Stage.ASSESSMENT,
        (S,),
        _("Back to assessment"),
        asked=_("Which evidence was rejected or retracted?"),
    ),
    Transition(
        "submit_findings",
        (Stage.INVESTIGATION,),
        Stage.FINDINGS_REVIEW,
        (L,),
        _("Submit the findings"),
        guards=("findings_written", *CREDIBLE, "criteria_rated", "families_informed", *CONCLUDED),
        asked=_("What should the reviewer look at?"),
    ),
    Transition(
        "return_findings",
        (Stage.FINDINGS_REVIEW,),
        Stage.INVESTIGATION,
        (S,),
        _("Return the findings with a comment"),
        asked=_("What has to be done before the findings can be approved?"),
    ),
    Transition(
        "approve_findings",
        (Stage.FINDINGS_REVIEW,),
        Stage.FINDINGS_APPROVED,
        (O,),
        _("Approve the findings"),
        guards=("not_author", *AGAIN),
        asked=_("What convinces you?"),
    ),
    Transition(
        "publish",
        (Stage.FINDINGS_APPROVED,),
        Stage.PUBLISHED,
        (S, O),
        _("Make the findings public"),
        guards=(
            "public_version",
            "second_supervisor",
            "redaction_done",
            "consent_covers",
            "nothing_restricted",
            "party_heard",
            "replies_told",
            *AGAIN,
        ),
        asked=_("Why is it right to publish now?"),
    ),
    Transition(
        "reopen_findings",
        (Stage.FINDINGS_APPROVED, Stage.PUBLISHED),
        Stage.INVESTIGATION,
        (S,),
        _("Reopen the investigation"),
        asked=_("Why is the investigation opened again? What is public stays public, under its number."),
    ),
    Transition(
        "withdraw_publication",
        (Stage.PUBLISHED,),
        Stage.FINDINGS_APPROVED,
        (S,),
        _("Withdraw the publication"),
        demands=(Demand.WITHDRAWAL,),
        asked=_("What happened? The public is told the reason you choose, and nothing of this."),
    ),
    Transition(
        "complete",
        (Stage.PUBLISHED,),
        Stage.CLOSED,
        (S,),
        pgettext_lazy("a published case", "Close the case"),
        guards=("redress_known", "follow_up_set"),
        asked=_("Why is nothing more to be done?"),
    ),
    Transition(
        "suspend",
        OPEN_STAGES,
        Stage.SUSPENDED,
        (S,),
        _("Suspend the case"),
        demands=(Demand.REVIEW_ON,),
        asked=_("Which security or access reason stops the work?"),
    ),
    Transition(
        "resume",
        (Stage.SUSPENDED,),
        BEFORE,
        (S,),
        _("Take the work up again"),
        asked=_("What has changed?"),
    ),
    Transition(
        "close",
        CLOSABLE_STAGES,
        Stage.CLOSED,
        (S,),
        _("Close the case"),
        guards=("not_public",),
        demands=(Demand.CLOSE_CODE, Demand.KEPT_CASE),
        asked=_("Why is the case closed before findings are public?"),
    ),
    Transition(
        "reopen",
        (Stage.CLOSED,),
        Stage.ASSESSMENT,
        (S,),
        _("Reopen the case"),
        asked=_("Why is the case taken up again?"),
    ),
)

BY_KEY: Final[dict[str, Transition]] = {transition.key: transition for transition in TRANSITIONS}


def leaving(stage: str) -> tuple[Transition, ...]:
    """The rows of the table that start at `stage`, in the order of the table."""
    return tuple(transition for transition in TRANSITIONS if stage in transition.sources)


FORWARD: Final = {
    Stage.REPORTED: "assess",
    Stage.ASSESSMENT: "credit",
    Stage.INSUFFICIENT: "look_again",
    Stage.CREDIBLE: "investigate",
    Stage.INVESTIGATION: "submit_findings",
    Stage.FINDINGS_REVIEW: "approve_findings",
    Stage.FINDINGS_APPROVED: "publish",
    Stage.PUBLISHED: "complete",
    Stage.SUSPENDED: "resume",
    Stage.CLOSED: "reopen",
}
"""The move by which a case usually leaves each stage: it is offered first."""
