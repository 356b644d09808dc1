"""Pages of the gazetteer: a search that works without a script, and the answers of the type-ahead."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from casework.core.access import access, right
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, DetailPage, EditPage, Page, question

from .actions import save_place
from .choices import PRECISION_METRES
from .filters import PLACE_SORT_WORDS, PLACE_SORTS, PlaceFilter
from .forms import PlaceForm
from .models import Place
from .queries import all_places, places_like
from .rules import may_edit_places

READ = right("places.view")


class PlaceList(Page):
    """All places, or those whose name in either script is like what was typed, best first."""

    access = READ
    template_name = "casework/places/place_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        listing = Listing(
            request,
            all_places(),
            filterset_class=PlaceFilter,
            sorts=PLACE_SORTS,
            sort_words=PLACE_SORT_WORDS,
        )
        return self.render(listing=listing, may_edit=may_edit_places(request.user))


class PlaceDetail(DetailPage):
    """One place: its names, what it lies in and holds, its coordinates and how exact they are."""

    access = READ
    template_name = "casework/places/place_detail.html"

    def get_queryset(self) -> models.QuerySet:
        return all_places()

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        place: Place = self.object
        return super().render(
            status,
            above=list(reversed(place.above())),
            within=all_places().filter(parent=place),
            metres=PRECISION_METRES.get(place.precision),
            may_edit=may_edit_places(self.request.user),
            **context,
        )


class PlaceCreate(CreatePage):
    """Add a place that the gazetteer lacks."""

    access = READ
    template_name = "casework/places/place_form.html"
    form_class = PlaceForm

    def verdict(self) -> Verdict:
        return may_edit_places(self.request.user)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"name_en": question(self.request)}}

    def perform(self, form: PlaceForm) -> Place:
        return save_place(actor=self.request.user, place=Place(), **form.changed_values())


class PlaceEdit(EditPage):
    """Correct a place; a colleague's change in between leads to the conflict page."""

    access = READ
    template_name = "casework/places/place_form.html"
    form_class = PlaceForm

    def get_queryset(self) -> models.QuerySet:
        return all_places()

    def verdict(self) -> Verdict:
        return may_edit_places(self.request.user)

    def perform(self, form: PlaceForm) -> Place:
        return save_place(
            actor=self.request.user, place=form.instance, reason=form.change_reason, **form.changed_values()
        )


@require_safe
@access(READ)
def suggest_places(request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead: places by name in either script, each with what it lies in."""
    found = places_like(question(request)) if question(request) else []
    results = [
        {
            "value": str(place.uid),
            "label": place.name,
            "sub": " · ".join(part for part in (place.path, place.other_name) if part),
            "tag": str(place.get_kind_display()),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "precision": place.precision,
        }
        for place in found
    ]
    return JsonResponse({"results": results})
