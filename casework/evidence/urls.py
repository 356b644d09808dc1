"""Addresses of the evidence room."""

from django.urls import path

from .views import acts, adding, files, item, lists

app_name = "evidence"

ITEM = "cases/<str:ref>/evidence/<uuid:uid>/"

urlpatterns = [
    path("evidence/", lists.ItemList.as_view(), name="all"),
    path("cases/<str:ref>/evidence/", lists.CaseItemList.as_view(), name="list"),
    path("cases/<str:ref>/evidence/new/", adding.ItemCreate.as_view(), name="new"),
    path("cases/<str:ref>/evidence/cite/", acts.CiteFor.as_view(), name="cite-for"),
    path(ITEM, item.ItemDetail.as_view(), name="detail"),
    path(f"{ITEM}edit/", adding.ItemEdit.as_view(), name="edit"),
    path(f"{ITEM}file/", files.ItemFile.as_view(), name="file"),
    path(f"{ITEM}preview/", files.ItemPreview.as_view(), name="preview"),
    path(f"{ITEM}check/", acts.FileCheck.as_view(), name="check"),
    path(f"{ITEM}custody/", acts.CustodyAdd.as_view(), name="custody-add"),
    path(f"{ITEM}verification/", acts.StepAdd.as_view(), name="step-add"),
    path(f"{ITEM}verification/<uuid:part>/withdraw/", acts.StepWithdraw.as_view(), name="step-withdraw"),
    path(f"{ITEM}decision/", acts.Decide.as_view(), name="decide"),
    path(f"{ITEM}cite/", acts.Cite.as_view(), name="cite"),
    path(f"{ITEM}cite/<uuid:part>/withdraw/", acts.CitationWithdraw.as_view(), name="citation-withdraw"),
    path(f"{ITEM}level/", acts.LevelSet.as_view(), name="level"),
    path(f"{ITEM}withdraw/", acts.ItemWithdraw.as_view(), name="withdraw"),
]
