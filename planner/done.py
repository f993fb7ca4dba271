"""What learners have ticked off on a day: for their teachers, and nobody is compared."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.families.learners import project_day
from planner.models import Classroom, Enrollment, Mark, Snapshot
from planner.models.homes import find_marks


@dataclass(frozen=True, slots=True)
class Tick:
    """One task of one learner's."""

    is_theirs: bool
    is_done: bool
    is_checked: bool

    @property
    def words(self) -> str:
        """The same, to be read aloud."""
        if not self.is_theirs:
            return "not for this learner"
        said = "done" if self.is_done else "not ticked yet"
        return f"{said}, an adult has looked" if self.is_checked else said


@dataclass(frozen=True, slots=True)
class Row:
    """A learner's ticks, in the order of the day's tasks."""

    learner: str
    ticks: tuple[Tick, ...]

    @property
    def words(self) -> str:
        """How many of the learner's tasks are ticked off."""
        theirs = [tick for tick in self.ticks if tick.is_theirs]
        return f"{sum(tick.is_done for tick in theirs)} of {len(theirs)}"


@dataclass(frozen=True, slots=True)
class DoneDay:
    """The tasks of a published day, and what has become of them."""

    tasks: tuple[PlannedBlock, ...]
    rows: tuple[Row, ...]


def read_done(classroom: Classroom, date: dt.date) -> DoneDay:
    """What families see of a day, and each learner's ticks; five queries at the most."""
    told = Snapshot.objects.filter(day__classroom=classroom, day__date=date)
    newest = told.filter(day__published__isnull=False).order_by("-number").first()
    plan = None if newest is None else newest.plan
    tasks = () if plan is None else list_tasks(plan)
    mine = Enrollment.objects.filter(classroom=classroom).select_related("learner")
    enrolled = mine.prefetch_related("groups").order_by("learner__first_name", "learner")
    if plan is None or not tasks:
        return DoneDay((), ())
    marks = find_marks([task.id for task in tasks])
    standing = {(key.learner, str(key.block), key.kind) for key in marks}
    return DoneDay(tasks, tuple(make_row(each, plan, tasks, standing) for each in enrolled))


def list_tasks(plan: PlannedDay) -> tuple[PlannedBlock, ...]:
    """A day's tasks: those at a set time first, then the others by title."""
    tasks = (block for block in plan.blocks if block.mode == "async")
    return tuple(sorted(tasks, key=lambda task: (task.start is None, task.start or 0, task.title)))


def make_row(
    enrollment: Enrollment,
    plan: PlannedDay,
    tasks: Sequence[PlannedBlock],
    standing: set[tuple[int, str, str]],
) -> Row:
    """One learner's ticks."""
    groups = [str(group.pk) for group in enrollment.groups.all()]
    theirs = {block.id for block in project_day(plan, groups).blocks}
    pk = enrollment.learner_id
    ticks = (
        Tick(
            is_theirs=task.id in theirs,
            is_done=(pk, task.id, Mark.Kind.DONE) in standing,
            is_checked=(pk, task.id, Mark.Kind.CHECKED) in standing,
        )
        for task in tasks
    )
    return Row(enrollment.learner.first_name, tuple(ticks))
