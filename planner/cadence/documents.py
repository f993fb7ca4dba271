"""Stored documents read back without checking them again: what published days are judged from.

A stored document was written by our own models, so its fields can be taken as they are. Such a day
answers as a PlannedDay does, in a fraction of the time: its attributes are the decoded JSON.
"""

import datetime as dt
import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self, cast

from pydantic_core import from_json

from .plan import (
    SCHEMA_VERSION,
    Document,
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
)

READ_MOST = ("start", "minutes")
SELDOM = 50_000
"""New objects after which the garbage collector looks, while documents are read."""


class Stored:
    """A value whose attributes are a decoded JSON object; what that leaves out is the default."""

    # Each has only the dictionary that the decoder made: nothing is copied, nothing checked.
    __slots__ = ("__dict__",)

    def __init_subclass__(cls, like: type[Document]) -> None:
        for name, field in like.model_fields.items():
            if not field.is_required() and name not in READ_MOST:
                setattr(cls, name, field.get_default())
        for name, value in vars(like).items():
            if isinstance(value, property):
                setattr(cls, name, value)

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """A copy with some fields changed, as documents have it."""
        copied = type(self)()
        copied.__dict__ = {**self.__dict__, **update}
        return copied


class StoredBlock(Stored, like=PlannedBlock):
    """A block of a stored day; what judging reads most is kept where it is read fastest."""

    __slots__ = READ_MOST

    start: int | None
    minutes: int

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """A copy with some fields changed, as documents have it."""
        copied = super().model_copy(update=update)
        copied.start, copied.minutes = copied.__dict__["start"], copied.__dict__["minutes"]
        return copied


class StoredTool(Stored, like=PlannedTool):
    """A tool of a stored block."""


class StoredGroup(Stored, like=PlannedGroup):
    """A group of a stored class."""


class StoredClassroom(Stored, like=PlannedClassroom):
    """The class of a stored day."""


class StoredDay(Stored, like=PlannedDay):
    """A stored day."""


class DocumentReader:
    """Reads documents one after another; days of one class that say the same of it share it."""

    def __init__(self) -> None:
        self._said: dict[str, Any] = {}
        self._classroom: PlannedClassroom | None = None

    def read(self, text: str | bytes) -> PlannedDay:
        """The day of a document that our own models wrote, unchecked.

        One of another schema version is left to PlannedDay: it raises pydantic's ValidationError.
        """
        data = from_json(text)
        if data["schema"] != SCHEMA_VERSION:
            return PlannedDay.model_validate_json(text)
        data["classroom"] = self._read_classroom(data["classroom"])
        data["date"] = dt.date.fromisoformat(data["date"])
        data["blocks"] = _read_blocks(data["blocks"])
        _read_what_few_say(data)
        day = StoredDay()
        day.__dict__ = data
        return cast(PlannedDay, day)

    def _read_classroom(self, said: dict[str, Any]) -> PlannedClassroom:
        if self._classroom is None or said != self._said:
            self._said, room = said, StoredClassroom()
            room.__dict__ = said | {
                "grades": tuple(said["grades"]),
                "traits": tuple(said.get("traits", ())),
                "groups": tuple(map(_read_group, said["groups"])),
            }
            self._classroom = cast(PlannedClassroom, room)
        return self._classroom


@contextmanager
def spare_collector() -> Iterator[None]:
    """While many documents are read, the garbage collector looks seldom, and only at what is new.

    Days live for as long as their class is judged, long enough for the collector to take them for
    old and to go over everything else in the process too, again and again. They hold no circles:
    what is done with is freed at once without it.
    """
    often = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM, *often[1:])
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()


def read_documents(texts: Iterable[str | bytes]) -> Iterator[PlannedDay]:
    """The days of stored documents, one at a time."""
    return map(DocumentReader().read, texts)


def _read_what_few_say(data: dict[str, Any]) -> None:
    """Of a day: facts that stay out of the text where they aren't given."""
    if "announced" in data:
        data["announced"] = dt.datetime.fromisoformat(data["announced"])
    if "traits" in data:
        data["traits"] = tuple(data["traits"])
    if "at_school" in data:
        data["at_school"] = tuple(data["at_school"])


def _read_blocks(said: list[dict[str, Any]]) -> tuple[PlannedBlock, ...]:
    # One loop, as most of a document is its blocks. Many of a day share a tool or a due time.
    make, read_time = StoredBlock, dt.datetime.fromisoformat
    last_said: dict[str, Any] | None = None
    last_tool = StoredTool()
    last_due, last_time = "", dt.datetime.min
    blocks = []
    for data in said:
        block = make()
        block.__dict__ = data
        block.start = data["start"]
        block.minutes = data["minutes"]
        if (tool := data["tool"]) is not None:
            if tool != last_said:
                last_said, last_tool = tool, StoredTool()
                last_tool.__dict__ = tool
            data["tool"] = last_tool
        if (due := data["due"]) is not None:
            if due != last_due:
                last_due, last_time = due, read_time(due)
            data["due"] = last_time
        blocks.append(block)
    return cast(tuple[PlannedBlock, ...], tuple(blocks))


def _read_group(data: dict[str, Any]) -> StoredGroup:
    group = StoredGroup()
    group.__dict__ = data
    return group
