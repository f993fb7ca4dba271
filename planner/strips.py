"""The cadence strip: a school day as one thin bar, drawn from its plan.

Places across are percentages and places down are pixels, so that a strip stretches without
bending. Colours and patterns belong to the stylesheet; a strip only names its modes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.timelines import Timeline, timelines, total_timeline
from planner.grids import assign_lanes, spell_hour
from planner.speech import said_once, say_whole_date, spell_minutes, spell_span

BAR_TOP, BAR_HEIGHT = 8, 14
TINY_HEIGHT = 10
MOST_LANES = 4
MOST_HOUR_LABELS = 8

MODE_CLASSES = {
    ("live", None): "mode-live",
    ("in_person", None): "mode-in-person",
    ("async", "on"): "mode-device",
    ("async", "off"): "mode-offline",
    ("async", "either"): "mode-either",
    ("break", None): "mode-break",
}
MODE_WORDS = {
    "mode-live": gettext_noop("live"),
    "mode-in-person": gettext_noop("at school"),
    "mode-device": gettext_noop("task on a device"),
    "mode-offline": gettext_noop("task, no device needed"),
    "mode-either": gettext_noop("task, with or without a device"),
    "mode-break": gettext_noop("break"),
}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """One timed block: across in per cent, down in pixels."""

    block_id: str
    mode: str
    x: str
    width: str
    y: str
    height: str
    title: str

    @property
    def hatched(self) -> bool:
        """Whether it may be done away from a device; half of it where a device is a choice."""
        return self.mode in ("mode-offline", "mode-either")

    @property
    def hatch_start(self) -> str:
        """Where the hatch begins within the segment."""
        return "50%" if self.mode == "mode-either" else "-16"

    @property
    def thin(self) -> bool:
        """Whether it shares the bar's height with others at the same time."""
        return self.height not in (str(BAR_HEIGHT), str(TINY_HEIGHT))

    @property
    def lined(self) -> bool:
        """Whether a line runs through it: at school, told from live without its colour."""
        return self.mode == "mode-in-person"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run on screen or a gap between blocks: from and to in per cent, and its words."""

    x: str
    end: str
    minutes: int
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A full hour under the bar."""

    x: str
    label: str

    @property
    def edge(self) -> str:
        """start or end for the label at the bar's very edge, which must not stick out there."""
        return {"0%": "start", "100%": "end"}.get(self.x, "")


@dataclass(frozen=True, slots=True)
class Strip:
    """One group's day, ready to be drawn. `reading` says the same in words, aloud."""

    group_name: str | None
    segments: tuple[Segment, ...]
    runs: tuple[Stretch, ...]
    gaps: tuple[Stretch, ...]
    reading: str
    tiny: bool
    covered: Span

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The hours under it, which few strips show."""
        return () if self.tiny else tuple(_draw_ticks(self.covered))


def mode_class(block: PlannedBlock) -> str:
    """The class that gives a block its colour and pattern."""
    return MODE_CLASSES[block.mode, block.screen]


def mode_words(block: PlannedBlock) -> str:
    """A block's mode as families and teachers say it."""
    return _say_mode(mode_class(block))


@said_once
def _say_mode(mode: str) -> str:
    return gettext(MODE_WORDS[mode])


def draw_strip(
    day: PlannedDay, group_id: str | None = None, tiny: bool = False, span: Span | None = None
) -> Strip:
    """The strip of one group's day; with no group, of the whole class.

    Where cohorts share a class out between them, the whole class's strip has their blocks side
    by side and no runs, since nobody lives that day. `span` is the stretch of the day that the
    bar covers, in minutes after midnight; days that are to be compared share one.
    """
    timeline, lived = _choose_timeline(day, group_id)
    return _draw(day, timeline, lived, tiny, span or find_span(day))


def _draw(day: PlannedDay, timeline: Timeline, lived: bool, tiny: bool, covered: Span) -> Strip:
    return Strip(
        group_name=timeline.group_name,
        segments=tuple(_draw_segments(timeline.timed, covered, tiny)),
        runs=tuple(_draw_runs(timeline, covered)) if lived and not tiny else (),
        gaps=() if tiny else tuple(_draw_gaps(timeline.timed, covered)),
        reading=_sum_up(day, timeline, lived) if tiny else _read_aloud(day, timeline, lived),
        tiny=tiny,
        covered=covered,
    )


def draw_strips(day: PlannedDay, tiny: bool = False, span: Span | None = None) -> tuple[Strip, ...]:
    """A strip for each group's day as the engine judges it; one where nobody is apart."""
    covered = span or find_span(day)
    return tuple(_draw(day, timeline, True, tiny, covered) for timeline in timelines(day))


