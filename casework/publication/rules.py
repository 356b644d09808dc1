"""Who writes for the public, who proposes, who publishes: never one person alone."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from casework.cases.access import may, membership
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.investigations.choices import FindingState
from casework.investigations.models import Finding
from casework.investigations.rules import has_a_hand, led_by, was_decided, with_a_hand_of

from .choices import VersionState
from .models import PublicVersion, RedactionCheck

WRITABLE_STAGES = (Stage.FINDINGS_APPROVED, Stage.PUBLISHED)


def approved_finding(case: Case) -> Finding | None:
    """The finding of a case that may be told to the public."""
    return Finding.objects.current().filter(case=case, state=FindingState.APPROVED).first()


def written_by(actor: Any) -> QuerySet[PublicVersion]:
    """Texts that this person wrote or changed, whoever did so after them, or whose checklist holds an answer
    of theirs: a point that somebody else answers anew is the other's."""
    versions = PublicVersion.history.model.objects.filter(id=OuterRef("pk"))  # type: ignore[attr-defined]
    answers = RedactionCheck.objects.filter(version_of=OuterRef("pk"), updated_by=actor.pk)
    return PublicVersion.objects.filter(Exists(versions.filter(author=actor.pk)) | Exists(answers))


def put_forward() -> QuerySet[PublicVersion]:
    """Texts that wait for a second supervisor. Who proposed it counts as the first while being one."""
    rows = PublicVersion.objects.standing().filter(state=VersionState.PROPOSED)
    return rows.filter(proposer__role=Role.SUPERVISOR, proposer__is_active=True)


def led_the_case(actor: Any) -> Q:
    """Texts about a case that this person leads, or led while it was investigated."""
    return Q(case__lead=actor.pk, case__lead__isnull=False) | Q(led_by(actor))


def publishable_by(actor: Any) -> QuerySet[PublicVersion]:
    """Texts that wait for a second supervisor and in which this person had no part, nor in the findings.

    Who approved the findings may publish their text: the two acts judge different things.
    ONE queryset for the queue, the guard of the ladder and one text.
    """
    told = with_a_hand_of(actor).filter(case=OuterRef("case"))
    mine = written_by(actor).filter(pk=OuterRef("pk"))
    rows = put_forward().exclude(proposer=actor.pk).exclude(led_the_case(actor))
    return rows.filter(~Exists(told), ~Exists(mine))


def may_write_publicly(actor: Any, case: Case) -> Verdict:
    """A supervisor, or a working member whose membership says "may publish"."""
    if case.stage == Stage.CLOSED:
        return refuse(_("This case is closed. A supervisor can reopen it."))
    if may(actor, "case.decide", case):
        return ALLOWED
    if not (verdict := may(actor, "case.work", case)):
        return verdict
    member = membership(actor, case)
    if member is None or not member.publish:
        return refuse(_("Your membership does not include publishing. A supervisor can give it."))
    return ALLOWED


def may_prepare(actor: Any, case: Case) -> Verdict:
    """From approved findings on, one text at a time."""
    if case.stage not in WRITABLE_STAGES or approved_finding(case) is None:
        return refuse(_("The findings are not approved. Only approved findings are told to the public."))
    if PublicVersion.objects.current().filter(case=case).exists():
        return refuse(_("A public text is being prepared already."))
    return may_write_publicly(actor, case)


def may_change(actor: Any, version: PublicVersion) -> Verdict:
    """While it is a draft; a proposed text is locked until it comes back."""
    if version.state == VersionState.PROPOSED:
        return refuse(_("This text waits for a second supervisor and is locked. It can be returned first."))
    if version.is_locked:
        return refuse(_("This text is finished. A correction is a new version."))
    return may_write_publicly(actor, version.case)


def may_propose(actor: Any, version: PublicVersion) -> Verdict:
    """One supervisor puts it forward."""
    if version.state != VersionState.DRAFT or version.is_withdrawn:
        return refuse(_("Only a draft can be proposed."))
    if not may(actor, "case.decide", version.case):
        return refuse(_("A supervisor proposes a public text."))
    if has_a_hand(actor, version):
        return refuse(_("You wrote the findings, or part of them. Another supervisor proposes their text."))
    return _is_timely(version)


