"""Addresses of the intake room."""

from django.urls import path

from casework.intake import views

app_name = "intake"

urlpatterns = [
    path("incidents/new/", views.LogAllegation.as_view(), name="log"),
    path("incidents/new/draft/", views.autosave, name="autosave"),
    path("incidents/new/compare/", views.ComparePanel.as_view(), name="compare"),
    path("incidents/new/outlets/", views.suggest_outlets, name="outlets"),
]
