"""Forms about the parts of a draft, and the decisions on it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.core.forms import ReasonForm, SeenForm, TokenForm
from casework.core.verdict import Verdict
from casework.core.views import EditPage

from .. import actions, rules
from ..forms import ChecklistForm, EvidenceRowForm, HitForm, MentionForm, ReturnForm, WordsForm
from ..models import PublicEvidence, PublicMention, PublicVersion
from ..queries import checks, office
from ..queries.proposal import checklist_mark, proposal_of
from .scope import VersionForms


class WordsChoose(VersionForms, EditPage):
    """Go through the records of the case and confirm what goes out, in which words."""

    template_name = "casework/publication/words_form.html"
    form_class = WordsForm
    said = _("The words are kept.")

    def form_kwargs(self) -> dict[str, Any]:
        entries = checks.word_entries(self.request.user, self.object)
        return {"entries": entries, "instance": self.object}

    def perform(self, form: WordsForm) -> PublicVersion:
        return actions.choose_words(actor=self.request.user, version=self.object, words=form.words())


class EvidenceAdd(VersionForms):
    """Put an item into the public list."""

    form_class = EvidenceRowForm
    heading = _("Put an item into the list")
    lede = _("The public reads the title and the note you write here, never those of the case.")
    act = _("Keep the row")

    def form_kwargs(self) -> dict[str, Any]:
        asked = self.request.GET
        return {
            "items": office.choosable_items(self.request.user, self.case),
            "initial": {name: asked[name] for name in ("item", "stance", "showing") if name in asked},
        }

    def perform(self, form: EvidenceRowForm) -> PublicVersion:
        data = form.cleaned_data
        row = actions.choose_evidence(
            actor=self.request.user,
            version=self.version,
            item=data["item"],
            stance=data["stance"],
            showing=data["showing"],
            texts=form.texts(),
            row=form.instance if form.instance.pk else None,
        )
        return row.version_of


class EvidenceChange(EvidenceAdd, EditPage):
    """Change a row of the public list."""

    heading = _("Change the row")

    def get_object(self) -> PublicEvidence:
        """The row, once the text is known."""
        return self.part_of(office.rows_seen(self.request.user, self.version))

    def form_kwargs(self) -> dict[str, Any]:
        return {"items": office.choosable_items(self.request.user, self.case), "instance": self.object}


class EvidenceDrop(VersionForms):
    """Take a row out of the list."""

    form_class = ReasonForm
    heading = _("Take the item out of the list")
    lede = _("It stays in the history. What speaks against the findings has to be shown or withheld.")
    act = _("Take it out")
    danger = True

    def perform(self, form: ReasonForm) -> PublicVersion:
        row = self.part_of(office.rows_seen(self.request.user, self.object))
        actions.drop_evidence(actor=self.request.user, row=row, reason=form.cleaned_data["reason"])
        return self.object


class PersonMention(VersionForms):
    """Name, by code, a person the text speaks of."""

    form_class = MentionForm
    heading = _("A person the text speaks of")
    lede = _("By code, and only here: the code never goes out. Nothing is published without their consent.")
    act = _("Keep")

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": office.choosable_people(self.request.user, self.case)}

    def perform(self, form: MentionForm) -> PublicVersion:
        data = form.cleaned_data
        actions.mention_person(
            actor=self.request.user, version=self.object, person=data["person"], quoted=data["quoted"]
        )
        return self.object


class MentionDrop(VersionForms):
    """The text no longer speaks of this person."""

    form_class = ReasonForm
    heading = _("The text no longer speaks of this person")
    act = _("Take them out of the list")
    danger = True

    def perform(self, form: ReasonForm) -> PublicVersion:
        mention: PublicMention = self.part_of(office.mentions_seen(self.request.user, self.object))
        actions.drop_mention(actor=self.request.user, mention=mention, reason=form.cleaned_data["reason"])
        return self.object


class Checklist(VersionForms):
    """The redaction checklist beside what the automatic search found."""

    template_name = "casework/publication/checklist.html"
    form_class = ChecklistForm
    said = _("The answers are kept.")

    def enter_scope(self) -> None:
        super().enter_scope()
        self.context["hits"] = checks.Look(self.object, self.request.user).open_hits(own=True)

    def form_kwargs(self) -> dict[str, Any]:
        return {"answers": dict(checks.points_of(self.object))}

    def shown(self) -> str:
        """The text that is answered for, and what others answered."""
        return checklist_mark(self.object)

    def conflict(self, form: ChecklistForm) -> HttpResponse:
        sentence = gettext(
            "The text or an answer was changed after you opened this page: nothing was saved. Look at the "
            "preview again, then send the answers. What you wrote is kept below."
        )
        return self.refused(self.facing_now(form), sentence, status=409)

    def perform(self, form: ChecklistForm) -> PublicVersion:
        return actions.answer_points(
            actor=self.request.user,
            version=self.object,
            answers=form.answered(),
            seen=form.cleaned_data["seen"],
        )


class HitKeep(VersionForms):
    """Leave something the search found in the text, and say why."""

    form_class = HitForm
    template_name = "casework/publication/hit_form.html"

    def enter_scope(self) -> None:
        super().enter_scope()
        found = [
            hit
            for hit in checks.Look(self.object, self.request.user).own_hits
            if hit.key == self.kwargs["key"]
        ]
        if not found:
            raise Http404
        self.context["hits"] = found

    def perform(self, form: HitForm) -> str:
        actions.keep_hit(
            actor=self.request.user, version=self.object, key=self.kwargs["key"], why=form.cleaned_data["why"]
        )
        return f"{self.object.get_absolute_url()}#checklist"


class VersionPropose(VersionForms):
    """Put the text forward for a second supervisor."""

    template_name = "casework/publication/decide.html"
    form_class = TokenForm
    heading = _("Propose the text for publication")
    lede = _("It is locked until a second supervisor publishes it or sends it back.")
    act = _("Propose")
    said = _("Proposed. A second supervisor publishes it.")

    def enter_scope(self) -> None:
        super().enter_scope()
        self.context["lacks"] = checks.lacks_of(self.request.user, self.object)

    def verdict(self) -> Verdict:
        return rules.may_propose(self.request.user, self.object)

    def perform(self, form: TokenForm) -> PublicVersion:
        return actions.propose_version(actor=self.request.user, version=self.object)


class WholeText(VersionForms):
    """A decision on the text: all of it stands below the form, and no other text is decided on."""

    def enter_scope(self) -> None:
        super().enter_scope()
        self.context["proposal"] = proposal_of(self.request.user, self.object)

    def shown(self) -> str:
        """Every word of it, also those that stand elsewhere in the case."""
        return str(self.context["proposal"].mark)


class VersionPublish(WholeText, VersionPropose):
    """Publish a correction. The first text of a case goes by the ladder's move instead."""

    heading = _("Publish the text")
    lede = _(
        "Every word is frozen with its digest. It cannot be taken back unseen: a withdrawal leaves a notice."
    )
    act = _("Publish")
    said = _("The text is public.")

    form_class = SeenForm

    def verdict(self) -> Verdict:
        return rules.may_publish_here(self.request.user, self.object)

    def perform(self, form: Any) -> PublicVersion:
        seen = form.cleaned_data["seen"]
        return actions.publish_version(actor=self.request.user, version=self.object, seen=seen)


class VersionReturn(WholeText):
    """Send a proposed text back."""

    form_class = ReturnForm
    heading = _("Send the text back")
    lede = _("It becomes a draft again.")
    act = _("Send it back")
    said = _("The text was returned.")

    def verdict(self) -> Verdict:
        return rules.may_return(self.request.user, self.object)

    def perform(self, form: ReturnForm) -> PublicVersion:
        said = {name: form.cleaned_data[name] for name in ("seen", "comment")}
        return actions.return_version(actor=self.request.user, version=self.object, **said)
