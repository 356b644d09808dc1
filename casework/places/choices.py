"""Closed lists of the places room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacePrecision(models.TextChoices):
    """How exactly a spot is known, from a doorway to a whole province (domain.md §6.3)."""

    EXACT = "exact", _("Exact (10 m)")
    WITHIN_100M = "within_100m", _("Within 100 m")
    STREET = "street", _("Street or block (250 m)")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood (1 km)")
    TOWN = "town", _("Village or town")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    GOVERNORATE = "governorate", _("Governorate")
    UNKNOWN = "unknown", _("Not known")


# Radius in metres that a map or a comparison of two places should allow for; None where it says nothing.
PRECISION_METRES: dict[str, int | None] = {
    PlacePrecision.EXACT: 10,
    PlacePrecision.WITHIN_100M: 100,
    PlacePrecision.STREET: 250,
    PlacePrecision.NEIGHBOURHOOD: 1_000,
    PlacePrecision.TOWN: 3_000,
    PlacePrecision.CITY: 10_000,
    PlacePrecision.DISTRICT: 40_000,
    PlacePrecision.GOVERNORATE: 150_000,
    PlacePrecision.UNKNOWN: None,
}


# Decimals of a degree worth writing down: four are about ten metres, two about a kilometre.
PRECISION_DIGITS: dict[str, int] = {
    PlacePrecision.EXACT: 6,
    PlacePrecision.WITHIN_100M: 5,
    PlacePrecision.STREET: 4,
    PlacePrecision.NEIGHBOURHOOD: 4,
    PlacePrecision.TOWN: 3,
    PlacePrecision.CITY: 2,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.GOVERNORATE: 1,
    PlacePrecision.UNKNOWN: 6,
}


class PlaceKind(models.TextChoices):
    """What sort of place a gazetteer entry is."""

    COUNTRY = "country", _("Country")
    GOVERNORATE = "governorate", _("Governorate")
    DISTRICT = "district", _("District")
    CITY = "city", _("City")
    PART_OF_CITY = "part_of_city", _("Part of a city")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    TOWN = "town", _("Town")
    VILLAGE = "village", _("Village")
    AREA = "area", _("Area")
    SITE = "site", _("Site or building")
    CAMP = "camp", _("Camp")
