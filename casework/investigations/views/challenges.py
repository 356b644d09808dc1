"""Asking questions, answering them, answering contrary evidence, second opinions."""

from typing import Any

from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.core.forms import ReasonForm
from casework.core.verdict import Verdict
from casework.core.views import ActPage
from casework.evidence.models import Citation, EvidenceItem

from .. import actions, queries, rules
from ..forms import AnswerChallengeForm, ChallengeForm, ContraryForm, OpinionForm, SecondReviewForm
from ..models import Assessment, Challenge, Finding, SecondReview
from .findings import READ, WORK, FindingScope


class ReviewScope(FindingScope, ActPage):
    """Pages that lead back where the reader came from: the document, or the review queue (`?back=`)."""

    access = READ

    def back(self) -> str:
        asked = self.request.POST.get("back") or self.request.GET.get("back", "")
        if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
            return asked
        return self.home()

    def home(self) -> str:
        """Where the record itself is shown."""
        return super().back()


class TargetScope(ReviewScope):
    """Pages about an assessment, findings or an item, named by kind and uid."""

    kinds: tuple[str, ...] = ("assessment", "finding", "item")

    def get_object(self) -> Any:
        if self.kwargs["kind"] not in self.kinds:
            raise self.not_found("target")
        rows: Any = {
            "assessment": lambda: queries.assessments_seen(self.request.user),
            "finding": lambda: queries.findings_seen(self.request.user),
            "item": lambda: EvidenceItem.objects.visible_to(self.request.user),
        }[self.kwargs["kind"]]()
        found = rows.filter(case=self.case, uid=self.kwargs["uid"]).first()
        if found is None:
            raise self.not_found("target")
        found.case = self.case
        if isinstance(found, Assessment):
            found.violation.case = found.violation.incident.case = self.case
        return found

    def home(self) -> str:
        return self.object.get_absolute_url()

    def words(self) -> Any:
        """What is asked about, as a sentence names it."""
        if isinstance(self.object, Finding):
            return _("Findings, number %(number)d") % {"number": self.object.number}
        if isinstance(self.object, Assessment):
            return f"{self.object.violation.type}: {self.object.get_standard_display()}"
        return f"{self.object.reference} {self.object.title}"


class ChallengeCreate(TargetScope):
    """Ask a question that has to be answered before findings are approved."""

    form_class = ChallengeForm
    heading = _("Ask a question")
    submit = _("Ask")
    said = _("Asked. Somebody else answers it.")

    def verdict(self) -> Verdict:
        self.lede = self.words()
        return rules.may_challenge(self.request.user, self.object)

    def perform(self, form: ChallengeForm) -> str:
        actions.raise_challenge(
            actor=self.request.user, target=self.object, question=form.cleaned_data["question"]
        )
        return self.back()


class ChallengeScope(ReviewScope):
    """Pages about one question."""

    def get_object(self) -> Challenge:
        rows = queries.challenges_seen(self.request.user).filter(case=self.case, uid=self.kwargs["uid"])
        found = rows.first()
        if found is None:
            raise self.not_found("challenge")
        found.case = found.target.case = self.case  # type: ignore[attr-defined]
        self.lede = found.question
        return found


class ChallengeAnswer(ChallengeScope):
    """Answer a question of somebody else."""

    access = WORK
    form_class = AnswerChallengeForm
    heading = _("Answer the question")
    submit = _("Answer")
    said = _("The answer is kept.")

    def verdict(self) -> Verdict:
        return rules.may_answer_challenge(self.request.user, self.object)

    def perform(self, form: AnswerChallengeForm) -> str:
        actions.answer_challenge(
            actor=self.request.user, challenge=self.object, answer=form.cleaned_data["answer"]
        )
        return self.back()


