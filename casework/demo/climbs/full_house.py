"""The house in Mosul al-Jadida: an inquiry of the party itself, five conclusions, a corrected public text."""

import datetime as dt

from casework.demo.climb_facts import (
    Body,
    Claimed,
    Climb,
    Concluded,
    Doubt,
    Heard,
    Public,
    Rated,
    Redress,
    Shown,
    Written,
)
from casework.demo.climbs.in_arabic import HOUSE_AR
from casework.demo.climbs.said_often import IS_NOT_ASKED, NO_ADDRESS_AR, OUR_WORK, OUR_WORK_AR
from casework.incidents.choices import ProofStandard as P
from casework.investigations.choices import BodyKind, Criterion, Met, Outcome, ReplyState
from casework.places.choices import PlacePrecision
from casework.redress.choices import ClaimState, Damage, Form, RedressState, Scheme

_INQUIRY = Body(
    "US Central Command, inquiry under AR 15-6",
    BodyKind.MILITARY,
    "COA-US",
    "March 2017",
    "25 May 2017",
    Outcome.NO_WRONG,
    "Concedes 105 deaths and holds the strike lawful.",
    "Summary of 25 May 2017",
    0,
    Rated(
        {
            Criterion.PROMPT: (Met.MET, "Opened in the month of the strike; a summary after ten weeks."),
            Criterion.INDEPENDENT: (Met.NOT_MET, "The command looked into itself."),
            Criterion.THOROUGH: (Met.PARTLY, "The place was visited; few survivors were heard."),
            Criterion.PUBLIC_FINDINGS: (Met.PARTLY, "A summary was published, the report was not."),
            Criterion.PARTICIPATION: (Met.NOT_KNOWN, "Nothing is said about families."),
        },
        second="south",
    ),
)

_BLAST = (
    "The bomb brought the house down on the people inside. That the loss could be expected to be excessive "
    "follows from what was known of the quarter: it was full, and residents had been told to stay at home."
)
_BLAST_AR = (
    "أسقطت القنبلة المنزل على من فيه. وكان يمكن توقع أن تكون الخسارة مفرطة مما كان معروفاً عن الحي: كان "
    "مكتظاً، وقد طُلب من السكان البقاء في منازلهم."
)
_WRITTEN = Written(
    "The strike of 17 March 2017 was carried out by the United States at the request of Iraqi special "
    "forces. It killed between 105 and 141 civilians. There are reasonable grounds to believe that it was "
    "disproportionate, and that the Islamic State group used the residents as shields.",
    (
        Concluded(
            0,
            P.REASONABLE_GROUNDS,
            _BLAST,
            (
                (P.CLEAR_CONVINCING, "Its own inquiry names aircraft, weapon, aim and deaths."),
                (P.REASONABLE_GROUNDS, "Named by that inquiry as those who asked for the strike."),
            ),
        ),
        Concluded(
            1,
            P.REASONABLE_SUSPICION,
            "Nothing public shows that anybody looked for people in the house before the strike, though "
            "they had gathered there for days.",
        ),
        Concluded(
            2,
            P.REASONABLE_SUSPICION,
            "The weapon could bring down a whole house; the aim was on its roof. Whether a smaller one was "
            "at hand is not known.",
        ),
        Concluded(
            3,
            P.REASONABLE_GROUNDS,
            "Fighters shot from a house in which families were kept; residents describe the same practice "
            "for months and several quarters.",
        ),
        Concluded(
            4,
            P.REASONABLE_SUSPICION,
            "Explosives in the house are described by the inquiry of the other side alone; nobody "
            "independent has examined the place.",
        ),
    ),
    custody_note="Each file lay in this store from the day it was obtained.",
)

