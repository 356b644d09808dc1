"""The answer of a rule: allowed, or refused with a sentence that both screen and server show."""

import dataclasses

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.functional import Promise


class Refused(PermissionDenied):
    """A rule said no. Carries the sentence for the reader; becomes a 403 page for a member."""

    def __init__(self, reason: str | Promise = "") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclasses.dataclass(frozen=True)
class Verdict:
    """Whether an act is allowed now, and if not, why not, in words."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise Refused with the reason unless the act is allowed."""
        if not self.allowed:
            raise Refused(self.reason)

    def require_beside(self, field: str) -> None:
        """Show a refused choice beside its field, in the words of the rule.

        Raises:
            ValidationError: the choice is not allowed.
        """
        if not self.allowed:
            raise ValidationError({field: self.reason})

    def and_then(self, other: "Verdict") -> "Verdict":
        """Return the first refusal of the two, or an allowance."""
        return other if self.allowed else self


ALLOWED = Verdict(True)


def refuse(reason: str | Promise) -> Verdict:
    """Return a refusal with its sentence."""
    return Verdict(False, reason)
