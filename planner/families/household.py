"""A household's day: what the classes of all its learners have published of one date."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from planner.families.day import FamilyDay, Publication
from planner.families.learners import join_publications
from planner.families.reading import (
    AROUND,
    PUBLISHED_DAYS,
    choose_date,
    find_reach,
    read_closed,
    read_publication,
)
from planner.models import EnrolledLearner, HomeOpening, Opening


@dataclass(frozen=True, slots=True)
class AskedOfHome:
    """Which day of a household's was asked for, and all that its page is made of but the plans."""

    opening: HomeOpening
    devices: int | None
    """How many devices the household told of; None where it did not tell."""
    now: dt.datetime
    """On the school's clock."""
    date: dt.date | None
    """None for today, or the next school day that has a plan."""
    language: str
    """The language that the address names; empty where the browser chooses."""
    connection: str = ""
    """How well the household told that it is connected; empty where it did not tell."""

    def name_page(self, spoken: str, code: str) -> str:
        """What two askings for the same page share; the minute is not in it, nor is the token.

        `code` names the version of what makes the page.
        """
        learners = [
            (
                each.pk,
                each.first_name,
                sorted(each.groups),
                [_name_class(of) for of in each.classes],
            )
            for each in self.opening.learners
        ]
        parts = (
            ("household", self.opening.household_id, self.devices, self.connection, learners),
            (str(self.now.date()), str(self.date), self.language, spoken, code),
            self.opening.has_feed(self.now.date()),
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _name_class(opening: Opening) -> tuple[str | int, ...]:
    return (
        *(opening.classroom_id, opening.classroom, opening.school, opening.timezone),
        *(opening.published_version, opening.closures_version, opening.language),
    )


@dataclass(frozen=True, slots=True)
class LearnerPart:
    """One learner's part of the day; None where nothing is published for this learner."""

    learner: EnrolledLearner
    told: Publication | None


@dataclass(frozen=True, slots=True)
class HouseholdDay:
    """The day of all of a household's learners."""

    day: FamilyDay
    """What they share: the date, the school and the link."""
    parts: tuple[LearnerPart, ...]
    devices: int | None
    connection: str


def read_household_day(asked: AskedOfHome, root: str) -> HouseholdDay:
    """All that the household's page is made of; its links begin with the root. Two queries for each
    class and one more, however many learners share it."""
    classes = {of.classroom_id: of for each in asked.opening.learners for of in each.classes}
    any_class, today = next(iter(classes.values())), asked.now.date()
    first, last = find_reach(asked.date, today)
    closed = read_closed(any_class, first, last)
    published = {pk: dict(PUBLISHED_DAYS.fetch(pk, first, last)) for pk in classes}
    dates = frozenset(date for days in published.values() for date in days)
    date = asked.date or choose_date(today, set(dates) - set(closed))
    told = {pk: read_publication(of, published[pk].get(date)) for pk, of in classes.items()}
    day = FamilyDay(
        classroom="",
        school=any_class.school,
        zone=any_class.timezone,
        root=root,
        language=asked.language,
        date=date,
        today=today,
        publication=None,
        closed=closed,
        published=frozenset(each for each in dates if abs(each - date) <= AROUND),
        instead_of=None if date == (asked.date or today) else today,
        has_feed=asked.opening.has_feed(today),
    )
    parts = tuple(_take_part(each, told) for each in asked.opening.learners)
    return HouseholdDay(day, parts, asked.devices, asked.connection)


def _take_part(learner: EnrolledLearner, told: Mapping[int, Publication | None]) -> LearnerPart:
    """What is meant for one learner of what the learner's classes published."""
    mine = [told[of.classroom_id] for of in learner.classes]
    known = [each for each in mine if each is not None]
    return LearnerPart(learner, join_publications(known, learner.groups))
