"""Names of languages in the reader's own: they are typed as words, most often in English or Arabic."""

import functools
from typing import Final

from babel import Locale
from django.utils.translation import get_language

TYPED_IN: Final = ("en", "ar")


@functools.cache
def _codes() -> dict[str, str]:
    """The code of each language by its name."""
    return {
        name.casefold(): code for typed_in in TYPED_IN for code, name in Locale(typed_in).languages.items()
    }


def language_name(typed: str) -> str:
    """What was typed, said in the reader's language where it is the name of one; else as it stands."""
    code = _codes().get(typed.strip().casefold(), "")
    reader = (get_language() or "en").partition("-")[0]
    return str(Locale(reader).languages.get(code, typed))
