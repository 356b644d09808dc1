"""What is nearly right before publication and before closing."""

import datetime as dt
from typing import Any

from accounts.roles import Role
from casework.core import clock
from casework.core.context import audit_context
from casework.incidents.actions import change_violation
from casework.incidents.models import Violation
from casework.investigations.actions import ask_party, record_silence, withdraw_reply
from casework.people.actions import (
    add_person,
    change_consent,
    record_consent,
    revoke_consent,
    withdraw_consent,
)
from casework.people.models import Consent, Person
from casework.publication.actions import change_version, drop_mention, mention_person, propose_version
from casework.publication.choices import Redaction, VersionState
from casework.publication.models import PublicMention, PublicVersion
from casework.redress.actions import set_redress
from tests.deciding import answer_points, return_version
from tests.factories import make_case
from tests.ladder.build import Story
from tests.ladder.nearly import NEARLY, nearly
from tests.ladder.nearly_findings import finding_of

__all__ = ["NEARLY"]


def text_of(story: Story) -> PublicVersion:
    return PublicVersion.objects.select_related("case", "finding").get(case=story.case)


def consent_of(story: Story) -> Consent:
    return Consent.objects.select_related("case", "person").get(pk=story.consent.pk)


@nearly("publish", "public_version")
def a_text_that_was_sent_back(story: Story) -> None:
    propose_version(actor=story.team.first, version=text_of(story))
    return_version(actor=story.team.second, version=text_of(story), comment="Too long.")


@nearly("publish", "public_version", bare=False)
def a_text_on_former_findings(story: Story) -> None:
    for key in ("reopen_findings", "submit_findings", "approve_findings"):
        story.move(key)


@nearly("publish", "second_supervisor", bare=False)
def a_proposer_who_is_no_supervisor_any_more(story: Story) -> None:
    with audit_context(actor=story.team.second):
        story.team.first.role = Role.INVESTIGATOR
        story.team.first.save()


def change_text(story: Story) -> None:
    return_version(actor=story.team.first, version=text_of(story), comment="Say it shorter.")
    change_version(actor=story.team.first, version=text_of(story), changes={"short_en": "Bombs fell."})


@nearly("publish", "redaction_done", bare=False)
def a_point_looked_at_before_the_text_changed(story: Story) -> None:
    """No action puts such a text forward; the guard stands by itself."""
    change_text(story)
    all_but_one = dict.fromkeys(Redaction.values[:-1], ("clear", ""))
    answer_points(actor=story.team.first, version=text_of(story), **all_but_one)
    put_forward(story)


@nearly("publish", "redaction_done", bare=False)
def answers_to_another_text(story: Story) -> None:
    change_text(story)
    put_forward(story)


def put_forward(story: Story) -> None:
    version = text_of(story)
    with audit_context(actor=story.team.first):
        version.state, version.proposer = VersionState.PROPOSED, story.team.first
        version.open_hits, version.proposed_at = 0, clock.now()
        version.save()


def another_person(story: Story) -> Person:
    person: Person = add_person(actor=story.team.lead, case=story.case, values={"is_witness": True})
    return person


def agree(story: Story, person: Person, **words: Any) -> Consent:
    facts: dict[str, Any] = {"purpose": "publish_anonymised", "answer": "yes", "means": "written"}
    facts |= {"given_on": clock.today()}
    consent: Consent = record_consent(actor=story.team.lead, person=person, **facts | words)
    return consent


def propose_anew(story: Story) -> None:
    answer_points(actor=story.team.first, version=text_of(story))
    propose_version(actor=story.team.first, version=text_of(story))


@nearly("publish", "consent_covers", bare=False)
def consent_of_the_person_behind_a_shown_item_alone_taken_back(story: Story) -> None:
    """The text does not speak of them: an item of theirs is shown."""
    return_version(actor=story.team.first, version=text_of(story), comment="Nobody is to be mentioned.")
    mention = PublicMention.objects.select_related("version_of__case", "case").get(case=story.case)
    drop_mention(actor=story.team.first, mention=mention, reason="Not needed.")
    propose_anew(story)
    revoke_consent(actor=story.team.lead, consent=consent_of(story), said="No longer.")


@nearly("publish", "consent_covers", bare=False)
def consent_of_a_person_who_is_mentioned_alone_taken_back(story: Story) -> None:
    """Nothing of theirs is shown: the text speaks of them."""
    return_version(actor=story.team.first, version=text_of(story), comment="The neighbour is missing.")
    person = another_person(story)
    consent = agree(story, person)
    mention_person(actor=story.team.first, version=text_of(story), person=person)
    propose_anew(story)
    revoke_consent(actor=story.team.lead, consent=consent, said="No longer.")


@nearly("publish", "consent_covers", bare=False)
def consent_to_another_purpose(story: Story) -> None:
    withdraw_consent(actor=story.team.lead, consent=consent_of(story), reason="Another purpose.")
    agree(story, story.person, purpose="share_court", recipient="A court")


@nearly("publish", "consent_covers", bare=False)
def consent_of_another_person(story: Story) -> None:
    withdraw_consent(actor=story.team.lead, consent=consent_of(story), reason="Another person.")
    agree(story, another_person(story))


@nearly("publish", "consent_covers", bare=False)
def consent_that_ended_yesterday(story: Story) -> None:
    today = clock.today()
    days: dict[str, Any] = {
        "given_on": today - dt.timedelta(days=9),
        "expires_on": today - dt.timedelta(days=1),
    }
    change_consent(actor=story.team.lead, consent=consent_of(story), **days)


@nearly("publish", "consent_covers", bare=False)
def an_answer_that_is_no(story: Story) -> None:
    change_consent(actor=story.team.lead, consent=consent_of(story), answer="no")


@nearly("publish", "nothing_restricted", bare=False)
def a_violation_that_became_restricted(story: Story) -> None:
    act = Violation.objects.select_related("case", "type").get(pk=story.violation.pk)
    change_violation(actor=story.team.lead, violation=act, confidentiality="highly_restricted")


def ask_until_today(story: Story) -> None:
    asked_on, today = clock.today() - dt.timedelta(days=30), clock.today()
    party = story.attribution.party
    facts: dict[str, Any] = {"asked_on": asked_on, "answer_by": today, "sent_to": "The press office"}
    ask_party(actor=story.team.lead, finding=finding_of(story), party=party, **facts)


@nearly("publish", "party_heard", bare=False)
def a_party_whose_time_ends_today(story: Story) -> None:
    withdraw_reply(actor=story.team.lead, reply=story.reply, reason="It can be asked after all.")
    ask_until_today(story)


@nearly("publish", "replies_told", bare=False)
def a_late_answer_of_a_silent_party(story: Story) -> None:
    withdraw_reply(actor=story.team.lead, reply=story.reply, reason="It was asked.")
    story.ask()
    record_silence(actor=story.team.lead, reply=story.reply)
    story.answer()


@nearly("complete", "redress_known")
def redress_known_in_another_case(story: Story) -> None:
    set_redress(actor=story.team.lead, case=make_case(story.team.lead), values={"state": "sought"})


@nearly("complete", "follow_up_set")
def a_follow_up_of_another_case(story: Story) -> None:
    values: dict[str, Any] = {"state": "sought", "no_follow_up": True}
    set_redress(actor=story.team.lead, case=make_case(story.team.lead), values=values)
