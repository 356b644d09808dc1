"""A hospital car park, a house in Msherfa, and a division of the Interior Ministry."""

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
from casework.incidents.choices import ProofStandard, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis, PositionKind
from casework.places.choices import PlacePrecision

_VAN = Blame(
    "COA",
    R.CARRIED_OUT,
    (Basis.OWN_ADMISSION,),
    ProofStandard.CLEAR_CONVINCING,
    said=(
        Said(
            PositionKind.UNDER_ASSESSMENT,
            "29 December 2016",
            "Struck a van; civilians may have been harmed.",
            "centcom",
            "Release of 29 December 2016",
        ),
    ),
)

M11 = Facts(
    key="M11",
    title="Strike on a van in the car park of Ibn al-Athir hospital",
    summary="A van struck in the car park of a hospital. 5 to 16 people died; the UN mission counts 7.",
    narrative="On 29 December 2016 an aircraft of the Coalition struck a van. It stood in the car park of "
    "Ibn al-Athir hospital in the north-east of Mosul. Between 5 and 16 civilians died and 14 were injured.",
    when="29 December 2016",
    place="MOS-E-IBN",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.370000",
    longitude="43.160000",
    weapon=Weapon.AIR_BOMB,
    hit="Van in a hospital car park",
    source="centcom",
    reference="Release of 29 December 2016",
    opened=216,
    lead="east",
    acts=(
        Act(
            "PRO-01",
            "The car park of a hospital struck.",
            (_VAN,),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "B1",
                    "The party itself reports the strike on the day; an archive and the UN mission report "
                    "place and harm independently.",
                    sources=3,
                    origins=3,
                ),
            ),
        ),
        Act("ATT-05", "Nobody has said what was seen of the place before the strike.", (_VAN,)),
    ),
    counts=(
        Count("airwars", "Incident CI380", Range(5, 16), Range(14, 14), when="29 December 2016", relied=True),
        Count("unami", "Report of November 2017", Range(7, 7), when="29 December 2016", relied=True),
    ),
    adopted=Adopted(
        "The archive’s range; the number of the UN mission lies inside.", Range(5, 16), Range(14, 14)
    ),
    papers=(
        Paper(
            "Release on the van, in our words",
            E.OFFICIAL,
            "centcom",
            when="29 December 2016",
            lines=("A van was struck.", "Civilians may have been harmed."),
            checks=(Check("source", "holds", "Published by the command."),),
            verdict="verified",
            verdict_words="Authentic; against the party’s own interest.",
            cites=(Cite("act 0"), Cite("said 0.0.0")),
        ),
        Paper(
            "Report of the UN mission, entry on the hospital, in our words",
            E.REPORT,
            "unami",
            when="2 November 2017",
            lines=("29 December 2016: seven killed in the car park.",),
            checks=(Check("content", "holds", "Day and place agree with the release."),),
            verdict="verified",
            verdict_words="Authentic; own monitoring.",
            cites=(Cite("act 0"), Cite("count 1")),
        ),
    ),
    steps=(
        Step("assess", 209, "Place first: does the car park belong to the hospital?"),
        Step(
            "credit",
            150,
            "The party reports the strike, and two other bodies report place and deaths. Reasonable grounds "
            "to suspect an attack on a protected place.",
        ),
        Step("investigate", 141, "What was seen of the place before the strike.", by="south"),
        Step("submit_findings", 12, "Please look at the second conclusion in particular.", by="lead"),
    ),
    next_action="Answer the open question",
    next_in=4,
)

M27 = Facts(
    key="M27",
    title="Air strike on a house near al-Rahman mosque, Msherfa",
    summary="11 of 14 people in one house died; 3 survived. Coalition aircraft are alleged.",
    narrative="On 4 May 2017 a house in street 30 of Msherfa was destroyed from the air. Of the 14 people "
    "inside, 11 died and 3 survived with injuries.",
    when="4 May 2017",
    place="MOS-W-RMN",
    place_text="street 30",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.377000",
    longitude="43.049000",
    weapon=Weapon.AIR_BOMB,
    hit="House",
    source="amnesty",
    reference="MDE 14/6610/2017",
    opened=236,
    lead="west",
    acts=(
        Act(
            "ATT-04",
            "A house with 14 people inside destroyed.",
            (Blame("COA", R.CARRIED_OUT, (Basis.AIRCRAFT,), ProofStandard.REASONABLE_SUSPICION),),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "A2",
                    "Survivors were interviewed by the organisation itself; an archive agrees on day, house "
                    "and number.",
                    sources=2,
                    origins=2,
                    missing="Whose aircraft.",
                    decider="south",
                ),
            ),
        ),
    ),
    counts=(
        Count("amnesty", "MDE 14/6610/2017", Range(11, 11), Range(3, 3), when="4 May 2017", relied=True),
        Count("airwars", "Incident CI686", Range(11, 11), when="4 May 2017", relied=True),
    ),
    adopted=Adopted("One number in both sources; 14 were inside, 3 survived.", Range(11, 11), Range(3, 3)),
    papers=(
        Paper(
            "Report on the house in Msherfa, in our words",
            E.REPORT,
            "amnesty",
            when="11 July 2017",
            lines=("14 people in the house, 11 died.", "Nothing military is described near it."),
            checks=(Check("source", "holds", "Interviews by the organisation’s own researchers."),),
            verdict="verified",
            verdict_words="Authentic; survivors interviewed.",
            cites=(Cite("act 0"), Cite("count 0")),
        ),
        Paper(
            "Incident page CI686, notes",
            E.REPORT,
            "airwars",
            form="txt",
            when="4 May 2017",
            lines=("11 dead, 3 injured.",),
            checks=(Check("corroboration", "holds", "Same day, house and number."),),
            verdict="verified",
            verdict_words="Agrees; partly from other sources.",
            cites=(Cite("act 0"), Cite("count 1")),
        ),
    ),
    steps=(
        Step("assess", 228, "House and number first, then whose aircraft."),
        Step(
            "credit",
            140,
            "Survivors interviewed by an organisation and an archive agree on day, house and number. "
            "Reasonable grounds to suspect a disproportionate attack.",
            by="south",
        ),
        Step("investigate", 132, "Whose aircraft, and whether anything military was near.", by="south"),
        Step("submit_findings", 47, "Short and complete, I believe.", by="lead"),
        Step(
            "return_findings",
            33,
            "The text says that the Coalition did it; the conclusion says reasonable grounds to suspect. "
            "Write what you can carry.",
            by="south",
        ),
        Step("submit_findings", 6, "Party and standard now agree in text and conclusion.", by="lead"),
    ),
    next_action="Decision on the findings",
    next_in=-1,
)

