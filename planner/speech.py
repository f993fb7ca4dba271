"""How times, lengths and dates are said in the reader's language.

Staff read English. Families choose their language, and `planner/locale` holds its words.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache, wraps
from typing import TypeVar, cast

from django.utils.dates import MONTHS_ALT, WEEKDAYS
from django.utils.translation import get_language, gettext, ngettext

WITH_HALVES = ("en", "ar", "so")
"""Languages whose clocks go to twelve and say which half of the day they mean."""
Say = TypeVar("Say", bound=Callable[..., object])


def said_once(say: Say) -> Say:
    """Remember what was said, in each language: a week names few times and lengths, each often."""

    @lru_cache(maxsize=10_000)
    def remember(language: str | None, *args: Hashable, **more: Hashable) -> object:
        return say(*args, **more)

    @wraps(say)
    def speak(*args: Hashable, **more: Hashable) -> object:
        return remember(get_language(), *args, **more)

    return cast(Say, speak)


def has_halves() -> bool:
    """Whether the clock goes to twelve in the language being spoken."""
    return (get_language() or "en").split("-")[0] in WITH_HALVES


@said_once
def say_clock(minutes: int, *, bare: bool = False) -> str:
    """A time of day: "9:05 am", "15:40"; `bare` leaves the half of the day out."""
    hour, minute = divmod(minutes, 60)
    if not has_halves():
        return f"{hour % 24}:{minute:02}"
    time = f"{(hour - 1) % 12 + 1}:{minute:02}"
    half = gettext("am") if hour % 24 < 12 else gettext("pm")
    return time if bare else f"{time} {half}"


@said_once
def spell_span(start: int, end: int) -> str:
    """From when to when: "9:00 to 9:30 am", "11:30 am to 12:15 pm"."""
    same_half = start // 720 % 2 == end // 720 % 2
    first = say_clock(start, bare=same_half)
    return gettext("%(first)s to %(last)s") % {"first": first, "last": say_clock(end)}


@said_once
def spell_minutes(minutes: int) -> str:
    """Minutes in words: 80 is "1 hour 20 minutes"."""
    hours, rest = divmod(minutes, 60)
    words = []
    if hours:
        words.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    if rest or not hours:
        words.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(words)


@said_once
def say_date(date: dt.date) -> str:
    """A date without its year: "14 September"."""
    names = {"day": date.day, "month": MONTHS_ALT[date.month]}
    return gettext("%(day)s %(month)s") % names


@said_once
def say_whole_date(date: dt.date) -> str:
    """The date as a family says it: Monday 16 November."""
    names = {"weekday": WEEKDAYS[date.weekday()], "date": say_date(date)}
    return gettext("%(weekday)s %(date)s") % names


def join_words(words: Iterable[str]) -> str:
    """A spoken list: "a", "a and b", "a, b and c"."""
    *first, last = list(words) or [""]
    if not first:
        return last
    names = {"words": gettext(", ").join(first), "last": last}
    return gettext("%(words)s and %(last)s") % names
