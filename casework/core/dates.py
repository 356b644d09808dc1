"""Dates as sources give them: "17 Oct 2016", "mid-March 2017", "2016?", "between 17 and 20 March 2017".

A source rarely knows the day. Forcing one would turn an honest "some time in March" into a false "1 March",
and every later comparison would rest on it. So a date here is a window (earliest, latest) with a precision,
a mark for "about", an hour when one is known, and the words of the source, which are never changed. Nothing
here touches the database or a form: see whens.py for both.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from datetime import time as Hour  # the dataclass has a field named time

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.core import clock
from casework.core import date_words as marks
from casework.core.date_kinds import Overlap, Precision

FIRST_YEAR, LAST_YEAR, LONGEST_TEXT = 1900, 2100, 200
_MONTHS, _NOON, _HOURS, _MINUTES = 12, 12, 24, 60


_MARGIN = {Precision.DAY: 3, Precision.MONTH: 15, Precision.YEAR: 183}


@dataclass(frozen=True)
class UncertainDate:
    """A window of days with what is known about it.

    `circa` with the precision TIME: the hour is not certain. An hour may stand beside a period as well
    ("late May, about 18:30"): then it is always taken as approximate.
    """

    earliest: date | None = None
    latest: date | None = None
    precision: str = Precision.UNKNOWN
    circa: bool = False
    time: Hour | None = None
    text: str = ""

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(_("The first day is after the last day."))

    def __str__(self) -> str:
        return self.words()

    @property
    def is_known(self) -> bool:
        return self.earliest is not None or self.latest is not None

    def window(self) -> tuple[date, date]:
        """First and last day it can have been; an open side reaches to the end of the calendar kept here."""
        slack = 0
        if self.circa and self.precision != Precision.TIME:
            slack = _MARGIN.get(Precision(self.precision), 3)
        margin = timedelta(days=slack)
        first = self.earliest - margin if self.earliest else date.min
        last = self.latest + margin if self.latest else date.max
        return first, last

    def is_one_day(self) -> bool:
        """True when the day itself is beyond doubt."""
        first, last = self.window()
        return first == last

    def overlaps(self, other: "UncertainDate") -> Overlap:
        """Could both be the same day? CERTAIN only where neither leaves a doubt."""
        first, last = self.window()
        other_first, other_last = other.window()
        if last < other_first or other_last < first:
            return Overlap.NO
        if self.is_one_day() and other.is_one_day():
            return Overlap.CERTAIN
        return Overlap.POSSIBLE

    def within(self, first: date | None, last: date | None) -> Overlap:
        """Did it happen in the period from first to last (either side open)?"""
        mine_first, mine_last = self.window()
        first, last = first or date.min, last or date.max
        if mine_last < first or last < mine_first:
            return Overlap.NO
        return Overlap.CERTAIN if first <= mine_first and mine_last <= last else Overlap.POSSIBLE

    def words(self) -> str:
        """The date in the reader's language, as short as it can be without hiding a doubt."""
        body = _WORDS_OF[Precision(self.precision)](self)
        certain_day = self.precision == Precision.TIME
        if self.circa and not certain_day:
            body = _("about %(date)s") % {"date": body}
        if self.time is None:
            return body
        hour = f"{self.time:%H:%M}"
        if certain_day and not self.circa:
            return _("%(date)s, %(time)s") % {"date": body, "time": hour}
        return _("%(date)s, about %(time)s") % {"date": body, "time": hour}

    def remark(self) -> str:
        """One sentence that says what is certain and what is not, shown under the box."""
        if _DAY_FIRST.search(marks.folded(self.text)):
            return _("Read day first, then month.")
        if self.circa and self.precision == Precision.TIME:
            return _("The day is certain, the hour is not.")
        if self.time is not None and self.precision != Precision.TIME:
            return _("The day is not certain; the hour is kept beside it.")
        if self.precision in _WITHOUT_HOUR and _has_hour(self.text):
            return _("The hour is not used here; it stays in your words.")
        if self.circa:
            return _("Marked as approximate.")
        return str(_REMARKS[Precision(self.precision)])


def _day(value: date) -> str:
    return date_format(value, "j M Y")


