"""A rule's sentence with its knobs: the numbers, weekdays, bands and dates that one may turn.

Knobs are found in the rule's document, whatever its measure and however its limits are written,
and then looked up in the sentence that the engine makes of it. One that is not spoken stands
after the sentence.
"""

import copy
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from planner.cadence import CheckedRule, JoinedRule, say_rule
from planner.cadence.grades import read_band, say_band
from planner.cadence.measures import MEASURES
from planner.cadence.words import join_words, say_clock, say_date, say_number, say_weekdays

Step = str | int
Path = tuple[Step, ...]
Kind = Literal["number", "clock", "date", "weekdays", "bands", "band"]
Document = dict[str, Any]

BOUNDS = ("at_least", "at_most", "exactly", "between")
CLOCKS = ("after", "before", "half_day")
NEVER = {"id", "says", "strength", "source", "measure", "ref", "needs"}
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
WEEKDAYS: Path = ("when", "weekdays")
GRADES: Path = ("when", "grades")


@dataclass(frozen=True, slots=True)
class Knob:
    """Something in a rule that can be changed by itself, and how the sentence speaks of it."""

    path: Path
    kind: Kind
    value: Any
    spoken: str

    @property
    def name(self) -> str:
        """The name of its field."""
        return "__".join(map(str, self.path)) + ("__band" if self.kind == "band" else "")

    @property
    def label(self) -> str:
        """What it is, for those who do not see the sentence around it."""
        if self.kind in ("weekdays", "bands"):
            return "Only on" if self.kind == "weekdays" else "Only in grades"
        words = [str(s + 1) if isinstance(s, int) else s.replace("_", " ") for s in self.path]
        words = [word for word in words if word not in ("with", "range")]
        return " ".join([*words, "(grades)"] if self.kind == "band" else words).capitalize()

    @property
    def is_bound(self) -> bool:
        """Whether it is part of how much the rule asks for."""
        return self.path[0] in BOUNDS


def document_rule(rule: CheckedRule) -> Document:
    """A rule's whole document, as it is stored."""
    document: Document = rule.model_dump(mode="json", by_alias=True)
    return document


def find_knobs(rule: CheckedRule) -> list[Knob]:
    """The knobs of a rule, its limit last; weekdays and grades also where the rule names none."""
    document = document_rule(rule)
    when = document.get("when") or {}
    rest = {key: value for key, value in document.items() if key not in NEVER or key == "measure"}
    found = list(walk(rest, (), clock=False))
    return [make_weekdays(when.get("weekdays")), make_bands(when.get("grades")), *found]


def make_weekdays(days: list[Any] | None) -> Knob:
    """The weekdays that the rule is about."""
    return Knob(WEEKDAYS, "weekdays", days or [], say_weekdays(days) if days else "")


def make_bands(bands: list[str] | None) -> Knob:
    """The grades that the rule is about."""
    # Of a single band "grades" stays a word of the sentence.
    named = bands or []
    spoken = join_words(map(say_band, named)) if len(named) > 1 else "".join(named)
    return Knob(GRADES, "bands", named, spoken)


def walk(value: Any, path: Path, *, clock: bool) -> Iterator[Knob]:
    """The knobs inside a value of the document."""
    if isinstance(value, dict):
        of_clock = is_clock(value.get("measure"))
        for key in order_keys(value):
            if is_band(key) and path[:1] != ("when",):
                yield Knob((*path, key), "band", key, key)
            timed = clock or key in CLOCKS or (of_clock and key in BOUNDS)
            yield from walk(value[key], (*path, key), clock=timed)
    elif isinstance(value, list) and path not in (WEEKDAYS, GRADES):
        for place, inner in enumerate(value):
            yield from walk(inner, (*path, place), clock=clock)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        spoken = say_clock(value) if clock else say_number(value)
        yield Knob(path, "clock" if clock else "number", value, spoken)
    elif isinstance(value, str) and DATE.match(value):
        yield Knob(path, "date", value, say_date(dt.date.fromisoformat(value)))


def order_keys(table: Document) -> list[str]:
    """The keys of a table, limits last: a sentence ends with how much it asks for."""
    return sorted(table, key=lambda key: key in BOUNDS)


def is_clock(word: Any) -> bool:
    """Whether a measure's limits are times of day."""
    return isinstance(word, str) and word in MEASURES and MEASURES[word].unit == "clock"


def is_band(key: str) -> bool:
    """Whether a key of a table is a grade band."""
    try:
        return bool(read_band(key))
    except ValueError:
        return False


Piece = str | Knob


def split_sentence(rule: CheckedRule) -> tuple[list[Piece], list[Knob]]:
    """The sentence in pieces, knobs in their places; and the knobs that it does not speak of."""
    sentence = say_rule(rule.model_copy(update={"says": ""}))
    # Several sentences in one are looked through from left to right, as they are written.
    parts = ("", "", sentence) if isinstance(rule, JoinedRule) else sentence.rpartition(": ")
    head, colon, tail = parts
    before: list[Piece] = [head + colon]
    after: list[Piece] = [tail]
    unspoken = []
    for knob in find_knobs(rule):
        whole = isinstance(rule, JoinedRule)
        if not place_knob(after if whole or knob.is_bound else before, knob):
            unspoken.append(knob)
    return [piece for piece in (*before, *after) if piece != ""], unspoken


def place_knob(pieces: list[Piece], knob: Knob) -> bool:
    """Put a knob where its words are spoken first; False where they are not."""
    if not knob.spoken:
        return False
    word = re.compile(rf"(?<![\w.-]){re.escape(knob.spoken)}(?![\w-])", re.IGNORECASE)
    for place, piece in enumerate(pieces):
        found = word.search(piece) if isinstance(piece, str) else None
        if found and isinstance(piece, str):
            pieces[place : place + 1] = [piece[: found.start()], knob, piece[found.end() :]]
            return True
    return False


def turn_knobs(rule: CheckedRule, turned: dict[str, Any]) -> Document:
    """The rule's document with other values at its knobs, by the names of their fields.

    The policy's own words for the rule go when its meaning changes: they would speak of what was.
    """
    document = document_rule(rule)
    before = copy.deepcopy(document)
    knobs = [replace(knob, value=turned[knob.name]) for knob in find_knobs(rule)]
    for knob in knobs:
        if knob.kind != "band":
            put(document, knob.path, knob.value)
    for knob in knobs:
        if knob.kind == "band":
            rename(document, knob.path, knob.value)
    if document != before:
        document["says"] = ""
    return document


def put(document: Document, path: Path, value: Any) -> None:
    """Set the value at a path; an empty list of conditions is none."""
    inner: Any = document
    for step in path[:-1]:
        if isinstance(inner, dict) and inner.get(str(step)) is None:
            inner[step] = {}
        inner = inner[step]
    inner[path[-1]] = None if value == [] else value


def rename(document: Document, path: Path, key: str) -> None:
    """Give a band another name, in its place; two bands of one name are left for the check."""
    inner: Any = document
    for step in path[:-1]:
        inner = inner[step]
    if key != path[-1] and key in inner:
        raise ValueError(f"{key} stands twice")
    items = [(key if each == path[-1] else each, value) for each, value in inner.items()]
    inner.clear()
    inner.update(items)
