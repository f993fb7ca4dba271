"""The family day as values: what its template shows, decided and put into words."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from planner.cadence.plan import PlannedBlock, PlannedDay, PlannedGroup
from planner.cadence.timelines import Timeline, timelines, total_timeline
from planner.cadence.words import join_words
from planner.differences import compare_days
from planner.families.items import Item, away_first, make_items
from planner.families.words import (
    say_moment,
    say_relation,
    say_screen_time,
    say_whole_date,
)
from planner.strips import Strip, draw_strip, drop_alike

Progress = Literal["before", "under way", "over", "another day"]


@dataclass(frozen=True, slots=True)
class Publication:
    """A day's document as families see it, when it came, and the one that it replaced."""

    plan: PlannedDay
    at: dt.datetime
    before: PlannedDay | None = None
    before_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class FamilyDay:
    """All that is known about the day to show; times are on the school's clock."""

    classroom: str
    school: str
    zone: str
    date: dt.date
    now: dt.datetime
    publication: Publication | None
    closed: Mapping[dt.date, str]
    published: frozenset[dt.date]
    group_id: str = ""
    instead_of: dt.date | None = None
    """The day that was asked for, where another one is shown because that has no plan."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One group's strip and its minutes in words."""

    strip: Strip
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: a title, which may be written in another direction, and the words after it."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A group to choose; no id stands for everyone."""

    id: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day in the week's list."""

    date: dt.date
    name: str
    words: str
    shown: bool


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Everything that the template of a family's day needs."""

    day: FamilyDay
    date: str
    relation: str
    place: str
    closed: str
    had_plan: bool
    choices: tuple[Choice, ...]
    timed: tuple[Item, ...]
    untimed: tuple[Item, ...]
    progress: Progress
    glances: tuple[Glance, ...]
    changes: tuple[Change, ...]
    published: str
    changed_since: str
    ends: int
    """The second at which the school's day is over and another page is today's."""
    previous: dt.date | None
    next: dt.date | None
    week: tuple[WeekDay, ...]
    instead_of: str

    @property
    def place_icon(self) -> str:
        """The icon beside where the day is spent."""
        return "in-person" if self.place.startswith("At school") else "home"

    @property
    def is_today(self) -> bool:
        """Whether now and next mean anything here."""
        return self.progress != "another day"

    @property
    def is_home(self) -> bool:
        """Whether this is what the class's standing address shows."""
        return self.is_today or self.day.instead_of is not None

    @property
    def is_busy(self) -> bool:
        """Whether something at a set time is going on."""
        return any(item.state == "now" for item in self.timed)

    @property
    def query(self) -> str:
        """What keeps the chosen group in the addresses of other days."""
        return f"?{urlencode({'group': self.day.group_id})}" if self.day.group_id else ""


def make_page(day: FamilyDay) -> FamilyPage:
    """Decide what a family sees on this day."""
    today = day.now.date()
    closed = day.closed.get(day.date, "")
    told = None if closed else day.publication
    plan = None if told is None else told.plan
    group = find_group(plan, day.group_id)
    blocks = () if plan is None else choose_blocks(plan, group)
    items = () if plan is None else make_items(plan, blocks, group, day.now, day.zone)
    timed = tuple(item for item in items if item.starts is not None)
    return FamilyPage(
        day=day,
        date=say_whole_date(day.date),
        relation=say_relation(day.date, today),
        place="" if plan is None else say_place(plan, blocks, group, day.date == today),
        closed=closed,
        had_plan=bool(closed and day.publication is not None and day.publication.plan.blocks),
        choices=() if plan is None else tuple(list_choices(plan, group)),
        timed=timed,
        untimed=tuple(sorted((i for i in items if i.starts is None), key=away_first)),
        progress=find_progress(timed, day.date == today),
        glances=() if plan is None else tuple(draw_glances(plan, group)),
        changes=find_changes(told),
        published="" if told is None else say_moment(told.at),
        changed_since="" if told is None or told.before_at is None else say_moment(told.before_at),
        ends=_end_of(day),
        previous=max((d for d in _open_dates(day) if d < day.date), default=None),
        next=min((d for d in _open_dates(day) if d > day.date), default=None),
        week=tuple(list_week(day, today)),
        instead_of="" if day.instead_of is None else say_instead(day, day.instead_of),
    )


def find_group(plan: PlannedDay | None, group_id: str) -> PlannedGroup | None:
    """The group asked for; None, which is everyone, where the class has no such group."""
    groups = () if plan is None else plan.classroom.groups
    return next((group for group in groups if group.id == group_id), None)


