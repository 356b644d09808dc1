"""Recommendations of the report of July 2017, paraphrased, with what the addressees said and did."""

import datetime as dt
from typing import Any, NamedTuple

from casework.redress.actions import (
    add_response,
    grade_recommendation,
    link_recommendation,
    make_recommendation,
)
from casework.redress.choices import Attitude, Grade

from .clockwork import Diary, Story
from .world import World

ORIGIN = "At Any Cost, MDE 14/6610/2017, paraphrased"
ISSUED = dt.date(2017, 7, 11)
WRITTEN, ANSWERED, LINKED = 280, 240, 21


class Answer(NamedTuple):
    """What the addressee said or did."""

    day: dt.date
    attitude: Attitude
    words: str


class Advice(NamedTuple):
    """One recommendation: to a party of the list, or to a body named in words."""

    to: str
    title: str
    text: str
    answers: tuple[Answer, ...] = ()
    grade: str = ""
    why: str = ""
    cases: tuple[str, ...] = ()
    look_in: int = 0


_REJECTED = Answer(
    dt.date(2017, 7, 12),
    Attitude.REJECTS,
    "Between 11 and 13 July spokesmen of the Coalition called the report irresponsible and its authors "
    "naive about war.",
)
_COMMITTEE = Answer(
    dt.date(2017, 8, 17),
    Attitude.PARTLY,
    "A committee of the prime minister said that members of one division of the Interior Ministry had "
    "committed clear abuses, and announced that they would be sent to court.",
)
_TEAM = Answer(
    dt.date(2017, 9, 21),
    Attitude.PARTLY,
    "Security Council resolution 2379 set up an investigative team for crimes of the Islamic State group "
    "alone. It was extended until 17 September 2024.",
)
ADVICE = (
    Advice(
        "IQ",
        "Set up an independent commission",
        "Set up at once an independent commission that sees to it that wherever there is credible evidence "
        "of violations of international law, effective investigations are carried out and their findings "
        "made public.",
        (_COMMITTEE,),
        Grade.C,
        "A committee looked at one division. No commission for all credible evidence is known.",
        ("M06", "M22", "M36"),
        -18,
    ),
    Advice(
        "IQ",
        "Prosecute in fair trials",
        "Bring those suspected of crimes before courts in fair trials without recourse to the death "
        "penalty, and suspend suspected members of the forces meanwhile.",
        (_COMMITTEE,),
        "",
        "",
        ("M06", "M07", "M37"),
        40,
    ),
    Advice(
        "IQ",
        "Compensate civilians",
        "Set up a programme of compensation for civilians, with other forms of reparation.",
        (),
        Grade.B,
        "Law 20 of 2009, amended in 2015 and 2020, gives a scheme; about 35 000 claims had been lodged by "
        "November 2019. Psychological harm, torture, disappearance and sexual violence are not covered.",
        ("M22", "M33"),
        -5,
    ),
    Advice(
        "IQ",
        "End the use of improvised rockets in populated areas",
        "Stop using rocket-assisted munitions of improvised make and other imprecise weapons where "
        "civilians live.",
    ),
    Advice(
        "IQ",
        "Accept the jurisdiction of the International Criminal Court",
        "Join the Rome Statute or accept the jurisdiction of the Court for these events.",
        (),
        Grade.D,
        "Iraq is not a party to the Rome Statute.",
        ("M31",),
        75,
    ),
    Advice(
        "COA",
        "Investigate each credible claim of civilian deaths",
        "Carry out a prompt, independent, impartial and thorough investigation of each credible claim, with "
        "visits to the place and interviews.",
        (_REJECTED,),
        Grade.C,
        "Some deaths were conceded after inquiries of the forces’ own command; few survivors were heard.",
        ("M11", "M22", "M27", "M33"),
        -30,
    ),
    Advice(
        "COA",
        "Publish findings, munition and nationality",
        "Make public what was found, which munition was used and whose aircraft it was.",
        (_REJECTED,),
        Grade.C,
        "One summary of an inquiry names the weapon; Australia named itself in 2019 for one strike.",
        ("M22", "M33"),
        12,
    ),
    Advice(
        "COA",
        "Set up a mechanism for reparation",
        "Set up a way by which civilians who were harmed can get reparation.",
        (_REJECTED,),
        Grade.D,
        "A report of January 2020 says that the Coalition paid practically nothing.",
        ("M22", "M33"),
        -3,
    ),
    Advice(
        "IS",
        "Let civilians leave",
        "End attacks on civilians, the use of people as shields and the killing of those who flee; let "
        "people leave and let help in.",
        (),
        "",
        "",
        ("M29", "M31"),
    ),
    Advice(
        "",
        "Support a mechanism for violations by all sides",
        "States and the Human Rights Council: support an independent mechanism for violations by all sides; "
        "pay for clearance, recovery of bodies and health care.",
        (_TEAM,),
        Grade.C,
        "The team that was set up looked at one party only, and its mandate has ended.",
        ("M22", "M31", "M37"),
        -60,
    ),
)
OTHERS = "Other states and the UN Human Rights Council"


def recommendations(world: World) -> Story:
    """They are listed early, answered and graded later, and rest on cases as these become credible."""
    diary = Diary(world.today, "recommendations")
    yield diary.day(WRITTEN)
    listed = [_make(world, advice) for advice in ADVICE]
    yield diary.day(ANSWERED)
    for recommendation, advice in zip(listed, ADVICE, strict=True):
        for answer in advice.answers:
            values = {"responded_on": answer.day, "attitude": answer.attitude, "text": answer.words}
            add_response(actor=world.cast["west"], recommendation=recommendation, values=values)
        if advice.grade:
            recommendation.refresh_from_db()
            grade_recommendation(
                actor=world.cast["south"],
                recommendation=recommendation,
                grade=advice.grade,
                grade_reason=advice.why,
            )
    yield diary.day(LINKED)
    for recommendation, advice in zip(listed, ADVICE, strict=True):
        for key in advice.cases:
            case = world.fresh(key)
            link_recommendation(actor=world.cast["north"], case=case, recommendation=recommendation)


def _make(world: World, advice: Advice) -> Any:
    look_on = world.day_in(advice.look_in) if advice.look_in else None
    return make_recommendation(
        actor=world.cast["north"],
        values={
            "addressee": world.parties[advice.to] if advice.to else None,
            "addressee_name": "" if advice.to else OTHERS,
            "title": advice.title,
            "text": advice.text,
            "origin": ORIGIN,
            "issued_on": ISSUED,
            "follow_up_on": look_on,
        },
    )
