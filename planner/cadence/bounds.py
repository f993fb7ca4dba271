"""How much a rule asks for: numbers, numbers by grade band, ranges with a reading."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from .grades import read_band, say_band
from .plan import Document, Grade, clock_to_minutes
from .words import Number, join_words, say_clock, say_number

BoundWord = Literal["at_least", "at_most", "exactly", "between"]
Reading = Literal["low", "high", "undecided"]
Outcome = Literal["broken", "undecided"]
Side = Literal["short", "over"]

LARGEST = 100_000
BOUND_WORDS: tuple[BoundWord, ...] = ("at_least", "at_most", "exactly", "between")


def read_limit(value: Any) -> Any:
    """A clock time becomes minutes after midnight; true and false are no numbers."""
    if isinstance(value, bool):
        raise ValueError("a limit is a number, not true or false")
    return clock_to_minutes(value)


_NUMBER = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": LARGEST},
        {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"},
    ]
}

Limit = Annotated[
    Number,
    BeforeValidator(read_limit),
    Field(ge=0, le=LARGEST, allow_inf_nan=False),
    WithJsonSchema(_NUMBER),
]
Pair = tuple[Limit, Limit]


def read_bands(value: Any) -> Any:
    """Check a map by grade band: known grades, none in two bands. Kept as pairs to stay frozen."""
    if not isinstance(value, dict):
        return value
    if not value or len(value) > 20:
        raise ValueError("a map by grade band has one band to twenty")
    seen: set[Grade] = set()
    for band in value:
        grades = read_band(str(band))
        if seen & grades:
            raise ValueError(f'the band "{band}" overlaps another one')
        seen |= grades
    return tuple(value.items())


class UncertainLimit(Document):
    """A source that gives a range where a limit is meant: how it is to be read is written down."""

    range: Pair
    reading: Reading


def spread_bands(pairs: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    """The map by grade band as files hold it."""
    return {
        band: value.model_dump() if isinstance(value, Document) else value for band, value in pairs
    }


def _schema(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "minProperties": 1, "additionalProperties": items}


_UNCERTAIN = {
    "type": "object",
    "properties": {
        "range": {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2},
        "reading": {"enum": ["low", "high", "undecided"]},
    },
    "required": ["range", "reading"],
    "additionalProperties": False,
}
_PAIR = {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}

LimitsByBand = Annotated[
    tuple[tuple[str, Limit | UncertainLimit], ...],
    BeforeValidator(read_bands),
    PlainSerializer(spread_bands),
    WithJsonSchema(_schema({"anyOf": [_NUMBER, _UNCERTAIN]})),
]
PairsByBand = Annotated[
    tuple[tuple[str, Pair], ...],
    BeforeValidator(read_bands),
    PlainSerializer(spread_bands),
    WithJsonSchema(_schema(_PAIR)),
]


def tell_limits_apart(value: Any) -> str:
    """Number, range or map: told apart, so that an error speaks of the one that was meant."""
    if isinstance(value, UncertainLimit) or (isinstance(value, dict) and "range" in value):
        return "a range"
    if isinstance(value, dict) or (isinstance(value, tuple) and _is_map(value)):
        return "a map"
    return "a number"


def _is_map(value: tuple[Any, ...]) -> bool:
    return bool(value) and all(isinstance(each, tuple) for each in value)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One value against one bound: which side it is on and the limit that it misses."""

    outcome: Outcome
    side: Side
    limit: Number


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that keep a rule. Below `low` and above `high` it is broken; between `low` and
    `sure_low` (and between `sure_high` and `high`) the source leaves it open."""

    low: Number = -math.inf
    sure_low: Number = -math.inf
    sure_high: Number = math.inf
    high: Number = math.inf

    def judge(self, value: Number) -> Judgement | None:
        """None when the value keeps the bound."""
        if value < self.low:
            return Judgement("broken", "short", self.low)
        if value > self.high:
            return Judgement("broken", "over", self.high)
        if value < self.sure_low:
            return Judgement("undecided", "short", self.sure_low)
        if value > self.sure_high:
            return Judgement("undecided", "over", self.sure_high)
        return None

    def meet(self, other: "Interval") -> "Interval":
        """The stricter of two on each side."""
        return Interval(
            max(self.low, other.low),
            max(self.sure_low, other.sure_low),
            min(self.sure_high, other.sure_high),
            min(self.high, other.high),
        )

    @property
    def can_be_kept(self) -> bool:
        """False when the grades of one class ask for values that exclude each other."""
        return self.sure_low <= self.sure_high


def make_interval(word: BoundWord, limit: Any) -> Interval:
    """The values that keep "at least 150", "exactly 30", "between 30 and 45" …"""
    if word == "between":
        return Interval(limit[0], limit[0], limit[1], limit[1])
    first, last = read_ends(word, limit)
    floor, ceiling = word in ("at_least", "exactly"), word in ("at_most", "exactly")
    return Interval(
        low=first if floor else -math.inf,
        sure_low=last if floor else -math.inf,
        sure_high=first if ceiling else math.inf,
        high=last if ceiling else math.inf,
    )


def read_ends(word: BoundWord, limit: Any) -> Pair:
    """Where a limit begins and ends: the same number twice unless its reading is undecided."""
    if not isinstance(limit, UncertainLimit):
        return (limit, limit)
    low, high = sorted(limit.range)
    if limit.reading == "undecided":
        return (low, high)
    chosen = low if limit.reading == "low" else high
    return (chosen, chosen)


def find_interval(word: BoundWord, limit: Any, grades: Iterable[Grade]) -> Interval | None:
    """The strictest interval that a class's grades ask for; None when none of them is named."""
    if not (isinstance(limit, tuple) and _is_map(limit)):
        return make_interval(word, limit)
    wanted = frozenset(grades)
    found = [make_interval(word, value) for band, value in limit if read_band(band) & wanted]
    if not found:
        return None
    strictest = found[0]
    for other in found[1:]:
        strictest = strictest.meet(other)
    return strictest


def say_limit(limit: Any, *, clock: bool = False) -> str:
    """A limit as a rule's sentence has it: "150", "30 for PK-K and 90 for 1-5"."""
    if isinstance(limit, UncertainLimit):
        low, high = (say_limit(each, clock=clock) for each in sorted(limit.range))
        return f"{low} to {high} ({READING_WORDS[limit.reading]})"
    if isinstance(limit, tuple) and _is_map(limit):
        return join_words(
            f"{say_limit(each, clock=clock)} in {say_band(band)}" for band, each in limit
        )
    if isinstance(limit, tuple):
        return f"{say_limit(limit[0], clock=clock)} and {say_limit(limit[1], clock=clock)}"
    return say_clock(limit) if clock else say_number(limit)


READING_WORDS: dict[Reading, str] = {
    "low": "read as the lower one",
    "high": "read as the higher one",
    "undecided": "the source leaves open which",
}
