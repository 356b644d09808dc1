"""Pages of the people room."""

from .consents import ConsentRecord, ConsentRevoke, ConsentWithdraw
from .records import (
    PeopleTab,
    PersonCreate,
    PersonDetail,
    PersonEdit,
    PersonLevel,
    PersonScope,
    PersonSourceCreate,
    PersonWithdraw,
)
from .risks import RiskCreate, RiskEdit, RiskWithdraw
from .sources import (
    SourceCreate,
    SourceDetail,
    SourceEdit,
    SourceLevel,
    SourceList,
    SourceWithdraw,
    suggest_sources,
)

__all__ = [
    "ConsentRecord",
    "ConsentRevoke",
    "ConsentWithdraw",
    "PeopleTab",
    "PersonCreate",
    "PersonDetail",
    "PersonEdit",
    "PersonLevel",
    "PersonScope",
    "PersonSourceCreate",
    "PersonWithdraw",
    "RiskCreate",
    "RiskEdit",
    "RiskWithdraw",
    "SourceCreate",
    "SourceDetail",
    "SourceEdit",
    "SourceLevel",
    "SourceList",
    "SourceWithdraw",
    "suggest_sources",
]
