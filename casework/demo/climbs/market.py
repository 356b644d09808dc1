"""The market of Gogjali: findings approved, the public text waits for its second supervisor."""

import datetime as dt

from casework.demo.climb_facts import Climb, Concluded, Public, Shown, Written
from casework.demo.climbs.in_arabic import MARKET_AR
from casework.demo.climbs.said_often import IS_NOT_ASKED, NO_ADDRESS_AR, OUR_WORK, OUR_WORK_AR
from casework.incidents.choices import ProofStandard as P
from casework.investigations.choices import Families
from casework.places.choices import PlacePrecision

MARKET = Climb(
    plan="1. The number of dead, civilians apart from police. 2. Whether anything military was near.",
    threat="Traders who speak may be attacked again.",
    mitigation="Published accounts only.",
    likelihood="low",
    look_in=90,
    written=Written(
        "On 22 December 2016 the Islamic State group set off three car bombs in and near a market. 15 "
        "civilians and 8 police officers died. The group said that it did it.",
        (
            Concluded(
                0,
                P.CLEAR_CONVINCING,
                "Car bombs in a market have no other object than the people there.",
                ((P.CLEAR_CONVINCING, "It claimed the attack."),),
            ),
        ),
        families=Families.INFORMED,
        families_note="",
    ),
    own=OUR_WORK,
    heard=(IS_NOT_ASKED,),
    public=Public(
        {
            "title_en": "Three car bombs at a market, Gogjali",
            "title_ar": "ثلاث سيارات مفخخة في سوق كوكجلي",
            "short_en": "15 civilians and 8 police officers died. The Islamic State group said that it did "
            "it.",
            "short_ar": "قُتل 15 مدنياً و8 من الشرطة. وتبنى تنظيم الدولة الإسلامية الهجوم.",
            "account_en": "On 22 December 2016 three cars exploded in and near the market.",
            "account_ar": "في 22 كانون الأول 2016 انفجرت ثلاث سيارات في السوق وقربه.",
            "reasons_en": "The group claimed the attack; the military and agencies agree on place, day and "
            "number.",
            "reasons_ar": "تبنّى التنظيم الهجوم، ويتفق الجيش ووكالات الأنباء على المكان واليوم والعدد.",
            "when_en": "22 December 2016",
            "when_ar": "22 كانون الأول 2016",
            "when_earliest": dt.date(2016, 12, 22),
            "when_latest": dt.date(2016, 12, 22),
            "place_en": "Gogjali, east of Mosul",
            "place_ar": "كوكجلي، شرق الموصل",
            "place_precision": PlacePrecision.TOWN,
            "killed_min": 15,
            "killed_max": 15,
        },
        (
            Shown(0, "Agency report of 22 December 2016", "تقرير وكالة أنباء، 22 كانون الأول 2016"),
            Shown(1, "Report of a second agency", "تقرير وكالة أنباء ثانية"),
        ),
        OUR_WORK_AR | NO_ADDRESS_AR | MARKET_AR,
        proposer="south",
    ),
)
