"""The home pages: every number opens the list of just as many cases."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality, Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.desk.homes import supervisor_context
from casework.evidence.actions import cite_evidence
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident, Violation, ViolationType
from casework.investigations.models import Assessment
from casework.ladder.needs import CLIMBS, LACKED
from casework.ladder.queries import CONCERNS, GUARDS, needs_of_cases, with_guards
from casework.parties.actions import attribute_violation, record_position
from casework.parties.models import Attribution, Party
from casework.tasks.actions import set_task
from casework.tasks.choices import NoticeKind
from casework.tasks.models import Notice
from tests.deciding import decide_verification
from tests.factories import join_case, make_case, make_user, make_violation
from tests.ladder.build import ready_case
from tests.remembered import remembered

DAYS = (1, 40, 200, 500)


@pytest.fixture
def office(investigator: User, supervisor: User, second_supervisor: User) -> User:
    """A supervisor and an office full of cases, of which some are out of their sight."""
    fill_office(investigator, second_supervisor)
    return supervisor


@remembered
def fill_office(investigator: User, second_supervisor: User) -> None:
    """Cases at all stages and ages, with parties and concerns, and one that is sealed."""
    coalition = Party.objects.get(code="COA-US")
    for at, stage in enumerate((*Stage.values[:4], Stage.SUSPENDED, Stage.CLOSED)):
        for without in ((), ("verified_item", "threshold_reached"), ("lead_assigned", "duplicates_checked")):
            case = ready_case(investigator, second_supervisor, stage, without)
            with audit_context(actor=investigator):
                case.stage_since = clock.now() - dt.timedelta(days=DAYS[at % 4])
                case.next_action_due = clock.today() - dt.timedelta(days=at - 2)
                case.review_on = clock.today()
                case.save()
            if stage == Stage.CLOSED:
                continue
            violation = Violation.objects.filter(case=case).first()
            violation = violation or make_violation(investigator, Incident.objects.get(case=case))
            if at % 2:
                known = Attribution.objects.filter(case=case).first()
                attribution = known or attribute_violation(
                    actor=investigator, violation=violation, party=coalition
                )
                record_position(actor=investigator, attribution=attribution, kind="denies", explanation="No.")
                attribute_violation(
                    actor=investigator, violation=violation, party=Party.objects.get(code="IS")
                )
            if "verified_item" in without and stage != Stage.SUSPENDED:
                for item in EvidenceItem.objects.filter(case=case):
                    decide_verification(actor=second_supervisor, item=item, state="refuted", why="Staged.")
            if without:
                with audit_context(actor=investigator):
                    Assessment(
                        case=case,
                        violation=violation,
                        standard="allegation",
                        rationale="x" * 50,
                        proposer=investigator,
                    ).save()
    hidden = ready_case(make_user(), second_supervisor)
    with audit_context(actor=second_supervisor):
        hidden.confidentiality = Confidentiality.HIGHLY_RESTRICTED
        hidden.save()
    assert ViolationType.objects.exists()


def numbers(context: dict[str, Any]) -> list[tuple[int, str]]:
    """Every figure of the supervisor's home with its address."""
    found = []
    for row in context["stages"]:
        found += [row.total, *row.ages, *([row.blocked] if row.blocked else [])]
    for top in context["card"].rows:
        for row in (top, *top.branches):
            found += row.figures
    found += context["card"].total.figures
    found += [figure for _concern, figure in context["concerns"]]
    return [(figure.number, figure.url) for figure in found]


def test_numbers_when_opened_then_the_list_has_exactly_as_many(client: Client, office: User) -> None:
    client.force_login(office)
    context = supervisor_context(office)
    asked = numbers(context)
    assert len(asked) > 60 and {concern.key for concern, _figure in context["concerns"]} >= {
        "waiting",
        "no_lead",
        "overdue",
        "look_due",
        "evidence_lost",
        "denied",
    }
    for number, url in sorted(set(asked)):
        answer = client.get(url)
        assert answer.context["page_obj"].paginator.count == number, url
    assert context["total"] == Case.objects.visible_to(office).count() == 18


def asked_plainly(reader: User) -> dict[int, tuple[set[str], set[str]]]:
    """The concerns of each case and what its next move lacks, each asked as the list of cases asks it."""
    seen = Case.objects.visible_to(reader)
    found: dict[int, tuple[set[str], set[str]]]
    found = {case: (set(), set()) for case in seen.values_list("pk", flat=True)}
    for key, concern in CONCERNS.items():
        for case in seen.filter(concern.condition(reader)):
            found[case.pk][0].add(key)
    for stage, keys in CLIMBS.items():
        for key in keys:
            for case in with_guards(seen.filter(stage=stage), (key,), reader).filter(
                **{f"guard_{key}": False}
            ):
                found[case.pk][1].add(key)
    return found


def kept(reader: User) -> dict[int, tuple[set[str], set[str]]]:
    """The same from what is kept."""
    rows = needs_of_cases(reader)
    return {
        case: (
            {key for at, key in enumerate(CONCERNS) if needing >> at & 1},
            {key for at, key in enumerate(LACKED) if lacking >> at & 1},
        )
        for case, needing, lacking in zip(rows["case"], rows["concerns"], rows["lacks"], strict=True)
    }


