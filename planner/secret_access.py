"""The only way from a family's secret address to what it opens.

An address that never was is 404, one that has ended is 410. It is asked each time anew.
"""

import datetime as dt
from typing import TypeVar

from django.http import Http404

from planner.models import (
    EnrolledLearner,
    FamilyLink,
    FeedToken,
    HomeFeed,
    HomeLink,
    HomeOpening,
    Opening,
)

Found = TypeVar("Found", Opening, HomeOpening)


class Gone(Exception):
    """The address was right once: it was revoked or its school year is over (410)."""


def _open_address(opening: Found | None, now: dt.datetime) -> Found:
    """What was found behind a token: 404 if nothing ever was, Gone if it has ended."""
    if opening is None:
        raise Http404("This address is not known.")
    if opening.revoked_at is not None or opening.expires_on < opening.local_now(now).date():
        raise Gone("This address has ended.")
    return opening


def open_family_link(token: str, now: dt.datetime) -> Opening:
    """What a family page's link opens."""
    return _open_address(FamilyLink.find_opening(token), now)


def open_feed(token: str, now: dt.datetime) -> Opening:
    """What a calendar feed's token opens."""
    return _open_address(FeedToken.find_opening(token), now)


def open_home_link(token: str, now: dt.datetime) -> HomeOpening:
    """What the link of a learner or a household opens."""
    return _open_address(HomeLink.find_opening(token), now)


def open_home_feed(token: str, now: dt.datetime) -> HomeOpening:
    """What the calendar feed of a learner or a household opens."""
    return _open_address(HomeFeed.find_opening(token), now)


def open_learner(token: str, pk: int, now: dt.datetime) -> tuple[HomeOpening, EnrolledLearner]:
    """A learner whose pages a link opens: 404 for everybody else's."""
    opening = open_home_link(token, now)
    learner = opening.find_learner(pk)
    if learner is None:
        raise Http404("This link opens nobody else's pages.")
    return opening, learner


def open_household(token: str, now: dt.datetime) -> HomeOpening:
    """The household that a link opens: 404 for a learner's own link, which is a child's."""
    opening = open_home_link(token, now)
    if not opening.is_of_household:
        raise Http404("This link opens one learner's pages.")
    return opening
