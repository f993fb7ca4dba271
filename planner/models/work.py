"""Work that takes longer than a page may: trials of edited policies, and judging days again."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q

from planner.cadence import Policy as CadencePolicy
from planner.models.orgs import District, School
from planner.models.people import User
from planner.models.policies import Policy

STALE_AFTER = dt.timedelta(seconds=120)
"""Work that was begun and has told of no progress for so long has lost its worker."""
UNHURRIED = dt.timedelta(seconds=12)
"""How long work may wait before a page says that nobody seems to be taking it up."""


class Work(models.Model):
    """How far a piece of work has come. Pages read it; whoever does the work writes it."""

    class State(models.TextChoices):
        DRAFT = "draft", "not asked for yet"
        WAITING = "waiting", "waiting"
        RUNNING = "running", "under way"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField(help_text="When its state or its progress last changed.")

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="%(class)s_does_no_more_than_there_is"
            ),
        )

    @property
    def is_open(self) -> bool:
        """Whether it was asked for and is not over."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    def has_no_worker(self, now: dt.datetime) -> bool:
        """Whether nobody seems to be at it: it waits too long, or has stopped moving."""
        patience = UNHURRIED if self.state == self.State.WAITING else STALE_AFTER
        return self.is_open and now - self.moved_at > patience


class TrialQuerySet(models.QuerySet["Trial"]):
    """Reading trials."""

    def unfinished(self, district: District) -> "TrialQuerySet":
        """The district's trials that have not become a version yet, the newest first."""
        mine = self.filter(district=district, saved_as__isnull=True)
        return mine.select_related("policy", "made_by").order_by("-made_at", "-pk")


class Trial(Work):
    """A policy as somebody is changing it, and how the published weeks would fare under it."""

    district = models.ForeignKey(District, models.CASCADE, related_name="trials")
    policy = models.ForeignKey(
        Policy, models.PROTECT, related_name="trials", help_text="The version it started from."
    )
    document = models.JSONField(help_text="The edited policy in the cadence language.")
    result = models.JSONField(null=True, blank=True, help_text="What was found, in figures.")
    changes = models.TextField(
        blank=True, default="", help_text="Each class-day that would fare otherwise, as JSON."
    )
    saved_as = models.ForeignKey(
        Policy, models.PROTECT, null=True, blank=True, related_name="made_from"
    )

    objects = TrialQuerySet.as_manager()

    class Meta(Work.Meta):
        indexes = (models.Index(fields=("district", "-made_at"), name="trial_by_district"),)

    def __str__(self) -> str:
        return f"{self.policy.name}, being changed"

    @property
    def edited(self) -> CadencePolicy:
        """The edited policy as the engine's value."""
        return CadencePolicy.model_validate(self.document)

    def find_rule(self, rule_id: str) -> dict[str, Any] | None:
        """The document of one of its rules."""
        return next((rule for rule in self.document["rules"] if rule["id"] == rule_id), None)


class Rejudging(Work):
    """Judging planned weeks again after a policy, a waiver or a closure began, changed or ended."""

    district = models.ForeignKey(District, models.CASCADE, related_name="rejudgings")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    first = models.DateField(help_text="From the week of this date on.")
    last = models.DateField(
        null=True, blank=True, help_text="To the week of this date; empty: to the last planned."
    )
    reason = models.CharField(max_length=300)

    class Meta(Work.Meta):
        indexes = (models.Index(fields=("district", "-made_at"), name="rejudging_by_district"),)

    def __str__(self) -> str:
        return self.reason
