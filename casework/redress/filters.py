"""Filters and orders of claims, recommendations and referrals, over all cases and in one."""

from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.core.lists import Choices, ListFilter, OneOf, Sorts, TextFilter

from .choices import (
    CLAIM_STEPS,
    CLAIMS_FILED,
    CLAIMS_GRANTED,
    ClaimState,
    Damage,
    Grade,
    ReferralKind,
    ReferralOutcome,
    Scheme,
)
from .queries import (
    ENDED,
    addressees,
    answered,
    overdue_claim,
    overdue_recommendation,
    overdue_referral,
)

CLAIM_SORTS: Final[Sorts] = {
    "filed": (F("filed_on"),),
    "follow_up": (F("follow_up_on"),),
    "state": ("state",),
    "scheme": ("scheme", F("filed_on")),
    "case": ("case__reference",),
}
CLAIM_SORT_WORDS: Final[Choices] = [
    ("-filed", _("Filed last first")),
    ("filed", _("Filed first first")),
    ("follow_up", _("Follow-up soonest")),
    ("state", _("State")),
]
RECOMMENDATION_SORTS: Final[Sorts] = {
    "issued": ("issued_on",),
    "due": (F("due_on"),),
    "grade": ("grade",),
    "follow_up": (F("follow_up_on"),),
}
RECOMMENDATION_SORT_WORDS: Final[Choices] = [
    ("-issued", _("Issued last first")),
    ("issued", _("Issued first first")),
    ("due", _("Due soonest")),
    ("grade", _("Grade")),
    ("follow_up", _("Follow-up soonest")),
]
REFERRAL_SORTS: Final[Sorts] = {
    "referred": ("referred_on",),
    "follow_up": (F("follow_up_on"),),
    "body": ("body",),
    "outcome": ("outcome", "referred_on"),
    "case": ("case__reference",),
}
REFERRAL_SORT_WORDS: Final[Choices] = [
    ("-referred", _("Referred last first")),
    ("referred", _("Referred first first")),
    ("follow_up", _("Follow-up soonest")),
    ("body", _("Referred to")),
]
RESTING_SORTS: Final[Sorts] = {
    "issued": ("recommendation__issued_on",),
    "due": (F("recommendation__due_on"),),
    "grade": ("recommendation__grade",),
}
RESTING_SORT_WORDS: Final[Choices] = RECOMMENDATION_SORT_WORDS[:4]


