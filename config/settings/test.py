"""For the test suite: a database file of its own, fast password hashes, plain static files."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, STORAGES, VAR_DIR, env

TEST_NAME = env.str("CASEWORK_TEST_NAME", default="suite")
TEST_DIR = VAR_DIR / "test"
STATIC_ROOT = TEST_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = "test-key-test-key-test-key-test-key-test-key-test-key-test-key"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Tests of the second factor switch it on; all others use force_login.
CASEWORK_SECOND_FACTOR_REQUIRED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A file, not memory: live servers and threads need real locks and a real write-ahead log.
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_DIR / f"{TEST_NAME}.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_{TEST_NAME}"}
CASEWORK_EVIDENCE_ROOT = Path(tempfile.gettempdir()) / f"casework-evidence-{TEST_NAME}"
LOGGING = {"version": 1, "disable_existing_loggers": False}
