"""Allegations short of the threshold now: one account, or nobody knows who fired."""

from casework.demo.facts import (
    Act,
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
from casework.incidents.choices import ExternalGrade, ProofStandard, Weapon
from casework.parties.choices import AttributionRole as R
from casework.parties.choices import Basis, PositionKind
from casework.places.choices import PlacePrecision

M18 = Facts(
    key="M18",
    title="Mortar fire on al-Tanak",
    summary="11 deaths by mortar shells in a front-line quarter. Nobody can say who fired.",
    narrative="On 26 February 2017 mortar shells fell on houses in al-Tanak. A field report names 11 dead "
    "and at least 8 injured. Who fired is not said.",
    when="26 February 2017",
    place="MOS-W-TAN",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.336400",
    longitude="43.062600",
    weapon=Weapon.MORTAR,
    hit="Houses",
    source="airwars",
    reference="Incident CI489, from a field report of Amnesty",
    opened=170,
    lead="west",
    acts=(
        Act(
            "ATT-03",
            "Shells on houses.",
            (Blame("UNK", R.SUSPECTED),),
            (
                Judgement(
                    ProofStandard.ALLEGATION,
                    "C3",
                    "One field report, passed on by an archive. No fragment, no direction of fire, no "
                    "second account.",
                    sources=2,
                    origins=1,
                    single="The archive repeats the field report.",
                    missing="Direction of fire; fragments; a second account.",
                ),
            ),
        ),
        Act("WEA-02", "Mortars into a full quarter.", (Blame("UNK", R.SUSPECTED),)),
    ),
    counts=(Count("airwars", "Incident CI489", Range(11, 11), Range(8, None), when="26 February 2017"),),
    papers=(
        Paper(
            "Field report on al-Tanak, as the archive gives it",
            E.REPORT,
            "airwars",
            form="txt",
            when="Feb 2017",
            lines=("11 killed, at least 8 injured.", "Mortar shells; direction not known."),
            checks=(Check("source", "partly", "Second hand: the field report itself is not public."),),
            verdict="partly_verified",
            verdict_words="The archive quotes correctly; the report behind it was not seen.",
            cites=(Cite("act 0"), Cite("count 0")),
        ),
    ),
    steps=(
        Step("assess", 160, "Look for fragments or a direction of fire."),
        Step(
            "shelve",
            121,
            "One account at second hand, no fragment and no direction of fire: nothing points to one party "
            "rather than another. This says nothing against those who reported it.",
            missing="A second account; direction of fire; fragments.",
            review_in=60,
        ),
        Step("look_again", 58, "It is the date that was set.", by="lead"),
        Step(
            "shelve",
            31,
            "Nothing new was found in either language. The threshold is still not met; the case stays open "
            "to anything new.",
            missing="A second account; direction of fire.",
            review_in=90,
        ),
    ),
    jobs=(Job("Search again in both languages", "lead", 20),),
)

M26 = Facts(
    key="M26",
    title="Strike on a house, Msherfa",
    summary="20 to 40 deaths according to one account. No second source was found.",
    narrative="A field report passed on by an archive says that a house in Msherfa was struck on 29 April "
    "2017 and that 20 to 40 people died. It may have been the Coalition or Iraqi forces. No other source is "
    "known.",
    when="29 April 2017",
    place="MOS-W-MSH",
    precision=PlacePrecision.NEIGHBOURHOOD,
    latitude="36.377000",
    longitude="43.049000",
    weapon=Weapon.AIR_BOMB,
    hit="House",
    source="airwars",
    reference="Incident CI677, from a field report of Amnesty",
    opened=248,
    lead="west",
    acts=(
        Act(
            "ATT-04",
            "A house destroyed, 20 to 40 dead.",
            (
                Blame("COA", R.SUSPECTED, (Basis.AIRCRAFT,)),
                Blame(
                    "IQ-ISF",
                    R.SUSPECTED,
                    (Basis.AIRCRAFT,),
                    either=True,
                    said=(Said(PositionKind.NOT_ASKED, "", "Nothing to put to them yet.", "", ""),),
                ),
            ),
            (
                Judgement(
                    ProofStandard.ALLEGATION,
                    "C3",
                    "A single account at second hand. House, households and number cannot be checked "
                    "against anything.",
                    sources=2,
                    origins=1,
                    single="The archive repeats one field report.",
                    missing="Second source; names of households; pictures of the place.",
                ),
            ),
        ),
    ),
    counts=(
        Count(
            "airwars",
            "Incident CI677",
            Range(20, 40),
            when="29 April 2017",
            grade=ExternalGrade.WEAK,
            relied=False,
        ),
    ),
    papers=(
        Paper(
            "Field report on Msherfa, as the archive gives it",
            E.REPORT,
            "airwars",
            form="txt",
            when="Apr 2017",
            lines=("House in Msherfa, 29 April: 20 to 40 dead.", "No other source."),
            checks=(
                Check("corroboration", "fails", "Searched in Arabic and English; nothing independent found."),
                Check("geolocation", "open", "Msherfa is large; the house is not named."),
            ),
            verdict="inconclusive",
            verdict_words="Neither confirmed nor refuted. A single account.",
            cites=(Cite("act 0"), Cite("count 0")),
        ),
    ),
    steps=(
        Step("assess", 239, "Search for a second source in both languages."),
        Step(
            "shelve",
            126,
            "All that is known goes back to one account at second hand. Without a second source or the "
            "house itself the threshold is not met now. That is not a finding that it did not happen.",
            missing="A second source; the house; names of households.",
            review_in=150,
        ),
    ),
    jobs=(Job("Search again after the archive’s next revision", "lead", 60, done=False),),
)
