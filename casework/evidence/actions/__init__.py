"""All acts on evidence, one file per concept."""

from .citing import cite_evidence, withdraw_citation
from .custody import add_custody_event, record_integrity, transfer_custody
from .items import change_item, register_evidence, set_item_level, withdraw_item
from .verifying import decide_verification, record_verification, withdraw_verification

__all__ = [
    "add_custody_event",
    "change_item",
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
