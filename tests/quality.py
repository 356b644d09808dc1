"""`make check`: everything about the code that needs no test run. All parts run; any fault fails."""

import os
import subprocess
import sys

from cryptography.fernet import Fernet

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "for-this-check-only-kX9v2bQ7mZr4TnW8yLp3sHd6fGj1cVa5eUo0iRtBqNwM",
    "ALLOWED_HOSTS": "cases.example.org",
    "CASEWORK_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
}
PARTS: tuple[tuple[str, list[str], dict[str, str]], ...] = (
    ("style", ["-m", "ruff", "check", "."], {}),
    ("format", ["-m", "ruff", "format", "--check", "-q", "."], {}),
    ("templates", ["-m", "djlint", "templates", "--lint", "--quiet"], {}),
    ("types", ["-m", "mypy"], {}),
    ("migrations", ["manage.py", "makemigrations", "--check", "--dry-run", "--noinput"], {}),
    ("deployment", ["manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("translations", ["-m", "config.translations", "check"], {}),
)


def main() -> int:
    """Run every part, name each with its result."""
    failed = 0
    for name, command, environment in PARTS:
        done = subprocess.run(
            [sys.executable, *command],
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        sys.stdout.write(f"{'ok   ' if done.returncode == 0 else 'FAULT'}  {name}\n")
        if done.returncode:
            failed = 1
            sys.stdout.write(done.stdout + done.stderr)
        sys.stdout.flush()
    return failed


if __name__ == "__main__":
    sys.exit(main())
