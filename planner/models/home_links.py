"""Secret addresses of one learner or one household, and what they open."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from planner.cadence.plan import Language
from planner.calendars.zones import load_zone
from planner.models.links import Opening, SecretAddress, hash_token
from planner.models.prepared import PreparedQuery
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
        """What a token opens, ended or not; two queries, however often it is asked."""
        rows = _prepare_address(cls).fetch(hash_token(token))
        if not rows:
            return None
        place = _Place(*rows[0])
        learners = _read_learners(place)
        if place.learner_id is None and len(learners) == 1:
            # An only child's days are the household's, and so may the calendar be.
            until = learners[0].feed_until or place.feed_until
            learners = (replace(learners[0], feed_until=until),)
        return HomeOpening(
            pk=place.pk,
            token_hash=place.token_hash,
            expires_on=place.expires_on,
            revoked_at=place.revoked_at,
            last_used_on=place.last_used_on,
            household_id=place.household_id,
            school_id=place.school_id,
            timezone=place.timezone,
            is_of_household=place.learner_id is None,
            learners=learners,
            feed_until=place.feed_until,
        )


class _Place(NamedTuple):
    """An address with the home and the school that it belongs to, as they are read."""

    pk: int
    token_hash: str
    expires_on: dt.date
    revoked_at: dt.datetime | None
    last_used_on: dt.date | None
    learner_id: int | None
    household_id: int
    school_id: int
    district_id: int
    school: str
    timezone: str
    closures_version: int
    feed_until: dt.date | None


class _Share(NamedTuple):
    """A learner's enrollment in a class, with one of the groups there, as they are read."""

    learner: int
    first_name: str
    feed_until: dt.date | None
    classroom_id: int
    classroom: str
    published_version: int
    published_at: dt.datetime | None
    evening: str | None
    evening_translations: list[list[str]] | None
    language: Language
    group: int | None


@cache
def _prepare_address(kind: type[HomeAddress]) -> PreparedQuery:
    def either(path: str) -> Coalesce:
        """What is found by way of the household, or by way of the learner's."""
        return Coalesce(f"household{path}", f"learner__household{path}")

    found = {
        "home": either(""),
        "home_school": either("__school"),
        "home_district": either("__school__district"),
        "home_school_name": either("__school__name"),
        "home_timezone": either("__school__timezone"),
        "home_closures": either("__school__closures_version"),
        "feed_until": _find_feed_end(household="home"),
    }
    own = ("pk", "token_hash", "expires_on", "revoked_at", "last_used_on", "learner_id")
    addresses = kind._default_manager.annotate(**found)
    return PreparedQuery(
        lambda value: addresses.filter(token_hash=value).values_list(*own, *found), "any"
    )


def _find_feed_end(**of: str) -> models.Subquery:
    """The last day of the newest feed of whom the row names by this field."""
    whom = {name: models.OuterRef(field) for name, field in of.items()}
    feeds = HomeFeed._default_manager.filter(revoked_at__isnull=True, **whom)
    return models.Subquery(feeds.order_by("-pk").values("expires_on")[:1])


@cache
def _prepare_shares() -> PreparedQuery:
    enrollments = Enrollment.objects.annotate(feed_until=_find_feed_end(learner="learner"))
    in_order = enrollments.order_by(
        "learner__first_name", "learner", "classroom__name", "classroom", "groups"
    )
    fields = ("learner", "learner__first_name", "feed_until", "classroom", "classroom__name")
    evening = ("home_base__evening", "home_base__evening_translations")
    more = ("published_version", "published_at", *evening, "language")
    return PreparedQuery(
        lambda home: in_order.filter(learner__household=home).values_list(
            *fields, *(f"classroom__{name}" for name in more), "groups"
        ),
        1001,
    )


def _read_learners(place: _Place) -> tuple[EnrolledLearner, ...]:
    """The learners whom the address shows, with their classes and groups; one query."""
    shares = [_Share(*row) for row in _prepare_shares().fetch(place.household_id)]
    shown = (each for each in shares if place.learner_id in (None, each.learner))
    learners = []
    for pk, rows in groupby(shown, key=attrgetter("learner")):
        mine = list(rows)
        classes = {each.classroom_id: each for each in mine}
        learners.append(
            EnrolledLearner(
                pk=pk,
                first_name=mine[0].first_name,
                classes=tuple(_open_class(place, each) for each in classes.values()),
                groups=frozenset(str(each.group) for each in mine if each.group is not None),
                feed_until=mine[0].feed_until,
            )
        )
    return tuple(learners)


def _open_class(place: _Place, share: _Share) -> Opening:
    """The class of an enrollment, as an address of its own would open it."""
    return Opening(
        pk=place.pk,
        token_hash=place.token_hash,
        expires_on=place.expires_on,
        revoked_at=place.revoked_at,
        last_used_on=place.last_used_on,
        classroom_id=share.classroom_id,
        school_id=place.school_id,
        district_id=place.district_id,
        classroom=share.classroom,
        published_version=share.published_version,
        published_at=share.published_at,
        school=place.school,
        timezone=place.timezone,
        closures_version=place.closures_version,
        evening=share.evening,
        evening_translations=share.evening_translations,
        language=share.language,
    )


class HomeLink(HomeAddress):
    """The address of a learner's pages, or of a household's."""


class HomeFeed(HomeAddress):
    """The address of a learner's calendar feed, or of a household's."""
