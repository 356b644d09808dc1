"""Addresses of the ladder."""

from django.urls import path

from casework.ladder import views

app_name = "ladder"

urlpatterns = [
    path("ladder/", views.ladder_explained, name="explained"),
    path("cases/<str:ref>/status/", views.CaseStatus.as_view(), name="detail"),
    path("cases/<str:ref>/status/duplicates/", views.DuplicateCheckRecord.as_view(), name="duplicate-check"),
    path("cases/<str:ref>/status/merge/", views.CaseMerge.as_view(), name="merge"),
    path("cases/<str:ref>/status/incidents/<uuid:uid>/", views.IncidentMove.as_view(), name="incident-move"),
    path("cases/<str:ref>/status/move/<slug:key>/", views.CaseMove.as_view(), name="move"),
]
