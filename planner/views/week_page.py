"""The teacher's week as its templates draw it: values only, made from documents and rows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.cadence import Finding
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.words import say_clock
from planner.grids import STEP_MINUTES, Axis, find_axis, place_on_grid, spell_span
from planner.models import Block, Classroom, SchoolDay, Stage, week_dates
from planner.review import WeekReview, review_week, spell_verdict, worst_strength
from planner.strips import Strip, draw_strips, drop_alike, mode_class, mode_words
from planner.views.told_findings import ToldFinding, ToldWeek, tell_week

SLOT_MINUTES = 30
VERDICT_ICONS = {"kept": "check", "should": "should", "must": "must", "empty": "unsure"}


@dataclass(frozen=True, slots=True)
class BlockCard:
    """One block on the page."""

    block: PlannedBlock
    row: Block
    place: str
    mode_class: str
    groups: str
    is_other_group: bool

    @property
    def icon(self) -> str:
        """The icon of its mode."""
        return self.mode_class.removeprefix("mode-")

    @property
    def mode_words(self) -> str:
        """Its mode in words, for those who cannot see its colour."""
        return mode_words(self.block)

    @property
    def hours(self) -> str:
        """When it is: "9:00 to 9:30 am", or how long where it has no time."""
        if self.block.start is None or self.block.end is None:
            return f"{self.block.minutes} minutes"
        return spell_span(self.block.start, self.block.end)


@dataclass(frozen=True, slots=True)
class Slot:
    """A free stretch of the axis on which a new block can be put."""

    place: str
    start: int

    @property
    def label(self) -> str:
        """Its clock time."""
        return say_clock(self.start)


@dataclass(frozen=True, slots=True)
class DayColumn:
    """One day of the week."""

    date: dt.date
    closed: str
    state: str
    strips: tuple[Strip, ...]
    timed: tuple[BlockCard, ...]
    untimed: tuple[BlockCard, ...]
    slots: tuple[Slot, ...]
    findings: tuple[Finding, ...]
    told: tuple[ToldFinding, ...]
    version: int

    @property
    def is_empty(self) -> bool:
        """Nothing is planned on it yet."""
        return not (self.timed or self.untimed)

    @property
    def verdict_class(self) -> str:
        """kept, should, must or empty: how its verdict looks."""
        if self.is_empty:
            return "empty"
        return worst_strength(self.findings)

    @property
    def verdict_icon(self) -> str:
        """The icon beside the verdict's words."""
        return VERDICT_ICONS[self.verdict_class]

    @property
    def headline(self) -> str:
        """The verdict in a few words."""
        return "Nothing planned yet" if self.is_empty else spell_verdict(self.findings)

    @property
    def findings_place(self) -> str:
        """The part of the margin that tells the worst of it."""
        own = [found for told in self.told for found in told.findings]
        is_here = worst_strength(own) == self.verdict_class or len(own) == len(self.findings)
        return self.date.isoformat() if is_here else "repeated"


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The whole page."""

    classroom: Classroom
    monday: dt.date
    axis: Axis
    days: tuple[DayColumn, ...]
    told: ToldWeek
    policies: tuple[str, ...]
    group_id: str

    @property
    def is_published_as_drafted(self) -> bool:
        """Families see exactly this."""
        states = {day.state for day in self.days if not day.closed}
        return states <= {"published", "empty"} and "published" in states

    @property
    def can_publish(self) -> bool:
        """Some day differs from what families see."""
        return any(day.state in {"draft", "changed"} for day in self.days)

    @property
    def is_empty(self) -> bool:
        """Nothing is planned in the whole week."""
        return all(day.is_empty for day in self.days)

    @property
    def axis_name(self) -> str:
        """A short name for the axis: a page that has another one must be drawn whole."""
        return f"{self.axis.start}-{self.axis.end}"

    @property
    def all_kept(self) -> bool:
        """Something is planned, and nothing at all is found about it."""
        planned = [day for day in self.days if not day.is_empty]
        return bool(planned) and not self.told.of_week and not any(day.findings for day in planned)


def build_week_page(classroom: Classroom, monday: dt.date, group_id: str = "") -> WeekPage:
    """Read and judge a drafted week, and lay it out; one group's blocks stand out if asked.

    A `group_id` that is no group of the class counts as none.
    """
    review = review_week(classroom, monday, Stage.DRAFT)
    if group_id not in {str(group.pk) for group in classroom.groups.all()}:
        group_id = ""
    dates = week_dates(monday)
    rows = {
        row.date: row
        for row in SchoolDay.objects.between(classroom, dates[0], dates[-1])
        .select_related("published")
        .with_blocks()
    }
    axis = find_axis(review.days)
    told = tell_week(review)
    days = tuple(_lay_out_day(review, told, axis, date, rows.get(date), group_id) for date in dates)
    return WeekPage(
        classroom=classroom,
        monday=monday,
        axis=axis,
        days=days,
        told=told,
        policies=tuple(policy.name for policy in review.policies),
        group_id=group_id,
    )


def _lay_out_day(
    review: WeekReview,
    told: ToldWeek,
    axis: Axis,
    date: dt.date,
    row: SchoolDay | None,
    group_id: str,
) -> DayColumn:
    day = review.day(date)
    cards = () if day is None or row is None else tuple(_cards(day, row, axis, group_id))
    timed = tuple(card for card in cards if card.block.start is not None)
    return DayColumn(
        date=date,
        closed=review.closed.get(date, ""),
        state=_state_of(day, row),
        strips=() if day is None or not cards else _strips(day, axis, group_id),
        timed=timed,
        untimed=tuple(card for card in cards if card.block.start is None),
        slots=() if day is None else tuple(_free_slots(day, axis)),
        findings=review.of_day(date).findings if day is not None else (),
        told=told.by_day.get(date, ()),
        version=0 if row is None else row.version,
    )


def _strips(day: PlannedDay, axis: Axis, group_id: str) -> tuple[Strip, ...]:
    names = {group.id: group.name for group in day.classroom.groups}
    strips = draw_strips(day, span=(axis.start, axis.end))
    mine = tuple(strip for strip in strips if strip.group_name == names.get(group_id))
    return mine if group_id and mine else drop_alike(strips)


def _state_of(day: PlannedDay | None, row: SchoolDay | None) -> str:
    """closed, empty, draft, published, or changed since it was published."""
    if day is None:
        return "closed"
    if row is None or (row.published is None and not day.blocks):
        return "empty"
    if row.published is None:
        return "draft"
    return "published" if row.published.digest == row.draft_digest else "changed"


def _cards(day: PlannedDay, row: SchoolDay, axis: Axis, group_id: str) -> Iterable[BlockCard]:
    places = place_on_grid(day.blocks, axis.start)
    names = {group.id: group.name for group in day.classroom.groups}
    rows: Mapping[str, Block] = {str(block.pk): block for block in row.standing}
    for block in day.blocks:
        yield BlockCard(
            block=block,
            row=rows[block.id],
            place=places.get(block.id, ""),
            mode_class=mode_class(block),
            groups=", ".join(names[group] for group in block.groups),
            is_other_group=bool(group_id and block.groups and group_id not in block.groups),
        )


def _free_slots(day: PlannedDay, axis: Axis) -> Iterable[Slot]:
    """Half hours of the axis on which no block stands."""
    busy = [(b.start, b.start + b.minutes) for b in day.blocks if b.start is not None]
    for start in range(axis.start, axis.end, SLOT_MINUTES):
        end = start + SLOT_MINUTES
        if not any(first < end and start < last for first, last in busy):
            steps = (start - axis.start) // STEP_MINUTES
            yield Slot(f"from-{steps} for-{SLOT_MINUTES // STEP_MINUTES}", start)
