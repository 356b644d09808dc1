"""For real cases. What must be chosen comes from the environment; unsafe values refuse to start."""

from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, VAR_DIR, database, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="insecure-none-set")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "whitenoise.runserver_nostatic"]
CASEWORK_SECOND_FACTOR_REQUIRED = env.bool("CASEWORK_SECOND_FACTOR_REQUIRED", default=True)

# TLS ends in front of this program. The variable exists to be refused by the check, not to be used.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not env.bool(
    "CASEWORK_INSECURE_COOKIES", default=False
)
SESSION_COOKIE_NAME = "__Host-sessionid" if SESSION_COOKIE_SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if CSRF_COOKIE_SECURE else "csrftoken"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# An onion service has no certificate to insist on.
ONION_ONLY = bool(ALLOWED_HOSTS) and all(host.endswith(".onion") for host in ALLOWED_HOSTS)
SECURE_HSTS_SECONDS = 0 if ONION_ONLY else 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

if env.str("CACHE_URL", default=""):
    CACHES = {"default": env.cache_url("CACHE_URL")}

DATA_DIR = VAR_DIR / "production"
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}"))}
CASEWORK_EVIDENCE_ROOT = Path(env.str("CASEWORK_EVIDENCE_ROOT", default=str(DATA_DIR / "evidence")))
