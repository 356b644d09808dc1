"""Addresses of the people room."""

from django.urls import path

from . import views

app_name = "people"

CASE = "cases/<str:ref>/people/"
CONSENT = f"{CASE}<uuid:uid>/consent/<slug:purpose>/"

urlpatterns = [
    path(CASE, views.PeopleTab.as_view(), name="list"),
    path(f"{CASE}new/", views.PersonCreate.as_view(), name="person-new"),
    path(f"{CASE}source/", views.PersonSourceCreate.as_view(), name="person-source-new"),
    path(f"{CASE}<uuid:uid>/", views.PersonDetail.as_view(), name="person-detail"),
    path(f"{CASE}<uuid:uid>/edit/", views.PersonEdit.as_view(), name="person-edit"),
    path(f"{CASE}<uuid:uid>/level/", views.PersonLevel.as_view(), name="person-level"),
    path(f"{CASE}<uuid:uid>/withdraw/", views.PersonWithdraw.as_view(), name="person-withdraw"),
    path(CONSENT, views.ConsentRecord.as_view(), name="consent"),
    path(f"{CONSENT}revoke/", views.ConsentRevoke.as_view(), name="consent-revoke"),
    path(f"{CONSENT}withdraw/", views.ConsentWithdraw.as_view(), name="consent-withdraw"),
    path(f"{CASE}risk/new/", views.RiskCreate.as_view(), name="risk-new"),
    path(f"{CASE}risk/<uuid:uid>/edit/", views.RiskEdit.as_view(), name="risk-edit"),
    path(f"{CASE}risk/<uuid:uid>/withdraw/", views.RiskWithdraw.as_view(), name="risk-withdraw"),
    path("sources/", views.SourceList.as_view(), name="source-list"),
    path("sources/new/", views.SourceCreate.as_view(), name="source-new"),
    path("sources/suggest/", views.suggest_sources, name="source-suggest"),
    path("sources/<uuid:uid>/", views.SourceDetail.as_view(), name="source-detail"),
    path("sources/<uuid:uid>/edit/", views.SourceEdit.as_view(), name="source-edit"),
    path("sources/<uuid:uid>/level/", views.SourceLevel.as_view(), name="source-level"),
    path("sources/<uuid:uid>/withdraw/", views.SourceWithdraw.as_view(), name="source-withdraw"),
]
