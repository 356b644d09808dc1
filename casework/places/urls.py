"""Addresses of the gazetteer."""

from django.urls import path

from .views import PlaceCreate, PlaceDetail, PlaceEdit, PlaceList, suggest_places

app_name = "places"

urlpatterns = [
    path("places/", PlaceList.as_view(), name="list"),
    path("places/suggest/", suggest_places, name="suggest"),
    path("places/new/", PlaceCreate.as_view(), name="new"),
    path("places/<uuid:uid>/", PlaceDetail.as_view(), name="detail"),
    path("places/<uuid:uid>/edit/", PlaceEdit.as_view(), name="edit"),
]