def test_needs_when_written_in_again_and_again_then_what_the_plain_conditions_say(
    office: User, investigator: User, second_supervisor: User
) -> None:
    said: list[Any] = []

    def agree() -> None:
        for reader in (office, investigator):
            said.append(kept(reader))
            assert said[-1] == asked_plainly(reader)

    agree()
    cases = list(Case.objects.visible_to(investigator).order_by("pk"))
    with audit_context(actor=investigator):
        cases[0].lead, cases[0].next_action_due = None, clock.today() - dt.timedelta(days=1)
        cases[0].save()
    agree()
    item = EvidenceItem.objects.filter(verification_state="verified").order_by("-pk")[0]
    citing = next(one for one in cases if one.pk != item.case_id and one.stage == Stage.CREDIBLE)
    violation = Violation.objects.filter(case=citing)[0]
    cite_evidence(actor=investigator, item=item, target=violation, stance="contradicts")
    agree()
    with audit_context(actor=second_supervisor):
        item.confidentiality = Confidentiality.HIGHLY_RESTRICTED
        item.save()
    agree()
    decide_verification(actor=office, item=item, state="refuted", why="It shows another street.")
    agree()
    with audit_context(actor=second_supervisor):
        cases[1].confidentiality = Confidentiality.HIGHLY_RESTRICTED
        cases[1].save()
    agree()
    assert len({str(one) for one in said}) >= 7
    with clock.travel(clock.now() + dt.timedelta(days=2)):
        agree()


def test_ageing_list_when_opened_then_each_case_says_what_its_next_move_lacks(
    client: Client, office: User
) -> None:
    client.force_login(office)
    answer = client.get("/cases/?stage=open&sort=since")
    lacked = asked_plainly(office)
    rows = answer.context["rows"]
    for row in rows:
        assert set(row.blocked_on) == {str(GUARDS[key].short) for key in lacked[row.case.pk][1]}
    assert any(len(row.blocked_on) > 1 for row in rows) and not all(row.blocked_on for row in rows)
    page = answer.content.decode()
    assert "Blocked on" in page and "No verified item" in re.sub(r"<option.*?</option>", "", page)
    assert "Blocked on" not in client.get("/cases/?stage=open").content.decode()


def test_home_when_looked_at_then_each_number_is_a_link_to_its_list(client: Client, office: User) -> None:
    client.force_login(office)
    page = client.get("/").content.decode()
    shown = {
        unescape(link) for link in re.findall(r'href="(/(?:cases|scorecard/allegations)/\?[^"]+)"', page)
    }
    assert {url for _number, url in numbers(supervisor_context(office))} <= shown


def test_home_when_a_case_is_sealed_then_it_is_in_no_number(
    client: Client, office: User, second_supervisor: User
) -> None:
    assert supervisor_context(second_supervisor)["total"] == supervisor_context(office)["total"] + 1


def test_home_of_an_investigator_when_opened_then_their_own_work(client: Client, investigator: User) -> None:
    case = make_case(investigator, title="My own case", next_action="Call the recorder")
    other = make_case(make_user(), title="Not my case", confidentiality=Confidentiality.INTERNAL)
    set_task(actor=investigator, case=case, title="Compare both", assignee=investigator)
    client.force_login(investigator)
    page = client.get("/").content.decode()
    for words in ("My own case", "Call the recorder", "Compare both", "/incidents/new/"):
        assert words in page
    assert other.title not in page
    listed = client.get("/cases/?mine=on&stage=open")
    assert listed.context["page_obj"].paginator.count == 1


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["investigator", "supervisor"])
def test_home_when_there_is_news_then_how_much_and_the_newest_five(client: Client, role: str) -> None:
    reader = make_user(role)
    case = make_case(reader)
    for number in range(7):
        days = dt.timedelta(days=3 if number < 2 else 0, minutes=-number)
        Notice(
            recipient=reader,
            kind=NoticeKind.TASK_DONE,
            case=case,
            words=f"Job {number}",
            at=clock.now() - days,
        ).save()
    Notice(recipient=make_user(), kind=NoticeKind.TASK_DONE, case=case, words="Not mine").save()
    client.force_login(reader)
    page = client.get("/").content.decode()
    assert "All 7 unread notices" in page and "5 of them came in the last 24 hours" in page
    assert [f"Job {number}" in page for number in range(7)] == [False] * 2 + [True] * 5
    assert "Not mine" not in page
    client.post("/inbox/", {})
    assert "New for you" not in client.get("/").content.decode()


def test_home_of_an_investigator_when_empty_then_it_says_what_to_do(
    client: Client, investigator: User
) -> None:
    client.force_login(investigator)
    page = client.get("/").content.decode()
    assert "You take part in no open case" in page and "Log an allegation" in page


def test_home_of_an_admin_when_opened_then_no_case_content(
    client: Client, administrator: User, investigator: User
) -> None:
    case = make_case(investigator, title="Strike canaryword")
    client.force_login(administrator)
    page = client.get("/").content.decode()
    assert "canaryword" not in page and case.reference not in page
    assert "Fewer than two supervisors" in page
    assert client.get("/cases/").status_code == 403


def test_home_of_an_auditor_when_opened_then_the_cases_given(
    client: Client, auditor: User, investigator: User
) -> None:
    case, other = make_case(investigator, title="Given"), make_case(investigator, title="Kept back")
    join_case(case, auditor, role="reader", ends_on=clock.today() + dt.timedelta(days=3))
    client.force_login(auditor)
    page = client.get("/").content.decode()
    assert "Given" in page and other.title not in page


@pytest.mark.parametrize("role", list(Role))
def test_home_when_opened_twice_then_nothing_is_written(
    client: Client, investigator: User, role: Role
) -> None:
    case = make_case(investigator)
    user = make_user(role)
    client.force_login(user)
    client.get("/")
    client.get("/")
    assert Case.objects.get(pk=case.pk).history.count() == 1
