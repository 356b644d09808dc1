"""The addresses of all rooms. Each room names its own below its app_name."""

from importlib.util import find_spec

from django.urls import include, path

# Top floor first: `/` and `/cases/` belong to the desk.
ROOMS = (
    "desk",
    "audit",
    "intake",
    "ladder",
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


def _written(room: str) -> bool:
    """Whether the room has addresses yet."""
    return bool(find_spec(f"casework.{room}") and find_spec(f"casework.{room}.urls"))


urlpatterns = [path("", include(f"casework.{room}.urls")) for room in ROOMS if _written(room)]
