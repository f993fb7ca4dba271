"""What comes back from homes: marks on a day's blocks, how a day began, questions and feedback.

Learners and families send it without an account, by their own link. Nothing of it is a grade,
and nothing of it is shown to another family.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from planner.models.days import Block
from planner.models.people import User
from planner.models.prepared import PreparedQuery
from planner.models.roster import Classroom, Learner

LONGEST_MESSAGE = 1000
"""Letters of a question, of feedback and of an answer."""
LONGEST_EVENING = 160
LONGEST_CHOICE = 200
"""Letters by which something that was picked is remembered."""


class MarkKey(NamedTuple):
    """What a mark says: of the marks with the same, the last one holds."""

    learner: int
    block: uuid.UUID
    kind: str
    choice: str = ""


class Mark(models.Model):
    """One tick set or taken away by a learner or an adult at home. Never changed afterwards.

    A device without a network sends its gestures later, and perhaps twice: each has a name of its
    own, by which the second sending is known.
    """

    class Kind(models.TextChoices):
        DONE = "done", "done, says the learner"
        CHECKED = "checked", "looked at by an adult"
        PICKED = "picked", "picked by the learner"

    gesture = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Named by the device.")
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="marks")
    block = models.ForeignKey(Block, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=7, choices=Kind)
    choice = models.CharField(
        max_length=LONGEST_CHOICE, blank=True, default="", help_text="What was picked."
    )
    is_set = models.BooleanField(help_text="False where the tick was taken away.")
    made_at = models.DateTimeField(help_text="By the device's clock, never after its arrival.")
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(made_at__lte=models.F("received_at")),
                name="mark_is_made_before_it_arrives",
            ),
        )
        indexes = (models.Index(fields=("block", "learner", "kind"), name="mark_by_block"),)

    def __str__(self) -> str:
        return f"{self.learner}: {self.kind} {self.block}"


def find_marks(blocks: Iterable[uuid.UUID | str]) -> set[MarkKey]:
    """Which marks are set on these blocks: the last of each kind, learner and block holds; one
    query."""
    ids = [uuid.UUID(str(block)) for block in blocks]
    rows = _prepare_marks(len(ids)).fetch(*ids) if ids else []
    last = {MarkKey(*key): is_set for *key, is_set in rows}
    return {key for key, is_set in last.items() if is_set}


@cache
def _prepare_marks(count: int) -> PreparedQuery:
    """The query for the marks of so many blocks."""
    fields = ("learner", "block", "kind", "choice", "is_set")
    return PreparedQuery(
        lambda *ids: Mark.objects.filter(block__in=ids).order_by("pk").values_list(*fields),
        *(uuid.UUID(int=number) for number in range(1, count + 1)),
    )


class MoodCheckQuerySet(models.QuerySet["MoodCheck"]):
    """Reading how learners are."""

    def of_class(self, classroom: Classroom, date: dt.date) -> "MoodCheckQuerySet":
        """What the learners of a class told of a day, by first name."""
        mine = self.filter(learner__enrollments__classroom=classroom, date=date)
        return mine.select_related("learner").order_by("learner__first_name", "learner")


class MoodCheck(models.Model):
    """How a learner's day began, in one word of the learner's choice; only its teachers see it."""

    class Mood(models.TextChoices):
        GREAT = "great", "great"
        FINE = "fine", "fine"
        SO_SO = "so_so", "so-so"
        TIRED = "tired", "tired"
        SAD = "sad", "sad"
        WORRIED = "worried", "worried"

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="moods")
    date = models.DateField()
    mood = models.CharField(max_length=8, choices=Mood)
    told_at = models.DateTimeField()

    objects = MoodCheckQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint("learner", "date", name="mood_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.learner} on {self.date}: {self.mood}"


class MessageQuerySet(models.QuerySet["Message"]):
    """Reading questions and feedback."""

    def waiting(self) -> "MessageQuerySet":
        """What no teacher has answered or put aside, the oldest first."""
        return self.filter(settled_at__isnull=True).order_by("sent_at", "pk")

    def since(self, moment: dt.datetime) -> "MessageQuerySet":
        """What was sent since then, the newest first."""
        return self.filter(sent_at__gte=moment).order_by("-sent_at", "-pk")

    def settled_since(self, moment: dt.datetime) -> "MessageQuerySet":
        """What was answered or put aside since then, the newest first."""
        return self.filter(settled_at__gte=moment).order_by("-settled_at", "-pk")

    def of_learner(self, learner: int, kind: "Message.Kind") -> "MessageQuerySet":
        """What one learner, or this learner's family, sent; the newest first."""
        return self.filter(learner=learner, kind=kind).order_by("-sent_at", "-pk")

    def with_places(self) -> "MessageQuerySet":
        """With the learner, the class and its school, the block and who settled it."""
        return self.select_related("learner", "classroom__school", "block", "settled_by")


class Message(models.Model):
    """A learner's question about a block, or a family's feedback; and the teacher's answer."""

    class Kind(models.TextChoices):
        QUESTION = "question", "question"
        FEEDBACK = "feedback", "feedback"

    gesture = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Named by the device.")
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="messages")
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=8, choices=Kind)
    block = models.ForeignKey(
        Block, models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    about = models.CharField(
        max_length=200, blank=True, default="", help_text="The block's title when it was asked."
    )
    text = models.TextField(max_length=LONGEST_MESSAGE)
    language = models.CharField(max_length=8, help_text="Of the page that it was sent from.")
    sent_at = models.DateTimeField()
    answer = models.TextField(max_length=LONGEST_MESSAGE, blank=True, default="")
    settled_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was answered or put aside."
    )
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(answer__gt="", settled_at__isnull=True),
                name="message_that_is_answered_is_settled",
            ),
        )
        indexes = (
            models.Index(fields=("classroom", "settled_at", "sent_at"), name="message_queue"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.learner}"


class HomeBase(models.Model):
    """A class's standing page: where to meet, what to use, whom to ask."""

    classroom = models.OneToOneField(Classroom, models.CASCADE, related_name="home_base")
    welcome = models.TextField(max_length=2000, blank=True, default="")
    getting_help = models.TextField(max_length=2000, blank=True, default="")
    evening = models.CharField(
        max_length=LONGEST_EVENING,
        blank=True,
        default="",
        help_text="What families may do together in the evening; it counts nowhere.",
    )
    entries = models.JSONField(
        default=list, help_text="Meeting links, resources, times and contacts, each in its section."
    )
    translations = models.JSONField(
        blank=True,
        default=list,
        help_text="What its texts say in other languages.",
    )
    evening_translations = models.JSONField(
        blank=True,
        default=list,
        help_text="Those of the evening, apart, since every family's day reads them.",
    )
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(version__gte=1), name="home_base_version_starts_at_one"
            ),
        )

    def __str__(self) -> str:
        return f"Home base of {self.classroom}"
