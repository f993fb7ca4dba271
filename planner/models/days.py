"""School days and the blocks on them, as drafted."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import get_args

from django.db import models
from django.db.models import F, Q

from planner.cadence import plan
from planner.models.orgs import DAY_MINUTES, Tool
from planner.models.roster import Classroom, Group, spell_choices

MODES = get_args(plan.Mode)


def monday_of(date: dt.date) -> dt.date:
    """The Monday of the date's week."""
    return date - dt.timedelta(days=date.weekday())


def week_at_hand(today: dt.date) -> dt.date:
    """The Monday of the week that people mean today: at the weekend it is the coming one."""
    return monday_of(today + dt.timedelta(days=2))


def week_dates(monday: dt.date) -> tuple[dt.date, ...]:
    """Monday to Friday of the week that starts on this Monday."""
    return tuple(monday + dt.timedelta(days=offset) for offset in range(5))


class SchoolDayQuerySet(models.QuerySet["SchoolDay"]):
    """Reading school days."""

    def between(
        self, classroom: Classroom | int, first: dt.date, last: dt.date
    ) -> "SchoolDayQuerySet":
        """The days of a classroom, or of its key, from first to last, in order."""
        return self.filter(classroom=classroom, date__gte=first, date__lte=last).order_by("date")


class SchoolDay(models.Model):
    """One classroom, one date. Families see its published snapshot, never these rows."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=16, choices=spell_choices(plan.DayKind), default="regular")
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with every change of the day."
    )
    draft_digest = models.CharField(max_length=64, blank=True, default="")
    published = models.OneToOneField(
        "planner.Snapshot", models.PROTECT, null=True, blank=True, related_name="shown_for"
    )

    objects = SchoolDayQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "classroom", "date", name="one_school_day_per_classroom_and_date"
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="school_day_version_starts_at_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.classroom} on {self.date}"

    @property
    def standing(self) -> list["Block"]:
        """The blocks that `weeks.read_days` read along; KeyError where it did not."""
        blocks: list[Block] = self.__dict__["standing_blocks"]
        return blocks

    @property
    def monday(self) -> dt.date:
        """The Monday of this day's week."""
        return monday_of(self.date)


class BlockQuerySet(models.QuerySet["Block"]):
    """Reading blocks."""

    def standing(self) -> "BlockQuerySet":
        """Blocks that were not removed, in the day's order; untimed ones last."""
        in_order = (F("start").asc(nulls_last=True), "minutes", "pk")
        return self.filter(removed_at__isnull=True).order_by(*in_order)

    def faces(self, lessons: Collection[uuid.UUID]) -> "BlockQuerySet":
        """All standing faces of these lessons, those at school included."""
        return self.standing().filter(Q(pk__in=lessons) | Q(face_of__in=lessons))

    def other_faces(self, block: "Block") -> "BlockQuerySet":
        """The standing faces of a block's lesson, that one left out; with their groups."""
        faces = self.faces([block.face_of_id or block.pk]).exclude(pk=block.pk)
        return faces.prefetch_related("groups")

    def newest_titles(self, classroom: Classroom, most: int = 300) -> list[tuple[str, str, int]]:
        """Title, mode and minutes of the class's latest blocks, each title once."""
        latest = self.standing().filter(day__classroom=classroom).order_by("-day__date", "start")
        rows = latest.values_list("title", "mode", "minutes")[:most]
        return list(
            {
                title.casefold(): (title, mode, minutes) for title, mode, minutes in reversed(rows)
            }.values()
        )[::-1]


class Block(models.Model):
    """A piece of a school day. A removed block keeps its row, for undo to bring back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(SchoolDay, models.CASCADE, related_name="blocks")
    mode = models.CharField(max_length=12, choices=spell_choices(plan.Mode))
    title = models.CharField(max_length=200)
    start = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Minutes after midnight."
    )
    minutes = models.PositiveSmallIntegerField()
    screen = models.CharField(
        max_length=8, choices=spell_choices(plan.Screen), blank=True, default=""
    )
    subject = models.CharField(max_length=60, blank=True, default="")
    purpose = models.CharField(
        max_length=24, choices=spell_choices(plan.Purpose), blank=True, default=""
    )
    groups = models.ManyToManyField(Group, blank=True, related_name="blocks")
    tool = models.ForeignKey(Tool, models.SET_NULL, null=True, blank=True, related_name="blocks")
    link = models.URLField(max_length=2000, blank=True, default="")
    instructions = models.TextField(max_length=4000, blank=True, default="")
    needs_printing = models.BooleanField(default=False)
    instruction_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    coach_check = models.CharField(max_length=300, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    due_at = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Minutes after midnight."
    )
    pinned = models.BooleanField(
        default=False, help_text="Stays where it is when others are moved or mended."
    )
    supports = models.JSONField(
        default=list, blank=True, help_text="Words for some learners: pairs of a group and a text."
    )
    translations = models.JSONField(
        default=list,
        blank=True,
        help_text="Its texts in other languages: which text, language, digest of the original, "
        "words.",
    )
    face_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="faces",
        help_text="The lesson at school whose face at home this is.",
    )
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with every change of the block."
    )

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(minutes__gt=0) & Q(minutes__lte=DAY_MINUTES),
                name="block_minutes_fit_a_day",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(start__lte=DAY_MINUTES - F("minutes")),
                name="block_ends_inside_its_day",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=False) | Q(mode="async"),
                name="only_async_blocks_may_be_untimed",
            ),
            models.CheckConstraint(
                condition=(Q(mode="async") & ~Q(screen="")) | (~Q(mode="async") & Q(screen="")),
                name="only_async_blocks_choose_their_screen",
            ),
            models.CheckConstraint(condition=Q(mode__in=MODES), name="block_mode_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="block_has_a_title"),
            models.CheckConstraint(condition=Q(version__gte=1), name="block_version_starts_at_one"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_at__isnull=True)
                | Q(due_on__isnull=False, due_at__isnull=False, due_at__lt=DAY_MINUTES),
                name="block_due_has_day_and_time",
            ),
            models.CheckConstraint(
                condition=Q(instruction_minutes__isnull=True)
                | Q(instruction_minutes__gt=0, instruction_minutes__lte=DAY_MINUTES),
                name="block_instruction_minutes_fit_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def group_ids(self) -> tuple[int, ...]:
        """The keys of the groups it is for, in their order; as `weeks` read them along, which is
        many times lighter than the groups' own manager on each block."""
        known: tuple[int, ...] | None = self.__dict__.get("known_groups")
        return tuple(group.pk for group in self.groups.all()) if known is None else known
