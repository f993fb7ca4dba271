"""Fix it: what would make a drafted day or week keep its musts, and one of these carried out."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field

from planner.cadence import read_documents
from planner.cadence.changes import (
    Alter,
    Change,
    Remove,
    apply_all,
    list_touched,
    name_second_half,
)
from planner.cadence.fixes import Fix, Fixes, Law, find_fixes, prove_fix
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.models import Change as Gesture
from planner.models import Classroom, SchoolDay, Stage, Tool, User
from planner.review import WeekReview, plan_tool, review_week, spell_document
from planner.services.content import copy_content, spell_offline
from planner.services.history import BlockState, perform, read_states
from planner.services.many import put_device_away

SALT = "planner.fixes"
MOST_TOOLS = 4
"""Tools that a fix may choose from: more would hardly be better, but would take longer to try."""


class NotOurs(ValueError):
    """What was posted is no fix that was offered for this class."""


class Outdated(Exception):
    """The plan was changed meanwhile, so that the fix keeps no longer what it promised: nothing
    was written."""


class OfferedFix(BaseModel):
    """A fix as its button posts it: what it changes, from which versions of the blocks."""

    model_config = ConfigDict(frozen=True)

    classroom: int
    monday: dt.date
    date: dt.date | None
    changes: tuple[Annotated[Change, Field(discriminator="kind")], ...]
    versions: dict[UUID, int]
    what: str

    def seal(self) -> str:
        """It as a text that nobody else can write."""
        return signing.dumps(self.model_dump_json(), salt=SALT, compress=True)


@dataclass(frozen=True, slots=True)
class WeekToFix:
    """A drafted week with all that fixes depend on."""

    review: WeekReview
    days: tuple[PlannedDay, ...]
    law: Law
    fixed: frozenset[str]
    tools: tuple[Tool, ...]

    @property
    def versions(self) -> dict[str, int]:
        """The versions of the blocks that stand."""
        rows = self.review.rows.values()
        return {str(block.pk): block.version for row in rows for block in row.standing}

    def offer(self, fix: Fix, date: dt.date | None) -> OfferedFix:
        """A fix of this week as its button posts it."""
        touched = {pk for change in fix.changes for pk in list_touched(change)}
        versions = self.versions
        whose = "the week" if date is None else f"{date:%A}"
        return OfferedFix(
            classroom=self.review.classroom.pk,
            monday=self.review.monday,
            date=date,
            changes=fix.changes,
            versions={UUID(pk): versions[pk] for pk in touched if pk in versions},
            what=f"Fixed {whose}: {'; '.join(fix.says)}"[:300],
        )


def read_week_to_fix(classroom: Classroom, monday: dt.date) -> WeekToFix:
    """A drafted week, judged, with the district's approved meeting tools."""
    review = review_week(classroom, monday, Stage.DRAFT)
    tools = Tool.objects.filter(district=classroom.school.district_id, approved=True, meeting=True)
    return WeekToFix(
        review=review,
        # Read as stored documents are, which is several times faster to judge.
        days=tuple(read_documents(spell_document(day) for day in review.days)),
        law=Law(review.policies, frozenset(review.closed), tuple(review.rules.waivers)),
        fixed=frozenset([*find_fixed(review.days), *find_faces(review.rows.values())]),
        tools=tuple(tools.order_by("name")[:MOST_TOOLS]),
    )


def find_fixed(days: Iterable[PlannedDay]) -> Iterator[str]:
    """The blocks that stay: pinned ones, breaks, lessons at school of a class taught at home."""
    for day in days:
        stays = {"break"} if day.classroom.delivery == "in_person" else {"break", "in_person"}
        yield from (block.id for block in day.blocks if block.pinned or block.mode in stays)


def find_faces(rows: Iterable[SchoolDay]) -> Iterator[str]:
    """The faces of lessons that some have at school and some at home: they stay together."""
    for block in (block for row in rows for block in row.standing):
        if block.face_of_id is not None:
            yield from (str(block.pk), str(block.face_of_id))


def seek_fixes(week: WeekToFix, date: dt.date | None, stop: Callable[[], bool]) -> Fixes:
    """Up to three fixes of a day of the week, or (without a date) of the week as a whole."""
    tools = [tool for each in week.tools if (tool := plan_tool(each, ""))]
    return find_fixes(week.days, week.law, date=date, fixed=week.fixed, tools=tools, stop=stop)


def read_offer(text: str, classroom: Classroom) -> OfferedFix:
    """The fix that a button posted. Raises NotOurs for anything that was not offered here."""
    try:
        offer = OfferedFix.model_validate_json(signing.loads(text, salt=SALT))
    except (signing.BadSignature, ValueError) as problem:
        raise NotOurs("This is no fix that was offered here.") from problem
    if offer.classroom != classroom.pk:
        raise NotOurs("This fix was offered for another class.")
    return offer


