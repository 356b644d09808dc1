"""Writing a public text: the text itself, its checklist, its evidence list, the people in it."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.core.actions import action
from casework.core.references import new_reference
from casework.core.seen import require_seen
from casework.evidence.models import EvidenceItem
from casework.people.choices import SourceKind
from casework.people.models import Person, Source

from ..choices import RedactionAnswer, Showing
from ..models import PublicEvidence, PublicMention, PublicVersion, RedactionCheck
from ..models.prepared import FINDING_PREFIX
from ..queries.checks import Look, open_hits_of
from ..queries.proposal import checklist_mark
from ..rules import approved_finding, may_change, may_prepare

STAMPED = ("created_at", "updated_at")
WORD_LENGTH = 60_000
SAID = ("en", "ar", "why")


@action
def prepare_version(*, actor: User, case: Case, values: dict[str, Any], reason: str = "") -> PublicVersion:
    """Write the first public text of a case, or the next version of it.

    A new version starts from the one before: its evidence list, its words and the people in it are carried
    over; the redaction checklist is not, because it is answered for each text anew.

    Raises:
        Refused: the findings are not approved, another text is in work, or the actor may not publish.
        ValidationError: a text is missing or wrong.
    """
    may_prepare(actor, case).require()
    last = PublicVersion.objects.filter(case=case).order_by("-number").first()
    version = PublicVersion(case=case, finding=approved_finding(case), author=actor, **values)
    version.number = last.number + 1 if last else 1
    version.reference = last.reference if last else _unused_reference(version)
    version.text_changed_at = clock.now()
    if last is not None:
        version.words = last.words
        version.kept_hits = last.kept_hits
    _save_whole(version)
    if last is not None:
        _carry_over(last, version)
    _count_hits(version)
    return version


def _unused_reference(version: PublicVersion) -> str:
    """A code that no finding bears; all versions of one finding share it."""
    year = version.when_earliest.year if version.when_earliest else None
    code = new_reference(FINDING_PREFIX, year)
    while PublicVersion.objects.filter(reference=code).exists():
        code = new_reference(FINDING_PREFIX, year)
    return code


def _carry_over(last: PublicVersion, version: PublicVersion) -> None:
    """Rows and people of the version before; the salt too, so that a withheld item keeps its digest."""
    names = ("item", "stance", "showing", "title_en", "title_ar", "note_en", "note_ar", "salt")
    for row in last.evidence.filter(withdrawn_at__isnull=True, item__withdrawn_at__isnull=True).order_by(
        "id"
    ):
        copied = {name: getattr(row, name) for name in names}
        PublicEvidence(case=version.case, version_of=version, **copied).save()
    for mention in last.mentions.filter(withdrawn_at__isnull=True, person__withdrawn_at__isnull=True):
        PublicMention(
            case=version.case, version_of=version, person=mention.person, quoted=mention.quoted
        ).save()


def _save_whole(record: Any) -> None:
    record.full_clean(exclude=STAMPED)
    record.save()


def _count_hits(version: PublicVersion) -> None:
    """Keep the number of open hits on the version: guards of the ladder ask for it in one statement."""
    version.open_hits = len(open_hits_of(version))
    version.save()


@action
def change_version(
    *, actor: User, version: PublicVersion, changes: dict[str, Any], reason: str = ""
) -> PublicVersion:
    """Change the text of a draft. The checklist then has to be gone through again.

    Whoever changes a text becomes its author from then on, and cannot publish it.
    """
    may_change(actor, version).require()
    for name, value in changes.items():
        setattr(version, name, value)
    if version.changed_fields():
        version.text_changed_at, version.author = clock.now(), actor
    version.open_hits = len(open_hits_of(version))
    _save_whole(version)
    return version


@action
def choose_words(
    *, actor: User, version: PublicVersion, words: dict[str, dict[str, Any]], reason: str = ""
) -> PublicVersion:
    """Say which records of the case go out, and in which words; the rest of them stays as it was.

    Args:
        words: by the key of the record: `out` (whether it goes out), `en` and `ar`; of a reply also `why`
            it does not go out whole, which stays inside.

    Raises:
        ValidationError: words are too long.
    """
    may_change(actor, version).require()
    cleaned = {
        key: {"out": bool(said.get("out"))} | {name: said[name].strip() for name in SAID if name in said}
        for key, said in words.items()
    }
    if any(len(said.get(name, "")) > WORD_LENGTH for said in cleaned.values() for name in SAID):
        raise ValidationError(_("These words are too long."))
    return change_version(actor=actor, version=version, changes={"words": version.words | cleaned})


@action
def keep_hit(*, actor: User, version: PublicVersion, key: str, why: str, reason: str = "") -> PublicVersion:
    """Leave something that the automatic search found in the text, and say why."""
    may_change(actor, version).require()
    if not why.strip():
        raise ValidationError({"why": _("Say why it stays in the text.")})
    found = {hit.key: hit for hit in Look(version).hits}
    if key not in found:
        raise ValidationError(_("This is not in the text any more."))
    if _is_of_a_person(found[key].text.upper()):
        raise ValidationError({"why": _("The code of a person never goes out. Take it out of the text.")})
    if kept := version.kept_hits.get(key):
        sentence = _("It was said already why it stays: “%(why)s”")
        raise ValidationError({"why": sentence % {"why": kept}})
    version.kept_hits, version.author = version.kept_hits | {key: why.strip()[:2000]}, actor
    _count_hits(version)
    return version


def _is_of_a_person(code: str) -> bool:
    """Whether a code stands for a person on the protected side, on record or as a source."""
    people = Person.objects.filter(reference=code)
    return people.exists() or Source.objects.filter(reference=code, kind=SourceKind.PERSON).exists()


@action
def answer_points(
    *,
    actor: User,
    version: PublicVersion,
    answers: Mapping[str, tuple[str, str]],
    seen: str,
    reason: str = "",
) -> PublicVersion:
    """Answer points of the redaction checklist for the text that was read.

    Args:
        answers: for each point the answer, and why it stays or what was done.
        seen: the `checklist_mark` of the text and its answers as the actor read them.

    Raises:
        StaleRecord: the text, or an answer of somebody else, changed since.
        ValidationError: what stays has no reason.
    """
    held = _hold(actor, version)
    require_seen(seen, checklist_mark(held), version)
    known = {check.point: check for check in held.checks.all()}
    for point, (answer, note) in answers.items():
        check = known.get(point) or RedactionCheck(case=version.case, version_of=version, point=point)
        if answer == RedactionAnswer.KEPT and not note.strip():
            raise ValidationError({f"{point}_note": _("Say why it stays in the text.")})
        check.answer, check.note, check.looked_at = answer, note.strip(), clock.now()
        _save_whole(check)
    return version


@action
def choose_evidence(
    *,
    actor: User,
    version: PublicVersion,
    item: EvidenceItem,
    stance: str,
    showing: str,
    texts: dict[str, str],
    row: PublicEvidence | None = None,
    reason: str = "",
) -> PublicEvidence:
    """Put an item into the public list, shown or withheld with the reason; or change its row.

    Args:
        texts: `title_en`, `title_ar`, `note_en`, `note_ar`.

    Raises:
        ValidationError: it is in the list already, or withheld without a reason.
    """
    may_change(actor, version).require()
    if showing == Showing.WITHHELD and not texts.get("note_en", "").strip():
        raise ValidationError({"note_en": _("Say why the item is withheld.")})
    row = row or PublicEvidence(case=version.case, version_of=version)
    row.item, row.stance, row.showing = item, stance, showing
    for name, text in texts.items():
        setattr(row, name, text.strip())
    if showing == Showing.WITHHELD and not row.salt:
        row.salt = secrets.token_hex(32)
    twin = version.evidence.filter(item=item, stance=stance, withdrawn_at__isnull=True).exclude(pk=row.pk)
    if twin.exists():
        raise ValidationError({"item": _("This item is in the list already. Change its row.")})
    row.full_clean(exclude=STAMPED)
    row.save()
    _touch(actor, version)
    return row


@action
def drop_evidence(*, actor: User, row: PublicEvidence, reason: str) -> PublicEvidence:
    """Take an item out of the list; what speaks against the findings has to come back later."""
    may_change(actor, row.version_of).require()
    row.mark_withdrawn(reason)
    row.save()
    _touch(actor, row.version_of)
    return row


@action
def mention_person(
    *, actor: User, version: PublicVersion, person: Person, quoted: bool = False, reason: str = ""
) -> PublicMention:
    """Say that the text speaks of a person: it then waits for their consent, and for another look at it."""
    _hold(actor, version)
    if person.case_id != version.case_id:
        raise ValidationError({"person": _("Choose a person of this case.")})
    if version.mentions.filter(person=person, withdrawn_at__isnull=True).exists():
        raise ValidationError(
            {"person": _("The text speaks of this person already. Take them out of the list first.")}
        )
    mention = PublicMention(case=version.case, version_of=version, person=person, quoted=quoted)
    mention.full_clean(exclude=STAMPED)
    mention.save()
    _touch(actor, version)
    return mention


@action
def drop_mention(*, actor: User, mention: PublicMention, reason: str) -> PublicMention:
    """The text no longer speaks of this person."""
    _hold(actor, mention.version_of)
    mention.mark_withdrawn(reason)
    mention.save()
    _touch(actor, mention.version_of)
    return mention


def _hold(actor: User, version: PublicVersion) -> PublicVersion:
    """Let nobody propose or publish the text before this part of it is written; it must be a draft still."""
    stored = PublicVersion.objects.select_for_update(of=("self",)).select_related("case").get(pk=version.pk)
    may_change(actor, stored).require()
    return stored


def _touch(actor: User, version: PublicVersion) -> None:
    """Evidence and people are part of what is published: checklist and search are gone through again."""
    version.text_changed_at, version.author = clock.now(), actor
    _count_hits(version)
