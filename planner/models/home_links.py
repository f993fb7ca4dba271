"""Secret addresses of one learner or one household, and what they open."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from planner.calendars.zones import load_zone
from planner.models.homes import HomeBase
from planner.models.links import Opening, SecretAddress, hash_token
from planner.models.roster import Enrollment, Household, Learner


@dataclass(frozen=True, slots=True)
class EnrolledLearner:
    """A learner whose pages an address opens, and the classes whose days are this learner's."""

    pk: int
    first_name: str
    classes: tuple[Opening, ...]
    """Each as if it had been opened by an address of its own."""
    groups: frozenset[str]
    """Of all these classes, as plans name them."""
    feed_until: dt.date | None = None
    """The last day of this learner's calendar feed; None where there is none."""

    def has_feed(self, today: dt.date) -> bool:
        """Whether this learner has a calendar feed that works today."""
        return self.feed_until is not None and self.feed_until >= today


@dataclass(frozen=True, slots=True)
class HomeOpening:
    """What an address of a learner or of a household opens."""

    pk: int
    token_hash: str
    expires_on: dt.date
    revoked_at: dt.datetime | None
    last_used_on: dt.date | None
    household_id: int
    school_id: int
    timezone: str
    is_of_household: bool
    learners: tuple[EnrolledLearner, ...]
    """By first name; those who are in no class are not among them."""
    feed_until: dt.date | None = None
    """The last day of the household's calendar feed; None where there is none."""

    def has_feed(self, today: dt.date) -> bool:
        """Whether the household has a calendar feed that works today."""
        return self.feed_until is not None and self.feed_until >= today

    def local_now(self, now: dt.datetime) -> dt.datetime:
        """An aware moment as the school's clock shows it."""
        return now.astimezone(load_zone(self.timezone))

    def find_learner(self, pk: int) -> EnrolledLearner | None:
        """The learner with this key, if the address opens that one's pages."""
        return next((learner for learner in self.learners if learner.pk == pk), None)


class HomeAddress(SecretAddress):
    """An address of one learner, or of all the learners of a household."""

    label = models.CharField(max_length=60, default="Home link")
    learner = models.ForeignKey(
        Learner, models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    household = models.ForeignKey(
        Household, models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_is_of_a_learner_or_of_a_household",
                condition=Q(learner__isnull=True, household__isnull=False)
                | Q(learner__isnull=False, household__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} of {self.learner or self.household}"

    @classmethod
    def find_opening(cls, token: str) -> HomeOpening | None:
        """What a token opens, ended or not; three queries."""
        found = cls._default_manager.filter(token_hash=hash_token(token)).annotate(
            home=Coalesce("household", "learner__household")
        )
        address = found.first()
        if address is None:
            return None
        homes = Household.objects.annotate(feed_until=_find_feed_end(household="pk"))
        home = homes.select_related("school").get(pk=address.home)
        learners = _read_learners(address, home)
        if address.learner_id is None and len(learners) == 1:
            # An only child's days are the household's, and so may the calendar be.
            until = learners[0].feed_until or home.feed_until
            learners = (replace(learners[0], feed_until=until),)
        return HomeOpening(
            pk=address.pk,
            token_hash=address.token_hash,
            expires_on=address.expires_on,
            revoked_at=address.revoked_at,
            last_used_on=address.last_used_on,
            household_id=home.pk,
            school_id=home.school_id,
            timezone=home.school.timezone,
            is_of_household=address.learner_id is None,
            learners=learners,
            feed_until=home.feed_until,
        )


def _read_learners(address: HomeAddress, home: Household) -> tuple[EnrolledLearner, ...]:
    """The learners whom the address shows, with their classes and groups; two queries."""
    mine = Enrollment.objects.filter(learner__household=home)
    if address.learner_id is not None:
        mine = mine.filter(learner=address.learner_id)
    mine = mine.select_related("learner", "classroom__home_base").prefetch_related("groups")
    in_order = mine.order_by("learner__first_name", "learner", "classroom__name", "classroom")
    enrolled: dict[Learner, list[Enrollment]] = defaultdict(list)
    feeds: dict[int, dt.date | None] = {}
    for each in in_order.annotate(feed_until=_find_feed_end(learner="learner")):
        enrolled[each.learner].append(each)
        feeds[each.learner_id] = each.feed_until
    return tuple(
        EnrolledLearner(
            pk=learner.pk,
            first_name=learner.first_name,
            classes=tuple(_open_class(address, each, home) for each in enrollments),
            groups=frozenset(str(group.pk) for each in enrollments for group in each.groups.all()),
            feed_until=feeds[learner.pk],
        )
        for learner, enrollments in enrolled.items()
    )


def _find_feed_end(**of: str) -> models.Subquery:
    """The last day of the newest feed of whom the row names by this field."""
    whom = {name: models.OuterRef(field) for name, field in of.items()}
    feeds = HomeFeed._default_manager.filter(revoked_at__isnull=True, **whom)
    return models.Subquery(feeds.order_by("-pk").values("expires_on")[:1])


def _open_class(address: HomeAddress, enrollment: Enrollment, home: Household) -> Opening:
    """The class of an enrollment, as an address of its own would open it."""
    classroom, school = enrollment.classroom, home.school
    base: HomeBase | None = getattr(classroom, "home_base", None)
    return Opening(
        pk=address.pk,
        token_hash=address.token_hash,
        expires_on=address.expires_on,
        revoked_at=address.revoked_at,
        last_used_on=address.last_used_on,
        classroom_id=classroom.pk,
        school_id=school.pk,
        district_id=school.district_id,
        classroom=classroom.name,
        published_version=classroom.published_version,
        published_at=classroom.published_at,
        school=school.name,
        timezone=school.timezone,
        closures_version=school.closures_version,
        evening=base.evening if base is not None else None,
    )


class HomeLink(HomeAddress):
    """The address of a learner's pages, or of a household's."""


class HomeFeed(HomeAddress):
    """The address of a learner's calendar feed, or of a household's."""
