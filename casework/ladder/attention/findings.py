"""Concerns of investigations, findings, the public text and redress."""

import datetime as dt
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import UNDECIDED, Stage
from casework.core import clock
from casework.evidence.models import Citation
from casework.incidents.models import Incident, Violation
from casework.investigations.choices import FindingState, ReplyState
from casework.investigations.models import (
    ContraryAnswer,
    EffectivenessRating,
    Finding,
    InvestigationCitation,
    PartyReply,
)
from casework.investigations.rules import (
    approvable_by,
    confirmable_by,
    open_challenges,
    waiting_reviews,
)
from casework.ladder.guards import GROUND, GUARDS
from casework.ladder.guards.base import allowed
from casework.parties.models import Attribution
from casework.people.models import Consent, RiskAssessment
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion
from casework.publication.queries.conditions import (
    OUTWARD,
    late_replies,
    mentioned_without_consent,
    shown_without_consent,
)
from casework.publication.rules import publishable_by, put_forward
from casework.redress.models import CompensationClaim, RedressStatus, Referral

from .base import Concern, rows

HANDED_IN: Final = "submitted_at"
CONSENT_DAYS: Final = 30
"""How long before its end a consent is asked about again."""


def _ground_lost(user: Any) -> Any:
    lost = Q()
    for key, stages in GROUND.items():
        lost |= Q(stage__in=stages) & ~Q(GUARDS[key].holds(user))
    return lost


def _changed_since(user: Any) -> Any:
    """What findings rest on is locked with them; this finds what changed all the same."""
    handed_in = rows(Finding, user).filter(state__in=(FindingState.UNDER_REVIEW, FindingState.APPROVED))
    of_case = {"case": OuterRef("case")}
    changed = Q(Exists(allowed(Incident.objects, user).filter(**of_case, adopted_at__gt=OuterRef(HANDED_IN))))
    for model in (Incident, Violation, Attribution, Citation, InvestigationCitation):
        taken = model.objects.filter(**of_case, created_at__lte=OuterRef(HANDED_IN))
        changed |= Q(Exists(allowed(taken, user).filter(withdrawn_at__gt=OuterRef(HANDED_IN))))
    answered = ContraryAnswer.objects.filter(**of_case, created_at__lte=OuterRef(HANDED_IN))
    changed |= Q(Exists(allowed(answered, user).filter(updated_at__gt=OuterRef(HANDED_IN))))
    return ~Q(stage=Stage.CLOSED) & Exists(handed_in.filter(changed))


def _rating_waits(user: Any) -> Any:
    ratings = rows(EffectivenessRating, user).waiting()
    if user is not None:
        ratings = ratings.filter(pk__in=confirmable_by(user))
    return ~Q(stage__in=UNDECIDED) & Exists(ratings)


def _findings_wait(user: Any) -> Any:
    if user is None:
        return Q(stage=Stage.FINDINGS_REVIEW)
    mine = approvable_by(user).filter(case=OuterRef("pk"), state=FindingState.UNDER_REVIEW)
    return Q(stage=Stage.FINDINGS_REVIEW) & Exists(mine)


def _challenge_open(user: Any) -> Any:
    questions = open_challenges(user).filter(case=OuterRef("pk"))
    opinions = waiting_reviews(user).filter(case=OuterRef("pk"))
    return ~Q(stage=Stage.CLOSED) & (Exists(questions) | Exists(opinions))


def _reply_overdue(user: Any) -> Any:
    late = rows(PartyReply, user).filter(state=ReplyState.ASKED, answer_by__lt=clock.today())
    return ~Q(stage=Stage.CLOSED) & Exists(late.exclude(finding__state=FindingState.SUPERSEDED))


def _reply_untold(user: Any) -> Any:
    """At every stage but the last: the public is promised every reply, also a late one."""
    return ~Q(stage=Stage.CLOSED) & Exists(late_replies(*OUTWARD, actor=user))


def _not_public(_user: Any) -> Any:
    return Q(stage=Stage.FINDINGS_APPROVED)


def _text_waits(user: Any) -> Any:
    texts = rows(PublicVersion, user).filter(state=VersionState.PROPOSED)
    texts = texts.filter(pk__in=put_forward() if user is None else publishable_by(user))
    return ~Q(stage__in=UNDECIDED) & Exists(texts)


