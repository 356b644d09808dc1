"""The pages of this room: they work, strangers get 404, readers 403, wrong methods 405, bad input words."""

import re
import uuid

import pytest
from django.urls import reverse

from casework.core.dates import parse
from casework.parties import actions
from casework.parties.models import Attribution, CommandLink, Party, PartyPosition
from tests.factories import make_attribution, make_source, make_violation
from tests.query_counts import MOST, check, statements

pytestmark = pytest.mark.django_db

NAUGHTY = "\"'><script>alert(1)</script> \u202eright {{ 7*7 }} %s ' OR 1=1 -- 😀"


def party_uid(code):
    return str(Party.objects.get(code=code).uid)


@pytest.fixture
def world(investigator, case, violation):
    """An attribution with a position, and the case they lie in."""
    attribution = make_attribution(investigator, violation, "COA-US")
    position = actions.record_position(
        actor=investigator, attribution=attribution, kind="acknowledges_act", when=parse("25 May 2017")
    )
    return {"case": case, "attribution": attribution, "position": position, "violation": violation}


READ_PAGE = ("case-list", None)
WORK_PAGES = [
    ("attribute", None),
    ("attribution-edit", "attribution"),
    ("attribution-withdraw", "attribution"),
    ("position-new", "attribution"),
    ("position-edit", "position"),
    ("position-withdraw", "position"),
]


def address(world, page):
    name, key = page
    return reverse(f"parties:{name}", args=[world["case"].reference, *([world[key].uid] if key else [])])


