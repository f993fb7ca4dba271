"""Who belongs in a live session, and who of them was noted as absent."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from planner.models import Block, Classroom, Group, Learner
from planner.speech import say_clock
from sessions_live.models import Absence, Attendance

MOST_CODES = 12


@dataclass(frozen=True, slots=True)
class RollLine:
    """A learner on the roll of a session."""

    learner: int
    name: str
    is_absent: bool
    code: str


@dataclass(frozen=True, slots=True)
class DaySession:
    """A live session of a day, and what is known of who was there."""

    block: Block
    starts: str
    is_taken: bool
    absent: int


def read_roll(block: Block, attendance: Attendance) -> list[RollLine]:
    """The learners of the block's groups by name, and whoever was noted as absent before they
    left; three queries."""
    absences = attendance.absences.all() if attendance.pk else Absence.objects.none()
    absent = dict(absences.values_list("learner", "code"))
    learners = Learner.objects.filter(Q(pk__in=list_expected(block)) | Q(pk__in=list(absent)))
    return [
        RollLine(learner.pk, name, learner.pk in absent, absent.get(learner.pk, ""))
        for learner, name in list_named(learners)
    ]


def list_named(learners: QuerySet[Learner]) -> list[tuple[Learner, str]]:
    """These learners by name, each with a name that tells them apart; one query."""
    rows = list(learners.select_related("household").order_by("first_name", "pk"))
    times = Counter(learner.first_name for learner in rows)
    return [
        (learner, name_learner(learner, alone=times[learner.first_name] == 1)) for learner in rows
    ]


def name_learner(learner: Learner, *, alone: bool) -> str:
    """A first name; where another learner has it too, with the household's label."""
    return learner.first_name if alone else f"{learner.first_name} ({learner.household.label})"


def list_expected(block: Block) -> list[int]:
    """The keys of the learners whom the block is for."""
    enrolled = block.day.classroom.enrollments.all()
    wanted = {group.pk for group in block.groups.all()}
    if wanted:
        inside = spread_groups(wanted, block.day.classroom.groups.all())
        enrolled = enrolled.filter(groups__in=inside).distinct()
    return list(enrolled.values_list("learner", flat=True))


def spread_groups(wanted: set[int], groups: Iterable[Group]) -> set[int]:
    """These groups, and those that lie within them however deep."""
    found, known = set(wanted), list(groups)
    while inner := {group.pk for group in known if group.within_id in found} - found:
        found |= inner
    return found


def list_codes(classroom: Classroom) -> list[str]:
    """The codes that the school's teachers use, the most used first."""
    used = Absence.objects.filter(attendance__block__day__classroom__school=classroom.school_id)
    counted = used.exclude(code="").values("code").annotate(times=Count("pk"))
    return [row["code"] for row in counted.order_by("-times", "code")[:MOST_CODES]]


def list_day_sessions(classroom: Classroom, date: dt.date) -> list[DaySession]:
    """The day's live sessions in order; one query."""
    blocks = Block.objects.standing().filter(day__classroom=classroom, day__date=date, mode="live")
    counted = blocks.select_related("attendance").annotate(absent=Count("attendance__absences"))
    return [
        DaySession(
            block,
            say_clock(block.start or 0),
            hasattr(block, "attendance"),
            block.__dict__["absent"],
        )
        for block in counted
    ]
