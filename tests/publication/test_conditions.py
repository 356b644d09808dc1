"""What holds for the first public text holds for each correction: replies, consent, levels, being heard."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import escape

from casework.cases.choices import Stage
from casework.core import clock
from casework.core.context import audit_context
from casework.investigations.actions import record_answer, withdraw_reply
from casework.investigations.models import Conclusion, PartyReply
from casework.ladder.attention import CONCERNS
from casework.ladder.rules import may_move
from casework.ladder.table import BY_KEY
from casework.people.actions import add_person_source
from casework.publication import actions
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.checks import lacks_of
from tests.deciding import publish_version
from tests.factories import prove
from tests.publication.build import (
    Told,
    agree,
    answer_all,
    choose_all,
    corrected,
    lead_membership,
    publish,
    ready_text,
    tell_story,
    write_text,
)

pytestmark = pytest.mark.django_db
ANSWER = "We were not there.\n\nOur aircraft were elsewhere."


@pytest.fixture
def told() -> Told:
    return tell_story()


def reply_of(told: Told) -> PartyReply:
    return PartyReply.objects.select_related("finding__case", "party").get(case=told.case)


def answer(told: Told) -> PartyReply:
    """The party, silent until now, answers late."""
    return record_answer(actor=told.lead, reply=reply_of(told), answered_on=clock.today(), answer=ANSWER)


def in_force(version: PublicVersion) -> PublicVersion:
    return PublicVersion.objects.select_related("case", "finding").get(pk=version.pk)


def take_in(told: Told, version: PublicVersion, **words: Any) -> None:
    key = f"reply:{reply_of(told).uid}"
    actions.choose_words(actor=told.first, version=version, words={key: words})
    answer_all(told, version)


def public_page(told: Told, person: Any) -> str:
    client = Client()
    client.force_login(person)
    version = PublicVersion.objects.latest("id")
    return client.get(f"/cases/{told.case.reference}/publication/{version.uid}/").content.decode()


def test_reply_when_it_comes_after_the_words_were_chosen_then_both_supervisors_are_told(told: Told) -> None:
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    said = answer(told)
    words = f"The reply of {said.party} of "
    for person in (told.first, told.second):
        assert any(lack.startswith(words) for lack in lacks_of(person, in_force(version)))
        assert escape(words) in public_page(told, person)
    with pytest.raises(ValidationError, match="is not in the public text"):
        publish_version(actor=told.second, version=in_force(version))
    assert "after the text was proposed" in str(may_move(BY_KEY["publish"], told.second, told.case).reason)
    cases = type(told.case).objects.filter(pk=told.case.pk)
    assert cases.filter(CONCERNS["reply_untold"].condition(told.second)).exists()
    assert not PublishedVersion.objects.exists()


@pytest.mark.parametrize(
    ("words", "told_whole"),
    [
        ({"out": True, "en": ANSWER, "ar": ""}, True),
        ({"out": True, "en": "", "ar": ANSWER.replace("\n\n", "\r\n\r\n")}, True),
        ({"out": True, "en": "We were not there.", "ar": ""}, False),
        ({"out": False, "en": ANSWER, "ar": ""}, False),
        ({"out": True, "en": "We were not there.", "why": "It names a witness."}, True),
        ({"out": False, "en": "", "why": " "}, False),
    ],
)
def test_reply_when_chosen_then_whole_or_with_a_reason(told: Told, words: Any, told_whole: bool) -> None:
    answer(told)
    version = ready_text(told)
    take_in(told, version, **words)
    assert (lacks_of(told.first, version) == []) is told_whole


def test_reply_when_it_comes_after_publication_then_a_correction_prints_it(told: Told) -> None:
    publish(told)
    with audit_context(actor=told.first):
        told.case.stage = Stage.PUBLISHED
        told.case.save()
    cases = type(told.case).objects.filter(pk=told.case.pk)
    assert not cases.filter(CONCERNS["reply_untold"].condition(told.first)).exists()
    answer(told)
    assert cases.filter(CONCERNS["reply_untold"].condition(told.first)).exists()
    version = write_text(told, correction_en="A reply came.")
    answer_all(told, version)
    with pytest.raises(ValidationError, match="is not in the public text"):
        actions.propose_version(actor=told.first, version=version)
    take_in(told, version, out=True, en=ANSWER, ar="")
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    assert "Our aircraft were elsewhere." in PublishedVersion.objects.get(number=2).content
    assert not cases.filter(CONCERNS["reply_untold"].condition(told.first)).exists()


def test_reason_for_leaving_a_reply_out_when_published_then_stays_inside(told: Told, client: Client) -> None:
    answer(told)
    version = ready_text(told)
    take_in(told, version, out=False, en="", why="zqwhyqz names a witness")
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    row = PublishedVersion.objects.get()
    assert "zqwhyqz" not in row.content
    assert "zqwhyqz" not in client.get(f"/findings/en/{row.reference}/").content.decode()


def test_words_form_when_a_reply_is_left_out_then_asks_why_and_keeps_it(told: Told) -> None:
    said = answer(told)
    version = write_text(told)
    client = Client()
    client.force_login(told.first)
    address = f"/cases/{told.case.reference}/publication/{version.uid}/words/"
    form = client.get(address).context["form"]
    box = f"why_reply-{said.uid}"
    assert box in form.fields
    assert client.post(address, {box: "It names a witness."}).status_code == 302
    version.refresh_from_db()
    assert version.words[f"reply:{said.uid}"]["why"] == "It names a witness."


# --- corrections ---------------------------------------------------------------------------------------


def take_reply_out(told: Told, version: PublicVersion) -> None:
    withdraw_reply(actor=told.lead, reply=reply_of(told), reason="It was never sent.")


def let_party_time_run(told: Told, version: PublicVersion) -> None:
    with audit_context(actor=told.lead):
        reply = reply_of(told)
        reply.state, reply.answer_by = "asked", clock.today() + dt.timedelta(days=9)
        reply.save()


def restrict_conclusion(told: Told, version: PublicVersion) -> None:
    with audit_context(actor=told.first):
        violation = Conclusion.objects.get(case=told.case).violation
        violation.confidentiality = "highly_restricted"
        violation.save()


def show_item_of_person(told: Told, version: PublicVersion) -> None:
    source = add_person_source(actor=told.lead, case=told.case, connection="witness", person=told.person)
    with audit_context(actor=told.lead):
        told.supporting.source = source
        told.supporting.save()


BROKEN = {
    "had its time to respond": take_reply_out,
    "not had its time": let_party_time_run,
    "is highly restricted": restrict_conclusion,
    "behind an item that is shown": show_item_of_person,
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_correction_when_a_condition_of_the_first_text_is_broken_then_neither_proposed_nor_published(
    told: Told, sentence: str
) -> None:
    version = corrected(told)
    BROKEN[sentence](told, version)
    with pytest.raises(ValidationError, match=sentence):
        actions.propose_version(actor=told.first, version=in_force(version))
    assert PublishedVersion.objects.count() == 1


@pytest.mark.parametrize("sentence", BROKEN)
def test_correction_when_a_condition_breaks_after_the_proposal_then_the_page_refuses_in_words(
    told: Told, sentence: str
) -> None:
    version = corrected(told)
    actions.propose_version(actor=told.first, version=version)
    BROKEN[sentence](told, version)
    client = Client()
    client.force_login(told.second)
    prove(client)
    address = f"/cases/{told.case.reference}/publication/{version.uid}/publish/"
    assert sentence in client.get(address).content.decode()
    assert client.post(address).status_code in (403, 422)
    assert PublishedVersion.objects.count() == 1


def test_correction_when_the_checklist_is_not_gone_through_then_refused(told: Told) -> None:
    version = corrected(told)
    actions.change_version(actor=told.first, version=version, changes={"weapon_en": "Another"})
    with pytest.raises(ValidationError, match="15 points"):
        actions.propose_version(actor=told.first, version=version)


# --- consent that is taken back ---------------------------------------------------------------------------


def test_revocation_page_when_public_texts_speak_of_the_person_then_names_each(told: Told) -> None:
    version = write_text(told)
    choose_all(told, version)
    show_item_of_person(told, version)
    agree(told, told.person)
    actions.mention_person(actor=told.first, version=version, person=told.person, quoted=True)
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    client = Client()
    client.force_login(told.lead)
    address = f"/cases/{told.case.reference}/people/{told.person.uid}/consent/publish_anonymised/revoke/"
    page = " ".join(client.get(address).content.decode().split())
    for words in (version.reference, "1 · ", "Quotes their words.", "Shows an item that comes from them."):
        assert words in page, words
    assert f"/cases/{told.case.reference}/publication/" in page


def test_revocation_page_when_the_reader_may_not_see_the_item_then_says_nothing_of_it(told: Told) -> None:
    publish(told)
    show_item_of_person(told, PublicVersion.objects.get())
    with audit_context(actor=told.first):
        told.supporting.confidentiality = "highly_restricted"
        told.supporting.save()
        member = lead_membership(told)
        member.cleared = False
        member.save()
    agree(told, told.person)
    client = Client()
    client.force_login(told.lead)
    address = f"/cases/{told.case.reference}/people/{told.person.uid}/consent/publish_anonymised/revoke/"
    response = client.get(address)
    assert response.status_code == 404 or "Shows an item" not in response.content.decode()