def drop_alike(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """One strip where a group taken from the class has the very day that everyone else has."""
    first = strips[0]
    shapes = {(strip.segments, strip.runs) for strip in strips}
    if first.group_name is None and len(shapes) == 1:
        return (first,)
    return tuple(strips)


def find_span(day: PlannedDay) -> Span:
    """From the day's start to its end: the school's hours, and any block outside them."""
    starts = [block.start for block in day.blocks if block.start is not None]
    ends = [block.end for block in day.blocks if block.end is not None]
    return min([day.opens, *starts]), max([day.closes, *ends])


def _choose_timeline(day: PlannedDay, group_id: str | None) -> tuple[Timeline, bool]:
    """The timeline to draw, and whether somebody lives it."""
    for timeline in timelines(day):
        if timeline.group_id == group_id:
            return timeline, True
    if group_id is not None:
        raise LookupError(f"the class has no group {group_id}")
    ordered = sorted(day.blocks, key=lambda block: (block.start is None, block.start or 0))
    return Timeline(None, tuple(ordered)), False


def _draw_segments(timed: Sequence[PlannedBlock], covered: Span, tiny: bool) -> Iterable[Segment]:
    top, height = (0, TINY_HEIGHT) if tiny else (BAR_TOP, BAR_HEIGHT)
    spans = [(block.start or 0, block.end or 0) for block in timed]
    for block, (start, end), (lane, lanes) in zip(timed, spans, assign_lanes(spans), strict=True):
        count = min(lanes, MOST_LANES)
        share = height / count
        yield Segment(
            block_id=block.id,
            mode=mode_class(block),
            x=_place(start, covered),
            width=spell_per_cent(100 * (end - start) / (covered[1] - covered[0])),
            y=f"{top + min(lane, count - 1) * share:.4g}",
            height=f"{share:.4g}",
            title="" if tiny else f"{_spell_hours(start, end)} {block.title} ({mode_words(block)})",
        )


def _draw_runs(timeline: Timeline, covered: Span) -> Iterable[Stretch]:
    for run in timeline.screen_runs():
        yield Stretch(
            _place(run.start, covered),
            _place(run.end, covered),
            run.minutes,
            f"{_spell_hours(run.start, run.end)}: {_spell_run(run.minutes)}",
        )


def _draw_gaps(timed: Sequence[PlannedBlock], covered: Span) -> Iterable[Stretch]:
    reached = timed[0].start or 0 if timed else 0
    for block in timed:
        start, end = block.start or 0, block.end or 0
        if start > reached:
            words = f"{_spell_hours(reached, start)}: {gettext('nothing planned')}"
            yield Stretch(_place(reached, covered), _place(start, covered), start - reached, words)
        reached = max(reached, end)


def _draw_ticks(covered: Span) -> Iterable[Tick]:
    first, last = -(-covered[0] // 60), covered[1] // 60
    apart = -(-(last - first + 1) // MOST_HOUR_LABELS)
    for hour in range(first, last + 1, max(1, apart)):
        minute = hour * 60
        yield Tick(_place(minute, covered), spell_hour(minute))


def _read_aloud(day: PlannedDay, timeline: Timeline, lived: bool) -> str:
    sentences = [f"{_name_day(day, timeline)}."]
    if not timeline.blocks:
        return f"{sentences[0]} {gettext('Nothing is planned yet.')}"
    for block in timeline.timed:
        hours = _spell_hours(block.start or 0, block.end or 0)
        sentences.append(f"{hours}, {mode_words(block)}: {_close(block.title)}")
    for block in timeline.untimed:
        length = spell_minutes(block.minutes)
        when = gettext("At any time")
        sentences.append(f"{when}, {length}, {mode_words(block)}: {_close(block.title)}")
    if lived:
        sentences.append(_read_screen_time(timeline))
    return " ".join(sentences)


def _read_screen_time(timeline: Timeline) -> str:
    screen = total_timeline(timeline).screen
    longest = max((run.minutes for run in timeline.screen_runs()), default=0)
    return _say_screen_time(screen, longest)


@said_once
def _say_screen_time(screen: int, longest: int) -> str:
    if not screen:
        return gettext("No time on screen.")
    told = {"minutes": spell_minutes(screen), "longest": spell_minutes(longest)}
    if not longest:
        return gettext("On screen for %(minutes)s.") % told
    return gettext("On screen for %(minutes)s, at most %(longest)s at a stretch.") % told


def _sum_up(day: PlannedDay, timeline: Timeline, lived: bool) -> str:
    name = _name_day(day, timeline)
    if not timeline.blocks:
        return f"{name}: nothing is planned yet."
    if not lived:
        return f"{name}: the days of all groups together."
    totals = total_timeline(timeline)
    parts = [("live", totals.live), ("at school", totals.in_person), ("tasks", totals.async_)]
    told = [f"{word} {spell_minutes(minutes)}" for word, minutes in parts if minutes]
    return f"{name}: {', '.join(told) or 'breaks only'}. {_read_screen_time(timeline)}"


def _name_day(day: PlannedDay, timeline: Timeline) -> str:
    date = say_whole_date(day.date)
    return f"{date}, {timeline.group_name}" if timeline.group_name else date


def _close(title: str) -> str:
    return title if title.endswith((".", "!", "?", "؟")) else f"{title}."


def _spell_hours(start: int, end: int) -> str:
    return spell_span(start, end)


@said_once
def _spell_run(minutes: int) -> str:
    told = {"minutes": spell_minutes(minutes)}
    return gettext("%(minutes)s on screen without a break") % told


def _place(minute: int, covered: Span) -> str:
    start, end = covered
    return spell_per_cent(100 * (minute - start) / (end - start))


def spell_per_cent(number: float) -> str:
    return f"{round(number, 2):g}%"
