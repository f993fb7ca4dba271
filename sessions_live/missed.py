"""What one learner missed: the live sessions of published days that this learner was absent from.

It is read from snapshots, so that nothing of a draft gets out, and by one learner's key, so that
nobody else's absence does.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.families.reading import read_closed
from planner.families.spoken import Tongue, Voice, find_voice, speak_block, tell_stretches
from planner.families.words import Piece, say_hours, split_links
from planner.models import EnrolledLearner, Opening, Snapshot, Tool
from planner.services.blocks import pick_tool
from planner.speech import say_date, say_whole_date
from sessions_live.models import Absence, CatchUp
from sessions_live.services.catch_up_translations import read_translations

MOST = 30
"""Absences on a page; the earlier ones are on the next."""


@dataclass(frozen=True, slots=True)
class Watching:
    """A recording that may be shown."""

    address: str
    part: str
    until: str
    place: str
    """Where one signs in for it."""


@dataclass(frozen=True, slots=True)
class Tongues:
    """In which language each text of a missed session is, in the order in which they are read."""

    title: Tongue
    missed_work: Tongue
    part: Tongue
    questions: Tongue


@dataclass(frozen=True, slots=True)
class Missed:
    """A session that a learner missed, as the page shows it."""

    block: PlannedBlock
    date: str
    classroom: str
    missed_work: tuple[Piece, ...]
    questions: tuple[str, ...]
    recording: Watching | None
    tongues: Tongues

    @property
    def hours(self) -> str:
        """From when to when."""
        return say_hours(self.block)

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is noted about how to make up for it."""
        return not (self.missed_work or self.questions or self.recording)


@dataclass(frozen=True, slots=True)
class MissedPage:
    """A page of what was missed, the newest first."""

    sessions: tuple[Missed, ...]
    has_more: bool
    """Whether there may be earlier ones, on the next page."""


def read_missed(learner: EnrolledLearner, now: dt.datetime, number: int = 1) -> MissedPage:
    """The page with this number, counted from 1; three queries, and one for each school."""
    classes = {opening.classroom_id: opening for opening in learner.classes}
    today = max((each.local_now(now).date() for each in classes.values()), default=now.date())
    rows = Absence.objects.filter(
        learner=learner.pk,
        attendance__block__day__classroom__in=list(classes),
        attendance__block__day__published__isnull=False,
        attendance__block__day__date__lte=today,
    ).select_related("attendance__block__day__classroom", "attendance__block__catch_up")
    newest = rows.order_by(
        "-attendance__block__day__date", "-attendance__block__start", "-attendance__block"
    )
    found = list(newest[(number - 1) * MOST : number * MOST + 1])
    plans = read_plans({row.attendance.block.day.published_id for row in found})
    tools = read_tools({opening.district_id for opening in classes.values()})
    closed = read_closed_days(classes.values(), [row.attendance.block.day.date for row in found])
    held = [row for row in found[:MOST] if find_day(row) not in closed]
    told = [tell_absence(row, plans, classes, tools, now) for row in held]
    return MissedPage(tuple(each for each in told if each is not None), len(found) > MOST)


def find_day(absence: Absence) -> tuple[int, dt.date]:
    """Where and when it was: a school's key and a date."""
    day = absence.attendance.block.day
    return day.classroom.school_id, day.date


def read_closed_days(
    classes: Iterable[Opening], dates: Sequence[dt.date]
) -> set[tuple[int, dt.date]]:
    """The days without school between these dates, by the school's key; one query a school."""
    if not dates:
        return set()
    schools = {opening.school_id: opening for opening in classes}
    first, last = min(dates), max(dates)
    return {
        (school, date)
        for school, opening in schools.items()
        for date in read_closed(opening, first, last)
    }


def read_plans(snapshots: Iterable[UUID | None]) -> dict[UUID, PlannedDay]:
    """The published documents with these keys; one query."""
    rows = Snapshot.objects.filter(pk__in=list(snapshots)).values_list("pk", "document")
    return {pk: PlannedDay.model_validate_json(document) for pk, document in rows}


def read_tools(districts: Iterable[int]) -> dict[int, list[Tool]]:
    """The tools of each of these districts; one query."""
    found: dict[int, list[Tool]] = {district: [] for district in districts}
    for tool in Tool.objects.filter(district__in=list(found)):
        found[tool.district_id].append(tool)
    return found


def tell_absence(
    absence: Absence,
    plans: dict[UUID, PlannedDay],
    classes: dict[int, Opening],
    tools: dict[int, list[Tool]],
    now: dt.datetime,
) -> Missed | None:
    """What was missed; None where it is not (or no more) published as live, or is not over yet."""
    row = absence.attendance.block
    opening = classes[row.day.classroom_id]
    plan = plans[row.day.published_id] if row.day.published_id else None
    block = None if plan is None else find_live(plan, row.pk)
    local = opening.local_now(now)
    if plan is None or block is None or not is_over(plan.date, block, local):
        return None
    left = getattr(row, "catch_up", None) or CatchUp()
    block = speak_block(block, opening.language)
    voice = find_voice(read_translations(left), opening.language)
    work, questions = voice.say(left.missed_work), voice.say("\n".join(left.question_list))
    recording = find_watching(left, voice, tools[opening.district_id], local.date())
    return Missed(
        block=block,
        date=say_whole_date(plan.date),
        classroom=opening.classroom if len(classes) > 1 else "",
        missed_work=tuple(split_links(work)),
        questions=tuple(filter(None, questions.split("\n"))),
        recording=recording,
        tongues=Tongues(
            *tell_stretches(
                (block.title, work, recording.part if recording else "", questions),
                (*block.translations, *voice.turned),
                opening.language,
            )
        ),
    )


def find_live(plan: PlannedDay, pk: UUID) -> PlannedBlock | None:
    """The live block with this key in a published day."""
    return next(
        (block for block in plan.blocks if block.id == str(pk) and block.mode == "live"), None
    )


def is_over(date: dt.date, block: PlannedBlock, local: dt.datetime) -> bool:
    """Whether it has ended on the school's clock: till then it can still be joined."""
    return (date, block.end or 0) <= (local.date(), local.hour * 60 + local.minute)


def find_watching(
    left: CatchUp, voice: Voice, tools: Iterable[Tool], today: dt.date
) -> Watching | None:
    """The recording, where it has not ended and where one still has to sign in to see it."""
    tool = pick_tool(tools, left.recording)
    ends_on = left.recording_ends_on
    if tool is None or not tool.protected or ends_on is None or not left.has_recording(today):
        return None
    # Isolated: in a sentence from right to left the name reads from left to right.
    place = f"\N{FIRST STRONG ISOLATE}{tool.name}\N{POP DIRECTIONAL ISOLATE}"
    return Watching(left.recording, voice.say(left.recorded_part), say_date(ends_on), place)
