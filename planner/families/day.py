"""A class's day as it was published, and the moments and addresses that belong to it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from planner.cadence.plan import PlannedDay
from planner.families.clock import find_moment
from planner.families.evenings import Evening
from planner.families.languages import name_language

WEEKEND = "Weekend"
"""How `review` names days that are closed each week."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A day's document as families see it, when it came, and the one that it replaced."""

    plan: PlannedDay
    at: dt.datetime
    before: PlannedDay | None = None
    before_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class FamilyDay:
    """All that is known about the day to show; dates are on the school's clock."""

    classroom: str
    school: str
    zone: str
    root: str
    """The link's address, whatever the language."""
    language: str
    """The language that the address names; empty where the browser chooses."""
    date: dt.date
    today: dt.date
    publication: Publication | None
    closed: Mapping[dt.date, str]
    published: frozenset[dt.date]
    group_id: str = ""
    instead_of: dt.date | None = None
    """The day that was asked for, where another one is shown because that has no plan."""
    kept_beneath: str = ""
    """The address beneath which a device keeps pages, where it is not the root."""
    evenings: tuple[Evening, ...] = ()
    """What may be done in the evening, in the words of each class's teacher; it counts nowhere."""
    has_feed: bool = False
    """Whether there is a calendar to subscribe to."""

    @property
    def address(self) -> str:
        """The class's standing address in this language; a day's begins with it."""
        return name_language(self.root, self.language)

    @property
    def scope(self) -> str:
        """The address beneath which a device keeps pages."""
        return self.kept_beneath or self.root

    @property
    def iso(self) -> str:
        """The date as addresses and scripts name it."""
        return self.date.isoformat()

    @property
    def is_today(self) -> bool:
        """Whether now and next mean anything here."""
        return self.date == self.today

    @property
    def is_ahead(self) -> bool:
        """Whether it is today or still to come: a kept copy may be opened when it is today."""
        return self.date >= self.today

    @property
    def begins(self) -> int:
        """The second at which the shown day begins."""
        return _midnight(self, self.date)

    @property
    def ends(self) -> int:
        """The second at which the shown day is over."""
        return _midnight(self, self.date + dt.timedelta(days=1))

    @property
    def renews(self) -> int:
        """The second at which another day is today, and this page another."""
        return _midnight(self, self.today + dt.timedelta(days=1))

    @property
    def is_home(self) -> bool:
        """Whether this is what the class's standing address shows."""
        return self.is_today or self.instead_of is not None


def _midnight(day: FamilyDay, date: dt.date) -> int:
    return int(find_moment(date, 0, day.zone).timestamp())