_ACCOUNT = (
    "On the morning of 17 March 2017 an aircraft of the Coalition dropped one 500-pound bomb on the roof of "
    "a house in Mosul al-Jadida. Fighters of the Islamic State group on the roof were shooting at Iraqi "
    "special forces, who had asked for the strike.\n\nMany families of the quarter were inside. They had "
    "been told to stay in their homes, and some were kept there by force. The house fell in and the one "
    "beside it was damaged. Rescuers recovered bodies over the following days."
)
_ACCOUNT_AR = (
    "صباح 17 آذار 2017 ألقت طائرة للتحالف قنبلة زنة 500 رطل على سطح منزل في الموصل الجديدة. كان مقاتلون من "
    "تنظيم الدولة الإسلامية على السطح يطلقون النار على القوات العراقية الخاصة التي طلبت الغارة.\n\nكانت "
    "عائلات كثيرة من الحي في الداخل، وقد طُلب منها البقاء في منازلها، وأُبقي بعضها هناك بالقوة. انهار "
    "المنزل وتضرر المنزل المجاور، وانتُشلت الجثث في الأيام التالية."
)
_TEXTS = {
    "title_en": "Air strike on a house full of people, Mosul al-Jadida",
    "title_ar": "غارة جوية على منزل مكتظ بالناس في الموصل الجديدة",
    "short_en": "One bomb aimed at fighters on a roof killed between 105 and 141 civilians who had taken "
    "shelter below. The United States concede 105 deaths and call the strike lawful.",
    "short_ar": "قنبلة واحدة استهدفت مقاتلين على سطح منزل قتلت بين 105 و141 مدنياً احتموا تحته. تقر "
    "الولايات المتحدة بـ105 قتلى وتعد الغارة مشروعة.",
    "account_en": _ACCOUNT,
    "account_ar": _ACCOUNT_AR,
    "reasons_en": "The party’s own inquiry, a monitor’s archive and the interviews of a human-rights "
    "organisation agree on house, day and hour.\n\nFirst statements of the Iraqi military spoke of no "
    "strike. The later concession of the party refutes them.",
    "reasons_ar": "يتفق تحقيق الطرف نفسه وأرشيف جهة راصدة ومقابلات منظمة حقوقية على المنزل واليوم "
    "والساعة.\n\nنفت أولى تصريحات الجيش العراقي وقوع غارة، ونقضها إقرار الطرف لاحقاً.",
    "when_en": "17 March 2017, in the morning",
    "when_ar": "17 آذار 2017 صباحاً",
    "when_earliest": dt.date(2017, 3, 17),
    "when_latest": dt.date(2017, 3, 17),
    "place_en": "Mosul al-Jadida, west Mosul",
    "place_ar": "الموصل الجديدة، الجانب الأيمن",
    "place_precision": PlacePrecision.NEIGHBOURHOOD,
    "weapon_en": "One 500-pound bomb",
    "weapon_ar": "قنبلة واحدة زنة 500 رطل",
    "killed_min": 105,
    "killed_max": 137,
    "range_reason_en": "The lower end is what the party concedes. The upper end is the number of bodies "
    "recovered.",
    "range_reason_ar": "الحد الأدنى ما يقر به الطرف، والحد الأعلى عدد الجثث المنتشلة.",
}
_CORRECTION = {
    "killed_max": 141,
    "range_reason_en": "The lower end is what the party concedes. The upper end adds 36 people whose death "
    "was reported to its inquiry and not established. The 137 bodies recovered may include other houses.",
    "range_reason_ar": "الحد الأدنى ما يقر به الطرف. ويضيف الحد الأعلى 36 شخصاً أُبلغ تحقيقه بوفاتهم ولم "
    "تثبت. وقد تشمل الجثث الـ137 منازل أخرى.",
    "correction_en": "The upper end of the range was 137, the number of bodies recovered; these may include "
    "other houses. It is now 141, as adopted in the findings.",
    "correction_ar": "كان الحد الأعلى 137، وهو عدد الجثث المنتشلة التي قد تشمل منازل أخرى. وهو الآن 141 كما "
    "اعتمدته النتائج.",
}
_ROWS = (
    Shown(
        0,
        "Inquiry summary of the Coalition",
        "ملخص تحقيق التحالف",
        "Concedes strike, weapon, aim and 105 deaths.",
        "يقر بالغارة والسلاح والهدف و105 قتلى.",
    ),
    Shown(
        1,
        "Archive page on the incident",
        "صفحة الواقعة في أرشيف الرصد",
        "Range and sources, dated.",
        "النطاق والمصادر، مؤرخة.",
    ),
    Shown(
        2,
        "Section of a report on west Mosul",
        "قسم من تقرير عن غرب الموصل",
        "Interviews of residents.",
        "مقابلات مع سكان.",
    ),
    Shown(
        3,
        "First statement of the Iraqi military",
        "أول بيان للجيش العراقي",
        "Says that there was no sign of a strike; refuted later.",
        "يقول إنه لا أثر لغارة، وقد نُقض لاحقاً.",
        "contradicts",
    ),
    Shown(
        4,
        "Sketch of the street",
        "مخطط الشارع",
        "It shows the exact place of a home.",
        "يبين الموقع الدقيق لمنزل.",
        "context",
        withheld=True,
    ),
    Shown(
        5,
        "Recovery of bodies, count by stage",
        "انتشال الجثث حسب المراحل",
        "The total is quoted alike.",
        "المجموع يُنقل بلفظ واحد.",
    ),
)

