"""Acts alleged against Iraqi soldiers and a tribal militia."""

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
    Law,
    Paper,
    Range,
    Said,
    Step,
)
from casework.evidence.choices import EvidenceKind as E
from casework.incidents.choices import ProofStandard, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis, PositionKind
from casework.places.choices import PlacePrecision

M06 = Facts(
    key="M06",
    title="Captives shot by a tribal militia, Shayalat al-Imam",
    summary="At least four captured men shot by members of a tribal militia while soldiers stood by.",
    narrative="On 29 November 2016, in Shayalat al-Imam about 70 km south of Mosul, members of Hashd "
    "al-Jabour shot at least four men whom they had captured. Human Rights Watch reports that government "
    "soldiers were there.",
    when="29 November 2016",
    place="NIN-SHA",
    precision=PlacePrecision.DISTRICT,
    weapon=Weapon.SMALL_ARMS,
    hit="Captured men",
    source="hrw",
    reference="Report of 18 December 2016",
    opened=233,
    lead="west",
    acts=(
        Act(
            "LIF-04",
            "Captured men shot.",
            (
                Blame("PMU-JAB", R.CARRIED_OUT, (Basis.EYEWITNESS,), ProofStandard.REASONABLE_GROUNDS),
                Blame(
                    "IQ-ISF",
                    R.PRESENT,
                    (Basis.EYEWITNESS,),
                    ProofStandard.REASONABLE_SUSPICION,
                    "Soldiers are said to have been there and not to have stepped in.",
                    said=(Said(PositionKind.NOT_ASKED, "", "Not asked yet.", "", ""),),
                ),
            ),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "A2",
                    "The organisation names day, place, unit and the presence of soldiers, from its own "
                    "interviews.",
                    sources=1,
                    origins=1,
                    single="One origin, with interviews of its own.",
                    missing="What the commander of the soldiers knew.",
                ),
            ),
            (
                Law(
                    "war_crime",
                    "RS-8(2)(c)(i)-1",
                    ProofStandard.REASONABLE_SUSPICION,
                    "Murder of people out of combat, in a non-international armed conflict.",
                ),
            ),
        ),
    ),
    counts=(
        Count("hrw", "Report of 18 December 2016", Range(4, None), when="29 November 2016", relied=True),
    ),
    adopted=Adopted("Reported as a minimum.", Range(4, None)),
    papers=(
        Paper(
            "Report on the militia, in our words",
            E.REPORT,
            "hrw",
            when="18 December 2016",
            lines=("29 November: at least four captured men shot by Hashd al-Jabour.", "Soldiers present."),
            checks=(
                Check("source", "holds", "Organisation with researchers in the area."),
                Check("content", "holds", "Unit, day and place are named."),
            ),
            verdict="verified",
            verdict_words="Authentic; interviews of its own.",
            cites=(Cite("act 0"), Cite("blame 0.1", "supports", "soldiers present"), Cite("count 0")),
        ),
    ),
    steps=(
        Step("assess", 226, "Unit and chain of command."),
        Step(
            "credit",
            97,
            "Day, place, unit and the presence of soldiers are named from interviews. Reasonable grounds to "
            "suspect the killing of captured men.",
            single="One origin, with interviews of its own.",
        ),
        Step("investigate", 90, "Chain of command on both sides: militia and soldiers.", by="south"),
        Step("submit_findings", 62, "Please check what is said of the soldiers.", by="lead"),
        Step(
            "approve_findings", 55, "Short, and it claims no more than it can carry. The soldiers stay open."
        ),
        Step("publish", 17, "The party that could be asked had its time. Nobody can be told.", by="centre"),
    ),
    jobs=(Job("Who commanded the soldiers there on 29 November?", "lead", 27, done=False),),
)

