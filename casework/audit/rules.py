"""What of the history a reader may see: exactly what they may see of the records today.

A record that is hidden today has no history for this reader, however open it was yesterday. A model that this
file does not know is hidden: a new model is shown in histories once somebody has decided who may see it.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef

from casework.cases.choices import Confidentiality
from casework.cases.models import Case, reads_cases
from casework.core.records import AppendOnly, Record
from casework.incidents.models import LegalProvision, ViolationType
from casework.parties.models import CommandLink, Party
from casework.places.models import Place

#: Lists shared by the whole organisation; they carry no case content.
SHARED_LISTS: tuple[type[models.Model], ...] = (Party, CommandLink, Place, ViolationType, LegalProvision)


def readable(model: type[models.Model], user: Any) -> models.QuerySet:
    """The rows of an audited model whose history `user` may read."""
    rows = model._base_manager.all()
    if issubclass(model, SHARED_LISTS) and user.has_right("references.manage"):
        return rows
    if not reads_cases(user):
        return rows.none()
    if hasattr(rows, "visible_to"):
        return rows.visible_to(user)
    if issubclass(model, SHARED_LISTS):
        return rows
    if issubclass(model, AppendOnly) and any(field.name == "case" for field in model._meta.fields):
        return rows.filter(Exists(Case.objects.visible_to(user).filter(pk=OuterRef("case_id"))))
    return rows.none()


def audited_models() -> dict[str, type[models.Model]]:
    """The models with a history page, by the name they have in addresses."""
    found = (model for model in apps.get_app_config("casework").get_models() if issubclass(model, Record))
    return {str(model._meta.model_name): model for model in found}


def event_models() -> dict[str, type[models.Model]]:
    """The append-only models that leave a leaf, by label."""
    found = (model for model in apps.get_app_config("casework").get_models() if issubclass(model, AppendOnly))
    return {model._meta.label: model for model in found if model.leaf}


def is_confidential(record: models.Model) -> bool:
    """Whether a look at the history of this record counts as a look at something confidential."""
    case = record if isinstance(record, Case) else getattr(record, "case", None)
    levels = {getattr(record, "confidentiality", None), getattr(case, "confidentiality", None)} - {None}
    return bool(levels - {Confidentiality.INTERNAL})


def case_models() -> list[type[models.Model]]:
    """The kinds of record that the history of a case is made of."""
    within = [
        model for model in audited_models().values() if any(f.name == "case" for f in model._meta.fields)
    ]
    return [Case, *within, *event_models().values()]
