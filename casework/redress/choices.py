"""Closed lists of the redress room (domain.md §8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Form(models.TextChoices):
    """Forms of reparation: UN Basic Principles and Guidelines (2005), paras 19-23."""

    RESTITUTION = "restitution", _("Restitution")
    COMPENSATION = "compensation", _("Compensation")
    REHABILITATION = "rehabilitation", _("Rehabilitation")
    SATISFACTION = "satisfaction", _("Satisfaction")
    NON_REPETITION = "non_repetition", _("Guarantees of non-repetition")


class RedressState(models.TextChoices):
    """What became of redress in a case as a whole."""

    UNKNOWN = "unknown", pgettext_lazy("redress", "Not known")
    NONE_KNOWN = "none_known", _("None known")
    SOUGHT = "sought", _("Sought, not granted yet")
    PARTLY = "partly", _("Granted in part")
    GRANTED = "granted", _("Granted")
    NOT_DUE = "not_due", _("None is due")


#: What counts as "redress" on the scorecard: something was granted.
REDRESS_REACHED = (RedressState.PARTLY, RedressState.GRANTED)


class Grade(models.TextChoices):
    """How far an authority carried out a recommendation."""

    A = "A", _("A: carried out")
    B = "B", _("B: partly carried out, work goes on")
    C = "C", _("C: something was done, not what was asked")
    D = "D", _("D: nothing was done")
    E = "E", _("E: the contrary was done")


class Attitude(models.TextChoices):
    """What an authority says to a recommendation."""

    ACCEPTS = "accepts", _("Accepts it")
    PARTLY = "partly", _("Accepts it in part")
    REJECTS = "rejects", _("Rejects it")
    NOTES = "notes", _("Takes note of it")


class ReferralKind(models.TextChoices):
    """To whom a case was referred."""

    PROSECUTOR = "prosecutor", _("Prosecutor")
    MECHANISM = "mechanism", _("International mechanism")
    COMMITTEE = "committee", _("National committee")
    HARM_CELL = "harm_cell", _("Civilian-harm desk of a coalition")
    OTHER = "other", pgettext_lazy("referral", "Another body")


class ReferralOutcome(models.TextChoices):
    """What came of a referral."""

    WAITING = "waiting", _("No answer yet")
    RECEIVED = "received", _("Received")
    TAKEN_UP = "taken_up", _("Taken up")
    DECLINED = "declined", _("Declined")
    CLOSED = "closed", pgettext_lazy("referral", "Closed")


class Scheme(models.TextChoices):
    """Where compensation can be sought."""

    LAW_20 = "law_20", _("Iraq, Law 20 of 2009 (amended by Law 57 of 2015)")
    EX_GRATIA = "ex_gratia", _("Ex gratia payment of a state")
    COURT = "court", pgettext_lazy("compensation", "Court")
    OTHER = "other", pgettext_lazy("compensation", "Another scheme")
    NONE = "none", _("Eligible under no scheme")


class Damage(models.TextChoices):
    """The categories of damage of Law 20 of 2009, article 2."""

    DEATH = "death", _("Death")
    MISSING = "missing", _("Missing person")
    DISABILITY = "disability", _("Disability, full or partial")
    INJURY = "injury", _("Injury")
    PROPERTY = "property", _("Damage to property")
    WORK = "work", _("Harm to employment or study")


class ClaimState(models.TextChoices):
    """How a claim stands."""

    NOT_SOUGHT = "not_sought", _("Not sought")
    ELIGIBLE = "eligible", _("Eligible, not filed yet")
    FILED = "claim_filed", _("Filed")
    UNDER_REVIEW = "under_review", pgettext_lazy("compensation", "Under review")
    GRANTED = "granted", pgettext_lazy("compensation", "Granted")
    PARTLY_GRANTED = "partly_granted", pgettext_lazy("compensation", "Granted in part")
    REJECTED = "rejected", pgettext_lazy("compensation", "Rejected")
    APPEALED = "appealed", _("Appealed")
    PAID = "paid", _("Paid")
    UNKNOWN = "unknown", pgettext_lazy("compensation", "Not known")


#: Somebody decided on such a claim; it was filed before, and so was one that waits for a decision.
CLAIMS_DECIDED = (
    ClaimState.GRANTED, ClaimState.PARTLY_GRANTED, ClaimState.REJECTED, ClaimState.APPEALED,
)  # fmt: skip
CLAIMS_FILED = (ClaimState.FILED, ClaimState.UNDER_REVIEW, *CLAIMS_DECIDED, ClaimState.PAID)

#: A claim in one of these states counts as redress.
CLAIMS_GRANTED = (ClaimState.GRANTED, ClaimState.PARTLY_GRANTED, ClaimState.PAID)

#: Something was granted, or may have been before an appeal: only such a claim has sums granted and paid.
CLAIMS_WITH_MONEY = (*CLAIMS_GRANTED, ClaimState.APPEALED)

#: How far a claim came, for the board: words, and the states they stand for. Every state is in one.
CLAIM_STEPS = {
    "not_filed": (_("Not filed"), (ClaimState.NOT_SOUGHT, ClaimState.ELIGIBLE, ClaimState.UNKNOWN)),
    "waiting": (
        _("Waiting for a decision"),
        (ClaimState.FILED, ClaimState.UNDER_REVIEW, ClaimState.APPEALED),
    ),
    "rejected": (pgettext_lazy("compensation", "Rejected"), (ClaimState.REJECTED,)),
    "awarded": (_("Granted, not paid"), (ClaimState.GRANTED, ClaimState.PARTLY_GRANTED)),
    "paid": (_("Paid"), (ClaimState.PAID,)),
}
