"""Stored verdicts: what the engine found, kept true by every write."""

import datetime as dt
from collections.abc import Iterable

from django.db import models

from planner.cadence import Verdict as JudgedVerdict
from planner.cadence import verdict_from_json
from planner.models.roster import Classroom


class Stage(models.TextChoices):
    """A draft is judged for its teacher; what was published, for everyone else."""

    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Reading verdicts."""

    def of_week(
        self, classrooms: Iterable[Classroom], monday: dt.date, stage: Stage
    ) -> "VerdictQuerySet":
        """Day and week verdicts of these classrooms for one week."""
        return self.filter(
            classroom__in=classrooms,
            stage=stage,
            date__gte=monday,
            date__lte=monday + dt.timedelta(days=6),
        ).order_by("date", "window")


class Verdict(models.Model):
    """The findings of one school day, or of one week, at one stage."""

    class Window(models.TextChoices):
        DAY = "day", "day"
        WEEK = "week", "week"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="verdicts")
    stage = models.CharField(max_length=10, choices=Stage)
    window = models.CharField(max_length=4, choices=Window)
    date = models.DateField(help_text="The day, or the week's Monday.")
    musts_broken = models.PositiveSmallIntegerField()
    shoulds_missed = models.PositiveSmallIntegerField()
    findings = models.TextField(help_text="The engine's verdict as JSON.")
    broken_rules = models.TextField(
        default="[]",
        help_text="Each rule it breaks once, as JSON: policy, rule, strength. What boards count.",
    )
    waived_rules = models.TextField(
        default="[]", help_text="Each rule that only a waiver lets it miss, as JSON, alike."
    )
    rules_in_force = models.TextField(help_text="Policies and versions that were asked, as JSON.")
    cell = models.TextField(blank=True, default="", help_text="The day's tiny strip, drawn once.")
    judged_at = models.DateTimeField()

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "classroom", "stage", "window", "date", name="one_verdict_per_window"
            ),
        )
        indexes = (models.Index(fields=("stage", "date"), name="verdict_by_stage_and_date"),)

    def __str__(self) -> str:
        return f"{self.classroom}, {self.window} of {self.date}: {self.musts_broken} broken"

    @property
    def judged(self) -> JudgedVerdict:
        """The findings as the engine's values."""
        return verdict_from_json(self.findings)

    @property
    def kept(self) -> bool:
        """Whether every must was kept."""
        return self.musts_broken == 0
