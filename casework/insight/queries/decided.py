"""What was decided of late, of every kind, as one list: within what the reader sees."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any, Final

from django.db.models import Case as Choose
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from casework.core import clock
from casework.core.named import name_column
from casework.investigations.choices import AssessmentState, BodyKind, FindingState, Opinion, RatingState
from casework.investigations.models import Assessment, EffectivenessRating, Finding, SecondReview
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion

from ..choices import Decided, Decision

RECENT_DAYS = 90
SHOWN = ("at", "kind", "outcome", "subject", "about", "by", "by_name", "by_email", "case_reference", "what")
PAGES = {
    Decided.ASSESSMENT: "investigations:assessment-detail",
    Decided.FINDING: "investigations:finding-detail",
    Decided.RATING: "investigations:rating-detail",
    Decided.PUBLIC: "publication:version-detail",
}


@dataclasses.dataclass(frozen=True)
class DecisionRow:
    """One decision, with what it was about and who made it."""

    at: dt.datetime
    kind: str
    outcome: str
    subject: uuid.UUID
    about: str
    by: uuid.UUID
    by_name: str
    by_email: str
    case_reference: str
    what: str

    @property
    def url(self) -> str:
        """The page of what was decided; of an opinion, of what it is about."""
        return reverse(PAGES[Decided(self.about)], args=[self.case_reference, self.subject])

    @property
    def kind_words(self) -> Any:
        """What was decided, in words."""
        return Decided(self.kind).label

    @property
    def title(self) -> Any:
        """What names it; a rating of this organisation's own investigation names no body."""
        return self.what or BodyKind.OURS.label

    @property
    def outcome_words(self) -> Any:
        """How, in words."""
        return Decision(self.outcome).label

    @property
    def person(self) -> str:
        """Who decided."""
        return self.by_name or self.by_email


def decisions(user: Any, *, kind: str = "", person: str = "", outcome: str = "") -> QuerySet:
    """The decisions of the last days as rows of `SHOWN`: one statement that can be sorted and paged."""
    parts = [rows.order_by().values(*SHOWN) for rows in _parts(user, kind, person, outcome)]
    return parts[0].union(*parts[1:], all=True)


def count_decisions(user: Any) -> QuerySet:
    """How many decisions of each kind each person made, and how they went; one statement."""
    heads = ("kind", "outcome", "by", "by_name", "by_email")
    parts = [rows.order_by().values(*heads).annotate(n=Count("pk")) for rows in _parts(user)]
    return parts[0].union(*parts[1:], all=True)


def _parts(user: Any, kind: str = "", person: str = "", outcome: str = "") -> list[QuerySet]:
    """The rows of each kind apart, as far as they are asked for."""
    since = clock.now() - dt.timedelta(days=RECENT_DAYS)
    found = []
    for one, sources in SOURCES.items():
        for source in sources if kind in ("", one) else ():
            rows = source(user, since).annotate(kind=_word(one), case_reference=F("case__reference"))
            rows = rows.filter(by=person) if person else rows
            found.append(rows.filter(outcome=outcome) if outcome else rows)
    return found


def _word(word: str) -> Value:
    return Value(str(word), output_field=CharField())


def _text(said: Any) -> Cast:
    return Cast(said, TextField())


def _who(decider: str) -> dict[str, Any]:
    fields = {"by": "uid", "by_name": "name", "by_email": "email"}
    return {name: F(f"{decider}__{field}") for name, field in fields.items()}


def _returned_if(state: str) -> Choose:
    """Whatever was decided and not returned was agreed to, though something newer took its place."""
    return Choose(When(state=state, then=_word(Decision.RETURNED)), default=_word(Decision.AGREED))


def _assessments(user: Any, since: dt.datetime) -> QuerySet:
    rows = Assessment.objects.visible_to(user).filter(decided_at__gte=since)
    return rows.annotate(
        at=F("decided_at"),
        subject=F("uid"),
        about=_word(Decided.ASSESSMENT),
        outcome=_returned_if(AssessmentState.RETURNED),
        what=_text(name_column("violation__type__name")),
        **_who("decider"),
    )