def _consent_lost(user: Any) -> Any:
    """At every stage, closed cases too: what is public stays public until somebody acts."""
    mentioned = mentioned_without_consent(VersionState.PUBLISHED, actor=user)
    shown = shown_without_consent(VersionState.PUBLISHED, actor=user)
    return Exists(mentioned) | Exists(shown)


def _consent_ends(user: Any) -> Any:
    last = clock.today() + dt.timedelta(days=CONSENT_DAYS)
    given = Consent.objects.in_force()
    given = given if user is None else given.allowed_to(user)
    return ~Q(stage=Stage.CLOSED) & Exists(given.filter(case=OuterRef("pk"), expires_on__lte=last))


def _risk_due(user: Any) -> Any:
    """Of the case as a whole, or of a person of it; the assessment written last counts."""
    due = rows(RiskAssessment, user).filter(review_on__lte=clock.today())
    newer = RiskAssessment.objects.standing().filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    of_case = due.of_cases().exclude(Exists(newer.of_cases()))
    of_person = due.exclude(Exists(newer.filter(person=OuterRef("person")))).filter(person__isnull=False)
    return ~Q(stage=Stage.CLOSED) & (Exists(of_case) | Exists(of_person))


def _redress_due(user: Any) -> Any:
    """At every stage: redress goes on after a case is closed."""
    due = {"follow_up_on__lte": clock.today()}
    status = RedressStatus.objects.filter(case=OuterRef("pk"), **due)
    claims, referrals = rows(CompensationClaim, user), rows(Referral, user)
    return Exists(status) | Exists(claims.filter(**due)) | Exists(referrals.filter(**due))


FINDINGS_CONCERNS: Final = (
    Concern(
        "consent_lost",
        _("Public, and consent was taken back"),
        _("Somebody in a public text, or behind an item shown there, no longer agrees. Decide today."),
        _consent_lost,
    ),
    Concern(
        "findings_wait",
        _("Findings wait for approval"),
        _("You neither wrote these findings nor lead the case: you can decide on them."),
        _findings_wait,
        told=False,
    ),
    Concern(
        "text_waits",
        _("Public text waits for a second supervisor"),
        _("Another supervisor proposed it. You can publish it, or return it."),
        _text_waits,
    ),
    Concern(
        "rating_waits",
        _("Rating waits for a second person"),
        _("Somebody else rated how effective an investigation is. You can confirm it."),
        _rating_waits,
        told=False,
    ),
    Concern(
        "ground_lost",
        _("What its stage rests on no longer holds"),
        _("Something that had to hold when the case came here was withdrawn or changed since."),
        _ground_lost,
    ),
    Concern(
        "changed_since",
        _("Changed since the findings were submitted"),
        _("A range, an act, an attribution, a citation or an answer. Return the findings, or reopen them."),
        _changed_since,
    ),
    Concern(
        "challenge_open",
        _("A reviewer’s question is open"),
        _("Nothing is approved until it is answered."),
        _challenge_open,
        task=_("Answer the open question of a reviewer"),
    ),
    Concern(
        "reply_overdue",
        _("A party’s time to answer is over"),
        _("It was asked and has not answered. Record that, or its late answer."),
        _reply_overdue,
        task=_("Record what came of asking a party for its answer"),
    ),
    Concern(
        "reply_untold",
        _("A reply is not in the public text"),
        _("A party answered after the text was put forward. Take the reply in, or say why not."),
        _reply_untold,
    ),
    Concern(
        "not_public",
        _("Findings approved, not public"),
        _("The recommendation asks for findings that are made public."),
        _not_public,
    ),
    Concern(
        "consent_ends",
        _("A consent ends within 30 days"),
        _("Ask the person again in time, or prepare to do without."),
        _consent_ends,
        task=_("Ask again about a consent that ends soon"),
    ),
    Concern(
        "risk_due",
        _("A risk assessment is due for another look"),
        _("The day that was set for it has come. Threats change: assess the risk again."),
        _risk_due,
        task=_("Assess the risk again: the day set for it has come"),
    ),
    Concern(
        "redress_due",
        _("Redress is due for another look"),
        _("The day that was set for the follow-up of redress has come."),
        _redress_due,
        task=_("Follow up what became of redress"),
    ),
)
