"""The history of plans: who changed what, when and why, and what is needed to undo it."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.db.models import Q

from planner.models.people import User
from planner.models.prepared import PreparedQuery, PreparedRows
from planner.models.roster import Classroom

MOST_KEY = 2**63 - 1
MOST_TOLD = 50
"""Of so many changes an open page is told one by one; a class's whole history is never read."""


class ChangeQuerySet(models.QuerySet["Change"]):
    """Reading history.

    Each person has one line of gestures in each class. Undo walks back along it and Redo forward
    again; a new gesture cuts off what was ahead.
    """

    def of_person(self, user: User, classroom: Classroom) -> "ChangeQuerySet":
        """This person's changes of a class, newest first."""
        return self.filter(classroom=classroom, by=user).order_by("-at", "-pk")

    def undoable(self, user: User, classroom: Classroom) -> "ChangeQuerySet":
        """What Undo can take back, the next first: gestures, and those that Redo made again."""
        mine = self.of_person(user, classroom).filter(undone_by__isnull=True)
        return mine.exclude(kind=Change.Kind.UNDO)

    def read_after(
        self, classroom: Classroom, since: int, until: int | None = None
    ) -> "list[Change] | None":
        """A class's changes that came after the one with this number, up to another, in order;
        None where they are so many that anything may have changed."""
        changes = _AFTER.fetch_objects(classroom.pk, since, MOST_KEY if until is None else until)
        return None if len(changes) > MOST_TOLD else changes

    def find_newest(self, classroom: Classroom) -> int:
        """The number of a class's newest change; 0 where there is none."""
        found = _NEWEST.fetch(classroom.pk)
        return int(found[0][0]) if found else 0

    def find_undoable(self, user: User, classroom: Classroom) -> "Change | None":
        """What Undo would take back next."""
        found = _UNDOABLE.fetch_objects(user.pk, classroom.pk)
        return found[0] if found else None

    def find_redoable(self, user: User, classroom: Classroom) -> "Change | None":
        """The undoing that Redo would take back next: none is ahead of the newest gesture."""
        found = _AHEAD.fetch_objects(user.pk, classroom.pk)
        return found[0] if found and found[0].is_undo else None

    def ahead(self, user: User, classroom: Classroom) -> "ChangeQuerySet":
        """Undoings that Redo can take back and gestures that cut it off, the newest first."""
        mine = self.of_person(user, classroom).select_related("undoes")
        ahead = Q(kind=Change.Kind.UNDO, undone_by__isnull=True)
        return mine.filter(ahead | Q(kind=Change.Kind.GESTURE))


class Change(models.Model):
    """One gesture of one person: the blocks it touched, before and after.

    Taking one back is a change too, and so is making it again: each `undoes` the one before.
    """

    class Kind(models.TextChoices):
        GESTURE = "gesture", "a gesture"
        UNDO = "undo", "took one back"
        REDO = "redo", "made it again"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(
        max_length=300, help_text="In words, for instance: Moved Math to 10:20."
    )
    why = models.CharField(max_length=300, blank=True, default="")
    before = models.JSONField(default=list, help_text="The touched blocks before the change.")
    after = models.JSONField(default=list, help_text="The touched blocks after it.")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.GESTURE)
    undoes = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="undone_by"
    )

    objects = ChangeQuerySet.as_manager()

    reviews: Mapping[dt.date, object] = MappingProxyType({})
    """What the weeks that it touched were found to be, by their Mondays: known while the change is
    fresh from its service, so that whoever answers it need not judge them again."""

    class Meta:
        indexes = (
            models.Index(fields=("classroom", "-at"), name="change_by_classroom_and_time"),
            models.Index(fields=("classroom", "by", "-at"), name="change_by_person_and_time"),
        )
        constraints = (
            # Not the other way round: a change that is gone leaves no reference.
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | ~Q(kind="gesture"),
                name="change_that_undoes_is_no_gesture",
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def is_undo(self) -> bool:
        """Whether it took a gesture back, so that Redo can make it again."""
        return self.kind == Change.Kind.UNDO

    @property
    def would_redo(self) -> str:
        """What an undoing took back, in words: what Redo makes again."""
        return self.what if self.undoes is None else self.undoes.what

    def touches(self, monday: dt.date) -> bool:
        """Whether it changed anything in the week of this Monday."""
        sunday = monday + dt.timedelta(days=6)
        return any(monday <= date <= sunday for date in self.dates)

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The days it touched: where its blocks went to, then where they were."""
        states = (*self.after, *self.before)
        return tuple(dict.fromkeys(dt.date.fromisoformat(state["date"]) for state in states))


# Asked with every edit, and every time that an open page asks for news.
_AFTER = PreparedRows(
    lambda classroom, since, until: (
        Change.objects.filter(classroom=classroom, pk__gt=since, pk__lte=until)
        .order_by("at", "pk")
        .select_related("by")[: MOST_TOLD + 1]
    ),
    1001,
    2002,
    3003,
)
_NEWEST = PreparedQuery(
    lambda classroom: (
        Change.objects.filter(classroom=classroom).order_by("-at", "-pk").values_list("pk")[:1]
    ),
    1001,
)
_UNDOABLE = PreparedRows(
    lambda user, classroom: Change.objects.undoable(User(pk=user), Classroom(pk=classroom))[:1],
    1001,
    2002,
)
_AHEAD = PreparedRows(
    lambda user, classroom: Change.objects.ahead(User(pk=user), Classroom(pk=classroom))[:1],
    1001,
    2002,
)