_ERD = Blame(
    "IQ-ERD",
    R.CARRIED_OUT,
    (Basis.IMAGERY, Basis.EYEWITNESS),
    ProofStandard.REASONABLE_GROUNDS,
    said=(
        Said(
            PositionKind.ACCEPTS_IN_PART,
            "17 August 2017",
            "A committee of the prime minister speaks of clear abuses by members of the division.",
            "iq-pm",
            "Statement of August 2017",
        ),
    ),
)

M07 = Facts(
    key="M07",
    title="Detainees tortured by a division of the Interior Ministry",
    summary="A reporter who travelled with the division photographed torture. A committee of the government "
    "found clear abuses and announced referrals to court; what became of them is not known.",
    narrative="Between October and December 2016 members of the Emergency Response Division are said to "
    "have tortured men whom they held south of Mosul and in the city, and to have killed at least two. A "
    "news magazine published it in May 2017.",
    when="between October and December 2016",
    place="IQ-NIN-MOSD",
    place_text="south of Mosul, and Mosul",
    precision=PlacePrecision.DISTRICT,
    weapon=Weapon.UNKNOWN,
    hit="People held",
    source="spiegel",
    reference="Report of May 2017",
    opened=246,
    priority="high",
    lead="west",
    members=("north", "south"),
    cleared=("west", "north"),
    acts=(
        Act(
            "TOR-01",
            "People held were tortured.",
            (_ERD,),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "B1",
                    "Pictures by a reporter who was there, and a committee of the government that calls it "
                    "clear abuses.",
                    sources=2,
                    origins=2,
                    missing="What the committee examined; whether anybody stood trial.",
                ),
            ),
        ),
        Act("LIF-04", "At least two of them were killed.", (_ERD,)),
        Act("SGB-04", "Sexual violence against people held is alleged.", (_ERD,)),
    ),
    counts=(Count("spiegel", "Report of May 2017", Range(2, None), when="2016", relied=True),),
    adopted=Adopted("Reported as a minimum.", Range(2, None)),
    papers=(
        Paper(
            "Report of a news magazine on the division, in our words",
            E.PRESS,
            "spiegel",
            when="May 2017",
            lines=(
                "A reporter travelled with the division.",
                "He photographed how people held were tortured.",
            ),
            checks=(Check("source", "holds", "Published by the magazine after checks of its own."),),
            verdict="verified",
            verdict_words="Authentic; confirmed on the main point by the government’s committee.",
            cites=(Cite("act 0"), Cite("act 1"), Cite("count 0")),
            graphic="Describes torture",
        ),
        Paper(
            "Statement of the prime minister’s office, in our words",
            E.OFFICIAL,
            "iq-pm",
            when="17 August 2017",
            lines=("Members of the division committed clear abuses.", "They will be referred to courts."),
            checks=(Check("source", "holds", "Reported alike by several outlets."),),
            verdict="verified",
            verdict_words="Authentic; a concession of the government.",
            cites=(Cite("act 0"), Cite("said 0.0.0")),
        ),
    ),
    steps=(
        Step("assess", 238, "Protect those who spoke; then what the committee found."),
        Step(
            "credit",
            170,
            "Pictures by a reporter on the spot and a committee of the government that confirms clear "
            "abuses. Reasonable grounds to suspect torture and killing of people held.",
        ),
        Step("investigate", 150, "Was anybody brought to court after August 2017?"),
    ),
    jobs=(Job("Look for any trial after August 2017", "lead", -15, done=False),),
    next_action="Report on trials after August 2017",
    next_in=-15,
)
