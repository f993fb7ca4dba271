"""How many households cannot follow all live sessions of a week: counts for staff, never names.

Only live sessions count: a task can be done later. A class's own days are as drafted, those of its
learners' siblings as published.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from planner.cadence.documents import DocumentReader
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.words import say_clock, say_count
from planner.families.devices import ChildDay, DeviceClash, find_device_clashes
from planner.families.learners import find_own_groups
from planner.models import Classroom, School, week_dates
from planner.models.siblings import ShortHome, find_short_homes, read_published_texts

Days = Mapping[tuple[int, dt.date], PlannedDay]
"""Plans by class and date."""


@dataclass(frozen=True, slots=True)
class HomesNote:
    """At some minute of a day so many households cannot be live."""

    start: int
    count: int

    @property
    def time(self) -> str:
        """When."""
        return say_clock(self.start)

    @property
    def text(self) -> str:
        """The same for a teacher."""
        homes = say_count(self.count, "household")
        return f"{homes} cannot be live at {self.time}: too few devices at home."


@dataclass(frozen=True, slots=True)
class HomesOfDay:
    """One date of a school's week: how many households cannot follow everything live, and how many
    of them at each beginning of such a time."""

    date: dt.date
    count: int
    notes: tuple[HomesNote, ...]


@dataclass(frozen=True, slots=True)
class HomesOfWeek:
    """A school's week."""

    told: int
    """Households that told of fewer devices than they have learners."""
    count: int
    """Those of them that cannot follow everything live on some day."""
    days: tuple[HomesOfDay, ...]


def note_short_homes(
    classroom: Classroom, days: Collection[PlannedDay]
) -> dict[dt.date, tuple[HomesNote, ...]]:
    """For each date of a class's plan: when a live session of this class stands while siblings of
    its learners are live too, on too few devices. Two queries; one where no household told."""
    homes = find_short_homes(classroom)
    if not homes or not days:
        return {}
    dates = [day.date for day in days]
    elsewhere = {pk for home in homes for pk in home.classes} - {classroom.pk}
    known = dict(read_plans(elsewhere, min(dates), max(dates)))
    known |= {(classroom.pk, day.date): day for day in days}
    return {date: tuple(_note_date(homes, known, date, classroom.pk)) for date in dates}


def count_short_homes(
    school: School, monday: dt.date, closed: Collection[dt.date] = ()
) -> HomesOfWeek:
    """A school's published week; two queries, however many households there are."""
    homes = find_short_homes(school)
    dates = [date for date in week_dates(monday) if date not in closed]
    classes = {pk for home in homes for pk in home.classes}
    known = dict(read_plans(classes, monday, week_dates(monday)[-1]))
    days, hit = [], set()
    for date in dates:
        clashes = {home.pk: list(find_live_clashes(home, known, date)) for home in homes}
        mine = {pk for pk, found in clashes.items() if found}
        starts = Counter(start for pk in mine for start in _list_beginnings(clashes[pk]))
        notes = tuple(HomesNote(start, count) for start, count in sorted(starts.items()))
        days.append(HomesOfDay(date, len(mine), notes))
        hit |= mine
    return HomesOfWeek(len(homes), len(hit), tuple(days))


def read_plans(
    classes: Collection[int], first: dt.date, last: dt.date
) -> Iterator[tuple[tuple[int, dt.date], PlannedDay]]:
    """What these classes have published from first to last."""
    for classroom, date, text in read_published_texts(classes, first, last):
        yield (classroom, date), _read_plan(text)


@lru_cache(maxsize=300)
def _read_plan(text: str) -> PlannedDay:
    """A published day; remembered, since the same few are asked for at every edit of a week."""
    return DocumentReader().read(text)


def find_live_clashes(home: ShortHome, known: Days, date: dt.date) -> tuple[DeviceClash, ...]:
    """When more devices are needed on a date for what is live than the household has."""
    days = []
    for learner, classes in home.learners.items():
        plans = [(known.get((pk, date)), groups) for pk, groups in classes.items()]
        live = [
            block
            for plan, groups in plans
            if plan is not None
            for block in list_home_blocks(plan, groups)
            if block.mode == "live"
        ]
        days.append(ChildDay(learner, date, tuple(live)))
    return find_device_clashes(days, home.devices)


def list_home_blocks(plan: PlannedDay, groups: Collection[str]) -> list[PlannedBlock]:
    """The blocks of a learner in these groups that are done at home: none on a day at school."""
    own = find_own_groups(plan, groups)
    if plan.at_school is not None and not own.isdisjoint(plan.at_school):
        return []
    return [block for block in plan.blocks if not block.groups or not own.isdisjoint(block.groups)]


def _note_date(
    homes: Iterable[ShortHome], known: Days, date: dt.date, classroom: int
) -> Iterator[HomesNote]:
    """When households cannot follow a live session of this class from, and how many."""
    ours = {block.id for block in known[classroom, date].blocks}
    hit: Counter[int] = Counter()
    for home in homes:
        first: dict[str, int] = {}
        for clash in find_live_clashes(home, known, date):
            for use in clash.uses:
                first.setdefault(use.block.id, clash.start)
        hit.update({start for block, start in first.items() if block in ours})
    for start in sorted(hit):
        yield HomesNote(start, hit[start])


def _list_beginnings(clashes: Iterable[DeviceClash]) -> set[int]:
    """The minutes at which it begins that devices are too few."""
    starts, ends = set(), set()
    for clash in clashes:
        starts.add(clash.start)
        ends.add(clash.end)
    return starts - ends
