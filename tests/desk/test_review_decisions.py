"""Deciding from the queue to the end: a rating confirmed, findings and a correction made public."""

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.desk.choices import Kind
from casework.desk.review import queue_of
from casework.incidents.models.ranges import range_words
from casework.investigations.actions import (
    add_investigation,
    cite_document,
    propose_assessment,
    propose_rating,
)
from casework.investigations.choices import Criterion
from casework.investigations.models import Assessment, EffectivenessRating
from casework.investigations.rules import may_confirm_rating, may_decide
from casework.ladder.models import StageChange
from casework.publication import actions
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.passages import _stands
from casework.publication.rules import may_publish
from tests.deciding import confirm_rating, publish_version, return_assessment, send
from tests.evidence.conftest import make_item
from tests.factories import (
    join_case,
    make_case,
    make_claim,
    make_incident,
    make_source,
    make_user,
    make_violation,
    prove,
)
from tests.ladder.build import REASON, ready
from tests.publication.build import TEXTS, answer_all, publish, ready_text, tell_story, write_text
from tests.query_counts import check, statements

pytestmark = pytest.mark.django_db
ANSWERS = {criterion.value: ("met", "As its published file shows.") for criterion in Criterion}


def browser(user: User, *, proven: bool = True) -> Client:
    client = Client()
    client.force_login(user)
    if proven:
        prove(client)
    return client


def entry(user: User, kind: Kind) -> str:
    """The address of the one entry of this kind that waits for this person."""
    found = [one.url for one in queue_of(user) if one.kind == kind]
    return found[0] if found else ""


# --- ratings -------------------------------------------------------------------------------------------


@pytest.fixture
def rating(investigator: User, supervisor: User) -> EffectivenessRating:
    case = make_case(investigator)
    join_case(case, supervisor)
    body = add_investigation(actor=investigator, case=case, body_kind="military", body="Inquiry 15-6")
    return propose_rating(actor=investigator, investigation=body, answers=ANSWERS)


def test_rating_when_confirmed_in_the_queue_then_in_force_and_gone_from_it(
    rating: EffectivenessRating, investigator: User, supervisor: User
) -> None:
    assert not entry(investigator, Kind.RATING), "nobody confirms their own"
    client, url = browser(supervisor), entry(supervisor, Kind.RATING)
    page = client.get(url).content.decode()
    assert "Inquiry 15-6" in page
    assert page.count("As its published file shows.") >= len(Criterion)
    assert send(client, url, {"decision": "approve", "comment": "Seen."}).status_code == 302
    rating.refresh_from_db()
    assert (rating.state, rating.confirmer, rating.comment) == ("confirmed", supervisor, "Seen.")
    assert EffectivenessRating.objects.in_force().get() == rating
    assert not entry(supervisor, Kind.RATING)


def test_rating_when_returned_in_the_queue_then_a_comment_is_needed_and_nothing_is_lost(
    rating: EffectivenessRating, supervisor: User
) -> None:
    client, url = browser(supervisor), entry(supervisor, Kind.RATING)
    bare = send(client, url, {"decision": "return", "comment": ""})
    assert bare.status_code == 422
    assert "Say what has to be looked at again." in bare.content.decode()
    assert send(client, url, {"decision": "return", "comment": "Was it prompt?"}).status_code == 302
    rating.refresh_from_db()
    assert (rating.state, rating.comment) == ("returned", "Was it prompt?")


def test_rating_when_the_rater_asks_for_its_page_then_sent_on_and_refused(
    rating: EffectivenessRating, investigator: User, supervisor: User
) -> None:
    client, url = browser(investigator), entry(supervisor, Kind.RATING)
    assert client.get(url).status_code == 302
    assert send(client, url, {"decision": "approve", "comment": ""}).status_code == 403
    rating.refresh_from_db()
    assert rating.state == "proposed"


# --- publication ----------------------------------------------------------------------------------------


def test_findings_when_made_public_in_the_queue_then_the_case_moves_and_anybody_reads_them() -> None:
    story = ready("publish")
    second, case = story.team.second, story.case
    client, url = browser(second), entry(second, Kind.PUBLIC)
    page = client.get(url).content.decode()
    assert 'value="approve"' in page and story.version.title_en in page
    bare = send(client, url, {"decision": "approve", "comment": ""})
    assert bare.status_code == 422 and "nothing is decided without a reason" in bare.content.decode()
    assert send(client, url, {"decision": "approve", "comment": REASON}).status_code == 302
    case = Case.objects.get(pk=case.pk)
    version = PublicVersion.objects.get()
    assert (case.stage, version.state, version.publisher) == (Stage.PUBLISHED, "published", second)
    assert StageChange.objects.filter(case=case).latest("id").reason == REASON
    assert not entry(second, Kind.PUBLIC)
    public = Client().get(f"/findings/en/{version.reference}/")
    assert public.status_code == 200 and version.title_en in public.content.decode()


