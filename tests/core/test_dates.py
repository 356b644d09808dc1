"""What a person writes as a date, and what the office understands by it."""

from datetime import date, time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from casework.core.dates import Overlap, Precision, UncertainDate, parse

TODAY = date(2026, 11, 22)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "circa"),
    [
        ("17 Oct 2016", "2016-10-17", "2016-10-17", "day", False),
        ("17th of October, 2016", "2016-10-17", "2016-10-17", "day", False),
        ("October 17, 2016", "2016-10-17", "2016-10-17", "day", False),
        ("Friday 17 March 2017, morning", "2017-03-17", "2017-03-17", "day", False),
        ("early morning of 17 March 2017", "2017-03-17", "2017-03-17", "day", False),
        ("17-Oct-2016", "2016-10-17", "2016-10-17", "day", False),
        ("17.10.2016", "2016-10-17", "2016-10-17", "day", False),
        ("17/10/2016", "2016-10-17", "2016-10-17", "day", False),
        ("3/4/2017", "2017-04-03", "2017-04-03", "day", False),
        ("2016-10-17", "2016-10-17", "2016-10-17", "day", False),
        ("2016/10/17", "2016-10-17", "2016-10-17", "day", False),
        ("Oct 2016", "2016-10-01", "2016-10-31", "month", False),
        ("Sept. 2016", "2016-09-01", "2016-09-30", "month", False),
        ("2016-10", "2016-10-01", "2016-10-31", "month", False),
        ("10/2016", "2016-10-01", "2016-10-31", "month", False),
        ("2016", "2016-01-01", "2016-12-31", "year", False),
        ("2016?", "2016-01-01", "2016-12-31", "year", True),
        ("~2016", "2016-01-01", "2016-12-31", "year", True),
        ("about 17 March 2017", "2017-03-17", "2017-03-17", "day", True),
        ("mid-March 2017", "2017-03-11", "2017-03-20", "range", True),
        ("mid March 2017", "2017-03-11", "2017-03-20", "range", True),
        ("early March 2017", "2017-03-01", "2017-03-10", "range", True),
        ("late Feb 2016", "2016-02-21", "2016-02-29", "range", True),
        ("end of June 2017", "2017-06-21", "2017-06-30", "range", True),
        ("early 2017", "2017-01-01", "2017-04-30", "range", True),
        ("late 2017", "2017-09-01", "2017-12-31", "range", True),
        ("between 17 and 20 March 2017", "2017-03-17", "2017-03-20", "range", False),
        ("from 17 to 20 March 2017", "2017-03-17", "2017-03-20", "range", False),
        ("from 17 until 20 March 2017", "2017-03-17", "2017-03-20", "range", False),
        ("17-20 March 2017", "2017-03-17", "2017-03-20", "range", False),
        ("17–20 March 2017", "2017-03-17", "2017-03-20", "range", False),
        ("night of 16-17 March 2017", "2017-03-16", "2017-03-17", "range", False),
        ("28 Dec 2016 to 3 Jan 2017", "2016-12-28", "2017-01-03", "range", False),
        ("between March and May 2017", "2017-03-01", "2017-05-31", "range", False),
        ("March-May 2017", "2017-03-01", "2017-05-31", "range", False),
        ("2016-2017", "2016-01-01", "2017-12-31", "range", False),
        ("2016-10-19..2016-10-23", "2016-10-19", "2016-10-23", "range", False),
        ("2016-10-19/2016-10-23", "2016-10-19", "2016-10-23", "range", False),
        ("before 17 March 2017", None, "2017-03-16", "before", False),
        ("until 17 March 2017", None, "2017-03-17", "before", False),
        ("after March 2017", "2017-04-01", None, "after", False),
        ("since 2016", "2016-01-01", None, "after", False),
        ("unknown", None, None, "unknown", False),
        ("not known", None, None, "unknown", False),
        ("yesterday", "2026-11-21", "2026-11-21", "day", False),
        ("17 آذار 2017", "2017-03-17", "2017-03-17", "day", False),
        ("١٧ مارس ٢٠١٧", "2017-03-17", "2017-03-17", "day", False),
        ("آذار/مارس 2017", "2017-03-01", "2017-03-31", "month", False),
        ("17 آذار/مارس ٢٠١٧", "2017-03-17", "2017-03-17", "day", False),
        ("كانون الثاني 2017", "2017-01-01", "2017-01-31", "month", False),
        ("كانون الأول 2016", "2016-12-01", "2016-12-31", "month", False),
        ("5 تشرين الأول ٢٠١٦", "2016-10-05", "2016-10-05", "day", False),
        ("تشرين الثاني 2016", "2016-11-01", "2016-11-30", "month", False),
        ("3 أيلول 2016", "2016-09-03", "2016-09-03", "day", False),
        ("آب ٢٠١٧", "2017-08-01", "2017-08-31", "month", False),
        ("منتصف آذار 2017", "2017-03-11", "2017-03-20", "range", True),
        ("أوائل عام 2017", "2017-01-01", "2017-04-30", "range", True),
        ("بين 17 و20 آذار 2017", "2017-03-17", "2017-03-20", "range", False),
        ("من ١٧ إلى ٢٠ آذار ٢٠١٧", "2017-03-17", "2017-03-20", "range", False),
        ("بين آذار وأيار 2017", "2017-03-01", "2017-05-31", "range", False),
        ("حوالي 17 آذار 2017", "2017-03-17", "2017-03-17", "day", True),
        ("قبل 17 آذار 2017", None, "2017-03-16", "before", False),
        ("بعد آذار 2017", "2017-04-01", None, "after", False),
        ("٢٠١٧/٠٣/١٧", "2017-03-17", "2017-03-17", "day", False),
        ("صباح يوم الجمعة 17 آذار 2017", "2017-03-17", "2017-03-17", "day", False),
        ("غير معروف", None, None, "unknown", False),
    ],
)
def test_text_when_written_by_a_person_is_understood(text, earliest, latest, precision, circa):
    found = parse(text, today=TODAY)
    assert (found.earliest, found.latest) == (earliest and d(earliest), latest and d(latest))
    assert (found.precision, found.circa) == (precision, circa)
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "hour", "circa"),
    [
        ("17 March 2017 08:24", time(8, 24), False),
        ("17 March 2017 at 8:24 pm", time(20, 24), False),
        ("17 March 2017 about 8:30", time(8, 30), True),
        ("17 March 2017, about 08:30 in the morning", time(8, 30), True),
        ("2017-03-17T08:24", time(8, 24), False),
        ("2017-03-17 08:24:11", time(8, 24), False),
        ("17 March 2017 8 am", time(8, 0), False),
        ("17 March 2017 between 08:00 and 09:00", time(8, 0), True),
        ("17 آذار 2017 الساعة 8:24", time(8, 24), False),
        ("17 آذار 2017 حوالي الساعة ٨:٣٠ م", time(20, 30), True),
    ],
)
def test_hour_when_given_is_kept_and_the_day_is_certain(text, hour, circa):
    found = parse(text)
    assert (found.earliest, found.latest, found.precision) == (d("2017-03-17"), d("2017-03-17"), "time")
    assert (found.time, found.circa) == (hour, circa)
    assert found.is_one_day()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("late May 2017 about 18:30", "about 21 to 31 May 2017, about 18:30"),
        ("about 18:30 in late May 2017", "about 21 to 31 May 2017, about 18:30"),
        ("May 2017, 6:30 pm", "May 2017, about 18:30"),
        ("between 17 and 20 March 2017 at 08:00", "17 to 20 Mar 2017, about 08:00"),
        ("about 17 March 2017 08:24", "about 17 Mar 2017, about 08:24"),
        ("أواخر أيار 2017 حوالي الساعة ٦:٣٠ م", "about 21 to 31 May 2017, about 18:30"),
    ],
)
def test_hour_when_the_day_is_not_certain_is_kept_beside_it(text, words):
    with translation.override("en"):
        found = parse(text)
        assert found.words() == words
        assert found.text == text and not found.is_one_day()
        assert found.remark() == "The day is not certain; the hour is kept beside it."


