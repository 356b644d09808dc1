"""The addresses of all rooms. Each room names its own below its app_name."""

from django.urls import include, path

# Top floor first: `/` and `/cases/` belong to the desk.
ROOMS = (
    "desk",
    "audit",
    "insight",
    "intake",
    "ladder",
    "publication",
    "redress",
    "investigations",
    "evidence",
    "parties",
    "incidents",
    "people",
    "tasks",
    "cases",
    "places",
    "core",
)

urlpatterns = [path("", include(f"casework.{room}.urls")) for room in ROOMS]
