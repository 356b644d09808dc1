"""Django admin: people and lists, for administrators, without a trace of a case (R22)."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts import rules
from accounts.admin_base import AuditedModelAdmin
from accounts.models import FactorReset, Invitation, User
from accounts.roles import Role
from casework.cases.models import Case
from casework.ledger.models import AuthEvent
from tests.accounts.conftest import SECRET, give_totp, make_person, sign_in
from tests.factories import make_case

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


def change_page(user: User) -> str:
    return reverse("admin:accounts_user_change", args=[user.pk])


def act(client: Client, obj: Any, name: str, reason: str = "Because it must be") -> Any:
    """Open an act's page and send it."""
    where = reverse(f"admin:accounts_{obj._meta.model_name}_act", args=[obj.pk, name])
    assert client.get(where).status_code == 200
    return client.post(where, {"reason": reason})


def answer_of(user: User, **changed: Any) -> dict[str, Any]:
    """The change form of a person as it was shown, with some of it changed."""
    shown = {name: getattr(user, name) for name in ("name", "role", "language", "time_zone", "version")}
    return shown | {"access_ends_on": user.access_ends_on or "", "reason": ""} | changed


@pytest.fixture
def admin_login(admin_client: Client) -> Client:
    return admin_client


def test_strangers_are_sent_to_the_one_sign_in(client: Client) -> None:
    first = client.get("/admin/")
    assert first["Location"].startswith("/admin/login/")
    assert client.get(first["Location"])["Location"].startswith("/accounts/login/")
    person = make_person(Role.ADMIN)
    client.post("/admin/login/", {"username": person.email, "password": "correct-horse-battery-staple"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.SUPERVISOR, Role.AUDITOR])
def test_others_are_refused(client: Client, role: str) -> None:
    client.force_login(make_person(role))
    for path in (
        "/admin/",
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_invitation_add"),
    ):
        answer = client.get(path, follow=True)
        assert answer.status_code == 403, path


def test_only_classes_that_keep_our_rules_are_registered() -> None:
    models = admin.site._registry
    assert {User, Invitation, FactorReset} <= set(models)
    assert all(isinstance(one, AuditedModelAdmin) for one in models.values())
    labels = {model._meta.label for model in models}
    leaking = {
        "mfa.Authenticator",
        "account.EmailAddress",
        "usersessions.UserSession",
        "auth.Group",
        "admin.LogEntry",
    }
    assert not labels & leaking


def test_r18_no_page_of_the_admin_shows_a_case_or_the_secret_of_a_second_factor(
    admin_login: Client, supervisor: User, person: User
) -> None:
    case = make_case(supervisor, title=CANARY, summary=CANARY)
    give_totp(person)
    seen = walk(admin_login, "/admin/")
    assert len(seen) > 8
    for path, content in seen.items():
        for hidden in (CANARY, case.reference, SECRET):
            assert hidden not in content, path


def walk(client: Client, start: str, most: int = 150) -> dict[str, str]:
    """Follow every link below /admin/; each page must answer."""
    seen: dict[str, str] = {}
    waiting = [start]
    while waiting and len(seen) < most:
        path = waiting.pop()
        if path in seen:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, path
        seen[path] = answer.content.decode()
        links = re.findall(r'href="([^"#]*)"', seen[path])
        waiting += [href.replace("&amp;", "&") for href in links if href.startswith("/admin/")]
        waiting += [
            f"{path.split('?')[0]}{href}".replace("&amp;", "&") for href in links if href.startswith("?")
        ]
    return seen


