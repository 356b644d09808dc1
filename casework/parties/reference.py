"""The parties shipped with the system: those of the battle of Mosul, with their hierarchy.

On the responsible side of an allegation stand bodies, never single people. Each row is inserted when its
code is missing; one that exists is never changed. Canada and the Netherlands are left out on purpose:
they flew no strikes during the battle.
"""

from datetime import date
from typing import NamedTuple

from .choices import PartyKind as K

GENERAL = "general knowledge; check before citing"


class PartyRow(NamedTuple):
    """One shipped party; the parent comes before what belongs to it."""

    code: str
    parent: str
    name_en: str
    name_ar: str
    kind: K
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    active_from: date | None = None
    active_to: date | None = None
    source: str = GENERAL


_ISLAMIC_STATE = (
    PartyRow("IS", "", "Islamic State (IS)", "تنظيم الدولة الإسلامية (داعش)", K.NON_STATE_ARMED_GROUP, "IS",
             ("ISIS", "ISIL", "Daesh", "Islamic State of Iraq and the Levant", "داعش", "تنظيم داعش"),
             "Armed group that held Mosul from June 2014 to July 2017."),
    PartyRow("IS-NIN", "IS", "IS “Wilayat Ninawa”", "ولاية نينوى", K.NON_STATE_ARMED_GROUP, "IS Ninawa",
             ("Wilayat Nineveh",)),
    PartyRow("IS-JUND", "IS", "IS military office (Diwan al-Jund)", "ديوان الجند", K.NON_STATE_ARMED_GROUP,
             "Diwan al-Jund"),
    PartyRow("IS-AMN", "IS", "IS security apparatus (Amniyat)", "الأمنيات", K.NON_STATE_ARMED_GROUP,
             "Amniyat",
             ("Amn", "Emni")),
    PartyRow("IS-HIS", "IS", "IS religious police (Hisba)", "ديوان الحسبة", K.NON_STATE_ARMED_GROUP, "Hisba",
             ("Hesba",)),
)  # fmt: skip

_IRAQ = (
    PartyRow("IQ", "", "Republic of Iraq (federal government)", "جمهورية العراق", K.STATE_CIVIL_AUTHORITY,
             "Iraq",
             ("Government of Iraq", "الحكومة العراقية")),
    PartyRow("IQ-ISF", "IQ", "Iraqi Security Forces", "القوات الأمنية العراقية", K.STATE_ARMED_FORCES, "ISF",
             ("Iraqi forces",),
              "Umbrella for army, police and special forces; use a unit where one is known."),
    PartyRow("IQ-JOC", "IQ-ISF", "Joint Operations Command / Ninewa Operations Command",
             "قيادة العمليات المشتركة / قيادة عمليات نينوى", K.STATE_ARMED_FORCES, "JOC / NOC"),
    PartyRow("IQ-CTS", "IQ-ISF", "Counter Terrorism Service", "جهاز مكافحة الإرهاب",
             K.STATE_SPECIAL_FORCES, "CTS",
             ("ICTS", "Counter-Terrorism Service"), "An agency of its own under the prime minister."),
    PartyRow("IQ-CTS-1", "IQ-CTS", "1st Special Operations Command (“Golden Division”)",
             "قيادة العمليات الخاصة الأولى (الفرقة الذهبية)", K.STATE_SPECIAL_FORCES, "Golden Division",
             ("ISOF 1", "الفرقة الذهبية")),
    PartyRow("IQ-CTS-2", "IQ-CTS", "2nd Special Operations Command", "قيادة العمليات الخاصة الثانية",
             K.STATE_SPECIAL_FORCES, "ISOF 2"),
    PartyRow("IQ-CTS-3", "IQ-CTS", "3rd Special Operations Command", "قيادة العمليات الخاصة الثالثة",
             K.STATE_SPECIAL_FORCES, "ISOF 3"),
    PartyRow("IQ-MOD", "IQ-ISF", "Ministry of Defence", "وزارة الدفاع", K.STATE_ARMED_FORCES, "MoD"),
    PartyRow("IQ-ARMY", "IQ-MOD", "Iraqi Army", "الجيش العراقي", K.STATE_ARMED_FORCES),
    PartyRow("IQ-ARMY-9", "IQ-ARMY", "9th Armoured Division", "الفرقة المدرعة التاسعة", K.STATE_ARMED_FORCES),
    PartyRow("IQ-ARMY-15", "IQ-ARMY", "15th Division", "الفرقة الخامسة عشرة", K.STATE_ARMED_FORCES),
    PartyRow("IQ-ARMY-16", "IQ-ARMY", "16th Division", "الفرقة السادسة عشرة", K.STATE_ARMED_FORCES,
             source="Human Rights Watch, July 2017"),
    PartyRow("IQ-ARMY-AV", "IQ-ARMY", "Army Aviation (helicopters)", "طيران الجيش", K.STATE_ARMED_FORCES,
             "Army Aviation"),
    PartyRow("IQ-AF", "IQ-MOD", "Iraqi Air Force", "القوة الجوية العراقية", K.STATE_ARMED_FORCES, "IqAF"),
    PartyRow("IQ-MOI", "IQ-ISF", "Ministry of Interior", "وزارة الداخلية", K.STATE_POLICE, "MoI"),
    PartyRow("IQ-FEDPOL", "IQ-MOI", "Federal Police", "الشرطة الاتحادية", K.STATE_POLICE, "FEDPOL"),
    PartyRow("IQ-ERD", "IQ-MOI", "Emergency Response Division", "فرقة الرد السريع", K.STATE_POLICE, "ERD",
             ("Rapid Response Division", "الرد السريع"), source="Iraqi prime minister’s office, August 2017"),
    PartyRow("IQ-NINPOL", "IQ-MOI", "Ninewa provincial police", "شرطة نينوى", K.STATE_POLICE,
             "Ninewa police"),
    PartyRow("IQ-NSS", "IQ", "National Security Service", "جهاز الأمن الوطني", K.STATE_INTELLIGENCE, "NSS"),
    PartyRow("IQ-INTEL", "IQ", "Military intelligence", "الاستخبارات العسكرية", K.STATE_INTELLIGENCE),
    PartyRow("IQ-NINGOV", "IQ", "Ninewa governorate and Mosul district council",
             "محافظة نينوى ومجلس قضاء الموصل", K.STATE_CIVIL_AUTHORITY, "Ninewa authorities",
             source="directive of June 2017"),
    PartyRow("PMU", "IQ", "Popular Mobilization Units", "الحشد الشعبي", K.STATE_SANCTIONED_PARAMILITARY,
             "PMU",
             ("Popular Mobilization Forces", "PMF", "al-Hashd al-Shaabi"),
             "In law part of the armed forces since Law 40 of 2016."),
    PartyRow("PMU-BADR", "PMU", "Badr Organization", "منظمة بدر", K.STATE_SANCTIONED_PARAMILITARY, "Badr"),
    PartyRow("PMU-KH", "PMU", "Kata’ib Hizbullah", "كتائب حزب الله", K.STATE_SANCTIONED_PARAMILITARY, "KH",
             ("Kataib Hezbollah",)),
    PartyRow("PMU-AAH", "PMU", "Asa’ib Ahl al-Haq", "عصائب أهل الحق", K.STATE_SANCTIONED_PARAMILITARY, "AAH"),
    PartyRow("PMU-TRIB", "PMU", "Tribal Mobilization (Hashd al-Asha’iri)", "الحشد العشائري",
             K.TRIBAL_OR_LOCAL_ARMED_GROUP, "Tribal Mobilization"),
    PartyRow("PMU-JAB", "PMU-TRIB", "Hashd al-Jabour", "حشد الجبور", K.TRIBAL_OR_LOCAL_ARMED_GROUP,
             aliases=("Hashd al-Jubur",), source="Human Rights Watch, December 2016"),
    PartyRow("PMU-NIN", "PMU", "Ninewa Guards (former Hashd al-Watani)", "حرس نينوى (الحشد الوطني سابقا)",
             K.STATE_SANCTIONED_PARAMILITARY, "Ninewa Guards", ("Ninewa Plain units",)),
)  # fmt: skip

