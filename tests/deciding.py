"""Deciding as somebody does who reads what is there and decides at once.

The actions themselves ask for the mark of what was read; tests about reading something else call them.
"""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from casework.cases.models import Case
from casework.evidence import actions as evidence
from casework.evidence.models import Citation, EvidenceItem
from casework.evidence.queries import verification_mark
from casework.investigations import actions as investigations
from casework.investigations.models import (
    Assessment,
    ContraryAnswer,
    EffectivenessRating,
    Finding,
    SecondReview,
)
from casework.investigations.queries import (
    assessment_mark,
    contrary_mark,
    finding_mark,
    opinion_mark,
    rating_mark,
)
from casework.ladder import actions as ladder
from casework.ladder.effects import mark_to_move
from casework.ladder.models import StageChange
from casework.publication import actions as publication
from casework.publication.choices import Redaction
from casework.publication.models import PublicVersion, Tombstone
from casework.publication.queries.proposal import checklist_mark, proposal_of, public_mark


def mark_on(client: Client, address: str) -> str:
    """The mark in the form of a page; nothing where there is no such form."""
    page = client.get(address)
    form = page.context["form"] if page.context and "form" in page.context else None
    return str(form["seen"].value() or "") if form is not None and "seen" in form.fields else ""


def send(client: Client, address: str, typed: dict[str, str], *, follow: bool = False) -> HttpResponse:
    """As a browser does: read the page, then send its form with the mark that stood in it."""
    return client.post(address, {"seen": mark_on(client, address)} | typed, follow=follow)


def approve_assessment(*, actor: User, assessment: Assessment, **said: Any) -> Assessment:
    seen = assessment_mark(actor, assessment)
    return investigations.approve_assessment(actor=actor, assessment=assessment, seen=seen, **said)


def return_assessment(*, actor: User, assessment: Assessment, **said: Any) -> Assessment:
    seen = assessment_mark(actor, assessment)
    return investigations.return_assessment(actor=actor, assessment=assessment, seen=seen, **said)


def confirm_rating(*, actor: User, rating: EffectivenessRating, **said: Any) -> EffectivenessRating:
    seen = rating_mark(actor, rating)
    return investigations.confirm_rating(actor=actor, rating=rating, seen=seen, **said)


def return_rating(*, actor: User, rating: EffectivenessRating, **said: Any) -> EffectivenessRating:
    seen = rating_mark(actor, rating)
    return investigations.return_rating(actor=actor, rating=rating, seen=seen, **said)


def answer_contrary(*, actor: User, citation: Citation, **said: Any) -> ContraryAnswer:
    seen = contrary_mark(citation)
    return investigations.answer_contrary(actor=actor, citation=citation, seen=seen, **said)


def give_opinion(*, actor: User, review: SecondReview, **said: Any) -> SecondReview:
    seen = opinion_mark(actor, review)
    return investigations.give_opinion(actor=actor, review=review, seen=seen, **said)


def approve_finding(*, actor: User, finding: Finding, **said: Any) -> Finding:
    seen = finding_mark(finding)
    return investigations.approve_finding(actor=actor, finding=finding, seen=seen, **said)


def return_finding(*, actor: User, finding: Finding, **said: Any) -> Finding:
    seen = finding_mark(finding)
    return investigations.return_finding(actor=actor, finding=finding, seen=seen, **said)


def publish_version(*, actor: User, version: PublicVersion, **said: Any) -> PublicVersion:
    seen = proposal_of(actor, version).mark
    return publication.publish_version(actor=actor, version=version, seen=seen, **said)


def answer_points(*, actor: User, version: PublicVersion, **answers: tuple[str, str]) -> PublicVersion:
    """Some points of the checklist; without any, all of them: nothing of it is in the text."""
    seen = checklist_mark(PublicVersion.objects.get(pk=version.pk))
    answers = answers or dict.fromkeys(Redaction.values, ("clear", ""))
    return publication.answer_points(actor=actor, version=version, answers=answers, seen=seen)


def return_version(*, actor: User, version: PublicVersion, **said: Any) -> PublicVersion:
    seen = proposal_of(actor, version).mark
    return publication.return_version(actor=actor, version=version, seen=seen, **said)


def withdraw_publication(*, actor: User, case: Case, **said: Any) -> Tombstone:
    return publication.withdraw_publication(actor=actor, case=case, seen=public_mark(case), **said)


def withdraw_outside_ladder(*, actor: User, case: Case, **said: Any) -> Tombstone:
    return publication.withdraw_outside_ladder(actor=actor, case=case, seen=public_mark(case), **said)


def decide_verification(*, actor: User, item: EvidenceItem, **said: Any) -> EvidenceItem:
    seen = verification_mark(actor, item)
    return evidence.decide_verification(actor=actor, item=item, seen=seen, **said)


def move_case(*, actor: User, case: Case, key: str, **said: Any) -> StageChange:
    seen = mark_to_move(key, actor, case)
    return ladder.move_case(actor=actor, case=case, key=key, seen=seen, **said)
