"""`python -m benchmarks [--size 20000] [--database sqlite|postgresql|both]`: seed, measure, print."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCH_DIR = ROOT / "var" / "bench"


def run_on(kind: str, size: int) -> None:
    """Seed and measure one database; the SQLite file is kept for the next run."""
    address = f"sqlite:///{BENCH_DIR / f'{size}.sqlite3'}"
    server = None
    if kind == "postgresql":
        from tests.pg import start

        server = start(durable=True)
        address = server
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PYTHONHASHSEED": "0",
    }
    for step in ("benchmarks.seed", "benchmarks.measure"):
        subprocess.run([sys.executable, "-m", step, str(size)], cwd=ROOT, env=environment, check=True)


def main() -> None:
    """Read the wishes of the command line or of the Makefile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=int(os.environ.get("SIZE") or 20_000))
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    wishes = parser.parse_args()
    BENCH_DIR.mkdir(parents=True, exist_ok=True)
    kinds = ("sqlite", "postgresql") if wishes.database == "both" else (wishes.database,)
    for kind in kinds:
        run_on(kind, wishes.size)


if __name__ == "__main__":
    main()
