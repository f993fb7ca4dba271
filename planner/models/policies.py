"""Policies as data, and where and when each is in force."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from planner.models.orgs import District, School
from planner.models.roster import Classroom, check_grades


class Policy(models.Model):
    """One version of a policy. A new version is a new row: what judged a day can always be read."""

    district = models.ForeignKey(District, models.CASCADE, related_name="policies")
    identifier = models.SlugField(max_length=60)
    version = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    document = models.JSONField(help_text="The policy in the cadence language.")

    class Meta:
        verbose_name_plural = "policies"
        constraints = (
            models.UniqueConstraint(
                "district", "identifier", "version", name="policy_version_once_per_district"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class PolicyUseQuerySet(models.QuerySet["PolicyUse"]):
    """Reading where policies are in force."""

    def in_force(self, school: School, first: dt.date, last: dt.date) -> "PolicyUseQuerySet":
        """Uses that touch this school on any date from first to last, the district's first."""
        return (
            self.filter(
                Q(school=school) | Q(school__isnull=True), policy__district_id=school.district_id
            )
            .filter(Q(until__isnull=True) | Q(until__gte=first), since__lte=last)
            .select_related("policy")
            .order_by("school_id", "policy__identifier", "pk")
        )


class PolicyUse(models.Model):
    """A policy in force for a district or one school, some grades or all, between two dates."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="uses")
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="policy_uses"
    )
    grades = models.JSONField(default=list, blank=True, help_text="Empty: all grades.")
    since = models.DateField()
    until = models.DateField(
        null=True, blank=True, help_text="The last day; empty: until further notice."
    )

    objects = PolicyUseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="policy_use_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy} for {self.school or self.policy.district}"

    def clean(self) -> None:
        """Grades, where given, are known ones."""
        if self.grades:
            check_grades(self.grades)

    def covers(self, classroom: Classroom, date: dt.date) -> bool:
        """Whether this use holds for the class on the date."""
        in_time = self.since <= date and (self.until is None or date <= self.until)
        return in_time and (not self.grades or bool(set(self.grades) & set(classroom.grades)))
