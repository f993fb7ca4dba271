"""What the lines of a sketch say of a class, a day and its blocks, as documents have it.

A value that no document takes is refused with the name of its field in the notation.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .explaining import explain, say_unknown
from .grades import read_band
from .plan import (
    GRADES,
    Grade,
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
    clock_to_minutes,
)
from .shorthand import ShorthandBlock, ShorthandError, find_weekday
from .words import WEEKDAYS, Weekday, join_words

M = TypeVar("M", bound=BaseModel)

CLASS_FIELDS = (
    *("id", "name", "grades", "subjects", "groups", "small", "delivery"),
    *("school", "teachers", "traits", "figures"),
)
"""What a class line may say."""
DAY_FIELDS = ("kind", "hours", "usual", "announced", "traits")
"""What a line may say of a day."""
USUAL_GRADE = "2"
USUAL_HOURS = "8:00-15:00"
_NOTED_AS = {"opens": "hours", "closes": "hours", "classroom": "small"}
"""What the notation calls a document's fields."""


def read_pairs(text: str, known: Collection[str]) -> dict[str, str]:
    """Words such as kind=testing as a mapping. Raises ShorthandError for a field not known."""
    pairs: dict[str, str] = {}
    last = ""
    for word in text.split():
        name, equals, value = word.partition("=")
        if not equals:
            listed = "; a list has no blanks: math,reading" if last.endswith(",") else ""
            raise ShorthandError(word, f'"{word}" has no "="{listed}')
        if name not in known:
            raise ShorthandError(name, say_field_unknown(name, known), name[:60])
        pairs[name] = last = value
    return pairs


def say_field_unknown(name: str, known: Collection[str]) -> str:
    """That a field is not known here; one that belongs in another line is told so."""
    if name in CLASS_FIELDS:
        return f'"{name}" belongs in the line that begins with class'
    if name in DAY_FIELDS:
        return f'"{name}" belongs in the line of a day, as in tue {name}=…'
    return say_unknown(name, list(known), "no such field")


def check(model: type[M], values: dict[str, Any]) -> M:
    """The document's value. Raises ShorthandError that names the field at fault."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problem = explain(error, "", values, lambda paths: [None] * len(paths))[0]
        field = re.split(r"[.\[]", problem.field)[0]
        raise ShorthandError("", problem.message, _NOTED_AS.get(field, field)) from None


def make_classroom(said: dict[str, str]) -> PlannedClassroom:
    """The class of a sketch: a second grade at home unless the line says more."""
    values: dict[str, Any] = {
        "id": said.get("id", "class"),
        "name": said.get("name", "Class").replace("_", " "),
        "grades": list_grades(said.get("grades", USUAL_GRADE)),
        "subjects": split_words(said, "subjects", blank="_"),
        "delivery": said.get("delivery", "remote"),
        "groups": [
            *make_groups(said.get("groups", ""), "cohort"),
            *make_groups(said.get("small", ""), "small_group"),
        ],
        "school": said.get("school", "").replace("_", " "),
        "teachers": split_words(said, "teachers", blank="_"),
        "traits": split_words(said, "traits"),
        "figures": [read_figure(word) for word in split_words(said, "figures")],
    }
    classroom = check(PlannedClassroom, values)
    # A day checks what its class says of groups; so the line that says it is told, and no other.
    check(PlannedDay, {"classroom": classroom, "date": dt.date(2020, 9, 14)})
    return classroom


def list_grades(text: str) -> list[Grade]:
    """The grades of bands such as K,3-4, in their order."""
    try:
        grades = {grade for band in text.split(",") for grade in read_band(band)}
    except ValueError as error:
        raise ShorthandError(text, str(error), "grades") from None
    return [grade for grade in GRADES if grade in grades]


def split_words(said: dict[str, str], name: str, blank: str = " ") -> list[str]:
    """The words of a list such as teachers=Ada,Bo_Li; `blank` stands for one in them."""
    return [word.replace(blank, " ") for word in said.get(name, "").split(",") if word]


def read_figure(word: str) -> tuple[str, float]:
    """A name with its number: core_minutes:300."""
    name, _, number = word.partition(":")
    if not number.replace(".", "", 1).isdecimal():
        raise ShorthandError(word, f'"{word}": a figure is written core_minutes:300', "figures")
    return name, float(number)


def make_groups(text: str, kind: str) -> Iterator[PlannedGroup]:
    """Groups by name; "Help:A" is within A."""
    for word in filter(None, text.split(",")):
        name, _, within = word.partition(":")
        yield check(
            PlannedGroup, {"id": name, "name": name, "kind": kind, "within": within or None}
        )


def check_groups(classroom: PlannedClassroom, block: ShorthandBlock) -> None:
    """Raise ShorthandError for a group that the class doesn't have."""
    known = [group.id for group in classroom.groups]
    for name in block.groups:
        if name not in known:
            told = f"it has {join_words(known)}" if known else "the class line says groups=A,B"
            raise ShorthandError(name, f'the class has no group "{name[:40]}"; {told}', f"@{name}")