class ChallengeWithdraw(ChallengeScope):
    """Take one's own open question back."""

    form_class = ReasonForm
    heading = _("Take the question back")
    submit = _("Take it back")
    said = _("The question was taken back.")
    danger = True

    def verdict(self) -> Verdict:
        return rules.may_withdraw_challenge(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> str:
        actions.withdraw_challenge(
            actor=self.request.user, challenge=self.object, reason=form.cleaned_data["reason"]
        )
        return self.back()


class ContraryWrite(ReviewScope):
    """Say why a passage that speaks against does not change what is concluded."""

    access = WORK
    form_class = ContraryForm
    heading = _("Answer the contrary evidence")
    submit = _("Save the answer")
    said = _("The answer is kept.")

    def get_object(self) -> Citation:
        rows = Citation.objects.visible_to(self.request.user).filter(case=self.case, uid=self.kwargs["uid"])
        found: Any = queries.with_answers(rows).select_related("item").first()
        if found is None:
            raise self.not_found("citation")
        found.case = self.case
        self.lede = f"{found.item.title}. {found.note}" if found.note else found.item.title
        return found

    def verdict(self) -> Verdict:
        return rules.may_answer_contrary(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"text": self.object.answer_text}}

    def shown(self) -> str:
        """The answer that stands."""
        return queries.contrary_mark(self.object)

    def conflict(self, form: ContraryForm) -> HttpResponse:
        """Somebody else answered since: their words and those typed here stand on the page."""
        sentence = gettext(
            "Meanwhile somebody else answered: “%(answer)s” Nothing of yours was saved; it is kept below."
        )
        said = sentence % {"answer": self.object.answer_text}
        return self.refused(self.facing_now(form), said, status=409)

    def perform(self, form: ContraryForm) -> str:
        said = {name: form.cleaned_data[name] for name in ("text", "seen")}
        actions.answer_contrary(actor=self.request.user, citation=self.object, **said)
        return self.back()


class SecondReviewAsk(TargetScope):
    """Ask another supervisor for an opinion before deciding."""

    kinds = ("assessment", "finding")
    form_class = SecondReviewForm
    heading = _("Ask a second reviewer")
    submit = _("Ask")
    said = _("Asked. Until the opinion is there, nothing is approved.")

    def verdict(self) -> Verdict:
        self.lede = self.words()
        return rules.may_ask_second(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": rules.possible_reviewers(self.request.user, self.object)}

    def perform(self, form: SecondReviewForm) -> str:
        data = form.cleaned_data
        actions.ask_second_review(
            actor=self.request.user, target=self.object, reviewer=data["reviewer"], question=data["question"]
        )
        return self.back()


class OpinionScope(ReviewScope):
    """Pages about one second review."""

    def get_object(self) -> SecondReview:
        rows = SecondReview.objects.visible_to(self.request.user).filter(case=self.case)
        found = (
            rows.filter(uid=self.kwargs["uid"])
            .select_related("assessment", "finding", "asker", "reviewer")
            .first()
        )
        if found is None:
            raise self.not_found("second review")
        found.case = found.target.case = self.case  # type: ignore[attr-defined]
        self.lede = found.question
        return found

    def home(self) -> str:
        return self.object.get_absolute_url()


class OpinionGive(OpinionScope):
    """Say what one thinks of a proposal somebody else decides on."""

    form_class = OpinionForm
    heading = _("Give your opinion")
    submit = _("Give the opinion")
    said = _("Your opinion is kept. The decision stays with the one who asked.")

    def verdict(self) -> Verdict:
        return rules.may_give_opinion(self.request.user, self.object)

    def shown(self) -> str:
        """The question, and what it is about."""
        return queries.opinion_mark(self.request.user, self.object)

    def perform(self, form: OpinionForm) -> str:
        said = {name: form.cleaned_data[name] for name in ("seen", "opinion", "opinion_text")}
        actions.give_opinion(actor=self.request.user, review=self.object, **said)
        return self.back()


class SecondReviewWithdraw(OpinionScope):
    """Do without an opinion that was asked for."""

    form_class = ReasonForm
    heading = _("Do without the second review")
    submit = _("Take the request back")
    said = _("The request was taken back.")
    danger = True

    def verdict(self) -> Verdict:
        return rules.may_withdraw_review(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> str:
        actions.withdraw_second_review(
            actor=self.request.user, review=self.object, reason=form.cleaned_data["reason"]
        )
        return self.back()
