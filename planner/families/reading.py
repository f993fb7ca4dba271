"""Reading what a class has published for its families."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import caches

from planner.addresses import read_school_date
from planner.cadence.plan import PlannedDay
from planner.families.day import FamilyDay, Publication
from planner.families.evenings import tell_evenings
from planner.families.spoken import speak_day
from planner.models import Opening, School, SchoolDay, Snapshot
from planner.models.prepared import PreparedQuery
from planner.models.weeks import ANY_DATES, read_closures
from planner.review import list_closed

DAYS_AROUND = 21
"""How far the page's links to other days reach, before and after it."""
DAYS_AHEAD = 42
"""How far ahead the next school day is looked for; longer than any holiday but summer's."""
DAYS_KNOWN = 400
"""Days further away than a school year have no page."""
AROUND = dt.timedelta(days=DAYS_AROUND)

PUBLISHED_DAYS = PreparedQuery(
    lambda classroom, first, last: (
        SchoolDay.objects.between(classroom, first, last)
        .filter(published__isnull=False)
        .values_list("date", "pk")
    ),
    1001,
    *ANY_DATES,
)
PUBLICATIONS = PreparedQuery(
    lambda day: (
        Snapshot.objects.filter(day=day)
        .order_by("-number")
        .values_list("document", "published_at")[:2]
    ),
    1001,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a family asked for. Whatever its page is made of grows one of the opening's versions."""

    opening: Opening
    now: dt.datetime
    """On the school's clock."""
    date: dt.date | None
    """None for today, or the next school day that has a plan."""
    group_id: str
    """The group to show; empty for everyone."""
    language: str
    """The language that the address names; empty where the browser chooses."""

    def name_page(self, spoken: str, code: str) -> str:
        """What two askings for the same page share; the minute is not in it, nor is the token.

        `code` names the version of what makes the page.
        """
        opening = self.opening
        parts = (
            (opening.classroom_id, opening.classroom, opening.school, opening.timezone),
            opening.language,
            (opening.published_version, opening.closures_version),
            (opening.evening, opening.evening_translations),
            (str(self.now.date()), str(self.date), self.group_id),
            (self.language, spoken, code, opening.has_feed(self.now.date())),
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def ask_for_page(
    opening: Opening, written: str, now: dt.datetime, group_id: str, language: str
) -> Asked | None:
    """What is asked for, by a date or by none; None where no school year near ours holds it."""
    local = opening.local_now(now)
    try:
        date = read_near_date(written, local.date())
    except ValueError:
        return None
    return Asked(opening, local, date, group_id, language)


def read_near_date(written: str, today: dt.date) -> dt.date | None:
    """The date that an address names, if it names one; ValueError where it has no page."""
    date = read_school_date(written) if written else None
    if date is not None and abs((date - today).days) > DAYS_KNOWN:
        raise ValueError(f"{date} is further away than a school year.")
    return date


def read_family_day(asked: Asked, root: str) -> FamilyDay:
    """All that the page is made of; three queries. Its links begin with the root."""
    opening, today = asked.opening, asked.now.date()
    first, last = find_reach(asked.date, today)
    closed = read_closed(opening, first, last)
    published = dict(PUBLISHED_DAYS.fetch(opening.classroom_id, first, last))
    date = asked.date or choose_date(today, set(published) - set(closed))
    return FamilyDay(
        classroom=opening.classroom,
        school=opening.school,
        zone=opening.timezone,
        root=root,
        language=asked.language,
        date=date,
        today=today,
        publication=read_publication(opening, published.get(date)),
        closed=closed,
        published=frozenset(each for each in published if abs(each - date) <= AROUND),
        group_id=asked.group_id,
        instead_of=None if date == (asked.date or today) else today,
        evenings=tell_evenings([opening]),
        has_feed=opening.has_feed(today),
    )


def find_reach(date: dt.date | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day that the page of a date, or of today, looks at."""
    return (date or today) - AROUND, (date or today + dt.timedelta(days=DAYS_AHEAD)) + AROUND


def choose_date(today: dt.date, open_dates: set[dt.date]) -> dt.date:
    """Today, or the next school day with something published; today where there is none."""
    ahead = range(DAYS_AHEAD + 1)
    dates = (today + dt.timedelta(days=offset) for offset in ahead)
    return next((date for date in dates if date in open_dates), today)


def read_closed(opening: Opening, first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """The dates without school, with the reason; remembered until a closure changes."""
    name = f"closed {opening.school_id} {opening.closures_version} {first} {last}"
    pages = caches["pages"]
    closed: dict[dt.date, str] | None = pages.get(name)
    if closed is None:
        school = School(pk=opening.school_id, district_id=opening.district_id)
        closed = list_closed(read_closures(school, first, last), first, last)
        pages.set(name, closed)
    return closed


def read_publication(opening: Opening, day: int | None) -> Publication | None:
    """What families see of a day, and what they saw before it; None where nothing is published."""
    if day is None:
        return None
    (document, at), *before = PUBLICATIONS.fetch(day)
    return Publication(
        plan=read_document(opening, document),
        at=opening.local_now(at),
        before=read_document(opening, before[0][0]) if before else None,
        before_at=opening.local_now(before[0][1]) if before else None,
    )


def read_document(opening: Opening, document: str) -> PlannedDay:
    """A published day of a class, said in the language being spoken as far as its teachers did."""
    return speak_day(_parse(document), opening.language)


@lru_cache(maxsize=200)
def _parse(document: str) -> PlannedDay:
    """What replaced a document is compared with it, in each language and for each group."""
    return PlannedDay.model_validate_json(document)
