"""Whole plans in the short notation: how examples and tests write the days that they judge.

    class grades=K-2 subjects=math,reading groups=A,B small=Help:A delivery=hybrid
    wed kind=testing hours=8:00-13:00
    tue-thu 9:00 live math 30 @A #instruction

A line with only weekdays plans those days, perhaps without any block.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .grades import read_band
from .plan import (
    GRADES,
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


@dataclass(slots=True)
class _Sketch:
    """What the lines have said so far."""

    classroom: dict[str, str] = field(default_factory=dict)
    days: dict[Weekday, dict[str, str]] = field(default_factory=dict)
    blocks: dict[Weekday, list[ShorthandBlock]] = field(default_factory=dict)


def sketch_days(text: str, monday: dt.date = MONDAY) -> tuple[PlannedDay, ...]:
    """The planned days that the lines describe. Raises ShorthandError for a line it can't read."""
    sketch = _Sketch()
    for line in filter(None, (line.strip() for line in text.splitlines())):
        read_line(sketch, line)
    classroom = make_classroom(sketch.classroom)
    return tuple(make_day(classroom, day, sketch, monday) for day in WEEKDAYS if day in sketch.days)


def read_line(sketch: _Sketch, line: str) -> None:
    """Take one line into the sketch: the class, days, or a block."""
    if line.startswith("class "):
        sketch.classroom = read_pairs(line.removeprefix("class "))
        return
    weekdays, rest = take_weekdays(line)
    if not weekdays:
        raise ShorthandError(line.split(" ")[0], f'"{line[:40]}": a line begins with a weekday')
    for weekday in weekdays:
        sketch.days.setdefault(weekday, {})
    if not rest or all("=" in word for word in rest.split()):
        for weekday in weekdays:
            sketch.days[weekday].update(read_pairs(rest))
        return
    named = sketch.classroom.get("subjects", "").replace("_", " ").split(",")
    block = parse_block_line(rest, [*filter(None, named), *SUBJECTS])
    for weekday in weekdays:
        sketch.blocks.setdefault(weekday, []).append(block)


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
        "subjects": [s.replace("_", " ") for s in said.get("subjects", "").split(",") if s],
        "delivery": said.get("delivery", "remote"),
        "groups": [
            *make_groups(said.get("groups", ""), "cohort"),
            *make_groups(said.get("small", ""), "small_group"),
        ],
    }
    return PlannedClassroom.model_validate(values)


def make_groups(text: str, kind: str) -> Iterable[PlannedGroup]:
    """Groups by name; "Help:A" is within A."""
    for word in filter(None, text.split(",")):
        name, _, within = word.partition(":")
        yield PlannedGroup.model_validate(
            {"id": name, "name": name, "kind": kind, "within": within or None}
        )


def make_day(
    classroom: PlannedClassroom, weekday: Weekday, sketch: _Sketch, monday: dt.date
) -> PlannedDay:
    """One day of a sketch."""
    said = sketch.days[weekday]
    opens, _, closes = said.get("hours", "8:00-15:00").partition("-")
    blocks = [
        make_block(block, f"{weekday}-{number}", monday)
        for number, block in enumerate(sketch.blocks.get(weekday, ()), start=1)
    ]
    return PlannedDay.model_validate(
        {
            "classroom": classroom,
            "date": monday + dt.timedelta(days=WEEKDAYS.index(weekday)),
            "kind": said.get("kind", "regular"),
            "opens": opens,
            "closes": closes,
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
    )


def make_tool(text: str) -> PlannedTool:
    """A tool from "Teams:meeting" or "Zoom:unapproved"."""
    name, *traits = text.split(":")
    return PlannedTool(name=name, approved="unapproved" not in traits, meeting="meeting" in traits)


def make_due(text: str, monday: dt.date) -> dt.datetime:
    """A due time from "fri,14:00", in the week of the sketch."""
    day, _, time = text.partition(",")
    place = find_weekday(day)
    minutes = clock_to_minutes(time)
    if place is None:
        raise ShorthandError(text, f'"{text}": due is written due=fri,14:00')
    midnight = dt.datetime.combine(monday + dt.timedelta(days=place), dt.time())
    return midnight + dt.timedelta(minutes=minutes)
