"""The filters of the case list. Everything typed into the address is bounded: no state of it breaks the page.

Conditions on what happened (place, period, violation, party) speak of ONE incident: a case with an air
strike in 2016 and a mortar in 2017 is not found as "air strike, 2017".
"""

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Hashable
from typing import Any, Final

import django_filters
from django import forms
from django.db.models import Case as Choose
from django.db.models import Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.cases.choices import OPEN_STAGES, Confidentiality, Stage
from casework.cases.models import Case, CaseMember, level_allows
from casework.cases.queries import possible_leads
from casework.core import clock
from casework.core.dates import UncertainDate
from casework.core.lists import PeriodFilter, TextFilter
from casework.core.named import in_language
from casework.core.remember import remembered_for_all, state_of_knowledge
from casework.incidents.models import Incident, Violation, ViolationType
from casework.ladder.queries import CONCERNS, GUARDS, with_guards
from casework.parties.models import Attribution, Party
from casework.parties.queries import with_parties_below
from casework.places.models import Place
from casework.places.queries import places_like

MOST_WORDS: Final = 6
FEW: Final = 2000
AGES: Final = {"30": (0, 30), "90": (30, 90), "365": (90, 365), "more": (365, None)}
AGE_WORDS = [
    ("30", _("Under 30 days")),
    ("90", _("30 to 90 days")),
    ("365", _("90 days to a year")),
    ("more", _("Over a year")),
]
STAGE_WORDS = [("open", _("All open")), *Stage.choices]
NOBODY = "none"
UNATTRIBUTED = "none"


def age_span(age: str) -> tuple[dt.datetime | None, dt.datetime | None]:
    """After which moment, and until which, cases of the named age came to their stage."""
    youngest, oldest = AGES[age]
    now = clock.now()
    after = now - dt.timedelta(days=oldest) if oldest else None
    return after, now - dt.timedelta(days=youngest) if youngest else None


def age_condition(age: str) -> Q:
    """Cases whose days in their stage lie in the named span."""
    after, until = age_span(age)
    found = Q(stage_since__lte=until) if until else Q()
    return found & Q(stage_since__gt=after) if after else found


def _person_choices() -> Any:
    people = possible_leads().values_list("uid", "name", "email")
    return [(NOBODY, pgettext("lead", "Nobody"))] + [(str(uid), name or email) for uid, name, email in people]


def _party_choices() -> Any:
    known = Party.objects.active().order_by("code").values_list("code", "name_en", "name_ar")
    return [
        (UNATTRIBUTED, gettext("Not yet attributed")),
        *((row[0], in_language(*row[1:])) for row in known),
    ]


def party_choices() -> Any:
    """Every party that may be chosen, by its code."""
    return _party_choices()[1:]


def _type_choices() -> Any:
    known = ViolationType.objects.order_by("code").values_list("code", "name_en", "name_ar")
    return [(row[0], f"{row[0]} {in_language(*row[1:])}") for row in known]


