"""The pages of this room: they work, strangers get 404, readers 403, wrong methods 405, bad input words."""

import uuid

import pytest
from django.urls import reverse

from casework.incidents import actions
from casework.incidents.choices import IncidentLinkKind
from casework.incidents.models import (
    CasualtyClaim,
    Incident,
    IncidentLink,
    LegalCharacterisation,
    LegalProvision,
    Violation,
    ViolationType,
)
from tests.factories import make_attribution, make_claim, make_incident, make_source, make_violation
from tests.query_counts import MOST, check, statements

pytestmark = pytest.mark.django_db

NAUGHTY = "\"'><script>alert(1)</script> \u202eright \ufeff {{ 7*7 }} %s ' OR 1=1 -- 😀"


def type_uid(code):
    return str(ViolationType.objects.get(code=code).uid)


@pytest.fixture
def world(investigator, case, incident, violation):
    """One of each thing that has a page."""
    claim = make_claim(investigator, incident, killed_min=163)
    other = make_incident(investigator, case, title="Another event")
    return {
        "case": case,
        "incident": incident,
        "violation": violation,
        "claim": claim,
        "link": actions.link_incidents(actor=investigator, incident=incident, other=other, kind="follows"),
        "law": actions.characterise(
            actor=investigator, violation=violation, kind="war_crime", rationale="Reasoned at length."
        ),
        "other": other,
    }


READ_PAGES = [("list", None), ("detail", "incident")]
WORK_PAGES = [
    ("new", None),
    ("edit", "incident"),
    ("withdraw", "incident"),
    ("link", "incident"),
    ("link-withdraw", "link"),
    ("violation-new", "incident"),
    ("violation-edit", "violation"),
    ("violation-withdraw", "violation"),
    ("characterise", "violation"),
    ("characterisation-withdraw", "law"),
    ("claim-new", "incident"),
    ("adopt", "incident"),
    ("claim-edit", "claim"),
    ("claim-withdraw", "claim"),
]


def page_of(world, page):
    """Address of one page of the lists above."""
    name, key = page
    return address(name, world["case"], world.get(key))


def address(name, case, record=None):
    return reverse(f"incidents:{name}", args=[case.reference, *([record.uid] if record else [])])


