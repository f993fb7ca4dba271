"""The changes that pulling a lever can mean: every place on the grid, every length, each fact."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from .changes import (
    GRID,
    SMALLEST,
    Add,
    Alter,
    Change,
    Remove,
    Shift,
    Split,
    name_second_half,
)
from .contradictions import find_gaps
from .demands import find_modes, find_screens
from .facts import Fact
from .levers import Lever, find_purposes, wants_new_block
from .musts import Fault, FaultKey
from .plan import DAY_MINUTES, Mode, PlannedBlock, PlannedDay, PlannedTool
from .selections import Selection
from .timelines import Timeline, order_blocks, timelines

PAUSES = (5, 10, 15, 20, 30)
LENGTHS = (10, 15, 20, 30, 45, 60)
LONGEST_STEP = 60
"""Minutes by which one change makes a block longer, unless more are missing."""
MODES: tuple[Mode, ...] = ("live", "async", "break", "in_person")
"""What a new block is, where a rule leaves the choice: the likeliest first."""
WORDS: dict[Fact, tuple[tuple[str, Any], ...]] = {
    "instruction": (("instruction_minutes", 5),),
    "coach_check": (("coach_check", "Ask what it was about."),),
    "instructions": (("instructions", "Read, then do."),),
    "link": (("link", "https://meet.example.org/"),),
    "purpose": (("purpose", "instruction"),),
}
"""A teacher's words, as an example has them."""
TITLES: dict[Mode, str] = {
    "live": "Live session",
    "async": "Task",
    "break": "Break",
    "in_person": "At school",
}


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a change may use: the blocks that are free to change, and the tools at hand."""

    free: frozenset[str]
    tools: tuple[PlannedTool, ...] = ()
    invents: bool = False
    """Whether new blocks may have what only a teacher can say: traits, their name, their words. An
    example of a plan may; a fix would keep the letter of a rule only."""

    def list_changes(
        self, day: PlannedDay, lever: Lever, faults: Sequence[Fault]
    ) -> Iterator[Change]:
        """What a lever can do for some faults of a day, the smallest change first."""
        block_id, aspect = lever
        if aspect == "add":
            yield from self.list_new_blocks(day, faults, block_id)
            return
        block = next(block for block in day.blocks if block.id == block_id)
        match aspect:
            case "start":
                yield from list_moves(day, block)
            case "shift":
                yield from self.list_shifts(day, block)
            case "longer":
                yield from list_longer(day, block, faults)
            case "shorter":
                yield from list_shorter(day, block, faults)
            case "split":
                yield from list_splits(day, block)
            case "remove":
                yield Remove(day.date, block.id)
            case _:
                yield from self.list_facts(day, block, aspect, faults)

    def list_facts(
        self, day: PlannedDay, block: PlannedBlock, field: Any, faults: Iterable[Fault]
    ) -> Iterator[Alter]:
        """Other values of a block's fact."""
        values: list[Any] = []
        match field:
            case "screen":
                values = ["off"] if block.screen != "off" else ["on"]
            case "needs_printing":
                values = [False]
            case "due":
                end_of_school = dt.time(*divmod(min(day.closes, DAY_MINUTES - 1), 60))
                values = [dt.datetime.combine(day.date, end_of_school).isoformat()]
            case "tool":
                values = [*self.tools, None]
            case "purpose":
                values = [purpose for fault in faults for purpose in find_purposes(fault)]
        for value in dict.fromkeys(values):
            if not says_the_same(value, getattr(block, field)):
                yield Alter(day.date, block.id, field, value)

    def list_shifts(self, day: PlannedDay, first: PlannedBlock) -> Iterator[Shift]:
        """The block and others after it begin later, or earlier, up to one that has to stay."""
        timed = [block for block in order_blocks(day.blocks) if block.start is not None]
        place = next(n for n, block in enumerate(timed) if block.id == first.id)
        moved = [first.id]
        for block in timed[place + 1 :]:
            if block.id not in self.free:
                return
            moved.append(block.id)
            for minutes in PAUSES:
                if end_of(block) + minutes <= day.closes:
                    yield Shift(day.date, tuple(moved), minutes)
                if (first.start or 0) - minutes >= day.opens:
                    yield Shift(day.date, tuple(moved), -minutes)

    def list_new_blocks(self, day: PlannedDay, faults: Iterable[Fault], kind: str) -> Iterator[Add]:
        """Blocks of one of the kinds that faults miss, where there is room for them."""
        seen: set[tuple[int | None, int]] = set()
        for fault in faults:
            sample = self.make_sample(day, fault)
            if sample is None or name_kind(sample) != kind:
                continue
            for minutes in list_lengths(fault):
                for start in find_starts(day, fault, minutes):
                    if (start, minutes) not in seen:
                        seen.add((start, minutes))
                        block = sample.model_copy(update={"start": start, "minutes": minutes})
                        yield Add(day.date, block)

    def find_new_kinds(
        self, day: PlannedDay, faults: Iterable[Fault]
    ) -> dict[FaultKey, frozenset[Lever]]:
        """For each fault that one more block could mend, the kinds of new blocks that might."""
        wanting = [fault for fault in faults if wants_new_block(fault)]
        samples = [sample for fault in wanting if (sample := self.make_sample(day, fault))]
        return {
            fault.key: frozenset(
                (name_kind(sample), "add") for sample in samples if could_serve(sample, fault)
            )
            for fault in wanting
        }

    def make_sample(self, day: PlannedDay, fault: Fault) -> PlannedBlock | None:
        """A block of the kind that a fault misses, on a tool for meetings where it is live.

        None where no block can be of that kind, as what only a teacher can say is not invented.
        """
        finding, clause = fault.finding, fault.clause
        chosen = settle_selection(clause.chosen if clause else Selection())
        if clause is None or ((chosen.trait or chosen.teacher) and not self.invents):
            return None
        invented = invent_facts(chosen) if self.invents else {}
        mode = choose_mode(chosen)
        by_subject = fault.rule is not None and fault.rule.rule.key == "subject"
        subject = finding.key if by_subject else next(iter(chosen.subject or ()), None)
        purpose = next(iter((*find_purposes(fault), *(chosen.purpose or ()))), None)
        words = [*(chosen.title or ()), subject or "", (purpose or "").replace("_", " ")]
        title = next((word for word in words if word), TITLES[mode])
        meeting = (tool for tool in self.tools if tool.meeting and tool.approved)
        sample = PlannedBlock(
            id=name_new_block(day),
            mode=mode,
            title=title[:1].upper() + title[1:],
            start=None if mode == "async" else day.opens,
            minutes=SMALLEST,
            screen=("off" if "off" in find_screens(chosen) else "on") if mode == "async" else None,
            subject=subject,
            purpose=purpose,
            groups=(finding.group_id,) if finding.group_id else (),
            tool=next(meeting, None) if mode == "live" else None,
        )
        return sample.model_copy(update=invented)


