"""Closed lists of the parties room. Keys are stable for ever; labels may be reworded."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    """What kind of body a party is: states, groups, coalitions, companies, the unknown."""

    STATE_ARMED_FORCES = "state_armed_forces", _("State armed forces")
    STATE_POLICE = "state_police", _("State police")
    STATE_SPECIAL_FORCES = "state_special_forces", _("State special forces")
    STATE_INTELLIGENCE = "state_intelligence", _("State intelligence")
    STATE_PRISON = "state_prison", _("State prison service")
    STATE_CIVIL_AUTHORITY = "state_civil_authority", _("State civil authority")
    STATE_SANCTIONED_PARAMILITARY = "state_sanctioned_paramilitary", _("State-sanctioned paramilitary")
    REGIONAL_GOVERNMENT_FORCES = "regional_government_forces", _("Regional government and its forces")
    MULTINATIONAL_COALITION = "multinational_coalition", _("Multinational coalition")
    FOREIGN_STATE_ARMED_FORCES = "foreign_state_armed_forces", _("Foreign state armed forces")
    NON_STATE_ARMED_GROUP = "non_state_armed_group", _("Non-state armed group")
    TRIBAL_OR_LOCAL_ARMED_GROUP = "tribal_or_local_armed_group", _("Tribal or local armed group")
    PRIVATE_COMPANY = "private_company", _("Private company")
    PRIVATE_INDIVIDUAL_OR_CROWD = "private_individual_or_crowd", _("Private individual or crowd")
    UNKNOWN = "unknown", _("Unknown or not yet attributed")


class AttributionRole(models.TextChoices):
    """What a party is alleged to have done in a violation: its degree of involvement."""

    CARRIED_OUT = "carried_out", _("Directly carried out")
    ORDERED = "ordered", _("Ordered")
    PLANNED = "planned", _("Planned")
    REQUESTED = "requested", _("Called in or requested")
    ASSISTED = "assisted", _("Assisted or complicit")
    PRESENT = "present", _("Present")
    FAILED_TO_PREVENT = "failed_to_prevent", _("In command, failed to prevent")
    FAILED_TO_PUNISH = "failed_to_punish", _("In command, failed to punish")
    CREATED_DANGER = "created_danger", _("Created the danger")
    FAILED_TO_PROTECT = "failed_to_protect", _("Failed to protect")
    SUSPECTED = "suspected", _("Suspected, role not known")


class Basis(models.TextChoices):
    """What an attribution rests on; one attribution commonly rests on several."""

    OWN_ADMISSION = "own_admission", _("The party’s own admission")
    OFFICIAL_DOCUMENT = "official_document", _("Official document")
    EYEWITNESS = "eyewitness", _("Eyewitness")
    INSIGNIA = "insignia", _("Insignia or vehicle")
    WEAPON = "weapon", _("Weapon or munition only this party has")
    AIRCRAFT = "aircraft", _("Aircraft only this party or another flew")
    AREA_CONTROL = "area_control", _("Control of the area")
    IMAGERY = "imagery", _("Video or photograph")
    EXPERT = "expert", _("Expert analysis")
    ELIMINATION = "elimination", _("Inference by elimination")


class PositionKind(models.TextChoices):
    """What the party itself says about an attribution."""

    ACCEPTS = "accepts", _("Accepts")
    ACCEPTS_IN_PART = "accepts_in_part", _("Accepts in part, or a lower toll")
    ACKNOWLEDGES_ACT = "acknowledges_act", _("Acknowledges act, denies responsibility")
    OTHER_EXPLANATION = "other_explanation", _("Gives another explanation")
    DENIES = "denies", _("Denies")
    INSUFFICIENT = "insufficient", _("Calls it not credible, or information insufficient")
    UNDER_ASSESSMENT = "under_assessment", _("Under its assessment")
    NO_RESPONSE = "no_response", _("No response")
    NOT_ASKED = "not_asked", _("Not asked")


#: What the party says when it does not take responsibility for what it is alleged to have done.
REJECTING: Final = (
    PositionKind.DENIES,
    PositionKind.INSUFFICIENT,
    PositionKind.OTHER_EXPLANATION,
    PositionKind.ACKNOWLEDGES_ACT,
)

#: Shape and tone of a position in a table: (symbol, modifier of .state). Never colour alone.
POSITION_MARKS: dict[str, tuple[str, str]] = {
    PositionKind.ACCEPTS: ("ok", "done"),
    PositionKind.ACCEPTS_IN_PART: ("part", "review"),
    PositionKind.ACKNOWLEDGES_ACT: ("part", "review"),
    PositionKind.OTHER_EXPLANATION: ("not", "danger"),
    PositionKind.DENIES: ("not", "danger"),
    PositionKind.INSUFFICIENT: ("unknown", ""),
    PositionKind.UNDER_ASSESSMENT: ("now", "active"),
    PositionKind.NO_RESPONSE: ("todo", ""),
    PositionKind.NOT_ASKED: ("unknown", ""),
}


class ClaimStatus(models.TextChoices):
    """How a claim held on a link stands after someone has looked at it."""

    NEEDS_WORK = "needs_work", _("Needs work")
    ACCEPTED = "accepted", _("Accepted")
    CONFLICT = "conflict", _("Sources conflict")
    REJECTED = "rejected", _("Rejected")


class LinkRelation(models.TextChoices):
    """How one party stands above another."""

    COMMANDS = "commands", _("Command")
    OPERATIONAL = "operational", _("Operational control")
    ADMINISTRATIVE = "administrative", _("Administration")
    MEMBER_OF = "member_of", _("Membership")
