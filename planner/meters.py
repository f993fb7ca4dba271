"""What a week holds, counted from its documents: subjects, screen, tools, purposes; and how two
groups compare. Minutes at the same time count once."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.cadence.groups import find_tops
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.runs import sum_minutes
from planner.cadence.timelines import Timeline, timelines
from planner.cadence.words import join_words, say_count, write_subject
from planner.speech import spell_minutes


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a meter; with a share, in whole per cent, it is drawn as a bar."""

    name: str
    words: str
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """What a meter shows of the groups that fare alike; no names where that is everybody."""

    groups: str
    words: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Meter:
    """One thing that is counted over a week, and what counts."""

    id: str
    title: str
    explains: str
    faces: tuple[Face, ...]


Week = Sequence[tuple[dt.date, Timeline]]
"""One group's days."""
Blocks = list[PlannedBlock]


def read_meters(days: Sequence[PlannedDay], group_id: str = "") -> tuple[Meter, ...]:
    """All meters of a week, for each group where they differ; of one group alone if asked."""
    weeks = _split_groups(days)
    if group_id in weeks:
        weeks = {group_id: weeks[group_id]}
    return tuple(_measure(weeks, *kind) for kind in KINDS)


def _split_groups(days: Iterable[PlannedDay]) -> dict[str | None, list[tuple[dt.date, Timeline]]]:
    weeks: dict[str | None, list[tuple[dt.date, Timeline]]] = {}
    for day in days:
        for timeline in timelines(day):
            weeks.setdefault(timeline.group_id, []).append((day.date, timeline))
    return weeks


def _measure(
    weeks: Mapping[str | None, Week],
    pk: str,
    title: str,
    explains: str,
    show: Callable[[Week], tuple[str, tuple[Row, ...]]],
) -> Meter:
    """Groups that fare alike share a face."""
    alike: dict[tuple[str, tuple[Row, ...]], list[str]] = {}
    for week in weeks.values():
        alike.setdefault(show(week), []).append(week[0][1].group_name or "Everyone else")
    faces = [
        Face("" if len(alike) == 1 else join_words(names), *shown) for shown, names in alike.items()
    ]
    return Meter(pk, title, explains, tuple(faces))


def _all_blocks(week: Week) -> Blocks:
    return [block for _, timeline in week for block in timeline.blocks]


def _count(week: Week, wanted: Callable[[PlannedBlock], bool]) -> int:
    """Minutes of the wanted blocks, day by day."""
    return sum(sum_minutes([b for b in each.blocks if wanted(b)]) for _, each in week)


def _count_each(week: Week, name: Callable[[PlannedBlock], str | None]) -> dict[str, int]:
    """Minutes of the blocks of each name, day by day; a block without a name counts nowhere."""
    counts: dict[str, int] = {}
    for _, each in week:
        named: dict[str, Blocks] = {}
        for block in each.blocks:
            named.setdefault(name(block) or "", []).append(block)
        named.pop("", None)
        for key, blocks in named.items():
            counts[key] = counts.get(key, 0) + sum_minutes(blocks)
    return counts


def _draw_rows(minutes: Iterable[tuple[str, int]]) -> tuple[Row, ...]:
    """Lines with bars, the longest of which is full."""
    counted = list(minutes)
    most = max((count for _, count in counted), default=0)
    return tuple(
        Row(name, spell_minutes(count), round(100 * count / most) if most else 0)
        for name, count in counted
    )


