"""What families said about recording: for a class, for one session, and as a spreadsheet."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass

from planner.board.sheet import make_safe
from planner.models import Block, Classroom, Enrollment, School
from planner.waiver_lists import spell_moment
from sessions_live.models import RecordingNotice
from sessions_live.rolls import list_expected

HEADINGS = (
    "Class",
    "Learner",
    "Household",
    "May be recorded",
    "Said on",
    "Holds from",
    "How it was said",
    "Noted by",
    "Noted at",
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A class's notices, the newest first, and whom they keep out of recordings."""

    refusing: tuple[RecordingNotice, ...]
    notices: tuple[RecordingNotice, ...]


def read_ledger(classroom: Classroom, date: dt.date) -> Ledger:
    """The notices about the class's learners, and who by them may not be recorded on a date; two
    queries."""
    learners = list(classroom.enrollments.values_list("learner", flat=True))
    given = RecordingNotice.objects.filter(learner__in=learners).in_order().reverse()
    notices = tuple(given.select_related("learner__household", "noted_by"))
    last: dict[int, RecordingNotice] = {}
    for notice in notices:
        if notice.said_on < date:
            last.setdefault(notice.learner_id, notice)
    refusing = [notice for notice in last.values() if not notice.may_record]
    by_name = sorted(refusing, key=lambda notice: (notice.learner.first_name, notice.learner_id))
    return Ledger(tuple(by_name), notices)


def count_refusing(block: Block) -> int:
    """How many of a session's learners may not be recorded on its day."""
    return len(RecordingNotice.objects.find_refusing(list_expected(block), block.day.date))


def write_notices(school: School) -> bytes:
    """All notices about the school's learners as CSV, which no spreadsheet takes for formulas."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    rows = RecordingNotice.objects.filter(learner__household__school=school).in_order()
    classes = list_classes(school)
    for notice in rows.select_related("learner__household", "noted_by"):
        values = spell_notice(notice, school, classes.get(notice.learner_id, ()))
        writer.writerow([make_safe(value) for value in values])
    return text.getvalue().encode("utf-8-sig")


def list_classes(school: School) -> dict[int, list[str]]:
    """The names of the classes that each of the school's learners is in."""
    found: dict[int, list[str]] = {}
    rows = Enrollment.objects.filter(learner__household__school=school)
    for learner, name in rows.order_by("classroom__name").values_list("learner", "classroom__name"):
        found.setdefault(learner, []).append(name)
    return found


def spell_notice(
    notice: RecordingNotice, school: School, classes: Iterable[str]
) -> tuple[str, ...]:
    """One notice, value by value."""
    return (
        "; ".join(classes),
        notice.learner.first_name,
        notice.learner.household.label,
        "yes" if notice.may_record else "no",
        notice.said_on.isoformat(),
        notice.holds_from.isoformat(),
        notice.source,
        "" if notice.noted_by is None else notice.noted_by.name,
        spell_moment(notice.noted_at, school),
    )
