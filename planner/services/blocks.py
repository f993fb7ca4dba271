"""Adding, changing, moving and removing blocks."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from planner.models import Block, Change, Classroom, Tool, User
from planner.services.history import BlockState, perform, read_state


def find_tool(classroom: Classroom, link: str) -> Tool | None:
    """The district's tool that a link leads to: the one with the longest host that fits."""
    host = (urlsplit(link).hostname or "").lower()
    if not host:
        return None
    tools = Tool.objects.filter(district=classroom.school.district_id)
    fitting = [tool for tool in tools if host == tool.host or host.endswith(f".{tool.host}")]
    return max(fitting, key=lambda tool: len(tool.host), default=None)


def _settle(classroom: Classroom, state: BlockState) -> BlockState:
    """Derive what follows from other fields: the tool from the link, the screen from the mode."""
    update: dict[str, Any] = {}
    if state.link:
        tool = find_tool(classroom, state.link)
        update["tool"] = None if tool is None else tool.pk
    if state.mode == "async":
        update["screen"] = state.screen or "on"
    else:
        update.update(screen="", due_on=None, due_at=None)
    return state.model_copy(update=update)


def add_block(
    *,
    by: User | None,
    classroom: Classroom,
    date: dt.date,
    fields: Mapping[str, Any],
    now: dt.datetime,
) -> Change:
    """Put a new block on a day. `fields` are BlockState's own, checked by a form."""
    state = _settle(classroom, BlockState(id=uuid.uuid4(), date=date, **fields))
    what = f"Added {state.title}"
    return perform(by=by, classroom=classroom, states=[state], versions={}, what=what, now=now)


def add_blocks(
    *,
    by: User | None,
    classroom: Classroom,
    blocks: Sequence[tuple[dt.date, Mapping[str, Any]]],
    what: str,
    now: dt.datetime,
) -> Change:
    """Put several new blocks on their days as one gesture."""
    states = [
        _settle(classroom, BlockState(id=uuid.uuid4(), date=date, **fields))
        for date, fields in blocks
    ]
    return perform(by=by, classroom=classroom, states=states, versions={}, what=what, now=now)


@transaction.atomic
def change_block(
    *,
    by: User | None,
    block: Block,
    version: int,
    fields: Mapping[str, Any],
    what: str = "",
    now: dt.datetime,
) -> Change:
    """Change some of a block's fields (`date` moves it to another day), from the version seen.

    Raises StaleEdit when the block was changed meanwhile.
    """
    classroom = block.day.classroom
    wanted = {**fields, "removed": False}
    state = _settle(classroom, read_state(block).model_copy(update=wanted))
    return perform(
        by=by,
        classroom=classroom,
        states=[state],
        versions={block.pk: version},
        what=what or f"Changed {state.title}",
        now=now,
    )


@transaction.atomic
def remove_block(*, by: User | None, block: Block, version: int, now: dt.datetime) -> Change:
    """Take a block off its day. Its row and content stay, so that undo brings back all of it."""
    state = read_state(block).model_copy(update={"removed": True})
    return perform(
        by=by,
        classroom=block.day.classroom,
        states=[state],
        versions={block.pk: version},
        what=f"Removed {state.title}",
        now=now,
    )
