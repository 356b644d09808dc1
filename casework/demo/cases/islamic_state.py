"""Acts alleged against the Islamic State group: captives, a market, a chemical agent, a grave."""

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
    Paper,
    Range,
    Said,
    Step,
)
from casework.evidence.choices import EvidenceKind as E
from casework.incidents.choices import ProofStandard, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis, PositionKind
from casework.places.choices import PlacePrecision

_IS = Blame("IS", R.CARRIED_OUT, (Basis.EYEWITNESS, Basis.AREA_CONTROL), ProofStandard.REASONABLE_SUSPICION)

M04 = Facts(
    key="M04",
    title="Former police officers killed in captivity",
    summary="50 former police officers are said to have been shot in a building outside Mosul. Place and "
    "people are not known more exactly.",
    narrative="The UN human rights office was told that on 23 October 2016 fighters killed 50 former police "
    "officers whom they had held in a building outside Mosul. The building is not named.",
    when="23 October 2016",
    place="IQ-NIN-MOSD",
    place_text="a building outside Mosul",
    precision=PlacePrecision.DISTRICT,
    weapon=Weapon.SMALL_ARMS,
    hit="People held captive",
    source="ohchr",
    reference="Briefing of 25 October 2016",
    opened=229,
    lead="east",
    acts=(
        Act(
            "LIF-01",
            "Shot while held captive.",
            (_IS,),
            (
                Judgement(
                    ProofStandard.ALLEGATION,
                    "A4",
                    "A trustworthy office passes on what it was told two days later and calls it "
                    "preliminary. Neither building nor bodies are known.",
                    sources=1,
                    origins=1,
                    single="There is one origin only, and it calls its information preliminary.",
                    missing="The building; where the bodies lie; a second account.",
                ),
            ),
        ),
    ),
    counts=(Count("ohchr", "Briefing of 25 October 2016", Range(50, 50), when="23 October 2016"),),
    papers=(
        Paper(
            "Briefing of the UN human rights office, in our words",
            E.REPORT,
            "ohchr",
            form="txt",
            when="25 October 2016",
            lines=(
                "23 October: 50 former police officers said to have been killed in a building outside Mosul.",
                "Preliminary.",
            ),
            checks=(
                Check("source", "holds", "Published by the office."),
                Check("content", "open", "No detail to check."),
            ),
            verdict="partly_verified",
            verdict_words="Authentic; what it says cannot be checked.",
            cites=(Cite("act 0"), Cite("count 0")),
        ),
    ),
    steps=(
        Step("assess", 220, "Search mass-grave records for a matching place."),
        Step(
            "shelve",
            150,
            "A preliminary account without building, people or a second origin. It fits a pattern, and a "
            "pattern is not enough for this event. To be looked at again with the lists of opened graves.",
            missing="The building or the grave; a second account.",
            review_in=138,
        ),
    ),
    jobs=(Job("Ask for the list of opened graves", "lead", -20, done=False),),
)

M10 = Facts(
    key="M10",
    title="Three car bombs at Gogjali market",
    summary="15 civilians and 8 police officers killed by three car bombs in a quarter that government "
    "forces had retaken. IS said that it did it.",
    narrative="On 22 December 2016 three cars exploded in and near the market of Gogjali on the eastern "
    "edge of Mosul. The military counted 15 civilians and 8 police officers dead. The Islamic State group "
    "claimed the attack.",
    when="22 December 2016",
    place="MOS-E-GOG",
    precision=PlacePrecision.TOWN,
    latitude="36.350000",
    longitude="43.240000",
    weapon=Weapon.CAR_BOMB,
    hit="Market",
    source="jop",
    reference="Statement of 22 December 2016",
    opened=240,
    lead="east",
    level="internal",
    acts=(
        Act(
            "ATT-12",
            "Car bombs in a market.",
            (
                Blame(
                    "IS",
                    R.CARRIED_OUT,
                    (Basis.OWN_ADMISSION,),
                    ProofStandard.CLEAR_CONVINCING,
                    said=(
                        Said(
                            PositionKind.ACCEPTS,
                            "22 December 2016",
                            "Claimed the attack.",
                            "is-media",
                            "As reported by news agencies",
                        ),
                    ),
                ),
            ),
            (
                Judgement(
                    ProofStandard.CLEAR_CONVINCING,
                    "B1",
                    "The group claims the attack; the military and two agencies agree on place, day and "
                    "number. Nothing suggests a military aim at a market.",
                    sources=4,
                    origins=3,
                ),
            ),
        ),
    ),
    counts=(
        Count(
            "jop",
            "Statement of 22 December 2016",
            Range(15, 15),
            when="22 December 2016",
            note="Civilians; 8 police officers counted apart",
            relied=True,
        ),
        Count("reuters", "Agency report of December 2016", Range(15, 15), when="22 December 2016"),
    ),
    adopted=Adopted(
        "One number from the military, repeated by agencies; police officers counted apart.", Range(15, 15)
    ),
    papers=(
        Paper(
            "Agency report on Gogjali, in our words",
            E.PRESS,
            "reuters",
            when="22 December 2016",
            lines=(
                "Three car bombs in Gogjali.",
                "15 civilians and 8 police officers dead, says the military.",
                "IS claims the attack.",
            ),
            checks=(Check("source", "holds", "Agency with its own reporters in the area."),),
            verdict="verified",
            verdict_words="Authentic; agrees with a second agency.",
            cites=(Cite("act 0"), Cite("said 0.0.0"), Cite("count 1")),
        ),
        Paper(
            "Second agency report, in our words",
            E.PRESS,
            "afp",
            form="txt",
            when="22 December 2016",
            lines=("Car bombs in the market of Gogjali.", "Same number of dead."),
            checks=(Check("corroboration", "holds", "Same place, day and number, another agency."),),
            verdict="verified",
            verdict_words="Authentic.",
            cites=(Cite("act 0"), Cite("count 0")),
        ),
    ),
    steps=(
        Step("assess", 231, "Number of dead and the claim of responsibility."),
        Step(
            "credit",
            160,
            "A claim by the group itself and two agencies that agree. Clear grounds to suspect an attack "
            "directed at civilians in a market.",
        ),
        Step("investigate", 140, "Civilians and police apart; anything military nearby.", by="south"),
        Step("submit_findings", 70, "All sources agree; please look at the wording.", by="lead"),
        Step("approve_findings", 45, "Agreed. A claim, two agencies, no other aim than the market."),
    ),
)

