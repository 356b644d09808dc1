"""For work on the code: no setting needed, debug pages on, nothing compulsory. Never for real cases."""

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES, VAR_DIR

DEBUG = True
SECRET_KEY = "insecure-development-key-not-for-real-cases"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CASEWORK_SECOND_FACTOR_REQUIRED = False
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# SQLite makes the file but not the folder.
(VAR_DIR / "dev").mkdir(parents=True, exist_ok=True)
# config.wsgi refuses what is unsafe for real cases; the development server uses Django's own entry.
WSGI_APPLICATION = None  # type: ignore[assignment]
