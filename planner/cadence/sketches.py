"""Whole plans in the short notation: how examples and tests write the days that they judge.

    class grades=K-2 subjects=math,reading groups=A,B small=Help:A delivery=hybrid
    weeks 2020-09-14 to 2020-12-11
    wed kind=testing hours=8:00-13:00 traits=online_day
    tue-thu 9:00 live math 30 @A #instruction
    week 2020-09-21
    tue
    closed 2020-10-12 to 2020-10-16

A line with only weekdays plans those days, perhaps without any block. A line `week` or `weeks` says
which weeks the lines below it are about; a day that is written again is planned anew. A further
`class` line begins another class. Lines that begin with `#` are remarks.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .calendars import find_week
from .plan import MOST_CLOSED, PlannedClassroom, PlannedDay
from .shorthand import (
    SUBJECTS,
    ShorthandBlock,
    ShorthandError,
    parse_block_line,
    take_weekdays,
)
from .sketch_facts import (
    CLASS_FIELDS,
    DAY_FIELDS,
    check_groups,
    make_block,
    make_classroom,
    make_day,
    read_pairs,
)
from .words import DAY_NAMES, WEEKDAYS, Weekday, find_nearest

MONDAY = dt.date(2020, 9, 14)
"""The week of a sketch where nobody names another."""
MOST_WEEKS = 60
MOST_DAYS = 5_000
BEGINNINGS = ("class", "week", "weeks", "closed", *(name.casefold() for name in DAY_NAMES))
"""The words that a line may begin with."""

_DATE = r"(\d{4}-\d\d-\d\d)"
_WEEKS = re.compile(rf"weeks? {_DATE}(?: to {_DATE})?$")
_CLOSED = re.compile(rf"closed {_DATE}(?: to {_DATE})?$")


@dataclass(slots=True)
class _Sketch:
    """What the lines have said of some weeks of one class."""

    mondays: list[dt.date]
    classroom: PlannedClassroom = field(default_factory=lambda: make_classroom({}))
    days: dict[Weekday, dict[str, str]] = field(default_factory=dict)
    blocks: dict[Weekday, list[ShorthandBlock]] = field(default_factory=dict)


def sketch_days(text: str, monday: dt.date = MONDAY) -> tuple[PlannedDay, ...]:
    """The planned days that the lines describe. Raises ShorthandError for a line it can't read."""
    return sketch_plan(text, monday)[0]


def sketch_plan(
    text: str, monday: dt.date = MONDAY
) -> tuple[tuple[PlannedDay, ...], tuple[dt.date, ...]]:
    """The planned days that the lines describe, and the closed ones.

    Raises ShorthandError, with the line's number where one line is at fault.
    """
    sketches, closed = [_Sketch([monday])], set[dt.date]()
    for number, line in enumerate((line.strip() for line in text.splitlines()), start=1):
        try:
            if line.startswith("closed "):
                closed.update(read_closed(line))
            elif line and not line.startswith("#"):
                read_line(sketches, line)
        except ShorthandError as error:
            error.line = number
            raise
    planned: dict[tuple[str, dt.date], PlannedDay] = {}
    days = (day for sketch in sketches for day in make_days(sketch, monday))
    for number, day in enumerate(days, start=1):
        if number > MOST_DAYS:
            raise ShorthandError("", f"these are more than {MOST_DAYS} days")
        planned[day.classroom.id, day.date] = day
    return tuple(planned.values()), tuple(sorted(closed))


def read_line(sketches: list[_Sketch], line: str) -> None:
    """Take one line into the last sketch, or begin another with it."""
    sketch = sketches[-1]
    if line.startswith("class "):
        classroom = make_classroom(read_pairs(line.removeprefix("class "), CLASS_FIELDS))
        if sketch.days:
            sketches.append(_Sketch(sketches[0].mondays[:], classroom))
        else:
            sketch.classroom = classroom
    elif line.startswith(("week ", "weeks ")):
        sketches.append(_Sketch(read_weeks(line), sketch.classroom))
    else:
        read_day_line(sketch, line)


def read_weeks(line: str) -> list[dt.date]:
    """The Mondays of `week 2020-09-21` or of `weeks 2020-09-21 to 2021-06-11`."""
    ends = read_ends(_WEEKS.match(line))
    if not ends:
        raise ShorthandError(line, f'"{line[:40]}": weeks are written week 2020-09-21')
    if ends[-1] < ends[0]:
        raise ShorthandError(line, f'"{line[:40]}": the last week comes before the first')
    monday, last = find_week(ends[0])[0], ends[-1]
    number = min(MOST_WEEKS, (last - monday).days // 7 + 1)
    return [monday + dt.timedelta(days=7 * week) for week in range(number)]


def read_closed(line: str) -> list[dt.date]:
    """The dates of `closed 2020-10-12` or of `closed 2020-10-12 to 2020-10-16`."""
    ends = read_ends(_CLOSED.match(line))
    if not ends or not 0 <= (ends[-1] - ends[0]).days < MOST_CLOSED:
        raise ShorthandError(line, f'"{line[:40]}": closed days are written closed 2020-10-12')
    return [ends[0] + dt.timedelta(days=n) for n in range((ends[-1] - ends[0]).days + 1)]


def read_ends(match: re.Match[str] | None) -> list[dt.date]:
    """The dates that a line names; none where it names none."""
    return [read_date(word) for word in match.groups() if word] if match else []


def read_date(word: str) -> dt.date:
    """The date of 2020-09-21. Raises ShorthandError for one that no calendar has."""
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        raise ShorthandError(word, f'"{word}": there is no such date') from None


def read_day_line(sketch: _Sketch, line: str) -> None:
    """Take days, or a block on some days."""
    weekdays, rest = take_weekdays(line)
    if not weekdays:
        raise ShorthandError(line.partition(" ")[0], say_how_to_begin(line))
    for weekday in weekdays:
        sketch.days.setdefault(weekday, {})
    if "=" in rest.partition(" ")[0] or not rest:
        pairs = read_pairs(rest, DAY_FIELDS)
        for weekday in weekdays:
            sketch.days[weekday].update(pairs)
            make_day(sketch.classroom, weekday, sketch.days[weekday], sketch.mondays[0])
        return
    block = parse_block_line(rest, [*sketch.classroom.subjects, *SUBJECTS])
    check_groups(sketch.classroom, block)
    make_block(block, "block", sketch.mondays[0])
    for weekday in weekdays:
        sketch.blocks.setdefault(weekday, []).append(block)


def say_how_to_begin(line: str) -> str:
    """That a line begins with a weekday, and the word that was probably meant."""
    near = find_nearest(line.partition(" ")[0], BEGINNINGS)
    hint = f'; did you mean "{near}"?' if near else ", as tue"
    return f'"{line[:40]}": a line begins with a weekday{hint}'


def make_days(sketch: _Sketch, first_monday: dt.date) -> Iterator[PlannedDay]:
    """The days of a sketch in all its weeks."""
    for monday in sketch.mondays:
        # Ids stay short in the first week, which is the only one of most sketches.
        week = "" if monday == first_monday else f"-{monday:%y%m%d}"
        for day in filter(sketch.days.__contains__, WEEKDAYS):
            blocks = [
                make_block(block, f"{day}-{number}{week}", monday)
                for number, block in enumerate(sketch.blocks.get(day, ()), start=1)
            ]
            yield make_day(sketch.classroom, day, sketch.days[day], monday, blocks)
