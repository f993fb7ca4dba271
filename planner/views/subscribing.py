"""The ways to have a feed in one's own calendar: which calendars, and how late each may be."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override

from planner.families.elsewhere import Choice, Language
from planner.families.languages import LANGUAGES, name_language
from planner.feeds import Wish

PAGE = "calendar/"
"""What follows a family's standing address."""


@dataclass(frozen=True, slots=True)
class Way:
    """A calendar that many families have: the address that subscribes, and how late it may be."""

    name: str
    address: str
    lateness: str


@dataclass(frozen=True, slots=True)
class Subscribing:
    """All that the page about subscribing shows."""

    home: str
    """The address of the family's day."""
    feed: str
    ways: tuple[Way, ...]
    contents: tuple[Choice, ...]
    """With tasks, or without."""
    marks: tuple[Choice, ...]
    """Whether titles tell whose they are; empty where there is only one learner, or a class."""
    languages: tuple[Language, ...]


def read_wish(request: HttpRequest, language: str) -> Wish:
    """What a subscriber chose; what the address does not say is as it always was."""
    return Wish(
        language,
        tasks=request.GET.get("tasks") != "0",
        initials=request.GET.get("initials") == "1",
    )


def find_feed(request: HttpRequest, token: str, wish: Wish) -> str:
    """A feed's whole address, as a calendar will ask for it."""
    named = [token] if wish.is_in_english else [token, wish.language]
    return request.build_absolute_uri(reverse("planner:feed", args=named)) + wish.query


def list_ways(feed: str, name: str) -> tuple[Way, ...]:
    """One link for each calendar that many families have; `name` is what it will be called."""
    webcal = "webcal:" + feed.partition(":")[2]
    google = f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}"
    outlook = urlencode({"url": feed, "name": name})
    return (
        Way(
            "Apple: iPhone, iPad, Mac",
            webcal,
            gettext("Shows changes after about an hour."),
        ),
        Way("Google Calendar", google, gettext("Shows changes after 4 to 24 hours.")),
        Way(
            "Outlook.com",
            f"https://outlook.live.com/calendar/0/addfromweb?{outlook}",
            gettext("Shows changes after 3 to 24 hours."),
        ),
    )


def list_contents(here: str, wish: Wish) -> tuple[Choice, ...]:
    """The page with tasks in the calendar, and without."""
    names = ((True, gettext("Sessions and tasks")), (False, gettext("Sessions only")))
    return tuple(
        Choice(here + replace(wish, tasks=tasks).query, name, tasks == wish.tasks)
        for tasks, name in names
    )


def list_marks(here: str, wish: Wish) -> tuple[Choice, ...]:
    """The page with children's initials before the titles, and without."""
    names = ((False, gettext("Without names")), (True, gettext("With each child's initial")))
    return tuple(
        Choice(here + replace(wish, initials=initials).query, name, initials == wish.initials)
        for initials, name in names
    )


def list_languages(root: str, wish: Wish) -> tuple[Language, ...]:
    """The same page, and so the same calendar, in every language."""
    return tuple(
        Language(name_language(root, code) + PAGE + wish.query, code, name, code == wish.language)
        for code, name in LANGUAGES.items()
    )


def offer_ways(
    feed: str, name: str, *, root: str, language: str, wish: Wish, siblings: bool = False
) -> Subscribing:
    """The page in the language of the wish. `language` is the one that its address names; `name` is
    what the calendar will be called."""
    home = name_language(root, language)
    with override(wish.language):
        return Subscribing(
            home=home,
            feed=feed,
            ways=list_ways(feed, name),
            contents=list_contents(home + PAGE, wish),
            marks=list_marks(home + PAGE, wish) if siblings else (),
            languages=list_languages(root, wish),
        )
