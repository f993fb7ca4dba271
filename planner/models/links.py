"""Secret addresses for families: a page link and a calendar feed token, for a class, and
(in `home_links`) for a learner or a household.

The database holds a hash and a seed. The token itself is made from the seed and the
installation's secret key, so a teacher can be shown the address again, while a stolen copy of
the database opens nothing.
"""

import base64
import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.crypto import salted_hmac

from planner.cadence.plan import Language
from planner.calendars.zones import load_zone
from planner.models.prepared import PreparedQuery
from planner.models.roster import Classroom

TOKEN_BYTES = 24


def make_seed() -> str:
    """A fresh random seed of 192 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """The form in which a token is stored and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Opening:
    """What an address opens, with all that tells whether an earlier answer still holds."""

    pk: int
    token_hash: str
    expires_on: dt.date
    revoked_at: dt.datetime | None
    last_used_on: dt.date | None
    classroom_id: int
    school_id: int
    district_id: int
    classroom: str
    published_version: int
    published_at: dt.datetime | None
    school: str
    timezone: str
    closures_version: int
    evening: str | None
    """What the class's families may do in the evening, if its home base says."""
    evening_translations: Sequence[Sequence[str]] | None
    """The same in other languages, as stored."""
    language: Language
    """What its teachers write in."""
    feed_until: dt.date | None = None
    """The last day of the class's calendar feed; None where it has none, or nobody asked."""

    def has_feed(self, today: dt.date) -> bool:
        """Whether the class has a calendar feed that works today."""
        return self.feed_until is not None and self.feed_until >= today

    def local_now(self, now: dt.datetime) -> dt.datetime:
        """An aware moment as the school's clock shows it."""
        return now.astimezone(load_zone(self.timezone))


class SecretAddress(models.Model):
    """What all secret addresses share."""

    label = models.CharField(max_length=60, default="Class link")
    seed = models.CharField(max_length=64, default=make_seed, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField(help_text="The last day on which the address works.")
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def spell_token(self) -> str:
        """The token, made anew from the seed and the secret key."""
        digest = salted_hmac(
            f"planner.{type(self).__name__}", self.seed, algorithm="sha256"
        ).digest()
        return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()

    def is_showable(self) -> bool:
        """Whether the address can still be shown: not after the secret key was changed."""
        return hash_token(self.spell_token()) == self.token_hash


class ClassAddress(SecretAddress):
    """An address of a whole class: it shows what all of its families may see, and no name."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.label} of {self.classroom}"

    @classmethod
    def find_opening(cls, token: str) -> Opening | None:
        """What a token opens, ended or not; one query, however often it is asked."""
        rows = _prepare_opening(cls).fetch(hash_token(token))
        return Opening(*rows[0]) if rows else None


@cache
def _prepare_opening(kind: type[ClassAddress]) -> PreparedQuery:
    fields = (
        "pk",
        "token_hash",
        "expires_on",
        "revoked_at",
        "last_used_on",
        "classroom_id",
        "classroom__school_id",
        "classroom__school__district_id",
        "classroom__name",
        "classroom__published_version",
        "classroom__published_at",
        "classroom__school__name",
        "classroom__school__timezone",
        "classroom__school__closures_version",
        "classroom__home_base__evening",
        "classroom__home_base__evening_translations",
        "classroom__language",
    )
    more = {"feed_until": _find_feed_end()} if kind is FamilyLink else {}
    addresses = kind._default_manager.annotate(**more)
    return PreparedQuery(
        lambda value: addresses.filter(token_hash=value).values_list(*fields, *more), "any"
    )


def _find_feed_end() -> models.Subquery:
    """The last day of the newest feed of an address's class."""
    feeds = FeedToken._default_manager.filter(
        classroom=models.OuterRef("classroom"), revoked_at__isnull=True
    )
    return models.Subquery(feeds.order_by("-pk").values("expires_on")[:1])


class FamilyLink(ClassAddress):
    """The address of a class's family pages."""


class FeedToken(ClassAddress):
    """The address of a class's calendar feed."""
