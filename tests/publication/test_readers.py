"""What leaves the public site: addresses for search engines and citations, files that explain themselves."""

import csv
import io
import json
import re

import pytest
from django.test import Client

from casework.publication import columns, files
from casework.publication.queries.reading import page_of
from casework.redress.choices import RedressState
from casework.templatetags.public_site import redress_means
from tests.publication.build import Told, publish, tell_story

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


@pytest.fixture
def told() -> Told:
    return tell_story()


def test_page_when_public_then_says_its_address_in_both_languages(told: Told, client: Client) -> None:
    row = publish(told)
    text = client.get(f"/findings/ar/{row.reference}/?utm=1").content.decode()
    own, other = f"{SITE}/findings/ar/{row.reference}/", f"{SITE}/findings/en/{row.reference}/"
    assert f'<link rel="canonical" href="{own}">' in text
    assert f'<link rel="alternate" hreflang="ar" href="{own}">' in text
    assert f'<link rel="alternate" hreflang="en" href="{other}">' in text
    assert f'<meta property="og:title" content="{row.title_ar}">' in text
    assert '<meta property="og:locale" content="ar_IQ">' in text
    assert "og:image" not in text


def test_page_when_missing_then_no_address_to_be_listed(client: Client) -> None:
    text = client.get("/findings/ar/F-2017-AAAAAA/").content.decode()
    assert "canonical" not in text
    assert "noindex" in text


def test_citation_when_read_then_holds_the_lasting_address(told: Told, client: Client) -> None:
    row = publish(told)
    text = client.get(f"/findings/en/{row.reference}/").content.decode()
    cited = re.search(r'<p class="cite">(.*?)</p>', text, re.DOTALL)
    assert cited
    assert f"{SITE}/findings/en/{row.reference}/v1/" in cited[1]


@pytest.mark.parametrize(
    ("asked", "status", "leads_to"),
    [
        ("/findings/sitemap.html", 404, ""),
        ("/findings/en", 301, "/findings/en/"),
        ("/findings/ar/data", 301, "/findings/ar/data/"),
        ("/findings/ar/F-2017-AAAAAA", 301, "/findings/ar/F-2017-AAAAAA/"),
        ("/findings/a.b/c/", 404, ""),
    ],
)
def test_address_when_typed_with_a_slip_then_the_public_site_answers(
    client: Client, asked: str, status: int, leads_to: str
) -> None:
    response = client.get(asked, headers={"accept-language": "ar"})
    assert response.status_code == status
    assert response.headers.get("Location", "") == leads_to
    assert not response.cookies
    if status == 404:
        assert "لا توجد صفحة كهذه" in response.content.decode()
        assert "Accept-Language" in response.headers["Vary"]


def test_reference_when_typed_in_small_letters_then_found(told: Told, client: Client) -> None:
    row = publish(told)
    text = client.get(f"/findings/en/{row.reference.lower()}/").content.decode()
    assert f'<link rel="canonical" href="{SITE}/findings/en/{row.reference}/">' in text


def test_search_engine_when_it_asks_then_led_to_the_findings_alone(told: Told, client: Client) -> None:
    row = publish(told)
    asked = client.get("/robots.txt")
    assert not asked.cookies
    lines = asked.content.decode().splitlines()
    assert "Disallow: /" in lines
    assert "Allow: /findings/" in lines
    assert f"Sitemap: {SITE}/findings/sitemap.xml" in lines
    listed = re.findall(r"<loc>(.*?)</loc>", client.get("/findings/sitemap.xml").content.decode())
    assert f"{SITE}/findings/en/{row.reference}/" in listed
    assert len(listed) == len(set(listed)) == 10


# --- files that explain themselves --------------------------------------------------------------------


def rows_of(client: Client, name: str) -> list[dict[str, str]]:
    body = client.get(f"/findings/files/{name}").content
    assert body.startswith(b"\xef\xbb\xbf"), "a spreadsheet would garble the Arabic"
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_column_when_published_then_explained_in_both_languages(told: Told, client: Client) -> None:
    publish(told)
    explained = {(row["file"], row["column"]): row for row in rows_of(client, "columns.csv")}
    for name, head in files.HEADS.items():
        for column in head.split():
            row = explained[f"{name}.csv", column]
            assert row["meaning_en"]
            assert row["meaning_ar"]
            assert row["meaning_ar"] != row["meaning_en"]
    page = client.get("/findings/ar/data/").content.decode()
    assert all(f"<code>{column}</code>" in page for _file, column in explained)


def test_code_when_it_stands_in_a_file_then_its_words_are_given(told: Told, client: Client) -> None:
    publish(told)
    known = {(row["file"], row["column"], row["code"]) for row in rows_of(client, "codes.csv")}
    columns_with_codes = {(file, column) for file, column, _code in known}
    seen = 0
    for file, column in columns_with_codes:
        for row in rows_of(client, file):
            assert not row[column] or (file, column, row[column]) in known, f"{file} {column}"
            seen += 1
    assert seen > 20


def test_meaning_when_no_file_has_the_column_then_not_kept() -> None:
    used = {column for head in files.HEADS.values() for column in head.split()}
    used |= {f"{name}.{column}" for name, head in files.HEADS.items() for column in head.split()}
    assert set(columns.MEANINGS) <= used
    assert set(columns.CODES) <= set(columns.MEANINGS)


@pytest.mark.parametrize("state", RedressState.values)
def test_redress_when_read_then_a_sentence_for_every_state(state: str) -> None:
    assert redress_means(state).endswith(".")


@pytest.mark.parametrize(
    ("key", "answer", "fails"),
    [
        ("independent", "not_met", True),
        ("thorough", "partly", True),
        ("transparent", "partly", False),
        ("participation", "not_met", True),
        ("capable", "not_known", False),
        ("public_findings", "not_met", False),
    ],
)
def test_rating_when_an_answer_is_unknown_then_left_open_not_denied(
    told: Told, key: str, answer: str, fails: bool
) -> None:
    content = json.loads(publish(told).content)
    rated = next(body for body in content["investigations"] if body["rating"] and not body["ours"])
    for one in rated["rating"]["criteria"]:
        one["answer"] = answer if one["key"] == key else "met"
    assert page_of(content, "en")["rated"][0]["rating"]["fails"] == fails


def test_our_own_work_when_rated_then_not_among_the_investigations(told: Told) -> None:
    content = json.loads(publish(told).content)
    bodies = [body for body in content["investigations"] if body["rating"]]
    bodies[0]["ours"] = True
    page = page_of(content, "en")
    assert bodies[0]["body"]["en"] in [body["body"] for body in page["own_work"]]
    assert all(not body["ours"] for body in page["rated"])


def test_place_when_explained_then_no_code_is_finer_than_a_neighbourhood() -> None:
    assert "exact" not in dict(columns.CODES["place_precision"])
    assert "neighbourhood" in dict(columns.CODES["place_precision"])