@pytest.mark.parametrize("page", [READ_PAGE, *WORK_PAGES])
def test_page_works_for_member_and_does_not_exist_for_strangers(page, as_user, investigator, outsider, world):
    url = address(world, page)
    assert as_user(investigator).get(url).status_code == 200
    assert as_user(outsider).get(url).status_code == 404
    assert as_user(outsider).post(url, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("page", WORK_PAGES)
def test_reader_is_refused_in_a_sentence(page, as_user, reader, world):
    client, url = as_user(reader), address(world, page)
    for answer in (client.get(url), client.post(url, {"reason": "Because"})):
        assert answer.status_code == 403
        assert "reader of this case" in answer.content.decode()


def test_reader_reads_the_tab_and_sees_no_button(as_user, reader, world):
    shown = as_user(reader).get(address(world, READ_PAGE)).content.decode()
    assert "United States forces" in shown
    assert "Acknowledges act, denies responsibility" in shown
    assert "/withdraw/" not in shown
    assert "Link a party" not in shown
    assert as_user(reader).post(address(world, READ_PAGE)).status_code == 405


def test_absent_record_is_404(as_user, investigator, case):
    for name, key in WORK_PAGES:
        if key:
            url = reverse(f"parties:{name}", args=[case.reference, uuid.uuid4()])
            assert as_user(investigator).get(url).status_code == 404


def test_party_is_linked_to_several_acts_at_once(as_user, investigator, case, incident, violation):
    other = make_violation(investigator, incident, "ATT-05")
    client, url = as_user(investigator), reverse("parties:attribute", args=[case.reference])
    answer = client.post(
        url,
        {
            "party": party_uid("COA-US"),
            "violations": [str(violation.uid), str(other.uid)],
            "role": "carried_out",
            "confidence": "reasonable_grounds",
            "basis": ["own_admission", "weapon"],
            "note": NAUGHTY,
        },
    )
    assert answer.status_code == 302
    assert Attribution.objects.count() == 2
    shown = client.get(answer.url).content.decode()
    assert "Reasonable grounds to believe" in shown
    assert "<script>alert" not in shown


def test_violation_of_the_link_is_ticked_and_a_single_one_too(as_user, investigator, case, violation):
    client, url = as_user(investigator), reverse("parties:attribute", args=[case.reference])
    assert client.get(url).content.decode().count("checked") == 1
    assert client.get(url, {"violation": "no uid"}).status_code == 200


def test_alternative_is_chosen_by_party_and_shown_apart(as_user, investigator, world):
    client = as_user(investigator)
    data = {
        "party": party_uid("IQ-AF"),
        "violations": [str(world["violation"].uid)],
        "role": "carried_out",
        "confidence": "allegation",
        "alternative_party": party_uid("COA-US"),
    }
    assert client.post(address(world, ("attribute", None)), data).status_code == 302
    shown = client.get(address(world, READ_PAGE)).content.decode()
    assert "One of these; it is not known which" in shown
    edit = reverse(
        "parties:attribution-edit",
        args=[world["case"].reference, Attribution.objects.get(party__code="IQ-AF").uid],
    )
    one = Attribution.objects.get(party__code="IQ-AF")
    alone = {
        "party": party_uid("IQ-AF"),
        "role": "carried_out",
        "confidence": "allegation",
        "claim_status": "needs_work",
        "alternative_to": "",
        "version": one.version,
    }
    assert client.post(edit, alone).status_code == 302
    assert "One of these" not in client.get(address(world, READ_PAGE)).content.decode().split("<aside")[0]


def test_form_without_party_or_act_is_answered_in_words(as_user, investigator, case, violation):
    url = reverse("parties:attribute", args=[case.reference])
    answer = as_user(investigator).post(url, {"role": "Banana", "confidence": "Banana"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose the party" in shown
    assert "Tick at least one alleged act" in shown
    assert not Attribution.objects.exists()


def test_garbage_for_choices_is_answered_in_words(as_user, investigator, world):
    data = {"party": "x", "violations": ["y", "\x00"], "basis": ["Banana"], "alternative_party": "1 OR 1=1"}
    for page in (("attribute", None), ("position-new", "attribution"), ("attribution-edit", "attribution")):
        answer = as_user(investigator).post(address(world, page), data | {"kind": "Banana", "source": "z"})
        assert answer.status_code == 422


def test_act_of_another_case_or_hidden_act_is_no_choice(as_user, investigator, member, case, incident):
    hidden = make_violation(investigator, incident, "CHI-02")
    url = reverse("parties:attribute", args=[case.reference])
    client = as_user(member)
    assert "CHI-02" not in client.get(url).content.decode()
    answer = client.post(
        url,
        {
            "party": party_uid("IS"),
            "violations": [str(hidden.uid)],
            "role": "suspected",
            "confidence": "allegation",
        },
    )
    assert answer.status_code == 422
    assert not Attribution.objects.exists()


def test_hidden_attribution_answers_404_to_member(as_user, investigator, member, case, incident):
    one = make_attribution(investigator, make_violation(investigator, incident, "SGB-01"), "IS")
    url = reverse("parties:attribution-edit", args=[case.reference, one.uid])
    assert as_user(member).get(url).status_code == 404
    assert as_user(investigator).get(url).status_code == 200


def test_change_of_confidence_without_reason_is_refused_beside_the_field(as_user, investigator, world):
    one = world["attribution"]
    data = {
        "party": str(one.party.uid),
        "role": one.role,
        "confidence": "balance",
        "claim_status": one.claim_status,
        "version": one.version,
    }
    url = address(world, ("attribution-edit", "attribution"))
    answer = as_user(investigator).post(url, data)
    assert answer.status_code == 422
    assert "Say why the confidence changes." in answer.content.decode()
    assert as_user(investigator).post(url, data | {"reason": "Second source"}).status_code == 302
    assert as_user(investigator).post(url, data | {"reason": "Stale", "note": "Other"}).status_code == 409


def test_statement_answers_all_acts_of_the_party(as_user, investigator, incident, world):
    other = make_attribution(investigator, make_violation(investigator, incident, "ATT-05"), "COA-US")
    client = as_user(investigator)
    answer = client.post(
        address(world, ("position-new", "attribution")),
        {
            "kind": "accepts_in_part",
            "explanation": "A lower toll",
            "when": "25 May 2017",
            "conceded_min": "101",
            "conceded_max": "105",
            "source": str(make_source("CENTCOM").uid),
            "also": [str(other.uid)],
        },
    )
    assert answer.status_code == 302
    assert PartyPosition.objects.filter(kind="accepts_in_part").count() == 2
    shown = client.get(address(world, READ_PAGE)).content.decode()
    assert "Concedes deaths: 101–105." in shown
    assert "What it said before" in shown


def test_position_with_a_range_upside_down_is_refused(as_user, investigator, world):
    answer = as_user(investigator).post(
        address(world, ("position-new", "attribution")),
        {"kind": "accepts", "conceded_min": "9", "conceded_max": "3"},
    )
    assert answer.status_code == 422
    assert "below" in answer.content.decode()


def test_withdrawn_attribution_stays_on_the_tab_as_withdrawn(as_user, investigator, world):
    client, url = as_user(investigator), address(world, ("attribution-withdraw", "attribution"))
    assert client.post(url, {"reason": "Another unit"}).status_code == 302
    shown = client.get(address(world, READ_PAGE)).content.decode()
    assert "Another unit" in shown
    assert "No party linked yet" in shown
    assert client.get(url).status_code == 403


def test_list_of_parties_is_a_tree_that_is_searched_in_either_script(as_user, investigator):
    client, url = as_user(investigator), reverse("parties:list")
    assert "9th Armoured Division" in client.get(url).content.decode()
    for typed in ("daesh", "داعش"):
        found = client.get(url, {"q": typed}).content.decode()
        assert "Islamic State (IS)" in found
        assert "Peshmerga" not in found
    assert "No party is called that" in client.get(url, {"q": "zzzzqqq"}).content.decode()
    assert "Peshmerga" not in client.get(url, {"kind": "unknown"}).content.decode()
    assert client.get(url, {"kind": "Banana", "unused": "x", "q": "\x00"}).status_code == 200
    assert client.post(url).status_code == 405


def test_parties_are_read_by_who_reads_cases_and_not_by_administrators(
    as_user, auditor, administrator, investigator
):
    urls = [reverse("parties:list"), reverse("parties:suggest"), Party.objects.first().get_absolute_url()]
    for url in urls:
        assert as_user(auditor).get(url).status_code == 200
        assert as_user(administrator).get(url).status_code == 403
    assert "Add a party" not in as_user(auditor).get(urls[0]).content.decode()


def test_page_of_a_party_shows_hierarchy_and_only_visible_cases(as_user, investigator, outsider, world):
    url = Party.objects.get(code="COA").get_absolute_url()
    mine, theirs = as_user(investigator).get(url), as_user(outsider).get(url)
    assert world["case"].reference in mine.content.decode()
    assert world["case"].reference not in theirs.content.decode()
    assert "In no case that you may see." in theirs.content.decode()


def test_party_is_added_once_under_one_code(as_user, investigator, auditor):
    data = {"name_en": NAUGHTY, "code": "pmu-new", "kind": "state_sanctioned_paramilitary"}
    client, url = as_user(investigator), reverse("parties:new")
    answer = client.post(url, data | {"parent": party_uid("PMU")})
    party = Party.objects.get(code="PMU-NEW")
    assert answer.url == party.get_absolute_url()
    assert "<script>alert" not in client.get(answer.url).content.decode()
    assert client.post(url, data).status_code == 422
    assert client.post(url, data | {"code": "a--b"}).status_code == 422
    assert as_user(auditor).get(url).status_code == 403


def test_party_is_edited_with_a_lock(as_user, investigator):
    party = Party.objects.get(code="PMU-NIN")
    data = {"name_en": "Ninewa Guards", "code": party.code, "kind": party.kind, "version": party.version}
    client, url = as_user(investigator), reverse("parties:edit", args=[party.uid])
    assert client.get(url).status_code == 200
    assert client.post(url, data | {"reason": "Shorter"}).status_code == 302
    assert client.post(url, data | {"name_en": "Too late"}).status_code == 409


def test_place_in_the_hierarchy_is_added_and_taken_back(as_user, investigator):
    party, client = Party.objects.get(code="PMU-JAB"), as_user(investigator)
    url = reverse("parties:command-new", args=[party.uid])
    assert client.get(url).status_code == 200
    data = {
        "parent": party_uid("IQ-ISF"),
        "relation": "operational",
        "starts": "October 2016",
        "ends": "2015",
        "claim_status": "accepted",
    }
    assert client.post(url, data).status_code == 422
    assert client.post(url, data | {"ends": "July 2017"}).status_code == 302
    link = CommandLink.objects.get()
    assert "Operational control" in client.get(party.get_absolute_url()).content.decode()
    withdraw = reverse("parties:command-withdraw", args=[link.uid])
    assert client.get(withdraw).status_code == 200
    assert client.post(withdraw, {"reason": "Wrong unit"}).status_code == 302
    assert client.get(withdraw).status_code == 404


def test_suggestions_name_the_path_and_the_code(as_user, investigator):
    found = as_user(investigator).get(reverse("parties:suggest"), {"q": "9th armoured"}).json()["results"][0]
    assert found["tag"] == "IQ-ARMY-9"
    assert found["value"] == party_uid("IQ-ARMY-9")
    assert "Iraqi Army" in found["sub"] or "Army" in found["sub"]
    assert as_user(investigator).post(reverse("parties:suggest")).status_code == 405


@pytest.mark.parametrize("name", ["case-parties", "party", "parties"])
def test_pages_when_they_grow_then_no_statement_more(name, as_user, investigator, incident):
    client = as_user(investigator)
    where = {
        "case-parties": reverse("parties:case-list", args=[incident.case.reference]),
        "party": Party.objects.get(code="COA").get_absolute_url(),
        "parties": reverse("parties:list"),
    }[name]

    def fill(codes):
        for code in codes:
            act = make_violation(investigator, incident, code)
            for party in ("COA", "IS", "IQ-ARMY-9"):
                one = make_attribution(investigator, act, party)
                actions.record_position(actor=investigator, attribution=one, kind="denies")

    fill(["ATT-01"])
    few = statements(client, where)
    fill(["ATT-02", "ATT-03", "ATT-04"])
    many = statements(client, where)
    assert few == many <= MOST
    check(name, many)


def test_row_when_it_is_one_attribution_then_its_acts_are_folded_as_those_of_several(
    as_user, investigator, world
):
    page = as_user(investigator).get(address(world, READ_PAGE)).content.decode()
    edit = reverse("parties:attribution-edit", args=[world["case"].reference, world["attribution"].uid])
    folded = re.search(r'<details class="earlier">(.*?)</details>', page, re.DOTALL)
    assert folded and edit in folded[1] and page.count(edit) == 1