def choose_blocks(plan: PlannedDay, group: PlannedGroup | None) -> Sequence[PlannedBlock]:
    """The blocks of a group's day as the engine sees it; for everyone, all of them."""
    for timeline in timelines(plan):
        if group is not None and timeline.group_id == group.id:
            return timeline.blocks
    return sorted(plan.blocks, key=lambda block: (block.start is None, block.start or 0))


def find_progress(timed: Sequence[Item], is_today: bool) -> Progress:
    """How far the timed part of today has come."""
    if not is_today:
        return "another day"
    states = {item.state for item in timed}
    if states <= {"past"}:
        return "over"
    return "under way" if states & {"past", "now"} else "before"


def say_place(
    plan: PlannedDay, blocks: Sequence[PlannedBlock], group: PlannedGroup | None, is_today: bool
) -> str:
    """At home or at school; nothing for a class that is never at school on this day."""
    if not any(block.mode == "in_person" for block in plan.blocks):
        return ""
    when = " today" if is_today else ""
    lived = [timeline for timeline in timelines(plan) if timeline.group_name]
    there = [line.group_name or "" for line in lived if _goes_to_school(line.blocks)]
    at_home = [line.group_name or "" for line in lived if not _goes_to_school(line.blocks)]
    if group is None and there and at_home:
        return f"At school{when}: {join_words(there)}. At home{when}: {join_words(at_home)}."
    return f"At school{when}" if _goes_to_school(blocks) else f"At home{when}"


def _goes_to_school(blocks: Sequence[PlannedBlock]) -> bool:
    return any(block.mode == "in_person" for block in blocks)


def list_choices(plan: PlannedDay, group: PlannedGroup | None) -> list[Choice]:
    """The groups to choose from, everyone first; none where the class has no groups."""
    groups = plan.classroom.groups
    if not groups:
        return []
    named = [Choice(each.id, each.name, each == group) for each in groups]
    return [Choice("", "Everyone", group is None), *named]


def draw_glances(plan: PlannedDay, group: PlannedGroup | None) -> list[Glance]:
    """A strip with its minutes for the chosen group's day, or for each day that is lived."""
    if not plan.blocks:
        return []
    lived = [line for line in timelines(plan) if group is None or line.group_id == group.id]
    glances = [Glance(draw_strip(plan, line.group_id), say_minutes(line)) for line in lived]
    same_words = len({glance.words for glance in glances}) == 1
    same_strip = len(drop_alike([glance.strip for glance in glances])) == 1
    return glances[:1] if same_words and same_strip else glances


def say_minutes(timeline: Timeline) -> str:
    """How much of a day is live and how much is on a screen, in words."""
    totals = total_timeline(timeline)
    return say_screen_time(totals.live, totals.screen)


def find_changes(told: Publication | None) -> tuple[Change, ...]:
    """What this publication changed in the one before it."""
    if told is None or told.before is None:
        return ()
    titles = {block.id: block.title for block in (*told.before.blocks, *told.plan.blocks)}
    changes = []
    for difference in compare_days(told.before, told.plan):
        title = titles.get(difference.block, "")
        if not difference.text.startswith(title):
            title = ""
        changes.append(Change(title, difference.text[len(title) :]))
    return tuple(changes)


def _open_dates(day: FamilyDay) -> frozenset[dt.date]:
    return day.published - set(day.closed)


def _end_of(day: FamilyDay) -> int:
    midnight = dt.datetime.combine(day.now.date(), dt.time(), day.now.tzinfo)
    return int((midnight + dt.timedelta(days=1)).timestamp())


def list_week(day: FamilyDay, today: dt.date) -> list[WeekDay]:
    """Monday to Friday of the shown day's week, each with what there is to see."""
    monday = day.date - dt.timedelta(days=day.date.weekday())
    dates = [monday + dt.timedelta(days=offset) for offset in range(5)]
    return [
        WeekDay(date, say_whole_date(date), _say_state(day, date, today), date == day.date)
        for date in dates
    ]


def _say_state(day: FamilyDay, date: dt.date, today: dt.date) -> str:
    if date in day.closed:
        return f"No school: {day.closed[date]}"
    if date not in day.published:
        return "Not published" if date < today else "Not published yet"
    return say_relation(date, today).capitalize()


def say_instead(day: FamilyDay, asked: dt.date) -> str:
    """Why another day than today is shown."""
    if reason := day.closed.get(asked, ""):
        why = "It is the weekend." if reason == "Weekend" else f"No school today: {reason}."
    else:
        why = "Nothing has been published for today."
    return f"{why} This is the next school day."
