"""The job tells people once of what needs attention, and only those who may see it."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from casework.cases.actions import set_level
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.evidence.actions import record_integrity, set_item_level
from casework.evidence.models import EvidenceItem
from casework.ladder.attention import CONCERNS
from casework.ladder.models import ConcernChange
from casework.people.actions import add_person, record_consent
from casework.people.models import Person
from casework.tasks.choices import NoticeKind
from casework.tasks.models import Notice, Task
from tests.factories import make_user
from tests.ladder.build import Story, Team, make_team, ready, story_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


@pytest.fixture
def run(django_capture_on_commit_callbacks: Any) -> Any:
    """Run the job as the scheduler does; what waits for the commit is done."""

    def raise_notices() -> str:
        out = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("raise_notices", stdout=out)
        return out.getvalue()

    return raise_notices


def told(key: str, case: Case) -> set[str]:
    """Who found a notice of this concern."""
    words = str(CONCERNS[key].words)
    found = Notice.objects.filter(kind=NoticeKind.ATTENTION, case=case, words=words)
    assert found.count() == found.values("recipient").distinct().count(), "nobody is told twice"
    return set(found.values_list("recipient__name", flat=True))


def failed(team: Team) -> Story:
    story = story_at(Stage.CREDIBLE, team)
    record_integrity(actor=team.lead, item=story.items[0], found=None)
    return story


def test_job_when_run_twice_then_people_are_told_once(team: Team, run: Any) -> None:
    story = failed(team)
    first = run()
    assert told("file_failed", story.case) == {"First Supervisor", "Lead Investigator"}
    notices, tasks, changes = Notice.objects.count(), Task.objects.count(), ConcernChange.objects.count()
    assert changes and first == f"{changes} concerns are new, 0 are over.\n"
    assert run() == "0 concerns are new, 0 are over.\n"
    assert (Notice.objects.count(), Task.objects.count()) == (notices, tasks)
    change = ConcernChange.objects.get(case=story.case, concern="file_failed")
    assert (change.actor, change.actor_label) == (None, "system:attention")


def test_job_when_a_concern_ends_and_comes_back_then_told_again(team: Team, run: Any) -> None:
    story = story_at(Stage.ASSESSMENT, team)
    for days in (-1, 10, -1):
        with audit_context(actor=team.first):
            story.case.next_action_due = clock.today() + dt.timedelta(days=days)
            story.case.save()
        run()
    steps = ConcernChange.objects.filter(case=story.case, concern="overdue").order_by("pk")
    assert [step.holds for step in steps] == [True, False, True]
    words = str(CONCERNS["overdue"].words)
    assert Notice.objects.filter(case=story.case, words=words, recipient=team.first).count() == 2


def test_job_when_there_is_something_to_do_then_the_lead_has_a_task_in_their_language(
    team: Team, run: Any
) -> None:
    with audit_context(actor=team.first):
        team.lead.language = "ar"
        team.lead.save()
    story = ready("approve_findings", team, without={"no_challenge"})
    run()
    task = Task.objects.get(case=story.case, assignee=team.lead)
    with override("ar"):
        assert task.title == str(CONCERNS["challenge_open"].task)
    assert task.due_on and task.created_by is None
    assert told("challenge_open", story.case) == {"First Supervisor"}, "the lead has the task instead"
    run()
    assert Task.objects.filter(case=story.case).count() == 1


def test_job_when_the_reason_is_hidden_from_people_then_not_told(team: Team, run: Any) -> None:
    story = failed(team)
    item = EvidenceItem.objects.get(pk=story.items[0].pk)
    set_item_level(actor=team.lead, item=item, level="highly_restricted")
    run()
    assert told("file_failed", story.case) == set(), "nobody in this case is cleared"


def ending(team: Team, story: Story, person: Person) -> None:
    day = clock.today()
    words: dict[str, Any] = {"purpose": "internal_use", "answer": "yes", "means": "written", "guardian": True}
    record_consent(
        actor=team.lead, person=person, given_on=day, expires_on=day + dt.timedelta(days=9), **words
    )


def test_task_when_about_a_hidden_person_then_none_that_everybody_reads(team: Team, run: Any) -> None:
    open_one, hidden_one = ready("assess", team), ready("assess", team)
    child = add_person(actor=team.lead, case=hidden_one.case, values={"is_victim": True, "age_band": "5_17"})
    ending(team, open_one, open_one.person)
    ending(team, hidden_one, child)
    run()
    title = str(CONCERNS["consent_ends"].task)
    assert Task.objects.filter(case=open_one.case, title=title).exists()
    assert not Task.objects.filter(case=hidden_one.case).exists()
    assert told("consent_ends", hidden_one.case) == set()


def test_job_when_the_case_is_sealed_then_its_members_only_are_told(team: Team, run: Any) -> None:
    story = failed(team)
    stranger: User = make_user(Role.SUPERVISOR, "Other Supervisor")
    set_level(actor=team.lead, case=story.case, level="highly_restricted")
    run()
    assert not Notice.objects.filter(recipient=stranger).exists()


def test_notice_when_read_in_arabic_then_in_arabic(team: Team, run: Any) -> None:
    failed(team)
    run()
    notice = Notice.objects.filter(kind=NoticeKind.ATTENTION).first()
    assert notice is not None
    with override("ar"):
        assert notice.said != notice.words
