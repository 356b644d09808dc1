"""Addresses of the insight room."""

from django.urls import path

from . import views

app_name = "insight"

urlpatterns = [
    path("reports/", views.Reports.as_view(), name="reports"),
    path("reports/workload/", views.Workload.as_view(), name="workload"),
    path("reports/decisions/", views.DecisionList.as_view(), name="decisions"),
    path("scorecard/", views.ScorecardPage.as_view(), name="scorecard"),
    path("scorecard/allegations/", views.AllegationList.as_view(), name="allegations"),
    path("scorecard/explained/", views.FiguresExplained.as_view(), name="explained"),
    path("scorecard/file/", views.ScorecardFile.as_view(), name="scorecard-file"),
    path("publication/figures/", views.FiguresRelease.as_view(), name="public-figures"),
]
