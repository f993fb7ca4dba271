"""The teacher's week as its templates draw it: values only, made from documents and rows."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from planner.cadence import Finding
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.words import join_words, say_clock, say_count
from planner.families.short_homes import HomesNote, note_short_homes
from planner.grids import STEP_MINUTES, Axis, find_axis, order_blocks, place_on_grid, spell_span
from planner.meters import Meter, read_meters
from planner.models import Classroom, SchoolDay, Stage, week_dates
from planner.review import WeekReview, review_week, spell_verdict, worst_strength
from planner.strips import Strip, draw_strips, drop_alike, mode_class, mode_words
from planner.views.told_findings import ToldFinding, ToldWeek, tell_week

SLOT_MINUTES = 30
VERDICT_ICONS = {"kept": "check", "should": "should", "must": "must", "empty": "unsure"}


def spell_hours(block: PlannedBlock) -> str:
    """When a block is: "9:00 to 9:30 am", or how long where it has no time."""
    if block.start is None or block.end is None:
        return say_count(block.minutes, "minute")
    return spell_span(block.start, block.end)


@dataclass(frozen=True, slots=True)
class BlockCard:
    """One block on the page."""

    block: PlannedBlock
    version: int
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
        return spell_hours(self.block)

    @property
    def begins(self) -> str:
        """Its hours as far as a short block has room for them: "9:00"."""
        return self.hours.partition(" to ")[0]

    @property
    def until(self) -> str:
        """The rest of its hours: " to 9:30 am"; empty where it has no time."""
        return "".join(self.hours.partition(" to ")[1:])


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
class DayVerdict:
    """What is said of one day above its blocks: its strips, and what the rules find."""

    date: dt.date
    plan: PlannedDay | None
    axis: Axis
    group_id: str
    findings: tuple[Finding, ...]

    @property
    def key(self) -> str:
        """Its date as addresses and names of elements have it."""
        return self.date.isoformat()

    @property
    def name(self) -> str:
        """Its weekday."""
        return f"{self.date:%A}"

    @property
    def is_empty(self) -> bool:
        """Nothing is planned on it, or nothing can be."""
        return self.plan is None or not self.plan.blocks

    @property
    def strips(self) -> tuple[Strip, ...]:
        """One for each group's day, drawn when asked for: only few days of an answer are."""
        if self.plan is None or self.is_empty:
            return ()
        names = {group.id: group.name for group in self.plan.classroom.groups}
        strips = draw_strips(self.plan, span=(self.axis.start, self.axis.end))
        mine = tuple(strip for strip in strips if strip.group_name == names.get(self.group_id))
        return mine if self.group_id and mine else drop_alike(strips)

    @property
    def verdict_class(self) -> str:
        """kept, should, must or empty: how its verdict looks."""
        return "empty" if self.is_empty else worst_strength(self.findings)

    @property
    def verdict_icon(self) -> str:
        """The icon beside the verdict's words."""
        return VERDICT_ICONS[self.verdict_class]

    @property
    def headline(self) -> str:
        """The verdict in a few words."""
        return "Nothing planned yet" if self.is_empty else spell_verdict(self.findings)


@dataclass(frozen=True, slots=True)
class DayMargin:
    """What the margin tells of one day; `is_amiss` where anything at all is found about it."""

    date: dt.date
    name: str
    told: tuple[ToldFinding, ...]
    homes: tuple[HomesNote, ...]
    is_amiss: bool
    breaks_a_must: bool


