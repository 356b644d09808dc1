"""The public site: frozen rows only, no cookie, no word of the office, and what it is asked is answered."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.cases.models import Case, CaseRecord
from casework.core.context import audit_context
from casework.insight.queries import public_figures
from casework.people.models import Source
from casework.publication import actions, files
from casework.publication.models import (
    PublicEvidence,
    PublicVersion,
    PublishedAllegation,
    PublishedFigures,
    PublishedVersion,
    RedactionCheck,
    Tombstone,
)
from tests.deciding import answer_points, publish_version, withdraw_publication
from tests.publication.build import (
    TEXTS,
    Told,
    answer_all,
    publish,
    ready_text,
    tell_story,
    write_text,
)

pytestmark = pytest.mark.django_db

PUBLIC_TABLES = {
    model._meta.db_table for model in (PublishedVersion, PublishedAllegation, PublishedFigures, Tombstone)
}
TYPED_FOR_THE_PUBLIC = (PublicVersion, PublicEvidence)
LIMIT = 100_000


@pytest.fixture
def told() -> Told:
    return tell_story()


def pages(reference: str) -> list[str]:
    """Every address of the public site, in both languages, with one finding."""
    found = ["/findings/", "/findings/en/no-such-page/"]
    for lang in ("en", "ar"):
        site = f"/findings/{lang}/"
        found += [site, f"{site}data/", f"{site}how/", f"{site}corrections/", f"{site}feed.xml"]
        found += [f"{site}{reference}/", f"{site}{reference}/v1/", f"{site}?q=Mosul&party=COA&since=2016"]
    found += [f"/findings/files/{name}.csv" for name in files.TABLES]
    return [*found, "/findings/files/findings.json", f"/findings/files/{reference}-v1.json"]


def release(told: Told) -> PublishedVersion:
    """A published finding and released figures."""
    row = publish(told)
    actions.release_figures(actor=told.first, figures=public_figures())
    return row


# --- what goes out, and what never does -----------------------------------------------------------


def internal_texts(told: Told) -> Iterator[str]:
    """Put a canary into every text of every record of the case that people type inside, past the forms."""
    # Codes and dates are no texts: a date in words is shown as it was understood, never as it was typed.
    fixed = {"reference", "original_name", "opened_text", "closed_text", "actor_label"}
    for model in apps.get_app_config("casework").get_models():
        inside = issubclass(model, CaseRecord) or model in (Case, Source)
        if not inside or model in TYPED_FOR_THE_PUBLIC:
            continue
        mine = {"pk": told.case.pk} if model is Case else {"case": told.case}
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField))
            and not field.choices
            and field.name not in fixed
            and not field.name.endswith("sha256")
        ]
        for record in model.objects.filter(**mine):
            with audit_context(actor=told.lead):
                yield from spoil(record, texts)


def spoil(record: Any, texts: list[Any]) -> Iterator[str]:
    """Write a canary into each text of one record; a constraint may forbid one, such as a person's name."""
    for field in texts:
        canary = f"zq{type(record).__name__}{field.name}{'x' * 40}"[: field.max_length or 200]
        before = getattr(record, field.attname)
        setattr(record, field.attname, canary)
        try:
            with transaction.atomic():
                record.save()
            yield canary
        except IntegrityError:
            setattr(record, field.attname, before)


def test_canaries_when_in_every_text_of_the_case_then_none_is_public(told: Told, client: Client) -> None:
    version = ready_text(told)
    canaries = set(internal_texts(told))
    assert len(canaries) > 60, sorted(canaries)
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    row = PublishedVersion.objects.get()
    for address in pages(row.reference):
        text = client.get(address).content.decode()
        assert "zq" not in text, f"{address}: {re.findall('zq[A-Za-z_]+', text)[:5]}"
        for name in (told.lead.name, told.first.name, told.second.email, told.case.reference):
            assert name not in text, f"{name} at {address}"
    assert "zq" not in row.content + row.search_text


def test_uids_of_records_when_published_then_in_no_public_answer(told: Told, client: Client) -> None:
    row = release(told)
    inside = {str(told.finding.uid), str(told.case.uid), str(told.supporting.uid), told.person.reference}
    for address in pages(row.reference):
        text = client.get(address).content.decode()
        assert not [uid for uid in inside if uid in text], address


def test_request_when_public_then_only_publication_tables_are_asked(told: Told, client: Client) -> None:
    row = release(told)
    client.force_login(told.lead)  # a reader who is signed in at the office in the same browser
    for address in pages(row.reference):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code < 500
        for query in captured.captured_queries:
            tables = set(re.findall(r'(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?', query["sql"]))
            assert tables <= PUBLIC_TABLES, f"{address}: {query['sql']}"
            assert "actor" not in query["sql"], f"{address} reads who published"


