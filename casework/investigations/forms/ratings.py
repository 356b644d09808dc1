"""Shape of input of a rating: the eight criteria."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.core.forms import TokenForm
from casework.evidence.models import EvidenceItem

from ..actions import rating_faults
from ..choices import CRITERION_QUESTIONS, Criterion, Met
from ..models import InvestigationCitation


class RatingForm(TokenForm):
    """Each criterion: its answer, why, and which documents of the investigation it rests on."""

    def __init__(self, *args: Any, documents: list[InvestigationCitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(one.uid): one for one in documents}
        choices = [(key, self._words(one)) for key, one in self.documents.items()]
        for criterion in Criterion:
            self.fields[criterion.value] = forms.ChoiceField(
                label=CRITERION_QUESTIONS[criterion],
                choices=Met.choices,
                initial=Met.NOT_KNOWN,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the four answers.")},
            )
            self.fields[f"{criterion.value}_reason"] = forms.CharField(
                label=format_lazy(_("Why: {criterion}"), criterion=criterion.label),
                max_length=4000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"{criterion.value}_reason"].silent_optional = True  # type: ignore[attr-defined]
            if choices:
                self.fields[f"{criterion.value}_documents"] = forms.MultipleChoiceField(
                    label=_("Rests on"),
                    choices=choices,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )

    @staticmethod
    def _words(citation: InvestigationCitation) -> str:
        """A document as it is chosen: its reference, its title, the passage."""
        words = f"{citation.item.reference} · {citation.item.title}"
        return f"{words} · {citation.locator}" if citation.locator else words

    @property
    def criteria(self) -> Iterator[dict[str, Any]]:
        """The fields of each criterion, for the page."""
        for number, criterion in enumerate(Criterion, start=1):
            name = criterion.value
            yield {
                "number": number,
                "key": name,
                "words": criterion.label,
                "answer": self[name],
                "reason": self[f"{name}_reason"],
                "documents": self[f"{name}_documents"] if f"{name}_documents" in self.fields else None,
            }

    def answers(self) -> dict[str, tuple[str, str]]:
        """Answer and reason by criterion, as far as they could be read."""
        said = self.cleaned_data
        return {
            one.value: (said[one.value], said.get(f"{one.value}_reason", ""))
            for one in Criterion
            if one.value in said
        }

    def chosen_documents(self) -> dict[str, list[tuple[EvidenceItem, str]]]:
        """Items and passages by criterion."""
        found = {}
        for criterion in Criterion:
            keys = self.cleaned_data.get(f"{criterion.value}_documents") or []
            found[criterion.value] = [(self.documents[key].item, self.documents[key].locator) for key in keys]
        return found

    def clean(self) -> dict[str, Any]:
        """All that is wrong at once: what the rating itself would refuse is asked here as well."""
        data = super().clean() or self.cleaned_data
        for name, problem in rating_faults(self.answers()).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return data
