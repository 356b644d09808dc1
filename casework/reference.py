"""Reference rows that come with the system: places, violation types, legal provisions, parties.

Glue that reads the lists of several rooms. After every `migrate` it inserts the rows whose code is
missing, through the audited bulk helper, and never touches one that exists: what an organisation
corrected or deactivated stays as it is.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils.translation import gettext_noop

from casework.audited_bulk import create_audited
from casework.core.context import COMMAND, audit_context, system_actor
from casework.core.records import Record
from casework.incidents.models import LegalProvision, ViolationType
from casework.incidents.provisions import PROVISIONS
from casework.incidents.taxonomy import VIOLATION_TYPES, TypeRow
from casework.names import search_lines
from casework.parties.models import Party
from casework.parties.reference import PARTIES, PartyRow
from casework.places.gazetteer import PLACES, PlaceRow
from casework.places.models import Place

ACTOR = system_actor("reference")
REASON = gettext_noop("Reference data that comes with the system.")


def load_reference() -> dict[str, int]:
    """Insert every shipped row that is missing; return how many of each model were inserted."""
    with audit_context(actor=ACTOR, channel=COMMAND, reason=REASON), transaction.atomic():
        return {
            "places": _insert_tree(Place, PLACES, _place),
            "violation types": _insert_tree(ViolationType, VIOLATION_TYPES, _violation_type),
            "parties": _insert_tree(Party, PARTIES, _party),
            "legal provisions": _insert_flat(LegalProvision, PROVISIONS),
        }


def _insert_flat(model: Any, rows: Iterable[Any]) -> int:
    """Insert rows that stand for themselves and whose columns are named as the model's."""
    known = set(model.objects.values_list("code", flat=True))
    return len(create_audited([model(**row._asdict()) for row in rows if row.code not in known]))


def _insert_tree(model: Any, rows: Iterable[Any], build: Callable[[Any], Record]) -> int:
    """Insert rows of a tree level by level, so that a parent is stored before what lies in it."""
    known: dict[str, int] = dict(model.objects.exclude(code=None).values_list("code", "pk"))
    waiting = [row for row in rows if row.code not in known]
    inserted = 0
    while waiting:
        ready = [row for row in waiting if not row.parent or row.parent in known]
        if not ready:
            raise ValueError(f"{model._meta.label}: no parent for {waiting[0].code}.")
        batch = []
        for row in ready:
            record = build(row)
            record.parent_id = known.get(row.parent)  # type: ignore[attr-defined]
            batch.append(record)
        for record in create_audited(batch):
            known[record.code] = record.pk  # type: ignore[attr-defined]
        inserted += len(ready)
        waiting = [row for row in waiting if row.code not in known]
    return inserted


def _place(row: PlaceRow) -> Place:
    place = Place(
        code=row.code,
        kind=row.kind,
        name_en=row.name_en,
        name_ar=row.name_ar,
        aliases="\n".join(row.aliases),
        latitude=Decimal(row.latitude) if row.latitude else None,
        longitude=Decimal(row.longitude) if row.longitude else None,
        precision=row.precision,
        source=row.source,
    )
    place.search_text = place.names_for_search()
    return place


def _violation_type(row: TypeRow) -> ViolationType:
    values = row._asdict()
    del values["parent"]
    return ViolationType(**values)


def _party(row: PartyRow) -> Party:
    values = row._asdict() | {"aliases": "\n".join(row.aliases)}
    del values["parent"]
    party = Party(**values)
    party.search_text = search_lines(party.all_names)
    return party


def _tables_are_there(models_needed: Iterable[type[models.Model]]) -> bool:
    """Say whether the rows have somewhere to go: not while migrations are being taken back."""
    tables = set(connections[DEFAULT_DB_ALIAS].introspection.table_names())
    return all(model._meta.db_table in tables for model in models_needed)


def load_after_migrate(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    """Load what is missing once the tables of the app stand."""
    if using == DEFAULT_DB_ALIAS and _tables_are_there((Place, ViolationType, Party, LegalProvision)):
        load_reference()
