"""Plain English for numbers, days and clock times, and the nearest known word to a slip."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Month = Literal["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
Number = int | float

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
MONTHS: tuple[Month, ...] = get_args(Month)
MANY_MINUTES = 5 * 60
"""From here on people think in hours."""
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


SHORT_SUBJECTS = frozenset({"dt", "ela", "ell", "esl", "ict", "pe", "pshe", "re", "sel", "stem"})
"""Subjects that everybody writes in capitals, however they were typed."""
SHORT_WORDS = SHORT_SUBJECTS - {"dt", "re", "sel", "stem"}
"""Those that mean nothing else inside a title."""


OTHER_WORDS = {
    "synchronous": "live",
    "sync": "live",
    "virtual": "live remote",
    "online": "live remote on",
    "asynchronous": "async",
    "onsite": "in_person",
    "student": "group",
    "learner": "group",
    "pupil": "group",
    "child": "group",
    "class": "classroom",
    "district": "everywhere",
    "total": "minutes",
    "hours": "minutes",
    "sessions": "count",
    "number": "count",
    "percent": "share",
    "percentage": "share",
    "break": "shortest_break",
    "breaks": "shortest_break",
    "pause": "shortest_break",
    "consecutive": "longest_run",
    "snow": "weather",
    "normal": "regular",
    "exam": "testing",
}
"""What policies and people call it, and our words for it: the first that is known is meant."""


def say_subject(subject: str) -> str:
    """A subject inside a sentence, as people write it: "math", "PE", "social studies"."""
    return subject.upper() if subject in SHORT_SUBJECTS else subject.replace("_", " ")


def write_subject(subject: str) -> str:
    """A subject by itself, as people write it: "Math", "PE"; capitals that were typed stay."""
    said = say_subject(subject)
    return said[:1].upper() + said[1:] if said.islower() else said


def write_title(title: str, subject: str | None) -> str:
    """A title begins with a capital; a subject of capitals that it names has them: "PE outside"."""
    spelt = re.sub(
        r"\S+", lambda word: word[0].upper() if word[0] in SHORT_WORDS else word[0], title
    )
    said = say_subject(subject or "")
    if said and not said[1:].islower():
        named = rf"(?<!\S){re.escape(said)}(?!\S)"
        spelt = re.sub(named, lambda _: said, spelt, flags=re.IGNORECASE)
    return spelt[:1].upper() + spelt[1:]


def say_number(value: Number) -> str:
    """A number without needless decimals: 12, 12.5."""
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def say_count(value: Number, noun: str) -> str:
    """The number with its noun: "1 minute", "12 minutes", "no minutes"."""
    number = "no" if value == 0 else say_number(value)
    return f"{number} {noun if value == 1 else pluralise(noun)}"


def say_length(minutes: Number) -> str:
    """A length of time that may be long: "90 minutes", "9 hours", "2 hours 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    if hours < 2:
        return say_count(minutes, "minute")
    said = say_count(hours, "hour")
    return f"{said} {say_count(rest, 'minute')}" if rest else said


def say_in_hours(minutes: Number) -> str:
    """Minutes that nobody reads as such are told again as hours: " (14 hours 30 minutes)"."""
    return f" ({say_length(minutes)})" if minutes >= MANY_MINUTES else ""


def pluralise(noun: str) -> str:
    """The plural of one of our own nouns; the last word carries it."""
    if noun.endswith(("s", "x", "ch")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def join_words(words: Iterable[str], last: str = "and") -> str:
    """A spoken list: "a", "a and b", "a, b and c"."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def say_clock(minutes: Number) -> str:
    """A time of day for people: "9:05 am", "3:40 pm"."""
    hour, minute = divmod(int(minutes), 60)
    return f"{(hour - 1) % 12 + 1}:{minute:02} {'am' if hour % 24 < 12 else 'pm'}"


def say_day(date: dt.date) -> str:
    """The weekday's name."""
    return DAY_NAMES[date.weekday()]


def say_date(date: dt.date) -> str:
    """A date without its year: "14 September"."""
    return f"{date.day} {MONTH_NAMES[date.month - 1]}"


def say_month(date: dt.date) -> str:
    """A date's month and year: "September 2020"."""
    return f"{MONTH_NAMES[date.month - 1]} {date.year}"


def say_weekdays(words: Sequence[Weekday]) -> str:
    """Weekdays as one says them: "Tuesday to Friday", "Monday and Wednesday"."""
    places = sorted({WEEKDAYS.index(word) for word in words})
    in_a_row = places == list(range(places[0], places[-1] + 1))
    if in_a_row and len(places) > 2:
        return f"{DAY_NAMES[places[0]]} to {DAY_NAMES[places[-1]]}"
    return join_words(DAY_NAMES[place] for place in places)


def find_nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a slip, or a word of other people, most likely meant; None where nothing
    is near."""
    given, words = word.casefold()[:80], list(known)
    meant = [other for other in OTHER_WORDS.get(given, "").split() if other in words]
    near = meant or difflib.get_close_matches(given, words, n=1)
    return near[0] if near else None


def say_unknown_word(word: str, known: Iterable[str]) -> str:
    """That a word is not known, with the nearest one where there is any."""
    near = find_nearest(word, known)
    return f'unknown word "{word[:60]}"' + (f'; did you mean "{near}"?' if near else "")