def test_publication_when_the_sign_in_is_not_fresh_then_asked_who_one_is_and_nothing_is_public() -> None:
    story = ready("publish")
    client, url = browser(story.team.second, proven=False), entry(story.team.second, Kind.PUBLIC)
    answer = send(client, url, {"decision": "approve", "comment": REASON})
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
    assert not PublishedVersion.objects.exists()


def test_publication_when_a_guard_fails_then_no_button_and_the_act_is_refused() -> None:
    story = ready("publish", without=("consent_covers",))
    second = story.team.second
    client, url = browser(second), entry(second, Kind.PUBLIC)
    page = client.get(url).content.decode()
    assert 'value="approve"' not in page and "has not agreed to publication" in page
    assert send(client, url, {"decision": "approve", "comment": REASON}).status_code == 403
    assert not PublishedVersion.objects.exists()


def test_publication_when_the_proposer_asks_for_the_page_then_refused() -> None:
    story = ready("publish")
    first = story.team.first
    assert not entry(first, Kind.PUBLIC)
    url = entry(story.team.second, Kind.PUBLIC)
    assert browser(first).get(url).status_code == 302
    assert send(browser(first), url, {"decision": "approve", "comment": REASON}).status_code == 403
    assert not PublishedVersion.objects.exists()


def test_correction_when_made_public_in_the_queue_then_the_case_stays_where_it_stands() -> None:
    told = tell_story()
    publish(told)
    told.case.refresh_from_db()
    with audit_context(actor=told.first):
        told.case.stage = Stage.PUBLISHED
        told.case.save()
    version = write_text(told, title_en="A corrected title", correction_en="The title was wrong.")
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    client, url = browser(told.second), entry(told.second, Kind.PUBLIC)
    page = client.get(url).content.decode()
    assert 'value="approve"' in page and f"{version.uid}/changes/en/" in page
    assert send(client, url, {"decision": "approve", "comment": REASON}).status_code == 302
    told.case.refresh_from_db()
    assert told.case.stage == Stage.PUBLISHED
    assert [row.number for row in PublishedVersion.objects.newest()] == [2]
    assert "A corrected title" in Client().get(f"/findings/en/{version.reference}/").content.decode()


def test_public_text_when_it_waits_then_its_pane_holds_every_word_in_both_languages() -> None:
    told = tell_story()
    publish(told)
    told.case.refresh_from_db()
    with audit_context(actor=told.first):
        told.case.stage = Stage.PUBLISHED
        told.case.save()
    version = write_text(told, correction_en="The range was wrong.", correction_ar="كان المدى خاطئا.")
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    pane = browser(told.second).get(entry(told.second, Kind.PUBLIC)).content.decode()
    pane = pane[pane.index("What would be public") : pane.index('id="decision"')]
    kinds = ("conclusion", "party", "position", "claim", "source", "body", "outcome", "criterion", "reply")
    typed = [text for text in TEXTS.values() if isinstance(text, str) and text != "neighbourhood"]
    rows = ["Public title of supports", "Public title of contradicts", "Not shown: its owner did not agree."]
    notes = ["The range was wrong.", "كان المدى خاطئا."]
    for words in (*typed, *rows, *notes, *(f"Said of {kind}" for kind in kinds), "قيل"):
        for passage in words.split("\n\n"):
            assert passage in pane, passage
    assert f"Killed: {range_words(105, 141)}" in pane


def test_public_text_when_the_case_grows_then_its_entry_makes_no_statement_more() -> None:
    told = tell_story()
    actions.propose_version(actor=told.first, version=ready_text(told))
    client, url = browser(told.second), entry(told.second, Kind.PUBLIC)
    few = statements(client, url)
    incident = make_incident(told.lead, told.case)
    for number in range(3):
        make_claim(told.lead, incident, source=make_source(f"Source {number}"), killed_min=number)
    many = statements(client, url)
    assert many <= few
    check("review-public", many)


def test_correction_when_something_lacks_by_now_then_refused_in_the_queue() -> None:
    told = tell_story()
    publish(told)
    told.case.refresh_from_db()
    with audit_context(actor=told.first):
        told.case.stage = Stage.PUBLISHED
        told.case.save()
    version = write_text(told, correction_en="A word was wrong.")
    answer_all(told, version)
    actions.mention_person(actor=told.first, version=version, person=told.person)
    with audit_context(actor=told.first):
        version.state, version.proposer, version.proposed_at = "proposed", told.first, version.updated_at
        version.save()
    client, url = browser(told.second), entry(told.second, Kind.PUBLIC)
    assert 'value="approve"' not in client.get(url).content.decode()
    refused = send(client, url, {"decision": "approve", "comment": REASON})
    assert refused.status_code == 422 and "has not agreed to publication" in refused.content.decode()
    assert PublishedVersion.objects.count() == 1


