"""What other bodies called the events, in their own words: Airwars' grades, the Coalition's outcomes."""

from casework.investigations.choices import BodyGrade

from .climb_facts import Graded

_ONE = "One source, however detailed."
_ACCEPTED = "A party has accepted responsibility."
_COMPETING = "Competing claims of responsibility."

GRADES: dict[str, tuple[Graded, ...]] = {
    "M22": (
        Graded("airwars", BodyGrade.CONFIRMED, "Incident CI550", _ACCEPTED),
        Graded(
            "cjtf",
            BodyGrade.CREDIBLE,
            "Summary of the AR 15-6 inquiry",
            "Concedes the strike and 105 deaths.",
            "25 May 2017",
        ),
    ),
    "M23": (Graded("airwars", BodyGrade.CONTESTED, "Incident CI551", _COMPETING),),
    "M26": (Graded("airwars", BodyGrade.WEAK, "Incident CI677", _ONE),),
    "M28": (Graded("airwars", BodyGrade.CONTESTED, "Incident CI687", _COMPETING),),
    "M33": (
        Graded("airwars", BodyGrade.CONFIRMED, "Incident CI760", _ACCEPTED),
        Graded("cjtf", BodyGrade.CREDIBLE, "Casualty report of 2020", "Accepts 11 deaths.", "2020"),
    ),
    "M35": (Graded("airwars", BodyGrade.CONTESTED, "Incident CI802", _COMPETING),),
}
