"""Classrooms, their groups, and the learners in them (first names or initials only)."""

from typing import get_args

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from planner.cadence.plan import GRADES, Delivery, Language
from planner.models.orgs import School

MOST_GROUPS = 60
MOST_SUBJECTS = 60
"""A document holds no more: a class that had more could be neither planned nor judged."""
MOST_DEVICES = 20


LANGUAGES: dict[Language, str] = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ar": "Arabic",
    "zh-hans": "Chinese",
    "vi": "Vietnamese",
    "so": "Somali",
    "uk": "Ukrainian",
    "ht": "Haitian Creole",
    "pt": "Portuguese",
}
"""As staff call them; families' pages name each in its own words."""


def spell_choices(words: object) -> list[tuple[str, str]]:
    """The engine's own words as Django choices, so that there is one list of them."""
    return [(word, word.replace("_", " ")) for word in get_args(words)]


def check_grades(value: object) -> None:
    """Refuse anything but a list of grades from PK to 12, at least one."""
    if not isinstance(value, list) or not value or any(grade not in GRADES for grade in value):
        raise ValidationError("Grades are a list out of PK, K and 1 to 12, at least one.")


def check_subjects(value: object) -> None:
    """Refuse anything but a list of short words."""
    if not isinstance(value, list) or any(
        not isinstance(word, str) or not word or len(word) > 60 for word in value
    ):
        raise ValidationError("Subjects are a list of words, each at most 60 letters.")
    if len(value) > MOST_SUBJECTS:
        raise ValidationError(f"A class has at most {MOST_SUBJECTS} subjects.")


class Classroom(models.Model):
    """A class (the word itself is taken in Python): the learners that one plan is for."""

    school = models.ForeignKey(School, models.CASCADE, related_name="classrooms")
    name = models.CharField(max_length=120)
    grades = models.JSONField(validators=[check_grades])
    subjects = models.JSONField(
        default=list,
        blank=True,
        validators=[check_subjects],
        help_text="Subjects taught each week; rules per subject ask for each of them.",
    )
    delivery = models.CharField(max_length=12, choices=spell_choices(Delivery), default="remote")
    language = models.CharField(
        max_length=8,
        choices=list(LANGUAGES.items()),
        default="en",
        help_text="The language that its teachers write in. Where a family reads another one, "
        "their words are marked with it.",
    )
    published_version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Grows by one each time something is published."
    )
    published_at = models.DateTimeField(null=True, editable=False)
    judged_stamp = models.CharField(
        max_length=32,
        default="",
        editable=False,
        help_text="Another each time its published days are judged: what was drawn before is old.",
    )

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint("school", "name", name="classroom_name_once_per_school"),
        )

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """Some of a classroom's learners. Cohorts share out the class; a small group is part of it."""

    class Kind(models.TextChoices):
        COHORT = "cohort", "cohort (everyone is in one)"
        SMALL_GROUP = "small_group", "small group"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COHORT)
    within = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint("classroom", "name", name="group_name_once_per_classroom"),
            models.CheckConstraint(
                condition=models.Q(within__isnull=True) | ~models.Q(within=models.F("pk")),
                name="group_is_not_within_itself",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A group lies within a group of its own class, and never (however far up) in itself."""
        others = Group.objects.filter(classroom=self.classroom_id).exclude(pk=self.pk)
        if self._state.adding and others.count() >= MOST_GROUPS:
            raise ValidationError(f"A class has at most {MOST_GROUPS} groups.")
        outer, seen = self.within, set()
        while outer is not None and outer.pk not in seen:
            seen.add(outer.pk)
            if outer.classroom_id != self.classroom_id:
                raise ValidationError({"within": "That group belongs to another class."})
            if outer.pk == self.pk:
                raise ValidationError({"within": "A group cannot be within itself."})
            outer = outer.within


class Household(models.Model):
    """The people and devices at one home; siblings share a household."""

    class Connection(models.TextChoices):
        GOOD = "good", "good enough for video"
        WEAK = "weak", "often breaks off"
        PHONE = "phone", "only by a phone"
        NONE = "none", "none at home"

    school = models.ForeignKey(School, models.CASCADE, related_name="households")
    label = models.CharField(
        max_length=40, help_text="A label that names nobody, for instance H-12."
    )
    devices = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_DEVICES)],
        help_text="How many devices can be used for school, if the household told.",
    )
    connection = models.CharField(
        max_length=8,
        choices=Connection,
        blank=True,
        default="",
        help_text="How well it is connected, if the household told.",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint("school", "label", name="household_label_once_per_school"),
        )

    def __str__(self) -> str:
        return self.label


POOR_CONNECTIONS = frozenset(
    {Household.Connection.WEAK, Household.Connection.PHONE, Household.Connection.NONE}
)
"""The answers of households for which live lessons and videos are hard."""


class Learner(models.Model):
    """A pupil, known here by a first name or initials and nothing else."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="learners")
    first_name = models.CharField(max_length=40, help_text="First name or initials only.")

    def __str__(self) -> str:
        return self.first_name


class Enrollment(models.Model):
    """A learner in a classroom, and the groups the learner is in there."""

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="enrollments")
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="enrollments")
    groups = models.ManyToManyField(Group, blank=True, related_name="enrollments")

    class Meta:
        constraints = (
            models.UniqueConstraint("learner", "classroom", name="learner_once_per_classroom"),
        )

    def __str__(self) -> str:
        return f"{self.learner} in {self.classroom}"
