"""What assessments, ratings and findings share: one person writes, a second one decides."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..choices import STATE_MARKS


class Decided:
    """Mixin of a withdrawable record with a `state`: how it is shown."""

    state: str
    is_withdrawn: bool
    gone_words: str | Promise = _("Taken back")

    @property
    def state_words(self) -> str | Promise:
        """Where it stands; what was withdrawn stands nowhere."""
        return self.gone_words if self.is_withdrawn else self.get_state_display()  # type: ignore[attr-defined]

    @property
    def symbol(self) -> str:
        """Shape of its state."""
        return "closed" if self.is_withdrawn else STATE_MARKS[self.state][0]

    @property
    def tone(self) -> str:
        """Colour class of its state; never the only mark."""
        return "" if self.is_withdrawn else STATE_MARKS[self.state][1]
