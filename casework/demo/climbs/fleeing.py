"""People shot on their way out of al-Shifa: one finding is public, one was withdrawn."""

import datetime as dt

from casework.demo.climb_facts import (
    Claimed,
    Climb,
    Concluded,
    Doubt,
    Public,
    Redress,
    Referred,
    Shown,
    Written,
)
from casework.demo.climbs.in_arabic import ROAD_AR
from casework.demo.climbs.said_often import IS_NOT_ASKED, NO_ADDRESS_AR, OUR_WORK, OUR_WORK_AR
from casework.incidents.choices import ProofStandard as P
from casework.places.choices import PlacePrecision
from casework.redress.choices import ClaimState, Damage, RedressState, ReferralKind, Scheme

_THREAT = "People who speak of the fighters may be threatened by those who remain in the area."
_CARE = "No contact with families from here; nothing that tells who spoke to the UN office is kept."
_RESTS = "Residents say so, and the quarter was held by the group that day."
_KILLED = "Large groups of people on foot were shot at on their way out of the quarter; they were its object."
_MASS = "At least 163 people died in one place on one day."

FACTORY_ROAD = Climb(
    plan="1. A second origin for the number. 2. Who recovered the bodies, and when. 3. The pattern of the "
    "week. The road is not visited before it is cleared.",
    threat=_THREAT,
    mitigation=_CARE,
    look_in=48,
    written=Written(
        "On 1 June 2017 fighters of the Islamic State group shot at large groups of people who left "
        "al-Shifa towards government lines. At least 163 of them died. There are reasonable grounds to "
        "believe that they were the object of the attack.",
        (
            Concluded(0, P.REASONABLE_GROUNDS, _KILLED, ((P.REASONABLE_GROUNDS, _RESTS),)),
            Concluded(1, P.REASONABLE_GROUNDS, _MASS, ((P.REASONABLE_GROUNDS, _RESTS),)),
        ),
    ),
    own=OUR_WORK,
    doubts=(
        Doubt(
            "All rests on one office. What would you say to somebody who doubts its count?",
            "It confirmed its first figure two days later after another look, and it counts a minimum.",
        ),
    ),
    heard=(IS_NOT_ASKED,),
    public=Public(
        {
            "title_en": "At least 163 people shot while fleeing al-Shifa",
            "title_ar": "إطلاق النار على 163 شخصاً على الأقل أثناء فرارهم من الشفاء",
            "short_en": "On one day fighters of the Islamic State group shot at people leaving the quarter. "
            "At least 163 died.",
            "short_ar": "في يوم واحد أطلق مقاتلو تنظيم الدولة الإسلامية النار على أناس يغادرون الحي، فقُتل "
            "163 على الأقل.",
            "account_en": "On 1 June 2017 large groups left al-Shifa on foot towards government lines. "
            "Fighters of the Islamic State group shot at them along the road. The UN human rights office "
            "counted at least 163 dead.",
            "account_ar": "في 1 حزيران 2017 غادرت مجموعات كبيرة حي الشفاء سيراً نحو خطوط القوات الحكومية. "
            "أطلق مقاتلو تنظيم الدولة الإسلامية النار عليهم على طول الطريق. وأحصى مكتب الأمم المتحدة لحقوق "
            "الإنسان 163 قتيلاً على الأقل.",
            "reasons_en": "The office reported from its own monitoring and confirmed its figure two days "
            "later. The killings of 26 May and 3 June in the same quarter show the same way of acting.",
            "reasons_ar": "أبلغ المكتب استناداً إلى رصده وأكد رقمه بعد يومين. وتُظهر عمليات القتل في 26 "
            "أيار و3 حزيران في الحي نفسه الأسلوب ذاته.",
            "when_en": "1 June 2017",
            "when_ar": "1 حزيران 2017",
            "when_earliest": dt.date(2017, 6, 1),
            "when_latest": dt.date(2017, 6, 1),
            "place_en": "al-Shifa, west Mosul",
            "place_ar": "الشفاء، الجانب الأيمن",
            "place_precision": PlacePrecision.NEIGHBOURHOOD,
            "weapon_en": "Small arms",
            "weapon_ar": "أسلحة خفيفة",
            "killed_min": 163,
            "range_reason_en": "Reported as a minimum; no upper end is known.",
            "range_reason_ar": "رقم أدنى، ولا يُعرف حد أعلى.",
        },
        (
            Shown(
                0,
                "Release of the UN human rights office, 6 June 2017",
                "بيان مكتب حقوق الإنسان، 6 حزيران 2017",
            ),
            Shown(1, "Second release, 8 June 2017", "البيان الثاني، 8 حزيران 2017"),
            Shown(
                2,
                "Sketch of the road",
                "مخطط الطريق",
                "It marks where people died.",
                "يبين مواضع سقوط القتلى.",
                "context",
                withheld=True,
            ),
        ),
        OUR_WORK_AR | NO_ADDRESS_AR | ROAD_AR,
        proposer="south",
    ),
    redress=Redress(RedressState.NONE_KNOWN, "No payment for this event is known.", -2),
    referrals=(
        Referred(
            ReferralKind.PROSECUTOR,
            "Competent public prosecutor in Iraq",
            "Demonstration: nothing was handed over. The UN team for crimes of this group ended in 2024.",
            -4,
        ),
    ),
    claims=(
        Claimed(
            Scheme.LAW_20,
            Damage.MISSING,
            "Families of people who did not arrive at government lines (no number is public)",
            ClaimState.UNKNOWN,
            needed="Record of the disappearance\nDecision of the sub-committee",
            stalled="Whether the dead of that road were recorded one by one is not known.",
            follow_up=9,
        ),
    ),
)

_LEFT = "People on foot were shot at while leaving the quarter; women and children were among them."

LEAVING = Climb(
    plan="1. A second origin for the figures by sex and age. 2. The pattern of the week.",
    threat=_THREAT,
    mitigation=_CARE,
    look_in=-20,
    written=Written(
        "On 26 May 2017 fighters of the Islamic State group shot at people who left al-Shifa; 27 died, 14 "
        "women and 5 children among them.",
        (Concluded(0, P.REASONABLE_GROUNDS, _LEFT, ((P.REASONABLE_GROUNDS, _RESTS),)),),
    ),
    own=OUR_WORK,
    heard=(IS_NOT_ASKED,),
    public=Public(
        {
            "title_en": "People shot while leaving al-Shifa, 26 May 2017",
            "short_en": "27 people died when fighters shot at those who left the quarter.",
            "account_en": "On 26 May 2017 people who left al-Shifa towards government lines were shot at by "
            "fighters of the Islamic State group. 27 died.",
            "reasons_en": "The UN human rights office reports number, day and place from its own monitoring.",
            "when_en": "26 May 2017",
            "when_earliest": dt.date(2017, 5, 26),
            "when_latest": dt.date(2017, 5, 26),
            "place_en": "al-Shifa, west Mosul",
            "place_precision": PlacePrecision.NEIGHBOURHOOD,
            "killed_min": 27,
            "killed_max": 27,
        },
        (Shown(0, "Release of the UN human rights office, 8 June 2017"),),
        mentions_witness=True,
    ),
)
