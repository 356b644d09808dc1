"""People shot while fleeing al-Shifa, May and June 2017, and on a forced march."""

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
    Step,
)
from casework.evidence.choices import EvidenceKind as E
from casework.incidents.choices import ProofStandard, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis
from casework.places.choices import PlacePrecision

_FLEEING = (Basis.EYEWITNESS, Basis.AREA_CONTROL)

M29 = Facts(
    key="M29",
    title="People fleeing al-Shifa shot",
    summary="27 people shot while leaving the quarter towards government lines, among them 14 women and 5 "
    "children.",
    narrative="On 26 May 2017 people who tried to leave al-Shifa for the lines of the government forces "
    "were shot at by IS fighters. The UN human rights office counted 27 dead, among them 14 women and 5 "
    "children.",
    when="26 May 2017",
    place="MOS-W-SHI",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.351700",
    longitude="43.118000",
    weapon=Weapon.SMALL_ARMS,
    hit="People on foot",
    source="ohchr",
    reference="Release of 8 June 2017",
    opened=262,
    lead="east",
    acts=(
        Act(
            "LIF-02",
            "Shot while leaving the quarter.",
            (Blame("IS", R.CARRIED_OUT, _FLEEING, ProofStandard.REASONABLE_GROUNDS),),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "A2",
                    "The UN office reports number, day and place from its own monitoring; it describes the "
                    "practice for two more days of the same week. The quarter was held by IS.",
                    sources=2,
                    origins=1,
                    single="One origin, but a body with its own interviewers and a published threshold, and "
                    "a consistent pattern around it.",
                ),
            ),
        ),
    ),
    counts=(
        Count(
            "ohchr",
            "Release of 8 June 2017",
            Range(27, 27),
            when="26 May 2017",
            parts={"killed_women": 14, "killed_unknown": 13},
            note="5 children among those whose sex is not given",
            relied=True,
        ),
    ),
    adopted=Adopted("The only count, by a body with monitors of its own.", Range(27, 27)),
    papers=(
        Paper(
            "Release of the UN human rights office, in our words",
            E.REPORT,
            "ohchr",
            when="8 June 2017",
            lines=(
                "26 May: 27 killed, 14 women and 5 children among them.",
                "1 June: at least 163 killed.",
                "3 June: at least 41 killed.",
            ),
            checks=(
                Check(
                    "source",
                    "holds",
                    "Published by the office; same figures repeated in its report of November.",
                ),
                Check("content", "holds", "Day, place and numbers are given for each event apart."),
            ),
            verdict="verified",
            verdict_words="Authentic, own monitoring, figures consistent.",
            cites=(Cite("act 0"), Cite("blame 0.0"), Cite("count 0")),
        ),
    ),
    steps=(
        Step("assess", 255, "Check the figures by sex and age, then the pattern of the week."),
        Step(
            "credit",
            187,
            "The UN office has its own monitors and reports number, day and place; the pattern of that week "
            "supports it. Reasonable grounds to suspect the killing of people fleeing.",
            single="One origin only, with monitors of its own and a published threshold.",
        ),
        Step("investigate", 165, "A second origin, and the pattern of the week."),
        Step("submit_findings", 118, "The figures by sex and age, please.", by="lead"),
        Step("approve_findings", 104, "Day, place and figures are sound.", by="south"),
        Step("publish", 60, "Nothing in it points to a person; the witness agreed.", by="south"),
        Step(
            "withdraw_publication",
            24,
            "A person of whom the text speaks took the consent back. It goes at once.",
            withdrawal="consent",
        ),
    ),
    jobs=(Job("Look for a second origin for 26 May", "lead", 60),),
)

