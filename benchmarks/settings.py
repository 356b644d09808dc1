"""Settings of the measured server: like production, but on plain HTTP and with a throw-away secret."""

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR, database, env

BENCH_DIR = VAR_DIR / "bench"
BENCH_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
# The start-up checks let a demonstration do without TLS and second factor; so may a measurement.
CASEWORK_DEMO = True
CASEWORK_SECOND_FACTOR_REQUIRED = False
SECRET_KEY = "benchmark-only-9fK2mQ7xV4nB8cR3tY6wZ1pL5sD0gH-jUeIoA"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DATABASES = {"default": database(env.str("DATABASE_URL"))}
CASEWORK_EVIDENCE_ROOT = BENCH_DIR / "evidence"
STATIC_ROOT = BENCH_DIR / "static"
