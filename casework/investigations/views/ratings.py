"""Rating an investigation, and the second person who confirms it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.core.access import case_right
from casework.core.forms import DecisionForm, ReasonForm
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, FormPage

from .. import actions, queries, rules
from ..choices import CRITERION_QUESTIONS, Criterion, RatingState
from ..forms import DocumentForm, RatingForm
from ..models import EffectivenessRating
from .investigations import DocumentCreate, InquiryPage, InvestigationScope


class RatingCreate(InvestigationScope, CreatePage):
    """Rate one investigation on the eight criteria."""

    form_class = RatingForm
    template_name = "casework/investigations/rating_form.html"

    def enter_scope(self) -> None:
        super().enter_scope()
        user = self.request.user
        self.target = self.context["object"] = self.get_object()
        row = self.context["row"] = queries.rows_of(user, self.case, [self.target])[0]
        returned = row.former[0] if row.former and row.former[0].state == RatingState.RETURNED else None
        newer = returned and (row.in_force is None or returned.pk > row.in_force.pk)
        self.context["returned"] = returned if newer else None
        self.former = self.context["returned"] or row.in_force

    def verdict(self) -> Verdict:
        return rules.may_rate(self.request.user, self.target)

    def form_kwargs(self) -> dict[str, Any]:
        """A returned rating, or else the one in force, is taken up where it was left."""
        documents = queries.documents_of(self.request.user, self.target)
        initial: dict[str, Any] = {}
        if self.former is not None:
            cited = queries.documents_by_criterion(self.request.user, self.former)
            for one in self.former.answers:
                items = {citation.item_id for citation in cited.get(one["key"], ())}
                initial[one["key"]], initial[f"{one['key']}_reason"] = one["value"], one["reason"]
                initial[f"{one['key']}_documents"] = [str(d.uid) for d in documents if d.item_id in items]
        return {"documents": documents, "initial": initial}

    def perform(self, form: RatingForm) -> EffectivenessRating:
        rating = actions.propose_rating(
            actor=self.request.user,
            investigation=self.target,
            answers=form.answers(),
            documents=form.chosen_documents(),
        )
        messages.success(self.request, _("Rated. A second person confirms it before it counts."))
        return rating


class RatingScope(InquiryPage):
    """One rating of the case, in scope."""

    access = case_right("case.view")

    def get_queryset(self) -> QuerySet[EffectivenessRating]:
        return queries.ratings_seen(self.request.user).filter(case=self.case)

    def get_object(self) -> EffectivenessRating:
        rows = self.get_queryset().select_related("investigation__incident", "investigation__party")
        found = rows.filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise self.not_found("rating")
        found.case = found.investigation.case = self.case
        return found


class RatingDetail(RatingScope, FormPage):
    """The eight answers with their reasons and documents; whoever may, confirms or returns them here."""

    template_name = "casework/investigations/rating_detail.html"
    form_class = DecisionForm

    def enter_scope(self) -> None:
        super().enter_scope()
        user = self.request.user
        rating = self.object = self.context["object"] = self.get_object()
        cited = queries.documents_by_criterion(user, rating)
        self.mark = queries.rating_mark(user, rating, cited)
        row = queries.rows_of(user, self.case, [rating.investigation])[0]
        self.context |= {
            "criteria": [one | {"cited": cited.get(one["key"], [])} for one in rating.answers],
            "row": row,
            "others": [
                one
                for one in (row.in_force, row.waiting, *row.former)
                if one is not None and one.pk != rating.pk
            ],
            "may_confirm": rules.may_confirm_rating(user, rating),
            "may_withdraw": rules.may_withdraw_rating(user, rating),
            "may_rate": rules.may_rate(user, rating.investigation),
            "may_cite": rules.may_cite_for(user, rating),
        }

    def shown(self) -> str:
        """The answers and what is cited for them: the one who rated may still have added a document."""
        return self.mark

    def verdict(self) -> Verdict:
        """Reading is for everyone in the case; the answer is not."""
        if self.request.method == "POST":
            return rules.may_confirm_rating(self.request.user, self.object)
        return super().verdict()

    def perform(self, form: DecisionForm) -> EffectivenessRating:
        user, said = self.request.user, form.said()
        if form.approves:
            actions.confirm_rating(actor=user, rating=self.object, **said)
            messages.success(self.request, _("The rating is confirmed."))
        else:
            actions.return_rating(actor=user, rating=self.object, **said)
            messages.success(self.request, _("The rating was returned."))
        return self.object


class RatingWithdraw(RatingScope, ActPage):
    """Take one's own waiting rating back."""

    access = case_right("case.work")
    template_name = "casework/investigations/inquiry_withdraw.html"
    form_class = ReasonForm
    said = gettext_lazy("Taken back.")
    words = {
        "heading": gettext_lazy("Take this rating back?"),
        "consequence": gettext_lazy("It stays in the history. A new rating can then be made."),
        "submit": gettext_lazy("Take it back"),
    }

    def verdict(self) -> Verdict:
        return rules.may_withdraw_rating(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> EffectivenessRating:
        reason = form.cleaned_data["reason"]
        return actions.withdraw_rating(actor=self.request.user, rating=self.object, reason=reason)


class RatingCite(DocumentCreate):
    """Cite an item for one criterion of a rating that waits."""

    get_queryset = RatingScope.get_queryset  # type: ignore[assignment]
    get_object = RatingScope.get_object  # type: ignore[assignment]

    def enter_scope(self) -> None:
        super().enter_scope()
        self.criterion = self.request.GET.get("criterion", "")
        if self.criterion not in Criterion.values:
            raise Http404
        chosen = Criterion(self.criterion)
        self.context["lede"] = f"{chosen.label}: {CRITERION_QUESTIONS[chosen]}"

    def perform(self, form: DocumentForm) -> str:
        actions.cite_document(
            actor=self.request.user, target=self.target, criterion=self.criterion, **form.facts()
        )
        return f"{self.target.get_absolute_url()}#c-{self.criterion}"
