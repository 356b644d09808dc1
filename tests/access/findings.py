"""Findings of a case with one of everything that hangs on them, for the access tests."""

import datetime as dt
from typing import Any

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from casework.core import clock
from casework.evidence.actions import cite_evidence
from casework.investigations.actions import (
    ask_party,
    ask_second_review,
    conclude,
    raise_challenge,
    write_finding,
)
from tests.deciding import answer_contrary
from tests.factories import make_user


def findings_of(case: Case, name: str, lead: User, records: dict[str, Any]) -> dict[str, Any]:
    """A draft with a conclusion, a party that was asked, a question, a second opinion, contrary evidence."""
    said = f"zq{name}findingqz"
    attribution = records["attribution"]
    finding = write_finding(actor=lead, case=case, text=said)
    conclusion = conclude(
        actor=lead,
        finding=finding,
        violation=records["violation"],
        text=f"zq{name}conclusionqz",
        standard="balance",
        confidences={attribution: "balance"},
        notes={attribution: f"zq{name}confidenceqz"},
    )
    contrary = cite_evidence(
        actor=lead, item=records["item"], target=records["violation"], stance="contradicts"
    )
    answer_contrary(actor=lead, citation=contrary, text=f"zq{name}contraryqz")
    today = clock.today()
    return {
        "finding": finding,
        "conclusion": conclusion,
        "contrary": contrary,
        "reply": ask_party(
            actor=lead,
            finding=finding,
            party=attribution.party,
            asked_on=today,
            answer_by=today + dt.timedelta(days=30),
            sent_to=f"zq{name}sentqz",
        ),
        "question": raise_challenge(actor=lead, target=finding, question=f"zq{name}questionqz"),
        "second": ask_second_review(
            actor=make_user(Role.SUPERVISOR),
            target=records["assessment"],
            reviewer=make_user(Role.SUPERVISOR),
            question=f"zq{name}secondqz",
        ),
    }
