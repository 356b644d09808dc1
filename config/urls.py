"""All addresses: health, language switch, accounts, admin, then the rooms."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from config.health import healthz

# Without this an administrator with a second factor signs in at /admin/login/ by password alone.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "casework.core.oversized.bad_request"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("casework.urls")),
]
