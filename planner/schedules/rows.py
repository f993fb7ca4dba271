"""Lines read into rows: what a block would be, what was taken for granted, what is unclear."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.schedules.clocks import DAY_MINUTES, read_when
from planner.schedules.kinds import CHOICES, Kind, read_kind, strip_kind
from planner.schedules.lines import Line
from planner.schedules.weekdays import WHOLE_WEEK, drop_daily

LONGEST_TITLE = 200
_OFTEN = re.compile(
    r"\b(?:weekly|bi-?weekly|(?:once|twice|(?:\d+|two|three|four)(?:\s*(?:-|to)\s*\d+)?\s+"
    r"(?:times|days))\s+(?:a|per|each)\s+week)\b",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"[(\[][\s,;-]*[)\]]")
_EDGES = " \t-,:;./\u2026*_|"


@dataclass(frozen=True, slots=True)
class Row:
    """One block to be, as far as its line says."""

    line: Line
    weekdays: tuple[int, ...]
    title: str
    start: int | None
    minutes: int | None
    mode: str
    """Empty where the line doesn't say."""
    screen: str = ""
    purpose: str = ""
    any_time: bool = False
    guesses: tuple[str, ...] = ()
    """What was taken for granted."""
    problems: tuple[str, ...] = ()
    """What keeps it from becoming a block."""
    is_note: bool = False
    """No time and no length: perhaps it was never meant as a block."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What holds where a line doesn't say: a kind out of CHOICES, days, the school's opening."""

    kind: str = "live"
    weekdays: tuple[int, ...] = WHOLE_WEEK
    opens: int = 8 * 60


TAKEN_AS = {
    "live": "taken as live",
    "in_person": "taken as at school",
    "on": "taken as own time on a device",
    "off": "taken as own time, no device needed",
    "either": "taken as own time",
    "break": "taken as a break",
}


def read_rows(lines: Iterable[Line], usual: Usual | None = None) -> tuple[Row, ...]:
    """What each line makes; times that lines leave out follow from the lines around them."""
    usual = usual or Usual()
    return _fill_times([_read_row(line, usual) for line in lines], usual)


def _read_row(line: Line, usual: Usual) -> Row:
    daily, text = drop_daily(line.text)
    when, kind = read_when(_OFTEN.sub("", text)), read_kind(text)
    mode, screen, guess = _settle_kind(line, kind, usual)
    weekdays = line.chosen_days or line.weekdays or (WHOLE_WEEK if daily else usual.weekdays)
    title = tidy_title(when.rest)
    found = {
        when.problem: bool(when.problem),
        kind.problem: bool(kind.problem) and not mode,
        "on which days? Choose them": bool(_OFTEN.search(text)) and not line.chosen_days,
        "there is no school at the weekend": any(day > 4 for day in weekdays),
        "what is it called?": not title,
        "no time and no minutes": when.is_silent,
    }
    return Row(
        line=line,
        weekdays=weekdays,
        title=title,
        start=when.start,
        minutes=when.minutes,
        mode=mode,
        screen=screen,
        purpose="" if mode == "break" else kind.purpose,
        any_time=kind.any_time,
        guesses=(guess,) if guess else (),
        problems=tuple(problem for problem, is_one in found.items() if is_one),
        is_note=when.is_silent,
    )


def _settle_kind(line: Line, kind: Kind, usual: Usual) -> tuple[str, str, str]:
    """Mode, screen, and what was taken for granted: chosen, said, or as usual."""
    if line.chosen_kind:
        return (*CHOICES[line.chosen_kind], "")
    if kind.mode or kind.problem:
        return kind.mode, kind.screen, ""
    return (*CHOICES[usual.kind], TAKEN_AS[usual.kind])


def tidy_title(text: str) -> str:
    """A title without what time and length left behind around it."""
    bare = _EMPTY_BRACKETS.sub(" ", " ".join(text.split())).strip(_EDGES)
    bare = strip_kind(_OFTEN.sub("", bare).strip(_EDGES)).strip(_EDGES)
    bare = re.sub(r"^(?:of|a|an|for)\s+", "", bare, flags=re.IGNORECASE)
    if bare.count("(") < bare.count(")"):
        bare = bare.strip("() ")
    elif bare.count("(") > bare.count(")"):
        bare = f"{bare})"
    bare = re.sub(r"\s+(?=[,;])", "", " ".join(bare.split()))
    return (bare[:1].upper() + bare[1:])[:LONGEST_TITLE]


def _fill_times(rows: list[Row], usual: Usual) -> tuple[Row, ...]:
    """Starts that follow from the line before, and lengths that follow from the line after."""
    filled: list[Row] = []
    clocks: dict[tuple[int, ...], int] = {}
    for place, row in enumerate(rows):
        if row.line.place == "first":
            clocks.pop(row.weekdays, None)
        if row.start is not None and row.minutes is None:
            row = _end_at_next(row, rows[place + 1 :])
        elif row.start is None and row.minutes is not None:
            row = _begin_after(row, clocks.get(row.weekdays), usual)
        if row.start is not None and row.minutes is not None:
            clocks[row.weekdays] = row.start + row.minutes
        filled.append(row)
    return tuple(filled)


def _end_at_next(row: Row, following: list[Row]) -> Row:
    later = next((each for each in following if each.weekdays == row.weekdays), None)
    start = row.start or 0
    if later is None or later.start is None or later.start <= start:
        return replace(row, problems=(*row.problems, "how many minutes?"))
    guess = "ends when the next begins"
    return replace(row, minutes=later.start - start, guesses=(*row.guesses, guess))


def _begin_after(row: Row, clock: int | None, usual: Usual) -> Row:
    """A start for a row that has only minutes. Own-time work keeps none where it says so, stands
    beside another entry, or is not one of a list."""
    opens = row.line.opens if clock is None else clock
    is_alone = row.line.place == "beside" or opens is None
    if row.mode == "async" and (row.any_time or is_alone):
        return replace(row, guesses=(*row.guesses, "at any time of the day"))
    start = usual.opens if opens is None else opens
    if start + (row.minutes or 0) > DAY_MINUTES:
        return replace(row, problems=(*row.problems, "when? The day before it is full"))
    begins = "begins when the one before ends"
    if clock is None:
        begins = f"begins {'with the school day' if opens is None else 'as its heading says'}"
    return replace(row, start=start, guesses=(*row.guesses, begins))
