"""The transition table against the written rules: no move more, none less, none for others."""

from casework.cases.choices import Stage
from casework.ladder.choices import Mover
from casework.ladder.guards import GUARDS
from casework.ladder.table import BEFORE, BY_KEY, NEW, TRANSITIONS, leaving

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

WORKING = {
    "report",
    "assess",
    "credit",
    "shelve",
    "look_again",
    "reassess",
    "suspend",
    "resume",
    "close",
    "reopen",
}


def test_table_when_read_then_it_is_the_written_one() -> None:
    found = {(source, row.target, row.movers) for row in TRANSITIONS for source in row.sources}
    assert found == WRITTEN


def test_table_when_read_then_all_ten_stages_are_in_it() -> None:
    named = {source for row in TRANSITIONS for source in row.sources} | {row.target for row in TRANSITIONS}
    assert named - {NEW, BEFORE} == set(Stage.values)
    assert len(Stage.values) == 10


def test_table_when_read_then_what_works_is_what_its_records_allow() -> None:
    assert {row.key for row in TRANSITIONS if row.working} == WORKING
    for key in WORKING:
        assert all(GUARDS[guard].working for guard in BY_KEY[key].guards)


def test_table_when_read_then_there_is_no_short_cut_to_public() -> None:
    assert [row.sources for row in TRANSITIONS if row.target == Stage.PUBLISHED] == [
        (Stage.FINDINGS_APPROVED,)
    ]


def test_table_when_read_then_each_guard_has_words_and_each_working_one_says_what_to_do() -> None:
    for row in TRANSITIONS:
        for key in row.guards:
            assert str(GUARDS[key].words)
            assert not GUARDS[key].working or str(GUARDS[key].lack)


def test_table_when_a_stage_is_asked_then_the_moves_that_leave_it() -> None:
    assert [row.key for row in leaving(Stage.CLOSED)] == ["reopen"]
    assert [row.key for row in leaving(Stage.SUSPENDED)] == ["resume", "close"]
