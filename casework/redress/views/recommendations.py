"""One recommendation: what is asked of whom, what was answered, which cases stand behind it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.core.access import right
from casework.core.form_words import FormWords
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, DetailPage, EditPage, Page

from .. import actions, queries, rules
from ..forms import GradeForm, RecommendationForm, ResponseForm
from ..models import Recommendation, RecommendationResponse
from .base import WithdrawPage

READ, EDIT = right("cases.list"), right("recommendations.edit")
MOST_SHOWN = 200


class _Common(Page):
    """A page about one recommendation of the common list."""

    def get_queryset(self) -> QuerySet:
        return queries.recommendations(self.request.user)


class RecommendationDetail(_Common, DetailPage):
    """The recommendation with its responses and the cases behind it."""

    access = READ
    template_name = "casework/redress/recommendation_detail.html"

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        user = self.request.user
        return super().render(
            status,
            responses=queries.responses(user, self.object)[:MOST_SHOWN],
            links=queries.links_of(user, self.object)[:MOST_SHOWN],
            may_change=rules.may_change_recommendation(user, self.object),
            may_grade=rules.may_grade(user, self.object),
            **context,
        )


class _Form(FormWords, _Common):
    access = EDIT
    template_name = "casework/redress/form.html"

    def verdict(self) -> Verdict:
        return rules.may_change_recommendation(self.request.user, self.context["object"])

    def cancel_url(self) -> str:
        """Back to the record."""
        return str(self.context["object"].get_absolute_url())


class RecommendationCreate(_Form, CreatePage):
    """Put a recommendation on the common list."""

    form_class = RecommendationForm
    heading = _("Add a recommendation")
    lede = _("To an authority, for everybody in the office to follow. Nothing of a case, no names of people.")
    submit = _("Save the recommendation")

    def verdict(self) -> Verdict:
        return rules.may_recommend(self.request.user)

    def cancel_url(self) -> str:
        return reverse("redress:recommendation-board")

    def perform(self, form: RecommendationForm) -> Recommendation:
        return actions.make_recommendation(actor=self.request.user, values=form.changed_values())


class RecommendationEdit(_Form, EditPage):
    """Correct or complete a recommendation."""

    form_class = RecommendationForm
    heading = _("Edit the recommendation")

    def perform(self, form: RecommendationForm) -> Recommendation:
        return actions.change_recommendation(
            actor=self.request.user,
            recommendation=form.instance,
            values=form.changed_values(),
            reason=form.change_reason,
        )


class RecommendationGrade(_Form, EditPage):
    """Say how far it was carried out."""

    form_class = GradeForm
    heading = _("How far was it carried out?")
    submit = _("Save the grade")

    def verdict(self) -> Verdict:
        return rules.may_grade(self.request.user, self.context["object"])

    def perform(self, form: GradeForm) -> Recommendation:
        return actions.grade_recommendation(
            actor=self.request.user,
            recommendation=form.instance,
            grade=form.cleaned_data["grade"],
            grade_reason=form.cleaned_data["grade_reason"],
        )


class RecommendationWithdraw(_Form, WithdrawPage):
    """Take a recommendation back."""

    def perform(self, form: Any) -> str:
        actions.withdraw_common_entry(
            actor=self.request.user, record=self.object, reason=form.cleaned_data["reason"]
        )
        return reverse("redress:recommendation-board")


class ResponseCreate(_Form, EditPage):
    """Keep what the addressee answered or did."""

    form_class = ResponseForm
    heading = _("Add a response")
    submit = _("Save the response")

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def perform(self, form: ResponseForm) -> Recommendation:
        typed = {name: form.cleaned_data[name] for name in form.fields if name != "form_token"}
        actions.add_response(actor=self.request.user, recommendation=self.object, values=typed)
        return self.object


class ResponseWithdraw(_Form, WithdrawPage):
    """Take a response back."""

    def get_queryset(self) -> QuerySet[RecommendationResponse]:
        rows = RecommendationResponse.objects.visible_to(self.request.user)
        return rows.select_related("recommendation")

    def verdict(self) -> Verdict:
        return rules.may_change_recommendation(self.request.user, self.object.recommendation)

    def perform(self, form: Any) -> Recommendation:
        actions.withdraw_common_entry(
            actor=self.request.user, record=self.object, reason=form.cleaned_data["reason"]
        )
        return self.object.recommendation
