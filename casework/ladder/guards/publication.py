"""From approved findings to the public: two supervisors, a finished checklist, consent, a reply.

Two of these look at every row, also at rows the mover may not see. To be refused without being shown the
reason is a smaller harm than to publish about somebody who never agreed.
"""

from typing import Any, Final

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.investigations.choices import FindingState
from casework.investigations.models import Conclusion, PartyReply
from casework.investigations.rules import parties_to_ask
from casework.people.choices import ConsentPurpose
from casework.people.models import Consent
from casework.publication.choices import Redaction, Showing, VersionState
from casework.publication.models import PublicEvidence, PublicMention, PublicVersion, RedactionCheck

from .base import Guard, allowed, seen

PUBLISHING: Final = (ConsentPurpose.PUBLISH_ANONYMISED, ConsentPurpose.PUBLISH_NAMED)


def proposed_versions(actor: Any) -> QuerySet:
    """The public text of the outer case that waits for its second supervisor, on approved findings."""
    return seen(PublicVersion, actor).filter(
        state=VersionState.PROPOSED, finding__state=FindingState.APPROVED, finding__withdrawn_at__isnull=True
    )


def _public_version(actor: Any) -> Any:
    return Exists(proposed_versions(actor))


def _second_supervisor(actor: Any) -> Any:
    versions = proposed_versions(actor)
    if actor is None:
        return Exists(versions)
    return Exists(versions.exclude(proposer=actor).exclude(finding__author=actor))


def _redaction_done(actor: Any) -> Any:
    """Every point was looked at after the text last changed, and nothing the search found is open."""
    changed = F("version_of__text_changed_at")
    answers: Any = RedactionCheck.objects.filter(
        Q(version_of__text_changed_at__isnull=True) | Q(looked_at__gte=changed), version_of=OuterRef("pk")
    )
    answers = answers.order_by().values("version_of")
    answered = Coalesce(
        Subquery(answers.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0
    )
    versions = proposed_versions(actor).filter(open_hits=0).annotate(answered=answered)
    return Exists(versions.filter(answered__gte=len(Redaction)))


def agreed_to_publication(person: str) -> Exists:
    """Whether the person named by the column agrees today that something of them is published."""
    return Exists(Consent.objects.in_force().for_purpose(*PUBLISHING).filter(person=OuterRef(person)))


def mentioned_without_consent(*states: str, actor: Any = None) -> QuerySet:
    """People in public texts of the outer case who did not agree, or no longer do."""
    rows = allowed(PublicMention.objects.standing(), actor)
    rows = rows.filter(case=OuterRef("pk"), version_of__state__in=states)
    return rows.filter(~agreed_to_publication("person"))


def shown_without_consent(*states: str, actor: Any = None) -> QuerySet:
    """Shown items whose source is a person on record who did not agree, or no longer does."""
    rows = allowed(PublicEvidence.objects.standing(), actor).filter(
        case=OuterRef("pk"),
        version_of__state__in=states,
        showing=Showing.SHOWN,
        item__source__person__isnull=False,
    )
    return rows.filter(~agreed_to_publication("item__source__person"))


def _consent_covers(_actor: Any) -> Any:
    waiting = VersionState.PROPOSED
    return ~Exists(mentioned_without_consent(waiting)) & ~Exists(shown_without_consent(waiting))


def _nothing_restricted(_actor: Any) -> Any:
    highest = Confidentiality.HIGHLY_RESTRICTED
    shown = PublicEvidence.objects.standing().filter(
        Q(item__confidentiality=highest)
        | Q(item__source__confidentiality=highest)
        | Q(item__source__person__confidentiality=highest),
        case=OuterRef("pk"),
        version_of__state=VersionState.PROPOSED,
        showing=Showing.SHOWN,
    )
    concluded = Conclusion.objects.standing().filter(
        Q(violation__confidentiality=highest) | Q(violation__incident__source__confidentiality=highest),
        Exists(
            PublicVersion.objects.standing().filter(finding=OuterRef("finding"), state=VersionState.PROPOSED)
        ),
        case=OuterRef("pk"),
    )
    return ~Exists(shown) & ~Exists(concluded)


def _party_heard(actor: Any) -> Any:
    """Each party that could be asked: nobody can write to an unknown one."""
    concluded = Conclusion.objects.standing().filter(
        violation=OuterRef("violation"), finding__state=FindingState.APPROVED
    )
    heard = _heard(actor).filter(case=OuterRef("case"), party=OuterRef("party"))
    named = parties_to_ask(actor).filter(Exists(concluded), ~Exists(heard), case=OuterRef("pk"))
    return ~Exists(named)


def _heard(actor: Any) -> QuerySet:
    """Replies to approved findings, of parties that had their chance."""
    rows = PartyReply.objects.heard().filter(finding__state=FindingState.APPROVED)
    return rows if actor is None else rows.allowed_to(actor)


PUBLICATION_GUARDS: Final = (
    Guard(
        "public_version",
        _("A public text is written and proposed by a supervisor"),
        _("No public text on these findings waits for its second supervisor. Write one and propose it."),
        _public_version,
        "public",
        short=_("No public text"),
    ),
    Guard(
        "second_supervisor",
        _("Who publishes neither proposed the public text nor wrote the findings"),
        _("You proposed this text or wrote the findings. A second supervisor has to publish it."),
        _second_supervisor,
        personal=True,
    ),
    Guard(
        "redaction_done",
        _("The redaction checklist is complete"),
        _("The redaction checklist is not complete, or something the search found is not answered."),
        _redaction_done,
        "public",
        short=_("Redaction not finished"),
    ),
    Guard(
        "consent_covers",
        _("Consent covers publication for each person mentioned, quoted or behind a shown item"),
        _("Somebody who is mentioned, quoted or behind a shown item has not agreed to publication."),
        _consent_covers,
        "people",
        short=_("Consent missing"),
    ),
    Guard(
        "nothing_restricted",
        _("Nothing highly restricted stands in the public text"),
        _("A shown item or a concluded violation is highly restricted. Withhold it, or lower its level."),
        _nothing_restricted,
        "public",
        short=_("Restricted material"),
    ),
    Guard(
        "party_heard",
        _("Each party named could respond, or it is said why not"),
        _("A party named in the findings has not had its time to respond. Ask it, or say why not."),
        _party_heard,
        "findings",
        short=_("Party not heard"),
    ),
)
