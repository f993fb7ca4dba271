"""Live sessions: what a live block is, run and delivered."""

from django.core.exceptions import ValidationError
from django.db import models

from planner.models import Block

WORK_TIME_OPTIONS = {
    "solo": "log off and work alone",
    "breakout": "work in a breakout room",
    "with_teacher": "work with the teacher",
    "stay_on": "stay on and work quietly",
}


def check_work_time(value: object) -> None:
    """Refuse anything but a list of known options."""
    if not isinstance(value, list) or any(option not in WORK_TIME_OPTIONS for option in value):
        raise ValidationError("Work time is a list out of: " + ", ".join(WORK_TIME_OPTIONS) + ".")


class LiveSession(models.Model):
    """How a live block is run: its outline, and what learners may choose for the work after it."""

    block = models.OneToOneField(Block, models.CASCADE, related_name="live_session")
    bring = models.CharField(max_length=300, blank=True, default="")
    outline = models.TextField(max_length=4000, blank=True, default="")
    work_time = models.JSONField(default=list, blank=True, validators=[check_work_time])

    def __str__(self) -> str:
        return f"Live session: {self.block}"

    @property
    def steps(self) -> list[str]:
        """The outline, a step a line."""
        return [line.strip() for line in self.outline.splitlines() if line.strip()]
