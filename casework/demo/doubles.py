"""Two cases that were logged twice: one is closed as a duplicate, one is merged into the other."""

import datetime as dt
from typing import NamedTuple

from casework.cases.actions import add_member, open_case
from casework.core.dates import parse
from casework.incidents.actions import add_violation
from casework.intake.actions import log_allegation
from casework.intake.allegations import Access, Allegation, SaidBy, Where
from casework.ladder.actions import move_case, record_opening
from casework.ladder.transfers import merge_cases
from casework.places.choices import PlacePrecision

from .clockwork import Diary, Story
from .world import World


class Again(NamedTuple):
    """What was logged a second time."""

    key: str
    title: str
    narrative: str
    when: str
    place: str
    source: str


def _log(world: World, again: Again) -> None:
    """East logs what west has logged before, from the same report."""
    key, title, narrative, when, place, source = again
    east = world.cast["east"]
    case = open_case(
        actor=east, title=title, lead=east, year=2017 if "2017" in when else 2016, is_demonstration=True
    )
    world.incidents[key] = log_allegation(
        actor=east,
        allegation=Allegation(
            title=title,
            narrative=narrative,
            when=parse(when),
            where=Where(place=world.places[place], precision=PlacePrecision.NEIGHBOURHOOD),
            said_by=SaidBy(source=world.sources[source]),
            access=Access(case=case),
        ),
    )
    record_opening(actor=east, case=case)
    world.cases[key] = case


def duplicate(world: World) -> Story:
    """The destroyed homes again: found while looking for duplicates, closed in favour of the first."""
    diary = Diary(world.today, "double")
    yield diary.day(137)
    _log(
        world,
        Again(
            "M40b",
            "Destroyed homes in villages near Kirkuk",
            "Homes destroyed in villages taken by Kurdish forces, from the same report.",
            "late October 2016",
            "IQ-KIR",
            "hrw",
        ),
    )
    yield diary.day(131)
    move_case(
        actor=world.cast["south"],
        case=world.fresh("M40b"),
        key="close",
        reason="The same report was logged three days earlier; that case is kept.",
        close_code="duplicate",
        kept_case=world.fresh("M40"),
    )


def merged(world: World) -> Story:
    """The mortar fire again, with an act that the first case lacked: all of it moves over."""
    diary = Diary(world.today, "merged")
    yield diary.day(156)
    _log(
        world,
        Again(
            "M18b",
            "Shells on houses in al-Tanak",
            "Shells on houses in al-Tanak on 26 February 2017, as the archive gives it.",
            "26 February 2017",
            "MOS-W-TAN",
            "airwars",
        ),
    )
    yield diary.day(155)
    add_violation(
        actor=world.cast["east"],
        incident=world.incidents["M18b"],
        type=world.types["ATT-06"],
        source_words="Mortars where a better aimed weapon could have been used.",
    )
    yield diary.day(150)
    add_member(
        actor=world.cast["south"],
        case=world.fresh("M18"),
        user=world.cast["east"],
        reason="Comes along with the merged case.",
    )
    yield diary.day(150) + dt.timedelta(hours=1)
    merge_cases(
        actor=world.cast["south"],
        case=world.fresh("M18b"),
        to_case=world.fresh("M18"),
        reason="Both cases are about the same shells on the same day; the older one is kept.",
    )
