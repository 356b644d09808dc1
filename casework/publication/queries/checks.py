"""What stands between a text and the public: open hits and points, consents, contradictions left out."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases.choices import Confidentiality
from casework.cases.models import Case, CaseMember
from casework.evidence.choices import Stance
from casework.evidence.models import Citation, EvidenceItem
from casework.investigations.models import InvestigationCitation
from casework.people.choices import ConsentPurpose
from casework.people.models import Consent

from ..choices import Redaction, Showing, VersionState
from ..hits import Hit, find_hits
from ..models import PublicEvidence, PublicMention, PublicVersion, RedactionCheck
from .pairs import LANGUAGES
from .words import word_entries

TEXTS = (
    "title", "short", "account", "reasons", "when", "place", "weapon", "range_reason", "correction",
)  # fmt: skip

TO_PUBLISH = (ConsentPurpose.PUBLISH_ANONYMISED, ConsentPurpose.PUBLISH_NAMED)


def texts_of(version: PublicVersion, user: Any = None) -> dict[str, str]:
    """Every text that goes out with a version, by where it stands; for a reader, what they may see of it."""
    found = {}
    for name in (f"{text}_{language}" for text in TEXTS for language in LANGUAGES):
        found[str(PublicVersion._meta.get_field(name).verbose_name)] = getattr(version, name)  # type: ignore[union-attr]
    for row in rows_of(version, user):
        for name in ("title_en", "title_ar", "note_en", "note_ar"):
            found[f"{row.item.reference} {name}"] = getattr(row, name)
    seen = None if user is None else {entry.key for entry in word_entries(user, version)}
    for key, words in version.words.items():
        if words.get("out") and (seen is None or key in seen):
            found |= {f"{key} {language}": words.get(language, "") for language in LANGUAGES}
    return {where: text for where, text in found.items() if text}


def rows_of(version: PublicVersion, user: Any = None) -> QuerySet[PublicEvidence]:
    """The chosen rows of the evidence list: all of them, or those whose item a reader may see."""
    rows = PublicEvidence.objects if user is None else PublicEvidence.objects.visible_to(user)
    chosen = rows.filter(version_of=version, withdrawn_at__isnull=True)
    return chosen.select_related("item__source").order_by("id")


def hits_of(version: PublicVersion, user: Any = None) -> list[Hit]:
    """What the automatic search finds in a version now, in all of it or in what a reader may see."""
    shown = [row.item for row in rows_of(version) if row.showing == Showing.SHOWN]
    made = [
        name
        for item in shown
        for name in (item.original_name, item.creator, item.obtained_from, item.custodian)
    ]
    members = CaseMember.objects.filter(case=version.case_id).select_related("user")
    people = {version.author, version.finding.author, *(member.user for member in members)}
    staff = [name for person in people for name in (person.name, person.email)]
    references = [item.reference for item in shown] + [version.reference]
    return find_hits(texts_of(version, user), shown=references, staff=staff, metadata=made)


def open_hits_of(version: PublicVersion, user: Any = None) -> list[Hit]:
    """Those that nobody took out or kept with a reason, the same thing once."""
    return list({hit.key: hit for hit in hits_of(version, user) if hit.key not in version.kept_hits}.values())


def contradicting_items(user: Any, case: Case) -> list[EvidenceItem]:
    """Items that speak against something the findings hold, as far as this reader may see them."""
    against = Citation.objects.visible_to(user).standing().filter(case=case, stance=Stance.CONTRADICTS)
    cited = against.filter(position__isnull=True).values("item")
    found = InvestigationCitation.objects.visible_to(user).standing()
    concluded = found.filter(case=case, stance=Stance.CONTRADICTS, conclusion__isnull=False).values("item")
    items = EvidenceItem.objects.visible_to(user)
    return list(items.filter(Q(pk__in=cited) | Q(pk__in=concluded)).order_by("reference"))


def left_out(user: Any, version: PublicVersion) -> list[EvidenceItem]:
    """Contradicting items without a row of their own: neither shown nor withheld with a reason."""
    rows = version.evidence.filter(withdrawn_at__isnull=True, stance=Stance.CONTRADICTS)
    listed = set(rows.values_list("item", flat=True))
    return [item for item in contradicting_items(user, version.case) if item.pk not in listed]


def mentions_of(version: PublicVersion) -> list[PublicMention]:
    """People the text speaks of, each with `consents` in force for publication."""
    mentions = list(
        version.mentions.filter(withdrawn_at__isnull=True).select_related("person").order_by("id")
    )
    agreed: dict[int, list[Consent]] = {}
    people = [mention.person_id for mention in mentions]
    for consent in Consent.objects.in_force().for_purpose(*TO_PUBLISH).filter(person__in=people):
        agreed.setdefault(consent.person_id, []).append(consent)
    for mention in mentions:
        mention.consents = agreed.get(mention.person_id, [])  # type: ignore[attr-defined]
    return mentions


def without_consent(version: PublicVersion) -> list[PublicMention]:
    """People who never agreed, or no longer agree, to what the text says of them."""
    return [mention for mention in mentions_of(version) if not mention.consents]  # type: ignore[attr-defined]


def public_without_consent(user: Any, case: Case) -> list[PublicMention]:
    """People in texts that are public now who have taken their consent back: each needs an answer today."""
    found = []
    public = PublicVersion.objects.visible_to(user).filter(case=case, state=VersionState.PUBLISHED)
    seen = set(PublicMention.objects.visible_to(user).filter(case=case).values_list("pk", flat=True))
    for version in public:
        found += [mention for mention in without_consent(version) if mention.pk in seen]
    return found


def points_of(version: PublicVersion) -> list[tuple[Redaction, RedactionCheck | None]]:
    """The checklist in its order, with the answer that still holds for the text as it stands now."""
    answers = {check.point: check for check in version.checks.all()}
    changed = version.text_changed_at
    return [
        (
            point,
            check if check and check.looked_at and (changed is None or check.looked_at >= changed) else None,
        )
        for point in Redaction
        for check in [answers.get(point)]
    ]


def lacks_of(user: Any, version: PublicVersion) -> list[str]:
    """What has to be done before this text can be proposed or published, as sentences."""
    return [
        str(sentence) for sentence in (*_lacks_of_text(version), *_lacks_of_rows(user, version)) if sentence
    ]


def _lacks_of_text(version: PublicVersion) -> list[str]:
    unanswered = sum(check is None for _point, check in points_of(version))
    hits, people = len(open_hits_of(version)), len(without_consent(version))
    return [
        unanswered
        and ngettext(
            "%(number)d point of the redaction checklist is not answered for the text as it stands.",
            "%(number)d points of the redaction checklist are not answered for the text as it stands.",
            unanswered,
        )
        % {"number": unanswered},
        hits
        and ngettext(
            "%(number)d finding of the automatic search is not answered.",
            "%(number)d findings of the automatic search are not answered.",
            hits,
        )
        % {"number": hits},
        people
        and ngettext(
            "%(number)d person in the text has not agreed to publication, or no longer agrees.",
            "%(number)d people in the text have not agreed to publication, or no longer agree.",
            people,
        )
        % {"number": people},
        version.number > 1
        and not version.correction_en
        and _("Say what changed since the last version: it is published with it."),
    ]


def _lacks_of_rows(user: Any, version: PublicVersion) -> list[str]:
    rows, missing = list(rows_of(version)), left_out(user, version)
    hidden = len(rows) - rows_of(version, user).count()
    shown = [row for row in rows if row.showing == Showing.SHOWN]
    sealed = [row for row in shown if _is_sealed(row.item) or row.item.is_withdrawn]
    seen = {entry.key for entry in word_entries(user, version)}
    unseen = [key for key, words in version.words.items() if words.get("out") and key not in seen]
    return [
        not rows and _("The evidence list is empty. Choose what is shown and what is withheld."),
        missing
        and _("These items speak against the findings and are not in the list: %(items)s. Show each, or "
              "withhold it with a reason.") % {"items": ", ".join(item.reference for item in missing)},
        sealed
        and _("These items are highly restricted or withdrawn and cannot be shown: %(items)s. Withhold them.")
        % {"items": ", ".join(row.item.reference for row in sealed)},
        (unseen or hidden)
        and _("The text carries over records that were withdrawn or that you may not see. Go through the "
              "words that go out, or leave this to somebody who is cleared."),
    ]  # fmt: skip


def _is_sealed(item: EvidenceItem) -> bool:
    """Highly restricted itself, or from such a source."""
    highest = Confidentiality.HIGHLY_RESTRICTED
    return item.confidentiality == highest or bool(item.source and item.source.confidentiality == highest)
