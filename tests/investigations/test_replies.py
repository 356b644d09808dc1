"""The right of reply: asked, answered, silent or not asked; who still lacks it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.verdict import Refused
from casework.investigations.actions import (
    ask_party,
    record_answer,
    record_not_asked,
    record_silence,
    withdraw_reply,
)
from casework.investigations.models import Finding, PartyReply
from casework.investigations.queries import accused_in, hearing
from casework.investigations.rules import may_withdraw_reply
from casework.parties.models import Attribution, Party
from tests.deciding import approve_finding
from tests.evidence.conftest import make_item, refused
from tests.factories import make_attribution
from tests.investigations.findings_world import *  # noqa: F403
from tests.investigations.findings_world import submitted, written

pytestmark = pytest.mark.django_db
ANSWER = "We acted in good faith.\n\nNo investigation is open."


@pytest.fixture
def finding(case: Case, investigator: User, attribution: Attribution) -> Finding:
    return written(investigator, case)


def asked(user: User, finding: Finding, party: Party, days: tuple[int, int] = (-40, -10)) -> PartyReply:
    today = clock.today()
    return ask_party(
        actor=user,
        finding=finding,
        party=party,
        asked_on=today + dt.timedelta(days=days[0]),
        answer_by=today + dt.timedelta(days=days[1]),
        sent_to="Office of the spokesperson",
    )


def test_hearing_when_parties_are_asked_one_by_one_then_the_rest_is_named(
    finding: Finding, investigator: User, attribution: Attribution
) -> None:
    other = make_attribution(investigator, attribution.violation, "IQ-CTS")
    unknown = make_attribution(investigator, attribution.violation, "UNK")
    lacking = hearing(investigator, finding, accused_in(investigator, finding)).lacking
    assert {attribution.party, other.party} == set(lacking) and unknown.party not in lacking
    asked(investigator, finding, attribution.party)
    record_not_asked(
        actor=investigator,
        finding=finding,
        party=other.party,
        not_asked_reason="It would endanger witnesses.",
    )
    heard = hearing(investigator, finding, accused_in(investigator, finding))
    assert heard.lacking == [] and heard.is_complete and len(heard.replies) == 2


def test_hearing_when_time_runs_then_not_complete(
    finding: Finding, investigator: User, attribution: Attribution
) -> None:
    reply = asked(investigator, finding, attribution.party, (-2, 10))
    assert (
        reply.is_waited_for
        and not hearing(investigator, finding, accused_in(investigator, finding)).is_complete
    )
    with refused(Refused, match="not over yet"):
        record_silence(actor=investigator, reply=reply)


@pytest.mark.parametrize(("days", "field"), [((1, 30), "asked_on"), ((-5, -5), "answer_by")])
def test_ask_when_days_are_out_of_order_then_said_beside_the_field(
    finding: Finding, investigator: User, attribution: Attribution, days: tuple[int, int], field: str
) -> None:
    with refused(ValidationError) as info:
        asked(investigator, finding, attribution.party, days)
    assert field in info.value.message_dict and not PartyReply.objects.exists()


def test_ask_when_twice_or_not_accused_then_refused(
    finding: Finding, investigator: User, attribution: Attribution
) -> None:
    asked(investigator, finding, attribution.party)
    with refused(ValidationError, match="asked already"):
        asked(investigator, finding, attribution.party)
    with refused(ValidationError, match="not accused"):
        asked(investigator, finding, Party.objects.get(code="IQ-CTS"))


def test_answer_when_it_comes_late_then_kept_whole_with_its_document(
    case: Case, finding: Finding, investigator: User, attribution: Attribution
) -> None:
    reply = asked(investigator, finding, attribution.party)
    record_silence(actor=investigator, reply=reply)
    assert reply.state == "silent"
    item = make_item(case, investigator)
    record_answer(actor=investigator, reply=reply, answered_on=clock.today(), answer=ANSWER, document=item)
    assert (reply.state, reply.answer, reply.document) == ("replied", ANSWER, item)
    with refused(Refused, match="kept already"):
        record_answer(actor=investigator, reply=reply, answered_on=clock.today(), answer="Other words")


def test_answer_when_incomplete_then_said_beside_its_field(
    finding: Finding, investigator: User, attribution: Attribution
) -> None:
    reply = asked(investigator, finding, attribution.party)
    for answered_on, answer, field in (
        (clock.today(), "  ", "answer"),
        (clock.today() + dt.timedelta(days=1), ANSWER, "answered_on"),
        (clock.today() - dt.timedelta(days=90), ANSWER, "answered_on"),
    ):
        with refused(ValidationError) as info:
            record_answer(actor=investigator, reply=reply, answered_on=answered_on, answer=answer)
        assert field in info.value.message_dict


def test_reply_when_findings_are_approved_then_still_kept_and_withdrawn_with_reason(
    finding: Finding, investigator: User, second: User, attribution: Attribution
) -> None:
    approve_finding(actor=second, finding=submitted(investigator, finding))
    reply = asked(investigator, finding, attribution.party)
    with refused(ValidationError):
        withdraw_reply(actor=investigator, reply=reply, reason="")
    withdraw_reply(actor=investigator, reply=reply, reason="The letter went to the wrong office.")
    assert hearing(investigator, finding, accused_in(investigator, finding)).lacking == [attribution.party]
    assert asked(investigator, finding, attribution.party)


def test_answer_when_kept_then_no_member_alone_takes_it_out(
    finding: Finding, investigator: User, supervisor: User, attribution: Attribution
) -> None:
    reply = asked(investigator, finding, attribution.party)
    record_answer(actor=investigator, reply=reply, answered_on=clock.today(), answer=ANSWER)
    with refused(Refused, match="A supervisor takes it out"):
        withdraw_reply(actor=investigator, reply=reply, reason="It was not so.")
    reply.case.stage = Stage.CLOSED
    assert not may_withdraw_reply(supervisor, reply), "It may be public: whoever closed it answers for that."
    reply.case.stage = Stage.INVESTIGATION
    withdraw_reply(actor=supervisor, reply=reply, reason="It answers another letter.")
    assert hearing(investigator, finding, accused_in(investigator, finding)).lacking == [attribution.party]


def test_reply_when_not_a_working_member_then_refused(
    finding: Finding, outsider: User, second: User, investigator: User, attribution: Attribution
) -> None:
    for user in (outsider, second):
        with refused(Refused):
            asked(user, finding, attribution.party)
    reply = asked(investigator, finding, attribution.party)
    for user in (outsider, second):
        with refused(Refused):
            record_answer(actor=user, reply=reply, answered_on=clock.today(), answer=ANSWER)
