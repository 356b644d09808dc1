"""What pages and other rooms ask of the gazetteer.

Places belong to no case: everybody who may read the lists reads them all.
"""

from .models import Place, PlaceQuerySet

SUGGESTIONS = 8


def active_places() -> PlaceQuerySet:
    """Places that may be chosen, for the choices of a form."""
    return Place.objects.active()


def all_places() -> PlaceQuerySet:
    """Every place with the path it lies in, those no longer offered included."""
    return Place.objects.with_path()


def places_like(typed: str, limit: int = SUGGESTIONS) -> PlaceQuerySet:
    """Places to choose from for what was typed, best first."""
    return Place.objects.active().with_path().matching(typed, limit)


def places_within(place: Place) -> PlaceQuerySet:
    """The place and all that lies in it, however deep: what a filter by area means."""
    keys, level = {place.pk}, {place.pk}
    while level:
        level = set(Place.objects.filter(parent__in=level).values_list("pk", flat=True)) - keys
        keys |= level
    return Place.objects.filter(pk__in=keys)


def same_named(place: Place) -> PlaceQuerySet:
    """Other places in the same surroundings with the very same normalised names."""
    return Place.objects.filter(parent=place.parent_id, search_text=place.names_for_search()).exclude(
        pk=place.pk
    )
