"""A record is guarded by the levels of all it hangs on: none is forgotten when a model gets a new parent."""

from typing import Any, Final

import pytest
from django.apps import apps

from casework.cases.models import CaseRecord
from casework.evidence.models import Citation
from casework.investigations.models import InvestigationCitation

RECORDS: Final[list[Any]] = [
    model
    for model in apps.get_models()
    # The querysets of these two ask for each target in full.
    if issubclass(model, CaseRecord) and model not in (Citation, InvestigationCitation)
]
POINTERS: Final = {
    ("EvidenceItem", "derived_from"): "another item, shown to those who may see it",
    ("Verification", "corroborated_by"): "another item, shown to those who may see it",
    ("Conclusion", "characterisation"): "of the same act",
    ("AttributionConclusion", "conclusion"): "of the same act as the attribution",
    ("ContraryAnswer", "citation"): "a citation has its levels in its queryset; those of its item are named",
}
#: Who speaks is hidden by the page of the source; what hangs on a source has the level of the source.
OF_PEOPLE: Final = "source__person__confidentiality"


def inherited(model: Any) -> set[str]:
    """Its own level, and those of all it points to."""
    found = {"confidentiality"} & {field.name for field in model._meta.fields}
    for field in model._meta.fields:
        levels = getattr(field.related_model, "confidentiality_paths", ())
        if field.name != "case" and (model.__name__, field.name) not in POINTERS:
            found |= {f"{field.name}__{path}" for path in levels}
    return {path for path in found if not path.endswith(OF_PEOPLE)}


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_record_when_it_hangs_on_others_then_their_levels_guard_it_too(model: Any) -> None:
    assert inherited(model) <= set(model.confidentiality_paths)
