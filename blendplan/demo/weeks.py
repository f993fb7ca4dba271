"""The demonstration's weeks: drafted with their content, published and changed, as teachers do."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from async_tasks.services import TaskContent, save_task, spell_facts
from blendplan.demo.documents import WEEKDAYS, BlockEntry, ClassEntry, TaskEntry, Weekday
from planner.cadence.plan import Translation
from planner.families.session_words import FamilyWords, spell_for_families
from planner.families.texts import list_originals
from planner.models import Block, Classroom, Group, User
from planner.services.blocks import add_blocks, change_block
from planner.services.history import BlockState
from planner.services.proposals import plan_state
from planner.services.publishing import preview_week, publish_week
from sessions_live.services.sessions import SessionContent, save_session

MEETING = "https://meet.sycamore.example"
LESSONS = "https://learn.sycamore.example/lessons"


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of the data on its date."""

    date: dt.date
    entry: BlockEntry


def draft_days(
    classroom: Classroom,
    entry: ClassEntry,
    week: Literal["this", "next"],
    weekdays: Iterable[Weekday],
    monday: dt.date,
    *,
    by: User,
    now: dt.datetime,
) -> None:
    """Put the blocks of these weekdays on the week as one gesture, then write their content."""
    placed = [
        PlacedBlock(monday + dt.timedelta(days=WEEKDAYS.index(weekday)), block)
        for weekday in weekdays
        for block in entry.blocks_on(week, weekday)
    ]
    if not placed:
        return
    group_ids = dict(Group.objects.filter(classroom=classroom).values_list("name", "pk"))
    change = add_blocks(
        by=by,
        classroom=classroom,
        blocks=join_faces((item.date, spell_fields(entry, item, group_ids)) for item in placed),
        what=f"Planned {len(placed)} blocks",
        now=now,
    )
    ids = [uuid.UUID(state["id"]) for state in change.after]
    write_content(entry, dict(zip(ids, placed, strict=True)), by=by, now=now)


def join_faces(
    blocks: Iterable[tuple[dt.date, dict[str, Any]]],
) -> list[tuple[dt.date, dict[str, Any]]]:
    """The blocks, where some have at school what others have at home at the same time as two faces
    of one lesson."""
    known, joined, lessons = list(blocks), [], {}
    for date, fields in known:
        if fields["mode"] == "in_person":
            lessons[name_lesson(date, fields)] = fields["id"] = uuid.uuid4()
    for date, fields in known:
        lesson = lessons.get(name_lesson(date, fields))
        joined.append((date, fields if fields.get("id") else {**fields, "face_of": lesson}))
    return joined


def name_lesson(date: dt.date, fields: dict[str, Any]) -> tuple[object, ...]:
    """What both faces of a lesson have in common."""
    return date, fields["title"], fields["start"], fields["minutes"]


def spell_fields(
    entry: ClassEntry, placed: PlacedBlock, group_ids: dict[str, int]
) -> dict[str, Any]:
    """A block's fields, with what families should know of its session or task in them already."""
    block = placed.entry
    fields: dict[str, Any] = {
        "mode": block.mode,
        "title": block.title,
        "start": block.at,
        "minutes": block.minutes,
        "screen": block.screen or "",
        "subject": block.subject,
        "purpose": block.purpose or "",
        "groups": tuple(sorted(group_ids[name] for name in block.groups)),
        "link": block.link or (f"{MEETING}/{entry.key}" if block.mode == "live" else ""),
    }
    if block.session:
        fields["instructions"] = spell_for_families(read_session(entry, block).families)
    if block.task:
        fields |= spell_facts(read_task_content(entry, placed))
    return fields | {"translations": tuple(translate(entry, placed, fields))}


def translate(
    entry: ClassEntry, placed: PlacedBlock, fields: dict[str, Any]
) -> Iterator[Translation]:
    """What the class's file says of a block in other languages."""
    block = plan_state(BlockState(id=uuid.uuid4(), date=placed.date, **fields), {})
    return entry.translate(list_originals(block))


def read_session(entry: ClassEntry, block: BlockEntry) -> SessionContent:
    """The content of a live block's session."""
    session = entry.sessions[block.session or ""]
    words = FamilyWords(session.words, session.bring, session.work_time)
    return SessionContent(words, "\n".join(session.outline))


def find_lesson_link(entry: ClassEntry, name: str, task: TaskEntry) -> str:
    """A task's own link, or where its recorded instruction stands on the district's site."""
    recorded = f"{LESSONS}/{entry.key}-{name.replace('_', '-')}"
    return task.link or (recorded if task.video else "")


def read_task_content(entry: ClassEntry, placed: PlacedBlock) -> TaskContent:
    """The content of an async block's task on its date."""
    name = placed.entry.task or ""
    task = entry.tasks[name]
    due_on, due_at = task.find_due(placed.date)
    return TaskContent(
        steps=task.steps,
        hand_in=task.hand_in,
        link=find_lesson_link(entry, name, task),
        instruction_minutes=task.video,
        coach_check=task.coach_check,
        needs_printing=task.printing,
        due_on=due_on,
        due_at=due_at,
    )


def write_content(
    entry: ClassEntry, placed: dict[uuid.UUID, PlacedBlock], *, by: User, now: dt.datetime
) -> None:
    """Sessions for live blocks; for async blocks tasks, one for all its places of a week."""
    rows = Block.objects.select_related("day__classroom").in_bulk(list(placed))
    tasks: dict[tuple[str, TaskContent], list[Block]] = {}
    for pk, item in placed.items():
        if item.entry.session:
            save_session(
                by=by,
                block=rows[pk],
                version=rows[pk].version,
                session_version=0,
                content=read_session(entry, item.entry),
                now=now,
            )
        if item.entry.task:
            content = read_task_content(entry, item)
            tasks.setdefault((item.entry.task, content), []).append(rows[pk])
    for (_, content), (first, *others) in tasks.items():
        save_task(
            by=by,
            block=first,
            version=first.version,
            task_version=0,
            content=content,
            shared=others,
            now=now,
        )


def publish_days(classroom: Classroom, monday: dt.date, *, by: User, now: dt.datetime) -> None:
    """Publish what is drafted of a week; none of the demonstration's weeks has a clash."""
    publish_week(
        by=by,
        classroom=classroom,
        monday=monday,
        versions=preview_week(classroom, monday).versions,
        confirm_clash=False,
        now=now,
    )


def change_next_week(
    classroom: Classroom, entry: ClassEntry, monday: dt.date, *, by: User, now: dt.datetime
) -> None:
    """Change drafted blocks of the next week after its publication."""
    for change in entry.changes:
        date = monday + dt.timedelta(days=WEEKDAYS.index(change.weekday))
        block = Block.objects.standing().select_related("day__classroom").get(
            day__classroom=classroom, day__date=date, title=change.title
        )  # fmt: skip
        change_block(
            by=by,
            block=block,
            version=block.version,
            fields={"start": change.at, "minutes": change.minutes},
            what=change.what,
            now=now,
        )
