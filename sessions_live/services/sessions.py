"""Writing live sessions, and through the planner what families should know of them."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from planner.families.session_words import FamilyWords, read_for_families, spell_for_families
from planner.models import Block, Change, Classroom, User
from planner.services.blocks import change_block
from planner.services.history import BlockState, StaleEdit, lock_blocks, perform
from sessions_live.models import LiveSession
from sessions_live.work_time import Share


@dataclass(frozen=True, slots=True)
class SessionContent:
    """All that a teacher says about a session: what families read, and the outline they don't."""

    families: FamilyWords
    outline: str


def hold_class(block: Block) -> None:
    """Let nobody else change the plan of the block's class; only inside a transaction."""
    Classroom.objects.select_for_update().get(pk=block.day.classroom_id)


def hold_live_block(block: Block) -> None:
    """The same; raises StaleEdit where the block was taken off the day or is live no more."""
    hold_class(block)
    if not Block.objects.standing().filter(pk=block.pk, mode="live").exists():
        raise StaleEdit((), ())


def _refuse_stale(block: Block, version: int, session_version: int) -> None:
    """Hold the class's plan; raise StaleEdit unless session and block are as the edit saw them."""
    hold_class(block)
    session = LiveSession.objects.filter(block=block).first()
    seen = (Block.objects.standing().filter(pk=block.pk, version=version).exists(), session_version)
    if seen != (True, 0 if session is None else session.version):
        raise StaleEdit((), ())


@transaction.atomic
def save_session(
    *,
    by: User | None,
    block: Block,
    version: int,
    session_version: int,
    content: SessionContent,
    now: dt.datetime,
) -> Change | None:
    """Keep a session, and change the block where families will read something else.

    The versions are those the edit was made from (0 for a session not yet written). Raises
    StaleEdit, and writes nothing, when either has moved on. Answers with the change of the
    plan, which can be undone, or None when only the outline changed.
    """
    _refuse_stale(block, version, session_version)
    instructions = spell_for_families(content.families)
    change = None
    if instructions != block.instructions:
        change = change_block(
            by=by,
            block=block,
            version=version,
            fields={"instructions": instructions},
            what=f"Changed what families read about {block.title}",
            now=now,
        )
    LiveSession.objects.update_or_create(
        block=block,
        defaults={
            "bring": content.families.bring,
            "work_time": list(content.families.work_time),
            "outline": content.outline,
            "version": session_version + 1,
            "changed_at": now,
            "changed_by": by,
        },
    )
    return change


@transaction.atomic
def split_work_time(
    *,
    by: User | None,
    block: Block,
    version: int,
    minutes: int,
    shares: Sequence[Share],
    now: dt.datetime,
) -> Change:
    """Make the last minutes of a lesson work time, a block for each share, as one gesture.

    The lesson ends earlier and no longer names the choices: its work time does. Raises StaleEdit
    when the lesson has moved on from `version`.
    """
    old = lock_blocks(block.day.classroom, [block.pk]).states[block.pk]
    words = replace(read_for_families(old.instructions), work_time=())
    length = old.minutes - minutes
    lesson = {"minutes": length, "instructions": spell_for_families(words)}
    starts = (old.start or 0) + length
    blocks = [old.model_copy(update=lesson)]
    for share in shares:
        mode, screen = share.kind
        blocks.append(
            BlockState(
                id=uuid.uuid4(),
                date=old.date,
                mode=mode,
                title=f"{old.title[:180]}: work time",
                start=starts,
                minutes=minutes,
                screen=screen,
                subject=old.subject,
                groups=share.groups or old.groups,
                tool=old.tool if mode == "live" else None,
                link=old.link if mode == "live" else "",
                instructions=share.words,
            )
        )
    what = f"Split work time off {old.title}"
    return perform(
        by=by,
        classroom=block.day.classroom,
        states=blocks,
        versions={block.pk: version},
        what=what,
        now=now,
    )


def copy_sessions(copies: Mapping[UUID, UUID]) -> None:
    """Give the copy of each of these blocks a session of its own that says the same."""
    sessions = list(LiveSession.objects.filter(block__in=copies))
    for session in sessions:
        session.pk, session.block_id, session.version = None, copies[session.block_id], 1
    LiveSession.objects.bulk_create(sessions)
