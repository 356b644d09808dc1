"""How exactly a date is known, and how two of them can meet."""

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy


class Precision(models.TextChoices):
    """How exactly the moment is known; the window says the rest."""

    TIME = "time", gettext_lazy("Day and hour")
    DAY = "day", gettext_lazy("Day")
    MONTH = "month", gettext_lazy("Month")
    YEAR = "year", gettext_lazy("Year")
    RANGE = "range", gettext_lazy("Between two days")
    BEFORE = "before", gettext_lazy("Before a day")
    AFTER = "after", gettext_lazy("After a day")
    UNKNOWN = "unknown", gettext_lazy("Not known")


class Overlap(models.TextChoices):
    """Whether two uncertain dates may be, or must be, the same moment."""

    NO = "no", pgettext_lazy("two dates overlap", "No")
    POSSIBLE = "possible", pgettext_lazy("two dates overlap", "Possible")
    CERTAIN = "certain", pgettext_lazy("two dates overlap", "Certain")
