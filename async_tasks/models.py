"""Tasks: what an async block asks of a learner."""

from django.db import models
from django.db.models import Q

from planner.models import Block, Change, Classroom, User


class TaskQuerySet(models.QuerySet["Task"]):
    """Reading tasks."""

    def of_block(self, block: Block) -> "Task | None":
        """The task that is worked on in a block, if one was written."""
        rows = self.filter(places__block=block)
        return rows.select_related("changed_by", "before__day").first()


class Task(models.Model):
    """Work in a learner's own time; worked on in one block or in several.

    Its instruction, coach check, printing and due time are facts of its blocks, where rules and
    families read them; keeping them here too would make two truths of one.
    """

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="tasks")
    blocks = models.ManyToManyField(Block, through="TaskBlock", related_name="tasks")
    steps = models.TextField(max_length=3000, blank=True, default="", help_text="One step a line.")
    offline_steps = models.TextField(
        max_length=3000, blank=True, default="", help_text="What to do instead without a device."
    )
    hand_in = models.CharField(max_length=200, blank=True, default="")
    before = models.ForeignKey(
        Block,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="flipped_tasks",
        help_text="The session that uses it: it has to be done before that begins.",
    )
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(version__gte=1), name="task_version_starts_at_one"),
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

    @property
    def is_due_too_late(self) -> bool:
        """Whether it is due only after the session that uses it has begun, or stands after it."""
        session = self.task.before
        if session is None or session.removed_at is not None:
            return False
        block, begins = self.block, (session.day.date, session.start or 0)
        if block.due_on is not None:
            return (block.due_on, block.due_at or 0) > begins
        ends = 0 if block.start is None else block.start + block.minutes
        return (block.day.date, ends) > begins


class Placement(models.Model):
    """Which task stood in which block before a change and after it, for Undo: by the blocks' ids,
    the number of the task, or null."""

    change = models.OneToOneField(Change, models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()

    def __str__(self) -> str:
        return f"Tasks moved by: {self.change}"
