"""Weeks that are shipped ready to use: in the short notation, filled with any class's subjects.

In their lines {1} is the class's first subject, {2} its second, and from {3} on its other ones take
turns. A line that begins with `each` is written once for every subject.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from .grades import read_band
from .plan import Grade
from .shorthand import ShorthandBlock, parse_block_line, take_weekdays
from .words import WEEKDAYS, write_title

USUAL_SUBJECTS = ("math", "reading", "science", "social studies")
"""Where a class names none."""
MOST_PLACES = 9

_FOLDER = resources.files(__package__) / "weeks"
_ANY = "{subject}"


@dataclass(frozen=True, slots=True)
class ReadyWeek:
    """A shipped week: its name, what it is like, the grades it was made for, and its lines."""

    id: str
    name: str
    says: str
    grades: frozenset[Grade]
    lines: tuple[str, ...]


@cache
def ready_weeks() -> tuple[ReadyWeek, ...]:
    """All shipped weeks, by name."""
    found = (file for file in _FOLDER.iterdir() if file.name.endswith(".toml"))
    weeks = [_read_week(file.name.removesuffix(".toml"), file.read_text()) for file in found]
    return tuple(sorted(weeks, key=lambda week: week.name))


def fill_week(week: ReadyWeek, subjects: Sequence[str]) -> tuple[tuple[int, ShorthandBlock], ...]:
    """The week's blocks with their weekdays (Monday is 0), for a class with these subjects."""
    taught = tuple(subjects) or USUAL_SUBJECTS
    return tuple(block for line in week.lines for block in _fill_line(line, taught))


def _read_week(name: str, text: str) -> ReadyWeek:
    data = tomllib.loads(text)
    lines = tuple(filter(None, map(str.strip, data["lines"].splitlines())))
    return ReadyWeek(name, data["name"], data["says"], read_band(data["grades"]), lines)


def _fill_line(line: str, taught: Sequence[str]) -> Iterator[tuple[int, ShorthandBlock]]:
    places = {f"{{{number}}}": pick_subject(taught, number) for number in range(1, MOST_PLACES + 1)}
    weekdays, rest = take_weekdays(line.removeprefix("each "))
    block = parse_block_line(rest, [_ANY, *places])
    for subject in taught if line.startswith("each ") else (places.get(block.subject or "", ""),):
        for weekday in weekdays:
            yield WEEKDAYS.index(weekday), _name_subject(block, subject)


def pick_subject(taught: Sequence[str], number: int) -> str:
    """The subject at a numbered place of a shipped week."""
    if number <= 2 or len(taught) <= 2:
        return taught[(number - 1) % len(taught)]
    return taught[2 + (number - 3) % (len(taught) - 2)]


def _name_subject(block: ShorthandBlock, subject: str) -> ShorthandBlock:
    if block.subject is None:
        return block
    title = block.title.replace(block.subject, subject)
    return replace(block, subject=subject, title=write_title(title, subject))
