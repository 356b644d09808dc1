"""Lists of people and sources, in the scope of the reader."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from casework.cases.models import Case, CaseRecordQuerySet

from .choices import ConsentAnswer, ConsentPurpose
from .models import Consent, Person, RiskAssessment, Source, SourceQuerySet

#: How many of the newest assessments of a case are looked through.
MOST_RISKS = 1_000

#: Withdrawn ones last, on both databases.
STANDING_FIRST = (F("withdrawn_at").asc(nulls_first=True),)


def people_of_case(user: Any, case: Case) -> CaseRecordQuerySet:
    """The people of a case this reader may see; withdrawn ones last."""
    return Person.objects.visible_to(user).in_case(case).order_by(*STANDING_FIRST, "reference")


def sources_of_case(user: Any, case: Case) -> SourceQuerySet:
    """The people who are sources in this case."""
    return Source.objects.visible_to(user).filter(case=case).order_by(*STANDING_FIRST, "reference")


def choosable_sources(user: Any, case: Case) -> SourceQuerySet:
    """What may be named as a source inside the case: the common list and the case's own people."""
    return Source.objects.visible_to(user).usable_in(case).standing().order_by("kind", "name", "reference")


def published_sources(user: Any, text: str = "") -> SourceQuerySet:
    """The common list, narrowed to those whose name or code contains the text."""
    rows = Source.objects.visible_to(user).published().order_by(*STANDING_FIRST, "name")
    text = text.replace("\x00", "").strip()
    return rows.filter(Q(name__icontains=text) | Q(reference__iexact=text)) if text else rows


@dataclass(frozen=True)
class ConsentRow:
    """One purpose and what the person said about it; without an answer it is no."""

    purpose: ConsentPurpose
    consent: Consent | None = None

    @property
    def holds(self) -> bool:
        return self.consent is not None and self.consent.holds

    @property
    def is_answered(self) -> bool:
        return self.consent is not None and self.consent.answer != ConsentAnswer.NOT_ASKED


def consent_rows(user: Any, person: Person) -> list[ConsentRow]:
    """All nine purposes in order, with the standing answer to each."""
    rows = Consent.objects.visible_to(user).standing().filter(person=person).select_related("explained_by")
    answers: dict[str, Consent] = {}
    for consent in rows:
        consent.case, consent.person = person.case, person
        answers[consent.purpose] = consent
    return [ConsentRow(purpose, answers.get(purpose)) for purpose in ConsentPurpose]


def consents_of_case(user: Any, case: Case) -> dict[int, tuple[int, int]]:
    """For each person who was asked: how many purposes have an answer, and how many a consent that holds."""
    rows = Consent.objects.visible_to(user).standing().filter(case=case).order_by()
    rows = rows.exclude(answer=ConsentAnswer.NOT_ASKED)
    holds = Exists(Consent.objects.in_force().filter(pk=OuterRef("pk")))
    counted = rows.values_list("person").annotate(answered=Count("pk"), agreed=Count("pk", filter=holds))
    return {person: (answered, agreed) for person, answered, agreed in counted}


def current_risks(user: Any, case: Case) -> dict[int | None, RiskAssessment]:
    """The newest standing assessment of the case (None) and of each person of it, by their primary key."""
    rows = RiskAssessment.objects.visible_to(user).standing().filter(case=case)
    found: dict[int | None, RiskAssessment] = {}
    for risk in rows.select_related("person", "created_by").order_by("-id")[:MOST_RISKS]:
        risk.case = case
        found.setdefault(risk.person_id, risk)
    return found


def current_risk(user: Any, case: Case, person: Person | None) -> RiskAssessment | None:
    """The newest standing assessment of the case as a whole, or of one person."""
    rows = RiskAssessment.objects.visible_to(user).standing().filter(case=case, person=person)
    return rows.select_related("created_by").order_by("-id").first()
