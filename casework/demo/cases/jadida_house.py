"""Mosul al-Jadida, 17 March 2017: the strike on a house full of people."""

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

_US_SAID = (
    Said(
        PositionKind.UNDER_ASSESSMENT,
        "Mar 2017",
        "Confirmed a strike at the place and the day of the allegation and opened a formal assessment.",
        "cjtf",
        "Statement of March 2017",
    ),
    Said(
        PositionKind.ACKNOWLEDGES_ACT,
        "25 May 2017",
        "One 500-pound bomb was aimed at two fighters on the roof. It set off explosives that IS had placed "
        "in the house. 101 civilians in the house and 4 next door died; 36 more were reported and not "
        "established. The strike is held to have been lawful.",
        "centcom",
        "Summary of the AR 15-6 inquiry, 25 May 2017",
        Range(105, 105),
    ),
)

_STRIKE = Blame(
    "COA-US",
    R.CARRIED_OUT,
    (Basis.OWN_ADMISSION, Basis.OFFICIAL_DOCUMENT, Basis.AIRCRAFT),
    ProofStandard.CLEAR_CONVINCING,
    "Dropped one GBU-38 bomb on the roof of the house at 08:24.",
    said=_US_SAID,
)

_REQUEST = Blame(
    "IQ-CTS",
    R.REQUESTED,
    (Basis.OFFICIAL_DOCUMENT,),
    ProofStandard.REASONABLE_GROUNDS,
    "Under fire from the roof, asked for the strike.",
    said=(
        Said(
            PositionKind.OTHER_EXPLANATION,
            "Mar 2017",
            "First counted 61 dead, blamed explosives placed in the house by IS and saw no sign of a strike.",
            "jop",
            "Statement of March 2017",
        ),
    ),
)

