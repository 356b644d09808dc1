"""Random saves, stale saves, failures and bulk inserts never break the invariants of audit.md §2."""

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase
from hypothesis import settings, stateful
from hypothesis import strategies as st

from accounts.models import User
from casework.audited_bulk import create_audited
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import MissingActor, audit_context, system_actor
from casework.core.history import versions_of
from casework.core.records import StaleRecord
from casework.ledger.digests import leaf_hash, payload_digests
from casework.ledger.models import LedgerLeaf
from tests.factories import make_user

titles = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


class WritePath(stateful.RuleBasedStateMachine):
    """What a model of the write path predicts is what the tables hold."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.user: User = make_user()
        self.expected: dict[int, list[str]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def _new(self, title: str) -> Case:
        now = clock.now()
        number = len(self.expected)
        return Case(title=title, reference=f"M-{number}", opened_on=now.date(), stage_since=now)

    @stateful.initialize(title=titles)
    def open_the_first_case(self, title: str) -> None:
        self.open_case(title)

    @stateful.rule(title=titles)
    def open_case(self, title: str) -> None:
        case = self._new(title)
        with audit_context(actor=self.user):
            case.save()
        self.expected[case.pk] = [title]

    @stateful.rule(names=st.lists(titles, min_size=1, max_size=3))
    def import_cases(self, names: list[str]) -> None:
        cases = [self._new(name) for name in names]
        for number, case in enumerate(cases):
            case.reference += f"-{number}"
        with audit_context(actor=system_actor("import")):
            stored = create_audited(cases)
        self.expected |= {case.pk: [case.title] for case in stored}

    @stateful.rule(data=st.data(), title=titles)
    def change(self, data: st.DataObject, title: str) -> None:
        self._retitle(data.draw(st.sampled_from(sorted(self.expected))), title)

    def _retitle(self, pk: int, title: str) -> None:
        case = Case.objects.get(pk=pk)
        case.title = title
        with audit_context(actor=self.user):
            case.save()
        if self.expected[case.pk][-1] != title:
            self.expected[case.pk].append(title)

    @stateful.rule(data=st.data(), title=titles)
    def change_too_late(self, data: st.DataObject, title: str) -> None:
        pk = data.draw(st.sampled_from(sorted(self.expected)))
        late = Case.objects.get(pk=pk)
        self._retitle(pk, f"{title[:20]} {len(self.expected[pk])}")
        late.title = f"{title[:20]} late"
        with audit_context(actor=self.user), pytest.raises(StaleRecord), transaction.atomic():
            late.save()

    @stateful.rule(data=st.data())
    def change_to_nonsense(self, data: st.DataObject) -> None:
        case = Case.objects.get(pk=data.draw(st.sampled_from(sorted(self.expected))))
        case.confidentiality = "Banana"
        with audit_context(actor=self.user), pytest.raises(IntegrityError), transaction.atomic():
            case.save()

    @stateful.rule(data=st.data())
    def change_as_nobody(self, data: st.DataObject) -> None:
        case = Case.objects.get(pk=data.draw(st.sampled_from(sorted(self.expected))))
        case.confidentiality = Confidentiality.INTERNAL
        with pytest.raises(MissingActor):
            case.save()

    @stateful.invariant()
    def history_is_what_was_done(self) -> None:
        for pk, names in self.expected.items():
            case = Case.objects.get(pk=pk)
            rows = list(versions_of(case))
            assert [row.title for row in reversed(rows)] == names
            assert case.version == len(rows)
            assert all(
                getattr(rows[0], field.attname) == getattr(case, field.attname) for field in Case._meta.fields
            )

    @stateful.invariant()
    def every_version_has_one_leaf_that_recomputes(self) -> None:
        label = Case.history.model._meta.label
        leaves = LedgerLeaf.objects.filter(model=label, scope__in=list(self.expected)).select_related(
            "payload"
        )
        rows = Case.history.filter(id__in=list(self.expected)).values_list("history_id", flat=True)
        assert sorted(leaf.row_id for leaf in leaves) == sorted(rows)
        for leaf in leaves:
            assert payload_digests(leaf.payload.secret, leaf.payload.values) == leaf.digests
            assert leaf_hash(leaf.header(), leaf.digests) == leaf.leaf_hash


# A soak asks for more of everything; see tests/conftest.py.
SOAK = settings().max_examples > 100
WritePath.TestCase.settings = settings(
    max_examples=100 if SOAK else 15, stateful_step_count=30 if SOAK else 12, deadline=None
)


@pytest.mark.django_db
class TestWritePath(WritePath.TestCase, TestCase):
    """Runs the machine inside a transaction that is rolled back."""
