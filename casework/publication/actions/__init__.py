"""What is done in the publication room: the one write path."""

from .deciding import (
    propose_version,
    publish_version,
    recall_version,
    return_version,
    withdraw_outside_ladder,
    withdraw_publication,
)
from .figures import release_figures
from .preparing import (
    answer_points,
    change_version,
    choose_evidence,
    choose_words,
    drop_evidence,
    drop_mention,
    keep_hit,
    mention_person,
    prepare_version,
)

__all__ = [
    "answer_points",
    "change_version",
    "choose_evidence",
    "choose_words",
    "drop_evidence",
    "drop_mention",
    "keep_hit",
    "mention_person",
    "prepare_version",
    "propose_version",
    "publish_version",
    "recall_version",
    "release_figures",
    "return_version",
    "withdraw_outside_ladder",
    "withdraw_publication",
]
