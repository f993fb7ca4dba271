"""Who has which week open right now."""

import datetime as dt

from django.db import models

from planner.models.people import User
from planner.models.roster import Classroom

STAYS = dt.timedelta(minutes=1)
"""Somebody whose page has said nothing for so long has left."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Reading who is there."""

    def there(self, classroom: Classroom, monday: dt.date, now: dt.datetime) -> "PresenceQuerySet":
        """Those who have a class's week open, by their names."""
        week = self.filter(classroom=classroom, monday=monday, seen_at__gt=now - STAYS)
        return week.select_related("user").order_by("user__name", "user__pk")


class Presence(models.Model):
    """When the page of a person who plans a class's week was last heard of."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="+")
    monday = models.DateField()
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "classroom", "monday", "user", name="presence_once_per_week_and_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} at {self.classroom}, {self.monday}"
