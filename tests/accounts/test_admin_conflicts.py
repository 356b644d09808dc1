"""Two administrators on one form: the slower one sees both versions and loses nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.core.context import audit_context
from casework.incidents.models import ViolationType
from tests.accounts.test_admin import answer_of, change_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_login(admin_client: Client) -> Client:
    return admin_client


def test_person_when_another_admin_was_faster_then_both_are_shown_and_nothing_is_lost(
    admin_login: Client, person: User, second_admin: User
) -> None:
    shown = answer_of(person, name="Petra Mine", reason="She married")
    with audit_context(actor=second_admin):
        person.name, person.role = "Petra Theirs", Role.SUPERVISOR
        person.save()
    answer = admin_login.post(change_page(person), shown)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Berta Admin saved this while you were writing" in page
    assert 'value="Petra Mine"' in page and "She married" in page, "what was typed stands there"
    assert "Theirs: Petra Theirs. Before both of you: Petra Person." in page
    assert '<option value="supervisor" selected>' in page, "what only they changed is taken over"
    stored = User.objects.get(pk=person.pk)
    assert stored.name == "Petra Theirs", "nothing was saved over theirs"

    again = {name: answer.context["adminform"].form[name].value() or "" for name in shown}
    assert admin_login.post(change_page(person), again).status_code == 302
    stored.refresh_from_db()
    assert (stored.name, stored.role) == ("Petra Mine", Role.SUPERVISOR)


def test_list_when_another_admin_was_faster_then_both_are_shown(
    admin_login: Client, admin_person: User, second_admin: User
) -> None:
    kind = ViolationType.objects.get(code="ATT-04")
    where = reverse("admin:casework_violationtype_change", args=[kind.pk])
    form = admin_login.get(where).context["adminform"].form
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    with audit_context(actor=second_admin):
        kind.name_en = "Their name for it"
        kind.save()
    answer = admin_login.post(where, shown | {"name_en": "My name for it"})
    page = answer.content.decode()
    assert "Berta Admin saved this" in page and "Theirs: Their name for it." in page
    assert 'value="My name for it"' in page
    assert ViolationType.objects.get(pk=kind.pk).name_en == "Their name for it"
