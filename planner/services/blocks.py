"""Adding, changing, moving and removing blocks."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from planner.models import Block, Change, Classroom, Tool, User
from planner.services.faces import bring_faces
from planner.services.history import BlockState, lock_blocks, perform


def find_tool(classroom: Classroom, link: str) -> Tool | None:
    """The district's tool that a link leads to: the one with the longest host that fits."""
    if not link:
        return None
    return pick_tool(Tool.objects.filter(district=classroom.school.district_id), link)


def pick_tool(tools: Iterable[Tool], link: str) -> Tool | None:
    """Of these tools, the one that a link leads to."""
    host = (urlsplit(link).hostname or "").lower()
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
    """Put several new blocks on their days as one gesture; those that others are faces of say
    their ids."""
    states = [
        _settle(classroom, BlockState.model_validate({"id": uuid.uuid4(), "date": date, **fields}))
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
    standing = lock_blocks(classroom, [block.pk])
    state = standing.states[block.pk].model_copy(update={**fields, "removed": False})
    if not fields.keys().isdisjoint({"link", "mode", "screen"}):
        state = _settle(classroom, state)
    states = bring_faces(standing.states, [state])
    return perform(
        by=by,
        classroom=classroom,
        states=states,
        versions={block.pk: version},
        what=what or f"Changed {state.title}",
        standing=standing if len(states) == 1 else None,
        now=now,
    )


@transaction.atomic
def remove_block(*, by: User | None, block: Block, version: int, now: dt.datetime) -> Change:
    """Take a block off its day. Its row and content stay, so that undo brings back all of it."""
    classroom = block.day.classroom
    standing = lock_blocks(classroom, [block.pk])
    state = standing.states[block.pk].model_copy(update={"removed": True})
    states = bring_faces(standing.states, [state])
    return perform(
        by=by,
        classroom=classroom,
        states=states,
        versions={block.pk: version},
        what=f"Removed {state.title}",
        standing=standing if len(states) == 1 else None,
        now=now,
    )
