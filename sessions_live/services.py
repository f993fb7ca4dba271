"""Writing live sessions, and through the planner what families should know of them."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from planner.models import Block, Change, Classroom, User
from planner.services.blocks import change_block
from planner.services.history import StaleEdit
from sessions_live.models import LiveSession
from sessions_live.wording import FamilyWords, spell_for_families


@dataclass(frozen=True, slots=True)
class SessionContent:
    """All that a teacher says about a session: what families read, and the outline they don't."""

    families: FamilyWords
    outline: str


def _refuse_stale(block: Block, version: int, session_version: int) -> None:
    """Hold the class's plan; raise StaleEdit unless session and block are as the edit saw them."""
    Classroom.objects.select_for_update().get(pk=block.day.classroom_id)
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
