"""Three boards over all cases: claims for compensation, recommendations to authorities, referrals."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.core.access import right
from casework.core.views import ListPage

from .. import queries, rules
from ..choices import Grade
from ..filters import (
    CLAIM_SORT_WORDS,
    CLAIM_SORTS,
    RECOMMENDATION_SORT_WORDS,
    RECOMMENDATION_SORTS,
    REFERRAL_SORT_WORDS,
    REFERRAL_SORTS,
    ClaimFilter,
    RecommendationFilter,
    ReferralFilter,
)

LIST = right("cases.list")
BY_CASE = ("case", _("Case"))

# Key of the figure, its words, and the filter that lists exactly what it counts.
CLAIM_FIGURES = (
    ("all", _("Claims"), ""),
    ("filed", _("Filed, or decided since"), "?show=filed"),
    ("stalled", _("Stuck"), "?show=stalled"),
    ("overdue", _("Follow-up overdue"), "?show=overdue"),
    ("granted", _("Granted or paid"), "?show=granted"),
    ("paid", _("Paid"), "?state=paid"),
)
RECOMMENDATION_FIGURES = (
    ("all", _("Recommendations"), ""),
    ("overdue", _("Overdue"), "?show=overdue"),
    ("unanswered", _("Without an answer"), "?show=unanswered"),
    ("undone", _("Nothing or the contrary done"), "?show=undone"),
    ("carried_out", _("Carried out"), "?grade=A"),
)
REFERRAL_FIGURES = (
    ("all", _("Referrals"), ""),
    ("waiting", _("No answer yet"), "?outcome=waiting"),
    ("overdue", _("Follow-up overdue"), "?show=overdue"),
    ("taken_up", _("Taken up"), "?outcome=taken_up"),
    ("declined", _("Declined"), "?outcome=declined"),
)


def _figures(board: dict[str, int], figures: Any, url_name: str) -> list[dict[str, Any]]:
    """The figures over a board, each with the address of its list."""
    here = reverse(url_name)
    return [{"words": words, "number": board[key], "url": here + query} for key, words, query in figures]


class ClaimBoard(ListPage):
    """All claims in the reader's scope: what is filed, stuck, granted, paid."""

    access = LIST
    template_name = "casework/redress/claim_board.html"
    filterset_class = ClaimFilter
    sorts = CLAIM_SORTS
    default_sort = "-filed"

    def get_queryset(self) -> QuerySet:
        return queries.claims(self.request.user).standing()

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        rows = self.get_queryset()
        return super().render(
            status,
            figures=_figures(queries.claim_board(rows), CLAIM_FIGURES, "redress:claim-board"),
            board=queries.claims_by_scheme(rows),
            currencies=queries.sums_by_currency(rows),
            sort_words=[*CLAIM_SORT_WORDS, BY_CASE],
            **context,
        )


class RecommendationBoard(ListPage):
    """All recommendations: to whom, due when, what came of them."""

    access = LIST
    template_name = "casework/redress/recommendation_board.html"
    filterset_class = RecommendationFilter
    sorts = RECOMMENDATION_SORTS
    default_sort = "-issued"

    def get_queryset(self) -> QuerySet:
        return queries.recommendations(self.request.user).standing()

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        user = self.request.user
        rows = self.get_queryset()
        numbers = queries.recommendation_board(user, rows)
        return super().render(
            status,
            figures=_figures(numbers, RECOMMENDATION_FIGURES, "redress:recommendation-board"),
            board=queries.recommendations_by_addressee(rows),
            grades=Grade.choices,
            sort_words=RECOMMENDATION_SORT_WORDS,
            may_add=rules.may_recommend(user),
            **context,
        )


class ReferralBoard(ListPage):
    """All referrals in the reader's scope: to whom, since when, what came of them."""

    access = LIST
    template_name = "casework/redress/referral_board.html"
    filterset_class = ReferralFilter
    sorts = REFERRAL_SORTS
    default_sort = "-referred"

    def get_queryset(self) -> QuerySet:
        return queries.referrals(self.request.user).standing()

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        numbers = queries.referral_board(self.get_queryset())
        figures = _figures(numbers, REFERRAL_FIGURES, "redress:referral-board")
        return super().render(status, figures=figures, sort_words=[*REFERRAL_SORT_WORDS, BY_CASE], **context)
