"""Waivers: dated, reasoned exceptions from a rule. Granted, perhaps revoked, never deleted."""

import datetime as dt
from typing import Literal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan

from planner.cadence import Waiver as CadenceWaiver
from planner.models.orgs import District, School
from planner.models.people import User
from planner.models.roster import Classroom

Standing = Literal["now", "coming", "ended", "revoked"]
ONE_DAY = dt.timedelta(days=1)


class WaiverQuerySet(models.QuerySet["Waiver"]):
    """Reading waivers."""

    def of_school(self, school: School) -> "WaiverQuerySet":
        """Those of the whole school and of its classes, the newest first."""
        mine = self.filter(Q(school=school) | Q(classroom__school=school))
        return mine.with_people().order_by("-since", "-pk")

    def touching(self, classroom: Classroom, first: dt.date, last: dt.date) -> "WaiverQuerySet":
        """Those granted to a class or its school for any date from first to last, in the order in
        which they were granted; revoked ones too."""
        mine = Q(classroom=classroom) | Q(school=classroom.school_id)
        return self.filter(mine, since__lte=last, until__gte=first).with_people().order_by("pk")

    def in_force(self, classroom: Classroom, first: dt.date, last: dt.date) -> "WaiverQuerySet":
        """Those that count for a class on any date from first to last."""
        gone = Q(revoked_from__lte=F("since")) | Q(revoked_from__lte=first)
        return self.touching(classroom, first, last).exclude(gone)

    def of_policy(self, district: District, identifier: str) -> "WaiverQuerySet":
        """All of a district from any version of a policy that count on some day."""
        mine = self.filter(Q(school__district=district) | Q(classroom__school__district=district))
        held = mine.filter(policy_identifier=identifier).exclude(revoked_from__lte=F("since"))
        return held.with_people().order_by("pk")

    def with_people(self) -> "WaiverQuerySet":
        """Each with its class and those who granted and revoked it; no query more."""
        return self.select_related("classroom__school", "school", "granted_by", "revoked_by")


class Waiver(models.Model):
    """One rule that one class, or a whole school, need not keep from one date to another.

    It names the rule of a policy and not of one version: it holds over later versions for as long
    as they have a rule of that id. What was granted is never rewritten; a trigger refuses.
    """

    policy_identifier = models.SlugField(max_length=60)
    rule_id = models.CharField(max_length=60)
    policy_name = models.CharField(max_length=160)
    says = models.TextField(help_text="The rule's sentence, as it read when it was waived.")
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="waivers"
    )
    classroom = models.ForeignKey(
        Classroom, models.PROTECT, null=True, blank=True, related_name="waivers"
    )
    since = models.DateField()
    until = models.DateField(help_text="The last day.")
    reason = models.CharField(max_length=300)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    revoked_from = models.DateField(
        null=True, blank=True, help_text="The first day on which it does not count any more."
    )
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField(max_length=300, blank=True, default="")

    objects = WaiverQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="waiver_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(school__isnull=True, classroom__isnull=False)
                | Q(school__isnull=False, classroom__isnull=True),
                name="waiver_is_for_a_class_or_a_school",
            ),
            models.CheckConstraint(
                condition=GreaterThan(Length(Trim("reason")), 0), name="waiver_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(revoked_from__isnull=True, revoked_at__isnull=True, revoked_because="")
                | Q(
                    revoked_from__gte=F("since"),
                    revoked_from__lte=F("until"),
                    revoked_at__isnull=False,
                )
                & ~Q(revoked_because=""),
                name="waiver_is_revoked_within_its_dates_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_name}, {self.rule_id}: {self.since} to {self.until}"

    @property
    def place(self) -> Classroom | School:
        """The class or the whole school that it is for."""
        place = self.classroom or self.school
        if place is None:
            raise TypeError("a waiver is for a class or for a school")
        return place

    @property
    def school_of_place(self) -> School:
        """The school that it is granted in."""
        return self.place.school if isinstance(self.place, Classroom) else self.place

    @property
    def granted_on(self) -> dt.date:
        """The day on which it was granted, by the school's clock."""
        return self.school_of_place.local_now(self.granted_at).date()

    @property
    def last(self) -> dt.date:
        """The last day on which it counts; before `since` where it never did."""
        return self.until if self.revoked_from is None else self.revoked_from - ONE_DAY

    @property
    def value(self) -> CadenceWaiver:
        """The waiver as the engine takes it, for a class that it is about."""
        return CadenceWaiver(
            policy_id=self.policy_identifier,
            rule_id=self.rule_id,
            first=self.since,
            last=self.last,
            reason=self.reason,
            granted_by=self.granted_by.name,
        )

    def find_standing(self, today: dt.date) -> Standing:
        """Whether it counts today, or will, or does no more: over by its dates, or revoked."""
        if self.revoked_from is not None and self.revoked_from <= max(today, self.since):
            return "revoked"
        if today < self.since:
            return "coming"
        return "now" if today <= self.until else "ended"
