"""People: roles and rights, what their history holds, what they may choose for themselves."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import actions
from accounts.models import User
from accounts.roles import ROLE_RIGHTS, Role, rights_of
from casework.core.context import MissingActor, audit_context
from casework.core.records import UnauditedWrite
from casework.core.verdict import Refused
from tests.accounts.conftest import make_person, sign_in

pytestmark = pytest.mark.django_db


def test_an_administrator_has_no_right_that_reads_a_case() -> None:
    rights = ROLE_RIGHTS[Role.ADMIN]
    assert not [right for right in rights if right.startswith(("case.", "cases."))]
    for role in Role:
        if role != Role.ADMIN:
            assert not ROLE_RIGHTS[role] & {"accounts.manage", "admin.site", "references.manage"}


def test_an_auditor_has_no_right_to_write() -> None:
    writing = {
        "case.work",
        "case.decide",
        "case.manage_access",
        "case.lower_level",
        "cases.create",
        "tasks.work",
    }
    assert not ROLE_RIGHTS[Role.AUDITOR] & writing


def test_an_unknown_role_has_no_right() -> None:
    assert rights_of("Banana") == frozenset()


def test_the_database_refuses_a_role_that_does_not_exist(person: User) -> None:
    person.role = "Banana"
    with pytest.raises(IntegrityError), transaction.atomic(), audit_context(actor=person):
        person.save()


def test_a_deactivated_person_has_no_right() -> None:
    assert not make_person(Role.SUPERVISOR, is_active=False).has_right("case.view")


def test_one_address_is_one_account_whatever_its_case(person: User, administrator: User) -> None:
    twin = User(email=person.email.upper(), name="Twin", role=Role.INVESTIGATOR)
    with pytest.raises(ValidationError):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic(), audit_context(actor=administrator):
        twin.save()


def test_people_are_never_deleted(person: User) -> None:
    with pytest.raises(UnauditedWrite):
        person.delete()
    with pytest.raises(UnauditedWrite):
        User.objects.filter(pk=person.pk).delete()
    with pytest.raises(UnauditedWrite):
        User.objects.filter(pk=person.pk).update(role=Role.ADMIN)


def test_nobody_is_saved_without_an_actor(person: User) -> None:
    person.name = "Other"
    with pytest.raises(MissingActor):
        person.save()


def test_only_sign_in_columns_may_be_saved_alone(person: User) -> None:
    person.save(update_fields=["last_login"])
    with pytest.raises(UnauditedWrite):
        person.save(update_fields=["role"])


def test_who_administers_does_not_change_their_own_role(administrator: User) -> None:
    make_person(Role.ADMIN)
    with pytest.raises(Refused):
        actions.change_person(administrator, actor=administrator, role=Role.SUPERVISOR)


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.SUPERVISOR, Role.AUDITOR])
def test_others_administer_nobody(person: User, role: str) -> None:
    actor = make_person(role)
    for do in (
        lambda: actions.change_person(person, actor=actor, role=Role.ADMIN),
        lambda: actions.deactivate_person(person, actor=actor),
        lambda: actions.end_sessions(person, actor=actor),
        lambda: actions.make_password_link(person, actor=actor),
        lambda: actions.ask_factor_reset(person, actor=actor, reason="x"),
    ):
        with pytest.raises(Refused):
            do()


class TestOwnPage:
    """/accounts/: what a person chooses for themselves."""

    def answer(self, user: User, **changed: Any) -> dict[str, Any]:
        shown = {"name": user.name, "language": "en", "time_zone": "UTC", "shortcuts_on": "on"}
        return shown | {"version": User.objects.get(pk=user.pk).version} | changed

    def test_shows_who_one_is(self, person: User) -> None:
        client = Client()
        sign_in(client, person.email)
        page = client.get("/accounts/").content.decode()
        assert person.email in page
        assert "Investigator" in page

    def test_saves_and_speaks_the_language_at_once(self, person: User) -> None:
        client = Client()
        sign_in(client, person.email)
        sent = self.answer(person, name="نادية", language="ar", time_zone="Asia/Baghdad", shortcuts_on="")
        answer = client.post("/accounts/", sent, follow=True)
        assert 'dir="rtl"' in answer.content.decode()
        person.refresh_from_db()
        assert (person.name, person.language, person.time_zone) == ("نادية", "ar", "Asia/Baghdad")
        assert not person.shortcuts_on
        assert person.history.first().history_user == person

    def test_a_language_comes_with_the_person(self, person: User) -> None:
        client = Client()
        sign_in(client, person.email)
        client.post("/accounts/", self.answer(person, language="ar"))
        other = Client()
        other.cookies["django_language"] = "en"
        sign_in(other, person.email)
        assert 'dir="rtl"' in other.get("/accounts/").content.decode()

    def test_the_language_switch_works_while_signed_in(self, person: User) -> None:
        client = Client()
        sign_in(client, person.email)
        client.post("/language/", {"language": "ar", "next": "/accounts/"})
        assert 'dir="rtl"' in client.get("/accounts/").content.decode()

    def test_takes_nothing_that_concerns_access(self, person: User) -> None:
        client = Client()
        sign_in(client, person.email)
        evil = {"role": "admin", "email": "x@example.org", "is_active": "", "access_ends_on": "2099-01-01"}
        client.post("/accounts/", self.answer(person, name="Changed", **evil))
        before = person.email
        person.refresh_from_db()
        assert (person.name, person.role, person.email) == ("Changed", Role.INVESTIGATOR, before)

    @pytest.mark.parametrize(
        "wrong", [{"time_zone": "Mars/Base"}, {"language": "xx"}, {"name": ""}, {"name": "x" * 200}]
    )
    def test_refuses_what_cannot_be(self, person: User, wrong: dict[str, str]) -> None:
        client = Client()
        sign_in(client, person.email)
        assert client.post("/accounts/", self.answer(person) | wrong).status_code == 422
        before = person.version
        person.refresh_from_db()
        assert person.version == before

    def test_shows_a_change_made_elsewhere_instead_of_losing_it(self, person: User) -> None:
        client = Client()
        sign_in(client, person.email)
        stale = self.answer(person, name="Stale")
        client.post("/accounts/", self.answer(person, name="Fresh"))
        assert client.post("/accounts/", stale).status_code == 409
        person.refresh_from_db()
        assert person.name == "Fresh"

    def test_is_closed_to_strangers(self, client: Client) -> None:
        assert client.get("/accounts/")["Location"].startswith("/accounts/login/")


def test_own_actions_are_refused_for_another(person: User, outsider: User) -> None:
    with pytest.raises(Refused):
        actions.change_preferences(person, actor=outsider, name="Mallory")
    with pytest.raises(Refused):
        actions.change_preferences(person, actor=person, role=Role.ADMIN)
