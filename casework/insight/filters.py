"""Filter of the list of decisions."""

import django_filters
from django.utils.translation import gettext_lazy as _

from casework.investigations.choices import AssessmentState
from casework.investigations.models import Assessment


class DecisionFilter(django_filters.FilterSet):
    """By who decided, and how."""

    person = django_filters.UUIDFilter(field_name="decider__uid", label=_("Decided by"))
    state = django_filters.ChoiceFilter(
        label=_("Decision"), choices=AssessmentState.choices, empty_label=_("Any decision")
    )

    class Meta:
        model = Assessment
        fields: list[str] = []
