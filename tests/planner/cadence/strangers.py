"""What strangers may send: shipped policies and a plan, changed in every way but a sensible one."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from .policy_plans import FOLDER
from .strategies import JSON_VALUES

Place = tuple[str | int, ...]
Edit = Callable[[st.DrawFn, Any, Place], None]

NUMBERS = [0, -1, 0.1, 1e9, 1e308, 10**30, float("inf"), float("nan"), True, None]
WORDS = ["", " ", "\x00", "\u202e", "\ud800", "9" * 500, "25:61", "24:00", "2020-02-30", "a" * 5000]
BANDS = ["1-PK", "K-", "-", "%s", "{0}", "../x", "PK-12", "wed", "grade"]
ODD: st.SearchStrategy[Any] = st.sampled_from([*NUMBERS, *WORDS, *BANDS, [], {}, [[]], {"": None}])
MARKS = [
    '"""',
    "[[",
    "]]",
    "'",
    "\\",
    "\r",
    "0x",
    "= {",
    "#",
    "\ufeff",
    "\u2028",
    "inf",
    "1979-05-27",
]
ONE_INSIDE = ("half_of", "except", "is", "of", "with", "when", "counted")
MANY_INSIDE = ("sum_of", "any_of", "all_of", "facts", "highest_of", "times", "by_place", "steps")


def read_shipped() -> list[str]:
    """The texts of the shipped policies."""
    paths = sorted(path for path in FOLDER.glob("*.toml") if ".plans" not in path.name)
    return [path.read_text("utf-8") for path in paths]


def list_places(data: Any, place: Place = ()) -> Iterator[Place]:
    """Where values stand in tables and lists."""
    steps: list[Any] = []
    if isinstance(data, dict | list):
        steps = list(data) if isinstance(data, dict) else list(range(len(data)))
    for step in steps:
        yield (*place, step)
        yield from list_places(data[step], (*place, step))


def find_value(data: Any, place: Place) -> Any:
    """What stands at a place."""
    for step in place:
        data = data[step]
    return data


def put_anything(draw: st.DrawFn, data: Any, place: Place) -> None:
    """Another value in place of one."""
    # What is drawn may be a list that later edits change; the next example begins with a whole one.
    find_value(data, place[:-1])[place[-1]] = deepcopy(draw(ODD | JSON_VALUES))


def drop(draw: st.DrawFn, data: Any, place: Place) -> None:
    """A value less."""
    del find_value(data, place[:-1])[place[-1]]


def repeat(draw: st.DrawFn, data: Any, place: Place) -> None:
    """A list of the same value many times, or a list many times over."""
    value = find_value(data, place)
    number = draw(st.sampled_from([0, 1, 2, 13, 50, 300]))
    is_short = isinstance(value, list) and len(value) < 99
    find_value(data, place[:-1])[place[-1]] = (value if is_short else [value]) * number


def rename(draw: st.DrawFn, data: Any, place: Place) -> None:
    """Another name for a field."""
    holder, step = find_value(data, place[:-1]), place[-1]
    if isinstance(step, str):
        holder[draw(st.text(max_size=3)) + step[1:]] = holder.pop(step)


def move(draw: st.DrawFn, data: Any, place: Place) -> None:
    """What stands elsewhere, here."""
    other = draw(st.sampled_from(list(list_places(data))))
    find_value(data, place[:-1])[place[-1]] = deepcopy(find_value(data, other))


def wrap(draw: st.DrawFn, data: Any, place: Place) -> None:
    """A value within another, perhaps deep down."""
    holder = find_value(data, place[:-1])
    one, many = draw(st.sampled_from(ONE_INSIDE)), draw(st.sampled_from(MANY_INSIDE))
    for _ in range(draw(st.sampled_from([1, 2, 5, 50]))):
        inner = holder[place[-1]]
        holder[place[-1]] = draw(st.sampled_from([{one: inner}, {many: [inner, 1]}]))


EDITS: tuple[Edit, ...] = (put_anything, drop, repeat, rename, move, wrap)


@st.composite
def edited(draw: st.DrawFn, data: Any) -> Any:
    """The data with some values replaced, taken away, repeated, renamed, moved or wrapped."""
    data = deepcopy(data)
    for _ in range(draw(st.integers(1, 4))):
        places = list(list_places(data))
        if 0 < len(places) < 2000:
            draw(st.sampled_from(EDITS))(draw, data, draw(st.sampled_from(places)))
    return data


@st.composite
def garbled(draw: st.DrawFn, text: str) -> str:
    """The text with pieces left out, repeated, swapped, or with anything put in."""
    for _ in range(draw(st.integers(1, 5))):
        begin, middle, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 3)))
        one, other = text[begin:middle], text[middle:end]
        put = draw(st.text(max_size=9) | st.sampled_from(MARKS))
        changed = [other, one + one + other, other + one, one + put + other, put]
        text = text[:begin] + draw(st.sampled_from(changed)) + text[end:]
    return text
