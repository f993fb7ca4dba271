"""Weekdays at the beginning of a pasted line or in a column's head."""

import re

_NAMES = "mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun"
_DAY = rf"(?:{_NAMES})(?:days?)?s?"
_JOIN = r"\s*(?:-|to|through|until|,\s*and|,|and|&|/|\+)\s*"
_LIST = re.compile(rf"(?:on\s+)?({_DAY}(?:{_JOIN}{_DAY})*)\.?(?![\w])", re.I)
_PART = re.compile(rf"({_DAY})|(-|to|through|until)", re.I)
_EVERY = re.compile(r"(?:daily|every\s*day|each\s+day|all\s+days|weekdays)\b", re.I)
_STARTS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHOLE_WEEK = (0, 1, 2, 3, 4)


def take_weekdays(text: str) -> tuple[tuple[int, ...], str]:
    """The weekdays that a text begins with, and what follows them."""
    every = _EVERY.match(text)
    if every:
        return WHOLE_WEEK, text[every.end() :]
    match = _LIST.match(text)
    if not match:
        return (), text
    return _read_list(match.group(1)), text[match.end() :]


def read_weekdays(text: str) -> tuple[int, ...]:
    """The weekdays of a text that names nothing else, or none."""
    days, rest = take_weekdays(text.strip())
    return days if not rest.strip(" :.()") else ()


def drop_daily(text: str) -> tuple[bool, str]:
    """Whether a line says that it holds every day, and the line without that."""
    found = re.sub(r"[\s,(]*\b(?:daily|every\s*day|each\s+day)\b\)?", "", text, flags=re.I)
    return found != text, found


def _read_list(text: str) -> tuple[int, ...]:
    days: set[int] = set()
    last, spans = 0, False
    for name, mark in _PART.findall(text):
        if mark:
            spans = True
            continue
        day = _STARTS.index(name[:3].casefold())
        days |= set(range(last, day + 1)) if spans else {day}
        last, spans = day, False
    return tuple(sorted(days))
