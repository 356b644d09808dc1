"""Acts in the rooms that ask who one is once more, and the form that waits meanwhile."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.cases.actions import set_level
from casework.cases.choices import Confidentiality
from casework.cases.models import Case, CaseMember, TakeOver
from casework.people.actions import add_person
from casework.people.models import Person
from tests.accounts.conftest import make_person, sign_in
from tests.factories import PASSWORD, join_case, make_case, prove

REASON = "The witness agreed in writing that colleagues may read it."


@pytest.fixture
def boss(db: None) -> User:
    return make_person(Role.SUPERVISOR, "Sami Supervisor")


@pytest.fixture
def case(boss: User) -> Case:
    return make_case(boss, confidentiality=Confidentiality.RESTRICTED)


@pytest.fixture
def stale(client: Client, boss: User) -> Client:
    """A browser left open: signed in, but nobody has shown lately who sits there."""
    client.force_login(boss)
    return client


def level_page(case: Case) -> str:
    return reverse("cases:level", args=[case.reference])


def stored_level(case: Case) -> str:
    return Case.objects.get(pk=case.pk).confidentiality


def test_level_when_lowered_at_an_open_browser_then_asked_and_what_was_typed_is_kept(
    stale: Client, case: Case
) -> None:
    typed = {"level": "internal", "reason": REASON}
    answer = stale.post(level_page(case), typed)
    assert answer.status_code == 302 and "/reauthenticate/" in answer["Location"]
    assert stored_level(case) == "restricted", "nothing is saved before the proof"
    assert "what you typed is kept" in stale.get(answer["Location"]).content.decode()

    back = stale.post(answer["Location"], {"password": PASSWORD})
    assert back["Location"] == level_page(case)
    page = stale.get(level_page(case)).content.decode()
    assert REASON in page and 'value="internal" id="id_level_0" required checked' in page.replace("  ", " ")
    assert stale.post(level_page(case), typed).status_code == 302
    assert stored_level(case) == "internal"
    assert REASON not in stale.get(level_page(case)).content.decode(), "sent: the page is empty again"


def test_level_when_raised_then_nobody_is_asked(stale: Client, case: Case, supervisor: User) -> None:
    join_case(case, supervisor)
    assert (
        stale.post(level_page(case), {"level": "highly_restricted", "reason": "A threat."}).status_code == 302
    )
    assert stored_level(case) == "highly_restricted", "protecting somebody never waits"


def test_level_when_signed_in_a_moment_ago_then_not_asked_again(
    client: Client, case: Case, boss: User
) -> None:
    sign_in(client, boss.email)
    client.post(level_page(case), {"level": "internal", "reason": REASON})
    assert stored_level(case) == "internal"


def test_kept_form_when_the_proof_is_missing_or_the_page_is_another_then_not_shown(
    stale: Client, case: Case
) -> None:
    stale.post(level_page(case), {"level": "internal", "reason": REASON})
    assert REASON not in stale.get(level_page(case)).content.decode(), (
        "whoever found the browser learns nothing"
    )
    prove(stale)
    other = reverse("cases:lead", args=[case.reference])
    assert REASON not in stale.get(other).content.decode()
    assert REASON in stale.get(level_page(case)).content.decode()


def test_kept_form_when_the_sessions_are_read_then_sealed(stale: Client, case: Case) -> None:
    stale.post(level_page(case), {"level": "internal", "reason": REASON})
    assert "witness" not in str([row.get_decoded() for row in Session.objects.all()])


@pytest.mark.parametrize("flag", ["identities", "cleared", "export", "publish"])
def test_flags_when_given_at_an_open_browser_then_asked(
    stale: Client, case: Case, outsider: User, flag: str
) -> None:
    member = join_case(case, outsider)
    where = reverse("cases:member-edit", args=[case.reference, member.uid])
    sent = {"role": "member", flag: "on", "version": member.version, "ends_on": "", "reason": ""}
    answer = stale.post(where, sent)
    assert "/reauthenticate/" in answer["Location"]
    assert getattr(CaseMember.objects.get(pk=member.pk), flag) is False
    prove(stale)
    shown = stale.get(where).content.decode()
    assert f'name="{flag}"' in shown and "checked" in shown.split(f'name="{flag}"')[1].split(">")[0]
    stale.post(where, sent)
    assert getattr(CaseMember.objects.get(pk=member.pk), flag) is True


def test_flags_when_taken_away_then_nobody_is_asked(stale: Client, case: Case, outsider: User) -> None:
    member = join_case(case, outsider, export=True)
    where = reverse("cases:member-edit", args=[case.reference, member.uid])
    stale.post(where, {"role": "member", "version": member.version, "ends_on": "", "reason": ""})
    assert CaseMember.objects.get(pk=member.pk).export is False


def test_new_member_when_given_a_flag_then_asked_and_not_added(
    stale: Client, case: Case, outsider: User
) -> None:
    where = reverse("cases:member-add", args=[case.reference])
    sent = {"user": str(outsider.uid), "role": "member", "cleared": "on", "reason": REASON}
    assert "/reauthenticate/" in stale.post(where, sent)["Location"]
    assert not CaseMember.objects.filter(case=case, user=outsider).exists()
    prove(stale)
    assert str(outsider.uid) in stale.get(where).content.decode()
    stale.post(where, sent)
    assert CaseMember.objects.get(case=case, user=outsider).cleared is True


def test_take_over_when_asked_for_at_an_open_browser_then_asked(
    client: Client, investigator: User, supervisor: User
) -> None:
    case = make_case(investigator, confidentiality="highly_restricted")
    client.force_login(supervisor)
    where = reverse("cases:take-over", args=[case.reference])
    assert "/reauthenticate/" in client.post(where, {"reason": REASON})["Location"]
    assert not TakeOver.objects.exists()
    prove(client)
    assert REASON in client.get(where).content.decode()
    client.post(where, {"reason": REASON})
    assert TakeOver.objects.get().reason == REASON


def test_person_when_the_level_is_lowered_then_asked(stale: Client, case: Case, boss: User) -> None:
    person: Person = add_person(
        actor=boss, case=case, values={"is_victim": True}, confidentiality="restricted"
    )
    where = reverse("people:person-level", args=[case.reference, person.uid])
    sent: dict[str, Any] = {"level": "internal", "reason": REASON}
    assert "/reauthenticate/" in stale.post(where, sent)["Location"]
    assert Person.objects.get(pk=person.pk).confidentiality == "restricted"


def test_action_when_called_by_a_job_then_no_session_is_asked(case: Case, boss: User) -> None:
    set_level(actor=boss, case=case, level="internal", reason=REASON)
    assert stored_level(case) == "internal"
