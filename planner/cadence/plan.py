"""The plan document: one classroom's day (or several days) as plain data.

This is what publishing freezes, what families and feeds are made from, and the only thing
that the engine reads. Times are minutes after midnight on the school's own clock; time
zones belong to feeds and pages.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

SCHEMA_VERSION: Literal[1] = 1
DAY_MINUTES = 24 * 60
MOST_CLOSED = 1_000

Mode = Literal["live", "in_person", "async", "break"]
Screen = Literal["on", "off", "either"]
Purpose = Literal[
    "community",
    "instruction",
    "feedback",
    "reflection",
    "discussion",
    "small_group",
    "executive_function",
]
Grade = Literal["PK", "K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
DayKind = Literal["regular", "early_release", "weather", "student_led", "testing"]
Delivery = Literal["remote", "hybrid", "in_person"]
GroupKind = Literal["cohort", "small_group"]
Language = Literal["en", "es", "fr", "ar", "zh-hans", "vi", "so", "uk", "ht", "pt"]
"""The languages that families' pages speak."""

Subject = Annotated[str, Field(min_length=1, max_length=80)]
Trait = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
"""A word that a district agrees on, such as "homework" or "e_learning"; rules may ask for it."""
USUAL_TRAITS = ("homework", "optional", "recreational", "physical_activity")
Figure = tuple[Trait, Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Support = tuple[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=4000)]]
"""A group's id, and what is written for it alone."""

GRADES: tuple[Grade, ...] = get_args(Grade)
MOST_TRANSLATIONS = 1_000
"""Of one block: all its texts, those for each group too, in all languages."""


class Translation(NamedTuple):
    """What one of a block's texts says in another language, in a teacher's words.

    It holds for the text that it was made from and for no other: whoever shows a text looks for
    its translation by the digest, so that none outlives a change of the original.
    """

    of: Annotated[str, Field(max_length=60)]
    """Which of the block's texts: where a teacher finds it again once the original has changed."""
    language: Language
    original: Annotated[str, Field(max_length=64)]
    """The digest of the text that it was made from."""
    text: Annotated[str, Field(min_length=1, max_length=8_000)]


def digest_words(text: str) -> str:
    """A short name for a text, to see whether a translation was made from it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def clock_to_minutes(value: Any) -> Any:
    """Accept "09:30" where minutes after midnight are meant; anything else passes through."""
    if isinstance(value, str):
        hours, colon, minutes = value.strip().partition(":")
        if colon and hours.isdecimal() and len(minutes) == 2 and minutes.isdecimal():
            if int(minutes) > 59:
                raise ValueError("minutes go from 00 to 59")
            return int(hours) * 60 + int(minutes)
        raise ValueError('a time is written "09:30" or as minutes after midnight')
    return value


_SCHEMA_WORDS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
}


def is_unsaid(value: object) -> bool:
    """True for a fact that isn't given.

    Such facts stay out of the stored text, so that documents of before they existed keep theirs.
    """
    return value is None or value == () or value == ""


class _OrClockText:
    """Tells the JSON schema that a time may be written "09:30"."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        clock = {"type": "string", "pattern": "^[0-9]{1,2}:[0-5][0-9]$"}
        # Behind a validator of ours pydantic leaves its own words for the limits.
        number = {_SCHEMA_WORDS.get(key, key): value for key, value in handler(core_schema).items()}
        return {"anyOf": [number, clock]}


Minute = Annotated[int, BeforeValidator(clock_to_minutes), Field(strict=True), _OrClockText()]
"""Minutes after midnight, 0 to 1440; people may write "09:30"."""


class Document(BaseModel):
    """A value that is stored or comes from outside: checked once, then never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields changed, as pydantic's own.

        Pydantic would carry cached properties over, which speak of the old fields.
        """
        copied = super().model_copy(update=update, deep=deep)
        for name in set(copied.__dict__) - set(type(self).model_fields):
            del copied.__dict__[name]
        return copied


