"""Filter of the list of decisions."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from casework.investigations.choices import AssessmentState
from casework.investigations.models import Assessment


def _deciders() -> list[tuple[str, str]]:
    """Whoever may decide, or once could: people who are gone keep their decisions."""
    decided = Assessment.objects.filter(decider=OuterRef("pk"))
    people = User.objects.filter(Q(role=Role.SUPERVISOR) | Exists(decided)).order_by("name", "email")
    return [(str(uid), name or email) for uid, name, email in people.values_list("uid", "name", "email")]


class DecisionFilter(django_filters.FilterSet):
    """By who decided, and how."""

    person = django_filters.ChoiceFilter(
        field_name="decider__uid", choices=_deciders, label=_("Decided by"), empty_label=_("Anybody")
    )
    state = django_filters.ChoiceFilter(
        label=_("Decision"), choices=AssessmentState.choices, empty_label=_("Any decision")
    )

    class Meta:
        model = Assessment
        fields: list[str] = []
