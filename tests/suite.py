"""`make test`: the suite on SQLite, then on PostgreSQL. A part that cannot run says why (CI=true: fails).

What runs where. SQLite: everything, browser journeys too when Chromium is found (tests/journeys). PostgreSQL:
every test that asks a database, but no browser, and of the access table the people and objects whose rows a
query chooses. Dates, names, templates, sources and settings are not asked twice (tests/where.py tells them
apart). `make soak` adds the long runs to both.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from config.translations import compile_all
from tests.pg import server_programs
from tests.where import SECOND

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def say(line: str) -> None:
    """Print at once, between the outputs of the runs."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def pytest(*arguments: str, **environment: str) -> int:
    """One run of the suite with its own environment, by two workers (tests/where.py: who runs what)."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *arguments]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Run both databases even when the first fails, and fail if either did."""
    compile_all()
    soak = ["--soak"] if "--soak" in arguments else []
    rest = [argument for argument in arguments if argument != "--soak"]
    os.environ.pop("DATABASE_URL", None)
    # Compiled once for all workers and for the commands that tests start, outside the tree of the project.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / "var" / "test" / "pycache")
    say("== SQLite and browser")
    failed = pytest(*soak, *rest)
    if server_programs() is None:
        say("== PostgreSQL: skipped, its server programs (initdb, postgres) were not found")
        return failed or int(CI)
    say("== PostgreSQL")
    second = [SECOND, "-m", "not journey"]
    return pytest(*soak, *second, *rest, CASEWORK_TEST_DATABASE="postgresql") or failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
