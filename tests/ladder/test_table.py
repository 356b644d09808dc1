"""The transition table against the written rules: no move more, none less, none for others."""

from casework.cases.choices import Stage
from casework.ladder.choices import Mover
from casework.ladder.guards import GUARDS
from casework.ladder.table import BEFORE, NEW, TRANSITIONS, leaving

I, S, O, L = Mover.INVESTIGATOR, Mover.SUPERVISOR, Mover.OTHER_SUPERVISOR, Mover.LEAD

WRITTEN = {
    ("", "reported", (I, S)),
    ("reported", "assessment", (I, S)),
    ("assessment", "credible", (S,)),
    ("assessment", "insufficient", (S,)),
    ("insufficient", "assessment", (I, S)),
    ("credible", "investigation", (S,)),
    ("credible", "assessment", (S,)),
    ("investigation", "findings_review", (L,)),
    ("findings_review", "investigation", (S,)),
    ("findings_review", "findings_approved", (O,)),
    ("findings_approved", "published", (S, O)),
    ("findings_approved", "investigation", (S,)),
    ("published", "investigation", (S,)),
    ("published", "closed", (S,)),
    ("published", "findings_approved", (S,)),
    ("closed", "assessment", (S,)),
}
OPEN = (
    "reported",
    "assessment",
    "insufficient",
    "credible",
    "investigation",
    "findings_review",
    "findings_approved",
)
WRITTEN |= {(stage, "suspended", (S,)) for stage in (*OPEN, "published")}
WRITTEN |= {(stage, "closed", (S,)) for stage in (*OPEN, "suspended")}
WRITTEN |= {("suspended", BEFORE, (S,))}


def test_table_when_read_then_it_is_the_written_one() -> None:
    found = {(source, row.target, row.movers) for row in TRANSITIONS for source in row.sources}
    assert found == WRITTEN


def test_table_when_read_then_all_ten_stages_are_in_it() -> None:
    named = {source for row in TRANSITIONS for source in row.sources} | {row.target for row in TRANSITIONS}
    assert named - {NEW, BEFORE} == set(Stage.values)
    assert len(Stage.values) == 10


def test_table_when_read_then_there_is_no_short_cut_to_public() -> None:
    assert [row.sources for row in TRANSITIONS if row.target == Stage.PUBLISHED] == [
        (Stage.FINDINGS_APPROVED,)
    ]


def test_table_when_read_then_each_guard_stands_in_it_and_says_what_to_do() -> None:
    assert {key for row in TRANSITIONS for key in row.guards} == set(GUARDS)
    for guard in GUARDS.values():
        assert str(guard.words) and str(guard.lack)
        assert (
            guard.personal
            or str(guard.short)
            or guard.key in {"told", "dated", "placed", "sourced", "not_public"}
        )


def test_table_when_read_then_each_move_of_a_case_asks_for_a_reason_in_words_of_its_own() -> None:
    for row in TRANSITIONS:
        assert (row.reason_length >= 10 and str(row.asked)) or NEW in row.sources, row.key


def test_table_when_a_stage_is_asked_then_the_moves_that_leave_it() -> None:
    assert [row.key for row in leaving(Stage.CLOSED)] == ["reopen"]
    assert [row.key for row in leaving(Stage.SUSPENDED)] == ["resume", "close"]
