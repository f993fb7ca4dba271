"""Districts, schools, school years with their closures, and the tools a district approves."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

DAY_MINUTES = 24 * 60
NO_PLACES = {"Factory", "localtime"}
"""Zones that mean a machine's own setting, and so another time elsewhere."""


def check_zone(value: str) -> None:
    """Refuse a time zone that the machine does not know."""
    if value not in zoneinfo.available_timezones() - NO_PLACES:
        raise ValidationError(
            "%(value)s is not a time zone, such as America/New_York.", params={"value": value}
        )


class District(models.Model):
    """The organisation that runs schools and sets policies."""

    name = models.CharField(max_length=120, unique=True)
    is_demonstration = models.BooleanField(
        default=False,
        help_text="Demonstration sign-ins are public; a production start refuses such a database.",
    )

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school: its clock and its hours hold for all of its classrooms."""

    district = models.ForeignKey(District, models.CASCADE, related_name="schools")
    name = models.CharField(max_length=120)
    timezone = models.CharField(max_length=64, default="America/New_York", validators=[check_zone])
    opens = models.PositiveSmallIntegerField(default=8 * 60, help_text="Minutes after midnight.")
    closes = models.PositiveSmallIntegerField(default=15 * 60, help_text="Minutes after midnight.")
    closures_version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Grows with every change of the days without school."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint("district", "name", name="school_name_once_per_district"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")) & Q(closes__lte=DAY_MINUTES),
                name="school_opens_before_it_closes",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The school's clock."""
        return zoneinfo.ZoneInfo(self.timezone)

    def local_now(self, now: dt.datetime) -> dt.datetime:
        """An aware moment as the school's clock shows it."""
        return now.astimezone(self.zone)


class SchoolYear(models.Model):
    """A district's school year; both dates are school days' limits, inclusive."""

    district = models.ForeignKey(District, models.CASCADE, related_name="school_years")
    title = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="school_year_has_days"
            ),
        )

    def __str__(self) -> str:
        return self.title


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Reading closures."""

    def touching(self, school: School, first: dt.date, last: dt.date) -> "ClosureQuerySet":
        """Closures of the whole district or of this school on any day from first to last."""
        return self.filter(
            Q(school__isnull=True) | Q(school=school),
            school_year__district_id=school.district_id,
            starts_on__lte=last,
            ends_on__gte=first,
        ).order_by("starts_on", "pk")

    def held_dates(self, school: School, first: dt.date, last: dt.date) -> frozenset[dt.date]:
        """Weekdays from first to last on which the turns of cohorts wait."""
        return list_held(self.touching(school, first, last).filter(holds=True), first, last)


def list_held(closures: "Iterable[Closure]", first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """Weekdays from first to last on which these closures let the turns of cohorts wait."""
    held: set[dt.date] = set()
    for closure in closures:
        date = max(first, closure.starts_on)
        while closure.holds and date <= min(last, closure.ends_on):
            held.add(date)
            date += dt.timedelta(days=1)
    return frozenset(date for date in held if date.weekday() < 5)


class Closure(models.Model):
    """Days on which there is no school; for the whole district when no school is named."""

    school_year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="closures")
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="closures"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=80)
    holds = models.BooleanField(
        "the rotation waits",
        default=False,
        help_text="Where cohorts take turns at school: the day after takes the closed day's turn.",
    )

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="closure_has_days"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reason} ({self.starts_on} to {self.ends_on})"


class Tool(models.Model):
    """A platform or site that blocks use, known by its host."""

    district = models.ForeignKey(District, models.CASCADE, related_name="tools")
    name = models.CharField(max_length=80)
    host = models.CharField(
        max_length=253, help_text="For instance teams.example.org; subdomains count too."
    )
    approved = models.BooleanField(default=False)
    meeting = models.BooleanField(default=False, help_text="Live sessions can be held on it.")
    protected = models.BooleanField(
        default=False, help_text="Asks for a password; recordings may stand there."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint("district", "host", name="tool_host_once_per_district"),
        )

    def __str__(self) -> str:
        return self.name
