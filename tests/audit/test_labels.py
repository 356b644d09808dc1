"""Every field that a history shows has a name in the reader's language."""

import re

from django.apps import apps
from django.utils import translation

from casework.audit.words import columns_of

ARABIC = re.compile(r"[\u0600-\u06ff]")
SAME_IN_ARABIC = {"SHA-256"}


def test_field_when_shown_in_a_history_then_named_in_arabic() -> None:
    models = [model for model in apps.get_app_config("casework").get_models() if hasattr(model, "history")]
    assert len(models) > 30
    with translation.override("ar"):
        foreign = {
            f"{model.__name__}.{column.name}: {column.label}"
            for model in models
            for column in columns_of(model)
            if not ARABIC.search(column.label) and column.label not in SAME_IN_ARABIC
        }
    assert foreign == set()
