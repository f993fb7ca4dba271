"""Whose days are judged together: a classroom's, or by key a teacher's, a grade's, a school's."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .calendars import Calendar
from .plan import Grade, PlannedBlock, PlannedDay, PlannedGroup
from .timelines import Timeline, order_blocks, timelines

POOLED_KEYS = frozenset({"teacher", "classroom", "grade", "school", "everywhere"})


@dataclass(slots=True)
class DayView:
    """A day with what judging needs again and again."""

    day: PlannedDay
    weekday: int
    timelines: tuple[Timeline, ...]
    asked: frozenset[int] | None = None
    """The rules over more than a day that are about it, by identity, once it is known."""
    _by_group: dict[str | None, Timeline] = field(default_factory=dict)

    def find_timeline(self, group: PlannedGroup | None) -> Timeline:
        """A group's timeline; on a day that doesn't know the group it follows everyone's blocks."""
        lines = self.timelines
        if len(lines) == 1 and lines[0].group is group:
            return lines[0]
        if not self._by_group:
            self._by_group = {timeline.group_id: timeline for timeline in self.timelines}
        group_id = group.id if group else None
        if group_id not in self._by_group:
            everyones = tuple(b for b in self.timelines[0].blocks if not b.groups)
            self._by_group[group_id] = Timeline(group, everyones)
        return self._by_group[group_id]


@dataclass(slots=True)
class Pool:
    """Days that are judged together, by date, and what they have in common."""

    views: list[DayView]
    calendar: Calendar
    classroom_id: str
    """Empty where they are of several classrooms."""
    grades: tuple[Grade, ...]
    name: str | None = None
    """The teacher, grade or school; None for a classroom."""


def view_day(day: PlannedDay) -> DayView:
    """The day with its weekday and its timelines."""
    return DayView(day, day.date.weekday(), timelines(day))


def view_whole(day: PlannedDay, blocks: Iterable[PlannedBlock] | None = None) -> DayView:
    """The day as one timeline of all its blocks, whichever group they are for, or of these."""
    ordered = order_blocks(day.blocks if blocks is None else blocks)
    return DayView(day, day.date.weekday(), (Timeline(None, tuple(ordered)),))


def make_pool(views: list[DayView], calendar: Calendar, name: str | None = None) -> Pool:
    """A pool of these days, which are in order of date."""
    rooms = {view.day.classroom.id: view.day.classroom for view in views}
    grades = dict.fromkeys(grade for room in rooms.values() for grade in room.grades)
    room_id = next(iter(rooms)) if len(rooms) == 1 else ""
    return Pool(views, calendar, room_id, tuple(grades), name)


def find_pools(key: str, views: Sequence[DayView], calendar: Calendar) -> Iterator[Pool]:
    """The pools of a key that goes beyond one classroom's groups, from all days."""
    if key == "teacher":
        yield from find_teacher_pools(views, calendar)
        return
    pools: dict[str, list[DayView]] = defaultdict(list)
    for view in views:
        for name in name_pools(key, view.day):
            pools[name].append(view_whole(view.day))
    for name in sorted(pools):
        shown = name if key in ("grade", "school") else None
        pool = make_pool(pools[name], calendar, shown)
        if key == "grade":
            pool.grades = tuple(grade for grade in pool.grades if grade == name)
        yield pool


def name_pools(key: str, day: PlannedDay) -> tuple[str, ...]:
    """The pools that a day belongs to; none where its document doesn't name the school."""
    if key == "grade":
        return day.classroom.grades
    names = {"classroom": day.classroom.id, "everywhere": "everywhere"}
    name = names.get(key, day.classroom.school)
    return (name,) if name else ()


def find_teacher_pools(views: Sequence[DayView], calendar: Calendar) -> Iterator[Pool]:
    """Each teacher's days over all classes: on a date one timeline of all that they teach."""
    taught: dict[str, dict[dt.date, list[tuple[PlannedDay, PlannedBlock]]]] = {}
    for view in views:
        for teacher in view.day.classroom.teachers:
            taught.setdefault(teacher, {}).setdefault(view.day.date, [])
        for block in view.day.blocks:
            teacher = find_teacher(view.day, block)
            if teacher:
                dates = taught.setdefault(teacher, {})
                dates.setdefault(view.day.date, []).append((view.day, block))
    first_days = {view.day.date: view.day for view in reversed(views)}
    for teacher in sorted(taught):
        mine = []
        for date, pairs in sorted(taught[teacher].items()):
            day = pairs[0][0] if pairs else first_days[date]
            mine.append(view_whole(day, (block for _, block in pairs)))
        pool = make_pool(mine, calendar, teacher)
        rooms = {day.classroom.id for pairs in taught[teacher].values() for day, _ in pairs}
        pool.classroom_id = rooms.pop() if len(rooms) == 1 else ""
        yield pool


def find_teacher(day: PlannedDay, block: PlannedBlock) -> str:
    """Who teaches a block: the one it names, or the only teacher of its class."""
    if block.teacher:
        return block.teacher
    teachers = day.classroom.teachers
    return teachers[0] if len(teachers) == 1 and block.mode != "break" else ""
