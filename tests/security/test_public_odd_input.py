"""The public site under odd requests: an answer in its own words, no cookie, never an error of the server."""

import pytest
from django.test import Client

from tests.publication.build import Told, publish, tell_story

pytestmark = pytest.mark.django_db

NASTY = (
    "%00", "%ED%A0%80", "%F0%9F%92%A3" * 50, "x" * 4000, "%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "%E2%80%AE" * 5, "-1", "99999999999999999999999", "0001-01-01", "9999-12-31", "%25", "%5C",
    "..%2F..%2Fetc", "%D9%A1", "=cmd%7C%27%20/C%20calc%27!A0",
)  # fmt: skip


@pytest.fixture
def told() -> Told:
    return tell_story()


def test_public_site_when_asked_oddly_then_answered_and_nothing_is_given_back_raw(told: Told) -> None:
    row = publish(told)
    reader = Client(raise_request_exception=False)
    names = ("q", "party", "group", "violation", "since", "until", "page", "disputed", "sort", "from", "to")
    asked = [f"/findings/en/?{name}={nasty}" for name in names for nasty in NASTY]
    asked += [
        f"/findings/en/?{name}={nasty}&{name}={nasty}&{name}[]=1" for name in names for nasty in NASTY[:2]
    ]
    for nasty in NASTY:
        asked += [
            f"/findings/{nasty}/", f"/findings/en/{nasty}/", f"/findings/ar/{row.reference}/v{nasty}/",
            f"/findings/files/{nasty}", f"/findings/files/{row.reference}-v{nasty}.json",
            f"/findings/{nasty}/data/",
        ]  # fmt: skip
    for address in asked:
        answer = reader.get(address)
        assert answer.status_code < 500, address
        assert b"<script>alert" not in answer.content, address
        assert not answer.cookies, address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "head", "trace"])
def test_public_site_when_written_to_then_refused_without_a_cookie(told: Told, method: str) -> None:
    row = publish(told)
    told_client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    told_client.force_login(told.first)
    for address in (
        "/findings/",
        "/findings/en/",
        f"/findings/en/{row.reference}/",
        "/findings/files/findings.csv",
    ):
        answer = getattr(told_client, method)(address)
        assert answer.status_code in ({200, 302} if method == "head" else {403, 405}), (address, answer)
        assert not answer.cookies and told.first.name.encode() not in answer.content


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", 'testserver"><b>'])
def test_feed_when_the_host_is_forged_then_no_page_carries_it(told: Told, host: str) -> None:
    publish(told)
    reader = Client(raise_request_exception=False)
    answer = reader.get("/findings/en/feed.xml", headers={"host": host})
    assert answer.status_code == 400 and b"evil" not in answer.content
    answer = reader.get("/findings/en/feed.xml", headers={"x-forwarded-host": "evil.example"})
    assert answer.status_code == 200 and b"evil" not in answer.content