def test_answer_when_public_then_no_cookie_and_a_strict_policy(told: Told, client: Client) -> None:
    row = release(told)
    client.force_login(told.lead)
    for address in [*pages(row.reference), "/findings/files/none.csv", "/findings/xx/", "/findings/en/a/b/"]:
        response = client.get(address)
        assert not response.cookies, address
        assert "Set-Cookie" not in response.headers
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert "script" not in response.headers["Content-Security-Policy"]
        assert "Cookie" not in response.headers.get("Vary", "")
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_page_when_public_then_no_script_nothing_remote_and_light(told: Told, client: Client) -> None:
    row = release(told)
    for address in pages(row.reference):
        response = client.get(address)
        if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
            continue
        text = response.content.decode().replace("http://testserver/", "/")
        assert len(response.content) < LIMIT, address
        assert "<script" not in text
        assert not re.search(r"\s(?:src|href|action)=\"(?:https?:)?//", text), address
        assert "csrf" not in text
        assert "style=" not in text


def test_preview_when_shown_then_the_page_the_public_will_read(told: Told, client: Client) -> None:
    version = ready_text(told)
    client.force_login(told.second)
    shown = client.get(f"/cases/{told.case.reference}/publication/{version.uid}/preview/en/").content.decode()
    assert "Preview. Nobody outside sees this." in shown
    assert client.get(f"/findings/en/{version.reference}/").status_code == 404
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    public = client.get(f"/findings/en/{version.reference}/").content.decode()
    assert _body(shown) == _body(public)


def _body(text: str) -> str:
    """The finding itself, without the downloads and the address that a preview cannot have."""
    article = text[text.index("<article aria-labelledby") : text.rindex("</article>")]
    later = r"<ul class=\"dl\">.*?</ul>|<bdi class=\"address\">.*?</bdi>"
    return re.sub(r"\s+", " ", re.sub(later, "", article, flags=re.DOTALL)).strip()


# --- the pages --------------------------------------------------------------------------------------


def test_finding_when_read_then_says_what_its_author_confirmed_in_each_language(
    told: Told, client: Client
) -> None:
    row = release(told)
    english = client.get(f"/findings/en/{row.reference}/").content.decode()
    for words in (
        TEXTS["title_en"], "Nine items from six", "Public title of supports", "Reasonable grounds to believe",
        "Acknowledges act, denies responsibility", "Said of position", "105–141", "Withheld", "Not met",
        "Said of criterion", "Said of body", "None known", "Did not answer in time",
    ):  # fmt: skip
        assert words in english, words
    arabic = client.get(f"/findings/ar/{row.reference}/").content.decode()
    assert '<html lang="ar" dir="rtl">' in arabic
    assert TEXTS["title_ar"] in arabic
    assert TEXTS["title_en"] not in arabic
    assert f'href="/findings/en/{row.reference}/" lang="en"' in arabic


def test_finding_when_corrected_then_both_versions_are_read_and_the_older_says_so(
    told: Told, client: Client
) -> None:
    first = publish(told)
    version = write_text(told, title_en="A corrected title")
    actions.change_version(actor=told.first, version=version, changes={"correction_en": "A better title."})
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    newest = client.get(f"/findings/en/{first.reference}/").content.decode()
    assert "A corrected title" in newest
    assert "A better title." in newest
    older = client.get(f"/findings/en/{first.reference}/v1/").content.decode()
    assert TEXTS["title_en"] in older
    assert "This is an older version" in older
    assert "A better title." in client.get("/findings/en/corrections/").content.decode()


def test_finding_when_withdrawn_then_every_address_answers_with_the_notice(
    told: Told, client: Client
) -> None:
    row = publish(told)
    withdraw_publication(actor=told.first, case=told.case, why="safety", reason="A threat against W.")
    for address in (f"/findings/en/{row.reference}/", f"/findings/ar/{row.reference}/v1/"):
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 410
        assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
        for gone in (TEXTS["title_en"], TEXTS["title_ar"], "Mosul al-Jadida", "17 March 2017", "A threat"):
            assert gone not in text
        assert row.sha256[:8] in text
    for address in ("/findings/files/findings.json", "/findings/files/versions.csv", "/findings/en/"):
        assert TEXTS["title_en"] not in client.get(address).content.decode()
    assert client.get(f"/findings/files/{row.reference}-v1.json").status_code == 404
    assert "1 finding was withdrawn" in client.get("/findings/en/").content.decode()
    assert row.reference in client.get("/findings/en/feed.xml").content.decode()


