"""Acts alleged against authorities and Kurdish forces: a closed camp, destroyed homes."""

from casework.demo.facts import (
    Act,
    Adopted,
    Blame,
    Check,
    Cite,
    Count,
    Facts,
    Judgement,
    Paper,
    Range,
    Said,
    Step,
)
from casework.evidence.choices import EvidenceKind as E
from casework.incidents.choices import ConflictType, ProofStandard, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis, PositionKind
from casework.places.choices import PlacePrecision

M36 = Facts(
    key="M36",
    title="Families of alleged members held in Bartalla camp",
    summary="Families sent to a closed camp because of relatives. Ten people died there or on the way. The "
    "camp was closed on 17 July 2017.",
    narrative="From 9 July 2017 families said to have relatives in IS were taken to a camp near Bartalla "
    "that the authorities called a place of rehabilitation. Camp medics told Human Rights Watch of ten "
    "deaths, on the way or inside. The camp was closed on 17 July.",
    when="between 9 and 17 July 2017",
    place="NIN-BAR-CMP",
    precision=PlacePrecision.TOWN,
    latitude="36.350000",
    longitude="43.380000",
    weapon=Weapon.DEPRIVATION,
    hit="Families",
    source="hrw",
    reference="Report of 13 July 2017",
    opened=205,
    lead="east",
    acts=(
        Act(
            "PER-01",
            "Punished for what relatives are said to have done.",
            (
                Blame(
                    "IQ-NINGOV",
                    R.ORDERED,
                    (Basis.OFFICIAL_DOCUMENT,),
                    ProofStandard.REASONABLE_GROUNDS,
                    said=(
                        Said(
                            PositionKind.OTHER_EXPLANATION,
                            "Jun 2017",
                            "Calls it a camp for rehabilitation.",
                            "hrw",
                            "Report of 13 July 2017",
                        ),
                    ),
                ),
                Blame(
                    "IQ-ISF",
                    R.CARRIED_OUT,
                    (Basis.EYEWITNESS,),
                    ProofStandard.REASONABLE_GROUNDS,
                    said=(Said(PositionKind.NOT_ASKED, "", "Not asked yet.", "", ""),),
                ),
            ),
            (
                Judgement(
                    ProofStandard.REASONABLE_GROUNDS,
                    "A2",
                    "A written directive of June 2017 orders it; researchers describe the camp and quote "
                    "its medics on the deaths.",
                    sources=2,
                    origins=2,
                ),
            ),
        ),
        Act("DIS-01", "Taken from their homes.", (Blame("IQ-ISF", R.CARRIED_OUT, (Basis.EYEWITNESS,)),)),
        Act(
            "DIS-04", "Not allowed to leave the camp.", (Blame("IQ-ISF", R.CARRIED_OUT, (Basis.EYEWITNESS,)),)
        ),
    ),
    counts=(
        Count(
            "hrw",
            "Report of 13 July 2017",
            Range(10, 10),
            when="July 2017",
            note="On the way or inside, say medics",
            relied=True,
        ),
    ),
    adopted=Adopted("Number given by the camp’s own medics.", Range(10, 10)),
    papers=(
        Paper(
            "Report on the camp, in our words",
            E.REPORT,
            "hrw",
            when="13 July 2017",
            lines=(
                "Families brought to a closed camp.",
                "Ten deaths, on the way or inside.",
                "Directive of the district council of June 2017.",
            ),
            checks=(Check("source", "holds", "Published by the organisation; camp medics quoted."),),
            verdict="verified",
            verdict_words="Authentic; quotes those who worked in the camp.",
            cites=(Cite("act 0"), Cite("act 1"), Cite("act 2"), Cite("count 0")),
        ),
        Paper(
            "Directive of June 2017, summary",
            E.OFFICIAL,
            "hrw",
            form="txt",
            when="Jun 2017",
            file_name="توجيه حزيران 2017.txt",
            language="Arabic",
            lines=("ملخص: إرسال عائلات المتهمين بالانتماء إلى مخيم لإعادة التأهيل.",),
            checks=(Check("content", "holds", "Quoted alike in two places."),),
            verdict="partly_verified",
            verdict_words="The text is known from quotations; the paper itself was not seen.",
            cites=(Cite("blame 0.0", "supports", "order"), Cite("said 0.0.0")),
        ),
    ),
    steps=(
        Step("assess", 198, "Who ordered it and on what paper?"),
        Step(
            "credit",
            133,
            "A written order and the count of the camp’s medics. Reasonable grounds to suspect the "
            "collective punishment of families.",
            single="Verified evidence comes from one organisation; the order is known from its quotation.",
        ),
        Step("investigate", 126, "Who ordered it, and how the ten people died."),
        Step("submit_findings", 85, "Please look at what is said of the order.", by="lead"),
        Step("approve_findings", 78, "The order and its effect are kept apart. Agreed.", by="south"),
        Step("publish", 36, "The witness agreed; the families are not described.", by="north"),
    ),
)

M40 = Facts(
    key="M40",
    title="Homes destroyed in villages taken by Kurdish forces",
    summary="Homes destroyed in villages of Ninewa and Kirkuk after fighting. Closed here: the events lie "
    "before and outside the battle this demonstration is about.",
    narrative="Human Rights Watch described in November 2016 how homes were destroyed in villages of Ninewa "
    "and Kirkuk that Kurdish forces had taken, some long after the fighting. Nobody was killed.",
    when="late October 2016",
    place="IQ-NIN",
    place_text="villages in Ninewa and Kirkuk",
    precision=PlacePrecision.GOVERNORATE,
    latitude="36.000000",
    longitude="42.500000",
    weapon=Weapon.DEMOLITION,
    hit="Homes",
    source="hrw",
    reference="Report of 13 November 2016",
    opened=140,
    lead="west",
    conflict=ConflictType.NIAC,
    acts=(
        Act(
            "PRO-06",
            "Homes pulled down or burned without military need.",
            (
                Blame(
                    "KRG-PESH",
                    R.CARRIED_OUT,
                    (Basis.EYEWITNESS, Basis.IMAGERY),
                    ProofStandard.REASONABLE_SUSPICION,
                ),
                Blame("KRG-ASA", R.ASSISTED, (Basis.EYEWITNESS,), ProofStandard.ALLEGATION),
            ),
        ),
        Act("PRO-07", "Homes of families of alleged members.", (Blame("KRG-PESH", R.CARRIED_OUT),)),
    ),
    counts=(Count("hrw", "Report of 13 November 2016", Range(0, 0), when="late October 2016"),),
    papers=(
        Paper(
            "Report on the villages, in our words",
            E.REPORT,
            "hrw",
            when="13 November 2016",
            lines=("Homes destroyed in villages after fighting.", "Visits and pictures from above."),
            checks=(Check("source", "holds", "Published by the organisation after visits."),),
            cites=(Cite("act 0"),),
        ),
    ),
    steps=(
        Step("assess", 133, "Is this within our mandate and period?", by="lead"),
        Step(
            "close",
            101,
            "The villages and the weeks lie outside the battle of Mosul. The record is kept for whoever "
            "takes it up.",
            code="outside_mandate",
            by="south",
        ),
    ),
)