M19 = Facts(
    key="M19",
    title="Blistering agent in shells, east Mosul",
    summary="7 to 12 people treated for burns that fit a chemical agent. Nobody died. Who fired is "
    "suspected, not known.",
    narrative="Between 1 and 3 March 2017 people from east Mosul came to a hospital in Erbil with signs of "
    "a blistering agent after shells had fallen. The Red Cross and the World Health Organization reported "
    "on them. IS is suspected of having fired the shells.",
    when="between 1 and 3 March 2017",
    place="MOS-E",
    precision=PlacePrecision.CITY,
    latitude="36.360000",
    longitude="43.170000",
    weapon=Weapon.CHEMICAL,
    hit="Homes",
    source="icrc",
    reference="Statement of 3 March 2017",
    opened=132,
    lead="west",
    members=("south",),
    acts=(
        Act("WEA-01", "Shells with a blistering agent.", (Blame("IS", R.SUSPECTED, (Basis.AREA_CONTROL,)),)),
    ),
    counts=(
        Count(
            "icrc", "Statement of 3 March 2017", Range(0, 0), Range(7, 7), when="3 March 2017", relied=True
        ),
        Count("who", "Statement of March 2017", Range(0, 0), Range(12, 12), when="Mar 2017", relied=True),
    ),
    adopted=Adopted(
        "Nobody died; the two bodies count different patients and days.", Range(0, 0), Range(7, 12)
    ),
    papers=(
        Paper(
            "Statement of the Red Cross, in our words",
            E.REPORT,
            "icrc",
            when="3 March 2017",
            lines=(
                "Seven patients with signs of a blistering agent.",
                "Treated in Erbil.",
                "Does not say who fired.",
            ),
            checks=(
                Check("source", "holds", "Published by the organisation."),
                Check("expert", "partly", "Signs fit; no laboratory result."),
            ),
            verdict="verified",
            verdict_words="Authentic; medical signs described by those who treated them.",
            cites=(Cite("act 0"), Cite("count 0")),
        ),
        Paper(
            "Statement of the health body, in our words",
            E.REPORT,
            "who",
            form="txt",
            when="Mar 2017",
            lines=("12 patients since 1 March.",),
            checks=(Check("source", "holds", "Published by the organisation."),),
            cites=(Cite("count 1"),),
        ),
    ),
    steps=(Step("assess", 121, "Medical signs first, then the direction of the shells.", by="lead"),),
    jobs=(
        Job("Look for a laboratory result", "lead", 21, done=False),
        Job("Decide who confirms the second statement", "south", 4, done=False),
    ),
    next_action="Second person for the statement of the health body",
    next_in=5,
)

M39 = Facts(
    key="M39",
    title="Mass grave in the Khafsa sinkhole",
    summary="A sinkhole south of west Mosul is said to be one of the largest graves left by IS. The ground "
    "is mined, and nobody can say how many lie there.",
    narrative="From June 2014 until February 2017 fighters are said to have brought captives to the "
    "sinkhole of Khafsa, about 8 km south of west Mosul, and killed them there. Human Rights Watch "
    "described the place in March 2017. Numbers range from hundreds to thousands. Explosives were laid "
    "around the hole.",
    when="between June 2014 and February 2017",
    place="NIN-KHA",
    precision=PlacePrecision.TOWN,
    latitude="36.250000",
    longitude="43.070000",
    weapon=Weapon.SMALL_ARMS,
    hit="Captives",
    source="hrw",
    reference="Report of 22 March 2017",
    opened=118,
    lead="west",
    members=("north", "east"),
    acts=(
        Act("LIF-03", "Captives brought there and killed over years.", (_IS,)),
        Act("DEA-02", "Bodies left in a sinkhole, unrecorded.", (_IS,)),
        Act("WEA-03", "Explosives laid around the grave.", (_IS,)),
    ),
    counts=(
        Count("hrw", "Report of 22 March 2017", note="Hundreds to thousands; no figure", when="2014 to 2017"),
    ),
    papers=(
        Paper(
            "Report on the sinkhole, in our words",
            E.REPORT,
            "hrw",
            when="22 March 2017",
            lines=("Killings at the hole over years.", "The ground is mined.", "No number can be given."),
            checks=(
                Check("source", "holds", "Published by the organisation after interviews with residents."),
            ),
            verdict="partly_verified",
            verdict_words="Place and practice credible; number open.",
            cites=(Cite("act 0"), Cite("act 1"), Cite("act 2", "supports", "mines")),
        ),
    ),
    steps=(
        Step("assess", 110, "What can be done without entering the mined ground?", by="lead"),
        Step("suspend", 64, "The ground is mined and nobody may enter before it is cleared.", review_in=104),
    ),
    jobs=(Job("Ask the clearance body for its plan", "lead", 30),),
    notes=(("lead", "No site visit before clearance. Interviews with residents can go on from elsewhere."),),
)
