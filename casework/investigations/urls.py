"""Addresses of the investigations room."""

from django.urls import path

from . import views

app_name = "investigations"

CASE = "cases/<str:ref>/assessments/"

urlpatterns = [
    path(CASE, views.AssessmentList.as_view(), name="list"),
    path(f"{CASE}new/<uuid:violation>/", views.AssessmentCreate.as_view(), name="assessment-new"),
    path(f"{CASE}<uuid:uid>/", views.AssessmentDetail.as_view(), name="assessment-detail"),
    path(f"{CASE}<uuid:uid>/withdraw/", views.AssessmentWithdraw.as_view(), name="assessment-withdraw"),
]
