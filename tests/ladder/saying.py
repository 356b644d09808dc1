"""What the mover says for each move of the table, complete."""

import datetime as dt
from typing import Any

from casework.cases.choices import CloseReason
from casework.core import clock
from casework.publication.choices import WithdrawalReason

REASON = "The reports agree on place and time, and no other explanation fits them."

PUBLIC_TEXT = {
    "title_en": "Air strike on a house in west Mosul",
    "short_en": "An aircraft dropped a bomb on a house.",
    "account_en": "The house fell in. Families had gathered there.",
    "reasons_en": "Two accounts of independent origin agree.",
    "when_en": "17 March 2017",
    "place_en": "West Mosul",
    "place_precision": "neighbourhood",
    "killed_min": 105,
    "killed_max": 141,
}


def said(key: str) -> dict[str, Any]:
    """What the mover says for a move of the table, complete."""
    words: dict[str, Any] = {"reason": REASON}
    if key == "shelve":
        words |= {"missing": "A second source", "review_on": clock.today() + dt.timedelta(days=30)}
    elif key == "suspend":
        words |= {"review_on": clock.today() + dt.timedelta(days=30)}
    elif key == "close":
        words |= {"close_code": CloseReason.OUTSIDE_MANDATE}
    elif key == "withdraw_publication":
        words |= {"withdrawal": WithdrawalReason.SAFETY}
    return words


def posted(key: str) -> dict[str, str]:
    """The same as a browser sends it."""
    return {
        name: str(value.isoformat() if isinstance(value, dt.date) else value)
        for name, value in said(key).items()
    }
