"""What two groups do at the same time, planned once: the two halves of a flip-flop, and the
at-school and at-home faces of a hybrid class's block."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from planner.models import Block, Change, Classroom, User
from planner.services.blocks import find_tool
from planner.services.history import BlockState, lock_blocks, perform
from planner.services.translations import rename_groups


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is taught: live or at school, and what the others do meanwhile in their own time."""

    title: str
    start: int
    minutes: int
    subject: str = ""
    link: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """What a group does on its own while the other is taught."""

    title: str
    screen: str = "on"


@dataclass(frozen=True, slots=True)
class FlipFlop:
    """One half of the class is taught live while the other works on its own; then they swap.

    `gap` are the minutes between the halves, a break for both where there are any.
    """

    lesson: Lesson
    work: OwnWork
    first: int
    second: int
    gap: int
    dates: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class Hybrid:
    """A lesson at school for one cohort, and its face at home for the other, day by day.

    `at_school` says for each date which cohort is at school; `work` is what the other does at
    home, or None where it joins the lesson online.
    """

    lesson: Lesson
    work: OwnWork | None
    cohorts: tuple[int, int]
    at_school: Mapping[dt.date, int]


def flip_flop_states(classroom: Classroom, plan: FlipFlop) -> tuple[BlockState, ...]:
    """The blocks of a flip-flop on each of its days; nothing is written."""
    tool = find_tool(classroom, plan.lesson.link)
    facts = {"tool": None if tool is None else tool.pk}
    swap = plan.lesson.start + plan.lesson.minutes
    halves = (
        (plan.lesson.start, plan.first, plan.second),
        (swap + plan.gap, plan.second, plan.first),
    )
    states: list[BlockState] = []
    for date in plan.dates:
        for start, taught, alone in halves:
            states.append(_teach(plan.lesson, "live", date, (taught,), start=start, **facts))
            states.append(_work_alone(plan.lesson, plan.work, date, (alone,), start=start))
        if plan.gap:
            both = (plan.first, plan.second)
            states.append(_make_break("Swap", date, swap, plan.gap, both))
    return tuple(states)


def hybrid_states(classroom: Classroom, plan: Hybrid) -> tuple[BlockState, ...]:
    """Both faces of a hybrid lesson on each of its days; nothing is written."""
    tool = find_tool(classroom, plan.lesson.link)
    states: list[BlockState] = []
    for date, at_school in sorted(plan.at_school.items()):
        at_home = tuple(pk for pk in plan.cohorts if pk != at_school)
        lesson = _teach(plan.lesson, "in_person", date, (at_school,), link="")
        states.append(lesson)
        if plan.work is None:
            facts = {"tool": None if tool is None else tool.pk}
            home = _teach(plan.lesson, "live", date, at_home, **facts)
        else:
            home = _work_alone(plan.lesson, plan.work, date, at_home)
        states.append(home.model_copy(update={"face_of": lesson.id}))
    return tuple(states)


@dataclass(frozen=True, slots=True)
class Face:
    """Who has a block at school, who at home, and what it is there: `work`, or joining online."""

    at_school: int
    at_home: int
    work: OwnWork | None
    link: str = ""


@transaction.atomic
def give_face(
    *, by: User | None, block: Block, version: int, face: Face, now: dt.datetime
) -> Change:
    """Make of a block with a time a lesson at school for one cohort with a face at home for the
    other.

    Raises StaleEdit when the block was changed meanwhile, and FullDay.
    """
    classroom = block.day.classroom
    standing = lock_blocks(classroom, [block.pk])
    state = standing.states[block.pk]
    tool = find_tool(classroom, face.link) if face.work is None else None
    at_school = {
        "mode": "in_person",
        "screen": "",
        "groups": (face.at_school,),
        "link": "",
        "tool": None,
        "due_on": None,
        "due_at": None,
        "removed": False,
    }
    translations = rename_groups(state.translations, {})
    if face.work is not None:
        translations = tuple(each for each in translations if each.of != "title")
    at_home = {
        "id": uuid.uuid4(),
        "face_of": block.pk,
        "groups": (face.at_home,),
        "removed": False,
        "mode": "live" if face.work is None else "async",
        "screen": "" if face.work is None else face.work.screen,
        "title": state.title if face.work is None else face.work.title,
        "link": face.link if face.work is None else "",
        "tool": None if tool is None else tool.pk,
        "supports": (),
        "translations": translations,
    }
    return perform(
        by=by,
        classroom=classroom,
        states=[state.model_copy(update=at_school), state.model_copy(update=at_home)],
        versions={block.pk: version},
        what=f"Gave {state.title} a face at home",
        standing=standing,
        now=now,
    )


def add_states(
    *,
    by: User | None,
    classroom: Classroom,
    states: Iterable[BlockState],
    what: str,
    now: dt.datetime,
) -> Change:
    """Put these new blocks on their days as one gesture. Raises FullDay and NothingToDo."""
    return perform(by=by, classroom=classroom, states=states, versions={}, what=what, now=now)


def _teach(
    lesson: Lesson, mode: str, date: dt.date, groups: tuple[int, ...], **facts: Any
) -> BlockState:
    said = {field.name: getattr(lesson, field.name) for field in fields(lesson)} | facts
    return BlockState(id=uuid.uuid4(), date=date, mode=mode, groups=tuple(sorted(groups)), **said)


def _work_alone(
    lesson: Lesson, work: OwnWork, date: dt.date, groups: tuple[int, ...], start: int | None = None
) -> BlockState:
    return BlockState(
        id=uuid.uuid4(),
        date=date,
        mode="async",
        title=work.title,
        start=lesson.start if start is None else start,
        minutes=lesson.minutes,
        screen=work.screen,
        subject=lesson.subject,
        groups=tuple(sorted(groups)),
    )


def _make_break(
    title: str, date: dt.date, start: int, minutes: int, groups: tuple[int, ...]
) -> BlockState:
    return BlockState(
        id=uuid.uuid4(),
        date=date,
        mode="break",
        title=title,
        start=start,
        minutes=minutes,
        groups=tuple(sorted(groups)),
    )
