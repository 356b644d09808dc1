"""Questions compiled once: what is kept is the SQL, never the reader, the rights or the answer."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.questions import Question, one_of
from tests.factories import join_case, make_case, make_user

pytestmark = pytest.mark.django_db


@Question
def seen(reader: Any, keys: list[Any]) -> QuerySet:
    return Case.objects.visible_to(reader).filter(one_of("id", keys)).order_by("id")


def test_question_when_asked_by_several_then_each_sees_their_own(investigator: User) -> None:
    other = make_user()
    mine, theirs = make_case(investigator), make_case(other)
    keys = [mine.pk, theirs.pk]
    assert seen(investigator, keys=keys) == [mine]
    assert seen(other, keys=keys) == [theirs]
    assert seen(make_user("admin"), keys=keys) == []


def test_question_when_a_membership_or_a_right_changes_then_answered_anew(investigator: User) -> None:
    other = make_user()
    case = make_case(other, confidentiality=Confidentiality.RESTRICTED)
    assert seen(investigator, keys=[case.pk]) == []
    join_case(case, investigator)
    assert seen(investigator, keys=[case.pk]) == [case]
    with audit_context(actor=other):
        investigator.role = Role.ADMIN
        investigator.save()
    assert seen(investigator, keys=[case.pk]) == []
    with audit_context(actor=other):
        investigator.role, investigator.is_active = Role.INVESTIGATOR, False
        investigator.save()
    assert seen(investigator, keys=[case.pk]) == []


def test_question_when_asked_again_then_not_compiled_again(
    investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [make_case(investigator) for _number in range(4)]
    assert seen(investigator, keys=[case.pk for case in cases[:3]]) == cases[:3]
    monkeypatch.setattr(seen, "build", None)
    with CaptureQueriesContext(connection) as captured:
        assert seen(investigator, keys=[case.pk for case in cases]) == cases
    assert len(captured) == 1


def test_question_when_asked_about_nothing_then_no_statement(investigator: User) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert seen(investigator, keys=[]) == []
    assert len(captured) == 0