@dataclass(frozen=True, slots=True)
class DayColumn(DayVerdict):
    """One day of the week."""

    closed: str
    state: str
    timed: tuple[BlockCard, ...]
    untimed: tuple[BlockCard, ...]
    slots: tuple[Slot, ...]
    told: tuple[ToldFinding, ...]
    version: int
    at_school: str
    homes: tuple[HomesNote, ...]

    @property
    def is_told(self) -> bool:
        """The margin has something to tell of it."""
        return bool(self.told or self.homes)

    @property
    def margin(self) -> DayMargin:
        """What the margin tells of it."""
        return DayMargin(
            date=self.date,
            name=self.name,
            told=self.told,
            homes=self.homes,
            is_amiss=bool(self.findings),
            breaks_a_must=self.verdict_class == "must",
        )

    @property
    def findings_place(self) -> str:
        """The part of the margin that tells the worst of it; empty where nothing is told."""
        if self.is_empty or not self.findings:
            return ""
        own = [found for told in self.told for found in told.findings]
        is_here = worst_strength(own) == self.verdict_class or len(own) == len(self.findings)
        return self.key if is_here else "repeated"


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
    meters: tuple[Meter, ...]

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
    def breaks_as_a_whole(self) -> bool:
        """A must about the whole week is broken."""
        found = [found for told in self.told.of_week for found in told.findings]
        return worst_strength(found) == "must"

    @property
    def all_kept(self) -> bool:
        """Something is planned, and nothing at all is found about it."""
        planned = [day for day in self.days if not day.is_empty]
        return bool(planned) and not self.told.of_week and not any(day.findings for day in planned)


def build_week_page(classroom: Classroom, monday: dt.date, group_id: str = "") -> WeekPage:
    """Read and judge a drafted week, and lay it out; one group's blocks stand out if asked.

    A `group_id` that is no group of the class counts as none.
    """
    return lay_out_week(review_week(classroom, monday, Stage.DRAFT), group_id)


def lay_out_week(review: WeekReview, group_id: str = "") -> WeekPage:
    """Lay a drafted week out that was read and judged."""
    if group_id not in {str(group.pk) for group in review.classroom.groups.all()}:
        group_id = ""
    axis = find_axis(review.days)
    told = tell_week(review)
    homes = note_short_homes(review.classroom, review.days)
    return WeekPage(
        classroom=review.classroom,
        monday=review.monday,
        axis=axis,
        days=tuple(
            _lay_out_day(review, told, axis, date, group_id, homes.get(date, ()))
            for date in week_dates(review.monday)
        ),
        told=told,
        policies=tuple(policy.name for policy in review.policies),
        group_id=group_id,
        meters=read_meters(review.days, group_id),
    )


def lay_out_verdicts(
    review: WeekReview, dates: Collection[dt.date], group_id: str
) -> list[DayVerdict]:
    """What is said of some days of a judged week above their blocks."""
    axis = find_axis(review.days)
    return [
        DayVerdict(
            date=day.date,
            plan=day,
            axis=axis,
            group_id=group_id,
            findings=review.of_day(day.date).findings,
        )
        for day in review.days
        if day.date in dates
    ]


def _lay_out_day(
    review: WeekReview,
    told: ToldWeek,
    axis: Axis,
    date: dt.date,
    group_id: str,
    homes: tuple[HomesNote, ...],
) -> DayColumn:
    day, row = review.day(date), review.rows.get(date)
    cards = () if day is None or row is None else tuple(_cards(day, row, axis, group_id))
    return DayColumn(
        date=date,
        plan=day,
        axis=axis,
        group_id=group_id,
        closed=review.closed.get(date, ""),
        state=_state_of(day, row),
        timed=tuple(card for card in cards if card.block.start is not None),
        untimed=tuple(card for card in cards if card.block.start is None),
        slots=() if day is None else tuple(_free_slots(day, axis)),
        findings=review.of_day(date).findings if day is not None else (),
        told=told.by_day.get(date, ()),
        version=0 if row is None else row.version,
        at_school=_spell_at_school(day),
        homes=homes,
    )


def _spell_at_school(day: PlannedDay | None) -> str:
    """Whose turn at school it is, where groups take turns."""
    if day is None or day.at_school is None:
        return ""
    there = [group.name for group in day.classroom.groups if group.id in day.at_school]
    return f"At school: {join_words(there)}" if there else "Everyone at home"


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
    blocks = order_blocks(day)
    places = place_on_grid(blocks, axis.start)
    names = {group.id: group.name for group in day.classroom.groups}
    versions = {str(block.pk): block.version for block in row.standing}
    for block in blocks:
        yield BlockCard(
            block=block,
            version=versions[block.id],
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
