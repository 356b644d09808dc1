"""Findings that wait for a supervisor: one with an open question, one written again after it came back."""

from casework.demo.climb_facts import Body, Climb, Concluded, Doubt, Heard, Written
from casework.demo.climbs.said_often import OUR_WORK
from casework.incidents.choices import ProofStandard as P
from casework.investigations.choices import BodyKind, Outcome, ReplyState

HOSPITAL = Climb(
    plan="1. Who and what was in the car park. 2. What was known of the hospital. 3. The numbers: 5, 7 or "
    "16.",
    threat="Staff of the hospital may be held to account for having spoken.",
    mitigation="Nobody of the staff is contacted or described.",
    look_in=14,
    bodies=(
        Body(
            "Coalition, civilian-harm cell",
            BodyKind.COALITION_CELL,
            "COA",
            "29 December 2016",
            outcome=Outcome.NOT_KNOWN,
            found="A release of the same day speaks of a strike on a van and of possible harm to civilians.",
            paper=0,
        ),
    ),
    written=Written(
        "On 29 December 2016 the Coalition struck a van in the car park of a hospital. Between 5 and 16 "
        "civilians died.",
        (
            Concluded(
                0,
                P.REASONABLE_GROUNDS,
                "The car park belongs to the hospital and shares its protection.",
                ((P.CLEAR_CONVINCING, "Its own release."),),
            ),
            Concluded(
                1,
                P.REASONABLE_SUSPICION,
                "Where the van stood could be seen before the strike.",
                ((P.CLEAR_CONVINCING, "Its own release."),),
            ),
        ),
    ),
    own=OUR_WORK,
    doubts=(
        Doubt(
            "Is it known whether the car park was in use by visitors at that hour? The second conclusion "
            "leans on it.",
            by="north",
        ),
    ),
    heard=(Heard("COA", ReplyState.ASKED, days=45),),
)

_FIRST = (
    "On 4 May 2017 a house in Msherfa was destroyed from the air. 11 of the 14 people inside died. The "
    "Coalition carried out the strike."
)
STREET_30 = Climb(
    plan="1. Whether anything military was near the house. 2. Whose aircraft.",
    threat="Survivors may be recognised from what they describe.",
    mitigation="Their words are not quoted.",
    look_in=35,
    written=Written(
        _FIRST,
        (
            Concluded(
                0,
                P.REASONABLE_GROUNDS,
                "11 people of one house died; nothing military is known to have been there.",
                ((P.REASONABLE_SUSPICION, "Its aircraft were active; it has not said anything."),),
            ),
        ),
        again="On 4 May 2017 a house in Msherfa was destroyed from the air. 11 of the 14 people inside "
        "died, as survivors told an organisation. There are reasonable grounds to suspect that an aircraft "
        "of the Coalition carried out the strike; no other party is named, and the Coalition has not said "
        "anything.",
    ),
    own=OUR_WORK,
    doubts=(
        Doubt(
            "Could Iraqi aircraft have struck?",
            "Not excluded. That is why the party is held at reasonable grounds to suspect only.",
            by="north",
        ),
    ),
    heard=(Heard("COA", ReplyState.ASKED, days=1),),
)
