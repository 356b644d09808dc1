"""A family house that two states concede in part, and a strike nobody owns: both under investigation."""

from casework.demo.climb_facts import Body, Claimed, Climb, Concluded, Redress, Referred, Written
from casework.demo.climbs.said_often import OUR_WORK
from casework.incidents.choices import ProofStandard as P
from casework.investigations.choices import BodyKind, Outcome
from casework.redress.choices import ClaimState, Damage, RedressState, ReferralKind, Scheme

FAMILY_HOUSE = Climb(
    plan="1. Whom the two concessions count, and whom they leave out: 35 people are named. 2. Whose weapon "
    "hit the house. 3. What either state did to find out who was inside. 4. Whether anything was offered to "
    "the relatives.",
    threat="Relatives who ask for an answer may be pressed; a child’s record must never be seen by others.",
    mitigation="Contact only through the body that looks after them. People are known by codes.",
    look_in=-3,
    bodies=(
        Body(
            "Australian Department of Defence, review",
            BodyKind.MILITARY,
            "COA-AU",
            closed="2019",
            outcome=Outcome.CREDIBLE,
            found="Between 6 and 18 civilians may have died in a strike by its aircraft.",
            paper=0,
        ),
        Body(
            "Coalition, civilian-harm cell",
            BodyKind.COALITION_CELL,
            "COA-US",
            closed="2020",
            outcome=Outcome.CREDIBLE,
            found="11 further deaths in the same event.",
            paper=1,
        ),
    ),
    written=Written(
        "Draft. Two states concede deaths in this house: 6 to 18, and 11. Relatives name 35. The two are "
        "not added: nobody says whether they count the same people.",
        (
            Concluded(
                0,
                P.REASONABLE_GROUNDS,
                "A house with one family inside was destroyed from the air. What stood against the loss on "
                "the military side was never said.",
                (
                    (P.CLEAR_CONVINCING, "Accepts deaths in the same event."),
                    (P.CLEAR_CONVINCING, "Accepts that its aircraft struck."),
                ),
            ),
        ),
    ),
    redress=Redress(RedressState.SOUGHT, "Relatives ask publicly for an answer; no payment is known.", -12),
    referrals=(Referred(ReferralKind.HARM_CELL, "Civilian-harm desk of the Coalition", follow_up=-25),),
    claims=(
        Claimed(
            Scheme.EX_GRATIA,
            group="Relatives of the 35 people named",
            state=ClaimState.ELIGIBLE,
            needed="List of relatives checked by a second person\nStatement that accepts the deaths",
            held="Statement that accepts the deaths",
            stalled="6 to 18 and 11 deaths are conceded, 35 people are named.",
            follow_up=-8,
        ),
        Claimed(
            Scheme.LAW_20,
            Damage.DEATH,
            "Relatives of the 35 people named",
            ClaimState.UNKNOWN,
            needed="Death certificates",
            stalled="Whether a claim was lodged is not public.",
            follow_up=33,
        ),
    ),
)

ZANJILI = Climb(
    plan="1. Whether 30 and 31 May are one event. 2. Whose aircraft it was. 3. What was aimed at.",
    threat="Residents may be asked by either side who spoke.",
    mitigation="Published accounts only; questions to both sides at the same time.",
    look_in=21,
    written=Written(
        "On 31 May 2017 a strike from the air hit Zanjili; between 50 and 80 people died. It was carried "
        "out by the Coalition or by the Iraqi air force.",
        (
            Concluded(
                0,
                P.REASONABLE_SUSPICION,
                "A strike into a quarter full of people, without a known aim.",
                (
                    (P.REASONABLE_SUSPICION, "Only the two had aircraft there."),
                    (P.REASONABLE_SUSPICION, "Only the two had aircraft there."),
                ),
            ),
            Concluded(
                1, P.ALLEGATION, "Nothing is known of the aim, so that nothing can be weighed against it."
            ),
        ),
    ),
    own=OUR_WORK,
)
