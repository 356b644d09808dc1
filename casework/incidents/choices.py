"""Closed lists of the incidents room. Keys are stable for ever; labels may be reworded."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProofStandard(models.TextChoices):
    """Standards of proof in the order of UN inquiry practice.

    The order of the third and the fourth is debated, so the rank is for sorting only and the words are shown.
    """

    NONE = "none", _("Not assessed")
    ALLEGATION = "allegation", _("Allegation only")
    REASONABLE_SUSPICION = "reasonable_suspicion", _("Reasonable grounds to suspect")
    REASONABLE_GROUNDS = "reasonable_grounds", _("Reasonable grounds to believe")
    BALANCE = "balance", _("More likely than not")
    CLEAR_CONVINCING = "clear_convincing", _("Clear and convincing")
    BEYOND_DOUBT = "beyond_doubt", _("Beyond reasonable doubt")

    @property
    def rank(self) -> int:
        """Position on the scale, 0 to 6; also the number of the symbol that draws it."""
        return PROOF_RANKS[self.value]


PROOF_RANKS: dict[str, int] = {value: rank for rank, value in enumerate(ProofStandard.values)}

#: The threshold of the recommendation's first limb, "credible evidence".
CREDIBLE_THRESHOLD = ProofStandard.REASONABLE_SUSPICION

#: The standards at the threshold or above: an assessment that reaches one calls the evidence credible.
AT_THRESHOLD = tuple(key for key, rank in PROOF_RANKS.items() if rank >= CREDIBLE_THRESHOLD.rank)


class ConflictType(models.TextChoices):
    """The kind of armed conflict an incident belongs to: it decides which law can apply."""

    NIAC = "niac", _("Non-international armed conflict")
    IAC = "iac", _("International armed conflict")
    UNDETERMINED = "undetermined", _("Not determined")


class Applies(models.TextChoices):
    """The kind of conflict for which a provision exists."""

    NIAC = "NIAC", _("Non-international armed conflict only")
    IAC = "IAC", _("International armed conflict only")
    BOTH = "BOTH", _("Any armed conflict, or none")


class Weapon(models.TextChoices):
    """Weapon, means or method, twenty entries of our own."""

    AIR_BOMB = "air_bomb", _("Air-delivered bomb, guided or unguided")
    HELICOPTER = "helicopter", _("Helicopter or rocket fire from the air")
    DRONE = "drone", _("Drone strike")
    IRAM = "iram", _("Improvised rocket-assisted munition (IRAM)")
    ARTILLERY = "artillery", _("Artillery shell")
    MORTAR = "mortar", _("Mortar")
    ROCKET = "rocket", _("Unguided rocket")
    CAR_BOMB = "car_bomb", _("Car bomb")
    SUICIDE_VEST = "suicide_vest", _("Suicide vest")
    IED = "ied", _("Improvised explosive device or booby-trap")
    LANDMINE = "landmine", _("Landmine")
    SMALL_ARMS = "small_arms", _("Small arms")
    SNIPER = "sniper", _("Sniper fire")
    KNIFE = "knife", _("Knife, beheading")
    CHEMICAL = "chemical", _("Chemical agent")
    INCENDIARY = "incendiary", _("Incendiary, white phosphorus")
    TORTURE = "torture", _("Beating, electric shock, suspension")
    DEPRIVATION = "deprivation", _("Deprivation of food, water or care")
    DEMOLITION = "demolition", _("Bulldozing, arson, explosive demolition")
    UNKNOWN = "unknown", pgettext_lazy("weapon", "Not known")


class CharacterisationKind(models.TextChoices):
    """What the law calls an act: a judgement, kept apart from the act itself."""

    IHL_VIOLATION = "ihl_violation", _("Serious violation of humanitarian law")
    WAR_CRIME = "war_crime", _("War crime")
    CRIME_AGAINST_HUMANITY = "crime_against_humanity", _("Crime against humanity")
    GENOCIDE = "genocide", _("Genocide")
    HR_VIOLATION = "human_rights_violation", _("Human rights violation by a state")
    HR_ABUSE = "human_rights_abuse", _("Human rights abuse by a non-state group")
    DOMESTIC_CRIME = "domestic_crime", _("Crime under domestic law")
    NOT_A_VIOLATION = "not_a_violation", _("Not a violation")
    UNDETERMINED = "undetermined", _("Not determined")


class CivilianStatus(models.TextChoices):
    """Whom a claim counts."""

    CIVILIAN = "civilian", _("Civilians")
    PROBABLY_CIVILIAN = "probably_civilian", _("Probably civilians")
    UNKNOWN = "unknown", pgettext_lazy("civilian status", "Not known")
    HORS_DE_COMBAT = "hors_de_combat", _("Fighters out of combat")
    COMBATANT = "combatant", _("Combatants")


class ExternalGrade(models.TextChoices):
    """Grade another recorder gave to its own figure, quoted and never ours."""

    CONFIRMED = "confirmed", _("Graded confirmed")
    FAIR = "fair", _("Graded fair")
    WEAK = "weak", _("Graded weak: one source")
    CONTESTED = "contested", _("Graded contested")
    DISCOUNTED = "discounted", _("Graded discounted")


class IncidentLinkKind(models.TextChoices):
    """How one incident stands to another, read from the first to the second."""

    PART_OF = "part_of", _("Part of")
    FOLLOWS = "follows", _("Follows")
    DUPLICATE_OF = "duplicate_of", _("Duplicate of")
    POSSIBLY_SAME = "possibly_same", _("Possibly the same event as")
    SAME_SERIES = "same_series", _("Same series as")


#: The same links read from the other end.
REVERSE_LINK_LABELS = {
    IncidentLinkKind.PART_OF: _("Contains"),
    IncidentLinkKind.FOLLOWS: _("Followed by"),
    IncidentLinkKind.DUPLICATE_OF: _("Has a duplicate"),
    IncidentLinkKind.POSSIBLY_SAME: _("Possibly the same event as"),
    IncidentLinkKind.SAME_SERIES: _("Same series as"),
}

#: Groups of violation types whose records are kept from members without the flag "cleared".
PROTECTED_GROUPS = ("SGB", "CHI")
