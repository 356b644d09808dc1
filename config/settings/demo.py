"""The demonstration on this machine: real settings, but no TLS and no compulsory second factor."""

import secrets
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR, database, env

DEMO_DIR = VAR_DIR / "demo"
DEMO_DIR.mkdir(parents=True, exist_ok=True)


def kept_secret(name: str) -> str:
    """A random value made once and kept, so that a restart signs nobody out."""
    path = DEMO_DIR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


DEBUG = False
CASEWORK_DEMO = True
SECRET_KEY = kept_secret("secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
CASEWORK_SECOND_FACTOR_REQUIRED = False
DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{DEMO_DIR / 'db.sqlite3'}"))}
CASEWORK_EVIDENCE_ROOT = Path(env.str("CASEWORK_EVIDENCE_ROOT", default=str(DEMO_DIR / "evidence")))
CASEWORK_DEMO_PASSWORD = env.str("CASEWORK_DEMO_PASSWORD", default="")
STATIC_ROOT = DEMO_DIR / "static"