def test_hour_when_the_window_is_open_is_said_not_to_count():
    with translation.override("en"):
        found = parse("before 17 March 2017 18:30")
        assert found.time is None and found.text == "before 17 March 2017 18:30"
        assert found.remark() == "The hour is not used here; it stays in your words."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "17 March",
        "March",
        "17",
        "31 Feb 2017",
        "10/17/2016",
        "2016-13-01",
        "1850",
        "17 Mar 2101",
        "99999",
        "banana",
        "between 20 and 17 March 2017",
        "1, 2 and 3 March 2017",
        "17 March 2017 25:10",
        "٣١ شباط ٢٠١٧",
        "0",
        "--",
        "before",
        "between",
        "17 2017",
        "to to to",
        "x" * 201,
        "\x00",
        "17 March 17",
        "📅",
        "; DROP TABLE",
        "@3 2017",
        "after unknown",
        "before before 2017",
        "2017 2018 2019",
    ],
)
def test_text_when_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError) as refused:
        parse(text)
    assert len(str(refused.value)) > 10


def test_words_when_read_back_say_the_same():
    for text, words in [
        ("17/3/2017", "17 Mar 2017"),
        ("17 March 2017 about 8:30", "17 Mar 2017, about 08:30"),
        ("mid-March 2017", "about 11 to 20 Mar 2017"),
        ("2016?", "about 2016"),
        ("3/2017", "Mar 2017"),
        ("before 17 March 2017", "before 17 Mar 2017"),
        ("after 2016", "after 31 Dec 2016"),
        ("28 Dec 2016 to 3 Jan 2017", "28 Dec 2016 to 3 Jan 2017"),
        ("3 Mar to 4 May 2017", "3 Mar to 4 May 2017"),
        ("unknown", "not known"),
    ]:
        assert parse(text).words() == words
    assert parse("3/4/2017").remark() == "Read day first, then month."


