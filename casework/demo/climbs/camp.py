"""The closed camp near Bartalla: a written order, ten deaths, a public text that speaks of a witness."""

import datetime as dt

from casework.demo.climb_facts import Climb, Concluded, Heard, Public, Redress, Shown, Written
from casework.demo.climbs.in_arabic import CAMP_AR
from casework.demo.climbs.said_often import OUR_WORK, OUR_WORK_AR
from casework.incidents.choices import ProofStandard as P
from casework.investigations.choices import Families, ReplyState
from casework.places.choices import PlacePrecision
from casework.redress.choices import RedressState

_ORDERED = "Families were sent to a camp because of what relatives are said to have done."
_ORDER = "A written directive of June 2017."
_GUARDS = "Described by researchers who visited."

CAMP = Climb(
    plan="1. Who ordered it and on what paper. 2. How the ten people died. 3. Where the families are now.",
    threat="Families are called relatives of fighters and may be attacked for it.",
    mitigation="No family is described so that neighbours could tell it.",
    look_in=60,
    written=Written(
        "From 9 July 2017 authorities of Ninewa sent families to a closed camp because of what relatives "
        "are said to have done. Ten people died on the way or inside.",
        (
            Concluded(
                0,
                P.REASONABLE_GROUNDS,
                _ORDERED,
                ((P.REASONABLE_GROUNDS, _ORDER), (P.REASONABLE_GROUNDS, _GUARDS)),
            ),
            Concluded(1, P.REASONABLE_GROUNDS, "Families were taken from where they lived.", ()),
            Concluded(2, P.REASONABLE_GROUNDS, "They were not allowed to leave the camp.", ()),
        ),
        families=Families.PARTLY,
        families_note="Through a body that looks after them; not all could be found.",
    ),
    own=OUR_WORK,
    heard=(
        Heard(
            "IQ-NINGOV",
            ReplyState.REPLIED,
            "No letter was sent in this demonstration. In place of an answer stands what the authorities "
            "said in June 2017: it is a camp for rehabilitation.",
        ),
        Heard("IQ-ISF", ReplyState.SILENT),
    ),
    public=Public(
        {
            "title_en": "Families held in a closed camp because of relatives",
            "title_ar": "احتجاز عائلات في مخيم مغلق بسبب أقاربها",
            "short_en": "Families were sent to a closed camp near Bartalla. Ten people died there or on the "
            "way.",
            "short_ar": "أُرسلت عائلات إلى مخيم مغلق قرب برطلة، وتوفي عشرة أشخاص فيه أو في الطريق إليه.",
            "account_en": "From 9 July 2017 families said to have relatives in the Islamic State group were "
            "taken to a camp that the authorities called a place of rehabilitation. They could not leave. "
            "Ten people died on the way or inside, according to those who gave medical help there. The camp "
            "was closed on 17 July.",
            "account_ar": "منذ 9 تموز 2017 أُخذت عائلات يقال إن لها أقارب في تنظيم الدولة الإسلامية إلى "
            "مخيم سمّته السلطات مكاناً لإعادة التأهيل. ولم يكن بإمكانها المغادرة. وتوفي عشرة أشخاص في "
            "الطريق أو في الداخل، بحسب من قدّموا المساعدة الطبية هناك. وأُغلق المخيم في 17 تموز.",
            "reasons_en": "A written order is quoted alike in two places; researchers describe the camp and "
            "quote those who worked in it.",
            "reasons_ar": "يُنقل أمر مكتوب بلفظ واحد في موضعين، ويصف باحثون المخيم وينقلون عمن عملوا فيه.",
            "when_en": "From 9 to 17 July 2017",
            "when_ar": "من 9 إلى 17 تموز 2017",
            "when_earliest": dt.date(2017, 7, 9),
            "when_latest": dt.date(2017, 7, 17),
            "place_en": "Near Bartalla, east of Mosul",
            "place_ar": "قرب برطلة، شرق الموصل",
            "place_precision": PlacePrecision.TOWN,
            "killed_min": 10,
            "killed_max": 10,
            "range_reason_en": "Counted by those who gave medical help in the camp.",
            "range_reason_ar": "أحصاهم من قدّموا المساعدة الطبية في المخيم.",
        },
        (
            Shown(0, "Report on the camp, 13 July 2017", "تقرير عن المخيم، 13 تموز 2017"),
            Shown(
                1,
                "Directive of June 2017",
                "توجيه حزيران 2017",
                "The paper was not seen, only quotations of it.",
                "لم نطلع على الورقة نفسها بل على اقتباسات منها.",
                withheld=True,
            ),
        ),
        OUR_WORK_AR | CAMP_AR,
        mentions_witness=True,
        proposer="south",
    ),
    redress=Redress(RedressState.UNKNOWN, "Nobody has looked yet what became of the families.", -1),
)
