"""Addresses of the redress room."""

from django.urls import path

from . import views

app_name = "redress"

CASE = "cases/<str:ref>/redress/"
COMMON = "recommendations/"

urlpatterns = [
    path(CASE, views.CaseRedress.as_view(), name="case-list"),
    path(f"{CASE}status/", views.StatusEdit.as_view(), name="status-edit"),
    path(f"{CASE}claims/new/", views.ClaimCreate.as_view(), name="claim-new"),
    path(f"{CASE}claims/<uuid:uid>/", views.ClaimDetail.as_view(), name="claim-detail"),
    path(f"{CASE}claims/<uuid:uid>/edit/", views.ClaimEdit.as_view(), name="claim-edit"),
    path(f"{CASE}claims/<uuid:uid>/withdraw/", views.ClaimWithdraw.as_view(), name="claim-withdraw"),
    path(f"{CASE}referrals/new/", views.ReferralCreate.as_view(), name="referral-new"),
    path(f"{CASE}referrals/<uuid:uid>/edit/", views.ReferralEdit.as_view(), name="referral-edit"),
    path(f"{CASE}referrals/<uuid:uid>/withdraw/", views.ReferralWithdraw.as_view(), name="referral-withdraw"),
    path(f"{CASE}recommendations/link/", views.LinkCreate.as_view(), name="link-new"),
    path(f"{CASE}recommendations/<uuid:uid>/withdraw/", views.LinkWithdraw.as_view(), name="link-withdraw"),
    path("compensation/", views.ClaimBoard.as_view(), name="claim-board"),
    path("referrals/", views.ReferralBoard.as_view(), name="referral-board"),
    path(COMMON, views.RecommendationBoard.as_view(), name="recommendation-board"),
    path(f"{COMMON}new/", views.RecommendationCreate.as_view(), name="recommendation-new"),
    path(f"{COMMON}<uuid:uid>/", views.RecommendationDetail.as_view(), name="recommendation-detail"),
    path(f"{COMMON}<uuid:uid>/edit/", views.RecommendationEdit.as_view(), name="recommendation-edit"),
    path(f"{COMMON}<uuid:uid>/grade/", views.RecommendationGrade.as_view(), name="recommendation-grade"),
    path(f"{COMMON}<uuid:uid>/respond/", views.ResponseCreate.as_view(), name="response-new"),
    path(
        f"{COMMON}<uuid:uid>/withdraw/",
        views.RecommendationWithdraw.as_view(),
        name="recommendation-withdraw",
    ),
    path(
        f"{COMMON}responses/<uuid:uid>/withdraw/", views.ResponseWithdraw.as_view(), name="response-withdraw"
    ),
]
