"""Bumping: a lesson moves by some meetings of its subject, and the rest of the subject follows.

A subject meets on the weekdays on which it has lessons. All its lessons of a day move together,
in their order, past days without school and past days on which only pinned ones stand.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One block of the subject, as far as bumping asks."""

    id: str
    date: dt.date
    start: int | None
    minutes: int
    mode: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Where a lesson goes."""

    id: str
    date: dt.date
    start: int | None


@dataclass(frozen=True, slots=True)
class Bump:
    """All moves, in the lessons' order, and the lessons for which no meeting day was left."""

    moves: tuple[Move, ...]
    stranded: tuple[str, ...]


def bump(
    lessons: Iterable[Lesson],
    first: str,
    by: int,
    *,
    is_open: Callable[[dt.date], bool],
    span: tuple[dt.date, dt.date],
) -> Bump:
    """Move a lesson by so many meetings (earlier ones are negative), and all that come after it.

    Meetings are looked for from the first to the last day of `span`. Each lesson takes the time
    of the one that it takes the place of, and keeps its own length.
    """
    known = sorted(lessons, key=_order)
    at = next(number for number, lesson in enumerate(known) if lesson.id == first)
    following = [lesson for lesson in known[at:] if not lesson.pinned]
    meetings = _find_meetings(known, is_open, span)
    places = _find_places(known)
    moves: list[Move] = []
    stranded: list[str] = []
    last = -1
    for date, group in groupby(following, key=lambda lesson: lesson.date):
        target = _shift(meetings, date, by)
        target = max(target, last + 1) if target >= 0 else target
        if 0 <= target < len(meetings):
            last = target
            moves += _take_places(list(group), meetings[target], places)
        else:
            stranded += [lesson.id for lesson in group]
    return Bump(tuple(moves), tuple(stranded))


def _order(lesson: Lesson) -> tuple[dt.date, bool, int, str]:
    return lesson.date, lesson.start is None, lesson.start or 0, lesson.id


def _find_meetings(
    lessons: Sequence[Lesson], is_open: Callable[[dt.date], bool], span: tuple[dt.date, dt.date]
) -> list[dt.date]:
    """The open days on which the subject meets and that are not kept by pinned lessons alone."""
    weekdays = {lesson.date.weekday() for lesson in lessons}
    movable = {lesson.date for lesson in lessons if not lesson.pinned}
    kept = {lesson.date for lesson in lessons if lesson.pinned} - movable
    days = (span[0] + number * ONE_DAY for number in range((span[1] - span[0]).days + 1))
    return [day for day in days if day.weekday() in weekdays and day not in kept and is_open(day)]


def _shift(meetings: Sequence[dt.date], date: dt.date, by: int) -> int:
    """The meeting that lies so many after a date (or before it), as its place in the list."""
    if by > 0:
        return bisect_right(meetings, date) + by - 1
    return bisect_left(meetings, date) + by


def _find_places(lessons: Iterable[Lesson]) -> dict[dt.date, dict[str, list[int]]]:
    """At which times lessons of each mode stand, day by day."""
    places: dict[dt.date, dict[str, list[int]]] = {}
    for lesson in lessons:
        if lesson.start is not None and not lesson.pinned:
            places.setdefault(lesson.date, {}).setdefault(lesson.mode, []).append(lesson.start)
    return places


def _take_places(
    lessons: Sequence[Lesson],
    date: dt.date,
    places: Mapping[dt.date, Mapping[str, Sequence[int]]],
) -> list[Move]:
    """Put a day's lessons where lessons stand on another day, mode by mode; where none does, as
    on the last day before of the same weekday, or at their own time."""
    usual = [day for day in places if day <= date and day.weekday() == date.weekday()]
    there = places[max(usual)] if usual else {}
    taken: dict[str, int] = {}
    moves = []
    for lesson in lessons:
        start, number = lesson.start, taken.get(lesson.mode, 0)
        starts = there.get(lesson.mode, ())
        if start is not None and number < len(starts):
            taken[lesson.mode] = number + 1
            if starts[number] + lesson.minutes <= 24 * 60:
                start = starts[number]
        moves.append(Move(lesson.id, date, start))
    return moves
