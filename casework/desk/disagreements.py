"""Where we hold credible evidence and the accused party rejects it, or does not answer."""

from typing import Any, Final

import django_filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.core.access import right
from casework.core.dates import UncertainDate
from casework.core.remember import remembered_for_all, state_of_knowledge
from casework.core.views import ListPage
from casework.desk.chips import chips_of
from casework.desk.filters import PeriodFilter, TextFilter, party_choices
from casework.incidents.choices import ProofStandard
from casework.investigations.models import Assessment
from casework.investigations.rules import reaches_threshold
from casework.parties.choices import ClaimStatus, PositionKind
from casework.parties.models import Attribution, Party, PartyPosition
from casework.parties.queries import with_parties_below

CREDIBLE: Final = tuple(standard.value for standard in ProofStandard if reaches_threshold(standard))
REJECTED: Final = (
    PositionKind.DENIES,
    PositionKind.INSUFFICIENT,
    PositionKind.OTHER_EXPLANATION,
    PositionKind.ACKNOWLEDGES_ACT,
)
UNANSWERED: Final = (PositionKind.NO_RESPONSE, PositionKind.NOT_ASKED)
NOTHING: Final = "nothing"
GROUPS = [("rejected", _("Rejected, all kinds")), ("unanswered", _("Unanswered, all kinds"))]
KINDS = [(kind.value, kind.label) for kind in (*REJECTED, *UNANSWERED)]


def disagreements(user: Any) -> QuerySet[Attribution]:
    """Attributions with credible evidence whose party, by its last word, rejects them or says nothing.

    Annotated with `held`, the standard of the assessment in force, and `last`, the key of the last position.
    """
    in_force = Assessment.objects.in_force().filter(violation=OuterRef("violation_id"), standard__in=CREDIBLE)
    said = PartyPosition.objects.allowed_to(user).filter(
        attribution=OuterRef("pk"), withdrawn_at__isnull=True
    )
    latest = said.order_by(F("when_latest").desc(nulls_last=True), "-id")
    rows = Attribution.objects.visible_to(user).standing().exclude(claim_status=ClaimStatus.REJECTED)
    rows = rows.filter(Exists(in_force)).annotate(
        held=Subquery(in_force.values("standard")[:1]),
        last=Subquery(latest.values("pk")[:1]),
        last_kind=Subquery(latest.values("kind")[:1]),
        said_on=Subquery(latest.values("when_latest")[:1]),
    )
    return rows.filter(Q(last_kind__in=(*REJECTED, *UNANSWERED)) | Q(last_kind__isnull=True))


class DisagreementFilter(django_filters.FilterSet):
    """Which disagreements are shown."""

    q = TextFilter(method="by_words", label=_("Case, event or reference"))
    party = django_filters.ChoiceFilter(method="by_party", choices=party_choices, label=_("Alleged party"))
    position = django_filters.ChoiceFilter(
        method="by_position",
        choices=[*GROUPS, *KINDS, (NOTHING, _("Nothing recorded"))],
        label=_("What the party says"),
    )
    period = PeriodFilter(method="by_period", label=_("When it happened"))

    class Meta:
        model = Attribution
        fields: list[str] = []

    @property
    def form(self) -> Any:
        """The form, with the list of parties read once while nothing is written."""
        fresh = not hasattr(self, "_form")
        form = super().form
        if fresh:
            field = form.fields["party"]
            known = remembered_for_all("accused", state_of_knowledge(), lambda: list(field.choices))
            field.choices = known
        return form

    def by_words(self, queryset: QuerySet, _name: str, typed: str) -> QuerySet:
        """Each word stands in the title of the case or of the event, or begins the reference."""
        for word in typed.split()[:6]:
            queryset = queryset.filter(
                Q(case__title__icontains=word)
                | Q(case__reference__icontains=word)
                | Q(violation__incident__title__icontains=word)
            )
        return queryset

    def by_party(self, queryset: QuerySet, _name: str, code: str) -> QuerySet:
        """Of this party or one below it."""
        found = Party.objects.filter(code=code).first()
        return queryset.filter(party__in=with_parties_below(found)) if found else queryset.none()

    def by_position(self, queryset: QuerySet, _name: str, kind: str) -> QuerySet:
        """By the party's last word."""
        if kind == "rejected":
            return queryset.filter(last_kind__in=REJECTED)
        if kind == "unanswered":
            return queryset.filter(Q(last_kind__in=UNANSWERED) | Q(last_kind__isnull=True))
        return queryset.filter(last_kind__isnull=True) if kind == NOTHING else queryset.filter(last_kind=kind)

    def by_period(self, queryset: QuerySet, _name: str, period: UncertainDate | None) -> QuerySet:
        """Whose event may have happened in the period; one without a date never did."""
        if period is None or not period.is_known:
            return queryset
        first, last = period.window()
        return queryset.filter(
            violation__incident__when_earliest__lte=last, violation__incident__when_latest__gte=first
        )


class Disagreements(ListPage):
    """Rejected or unanswered by a party while we hold credible evidence."""

    access = right("cases.list")
    template_name = "casework/desk/disagreements.html"
    filterset_class = DisagreementFilter
    page_size = 25
    default_sort = "-event"
    sorts = {
        "event": ("violation__incident__when_earliest",),
        "party": ("party__code",),
        "said": ("said_on",),
        "case": ("case__reference",),
    }

    def get_queryset(self) -> QuerySet:
        rows = disagreements(self.request.user)
        return rows.select_related("case", "party", "violation__type", "violation__incident")

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        rows, asked = list(context["page_obj"].object_list), self.context["filter"]
        keys = [one.last for one in rows if one.last]
        said = {one.pk: one for one in PartyPosition.objects.filter(pk__in=keys).select_related("source")}
        for one in rows:
            one.violation.case = one.violation.incident.case = one.case
            one.says = said.get(one.last)
        context |= {
            "rows": rows,
            "chips": chips_of(asked, self.request) if asked.form.is_valid() else [],
            "clear_url": reverse("desk:disagreements"),
        }
        return super().render(status, **context)
