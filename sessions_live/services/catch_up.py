"""Writing what a live session leaves for those who were absent."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from planner.models import Block, User
from planner.services.history import StaleEdit
from planner.services.translations import keep_texts
from sessions_live.models import CatchUp
from sessions_live.services.catch_up_translations import read_translations
from sessions_live.services.sessions import hold_live_block


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of a part of a session, and the last day on which families see it."""

    address: str
    part: str
    ends_on: dt.date


@transaction.atomic
def save_catch_up(
    *,
    by: User | None,
    block: Block,
    version: int,
    missed_work: str,
    questions: str,
    recording: Recording | None,
    now: dt.datetime,
) -> CatchUp:
    """Keep what is left for those who were absent; they read it at once.

    A recording that is new here counts as confirmed by this person: the form asked whether it
    shows anything about a learner, and where it stands. `version` is 0 where nothing was written
    yet. Raises StaleEdit, and writes nothing, where somebody was quicker.
    """
    hold_live_block(block)
    stored = CatchUp.objects.filter(block=block).first() or CatchUp(block=block, version=0)
    if stored.version != version:
        raise StaleEdit((), ())
    stored.missed_work, stored.questions = missed_work, questions
    _put_recording(stored, recording, by, now)
    stored.version, stored.changed_at, stored.changed_by = version + 1, now, by
    stored.save()
    return stored


def _put_recording(
    stored: CatchUp, recording: Recording | None, by: User | None, now: dt.datetime
) -> None:
    """Set the recording, or take it away; another one is confirmed anew."""
    address = "" if recording is None else recording.address
    if address != stored.recording:
        stored.confirmed_at, stored.confirmed_by = (now, by) if address else (None, None)
    stored.recording = address
    stored.recorded_part = "" if recording is None else recording.part
    stored.recording_ends_on = None if recording is None else recording.ends_on


def copy_catch_ups(copies: Mapping[UUID, UUID]) -> None:
    """Let the words come along with copied blocks. A recording is of one session and stays."""
    originals = CatchUp.objects.filter(block__in=copies)
    CatchUp.objects.bulk_create(
        CatchUp(
            block_id=copies[original.block_id],
            missed_work=original.missed_work,
            questions=original.questions,
            translations=keep_texts(read_translations(original), ("missed_work", "questions")),
        )
        for original in originals
    )
