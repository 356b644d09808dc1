"""Proposing, publishing, returning and withdrawing: two supervisors, a finished checklist, frozen rows."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.models import Case
from casework.cases.queries import active_members
from casework.core import clock
from casework.core.actions import action
from casework.core.proof import want_proof
from casework.core.seen import require_seen
from casework.ledger.canonical import canon
from casework.names import search_lines
from casework.tasks.actions import tell_about
from casework.tasks.choices import NoticeKind

from ..choices import VersionState, WithdrawalReason
from ..models import PublicVersion, PublishedAllegation, PublishedVersion, Tombstone
from ..queries.checks import lacks_of, open_hits_of
from ..queries.content import content_of
from ..queries.proposal import mark_of_content, public_mark
from ..queries.responsible import is_disputed
from ..queries.status import REDRESSED
from ..rules import may_propose, may_publish, may_recall, may_return, may_withdraw, may_withdraw_here


@action
def propose_version(*, actor: User, version: PublicVersion, reason: str = "") -> PublicVersion:
    """Put a finished text forward. A second supervisor publishes it; until then it is locked.

    Raises:
        Refused: it is no draft, or the actor is no supervisor.
        ValidationError: something is missing, each in a sentence.
        ProofWanted: the sign-in is not fresh.
    """
    want_proof()
    may_propose(actor, version).require()
    _require_complete(actor, version)
    version.state, version.proposer, version.proposed_at = VersionState.PROPOSED, actor, clock.now()
    version.comment = ""
    version.save()
    _ask_second(actor, version)
    return version


def _require_complete(actor: User, version: PublicVersion) -> None:
    version.open_hits = len(open_hits_of(version))
    if lacks := lacks_of(actor, version):
        raise ValidationError(lacks)


def _ask_second(actor: User, version: PublicVersion) -> None:
    """Tell the members who may publish it."""
    for member in active_members(version.case):
        if may_publish(member.user, version):
            tell_about(member.user, NoticeKind.DECISION_WANTED, version, words="decide.public", actor=actor)


@action
def return_version(
    *, actor: User, version: PublicVersion, seen: str, comment: str, reason: str = ""
) -> PublicVersion:
    """Send a proposed text back with what is to be done; it is a draft again. `seen`: as for publishing."""
    may_return(actor, version).require()
    require_seen(seen, mark_of_content(version, content_of(actor, version)), version)
    return _send_back(actor, version, comment)


@action
def recall_version(*, actor: User, version: PublicVersion, reason: str) -> PublicVersion:
    """The findings it tells are set aside: it goes back to its author, and nothing is decided on it."""
    may_recall(actor, version).require()
    return _send_back(actor, version, reason)


def _send_back(actor: User, version: PublicVersion, comment: str) -> PublicVersion:
    if not comment.strip():
        raise ValidationError({"comment": _("Say what has to be done before it can be published.")})
    proposer = version.proposer
    version.state, version.comment = VersionState.DRAFT, comment.strip()
    version.proposer = version.proposed_at = None
    version.save()
    for person in {proposer, version.author}:
        tell_about(person, NoticeKind.DECISION_MADE, version, words="returned", actor=actor)
    return version


@action
def publish_version(*, actor: User, version: PublicVersion, seen: str, reason: str = "") -> PublicVersion:
    """Make a proposed text public: freeze every word of it, with the digest of exactly these bytes.

    All that was checked when it was proposed is checked again: a consent may have been taken back since.

    Args:
        seen: the mark of the text as the actor read it; some of its words stand elsewhere in the case.

    Raises:
        StaleRecord: a word is another one by now than the actor read.
        Refused: it does not wait, or the actor proposed or wrote it, wrote the findings, or is no supervisor.
        ValidationError: something is missing by now.
        ProofWanted: the sign-in is not fresh.
    """
    want_proof()
    version.case.hold()
    may_publish(actor, version).require()
    _require_complete(actor, version)
    content = content_of(actor, version)
    require_seen(seen, mark_of_content(version, content), version)
    version.state, version.publisher, version.published_at = VersionState.PUBLISHED, actor, clock.now()
    version.save()
    _freeze(version, content)
    tell_about(version.proposer, NoticeKind.DECISION_MADE, version, words="approved", actor=actor)
    return version


def _freeze(version: PublicVersion, content: dict[str, Any]) -> None:
    """Write the rows that the public pages read; nothing of the case is read by them."""
    text = canon(content)
    PublishedVersion(
        reference=version.reference,
        number=version.number,
        title_en=version.title_en,
        title_ar=version.title_ar,
        place_en=version.place_en,
        place_ar=version.place_ar,
        when_earliest=version.when_earliest,
        when_latest=version.when_latest,
        killed_min=version.killed_min,
        killed_max=version.killed_max,
        is_disputed=is_disputed(content["parties"]),
        search_text=search_lines(_names_in(content)),
        content=text.decode(),
        sha256=hashlib.sha256(text).hexdigest(),
    ).save()
    for party in content["parties"]:
        for violation in party["violations"]:
            _freeze_allegation(content, party, violation)


def _names_in(content: dict[str, Any]) -> list[str]:
    """By what words a finding is found."""
    names = [content["reference"], *content["title"].values(), *content["place"]["words"].values()]
    for party in content["parties"]:
        names += [*party["name"].values(), *party["group"].values()]
    for conclusion in content["conclusions"]:
        names += conclusion["violation"].values()
    return [name for name in names if name]


def _freeze_allegation(content: dict[str, Any], party: dict[str, Any], violation: dict[str, Any]) -> None:
    bodies = [
        body
        for body in content["investigations"]
        if not body["ours"] and body["group_code"] in ("", party["group_code"])
    ]
    PublishedAllegation(
        reference=content["reference"],
        number=content["version"],
        party_code=party["code"],
        party_en=party["name"]["en"],
        party_ar=party["name"]["ar"],
        group_code=party["group_code"],
        group_en=party["group"]["en"],
        group_ar=party["group"]["ar"],
        violation_code=violation["code"],
        violation_en=violation["name"]["en"],
        violation_ar=violation["name"]["ar"],
        standard=violation["standard"],
        investigated=bool(bodies),
        effectively=any(body["rating"] and body["rating"]["effective"] for body in bodies),
        redress=content["status"]["redress"]["state"] in REDRESSED,
    ).save()


@action
def withdraw_publication(*, actor: User, case: Case, seen: str, why: str, reason: str = "") -> Tombstone:
    """Take everything public of a case back: a notice stays, with the digests and nothing else.

    Called by the ladder with its move, which sets the stage in the same transaction.

    Args:
        seen: the `public_mark` of the case as the actor read it: all of it is taken back.
        why: one of `WithdrawalReason`, the only reason the public is told; `reason` stays in the history.

    Raises:
        Refused: nothing is public, or the actor is no supervisor.
        StaleRecord: something else is public by now than the actor read, such as a correction.
        ProofWanted: the sign-in is not fresh.
    """
    want_proof()
    case.hold()
    may_withdraw(actor, case).require()
    if why not in WithdrawalReason.values:
        raise ValidationError({"why": _("Choose the reason the public is told.")})
    public = PublicVersion.objects.standing().filter(case=case, state=VersionState.PUBLISHED)
    last = public.order_by("-number").first()
    if last is None:
        raise ValidationError(_("Nothing of this case is public."))
    require_seen(seen, public_mark(case), last)
    for version in public:
        version.state, version.withdrawal_reason = VersionState.WITHDRAWN, why
        version.save()
    frozen = PublishedVersion.objects.open().filter(reference=last.reference, number__lte=last.number)
    hidden = [
        {"number": row.number, "day": clock.day_of(row.at).isoformat(), "sha256": row.sha256}
        for row in frozen.order_by("-number")
    ]
    notice = Tombstone(reference=last.reference, last_number=last.number, reason=why, versions=hidden)
    notice.save()
    return notice


@action
def withdraw_outside_ladder(*, actor: User, case: Case, seen: str, why: str, reason: str = "") -> Tombstone:
    """Take back what is public of a case that stands elsewhere: the ladder has no move for it there.

    Raises:
        Refused: as for `withdraw_publication`, or the case stands at "Findings public".
    """
    may_withdraw_here(actor, case).require()
    return withdraw_publication(actor=actor, case=case, seen=seen, why=why, reason=reason)