def with_places_within(keys: list[int]) -> set[int]:
    """These places and all that lie in them, from one walk over the gazetteer."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Place.objects.order_by().values_list("pk", "parent_id"):
        below[parent].append(pk)
    found, waiting = set(keys), list(keys)
    while waiting:
        new = [pk for pk in below[waiting.pop()] if pk not in found]
        found.update(new)
        waiting += new
    return found


class CaseFilter(django_filters.FilterSet):
    """What the case list can be asked for."""

    q = TextFilter(method="later", label=_("Title, reference or place"))
    stage = django_filters.MultipleChoiceFilter(method="by_stage", choices=STAGE_WORDS, label=_("Stage"))
    party = django_filters.ChoiceFilter(method="later", choices=_party_choices, label=_("Alleged party"))
    violation = django_filters.ChoiceFilter(method="later", choices=_type_choices, label=_("Violation"))
    place = TextFilter(method="later", label=_("Place"))
    period = PeriodFilter(method="later", label=_("When it happened"))
    lead = django_filters.ChoiceFilter(method="by_lead", choices=_person_choices, label=_("Lead"))
    level = django_filters.MultipleChoiceFilter(
        field_name="confidentiality", choices=Confidentiality.choices, label=_("Confidentiality")
    )
    age = django_filters.ChoiceFilter(method="by_age", choices=AGE_WORDS, label=_("In its stage for"))
    attention = django_filters.ChoiceFilter(
        method="by_attention",
        choices=[(key, concern.words) for key, concern in CONCERNS.items()],
        label=_("Needs attention"),
    )
    lacks = django_filters.ChoiceFilter(
        method="by_lack",
        choices=[(key, guard.words) for key, guard in GUARDS.items() if not guard.personal],
        label=_("Blocked by"),
    )
    overdue = django_filters.BooleanFilter(
        method="by_overdue", widget=forms.CheckboxInput, label=_("Next action overdue")
    )
    mine = django_filters.BooleanFilter(method="by_mine", widget=forms.CheckboxInput, label=_("My cases"))

    class Meta:
        model = Case
        fields: list[str] = []

    @cached_property
    def state(self) -> Hashable:
        """The state of knowledge of this request: what was counted or listed under it still holds."""
        return state_of_knowledge()

    @property
    def form(self) -> Any:
        """The form, with the choices that come from tables read once and not once per use."""
        fresh = not hasattr(self, "_form")
        form = super().form
        if fresh:
            for name in ("party", "violation", "lead"):
                field = form.fields[name]
                listed: Any = functools.partial(list, field.choices)
                field.choices = remembered_for_all(name, self.state, listed)
        return form

    @property
    def reader(self) -> User:
        return self.request.user

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Apply what each field says, then text and incident, which look into other rooms once.

        `counted` is the same question as sets: a count walks them once. The rows of a page are asked for one
        by one along the order of the list, until the page is full; a small set is named outright.
        """
        asked = self.form.cleaned_data
        queryset = super().filter_queryset(queryset)
        if words := asked.get("q", "").split()[:MOST_WORDS]:
            queryset = queryset.filter(self.text_condition(words))
        if asked.get("party") == UNATTRIBUTED:
            queryset = queryset.filter(~Exists(self.seen(Attribution).filter(case=OuterRef("pk"))))
        incidents = self.incident_condition(asked)
        if incidents is None:
            self.counted = queryset
            return queryset
        few = list(incidents.order_by().values_list("case_id", flat=True).distinct()[: FEW + 1])
        if len(few) <= FEW:
            self.counted = queryset.filter(pk__in=few)
            return self.counted
        self.counted = queryset.filter(pk__in=incidents.order_by().values("case_id"))
        return queryset.filter(Exists(incidents.filter(case=OuterRef("pk"))))

    def seen(self, model: Any) -> QuerySet:
        """Standing records whose own levels let the reader see them; their cases are in scope already."""
        return model.objects.standing().allowed_to(self.reader)

    def text_condition(self, words: list[str]) -> Q:
        """Each word stands in the title or begins the reference, or all of them name a place."""
        found = Q()
        for word in words:
            found &= Q(title__icontains=word) | Q(reference__icontains=word)
        if places := list(places_like(" ".join(words), 10).values_list("pk", flat=True)):
            found |= Q(pk__in=self.seen(Incident).filter(place__in=places).values("case_id"))
        return found

    def incident_condition(self, asked: dict[str, Any]) -> QuerySet | None:
        """Incidents that are all of what was asked, or None when nothing was asked of them."""
        conditions = [
            condition
            for condition in (
                self.place_condition(asked.get("place", "")),
                self.period_condition(asked.get("period")),
                self.type_condition(asked.get("violation", ""), asked.get("party", "")),
            )
            if condition is not None
        ]
        return self.seen(Incident).filter(*conditions) if conditions else None

    def place_condition(self, typed: str) -> Q | None:
        """In a place of that name, in any spelling, or within it. A name nobody knows finds nothing."""
        if not typed.strip():
            return None
        exact = Place.objects.filter(Q(name_en__iexact=typed.strip()) | Q(name_ar=typed.strip()))
        meant = list(exact.values_list("pk", flat=True)[:5]) or [place.pk for place in places_like(typed, 5)]
        inside = with_places_within(meant) if meant else set()
        return Q(place__in=inside)

    def period_condition(self, period: UncertainDate | None) -> Q | None:
        """Whose window of days touches the period; rows without a date never do."""
        if period is None or not period.is_known:
            return None
        first, last = period.window()
        starts = Q(when_earliest__lte=last) | Q(when_earliest__isnull=True, when_latest__isnull=False)
        ends = Q(when_latest__gte=first) | Q(when_latest__isnull=True, when_earliest__isnull=False)
        return starts & ends

    def type_condition(self, code: str, party: str) -> Exists | None:
        """With a violation of this type (or group), attributed to this party (or one below it).

        The incident is in sight already, so only the violation's own level is left to ask for.
        """
        party = "" if party == UNATTRIBUTED else party
        if not code and not party:
            return None
        own_level = level_allows(self.reader, "confidentiality", case_path="case_id")
        violations = Violation.objects.filter(own_level, incident=OuterRef("pk"), withdrawn_at__isnull=True)
        if code:
            kinds = ViolationType.objects.filter(Q(code=code) | Q(parent__code=code)).values_list(
                "pk", flat=True
            )
            violations = violations.filter(type__in=list(kinds))
        if party:
            below = with_parties_below(Party.objects.get(code=party))
            attributions = Attribution.objects.filter(
                violation=OuterRef("pk"), party__in=below, withdrawn_at__isnull=True
            )
            violations = violations.filter(Exists(attributions))
        return Exists(violations)

    def later(self, queryset: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Answered in `filter_queryset`, together with its neighbours."""
        return queryset

    def by_stage(self, queryset: QuerySet, _name: str, stages: list[str]) -> QuerySet:
        """One of the chosen stages; "open" stands for all but closed."""
        if not stages:
            return queryset
        wanted = set(stages) - {"open"} | (set(OPEN_STAGES) if "open" in stages else set())
        return queryset.filter(stage__in=wanted)

    def by_lead(self, queryset: QuerySet, _name: str, uid: str) -> QuerySet:
        """Led by this person, or by nobody."""
        return queryset.filter(lead=None) if uid == NOBODY else queryset.filter(lead__uid=uid)

    def by_age(self, queryset: QuerySet, _name: str, age: str) -> QuerySet:
        """For so long at its stage."""
        return queryset.filter(age_condition(age))

    def by_attention(self, queryset: QuerySet, _name: str, key: str) -> QuerySet:
        """For which this concern holds."""
        return queryset.filter(CONCERNS[key].condition(self.reader))

    def by_lack(self, queryset: QuerySet, _name: str, key: str) -> QuerySet:
        """For which this guard does not hold."""
        return with_guards(queryset, (key,), self.reader).filter(**{f"guard_{key}": False})

    def by_overdue(self, queryset: QuerySet, _name: str, wanted: bool | None) -> QuerySet:
        """Whose next action should have happened."""
        return queryset.filter(CONCERNS["overdue"].condition(self.reader)) if wanted else queryset

    def by_mine(self, queryset: QuerySet, _name: str, wanted: bool | None) -> QuerySet:
        """In which the reader takes part."""
        return (
            queryset.filter(pk__in=CaseMember.objects.of(self.reader).values("case_id"))
            if wanted
            else queryset
        )


def stage_order() -> Choose:
    """The order of the ladder, for sorting by stage."""
    return Choose(
        *(When(stage=stage, then=Value(at)) for at, stage in enumerate(Stage.values)), default=Value(99)
    )
