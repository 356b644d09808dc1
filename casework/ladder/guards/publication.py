"""From approved findings to the public: two supervisors, a finished checklist, consent, a reply.

Two of these look at every row, also at rows the mover may not see. To be refused without being shown the
reason is a smaller harm than to publish about somebody who never agreed.
"""

from typing import Any, Final

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from casework.investigations.choices import FindingState
from casework.publication.choices import Redaction, VersionState
from casework.publication.models import PublicVersion, RedactionCheck
from casework.publication.queries.conditions import (
    late_replies,
    mentioned_without_consent,
    restricted,
    shown_without_consent,
    unheard_parties,
)
from casework.publication.rules import publishable_by, put_forward

from .base import Guard, seen


def proposed_versions(actor: Any) -> QuerySet:
    """The public text of the outer case that waits for its second supervisor, on approved findings."""
    return seen(PublicVersion, actor).filter(
        state=VersionState.PROPOSED, finding__state=FindingState.APPROVED, finding__withdrawn_at__isnull=True
    )


def _public_version(actor: Any) -> Any:
    return Exists(proposed_versions(actor))


def _second_supervisor(actor: Any) -> Any:
    versions = proposed_versions(actor)
    return Exists(versions.filter(pk__in=put_forward() if actor is None else publishable_by(actor)))


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


def _consent_covers(_actor: Any) -> Any:
    waiting = VersionState.PROPOSED
    return ~Exists(mentioned_without_consent(waiting)) & ~Exists(shown_without_consent(waiting))


def _nothing_restricted(_actor: Any) -> Any:
    return ~restricted(VersionState.PROPOSED)


def _party_heard(actor: Any) -> Any:
    return ~Exists(unheard_parties(actor))


def _replies_told(actor: Any) -> Any:
    return ~Exists(late_replies(VersionState.PROPOSED, actor=actor))


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
        _(
            "Who publishes neither led the case nor wrote the findings, the public text or an answer of its "
            "checklist; another supervisor proposed it"
        ),
        _(
            "You lead or led this case, wrote a part of the findings, of this text or of its checklist, or "
            "proposed it; or whoever proposed it is no supervisor any more. Another supervisor publishes it, "
            "or sends it back."
        ),
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
        _(
            "Something in the text is highly restricted: an item, an act, a person or words that go out. "
            "Take it out, or lower its level; for a child, say in the checklist why it was kept on purpose."
        ),
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
    Guard(
        "replies_told",
        _("No reply of a party came after the public text was proposed"),
        _("A reply of a party came after the text was proposed. Send it back, then take the reply in."),
        _replies_told,
        "public",
        short=_("Reply not taken in"),
    ),
)
