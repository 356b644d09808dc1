"""Addresses of the audit room."""

from django.urls import path

from casework.audit import views

app_name = "audit"

urlpatterns = [
    path("cases/<str:ref>/history/", views.CaseHistory.as_view(), name="case-history"),
    path("history/<slug:model>/<uuid:uid>/", views.RecordHistory.as_view(), name="record-history"),
    path("history/<slug:model>/<uuid:uid>/compare/", views.CompareVersions.as_view(), name="compare"),
]
