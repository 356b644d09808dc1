"""Addresses of the cases room. `/cases/` and `/cases/<ref>/` belong to the desk."""

from django.urls import path

from casework.cases import views

app_name = "cases"

urlpatterns = [
    path("cases/<str:ref>/edit/", views.CaseEdit.as_view(), name="edit"),
    path("cases/<str:ref>/access/", views.AccessTab.as_view(), name="access"),
    path("cases/<str:ref>/access/add/", views.MemberAdd.as_view(), name="member-add"),
    path("cases/<str:ref>/access/join/", views.CaseJoin.as_view(), name="join"),
    path("cases/<str:ref>/access/level/", views.LevelSet.as_view(), name="level"),
    path("cases/<str:ref>/access/lead/", views.LeadSet.as_view(), name="lead"),
    path("cases/<str:ref>/access/<uuid:uid>/", views.MemberEdit.as_view(), name="member-edit"),
    path("cases/<str:ref>/access/<uuid:uid>/end/", views.MemberEnd.as_view(), name="member-end"),
    path("take-overs/", views.take_over_list, name="take-over-list"),
    path("take-overs/<str:ref>/", views.TakeOverAct.as_view(), name="take-over"),
]
