"""Live sessions: what a live block is, run and delivered; who was there; what is left for those
who were not."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from planner.families.session_words import WORK_TIME_OPTIONS
from planner.models import Block, Learner, User


def check_work_time(value: object) -> None:
    """Refuse anything but a list of known options."""
    if not isinstance(value, list) or any(option not in WORK_TIME_OPTIONS for option in value):
        raise ValidationError("Work time is a list out of: " + ", ".join(WORK_TIME_OPTIONS) + ".")


class LiveSession(models.Model):
    """How a live block is run. The outline is the teacher's own; the rest, families read too.

    What families read stands in the block's instructions as well, and those words win: they are
    what is judged, published and undone.
    """

    block = models.OneToOneField(Block, models.CASCADE, related_name="live_session")
    bring = models.CharField(max_length=300, blank=True, default="")
    outline = models.TextField(max_length=4000, blank=True, default="")
    work_time = models.JSONField(default=list, blank=True, validators=[check_work_time])
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(version__gte=1), name="live_session_version_starts_at_one"
            ),
        )

    def __str__(self) -> str:
        return f"Live session: {self.block}"

    @property
    def steps(self) -> list[str]:
        """The outline, a step a line."""
        return split_lines(self.outline)


def split_lines(text: str) -> list[str]:
    """What stands on each line, empty ones left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class Attendance(models.Model):
    """That somebody looked who was there in a live session: who is not noted as absent, was.

    No family sees it. A learner's absences fill that learner's own catch-up page, and no other.
    """

    block = models.OneToOneField(Block, models.CASCADE, related_name="attendance")
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(version__gte=1), name="attendance_version_starts_at_one"
            ),
        )

    def __str__(self) -> str:
        return f"Attendance: {self.block}"


class Absence(models.Model):
    """A learner who was not there."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="absences")
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="absences")
    code = models.CharField(
        max_length=10, blank=True, default="", help_text="The school's own, for its register."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint("attendance", "learner", name="absence_once_per_session"),
        )

    def __str__(self) -> str:
        return f"{self.learner}: {self.attendance.block}"


class CatchUp(models.Model):
    """What a live session leaves for those who were absent. Nobody else's family sees it."""

    block = models.OneToOneField(Block, models.CASCADE, related_name="catch_up")
    missed_work = models.TextField(
        max_length=500, blank=True, default="", help_text="Where the missed work is."
    )
    questions = models.TextField(
        max_length=2000, blank=True, default="", help_text="Reflection questions, one a line."
    )
    recording = models.URLField(max_length=2000, blank=True, default="")
    recorded_part = models.CharField(max_length=120, blank=True, default="")
    recording_ends_on = models.DateField(
        null=True, blank=True, help_text="The last day on which families see the recording."
    )
    confirmed_at = models.DateTimeField(
        null=True, editable=False, help_text="No student information is in it, said then."
    )
    confirmed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    translations = models.JSONField(
        blank=True, default=list, help_text="What its texts say in other languages."
    )
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(version__gte=1), name="catch_up_version_starts_at_one"
            ),
            models.CheckConstraint(
                condition=Q(recording="")
                | Q(recording_ends_on__isnull=False, confirmed_at__isnull=False),
                name="recording_is_confirmed_and_ends",
            ),
        )

    def __str__(self) -> str:
        return f"Catch-up: {self.block}"

    @property
    def question_list(self) -> list[str]:
        """The reflection questions, a question a line."""
        return split_lines(self.questions)

    def has_recording(self, today: dt.date) -> bool:
        """Whether there is a recording that has not ended; where it stands is another matter."""
        ends_on = self.recording_ends_on
        return bool(self.recording) and ends_on is not None and ends_on >= today


class RecordingNoticeQuerySet(models.QuerySet["RecordingNotice"]):
    """Reading notices about recording."""

    def in_order(self) -> "RecordingNoticeQuerySet":
        """As they were given; of one day's notices the last one noted is what holds."""
        return self.order_by("said_on", "pk")

    def find_refusing(self, learners: Iterable[int], date: dt.date) -> dict[int, "RecordingNotice"]:
        """Of these learners those who may not be recorded on a date, each with the notice that
        says so; one query."""
        given = self.filter(learner__in=list(learners), said_on__lt=date).in_order()
        last = {notice.learner_id: notice for notice in given}
        return {pk: notice for pk, notice in last.items() if not notice.may_record}


class RecordingNotice(models.Model):
    """That a family said in writing whether its child may be recorded: a ledger, never changed.

    It holds from the day after it was said. Nobody who said nothing has refused.
    """

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="recording_notices")
    may_record = models.BooleanField()
    said_on = models.DateField()
    source = models.CharField(max_length=200, help_text="How it was said: a letter, a form.")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = RecordingNoticeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(source=""), name="recording_notice_says_where_it_is_from"
            ),
        )

    def __str__(self) -> str:
        return f"{self.learner}: {'may' if self.may_record else 'may not'} be recorded"

    @property
    def holds_from(self) -> dt.date:
        """The first day on which it is honoured."""
        return self.said_on + dt.timedelta(days=1)
