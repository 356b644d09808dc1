"""Mosul al-Jadida, 17 March 2017: further deaths claimed that day."""

from casework.demo.facts import (
    Act,
    Blame,
    Check,
    Cite,
    Count,
    Facts,
    Job,
    Paper,
    Range,
    Said,
    Step,
)
from casework.evidence.choices import EvidenceKind as E
from casework.incidents.choices import ExternalGrade, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis, PositionKind
from casework.places.choices import PlacePrecision

M23 = Facts(
    key="M23",
    title="Further deaths claimed in Mosul al-Jadida on the same day",
    summary="Claims of 125 to 370 deaths on 17 March 2017 beyond the one house. They may be part of that "
    "incident, or a series of strikes that day. Contested.",
    narrative="Claims about Mosul al-Jadida on 17 March 2017 speak of far more deaths than in the one house "
    "that is conceded. How far they repeat the people of that house, whether there were other strikes, and "
    "whose they were, is open.",
    when="17 March 2017",
    place="MOS-W-JAD",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.332300",
    longitude="43.105100",
    weapon=Weapon.AIR_BOMB,
    hit="Several houses",
    source="airwars",
    reference="Incident CI551",
    opened=294,
    lead="east",
    compared="linked",
    compared_with="M22",
    compared_note="Same quarter and day as the house near al-Rahma hospital; linked, not merged: other "
    "houses are named.",
    acts=(
        Act(
            "ATT-03",
            "Strikes on a crowded quarter.",
            (
                Blame(
                    "COA",
                    R.CARRIED_OUT,
                    (Basis.AIRCRAFT,),
                    note="Aircraft of the Coalition were active.",
                    said=(
                        Said(
                            PositionKind.UNDER_ASSESSMENT,
                            "Mar 2017",
                            "Confirmed a strike at the place and the day and opened a formal assessment.",
                            "cjtf",
                            "Statement of March 2017",
                        ),
                        Said(
                            PositionKind.INSUFFICIENT,
                            "25 May 2017",
                            "Beyond the house and the one next door 36 more deaths were reported; they were "
                            "not established.",
                            "centcom",
                            "Summary of the AR 15-6 inquiry, 25 May 2017",
                        ),
                    ),
                ),
                Blame(
                    "IQ-ISF",
                    R.CARRIED_OUT,
                    (Basis.ELIMINATION,),
                    note="Rockets and helicopters.",
                    either=True,
                ),
            ),
        ),
    ),
    counts=(
        Count(
            "airwars",
            "Incident CI551",
            Range(125, 370),
            Range(25, 25),
            when="17 March 2017",
            grade=ExternalGrade.CONTESTED,
        ),
        Count(
            "airwars", "Highest figure in circulation", Range(None, 520), note="Up to, for the whole quarter"
        ),
    ),
    papers=(
        Paper(
            "Incident page CI551, notes",
            E.REPORT,
            "airwars",
            form="txt",
            when="17 March 2017",
            lines=("125 to 370 dead, 25 injured; contested.", "How far it overlaps with CI550 is not known."),
            checks=(
                Check(
                    "content", "open", "Overlap with the other incident cannot be told from what is public."
                ),
            ),
            cites=(Cite("act 0"), Cite("count 0")),
        ),
        Paper(
            "Inquiry summary of the Coalition on further deaths, in our words",
            E.OFFICIAL,
            "centcom",
            when="25 May 2017",
            lines=("101 civilians in the house and 4 next door.", "36 more reported, not established."),
            checks=(Check("source", "holds", "Published by the command."),),
            verdict="verified",
            verdict_words="Authentic. It says what one party established, not what happened elsewhere.",
            cites=(
                Cite("said 0.0.1"),
                Cite("act 0", "contradicts", "no further house is named"),
                Cite("count 0", "contradicts", "36 further deaths, not established"),
            ),
        ),
        Paper(
            "Screenshot registered twice by mistake",
            E.WEB_PAGE,
            "airwars",
            form="png",
            when="2017",
            file_name="page (2).png",
            lines=("entered twice",),
        ),
    ),
    steps=(
        Step("assess", 288, "First task: separate these claims from the house that is conceded.", by="lead"),
    ),
    jobs=(
        Job("Compare the two lists by household, not by number", "lead", -9, done=False),
        Job("Ask whether other houses show crater or blast marks", "lead", 40),
    ),
    notes=(("lead", "Do **not** add these to the other case: nobody knows the overlap yet."),),
    next_action="Report on the overlap of the two lists",
    next_in=-9,
)
