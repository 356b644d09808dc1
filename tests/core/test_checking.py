"""Check constraints are asked all at once, and each still says its own word when it is broken."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CheckConstraint
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.evidence.models import EvidenceItem
from casework.tasks.models import Task
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def words_of(record: Task, exclude: set[str] | None = None) -> str:
    with pytest.raises(ValidationError) as refused:
        record.validate_constraints(exclude)
    return " ".join(refused.value.messages)


def test_record_when_all_constraints_hold_then_one_question(investigator: User) -> None:
    item = EvidenceItem(case=make_case(investigator), title="Account", kind="document")
    checks = [each for each in item._meta.constraints if isinstance(each, CheckConstraint)]
    assert len(checks) > 5
    with CaptureQueriesContext(
        connection,
    ) as asked:
        item.validate_constraints()
    assert sum("_check" in query["sql"] for query in asked) == 1


def test_record_when_two_constraints_are_broken_then_both_say_so(investigator: User) -> None:
    words = words_of(Task(case=make_case(investigator), title="", state="banana"))
    assert "task_title_given" in words and "task_state_known" in words


def test_record_when_a_column_is_left_out_then_only_constraints_without_it_are_asked(
    investigator: User,
) -> None:
    task = Task(case=make_case(investigator), title="", state="banana")
    words = words_of(task, {"title"})
    assert "task_state_known" in words and "task_title_given" not in words
    task.validate_constraints({"title", "state"})


def test_record_when_broken_and_mended_then_valid(investigator: User) -> None:
    task = Task(case=make_case(investigator), title="Ask the neighbours", state="banana")
    assert "task_state_known" in words_of(task)
    task.state = "open"
    task.validate_constraints()


def test_record_when_a_condition_is_neither_true_nor_false_then_it_holds(investigator: User) -> None:
    """As in the database: what is not known breaks no rule; the column itself must say that it is needed."""
    Task(case=make_case(investigator), title="Ask", state=None).validate_constraints()