def _findings(user: Any, since: dt.datetime) -> QuerySet:
    rows = Finding.objects.visible_to(user).filter(approved_at__gte=since)
    return rows.annotate(
        at=F("approved_at"),
        subject=F("uid"),
        about=_word(Decided.FINDING),
        outcome=_word(Decision.AGREED),
        what=_text("number"),
        **_who("approver"),
    )


def _findings_returned(user: Any, since: dt.datetime) -> QuerySet:
    rows = _sent_back(
        Finding.objects.visible_to(user), "author", FindingState.UNDER_REVIEW, FindingState.DRAFT, since
    )
    return rows.annotate(about=_word(Decided.FINDING), what=_text("number"))


def _ratings(user: Any, since: dt.datetime) -> QuerySet:
    rows = EffectivenessRating.objects.visible_to(user).filter(decided_at__gte=since)
    return rows.annotate(
        at=F("decided_at"),
        subject=F("uid"),
        about=_word(Decided.RATING),
        outcome=_returned_if(RatingState.RETURNED),
        what=_text("investigation__body"),
        **_who("confirmer"),
    )


def _texts(user: Any, since: dt.datetime) -> QuerySet:
    rows = PublicVersion.objects.visible_to(user).filter(published_at__gte=since)
    return rows.annotate(
        at=F("published_at"),
        subject=F("uid"),
        about=_word(Decided.PUBLIC),
        outcome=_word(Decision.AGREED),
        what=_text("title_en"),
        **_who("publisher"),
    )


def _texts_returned(user: Any, since: dt.datetime) -> QuerySet:
    rows = _sent_back(
        PublicVersion.objects.visible_to(user), "proposer", VersionState.PROPOSED, VersionState.DRAFT, since
    )
    return rows.annotate(about=_word(Decided.PUBLIC), what=_text("title_en"))


def _opinions(user: Any, since: dt.datetime) -> QuerySet:
    rows = SecondReview.objects.visible_to(user).filter(given_at__gte=since).exclude(opinion=Opinion.WAITING)
    on_findings = Q(finding__isnull=False)
    return rows.annotate(
        at=F("given_at"),
        subject=Coalesce("assessment__uid", "finding__uid"),
        about=Choose(When(on_findings, then=_word(Decided.FINDING)), default=_word(Decided.ASSESSMENT)),
        outcome=_word(Decision.OPINION),
        what=Coalesce(_text(name_column("assessment__violation__type__name")), _text("finding__number")),
        **_who("reviewer"),
    )


def _sent_back(seen: QuerySet, asker: str, waits: str, back: str, since: dt.datetime) -> QuerySet:
    """What only the versions tell: it waited, and somebody else than who handed it in made it a draft."""
    versions = seen.model.history.model.objects
    before = versions.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    rows = versions.filter(Exists(seen.filter(pk=OuterRef("id"))), state=back, history_date__gte=since)
    was, asker_was = (Subquery(before.values(name)[:1]) for name in ("state", asker))
    rows = rows.annotate(was=was, asker_was=asker_was)
    rows = rows.filter(was=waits, history_user__isnull=False).exclude(asker_was=F("history_user"))
    return rows.annotate(
        at=F("history_date"), subject=F("uid"), outcome=_word(Decision.RETURNED), **_who("history_user")
    )


SOURCES: Final[dict[Decided, tuple[Callable[[Any, dt.datetime], QuerySet], ...]]] = {
    Decided.ASSESSMENT: (_assessments,),
    Decided.FINDING: (_findings, _findings_returned),
    Decided.RATING: (_ratings,),
    Decided.PUBLIC: (_texts, _texts_returned),
    Decided.SECOND: (_opinions,),
}
