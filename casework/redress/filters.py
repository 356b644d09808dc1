"""Filters of the three boards; the whole state is in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

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
from .models import CompensationClaim, Recommendation, Referral
from .queries import (
    ENDED,
    addressees,
    answered,
    overdue_claim,
    overdue_recommendation,
    overdue_referral,
)

LONGEST_TERM = 200


def _term(value: Any) -> str:
    return str(value).replace("\x00", "").strip()


class _Words(django_filters.CharFilter):
    """A bounded text to look for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Text"),
            max_length=LONGEST_TERM,
            widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
            **kwargs,
        )


class ClaimFilter(django_filters.FilterSet):
    """By words, state, scheme, damage, currency, and what needs somebody."""

    q = _Words(method="with_words")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ClaimState.choices, empty_label=_("Any state")
    )
    scheme = django_filters.ChoiceFilter(
        label=_("Scheme"), choices=Scheme.choices, empty_label=_("Any scheme")
    )
    damage = django_filters.ChoiceFilter(
        label=_("Damage"), choices=Damage.choices, empty_label=_("Any damage")
    )
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        method="needing",
        empty_label=_("All claims"),
        choices=[
            ("filed", _("Filed, or decided since")),
            ("stalled", _("Stuck")),
            ("overdue", _("Follow-up overdue")),
            ("granted", _("Granted or paid")),
            *((step, words) for step, (words, _states) in CLAIM_STEPS.items()),
        ],
    )
    currency = django_filters.ChoiceFilter(label=_("Currency"), empty_label=_("Any currency"))

    class Meta:
        model = CompensationClaim
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.queryset.exclude(currency="").order_by("currency").values_list("currency", flat=True)
        self.filters["currency"].extra["choices"] = [(one, one) for one in known.distinct()]

    def with_words(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Code, number of the scheme, group, or the case's reference."""
        term = _term(value)
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


class RecommendationFilter(django_filters.FilterSet):
    """By words, addressee, grade, and what is overdue."""

    q = _Words(method="with_words")
    to = django_filters.ChoiceFilter(
        label=_("Addressed to"), method="addressed", empty_label=_("Any addressee")
    )
    grade = django_filters.ChoiceFilter(
        label=_("Grade"),
        method="graded",
        choices=[("none", _("Not graded yet")), *Grade.choices],
        empty_label=_("Any grade"),
    )
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        method="needing",
        empty_label=_("All recommendations"),
        choices=[
            ("overdue", _("Overdue")),
            ("unanswered", _("Without an answer")),
            ("undone", _("Nothing or the contrary was done")),
        ],
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {key: name for key, name, *_numbers in addressees(self.queryset)}
        by_name = sorted(named.items(), key=lambda pair: pair[1])
        self.filters["to"].extra["choices"] = by_name

    def with_words(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Title, text, addressee or code."""
        term = _term(value)
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


class ReferralFilter(django_filters.FilterSet):
    """By words, kind of body, outcome, and what is overdue."""

    q = _Words(method="with_words")
    kind = django_filters.ChoiceFilter(
        label=_("Kind of body"), choices=ReferralKind.choices, empty_label=_("Any body")
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"), choices=ReferralOutcome.choices, empty_label=_("Any outcome")
    )
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        method="needing",
        empty_label=_("All referrals"),
        choices=[("overdue", _("Follow-up overdue"))],
    )

    class Meta:
        model = Referral
        fields: list[str] = []

    def with_words(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """The body, its reference, or the case's reference."""
        term = _term(value)
        return queryset.filter(
            Q(body__icontains=term) | Q(reference__icontains=term) | Q(case__reference__icontains=term)
        )

    def needing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The rows behind the figure above the list."""
        return queryset.filter(overdue_referral())
