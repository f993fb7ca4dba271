"""Where a family can go from a day: other groups, other days, other languages."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext

from planner.cadence.plan import PlannedDay, PlannedGroup
from planner.families.day import WEEKEND, FamilyDay
from planner.families.languages import LANGUAGES, name_language
from planner.families.words import say_relation
from planner.speech import say_date, say_whole_date


@dataclass(frozen=True, slots=True)
class Choice:
    """A group to choose, or everyone."""

    address: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Language:
    """A language to choose, and the page in it."""

    address: str
    code: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day in the week's list."""

    address: str
    name: str
    words: str
    shown: bool


def list_choices(day: FamilyDay, plan: PlannedDay, group: PlannedGroup | None) -> list[Choice]:
    """The groups to choose from, everyone first; none where the class has no groups."""
    groups = plan.classroom.groups
    if not groups:
        return []
    here = find_here(day)
    named = [Choice(here + name_group(each.id), each.name, each == group) for each in groups]
    return [Choice(here, gettext("Everyone"), group is None), *named]


def list_languages(day: FamilyDay, spoken: str) -> list[Language]:
    """The same page in every language, each named by those who speak it."""
    rest = ("" if day.is_home else f"{day.date}/") + name_group(day.group_id)
    return [
        Language(name_language(day.root, code) + rest, code, name, code == spoken)
        for code, name in LANGUAGES.items()
    ]


def find_here(day: FamilyDay) -> str:
    """The address of the page shown, for everyone."""
    return day.address if day.is_home else find_address(day, day.date)


def name_group(group_id: str) -> str:
    """What keeps the chosen group in an address."""
    return f"?{urlencode({'group': group_id})}" if group_id else ""


def find_address(day: FamilyDay, date: dt.date) -> str:
    """The address of a date, for everyone."""
    return f"{day.address}{date}/"


def open_dates(day: FamilyDay) -> frozenset[dt.date]:
    """The days around that have a plan which holds."""
    return day.published - set(day.closed)


def list_week(day: FamilyDay) -> list[WeekDay]:
    """Monday to Friday of the shown day's week, each with what there is to see."""
    monday = day.date - dt.timedelta(days=day.date.weekday())
    dates = [monday + dt.timedelta(days=offset) for offset in range(5)]
    return [
        WeekDay(
            find_address(day, date) + name_group(day.group_id),
            say_whole_date(date),
            _say_state(day, date),
            date == day.date,
        )
        for date in dates
    ]


def turn_to(day: FamilyDay, date: dt.date | None) -> WeekDay | None:
    """The nearest day before or after this one, in few letters."""
    if date is None:
        return None
    address = find_address(day, date) + name_group(day.group_id)
    return WeekDay(address, say_date(date), "", False)


def _say_state(day: FamilyDay, date: dt.date) -> str:
    if date in day.closed:
        return gettext("No school: %(reason)s") % {"reason": say_reason(day.closed[date])}
    if date not in day.published:
        return gettext("Not published") if date < day.today else gettext("Not published yet")
    return say_relation(date, day.today).capitalize()


def say_reason(reason: str) -> str:
    """Why there is no school: the school's own words, or that it is the weekend."""
    return gettext("Weekend") if reason == WEEKEND else reason
