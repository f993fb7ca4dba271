"""Amounts in plain English, as a rule's sentence has them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from .amounts import DatedAmount, Quantity, Reading, Reckoning, UncertainLimit, is_map
from .grades import say_band
from .words import DAY_NAMES, WEEKDAYS, join_words, say_clock, say_date, say_number

READING_WORDS: dict[Reading, str] = {
    "low": "read as the lower one",
    "high": "read as the higher one",
    "undecided": "the source leaves open which",
}
WORD_TEXTS = {
    "grade": "the grade",
    "opens": "the start of the school day",
    "closes": "the end of the school day",
    "school_minutes": "the school day's length",
}
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def say_limit(limit: Any, *, clock: bool = False) -> str:
    """A limit as a rule's sentence has it: "150", "30 in grades PK-K and 90 in grades 1-5"."""
    if isinstance(limit, UncertainLimit):
        low, high = (say_limit(each, clock=clock) for each in sorted(limit.range))
        return f"{low} to {high} ({READING_WORDS[limit.reading]})"
    if isinstance(limit, str):
        return WORD_TEXTS[limit]
    if isinstance(limit, Quantity):
        return say_quantity(limit)
    if isinstance(limit, Reckoning):
        return TEXTS[limit.word](limit, clock)
    if is_map(limit):
        return join_words(
            f"{say_limit(each, clock=clock)} in {say_band(band)}" for band, each in limit
        )
    if isinstance(limit, tuple):
        return f"{say_limit(limit[0], clock=clock)} and {say_limit(limit[1], clock=clock)}"
    return say_clock(limit) if clock else say_number(limit)


def say_quantity(quantity: Quantity) -> str:
    """What is measured: "the live minutes", "the number of different subjects in blocks"."""
    name = quantity.measuring.name(quantity.of)
    return name if name.startswith("the ") else f"the {name}"


def _join(between: str) -> "Say":
    def say(limit: Reckoning, clock: bool) -> str:
        first, *others = limit.operands
        # Only the first of a product or a sum is a time: the others are added to it.
        said = [say_limit(first, clock=clock), *(say_limit(each) for each in others)]
        return between.join(said)

    return say


def _say_chosen(word: str) -> "Say":
    def say(limit: Reckoning, clock: bool) -> str:
        return (
            f"the {word} of {join_words(say_limit(each, clock=clock) for each in limit.operands)}"
        )

    return say


def _say_half(limit: Reckoning, clock: bool) -> str:
    return f"half of {say_limit(limit.half_of)}"


def _say_percent(limit: Reckoning, clock: bool) -> str:
    number, whole = limit.operands
    return f"{say_limit(number)} percent of {say_limit(whole)}"


def _say_figure(limit: Reckoning, clock: bool) -> str:
    return f"the class's {(limit.figure or '').replace('_', ' ').replace('-', ' ')}"


def _say_dated(limit: Reckoning, clock: bool) -> str:
    return join_words(
        f"{say_limit(each.amount, clock=clock)}{say_dates(each)}" for each in limit.dated or ()
    )


def say_dates(dated: DatedAmount) -> str:
    """ " from 11 January 2021", " until 10 January 2021"."""
    return say_span(dated.first, dated.last)


def say_span(first: dt.date | None, last: dt.date | None) -> str:
    """Two dates, either of which may be open."""
    said = f" from {say_date(first)} {first.year}" if first else ""
    return said + (f" until {say_date(last)} {last.year}" if last else "")


def _say_weekdays(limit: Reckoning, clock: bool) -> str:
    names: dict[str, str] = {"others": "the other days"}
    names.update(zip(WEEKDAYS, DAY_NAMES, strict=True))
    pairs = limit.by_weekday or ()
    return join_words(f"{say_limit(each, clock=clock)} on {names[day]}" for day, each in pairs)


def _say_places(limit: Reckoning, clock: bool) -> str:
    said = [
        f"{say_limit(each, clock=clock)} for the {say_place(number)}"
        for number, each in enumerate(limit.by_place or ())
    ]
    if limit.then is not None:
        said.append(f"{say_limit(limit.then, clock=clock)} for the others")
    return join_words(said)


def say_place(number: int) -> str:
    """ "first", "second" …"""
    return PLACES[number] if number < len(PLACES) else f"{number + 1}th"


Say = Callable[[Reckoning, bool], str]
TEXTS: dict[str, Say] = {
    "half_of": _say_half,
    "percent": _say_percent,
    "times": _join(" times "),
    "sum_of": _join(" plus "),
    "less": _join(" less "),
    "highest_of": _say_chosen("highest"),
    "lowest_of": _say_chosen("lowest"),
    "figure": _say_figure,
    "dated": _say_dated,
    "by_weekday": _say_weekdays,
    "by_place": _say_places,
}
