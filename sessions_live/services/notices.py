"""Noting what families say in writing about the recording of their children."""

import datetime as dt

from planner.models import Learner, User
from sessions_live.models import RecordingNotice


def note_recording(
    *,
    by: User | None,
    learner: Learner,
    may_record: bool,
    said_on: dt.date,
    source: str,
    now: dt.datetime,
) -> RecordingNotice:
    """Add a notice to the ledger. What was noted wrongly is set right by another one."""
    return RecordingNotice.objects.create(
        learner=learner,
        may_record=may_record,
        said_on=said_on,
        source=source,
        noted_at=now,
        noted_by=by,
    )
