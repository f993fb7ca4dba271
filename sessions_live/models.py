"""Live sessions: what a live block is, run and delivered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from planner.models import Block, User
from sessions_live.wording import WORK_TIME_OPTIONS


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
        return [line.strip() for line in self.outline.splitlines() if line.strip()]
