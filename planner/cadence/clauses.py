"""The parts of a rule's sentence: a bounded quantity, its window, and the conditions that hold."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_serializer, model_validator

from .amounts import (
    Amount,
    AnyPair,
    OtherQuantity,
    PolicyPart,
    check_dates,
    is_map,
    is_reckoned,
)
from .bounds import BOUND_WORDS, BoundWord
from .findings import Window
from .grades import read_band
from .lists import OneOrMore
from .plan import DayKind, Delivery, Grade, Minute, Trait, is_unsaid
from .words import MONTHS, Month, Weekday

NOON = 12 * 60
LONGEST_SPAN = 100
"""School days in a counted window; longer ones are months and years."""


class Bounded(PolicyPart):
    """How much is asked for: exactly one of four bounds."""

    at_least: Amount | None = None
    at_most: Amount | None = None
    exactly: Amount | None = None
    between: AnyPair | None = None

    @property
    def bound(self) -> BoundWord:
        """Which of the four bounds it is."""
        return next(word for word in BOUND_WORDS if getattr(self, word) is not None)

    @property
    def limit(self) -> Any:
        """The limit of that bound: an amount, a pair of them, or a map by grade band."""
        return getattr(self, self.bound)

    @property
    def is_reckoned(self) -> bool:
        """Whether the limit depends on more than the grades of a class."""
        return is_reckoned(self.limit)

    @model_validator(mode="after")
    def _has_one_bound(self) -> "Bounded":
        given = [word for word in BOUND_WORDS if getattr(self, word) is not None]
        if len(given) != 1:
            raise ValueError("a rule has one bound: at_least, at_most, exactly or between")
        return self

    @model_validator(mode="after")
    def _begins_with_the_smaller(self) -> "Bounded":
        between: Any = self.between
        pairs: list[Any] = [p for _, p in between] if is_map(between) else [between or ()]
        for pair in pairs:
            if all(isinstance(each, int | float) for each in pair) and sorted(pair) != [*pair]:
                raise ValueError(f"between: the smaller comes first: {pair[1]}, then {pair[0]}")
        return self


def check_band(value: Any) -> Any:
    """A grade band that exists; what is no text is left to be refused as that."""
    if isinstance(value, str):
        read_band(value)
    return value


Band = Annotated[str, Field(max_length=20), BeforeValidator(check_band)]
Bands = OneOrMore[Band]


def join_bands(bands: Iterable[str] | None) -> frozenset[Grade] | None:
    """The grades of all bands; None where none is named."""
    return None if bands is None else frozenset().union(*map(read_band, bands))


class Clause(Bounded, OtherQuantity):
    """One of several sentences of a rule: they share its window, key and conditions."""

    grades: Annotated[Bands | None, Field(exclude_if=is_unsaid)] = None
    """The grades that this sentence is about."""
    weekdays: Annotated[OneOrMore[Weekday] | None, Field(exclude_if=is_unsaid)] = None
    """The days of the window that this sentence is about."""


class AllOf(PolicyPart):
    """A choice that is made of several sentences: it is kept when all of them are."""

    all_of: Annotated[tuple[Clause, ...], Field(min_length=1, max_length=12)]


Choice = Annotated[
    Annotated[Clause, Tag("a sentence")] | Annotated[AllOf, Tag("several sentences")],
    Discriminator(
        lambda value: (
            "several sentences"
            if isinstance(value, AllOf) or (isinstance(value, dict) and "all_of" in value)
            else "a sentence"
        )
    ),
]


class Span(PolicyPart):
    """A window that is counted, or a half-day that doesn't end at noon; one of the three."""

    days: Annotated[int | None, Field(gt=1, le=LONGEST_SPAN)] = None
    """So many school days, one window after the other, counted from the year's beginning."""
    rolling: Annotated[int | None, Field(gt=1, le=LONGEST_SPAN)] = None
    """Every so many school days in a row."""
    half_day: Minute | None = None
    """The time that divides a day into two."""

    @property
    def word(self) -> Window:
        """What the window is called."""
        return "half_day" if self.half_day is not None else "days"

    @model_serializer
    def _say_the_one(self) -> dict[str, int]:
        values = {"days": self.days, "rolling": self.rolling, "half_day": self.half_day}
        return {name: value for name, value in values.items() if value is not None}

    @model_validator(mode="after")
    def _is_one_window(self) -> "Span":
        if sum(value is not None for value in (self.days, self.rolling, self.half_day)) != 1:
            raise ValueError("a window has one of days, rolling or half_day")
        return self