def _longest_first(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def _show_subjects(week: Week) -> tuple[str, tuple[Row, ...]]:
    counts = _count_each(week, lambda b: None if b.mode == "break" else b.subject)
    written = [(write_subject(name), count) for name, count in _longest_first(counts.items())]
    without = _count(week, lambda b: b.mode != "break" and not b.subject)
    rest = [("no subject", without)] if without and counts else []
    return say_count(len(counts), "subject"), _draw_rows(written + rest)


def _show_offline(week: Week) -> tuple[str, tuple[Row, ...]]:
    own = _count(week, lambda b: b.mode == "async")
    off = _count(week, lambda b: b.mode == "async" and b.screen == "off")
    either = _count(week, lambda b: b.mode == "async" and b.screen == "either")
    if not own:
        return "no own-time work yet", ()
    share = round(100 * off / own)
    rows = [Row("without a device", spell_minutes(off), share)]
    if either:
        rows.append(Row("either way", spell_minutes(either), round(100 * either / own)))
    return f"{share} % of own time is away from the screen", tuple(rows)


def _show_screen(week: Week) -> tuple[str, tuple[Row, ...]]:
    days = [
        (f"{date:%A}", sum_minutes([b for b in each.blocks if b.needs_screen]))
        for date, each in week
    ]
    return f"{spell_minutes(sum(count for _, count in days))} on a screen", _draw_rows(days)


def _show_tools(week: Week) -> tuple[str, tuple[Row, ...]]:
    tools = {block.tool.name: block.tool for block in _all_blocks(week) if block.tool}
    rows = (
        Row(name, "" if tools[name].approved else "not on the district's list")
        for name in sorted(tools)
    )
    return say_count(len(tools), "tool"), tuple(rows)


def _show_purposes(week: Week) -> tuple[str, tuple[Row, ...]]:
    live = _count(week, lambda b: b.mode == "live")
    counts = _count_each(week, lambda b: b.purpose if b.mode == "live" else None)
    unsaid = _count(week, lambda b: b.mode == "live" and b.purpose is None)
    stated = _longest_first((name.replace("_", " "), count) for name, count in counts.items())
    rest = [("not stated", unsaid)] if unsaid else []
    return f"{spell_minutes(live)} live", _draw_rows(stated + rest)


def _show_executive(week: Week) -> tuple[str, tuple[Row, ...]]:
    return spell_minutes(_count(week, lambda b: b.purpose == "executive_function")), ()


KINDS = (
    (
        "subjects",
        "Subjects",
        "All live time, time at school and own-time work that names the subject. Breaks don't "
        "count.",
        _show_subjects,
    ),
    (
        "offline",
        "Away from the screen",
        "The minutes of own-time work that need no device, out of all own-time work. What may be "
        "done either way is not counted as away.",
        _show_offline,
    ),
    (
        "screen",
        "On a screen",
        "Live time and own-time work on a device. Time at school, breaks, and work that may be "
        "done either way don't count.",
        _show_screen,
    ),
    (
        "purposes",
        "What live time is for",
        "The minutes of live time by the purpose that each live block names.",
        _show_purposes,
    ),
    (
        "executive",
        "Executive function",
        "All blocks with this purpose, live or not: planning, keeping track, looking back.",
        _show_executive,
    ),
    (
        "tools",
        "Tools",
        "The platforms and sites that the week's links lead to: each is a sign-in for families.",
        _show_tools,
    ),
)


def compare_cohorts(days: Sequence[PlannedDay]) -> tuple[Meter, ...]:
    """How a class's cohorts fare beside each other over any number of days; nothing for a class
    without two cohorts."""
    groups = days[0].classroom.groups if days else ()
    cohorts = {each.id for each in find_tops(groups) if each and each.kind == "cohort"}
    weeks = {key: week for key, week in _split_groups(days).items() if key in cohorts}
    if len(weeks) < 2:
        return ()
    return tuple(
        Meter(pk, title, explains, (_compare(weeks.values(), count, spell),))
        for pk, title, explains, count, spell in PARITIES
    )


def _compare(
    weeks: Iterable[Week], count: Callable[[Week], int], spell: Callable[[int], str]
) -> Face:
    counted = [(week[0][1].group_name or "", count(week)) for week in weeks]
    (least, low), (most, high) = (pick(counted, key=lambda pair: pair[1]) for pick in (min, max))
    alike = "The same for all" if high else "None for any"
    words = alike if low == high else f"{spell(high - low)} less for {least} than for {most}"
    rows = (
        Row(name, spell(value), round(100 * value / high) if high else 0) for name, value in counted
    )
    return Face("", words[:1].upper() + words[1:], tuple(rows))


def _count_school_days(week: Week) -> int:
    return sum(any(block.mode == "in_person" for block in each.blocks) for _, each in week)


PARITIES: tuple[tuple[str, str, str, Callable[[Week], int], Callable[[int], str]], ...] = (
    (
        "days",
        "Days at school",
        "Days on which the cohort has any time at school.",
        _count_school_days,
        lambda count: say_count(count, "day"),
    ),
    (
        "school",
        "Time at school",
        "All time at school; breaks don't count.",
        lambda week: _count(week, lambda b: b.mode == "in_person"),
        spell_minutes,
    ),
    (
        "live",
        "Live online",
        "All live time.",
        lambda week: _count(week, lambda b: b.mode == "live"),
        spell_minutes,
    ),
    (
        "taught",
        "With a teacher",
        "Live time and time at school together.",
        lambda week: _count(week, lambda b: b.mode in ("live", "in_person")),
        spell_minutes,
    ),
    (
        "own",
        "Own-time work",
        "All own-time work, on a device or away from it.",
        lambda week: _count(week, lambda b: b.mode == "async"),
        spell_minutes,
    ),
    (
        "screen",
        "On a screen",
        "Live time and own-time work on a device.",
        lambda week: _count(week, lambda b: b.needs_screen),
        spell_minutes,
    ),
)
