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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .calendars import find_week
from .grades import read_band
from .plan import (
    GRADES,
    MOST_CLOSED,
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
    clock_to_minutes,
)
from .shorthand import (
    SUBJECTS,
    ShorthandBlock,
    ShorthandError,
    find_weekday,
    parse_block_line,
    take_weekdays,
)
from .words import WEEKDAYS, Weekday

MONDAY = dt.date(2020, 9, 14)
"""The week of a sketch where nobody names another."""
MOST_WEEKS = 60
MOST_DAYS = 5_000

_WEEKS = re.compile(r"weeks? (\S+)(?: to (\S+))?$")
_CLOSED = re.compile(r"closed (\S+)(?: to (\S+))?$")


@dataclass(slots=True)
class _Sketch:
    """What the lines have said of some weeks of one class."""

    mondays: list[dt.date]
    classroom: dict[str, str] = field(default_factory=dict)
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
        pairs = read_pairs(line.removeprefix("class "))
        if sketch.days:
            sketches.append(_Sketch(sketches[0].mondays[:], pairs))
        else:
            sketch.classroom = pairs
    elif line.startswith(("week ", "weeks ")):
        sketches.append(_Sketch(read_weeks(line), sketch.classroom))
    else:
        read_day_line(sketch, line)


def read_weeks(line: str) -> list[dt.date]:
    """The Mondays of `week 2020-09-21` or of `weeks 2020-09-21 to 2021-06-11`."""
    ends = read_ends(_WEEKS.match(line))
    if not ends:
        raise ShorthandError(line, f'"{line[:40]}": weeks are written week 2020-09-21')
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
    """The dates that a line names; none where one of them is none."""
    try:
        return [dt.date.fromisoformat(word) for word in match.groups() if word] if match else []
    except ValueError:
        return []


def read_day_line(sketch: _Sketch, line: str) -> None:
    """Take days, or a block on some days."""
    weekdays, rest = take_weekdays(line)
    if not weekdays:
        raise ShorthandError(line.partition(" ")[0], f'"{line[:40]}": a line begins with a weekday')
    for weekday in weekdays:
        sketch.days.setdefault(weekday, {})
    if not rest or all("=" in word for word in rest.split()):
        for weekday in weekdays:
            sketch.days[weekday].update(read_pairs(rest))
        return
    block = parse_block_line(rest, [*list_subjects(sketch.classroom), *SUBJECTS])
    for weekday in weekdays:
        sketch.blocks.setdefault(weekday, []).append(block)


def make_days(sketch: _Sketch, first_monday: dt.date) -> Iterator[PlannedDay]:
    """The days of a sketch in all its weeks."""
    if not sketch.days:
        return
    classroom = make_classroom(sketch.classroom)
    for monday in sketch.mondays:
        # Ids stay short in the first week, which is the only one of most sketches.
        week = "" if monday == first_monday else f"-{monday:%y%m%d}"
        for day in WEEKDAYS:
            if day in sketch.days:
                yield make_day(classroom, day, sketch, monday, week)


def read_pairs(text: str) -> dict[str, str]:
    """Words such as kind=testing as a mapping."""
    pairs: dict[str, str] = {}
    for word in text.split():
        name, equals, value = word.partition("=")
        if not equals:
            raise ShorthandError(word, f'"{word}" has no "="')
        pairs[name] = value
    return pairs


def make_classroom(said: dict[str, str]) -> PlannedClassroom:
    """The class of a sketch: a second grade unless the sketch says more."""
    grades = {grade for band in said.get("grades", "2").split(",") for grade in read_band(band)}
    values: dict[str, Any] = {
        "id": said.get("id", "class"),
        "name": said.get("name", "Class"),
        "grades": [grade for grade in GRADES if grade in grades],
        "subjects": list_subjects(said),
        "delivery": said.get("delivery", "remote"),
        "groups": [
            *make_groups(said.get("groups", ""), "cohort"),
            *make_groups(said.get("small", ""), "small_group"),
        ],
        "school": said.get("school", "").replace("_", " "),
        "teachers": split_words(said, "teachers"),
        "traits": split_words(said, "traits"),
        "figures": [read_figure(word) for word in split_words(said, "figures")],
    }
    return PlannedClassroom.model_validate(values)