class PlannedTool(Document):
    """A tool that a block uses: the meeting platform or a site that learners sign in to."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    host: Annotated[str, Field(max_length=253)] = ""
    approved: bool = True
    meeting: bool = False


class PlannedGroup(Document):
    """Some of a classroom's learners.

    Cohorts share out the whole class between them; a small group is taken from the class, or
    from the group named by `within`.
    """

    id: Annotated[str, Field(min_length=1, max_length=40)]
    name: Annotated[str, Field(min_length=1, max_length=80)]
    kind: GroupKind = "cohort"
    within: str | None = None


class PlannedClassroom(Document):
    """What rules may ask about the class itself."""

    id: Annotated[str, Field(min_length=1, max_length=40)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    subjects: Annotated[tuple[Subject, ...], Field(max_length=60)] = ()
    """The subjects the class is taught each week; rules "per subject" ask for each of them."""
    delivery: Delivery = "remote"
    groups: Annotated[tuple[PlannedGroup, ...], Field(max_length=60)] = ()
    school: Annotated[str, Field(max_length=120, exclude_if=is_unsaid)] = ""
    teachers: Annotated[tuple[Name, ...], Field(max_length=20, exclude_if=is_unsaid)] = ()
    traits: Annotated[tuple[Trait, ...], Field(max_length=20, exclude_if=is_unsaid)] = ()
    """What holds for the class all year, such as "semestered"."""
    figures: Annotated[tuple[Figure, ...], Field(max_length=40, exclude_if=is_unsaid)] = ()
    """Numbers that rules may be reckoned from, such as ("core_minutes", 300)."""


class PlannedBlock(Document):
    """One piece of the day. `start` is None for a task that may be done at any time."""

    id: Annotated[str, Field(min_length=1, max_length=40)]
    mode: Mode
    title: Annotated[str, Field(min_length=1, max_length=200)]
    start: Annotated[Minute, Field(ge=0, lt=DAY_MINUTES)] | None = None
    minutes: Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)]
    screen: Screen | None = None
    """Whether a device is needed. Only `async` may choose; the other modes say it themselves."""
    subject: Subject | None = None
    purpose: Purpose | None = None
    groups: Annotated[tuple[str, ...], Field(max_length=60)] = ()
    """Ids of the groups the block is for; none means everyone."""
    tool: PlannedTool | None = None
    link: Annotated[str, Field(max_length=2000)] = ""
    instructions: Annotated[str, Field(max_length=20_000)] = ""
    needs_printing: bool = False
    instruction_minutes: Annotated[int, Field(gt=0, le=DAY_MINUTES)] | None = None
    """Length of the recorded instruction that comes with a task; None where there is none."""
    coach_check: Annotated[str, Field(max_length=300)] = ""
    due: dt.datetime | None = None
    """When a task is due, on the school's clock (no zone)."""
    teacher: Annotated[Name | None, Field(exclude_if=is_unsaid)] = None
    """Who teaches it; where nobody is named, the class's teachers."""
    traits: Annotated[tuple[Trait, ...], Field(max_length=20, exclude_if=is_unsaid)] = ()
    """What else rules may ask for, such as "homework", "optional" or "physical_activity"."""
    supports: Annotated[tuple[Support, ...], Field(max_length=60, exclude_if=is_unsaid)] = ()
    """Words that only some groups read: a variant of the task, or help with it."""
    translations: Annotated[
        tuple[Translation, ...], Field(max_length=MOST_TRANSLATIONS, exclude_if=is_unsaid)
    ] = ()
    """What its texts say in other languages. No rule asks for them."""
    language: Annotated[Language, Field(exclude=True)] = "en"
    """The language that its texts are written in: its class's, so it is not stored with a day."""
    pinned: Annotated[bool, Field(exclude=True)] = False
    """It stays where it is when others are moved or mended. A matter of planning alone: it is
    never stored with a day, so that pinning a block is no news for families."""

    @property
    def end(self) -> int | None:
        """Minutes after midnight at which a timed block ends."""
        return None if self.start is None else self.start + self.minutes

    @property
    def needs_screen(self) -> bool:
        """Live blocks always need a device; a task does unless it says off or either."""
        return self.mode == "live" or (self.mode == "async" and self.screen == "on")

    @model_validator(mode="after")
    def _fits_in_its_day(self) -> "PlannedBlock":
        if self.start is not None and self.start + self.minutes > DAY_MINUTES:
            raise ValueError("minutes: the block runs past midnight")
        if self.start is None and self.mode != "async":
            raise ValueError("start: only an async block may be without a time")
        if self.mode == "async" and self.screen is None:
            raise ValueError("screen: an async block says on, off or either")
        if self.mode != "async" and self.screen is not None:
            raise ValueError("screen: only an async block may choose")
        if self.due is not None and self.due.tzinfo is not None:
            raise ValueError("due: written without a zone, on the school's clock")
        return self


