"""A household's day as values: siblings side by side, and where their devices are too few."""

from dataclasses import dataclass

from django.utils.translation import get_language

from planner.families.ahead import Ahead, look_ahead
from planner.families.day import FamilyDay
from planner.families.elsewhere import (
    Language,
    WeekDay,
    list_languages,
    list_week,
    open_dates,
    turn_to,
)
from planner.families.household import HouseholdDay
from planner.families.items import Item, away_first
from planner.families.page import say_instead
from planner.families.siblings import (
    Child,
    ChildItem,
    Row,
    make_child_items,
    make_children,
    make_rows,
)
from planner.families.told_devices import ToldClash, list_home_days, tell_clashes
from planner.families.words import say_moment, say_relation
from planner.speech import say_whole_date

MOST_COLUMNS = 6
"""Siblings side by side; more are one list on every screen."""


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """Everything that the template of a household's day needs."""

    day: FamilyDay
    date: str
    relation: str
    instead_of: str
    closed: str
    children: tuple[Child, ...]
    rows: tuple[Row, ...]
    untimed: tuple[ChildItem, ...]
    devices: int | None
    clashes: tuple[ToldClash, ...]
    ahead: Ahead | None
    published: str
    previous: WeekDay | None
    next: WeekDay | None
    week: tuple[WeekDay, ...]
    languages: tuple[Language, ...]

    @property
    def timed(self) -> tuple[Item, ...]:
        """All blocks at a set time, in the order of their places."""
        return tuple(each.item for row in self.rows for each in row.items)

    @property
    def has_timed(self) -> bool:
        """Something stands at a set time."""
        return bool(self.rows)

    @property
    def whole_week(self) -> str:
        """The address of the shown day's week."""
        return f"{self.day.address}week/{self.day.date}/"

    @property
    def columns(self) -> int:
        """How many columns a wide screen shows; 0 where the page stays a list."""
        return len(self.children) if len(self.children) <= MOST_COLUMNS else 0


def make_household_page(household: HouseholdDay) -> HouseholdPage:
    """Decide what a household sees on this day."""
    day, parts = household.day, household.parts
    closed = day.closed.get(day.date, "")
    told = [None if closed else part.told for part in parts]
    plans = [None if each is None else each.plan for each in told]
    children = make_children(day, [part.learner for part in parts], plans)
    items = tuple(make_child_items(day, children, plans))
    moments = [each.at for each in told if each is not None]
    around = open_dates(day)
    return HouseholdPage(
        day=day,
        date=say_whole_date(day.date),
        relation=say_relation(day.date, day.today),
        instead_of="" if day.instead_of is None else say_instead(day, day.instead_of),
        closed=closed,
        children=children,
        rows=tuple(make_rows(items)),
        untimed=tuple(sorted((each for each in items if each.item.span is None), key=_away_first)),
        devices=household.devices,
        clashes=tuple(
            tell_clashes(children, list_home_days(day, children, plans), household.devices)
        ),
        ahead=look_ahead(items, household.connection),
        published=say_moment(max(moments)) if moments else "",
        previous=turn_to(day, max((date for date in around if date < day.date), default=None)),
        next=turn_to(day, min((date for date in around if date > day.date), default=None)),
        week=tuple(list_week(day)),
        languages=tuple(list_languages(day, get_language() or "en")),
    )


def _away_first(each: ChildItem) -> int:
    return away_first(each.item)