M31 = Facts(
    key="M31",
    title="People fleeing shot beside the Pepsi factory",
    summary="At least 163 people killed in one day on the road out of al-Shifa. The highest number of the "
    "battle for one day and place attributed to IS.",
    narrative="On 1 June 2017 large groups left al-Shifa along the road by the Pepsi factory towards "
    "government lines. IS fighters shot at them. The UN human rights office counted at least 163 dead.",
    when="1 June 2017",
    place="MOS-W-SHI",
    place_text="by the Pepsi factory",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.351700",
    longitude="43.118000",
    weapon=Weapon.SMALL_ARMS,
    hit="People on foot",
    source="ohchr",
    reference="Releases of 6 and 8 June 2017",
    opened=265,
    priority="high",
    lead="east",
    members=("north", "south"),
    acts=(
        Act(
            "LIF-02",
            "Shot on the road out of the quarter.",
            (Blame("IS", R.CARRIED_OUT, _FLEEING, ProofStandard.REASONABLE_GROUNDS),),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "A1",
                    "Two releases of the UN office agree on day, place and number, the second after another "
                    "look. The killings of 26 May and 3 June in the same quarter show the same way of "
                    "acting.",
                    sources=2,
                    origins=1,
                    single="One origin, with monitors of its own, that confirmed its first figure.",
                    decider="south",
                ),
            ),
            (
                Law(
                    "war_crime",
                    "RS-8(2)(e)(i)",
                    ProofStandard.REASONABLE_GROUNDS,
                    "Civilians as such were the object of the attack: they were leaving, on foot, in large "
                    "groups.",
                ),
            ),
        ),
        Act(
            "LIF-03",
            "At least 163 dead in one place on one day.",
            (Blame("IS", R.CARRIED_OUT, _FLEEING, ProofStandard.REASONABLE_GROUNDS),),
        ),
    ),
    counts=(
        Count("ohchr", "Releases of 6 and 8 June 2017", Range(163, None), when="1 June 2017", relied=True),
    ),
    adopted=Adopted("Reported as a minimum; no upper end is given.", Range(163, None)),
    papers=(
        Paper(
            "Release of the UN human rights office of 6 June, in our words",
            E.REPORT,
            "ohchr",
            when="6 June 2017",
            lines=("At least 163 killed by the Pepsi factory on 1 June.",),
            checks=(Check("source", "holds", "Published by the office; confirmed in a second release."),),
            verdict="verified",
            verdict_words="Authentic; own monitoring.",
            cites=(Cite("act 0"), Cite("act 1"), Cite("count 0")),
        ),
        Paper(
            "Release of 8 June, in our words",
            E.REPORT,
            "ohchr",
            form="txt",
            when="8 June 2017",
            lines=(
                "1 June: at least 163 killed, repeated.",
                "26 May: 27 killed. 3 June: at least 41 killed.",
            ),
            checks=(Check("content", "holds", "Same number as two days before, beside two more events."),),
            verdict="verified",
            verdict_words="Authentic; the office stands by its figure.",
            cites=(Cite("act 0"), Cite("blame 0.0"), Cite("count 0")),
        ),
        Paper(
            "Sketch of the road, drawn from the description",
            E.DOCUMENT,
            "ohchr",
            form="png",
            when="Jun 2017",
            lines=("factory", "road out", "front line"),
            cites=(Cite("act 0", "context"),),
            graphic="Marks where people died",
        ),
    ),
    steps=(
        Step("assess", 258, "Compare the two releases, then the pattern of the week."),
        Step(
            "credit",
            190,
            "The UN office gives day, place and at least 163 dead from its own monitoring and stands by it "
            "in a second release. Reasonable grounds to suspect a mass killing of people fleeing.",
            single="One origin with monitors of its own, which confirmed its first figure.",
            by="south",
        ),
        Step("investigate", 172, "Who recovered the bodies, and a second origin for the number.", by="south"),
        Step("submit_findings", 110, "Please look at the wording: at least 163, never about 163.", by="lead"),
        Step("approve_findings", 96, "Carefully worded; a minimum is called a minimum."),
        Step("publish", 52, "Nobody can be told from the text, and the road is left out.", by="centre"),
    ),
    jobs=(
        Job("Ask who recovered the bodies, and when", "lead", 30),
        Job("Ask the deminers when the road is cleared", "lead", 34, done=False),
    ),
    notes=(("lead", "الرقم 163 هو حد أدنى، ولا يُعرف حد أعلى. لا يُكتب «نحو 163» في أي نص."),),
    next_action="Ask again what became of redress",
    next_in=20,
)

_IS = Blame("IS", R.CARRIED_OUT, (Basis.EYEWITNESS, Basis.AREA_CONTROL), ProofStandard.REASONABLE_SUSPICION)

M02 = Facts(
    key="M02",
    title="People shot on a forced march, Rufeila",
    summary="Six people who could not keep up are said to have been shot while a village was marched "
    "towards Mosul: three women and three girls. Four more were injured.",
    narrative="On 22 October 2016 people of villages south of Mosul were made to walk towards the city. The "
    "UN human rights office was told that fighters shot people who lagged behind: three women and three "
    "girls died and four people were injured.",
    when="22 October 2016",
    place="NIN-RUF",
    precision=PlacePrecision.DISTRICT,
    weapon=Weapon.SMALL_ARMS,
    hit="People on a forced march",
    source="ohchr",
    reference="Briefing of 25 October 2016",
    opened=210,
    lead="east",
    members=("north", "south"),
    cleared=("east", "north"),
    acts=(
        Act(
            "LIF-02",
            "People who lagged behind were shot.",
            (_IS,),
            (
                Judgement(
                    ProofStandard.REASONABLE_SUSPICION,
                    "A3",
                    "The UN office calls its information preliminary. It is detailed as to day, place and "
                    "people, and fits the forced movement of villages that other bodies describe for the "
                    "same weeks.",
                    sources=2,
                    origins=1,
                    single="One origin, with its own contacts; the pattern is described by others.",
                    missing="A second account; the exact spot.",
                ),
            ),
        ),
        Act("DIS-01", "A village marched towards Mosul.", (_IS,)),
        Act("CHI-02", "Three of the six were girls.", (_IS,)),
    ),
    counts=(
        Count(
            "ohchr",
            "Briefing of 25 October 2016",
            Range(6, 6),
            Range(4, 4),
            when="22 October 2016",
            parts={"killed_women": 3, "killed_girls": 3},
            relied=True,
        ),
    ),
    adopted=Adopted("The only count; by sex and age, from the UN office.", Range(6, 6), Range(4, 4)),
    papers=(
        Paper(
            "Briefing of the UN human rights office, in our words",
            E.REPORT,
            "ohchr",
            when="25 October 2016",
            lines=(
                "22 October, Rufeila: six shot on a forced march.",
                "Three women, three girls; four injured.",
                "Called preliminary by the office.",
            ),
            checks=(Check("source", "holds", "Briefing notes published by the office."),),
            verdict="verified",
            verdict_words="Authentic. The office itself calls the information preliminary.",
            cites=(Cite("act 0"), Cite("act 1"), Cite("count 0")),
        ),
    ),
    steps=(
        Step("assess", 200, "See whether the later UN report repeats or changes the figures."),
        Step(
            "credit",
            118,
            "The account is detailed, comes from a body with its own contacts and fits a pattern described "
            "by others. Reasonable grounds to suspect the killing of people fleeing or displaced.",
            single="One origin with its own contacts; the pattern of forced marches is described by others.",
        ),
    ),
    jobs=(Job("Compare with the UN report of November 2017", "lead", 40),),
)
