"""The demonstration: `python -m config.demo [serve | prepare | reset]`. What `make demo` runs.

Everything lies under var/demo. The first start builds it (about a minute); later ones serve at once and
change nothing.
"""

import hashlib
import os
import secrets
import shutil
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from gunicorn.app.wsgiapp import run

from config.translations import compile_all

ROOT = Path(__file__).resolve().parent.parent
DEMO_DIR = ROOT / "var" / "demo"
LOADED = DEMO_DIR / "loaded"
PASSWORD = DEMO_DIR / "password"
STATIC_STAMP = DEMO_DIR / "static-stamp"
HOST = "127.0.0.1"


def say(line: str) -> None:
    """Tell the person at the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def reset() -> None:
    """Throw the demonstration away; the next start builds a new one."""
    shutil.rmtree(DEMO_DIR, ignore_errors=True)
    say("The demonstration was removed; `make demo` builds a new one.")


def password() -> str:
    """The one password of all demo accounts: made, or taken from the environment, when the demo is loaded."""
    if not PASSWORD.exists():
        DEMO_DIR.mkdir(parents=True, exist_ok=True)
        PASSWORD.touch(mode=0o600)
        chosen = os.environ.get("CASEWORK_DEMO_PASSWORD") or f"demo-{secrets.token_hex(6)}"
        PASSWORD.write_text(chosen, encoding="utf-8")
    return PASSWORD.read_text(encoding="utf-8")


def static_fingerprint() -> str:
    """Changes when a static file or a package changes."""
    digest = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def prepare() -> None:
    """Build what is missing: database, demonstration data, translations, static files."""
    if DEMO_DIR.exists() and not LOADED.exists():
        say("An earlier start was interrupted: starting over.")
        shutil.rmtree(DEMO_DIR)
    os.environ["CASEWORK_DEMO_PASSWORD"] = password()
    compile_all()
    django.setup()
    first = not LOADED.exists()
    if first:
        say("Building the demonstration: database, cases, static files. This takes about a minute, once.")
    call_command("migrate", verbosity=0, interactive=False)
    if first:
        call_command("load_demo")
        LOADED.touch()
    fingerprint = static_fingerprint()
    if not STATIC_STAMP.exists() or STATIC_STAMP.read_text(encoding="ascii") != fingerprint:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        STATIC_STAMP.write_text(fingerprint, encoding="ascii")


def free_port(wish: str) -> int:
    """The port asked for, or any free one when none is named.

    Raises:
        SystemExit: something else listens there.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(wish or 0)))
        except (OSError, ValueError, OverflowError):
            raise SystemExit(
                f"Port {wish} cannot be used: try another, as in `make demo PORT=8001`."
            ) from None
        return probe.getsockname()[1]


def serve(port: int) -> None:
    """Replace nothing, listen on this machine only, and print address and accounts when ready."""
    os.environ["CASEWORK_DEMO_PORT"] = str(port)
    sys.argv = ["gunicorn", "--config", "python:config.demo_server", "config.wsgi:application"]
    run()


def main(command: str) -> None:
    """Do what the Makefile asks for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    if command == "reset":
        reset()
        return
    port = free_port(os.environ.get("PORT", "8000")) if command == "serve" else 0
    prepare()
    if command == "serve":
        serve(port)
    else:
        say(f"Ready in {settings.BASE_DIR / 'var' / 'demo'}.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "serve")
