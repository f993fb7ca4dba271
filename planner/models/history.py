"""The history of plans: who changed what, when and why, and what is needed to undo it."""

from django.db import models

from planner.models.people import User
from planner.models.roster import Classroom


class ChangeQuerySet(models.QuerySet["Change"]):
    """Reading history."""

    def undoable(self, user: User, classroom: Classroom) -> "ChangeQuerySet":
        """This person's changes of a class that are not undone and undo nothing, newest first."""
        mine = self.filter(classroom=classroom, by=user)
        return mine.filter(undoes__isnull=True, undone_by__isnull=True).order_by("-at", "-pk")


class Change(models.Model):
    """One gesture of one person: the blocks it touched, before and after."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(
        max_length=300, help_text="In words, for instance: Moved Math to 10:20."
    )
    why = models.CharField(max_length=300, blank=True, default="")
    before = models.JSONField(default=list, help_text="The touched blocks before the change.")
    after = models.JSONField(default=list, help_text="The touched blocks after it.")
    undoes = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="undone_by"
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("classroom", "-at"), name="change_by_classroom_and_time"),)

    def __str__(self) -> str:
        return self.what