def test_front_when_asked_then_chosen_by_the_browser_and_remembered_by_nobody(client: Client) -> None:
    for asked, lang in (("ar-IQ,ar;q=0.9", "ar"), ("en-GB", "en"), ("fr", "en"), ("", "en")):
        response = client.get("/findings/", headers={"accept-language": asked})
        assert response.headers["Location"] == f"/findings/{lang}/"
        assert "Accept-Language" in response.headers["Vary"]


def test_filters_when_asked_then_narrow_the_list(told: Told, client: Client) -> None:
    release(told)
    for question, found in (
        ("party=COA", True), ("party=ISG", False), ("q=الموصل", True), ("q=Jadida", True),
        ("q=Berlin", False),
        ("since=Mar+2017", True), ("since=Apr+2017", False), ("until=Feb+2017", False), ("until=2017", True),
        ("violation=ATT-04", True), ("violation=KIL-01", False), ("disputed=1", True),
        ("disputed=1&party=X", False),
    ):  # fmt: skip
        text = client.get(f"/findings/en/?{question}").content.decode()
        assert (TEXTS["title_en"] in text) is found, question


@pytest.mark.parametrize(
    "question",
    [
        "since=banana", "until=%00", "q=%00%00", "page=-1", "page=999999", "page=banana", f"q={'a' * 5000}",
        "party=%27%20OR%201=1", "violation=%F0%9F%92%A5", "since=0000", "since=99999999",
        "disputed[]=1", "q=%D9%8B",
    ],
)  # fmt: skip
def test_filters_when_odd_then_a_page_all_the_same(told: Told, client: Client, question: str) -> None:
    publish(told)
    response = client.get(f"/findings/en/?{question}")
    assert response.status_code == 200
    if question == "since=banana":
        assert "Write a month and a year" in response.content.decode()


def test_ladder_when_figures_are_released_then_shown_with_their_numbers(told: Told, client: Client) -> None:
    publish(told)
    assert "The recommendation, counted" not in client.get("/findings/en/").content.decode()
    actions.release_figures(actor=told.first, figures=public_figures())
    text = client.get("/findings/en/").content.decode()
    assert "The recommendation, counted" in text
    assert "Effectively investigated" in text


# --- files, and answers that may be kept --------------------------------------------------------------


def test_record_when_downloaded_then_its_digest_is_the_published_one(told: Told, client: Client) -> None:
    row = publish(told)
    body = client.get(f"/findings/files/{row.reference}-v1.json").content
    assert hashlib.sha256(body).hexdigest() == row.sha256
    page = client.get(f"/findings/en/{row.reference}/").content.decode()
    assert all(row.sha256[at : at + 8] in page for at in range(0, 64, 8))
    assert json.loads(body)["reference"] == row.reference


def test_cells_when_they_begin_a_formula_then_text(told: Told, client: Client) -> None:
    publish(told, title_en="=HYPERLINK(1)", title_ar="＝1+1", weapon_en="@SUM(1)")
    rows = list(csv.DictReader(io.StringIO(client.get("/findings/files/findings.csv").content.decode())))
    assert rows[0]["title_en"] == "'=HYPERLINK(1)"
    assert rows[0]["title_ar"] == "'＝1+1"
    assert rows[0]["killed_min"] == "105"
    assert rows[0]["date"] == "2017-03-17"


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u200b=", "\ufeff@"]
)
def test_cell_when_a_spreadsheet_could_run_it_then_marked_as_text(sign: str) -> None:
    assert files.cell(f"{sign}1+1") == f"'{sign}1+1"
    assert files.cell("Mosul = a city") == "Mosul = a city"
    assert files.cell(-5) == "-5"


def test_answer_when_not_changed_then_304_and_head_has_no_body(told: Told, client: Client) -> None:
    row = publish(told)
    address = f"/findings/en/{row.reference}/"
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    head = client.head(address)
    assert head.status_code == 200
    assert not head.content
    assert client.post(address).status_code == 405


def test_feed_when_read_then_well_formed_with_every_change(told: Told, client: Client) -> None:
    row = publish(told)
    response = client.get("/findings/ar/feed.xml")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    text = response.content.decode()
    assert text.startswith("<?xml")
    assert f"<id>urn:casework:{row.reference}:1</id>" in text


def test_notes_of_the_checklist_when_published_then_stay_inside(told: Told) -> None:
    version = ready_text(told)
    answer_points(actor=told.first, version=version, names=("kept", "zqnoteqz"))
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    assert RedactionCheck.objects.filter(note="zqnoteqz").exists()
    assert "zqnoteqz" not in PublishedVersion.objects.get().content


def test_files_when_nothing_is_public_then_heads_alone(client: Client) -> None:
    for name, head in files.HEADS.items():
        text = client.get(f"/findings/files/{name}.csv").content.decode()
        assert text.strip("\ufeff\r\n") == head.replace(" ", ",")
