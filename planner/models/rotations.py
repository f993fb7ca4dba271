"""Rotations: whose day at school it is, in a class whose groups take turns."""

import datetime as dt
from collections.abc import Collection

from django.db import models

from planner.models.roster import Classroom
from planner.rotations import Turn, spread_turns

MOST_TURNS = 20


class Rotation(models.Model):
    """The turns of one classroom's groups at school, from a first day on."""

    classroom = models.OneToOneField(Classroom, models.CASCADE, related_name="rotation")
    turns = models.JSONField(help_text="For each turn the numbers of the groups at school.")
    starts_on = models.DateField(help_text="The day of the first turn.")

    def __str__(self) -> str:
        return f"Rotation of {self.classroom}"

    def spread(self, dates: Collection[dt.date], held: Collection[dt.date]) -> dict[dt.date, Turn]:
        """Whose turn each date is, if the turns wait on the held ones."""
        turns = tuple(tuple(turn) for turn in self.turns)
        return spread_turns(turns, self.starts_on, dates, held)
