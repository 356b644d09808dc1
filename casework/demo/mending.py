"""Redress: what became of it in a case, claims of groups, referrals."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from casework.core import clock
from casework.redress.actions import file_claim, refer_case, set_redress

from .climb_facts import Claimed, Climb, Redress, Referred
from .opening import Piece
from .telling import Telling

A_MONTH = dt.timedelta(days=30)


def redress_pieces(telling: Telling, climb: Climb) -> Iterator[Piece]:
    """Claims and referrals first, then what became of redress as a whole."""
    for claimed in climb.claims:
        yield partial(_claim, telling, claimed)
    for referred in climb.referrals:
        yield partial(_refer, telling, referred)
    if climb.redress:
        yield partial(_status, telling, climb.redress)


def _day(telling: Telling, days: int) -> dt.date | None:
    return telling.world.day_in(days) if days else None


def _claim(telling: Telling, claimed: Claimed) -> None:
    values = {
        "group": claimed.group,
        "form": claimed.form,
        "scheme": claimed.scheme,
        "damage": claimed.damage,
        "state": claimed.state,
        "documents_needed": claimed.needed,
        "documents_held": claimed.held,
        "stated_cause": claimed.cause,
        "stalled_reason": claimed.stalled,
        "filed_on": _day(telling, -claimed.filed_days),
        "follow_up_on": _day(telling, claimed.follow_up),
    }
    file_claim(actor=telling.lead, case=telling.fresh(), values=values)


def _refer(telling: Telling, referred: Referred) -> None:
    """Written down on the day of the telling, made a month before it is looked at again at the latest."""
    look_on, today = _day(telling, referred.follow_up), clock.today()
    made_on = min(today, look_on - A_MONTH) if look_on else today
    values = {
        "kind": referred.kind,
        "body": referred.body,
        "referred_on": made_on,
        "what_was_sent": referred.sent,
        "follow_up_on": look_on,
    }
    refer_case(actor=telling.who("north"), case=telling.fresh(), values=values)


def _status(telling: Telling, redress: Redress) -> None:
    day = _day(telling, redress.look_in)
    values = {"state": redress.state, "note": redress.note, "follow_up_on": day, "no_follow_up": day is None}
    set_redress(actor=telling.lead, case=telling.fresh(), values=values)
