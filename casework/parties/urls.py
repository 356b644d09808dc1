"""Addresses of the parties room."""

from django.urls import path

from .views import attributions, parties

app_name = "parties"

CASE = "cases/<str:ref>/parties/"

urlpatterns = [
    path("parties/", parties.PartyList.as_view(), name="list"),
    path("parties/suggest/", parties.suggest, name="suggest"),
    path("parties/new/", parties.PartyCreate.as_view(), name="new"),
    path("parties/<uuid:uid>/", parties.PartyDetail.as_view(), name="detail"),
    path("parties/<uuid:uid>/edit/", parties.PartyEdit.as_view(), name="edit"),
    path("parties/<uuid:uid>/stood/", parties.CommandLinkCreate.as_view(), name="command-new"),
    path(
        "parties/links/<uuid:uid>/withdraw/", parties.CommandLinkWithdraw.as_view(), name="command-withdraw"
    ),
    path(CASE, attributions.CaseParties.as_view(), name="case-list"),
    path(CASE + "link/", attributions.Attribute.as_view(), name="attribute"),
    path(CASE + "<uuid:uid>/edit/", attributions.AttributionEdit.as_view(), name="attribution-edit"),
    path(
        CASE + "<uuid:uid>/withdraw/", attributions.AttributionWithdraw.as_view(), name="attribution-withdraw"
    ),
    path(CASE + "<uuid:uid>/position/", attributions.PositionCreate.as_view(), name="position-new"),
    path(CASE + "positions/<uuid:uid>/edit/", attributions.PositionEdit.as_view(), name="position-edit"),
    path(
        CASE + "positions/<uuid:uid>/withdraw/",
        attributions.PositionWithdraw.as_view(),
        name="position-withdraw",
    ),
]
