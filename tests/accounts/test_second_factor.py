"""The second factor: compulsory, encrypted, each code once (R18)."""

from typing import Any

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.utils import get_form_class
from django import forms
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.translation import override

from accounts import cipher
from accounts.models import User
from casework.ledger.models import AuthEvent
from tests.accounts.conftest import give_totp, make_person, sign_in
from tests.accounts.totp import code_for
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compulsory")]
SET_UP = "/accounts/2fa/totp/activate/"
ASKED = "/accounts/2fa/authenticate/"


def set_up(client: Client) -> tuple[str, str]:
    """Go through the set-up page; returns the secret and the code used."""
    client.get(SET_UP)
    secret = client.session["mfa.totp.secret"]
    code = code_for(secret)
    answer = client.post(SET_UP, {"code": code})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return secret, code


def test_without_a_factor_only_its_set_up_opens(person: User) -> None:
    client = Client()
    sign_in(client, person.email)
    for path in (
        "/",
        "/cases/",
        "/accounts/",
        "/admin/",
        "/accounts/sessions/",
        "/accounts/password/change/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, SET_UP), path
    assert client.post("/accounts/", {"name": "New"})["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/healthz").status_code == 200
    assert client.get("/accounts/logout/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_set_up_right_after_sign_in_does_not_ask_for_the_password_again(
    person: User, steady_code: None
) -> None:
    client = Client()
    sign_in(client, person.email)
    set_up(client)
    assert client.get("/accounts/").status_code == 200
    assert AuthEvent.objects.filter(kind=AuthEvent.Kind.FACTOR_ADDED, user_uid=person.uid).exists()


def test_r18_the_set_up_code_is_not_accepted_at_the_next_sign_in(person: User, steady_code: None) -> None:
    first = Client()
    sign_in(first, person.email)
    _secret, code = set_up(first)
    second = Client()
    assert sign_in(second, person.email)["Location"] == ASKED
    answer = second.post(ASKED, {"code": code})
    assert answer.status_code == 200
    assert b"Incorrect code" in answer.content
    assert "_auth_user_id" not in second.session


def test_r18_a_code_signs_in_once(person: User, steady_code: None) -> None:
    secret = give_totp(person)
    code = code_for(secret)
    first = Client()
    sign_in(first, person.email)
    assert first.post(ASKED, {"code": code}).status_code == 302
    assert first.get("/accounts/").status_code == 200
    second = Client()
    sign_in(second, person.email)
    assert second.post(ASKED, {"code": code}).status_code == 200
    assert second.get("/accounts/").status_code == 302


def test_r16_the_session_takes_a_new_key_with_the_second_factor(person: User, steady_code: None) -> None:
    secret = give_totp(person)
    client = Client()
    sign_in(client, person.email)
    half = client.session.session_key
    client.post(ASKED, {"code": code_for(secret)})
    assert client.session.session_key != half
    stolen = Client()
    stolen.cookies["sessionid"] = half
    assert stolen.get("/accounts/").status_code == 302


def test_r18_the_sixth_code_within_a_minute_is_429(person: User) -> None:
    give_totp(person)
    client = Client()
    sign_in(client, person.email)
    for _try in range(5):
        assert client.post(ASKED, {"code": "000000"}).status_code == 200
    assert client.post(ASKED, {"code": "000000"}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    sign_in(elsewhere, person.email)
    assert elsewhere.post(ASKED, {"code": "000000"}).status_code == 429
    assert AuthEvent.objects.filter(kind=AuthEvent.Kind.FACTOR_FAILED).count() == 1


def test_r18_recovery_codes_work_once_each_and_are_shown_once(person: User, steady_code: None) -> None:
    client = Client()
    sign_in(client, person.email)
    set_up(client)
    page = client.get("/accounts/2fa/recovery-codes/")
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    assert codes[0].encode() in page.content
    assert codes[0].encode() not in client.get("/accounts/2fa/recovery-codes/").content
    for wanted in (302, 200):
        other = Client()
        sign_in(other, person.email)
        assert other.post(ASKED, {"code": codes[0]}).status_code == wanted


def test_secrets_do_not_lie_in_the_database_in_clear(person: User, steady_code: None) -> None:
    client = Client()
    sign_in(client, person.email)
    secret, _code = set_up(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    assert secret not in stored
    assert not [code for code in codes if code in stored]
    assert "mfa.totp.secret" not in Session.objects.get(pk=client.session.session_key).get_decoded()


def test_secrets_open_with_an_older_key_and_are_sealed_anew(person: User, settings) -> None:
    old = "o1ZZkWdqjJvYQ1vOJYbXo2Zzqkz9O0m3v2n8a6nV0wE="
    new = "Wm3m8fY0Xg2yq2i5r8r7x1wq3m4n5b6v7c8x9z0a1s0="
    settings.CASEWORK_ENCRYPTION_KEYS = [old]
    give_totp(person)
    settings.CASEWORK_ENCRYPTION_KEYS = [new, old]
    call_command("reseal_second_factors")
    settings.CASEWORK_ENCRYPTION_KEYS = [new]
    assert cipher.decrypt(Authenticator.objects.get().data["secret"]).startswith("JBSW")


@pytest.mark.django_db(transaction=True)
def test_r16_setting_up_a_factor_ends_sessions_that_began_without(person: User, steady_code: None) -> None:
    first, second = Client(), Client()
    sign_in(first, person.email)
    sign_in(second, person.email)
    set_up(second)
    assert second.get("/accounts/").status_code == 200
    assert first.get("/accounts/")["Location"].startswith("/accounts/login/")


def test_the_last_factor_stays_where_it_is_compulsory(person: User, steady_code: None) -> None:
    client = Client()
    sign_in(client, person.email)
    set_up(client)
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert answer.status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_last_key_stays_too(person: User) -> None:
    key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key", "credential": {}})
    client = Client()
    client.force_login(person)
    sign_in_again = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert sign_in_again.status_code == 302
    answer = client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert answer.status_code == 302
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_factor_is_not_changed_without_a_recent_proof(person: User) -> None:
    give_totp(person)
    client = Client()
    client.force_login(person)
    for path in ("/accounts/2fa/totp/deactivate/", "/accounts/2fa/webauthn/add/"):
        assert "/reauthenticate/" in client.get(path)["Location"], path


def test_nobody_reaches_the_keys_of_another(person: User, admin_person: User) -> None:
    key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key", "credential": {}})
    client = Client()
    sign_in(client, admin_person.email)
    give_totp(admin_person)
    for act in ("remove", "edit"):
        assert client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{act}/").status_code == 404


def test_the_demo_does_without(person: User, settings) -> None:
    settings.CASEWORK_SECOND_FACTOR_REQUIRED = False
    client = Client()
    sign_in(client, person.email)
    assert client.get("/accounts/").status_code == 200


class RightKeyForm(forms.Form):
    """Stands for the browser's ceremony: whoever posts it holds the key."""

    def clean(self) -> dict:
        return {"credential": Authenticator.objects.get(type="webauthn")}


@pytest.mark.parametrize(
    ("values", "wanted"),
    [({}, True), ({"is_active": False}, False), ({"access_ends_on": "2020-01-01"}, False)],
)
def test_a_passkey_opens_the_door_only_for_who_may_sign_in(settings: Any, values: dict, wanted: bool) -> None:
    settings.MFA_FORMS = settings.MFA_FORMS | {"login_webauthn": f"{__name__}.RightKeyForm"}
    person = make_person(**values)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key", "credential": {}})
    client = Client()
    answer = client.post("/accounts/2fa/webauthn/login/", {})
    assert answer.status_code == 302
    assert ("_auth_user_id" in client.session) == wanted
    assert (client.get("/accounts/").status_code == 200) == wanted


def test_forms_of_a_key_when_read_in_arabic_then_every_label_is_arabic(person: User) -> None:
    key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key", "credential": {}})
    adding = get_form_class(app_settings.FORMS, "add_webauthn", None)(user=person)
    naming = get_form_class(app_settings.FORMS, "edit_webauthn", None)(instance=key)
    with override("ar"):
        assert {str(form["name"].label) for form in (adding, naming)} == {"اسم المفتاح"}
