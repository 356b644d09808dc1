"""Two public versions side by side: every word that differs is marked, in both languages, on both sides."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from casework.ledger.models import LedgerLeaf
from casework.publication import actions
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.compare import compared
from casework.publication.queries.words import word_entries
from tests.deciding import publish_version, withdraw_publication
from tests.publication.build import Told, answer_all, publish, ready_text, tell_story, write_text
from tests.publication.test_site import LIMIT, PUBLIC_TABLES
from tests.query_counts import check, statements

pytestmark = pytest.mark.django_db

#: What a reader is not shown as words: codes, digests of lists, days of the act itself, the note on top.
NOT_COMPARED = {
    "format", "reference", "version", "published_on", "correction", "kind", "violation_code", "standard",
    "group_code", "group", "code", "precision", "state", "mark", "key", "answer", "outcome", "showing",
    "verification", "sha256", "salted_sha256", "earliest", "latest", "grade", "public", "by", "stance",
}  # fmt: skip


@pytest.fixture
def told() -> Told:
    return tell_story()


def publish_twice(told: Told) -> str:
    """A second version with other words."""
    first = publish(told)
    changes = {
        "correction_en": "The weapon was named wrongly.", "correction_ar": "كان اسم السلاح خطأ.",
        "weapon_en": "Two guided bombs", "weapon_ar": "قنبلتان موجهتان", "killed_max": 150,
        "account_en": "The house fell in at once.\n\nFamilies had gathered there.\n\nA new passage.",
        "account_ar": "انهار المنزل فورا.",
    }  # fmt: skip
    version = write_text(told, **changes)
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    return first.reference


def test_compare_when_two_versions_are_public_then_changed_passages_are_marked(
    told: Told, client: Client
) -> None:
    reference = publish_twice(told)
    english = client.get(f"/findings/en/{reference}/v1/v2/")
    text = english.content.decode()
    assert english.status_code == 200 and len(english.content) < LIMIT
    assert re.search(r"<del>One</del> guided <del>bomb</del>", text)
    assert re.search(r"<ins>Two</ins> guided <ins>bombs</ins>", text)
    assert "<ins>A new passage.</ins>" in text
    assert "Families had gathered there." not in text, "what is the same is only counted"
    assert "passage here is unchanged" in text
    arabic = client.get(f"/findings/ar/{reference}/v1/v2/").content.decode()
    assert "<ins>" in arabic and "قنبلتان" in arabic and "guided" not in arabic
    for page in (text, arabic):
        assert "<script" not in page and "style=" not in page


def test_compare_when_asked_then_linked_from_the_versions_and_back(told: Told, client: Client) -> None:
    reference = publish_twice(told)
    for lang in ("en", "ar"):
        page = client.get(f"/findings/{lang}/{reference}/").content.decode()
        assert f'href="/findings/{lang}/{reference}/v1/v2/"' in page
        beside = client.get(f"/findings/{lang}/{reference}/v1/v2/").content.decode()
        assert f'href="/findings/{lang}/{reference}/v1/"' in beside
        other = "ar" if lang == "en" else "en"
        assert f'href="/findings/{other}/{reference}/v1/v2/" lang="{other}"' in beside


@pytest.mark.parametrize("pair", ["v2/v1", "v1/v1", "v1/v3", "v0/v2", "v3/v4"])
def test_compare_when_there_is_no_such_pair_then_missing(told: Told, client: Client, pair: str) -> None:
    reference = publish_twice(told)
    assert client.get(f"/findings/en/{reference}/{pair}/").status_code == 404


def test_compare_when_withdrawn_then_the_notice_and_no_word_of_the_text(told: Told, client: Client) -> None:
    reference = publish_twice(told)
    withdraw_publication(actor=told.first, case=told.case, why="safety", reason="A threat.")
    response = client.get(f"/findings/en/{reference}/v1/v2/")
    assert response.status_code == 410
    assert "bomb" not in response.content.decode()


def test_compare_when_read_then_public_tables_only_and_few_statements(told: Told, client: Client) -> None:
    reference = publish_twice(told)
    client.force_login(told.lead)
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/findings/en/{reference}/v1/v2/")
    check("site-compare", len(captured))
    for query in captured.captured_queries:
        assert set(re.findall(r'(?:FROM|JOIN)\s+"?(\w+)"?', query["sql"])) <= PUBLIC_TABLES


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in the content a word for the reader stands."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in NOT_COMPARED:
                yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from leaves(one, (*path, at))
    elif isinstance(value, str) and "ar" not in path:
        yield path


def test_compare_when_any_word_of_the_content_changes_then_it_is_shown(told: Told) -> None:
    content = json.loads(publish(told).content)
    paths = list(leaves(content))
    assert len(paths) > 60
    with translation.override("en"):
        for path in paths:
            changed = copy.deepcopy(content)
            at = changed
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = "zqchangedqz"
            shown = [
                piece.text
                for part in compared(content, changed, "en")
                for one in part.changes
                for piece in one.now
            ]
            assert any("zqchangedqz" in text for text in shown), path


def test_office_compare_when_a_correction_is_in_work_then_beside_what_is_public(told: Told) -> None:
    publish(told)
    version = write_text(told, weapon_en="Two guided bombs", correction_en="Two.")
    client = Client()
    client.force_login(told.second)
    place = f"/cases/{told.case.reference}/publication/{version.uid}/"
    assert f"{place}changes/en/" in client.get(place).content.decode()
    page = client.get(f"{place}changes/en/").content.decode()
    assert "<ins>Two</ins> guided <ins>bombs</ins>" in page
    assert client.get(f"{place}changes/ar/").status_code == 200
    assert client.get(f"{place}changes/en/?with=9").status_code == 404
    assert client.get(f"{place}changes/en/?with=x").status_code == 200
    first = PublicVersion.objects.get(number=1)
    check("public-compare", statements(client, f"{place}changes/en/"))
    alone = client.get(f"/cases/{told.case.reference}/publication/{first.uid}/changes/en/")
    assert "Nothing was public before this text" in alone.content.decode()


def test_published_text_when_read_in_the_office_then_its_ledger_entry_stands_there(told: Told) -> None:
    row = publish(told)
    leaf = LedgerLeaf.objects.get(model="casework.PublishedVersion", object_uid=row.uid)
    client = Client()
    client.force_login(told.first)
    version = PublicVersion.objects.get()
    page = client.get(f"/cases/{told.case.reference}/publication/{version.uid}/").content.decode()
    for words in (row.sha256, leaf.leaf_hash, f"<bdi>{leaf.pk}</bdi>"):
        assert words in page


def test_source_when_named_then_in_the_words_of_each_language(told: Told, client: Client) -> None:
    version = ready_text(told)
    entry = next(one for one in word_entries(told.first, version) if one.kind == "source")
    words = {entry.key: {"out": True, "en": "The monitor", "ar": "الراصد"}}
    actions.choose_words(actor=told.first, version=version, words=words)
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    row = PublishedVersion.objects.get()
    claim = json.loads(row.content)["casualties"]["claims"][0]
    assert claim["source"] == {"en": "The monitor", "ar": "الراصد"}
    assert "الراصد" in client.get(f"/findings/ar/{row.reference}/").content.decode()
    assert "The monitor" not in client.get(f"/findings/ar/{row.reference}/").content.decode()


def test_places_when_listed_then_each_opens_that_many_findings(told: Told, client: Client) -> None:
    publish(told)
    publish(tell_story(), place_en="Old City, west Mosul", place_ar="المدينة القديمة")
    for lang, words in (("en", "Old City, west Mosul"), ("ar", "المدينة القديمة")):
        page = client.get(f"/findings/{lang}/").content.decode()
        assert page.count('<ul class="places">') == 1
        assert words in page
        found = client.get(f"/findings/{lang}/", {"place": words}).context
        assert found["page"].paginator.count == 1
    assert client.get("/findings/en/", {"place": "Nowhere"}).context["page"].paginator.count == 0
