"""Amounts worked out: what a limit comes to for one group's window."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .amounts import DatedAmount, Quantity, Reckoning, UncertainLimit, is_map
from .bounds import BoundWord, Ends, Interval, find_strictest, make_interval
from .grades import read_band
from .measuring import Part
from .plan import GRADES, Grade
from .selections import share_selection
from .words import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Setting:
    """What a limit may depend on: a grade, the window's days for one group, the place in a day."""

    grade: Grade | None
    parts: Sequence[Part] = ()
    place: int = 0


def find_interval(
    word: BoundWord, limit: Any, grades: Iterable[Grade], setting: Setting
) -> Interval | None:
    """The strictest interval that a class's grades ask for; None when none of them is named."""
    found = (
        reckon_interval(word, limit, replace(setting, grade=grade))
        for grade in dict.fromkeys(grades)
    )
    return find_strictest(interval for interval in found if interval is not None)


def reckon_interval(word: BoundWord, limit: Any, setting: Setting) -> Interval | None:
    """The interval for one grade; None where the limit says nothing of it."""
    if word != "between":
        ends = reckon(limit, setting)
        return make_interval(word, ends) if ends else None
    pair = find_band(limit, setting) if is_map(limit) else limit
    low, high = (reckon(each, setting) for each in pair) if pair else (None, None)
    return make_interval(word, low, high) if low and high else None


def reckon(amount: Any, setting: Setting) -> Ends | None:
    """Where an amount begins and ends: the same number twice unless the source leaves it open.

    None where it says nothing of this grade, day or place, or there is nothing to measure.
    """
    if isinstance(amount, int | float):
        return (amount, amount)
    if isinstance(amount, UncertainLimit):
        return read_ends(amount)
    if isinstance(amount, str):
        return _read_word(amount, setting)
    if isinstance(amount, Quantity):
        return _measure(amount, setting)
    if isinstance(amount, Reckoning):
        return READINGS[amount.word](amount, setting)
    band = find_band(amount, setting)
    return None if band is None else reckon(band, setting)


def read_ends(limit: UncertainLimit) -> Ends:
    """A range as it is to be read."""
    low, high = sorted(limit.range)
    if limit.reading == "undecided":
        return (low, high)
    chosen = low if limit.reading == "low" else high
    return (chosen, chosen)


def find_band(pairs: Any, setting: Setting) -> Any:
    """What a map by grade band says of the grade."""
    return next((value for band, value in pairs if setting.grade in read_band(band)), None)


def _read_word(word: str, setting: Setting) -> Ends | None:
    if word == "grade":
        # Kindergarten counts as 0, and so does what comes before it.
        number = GRADES.index(setting.grade) - GRADES.index("K") if setting.grade else 0
        return (max(0, number), max(0, number))
    if not setting.parts:
        return None
    days = {part.day.date: part.day for part in setting.parts}.values()
    if word == "school_minutes":
        total = sum(day.closes - day.opens for day in days)
        return (total, total)
    found = min(day.opens for day in days) if word == "opens" else max(d.closes for d in days)
    return (found, found)


def _measure(quantity: Quantity, setting: Setting) -> Ends | None:
    chosen = share_selection(quantity.of)
    parts = [Part(p.day, p.timeline, p.timeline.choose(chosen)) for p in setting.parts]
    measured = quantity.measuring.measure(parts) if parts else None
    return (measured.value, measured.value) if measured else None


def _reckon_all(amounts: Iterable[Any], setting: Setting) -> list[Ends] | None:
    """All of the amounts; None where one of them says nothing."""
    found = [reckon(amount, setting) for amount in amounts]
    known = [ends for ends in found if ends is not None]
    return known if len(known) == len(found) else None


def _combine(join: Callable[[list[float]], float]) -> "Reading":
    """A word that makes one number of several, at both ends alike."""

    def read(amount: Reckoning, setting: Setting) -> Ends | None:
        known = _reckon_all(amount.operands, setting)
        if known is None:
            return None
        return (join([low for low, _ in known]), join([high for _, high in known]))

    return read


def _choose(pick: Callable[[list[float]], float]) -> "Reading":
    """A word that picks one of several; those that say nothing are passed over."""

    def read(amount: Reckoning, setting: Setting) -> Ends | None:
        known = [ends for each in amount.operands if (ends := reckon(each, setting)) is not None]
        if not known:
            return None
        return (pick([low for low, _ in known]), pick([high for _, high in known]))

    return read


def _read_less(amount: Reckoning, setting: Setting) -> Ends | None:
    known = _reckon_all(amount.operands, setting)
    if known is None:
        return None
    (low, high), (taken_low, taken_high) = known
    return (max(0, low - taken_high), max(0, high - taken_low))


def _read_figure(amount: Reckoning, setting: Setting) -> Ends | None:
    figures = dict(setting.parts[0].day.classroom.figures) if setting.parts else {}
    number = figures.get(amount.figure or "")
    return None if number is None else (number, number)


def _read_dated(amount: Reckoning, setting: Setting) -> Ends | None:
    if not setting.parts:
        return None
    date = setting.parts[0].day.date
    held = next((each for each in amount.dated or () if _holds(each, date)), None)
    return reckon(held.amount, setting) if held else None


def _holds(dated: DatedAmount, date: dt.date) -> bool:
    return (dated.first is None or dated.first <= date) and (
        dated.last is None or date <= dated.last
    )


def _read_by_weekday(amount: Reckoning, setting: Setting) -> Ends | None:
    if not setting.parts:
        return None
    named: dict[str, Any] = dict(amount.by_weekday or ())
    weekday = WEEKDAYS[setting.parts[0].day.date.weekday()]
    held = named.get(weekday, named.get("others"))
    return None if held is None else reckon(held, setting)


def _read_by_place(amount: Reckoning, setting: Setting) -> Ends | None:
    listed = amount.by_place or ()
    held = listed[setting.place] if setting.place < len(listed) else amount.then
    return None if held is None else reckon(held, setting)


Reading = Callable[[Reckoning, Setting], Ends | None]
READINGS: dict[str, Reading] = {
    "half_of": _combine(lambda values: values[0] / 2),
    "percent": _combine(lambda values: values[0] * values[1] / 100),
    "times": _combine(math.prod),
    "sum_of": _combine(sum),
    "less": _read_less,
    "highest_of": _choose(max),
    "lowest_of": _choose(min),
    "figure": _read_figure,
    "dated": _read_dated,
    "by_weekday": _read_by_weekday,
    "by_place": _read_by_place,
}
