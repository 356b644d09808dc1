"""Cases, items and a violation for the tests of the evidence room."""

import contextlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from PIL import Image

from accounts.models import User
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.evidence.actions import register_evidence
from casework.evidence.models import EvidenceItem
from casework.evidence.uploads import store_bytes
from casework.incidents.models import Incident, Violation, ViolationType
from tests.factories import join_case, make_case


@contextlib.contextmanager
def refused(error: type[Exception], match: str | None = None) -> Iterator[Any]:
    """Expect an act to be refused and to leave the transaction of the test usable."""
    with pytest.raises(error, match=match) as info, transaction.atomic():
        yield info


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    """A case with an investigator as its lead and a supervisor as a member."""
    case = make_case(investigator)
    join_case(case, supervisor)
    return case


@pytest.fixture
def item(case: Case, investigator: User) -> EvidenceItem:
    """A text file, registered by the investigator."""
    return make_item(case, investigator)


@pytest.fixture
def violation(case: Case, investigator: User) -> Violation:
    """An alleged violation in the case, of a kind that is not protected."""
    with audit_context(actor=investigator):
        incident = Incident(case=case, title="Strike on a house")
        incident.save()
        violation = Violation(case=case, incident=incident, type=ViolationType.objects.get(code="ATT-04"))
        violation.save()
    return violation


def make_item(
    case: Case, user: User, content: bytes = b"what the witness saw", **values: Any
) -> EvidenceItem:
    """An item with a file."""
    how = {
        name: values.pop(name) for name in ("confidentiality", "derived_from", "copy_kind") if name in values
    }
    return register_evidence(
        actor=user,
        case=case,
        values={"title": "Statement", "kind": "witness_statement"} | values,
        file=store_bytes(content, values.pop("name", "statement.txt")),
        **how,
    )


@pytest.fixture
def picture() -> bytes:
    """A photograph made here, with a camera's name, a place and an orientation in its metadata."""
    image = Image.new("RGB", (80, 40), "navy")
    exif = image.getexif()
    exif[0x0110] = "SECRETCAM"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    return stream.getvalue()
