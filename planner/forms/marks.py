"""What devices send about ticks: a list that was made without a network, or one button."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, Self
from uuid import UUID, uuid4

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from planner.models import Mark
from planner.services.marks import Gesture

MOST_AT_ONCE = 200
MOST_BYTES = 64 * 1024


class SentMark(BaseModel):
    """A tick as a device tells of it."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    block: UUID
    kind: Literal["done", "checked", "picked"]
    choice: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")] = ""
    on: bool
    at: AwareDatetime

    @model_validator(mode="after")
    def _names_what_is_picked(self) -> Self:
        if (self.kind == "picked") != bool(self.choice):
            raise ValueError("what is picked has a name, and nothing else has one")
        return self


class SentMarks(BaseModel):
    """Ticks in the order in which they were made."""

    model_config = ConfigDict(extra="forbid")

    marks: Annotated[list[SentMark], Field(max_length=MOST_AT_ONCE)]


class UnreadableMarks(ValueError):
    """What was sent is no list of ticks; the message names the field."""


def read_marks(body: bytes) -> list[Gesture]:
    """The gestures in a JSON body; raises UnreadableMarks."""
    try:
        sent = SentMarks.model_validate_json(body)
    except ValidationError as error:
        raise say_unreadable(error) from error
    return [make_gesture(each) for each in sent.marks]


def read_button(data: Mapping[str, str], now: dt.datetime) -> Gesture:
    """The gesture of one button on a page without JavaScript; raises UnreadableMarks."""
    named = {name: data.get(name, "") for name in ("block", "kind", "choice")}
    # The button says what was true when the page was made: pressing it means the other.
    pressed = {"id": uuid4(), "at": now, "on": data.get("flip") != "true"}
    try:
        return make_gesture(SentMark.model_validate({**named, **pressed}))
    except ValidationError as error:
        raise say_unreadable(error) from error


def make_gesture(sent: SentMark) -> Gesture:
    """A tick that was read, as the service takes it."""
    return Gesture(sent.id, sent.block, Mark.Kind(sent.kind), sent.on, sent.at, sent.choice)


def say_unreadable(error: ValidationError) -> UnreadableMarks:
    """The first complaint, with its field."""
    first = error.errors(include_url=False, include_input=False)[0]
    return UnreadableMarks(f"{'.'.join(map(str, first['loc'])) or 'body'}: {first['msg']}")