FULL_HOUSE = Climb(
    plan="1. What was known of the people in the house before the strike. 2. Why this weapon. 3. The "
    "numbers: bodies of this house, of the street, people reported missing. 4. What fighters did to keep "
    "families there. Public material only; no contact with families before a safe way is agreed.",
    threat="Residents who spoke of the fighters may be threatened by those who remain; families may be "
    "pressed to drop claims.",
    mitigation="Nobody is contacted by telephone; no home is shown more exactly than its quarter.",
    look_in=-11,
    bodies=(_INQUIRY,),
    written=_WRITTEN,
    own=OUR_WORK,
    doubts=(
        Doubt(
            "The upper end of the range rests on deaths that the inquiry could not establish. Why not the "
            "bodies recovered?",
            "The bodies come from the whole street. The 36 were reported for this house; not established is "
            "not the same as refuted. The rationale says so now.",
        ),
    ),
    contrary=(
        "The statement was made before anybody had dug. The party whose aircraft it was has since conceded "
        "the strike.",
    ),
    heard=(
        Heard(
            "COA-US",
            ReplyState.REPLIED,
            "No letter was sent in this demonstration. In place of an answer stands what the command "
            "published on 25 May 2017: the strike was lawful, and explosives placed in the house by the "
            "Islamic State group caused the loss.",
        ),
        Heard("IQ-CTS", ReplyState.SILENT),
        IS_NOT_ASKED,
    ),
    public=Public(
        _TEXTS, _ROWS, OUR_WORK_AR | NO_ADDRESS_AR | HOUSE_AR | {_BLAST: _BLAST_AR}, correction=_CORRECTION
    ),
    redress=Redress(
        RedressState.NONE_KNOWN,
        "No payment for this event is known. About 35 000 claims had been lodged in all by November 2019.",
        -7,
    ),
    claims=(
        Claimed(
            Scheme.LAW_20,
            Damage.DEATH,
            "Families of people killed in the house (no number is public)",
            ClaimState.UNKNOWN,
            needed="Death certificate\nDecision of the sub-committee",
            stalled="No figure for single events is public; about 35 000 claims in all by November 2019.",
            follow_up=-16,
        ),
        Claimed(
            Scheme.EX_GRATIA,
            group="Families of the 105 people whose death is conceded",
            state=ClaimState.NOT_SOUGHT,
            stalled="A report of January 2020 says that the Coalition paid practically nothing.",
            follow_up=25,
        ),
        Claimed(
            Scheme.NONE,
            group="People who survived with psychological harm",
            state=ClaimState.NOT_SOUGHT,
            form=Form.REHABILITATION,
            stalled="Psychological harm is not covered by Law 20.",
        ),
    ),
)
