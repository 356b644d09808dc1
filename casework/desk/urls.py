"""Addresses of the desk: the first page, the list of cases, the overview of each."""

from django.urls import path

from casework.desk import disagreements, exporting, review_views, views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.CaseList.as_view(), name="case-list"),
    path("cases-export/", exporting.CaseExport.as_view(), name="export"),
    path("cases-reassign/", views.Reassign.as_view(), name="reassign"),
    path("disagreements/", disagreements.Disagreements.as_view(), name="disagreements"),
    path("review/", review_views.ReviewQueue.as_view(), name="review"),
    path("review/<slug:kind>/<uuid:uid>/", review_views.ReviewItem.as_view(), name="review-item"),
    path("cases/<str:ref>/", views.CaseOverview.as_view(), name="case-overview"),
]