def _range_words(when: UncertainDate) -> str:
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return _("not known")
    if (first.year, first.month) == (last.year, last.month):
        return _("%(first)s to %(last)s") % {"first": first.day, "last": _day(last)}
    if first.year == last.year:
        return _("%(first)s to %(last)s") % {"first": date_format(first, "j M"), "last": _day(last)}
    return _("%(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}


def _before_words(when: UncertainDate) -> str:
    return _("before %(date)s") % {"date": _day((when.latest or date.min) + timedelta(days=1))}


def _after_words(when: UncertainDate) -> str:
    return _("after %(date)s") % {"date": _day((when.earliest or date.max) - timedelta(days=1))}


_WORDS_OF = {
    Precision.TIME: lambda when: _day(when.earliest),
    Precision.DAY: lambda when: _day(when.earliest),
    Precision.MONTH: lambda when: date_format(when.earliest, "M Y"),
    Precision.YEAR: lambda when: date_format(when.earliest, "Y"),
    Precision.RANGE: _range_words,
    Precision.BEFORE: _before_words,
    Precision.AFTER: _after_words,
    Precision.UNKNOWN: lambda when: _("not known"),
}

_REMARKS = {
    Precision.TIME: gettext_lazy("The day and the hour are known."),
    Precision.DAY: gettext_lazy("The day is certain, the hour is not given."),
    Precision.MONTH: gettext_lazy("Some day of that month."),
    Precision.YEAR: gettext_lazy("Some day of that year."),
    Precision.RANGE: gettext_lazy("Some time from the first of these days to the last."),
    Precision.BEFORE: gettext_lazy("Any earlier day."),
    Precision.AFTER: gettext_lazy("Any later day."),
    Precision.UNKNOWN: gettext_lazy("Kept as not known; it can be added later."),
}

#: "Before 17 March, 18:30" bounds a moment; an hour beside the open window would say something else.
_WITHOUT_HOUR = frozenset({Precision.BEFORE, Precision.AFTER, Precision.UNKNOWN})

# --- the grammar ---

_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
_MONTH_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2})[/.](\d{4})(?!\d)")
_YEAR_MONTH = re.compile(r"(?<![\d/.-])(\d{4})-(0[1-9]|1[0-2])(?![\d/.-])")
_CLOCK = r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.|ص|م)?(?![\w:])"
_TIMES = re.compile(r"(?<![\d:])" + _CLOCK)
_TWO_TIMES = re.compile(
    r"(?:(?:between|from|بين|من)\s+)?(?<![\d:])" + _CLOCK + r"\s*(?:-|to|and|until|الى|و)\s*" + _CLOCK
)
_HOUR = re.compile(r"(?<![\w:])(\d{1,2})\s*(am|pm|a\.m\.|p\.m\.)(?!\w)")
_ABOUT_BEFORE = re.compile(
    r"(?:about|around|circa|ca\.?|approx\.?|approximately|~|حوالي|حوالى|نحو|قرابه)\s*(?:at\s*|الساعه\s*)?$"
)
_PART_OF_DAY = re.compile(
    r"\b(?:early|late|mid|before|after|around|about|at|by|since|until|from)[\s-]+(?:the\s+|in\s+the\s+)*"
    r"(morning|afternoon|evening|night|dawn|dusk|noon|midnight|midday|sunset|sunrise|fajr)\b"
    r"|(?:قبل|بعد|منتصف|اوائل|اواخر|عند)\s+(?:صلاه\s+)?(?:الفجر|الظهر|العصر|المغرب|الليل|الصباح|المساء|فجر|ظهر|ليل)"
)
_TOKEN = re.compile(r"@?\d+|[^\W\d]+|\.\.+|[^\s\w]")
_POINT = re.compile(r"(?:([EML]) )?(?:(\d{1,2}) )?(?:@(\d+) )?(\d{4})$")
_POINT_US = re.compile(r"@(\d+) (\d{1,2}) (\d{4})$")
_LEFT = re.compile(r"(?:([EML]) ?)?(?:(\d{1,2}) ?)?(?:@(\d+) ?)?(\d{4})?$")


