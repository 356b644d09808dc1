"""Loads the demonstration into an empty database, under a clock that only goes forward."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.tasks.actions import mark_read
from casework.tasks.models import Notice

from .advice import recommendations
from .cases import CASES
from .cast import CAST, make_cast
from .clockwork import Diary, Story, play
from .doubles import duplicate, merged
from .extras import EXTRA
from .last_hour import last_hour
from .story import tell
from .world import World

FIRST_DAY = 300
STILL_UNREAD = 5


class RealOffice(RuntimeError):
    """The settings are those of an office that works with real cases."""


class NotEmpty(RuntimeError):
    """The database holds people or cases already; nothing was loaded."""


def load(password: str) -> dict[str, int]:
    """Load everything, or nothing.

    Returns:
        How many cases were opened and how many pieces of work were played.

    Raises:
        RealOffice: a second factor is compulsory here, so this is no demonstration.
        NotEmpty: there are people or cases already.
    """
    if settings.CASEWORK_SECOND_FACTOR_REQUIRED:
        raise RealOffice
    if User.objects.exists() or Case.objects.exists():
        raise NotEmpty
    today = clock.now()
    with transaction.atomic():
        first = Diary(today, "first day").day(FIRST_DAY)
        with clock.travel(first.astimezone(dt.UTC)):
            world = World(today, make_cast(password))
        played = play(_stories(world), until=today - dt.timedelta(minutes=5))
    _read_old_notices(world)
    return {"cases": len(world.cases), "played": played}


def _stories(world: World) -> list[Story]:
    told = (tell(facts, world, EXTRA) for facts in CASES)
    shared = (duplicate(world), merged(world), recommendations(world), last_hour(world))
    return [_sources(world), *told, *shared]


def _sources(world: World) -> Story:
    """The common lists of sources and of the periods of parties are written before the first case."""
    yield Diary(world.today, "sources").day(FIRST_DAY - 1)
    world.list_sources()
    world.list_periods()


def _read_old_notices(world: World) -> None:
    """People read their inbox; only the newest few lines of each are still unread."""
    for member in CAST:
        user = world.cast[member.key]
        unread = Notice.objects.filter(recipient=user, read_at=None).order_by("-at", "-pk")
        mark_read(actor=user, uids=list(unread.values_list("uid", flat=True)[STILL_UNREAD:]))