WideWindow = Literal["day", "week", "month", "year"]


def tell_windows_apart(value: Any) -> str:
    """A window's word or one that is counted."""
    return "a span" if isinstance(value, dict | Span) else "a window"


AnyWindow = Annotated[
    Annotated[Window, Tag("a window")] | Annotated[Span, Tag("a span")],
    Discriminator(tell_windows_apart),
]
AnyWideWindow = Annotated[
    Annotated[WideWindow, Tag("a window")] | Annotated[Span, Tag("a span")],
    Discriminator(tell_windows_apart),
]


class Circumstance(Clause):
    """A fact that must hold for a rule to be asked: a measure, bounded, over a window."""

    window: AnyWideWindow


class Nth(PolicyPart):
    """School days by their place: the first of the week, the second of the month."""

    place: Annotated[int, Field(ge=1, le=LONGEST_SPAN, strict=True)]
    of: Literal["week", "month", "year"]

    @model_validator(mode="after")
    def _has_so_many_days(self) -> "Nth":
        most = {"week": 7, "month": 31}.get(self.of, LONGEST_SPAN)
        if self.place > most:
            raise ValueError(f"place: a {self.of} has at most {most} days")
        return self


class Conditions(PolicyPart):
    """The days that a rule is about. What is not said is not asked."""

    weekdays: OneOrMore[Weekday] | None = None
    grades: Bands | None = None
    kinds: OneOrMore[DayKind] | None = None
    delivery: OneOrMore[Delivery] | None = None
    first: Annotated[dt.date | None, Field(alias="from", exclude_if=is_unsaid)] = None
    last: Annotated[dt.date | None, Field(alias="until", exclude_if=is_unsaid)] = None
    months: Annotated[OneOrMore[Month] | None, Field(exclude_if=is_unsaid)] = None
    traits: Annotated[OneOrMore[Trait] | None, Field(exclude_if=is_unsaid)] = None
    """Words of which the class or the day has at least one."""
    without_traits: Annotated[OneOrMore[Trait] | None, Field(exclude_if=is_unsaid)] = None
    """Words of which neither the class nor the day has any."""
    nth: Annotated[Nth | None, Field(exclude_if=is_unsaid)] = None
    facts: Annotated[tuple[Circumstance, ...], Field(max_length=6, exclude_if=is_unsaid)] = ()
    """What must hold, for the same learners, over a window that the day is in."""

    @model_validator(mode="after")
    def _can_be_met(self) -> "Conditions":
        check_dates(self)
        if self.months and not can_fall_in(self.months, self.first, self.last):
            raise ValueError(f"months: none of them lies between {self.first} and {self.last}")
        if self.traits and not set(self.traits) - set(self.without_traits or ()):
            raise ValueError("without_traits: all that traits asks for is ruled out again")
        return self

    def find_grades(self) -> frozenset[Grade] | None:
        """The grades of all bands; None when the rule is for every grade."""
        return join_bands(self.grades)


def can_fall_in(months: Iterable[Month], first: dt.date | None, last: dt.date | None) -> bool:
    """Whether any day from the first to the last is in one of the months."""
    if first is None or last is None:
        return True
    wanted = {MONTHS.index(month) for month in months}
    begins, ends = (12 * each.year + each.month - 1 for each in (first, last))
    return any(number % 12 in wanted for number in range(begins, min(ends, begins + 11) + 1))


class Allowance(PolicyPart):
    """How often a rule may be missed within a wider window; one of `times` and `under_percent`."""

    times: Annotated[int, Field(ge=0, le=400, strict=True)] | None = None
    under_percent: Annotated[float, Field(gt=0, le=100)] | None = None
    """Fewer than so many percent of its windows: "on most days" is `under_percent = 50`."""
    within: Annotated[Literal["week", "month", "year"], Field(alias="in")]

    @model_serializer
    def _say_the_one(self) -> dict[str, Any]:
        named = {"times": self.times, "under_percent": self.under_percent, "in": self.within}
        return {name: value for name, value in named.items() if value is not None}

    @model_validator(mode="after")
    def _is_one_number(self) -> "Allowance":
        if (self.times is None) == (self.under_percent is None):
            raise ValueError("may_miss has one of times and under_percent")
        return self
