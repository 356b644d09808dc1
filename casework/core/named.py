"""The column of a name that is kept in English and in Arabic."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import get_language


def name_column(stem: str) -> Any:
    """The name in the reader's language, in English where there is no Arabic one.

    Args:
        stem: the lookup without the language, such as `violation__type__name`.
    """
    english = F(f"{stem}_en")
    return Coalesce(f"{stem}_ar", english) if (get_language() or "").startswith("ar") else english
