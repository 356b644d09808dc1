"""Which shape, colour and word stands for a stage, a level or a standard of proof.

The words come from the choices of the rooms, so that a list, a filter and a chip cannot differ.
"""

from typing import Any, NamedTuple

from casework.cases.choices import Confidentiality, Stage
from casework.incidents.choices import ProofStandard


class Look(NamedTuple):
    """How one value is shown."""

    label: Any
    kind: str
    mark: str


_STAGE_MARKS = {
    Stage.REPORTED: ("", "reported"),
    Stage.ASSESSMENT: ("active", "assess"),
    Stage.INSUFFICIENT: ("", "short"),
    Stage.CREDIBLE: ("active", "credible"),
    Stage.INVESTIGATION: ("active", "invest"),
    Stage.FINDINGS_REVIEW: ("review", "inreview"),
    Stage.FINDINGS_APPROVED: ("done", "approved"),
    Stage.PUBLISHED: ("done", "public"),
    Stage.CLOSED: ("", "closed"),
    Stage.SUSPENDED: ("", "suspended"),
}
_LEVEL_MARKS = {
    Confidentiality.INTERNAL: ("", "people"),
    Confidentiality.RESTRICTED: ("", "lock"),
    Confidentiality.HIGHLY_RESTRICTED: ("sealed", "lock"),
}

STAGES = {stage.value: Look(stage.label, *mark) for stage, mark in _STAGE_MARKS.items()}
LEVELS = {level.value: Look(level.label, *mark) for level, mark in _LEVEL_MARKS.items()}

RANKS = {standard.value: (standard.rank, standard.label) for standard in ProofStandard}
