"""What differs between two askings of the same page: the minute, the token in its links, and on
a learner's page what is that learner's own.

A page is made once for each state of the day, with a mark wherever one of these decides; a
`Sheet` is such a page. Filling in its marks is a hundredth of the work of making it.
"""

import datetime as dt
import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from planner.families.clock import WAIT, Span, State, count_phase, tell_states

NONCE = secrets.token_hex(8)
"""No teacher's text can hold a mark by accident or by design: each process has its own."""
_MARK = re.compile(rf"{NONCE}-(\w+)-")

TOKEN = f"{NONCE}-token-"
"""Stands where an address has its token; letters that an address carries as they are."""
HIDDEN = " hidden"
CLASSES: dict[State, str] = {"past": " item-past", "now": " item-now"}


def mark_hidden(kind: Literal["now", "next", "join", "wait"], place: int) -> str:
    """Hides what is shown of the block at this place only while it is now, or next, while it can be
    joined, or until then."""
    return f"{NONCE}-{kind}{place}-"


def mark_class(place: int) -> str:
    """The class that tells whether the block at this place is now or past."""
    return f"{NONCE}-class{place}-"


def mark_own(name: str, place: int | str = "") -> str:
    """Where a learner's page says what is that learner's own."""
    return f"{NONCE}-{name}{place}-"


def mark_page(kind: Literal["free", "over"]) -> str:
    """Hides what is said of the day as a whole unless it holds."""
    return f"{NONCE}-{kind}-"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was made, for any minute of a day and any token."""

    pieces: tuple[str, ...]
    """Text and the names of marks in turn, beginning and ending with text."""
    digest: str
    date: dt.date
    spans: tuple[Span, ...]
    """The day's blocks at a set time, in order."""

    def name_state(self, now: dt.datetime, token_hash: str, own: Mapping[str, str]) -> str:
        """What tells two answers from this sheet apart: the block that is now, the token, and what
        is a learner's own."""
        phase = count_phase(self.spans, now) if self.date == now.date() else 0
        parts = json.dumps([self.digest, phase, token_hash, sorted(own.items())])
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

    def fill(self, now: dt.datetime, token: str, own: Mapping[str, str]) -> str:
        """The page as it is at this moment; `own` has markup for each mark of a learner's."""
        words = {**find_words(self.date, self.spans, now), "token": token, **own}
        pieces = list(self.pieces)
        pieces[1::2] = [words[name] for name in pieces[1::2]]
        return "".join(pieces)


def make_sheet(text: str, date: dt.date, spans: Sequence[Span]) -> Sheet:
    """Take a page's text apart at its marks."""
    pieces = tuple(_MARK.split(text))
    digest = hashlib.sha256("\0".join(pieces).encode()).hexdigest()
    return Sheet(pieces, digest, date, tuple(spans))


def find_words(date: dt.date, spans: Sequence[Span], now: dt.datetime) -> dict[str, str]:
    """What stands at each mark of a day's page at this moment."""
    # Nothing of another day is next, but what stood at a set time on an earlier one is over.
    states: list[State] = ["later"] * len(spans)
    if date <= now.date():
        states = tell_states(spans, now)
    words = {}
    seconds = now.timestamp()
    for place, (state, span) in enumerate(zip(states, spans, strict=True)):
        may_join = span[0] - WAIT <= seconds < span[1]
        words[f"join{place}"] = "" if may_join else HIDDEN
        words[f"wait{place}"] = "" if seconds < span[0] - WAIT else HIDDEN
        words[f"now{place}"] = "" if state == "now" else HIDDEN
        words[f"next{place}"] = "" if state == "next" else HIDDEN
        words[f"class{place}"] = CLASSES.get(state, "")
    is_over = date == now.date() and set(states) <= {"past"}
    is_free = not is_over and "past" in states and "now" not in states
    return words | {"free": "" if is_free else HIDDEN, "over": "" if is_over else HIDDEN}