@pytest.mark.parametrize("page", READ_PAGES + WORK_PAGES)
def test_page_works_for_member_and_does_not_exist_for_strangers(page, as_user, investigator, outsider, world):
    url = page_of(world, page)
    assert as_user(investigator).get(url).status_code == 200
    assert as_user(outsider).get(url).status_code == 404
    assert as_user(outsider).post(url, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("page", WORK_PAGES)
def test_reader_is_refused_in_a_sentence(page, as_user, reader, world):
    client, url = as_user(reader), page_of(world, page)
    for answer in (client.get(url), client.post(url, {"reason": "Because"})):
        assert answer.status_code == 403
        assert "reader of this case" in answer.content.decode()


@pytest.mark.parametrize("page", READ_PAGES)
def test_reader_reads_and_sees_no_button(page, as_user, reader, world):
    shown = as_user(reader).get(page_of(world, page)).content.decode()
    assert "/edit/" not in shown
    assert "/withdraw/" not in shown
    assert "Add" not in shown.split("<main", 1)[1].split("</main>")[0]


@pytest.mark.parametrize("page", READ_PAGES)
def test_reading_pages_take_no_post(page, as_user, investigator, world):
    assert as_user(investigator).post(page_of(world, page)).status_code == 405


@pytest.mark.parametrize("page", [pair for pair in READ_PAGES + WORK_PAGES if pair[1]])
def test_absent_record_is_404(page, as_user, investigator, case):
    url = reverse(f"incidents:{page[0]}", args=[case.reference, uuid.uuid4()])
    assert as_user(investigator).get(url).status_code == 404


def test_administrator_sees_no_case(as_user, administrator, case, incident):
    assert as_user(administrator).get(address("detail", case, incident)).status_code == 404
    assert as_user(administrator).get(reverse("incidents:suggest"), {"q": "strike"}).status_code == 403


def test_anonymous_visitor_is_sent_to_sign_in(client, case, incident):
    assert client.get(address("detail", case, incident)).status_code == 302


def test_event_is_logged_with_an_uncertain_date(as_user, investigator, case):
    client = as_user(investigator)
    answer = client.post(
        address("new", case),
        {
            "title": NAUGHTY,
            "narrative": NAUGHTY,
            "when": "between 17 and 20 March 2017",
            "place_precision": "unknown",
            "conflict_type": "niac",
            "weapon": "mortar",
        },
    )
    incident = Incident.objects.get()
    assert answer.url == incident.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "<script>alert" not in page
    assert "17 to 20 Mar 2017" in page


def test_bad_input_is_answered_in_words_and_keeps_what_was_typed(as_user, investigator, case):
    answer = as_user(investigator).post(
        address("new", case),
        {
            "title": "",
            "narrative": "Kept text",
            "when": "the day after",
            "weapon": "Banana",
            "latitude": "99999",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kept text" in page
    assert "to put in order" in page
    assert not Incident.objects.exists()


def test_sending_a_form_twice_makes_one_record(as_user, investigator, case):
    client = as_user(investigator)
    data = {"title": "Once", "place_precision": "unknown", "conflict_type": "niac", "weapon": "mortar"}
    data["form_token"] = str(uuid.uuid4())
    first, second = client.post(address("new", case), data), client.post(address("new", case), data)
    assert first.url == second.url
    assert Incident.objects.filter(title="Once").count() == 1


def test_second_editor_gets_the_conflict_page_and_loses_nothing(as_user, investigator, case, incident):
    client, url = as_user(investigator), address("edit", case, incident)
    base = {"place_precision": "unknown", "conflict_type": "niac", "weapon": "unknown"}
    mine = base | {"title": "Mine", "version": incident.version}
    assert client.post(url, base | {"title": "Theirs", "version": incident.version}).status_code == 302
    answer = client.post(url, mine)
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert "Theirs" in answer.content.decode()
    assert Incident.objects.get(pk=incident.pk).title == "Theirs"


def test_violation_on_a_child_is_raised_and_says_so(as_user, member, case, incident):
    client = as_user(member)
    answer = client.post(
        address("violation-new", case, incident),
        {"type": type_uid("CHI-02"), "source_words": "Two children", "confidentiality": "internal"},
        follow=True,
    )
    page = answer.content.decode()
    assert Violation.objects.get().confidentiality == "highly_restricted"
    assert "Saved as highly restricted" in page
    assert "Killing or maiming" not in page


def test_hidden_violation_answers_404_to_member_and_200_to_cleared(
    as_user, investigator, member, case, incident
):
    hidden = make_violation(investigator, incident, "SGB-01")
    for name in ("violation-edit", "violation-withdraw", "characterise"):
        assert as_user(member).get(address(name, case, hidden)).status_code == 404
        assert as_user(investigator).get(address(name, case, hidden)).status_code == 200
    assert "SGB-01" not in as_user(member).get(address("list", case)).content.decode()


def test_claim_with_minimum_above_maximum_is_refused_beside_its_field(as_user, investigator, case, incident):
    answer = as_user(investigator).post(
        address("claim-new", case, incident),
        {
            "source": str(make_source().uid),
            "killed_min": "9",
            "killed_max": "3",
            "civilian_status": "civilian",
        },
    )
    assert answer.status_code == 422
    assert "“At most” is below “at least”." in answer.content.decode()
    assert not CasualtyClaim.objects.exists()


@pytest.mark.parametrize("number", ["-1", "1.5", "99999999999999999999", "NaN", "many", "٣\x00"])
def test_impossible_number_is_answered_in_words(number, as_user, investigator, case, incident):
    url = address("claim-new", case, incident)
    data = {"source": "no uid", "killed_min": number, "killed_women": number, "civilian_status": "Banana"}
    answer = as_user(investigator).post(url, data)
    assert answer.status_code == 422
    assert not CasualtyClaim.objects.exists()


def test_open_claim_is_shown_as_at_least(as_user, investigator, case, incident):
    client = as_user(investigator)
    answer = client.post(
        address("claim-new", case, incident),
        {"source": str(make_source().uid), "killed_min": "163", "civilian_status": "civilian"},
    )
    assert answer.status_code == 302
    page = client.get(address("detail", case, incident)).content.decode()
    assert "at least 163" in page
    assert "b-open" in page


def test_source_of_another_case_is_no_choice(as_user, investigator, outsider, case, incident):
    answer = as_user(investigator).post(
        address("claim-new", case, incident),
        {"source": str(uuid.uuid4()), "killed_min": "1", "civilian_status": "civilian"},
    )
    assert answer.status_code == 422


def test_range_is_adopted_and_drawn(as_user, investigator, case, incident):
    claim, client = make_claim(investigator, incident, killed_min=105, killed_max=105), as_user(investigator)
    data = {
        "adopted_killed_min": "105",
        "adopted_killed_max": "141",
        "adopted_rationale": "Conceded and reported in the house.",
        "relied_claims": [str(claim.uid)],
        "version": incident.version,
    }
    assert client.post(address("adopt", case, incident), data).status_code == 302
    page = client.get(address("detail", case, incident)).content.decode()
    assert "Adopted range" in page
    assert "b-soft" in page
    claim.refresh_from_db()
    assert claim.relied_on
    assert client.post(address("adopt", case, incident), data).status_code == 409


def test_provision_of_international_conflict_is_refused_in_words(as_user, investigator, case, violation):
    provision = LegalProvision.objects.filter(applies_to="IAC").first()
    answer = as_user(investigator).post(
        address("characterise", case, violation),
        {
            "kind": "war_crime",
            "provision": str(provision.uid),
            "standard": "allegation",
            "rationale": "x" * 20,
        },
    )
    assert answer.status_code == 422
    assert "exists only for international armed conflict" in answer.content.decode()
    assert not LegalCharacterisation.objects.exists()


def test_withdrawing_asks_why_and_keeps_the_record(as_user, investigator, case, violation):
    client, url = as_user(investigator), address("violation-withdraw", case, violation)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Entered in the wrong case"}).status_code == 302
    violation.refresh_from_db()
    assert violation.withdrawn_by == investigator
    page = client.get(address("detail", case, violation.incident)).content.decode()
    assert "Entered in the wrong case" in page
    assert client.get(url).status_code == 403


def test_link_is_made_and_offered_only_among_visible_events(as_user, investigator, case, incident):
    other = make_incident(investigator, case, title="The day after")
    client = as_user(investigator)
    data = {"kind": IncidentLinkKind.FOLLOWS, "other": str(other.uid), "note": "Same street"}
    assert client.post(address("link", case, other), data).status_code == 422
    assert client.post(address("link", case, incident), data).status_code == 302
    assert IncidentLink.objects.get().other == other
    assert "Followed by" in client.get(address("detail", case, other)).content.decode()


def test_suggestions_are_json_in_scope_and_short(as_user, investigator, outsider, auditor, incident):
    types = as_user(investigator).get(reverse("incidents:type-suggest"), {"q": "SHL-01"}).json()["results"]
    assert types[0]["tag"] == "SHL-01"
    assert types[0]["value"] == type_uid("SHL-01")
    url = reverse("incidents:suggest")
    assert as_user(investigator).get(url, {"q": "strike"}).json()["results"][0]["value"] == str(incident.uid)
    assert as_user(outsider).get(url, {"q": "strike"}).json()["results"] == []
    assert as_user(investigator).get(url, {"q": "\x00" * 3000 + "%_\\"}).status_code == 200
    assert as_user(investigator).post(url).status_code == 405


def test_page_of_an_event_names_parties_and_alternatives(as_user, investigator, case, incident, violation):
    first = make_attribution(investigator, violation, "COA")
    make_attribution(investigator, violation, "IQ-AF", alternative_to=first)
    page = as_user(investigator).get(address("detail", case, incident)).content.decode()
    assert "Coalition or IqAF" in page


@pytest.mark.parametrize(("name", "page"), [("case-events", "list"), ("case-event", "detail")])
def test_pages_when_they_grow_then_no_statement_more(name, page, as_user, investigator, incident):
    client, source = as_user(investigator), make_source()
    where = address(page, incident.case, incident if page == "detail" else None)

    def fill(codes):
        for code in codes:
            make_attribution(investigator, make_violation(investigator, incident, code), "COA")
            make_claim(investigator, incident, source=source, killed_min=1)
        make_incident(investigator, incident.case)

    fill(["ATT-01"])
    few = statements(client, where)
    fill(["ATT-02", "ATT-03", "ATT-05", "ATT-06"])
    many = statements(client, where)
    assert few == many <= MOST
    check(name, many)