def test_refusal_when_month_first_says_what_to_write():
    with pytest.raises(ValueError, match="day first"):
        parse("10/17/2016")


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("17 March 2017", "17 March 2017 08:24", Overlap.CERTAIN),
        ("17 March 2017", "18 March 2017", Overlap.NO),
        ("about 17 March 2017", "18 March 2017", Overlap.POSSIBLE),
        ("March 2017", "17 March 2017", Overlap.POSSIBLE),
        ("before 2017", "17 March 2017", Overlap.NO),
        ("after 2016", "17 March 2017", Overlap.POSSIBLE),
        ("unknown", "17 March 2017", Overlap.POSSIBLE),
        ("March 2017", "April 2017", Overlap.NO),
    ],
)
def test_overlap_when_two_dates_are_compared(one, other, answer):
    assert parse(one).overlaps(parse(other)) is answer
    assert parse(other).overlaps(parse(one)) is answer


def test_within_when_the_window_lies_inside_is_certain():
    march = parse("mid-March 2017")
    assert march.within(d("2017-01-01"), None) is Overlap.CERTAIN
    assert march.within(d("2017-03-15"), d("2017-12-31")) is Overlap.POSSIBLE
    assert march.within(None, d("2016-12-31")) is Overlap.NO


DATES = st.dates(date(1900, 1, 2), date(2100, 12, 30))


def uncertain() -> st.SearchStrategy[UncertainDate]:
    day = DATES.map(lambda x: UncertainDate(x, x, Precision.DAY))
    timed = st.tuples(DATES, st.times(), st.booleans()).map(
        lambda x: UncertainDate(x[0], x[0], Precision.TIME, x[2], x[1].replace(second=0, microsecond=0))
    )
    spans = st.tuples(DATES, DATES).filter(lambda x: x[0] != x[1])
    span = spans.map(lambda x: UncertainDate(min(x), max(x), Precision.RANGE))
    before = DATES.map(lambda x: UncertainDate(None, x, Precision.BEFORE))
    after = DATES.map(lambda x: UncertainDate(x, None, Precision.AFTER))
    return st.one_of(day, timed, span, before, after, st.just(UncertainDate()))


@given(uncertain())
def test_words_when_parsed_again_give_the_same_date(when):
    again = parse(when.words())
    assert (again.earliest, again.latest, again.precision, again.circa, again.time) == (
        when.earliest,
        when.latest,
        when.precision,
        when.circa,
        when.time,
    )


@given(uncertain())
def test_words_when_arabic_are_understood_again(when):
    with translation.override("ar"):
        words = when.words()
    again = parse(words)
    assert (again.earliest, again.latest, again.precision) == (when.earliest, when.latest, when.precision)


@given(uncertain(), uncertain())
def test_overlap_when_swapped_is_the_same(one, other):
    assert one.overlaps(other) is other.overlaps(one)
    assert one.overlaps(one) is not Overlap.NO


@given(
    st.text(max_size=300) | st.text(alphabet="0123456789-/.~? @:MarchOctbetweenandto٠١٢٣آذار", max_size=60)
)
def test_text_when_arbitrary_is_read_or_refused_never_broken(text):
    try:
        found = parse(text)
    except ValueError:
        return
    for side in (found.earliest, found.latest):
        assert side is None or 1899 <= side.year <= 2101
