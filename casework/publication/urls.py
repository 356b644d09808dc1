"""Addresses of the publication room: its tab of a case, and the public site."""

from django.urls import path

from . import views

app_name = "publication"

CASE = "cases/<str:ref>/publication/"
VERSION = f"{CASE}<uuid:uid>/"
PUBLIC = "findings/<slug:lang>/"

urlpatterns = [
    path(CASE, views.PublicationTab.as_view(), name="case"),
    path(f"{CASE}new/", views.VersionCreate.as_view(), name="version-new"),
    path(f"{CASE}withdraw/", views.PublicationWithdraw.as_view(), name="withdraw"),
    path(VERSION, views.VersionDetail.as_view(), name="version-detail"),
    path(f"{VERSION}edit/", views.VersionEdit.as_view(), name="version-edit"),
    path(f"{VERSION}words/", views.WordsChoose.as_view(), name="words"),
    path(f"{VERSION}evidence/new/", views.EvidenceAdd.as_view(), name="evidence-new"),
    path(f"{VERSION}evidence/<uuid:part>/", views.EvidenceChange.as_view(), name="evidence-edit"),
    path(f"{VERSION}evidence/<uuid:part>/drop/", views.EvidenceDrop.as_view(), name="evidence-drop"),
    path(f"{VERSION}people/new/", views.PersonMention.as_view(), name="mention-new"),
    path(f"{VERSION}people/<uuid:part>/drop/", views.MentionDrop.as_view(), name="mention-drop"),
    path(f"{VERSION}checklist/", views.Checklist.as_view(), name="checklist"),
    path(f"{VERSION}hits/<slug:key>/", views.HitKeep.as_view(), name="hit-keep"),
    path(f"{VERSION}preview/<slug:lang>/", views.Preview.as_view(), name="preview"),
    path(f"{VERSION}changes/<slug:lang>/", views.VersionCompare.as_view(), name="version-compare"),
    path(f"{VERSION}propose/", views.VersionPropose.as_view(), name="propose"),
    path(f"{VERSION}return/", views.VersionReturn.as_view(), name="return"),
    path(f"{VERSION}publish/", views.VersionPublish.as_view(), name="publish"),
    path("findings/", views.choose_language, name="findings"),
    path("findings/files/<str:name>", views.data_file, name="file"),
    path("findings/sitemap.xml", views.site_map, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(PUBLIC, views.front, name="front"),
    path(f"{PUBLIC}data/", views.data, name="data"),
    path(f"{PUBLIC}how/", views.method, name="method"),
    path(f"{PUBLIC}corrections/", views.corrections, name="corrections"),
    path(f"{PUBLIC}feed.xml", views.feed, name="feed"),
    path(f"{PUBLIC}<slug:reference>/", views.finding, name="finding"),
    path(f"{PUBLIC}<slug:reference>/v<int:number>/", views.finding, name="finding-version"),
    path(f"{PUBLIC}<slug:reference>/v<int:former>/v<int:number>/", views.compare, name="finding-compare"),
    path(f"{PUBLIC}<path:rest>", views.missing, name="missing"),
    path("findings/<path:rest>", views.elsewhere, name="elsewhere"),
]