def test_row_numbers_do_not_lead_to_cases(admin_login: Client, supervisor: User) -> None:
    case = make_case(supervisor)
    kind = ContentType.objects.get_for_model(Case)
    assert admin_login.get(f"/admin/r/{kind.pk}/{case.pk}/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[kind.pk, case.pk])


def test_an_administrator_sees_no_case_on_the_site_either(admin_login: Client, supervisor: User) -> None:
    case = make_case(supervisor)
    assert not Case.objects.visible_to(User.objects.get(role=Role.ADMIN)).exists()
    assert admin_login.get(f"/cases/{case.reference}/").status_code == 404


def test_nothing_is_deleted(admin_login: Client, person: User) -> None:
    where = f"/admin/accounts/user/{person.pk}/delete/"
    assert admin_login.post(where, {"post": "yes"}).status_code in (302, 404)
    assert b"Are you sure" not in admin_login.get(where, follow=True).content
    chosen = {"action": "delete_selected", "_selected_action": [person.pk]}
    admin_login.post(reverse("admin:accounts_user_changelist"), chosen)
    assert User.objects.filter(pk=person.pk).exists()


def test_people_are_not_added_by_form(admin_login: Client) -> None:
    assert admin_login.get(reverse("admin:accounts_user_add")).status_code == 403


def test_a_changed_role_is_in_the_history_with_its_reason(
    admin_login: Client, person: User, admin_person: User
) -> None:
    refused = admin_login.post(change_page(person), answer_of(person, role=Role.SUPERVISOR))
    assert "reason" in refused.context["adminform"].form.errors
    sent = answer_of(person, role=Role.SUPERVISOR, reason="Leads the team from today")
    assert admin_login.post(change_page(person), sent).status_code == 302
    person.refresh_from_db()
    version = person.history.first()
    assert (person.role, version.role, version.history_user) == (
        Role.SUPERVISOR,
        Role.SUPERVISOR,
        admin_person,
    )
    assert (version.history_change_reason, version.channel) == ("Leads the team from today", "admin")
    event = AuthEvent.objects.get(kind=AuthEvent.Kind.ROLE_CHANGED)
    assert (event.user_uid, event.detail, event.actor) == (
        person.uid,
        "investigator -> supervisor",
        admin_person,
    )
    page = admin_login.get(reverse("admin:accounts_user_history", args=[person.pk])).content.decode()
    assert "Leads the team from today" in page
    assert "Supervisor" in page
    assert not LogEntry.objects.exists()


def test_nobody_changes_their_own_access(admin_login: Client, admin_person: User, second_admin: User) -> None:
    sent = answer_of(admin_person, role=Role.SUPERVISOR, reason="I want to see cases")
    answer = admin_login.post(change_page(admin_person), sent)
    assert "role" in answer.context["adminform"].form.errors
    assert b"own access" in act(admin_login, admin_person, "deactivate").content
    admin_person.refresh_from_db()
    assert (admin_person.role, admin_person.is_active) == (Role.ADMIN, True)


def test_the_last_administrator_stays(admin_login: Client, admin_person: User, second_admin: User) -> None:
    act(admin_login, second_admin, "deactivate")
    second_admin.refresh_from_db()
    assert not second_admin.is_active
    assert not rules.may_take_from_admins(admin_person)


def test_flags_are_not_taken_from_the_form(admin_login: Client, person: User) -> None:
    sent = answer_of(
        person, name="New Name", email="evil@example.org", is_active="", is_superuser="on", password="x"
    )
    admin_login.post(change_page(person), sent)
    before = person.email
    person.refresh_from_db()
    assert (person.name, person.email, person.is_active) == ("New Name", before, True)


def test_a_colleagues_change_is_not_overwritten(admin_login: Client, person: User) -> None:
    stale = answer_of(person, name="From the stale page")
    admin_login.post(change_page(person), answer_of(person, name="From the first page"))
    answer = admin_login.post(change_page(person), stale)
    assert answer.status_code == 200
    assert b"saved this while you were writing" in answer.content
    assert b"From the stale page" in answer.content
    person.refresh_from_db()
    assert person.name == "From the first page"


def test_deactivation_and_return(admin_login: Client, person: User) -> None:
    visitor = Client()
    sign_in(visitor, person.email)
    assert act(admin_login, person, "deactivate").status_code == 302
    assert visitor.get("/accounts/").status_code == 302
    assert sign_in(Client(), person.email).status_code == 200
    assert act(admin_login, person, "reactivate").status_code == 302
    assert sign_in(Client(), person.email).status_code == 302
    kinds = list(AuthEvent.objects.filter(user_uid=person.uid).values_list("kind", flat=True))
    assert {"deactivated", "reactivated"} <= set(kinds)
    assert person.history.first().history_change_reason == "Because it must be"


def test_an_act_needs_a_reason(admin_login: Client, person: User) -> None:
    assert act(admin_login, person, "deactivate", reason=" ").status_code == 422
    person.refresh_from_db()
    assert person.is_active


def test_an_invitation_is_shown_once_as_link_and_code(admin_login: Client) -> None:
    sent = {
        "email": "New@Example.org",
        "name": "",
        "role": "investigator",
        "language": "ar",
        "access_ends_on": "",
    }
    answer = admin_login.post(reverse("admin:accounts_invitation_add"), sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    link = re.search(r"http://testserver(/accounts/invitation/[\w-]+/)", page)
    assert link
    assert "data:image/svg+xml;base64," in page
    assert Client().get(link[1]).status_code == 200
    token = link[1].split("/")[-2]
    assert not [path for path, content in walk(admin_login, "/admin/").items() if token in content]


def test_with_a_mail_server_the_invitation_is_mailed(
    admin_login: Client, settings: Any, mailoutbox: list
) -> None:
    settings.CASEWORK_HAS_MAIL = True
    sent = {
        "email": "new@example.org",
        "name": "",
        "role": "investigator",
        "language": "en",
        "access_ends_on": "",
    }
    answer = admin_login.post(reverse("admin:accounts_invitation_add"), sent)
    assert answer.status_code == 302
    assert "/accounts/invitation/" in mailoutbox[0].body


def test_an_invitation_is_never_changed(admin_login: Client, administrator: User) -> None:
    sent = {
        "email": "new@example.org",
        "name": "",
        "role": "investigator",
        "language": "en",
        "access_ends_on": "",
    }
    admin_login.post(reverse("admin:accounts_invitation_add"), sent)
    invitation = Invitation.objects.get()
    where = reverse("admin:accounts_invitation_change", args=[invitation.pk])
    assert admin_login.get(where).status_code == 200
    assert admin_login.post(where, sent | {"role": "admin"}).status_code == 403
    assert act(admin_login, invitation, "withdraw").status_code == 302
    invitation.refresh_from_db()
    assert not invitation.is_open


def test_a_new_password_link_is_shown_once(admin_login: Client, person: User) -> None:
    page = act(admin_login, person, "password-link").content.decode()
    assert re.search(r"http://testserver/accounts/new-password/[\w-]+/", page)


def test_a_second_factor_is_reset_by_two_people(
    admin_login: Client, admin_person: User, second_admin: User, person: User
) -> None:
    give_totp(person)
    act(admin_login, person, "reset-factor", reason="Phone lost at the checkpoint")
    reset = FactorReset.objects.get()
    assert (reset.asked_by, reset.decision) == (admin_person, "waiting")
    assert Authenticator.objects.exists()
    answer = act(admin_login, reset, "approve")
    assert b"second administrator" in answer.content
    assert Authenticator.objects.exists()
    other = Client()
    sign_in(other, second_admin.email)
    assert act(other, reset, "approve").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    reset.refresh_from_db()
    assert (reset.decision, reset.decided_by) == ("done", second_admin)
    assert AuthEvent.objects.filter(kind=AuthEvent.Kind.RESET_DONE, actor=second_admin).exists()
    assert not FactorReset.objects.filter(decision="waiting").exists()


def test_the_person_concerned_does_not_decide(
    admin_login: Client, admin_person: User, second_admin: User
) -> None:
    give_totp(second_admin)
    act(admin_login, second_admin, "reset-factor")
    other = Client()
    other.force_login(second_admin)
    reset = FactorReset.objects.get()
    where = reverse("admin:accounts_factorreset_act", args=[reset.pk, "approve"])
    other.post("/accounts/reauthenticate/", {"password": "correct-horse-battery-staple"})
    assert b"second administrator" in other.post(where, {"reason": "x"}).content
    assert Authenticator.objects.exists()


def test_a_refused_reset_leaves_the_factor(admin_login: Client, second_admin: User, person: User) -> None:
    give_totp(person)
    act(admin_login, person, "reset-factor")
    other = Client()
    sign_in(other, second_admin.email)
    act(other, FactorReset.objects.get(), "refuse")
    assert Authenticator.objects.exists()
    assert FactorReset.objects.get().decision == "refused"


def test_changes_ask_for_a_recent_proof(
    admin_login: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr("accounts.adapters.time.time", lambda: now + 16 * 60)
    where = reverse("admin:accounts_user_act", args=[person.pk, "deactivate"])
    assert "/reauthenticate/" in admin_login.get(where)["Location"]
    assert "/reauthenticate/" in admin_login.post(where, {"reason": "x"})["Location"]
    assert (
        "/reauthenticate/" in admin_login.post(change_page(person), answer_of(person, name="X"))["Location"]
    )
    person.refresh_from_db()
    assert person.is_active


def test_too_few_supervisors_are_pointed_out(admin_login: Client) -> None:
    assert b"Fewer than two supervisors" in admin_login.get("/admin/").content
    make_person(Role.SUPERVISOR)
    make_person(Role.SUPERVISOR)
    assert b"Fewer than two supervisors" not in admin_login.get("/admin/").content


@pytest.mark.parametrize("term", ["x" * 60_000, "%", "_", "\x00", "'\"", "١٢٣", "a b " * 2000])
def test_odd_searches_do_not_break_the_list(admin_login: Client, term: str) -> None:
    answer = admin_login.get(reverse("admin:accounts_user_changelist"), {"q": term})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "query", ["?p=abc", "?o=99", "?role__exact=Banana", "?is_active__exact=x", "?e=1", "?id__gt=x"]
)
def test_odd_lists_do_not_break(admin_login: Client, query: str) -> None:
    answer = admin_login.get(reverse("admin:accounts_user_changelist") + query)
    assert answer.status_code in (200, 302, 400)


@pytest.mark.parametrize("number", ["0", "999999999999999999999999", "abc", "%00"])
def test_absent_people_are_not_an_error(admin_login: Client, number: str) -> None:
    for page in ("change", "history"):
        assert admin_login.get(f"/admin/accounts/user/{number}/{page}/").status_code in (302, 404)
    assert admin_login.get(f"/admin/accounts/user/{number}/act/deactivate/").status_code in (302, 404)


def test_the_sign_in_log_is_read_and_never_changed(admin_login: Client, person: User) -> None:
    sign_in(Client(), person.email, "wrong-password-here")
    where = reverse("admin:casework_authevent_changelist")
    page = admin_login.get(where).content.decode()
    assert "failed to sign in" in page
    assert person.email in page
    event = AuthEvent.objects.first()
    for path in (f"/admin/casework/authevent/{event.pk}/change/", "/admin/casework/authevent/add/"):
        assert admin_login.post(path, {"kind": "x"}).status_code == 404
    assert admin_login.get(where, {"q": "x" * 5000}).status_code == 200


def test_the_front_page_has_a_box_for_people_the_log_and_the_lists(admin_login: Client) -> None:
    boxes = {app["name"]: app["models"] for app in admin_login.get("/admin/").context["app_list"]}
    assert [str(name) for name in boxes] == ["People and access", "Log", "Reference lists"]
    assert [model["object_name"] for model in boxes["Log"]] == ["AuthEvent"]


def test_form_of_an_invitation_when_read_in_arabic_then_no_label_is_english(
    admin_login: Client,
) -> None:
    admin_login.post("/language/", {"language": "ar"})
    page = admin_login.get(reverse("admin:accounts_invitation_add")).text
    assert 'lang="ar"' in page and "النسخة" in page and "Version" not in page
