"""Limits as people write them: numbers and times of day."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from .plan import clock_to_minutes
from .words import Number

LARGEST = 100_000
TWO_LIMITS = (
    "a limit is one number; an interval is written between = [30, 45], and a range that the source "
    'leaves open { range = [30, 45], reading = "low" }'
)
LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,3})?) ?(h|hours?|m|min|minutes?)")
"""A length of time in words, as a limit is not written."""


def read_limit(value: Any) -> Any:
    """A clock time becomes minutes after midnight; lists, true and false are no numbers."""
    if isinstance(value, bool):
        raise ValueError("a limit is a number, not true or false")
    if isinstance(value, list | tuple):
        raise ValueError(TWO_LIMITS)
    if isinstance(value, str) and ":" not in value:
        raise ValueError(say_how_to_write(value))
    return clock_to_minutes(value)


def say_how_to_write(given: str) -> str:
    """How a limit is written; where a length was given in words, what it comes to."""
    length = LENGTH.fullmatch(given.strip().casefold())
    if length is None:
        return 'a limit is a number (a length is in minutes: 150), or a time of day: "8:30"'
    minutes = float(length[1]) * (60 if length[2].startswith("h") else 1)
    return f"a length is written in minutes: {minutes:g}"


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
