"""Where the tests find the real public data sets; a test that needs one skips where it is absent."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("CASEWORK_TEST_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")


def data_file(name: str) -> Path:
    """Return the file, or skip the test that asks for it."""
    path = ROOT / name
    if not path.is_file():
        pytest.skip(f"{path} is not there; set CASEWORK_TEST_DATA to the folder of public data.")
    return path
