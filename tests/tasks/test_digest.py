"""The daily mail: numbers only, and only to those who want it."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import User
from casework.cases.actions import set_level
from casework.cases.choices import Confidentiality
from casework.core import clock
from casework.core.context import audit_context
from casework.tasks.actions import set_task
from casework.tasks.queries import digest_of
from tests.factories import join_case, make_case

pytestmark = pytest.mark.django_db
SECRET = "Strike on the house of the baker"


@pytest.fixture
def mail_server(settings: Any) -> None:
    settings.CASEWORK_HAS_MAIL = True


def given(lead: User, assignee: User, days: int) -> Any:
    """A task of a case for somebody, due in so many days."""
    case = make_case(lead, title=SECRET)
    join_case(case, assignee)
    due = clock.today() + dt.timedelta(days=days)
    set_task(actor=lead, case=case, title=SECRET, assignee=assignee, due_on=due)
    return case


def test_digest_when_something_waits_then_numbers_and_nothing_of_the_case(
    investigator: User, supervisor: User, mail_server: None
) -> None:
    case = given(investigator, supervisor, 3)
    call_command("send_digests")
    assert [message.to for message in mail.outbox] == [[supervisor.email]]
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert "1 unread notice" in text and "1 task due within a week" in text
    for told in (SECRET, case.reference, investigator.name, "/cases/"):
        assert told not in text


def test_digest_when_switched_off_or_deactivated_then_none(
    investigator: User, supervisor: User, mail_server: None
) -> None:
    given(investigator, supervisor, 3)
    with audit_context(actor=supervisor):
        supervisor.mail_digest = False
        supervisor.save()
    call_command("send_digests")
    assert mail.outbox == []


def test_digest_when_the_case_left_their_sight_then_not_counted(
    investigator: User, second_supervisor: User, outsider: User
) -> None:
    case = given(investigator, outsider, 3)
    join_case(case, second_supervisor)
    assert digest_of(outsider).due == 1
    member = case.memberships.get(user=outsider)
    with audit_context(actor=investigator):
        member.left_at = clock.now()
        member.save()
    set_level(actor=investigator, case=case, level=Confidentiality.HIGHLY_RESTRICTED)
    assert not digest_of(outsider)


def test_digest_when_in_arabic_then_in_arabic(
    investigator: User, supervisor: User, mail_server: None
) -> None:
    with audit_context(actor=supervisor):
        supervisor.language = "ar"
        supervisor.save()
    for _number in range(3):
        given(investigator, supervisor, 3)
    call_command("send_digests")
    body = mail.outbox[0].body
    assert "unread" not in body
    assert "\n3 إشعارات غير مقروءة" in body
    assert "3 مهام تستحق خلال أسبوع" in body


def test_digest_when_there_is_no_mail_server_then_says_so(settings: Any) -> None:
    settings.CASEWORK_HAS_MAIL = False
    with pytest.raises(CommandError, match="EMAIL_URL"):
        call_command("send_digests")