_KURDISTAN = (
    PartyRow("KRG", "", "Kurdistan Regional Government", "حكومة إقليم كردستان",
             K.REGIONAL_GOVERNMENT_FORCES, "KRG"),
    PartyRow("KRG-PESH", "KRG", "Peshmerga", "البيشمركة", K.REGIONAL_GOVERNMENT_FORCES,
             aliases=("Pêşmerge",)),
    PartyRow("KRG-ZER", "KRG-PESH", "Zerevani", "زيرفاني", K.REGIONAL_GOVERNMENT_FORCES),
    PartyRow("KRG-ASA", "KRG", "Asayish (internal security)", "الأسايش", K.STATE_INTELLIGENCE, "Asayish"),
)  # fmt: skip

_COALITION = (
    PartyRow("COA", "", "US-led Coalition: CJTF – Operation Inherent Resolve",
             "التحالف الدولي بقيادة الولايات المتحدة", K.MULTINATIONAL_COALITION, "Coalition",
             ("CJTF-OIR", "Inherent Resolve", "International Coalition", "التحالف الدولي")),
    PartyRow("COA-US", "COA", "United States forces (CENTCOM)", "القوات الأمريكية",
             K.FOREIGN_STATE_ARMED_FORCES,
             "US forces", ("USA", "CENTCOM", "American forces")),
    PartyRow("COA-UK", "COA", "United Kingdom forces", "القوات البريطانية", K.FOREIGN_STATE_ARMED_FORCES,
             "UK forces", ("RAF", "المملكة المتحدة")),
    PartyRow("COA-FR", "COA", "French forces", "القوات الفرنسية", K.FOREIGN_STATE_ARMED_FORCES,
             "French forces",
             ("فرنسا",), "Aircraft, and artillery south of Mosul."),
    PartyRow("COA-AU", "COA", "Australian forces", "القوات الأسترالية", K.FOREIGN_STATE_ARMED_FORCES,
             "Australian forces", ("ADF", "Australian Defence Force", "أستراليا"),
             source="Australian Defence Force, 2019"),
    PartyRow("COA-BE", "COA", "Belgian forces", "القوات البلجيكية", K.FOREIGN_STATE_ARMED_FORCES,
             "Belgian forces",
             ("بلجيكا",), active_from=date(2016, 7, 1), active_to=date(2017, 12, 31)),
    PartyRow("COA-DK", "COA", "Danish forces", "القوات الدنماركية", K.FOREIGN_STATE_ARMED_FORCES,
             "Danish forces",
             ("الدنمارك",), "F-16 aircraft.", active_to=date(2016, 12, 31)),
    PartyRow("COA-JO", "COA", "Jordanian forces", "القوات الأردنية", K.FOREIGN_STATE_ARMED_FORCES,
             "Jordanian forces", ("الأردن",)),
    PartyRow("COA-OTH", "COA", "Other or undisclosed Coalition member", "دولة أخرى عضو في التحالف",
             K.FOREIGN_STATE_ARMED_FORCES, "Other member"),
)  # fmt: skip

_UNKNOWN = (PartyRow("UNK", "", "Unknown or not yet attributed", "مجهول", K.UNKNOWN, "Unknown"),)

PARTIES: tuple[PartyRow, ...] = _ISLAMIC_STATE + _IRAQ + _KURDISTAN + _COALITION + _UNKNOWN
