"""Addresses of the investigations room."""

from django.urls import path

from . import views

app_name = "investigations"

CASE = "cases/<str:ref>/assessments/"
FINDINGS = "cases/<str:ref>/findings/"
REPLIES = f"{FINDINGS}replies/<uuid:uid>/"
QUESTIONS = "cases/<str:ref>/questions/"
SECOND = "cases/<str:ref>/second-reviews/"

urlpatterns = [
    path(CASE, views.AssessmentList.as_view(), name="list"),
    path(f"{CASE}new/<uuid:violation>/", views.AssessmentCreate.as_view(), name="assessment-new"),
    path(f"{CASE}<uuid:uid>/", views.AssessmentDetail.as_view(), name="assessment-detail"),
    path(f"{CASE}<uuid:uid>/withdraw/", views.AssessmentWithdraw.as_view(), name="assessment-withdraw"),
    path(FINDINGS, views.FindingList.as_view(), name="findings"),
    path(f"{FINDINGS}new/", views.FindingCreate.as_view(), name="finding-new"),
    path(f"{FINDINGS}<uuid:uid>/", views.FindingDetail.as_view(), name="finding-detail"),
    path(f"{FINDINGS}<uuid:uid>/edit/", views.FindingEdit.as_view(), name="finding-edit"),
    path(f"{FINDINGS}<uuid:uid>/conclude/<uuid:violation>/", views.Conclude.as_view(), name="conclude"),
    path(f"{FINDINGS}<uuid:uid>/ask/<uuid:party>/", views.AskParty.as_view(), name="party-ask"),
    path(
        f"{FINDINGS}<uuid:uid>/not-asked/<uuid:party>/", views.PartyNotAsked.as_view(), name="party-not-asked"
    ),
    path(
        f"{FINDINGS}conclusions/<uuid:uid>/withdraw/",
        views.ConclusionWithdraw.as_view(),
        name="conclusion-withdraw",
    ),
    path(f"{REPLIES}answer/", views.ReplyAnswer.as_view(), name="reply-answer"),
    path(f"{REPLIES}silence/", views.ReplySilence.as_view(), name="reply-silence"),
    path(f"{REPLIES}withdraw/", views.ReplyWithdraw.as_view(), name="reply-withdraw"),
    path(f"{QUESTIONS}<slug:kind>/<uuid:uid>/", views.ChallengeCreate.as_view(), name="challenge-new"),
    path(f"{QUESTIONS}<uuid:uid>/answer/", views.ChallengeAnswer.as_view(), name="challenge-answer"),
    path(f"{QUESTIONS}<uuid:uid>/withdraw/", views.ChallengeWithdraw.as_view(), name="challenge-withdraw"),
    path("cases/<str:ref>/contrary/<uuid:uid>/", views.ContraryWrite.as_view(), name="contrary-answer"),
    path(f"{SECOND}ask/<slug:kind>/<uuid:uid>/", views.SecondReviewAsk.as_view(), name="second-review-ask"),
    path(f"{SECOND}<uuid:uid>/opinion/", views.OpinionGive.as_view(), name="opinion-give"),
    path(
        f"{SECOND}<uuid:uid>/withdraw/", views.SecondReviewWithdraw.as_view(), name="second-review-withdraw"
    ),
]
