"""The pages of the cases room: they do what the actions do, and refuse in words."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Confidentiality, MemberRole
from casework.cases.models import Case, CaseMember
from casework.core import clock
from tests.factories import join_case, make_case, make_user, prove

H = Confidentiality.HIGHLY_RESTRICTED
REASON = "The field team asked for it in writing."


def at(name: str, case: Case, *more: object) -> str:
    return reverse(f"cases:{name}", args=[case.reference, *more])


def part(case: Case, user: User) -> CaseMember:
    return CaseMember.objects.get(case=case, user=user, left_at=None)


def test_edit_page_when_sent_then_saved_with_its_reason(client: Client, investigator: User) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    page = client.get(at("edit", case))
    data = {
        "title": "Another title",
        "summary": "",
        "priority": "high",
        "version": case.version,
        "reason": REASON,
    }
    assert page.status_code == 200 and client.post(at("edit", case), data).status_code == 302
    stored = Case.objects.get(pk=case.pk)
    assert (stored.title, stored.priority) == ("Another title", "high")
    assert stored.history.first().history_change_reason == REASON


def test_edit_page_when_a_colleague_was_faster_then_nothing_is_lost(
    client: Client, investigator: User
) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    data = {"title": "First", "summary": "", "priority": "normal", "version": case.version}
    client.post(at("edit", case), data)
    answer = client.post(at("edit", case), data | {"title": "Second"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "First" in page and "Second" in page
    assert Case.objects.get(pk=case.pk).title == "First"


def test_edit_page_when_more_is_posted_than_asked_then_ignored(client: Client, investigator: User) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    data = {field.name: "credible" for field in Case._meta.fields} | {
        "title": "Title",
        "priority": "normal",
        "version": case.version,
        "next_action_due": "",
    }
    client.post(at("edit", case), data)
    stored = Case.objects.get(pk=case.pk)
    assert (stored.stage, stored.reference, stored.confidentiality) == (
        case.stage,
        case.reference,
        "restricted",
    )


@pytest.mark.parametrize("name", ["edit", "member-add", "level"])
def test_pages_when_a_reader_asks_then_refused_in_words(
    client: Client, investigator: User, auditor: User, name: str
) -> None:
    case = make_case(investigator)
    join_case(case, auditor, role=MemberRole.READER, ends_on=clock.today() + dt.timedelta(days=9))
    client.force_login(auditor)
    for answer in (client.get(at(name, case)), client.post(at(name, case), {})):
        assert answer.status_code == 403
        assert "Your role does not include this." in answer.content.decode()
    shown = client.get(at("access", case)).content.decode()
    assert f'href="{at(name, case)}"' not in shown, "no button leads to a page that refuses"


def test_access_page_when_a_member_is_added_then_there(
    client: Client, investigator: User, outsider: User
) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    data = {"user": str(outsider.uid), "role": "member", "reason": REASON}
    client.post(at("member-add", case), data)
    page = client.get(at("access", case)).content.decode()
    assert outsider.name in page and part(case, outsider).role == MemberRole.MEMBER


def test_member_form_when_an_admin_or_a_member_is_chosen_then_no_such_choice(
    client: Client, investigator: User, administrator: User
) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    page = client.get(at("member-add", case)).content.decode()
    for user in (administrator, investigator):
        assert str(user.uid) not in page
        answer = client.post(at("member-add", case), {"user": str(user.uid), "role": "member"})
        assert answer.status_code == 422


def test_member_page_when_sent_then_flags_are_given_and_taken(
    client: Client, investigator: User, supervisor: User, outsider: User
) -> None:
    case = make_case(investigator)
    member = join_case(case, outsider, export=True)
    client.force_login(supervisor)
    prove(client)
    data = {"role": "reviewer", "cleared": "on", "version": member.version, "reason": REASON, "ends_on": ""}
    client.post(at("member-edit", case, member.uid), data)
    stored = part(case, outsider)
    assert (stored.role, stored.cleared, stored.export) == (MemberRole.REVIEWER, True, False)


def test_member_page_when_the_lead_gives_a_flag_they_lack_then_refused(
    client: Client, investigator: User, outsider: User
) -> None:
    case = make_case(investigator)
    member = join_case(case, outsider)
    client.force_login(investigator)
    data = {"role": "member", "cleared": "on", "version": member.version}
    answer = client.post(at("member-edit", case, member.uid), data)
    assert answer.status_code == 403 and not part(case, outsider).cleared


def test_member_page_when_the_membership_is_of_another_case_then_not_found(
    client: Client, investigator: User, outsider: User
) -> None:
    case, other = make_case(investigator), make_case(outsider)
    client.force_login(investigator)
    for name in ("member-edit", "member-end"):
        assert client.get(at(name, case, part(other, outsider).uid)).status_code == 404


def test_end_page_when_sent_then_gone_at_the_next_request(
    client: Client, investigator: User, outsider: User
) -> None:
    case = make_case(investigator)
    member = join_case(case, outsider)
    theirs = Client()
    theirs.force_login(outsider)
    assert theirs.get(at("access", case)).status_code == 200
    client.force_login(investigator)
    client.post(at("member-end", case, member.uid), {"reason": REASON})
    assert theirs.get(at("access", case)).status_code == 404


def test_level_page_when_sealed_then_supervisors_outside_find_nothing(
    client: Client, investigator: User, supervisor: User, second_supervisor: User
) -> None:
    case = make_case(investigator)
    join_case(case, supervisor)
    client.force_login(investigator)
    client.post(at("level", case), {"level": H, "reason": REASON})
    assert Case.objects.get(pk=case.pk).confidentiality == H
    client.force_login(second_supervisor)
    assert client.get(at("level", case)).status_code == 404


def test_lead_page_when_sent_then_handed_over(client: Client, investigator: User, outsider: User) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    client.post(at("lead", case), {"lead": str(outsider.uid), "reason": REASON})
    assert Case.objects.get(pk=case.pk).lead == outsider


def test_take_over_pages_when_used_by_two_supervisors_then_the_case_opens(
    client: Client, investigator: User, supervisor: User, second_supervisor: User
) -> None:
    case = make_case(investigator, confidentiality=H, title="Hidden title")
    page = reverse("cases:take-over", args=[case.reference])
    for user in (supervisor, second_supervisor):
        client.force_login(user)
        prove(client)
        listed = client.get(reverse("cases:take-over-list")).content.decode()
        assert case.reference in listed and "Hidden title" not in listed
        assert "Hidden title" not in client.get(page).content.decode()
        client.post(page, {"reason": REASON})
    assert client.get(at("access", case)).status_code == 200


def test_take_over_pages_when_others_ask_then_refused_or_absent(
    client: Client, investigator: User, supervisor: User, outsider: User
) -> None:
    kept = make_case(investigator, confidentiality=H)
    join_case(kept, make_user("supervisor"))
    client.force_login(outsider)
    assert client.get(reverse("cases:take-over-list")).status_code == 403
    client.force_login(supervisor)
    assert client.get(reverse("cases:take-over", args=[kept.reference])).status_code == 404


def test_pages_when_opened_then_nothing_changes(client: Client, investigator: User, outsider: User) -> None:
    case = make_case(investigator)
    member = join_case(case, outsider)
    client.force_login(investigator)
    for name in ("edit", "access", "member-add", "level", "lead"):
        client.get(at(name, case))
    client.get(at("member-end", case, member.uid))
    assert Case.objects.get(pk=case.pk).version == case.version
    assert part(case, outsider).version == member.version