def parse(text: str, today: date | None = None) -> UncertainDate:
    """Read a date as a person writes it; ValueError with a sentence for the screen when it is none."""
    given = " ".join(text.split())
    if not given:
        raise ValueError(_("Write a date, or “not known”."))
    if len(given) > LONGEST_TEXT:
        raise ValueError(_("Write the date in at most %(count)d characters.") % {"count": LONGEST_TEXT})
    plain, hour, hour_about = _take_time(marks.folded(given))
    tokens = _tokens(_numeric_dates(plain))
    circa = marks.CIRCA in tokens
    when = _window([token for token in tokens if token != marks.CIRCA], today or clock.today())
    if hour is not None and when.precision == Precision.DAY and (hour_about or not circa):
        return replace(when, precision=Precision.TIME, circa=hour_about, time=hour, text=given)
    kept = None if when.precision in _WITHOUT_HOUR else hour
    return replace(when, circa=circa or when.circa, time=kept, text=given)


def _has_hour(text: str) -> bool:
    """Whether an hour is written there."""
    plain = marks.folded(text)
    return bool(_TIMES.search(plain) or _HOUR.search(plain))


def _take_time(plain: str) -> tuple[str, Hour | None, bool]:
    """Cut the hour out of the text: the rest, the hour, and whether it is only approximate."""
    plain = re.sub(r"(?<=\d)t(?=\d)", " ", plain)
    if match := _TWO_TIMES.search(plain):
        hour = _clock(match[1], match[2], match[3] or match[6])
        return plain[: match.start()] + " " + plain[match.end() :], hour, True
    match = _TIMES.search(plain)
    if match:
        hour = _clock(match[1], match[2], match[3])
    elif match := _HOUR.search(plain):
        hour = _clock(match[1], "00", match[2])
    else:
        return _PART_OF_DAY.sub(" ", plain), None, False
    head, tail = plain[: match.start()], plain[match.end() :]
    about = _ABOUT_BEFORE.search(head)
    if about:
        head = head[: about.start()]
    return _PART_OF_DAY.sub(" ", f"{head} {tail.removeprefix('z')}"), hour, about is not None


def _clock(hours: str, minutes: str, half: str | None) -> Hour:
    hour = int(hours)
    if half and half[0] in "pم" and hour < _NOON:
        hour += _NOON
    elif half and half[0] in "aص" and hour == _NOON:
        hour = 0
    if hour >= _HOURS or int(minutes) >= _MINUTES:
        raise ValueError(_("There is no such hour: %(time)s.") % {"time": f"{hours}:{minutes}"})
    return Hour(hour, int(minutes))


def _numeric_dates(plain: str) -> str:
    """Dates in figures as day, month mark, year. Day first: sources from Iraq and Europe write it so."""
    plain = _YEAR_FIRST.sub(lambda m: f" {m[3]} @{int(m[2])} {m[1]} ", plain)
    plain = _DAY_FIRST.sub(lambda m: f" {m[1]} @{_month_number(m[2], m[0])} {m[3]} ", plain)
    plain = _MONTH_YEAR.sub(lambda m: f" @{_month_number(m[1], m[0])} {m[2]} ", plain)
    return _YEAR_MONTH.sub(lambda m: f" @{int(m[2])} {m[1]} ", plain)


def _month_number(figures: str, whole: str) -> int:
    number = int(figures)
    if not 1 <= number <= _MONTHS:
        raise ValueError(
            _("“%(text)s” has no such month. Write the day first, then the month.") % {"text": whole}
        )
    return number


def _tokens(plain: str) -> list[str]:
    """The marks of the text in order; a word that is none refuses the whole, so that nothing is guessed."""
    tokens: list[str] = []
    for word in _TOKEN.findall(plain):
        if word[0] in "@0123456789":
            tokens.append(word)
        elif word in "-/" or word.startswith(".."):
            tokens.append(marks.JOIN)
        elif word in "?~":
            tokens.append(marks.CIRCA)
        elif word[0].isalpha():
            found = marks.mark_of(word)
            if found is None:
                raise ValueError(_("“%(word)s” was not understood as part of a date.") % {"word": word[:40]})
            tokens.extend(found)
    return tokens


def _window(tokens: list[str], today: date) -> UncertainDate:
    line = _joined(tokens)
    if line == marks.UNKNOWN:
        return UncertainDate()
    if line in (marks.TODAY, marks.YESTERDAY):
        day = today - timedelta(days=line == marks.YESTERDAY)
        return UncertainDate(day, day, Precision.DAY)
    head, _space, rest = line.partition(" ")
    parts = re.split(rf" ?[{marks.JOIN}{marks.UNTIL}] ?", rest if head in "WS" else line)
    if head in "BUA" or (head == marks.SINCE and len(parts) == 1):
        return _open(head, rest)
    parts = [part for part in parts if part]
    match parts:
        case [only]:
            return _point(only)
        case [left, right]:
            return _range(left, right)
    raise ValueError(_not_understood())


