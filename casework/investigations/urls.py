"""Addresses of the investigations room."""

from django.urls import path

from . import views

app_name = "investigations"

CASE = "cases/<str:ref>/assessments/"
INQUIRIES = "cases/<str:ref>/investigations/"
RATINGS = f"{INQUIRIES}ratings/<uuid:uid>/"
GRADES = f"{INQUIRIES}grades/"
FINDINGS = "cases/<str:ref>/findings/"
REPLIES = f"{FINDINGS}replies/<uuid:uid>/"
QUESTIONS = "cases/<str:ref>/questions/"
SECOND = "cases/<str:ref>/second-reviews/"

urlpatterns = [
    path(CASE, views.AssessmentList.as_view(), name="list"),
    path(f"{CASE}new/<uuid:violation>/", views.AssessmentCreate.as_view(), name="assessment-new"),
    path(f"{CASE}<uuid:uid>/", views.AssessmentDetail.as_view(), name="assessment-detail"),
    path(f"{CASE}<uuid:uid>/withdraw/", views.AssessmentWithdraw.as_view(), name="assessment-withdraw"),
    path("investigations/effective/", views.EffectiveExplained.as_view(), name="effective"),
    path(INQUIRIES, views.InvestigationList.as_view(), name="investigation-list"),
    path(f"{INQUIRIES}new/", views.InvestigationCreate.as_view(), name="investigation-new"),
    path(f"{INQUIRIES}<uuid:uid>/", views.InvestigationDetail.as_view(), name="investigation-detail"),
    path(f"{INQUIRIES}<uuid:uid>/edit/", views.InvestigationEdit.as_view(), name="investigation-edit"),
    path(
        f"{INQUIRIES}<uuid:uid>/withdraw/",
        views.InvestigationWithdraw.as_view(),
        name="investigation-withdraw",
    ),
    path(f"{INQUIRIES}<uuid:uid>/cite/", views.DocumentCreate.as_view(), name="document-new"),
    path(f"{INQUIRIES}<uuid:uid>/rate/", views.RatingCreate.as_view(), name="rating-new"),
    path(RATINGS, views.RatingDetail.as_view(), name="rating-detail"),
    path(f"{RATINGS}withdraw/", views.RatingWithdraw.as_view(), name="rating-withdraw"),
    path(f"{RATINGS}cite/", views.RatingCite.as_view(), name="rating-cite"),
    path(
        f"{INQUIRIES}documents/<uuid:uid>/withdraw/",
        views.DocumentWithdraw.as_view(),
        name="document-withdraw",
    ),
    path(f"{GRADES}new/<uuid:incident>/", views.GradeCreate.as_view(), name="grade-new"),
    path(f"{GRADES}<uuid:uid>/withdraw/", views.GradeWithdraw.as_view(), name="grade-withdraw"),
    path(FINDINGS, views.FindingList.as_view(), name="findings"),
    path(f"{FINDINGS}new/", views.FindingCreate.as_view(), name="finding-new"),
    path(f"{FINDINGS}<uuid:uid>/", views.FindingDetail.as_view(), name="finding-detail"),
    path(f"{FINDINGS}<uuid:uid>/edit/", views.FindingEdit.as_view(), name="finding-edit"),
    path(f"{FINDINGS}<uuid:uid>/conclude/<uuid:violation>/", views.Conclude.as_view(), name="conclude"),
    path(f"{FINDINGS}<uuid:uid>/ask/<uuid:party>/", views.AskParty.as_view(), name="party-ask"),
    path(
        f"{FINDINGS}<uuid:uid>/not-asked/<uuid:party>/", views.PartyNotAsked.as_view(), name="party-not-asked"
    ),
    path(f"{FINDINGS}conclusions/<uuid:uid>/cite/", views.ConclusionCite.as_view(), name="conclusion-cite"),
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
