"""What families see: each publication of a day, kept for good."""

import uuid

from django.db import models

from planner.cadence.plan import PlannedDay
from planner.models.days import SchoolDay
from planner.models.people import User


class Snapshot(models.Model):
    """A day as it was published: one JSON document, never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(SchoolDay, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    events = models.TextField(
        default="[]", help_text="Calendar events, made when the day was published."
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint("day", "number", name="snapshot_number_once_per_day"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="snapshot_number_starts_at_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day}, publication {self.number}"

    @property
    def plan(self) -> PlannedDay:
        """The document as a value."""
        return PlannedDay.model_validate_json(self.document)
