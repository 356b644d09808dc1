"""Allegations that have just come in."""

from casework.demo.facts import (
    Act,
    Blame,
    Count,
    Facts,
    Job,
    Range,
)
from casework.incidents.choices import ExternalGrade, Weapon
from casework.parties.choices import AttributionRole as R
from casework.places.choices import PlacePrecision

M20 = Facts(
    key="M20",
    title="Mortar shells, Hay al-Abar",
    summary="Five deaths and five injured; nobody knows who fired.",
    narrative="On 5 March 2017 mortar shells fell in Hay al-Abar near al-Yarmouk. A field report quoted by "
    "an archive names five dead and five injured.",
    when="5 March 2017",
    place="MOS-W-YAR",
    place_text="Hay al-Abar",
    precision=PlacePrecision.TOWN,
    latitude="36.340000",
    longitude="43.070000",
    weapon=Weapon.MORTAR,
    hit="Houses",
    source="airwars",
    reference="Incident CI511, from a field report of Amnesty",
    opened=12,
    lead="west",
    members=("north",),
    level="internal",
    acts=(Act("ATT-03", "Mortar shells on houses.", (Blame("UNK", R.SUSPECTED),)),),
    counts=(Count("airwars", "Incident CI511", Range(5, 5), Range(5, 5), when="5 March 2017"),),
    jobs=(Job("Look for a second account", "lead", 15, done=False),),
)

M24 = Facts(
    key="M24",
    title="Rocket or air strike, Serjkhana",
    summary="",
    narrative="وردت تقارير عن سقوط قذائف أو غارة على سوق السرجخانة في الموصل القديمة يوم 18 آذار 2017 أو "
    "نحوه. تتراوح الأعداد بين 15 و50 قتيلا، ولم تُعرف الجهة المسؤولة.",
    when="circa 18 March 2017",
    place="MOS-W-SER",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.342000",
    longitude="43.128000",
    weapon=Weapon.UNKNOWN,
    hit="Market street",
    source="aljazeera",
    reference="Report of March 2017; also incident CI554",
    opened=1,
    lead="west",
    members=(),
    acts=(Act("ATT-03", "سقوط قذائف على السوق", (Blame("UNK", R.SUSPECTED),)),),
    counts=(Count("aljazeera", "Report of March 2017", Range(15, 50), when="circa 18 March 2017"),),
)

M35 = Facts(
    key="M35",
    title="Bombardment of the last streets of the Old City",
    summary="A single high number for the last days of the battle: 300 dead, 700 injured. Not yet looked at.",
    narrative="For 7 July 2017 an archive records 300 dead and 700 injured in the last streets held by IS "
    "in the Old City. The numbers are contested.",
    when="7 July 2017",
    place="MOS-W-OLD",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.340750",
    longitude="43.126911",
    weapon=Weapon.AIR_BOMB,
    hit="Several streets",
    source="airwars",
    reference="Incident CI802",
    opened=33,
    lead="east",
    members=(),
    acts=(
        Act(
            "ATT-03",
            "Bombs and shells on the last streets.",
            (Blame("COA", R.SUSPECTED), Blame("IQ-ISF", R.SUSPECTED)),
        ),
    ),
    counts=(
        Count(
            "airwars",
            "Incident CI802",
            Range(300, 300),
            Range(700, 700),
            when="7 July 2017",
            grade=ExternalGrade.CONTESTED,
        ),
    ),
    next_action="Search for duplicates and start the assessment",
    next_in=-12,
)
