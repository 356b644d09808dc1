"""What findings rest on is locked with them: from the day they are handed in until they are returned or the
investigation is reopened. Each act is refused by the action, and on its page in words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from casework.cases.choices import HANDED_IN, Stage
from casework.cases.models import CaseRecord
from casework.core.verdict import Refused
from casework.evidence.actions import cite_evidence, withdraw_citation, withdraw_item
from casework.evidence.models import Citation, EvidenceItem
from casework.incidents.actions import (
    add_claim,
    adopt_casualty_range,
    change_incident,
    change_violation,
    withdraw_claim,
    withdraw_incident,
    withdraw_violation,
)
from casework.incidents.models import CasualtyClaim, Incident, Violation
from casework.investigations.models import ContraryAnswer
from casework.parties.actions import change_attribution, record_position, withdraw_attribution
from casework.parties.models import Attribution, PartyPosition
from tests.deciding import answer_contrary
from tests.ladder.build import Story, Team, make_team, story_at
from tests.ladder.saying import REASON

pytestmark = pytest.mark.django_db
LOCKED = [Stage.FINDINGS_REVIEW, Stage.FINDINGS_APPROVED, Stage.PUBLISHED]
Act = Callable[..., Any]

ACTS: dict[str, tuple[type[CaseRecord], str, Act, dict[str, Any]]] = {
    "incidents:edit": (Incident, "incident", change_incident, {"title": "Another street"}),
    "incidents:adopt": (
        Incident,
        "incident",
        adopt_casualty_range,
        {"killed_min": 1, "rationale": REASON},
    ),
    "incidents:withdraw": (Incident, "incident", withdraw_incident, {"reason": REASON}),
    "incidents:violation-withdraw": (Violation, "violation", withdraw_violation, {"reason": REASON}),
    "incidents:claim-withdraw": (CasualtyClaim, "claim", withdraw_claim, {"reason": REASON}),
    "parties:attribution-edit": (Attribution, "attribution", change_attribution, {"role": "ordered"}),
    "parties:attribution-withdraw": (Attribution, "attribution", withdraw_attribution, {"reason": REASON}),
    "evidence:withdraw": (EvidenceItem, "item", withdraw_item, {"reason": REASON}),
    "evidence:citation-withdraw": (Citation, "citation", withdraw_citation, {"reason": REASON}),
}


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


def told(team: Team, stage: str) -> Story:
    """A case at `stage`, with a claim and a citation that were there when the findings were handed in."""
    story = story_at(Stage.INVESTIGATION, team)
    add_claim(actor=team.lead, incident=story.incident, source=story.sources[0], killed_min=105)
    cite_evidence(actor=team.lead, item=story.items[1], target=story.violation, stance="supports")
    story.climb_to(stage)
    return story


def fresh(model: type[CaseRecord], story: Story) -> Any:
    return model.objects.filter(case=story.case).select_related("case").earliest("pk")


@pytest.mark.parametrize("stage", LOCKED)
def test_basis_when_findings_are_handed_in_then_locked(client: Client, team: Team, stage: str) -> None:
    story, words = told(team, stage), str(HANDED_IN[Stage(stage)])
    client.force_login(team.lead)
    for name, (model, word, act, facts) in ACTS.items():
        record = fresh(model, story)
        with pytest.raises(Refused) as refused:
            act(actor=team.lead, **{word: record}, **facts)
        assert str(refused.value.reason) == words, name
        item = [record.item.uid] if model is Citation else []
        address = reverse(name, args=[story.case.reference, *item, record.uid])
        page = client.post(address, {"reason": REASON})
        assert page.status_code == 403 and escape(words) in page.content.decode(), name
        assert model.objects.get(pk=record.pk).version == record.version, name


@pytest.mark.parametrize("stage", [Stage.FINDINGS_REVIEW, Stage.FINDINGS_APPROVED])
def test_answer_to_what_speaks_against_when_handed_in_then_stays_as_it_was(
    client: Client, team: Team, stage: str
) -> None:
    story, words = story_at(Stage.INVESTIGATION, team), str(HANDED_IN[Stage(stage)])
    facts: dict[str, Any] = {"target": story.violation, "stance": "contradicts"}
    citation = cite_evidence(actor=team.lead, item=story.items[1], **facts)
    answer_contrary(actor=team.lead, citation=citation, text="It shows another street.")
    story.climb_to(stage)
    citation = Citation.objects.select_related("case").get(pk=citation.pk)
    with pytest.raises(Refused, match=words[:30]):
        answer_contrary(actor=team.lead, citation=citation, text="Nothing to see.")
    client.force_login(team.lead)
    address = reverse("investigations:contrary-answer", args=[story.case.reference, citation.uid])
    page = client.post(address, {"text": "Nothing to see."})
    assert page.status_code == 403 and escape(words) in page.content.decode()
    assert ContraryAnswer.objects.get(citation=citation).text == "It shows another street."


def test_basis_when_findings_are_returned_then_open_again(team: Team) -> None:
    story = told(team, Stage.FINDINGS_REVIEW)
    story.move("return_findings")
    for model, word, act, facts in ACTS.values():
        with transaction.atomic():
            act(actor=team.lead, **{word: fresh(model, story)}, **facts)
            transaction.set_rollback(True)


def test_basis_when_suspended_under_review_then_locked_all_the_same(team: Team) -> None:
    story = told(team, Stage.FINDINGS_REVIEW)
    story.move("suspend")
    with pytest.raises(Refused, match="under review"):
        withdraw_violation(actor=team.lead, violation=fresh(Violation, story), reason=REASON)


def test_news_when_it_comes_under_review_then_kept_and_still_open_to_change(team: Team) -> None:
    """A denial, a passage against, another act: what is new is written down at any stage."""
    story = told(team, Stage.PUBLISHED)
    act = story.violate()
    withdraw_violation(actor=team.lead, violation=Violation.objects.get(pk=act.pk), reason=REASON)
    attribution, violation = fresh(Attribution, story), fresh(Violation, story)
    position = record_position(actor=team.lead, attribution=attribution, kind="denies", explanation="No.")
    passage = cite_evidence(actor=team.lead, item=story.items[0], target=violation, stance="contradicts")
    withdraw_citation(actor=team.lead, citation=Citation.objects.get(pk=passage.pk), reason=REASON)
    assert PartyPosition.objects.get(pk=position.pk).kind == "denies"


def test_level_of_an_act_when_findings_rest_on_it_then_raised_and_nothing_else(
    client: Client, team: Team
) -> None:
    story = told(team, Stage.PUBLISHED)
    violation = fresh(Violation, story)
    client.force_login(team.lead)
    address = reverse("incidents:violation-edit", args=[story.case.reference, violation.uid])
    page = client.get(address).content.decode()
    assert escape(str(HANDED_IN[Stage.PUBLISHED])) in page and 'name="source_words"' not in page
    level = {"confidentiality": "restricted", "version": violation.version, "source_words": "Other words"}
    assert client.post(address, level).status_code == 302
    stored = Violation.objects.get(pk=violation.pk)
    assert stored.confidentiality == "restricted" and stored.source_words == violation.source_words
    with pytest.raises(Refused, match="reopens the investigation"):
        change_violation(actor=team.lead, violation=fresh(Violation, story), source_words="Other words")


@pytest.mark.parametrize("name", ["incidents:detail", "parties:case-list"])
def test_pages_when_findings_rest_on_them_then_say_what_to_do_first(
    client: Client, team: Team, name: str
) -> None:
    story = told(team, Stage.FINDINGS_REVIEW)
    client.force_login(team.lead)
    uid = [story.incident.uid] if name == "incidents:detail" else []
    address = reverse(name, args=[story.case.reference, *uid])
    assert escape(str(HANDED_IN[Stage.FINDINGS_REVIEW])) in client.get(address).content.decode()
    story.move("return_findings")
    assert escape(str(HANDED_IN[Stage.FINDINGS_REVIEW])) not in client.get(address).content.decode()


def acts_on(client: Client, story: Story) -> set[str]:
    """Which acts the pages of the case offer on a record of it."""
    case, item = story.case, story.items[1]
    pages = [
        reverse("incidents:detail", args=[case.reference, story.incident.uid]),
        reverse("parties:case-list", args=[case.reference]),
        item.get_absolute_url(),
    ]
    shown = "".join(client.get(page).content.decode() for page in pages)
    offered = set()
    for name, model in OFFERED:
        cited = model is Citation
        above = [case.reference, item.uid] if cited else [case.reference]
        rows = model.objects.filter(case=case, **({"item": item} if cited else {}))
        if any(f'href="{reverse(name, args=[*above, row.uid])}"' in shown for row in rows):
            offered.add(name)
    return offered


OFFERED: list[tuple[str, Any]] = [
    ("incidents:edit", Incident),
    ("incidents:adopt", Incident),
    ("incidents:withdraw", Incident),
    ("incidents:violation-withdraw", Violation),
    ("incidents:claim-edit", CasualtyClaim),
    ("incidents:claim-withdraw", CasualtyClaim),
    ("parties:attribution-edit", Attribution),
    ("parties:attribution-withdraw", Attribution),
    ("parties:position-edit", PartyPosition),
    ("parties:position-withdraw", PartyPosition),
    ("evidence:citation-withdraw", Citation),
]


def test_rows_when_findings_rest_on_them_then_offer_no_act_that_is_refused(
    client: Client, team: Team
) -> None:
    story = told(team, Stage.INVESTIGATION)
    attribution = fresh(Attribution, story)
    record_position(actor=team.lead, attribution=attribution, kind="denies", explanation="No.")
    client.force_login(team.lead)
    assert acts_on(client, story) == {name for name, _model in OFFERED}
    story.climb_to(Stage.FINDINGS_REVIEW)
    assert acts_on(client, story) == set()
    item = client.get(story.items[1].get_absolute_url()).content.decode()
    assert escape(str(HANDED_IN[Stage.FINDINGS_REVIEW])) in item
    late = record_position(actor=team.lead, attribution=attribution, kind="denies", explanation="No again.")
    assert acts_on(client, story) == {"parties:position-edit", "parties:position-withdraw"}
    assert PartyPosition.objects.filter(case=story.case).latest("pk") == late
