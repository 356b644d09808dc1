"""Faults reproduced in the strongest living peer (product.md §3): each stays impossible here, by name."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from casework.cases.choices import Confidentiality, Stage
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.history import history_models, versions_of
from casework.core.records import Record
from casework.core.verdict import Refused
from casework.evidence.actions import cite_evidence, set_item_level
from casework.evidence.models import Citation
from casework.ledger.models import AccessEvent
from tests.access.routes import targets
from tests.access.world import FullCase, World
from tests.deciding import move_case
from tests.factories import join_case, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world: World) -> Client:
    browser = Client()
    browser.force_login(world.people["lead"])
    return browser


def live_rows() -> dict[str, list[tuple]]:
    """Every row of every audited table."""
    records = [model for model in Record.__subclasses__() if not model._meta.abstract]
    return {
        model._meta.label: list(models.QuerySet(model).order_by("pk").values_list())
        for model in {*records, *(history.instance_type for history in history_models())}
        if model is not User
    }


def test_reading_a_record_then_nobody_loses_a_field(world: World, lead: Client) -> None:
    before = live_rows()
    for target in targets(world):
        if target.name in {"own", "-"}:
            lead.get(target.path)
    assert live_rows() == before


def test_saving_with_less_clearance_then_evidence_one_cannot_see_stays(world: World) -> None:
    own: FullCase = world.own
    owner = world.people["lead"]
    hidden = own.records["item"]
    set_item_level(actor=owner, item=hidden, level=Confidentiality.HIGHLY_RESTRICTED)
    member = make_user(name="Not Cleared")
    join_case(own.case, member)
    browser = Client()
    browser.force_login(member)
    violation = own.records["violation"]
    before = Citation.objects.standing().filter(violation=violation, item=hidden).count()
    address = reverse("incidents:violation-edit", args=[own.case.reference, violation.uid])
    form = browser.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    answer = browser.post(address, data | {"source_words": "Said otherwise", "reason": "Corrected"})
    assert answer.status_code == 302
    violation.refresh_from_db()
    assert violation.source_words == "Said otherwise"
    held = Citation.objects.standing().filter(violation=violation, item=hidden)
    assert set(held) >= {own.records["citation"]} and held.count() == before


def test_history_of_what_is_restricted_today_then_not_shown_from_yesterday(world: World) -> None:
    """The item was open when its versions were written; today it is not, and neither are they."""
    own, owner = world.own, world.people["lead"]
    member = make_user(name="Not Cleared")
    join_case(own.case, member)
    browser = Client()
    browser.force_login(member)
    item = own.records["item"]
    record = reverse("audit:record-history", args=["evidenceitem", item.uid])
    whole = reverse("audit:case-history", args=[own.case.reference])
    assert browser.get(record).status_code == 200
    earlier = browser.get(whole).content.decode()
    set_item_level(actor=owner, item=item, level=Confidentiality.HIGHLY_RESTRICTED)
    assert browser.get(record).status_code == 404
    later = browser.get(whole).content.decode()
    assert item.title not in later and item.reference not in later
    assert told(later) < told(earlier), "the item, its first custody entries and its checks"


def told(page: str) -> int:
    """How many records the saves of a history name."""
    return sum(int(number) for number in re.findall(r"(\d+) records? added", page))


@pytest.mark.parametrize("word", ["title", "summary", "incident", "item", "narrative"])
def test_search_counts_then_tell_a_stranger_nothing(world: World, word: str) -> None:
    """A list that answers "1 case" to the right guess tells what a hidden record says."""
    browser = Client()
    browser.force_login(world.people["outsider"])

    def answer(guess: str) -> str:
        html = browser.get("/cases/", {"q": guess}).content.decode().replace(guess, "")
        return re.sub(r'csrfmiddlewaretoken" value="[^"]+"|[0-9a-f]{12}', "", html)

    right_guess = f"zqother{word}qz"
    assert answer(right_guess) == answer("z" * len(right_guess))


def test_a_save_that_fails_then_neither_row_nor_history_is_left(world: World) -> None:
    case = Case.objects.get(pk=world.own.case.pk)
    before = versions_of(case).count()
    case.title, case.priority = "Half", "Banana"
    with audit_context(actor=world.people["lead"]), pytest.raises(IntegrityError), transaction.atomic():
        case.save()
    assert Case.objects.get(pk=case.pk).title != "Half"
    assert versions_of(case).count() == before


def test_two_editors_then_the_second_is_shown_both_and_nothing_is_lost(world: World, lead: Client) -> None:
    case = world.own.case
    address = reverse("cases:edit", args=[case.reference])
    form = lead.get(address).context["form"]
    mine = {name: form[name].value() or "" for name in form.fields} | {
        "title": "What I typed",
        "reason": "Mine",
    }
    with audit_context(actor=world.people["supervisor"]):
        fresh = Case.objects.get(pk=case.pk)
        fresh.title = "What the colleague saved"
        fresh.save()
    answer = lead.post(address, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "What I typed" in html
    assert "What the colleague saved" in html
    assert Case.objects.get(pk=case.pk).title == "What the colleague saved"
    again = {name: answer.context["form"][name].value() or "" for name in answer.context["form"].fields}
    assert lead.post(address, again | {"choice-title": "theirs", "reason": "Agreed"}).status_code == 302
    assert Case.objects.get(pk=case.pk).title == "What the colleague saved"


@pytest.mark.parametrize("stage", ["Banana", "", "published", "findings_approved"])
def test_any_stage_string_then_refused_by_server_and_database(world: World, lead: Client, stage: str) -> None:
    case = Case.objects.get(pk=world.own.case.pk)
    with pytest.raises(Refused):
        move_case(actor=world.people["supervisor"], case=case, key=stage, reason="x" * 60)
    lead.post(
        reverse("cases:edit", args=[case.reference]), {"title": "T", "stage": stage, "version": case.version}
    )
    case.refresh_from_db()
    assert case.stage == Stage.REPORTED
    if stage not in Stage.values:
        case.stage = stage
        with (
            audit_context(actor=world.people["supervisor"]),
            pytest.raises(IntegrityError),
            transaction.atomic(),
        ):
            case.save()


def test_history_rows_then_no_door_of_the_application_edits_them(world: World) -> None:
    row = versions_of(world.own.case).first()
    row.title = "Forged"
    for write in (row.save, row.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    for name in ("admin:casework_case_change", "admin:casework_case_simple_history"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[1, 1] if "simple" in name else [1])


def test_detail_page_then_as_cheap_with_sixty_versions_as_with_two(world: World, lead: Client) -> None:
    """The page reads neither more statements nor more rows of history when versions pile up."""
    incident = world.own.records["incident"]
    address = incident.get_absolute_url()

    def statements() -> list[str]:
        lead.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert lead.get(address).status_code == 200
        return [query["sql"] for query in captured if "INSERT" not in query["sql"]]

    few = statements()
    with audit_context(actor=world.people["lead"]):
        for number in range(60):
            incident.title = f"Version {number}"
            incident.save()
    many = statements()
    assert len(many) == len(few)
    unbounded = [
        sql for sql in many if "casework_historical" in sql and "LIMIT" not in sql and "COUNT" not in sql
    ]
    assert unbounded == []


def test_every_link_then_has_an_index() -> None:
    """A missing index on a link table made the peer's pages crawl; bookkeeping links are exempt."""
    with connection.cursor() as cursor:
        for model in {*Record.__subclasses__()} | {history.instance_type for history in history_models()}:
            if model._meta.abstract:
                continue
            constraints = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
            leading = {
                found["columns"][0]
                for found in constraints
                if found["index"] or found["unique"]
                if found["columns"]
            }
            links = {
                field.column
                for field in model._meta.concrete_fields
                if field.is_relation and field.name not in {"created_by", "updated_by", "withdrawn_by"}
            }
            assert links <= leading, f"{model.__name__}: {sorted(links - leading)}"


def test_denied_attempt_then_recorded_without_telling_whether_the_case_exists(world: World) -> None:
    browser = Client()
    browser.force_login(world.people["outsider"])
    for reference in (world.other.case.reference, "MOS-2017-ZZZZZZ"):
        assert browser.get(f"/cases/{reference}/").status_code == 404
    rows = AccessEvent.objects.filter(action="denied", actor=world.people["outsider"]).order_by("id")
    assert [row.query for row in rows] == [f"case {world.other.case.reference}", "case MOS-2017-ZZZZZZ"]
    assert [row.object_uid for row in rows] == [None, None]


def test_citation_of_something_unseen_then_refused_as_absent(world: World) -> None:
    own, other = world.own, world.other
    with pytest.raises((Refused, ValidationError)), transaction.atomic():
        cite_evidence(
            actor=world.people["lead"],
            item=own.records["item"],
            target=other.records["violation"],
            stance="supports",
        )
