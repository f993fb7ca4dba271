"""What learners of the demonstration missed: attendance, and what was left for the absent."""

import datetime as dt

from blendplan.demo.documents import WEEKDAYS, ClassEntry
from blendplan.demo.weeks import LESSONS
from planner.models import Block, Classroom
from sessions_live.services.attendance import take_attendance
from sessions_live.services.catch_up import Recording, save_catch_up

SHOWN = dt.timedelta(days=30)
"""For how long a recording is shown."""


def note_missed(classroom: Classroom, entry: ClassEntry, monday: dt.date, now: dt.datetime) -> None:
    """Note who was absent from this week's sessions, and what these leave for them."""
    teacher = classroom.memberships.get().user
    learners = dict(classroom.enrollments.values_list("learner__first_name", "learner"))
    blocks = Block.objects.standing().select_related("day__classroom")
    for missed in entry.missed:
        date = monday + dt.timedelta(days=WEEKDAYS.index(missed.weekday))
        block = blocks.get(day__classroom=classroom, day__date=date, title=missed.title)
        address = f"{LESSONS}/{entry.key}-{missed.weekday}"
        recording = Recording(address, missed.recorded, date + SHOWN) if missed.recorded else None
        absent = {learners[name]: "" for name in missed.absent}
        take_attendance(by=teacher, block=block, version=0, absent=absent, now=now)
        save_catch_up(
            by=teacher,
            block=block,
            version=0,
            missed_work=missed.missed_work,
            questions="\n".join(missed.questions),
            recording=recording,
            now=now,
        )
