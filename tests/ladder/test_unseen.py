"""Nobody passes because they see less: what stands against findings is asked of everything, and whoever may
not see it is told that there is more, and nothing else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from casework.cases.choices import Stage
from casework.cases.models import Case, CaseMember
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.evidence.actions import cite_evidence, record_integrity, set_item_level
from casework.evidence.models import EvidenceItem
from casework.incidents.actions import change_violation
from casework.incidents.models import Violation
from casework.investigations.actions import raise_challenge
from casework.ladder.choices import Mover
from casework.ladder.guards.findings import UNSEEN_LACK
from casework.ladder.rules import answer_guards, moves_of
from casework.ladder.table import BY_KEY
from tests.deciding import move_case, send
from tests.ladder.build import Story, Team, make_team, ready
from tests.ladder.saying import posted, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


def cleared(story: Story) -> Story:
    """The first supervisor sees all of the case from now on."""
    with audit_context(actor=story.team.second):
        member = CaseMember.objects.of(story.team.first).get(case=story.case)
        member.cleared = True
        member.save()
    return story


def hide(story: Story) -> EvidenceItem:
    """The first item becomes one for cleared members only."""
    item = EvidenceItem.objects.select_related("case").get(pk=story.items[0].pk)
    set_item_level(actor=story.team.lead, item=item, level="highly_restricted")
    return EvidenceItem.objects.select_related("case").get(pk=item.pk)


def lost_file(story: Story) -> None:
    record_integrity(actor=story.team.lead, item=hide(story), found=None)


def doubted(story: Story) -> None:
    raise_challenge(actor=cleared(story).team.first, target=hide(story), question="Is it forged?")


def against(story: Story) -> None:
    cite_evidence(actor=story.team.lead, item=story.items[0], target=story.violation, stance="contradicts")
    hide(story)


def not_concluded(story: Story) -> None:
    """Another act, which the lead has not concluded on and does not see."""
    act = Violation.objects.select_related("case").get(pk=story.violate().pk)
    change_violation(actor=story.team.lead, violation=act, confidentiality="highly_restricted")


def gap(story: Story) -> None:
    story.break_custody()
    hide(story)


HIDDEN: list[tuple[str, Callable[[Story], None]]] = [
    ("approve_findings", lost_file),
    ("approve_findings", doubted),
    ("approve_findings", against),
    ("submit_findings", not_concluded),
    ("submit_findings", gap),
]


def blind(story: Story) -> None:
    """The lead is no longer cleared."""
    with audit_context(actor=story.team.second):
        member = CaseMember.objects.of(story.team.lead).get(case=story.case)
        member.cleared = False
        member.save()


@pytest.mark.parametrize(("key", "hidden"), HIDDEN, ids=lambda one: getattr(one, "__name__", one))
def test_findings_when_something_hidden_stands_against_them_then_refused_and_told_no_more(
    client: Client, team: Team, key: str, hidden: Callable[[Story], None]
) -> None:
    story = ready(key, team)
    mover = team.lead if Mover.LEAD in BY_KEY[key].movers else team.second
    hidden(story)
    if key == "submit_findings":
        blind(story)
    case = Case.objects.select_related("lead").get(pk=story.case.pk)
    open_to_mover = [
        answer.guard.lack for answer in answer_guards(BY_KEY[key], mover, case) if not answer.holds
    ]
    assert open_to_mover == [UNSEEN_LACK]
    with pytest.raises(Refused) as refused:
        move_case(actor=mover, case=case, key=key, **said(key))
    assert str(refused.value.reason) == str(UNSEEN_LACK)
    client.force_login(mover)
    status = client.get(reverse("ladder:detail", args=[case.reference])).content.decode()
    assert escape(str(UNSEEN_LACK)) in status
    address = reverse("ladder:move", args=[case.reference, key])
    for answer in (client.get(address), send(client, address, posted(key))):
        assert answer.status_code == 403 and escape(str(UNSEEN_LACK)) in answer.content.decode()
    assert Case.objects.get(pk=case.pk).stage == case.stage


def test_findings_when_the_mover_sees_what_stands_against_them_then_told_what_it_is(team: Team) -> None:
    story = cleared(ready("approve_findings", team))
    lost_file(story)
    case = Case.objects.select_related("lead").get(pk=story.case.pk)
    approve = next(move for move in moves_of(case, team.first) if move.transition.key == "approve_findings")
    lacking = {answer.guard.key for answer in approve.answers if not answer.holds}
    assert lacking == {"hashes_intact"}


def test_findings_when_nothing_is_hidden_then_approved(team: Team) -> None:
    story = ready("approve_findings", team)
    hide(story)
    story.move("approve_findings")
    assert story.case.stage == Stage.FINDINGS_APPROVED
