"""The demonstration's data as values: read from the TOML files beside this module, and checked."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from planner.cadence.plan import (
    Delivery,
    Grade,
    GroupKind,
    Language,
    Minute,
    Mode,
    Purpose,
    Screen,
    Translation,
    digest_words,
)
from planner.services.homes import HomeContent

HERE = Path(__file__).resolve().parent
Weekday = Literal["mon", "tue", "wed", "thu", "fri"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")


class Entry(BaseModel):
    """A table of the data files: only known keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SchoolEntry(Entry):
    """A school and its hours."""

    name: str
    opens: Minute
    closes: Minute


class ToolEntry(Entry):
    """A platform or site."""

    name: str
    host: str
    approved: bool = False
    meeting: bool = False
    protected: bool = False


class ClosureEntry(Entry):
    """A day of the second week without school in the whole district."""

    weekday: Weekday
    reason: str


class StaffEntry(Entry):
    """Somebody who signs in; without a school, for the whole district."""

    role: Literal["coordinator", "administrator"]
    name: str
    email: str
    school: str | None = None


class LearnerEntry(Entry):
    """A learner in a class, known by the name of the class's file."""

    first_name: str
    in_class: Annotated[str, Field(alias="class")]
    groups: tuple[str, ...] = ()


class HouseholdEntry(Entry):
    """A home, what it tells of itself, and its learners."""

    school: str
    label: str
    devices: int | None = None
    connection: str = ""
    learners: tuple[LearnerEntry, ...]


class DistrictEntry(Entry):
    """The district with all that belongs to no class."""

    name: str
    timezone: str
    policies: tuple[str, ...]
    stored_policies: tuple[str, ...]
    classes: tuple[str, ...]
    schools: tuple[SchoolEntry, ...]
    tools: tuple[ToolEntry, ...]
    closures: tuple[ClosureEntry, ...]
    staff: tuple[StaffEntry, ...]
    households: tuple[HouseholdEntry, ...]


class GroupEntry(Entry):
    """A group of a class."""

    name: str
    kind: GroupKind = "cohort"


class SessionEntry(Entry):
    """How a live session is run."""

    words: str = ""
    bring: str = ""
    outline: tuple[str, ...] = ()
    work_time: tuple[str, ...] = ()


class TaskEntry(Entry):
    """A task; `video` is the length of its recorded instruction, `due` "14:00" or "fri 14:00"."""

    steps: tuple[str, ...]
    hand_in: str = ""
    video: int | None = None
    link: str = ""
    coach_check: str = ""
    printing: bool = False
    due: Annotated[str, Field(pattern=r"^((mon|tue|wed|thu|fri) )?\d\d:\d\d$")] | None = None

    def find_due(self, date: dt.date) -> tuple[dt.date | None, int | None]:
        """When the task is due, as a date of the same week and minutes after midnight."""
        if self.due is None:
            return None, None
        day, _, clock = self.due.rpartition(" ")
        hours, minutes = clock.split(":")
        monday = date - dt.timedelta(days=date.weekday())
        names: tuple[str, ...] = WEEKDAYS
        on = monday + dt.timedelta(days=names.index(day)) if day else date
        return on, int(hours) * 60 + int(minutes)


MODE_KEYS: dict[str, Mode] = {
    "live": "live",
    "school": "in_person",
    "async": "async",
    "break": "break",
}


class BlockEntry(Entry):
    """A block; the key that names its mode holds its minutes: `live = 30`."""

    title: str
    mode: Mode
    minutes: int
    at: Minute | None = None
    screen: Screen | None = None
    subject: str = ""
    purpose: Purpose | None = None
    groups: Annotated[tuple[str, ...], Field(alias="for")] = ()
    session: str | None = None
    task: str | None = None
    link: str = ""

    @model_validator(mode="before")
    @classmethod
    def _read_mode(cls, value: dict[str, Any]) -> dict[str, Any]:
        named = [key for key in MODE_KEYS if key in value]
        if len(named) != 1:
            raise ValueError("a block has exactly one of live, school, async and break")
        rest = {key: item for key, item in value.items() if key != named[0]}
        return rest | {"mode": MODE_KEYS[named[0]], "minutes": value[named[0]]}