def name_new_block(day: PlannedDay) -> str:
    """An id that no block of the day has."""
    known = {block.id for block in day.blocks}
    return next(name for n in count(len(known) + 1) if (name := f"new-{n}") not in known)


def invent_facts(chosen: Selection) -> dict[str, Any]:
    """What blocks of a selection have that only a teacher could say."""
    facts = {name: value for fact in chosen.has or () for name, value in WORDS.get(fact, ())}
    if chosen.trait:
        facts["traits"] = chosen.trait[:1]
    if chosen.teacher:
        facts["teacher"] = chosen.teacher[0]
    return facts


def name_kind(block: PlannedBlock) -> str:
    """The kind of a new block: equal for those that differ in when and how long they are."""
    facts = (block.mode, block.screen, block.subject, block.purpose, *block.groups)
    return f"new {' '.join(str(fact or '-') for fact in facts)}"


def could_serve(sample: PlannedBlock, fault: Fault) -> bool:
    """Whether a new block of some kind could count for a fault, whenever it is."""
    finding, clause = fault.finding, fault.clause
    if clause is None or fault.rule is None or not fault.rule.is_simple:
        return True
    if sample.groups and finding.group_id and finding.group_id not in sample.groups:
        return False
    if fault.rule.rule.key == "subject" and (sample.subject or "") != finding.key:
        return False
    chosen = clause.chosen
    bounded = (chosen.after, chosen.before, chosen.lasts_at_least, chosen.lasts_at_most)
    is_free = any(each is not None for each in bounded) or chosen.any_of or chosen.timed is not None
    return bool(is_free) or chosen.matches(sample)


