"""Captured men: a militia (public), and a division that a committee of the government looked into."""

import datetime as dt

from casework.demo.climb_facts import (
    Body,
    Claimed,
    Climb,
    Concluded,
    Heard,
    Public,
    Rated,
    Redress,
    Referred,
    Shown,
    Written,
)
from casework.demo.climbs.in_arabic import MILITIA_AR
from casework.demo.climbs.said_often import OUR_WORK, OUR_WORK_AR
from casework.incidents.choices import ProofStandard as P
from casework.investigations.choices import BodyKind, Criterion, Met, Outcome, ReplyState
from casework.places.choices import PlacePrecision
from casework.redress.choices import ClaimState, RedressState, ReferralKind, Scheme

_SHOT = "Captured men were shot after they had been taken; no trial of any kind is reported."

MILITIA = Climb(
    plan="1. Unit and chain of command of the militia. 2. What the soldiers who were present knew and did.",
    threat="Men of the militia live among the residents who spoke.",
    mitigation="Residents are not contacted; nothing tells which of them were interviewed by others.",
    severity="high",
    likelihood="high",
    look_in=5,
    written=Written(
        "On 29 November 2016 members of a tribal militia shot at least four men whom they had captured. "
        "Soldiers of the government were present.",
        (
            Concluded(
                0,
                P.REASONABLE_GROUNDS,
                _SHOT,
                (
                    (P.REASONABLE_GROUNDS, "Unit, day and place are named from interviews."),
                    (P.REASONABLE_SUSPICION, "Reported as present; what they could have done is open."),
                ),
            ),
        ),
    ),
    own=OUR_WORK,
    heard=(
        Heard(
            "PMU-JAB", ReplyState.NOT_ASKED, "From the questions it could be told which residents had spoken."
        ),
        Heard("IQ-ISF", ReplyState.SILENT),
    ),
    public=Public(
        {
            "title_en": "Captured men shot by a tribal militia south of Mosul",
            "title_ar": "مقتل أسرى على يد ميليشيا عشائرية جنوب الموصل",
            "short_en": "At least four men were shot after their capture. Soldiers were present.",
            "short_ar": "أُعدم أربعة رجال على الأقل بعد أسرهم، بحضور جنود.",
            "account_en": "On 29 November 2016, in a village about 70 km south of Mosul, members of a "
            "tribal militia shot at least four men whom they had captured. Soldiers of the government were "
            "there.",
            "account_ar": "في 29 تشرين الثاني 2016، في قرية تبعد نحو 70 كم جنوب الموصل، أطلق أفراد من "
            "ميليشيا عشائرية النار على أربعة رجال على الأقل كانوا قد أسروهم، وكان جنود حكوميون حاضرين.",
            "reasons_en": "A human-rights organisation names day, place, unit and the presence of soldiers, "
            "from interviews of its own.",
            "reasons_ar": "تذكر منظمة حقوقية اليوم والمكان والوحدة وحضور الجنود استناداً إلى مقابلاتها.",
            "when_en": "29 November 2016",
            "when_ar": "29 تشرين الثاني 2016",
            "when_earliest": dt.date(2016, 11, 29),
            "when_latest": dt.date(2016, 11, 29),
            "place_en": "South of Mosul",
            "place_ar": "جنوب الموصل",
            "place_precision": PlacePrecision.DISTRICT,
            "killed_min": 4,
            "range_reason_en": "Reported as a minimum.",
            "range_reason_ar": "رقم أدنى.",
        },
        (Shown(0, "Report on the militia, 18 December 2016", "تقرير عن الميليشيا، 18 كانون الأول 2016"),),
        OUR_WORK_AR | MILITIA_AR,
        proposer="north",
    ),
    redress=Redress(RedressState.NONE_KNOWN, "Nothing is known to have been granted or sought.", 30),
)

_COMMITTEE = Body(
    "Committee of the Iraqi prime minister",
    BodyKind.COMMISSION,
    "IQ-ERD",
    closed="17 August 2017",
    outcome=Outcome.UNLAWFUL,
    found="Members of the Emergency Response Division committed clear abuses; they are to be referred to "
    "courts.",
    paper=1,
    rated=Rated(
        {
            Criterion.PROMPT: (
                Met.PARTLY,
                "Three months after the press reports, most of a year after the acts.",
            ),
            Criterion.INDEPENDENT: (Met.NOT_MET, "A body of the government whose forces are accused."),
            Criterion.PUBLIC_FINDINGS: (Met.PARTLY, "A statement, no report."),
            Criterion.PARTICIPATION: (Met.NOT_KNOWN, "Nothing is said about those who were held."),
        },
        second="",
    ),
)

RAPID_RESPONSE = Climb(
    plan="1. What the committee of the prime minister examined. 2. Whether anybody was brought to court. 3. "
    "Where the people who were held are today: only through bodies that look after them.",
    threat="People who were held, and those who photographed it, may be pursued.",
    mitigation="No contact at all from here; nothing about who took pictures is kept.",
    likelihood="high",
    look_in=-9,
    bodies=(_COMMITTEE,),
    referrals=(
        Referred(
            ReferralKind.COMMITTEE,
            "Iraqi committee that announced referrals to court",
            follow_up=-14,
        ),
    ),
    claims=(
        Claimed(
            Scheme.NONE,
            group="People tortured in custody",
            state=ClaimState.NOT_SOUGHT,
            stalled="Torture and sexual violence are not covered by Law 20.",
        ),
    ),
)
