"""Sign-in: the throttle, what a stranger can learn, what is written down (R15, R19)."""

from unittest import mock

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from accounts.failures import note_failure
from accounts.models import User
from casework.ledger.models import AuthEvent, LedgerLeaf, LedgerPayload
from config.settings import base
from tests.accounts.conftest import make_person, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
Kind = AuthEvent.Kind


def test_right_password_signs_in_whatever_the_case_of_the_address(client: Client, person: User) -> None:
    response = sign_in(client, person.email.upper())
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    event = AuthEvent.objects.get(kind=Kind.SIGNED_IN)
    assert event.user_uid == person.uid
    assert LedgerLeaf.objects.filter(kind=LedgerLeaf.Kind.SIGN_IN, row_id=event.pk).exists()


def test_what_is_wrong_with_a_sign_in_is_said_in_the_words_of_the_page(client: Client, person: User) -> None:
    assert "Fill in “E-mail address”" in client.post("/accounts/login/", {}).text
    assert "do not belong together" in sign_in(client, person.email, "wrong-password-here").text


def test_signing_in_leaves_no_version_of_the_person(client: Client, person: User) -> None:
    before = person.history.count()
    sign_in(client, person.email)
    person.refresh_from_db()
    assert person.last_login is not None
    assert (person.history.count(), person.version) == (before, 1)


def test_r15_eleventh_wrong_try_for_an_account_is_429(client: Client, person: User) -> None:
    for _try in range(10):
        assert sign_in(client, person.email, "wrong-password-here").status_code == 200
    assert sign_in(client, person.email, "wrong-password-here").status_code == 429
    assert sign_in(client, person.email).status_code == 429
    assert AuthEvent.objects.filter(kind=Kind.LOCKED_OUT, user_uid=person.uid).count() == 1


def test_r15_lock_of_one_account_leaves_another_alone(client: Client, person: User) -> None:
    other = make_person()
    for _try in range(11):
        sign_in(client, person.email, "wrong-password-here")
    assert sign_in(Client(), other.email).status_code == 302


def test_r15_another_spelling_of_the_address_does_not_start_again(client: Client, person: User) -> None:
    for number in range(10):
        sign_in(client, person.email.upper() if number % 2 else f" {person.email}", "wrong-password-here")
    assert sign_in(client, person.email.capitalize(), "wrong-password-here").status_code == 429


def test_r15_thirty_first_wrong_try_from_an_address_is_429_and_forging_does_not_help(client: Client) -> None:
    for number in range(30):
        forged = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{number}"}
        answer = sign_in(client, f"nobody{number}@example.org", "wrong-password-here", **forged)
        assert answer.status_code == 200
    answer = sign_in(client, "nobody99@example.org", "wrong-password-here", HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert answer.status_code == 429


@pytest.mark.parametrize("failures", [5_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_r15_hundred_thousand_failures_add_at_most_hundred_rows(person: User, failures: int) -> None:
    with mock.patch("accounts.failures._write") as write:
        for number in range(failures):
            note_failure(Kind.FAILED, login=f"flood{number}@example.org", user=None, request=None)
    assert 60 <= write.call_count <= 100
    assert write.call_args.kwargs["count"] > failures / 2


def test_the_shared_cache_holds_more_counts_than_a_flood_makes() -> None:
    """Django's default of 300 entries would let a flood push out the count of the account under attack."""
    assert base.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def test_failures_of_one_account_make_one_row_in_a_quarter_of_an_hour(client: Client, person: User) -> None:
    for _try in range(6):
        sign_in(client, person.email, "wrong-password-here")
    assert AuthEvent.objects.filter(kind=Kind.FAILED).count() == 1


def test_what_was_typed_into_the_wrong_box_is_not_kept(client: Client) -> None:
    sign_in(client, "my-secret-password@example.org", "x")
    event = AuthEvent.objects.get(kind=Kind.FAILED)
    assert event.user_label == "unknown account"
    assert "my-secret" not in str(LedgerPayload.objects.get(leaf__row_id=event.pk, leaf__kind="auth").values)


def test_r19_unknown_known_and_deactivated_accounts_get_the_same_answer(person: User) -> None:
    gone = make_person(is_active=False)
    tries = {
        "unknown": ("nobody@example.org", "wrong-password-here"),
        "known": (person.email, "wrong-password-here"),
        "deactivated": (gone.email, PASSWORD),
    }
    answers = {}
    for name, (email, password) in tries.items():
        with mock.patch.object(
            MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
        ) as work:
            response = sign_in(Client(), email, password)
        words = response.content.decode().replace(email, "")
        words = words.split("csrfmiddlewaretoken")[0] + words.split("csrfmiddlewaretoken")[-1][90:]
        answers[name] = (response.status_code, response.headers.get("Location"), len(words), work.call_count)
    assert len(set(answers.values())) == 1, answers


def test_r19_forgotten_password_answers_the_same_for_known_and_unknown(
    person: User, settings, mailoutbox
) -> None:
    settings.CASEWORK_HAS_MAIL = True
    answers = set()
    for email in (person.email, "nobody@example.org"):
        response = Client().post("/accounts/password/reset/", {"email": email})
        answers.add((response.status_code, response.headers.get("Location")))
    assert len(answers) == 1
    assert [mail.to for mail in mailoutbox] == [[person.email]]


def test_forgotten_password_without_mail_says_whom_to_ask(client: Client) -> None:
    page = client.get("/accounts/password/reset/")
    assert page.status_code == 200
    assert b"Ask an administrator" in page.content
    assert client.post("/accounts/password/reset/", {"email": "a@example.org"}).status_code == 200


def test_new_password_by_mail_works_and_ends_other_sessions(person: User, settings, mailoutbox) -> None:
    settings.CASEWORK_HAS_MAIL = True
    old = Client()
    sign_in(old, person.email)
    client = Client()
    client.post("/accounts/password/reset/", {"email": person.email})
    link = next(word for word in mailoutbox[0].body.split() if "/accounts/password/reset/key/" in word)
    page = client.get(link.split("testserver")[1], follow=True)
    where = page.redirect_chain[-1][0]
    new = "another-good-password-7"
    assert client.post(where, {"password1": new, "password2": new}).status_code == 302
    assert old.get("/accounts/").status_code == 302
    assert sign_in(Client(), person.email, new).status_code == 302
    assert person.history.first().history_change_reason == "Password changed by its owner"


@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "confirm-email/abc/", "password/set/", "inactive/"]
)
def test_pages_of_the_library_without_a_place_here_are_closed(
    client: Client, person: User, path: str
) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404
    client.force_login(person)
    assert client.get(f"/accounts/{path}").status_code == 404


def test_nobody_makes_an_account(client: Client) -> None:
    page = client.get("/accounts/signup/")
    assert b"invit" in page.content
    answer = {"email": "me@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", answer)
    assert not User.objects.exists()


def test_auditor_whose_last_day_is_over_does_not_sign_in(client: Client) -> None:
    user = make_person("auditor", access_ends_on="2020-01-01")
    assert sign_in(client, user.email).status_code == 200
    assert "_auth_user_id" not in client.session
