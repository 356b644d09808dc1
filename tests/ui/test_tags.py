"""The small pieces of interface: what a reader sees of a value, and what can never reach the page."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from casework.cases.choices import Confidentiality, Stage
from casework.core import clock
from casework.core.dates import parse
from casework.incidents.choices import ProofStandard


def shown(source: str, **values: object) -> str:
    """Render a piece of template with our tags."""
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize("stage", list(Stage))
def test_stage_when_shown_then_it_has_its_word_and_a_shape_of_its_own(stage: Stage) -> None:
    html = shown("{% stage_chip stage %}", stage=stage)
    assert str(stage.label) in html
    assert "#s-" in html and "#s-unknown" not in html


def test_stages_when_compared_then_no_two_share_a_shape() -> None:
    shapes = [
        shown("{% stage_state stage %}", stage=stage).partition("#s-")[2].partition('"')[0] for stage in Stage
    ]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("level", list(Confidentiality))
def test_level_when_shown_then_its_word_is_there(level: Confidentiality) -> None:
    assert str(level.label) in shown("{% level_chip level %}", level=level.value)


@pytest.mark.parametrize("standard", list(ProofStandard))
def test_proof_when_shown_then_rank_and_words_agree(standard: ProofStandard) -> None:
    html = shown("{% proof standard %}", standard=standard)
    assert f"#r-{standard.rank}" in html
    assert str(standard.label) in html


def test_unknown_value_when_shown_then_it_is_escaped_and_does_not_break_the_page() -> None:
    html = shown("{% stage_chip stage %}{% level_chip stage %}{% proof stage %}{% ref stage %}", stage="<b>x")
    assert "<b>x" not in html


def test_stamp_when_moment_is_in_utc_then_it_is_shown_in_the_readers_zone() -> None:
    moment = datetime.datetime(2026, 11, 22, 21, 30, tzinfo=datetime.UTC)
    with timezone.override(ZoneInfo("Asia/Baghdad")), translation.override("en"):
        assert "23 Nov 2026, 00:30" in shown("{{ moment|stamp }}", moment=moment)


@pytest.mark.parametrize("source", ["{{ value|stamp }}", "{{ value|when }}", "{% person value %}"])
def test_missing_value_when_shown_then_a_word_stands_there_and_no_dash(source: str) -> None:
    html = shown(source, value=None)
    assert "None" not in html and "–" not in html and ">-<" not in html
    assert "Not known" in html or "Nobody" in html


def test_when_filter_when_date_is_uncertain_then_words_are_shown() -> None:
    assert "Mar 2017" in shown("{{ value|when }}", value=parse("March 2017"))


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="https://a.example" onclick="x()">y</a>',
    "![p](https://tracker.example/p.png)",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_when_hostile_then_nothing_of_it_runs_or_loads(text: str) -> None:
    html = shown("{{ text|markdown }}", text=text)
    markup = " ".join(re.findall(r"<[^>]+>", html))
    for hostile in ("<script", "<img", "javascript:", "data:", "onclick"):
        assert hostile not in markup


def test_markdown_when_plain_then_each_block_finds_its_own_direction() -> None:
    html = shown("{{ text|markdown }}", text="First **strong**.\n\nالفقرة الثانية\n\n- one")
    assert html.count('<p dir="auto">') == 2
    assert '<li dir="auto">' in html
    assert "<strong>strong</strong>" in html


def test_doer_when_a_job_acted_then_words_stand_in_place_of_its_key() -> None:
    assert shown("{{ label|doer }}", label="system:attention") == "The system itself"
    assert shown("{{ label|doer }}", label="system:load_demo") == "The system: demonstration"
    assert shown("{{ label|doer }}", label="Investigator West") == "Investigator West"


def test_due_when_the_day_has_passed_then_it_is_said_to_be_overdue() -> None:
    today = clock.today()
    assert "overdue" in shown("{{ day|due }}", day=today - datetime.timedelta(days=1))
    assert "overdue" not in shown("{{ day|due }}", day=today)
