"""Published class-days to judge: six live blocks and six tasks each, some with a slip or two."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from planner.cadence import Policy, load_policy
from planner.cadence.plan import PlannedDay
from planner.models import Classroom, District, School, SchoolDay, Snapshot
from planner.review import digest_document, spell_document

WEEKS = 4
DAYS_EACH = 5 * WEEKS
"""So many class-days has each class, all of whole weeks."""
CLASSES_AT_A_TIME = 50
FIRST_MONDAY = dt.date(2026, 9, 7)
SUBJECTS = ("math", "reading", "writing", "science", "social studies", "art")
LIVE_PLAN = (
    ("Morning meeting", "community", 30),
    ("Reading lesson", "instruction", 20),
    ("Math lesson", "instruction", 20),
    ("Book talk", "discussion", 30),
    ("Small groups", "small_group", 30),
    ("Questions and feedback", "feedback", 25),
)
PAUSE = 10
SLIP = 0.05
"""How often each of the things that can go wrong does, on a day."""
MEET = {"name": "Meet", "host": "meet.example.org", "approved": True, "meeting": True}
OTHER = {"name": "Zoom", "host": "zoom.example.com", "approved": False, "meeting": True}
RULES = {
    "aps": (
        "live-minutes live-chunks monday-subjects no-printing approved-platform school-day-only "
        "offline-task"
    ),
    "good-practice": (
        "community-opener executive-function instruction-in-tasks coach-checks screen-run "
        "whole-group-lesson movement-breaks offline-share"
    ),
}
"""Fifteen rules of two shipped policies: on days, blocks, subjects, and one on weeks."""


@cache
def choose_policies() -> list[Policy]:
    """The two policies with those of their rules that are judged here, read once."""
    chosen = []
    for name, ids in RULES.items():
        policy = load_policy(name)
        rules = tuple(rule for rule in policy.rules if rule.id in ids.split())
        chosen.append(policy.model_copy(update={"rules": rules}))
    return chosen


def store_class_days(number: int) -> list[int]:
    """Publish about so many class-days, four weeks of each class; the classes' keys in order."""
    district = District.objects.create(name=f"Measured {timezone.now().isoformat()}")
    school = School.objects.create(district=district, name="Measured")
    keys: list[int] = []
    wanted = max(1, round(number / DAYS_EACH))
    for first in range(0, wanted, CLASSES_AT_A_TIME):
        names = range(first, min(wanted, first + CLASSES_AT_A_TIME))
        rooms = [Classroom(school=school, name=f"Class {each}", grades=["2"]) for each in names]
        with transaction.atomic():
            keys += store_classes(Classroom.objects.bulk_create(rooms))
    return keys


def store_classes(rooms: Sequence[Classroom]) -> list[int]:
    """Publish the weeks of these classes."""
    dates = [FIRST_MONDAY + dt.timedelta(days=7 * n + d) for n in range(WEEKS) for d in range(5)]
    days = SchoolDay.objects.bulk_create(
        [SchoolDay(classroom=room, date=date) for room in rooms for date in dates]
    )
    snapshots = [publish(day) for day in days]
    Snapshot.objects.bulk_create(snapshots)
    for day, snapshot in zip(days, snapshots, strict=True):
        day.published = snapshot
    SchoolDay.objects.bulk_update(days, ["published"], batch_size=200)
    return [room.pk for room in rooms]


def publish(day: SchoolDay) -> Snapshot:
    """The day's snapshot, the same for the same class and date in every run."""
    chance = random.Random(f"{day.classroom.name} {day.date}")  # noqa: S311 - no secret
    document = spell_document(plan_class_day(str(day.classroom_id), day.date, chance))
    digest = digest_document(document)
    return Snapshot(
        day=day, number=1, document=document, digest=digest, published_at=timezone.now()
    )


def plan_class_day(classroom_id: str, date: dt.date, chance: random.Random) -> PlannedDay:
    """A day at home of a second grade; every fifth class is in two cohorts."""
    in_cohorts = int(classroom_id) % 5 == 0
    groups = [{"id": each, "name": each} for each in "AB"] if in_cohorts else []
    classroom = {"id": classroom_id, "name": f"Class {classroom_id}", "grades": ["2"]}
    return PlannedDay.model_validate(
        {
            "classroom": classroom | {"subjects": SUBJECTS, "groups": groups},
            "date": date,
            "blocks": [*plan_live(date, chance, in_cohorts), *plan_tasks(date, chance)],
        }
    )


def plan_live(date: dt.date, chance: random.Random, in_cohorts: bool) -> Iterator[dict[str, Any]]:
    """Six live blocks with a pause after each; cohorts now and then have one of their own."""
    start = 8 * 60 + 30
    has_own = in_cohorts and chance.random() < 0.2
    for place, (title, purpose, minutes) in enumerate(LIVE_PLAN):
        if place == 5 and date.weekday() == 4:
            title, purpose = "Planning the week's work", "executive_function"
        elif place == 0 and chance.random() < SLIP:
            title, purpose = "Spelling", "instruction"
        minutes -= 10 if chance.random() < SLIP / 6 else 0
        cohort = "AB"[date.day % 2]
        yield {
            "id": str(100 + place),
            "mode": "live",
            "title": title,
            "start": start,
            "minutes": minutes,
            "subject": SUBJECTS[place],
            "purpose": purpose,
            "groups": [cohort] if has_own and place == 4 else [],
            "tool": OTHER if chance.random() < SLIP / 6 else MEET,
            "link": f"https://meet.example.org/{chance.randrange(10**9):09}",
        }
        start += minutes + (PAUSE - 5 if chance.random() < SLIP / 5 else PAUSE)


def plan_tasks(date: dt.date, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Six tasks at any time, one in each subject, half of them away from the screen."""
    on_screen = 1 if chance.random() > SLIP else 5
    for place, subject in enumerate(SUBJECTS):
        late = chance.random() < SLIP / 6
        yield {
            "id": str(200 + place),
            "mode": "async",
            "title": f"{subject.capitalize()}: page {chance.randrange(2, 180)}",
            "minutes": 20 if chance.random() < SLIP else 30,
            "screen": "on" if place <= on_screen else chance.choice(["off", "either"]),
            "subject": subject,
            "instructions": "Watch the short lesson, then do the page on any paper. " * 2,
            "needs_printing": chance.random() < SLIP / 6,
            "instruction_minutes": None if chance.random() < SLIP / 6 else 6,
            "coach_check": "" if chance.random() < SLIP / 6 else "The page is full and signed.",
            "due": f"{date}T{'21' if late else '14'}:30:00",
        }


def read_documents_of(keys: Sequence[int]) -> Iterator[str]:
    """The stored documents of these classes, class by class and in order of date, streamed."""
    for first in range(0, len(keys), CLASSES_AT_A_TIME):
        batch = keys[first : first + CLASSES_AT_A_TIME]
        rows = SchoolDay.objects.filter(classroom__in=batch, published__isnull=False)
        ordered = rows.order_by("classroom", "date")
        yield from ordered.values_list("published__document", flat=True).iterator(500)
