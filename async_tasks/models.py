"""Tasks: what an async block asks of a learner."""

from django.db import models
from django.db.models import Q

from planner.models import Block, Classroom


class Task(models.Model):
    """Work in a learner's own time; worked on in one block or in several."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="tasks")
    blocks = models.ManyToManyField(Block, through="TaskBlock", related_name="tasks")
    steps = models.TextField(max_length=3000, blank=True, default="", help_text="One step a line.")
    instruction_link = models.URLField(max_length=2000, blank=True, default="")
    instruction_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    coach_check = models.CharField(max_length=300, blank=True, default="")
    hand_in = models.CharField(max_length=200, blank=True, default="")
    needs_printing = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Minutes after midnight."
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_at__isnull=True)
                | Q(due_on__isnull=False, due_at__isnull=False, due_at__lt=24 * 60),
                name="task_due_has_day_and_time",
            ),
            models.CheckConstraint(
                condition=Q(instruction_minutes__isnull=True) | Q(instruction_minutes__gt=0),
                name="task_instruction_has_minutes",
            ),
        )

    def __str__(self) -> str:
        first = self.blocks.first()
        return first.title if first else "Task"


class TaskBlock(models.Model):
    """That a task is worked on in a block."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="places")
    block = models.OneToOneField(Block, models.CASCADE, related_name="task_place")

    def __str__(self) -> str:
        return f"{self.task} in {self.block}"
