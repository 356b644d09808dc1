"""Addresses of the tasks room."""

from django.urls import path

from casework.tasks import views

app_name = "tasks"

urlpatterns = [
    path("tasks/", views.MyTasks.as_view(), name="list"),
    path("inbox/", views.Inbox.as_view(), name="inbox"),
    path("cases/<str:ref>/tasks/", views.CaseTasks.as_view(), name="case-list"),
    path("cases/<str:ref>/tasks/new/", views.TaskCreate.as_view(), name="task-new"),
    path("cases/<str:ref>/tasks/<uuid:uid>/", views.TaskEdit.as_view(), name="task-edit"),
    path("cases/<str:ref>/tasks/<uuid:uid>/end/", views.TaskEnd.as_view(), name="task-end"),
    path("cases/<str:ref>/notes/new/", views.NoteCreate.as_view(), name="note-new"),
    path("cases/<str:ref>/notes/<uuid:uid>/", views.NoteEdit.as_view(), name="note-edit"),
    path("cases/<str:ref>/notes/<uuid:uid>/withdraw/", views.NoteWithdraw.as_view(), name="note-withdraw"),
]
