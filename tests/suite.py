"""`make test`: the suite on SQLite, then on PostgreSQL. A part that cannot run says why (CI=true: fails).

Browser journeys run with the first database when Chromium is found (tests/journeys).
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from config.translations import compile_all
from tests.pg import server_programs

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def say(line: str) -> None:
    """Print at once, between the outputs of the runs."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def pytest(*arguments: str, **environment: str) -> int:
    """One run of the suite with its own environment.

    Tests are handed out one by one, those of a group together (xdist_group: they share a costly fixture).
    """
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *arguments]
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
    browser = ["-m", "not journey"]
    return pytest(*soak, *browser, *rest, CASEWORK_TEST_DATABASE="postgresql") or failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
