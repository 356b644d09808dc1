"""Filters of the people and sources of a case. None of them speaks of a name: a person is a code here."""

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.core.lists import Choices, ListFilter, OneOf, Sorts, StandingFilter, TextFilter, ranked

from .choices import AgeBand, Connection, ConsentAnswer, ConsentPurpose, Gender, PublisherKind, RiskLevel
from .models import Consent, RiskAssessment

PARTS: Final = {
    "is_victim": _("Victim or survivor"),
    "is_witness": _("Witness"),
    "is_relative": _("Relative of a victim"),
    "is_helper": _("Gave help"),
}
RISKS: Final = [
    ("none", _("Not assessed yet")),
    ("high", _("Grave or likely")),
    ("contact", _("Do not contact")),
]

PEOPLE_SORTS: Final[Sorts] = {
    "code": ("reference",),
    "age": (ranked("age_band", AgeBand.values), "reference"),
    "level": (ranked("confidentiality", Confidentiality.values), "reference"),
    "added": ("created_at",),
}
PEOPLE_SORT_WORDS: Final[Choices] = [
    ("-added", _("Newest first")),
    ("added", _("Oldest first")),
    ("code", _("Code")),
    ("age", _("Youngest first")),
    ("-level", _("Most restricted first")),
]
PUBLISHED_SORTS: Final[Sorts] = {
    "name": ("name",),
    "kind": (ranked("publisher_kind", PublisherKind.values), "name"),
    "added": ("created_at",),
}
PUBLISHED_SORT_WORDS: Final[Choices] = [
    ("name", _("Name")),
    ("kind", _("What it is")),
    ("-added", _("Newest first")),
]
SOURCE_SORTS: Final[Sorts] = {
    "code": ("reference",),
    "connection": (ranked("connection", Connection.values), "reference"),
    "level": (ranked("confidentiality", Confidentiality.values), "reference"),
    "added": ("created_at",),
}
SOURCE_SORT_WORDS: Final[Choices] = [
    ("-added", _("Newest first")),
    ("added", _("Oldest first")),
    ("code", _("Code")),
    ("connection", _("Connection")),
]


class PersonFilter(ListFilter):
    """Code or note, part in the case, age and gender, consent, risk, level."""

    q = TextFilter(method="with_text")
    part = OneOf(
        label=_("Part in the case"),
        everything=_("Any part"),
        method="of_part",
        choices=list(PARTS.items()),
    )
    age_band = OneOf(label=_("Age then"), everything=_("Any age"), choices=AgeBand.choices)
    gender = OneOf(label=_("Gender"), everything=_("Any gender"), choices=Gender.choices)
    consent = OneOf(
        label=_("Consent in force"),
        everything=_("Any consent"),
        method="with_consent",
        choices=[("none", _("Not asked yet")), *ConsentPurpose.choices],
    )
    risk = OneOf(label=_("Risk"), everything=_("Any risk"), method="at_risk", choices=RISKS)
    confidentiality = OneOf(
        label=_("Who may see it"), everything=_("Any level"), choices=Confidentiality.choices
    )
    show = StandingFilter()

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """The code or the note holds it."""
        return rows.filter(Q(reference__icontains=text) | Q(note__icontains=text))

    def of_part(self, rows: QuerySet, name: str, part: str) -> QuerySet:
        """With this part in the case, beside others or alone."""
        return rows.filter(**{part: True})

    def with_consent(self, rows: QuerySet, name: str, purpose: str) -> QuerySet:
        """Who agrees to this purpose today, or was asked about none."""
        said = Consent.objects.visible_to(self.reader).filter(person=OuterRef("pk"))
        if purpose == "none":
            return rows.filter(~Exists(said.standing().exclude(answer=ConsentAnswer.NOT_ASKED)))
        return rows.filter(Exists(said.in_force().for_purpose(purpose)))

    def at_risk(self, rows: QuerySet, name: str, risk: str) -> QuerySet:
        """By the newest assessment of each person."""
        found: Any = RiskAssessment.objects.visible_to(self.reader)
        newest = found.standing().filter(person=OuterRef("pk")).order_by("-id").values("pk")[:1]
        if risk == "none":
            return rows.filter(~Exists(newest))
        grave = Q(likelihood=RiskLevel.HIGH) | Q(severity=RiskLevel.HIGH)
        asked = Q(do_not_contact=True) if risk == "contact" else grave
        return rows.alias(newest=Subquery(newest)).filter(
            newest__in=RiskAssessment.objects.filter(asked).order_by().values("pk")
        )


class PersonSourceFilter(ListFilter):
    """Code or note, connection, level."""

    q = TextFilter(method="with_text")
    connection = OneOf(label=_("Connection"), everything=_("Any connection"), choices=Connection.choices)
    confidentiality = OneOf(
        label=_("Who may see it"), everything=_("Any level"), choices=Confidentiality.choices
    )
    show = StandingFilter()

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """The code or the note holds it; the person behind it has a level of their own and is not asked."""
        return rows.filter(Q(reference__icontains=text) | Q(note__icontains=text))


class PublishedFilter(ListFilter):
    """Name or code, what it is."""

    q = TextFilter(method="with_text")
    publisher_kind = OneOf(label=_("What it is"), everything=_("Any kind"), choices=PublisherKind.choices)
    show = StandingFilter()

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """The name holds it, or it is the code."""
        return rows.filter(Q(name__icontains=text) | Q(reference__iexact=text))
