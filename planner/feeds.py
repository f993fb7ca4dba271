"""Calendar feeds: reading what was published, and the stamp that says if it changed.

A feed is of a class, of a learner or of a household.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from planner.calendars import (
    StoredEvent,
    events_from_json,
    feed_modified,
    feed_stamp,
    feed_window,
    join_feed,
    pick_newest,
)
from planner.calendars.feed import WRITTEN
from planner.calendars.zones import load_zone
from planner.code_version import name_code_version
from planner.models import Group, HomeOpening, Opening, SchoolDay
from planner.models.prepared import PreparedQuery

EVENTS = PreparedQuery(
    lambda classroom, first, last: (
        SchoolDay.objects.between(classroom, first, last)
        .filter(published__isnull=False)
        .values_list("published__events")
    ),
    1001,
    dt.date(1000, 1, 1),
    dt.date(2000, 2, 2),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a subscriber chose; it stands in the feed's address."""

    language: str = WRITTEN
    tasks: bool = True
    """Whether tasks are in it, beside what happens at its own time with others."""
    initials: bool = False
    """Whether a household's feed tells by initials whose an event is."""

    @property
    def is_in_english(self) -> bool:
        """Whether the address names no language: stored events are in English."""
        return self.language == WRITTEN

    @property
    def query(self) -> str:
        """What else stands in the address; nothing for what it always was."""
        said = {"tasks": "" if self.tasks else "0", "initials": "1" if self.initials else ""}
        chosen = {name: value for name, value in said.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


@dataclass(frozen=True, slots=True)
class Share:
    """Which of a class's events are in a feed, and whose they are there."""

    classroom_id: int
    groups: frozenset[str] | None = None
    """The groups whose events are in it beside everyone's; None for all."""
    initial: str = ""


@dataclass(frozen=True, slots=True)
class AskedFeed:
    """A feed as far as it must be known to tell whether it has changed."""

    shares: tuple[Share, ...]
    name: str
    zone: str
    today: dt.date
    first: dt.date
    last: dt.date
    wish: Wish
    stamp: str
    modified: dt.datetime


def ask_for_feed(opening: Opening, now: dt.datetime, wish: Wish) -> AskedFeed:
    """The window that a class's feed shows now, and the stamp of what is in it; no query."""
    shares = (Share(opening.classroom_id),)
    today = opening.local_now(now).date()
    return _ask(shares, (opening,), opening.classroom, opening.timezone, today, wish)


def ask_for_home_feed(opening: HomeOpening, now: dt.datetime, wish: Wish) -> AskedFeed:
    """The same for the feed of a learner or a household; no query.

    A learner who changes groups is news at once to calendars that ask by stamp, and on the next day
    to those that ask by date.
    """
    classes = {each.classroom_id: each for who in opening.learners for each in who.classes}
    shares = tuple(
        Share(each.classroom_id, who.groups, find_initial(who.first_name) if wish.initials else "")
        for who in opening.learners
        for each in who.classes
    )
    today = opening.local_now(now).date()
    name = name_home_feed(opening)
    return _ask(shares, classes.values(), name, opening.timezone, today, wish)


def find_initial(first_name: str) -> str:
    """All that a feed may say of a child's name, and only where the household wants it."""
    return first_name.strip()[:1].upper()


def name_home_feed(opening: HomeOpening) -> str:
    """What a calendar calls the feed: it shows that to whoever looks on."""
    classes = [each for who in opening.learners for each in who.classes]
    names = [each.school if opening.is_of_household else each.classroom for each in classes]
    return " · ".join(dict.fromkeys(names))


def _ask(
    shares: tuple[Share, ...],
    classes: Collection[Opening],
    name: str,
    zone: str,
    today: dt.date,
    wish: Wish,
) -> AskedFeed:
    first, last = feed_window(today)
    changes = [each.published_at for each in classes if each.published_at is not None]
    changed = max(changes, default=classroom_epoch(today, load_zone(zone)))
    stamp = feed_stamp(
        version=_name_version(shares, classes, wish.language),
        name=name,
        zone=zone,
        language=wish.language,
        tasks=wish.tasks,
        first=first,
        last=last,
    )
    modified = feed_modified(changed, today, zone)
    return AskedFeed(shares, name, zone, today, first, last, wish, stamp, modified)


def classroom_epoch(today: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """When a feed with nothing in it last changed: today's beginning."""
    return dt.datetime.combine(today, dt.time(), zone)


def _name_version(shares: Iterable[Share], classes: Iterable[Opening], language: str) -> str:
    """What grows with each publication, and with each closure of what was published.

    Translations may change with any release; what is written in English keeps its bytes.
    """
    parts = (
        [(each.classroom_id, each.published_version, str(each.published_at)) for each in classes],
        [
            (each.classroom_id, None if each.groups is None else sorted(each.groups), each.initial)
            for each in shares
        ],
        "" if language == WRITTEN else name_code_version(),
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def build_feed(asked: AskedFeed) -> bytes:
    """The feed's text; a query for each class, however many days and blocks there are, and one
    for the groups of learners."""
    shown, whose = _choose_events(asked)
    return join_feed(
        shown.values(),
        asked.name,
        asked.zone,
        asked.wish.language,
        asked.first,
        asked.last,
        tasks=asked.wish.tasks,
        whose=whose,
    )


def _choose_events(asked: AskedFeed) -> tuple[Mapping[str, StoredEvent], Mapping[str, str]]:
    """The events to show, by block, and what tells whose they are; a block of two siblings is one
    event of both."""
    ids = dict.fromkeys(share.classroom_id for share in asked.shares)
    events = {pk: _read_events(pk, asked.first, asked.last) for pk in ids}
    if all(share.groups is None for share in asked.shares):
        return {block: each for found in events.values() for block, each in found.items()}, {}
    within = dict(Group.objects.filter(classroom__in=ids).values_list("pk", "within"))
    shown: dict[str, StoredEvent] = {}
    initials: dict[str, list[str]] = {}
    for share in asked.shares:
        groups = _add_outer_groups(share.groups or frozenset(), within)
        for block, event in events[share.classroom_id].items():
            # What was stored before events knew their groups stands for everyone.
            if not event.facts.groups or groups.intersection(event.facts.groups):
                shown[block] = event
                initials.setdefault(block, []).append(share.initial)
    if not asked.wish.initials:
        return shown, {}
    return shown, {block: f"{', '.join(dict.fromkeys(of))}: " for block, of in initials.items()}


def _read_events(classroom: int, first: dt.date, last: dt.date) -> dict[str, StoredEvent]:
    rows = EVENTS.fetch(classroom, first, last)
    return pick_newest(event for (text,) in rows for event in events_from_json(text))


def _add_outer_groups(groups: Iterable[str], within: Mapping[int, int | None]) -> set[str]:
    """The groups with those that they are taken from, as plans name them."""
    found: set[str] = set()
    for group in groups:
        here: int | None = int(group)
        while here is not None and str(here) not in found:
            found.add(str(here))
            here = within.get(here)
    return found