def list_subjects(said: dict[str, str]) -> list[str]:
    """What the class is taught: subjects=math,social_studies."""
    return [word.replace("_", " ") for word in split_words(said, "subjects")]


def split_words(said: dict[str, str], name: str) -> list[str]:
    """The words of a list such as teachers=Ada,Bo."""
    return [word for word in said.get(name, "").split(",") if word]


def read_figure(word: str) -> tuple[str, float]:
    """A name with its number: core_minutes:300."""
    name, _, number = word.partition(":")
    if not number.replace(".", "", 1).isdecimal():
        raise ShorthandError(word, f'"{word}": a figure is written core_minutes:300')
    return name, float(number)


def make_groups(text: str, kind: str) -> Iterable[PlannedGroup]:
    """Groups by name; "Help:A" is within A."""
    for word in filter(None, text.split(",")):
        name, _, within = word.partition(":")
        yield PlannedGroup.model_validate(
            {"id": name, "name": name, "kind": kind, "within": within or None}
        )


def make_day(
    classroom: PlannedClassroom, weekday: Weekday, sketch: _Sketch, monday: dt.date, week: str
) -> PlannedDay:
    """One day of a sketch."""
    said = sketch.days[weekday]
    opens, _, closes = said.get("hours", "8:00-15:00").partition("-")
    blocks = [
        make_block(block, f"{weekday}-{number}{week}", monday)
        for number, block in enumerate(sketch.blocks.get(weekday, ()), start=1)
    ]
    return PlannedDay.model_validate(
        {
            "classroom": classroom,
            "date": monday + dt.timedelta(days=WEEKDAYS.index(weekday)),
            "kind": said.get("kind", "regular"),
            "opens": opens,
            "closes": closes,
            "usual_opens": said.get("usual"),
            "announced": make_announced(said.get("announced"), monday),
            "traits": split_words(said, "traits"),
            "blocks": blocks,
        }
    )


def make_block(block: ShorthandBlock, block_id: str, monday: dt.date) -> PlannedBlock:
    """A block of the plan document from a block line."""
    return PlannedBlock(
        id=block_id,
        mode=block.mode,
        title=block.title,
        start=block.start,
        minutes=block.minutes,
        screen=block.screen,
        subject=block.subject,
        purpose=block.purpose,
        groups=block.groups,
        tool=make_tool(block.tool) if block.tool else None,
        needs_printing=block.needs_printing,
        instruction_minutes=block.instruction_minutes,
        coach_check="Ask to see it" if block.has_coach_check else "",
        due=make_due(block.due, monday) if block.due else None,
        teacher=block.teacher,
        traits=block.traits,
    )


def make_announced(text: str | None, monday: dt.date) -> dt.datetime | None:
    """A time such as "tue,12:00", in the week of the sketch, or "2020-09-13T18:00"."""
    if text is None or "," in text:
        return make_due(text, monday) if text else None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise ShorthandError(text, f'"{text}" is no date and time') from None


def make_tool(text: str) -> PlannedTool:
    """A tool from "Teams:meeting" or "Zoom:unapproved"."""
    name, *traits = text.split(":")
    return PlannedTool(name=name, approved="unapproved" not in traits, meeting="meeting" in traits)


def make_due(text: str, monday: dt.date) -> dt.datetime:
    """A due time from "fri,14:00", in the week of the sketch."""
    day, _, time = text.partition(",")
    place = find_weekday(day)
    try:
        minutes = clock_to_minutes(time)
    except ValueError:
        place = None
    if place is None:
        raise ShorthandError(text, f'"{text}": a day and its time are written fri,14:00')
    midnight = dt.datetime.combine(monday + dt.timedelta(days=place), dt.time())
    return midnight + dt.timedelta(minutes=minutes)
