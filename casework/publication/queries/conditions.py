"""What must hold of people, levels and parties before a text goes out: the first one and every correction.

Each condition is a set of rows of the outer case that stand against it, so that the guards of the ladder,
the list of what needs attention and the page of one text ask the same thing.
"""

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.investigations.choices import FindingState, ReplyState
from casework.investigations.models import Conclusion, PartyReply
from casework.investigations.rules import parties_to_ask
from casework.people.choices import ConsentPurpose
from casework.people.models import Consent

from ..choices import Showing, VersionState
from ..models import PublicEvidence, PublicMention, PublicVersion

PUBLISHING: Final = (ConsentPurpose.PUBLISH_ANONYMISED, ConsentPurpose.PUBLISH_NAMED)
IN_WORK: Final = (VersionState.DRAFT, VersionState.PROPOSED)
OUTWARD: Final = (VersionState.PROPOSED, VersionState.PUBLISHED)
HIGHEST: Final = Confidentiality.HIGHLY_RESTRICTED


def _allowed(rows: Any, actor: Any) -> Any:
    """Those whose own levels let the actor see them; all, for a job and for what protects a person."""
    return rows if actor is None else rows.allowed_to(actor)


def agreed_to_publication(person: str) -> Exists:
    """Whether the person named by the column agrees today that something of them is published."""
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
        "sealed": Exists(sealed_and_shown(*IN_WORK)) | Exists(sealed_conclusions(*IN_WORK)),
        "unheard": Exists(unheard_parties(user)),
    }
    rows: Any = Case.objects.filter(pk=version.case_id).annotate(**against).values(*against)
    return dict(rows.get())
