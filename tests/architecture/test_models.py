"""The model walk: every table is audited or on a list with a reason; links point down and protect."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from casework.core.history import HistoryStamp
from casework.core.records import AppendOnly, Record
from tests.architecture.source import FLOORS

NOT_AUDITED = {
    "LedgerLeaf": "the ledger itself",
    "LedgerPayload": "the ledger itself",
    "AccessEvent": "append-only event of the ledger",
    "AuthEvent": "append-only event of the ledger",
    "ExportEvent": "append-only event of the ledger",
    "SpentToken": "a form that was sent; swept when old",
    "Notice": "a message in an inbox; what it tells of is in the histories",
    "Draft": "not a record yet; only its owner sees it",
    "SavedView": "filters of a list under a name; only its owner sees it",
    "ReceivedFile": "a file of a draft; it becomes a record with the allegation",
}


def ours() -> Iterator[type[models.Model]]:
    """Every concrete model of the product that is not a history table."""
    for model in apps.get_models():
        if model._meta.app_label in {"accounts", "casework"} and not issubclass(model, HistoryStamp):
            yield model


def room(model: type[models.Model]) -> str:
    """The room a model lies in; empty for accounts."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "casework" else ""


def audited() -> Iterator[type[models.Model]]:
    """The records and events."""
    return (model for model in ours() if issubclass(model, (Record, AppendOnly)))


def test_models_when_defined_then_audited_or_excused() -> None:
    plain = {model.__name__ for model in ours() if not issubclass(model, (Record, AppendOnly))}
    assert plain - set(NOT_AUDITED) == set()
    assert set(NOT_AUDITED) - {model.__name__ for model in ours()} == set(), "excuses nobody needs"


def test_records_when_defined_then_have_uid_version_and_history() -> None:
    for model in ours():
        if issubclass(model, Record):
            assert model._meta.get_field("uid").unique, model
            assert model._meta.get_field("version"), model
            assert issubclass(model.history.model, HistoryStamp), model


def test_models_when_defined_then_no_proxies() -> None:
    assert [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.proxy and model in set(ours())
    ] == []


def test_links_when_between_records_then_protect_and_have_rows_of_their_own() -> None:
    faults = []
    for model in audited():
        for field in model._meta.get_fields():
            if isinstance(field, models.ManyToManyField):
                faults.append(f"{model.__name__}.{field.name}: a bare many-to-many has no history")
            if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT:
                faults.append(f"{model.__name__}.{field.name}: not PROTECT")
    assert not faults, "\n".join(faults)


def test_links_when_between_rooms_then_point_down() -> None:
    faults = []
    for model in ours():
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey):
                continue
            there, here = room(field.related_model), room(model)
            if there and here and there != here and FLOORS[there] >= FLOORS[here]:
                faults.append(f"{model.__name__}.{field.name} points up to {field.related_model.__name__}")
    assert not faults, "\n".join(faults)


def test_models_when_defined_then_say_what_they_are() -> None:
    faults = []
    for model in ours():
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}("):
            faults.append(f"{model.__name__} has no docstring")
        if model.__str__ is models.Model.__str__ and issubclass(model, Record):
            faults.append(f"{model.__name__} has no __str__")
    assert not faults, "\n".join(faults)


def test_managers_when_default_then_guarded() -> None:
    for model in audited():
        assert model._meta.base_manager_name == "objects", model
        assert model.objects.none().update.__name__ == "_refuse", model
        assert type(model._default_manager.none()).update is not models.QuerySet.update, model


def test_generic_keys_when_looked_for_then_none() -> None:
    generic = [
        f"{model.__name__}.{field.name}"
        for model in ours()
        for field in model._meta.private_fields
        if type(field).__name__ == "GenericForeignKey"
    ]
    assert generic == []


WRITTEN_BY_CODE = {"LedgerLeaf", "AccessEvent", "AuthEvent"}
"""Kinds of the ledger come from no form and may only grow."""


def words_allowed(condition: Any, field: str) -> set[Any]:
    """Every word a condition names for a column, by `in` or by being equal."""
    if isinstance(condition, Q):
        return set().union(*(words_allowed(child, field) for child in condition.children))
    if not isinstance(condition, tuple):
        return set()
    name, value = condition
    return (
        {str(word) for word in value} if name == f"{field}__in" else {str(value)} if name == field else set()
    )


def test_choices_when_a_column_has_them_then_the_database_knows_them() -> None:
    """A server that takes any word as a status was a fault found elsewhere ("Banana")."""
    faults = []
    for model in ours():
        if model.__name__ in WRITTEN_BY_CODE:
            continue
        checks = [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
        for field in model._meta.local_fields:
            if not isinstance(field, models.CharField) or not field.choices:
                continue
            named = set().union(*(words_allowed(check.condition, field.name) for check in checks))
            if not {str(value) for value, _label in field.flatchoices if value} <= named:
                faults.append(f"{model.__name__}.{field.name}")
    assert not faults, "\n".join(faults)
