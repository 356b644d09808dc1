"""People, a live server and a browser for the journeys."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from casework.core.context import audit_context
from tests.browser import chromium
from tests.factories import make_user


@pytest.fixture
def open_page() -> Iterator[Callable[..., Any]]:
    """Opens pages in Chromium; faults of any of them fail the test."""
    with chromium() as opener:
        yield opener


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    """Those who meet in the main job."""
    return {
        "investigator": make_user(Role.INVESTIGATOR, "Ines North"),
        "supervisor": make_user(Role.SUPERVISOR, "Samir South"),
        "outsider": make_user(Role.INVESTIGATOR, "Otto Outside"),
    }


def speak(user: User, language: str) -> None:
    """Choose the language of a person's interface."""
    with audit_context(actor=user):
        user.language = language
        user.save()


@pytest.fixture
def photograph() -> bytes:
    """A picture as a telephone makes it: turned, with the place it was taken at in its metadata."""
    picture = Image.new("RGB", (320, 200), (120, 130, 140))
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: a quarter turn
    exif[0x010F] = "Telephone of a witness"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 20.0, 0.0), 3: "E", 4: (43.0, 6.0, 0.0)})
    buffer = BytesIO()
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()
