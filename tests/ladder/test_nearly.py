"""What is nearly right lets no case pass: another's, half done, taken back, or of yesterday.

The move says so in the words of the guard, and so does the page of the case.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.core.dates import parse
from casework.core.verdict import Refused
from casework.evidence.actions import withdraw_item
from casework.incidents.actions import change_incident
from casework.incidents.models import Incident
from casework.ladder.actions import record_opening
from casework.ladder.choices import Mover
from casework.ladder.guards import GUARDS
from casework.ladder.models import StageChange
from casework.ladder.table import BY_KEY
from casework.people.actions import add_published_source
from casework.places.models import Place
from casework.redress.actions import set_redress
from tests.deciding import decide_verification, move_case, send
from tests.factories import make_case, make_incident, make_source, make_violation, prove
from tests.ladder.build import Story, make_team, ready
from tests.ladder.nearly import Near, item_of
from tests.ladder.nearly_public import NEARLY
from tests.ladder.saying import posted, said

pytestmark = pytest.mark.django_db


def assert_refused(client: Client, story: Story, key: str, guard: str) -> None:
    """By the action, on the page of the case, on the page of the move."""
    mover = story.team.lead if Mover.LEAD in BY_KEY[key].movers else story.team.second
    case, lack = Case.objects.select_related("lead").get(pk=story.case.pk), str(GUARDS[guard].lack)
    steps = StageChange.objects.filter(case=case).count()
    with pytest.raises(Refused) as refused:
        move_case(actor=mover, case=case, key=key, **said(key))
    assert str(refused.value.reason) == lack
    client.force_login(mover)
    prove(client)
    page = client.get(reverse("ladder:detail", args=[case.reference])).content.decode()
    assert escape(lack) in page and f'aria-describedby="why-{key}"' in page
    address = reverse("ladder:move", args=[case.reference, key])
    answer = send(client, address, posted(key))
    assert answer.status_code == 403 and escape(lack) in answer.content.decode()
    assert Case.objects.get(pk=case.pk).stage == case.stage
    assert StageChange.objects.filter(case=case).count() == steps


@pytest.mark.parametrize(("key", "guard", "bare", "near"), NEARLY)
def test_move_when_something_is_nearly_right_then_refused_in_the_words_of_its_guard(
    client: Client, key: str, guard: str, bare: bool, near: Near
) -> None:
    story = ready(key, make_team(), without={guard} if bare else ())
    near(story)
    assert_refused(client, story, key, guard)


def test_approval_when_the_checks_of_the_files_are_a_day_too_old_then_refused(client: Client) -> None:
    story = ready("approve_findings", make_team())
    with clock.travel(clock.now() + dt.timedelta(days=31)):
        assert_refused(client, story, "approve_findings", "hashes_intact")


def test_publication_when_the_party_was_heard_on_former_findings_alone_then_it_has_a_say_again(
    client: Client,
) -> None:
    story = ready("publish", make_team())
    for key in ("reopen_findings", "submit_findings", "approve_findings"):
        story.move(key)
    client.force_login(story.team.second)
    page = client.get(reverse("ladder:detail", args=[story.case.reference])).content.decode()
    assert escape(str(GUARDS["party_heard"].lack)) in page


def no_source(story: Story) -> None:
    with audit_context(actor=story.team.lead):
        item = item_of(story, 1)
        item.source = None
        item.save()


def refuted(story: Story) -> None:
    decide_verification(actor=story.team.first, item=item_of(story, 1), state="refuted", why="Staged.")


def withdrawn(story: Story) -> None:
    withdraw_item(actor=story.team.lead, item=item_of(story, 1), reason="Of another case.")


@pytest.mark.parametrize("near", [no_source, refuted, withdrawn])
def test_credit_when_two_sources_are_nearly_there_then_one_has_to_be_justified(near: Near) -> None:
    story = ready("credit", make_team())
    near(story)
    with pytest.raises(ValidationError) as wrong:
        move_case(actor=story.team.second, case=story.case, key="credit", **said("credit"))
    assert list(wrong.value.message_dict) == ["single_source"]


def source_of_the_report(story: Story) -> None:
    source = add_published_source(actor=story.team.lead, name="A newspaper")
    event = Incident.objects.select_related("case").get(pk=story.incident.pk)
    change_incident(actor=story.team.lead, incident=event, source=source)


def no_further_look(story: Story) -> None:
    values = {"follow_up_on": None, "no_follow_up": True}
    set_redress(actor=story.team.lead, case=story.case, values=values)


@pytest.mark.parametrize(
    ("key", "guard", "instead"),
    [("assess", "material_linked", source_of_the_report), ("complete", "follow_up_set", no_further_look)],
)
def test_move_when_said_in_another_way_then_enough(key: str, guard: str, instead: Near) -> None:
    story = ready(key, make_team(), without={guard})
    instead(story)
    story.move(key)
    assert story.case.stage == BY_KEY[key].target


TOLD: dict[str, Any] = {"narrative": "A house was hit."}
PLACED: dict[str, Any] = {"place_text": "Behind the mill"}
SPOT = {"latitude": Decimal("36.34"), "longitude": Decimal("43.13")}


@pytest.mark.parametrize("facts", [TOLD | PLACED, TOLD | SPOT, PLACED, TOLD])
def test_opening_when_said_in_one_of_its_ways_then_enough(investigator: User, facts: dict[str, Any]) -> None:
    """What is left out of these is said in another way: by the act alleged, by a place of the list."""
    case = make_case(investigator)
    listed = {"place": Place.objects.first()} if facts == TOLD else {}
    when, source = parse("17 March 2017"), make_source()
    event = make_incident(investigator, case, source=source, when=when, **facts, **listed)
    if "narrative" not in facts:
        make_violation(investigator, event)
    assert record_opening(actor=investigator, case=case).to_stage == Stage.REPORTED
