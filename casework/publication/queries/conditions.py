"""What must hold of people, levels and parties before a text goes out: the first one and every correction.

Each condition is a set of rows of the outer case that stand against it, so that the guards of the ladder,
the list of what needs attention and the page of one text ask the same thing.
"""

import functools
import operator
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.incidents.models import CasualtyClaim
from casework.investigations.choices import FindingState, ReplyState
from casework.investigations.models import Conclusion, Investigation, PartyReply
from casework.investigations.rules import parties_to_ask
from casework.parties.models import PartyPosition
from casework.people.choices import CHILD_BANDS, ConsentPurpose
from casework.people.models import Consent

from ..choices import Redaction, RedactionAnswer, Showing, VersionState, WordKind
from ..models import PublicEvidence, PublicMention, PublicVersion, RedactionCheck
from .going_out import GoesOut

PUBLISHING: Final = (ConsentPurpose.PUBLISH_ANONYMISED, ConsentPurpose.PUBLISH_NAMED)
IN_WORK: Final = (VersionState.DRAFT, VersionState.PROPOSED)
OUTWARD: Final = (VersionState.PROPOSED, VersionState.PUBLISHED)
HIGHEST: Final = Confidentiality.HIGHLY_RESTRICTED


def _allowed(rows: Any, actor: Any) -> Any:
    """Those whose own levels let the actor see them; all, for a job and for what protects a person."""
    return rows if actor is None else rows.allowed_to(actor)


def agreed_to_publication(person: str) -> Exists:
    """Whether the person named by the column agrees today that something of them is published.

    With a name or without is the same here, and for a quotation as for a mention: no public text names a
    protected person. The app knows them by their codes alone, and a code of theirs can not be kept in a text
    (`keep_hit`). Who agreed to more than that is not asked again for less.
    """
    return Exists(Consent.objects.in_force().for_purpose(*PUBLISHING).filter(person=OuterRef(person)))


def mentioned_without_consent(*states: str, actor: Any = None) -> QuerySet:
    """People in public texts of the outer case who did not agree, or no longer do."""
    rows = _allowed(PublicMention.objects.standing(), actor)
    rows = rows.filter(case=OuterRef("pk"), version_of__state__in=states)
    return rows.filter(~agreed_to_publication("person"))


def shown_without_consent(*states: str, actor: Any = None) -> QuerySet:
    """Shown items whose source is a person on record who did not agree, or no longer does."""
    rows = _allowed(PublicEvidence.objects.standing(), actor).filter(
        case=OuterRef("pk"),
        version_of__state__in=states,
        showing=Showing.SHOWN,
        item__source__person__isnull=False,
    )
    return rows.filter(~agreed_to_publication("item__source__person"))


def sealed_and_shown(*states: str) -> QuerySet:
    """Highly restricted items that a text of the outer case shows."""
    return PublicEvidence.objects.standing().filter(
        Q(item__confidentiality=HIGHEST)
        | Q(item__source__confidentiality=HIGHEST)
        | Q(item__source__person__confidentiality=HIGHEST),
        case=OuterRef("pk"),
        version_of__state__in=states,
        showing=Showing.SHOWN,
    )


def sealed_conclusions(*states: str) -> QuerySet:
    """Conclusions on highly restricted violations, in findings that a text of the outer case tells."""
    texts = PublicVersion.objects.standing().filter(finding=OuterRef("finding"), state__in=states)
    sealed = Q(violation__confidentiality=HIGHEST) | Q(violation__incident__source__confidentiality=HIGHEST)
    return Conclusion.objects.standing().filter(sealed, Exists(texts), case=OuterRef("pk"))


def sealed_people(*states: str) -> QuerySet:
    """People of highly restricted records whom a text of the outer case mentions or quotes.

    The record of a child is always one. A text may speak of a child only if the point of the checklist says,
    for the text as it stands, why that was kept on purpose; of anybody else only when their level is lowered.
    """
    changed = Q(version_of__text_changed_at__isnull=True) | Q(looked_at__gte=F("version_of__text_changed_at"))
    kept: Any = RedactionCheck.objects.filter(
        changed, version_of=OuterRef("version_of"), point=Redaction.CHILDREN, answer=RedactionAnswer.KEPT
    )
    rows: Any = PublicMention.objects.standing().filter(
        case=OuterRef("pk"), version_of__state__in=states, person__confidentiality=HIGHEST
    )
    return rows.filter(~Q(person__age_band__in=sorted(CHILD_BANDS)) | ~Exists(kept))


def sealed_words(model: Any, kind: WordKind, *states: str) -> QuerySet:
    """Highly restricted records of one kind whose words go out with a text of the outer case."""
    texts = PublicVersion.objects.standing().filter(
        GoesOut("words", kind, OuterRef("uid")), case=OuterRef("case"), state__in=states
    )
    paths: list[str] = []
    for path in model.confidentiality_paths:
        paths += (path, path.replace("source__confidentiality", "source__person__confidentiality"))
    sealed = functools.reduce(operator.or_, (Q(**{path: HIGHEST}) for path in paths))
    return model.objects.standing().filter(sealed, Exists(texts), case=OuterRef("pk"))


#: Records that go out by choice. What is concluded on a party is as restricted as the act concluded on;
#: outcome and rating of an inquiry go out only with its body, the name of a source only with its count.
CHOSEN: Final = (
    (WordKind.POSITION, PartyPosition),
    (WordKind.CLAIM, CasualtyClaim),
    (WordKind.BODY, Investigation),
)


def restricted(*states: str) -> Q:
    """Whether anything highly restricted stands in a text of the outer case, whoever asks."""
    found = Q(Exists(sealed_and_shown(*states))) | Q(Exists(sealed_conclusions(*states)))
    found |= Q(Exists(sealed_people(*states)))
    for kind, model in CHOSEN:
        found |= Q(Exists(sealed_words(model, kind, *states)))
    return found


def unheard_parties(actor: Any) -> QuerySet:
    """Parties named in the approved findings of the outer case that have not had their time to answer.

    Nobody can write to an unknown party.
    """
    concluded = Conclusion.objects.standing().filter(
        violation=OuterRef("violation"), finding__state=FindingState.APPROVED
    )
    heard = _allowed(PartyReply.objects.heard().filter(finding__state=FindingState.APPROVED), actor)
    heard = heard.filter(case=OuterRef("case"), party=OuterRef("party"))
    return parties_to_ask(actor).filter(Exists(concluded), ~Exists(heard), case=OuterRef("pk"))


def late_replies(*states: str, actor: Any = None) -> QuerySet:
    """Answers of parties to the outer case that came after the last text at one of `states` was put forward.

    Its author could not take them in. What an answer says is never typed over, so its last change is its
    coming.
    """
    texts = PublicVersion.objects.standing().filter(finding=OuterRef("finding"), state__in=states)
    knowing = texts.filter(proposed_at__gte=OuterRef("updated_at"))
    rows = _allowed(PartyReply.objects.standing().filter(state=ReplyState.REPLIED), actor)
    return rows.filter(Exists(texts), ~Exists(knowing), case=OuterRef("pk"))


def conditions_of(user: Any, version: PublicVersion) -> dict[str, bool]:
    """What stands against the text in work, of what the ladder asks of a first one; one statement."""
    against = {
        "unagreed": Exists(shown_without_consent(*IN_WORK)),
        "sealed": restricted(*IN_WORK),
        "unheard": Exists(unheard_parties(user)),
    }
    rows: Any = Case.objects.filter(pk=version.case_id).annotate(**against).values(*against)
    return dict(rows.get())