class DaysEntry(Entry):
    """Blocks of one weekday or several, of both weeks or one."""

    on: tuple[Weekday, ...]
    weeks: tuple[Literal["this", "next"], ...] = ("this", "next")
    blocks: tuple[BlockEntry, ...]


class ChangeEntry(Entry):
    """What the teacher changed in next week's draft after publishing it."""

    weekday: Weekday
    title: str
    at: Minute
    minutes: int
    what: str


class MissedEntry(Entry):
    """A live session of this week that learners missed, and what it leaves for them; `recorded`
    is the part of it that was recorded."""

    weekday: Weekday
    title: str
    absent: tuple[str, ...]
    missed_work: str = ""
    questions: tuple[str, ...] = ()
    recorded: str = ""


class AskedEntry(Entry):
    """What a learner asked, or a family told (`feedback`)."""

    learner: str
    text: str
    about: str = ""
    """The title of a block of this week's `weekday`; empty where it is about none."""
    weekday: Weekday = "mon"
    language: str = "en"
    feedback: bool = False
    answer: str = ""
    """Empty where it still waits."""


class ClassEntry(Entry):
    """A class: who it is, where its schedule comes from, its content and its days."""

    key: str
    name: str
    school: str
    teacher: str
    grades: tuple[Grade, ...]
    subjects: tuple[str, ...]
    delivery: Delivery = "remote"
    rotation: str = ""
    next_week: Literal["draft", "published"] | tuple[Weekday, ...]
    source: str
    notes: tuple[str, ...]
    groups: tuple[GroupEntry, ...] = ()
    sessions: dict[str, SessionEntry] = {}
    tasks: dict[str, TaskEntry] = {}
    translations: dict[Language, dict[str, str]] = {}
    """Lines of its texts in other languages."""
    days: tuple[DaysEntry, ...]
    changes: tuple[ChangeEntry, ...] = ()
    missed: tuple[MissedEntry, ...] = ()
    asked: tuple[AskedEntry, ...] = ()
    moods: dict[str, Literal["great", "fine", "so_so", "tired", "sad", "worried"]] = {}
    """How learners are on the day of loading."""
    home_base: HomeContent | None = None

    @property
    def email(self) -> str:
        """The teacher's sign-in: the name without its title, in the demonstration's domain."""
        return f"{self.teacher.split()[-1].lower()}@demo.blendplan.example"

    def translate(self, texts: Mapping[str, str]) -> Iterator[Translation]:
        """What the file says of these texts in other languages, where it says all of one."""
        for language, said in self.translations.items():
            for name, text in texts.items():
                lines = text.split("\n")
                if said.keys() >= set(lines):
                    words = "\n".join(said[line] for line in lines)
                    yield Translation(name, language, digest_words(text), words)

    def blocks_on(self, week: Literal["this", "next"], weekday: Weekday) -> tuple[BlockEntry, ...]:
        """The blocks of a weekday in one of the two weeks."""
        found = [days for days in self.days if week in days.weeks and weekday in days.on]
        return tuple(block for days in found for block in days.blocks)


def read_district() -> DistrictEntry:
    """The district's file."""
    return DistrictEntry.model_validate(tomllib.loads((HERE / "district.toml").read_text()))


def read_classes() -> tuple[ClassEntry, ...]:
    """The files of all classes, in the order that the district's file names them."""
    return tuple(read_class(key) for key in read_district().classes)


def read_class(key: str) -> ClassEntry:
    """The file of one class."""
    text = (HERE / "classes" / f"{key}.toml").read_text()
    return ClassEntry.model_validate({"key": key} | tomllib.loads(text))
