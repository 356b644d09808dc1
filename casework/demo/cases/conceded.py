"""The strike on a family house in al-Shifa, June 2017: two states concede it in part."""

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
from casework.incidents.choices import ExternalGrade, ProofStandard, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis, PositionKind
from casework.places.choices import PlacePrecision

_US = Blame(
    "COA-US",
    R.CARRIED_OUT,
    (Basis.OWN_ADMISSION,),
    ProofStandard.CLEAR_CONVINCING,
    said=(
        Said(
            PositionKind.ACCEPTS_IN_PART,
            "2020",
            "Accepts 11 further deaths in the same event.",
            "cjtf",
            "Casualty report of 2020",
            Range(11, 11),
        ),
    ),
)

_AU = Blame(
    "COA-AU",
    R.CARRIED_OUT,
    (Basis.OWN_ADMISSION, Basis.OFFICIAL_DOCUMENT),
    ProofStandard.CLEAR_CONVINCING,
    said=(
        Said(
            PositionKind.ACCEPTS_IN_PART,
            "2019",
            "Between 6 and 18 civilians may have died in a strike by its aircraft; how is not explained "
            "further.",
            "adf",
            "Statement of 2019",
            Range(6, 18),
        ),
    ),
)

M33 = Facts(
    key="M33",
    title="Air strike on a family house, al-Shifa",
    summary="Relatives name 35 people of one family, among them 14 children and 9 women. Australia concedes "
    "6 to 18 deaths, the United States 11. The gap between conceded and named is the open question.",
    narrative="On 13 June 2017 a family house in al-Shifa was hit from the air. One person survived. "
    "Relatives listed 35 dead. Two members of the Coalition have conceded deaths in the same event, fewer "
    "than the relatives name.",
    when="13 June 2017",
    place="MOS-W-SHI",
    precision=PlacePrecision.EXACT,
    latitude="36.351678",
    longitude="43.118042",
    weapon=Weapon.AIR_BOMB,
    hit="Family house",
    source="airwars",
    reference="Incident CI760",
    opened=281,
    priority="high",
    lead="west",
    members=("north", "south"),
    cleared=("north", "west"),
    acts=(
        Act(
            "ATT-04",
            "A house with one family inside, destroyed from the air.",
            (_US, _AU),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "B2",
                    "Two parties concede the event from their own records; relatives list households and "
                    "ages; the place is known to ten metres. What stood against the loss of a family on the "
                    "military side is not public, so the standard stays below clear and convincing.",
                    sources=5,
                    origins=3,
                    missing="Target, weapon and number of aircraft; the list of relatives checked by a "
                    "second person.",
                    decider="south",
                ),
            ),
            (
                Law(
                    "ihl_violation",
                    "CIHL-14",
                    ProofStandard.REASONABLE_SUSPICION,
                    "Proportionality in attack; no crime of the Rome Statute names it for this kind of "
                    "conflict.",
                ),
            ),
        ),
        Act(
            "ATT-05",
            "Nobody has said what was done to find out who was in the house.",
            (_AU,),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "B3",
                    "Neither concession says a word about who was thought to be inside. That nobody looked "
                    "is inferred from silence; the standard is kept low for that.",
                    sources=2,
                    origins=2,
                    outcome="waiting",
                    decider="",
                ),
            ),
        ),
    ),
    counts=(
        Count(
            "airwars",
            "Incident CI760",
            Range(6, 35),
            Range(1, 1),
            when="13 June 2017",
            grade=ExternalGrade.CONFIRMED,
            relied=True,
        ),
        Count("adf", "Statement of 2019", Range(6, 18), when="2019", relied=True),
        Count("cjtf", "Casualty report of 2020", Range(11, 11), when="2020"),
        Count(
            "abc",
            "Relatives’ list, as reported",
            Range(35, 35),
            note="Named by relatives; 14 children and 9 women among them",
            parts={"killed_women": 9, "killed_unknown": 26},
            relied=True,
        ),
    ),
    adopted=Adopted(
        "From the lowest number conceded to the number of people whom relatives name. Neither concession "
        "explains why the others are not counted.",
        Range(6, 35),
        Range(1, 1),
    ),
    papers=(
        Paper(
            "Statement of the Australian forces, in our words",
            E.OFFICIAL,
            "adf",
            when="2019",
            lines=(
                "One strike of 13 June 2017 in al-Shifa.",
                "6 to 18 civilians may have died.",
                "No further detail.",
            ),
            checks=(
                Check("source", "holds", "Published by the department itself."),
                Check("chronolocation", "holds", "Day and quarter agree with the relatives’ account."),
            ),
            verdict="verified",
            verdict_words="Authentic; a concession against the party’s own interest.",
            cites=(Cite("act 0"), Cite("said 0.1.0"), Cite("count 1")),
        ),
        Paper(
            "Casualty report of the Coalition, entry on al-Shifa, in our words",
            E.OFFICIAL,
            "cjtf",
            when="2020",
            lines=("11 further deaths in the event of 13 June 2017 in al-Shifa.",),
            checks=(
                Check(
                    "corroboration", "holds", "Same event as the Australian statement: day, quarter, house."
                ),
            ),
            verdict="verified",
            verdict_words="Authentic; the entry names day and quarter.",
            cites=(Cite("act 0"), Cite("said 0.0.0"), Cite("count 2")),
        ),
        Paper(
            "Incident page CI760, notes",
            E.REPORT,
            "airwars",
            form="txt",
            when="13 June 2017",
            lines=("6 to 35 dead, one survivor.", "Coordinates exact.", "35 named by relatives."),
            checks=(
                Check(
                    "geolocation",
                    "holds",
                    "The archive gives the coordinates as exact; they fall on one house.",
                ),
            ),
            verdict="verified",
            verdict_words="Method public, place exact.",
            cites=(Cite("act 0"), Cite("count 0"), Cite("count 3", "supports", "number, sex and age")),
        ),
        Paper(
            "Sketch of the block, drawn from the published coordinates",
            E.DOCUMENT,
            "airwars",
            form="png",
            file_name="block.png",
            when="Jun 2017",
            lines=("house", "street", "hospital"),
            checks=(Check("geolocation", "holds", "The block matches the published position."),),
            verdict="partly_verified",
            verdict_words="The place is certain; a sketch says nothing about the day.",
            cites=(Cite("act 0", "context", "place of the house"),),
            description="A drawing made for this demonstration.",
        ),
    ),
    steps=(
        Step("assess", 276, "Begin with the two concessions and the relatives’ list."),
        Step(
            "credit",
            203,
            "Two parties concede deaths of civilians in this very house; the place is exact and the "
            "relatives’ list is consistent. There are reasonable grounds to suspect a disproportionate "
            "attack.",
            by="south",
        ),
        Step("investigate", 180, "Whom do the two concessions count, and whom do they leave out?"),
    ),
    jobs=(
        Job("Compare the relatives’ list with both concessions", "lead", 28),
        Job("Ask Australia which part of the range is whose", "lead", 18, done=False),
    ),
    notes=(
        (
            "lead",
            "35 named, 6–18 and 11 conceded. If the two concessions are of *different* people the sum would "
            "still stay below the list. Do not add them in any text.",
        ),
    ),
    next_action="Letter to the Australian department",
    next_in=12,
)
