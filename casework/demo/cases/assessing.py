"""Strikes that are still being assessed."""

from casework.demo.facts import (
    Act,
    Adopted,
    Blame,
    Check,
    Cite,
    Count,
    Facts,
    Job,
    Judgement,
    Paper,
    Range,
    Said,
    Step,
)
from casework.evidence.choices import EvidenceKind as E
from casework.incidents.choices import ExternalGrade, ProofStandard, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis, PositionKind
from casework.places.choices import PlacePrecision

M08 = Facts(
    key="M08",
    title="Strike on al-Salam hospital",
    summary="The Coalition struck a hospital that IS fighters used; Iraqi troops under fire had asked for "
    "it. Nobody gives a number of people harmed.",
    narrative="On 7 December 2016 Iraqi troops near al-Salam hospital came under fire from the building and "
    "asked for a strike. The Coalition struck one building of the hospital. Whether patients or staff were "
    "inside is not known.",
    when="7 December 2016",
    place="MOS-E-SAL",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.330000",
    longitude="43.170000",
    weapon=Weapon.AIR_BOMB,
    hit="Hospital building",
    source="centcom",
    reference="Release of 8 December 2016",
    opened=150,
    acts=(
        Act(
            "PRO-01",
            "A hospital building struck from the air.",
            (
                Blame(
                    "COA",
                    R.CARRIED_OUT,
                    (Basis.OWN_ADMISSION,),
                    ProofStandard.REASONABLE_GROUNDS,
                    said=(
                        Said(
                            PositionKind.ACKNOWLEDGES_ACT,
                            "8 December 2016",
                            "Struck the building because fighters fired from it.",
                            "centcom",
                            "Release of 8 December 2016",
                        ),
                    ),
                ),
                Blame(
                    "IQ-ARMY-9", R.REQUESTED, (Basis.OFFICIAL_DOCUMENT,), ProofStandard.REASONABLE_SUSPICION
                ),
            ),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "B3",
                    "The party itself says that it struck a building of the hospital. What was known of "
                    "patients and whether a warning was given is not public.",
                    sources=2,
                    origins=1,
                    single="The party’s own release.",
                    outcome="returned",
                    comment="A hospital can lose its protection while it is used for fighting, after a "
                    "warning. Say what is known about the warning before proposing this standard.",
                ),
            ),
        ),
        Act(
            "PRO-02",
            "Fighters used the hospital as a position.",
            (Blame("IS", R.CARRIED_OUT, (Basis.OFFICIAL_DOCUMENT,), ProofStandard.REASONABLE_SUSPICION),),
        ),
    ),
    counts=(Count("airwars", "Incident CI362", note="No number is given", when="7 December 2016"),),
    papers=(
        Paper(
            "Release of the command on the hospital, in our words",
            E.OFFICIAL,
            "centcom",
            when="8 December 2016",
            lines=(
                "Iraqi troops under fire from the hospital.",
                "One building struck at their request.",
                "No number of people harmed.",
            ),
            checks=(Check("source", "holds", "Published by the command."),),
            cites=(Cite("act 0"), Cite("act 1"), Cite("said 0.0.0")),
        ),
    ),
    steps=(
        Step(
            "assess", 140, "Find out whether patients were inside and whether a warning was given.", by="lead"
        ),
    ),
    jobs=(Job("Ask health bodies for the state of the hospital in December 2016", "lead", 9, done=False),),
    next_action="Answer of the health bodies",
    next_in=8,
)

