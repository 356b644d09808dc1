"""People and sources: codes instead of names, levels that rise by themselves, lists in scope."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.people.actions import (
    add_person,
    add_person_source,
    add_published_source,
    assess_risk,
    change_person,
    change_source,
    record_consent,
    set_person_level,
    set_source_level,
    withdraw_person,
    withdraw_source,
)
from casework.people.models import Person, Source
from casework.people.queries import choosable_sources
from tests.evidence.conftest import refused
from tests.factories import join_case, make_case

pytestmark = pytest.mark.django_db
WITNESS = {"is_witness": True, "age_band": "18_59"}


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator, membership={"cleared": True})
    join_case(case, supervisor)
    return case


@pytest.fixture
def client_in(investigator: User) -> Client:
    client = Client()
    client.force_login(investigator)
    return client


def test_person_when_added_then_a_code_that_tells_nothing(case: Case, investigator: User) -> None:
    victim = add_person(actor=investigator, case=case, values={"is_victim": True})
    witness = add_person(actor=investigator, case=case, values=WITNESS)
    assert victim.reference.startswith("W-") and witness.reference.startswith("W-")
    assert victim.reference != witness.reference
    assert victim.role_words and victim.history.count() == 1


def test_person_when_no_role_then_refused(case: Case, investigator: User) -> None:
    with refused(ValidationError):
        add_person(actor=investigator, case=case, values={})
    with audit_context(actor=investigator), refused(IntegrityError):
        Person(case=case).save()


def test_person_when_child_then_highly_restricted_whoever_writes(case: Case, investigator: User) -> None:
    child = add_person(actor=investigator, case=case, values={"is_victim": True, "age_band": "5_17"})
    assert child.confidentiality == Confidentiality.HIGHLY_RESTRICTED
    with refused(ValidationError):
        set_person_level(actor=case_supervisor(case), person=child, level="restricted", reason="grown up")
    adult = add_person(actor=investigator, case=case, values=WITNESS)
    change_person(actor=investigator, person=adult, values={"age_band": "under_5"})
    assert adult.confidentiality == Confidentiality.HIGHLY_RESTRICTED


def case_supervisor(case: Case) -> User:
    return case.memberships.exclude(user__role="investigator").get().user


def test_source_when_its_person_rises_then_it_rises_along(case: Case, investigator: User) -> None:
    person = add_person(actor=investigator, case=case, values=WITNESS)
    source = add_person_source(actor=investigator, case=case, person=person)
    set_person_level(actor=investigator, person=person, level="highly_restricted")
    source.refresh_from_db()
    assert source.confidentiality == Confidentiality.HIGHLY_RESTRICTED
    supervisor = case_supervisor(case)
    assert not Source.objects.visible_to(supervisor).filter(pk=source.pk).exists()
    with refused(ValidationError):
        set_source_level(actor=supervisor, source=source, level="restricted", reason="asked for")


def test_levels_when_lowered_then_supervisor_with_a_reason(
    case: Case, investigator: User, supervisor: User
) -> None:
    person = add_person(actor=investigator, case=case, values=WITNESS)
    with refused(Refused):
        set_person_level(actor=investigator, person=person, level="internal", reason="why not")
    with refused(ValidationError):
        set_person_level(actor=supervisor, person=person, level="internal")
    set_person_level(actor=supervisor, person=person, level="internal", reason="agreed with the person")
    assert person.history.first().history_change_reason == "agreed with the person"


def test_source_when_published_then_open_and_once(case: Case, investigator: User, outsider: User) -> None:
    source = add_published_source(actor=investigator, name="Airwars", publisher_kind="monitor")
    assert Source.objects.visible_to(outsider).filter(pk=source.pk).exists()
    with refused(ValidationError):
        add_published_source(actor=outsider, name=" airwars ")
    withdraw_source(actor=investigator, source=source, reason="double")
    add_published_source(actor=outsider, name="Airwars")


def test_source_when_admin_or_auditor_then_not_listed_or_not_writable(
    administrator: User, auditor: User, investigator: User
) -> None:
    add_published_source(actor=investigator, name="Airwars")
    assert not Source.objects.visible_to(administrator).exists()
    assert Source.objects.visible_to(auditor).exists()
    for user in (administrator, auditor):
        with refused(Refused):
            add_published_source(actor=user, name="Another")


def test_source_when_person_has_a_name_or_outlet_a_case_then_constraint_refuses(
    case: Case, investigator: User
) -> None:
    with audit_context(actor=investigator):
        for odd in (
            Source(kind="person", case=case, name="A real name"),
            Source(kind="person"),
            Source(kind="published", case=case, name="Outlet"),
            Source(kind="published"),
        ):
            with refused(IntegrityError):
                odd.save()


def test_models_when_read_then_no_field_for_a_name_of_a_person() -> None:
    fields = {field.name for field in Person._meta.get_fields() if isinstance(field, models.Field)}
    assert not {name for name in fields if "name" in name or "phone" in name or "address" in name}


def test_sources_when_chosen_then_own_case_and_published_only(
    case: Case, investigator: User, outsider: User
) -> None:
    published = add_published_source(actor=investigator, name="Airwars")
    own = add_person_source(actor=investigator, case=case)
    other = make_case(outsider)
    join_case(other, investigator)
    add_person_source(actor=outsider, case=other)
    assert set(choosable_sources(investigator, case)) == {published, own}


def test_source_when_changed_then_kind_case_and_level_stay(case: Case, investigator: User) -> None:
    source = add_person_source(actor=investigator, case=case)
    change_source(
        actor=investigator,
        source=source,
        values={"connection": "victim", "kind": "published", "case": None, "confidentiality": "internal"},
    )
    source.refresh_from_db()
    assert (source.connection, source.kind, source.case, source.confidentiality) == (
        "victim", "person", case, "restricted",
    )  # fmt: skip
    with refused(ValidationError):
        change_source(actor=investigator, source=source, values={"name": "A real name"})


def test_person_of_another_case_when_named_as_source_then_refused(case: Case, investigator: User) -> None:
    other = make_case(investigator)
    person = add_person(actor=investigator, case=other, values=WITNESS)
    with refused(ValidationError):
        add_person_source(actor=investigator, case=case, person=person)


def test_person_when_withdrawn_then_not_changed(case: Case, investigator: User) -> None:
    person = add_person(actor=investigator, case=case, values=WITNESS)
    withdraw_person(actor=investigator, person=person, reason="double")
    with refused(Refused):
        change_person(actor=investigator, person=person, values={"note": "x"})


def test_pages_when_member_then_work_and_say_there_is_no_place_for_names(
    client_in: Client, case: Case, investigator: User
) -> None:
    person = add_person(actor=investigator, case=case, values=WITNESS | {"note": "ملاحظة"})
    source = add_person_source(actor=investigator, case=case, person=person)
    outlet = add_published_source(actor=investigator, name="Airwars", website="javascript:alert(1)")
    ref = case.reference
    for url in (
        reverse("people:list", args=[ref]), reverse("people:person-new", args=[ref]),
        reverse("people:person-source-new", args=[ref]), person.get_absolute_url(), source.get_absolute_url(),
        outlet.get_absolute_url(), reverse("people:source-list"), reverse("people:source-new"),
        reverse("people:source-list") + "?q=" + "x" * 5000,
        reverse("people:source-list") + "?q=%00&sort=-kind",
        *(reverse(f"people:person-{act}", args=[ref, person.uid]) for act in ("edit", "level", "withdraw")),
        *(reverse(f"people:source-{act}", args=[source.uid]) for act in ("edit", "level", "withdraw")),
        reverse("people:source-edit", args=[outlet.uid]),
    ):  # fmt: skip
        assert client_in.get(url).status_code == 200, url
    page = client_in.get(reverse("people:person-new", args=[ref])).content.decode()
    assert "no place for a real name" in page
    assert 'href="javascript' not in client_in.get(outlet.get_absolute_url()).content.decode()


def test_pages_when_posted_then_done(client_in: Client, case: Case, investigator: User) -> None:
    ref, token = case.reference, str(uuid.uuid4())
    facts = {
        "is_victim": "on", "age_band": "5_17", "gender": "female",
        "confidentiality": "internal", "form_token": token,
    }  # fmt: skip
    for _twice in range(2):
        assert client_in.post(reverse("people:person-new", args=[ref]), facts).status_code == 302
    person = Person.objects.get()
    assert person.confidentiality == "highly_restricted"
    empty = client_in.post(
        reverse("people:person-new", args=[ref]), facts | {"is_victim": "", "form_token": ""}
    )
    assert empty.status_code == 422
    facts = {"connection": "witness", "person": str(person.uid), "confidentiality": "restricted"}
    assert client_in.post(reverse("people:person-source-new", args=[ref]), facts).status_code == 302
    assert Source.objects.get().confidentiality == "highly_restricted"
    assert client_in.post(reverse("people:source-new"), {"name": "Airwars"}).status_code == 302
    answer = client_in.post(reverse("people:source-new"), {"name": "airwars"})
    assert answer.status_code == 422
    edit = reverse("people:person-edit", args=[ref, person.uid])
    facts = {
        "is_victim": "on",
        "age_band": "5_17",
        "gender": "male",
        "version": person.version,
    }
    assert client_in.post(edit, facts).status_code == 302
    assert client_in.post(edit, facts | {"gender": "unknown"}).status_code == 409


def test_consent_when_asked_by_purpose_then_the_pages_count_answers_and_no_tick_stands_beside(
    client_in: Client, case: Case, investigator: User
) -> None:
    person = add_person(actor=investigator, case=case, values={"is_witness": True})
    tab = reverse("people:list", args=[case.reference])
    assert "Not asked yet" in client_in.get(tab).content.decode()
    assert "Not asked yet" in client_in.get(person.get_absolute_url()).content.decode()
    record_consent(actor=investigator, person=person, purpose="collect", answer="no", given_on=clock.today())
    assert "Not asked yet" not in client_in.get(tab).content.decode()
    assert "Asked about 1 of 9 purposes" in client_in.get(person.get_absolute_url()).content.decode()
    edit = reverse("people:person-edit", args=[case.reference, person.uid])
    assert "consent_asked" not in client_in.get(edit).content.decode()


def test_tab_when_there_are_more_than_a_page_then_each_is_on_one_and_risks_on_all(
    client_in: Client, case: Case, investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.core.lists.PAGE_SIZE", 2)
    people = [add_person(actor=investigator, case=case, values=WITNESS) for _at in range(5)]
    sources = [add_person_source(actor=investigator, case=case, person=one) for one in people[:3]]
    last = max(people, key=lambda one: one.reference)
    words = {"threat": "Armed men nearby", "mitigation": "Meetings elsewhere"}
    assess_risk(actor=investigator, case=case, person=last, likelihood="low", severity="high", **words)
    tab = reverse("people:list", args=[case.reference])
    pages = [client_in.get(tab, {"page": at, "sources-page": at}) for at in (1, 2, 3)]
    shown = [row["person"].pk for page in pages for row in page.context["rows"]]
    assert sorted(shown) == sorted(one.pk for one in people)
    told = [one.pk for page in pages[:2] for one in page.context["sources"].page]
    assert sorted(told) == sorted(one.pk for one in sources)
    for page in pages:
        assert [risk.person for risk in page.context["risks"]] == [last]
        assert all(one.person_id in page.context["seen"] for one in page.context["sources"].page)
    first = client_in.get(tab, {"page": 2}).text
    assert "?page=3" in first and "?page=2&amp;sources-page=2#p2" in first


def test_suggestions_when_asked_then_in_scope_only(
    client_in: Client, case: Case, investigator: User, outsider: User
) -> None:
    add_published_source(actor=investigator, name="Airwars")
    own = add_person_source(actor=investigator, case=case)
    hidden = make_case(outsider)
    add_person_source(actor=outsider, case=hidden)
    url = reverse("people:source-suggest")
    assert [row["label"] for row in client_in.get(url, {"q": "airw"}).json()["results"]] == ["Airwars"]
    found = client_in.get(url, {"q": "S-", "case": case.reference}).json()["results"]
    assert [row["label"] for row in found] == [own.reference]
    assert client_in.get(url, {"q": "S-", "case": hidden.reference}).status_code == 404
    assert client_in.get(url, {"q": "\x00" * 300}).json()["results"] == []


def test_pages_when_outsider_or_not_cleared_then_404(
    case: Case, investigator: User, outsider: User, supervisor: User, administrator: User
) -> None:
    child = add_person(actor=investigator, case=case, values={"is_victim": True, "age_band": "5_17"})
    source = add_person_source(actor=investigator, case=case, person=child)
    for user in (outsider, supervisor):
        client = Client()
        client.force_login(user)
        assert client.get(child.get_absolute_url()).status_code == 404
        assert client.get(source.get_absolute_url()).status_code == 404
        assert client.post(reverse("people:source-edit", args=[source.uid]), {}).status_code == 404
    client = Client()
    client.force_login(supervisor)
    page = client.get(reverse("people:list", args=[case.reference])).content.decode()
    assert child.reference not in page and source.reference not in page
    client.force_login(administrator)
    assert client.get(reverse("people:source-list")).status_code == 403
    assert client.get(reverse("people:list", args=[case.reference])).status_code == 404


def test_person_page_when_looked_at_by_reader_then_no_act(
    case: Case, investigator: User, auditor: User
) -> None:
    join_case(case, auditor, role="reader")
    person = add_person(actor=investigator, case=case, values=WITNESS)
    client = Client()
    client.force_login(auditor)
    assert client.get(person.get_absolute_url()).status_code == 200
    for act in ("edit", "level", "withdraw"):
        url = reverse(f"people:person-{act}", args=[case.reference, person.uid])
        assert client.get(url).status_code == 403
        assert client.post(url, {}).status_code == 403
