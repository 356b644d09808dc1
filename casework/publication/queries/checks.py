"""What stands between a text and the public: open hits and points, consents, contradictions left out."""

from functools import cached_property
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.cases.models import Case, CaseMember
from casework.core.history import versions_of
from casework.evidence.choices import Stance, VerificationState
from casework.evidence.models import Citation, EvidenceItem
from casework.evidence.queries import is_broken
from casework.investigations.choices import ReplyState
from casework.investigations.models import InvestigationCitation, PartyReply
from casework.people.models import Consent

from ..choices import Redaction, Showing, VersionState, WordKind
from ..hits import Hit, find_hits
from ..models import PublicEvidence, PublicMention, PublicVersion, RedactionCheck
from .conditions import PUBLISHING, conditions_of
from .pairs import LANGUAGES
from .words import WordEntry, word_entries

TEXTS = (
    "title", "short", "account", "reasons", "when", "place", "weapon", "range_reason", "correction",
)  # fmt: skip

ROW_TEXTS = ("title_en", "title_ar", "note_en", "note_ar")
FALLEN: Final = (VerificationState.REFUTED, VerificationState.SUPERSEDED)


class Look:
    """One look of one reader at one text: what it holds is read once, however often it is asked for.

    Without a reader it is the look of the rules: everything in the text, seen by nobody.
    """

    def __init__(self, version: PublicVersion, user: Any = None) -> None:
        self.version, self.user = version, user

    @cached_property
    def rows(self) -> list[PublicEvidence]:
        """All rows of the evidence list."""
        chosen = PublicEvidence.objects.filter(version_of=self.version, withdrawn_at__isnull=True)
        return list(self._marked(chosen).select_related("item__source").order_by("id"))

    def _marked(self, rows: Any) -> Any:
        """Rows with `seen`: whether the reader may see each; read with them and not asked once more."""
        if self.user is None:
            return rows.annotate(seen=Value(True))
        return rows.annotate(seen=Exists(rows.model.objects.visible_to(self.user).filter(pk=OuterRef("pk"))))

    @cached_property
    def own_rows(self) -> list[PublicEvidence]:
        """Those whose item the reader may see."""
        return [row for row in self.rows if row.seen]  # type: ignore[attr-defined]

    @cached_property
    def entries(self) -> list[WordEntry]:
        """The records that could go out, as far as the reader may see them."""
        if self.user is None:
            return []
        own = [reply for reply in self.all_replies if reply.seen]  # type: ignore[attr-defined]
        return word_entries(self.user, self.version, own)

    @cached_property
    def mentions(self) -> list[PublicMention]:
        """The people the text speaks of, with their consents."""
        return with_consents(self._marked(self.version.mentions.filter(withdrawn_at__isnull=True)))

    @property
    def own_mentions(self) -> list[PublicMention]:
        """Those whose person the reader may see."""
        return [mention for mention in self.mentions if mention.seen]  # type: ignore[attr-defined]

    @cached_property
    def points(self) -> list[tuple[Redaction, RedactionCheck | None]]:
        """The checklist."""
        return points_of(self.version)

    @cached_property
    def all_replies(self) -> list[PartyReply]:
        """What came of asking the parties."""
        rows = PartyReply.objects.standing().filter(finding=self.version.finding_id)
        return list(self._marked(rows).select_related("party").order_by("id"))

    @cached_property
    def replies(self) -> list[PartyReply]:
        """Answers of parties to the findings that the text neither prints whole nor says why not."""
        words = self.version.words
        answered = [row for row in self.all_replies if row.state == ReplyState.REPLIED]
        return [row for row in answered if not is_told(row, words.get(reply_key(row), {}))]

    @cached_property
    def contradicting(self) -> list[EvidenceItem]:
        """Contradicting items without a row of their own, neither shown nor withheld with a reason, whether
        the reader may see them or not."""
        listed = {row.item_id for row in self.rows if row.stance == Stance.CONTRADICTS}
        return list(contradicting_items(None, self.version.case).exclude(pk__in=listed))

    @cached_property
    def left_out(self) -> list[EvidenceItem]:
        """Those the reader may see."""
        if self.user is None or not self.contradicting:
            return self.contradicting
        seen = contradicting_items(self.user, self.version.case)
        return list(seen.filter(pk__in=[item.pk for item in self.contradicting]))

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text that goes out with the version, by where it stands."""
        found = {}
        for name in (f"{text}_{language}" for text in TEXTS for language in LANGUAGES):
            field: Any = PublicVersion._meta.get_field(name)
            found[str(field.verbose_name)] = getattr(self.version, name)
        for row in self.rows:
            found |= {f"row {row.uid} {name}": getattr(row, name) for name in ROW_TEXTS}
        for key, words in self.version.words.items():
            if words.get("out"):
                found |= {f"words {key} {language}": words.get(language, "") for language in LANGUAGES}
        return {where: text for where, text in found.items() if text}

    @cached_property
    def hits(self) -> list[Hit]:
        """What the automatic search finds in all of it."""
        shown = [row.item for row in self.rows if row.showing == Showing.SHOWN]
        made = [
            name
            for item in shown
            for name in (item.original_name, item.creator, item.obtained_from, item.custodian)
        ]
        staff = [name for names in people_of(self.version) for name in names]
        references = [item.reference for item in shown] + [self.version.reference]
        return find_hits(self.texts, shown=references, staff=staff, metadata=made)

    @cached_property
    def own_hits(self) -> list[Hit]:
        """Those in what the reader may see."""
        if self.user is None:
            return self.hits
        rows, keys = {str(row.uid) for row in self.own_rows}, {entry.key for entry in self.entries}
        return [hit for hit in self.hits if _is_seen(hit.where.split(" "), rows, keys)]

    def open_hits(self, *, own: bool = False) -> list[Hit]:
        """Those that nobody took out or kept with a reason, the same thing once."""
        found = self.own_hits if own else self.hits
        return list({hit.key: hit for hit in found if hit.key not in self.version.kept_hits}.values())

    @property
    def unseen(self) -> bool:
        """Whether something goes out, or is left out of what speaks against, that the reader may not see; or
        goes out and does not stand any more."""
        known = {entry.key for entry in self.entries}
        words = any(said.get("out") and key not in known for key, said in self.version.words.items())
        replies = any(reply_key(reply) not in known for reply in self.replies)
        left_out = len(self.left_out) < len(self.contradicting)
        return words or replies or left_out or len(self.own_rows) < len(self.rows)


def people_of(version: PublicVersion) -> Any:
    """Names and addresses of everybody who worked on the case, or ever on its findings or this text."""
    members = CaseMember.objects.filter(case=version.case_id)
    known = Q(pk__in=members.values("user"))
    for record, columns in ((version, ("author", "proposer")), (version.finding, ("author", "approver"))):
        for column in ("history_user", *columns):
            known |= Q(pk__in=versions_of(record).order_by().values(column))
    known |= Q(pk__in=[version.author_id, version.finding.author_id])  # before the first version is written
    return User.objects.filter(known).values_list("name", "email")


def reply_key(reply: PartyReply) -> str:
    """Under which key the words of a version keep a reply."""
    return f"{WordKind.REPLY}:{reply.uid}"


def is_told(reply: PartyReply, said: dict[str, Any]) -> bool:
    """Whether an answer goes out whole and unchanged, or its author said why it does not."""
    if said.get("why"):
        return True
    whole = " ".join(reply.answer.split())
    return bool(said.get("out")) and whole in (" ".join(said.get(one, "").split()) for one in LANGUAGES)


def _is_seen(where: list[str], rows: set[str], keys: set[str]) -> bool:
    """Whether the place of a hit, as `texts` names it, is open to the reader."""
    if len(where) != 3 or where[0] not in ("row", "words"):
        return True
    return where[1] in (rows if where[0] == "row" else keys)


def open_hits_of(version: PublicVersion) -> list[Hit]:
    """What the automatic search finds and nobody has answered."""
    return Look(version).open_hits()


def contradicting_items(user: Any, case: Case) -> QuerySet[EvidenceItem]:
    """Items that speak against something the findings hold, as far as this reader may see them; without a
    reader all of them."""
    against = {"case": case, "stance": Stance.CONTRADICTS}
    cited = _visible(Citation, user).standing().filter(**against, position__isnull=True).values("item")
    concluded = _visible(InvestigationCitation, user).standing().filter(**against, conclusion__isnull=False)
    items = _visible(EvidenceItem, user).filter(Q(pk__in=cited) | Q(pk__in=concluded.values("item")))
    return items.order_by("reference")


def _visible(model: Any, user: Any) -> Any:
    return model.objects.all() if user is None else model.objects.visible_to(user)


def with_consents(rows: QuerySet[PublicMention]) -> list[PublicMention]:
    """People that texts speak of, each with `consents` in force for publication; two statements."""
    mentions = list(rows.select_related("person__case").order_by("id"))
    agreed: dict[int, list[Consent]] = {}
    people = {mention.person_id for mention in mentions}
    for consent in Consent.objects.in_force().for_purpose(*PUBLISHING).filter(person__in=people):
        agreed.setdefault(consent.person_id, []).append(consent)
    for mention in mentions:
        mention.consents = agreed.get(mention.person_id, [])  # type: ignore[attr-defined]
    return mentions


def without_consent(mentions: list[PublicMention]) -> list[PublicMention]:
    """People who never agreed, or no longer agree, to what a text says of them."""
    return [mention for mention in mentions if not mention.consents]  # type: ignore[attr-defined]


def public_without_consent(user: Any, case: Case) -> list[PublicMention]:
    """People in texts that are public now who have taken their consent back: each needs an answer today."""
    seen = PublicMention.objects.visible_to(user).filter(case=case, withdrawn_at__isnull=True)
    public = seen.filter(version_of__state=VersionState.PUBLISHED, version_of__withdrawn_at__isnull=True)
    return without_consent(with_consents(public))


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


def lacks_of(user: Any, version: PublicVersion, look: Look | None = None) -> list[str]:
    """What has to be done before this text can be proposed or published, as sentences."""
    look = look or Look(version, user)
    found = (*_lacks_of_text(look), *_lacks_of_rows(look), *_lacks_of_ladder(look), *_lacks_of_replies(look))
    return [str(sentence) for sentence in found if sentence]


def _lacks_of_text(look: Look) -> list[Any]:
    """Sentences; something empty where nothing is lacking."""
    version = look.version
    unanswered = sum(check is None for _point, check in look.points)
    hits, people = len(look.open_hits()), len(without_consent(look.mentions))
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


def _lacks_of_rows(look: Look) -> list[Any]:
    """The same for the evidence list and the words that go out."""
    rows, missing = look.rows, look.left_out
    shown = [row for row in look.own_rows if row.showing == Showing.SHOWN]
    sealed = [row for row in shown if _is_sealed(row.item) or row.item.is_withdrawn]
    fallen = [row for row in shown if _has_fallen(row)]
    return [
        not rows and _("The evidence list is empty. Choose what is shown and what is withheld."),
        missing
        and _("These items speak against the findings and are not in the list: %(items)s. Show each, or "
              "withhold it with a reason.") % {"items": _(", ").join(item.reference for item in missing)},
        sealed
        and _("These items are highly restricted or withdrawn and cannot be shown: %(items)s. Withhold them.")
        % {"items": _(", ").join(row.item.reference for row in sealed)},
        fallen
        and _("These items were refuted or superseded, or their file is not what was sealed: %(items)s. They "
              "cannot be shown. Withhold them, or take them out.")
        % {"items": _(", ").join(row.item.reference for row in fallen)},
        look.unseen
        and _("The text carries over or leaves out records that were withdrawn or that you may not see. Go "
              "through the words that go out, or leave this to somebody who is cleared."),
    ]  # fmt: skip


def _lacks_of_ladder(look: Look) -> list[Any]:
    """What the ladder asks of the first text of a case holds for each correction too."""
    against = conditions_of(look.user, look.version)
    return [
        against["unagreed"]
        and _("Somebody behind an item that is shown has not agreed to publication, or no longer agrees."),
        against["sealed"]
        and _("Something in the text is highly restricted: an item, an act, a person or words that go out. "
              "Take it out, or lower its level; for a child, say in the checklist why it was kept on "
              "purpose."),
        against["unheard"]
        and _("A party named in the findings has not had its time to respond. Ask it, or say why not."),
    ]  # fmt: skip


def _lacks_of_replies(look: Look) -> list[Any]:
    """One sentence for each answer that is not in the text, as far as the reader may see it."""
    seen = {entry.key for entry in look.entries}
    return [
        _("The reply of %(party)s of %(day)s is not in the public text, whole and unchanged. Take it in, or "
          "say why not.") % {"party": reply.party, "day": date_format(reply.answered_on or "", "j F Y")}
        for reply in look.replies
        if look.user is None or reply_key(reply) in seen
    ]  # fmt: skip


def _has_fallen(row: PublicEvidence) -> bool:
    """Nothing rests on it any more. What speaks against may be shown with the word that it was refuted."""
    lost = row.item.verification_state in FALLEN and row.stance != Stance.CONTRADICTS
    return lost or is_broken(row.item)


def _is_sealed(item: EvidenceItem) -> bool:
    """Highly restricted itself, or from such a source."""
    highest = Confidentiality.HIGHLY_RESTRICTED
    return item.confidentiality == highest or bool(item.source and item.source.confidentiality == highest)