M22 = Facts(
    key="M22",
    title="Strike on a house full of people, Mosul al-Jadida",
    summary="One 500-pound bomb, aimed at two fighters on a roof, and a house in which more than a hundred "
    "people had taken shelter. The United States concede 105 deaths and call the strike lawful; explosives "
    "of IS in the house are part of their account. Rescuers took out 137 bodies. Open: who could have known "
    "about the people inside, and whether a smaller weapon would have done.",
    narrative="On the morning of 17 March 2017, at 08:24, an aircraft of the Coalition dropped one GBU-38 "
    "bomb on the roof of a house near al-Rahma hospital in Mosul al-Jadida. Two IS fighters on the roof "
    "were shooting at Counter Terrorism Service troops, who had asked for the strike. Many families of the "
    "quarter were inside: they had been told to stay in their homes, and some were kept there by force. The "
    "house collapsed and the one beside it was damaged. Bodies were recovered over the following days.",
    when="17 March 2017, 08:24",
    place="MOS-W-JAD",
    place_text="near al-Rahma hospital",
    precision=PlacePrecision.WITHIN_100M,
    latitude="36.332560",
    longitude="43.105900",
    weapon=Weapon.AIR_BOMB,
    hit="Family house used as a shelter",
    source="airwars",
    reference="Incident CI550",
    opened=298,
    priority="urgent",
    members=("north", "east", "south"),
    cleared=("north",),
    acts=(
        Act(
            "ATT-04",
            "A 500-pound bomb against two men on a roof, with more than a hundred civilians below.",
            (_STRIKE, _REQUEST),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "B2",
                    "Amnesty and Airwars describe the same house and hour. The concession of the party is "
                    "not yet used here, and the number of people inside rests on one account.",
                    sources=3,
                    origins=2,
                    outcome="returned",
                    comment="Use the inquiry summary as well: the party’s own figures change the standard. "
                    "Say also what speaks for the party’s account of the explosives.",
                ),
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "B1",
                    "The party concedes the strike, the weapon, the aim and 105 deaths. Independent sources "
                    "agree on house, day and hour. Against the military advantage of two fighters stands a "
                    "foreseeable loss: the quarter was known to be full and residents had been told to stay "
                    "at home. The party’s account of secondary explosives is weighed and does not remove "
                    "the question of what could have been expected.",
                    sources=6,
                    origins=4,
                    missing="What was known of the people in the house in the hours before; why this weapon.",
                ),
            ),
            (
                Law(
                    "ihl_violation",
                    "CIHL-14",
                    ProofStandard.REASONABLE_SUSPICION,
                    "Proportionality binds in this conflict as customary law (rule 14). Article 8(2)(b)(iv) "
                    "of the Rome Statute has no counterpart for a non-international conflict and is not "
                    "relied on.",
                ),
            ),
        ),
        Act(
            "ATT-05",
            "No sign that anybody looked for people in the house before the strike.",
            (_STRIKE,),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "B2",
                    "The summary says that nobody knew of the people inside. Two sources say they had "
                    "gathered there for days. What was done to find out is not public.",
                    sources=4,
                    origins=3,
                    decider="south",
                ),
            ),
        ),
        Act("ATT-06", "A weapon that brings down a house, against two men on its roof.", (_STRIKE,)),
        Act(
            "SHL-01",
            "Residents say that fighters kept families in the houses from which they shot.",
            (
                Blame(
                    "IS",
                    R.CARRIED_OUT,
                    (Basis.EYEWITNESS, Basis.AREA_CONTROL),
                    ProofStandard.REASONABLE_GROUNDS,
                    "Moved families into houses at the front and kept them there.",
                    said=(Said(PositionKind.NOT_ASKED, "", "No safe way to ask.", "", ""),),
                ),
            ),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "B2",
                    "Residents interviewed by two organisations describe the same practice in this and the "
                    "neighbouring quarters over months; the place of the fighters on the roof is undisputed.",
                    sources=4,
                    origins=3,
                    decider="south",
                ),
            ),
        ),
        Act(
            "ATT-09",
            "Explosives stored in a house full of people.",
            (
                Blame(
                    "IS",
                    R.CREATED_DANGER,
                    (Basis.EXPERT, Basis.OFFICIAL_DOCUMENT),
                    ProofStandard.REASONABLE_SUSPICION,
                    "Is said to have stored explosives in the house; rests on the other side’s inquiry.",
                ),
            ),
        ),
    ),
    counts=(
        Count(
            "jop", "First statement, March 2017", Range(61, 61), when="Mar 2017", note="Bodies counted so far"
        ),
        Count(
            "airwars",
            "Incident CI550",
            Range(105, 141),
            when="17 March 2017",
            grade=ExternalGrade.CONFIRMED,
            relied=True,
        ),
        Count(
            "civildef", "Count of bodies recovered", Range(137, 137), note="Bodies, also from houses nearby"
        ),
        Count(
            "centcom",
            "Summary of 25 May 2017",
            Range(105, 105),
            when="25 May 2017",
            note="101 in the house, 4 next door; 36 more reported, not established",
            relied=True,
        ),
        Count("amnesty", "MDE 14/6610/2017", Range(105, 105), when="11 July 2017"),
    ),
    adopted=Adopted(
        "The lower end is what the party itself concedes; the upper end adds the 36 people whose death was "
        "reported to its inquiry and not established. The count of 137 bodies lies inside, and may include "
        "other houses.",
        Range(105, 141),
    ),
    papers=(
        Paper(
            "Inquiry summary of the Coalition, in our words",
            E.OFFICIAL,
            "centcom",
            when="25 May 2017",
            lines=(
                "Strike at 08:24 on 17 March 2017, requested by Counter Terrorism Service troops.",
                "One GBU-38 against two fighters firing from the roof.",
                "Explosives placed by IS exploded as well.",
                "101 civilians dead in the house, 4 in the next; 36 more reported, not established.",
                "The inquiry holds the strike lawful.",
            ),
            checks=(
                Check("source", "holds", "Published by the command itself."),
                Check("content", "holds", "House, hour and weapon agree with three other sources."),
                Check("corroboration", "partly", "The number agrees in part: rescuers counted more bodies."),
            ),
            verdict="verified",
            verdict_words="Authentic statement of the party. Verified as to what it says, not as to all it "
            "claims.",
            cites=(
                Cite("act 0", "supports", "weapon, aim, deaths conceded"),
                Cite("act 4", "supports", "explosives in the house"),
                Cite("said 0.0.1", "supports"),
                Cite("count 3", "supports"),
                Cite("blame 0.1", "supports", "request of the troops"),
            ),
        ),
        Paper(
            "Incident page CI550, notes",
            E.REPORT,
            "airwars",
            form="txt",
            when="17 March 2017",
            file_name="ci550 ملاحظات.txt",
            lines=(
                "Range 105 to 141; graded confirmed after the concession.",
                "Place given within 100 m by the Coalition.",
            ),
            checks=(Check("source", "holds", "Public archive, method published, revisions dated."),),
            verdict="verified",
            verdict_words="Method and sources can be followed; each number names where it comes from.",
            cites=(Cite("act 0"), Cite("count 1"), Cite("blame 0.0")),
        ),
        Paper(
            "Report “At Any Cost”, section on the house, in our words",
            E.REPORT,
            "amnesty",
            when="11 July 2017",
            lines=(
                "One of nine attacks analysed in depth; 105 civilians killed by one 500-pound bomb.",
                "Residents had been told to stay at home.",
                "IS moved people into the fighting and kept them there.",
            ),
            checks=(
                Check("source", "holds", "Interviews in March and May 2017; researchers on the ground."),
                Check("content", "holds", "Agrees with the concession on weapon and number."),
            ),
            verdict="verified",
            verdict_words="Independent of the party; its own interviews.",
            cites=(Cite("act 0"), Cite("act 3", "supports", "forced into houses"), Cite("count 4")),
        ),
        Paper(
            "First statement of the Iraqi military, in our words",
            E.OFFICIAL,
            "jop",
            when="Mar 2017",
            lines=("61 bodies so far.", "Speaks of explosives placed by IS and of no sign of a strike."),
            checks=(Check("content", "fails", "Later conceded: the house was struck from the air."),),
            verdict="refuted",
            verdict_words="Authentic, and refuted on the main point by the later concession of the "
            "Coalition.",
            cites=(Cite("act 0", "contradicts", "no sign of a strike"), Cite("said 0.1.0"), Cite("count 0")),
        ),
        Paper(
            "Sketch of the street, from published positions",
            E.DOCUMENT,
            "airwars",
            form="png",
            file_name="street sketch.png",
            when="2017",
            lines=("house", "al-Rahma hospital", "not to scale"),
            checks=(Check("geolocation", "holds", "Made from coordinates published to within 100 m."),),
            cites=(Cite("act 0", "context", "place of the house"),),
        ),
        Paper(
            "Recovery of bodies, count by day",
            E.DATASET,
            "civildef",
            form="csv",
            file_name="انتشال الجثث.csv",
            language="Arabic, English",
            lines=("stage,bodies", "first statement,61", "end of recovery,137"),
            checks=(Check("source", "open", "The total is quoted by others; the list itself was not seen."),),
            verdict="partly_verified",
            verdict_words="The total is quoted alike in several reports; days and houses are not known.",
            cites=(Cite("count 2", "supports"),),
        ),
    ),
    steps=(
        Step("assess", 290, "Start with the house: who was inside, who asked for the strike, which weapon."),
        Step(
            "credit",
            214,
            "The party concedes strike, weapon and 105 deaths; four independent origins agree on place and "
            "hour. This gives reasonable grounds to suspect a disproportionate attack and the use of "
            "residents as shields.",
        ),
        Step("investigate", 196, "What was known of the people inside, and why this weapon.", by="south"),
        Step("submit_findings", 130, "Please look at the range first, then at the shields.", by="lead"),
        Step(
            "approve_findings",
            112,
            "The range is reasoned, what speaks against is answered, and what one side alone says is marked.",
        ),
        Step("publish", 66, "The parties had their time; homes and people cannot be told.", by="south"),
    ),
    jobs=(
        Job("Compare the three body counts house by house", "lead", 21),
        Job("List what the inquiry summary leaves out", "east", 30),
        Job(
            "Draft questions to the Coalition on what was known of the people inside", "lead", 11, done=False
        ),
        Job("Prepare questions to Ninewa Civil Defence", "east", 40, done=False),
    ),
    notes=(
        (
            "lead",
            "Three numbers circulate for three different things: **bodies in this house**, bodies from this "
            "street, and people reported missing. Keep them apart.",
        ),
        ("north", "Good that the range was corrected in public. Next: what became of the claims."),
        ("east", "ملاحظة: رقم 61 هو أول إحصاء فقط، ولا يصح استخدامه حدا أدنى."),
    ),
    next_action="Ask what became of claims by the families",
    next_in=-7,
)
