"""Range headers: what is sent for each of them, from the pure parser to the answer over HTTP."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.evidence.models import EvidenceItem
from casework.evidence.ranges import Span, Unsatisfiable, parse_range
from casework.evidence.store import path_of
from casework.ledger.models import AccessEvent

SIZE = 20  # len(b"what the witness saw")

SATISFIABLE = [
    ("bytes=0-0", (0, 1)),
    ("bytes=0-19", (0, 20)),
    ("bytes=0-", (0, 20)),
    ("bytes=0-999", (0, 20)),
    ("bytes=5-9", (5, 5)),
    ("bytes=19-", (19, 1)),
    ("bytes=19-19", (19, 1)),
    ("bytes=-1", (19, 1)),
    ("bytes=-20", (0, 20)),
    ("bytes=-500", (0, 20)),
    ("bytes= 5-9 ", (5, 5)),
    ("BYTES=5-9", (5, 5)),
    ("bytes=00005-00009", (5, 5)),
]
IGNORED = [
    "",
    "bytes",
    "bytes=",
    "bytes=-",
    "bytes=a-b",
    "bytes=9-5",
    "bytes=0-4,6-8",
    "bytes=1.5-3",
    "bytes=+1-3",
    "bytes=0x1-0x3",
    "items=0-4",
    "bytes 0-4",
    "bytes=--4",
    "bytes=٠-٤",
    "bytes=0-" + "9" * 40,
    "bytes=" + "9" * 5000 + "-",
]
OUTSIDE = ["bytes=20-", "bytes=20-30", "bytes=999999999999999999-", "bytes=-0"]


@pytest.mark.parametrize(("header", "expected"), SATISFIABLE)
def test_parse_when_inside_then_span(header: str, expected: tuple[int, int]) -> None:
    span = parse_range(header, SIZE)
    assert span is not None and (span.start, span.length) == expected


@pytest.mark.parametrize("header", IGNORED)
def test_parse_when_unreadable_or_several_then_ignored(header: str) -> None:
    assert parse_range(header, SIZE) is None


@pytest.mark.parametrize("header", OUTSIDE)
def test_parse_when_outside_then_unsatisfiable(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        parse_range(header, SIZE)


def test_parse_when_file_is_empty_then_only_whole() -> None:
    assert parse_range("", 0) is None
    for header in ("bytes=0-", "bytes=-1"):
        with pytest.raises(Unsatisfiable):
            parse_range(header, 0)


def test_span_when_shown_then_content_range() -> None:
    assert Span(5, 5, 20).content_range == "bytes 5-9/20"


@pytest.mark.django_db
def test_file_when_asked_for_parts_then_right_answers(item: EvidenceItem, investigator: User) -> None:
    client = Client()
    client.force_login(investigator)
    url = reverse("evidence:file", args=[item.case.reference, item.uid])
    content = path_of(item.sha256).read_bytes()
    assert len(content) == SIZE
    for header, (start, length) in SATISFIABLE:
        answer = client.get(url, headers={"Range": header})
        assert answer.status_code == 206, header
        assert answer.getvalue() == content[start : start + length]
        assert answer["Content-Length"] == str(length)
        assert answer["Content-Range"] == f"bytes {start}-{start + length - 1}/{SIZE}"
    for header in IGNORED:
        if header.isascii():
            answer = client.get(url, headers={"Range": header})
            assert (answer.status_code, answer.getvalue()) == (200, content), header
    for header in OUTSIDE:
        answer = client.get(url, headers={"Range": header})
        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.django_db
def test_file_when_if_range_names_other_bytes_then_whole(item: EvidenceItem, investigator: User) -> None:
    client = Client()
    client.force_login(investigator)
    url = reverse("evidence:file", args=[item.case.reference, item.uid])
    part = {"Range": "bytes=0-3"}
    assert client.get(url, headers=part | {"If-Range": f'"{item.sha256}"'}).status_code == 206
    assert client.get(url, headers=part | {"If-Range": '"other"'}).status_code == 200


@pytest.mark.django_db
def test_file_when_head_then_length_and_no_body(item: EvidenceItem, investigator: User) -> None:
    client = Client()
    client.force_login(investigator)
    answer = client.head(reverse("evidence:file", args=[item.case.reference, item.uid]))
    assert (answer.status_code, answer["Content-Length"]) == (200, str(SIZE))
    assert AccessEvent.objects.filter(object_uid=item.uid, action="download").count() == 1
