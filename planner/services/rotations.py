"""Keeping a class's rotation, and what holding or advancing it over a closure would bring."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from planner.models import Classroom, Closure, Rotation, School, SchoolDay, Stage, monday_of
from planner.models.rooms import lock_room
from planner.review import closed_dates
from planner.rotations import Turn, spell_turns
from planner.services.judging import rejudge_week
from planner.services.proposals import check_seen

DAYS_COMPARED = 10


@dataclass(frozen=True, slots=True)
class TurnDay:
    """One open day, and who would be at school on it."""

    date: dt.date
    advances: str
    holds: str


@dataclass(frozen=True, slots=True)
class TurnComparison:
    """What a closure would make of one class's next days, both ways."""

    classroom: Classroom
    days: tuple[TurnDay, ...]


def seal_rotation(rotation: Rotation | None) -> str:
    """A class's turns, or that there are none, as a text that tells them from any others."""
    return "" if rotation is None else f"{rotation.starts_on} {list(map(list, rotation.turns))}"


@transaction.atomic
def keep_rotation(
    *,
    classroom: Classroom,
    turns: Sequence[Turn],
    starts_on: dt.date,
    seen: str | None = None,
    now: dt.datetime,
) -> Rotation:
    """Let a class's groups take these turns from a day on; its drafts hear of it.

    `seen` is the seal of the turns that this takes the place of. Raises ChangedMeanwhile, and
    writes nothing, where others stand by now.
    """
    old = _lock_rotation(classroom, seen)
    rotation, _ = Rotation.objects.update_or_create(
        classroom=classroom,
        defaults={"turns": [list(turn) for turn in turns], "starts_on": starts_on},
    )
    since = starts_on if old is None else min(starts_on, old.starts_on)
    settle_turns(classroom, since, now)
    return rotation


@transaction.atomic
def drop_rotation(*, classroom: Classroom, seen: str | None = None, now: dt.datetime) -> None:
    """Let a class's groups take no turns any more; as above where others than those seen stand."""
    old = _lock_rotation(classroom, seen)
    if old is not None:
        old.delete()
        settle_turns(classroom, old.starts_on, now)


def _lock_rotation(classroom: Classroom, seen: str | None) -> Rotation | None:
    """The turns that stand until the end of the transaction, provided that they were seen."""
    lock_room(classroom.pk)
    rotation = Rotation.objects.filter(classroom=classroom).first()
    check_seen(seal_rotation(rotation), seen)
    return rotation


def settle_turns(classroom: Classroom, since: dt.date, now: dt.datetime) -> None:
    """Judge the drafts of planned weeks again from a day on: whose turn it is has changed."""
    days = SchoolDay.objects.filter(classroom=classroom, date__gte=since)
    mondays = {monday_of(date) for date in days.values_list("date", flat=True)}
    for monday in sorted(mondays):
        rejudge_week(classroom=classroom, monday=monday, stage=Stage.DRAFT, now=now)


def rotations_in(schools: Iterable[School]) -> list[Rotation]:
    """The rotations of these schools' classes, with what is needed to spell them."""
    found = Rotation.objects.filter(classroom__school__in=list(schools))
    rows = found.select_related("classroom__school").prefetch_related("classroom__groups")
    return list(rows.order_by("classroom__name"))


def compare_turns(
    rotations: Iterable[Rotation], first: dt.date, last: dt.date
) -> tuple[TurnComparison, ...]:
    """For each class whose turns closing these days would touch: its next open days, both ways."""
    closing = {
        first + dt.timedelta(days=number)
        for number in range((last - first).days + 1)
        if (first + dt.timedelta(days=number)).weekday() < 5
    }
    compared = []
    for rotation in rotations:
        if any(date >= rotation.starts_on for date in closing):
            compared.append(_compare(rotation, closing, last))
    return tuple(compared)


def _compare(rotation: Rotation, closing: Collection[dt.date], last: dt.date) -> TurnComparison:
    classroom, until = rotation.classroom, last + dt.timedelta(days=3 * DAYS_COMPARED)
    closed = closed_dates(classroom, last, until)
    dates = [last + dt.timedelta(days=number) for number in range(1, (until - last).days + 1)]
    dates = [date for date in dates if date not in closed][:DAYS_COMPARED]
    held = Closure.objects.held_dates(classroom.school, rotation.starts_on, until)
    advances = rotation.spread(dates, held - set(closing))
    holds = rotation.spread(dates, held | set(closing))
    return TurnComparison(
        classroom,
        tuple(
            TurnDay(
                date,
                spell_at_school(classroom, advances, date),
                spell_at_school(classroom, holds, date),
            )
            for date in dates
        ),
    )


def spell_at_school(classroom: Classroom, turns: dict[dt.date, Turn], date: dt.date) -> str:
    """Who is at school on a date: "A", "A + B", "nobody"; empty where it is nobody's turn yet."""
    if date not in turns:
        return ""
    said = spell_turns([turns[date]], {group.pk: group.name for group in classroom.groups.all()})
    return "nobody" if said == "-" else said


def list_turns(rotation: Rotation, monday: dt.date, weeks: int = 3) -> list[tuple[dt.date, str]]:
    """The next weeks' days, each with who is at school; closed days say so."""
    classroom = rotation.classroom
    until = monday + dt.timedelta(days=7 * weeks - 1)
    dates = [monday + dt.timedelta(days=number) for number in range(7 * weeks)]
    dates = [date for date in dates if date.weekday() < 5]
    closed = closed_dates(classroom, monday, until)
    held = Closure.objects.held_dates(classroom.school, rotation.starts_on, until)
    turns = rotation.spread(dates, held)
    return [
        (
            date,
            f"No school: {closed[date]}"
            if date in closed
            else spell_at_school(classroom, turns, date),
        )
        for date in dates
    ]
