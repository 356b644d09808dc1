"""Addresses of the incidents room."""

from django.urls import path

from .views import claims, incidents, violations

app_name = "incidents"

CASE = "cases/<str:ref>/incidents/"

urlpatterns = [
    path("incidents/suggest/", incidents.suggest, name="suggest"),
    path("incidents/types/suggest/", violations.type_suggest, name="type-suggest"),
    path(CASE, incidents.IncidentList.as_view(), name="list"),
    path(CASE + "new/", incidents.IncidentCreate.as_view(), name="new"),
    path(CASE + "<uuid:uid>/", incidents.IncidentDetail.as_view(), name="detail"),
    path(CASE + "<uuid:uid>/edit/", incidents.IncidentEdit.as_view(), name="edit"),
    path(CASE + "<uuid:uid>/withdraw/", incidents.IncidentWithdraw.as_view(), name="withdraw"),
    path(CASE + "<uuid:uid>/link/", incidents.LinkCreate.as_view(), name="link"),
    path(CASE + "links/<uuid:uid>/withdraw/", incidents.LinkWithdraw.as_view(), name="link-withdraw"),
    path(CASE + "<uuid:uid>/violation/", violations.ViolationCreate.as_view(), name="violation-new"),
    path(CASE + "violations/<uuid:uid>/edit/", violations.ViolationEdit.as_view(), name="violation-edit"),
    path(
        CASE + "violations/<uuid:uid>/withdraw/",
        violations.ViolationWithdraw.as_view(),
        name="violation-withdraw",
    ),
    path(CASE + "violations/<uuid:uid>/law/", violations.Characterise.as_view(), name="characterise"),
    path(
        CASE + "law/<uuid:uid>/withdraw/",
        violations.CharacterisationWithdraw.as_view(),
        name="characterisation-withdraw",
    ),
    path(CASE + "<uuid:uid>/claim/", claims.ClaimCreate.as_view(), name="claim-new"),
    path(CASE + "<uuid:uid>/adopt/", claims.AdoptRange.as_view(), name="adopt"),
    path(CASE + "claims/<uuid:uid>/edit/", claims.ClaimEdit.as_view(), name="claim-edit"),
    path(CASE + "claims/<uuid:uid>/withdraw/", claims.ClaimWithdraw.as_view(), name="claim-withdraw"),
]