@transaction.atomic
def carry_out_fix(
    *, by: User | None, classroom: Classroom, offer: OfferedFix, now: dt.datetime
) -> Gesture:
    """Make all changes of a fix as one gesture, proved once more on the plan as it is now.

    Raises StaleEdit when one of its blocks was changed meanwhile, and Outdated when anything else
    was, so that the fix no longer does what it promised. Nothing is written then.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    week = read_week_to_fix(classroom, offer.monday)
    standing = week.versions
    is_current = all(standing.get(str(pk)) == seen for pk, seen in offer.versions.items())
    if is_current and not keeps_promise(week, offer):
        raise Outdated
    states, halves = spell_states(week, offer, read_states(classroom, offer.versions))
    # Versions that are not current end here, with both versions shown.
    gesture = perform(
        by=by,
        classroom=classroom,
        states=states,
        versions=offer.versions,
        what=offer.what,
        now=now,
    )
    if halves:
        copy_content(halves)
    return gesture


def keeps_promise(week: WeekToFix, offer: OfferedFix) -> bool:
    """Whether a fix still is one, and touches nothing that has to stay by now."""
    touched = {pk for change in offer.changes for pk in list_touched(change)}
    if not week.fixed.isdisjoint(touched):
        return False
    return prove_fix(week.days, week.law, offer.changes, date=offer.date) is not None


def spell_states(
    week: WeekToFix, offer: OfferedFix, stood: Mapping[UUID, BlockState]
) -> tuple[list[BlockState], dict[UUID, UUID]]:
    """The blocks as a fix leaves them, and which new one is the second half of which."""
    after = {
        block.id: (day.date, block)
        for day in apply_all(week.days, offer.changes)
        for block in day.blocks
    }
    removed = {UUID(c.block_id) for c in offer.changes if isinstance(c, Remove)}
    tools = {tool.name: tool.pk for tool in week.tools}
    offline = find_offline(offer) & stood.keys()
    words = spell_offline({pk: stood[pk].instructions for pk in offline})
    states, halves = [], {}
    for pk, state in stood.items():
        _, block = after.pop(str(pk), (None, None))
        changed = state.model_copy(update={"removed": pk in removed})
        if block is not None:
            changed = change_state(changed, block, offer.changes, tools)
        if pk in offline:
            changed = put_device_away(changed, words[pk])
        states.append(changed)
        second = after.get(name_second_half(str(pk)))
        if second is not None:
            halves[pk] = uuid.uuid4()
            half = {"id": halves[pk], "start": second[1].start, "minutes": second[1].minutes}
            states.append(changed.model_copy(update=half))
    known = {block.id for day in week.days for block in day.blocks}
    known |= {name_second_half(str(pk)) for pk in halves}
    states += [make_state(date, b, tools) for pk, (date, b) in after.items() if pk not in known]
    return states, halves


def find_offline(offer: OfferedFix) -> set[UUID]:
    """The blocks that a fix takes off the device."""
    return {
        UUID(change.block_id)
        for change in offer.changes
        if isinstance(change, Alter) and change.field == "screen" and change.value == "off"
    }


def change_state(
    state: BlockState,
    block: PlannedBlock,
    changes: Iterable[Change],
    tools: Mapping[str, int],
) -> BlockState:
    """A block's state with what a fix makes of the block."""
    update: dict[str, Any] = {
        "start": block.start,
        "minutes": block.minutes,
        "screen": block.screen or "",
        "purpose": block.purpose or "",
        "needs_printing": block.needs_printing,
        "due_on": block.due and block.due.date(),
        "due_at": block.due and block.due.hour * 60 + block.due.minute,
    }
    is_moved = (
        c.field == "tool" for c in changes if isinstance(c, Alter) and c.block_id == block.id
    )
    if any(is_moved):
        update |= {"tool": tools.get(block.tool.name) if block.tool else None, "link": ""}
    return state.model_copy(update=update)


def make_state(date: dt.date, block: PlannedBlock, tools: Mapping[str, int]) -> BlockState:
    """The state of a block that a fix adds."""
    return BlockState(
        id=uuid.uuid4(),
        date=date,
        mode=block.mode,
        title=block.title,
        start=block.start,
        minutes=block.minutes,
        screen=block.screen or "",
        subject=block.subject or "",
        purpose=block.purpose or "",
        groups=tuple(int(group) for group in block.groups),
        tool=tools.get(block.tool.name) if block.tool else None,
    )
