"""The history as people read it: complete for who may see, silent for who may not."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from casework.audit.queries import SAVES_ON_A_PAGE, leaves_of_record, saves_page
from casework.cases.actions import change_case
from casework.cases.models import Case
from casework.core.dates import parse
from casework.core.records import StaleRecord
from casework.core.word_marks import word_marks
from casework.evidence.actions import register_evidence, set_item_level
from casework.evidence.models import EvidenceItem
from casework.evidence.uploads import store_bytes
from casework.incidents.actions import add_incident, add_violation, change_incident, withdraw_incident
from casework.incidents.models import Incident, ViolationType
from casework.ledger.models import AccessEvent
from casework.people.actions import (
    add_person,
    add_person_source,
    add_published_source,
    set_source_level,
)
from casework.people.models import Source
from tests.factories import join_case, make_case

ARABIC = "انهار المنزل وفي داخله أكثر من مئة شخص"


@pytest.fixture
def case(investigator: User) -> Case:
    return make_case(investigator, title="Strike on a house in Mosul")


@pytest.fixture
def incident(case: Case, investigator: User) -> Incident:
    return add_incident(
        actor=investigator,
        case=case,
        title="Strike on a house",
        narrative="About a hundred residents were inside.",
        when=parse("17 March 2017"),
        reason="First report.",
    )


@pytest.fixture
def reader(client: Client, investigator: User) -> Client:
    client.force_login(investigator)
    return client


def history_of(record: Any) -> str:
    return reverse("audit:record-history", args=[record._meta.model_name, record.uid])


def case_history(case: Case) -> str:
    return reverse("audit:case-history", args=[case.reference])


def body(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def rail(content: str) -> str:
    """The list of saves."""
    return content.split("rail-versions")[1].split("</nav>", maxsplit=1)[0]


def test_change_when_read_shows_who_when_what_and_why(
    reader: Client, incident: Incident, investigator: User
) -> None:
    change_incident(
        actor=investigator,
        incident=incident,
        narrative="More than a hundred residents were inside.",
        place_precision="within_100m",
        when=parse("17 March 2017 08:24"),
        reason="CENTCOM summary read.",
    )
    content = body(reader.get(history_of(incident)))
    assert "CENTCOM summary read." in content
    assert str(investigator) in content
    assert "<del>About</del>" in content
    assert "<ins>More than</ins>" in content
    assert "Not known" in content
    assert "Within 100 m" in content
    assert "17 Mar 2017, 08:24" in content.replace("<ins>", "").replace("</ins>", "")
    assert "3 of" in content
    assert "within_100m" not in content


def test_save_when_it_touched_many_records_is_one_entry_of_the_case(
    reader: Client, incident: Incident, case: Case, investigator: User
) -> None:
    add_violation(actor=investigator, incident=incident, type=ViolationType.objects.get(code="ATT-04"))
    content = body(reader.get(case_history(case)))
    assert rail(content).count('<li class="') >= 3
    assert "Alleged violation" in content
    assert "Disproportionate attack" in content


def test_new_record_when_its_history_is_read_then_it_tells_only_what_was_said(
    reader: Client, case: Case, investigator: User
) -> None:
    """Whether consent was asked, age and gender have values of their own until somebody says one."""
    silent = add_person(actor=investigator, case=case, values={"is_witness": True})
    told = add_person(actor=investigator, case=case, values={"is_witness": True, "gender": "female"})
    for person, said in ((silent, []), (told, ["gender"])):
        (save,) = saves_page(leaves_of_record(person), investigator).saves
        columns = {column.name for column in save.entries[0].changed()}
        assert columns == {"reference", "is_witness", "confidentiality", *said}
    assert "Not asked yet" not in reader.get(history_of(silent)).content.decode()


def test_arabic_text_when_shown_finds_its_own_direction(
    reader: Client, case: Case, investigator: User
) -> None:
    found = add_incident(actor=investigator, case=case, title="Strike", narrative=ARABIC)
    change_incident(actor=investigator, incident=found, narrative=ARABIC + " من المدنيين")
    content = body(reader.get(history_of(found)))
    assert f'dir="auto">{ARABIC}<ins>' in content


def test_words_when_hostile_are_shown_as_text(reader: Client, case: Case, investigator: User) -> None:
    bad = "<script>alert(1)</script>"
    found = add_incident(actor=investigator, case=case, title=bad, narrative=bad, reason=bad)
    for url in (history_of(found), case_history(case)):
        assert "<script>alert" not in body(reader.get(url))


@pytest.mark.parametrize("url", ["case", "record", "compare"])
def test_stranger_when_asking_gets_404_like_for_nothing(
    client: Client, incident: Incident, outsider: User, administrator: User, url: str
) -> None:
    urls = {
        "case": case_history(incident.case),
        "record": history_of(incident),
        "compare": reverse("audit:compare", args=["incident", incident.uid]),
    }
    for user in (outsider, administrator):
        client.force_login(user)
        assert client.get(urls[url]).status_code == 404
    assert AccessEvent.objects.filter(action="denied").exists()
    assert not AccessEvent.objects.filter(action="history").exists()


def test_record_hidden_today_is_not_shown_from_yesterday(
    client: Client, case: Case, investigator: User, supervisor: User, outsider: User
) -> None:
    join_case(case, outsider)
    item = register_evidence(
        actor=investigator,
        case=case,
        values={"title": "Canary 4711", "kind": "photo"},
        file=store_bytes(b"x", "x.jpg"),
    )
    client.force_login(outsider)
    assert "Canary 4711" in body(client.get(case_history(case)))
    set_item_level(actor=investigator, item=EvidenceItem.objects.get(pk=item.pk), level="highly_restricted")
    content = body(client.get(case_history(case)))
    assert "Canary 4711" not in content
    assert item.reference not in content
    assert "Added: Evidence item" not in content
    assert "Custody" not in rail(content)
    assert client.get(history_of(item)).status_code == 404


def test_protected_violation_is_not_in_the_history_of_who_is_not_cleared(
    client: Client, incident: Incident, outsider: User, investigator: User
) -> None:
    join_case(incident.case, outsider)
    add_violation(
        actor=investigator,
        incident=incident,
        type=ViolationType.objects.get(code="SGB-01"),
        source_words="Canary 99",
    )
    client.force_login(outsider)
    content = body(client.get(case_history(incident.case)))
    assert "Canary 99" not in content
    assert "Added: Alleged violation" not in content


def test_old_value_that_points_out_of_sight_is_named_restricted(
    client: Client, incident: Incident, investigator: User, outsider: User
) -> None:
    hidden = add_person_source(actor=investigator, case=incident.case, connection="witness")
    change_incident(actor=investigator, incident=incident, source=hidden)
    open_source = add_published_source(actor=investigator, name="Airwars")
    change_incident(actor=investigator, incident=Incident.objects.get(pk=incident.pk), source=open_source)
    set_source_level(actor=investigator, source=Source.objects.get(pk=hidden.pk), level="highly_restricted")
    join_case(incident.case, outsider)
    client.force_login(outsider)
    content = body(client.get(history_of(incident)))
    assert hidden.reference not in content
    assert "Restricted" in content
    assert "Airwars" in content


def test_history_when_read_is_itself_recorded(reader: Client, incident: Incident, investigator: User) -> None:
    reader.get(history_of(incident))
    event = AccessEvent.objects.get(action="history")
    assert (event.actor, event.object_uid, event.is_confidential) == (investigator, incident.uid, True)


def test_filter_when_set_narrows_by_person_kind_and_field(
    reader: Client, incident: Incident, investigator: User, supervisor: User
) -> None:
    join_case(incident.case, supervisor)
    change_incident(
        actor=supervisor, incident=Incident.objects.get(pk=incident.pk), title="Renamed by another"
    )
    url = case_history(incident.case)
    assert "<ins>Renamed by another</ins>" in body(reader.get(url, {"person": str(supervisor)}))
    assert "<ins>Renamed by another</ins>" not in body(reader.get(url, {"person": str(investigator)}))
    assert "Membership" not in rail(body(reader.get(url, {"kind": "incident"})))
    only_title = body(reader.get(history_of(incident), {"field": "incident.title"}))
    assert rail(only_title).count('<li class="') == 2
    assert "Nothing matches" in body(reader.get(url, {"since": "2099-01-01"}))
    for wrong in (
        {"since": "banana"},
        {"person": "Nobody"},
        {"kind": "x"},
        {"before": "-1"},
        {"field": "a.b"},
    ):
        assert reader.get(url, wrong).status_code == 200


@pytest.mark.parametrize("save", ["banana", "00000000-0000-0000-0000-000000000000"])
def test_save_when_it_does_not_exist_is_not_found(reader: Client, incident: Incident, save: str) -> None:
    assert reader.get(history_of(incident), {"save": save}).status_code == 404


def test_page_when_there_are_many_versions_costs_the_same(
    reader: Client, incident: Incident, investigator: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            reader.get(history_of(incident))
            reader.get(case_history(incident.case))
        return len(seen)

    current = Incident.objects.get(pk=incident.pk)
    for number in range(4):
        change_incident(actor=investigator, incident=current, title=f"Title {number}")
    few = queries()
    for number in range(60):
        change_incident(actor=investigator, incident=current, title=f"Other {number}")
    assert queries() <= few
    assert few <= 40  # two pages of at most 20 statements


def test_older_page_when_followed_shows_the_rest_once(
    reader: Client, incident: Incident, investigator: User
) -> None:
    current = Incident.objects.get(pk=incident.pk)
    for number in range(SAVES_ON_A_PAGE + 10):
        change_incident(
            actor=investigator, incident=current, title=f"Title {number:03}", reason=f"Because {number:03}"
        )
    first = body(reader.get(history_of(incident)))
    assert rail(first).count('<li class="') == SAVES_ON_A_PAGE
    before = first.split("?before=")[1].split('"')[0].split("&")[0]
    second = body(reader.get(history_of(incident), {"before": before}))
    assert rail(second).count('<li class="') == 11
    assert "First report." in body(
        reader.get(history_of(incident), {"before": before, "save": _last_save(second)})
    )


def _last_save(content: str) -> str:
    return rail(content).split("save=")[-1].split('"')[0].split("&")[0]


def test_two_versions_when_compared_show_only_what_differs(
    reader: Client, incident: Incident, investigator: User
) -> None:
    current = Incident.objects.get(pk=incident.pk)
    change_incident(actor=investigator, incident=current, title="Second title")
    change_incident(actor=investigator, incident=current, title="Third title", what_was_hit="House")
    url = reverse("audit:compare", args=["incident", incident.uid])
    content = body(reader.get(url, {"a": 3, "b": 1}))
    assert "Third title" in content.replace("<ins>", "").replace("</ins>", "")
    assert "Second title" not in content
    assert "2 fields differ" in content
    assert "The same in both" in content
    for wrong in ({"a": 0, "b": 1}, {"a": 9, "b": 1}, {"a": "x"}, {}):
        assert reader.get(url, wrong).status_code == 200


def test_lost_update_when_two_people_edit_is_refused_and_both_stand_in_the_history(
    reader: Client, incident: Incident, investigator: User, supervisor: User
) -> None:
    mine, theirs = Case.objects.get(pk=incident.case_id), Case.objects.get(pk=incident.case_id)
    change_case(actor=supervisor, case=theirs, changes={"title": "Theirs"}, reason="Shorter.")
    with pytest.raises(StaleRecord):
        change_case(actor=investigator, case=mine, changes={"title": "Mine"})
    content = body(reader.get(case_history(incident.case)))
    assert "Theirs" in content
    assert "Mine" not in content


def test_edit_form_when_a_colleague_was_faster_shows_both_and_keeps_what_was_typed(
    reader: Client, incident: Incident, investigator: User, supervisor: User
) -> None:
    url = reverse("incidents:edit", args=[incident.case.reference, incident.uid])
    form = reader.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    typed |= {"when": "17 March 2017", "title": "My title", "narrative": "My words", "version": 1}
    join_case(incident.case, supervisor)
    change_incident(actor=supervisor, incident=Incident.objects.get(pk=incident.pk), title="Their title")
    answer = reader.post(url, typed)
    assert answer.status_code == 409
    content = answer.content.decode()
    assert "My title" in content
    assert "Their title" in content
    assert "My words" in content
    assert Incident.objects.get(pk=incident.pk).title == "Their title"


def test_withdrawn_record_keeps_its_history(reader: Client, incident: Incident, investigator: User) -> None:
    withdraw_incident(actor=investigator, incident=incident, reason="Entered twice.")
    content = body(reader.get(history_of(incident)))
    assert "Withdrawn: Incident" in content
    assert "Entered twice." in content


def test_record_when_the_model_is_no_record_is_not_found(reader: Client, incident: Incident) -> None:
    for model in ("user", "ledgerleaf", "draft", "nothing"):
        assert reader.get(f"/history/{model}/{incident.uid}/").status_code == 404


def test_shared_list_when_its_history_is_read_needs_no_case(reader: Client, db: None) -> None:
    one = ViolationType.objects.first()
    assert "Violation type" in body(reader.get(history_of(one)))


def test_word_marks_when_texts_share_words_mark_only_the_others() -> None:
    was, now = word_marks("about a hundred people", "more than a hundred people")
    assert [(piece.text, piece.changed) for piece in was] == [("about", True), (" a hundred people", False)]
    assert [(piece.text, piece.changed) for piece in now] == [
        ("more than", True),
        (" a hundred people", False),
    ]
    for before, after in (("", "x"), ("x", ""), ("", ""), ("a " * 9000, "b " * 9000), ("كان", "كانت")):
        was, now = word_marks(before, after)
        assert "".join(piece.text for piece in was) == before
        assert "".join(piece.text for piece in now) == after
