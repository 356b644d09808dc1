"""Filters of the two lists of this room inside a case: alleged violations as assessed, and investigations."""

from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from casework.core import clock
from casework.core.lists import Choices, ListFilter, OneOf, Sorts, TextFilter, ranked
from casework.incidents.choices import ProofStandard
from casework.parties.models import Party

from .choices import AssessmentState, BodyKind, Outcome
from .models import Assessment, EffectivenessRating

ASSESSMENT_SORTS: Final[Sorts] = {
    "violation": ("type__code", "incident__title"),
    "event": (F("incident__when_earliest"), "incident__title"),
    "standard": (ranked("held", ProofStandard.values), "type__code"),
    "decided": (F("held_since"),),
}
ASSESSMENT_SORT_WORDS: Final[Choices] = [
    ("violation", _("Violation")),
    ("event", _("Earliest event first")),
    ("-standard", _("Best proved first")),
    ("-decided", _("Decided lately first")),
]
INVESTIGATION_SORTS: Final[Sorts] = {
    "body": ("body_kind", "body"),
    "opened": (F("opened_earliest"),),
    "outcome": (ranked("outcome", Outcome.values), F("opened_earliest")),
    "added": ("created_at",),
}
INVESTIGATION_SORT_WORDS: Final[Choices] = [
    ("opened", _("Opened earliest first")),
    ("-opened", _("Opened latest first")),
    ("body", pgettext_lazy("investigating", "Body")),
    ("outcome", _("Outcome")),
    ("-added", _("Newest first")),
]


class AssessmentFilter(ListFilter):
    """Words, how the assessment stands, the standard in force, who proposed it.

    The rows are alleged violations, with `held` and `held_since` of the assessment in force.
    """

    q = TextFilter(method="with_text")
    state = OneOf(
        label=_("Assessment"),
        everything=_("Any state"),
        method="standing_so",
        choices=[
            ("none", _("Never assessed")),
            ("waiting", _("Waiting for a decision")),
            ("approved", _("Approved")),
            ("lacking", _("No standard approved")),
            ("review", _("Due to be looked at again")),
        ],
    )
    standard = OneOf(
        label=_("Approved standard"),
        everything=_("Any standard"),
        field_name="held",
        choices=ProofStandard.choices,
    )
    proposer = OneOf(label=_("Proposed by"), everything=_("Anybody"), method="proposed_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("proposer", self.proposers)

    def seen(self) -> QuerySet[Assessment]:
        """Standing assessments of one row, as far as the reader may see them."""
        rows = Assessment.objects.visible_to(self.reader).filter(withdrawn_at__isnull=True).order_by()
        return rows.filter(violation=OuterRef("pk"))

    def proposers(self) -> Choices:
        """Those who proposed an assessment of one of these violations."""
        seen = Assessment.objects.visible_to(self.reader).filter(withdrawn_at__isnull=True).order_by()
        keys = seen.filter(violation__in=self.queryset.order_by().values("pk")).values("proposer")
        known = User.objects.filter(pk__in=keys).order_by("name", "email")
        return [(str(uid), name or email) for uid, name, email in known.values_list("uid", "name", "email")]

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """The name or code of the violation, or the title of its event."""
        kind = (
            Q(type__name_en__icontains=text) | Q(type__name_ar__icontains=text) | Q(type__code=text.upper())
        )
        return rows.filter(kind | Q(incident__title__icontains=text))

    def standing_so(self, rows: QuerySet, name: str, state: str) -> QuerySet:
        """By what was proposed and decided about it."""
        if state in ("approved", "lacking"):
            return rows.filter(held__isnull=state == "lacking")
        if state == "none":
            return rows.filter(~Exists(self.seen()))
        if state == "waiting":
            return rows.filter(Exists(self.seen().filter(state=AssessmentState.PROPOSED)))
        due = self.seen().filter(state=AssessmentState.APPROVED, review_on__lte=clock.today())
        return rows.filter(Exists(due))

    def proposed_by(self, rows: QuerySet, name: str, uid: str) -> QuerySet:
        """With an assessment that this person proposed."""
        return rows.filter(Exists(self.seen().filter(proposer__uid=uid)))


class InvestigationFilter(ListFilter):
    """Words, whose it is, into which party, what it came to, and whether it is rated effective."""

    q = TextFilter(method="with_text")
    body_kind = OneOf(
        label=pgettext_lazy("investigating", "Body"), everything=_("Any body"), choices=BodyKind.choices
    )
    party = OneOf(label=_("Party"), everything=_("Any party"), field_name="party__code")
    outcome = OneOf(label=_("Outcome"), everything=_("Any outcome"), choices=Outcome.choices)
    rating = OneOf(
        label=_("Effective?"),
        everything=_("Any rating"),
        method="rated",
        choices=[
            ("effective", _("Effective")),
            ("short", _("Rated, not effective")),
            ("waiting", _("Waiting for a second person")),
            ("none", _("Not rated")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("party", self.parties)

    def parties(self) -> Choices:
        """The parties these investigations look into."""
        keys = self.queryset.order_by().values("party")
        return [(one.code, one.name) for one in Party.objects.filter(pk__in=keys).order_by("code")]

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """The body, its reference, what it found, or the event."""
        found = Q(body__icontains=text) | Q(reference__icontains=text) | Q(outcome_note__icontains=text)
        return rows.filter(found | Q(incident__title__icontains=text))

    def rated(self, rows: QuerySet, name: str, rating: str) -> QuerySet:
        """By the rating that counts, or the one that waits."""
        seen: Any = EffectivenessRating.objects.visible_to(self.reader).order_by()
        seen = seen.filter(investigation=OuterRef("pk"))
        if rating == "effective":
            return rows.filter(Exists(seen.effective()))
        if rating == "short":
            return rows.filter(Exists(seen.in_force()), ~Exists(seen.effective()))
        return rows.filter(Exists(seen.waiting()) if rating == "waiting" else ~Exists(seen.in_force()))