# --- two at once ----------------------------------------------------------------------------------------


def test_rating_when_a_document_comes_while_it_is_read_then_it_is_read_again_first(
    rating: EffectivenessRating, investigator: User, supervisor: User
) -> None:
    case, other = rating.case, make_user(Role.INVESTIGATOR, "Another Member")
    join_case(case, other)
    client, url = browser(supervisor), entry(supervisor, Kind.RATING)
    data = {
        "seen": client.get(url).context["form"]["seen"].value(),
        "decision": "approve",
        "comment": "Seen.",
    }
    cite = {
        "target": rating,
        "item": make_item(case, investigator, b"a paper"),
        "stance": "contradicts",
        "criterion": "prompt",
    }
    with pytest.raises(Refused, match="Only the one who rated"):
        cite_document(actor=other, **cite)
    cite_document(actor=investigator, **cite)
    again = client.post(url, data)
    assert again.status_code == 409
    rating.refresh_from_db()
    assert rating.state == "proposed"
    data["seen"] = again.context["form"]["seen"].value()
    assert client.post(url, data).status_code == 302


def test_decision_when_another_was_faster_then_the_loser_is_told_so(
    rating: EffectivenessRating, supervisor: User
) -> None:
    late = make_user(Role.SUPERVISOR, "A Late Supervisor")
    join_case(rating.case, late)
    read = EffectivenessRating.objects.get(pk=rating.pk)
    confirm_rating(actor=supervisor, rating=rating, comment="Seen.")
    assert "does not wait" in str(may_confirm_rating(late, read).reason)
    told = tell_story()
    join_case(told.case, late, cleared=True)
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    waiting = PublicVersion.objects.select_related("case", "finding").get()
    publish_version(actor=told.second, version=version)
    assert "does not wait" in str(may_publish(late, waiting).reason)
    violation = make_violation(told.lead, make_incident(told.lead, told.case))
    proposed = propose_assessment(
        actor=told.lead, violation=violation, standard="reasonable_suspicion", source_count=3, origin_count=2,
        rationale="Several independent sources agree on what happened there.",
    )  # fmt: skip
    seen = Assessment.objects.get(pk=proposed.pk)
    return_assessment(actor=told.first, assessment=proposed, comment="Who saw it?")
    assert "does not wait" in str(may_decide(late, seen).reason)


# --- what is said afterwards ----------------------------------------------------------------------------


def test_decision_when_made_in_the_queue_then_the_next_page_names_the_case_and_leads_to_the_record(
    rating: EffectivenessRating, supervisor: User
) -> None:
    client, url = browser(supervisor), entry(supervisor, Kind.RATING)
    page = send(client, url, {"decision": "return", "comment": "Was it prompt?"}, follow=True)
    link = f'<a href="{rating.get_absolute_url()}"><bdi class="ref">{rating.case.reference}</bdi></a>'
    assert f"The rating was returned. {link}" in page.content.decode()


def test_findings_when_decided_in_the_queue_then_they_are_named_too() -> None:
    story = ready("publish")
    client, version = browser(story.team.second), story.version
    url = entry(story.team.second, Kind.PUBLIC)
    page = send(client, url, {"decision": "return", "comment": "Say less."}, follow=True).content.decode()
    assert f'<a href="{version.get_absolute_url()}"><bdi class="ref">{version.case.reference}</bdi>' in page


def test_comment_when_asked_for_then_not_called_optional_and_needed_in_one_breath(
    rating: EffectivenessRating, supervisor: User
) -> None:
    page = browser(supervisor).get(entry(supervisor, Kind.RATING)).content.decode()
    assert "Needed when you return it." in page and "(optional)" not in page


@pytest.mark.parametrize(("language", "day"), [("en", "11 Jun 2026"), ("ar", "11 حزيران 2026")])
def test_public_text_when_read_before_it_is_public_then_days_are_written_as_elsewhere(
    language: str, day: str
) -> None:
    content = {"status": {
        "credible": {"words": "Met", "on": "2026-06-11"},
        **{name: {"words": "No"} for name in ("investigated", "effectively", "redress")},
    }}  # fmt: skip
    with translation.override(language):
        assert next(iter(_stands(content))).endswith(f"Met. \u2068{day}\u2069")