def make_day(
    classroom: PlannedClassroom,
    weekday: Weekday,
    said: dict[str, str],
    monday: dt.date,
    blocks: Collection[PlannedBlock] = (),
) -> PlannedDay:
    """A day with what its lines say of it: a regular one from 8:00 to 15:00 unless they do."""
    opens, closes = read_hours(said.get("hours", USUAL_HOURS))
    return check(
        PlannedDay,
        {
            "classroom": classroom,
            "date": monday + dt.timedelta(days=WEEKDAYS.index(weekday)),
            "kind": said.get("kind", "regular"),
            "opens": opens,
            "closes": closes,
            "usual_opens": read_time(said["usual"], "usual") if "usual" in said else None,
            "announced": make_announced(said.get("announced"), monday),
            "traits": split_words(said, "traits"),
            "blocks": tuple(blocks),
        },
    )


def read_hours(text: str) -> tuple[int, int]:
    """When school opens and closes: 8:00-15:00, in minutes after midnight."""
    opens, dash, closes = text.partition("-")
    if not dash or ":" not in opens or ":" not in closes:
        raise ShorthandError(text, f'"{text}": hours are written {USUAL_HOURS}', "hours")
    return read_time(opens, "hours"), read_time(closes, "hours")


def read_time(text: str, field: str) -> int:
    """Minutes after midnight for 8:00. Raises ShorthandError that names the field."""
    try:
        minutes: int = clock_to_minutes(text)
    except ValueError:
        raise ShorthandError(text, f'"{text}": a time is written 8:00', field) from None
    return minutes


def make_block(block: ShorthandBlock, block_id: str, monday: dt.date) -> PlannedBlock:
    """A block of the plan document from a block line."""
    return check(
        PlannedBlock,
        {
            "id": block_id,
            "mode": block.mode,
            "title": block.title,
            "start": block.start,
            "minutes": block.minutes,
            "screen": block.screen,
            "subject": block.subject,
            "purpose": block.purpose,
            "groups": block.groups,
            "tool": make_tool(block.tool) if block.tool else None,
            "needs_printing": block.needs_printing,
            "instruction_minutes": block.instruction_minutes,
            "coach_check": "Ask to see it" if block.has_coach_check else "",
            "due": make_due(block.due, monday, "due") if block.due else None,
            "teacher": block.teacher,
            "traits": block.traits,
        },
    )


def make_announced(text: str | None, monday: dt.date) -> dt.datetime | None:
    """A time such as "tue,12:00", in the week of the sketch, or "2020-09-13T18:00"."""
    if text is None or "," in text:
        return make_due(text, monday, "announced") if text else None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        told = f'"{text}" is no day and time, as mon,12:00, and no date and time'
        raise ShorthandError(text, told, "announced") from None


def make_tool(text: str) -> PlannedTool:
    """A tool from "Teams:meeting" or "Zoom:unapproved"."""
    name, *traits = text.split(":")
    for trait in traits:
        if trait not in ("meeting", "unapproved"):
            told = f'"{text}": a tool may be marked :meeting and :unapproved'
            raise ShorthandError(text, told, "tool")
    values = {"name": name, "approved": "unapproved" not in traits, "meeting": "meeting" in traits}
    return check(PlannedTool, values)


def make_due(text: str, monday: dt.date, field: str) -> dt.datetime:
    """A due time from "fri,14:00", in the week of the sketch."""
    day, _, time = text.partition(",")
    place = find_weekday(day)
    if place is None or ":" not in time:
        raise ShorthandError(text, f'"{text}": a day and its time are written fri,14:00', field)
    midnight = dt.datetime.combine(monday + dt.timedelta(days=place), dt.time())
    return midnight + dt.timedelta(minutes=read_time(time, field))
