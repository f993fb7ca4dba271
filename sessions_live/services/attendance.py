"""Taking attendance: who was absent from a live session."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from planner.models import Block, User
from planner.services.history import StaleEdit
from sessions_live.models import Absence, Attendance
from sessions_live.services.sessions import hold_live_block


@transaction.atomic
def take_attendance(
    *,
    by: User | None,
    block: Block,
    version: int,
    absent: Mapping[int, str],
    now: dt.datetime,
) -> Attendance:
    """Note who of the block's learners was absent (ids with the school's code, or none): everybody
    else was there.

    `version` is that of the attendance the edit was made from, 0 where none was taken. Raises
    StaleEdit, and writes nothing, where somebody took it meanwhile or the block is live no more.
    """
    hold_live_block(block)
    stored = Attendance.objects.filter(block=block).first()
    if version != (0 if stored is None else stored.version):
        raise StaleEdit((), ())
    taken, _ = Attendance.objects.update_or_create(
        block=block, defaults={"version": version + 1, "taken_at": now, "taken_by": by}
    )
    taken.absences.all().delete()
    Absence.objects.bulk_create(
        Absence(attendance=taken, learner_id=pk, code=code) for pk, code in absent.items()
    )
    return taken
