"""Pasted columns: which of them hold times, lengths, days and words, and the lines they make."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.schedules.clocks import is_clock, is_length
from planner.schedules.kinds import BREAK
from planner.schedules.weekdays import read_weekdays

TICKS = {"x", "\u2713", "\u2714", "yes", "y", "\u2022"}
HEADS = {
    "time": {"time", "times", "when", "hours", "clock"},
    "start": {"start", "starts", "start time", "begin", "begins", "from"},
    "end": {"end", "ends", "end time", "until", "to", "finish"},
    "minutes": {"minutes", "min", "mins", "length", "duration", "how long"},
    "day": {"day", "days", "weekday", "weekdays"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: time, start, end, minutes, day, words; or the words of some days, or
    of a time that stands in its head."""

    role: str
    weekdays: tuple[int, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """What one row of a table says in one go."""

    text: str
    weekdays: tuple[int, ...]


def split_cells(text: str) -> list[list[str]]:
    """The rows and cells of tab-separated text; a spreadsheet's quoted cells may hold lines."""
    lines = text.split("\n")
    if text.count('"') % 2 == 0:
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
        except csv.Error:
            rows = [line.split("\t") for line in lines]
    else:
        rows = [line.split("\t") for line in lines]
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def read_table(rows: Sequence[Sequence[str]]) -> Iterator[Cells]:
    """What each row says, in words that a line could have, with the weekdays of its columns."""
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    columns = _read_head(padded[0]) if padded else None
    if columns is None:
        columns = [_guess_column([row[place] for row in padded]) for place in range(width)]
        columns = _pair_starts(columns)
    else:
        columns = _fill_blank_heads(columns, padded[1:])
        padded = padded[1:]
    days: tuple[int, ...] = ()
    for row in padded:
        said = _pick(row, columns, "day")
        days = read_weekdays(said) or days if said else days
        yield from _read_row(row, columns, days)


def _read_head(cells: Sequence[str]) -> list[Column] | None:
    """The columns' roles where the first row names them, else None."""
    found = [_name_column(cell) for cell in cells]
    named = [column for column in found if column.role not in ("words", "blank")]
    times_only = all(column.role == "at" for column in named)
    if not named or (times_only and (len(named) < 2 or cells[0])):
        return None
    return found


def _name_column(cell: str) -> Column:
    word = cell.casefold().strip(" :.")
    if not word:
        return Column("blank")
    for role, words in HEADS.items():
        if word in words:
            return Column(role)
    weekdays = read_weekdays(cell)
    if weekdays:
        return Column("days", weekdays)
    return Column("at", at=cell) if is_clock(cell) else Column("words")


def _fill_blank_heads(columns: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """A column without a name holds what its cells look like."""
    return [
        _guess_column([row[place] for row in rows]) if column.role == "blank" else column
        for place, column in enumerate(columns)
    ]


def _guess_column(cells: Iterable[str]) -> Column:
    """The role of a column from its cells: what most of them are."""
    filled = [cell for cell in cells if cell]
    for role, is_one in (("time", is_clock), ("minutes", is_length), ("day", read_weekdays)):
        if filled and 2 * sum(bool(is_one(cell)) for cell in filled) > len(filled):
            return Column(role)
    return Column("words")


def _pair_starts(columns: list[Column]) -> list[Column]:
    """Two columns of times beside each other are starts and ends."""
    times = [place for place, column in enumerate(columns) if column.role == "time"]
    if len(times) == 2 and times[1] == times[0] + 1:
        columns[times[0]], columns[times[1]] = Column("start"), Column("end")
    return columns


def _pick(row: Sequence[str], columns: Sequence[Column], role: str) -> str:
    found = (cell for cell, column in zip(row, columns, strict=True) if column.role == role)
    return next(filter(None, found), "")


def _spell_time(row: Sequence[str], columns: Sequence[Column]) -> str:
    start, end = _pick(row, columns, "start"), _pick(row, columns, "end")
    minutes = _pick(row, columns, "minutes")
    span = f"{start} - {end}" if start and end else start or end
    length = minutes if not minutes.isdecimal() else f"{minutes} min"
    return " ".join(filter(None, (_pick(row, columns, "time") or span, length)))


def _read_row(
    row: Sequence[str], columns: Sequence[Column], days: tuple[int, ...]
) -> Iterator[Cells]:
    time = _spell_time(row, columns)
    words = [cell for cell, column in zip(row, columns, strict=True) if column.role == "words"]
    label = _join_words(filter(None, words))
    by_column = [
        (cell, column) for cell, column in zip(row, columns, strict=True) if column.role == "days"
    ]
    for cell, column in zip(row, columns, strict=True):
        if column.role == "at" and cell:
            yield Cells(f"{column.at} {cell}", days)
    if by_column:
        yield from _read_days(time, label, by_column)
    elif label or (time and not any(column.role == "at" for column in columns)):
        yield Cells(f"{time} {label}".strip(), days)


def _read_days(time: str, label: str, cells: list[tuple[str, Column]]) -> Iterator[Cells]:
    """One text for all the days on which it is the same; a break that stands in the first column
    alone was a cell over all of them."""
    texts: dict[str, tuple[int, ...]] = {}
    filled = [cell for cell, _ in cells if cell]
    everywhere = len(filled) == 1 and bool(cells[0][0]) and bool(BREAK.search(filled[0]))
    for cell, column in cells:
        said = cells[0][0] if everywhere else cell
        said = label if said.casefold() in TICKS and label else said
        if said:
            texts[said] = (*texts.get(said, ()), *column.weekdays)
    if not texts and label:
        texts[label] = tuple(day for _, column in cells for day in column.weekdays)
    for said, weekdays in texts.items():
        yield Cells(f"{time} {said}".strip(), tuple(sorted(set(weekdays))))


def _join_words(words: Iterable[str]) -> str:
    first, *others = [*words] or [""]
    return f"{first} ({', '.join(others)})" if others else first