class ClaimFilter(ListFilter):
    """By words, state, scheme, damage, currency, and what needs somebody."""

    q = TextFilter(label=_("Text"), method="with_words")
    state = OneOf(label=_("State"), choices=ClaimState.choices, everything=_("Any state"))
    scheme = OneOf(label=_("Scheme"), choices=Scheme.choices, everything=_("Any scheme"))
    damage = OneOf(label=_("Damage"), choices=Damage.choices, everything=_("Any damage"))
    show = OneOf(
        label=_("Show"),
        method="needing",
        everything=_("All claims"),
        choices=[
            ("filed", _("Filed, or decided since")),
            ("stalled", _("Stuck")),
            ("overdue", _("Follow-up overdue")),
            ("granted", _("Granted or paid")),
            *((step, words) for step, (words, _states) in CLAIM_STEPS.items()),
        ],
    )
    currency = OneOf(label=_("Currency"), everything=_("Any currency"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("currency", self.currencies)

    def currencies(self) -> Choices:
        """The currencies of these claims."""
        known = self.queryset.exclude(currency="").order_by("currency").values_list("currency", flat=True)
        return [(one, one) for one in known.distinct()]

    def with_words(self, queryset: QuerySet, name: str, term: str) -> QuerySet:
        """Code, number of the scheme, group, or the case's reference."""
        return queryset.filter(
            Q(reference__icontains=term)
            | Q(scheme_reference__icontains=term)
            | Q(group__icontains=term)
            | Q(case__reference__icontains=term)
        )

    def needing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The rows behind a figure above the list."""
        wanted = {step: Q(state__in=states) for step, (_words, states) in CLAIM_STEPS.items()} | {
            "filed": Q(state__in=CLAIMS_FILED),
            "stalled": ~Q(stalled_reason="") & ~Q(state__in=ENDED),
            "overdue": overdue_claim(),
            "granted": Q(state__in=CLAIMS_GRANTED),
        }
        return queryset.filter(wanted[value])


class RecommendationFilter(ListFilter):
    """By words, addressee, grade, and what is overdue."""

    q = TextFilter(label=_("Text"), method="with_words")
    to = OneOf(label=_("Addressed to"), method="addressed", everything=_("Any addressee"))
    grade = OneOf(
        label=_("Grade"),
        method="graded",
        choices=[("none", _("Not graded yet")), *Grade.choices],
        everything=_("Any grade"),
    )
    show = OneOf(
        label=_("Show"),
        method="needing",
        everything=_("All recommendations"),
        choices=[
            ("overdue", _("Overdue")),
            ("unanswered", _("Without an answer")),
            ("undone", _("Nothing or the contrary was done")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", self.addressees)

    def addressees(self) -> Choices:
        """Those to whom these recommendations are addressed, by name."""
        named = {key: name for key, name, *_numbers in addressees(self.queryset)}
        return sorted(named.items(), key=lambda pair: pair[1])

    def with_words(self, queryset: QuerySet, name: str, term: str) -> QuerySet:
        """Title, text, addressee or code."""
        return queryset.filter(
            Q(title__icontains=term)
            | Q(text__icontains=term)
            | Q(addressee_name__icontains=term)
            | Q(addressee__name_en__icontains=term)
            | Q(addressee__name_ar__icontains=term)
            | Q(reference__icontains=term)
        )

    def addressed(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """A party by its code, or a body named in words only."""
        kind, _colon, whom = value.partition(":")
        if kind == "party":
            return queryset.filter(addressee__code=whom)
        return queryset.filter(addressee=None, addressee_name=whom)

    def graded(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """One grade, or none yet."""
        return queryset.filter(grade="" if value == "none" else value)

    def needing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The rows behind a figure above the list."""
        if value == "overdue":
            return queryset.filter(overdue_recommendation())
        if value == "undone":
            return queryset.filter(grade__in=(Grade.D, Grade.E))
        return queryset.filter(~answered(self.request.user))


class ReferralFilter(ListFilter):
    """By words, kind of body, outcome, and what is overdue."""

    q = TextFilter(label=_("Text"), method="with_words")
    kind = OneOf(label=_("Kind of body"), choices=ReferralKind.choices, everything=_("Any body"))
    outcome = OneOf(label=_("Outcome"), choices=ReferralOutcome.choices, everything=_("Any outcome"))
    show = OneOf(
        label=_("Show"),
        method="needing",
        everything=_("All referrals"),
        choices=[("overdue", _("Follow-up overdue"))],
    )

    def with_words(self, queryset: QuerySet, name: str, term: str) -> QuerySet:
        """The body, its reference, or the case's reference."""
        return queryset.filter(
            Q(body__icontains=term) | Q(reference__icontains=term) | Q(case__reference__icontains=term)
        )

    def needing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The rows behind the figure above the list."""
        return queryset.filter(overdue_referral())


class RestingFilter(ListFilter):
    """Recommendations that rest on one case: by words and grade."""

    q = TextFilter(method="with_words")
    grade = OneOf(
        label=_("Grade"),
        method="graded",
        choices=[("none", _("Not graded yet")), *Grade.choices],
        everything=_("Any grade"),
    )

    def with_words(self, queryset: QuerySet, name: str, term: str) -> QuerySet:
        """Title, addressee or code."""
        named = Q(recommendation__addressee__name_en__icontains=term)
        named |= Q(recommendation__addressee__name_ar__icontains=term)
        named |= Q(recommendation__addressee_name__icontains=term)
        return queryset.filter(
            named | Q(recommendation__title__icontains=term) | Q(recommendation__reference__icontains=term)
        )

    def graded(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """One grade, or none yet."""
        return queryset.filter(recommendation__grade="" if value == "none" else value)