M12 = Facts(
    key="M12",
    title="Explosion in Hay al-Mamun",
    summary="15 to 22 deaths; a newspaper’s visit fixed the exact spot. Whether a Coalition bomb or "
    "something else caused it is open.",
    narrative="On 3 January 2017 houses in Hay al-Mamun were destroyed. Reporters later recorded the exact "
    "place. Whether the Coalition struck there is open.",
    when="3 January 2017",
    place="MOS-W-MAM",
    precision=PlacePrecision.EXACT,
    latitude="36.310611",
    longitude="43.109528",
    weapon=Weapon.AIR_BOMB,
    hit="Houses",
    source="airwars",
    reference="Incident CI386",
    opened=84,
    lead="east",
    acts=(
        Act(
            "ATT-03",
            "Houses in a full quarter destroyed.",
            (Blame("COA", R.SUSPECTED, (Basis.AIRCRAFT,)), Blame("UNK", R.SUSPECTED, either=True)),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "B3",
                    "Exact place and a consistent number of deaths, from reporters and an archive. The "
                    "cause is taken to be an air strike.",
                    sources=2,
                    origins=2,
                    outcome="returned",
                    comment="What does the cause rest on? Ask for pictures of fragments, or propose the "
                    "lower standard.",
                ),
                Judgement(
                    ProofStandard.ALLEGATION,
                    "B3",
                    "Deaths and place are credible; the cause and so the party are not settled. Proposed as "
                    "an allegation until pictures of fragments are found.",
                    sources=2,
                    origins=2,
                    missing="Pictures of fragments or of the crater; a statement of the Coalition on that "
                    "day.",
                    outcome="waiting",
                    decider="",
                ),
            ),
        ),
    ),
    counts=(
        Count(
            "airwars", "Incident CI386", Range(15, 22), Range(None, 29), when="3 January 2017", relied=True
        ),
        Count("buzzfeed", "Report of 2017", Range(15, None), when="2017"),
    ),
    papers=(
        Paper(
            "Report of a visit to the place, in our words",
            E.PRESS,
            "buzzfeed",
            when="2017",
            lines=("Exact place recorded.", "At least 15 dead."),
            checks=(
                Check("geolocation", "holds", "The archive takes its exact coordinates from this report."),
            ),
            verdict="verified",
            verdict_words="Place exact. Says nothing certain about the cause.",
            cites=(Cite("act 0"), Cite("count 1")),
        ),
        Paper(
            "Incident page CI386, notes",
            E.REPORT,
            "airwars",
            form="txt",
            when="3 January 2017",
            lines=("15 to 22 killed, up to 29 injured.",),
            cites=(Cite("count 0"),),
        ),
    ),
    steps=(Step("assess", 75, "Cause first: fragments, flights.", by="lead"),),
    jobs=(Job("Write to the reporters about pictures of fragments", "lead", 5, done=False),),
    next_action="Decision on the second proposal",
    next_in=2,
)

M28 = Facts(
    key="M28",
    title="Strike on al-Walaa school, 17 Tammuz",
    summary="50 to 81 deaths, 18 of them children, in a school. Coalition or Iraqi forces; contested.",
    narrative="On 4 May 2017 al-Walaa school in 17 Tammuz was hit. Numbers range from 50 to 81 dead and 60 "
    "to 86 injured. Whose weapon it was is contested.",
    when="4 May 2017",
    place="MOS-W-WAL",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.366700",
    longitude="43.085500",
    weapon=Weapon.UNKNOWN,
    hit="School",
    source="airwars",
    reference="Incident CI687",
    opened=96,
    priority="high",
    lead="east",
    members=("north", "west", "south"),
    acts=(
        Act(
            "PRO-03",
            "A school hit.",
            (Blame("COA", R.SUSPECTED), Blame("IQ-ISF", R.SUSPECTED, either=True)),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "C2",
                    "School, day and a high number are given with their sources by the archive. Whose "
                    "weapon it was is open and is kept as an alternative.",
                    sources=5,
                    origins=3,
                    missing="Kind of weapon; direction; who used the school that day.",
                    outcome="waiting",
                    decider="",
                ),
            ),
        ),
        Act(
            "ATT-03",
            "An attack into a full quarter.",
            (Blame("COA", R.SUSPECTED), Blame("IQ-ISF", R.SUSPECTED, either=True)),
        ),
    ),
    counts=(
        Count(
            "airwars",
            "Incident CI687",
            Range(50, 81),
            Range(60, 86),
            when="4 May 2017",
            grade=ExternalGrade.CONTESTED,
            note="18 children among the dead",
            relied=True,
        ),
        Count("afp", "Entered for the wrong day", Range(11, 11), when="4 May 2017"),
    ),
    adopted=Adopted("The only full range there is; contested, and so marked.", Range(50, 81), Range(60, 86)),
    papers=(
        Paper(
            "Incident page CI687, notes",
            E.REPORT,
            "airwars",
            form="txt",
            when="4 May 2017",
            file_name="مدرسة الولاء.txt",
            lines=(
                "50 to 81 dead, 18 children.",
                "60 to 86 injured.",
                "Contested: Coalition or Iraqi forces.",
            ),
            checks=(Check("source", "holds", "Archive with dated revisions."),),
            verdict="verified",
            verdict_words="Sources named one by one; range explained.",
            cites=(
                Cite("act 0"),
                Cite("count 0"),
                Cite("count 1", "contradicts", "50 to 81, far above 11"),
            ),
        ),
        Paper(
            "Sketch of the school, drawn for orientation",
            E.DOCUMENT,
            "airwars",
            form="png",
            when="May 2017",
            lines=("school yard", "classrooms", "street"),
            checks=(Check("geolocation", "partly", "Quarter certain, building likely."),),
            cites=(Cite("act 0", "context"),),
        ),
    ),
    steps=(Step("assess", 88, "Weapon and direction; then who used it that day.", by="lead"),),
    jobs=(
        Job("Pictures of the roof and the yard", "west", 30),
        Job("Rocket or bomb: ask a weapons expert", "lead", -3, done=False),
    ),
    next_action="Decide the proposed assessment",
    next_in=-2,
)
