"""The windows of a rule: which days, blocks and runs of a classroom are judged together."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .compiling import CompiledRule
from .measuring import Part
from .plan import PlannedDay, PlannedGroup
from .runs import find_runs
from .selections import Selection
from .timelines import Blocks, Timeline, timelines


@dataclass(slots=True)
class DayView:
    """A day with what judging needs again and again."""

    day: PlannedDay
    weekday: int
    monday: dt.date
    timelines: tuple[Timeline, ...]
    _by_group: dict[str | None, Timeline] = field(default_factory=dict)

    def find_timeline(self, group: PlannedGroup | None) -> Timeline:
        """A group's timeline; on a day that doesn't know the group it follows everyone's blocks."""
        if not self._by_group:
            self._by_group = {timeline.group_id: timeline for timeline in self.timelines}
        group_id = group.id if group else None
        if group_id not in self._by_group:
            everyones = tuple(b for b in self.timelines[0].blocks if not b.groups)
            self._by_group[group_id] = Timeline(group, everyones)
        return self._by_group[group_id]


@dataclass(slots=True)
class Stretch:
    """The days of one window of a rule: one day, or those of a week that the rule is about."""

    views: list[DayView]
    first: dt.date
    last: dt.date
    """The day itself, or Monday to Sunday of its week."""
    complete: bool = True
    """False while a school day of the week is missing from what was given."""

    @property
    def groups(self) -> list[PlannedGroup | None]:
        """Whose timelines are judged: those of the days, a group of several days once."""
        if len(self.views) == 1:
            return [timeline.group for timeline in self.views[0].timelines]
        found = {t.group_id: t.group for view in self.views for t in view.timelines}
        if any(group and group.kind == "cohort" for group in found.values()):
            found.pop(None, None)
        return list(found.values())


def view_day(day: PlannedDay) -> DayView:
    """The day with its weekday, its week and its timelines."""
    weekday = day.date.weekday()
    return DayView(day, weekday, day.date - dt.timedelta(days=weekday), timelines(day))


def find_stretches(
    rule: CompiledRule, views: Sequence[DayView], closed: Collection[dt.date]
) -> Iterator[Stretch]:
    """The windows of a rule over one classroom's days, which are in order."""
    mine = [view for view in views if rule.is_about(view.day, view.weekday)]
    if not rule.is_wide:
        for view in mine:
            yield Stretch([view], view.day.date, view.day.date)
        return
    for monday in dict.fromkeys(view.monday for view in mine):
        week = [view for view in mine if view.monday == monday]
        sunday = monday + dt.timedelta(days=6)
        yield Stretch(week, monday, sunday, is_complete(rule, monday, views, closed))


def is_complete(
    rule: CompiledRule, monday: dt.date, views: Sequence[DayView], closed: Collection[dt.date]
) -> bool:
    """Whether each weekday that the rule may ask for is given or known to be closed."""
    asked = rule.weekdays if rule.weekdays is not None else frozenset(range(5))
    dates = {monday + dt.timedelta(days=place) for place in asked}
    return dates <= {view.day.date for view in views} | set(closed)


def find_parts(stretch: Stretch, group: PlannedGroup | None, chosen: Selection) -> list[Part]:
    """The parts of a stretch for one group: a timeline per day, with the chosen blocks."""
    parts = []
    for view in stretch.views:
        timeline = view.find_timeline(group)
        parts.append(Part(view.day, timeline, timeline.choose(chosen)))
    return parts


def split_by_subject(parts: list[Part]) -> Iterator[tuple[str, list[Part]]]:
    """The parts once for each subject: those the class is taught and those that occur."""
    for folded, subject in find_subjects(parts).items():
        yield subject, [limit_part(part, keep_subject(part, folded)) for part in parts]


def find_subjects(parts: Iterable[Part]) -> dict[str, str]:
    """Subjects by their spelling without capitals; the class's own spelling comes first."""
    found: dict[str, str] = {}
    for part in parts:
        for subject in part.day.classroom.subjects:
            found.setdefault(subject.casefold(), subject)
    for part in parts:
        for block in part.timeline.blocks:
            if block.subject:
                found.setdefault(block.subject.casefold(), block.subject)
    return found


def keep_subject(part: Part, folded: str) -> Blocks:
    """The timeline's blocks of one subject."""
    return tuple(b for b in part.timeline.blocks if (b.subject or "").casefold() == folded)


def limit_part(part: Part, blocks: Blocks) -> Part:
    """The part as if its timeline had only these blocks."""
    kept = {block.id for block in blocks}
    timeline = Timeline(part.timeline.group, blocks)
    return Part(part.day, timeline, tuple(b for b in part.chosen if b.id in kept))


def split_by_block(part: Part) -> Iterator[tuple[str, Part]]:
    """The part once for each chosen block."""
    for block in part.chosen:
        yield block.id, limit_part(part, (block,))


def split_by_run(part: Part, away: int) -> Iterator[tuple[str, Part]]:
    """The part once for each unbroken run of its chosen blocks."""
    for run in find_runs(part.chosen, away):
        yield str(run.start), limit_part(part, run.blocks)
