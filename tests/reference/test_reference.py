"""The shipped lists: counted, consistent, loaded once through audited code, never overwritten."""

import re
from collections import Counter

import pytest

from accounts.models import User
from casework.core.context import audit_context
from casework.core.history import versions_of
from casework.incidents.choices import Applies, Weapon
from casework.incidents.provisions import PROVISIONS
from casework.incidents.taxonomy import VIOLATION_TYPES
from casework.models import LedgerLeaf, LegalProvision, Party, Place, ViolationType
from casework.parties.reference import PARTIES
from casework.places.gazetteer import PLACES
from casework.reference import load_reference

CHILDREN = {
    "LIF": 7, "ATT": 14, "WEA": 6, "SHL": 4, "DIS": 4, "TOR": 5, "LIB": 6,
    "SGB": 5, "CHI": 4, "PRO": 7, "HUM": 5, "PER": 4, "DEA": 5,
}  # fmt: skip
ARABIC = re.compile(r"^[\u0621-\u064a\u0651\s()/،\-]+$")


def test_taxonomy_when_counted_then_13_groups_and_76_entries() -> None:
    groups = [row for row in VIOLATION_TYPES if not row.parent]
    assert (len(groups), len(VIOLATION_TYPES) - len(groups)) == (13, 76)
    assert Counter(row.parent for row in VIOLATION_TYPES if row.parent) == CHILDREN
    assert {row.code for row in groups} == set(CHILDREN)


def test_taxonomy_when_read_then_codes_unique_and_names_in_both_languages() -> None:
    assert len({row.code for row in VIOLATION_TYPES}) == len(VIOLATION_TYPES)
    for row in VIOLATION_TYPES:
        assert row.name_en, row.code
        assert ARABIC.match(row.name_ar), row.code
        assert re.fullmatch(r"(list \d+: )?[\d, ]*", row.huridocs_code), row.code
        assert re.fullmatch(r"[A-Z]{3}(-\d\d)?", row.code)


@pytest.mark.parametrize("code", ["ATT-02", "ATT-04", "SHL-01"])
def test_taxonomy_when_crime_exists_for_international_conflict_only_then_it_says_so(code: str) -> None:
    row = next(row for row in VIOLATION_TYPES if row.code == code)
    assert row.icl.startswith("IAC only")
    assert "8b" not in row.icl


def test_provisions_when_read_then_8_2_b_is_for_international_conflict_only() -> None:
    assert len({row.code for row in PROVISIONS}) == len(PROVISIONS)
    by_stem = {
        stem: {row.applies_to for row in PROVISIONS if row.article.startswith(stem)}
        for stem in ("8(2)(b)", "8(2)(c)", "8(2)(e)")
    }
    assert by_stem == {"8(2)(b)": {Applies.IAC}, "8(2)(c)": {Applies.NIAC}, "8(2)(e)": {Applies.NIAC}}
    assert sum(row.article.startswith("8(2)(b)") for row in PROVISIONS) == 7


def test_weapons_when_counted_then_twenty() -> None:
    assert len(Weapon.values) == 20


@pytest.mark.parametrize("rows", [PLACES, PARTIES, VIOLATION_TYPES], ids=["places", "parties", "types"])
def test_trees_when_read_then_parents_come_first_and_codes_are_unique(rows: tuple) -> None:
    seen: set[str] = set()
    for row in rows:
        assert row.code not in seen
        assert not row.parent or row.parent in seen, row.code
        assert row.name_en
        assert row.name_ar
        seen.add(row.code)


def test_parties_when_read_then_those_who_did_not_strike_are_not_listed() -> None:
    names = " ".join(row.name_en for row in PARTIES)
    assert "Canad" not in names
    assert "Dutch" not in names
    assert {"IS", "IQ", "PMU", "KRG", "COA", "UNK", "COA-AU", "IQ-ERD", "PMU-JAB"} <= {
        row.code for row in PARTIES
    }


@pytest.mark.django_db
class TestLoaded:
    """What a fresh database holds after `migrate`."""

    def test_load_when_migrated_then_every_row_is_there_with_version_actor_and_leaf(self) -> None:
        for model, rows in (
            (ViolationType, VIOLATION_TYPES),
            (Place, PLACES),
            (Party, PARTIES),
            (LegalProvision, PROVISIONS),
        ):
            assert set(model.objects.values_list("code", flat=True)) == {row.code for row in rows}
            record = model.objects.first()
            version = versions_of(record).get()
            assert (version.actor_label, version.channel) == ("system:reference", "command")
            assert LedgerLeaf.objects.filter(object_uid=record.uid).count() == 1

    def test_load_when_done_again_then_nothing_changes(self, django_assert_max_num_queries: object) -> None:
        leaves = LedgerLeaf.objects.count()
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            assert set(load_reference().values()) == {0}
        assert LedgerLeaf.objects.count() == leaves

    def test_load_when_a_row_was_corrected_then_the_correction_stays(self, administrator: User) -> None:
        kind = ViolationType.objects.get(code="ATT-04")
        with audit_context(actor=administrator):
            kind.name_en, kind.is_active, kind.reviewed = "Excessive attack", False, True
            kind.save()
        load_reference()
        kind.refresh_from_db()
        assert (kind.name_en, kind.is_active, kind.reviewed) == ("Excessive attack", False, True)

    def test_types_when_loaded_then_unreviewed_and_in_two_levels(self) -> None:
        assert not ViolationType.objects.filter(reviewed=True).exists()
        assert ViolationType.objects.filter(parent=None).count() == len(CHILDREN)
        assert not ViolationType.objects.filter(parent__parent__isnull=False).exists()

    def test_rows_when_loaded_then_all_are_valid(self) -> None:
        for model in (ViolationType, Place, Party, LegalProvision):
            for record in model.objects.all():
                record.full_clean()
