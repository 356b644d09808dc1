"""Addresses of accounts. They stand before allauth's and take the place of those of its pages we close."""

from django.urls import include, path, re_path

from accounts import views

own = [
    path("", views.Profile.as_view(), name="profile"),
    path("exit/", views.leave, name="exit"),
    path("exit/done/", views.gone, name="gone"),
    path("invitation/<str:token>/", views.accept_invitation, name="invitation"),
    path("new-password/<str:token>/", views.use_password_link, name="password-link"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("password/reset/", views.forgotten_password),
    path("2fa/webauthn/keys/<int:pk>/remove/", views.RemoveKey.as_view()),
    re_path(r"^(?:email|confirm-email|password/set|inactive)/", views.closed),
]