class PlannedDay(Document):
    """One classroom's day: the unit that is drafted, published, judged and kept."""

    schema_version: Annotated[Literal[1], Field(alias="schema")] = SCHEMA_VERSION
    classroom: PlannedClassroom
    date: Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(2199, 12, 31))]
    kind: DayKind = "regular"
    opens: Annotated[Minute, Field(ge=0, lt=DAY_MINUTES)] = 8 * 60
    closes: Annotated[Minute, Field(gt=0, le=DAY_MINUTES)] = 15 * 60
    """The school's hours on this day."""
    usual_opens: Annotated[
        Annotated[Minute, Field(ge=0, lt=DAY_MINUTES)] | None, Field(exclude_if=is_unsaid)
    ] = None
    """When school opens on other days, where this one begins later or earlier."""
    announced: Annotated[dt.datetime | None, Field(exclude_if=is_unsaid)] = None
    """When families were told of this day, on the school's clock (no zone)."""
    traits: Annotated[tuple[Trait, ...], Field(max_length=20, exclude_if=is_unsaid)] = ()
    """What else rules may ask for, such as "e_learning" or "a_day"."""
    at_school: Annotated[
        tuple[str, ...] | None, Field(max_length=60, exclude_if=lambda value: value is None)
    ] = None
    """Ids of the groups whose turn at school it is; empty where everyone is at home. None where the
    class's groups take no turns."""
    blocks: Annotated[tuple[PlannedBlock, ...], FailFast(), Field(max_length=200)] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="after")
    def _holds_together(self) -> "PlannedDay":
        if self.closes <= self.opens:
            raise ValueError("closes: the school day ends before it starts")
        known = {group.id for group in self.classroom.groups}
        seen: set[str] = set()
        for block in self.blocks:
            if block.id in seen:
                raise ValueError(f"blocks: the id {block.id} is used twice")
            seen.add(block.id)
            for group_id in block.groups:
                if group_id not in known:
                    raise ValueError(f"blocks: {block.title} is for an unknown group {group_id}")
        return self

    @model_validator(mode="after")
    def _knows_its_groups_and_its_clock(self) -> "PlannedDay":
        known = {group.id for group in self.classroom.groups}
        for group in self.classroom.groups:
            if group.within is not None and group.within not in known - {group.id}:
                raise ValueError(f"classroom.groups: {group.id} is within an unknown group")
        if self.announced is not None and self.announced.tzinfo is not None:
            raise ValueError("announced: written without a zone, on the school's clock")
        return self


class Plan(Document):
    """Days of one classroom or of several, as a file holds them."""

    schema_version: Annotated[Literal[1], Field(alias="schema")] = SCHEMA_VERSION
    # Of a file that is all wrong, a million complaints would be made and twenty shown.
    days: Annotated[tuple[PlannedDay, ...], FailFast(), Field(min_length=1)]
    closed: Annotated[
        tuple[dt.date, ...], FailFast(), Field(max_length=MOST_CLOSED, exclude_if=is_unsaid)
    ] = ()
    """Mondays to Fridays without school."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
