"""Shapes of input of questions, second opinions and answers to contrary evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.core.forms import PersonChoice, SeenForm, TokenForm

from ..choices import Opinion

GIVEN = [(one.value, one.label) for one in Opinion if one != Opinion.WAITING]


class ChallengeForm(TokenForm):
    """A question that has to be answered before findings are approved."""

    question = forms.CharField(
        label=_("Question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("While it is open, findings of the case are not approved."),
        error_messages={"required": _("Write the question.")},
    )


class AnswerChallengeForm(TokenForm):
    """The answer to a question."""

    answer = forms.CharField(
        label=_("Answer"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the answer.")},
    )


class ContraryForm(SeenForm):
    """Why a passage that speaks against does not change what is concluded."""

    text = forms.CharField(
        label=_("Answer to the contrary evidence"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Why it does not change what is concluded, or what it changes."),
        error_messages={"required": _("Write the answer.")},
    )


class SecondReviewForm(TokenForm):
    """Whose opinion is asked, and what should be looked at."""

    reviewer = PersonChoice(
        None,
        label=_("Second reviewer"),
        help_text=_("A supervisor who sees it and had no part in it."),
        error_messages={"required": _("Choose whom you ask.")},
    )
    question = forms.CharField(
        label=_("What should be looked at"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk")
        self.fields["reviewer"].queryset = known  # type: ignore[attr-defined]


class OpinionForm(SeenForm):
    """What a second reviewer says. It advises; somebody else decides."""

    opinion = forms.ChoiceField(
        label=_("Your opinion"),
        choices=GIVEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you say to it.")},
    )
    opinion_text = forms.CharField(
        label=_("Reasons"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the reasons.")},
    )
