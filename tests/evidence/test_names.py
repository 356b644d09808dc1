"""Odd file names: kept as data, shown honestly, sent in a form every system can save."""

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.names import disposition, keep_name, show_name

ODD = [
    "photo.jpg",
    "صورة البيت.jpg",
    "photo\u202egpj.exe",
    "\u2066isolate\u2069.txt",
    "a\x00b.txt",
    "\ud800lone.txt",
    "x" * 4096 + ".jpg",
    "../../etc/passwd",
    "..\\..\\windows\\system32",
    "CON",
    "nul.txt",
    ".htaccess",
    "",
    "   ",
    "name\r\nSet-Cookie: x=1",
    'quo"te;semi=1.txt',
    "100%.txt",
    "tab\tname.txt",
    "emoji 💥.png",
    "file.tar.gz",
    "é" * 300,
    "\u200bzero\u200bwidth",
    "<script>alert(1)</script>.svg",
    "a/b/c.png",
]


@pytest.mark.parametrize("name", ODD)
def test_disposition_when_odd_then_one_safe_header(name: str) -> None:
    header = disposition("E-2017-K3QP7D", keep_name(name))
    assert header.isascii() and "\r" not in header and "\n" not in header and "\x00" not in header
    plain, starred = header.split("; ")[1:3]
    assert plain.startswith('filename="') and plain.count('"') == 2
    sent = unquote(starred.removeprefix("filename*=UTF-8''"))
    assert "E-2017-K3QP7D" in sent and "/" not in sent and "\\" not in sent and len(sent) <= 120
    assert not sent.startswith(".") and "\u202e" not in sent


def test_disposition_when_arabic_then_true_name_beside_the_plain_one() -> None:
    header = disposition("E-1", "صورة البيت.jpg")
    assert "صورة البيت.jpg" in unquote(header.split("filename*=UTF-8''")[1])


def test_disposition_when_long_then_extension_kept() -> None:
    assert disposition("E-1", "x" * 4096 + ".jpeg").endswith(".jpeg")


def test_keep_when_nul_or_surrogate_then_storable_and_else_unchanged() -> None:
    assert keep_name("a\x00b\ud800") == "a\ufffdb\ufffd"
    for name in ("photo\u202egpj.exe", "صورة.jpg", "a/b"):
        assert keep_name(name) == name


def test_show_when_bidi_control_then_written_out() -> None:
    assert show_name("photo\u202egpj.exe") == "photo[U+202E]gpj.exe"
    assert show_name("صورة\u200cها.jpg") == "صورة\u200cها.jpg"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_names_when_anything_then_no_error(name: str) -> None:
    kept = keep_name(name)
    kept.encode()
    show_name(kept)
    assert disposition("E-1", kept).isascii()
