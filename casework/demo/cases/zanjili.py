"""The strike on Zanjili, 31 May 2017, that nobody owns."""

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

M30 = Facts(
    key="M30",
    title="Air strike, Zanjili",
    summary="50 to 80 deaths in one strike; Coalition or Iraqi aircraft. An archive has a similar event one "
    "day earlier with up to 200: possibly the same.",
    narrative="On 31 May 2017 a strike from the air hit Zanjili. The UN human rights office speaks of 50 to "
    "80 dead and does not name whose aircraft it was. Another archive records a strike on 30 May with up to "
    "200 dead.",
    when="31 May 2017",
    place="MOS-W-ZAN",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.350000",
    longitude="43.110000",
    weapon=Weapon.AIR_BOMB,
    hit="Not known",
    source="ohchr",
    reference="Release of 8 June 2017",
    opened=221,
    lead="west",
    members=("north", "south", "east"),
    compared_note="Incident CI738 of another archive, 30 May, lies one day earlier in the same quarter. "
    "Possibly the same event; no case of ours.",
    acts=(
        Act(
            "ATT-03",
            "A strike into a quarter full of people.",
            (
                Blame("COA", R.CARRIED_OUT, (Basis.AIRCRAFT,), ProofStandard.REASONABLE_SUSPICION),
                Blame(
                    "IQ-AF",
                    R.CARRIED_OUT,
                    (Basis.AIRCRAFT,),
                    ProofStandard.REASONABLE_SUSPICION,
                    either=True,
                    said=(Said(PositionKind.NOT_ASKED, "", "Not asked yet.", "", ""),),
                ),
            ),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "B3",
                    "The UN office and an archive agree on quarter and kind of attack, not on day and "
                    "number. A video first leaned on was refuted and is left out.",
                    sources=3,
                    origins=2,
                    missing="Whose aircraft; whether 30 and 31 May are one event.",
                    decider="south",
                ),
            ),
        ),
        Act(
            "ATT-04", "The number of dead beside an unknown aim.", (Blame("COA"), Blame("IQ-AF", either=True))
        ),
    ),
    counts=(
        Count("ohchr", "Release of 8 June 2017", Range(50, 80), when="31 May 2017", relied=True),
        Count(
            "airwars",
            "Incident CI738",
            Range(None, 200),
            when="30 May 2017",
            note="Up to; may be the same event",
        ),
    ),
    adopted=Adopted("The office’s own range. The higher number may count another event.", Range(50, 80)),
    papers=(
        Paper(
            "Release of the UN human rights office, in our words",
            E.REPORT,
            "ohchr",
            when="8 June 2017",
            lines=("31 May, Zanjili: 50 to 80 killed in an air strike.", "Perpetrator not established."),
            checks=(Check("source", "holds", "Published by the office."),),
            verdict="verified",
            verdict_words="Authentic; own monitoring, perpetrator left open.",
            cites=(Cite("act 0"), Cite("count 0")),
        ),
        Paper(
            "Stand-in for a video that was refuted",
            E.VIDEO,
            "",
            form="png",
            when="Jun 2017",
            file_name="still.png",
            lines=("still of a street",),
            checks=(
                Check("reverse_search", "fails", "Older pictures of another place: what this step is for."),
            ),
            verdict="refuted",
            verdict_words="Older pictures from another place. It must not be used for this event.",
            cites=(Cite("act 0", "context", "left out: refuted"),),
            description="Made for this demonstration to show a refuted item. No such video is meant.",
        ),
        Paper(
            "Incident page CI738, notes",
            E.REPORT,
            "airwars",
            form="txt",
            when="30 May 2017",
            lines=("30 May, Zanjili: up to 200.", "Possibly the event of 31 May."),
            checks=(
                Check("chronolocation", "open", "Day differs by one; both from messages of the same week."),
            ),
            verdict="inconclusive",
            verdict_words="Cannot be told apart from the event of 31 May.",
            cites=(
                Cite("act 0"),
                Cite("count 1"),
                Cite("count 0", "contradicts", "up to 200, and a day earlier"),
            ),
        ),
    ),
    steps=(
        Step("assess", 214, "Settle the day first, then whose aircraft."),
        Step(
            "credit",
            92,
            "The UN office reports quarter, kind of attack and a range from its own monitoring, and an "
            "archive agrees on the quarter. Reasonable grounds to suspect an indiscriminate attack, party "
            "open.",
            single="Verified evidence comes from one origin with its own monitors.",
        ),
        Step("reassess", 78, "The video that the rationale leaned on was refuted."),
        Step(
            "credit",
            61,
            "Looked at again without the refuted video: the account of the UN office stands on its own, and "
            "the archive supports quarter and kind of attack. The threshold is met; the party stays open "
            "between two.",
            single="One verified origin; the second agrees and could not be verified.",
            by="south",
        ),
        Step("investigate", 52, "One event or two, and whose aircraft.", by="south"),
        Step("submit_findings", 21, "The party stays open between two; please check the wording.", by="lead"),
        Step(
            "return_findings",
            11,
            "Say for each of the two parties what speaks for it, or why nothing does. Ask both before this "
            "comes back.",
        ),
    ),
    jobs=(
        Job("Flight tracks of 30 and 31 May, as far as public", "lead", 60),
        Job("Draft questions to both parties", "lead", -6, done=False),
    ),
    next_action="Questions to both parties",
    next_in=-4,
)