def says_the_same(value: Any, other: Any) -> bool:
    """Whether two values of a fact are the same; tools are known by their name."""
    return bool(getattr(value, "name", value) == getattr(other, "name", other))


def end_of(block: PlannedBlock) -> int:
    """Minutes after midnight at which a timed block ends."""
    return (block.start or 0) + block.minutes


def list_moves(day: PlannedDay, block: PlannedBlock) -> Iterator[Alter]:
    """The block at every other place of the grid in the school's hours, the nearest first."""
    now = block.start or 0
    first = -(-day.opens // GRID) * GRID
    places = range(first, day.closes - block.minutes + 1, GRID)
    for start in sorted(places, key=lambda place: (abs(place - now), place)):
        if start != now:
            yield Alter(day.date, block.id, "start", start)


def list_longer(day: PlannedDay, block: PlannedBlock, faults: Iterable[Fault]) -> Iterator[Alter]:
    """The block longer by what is missing, or by steps of the grid."""
    room = (day.closes if block.start is not None else DAY_MINUTES) - end_of(block)
    steps = {*list_gaps(faults), *range(GRID, LONGEST_STEP + 1, GRID)}
    for more in sorted(steps):
        if more <= room:
            yield Alter(day.date, block.id, "minutes", block.minutes + more)


def list_shorter(day: PlannedDay, block: PlannedBlock, faults: Iterable[Fault]) -> Iterator[Alter]:
    """The block shorter by what is too much, or by steps of the grid."""
    for less in sorted({*list_gaps(faults), *range(GRID, block.minutes, GRID)}):
        if block.minutes - less >= SMALLEST:
            yield Alter(day.date, block.id, "minutes", block.minutes - less)


def list_gaps(faults: Iterable[Fault]) -> Iterator[int]:
    """By how many minutes faults miss their limits."""
    for fault in faults:
        if fault.finding.unit == "minutes":
            yield max(1, int(fault.gap))


def list_splits(day: PlannedDay, block: PlannedBlock) -> Iterator[Split]:
    """The block in two, with a pause that the day has room for."""
    if block.minutes < 2 * GRID or name_second_half(block.id) in {b.id for b in day.blocks}:
        return
    for pause in PAUSES:
        if end_of(block) + pause <= day.closes:
            yield Split(day.date, block.id, pause)


def settle_selection(chosen: Selection) -> Selection:
    """A selection without choices: what it is named for, or the first that it may be."""
    if chosen.counted is not None:
        return settle_selection(chosen.counted)
    return settle_selection(chosen.any_of[0]) if chosen.any_of else chosen


def choose_mode(chosen: Selection) -> Mode:
    """The mode of a block that a selection takes."""
    if chosen.mode is None and chosen.screen:
        return "async"
    return next(mode for mode in MODES if mode in find_modes(chosen))


def list_lengths(fault: Fault) -> list[int]:
    """How long a new block may be: what is missing first, then usual lengths."""
    missing = next(list_gaps([fault]), 0)
    rounded = -(-missing // GRID) * GRID
    found = {n for n in (missing, rounded) if SMALLEST <= n <= 4 * LONGEST_STEP} | set(LENGTHS)
    return sorted(found)


def find_starts(day: PlannedDay, fault: Fault, minutes: int) -> Iterator[int | None]:
    """Where a new block can stand: any time for tasks, else in a gap, close to what is around."""
    chosen = settle_selection(fault.clause.chosen if fault.clause else Selection())
    if choose_mode(chosen) == "async" and not chosen.timed:
        yield None
        return
    gaps = find_gaps(day, find_line(day, fault).timed)
    # What opens the day best goes on opening it.
    for first, last in sorted(gaps, key=lambda gap: gap[0] == day.opens and len(gaps) > 1):
        begins = [-(-first // GRID) * GRID + pause for pause in (0, *PAUSES)]
        ends = [(last - minutes) // GRID * GRID - pause for pause in (0, *PAUSES)]
        for start in sorted({*begins, *ends}):
            if first <= start and start + minutes <= last:
                yield start


def find_line(day: PlannedDay, fault: Fault) -> Timeline:
    """The timeline that a fault is about; for the whole class all of its blocks."""
    lines = {line.group_id: line for line in timelines(day)}
    everything = Timeline(None, tuple(order_blocks(day.blocks)))
    return lines.get(fault.finding.group_id, everything)
