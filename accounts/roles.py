"""The four global roles and the named rights each of them carries.

A role is a ceiling, not a key: what a person may do in one case is decided in `casework.cases.access` from
the membership AND from these rights. An admin looks after people and lists and has no right that reads a
case. Nothing here imports a model, so that any room may read the table.
"""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is in the organisation as a whole."""

    INVESTIGATOR = "investigator", _("Investigator")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMIN = "admin", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


# What everybody who reads cases at all may do with the shared lists and with what is shown to them.
READING: Final = frozenset(
    {
        "case.view",
        "cases.list",
        "parties.view",
        "places.view",
        "search.use",
    }
)

# The daily work in a case one is a member of.
WORKING: Final = READING | frozenset(
    {
        "case.work",
        "case.export",
        "case.manage_access",
        "cases.create",
        "parties.edit",
        "recommendations.edit",
        "places.edit",
        "sources.edit",
        "tasks.work",
    }
)

# Supervision: sees all that is not sealed to named people, decides, opens what was closed too tightly.
SUPERVISING: Final = WORKING | frozenset(
    {
        "case.decide",
        "case.lower_level",
        "cases.view_all",
        "cases.view_internal",
        "cases.reassign",
        "cases.merge",
        "cases.take_over",
        "desk.supervise",
        "people.list",
        "audit.denied",
    }
)

# People and lists. Not one right here reads a case.
ADMINISTERING: Final = frozenset(
    {
        "accounts.manage",
        "admin.site",
        "audit.auth_events",
        "places.view",
        "references.manage",
    }
)

# An auditor reads the log and the cases given to them, until a date; changes nothing.
AUDITING: Final = READING | frozenset(
    {
        "audit.auth_events",
        "audit.denied",
        "audit.ledger",
        "case.export",
    }
)

ROLE_RIGHTS: Final[dict[Role, frozenset[str]]] = {
    Role.INVESTIGATOR: WORKING | frozenset({"cases.view_internal"}),
    Role.SUPERVISOR: SUPERVISING,
    Role.ADMIN: ADMINISTERING,
    Role.AUDITOR: AUDITING,
}


def rights_of(role: str) -> frozenset[str]:
    """The named rights of a role; a role nobody knows has none."""
    return ROLE_RIGHTS.get(role, frozenset())  # type: ignore[call-overload, no-any-return]
