"""Hostile files: kept to the byte, never rendered, never an error; previews carry nothing but pixels."""

import io
import os
import subprocess
import sys
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from casework.cases.models import Case
from casework.evidence.models import EvidenceItem
from casework.evidence.previews import CHILD, preview_of, preview_path
from casework.evidence.store import path_of
from casework.evidence.uploads import sniff, store_bytes
from casework.ledger.models import AccessEvent
from tests.evidence.conftest import make_item
from tests.evidence.test_pages import address, upload
from tests.public_data import ROOT

FILES = sorted(path for name in ("hostile", "exif") for path in (ROOT / name).rglob("*") if path.is_file())
needs_data = pytest.mark.skipif(not FILES, reason="the shared test data is not here (CASEWORK_TEST_DATA)")
MARKERS = (b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"Photoshop", b"SECRETCAM", b"<x:xmpmeta")


@needs_data
@pytest.mark.once
@pytest.mark.django_db
def test_upload_when_hostile_then_kept_exactly_and_no_error(investigator: User, case: Case) -> None:
    client = Client()
    client.force_login(investigator)
    for path in FILES:
        content = path.read_bytes()
        answer = upload(client, case, SimpleUploadedFile(path.name, content))
        assert answer.status_code == 302, path
        item = EvidenceItem.objects.latest("id")
        assert path_of(item.sha256).read_bytes() == content and item.size == len(content)
        assert item.original_name == path.name
        assert client.get(item.get_absolute_url()).status_code == 200, path
        served = client.get(address("file", item))
        assert served.getvalue() == content
        assert served["Content-Type"] == "application/octet-stream"
        assert served["Content-Disposition"].startswith("attachment;")
        picture = client.get(address("preview", item))
        assert picture.status_code in (200, 404), path
        if picture.status_code == 200:
            check_only_pixels(picture.content)


def check_only_pixels(content: bytes) -> None:
    image = Image.open(io.BytesIO(content))
    image.load()
    assert image.format == "JPEG" and max(image.size) <= 1600
    assert not image.getexif() and not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(
        image.info
    )
    assert not any(marker in content for marker in MARKERS)


def test_preview_when_exif_then_turned_stripped_and_original_untouched(picture: bytes) -> None:
    assert b"SECRETCAM" in picture
    stored = store_bytes(picture, "p.jpg")
    path = preview_of(stored.sha256)
    assert path is not None
    check_only_pixels(path.read_bytes())
    assert Image.open(path).size == (40, 80)  # orientation 6 of an 80 x 40 picture
    assert path_of(stored.sha256).read_bytes() == picture


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "TIFF"])
def test_preview_when_other_formats_then_made(kind: str) -> None:
    stream = io.BytesIO()
    Image.new("RGBA" if kind in ("PNG", "WEBP") else "RGB", (30, 20), "red").save(stream, kind)
    path = preview_of(store_bytes(stream.getvalue(), "p").sha256)
    assert path is not None
    check_only_pixels(path.read_bytes())


def test_preview_when_pixel_bomb_then_none_and_not_tried_again() -> None:
    stream = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(stream, "PNG")
    stored = store_bytes(stream.getvalue(), "bomb.png")
    assert preview_of(stored.sha256) is None
    assert preview_path(stored.sha256).stat().st_size == 0
    stamp = preview_path(stored.sha256).stat().st_mtime_ns
    assert preview_of(stored.sha256) is None
    assert preview_path(stored.sha256).stat().st_mtime_ns == stamp


def test_preview_when_file_is_missing_or_garbage_then_none() -> None:
    assert preview_of("0" * 64) is None
    for content in (b"\xff\xd8\xff\xe0garbage", b"<svg onload=alert(1)>", b"GIF89a" + b"\x00" * 40, b""):
        assert preview_of(store_bytes(content, "x").sha256) is None


def test_child_when_run_then_limits_itself_before_reading() -> None:
    probe = (
        f"import runpy, resource; child = runpy.run_path({str(CHILD)!r}); child['limit']();"
        "print([resource.getrlimit(getattr(resource, 'RLIMIT_' + n))[0] for n in"
        " ('CPU', 'AS', 'FSIZE', 'NOFILE', 'NPROC', 'CORE')])"
    )
    said = subprocess.run(
        [sys.executable, "-I", "-c", probe], capture_output=True, text=True, check=True, env={}
    )
    assert said.stdout.strip() == str([20, 512 * 1024 * 1024, 8 * 1024 * 1024, 16, 0, 0])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["file", "preview"])
def test_serving_when_any_then_guarded_and_recorded_first(
    name: str, case: Case, investigator: User, picture: bytes
) -> None:
    item = make_item(case, investigator, picture, name="صورة\u202e.jpg")
    client = Client()
    client.force_login(investigator)
    answer = client.get(address(name, item))
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert item.reference in unquote(answer["Content-Disposition"])
    assert "\u202e" not in unquote(answer["Content-Disposition"])
    # The body has not been read yet, and the look is written down.
    assert AccessEvent.objects.filter(object_uid=item.uid, action__in=("download", "view")).exists()


@pytest.mark.django_db
def test_serving_when_look_cannot_be_recorded_then_503_and_no_bytes(
    item: EvidenceItem, investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_facts: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr("casework.evidence.views.files.record_access", broken)
    client = Client()
    client.force_login(investigator)
    answer = client.get(address("file", item))
    assert answer.status_code == 503 and not answer.content


@pytest.mark.django_db
def test_serving_when_file_is_gone_then_410_and_page_says_so(item: EvidenceItem, investigator: User) -> None:
    path_of(item.sha256).unlink()
    client = Client()
    client.force_login(investigator)
    assert client.get(address("file", item)).status_code == 410
    assert "missing from the store" in client.get(address("detail", item)).content.decode()
    assert client.post(address("check", item)).status_code == 302
    item.refresh_from_db()
    assert item.verification_state == "integrity_failed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "صورة البيت.jpg",
        "photo\u202egpj.exe",
        "x" * 600 + ".jpg",
        "CON",
        ".htaccess",
        "<b>.txt",
        "a\x7fb.txt",
        "x" * 4096,
    ],
)
def test_upload_when_name_is_odd_then_kept_and_no_error(investigator: User, case: Case, name: str) -> None:
    client = Client()
    client.force_login(investigator)
    boundary = "----boundary"
    fields = {
        "title": "T", "kind": "photo", "connection": "unknown", "method": "unknown",
        "consent_asked": "not_yet", "confidentiality": "restricted",
    }  # fmt: skip
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        f"Content-Type: image/jpeg\r\n\r\nbytes\r\n--{boundary}--\r\n"
    )
    answer = client.post(
        reverse("evidence:new", args=[case.reference]),
        data="".join(parts).encode(),
        content_type=f"multipart/form-data; boundary={boundary}",
    )
    assert answer.status_code in ((302,) if len(name) < 900 else (302, 400, 422))
    if answer.status_code == 302:
        item = EvidenceItem.objects.get()
        assert item.original_name == name
        assert client.get(item.get_absolute_url()).status_code == 200
        assert client.get(address("file", item)).getvalue() == b"bytes"


def test_sniff_when_anything_then_a_type() -> None:
    for head in (b"", b"\x00", b"plain", "نص".encode(), b"%PDF-1.4", b"\xff\xd8\xff\xe0", os.urandom(4096)):
        assert "/" in sniff(head)
