"""The whole ladder in a real browser: a new allegation becomes a public finding.

Two investigators and three supervisors take it up; each step is refused first, in words on the page. What
has pages tested elsewhere (verification, risk, ranges, words that go out) is done by its action.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from casework.cases.actions import add_member
from casework.cases.models import Case
from casework.evidence.actions import check_integrity, record_verification
from casework.evidence.models import EvidenceItem
from casework.incidents.actions import adopt_casualty_range
from casework.incidents.models import Incident, Violation
from casework.investigations.actions import (
    answer_challenge,
    propose_rating,
    raise_challenge,
    record_not_asked,
)
from casework.investigations.choices import Criterion
from casework.investigations.models import Challenge, EffectivenessRating, Finding, Investigation
from casework.ladder.guards import GUARDS
from casework.ladder.models import DuplicateCheck
from casework.parties.models import Attribution
from casework.people.actions import assess_risk
from casework.publication.actions import choose_evidence, choose_words, keep_hit
from casework.publication.choices import Redaction
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.checks import open_hits_of
from casework.publication.queries.words import word_entries
from tests.browser import NEEDS_CHROMIUM, press, sign_in
from tests.deciding import decide_verification
from tests.factories import make_user
from tests.journeys.test_main_job import link_party, log_allegation

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

REASON = "The account and the number of dead agree, and nothing else explains them."
TEXT = "An aircraft destroyed a house in the morning; between 105 and 141 people died."
SUBMIT = "main form button.btn--primary"
OFFICE = {
    "west": (Role.INVESTIGATOR, "Wanda West"),
    "east": (Role.INVESTIGATOR, "Emil East"),
    "north": (Role.SUPERVISOR, "Nora North"),
    "south": (Role.SUPERVISOR, "Sami South"),
    "centre": (Role.SUPERVISOR, "Cyra Centre"),
}


class Office:
    """Everybody at their own browser, around one case."""

    def __init__(self, base: str, open_page: Callable[..., Any]) -> None:
        self.base = base
        self.people: dict[str, User] = {key: make_user(role, name) for key, (role, name) in OFFICE.items()}
        self.pages: dict[str, Any] = {}
        for key, person in self.people.items():
            self.pages[key] = open_page()
            sign_in(self.pages[key], base, person.email)

    @property
    def case(self) -> Case:
        return Case.objects.select_related("lead").get()

    def at(self, key: str, path: str) -> Any:
        """Somebody opens an address below the case."""
        page = self.pages[key]
        page.goto(f"{self.base}/cases/{self.case.reference}/{path}")
        return page

    def refused(self, key: str, move: str, *guards: str) -> None:
        """On the page of the status the move is closed and each sentence says why; its address refuses."""
        page = self.at(key, "status/")
        assert page.locator(f"#why-{move}").count() == 1
        assert page.locator(f"main a[href$='/move/{move}/']").count() == 0
        said = page.inner_text("main")
        for guard in guards:
            assert str(GUARDS[guard].lack) in said, guard
        before = self.case.stage
        answer = page.request.get(f"{self.base}/cases/{self.case.reference}/status/move/{move}/")
        assert answer.status == 403
        assert self.case.stage == before

    def move(self, key: str, move: str, stage: str) -> None:
        """Somebody makes the move on its page."""
        page = self.at(key, "status/")
        press(page, f"main a[href$='/move/{move}/']")
        page.fill("[name=reason]", REASON)
        if page.locator("[name=single_source]").count():
            page.fill("[name=single_source]", "One monitor that names its sources one by one.")
        press(page, SUBMIT)
        assert self.case.stage == stage, page.inner_text("main")


def test_new_allegation_when_taken_up_the_ladder_then_public_counted_and_read(
    live_server: LiveServer, open_page: Callable[..., Any], photograph: bytes
) -> None:
    office = Office(live_server.url, open_page)
    report(office, photograph)
    call_credible(office)
    investigate(office)
    conclude(office)
    approve(office)
    publish(office)
    check_scorecard(office)
    read_in_public(open_page(java_script_enabled=False), office.base)


def report(office: Office, photograph: bytes) -> None:
    """West logs it, and the assessment begins once a search for duplicates is recorded."""
    west = office.pages["west"]
    log_allegation(west, office.base, "en", photograph)
    add_member(actor=office.people["west"], case=office.case, user=office.people["east"])
    if not DuplicateCheck.objects.exists():
        office.refused("west", "assess", "duplicates_checked")
        page = office.at("west", "status/duplicates/")
        page.check("[name=outcome][value=none]")
        press(page, SUBMIT)
    office.move("west", "assess", "assessment")


def call_credible(office: Office) -> None:
    """Verified by a second person, proposed by one, approved by another."""
    office.refused("north", "credit", "verified_item", "threshold_reached")
    item = EvidenceItem.objects.get()
    west, east = office.people["west"], office.people["east"]
    record_verification(actor=west, item=item, step="content", result="holds", why="Looked at in full.")
    decide_verification(actor=east, item=EvidenceItem.objects.get(), state="verified", why="Agreed.")
    page = office.at("west", f"assessments/new/{Violation.objects.get().uid}/")
    press(page, SUBMIT)
    assert "Write the rationale, at least 40 characters." in page.inner_text("main")
    page.check("[name=standard][value=reasonable_grounds]")
    page.fill("[name=rationale]", REASON)
    page.fill("[name=source_count]", "2")
    page.fill("[name=origin_count]", "2")
    press(page, SUBMIT)
    assert page.locator("main button[value=approve]").count() == 0, "nobody decides on their own proposal"
    own = page.url
    north = office.pages["north"]
    north.goto(own)
    press(north, "main button[value=approve]")
    office.move("north", "credit", "credible")


def investigate(office: Office) -> None:
    """A party, the risk, a plan with its day."""
    office.refused("north", "investigate", "attributed", "plan", "risk_assessed", "start_date")
    link_party(office.pages["west"], office.base, office.case.reference)
    words = {"threat": "Neighbours may be asked who spoke.", "mitigation": "Meetings elsewhere."}
    assess_risk(actor=office.people["west"], case=office.case, likelihood="low", severity="high", **words)
    page = office.at("west", "investigations/new/")
    page.locator("[name=body_kind]").first.select_option("ours")
    page.fill("[name=opened]", "2 November 2026")
    page.fill("[name=plan]", "See the place, hear the family, ask the party.")
    press(page, SUBMIT)
    office.refused("west", "investigate")
    office.move("north", "investigate", "investigation")


def conclude(office: Office) -> None:
    """Findings with a conclusion; our own work rated by one and confirmed by another."""
    office.refused("west", "submit_findings", "findings_written", "conclusions_drawn", "criteria_rated")
    page = office.at("west", "findings/new/")
    page.fill("[name=text]", TEXT)
    page.check("[name=families][value=informed]")
    press(page, SUBMIT)
    finding, violation = Finding.objects.get(), Violation.objects.get()
    page = office.at("west", f"findings/{finding.uid}/conclude/{violation.uid}/")
    page.fill("[name=text]", "The bomb was far too heavy for what it was aimed at.")
    page.check("[name=standard][value=reasonable_grounds]")
    page.select_option(f"[name='party-{Attribution.objects.get().uid}']", "reasonable_grounds")
    press(page, SUBMIT)
    rate(office)
    adopt_casualty_range(
        actor=office.people["west"],
        incident=Incident.objects.get(),
        killed_min=105,
        killed_max=141,
        rationale=REASON,
    )
    office.refused("north", "submit_findings")
    office.move("west", "submit_findings", "findings_review")


def rate(office: Office) -> None:
    """The rater cannot confirm; a supervisor can."""
    answers = dict.fromkeys(Criterion.values, ("met", "Seen in the record of the case."))
    propose_rating(actor=office.people["west"], investigation=Investigation.objects.get(), answers=answers)
    path = f"investigations/ratings/{EffectivenessRating.objects.get().uid}/"
    page = office.at("west", path)
    assert "You made this rating. A second person has to confirm it." in page.inner_text("main")
    assert page.locator("main button[value=approve]").count() == 0
    press(office.at("north", path), "main button[value=approve]")
    assert EffectivenessRating.objects.get().state == "confirmed"


def approve(office: Office) -> None:
    """An open question stops it; its author and the lead never approve."""
    finding = Finding.objects.select_related("case").get()
    raise_challenge(actor=office.people["centre"], target=finding, question="Who saw the aircraft?")
    office.refused("north", "approve_findings", "no_challenge")
    office.refused("west", "approve_findings")
    answer_challenge(
        actor=office.people["west"],
        challenge=Challenge.objects.select_related("case").get(),
        answer="Two did.",
    )
    check_integrity(actor=office.people["west"], item=EvidenceItem.objects.select_related("case").get())
    office.move("north", "approve_findings", "findings_approved")


def publish(office: Office) -> None:
    """One supervisor writes and proposes, a second one publishes, once the party had its chance."""
    office.refused("north", "publish", "public_version", "party_heard")
    record_not_asked(
        actor=office.people["west"],
        finding=Finding.objects.select_related("case").get(),
        party=Attribution.objects.select_related("party").get().party,
        not_asked_reason="Witnesses would be in danger.",
    )
    version = write_in_public(office)
    office.refused("north", "publish", "second_supervisor")
    assert not PublishedVersion.objects.filter(reference=version.reference).exists()
    office.move("south", "publish", "published")


def write_in_public(office: Office) -> PublicVersion:
    """North writes the public text, goes through the list and proposes it."""
    page = office.at("north", "publication/new/")
    texts = {
        "title_en": "Air strike on a house",
        "title_ar": "غارة جوية على منزل",
        "when_en": "17 March 2017",
        "place_en": "West Mosul",
        "short_en": "A bomb destroyed a house full of people.",
        "account_en": "A house was hit in the morning. Many people were inside.",
        "reasons_en": "A monitor and a picture agree.",
        "killed_min": "105",
        "killed_max": "141",
    }
    for name, text in texts.items():
        page.fill(f"[name={name}]", text)
    press(page, SUBMIT)
    version, north = PublicVersion.objects.select_related("case", "finding").get(), office.people["north"]
    entries = word_entries(north, version)
    words = {entry.key: {"out": True, "en": entry.inside, "ar": ""} for entry in entries}
    choose_words(actor=north, version=version, words=words)
    version = PublicVersion.objects.select_related("case", "finding").get()
    texts = {"title_en": "A picture of the place"}
    item = EvidenceItem.objects.get()
    choose_evidence(actor=north, version=version, item=item, stance="supports", showing="shown", texts=texts)
    propose(office, version)
    return version


def propose(office: Office, version: PublicVersion) -> None:
    """Not before each point of the checklist is answered, and what the search found: a staff name is West."""
    page = office.at("north", f"publication/{version.uid}/propose/")
    assert "points of the redaction checklist are not answered" in page.inner_text("main")
    assert "1 finding of the automatic search is not answered" in page.inner_text("main")
    (hit,) = open_hits_of(version)
    keep_hit(actor=office.people["north"], version=version, key=hit.key, why="A bank of the river.")
    page = office.at("north", f"publication/{version.uid}/checklist/")
    for point in Redaction.values:
        page.check(f"[name={point}][value=clear]")
    press(page, SUBMIT)
    press(office.at("north", f"publication/{version.uid}/propose/"), SUBMIT)
    assert PublicVersion.objects.get().state == "proposed", page.inner_text("main")


def check_scorecard(office: Office) -> None:
    """It stands in each column it has reached, and every figure opens a list of that many."""
    page = office.pages["centre"]
    page.goto(f"{office.base}/scorecard/")
    reached = {}
    figures = page.locator("main table.score tbody a, main table.score tfoot a, main ul.work a").evaluate_all(
        "all => all.map(one => [one.getAttribute('href'), one.textContent.trim()])"
    )
    assert len(figures) > 8
    for address, text in figures:
        number = int(re.match(r"\d+", text)[0])  # type: ignore[index]
        page.goto(office.base + address)
        assert page.locator("main table.rows tbody tr").count() == number, address
        if found := re.search(r"rung=(\w+)", address):
            reached[found[1]] = max(number, reached.get(found[1], 0))
    at = ("logged", "assessed", "credible", "investigated", "effective", "concluded", "public")
    assert reached == dict.fromkeys(at, 1) | {"redress": 0}


def read_in_public(page: Any, base: str) -> None:
    """Somebody outside, without scripts, finds it and reads it; nothing is kept in their browser."""
    page.goto(f"{base}/findings/")
    press(page, "main a:has-text('Air strike on a house')")
    said = page.inner_text("main")
    assert "Many people were inside." in said
    assert "105" in said
    assert "141" in said
    assert "far too heavy" in said
    assert "Witnesses would be in danger." in said
    page.goto(re.sub(r"/findings/en/", "/findings/ar/", page.url))
    assert page.get_attribute("html", "dir") == "rtl"
    assert "غارة جوية على منزل" in page.inner_text("h1")
    assert page.context.cookies() == []
    assert page.request.get(f"{base}/cases/").url.startswith(f"{base}/accounts/login/")
