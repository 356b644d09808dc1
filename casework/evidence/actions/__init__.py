"""All acts on evidence, one file per concept."""

from .citing import cite_evidence, withdraw_citation
from .custody import add_custody_event, transfer_custody
from .integrity import check_integrity, record_integrity
from .items import change_item, register_evidence, set_item_level, withdraw_item
from .verifying import decide_verification, record_verification, withdraw_verification

__all__ = [
    "add_custody_event",
    "change_item",
    "check_integrity",
    "cite_evidence",
    "decide_verification",
    "record_integrity",
    "record_verification",
    "register_evidence",
    "set_item_level",
    "transfer_custody",
    "withdraw_citation",
    "withdraw_item",
    "withdraw_verification",
]