M37 = Facts(
    key="M37",
    title="Bound men found shot, west of the Old City",
    summary="17 men, bound, found dead in an empty building in an area held by an army division.",
    narrative="In mid-July 2017 the bodies of 17 men were seen in an empty building west of the Old City, "
    "bound and shot. Human Rights Watch reports that soldiers of the 16th Division held the area.",
    when="mid-July 2017",
    place="MOS-W-OLD",
    place_text="an empty building west of the Old City",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.345000",
    longitude="43.120000",
    weapon=Weapon.SMALL_ARMS,
    hit="Bound men",
    source="hrw",
    reference="Report of 19 July 2017",
    opened=190,
    lead="east",
    members=("north", "south"),
    acts=(
        Act(
            "LIF-04",
            "Bound men shot.",
            (
                Blame(
                    "IQ-ARMY-16",
                    R.CARRIED_OUT,
                    (Basis.AREA_CONTROL, Basis.EYEWITNESS),
                    ProofStandard.REASONABLE_SUSPICION,
                ),
            ),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "A3",
                    "Observers quoted by the organisation saw the bodies; the division held the area. Who "
                    "shot is inferred from control of the area, and the proposal says more than that.",
                    sources=1,
                    origins=1,
                    single="One origin.",
                    outcome="returned",
                    comment="Separate what was seen from what is inferred, and lower nothing: say what is "
                    "missing.",
                ),
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "A3",
                    "Seen: 17 bodies, bound, in one building. Inferred from control of the area: that men "
                    "of this division shot them. Together this points to the division without excluding "
                    "others.",
                    sources=1,
                    origins=1,
                    single="One origin, with several observers; a second report of the same week describes "
                    "the same unit.",
                    missing="Which company held the street; forensic pictures.",
                    decider="south",
                ),
            ),
        ),
        Act(
            "LIF-01",
            "No trial of any kind is reported.",
            (Blame("IQ-ARMY-16", R.CARRIED_OUT, (Basis.AREA_CONTROL,)),),
        ),
    ),
    counts=(Count("hrw", "Report of 19 July 2017", Range(17, 17), when="mid-July 2017", relied=True),),
    adopted=Adopted("Bodies counted by observers on the spot.", Range(17, 17)),
    papers=(
        Paper(
            "Report on the building, in our words",
            E.REPORT,
            "hrw",
            when="19 July 2017",
            lines=("17 bodies, bound, in an empty building.", "16th Division in control of the area."),
            checks=(
                Check("source", "holds", "Observers known to the organisation."),
                Check("geolocation", "partly", "Area, not the building."),
            ),
            verdict="verified",
            verdict_words="Authentic; observers on the spot.",
            cites=(Cite("act 0"), Cite("blame 0.0", "supports", "control of the area"), Cite("count 0")),
            graphic="Describes bodies",
        ),
    ),
    steps=(
        Step("assess", 183, "What was seen, and what is inferred?"),
        Step(
            "credit",
            44,
            "17 bound bodies seen by observers in an area held by one division. Reasonable grounds to "
            "suspect the killing of captured men; the unit is inferred and so marked.",
            single="One organisation, several observers.",
            by="south",
        ),
    ),
    jobs=(Job("Which company held the street in mid-July?", "lead", 13, done=False),),
    next_action="Postings of the division in July 2017",
    next_in=15,
)

M38 = Facts(
    key="M38",
    title="Detainees killed in an alley of the Old City",
    summary="Four detainees killed; several dozen more are alleged. Sealed: a person who helped could be "
    "recognised.",
    narrative="In mid-July 2017 detainees were killed in an alley of the Old City. Human Rights Watch "
    "reports four deaths and allegations of several dozen more, and names the 16th Division.",
    when="mid-July 2017",
    place="MOS-W-OLD",
    place_text="an alley",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.343000",
    longitude="43.130000",
    weapon=Weapon.SMALL_ARMS,
    hit="Detainees",
    source="hrw",
    reference="Report of 27 July 2017",
    opened=176,
    lead="east",
    members=("north", "south"),
    cleared=("east", "north"),
    level="highly_restricted",
    acts=(
        Act(
            "LIF-04",
            "Detainees killed in an alley.",
            (Blame("IQ-ARMY-16", R.CARRIED_OUT, (Basis.EYEWITNESS,), ProofStandard.REASONABLE_SUSPICION),),
        ),
    ),
    counts=(
        Count(
            "hrw", "Report of 27 July 2017", Range(4, 4), when="mid-July 2017", note="Several dozen alleged"
        ),
    ),
    papers=(
        Paper(
            "Report on the alley, in our words",
            E.REPORT,
            "hrw",
            when="27 July 2017",
            lines=("Four detainees killed in an alley.", "Several dozen alleged."),
            checks=(Check("source", "holds", "Published by the organisation."),),
            cites=(Cite("act 0"), Cite("count 0")),
        ),
        Paper(
            "Placeholder for the notes of a person who helped",
            E.DOCUMENT,
            "",
            form="txt",
            lines=("In real use the notes of a protected person would stand here. No such person exists.",),
            level="highly_restricted",
            description="Shows how a highly restricted item looks. It stands for nothing.",
        ),
    ),
    steps=(Step("assess", 170, "Protection first; then the unit.", by="lead"),),
    jobs=(
        Job("Agree on a safe way to talk", "lead", 30),
        Job("Look at the protection again", "north", 12, done=False),
    ),
    next_action="Look at the protection again",
    next_in=14,
)