def may_publish(actor: Any, version: PublicVersion) -> Verdict:
    """Another supervisor publishes, who never led the case and wrote no part of the text or the findings."""
    if version.state != VersionState.PROPOSED or version.is_withdrawn:
        return refuse(_("This text does not wait for publication."))
    if not may(actor, "case.decide", version.case):
        return refuse(_("A supervisor publishes."))
    if version.proposer_id == actor.pk:
        return refuse(_("You proposed this text. A second supervisor has to publish it."))
    if not publishable_by(actor).filter(pk=version.pk).exists():
        return refuse(_why_another(actor, version))
    return _is_timely(version)


def _why_another(actor: Any, version: PublicVersion) -> Any:
    """What keeps a supervisor from publishing a proposed text, as a sentence."""
    if was_decided(version):
        return _("This text does not wait for publication.")
    if not put_forward().filter(pk=version.pk).exists():
        return _(
            "Whoever proposed this text is no active supervisor any more, so one supervisor is left. Send it "
            "back; a supervisor proposes it, and another one publishes."
        )
    if PublicVersion.objects.filter(led_the_case(actor), pk=version.pk).exists():
        return _("You lead this case or led its investigation. Another supervisor has to publish it.")
    return _(
        "You wrote the findings or this text, or part of them, or answered its checklist. Another supervisor "
        "has to publish it."
    )


def may_publish_here(actor: Any, version: PublicVersion) -> Verdict:
    """A correction is published on its own page; the first text moves the case by the ladder."""
    if not (verdict := may_publish(actor, version)):
        return verdict
    if version.case.stage != Stage.PUBLISHED:
        return refuse(_("Publishing this text moves the case. It is done on the page of its status."))
    return ALLOWED


def is_complete(lacks: list[str]) -> Verdict:
    """Whether nothing stands between a text and the public; what does is listed on its page."""
    return refuse(_("Some things have to be done first. They are listed on this page.")) if lacks else ALLOWED


def may_return(actor: Any, version: PublicVersion) -> Verdict:
    """A supervisor sends it back; the one who proposed it may take it back in the same way."""
    if version.state != VersionState.PROPOSED or version.is_withdrawn:
        return refuse(_("This text does not wait for publication."))
    return ALLOWED if may(actor, "case.decide", version.case) else refuse(_("A supervisor returns a text."))


def may_recall(actor: Any, version: PublicVersion) -> Verdict:
    """As sending it back, once the findings it tells are set aside."""
    if version.finding.state == FindingState.APPROVED:
        return refuse(_("The findings this text tells are in force. It is published or sent back."))
    return may_return(actor, version)


def is_public(case: Case) -> bool:
    """Whether something of this case is public now."""
    return PublicVersion.objects.standing().filter(case=case, state=VersionState.PUBLISHED).exists()


def may_withdraw(actor: Any, case: Case) -> Verdict:
    """A supervisor takes what is public back, at once and alone: nobody waits while a person is in danger."""
    if not is_public(case):
        return refuse(_("Nothing of this case is public."))
    if not may(actor, "case.decide", case):
        return refuse(_("A supervisor withdraws a publication."))
    return ALLOWED


def may_withdraw_here(actor: Any, case: Case) -> Verdict:
    """Where the case stands elsewhere by now; at "Findings public" its stage moves with the withdrawal."""
    if case.stage == Stage.PUBLISHED:
        return refuse(_("Withdrawing moves this case. It is done on the page of its status."))
    return may_withdraw(actor, case)


def may_release_figures(actor: Any) -> Verdict:
    """Figures go out in the name of the organisation: a supervisor releases them."""
    if actor.has_right("case.decide") and actor.has_right("cases.view_all"):
        return ALLOWED
    return refuse(_("A supervisor releases the figures."))


def _is_timely(version: PublicVersion) -> Verdict:
    """It tells the findings that are in force, and the case stands where findings are told."""
    if version.case.stage not in WRITABLE_STAGES or version.finding.state != FindingState.APPROVED:
        return refuse(_("The findings this text tells are no longer in force."))
    return ALLOWED