def _joined(tokens: list[str]) -> str:
    """One line of marks, with "17-Oct-2016", "mid-March" and the double month "آذار/مارس" closed up."""
    line = " ".join(tokens)
    line = re.sub(r"@(\d+) - @\1(?!\d)", r"@\1", line)
    line = re.sub(r"([EML]) - ", r"\1 ", line)
    line = re.sub(r"(?<![@\d])(\d{1,2}) - (@\d+) - (\d{4})", r"\1 \2 \3", line)
    return re.sub(r"([EML]) (\d{1,2} @)", r"\2", line)


def _open(head: str, rest: str) -> UncertainDate:
    point = _point(rest)
    if point.earliest is None or point.latest is None:
        raise ValueError(_not_understood())
    if head == marks.BEFORE:
        return UncertainDate(None, point.earliest - timedelta(days=1), Precision.BEFORE)
    if head == marks.UNTIL:
        return UncertainDate(None, point.latest, Precision.BEFORE)
    if head == marks.AFTER:
        return UncertainDate(point.latest + timedelta(days=1), None, Precision.AFTER)
    return UncertainDate(point.earliest, None, Precision.AFTER)


def _point(line: str) -> UncertainDate:
    if match := _POINT_US.match(line):
        return _of(None, match[2], match[1], match[3])
    if match := _POINT.match(line):
        return _of(*match.groups())
    if re.search(r"@|^\d{1,2}$", line) and not re.search(r"(?<!@)\d{3,}", line):
        raise ValueError(_("Add the year with four figures, for example 2017."))
    raise ValueError(_not_understood())


def _range(left: str, right: str) -> UncertainDate:
    """Two points; what the left one leaves out it takes from the right: "17 to 20 March 2017"."""
    last = _point(right)
    match = _POINT_US.match(left) or _LEFT.match(left)
    if match is None or last.latest is None or last.earliest is None:
        raise ValueError(_not_understood())
    if match.re is _LEFT:
        part, day, month, year = match.groups()
        if (day or part) and not month:
            month = str(last.latest.month)
        first = _of(part, day, month, year or str(last.latest.year))
    else:
        first = _point(left)
    if first.earliest is None or first.earliest > last.latest:
        raise ValueError(_("The first day is after the last day."))
    if first.earliest == last.latest:
        return last
    return UncertainDate(first.earliest, last.latest, Precision.RANGE, circa=first.circa or last.circa)


def _of(part: str | None, day: str | None, month: str | None, year: str) -> UncertainDate:
    number = int(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise ValueError(
            _("The year must lie between %(first)d and %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    if day is not None and month is not None:
        return _of_day(number, int(month), int(day))
    if day is not None:
        raise ValueError(_("Add the month."))
    if month is not None:
        return _of_month(number, int(month), part)
    if part is None:
        return UncertainDate(date(number, 1, 1), date(number, 12, 31), Precision.YEAR)
    first = {marks.EARLY: 1, marks.MIDDLE: 5, marks.LATE: 9}[part]
    last_day = calendar.monthrange(number, first + 3)[1]
    return UncertainDate(
        date(number, first, 1), date(number, first + 3, last_day), Precision.RANGE, circa=True
    )


def _of_day(year: int, month: int, day: int) -> UncertainDate:
    try:
        value = date(year, month, day)
    except ValueError:
        raise ValueError(_("That month has no such day.")) from None
    return UncertainDate(value, value, Precision.DAY)


def _of_month(year: int, month: int, part: str | None) -> UncertainDate:
    if not 1 <= month <= _MONTHS:
        raise ValueError(_("There is no such month."))
    end = calendar.monthrange(year, month)[1]
    if part is None:
        return UncertainDate(date(year, month, 1), date(year, month, end), Precision.MONTH)
    first, last = {marks.EARLY: (1, 10), marks.MIDDLE: (11, 20), marks.LATE: (21, end)}[part]
    return UncertainDate(date(year, month, first), date(year, month, last), Precision.RANGE, circa=True)


def _not_understood() -> str:
    return _("This was not understood as a date. Try “17 Oct 2016”, “Oct 2016”, “mid-March 2017” or “2016?”.")
