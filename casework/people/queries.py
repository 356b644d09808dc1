"""Lists of people and sources, in the scope of the reader."""

from typing import Any

from django.db.models import Q

from casework.cases.models import Case, CaseRecordQuerySet

from .models import Person, Source, SourceQuerySet


def people_of_case(user: Any, case: Case) -> CaseRecordQuerySet:
    """The people of a case this reader may see; withdrawn ones last."""
    return Person.objects.visible_to(user).in_case(case).order_by("withdrawn_at", "reference")


def sources_of_case(user: Any, case: Case) -> SourceQuerySet:
    """The people who are sources in this case."""
    return Source.objects.visible_to(user).filter(case=case).order_by("withdrawn_at", "reference")


def choosable_sources(user: Any, case: Case) -> SourceQuerySet:
    """What may be named as a source inside the case: the common list and the case's own people."""
    return Source.objects.visible_to(user).usable_in(case).standing().order_by("kind", "name", "reference")


def published_sources(user: Any, text: str = "") -> SourceQuerySet:
    """The common list, narrowed to those whose name or code contains the text."""
    rows = Source.objects.visible_to(user).published().order_by("withdrawn_at", "name")
    text = text.replace("\x00", "").strip()
    return rows.filter(Q(name__icontains=text) | Q(reference__iexact=text)) if text else rows
