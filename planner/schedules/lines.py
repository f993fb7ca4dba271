"""From pasted text to single lines: headings, bullets, columns, several entries in one line."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from planner.schedules.clocks import find_start, is_clock, read_when
from planner.schedules.kinds import strip_kind
from planner.schedules.tables import read_table, split_cells
from planner.schedules.weekdays import take_weekdays

LONGEST_SCHEDULE = 20_000
LONGEST_LINE = 300
MOST_ROWS = 120

_DASHES = re.compile("[\u2010-\u2015\u2212\u2192]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BULLET = re.compile(r"^\s*(?:[-*\u2022\u25e6\u25aa]|\d{1,2}[.)])\s+(?=\D|\d+[:.h]\d)")
_BETWEEN = re.compile(r"\s*[\u00b7\u2022;|]\s*")
_LABEL = re.compile(r":\s+")
_SPACES = re.compile(r" {3,}")


_OTHER_LIST = re.compile(r"\b(?:grades?|kindergarten|k-\d|groups?|class|cohorts?|day)\b", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it was pasted, with what a heading above it says and what a person chose."""

    text: str
    weekdays: tuple[int, ...] = ()
    place: Literal["", "first", "beside"] = ""
    """The first of a list of its own, or beside the entry before it, as in "15 live + 15 async"."""
    opens: int | None = None
    """When the first of a list begins, where its heading says so."""
    chosen_days: tuple[int, ...] = ()
    chosen_kind: str = ""


def split_schedule(text: str) -> tuple[tuple[Line, ...], int]:
    """The entries of a pasted schedule, and how many more there were than are taken."""
    found: list[Line] = []
    days: tuple[int, ...] = ()
    for is_table, group in groupby(_tidy(text), key=lambda line: "\t" in line):
        if is_table:
            found += [
                Line(cells.text, cells.weekdays or days)
                for cells in read_table(split_cells("\n".join(group)))
            ]
            continue
        for line in _join_wrapped(list(group)):
            own, entries = _read_line(line)
            days = own if own is not None else days
            found += [replace(each, weekdays=each.weekdays or days) for each in entries]
    kept = [replace(each, text=_shorten(each.text)) for each in found if _has_words(each.text)]
    return tuple(kept[:MOST_ROWS]), len(kept) - len(kept[:MOST_ROWS])


def _tidy(text: str) -> list[str]:
    """The text's lines with ordinary letters, dashes and spaces."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_SCHEDULE])
    plain = _INVISIBLE.sub("", _DASHES.sub("-", plain)).replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip(" ") for line in plain.split("\n")]
    return [_lay_out(line) for line in lines]


def _lay_out(line: str) -> str:
    """Columns made of spaces, or of bars, as documents without tabs have them, with tabs."""
    if "\t" in line:
        return line
    if line.count("|") > 1:
        return "\t".join(cell.strip() for cell in line.strip(" |").split("|")) + "\t"
    bare = line.strip(" ")
    return _SPACES.sub("\t", bare) if _SPACES.search(bare) else line


def _join_wrapped(lines: list[str]) -> list[str]:
    """A line that was broken where it was too wide goes on in small letters further in, inside a
    bracket, or after a mark between entries."""
    joined: list[str] = []
    for line in lines:
        bare, before = line.lstrip(), joined[-1].rstrip() if joined else ""
        goes_on = bare[:1].islower() and len(line) - len(bare) >= 2
        is_open = before.count("(") > before.count(")") or before.endswith("\u00b7")
        if before and (goes_on or (is_open and bare and not _BULLET.match(bare))):
            joined[-1] = f"{before} {bare}"
        else:
            joined.append(line)
    return [line.strip() for line in joined]


def _read_line(line: str) -> tuple[tuple[int, ...] | None, list[Line]]:
    """The weekdays that a line sets for what follows (None: it sets none), and its entries."""
    text = _BULLET.sub("", line).strip().strip("|").strip()
    weekdays, rest = take_weekdays(text)
    after = rest.lstrip(" )*_")
    if not weekdays or (after[:1] not in ("", ":", ",", "-") and read_when(after).is_silent):
        return None, list(_read_entries(text))
    entries = [
        replace(each, weekdays=weekdays, place=each.place or ("first" if number == 0 else ""))
        for number, each in enumerate(_read_entries(after.lstrip(":,-. ")))
    ]
    # "Tue 9:00 math" speaks of itself alone; "Tuesday:" of everything below it.
    return (weekdays if after[:1] in ("", ":", ",") else None), entries


def _read_entries(text: str) -> Iterator[Line]:
    """The entries of a line, without the headings among them."""
    first = Line("")
    for piece in _split_entries(text):
        label, body = _take_label(piece)
        if label:
            opens = find_start(label)
            is_other = opens is not None or bool(_OTHER_LIST.search(label))
            first = Line("", place="first" if is_other else "", opens=opens)
        if body:
            yield from _split_sums(body, first)
            first = Line("")


def _split_entries(text: str) -> Iterator[str]:
    """A line's pieces, split at the marks between entries that stand in no bracket."""
    begin = 0
    for match in _BETWEEN.finditer(text):
        piece = text[begin : match.start()]
        if piece.count("(") <= piece.count(")"):
            yield piece
            begin = match.end()
    yield text[begin:]


def _take_label(piece: str) -> tuple[str, str]:
    """What stands before a colon, where it is a heading and not the entry's own name or time."""
    for match in _LABEL.finditer(f"{piece} "):
        label, body = piece[: match.start()], piece[match.end() :].strip()
        if label.count("(") != label.count(")"):
            continue
        if is_clock(label) or (body and not read_when(body).rest.strip(" -,:.()")):
            return "", f"{label} {body}"
        if label[:1].isdigit() and find_start(label) is not None:
            return "", piece
        return label, body
    return "", piece


def _split_sums(text: str, first: Line) -> Iterator[Line]:
    """ "15 live + 15 async" and "lunch 25 min, recess 35 min" are two entries each."""
    summands = re.split(r"\s\+\s(?=\d)", text)
    listed = re.split(r",\s+", text)
    if len(summands) > 1:
        title = strip_kind(read_when(summands[0]).rest.strip(" -,:"))
        yield replace(first, text=summands[0])
        for each in summands[1:]:
            own = len(read_when(each).rest.split()) > 2
            yield Line(each if own else f"{title} {each}", place="beside")
    elif len(listed) > 1 and all(re.fullmatch(r"[^\d]+\d{1,3} ?min\w*", each) for each in listed):
        yield replace(first, text=listed[0])
        yield from map(Line, listed[1:])
    else:
        yield replace(first, text=text)


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _shorten(text: str) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= LONGEST_LINE else f"{tidy[: LONGEST_LINE - 1]}\u2026"
