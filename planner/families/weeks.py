"""A family's week: a plain list of its days, for a look ahead and for the kitchen wall."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from django.utils.translation import get_language, gettext

from planner.cadence.plan import PlannedDay
from planner.families.elsewhere import Choice, Language, name_group, say_reason
from planner.families.items import Item, away_first, make_items
from planner.families.languages import LANGUAGES, name_language
from planner.families.learners import AskedOfLearner, join_days, project_day
from planner.families.page import choose_blocks, find_group, say_place
from planner.families.reading import AROUND, DAYS_KNOWN, Asked, read_closed, read_document
from planner.families.words import say_moment, say_relation
from planner.models import Opening, SchoolDay, monday_of, week_at_hand, week_dates
from planner.speech import say_date, say_whole_date

WEEK = dt.timedelta(days=7)
PAGE = "week/"
"""What follows a family's standing address."""


@dataclass(frozen=True, slots=True)
class PublishedWeek:
    """A class's week as its families may see it; dates are on the school's clock."""

    monday: dt.date
    today: dt.date
    zone: str
    closed: Mapping[dt.date, str]
    plans: Mapping[dt.date, PlannedDay]
    published_at: dt.datetime | None
    """When the last of its days was published."""


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """A day in the list; `state` says in words why it has no blocks."""

    address: str
    name: str
    relation: str
    state: str = ""
    place_icon: str = ""
    place: str = ""
    timed: tuple[Item, ...] = ()
    untimed: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyWeek:
    """All that the template of a family's week needs."""

    title: str
    name: str
    """The learner's, where it is one learner's week."""
    classroom: str
    school: str
    root: str
    home: str
    """The address of the family's day."""
    days: tuple[DayOfWeek, ...]
    choices: tuple[Choice, ...]
    languages: tuple[Language, ...]
    previous: Choice | None
    following: Choice | None
    published: str


def read_week(opening: Opening, monday: dt.date, today: dt.date) -> PublishedWeek:
    """What a class has published for the week that starts on this Monday; two queries."""
    dates = week_dates(monday)
    days = SchoolDay.objects.between(opening.classroom_id, dates[0], dates[-1])
    rows = days.filter(published__isnull=False).values_list(
        "date", "published__document", "published__published_at"
    )
    published = tuple(rows)
    newest = max((at for _, _, at in published), default=None)
    return PublishedWeek(
        monday=monday,
        today=today,
        zone=opening.timezone,
        closed=read_closed(opening, dates[0], dates[-1]),
        plans={date: read_document(opening, text) for date, text, _ in published},
        published_at=None if newest is None else opening.local_now(newest),
    )


def find_monday(date: dt.date | None, today: dt.date) -> dt.date:
    """The Monday of the week asked for; the one that people mean today where no date was named."""
    return week_at_hand(today) if date is None else monday_of(date)


def make_class_week(asked: Asked, root: str) -> FamilyWeek:
    """The week of a class, or of the group that was asked for. Its links begin with the root."""
    opening, today = asked.opening, asked.now.date()
    week = read_week(opening, find_monday(asked.date, today), today)
    plans = [week.plans[date] for date in sorted(week.plans)]
    groups = {group.id: group.name for plan in plans for group in plan.classroom.groups}
    group_id = asked.group_id if asked.group_id in groups else ""
    here = f"{name_language(root, asked.language)}{PAGE}{week.monday}/"
    choices = [
        Choice(here + name_group(pk), name, pk == group_id)
        for pk, name in (("", gettext("Everyone")), *groups.items())
    ]
    return FamilyWeek(
        name="",
        classroom=opening.classroom,
        school=opening.school,
        choices=tuple(choices) if groups else (),
        **lay_out(week, root, asked.language, group_id),
    )


def make_learner_week(asked: AskedOfLearner, root: str) -> FamilyWeek:
    """The week of one learner, of all that the learner's classes have published."""
    classes, today = asked.learner.classes, asked.now.date()
    monday = find_monday(asked.date, today)
    weeks = [read_week(each, monday, today) for each in classes]
    return FamilyWeek(
        name=asked.learner.first_name,
        classroom=" · ".join(each.classroom for each in classes),
        school=classes[0].school,
        choices=(),
        **lay_out(join_weeks(weeks, asked.learner.groups), root, asked.language, ""),
    )


def join_weeks(weeks: Sequence[PublishedWeek], groups: Collection[str]) -> PublishedWeek:
    """A learner's part of the weeks of the learner's classes, as one week."""
    dates = sorted({date for week in weeks for date in week.plans})
    plans = {
        date: join_days(
            [project_day(week.plans[date], groups) for week in weeks if date in week.plans]
        )
        for date in dates
    }
    moments = [week.published_at for week in weeks if week.published_at is not None]
    return replace(weeks[0], plans=plans, published_at=max(moments, default=None))


class Layout(TypedDict):
    """What the weeks of classes and of learners have in common."""

    title: str
    root: str
    home: str
    days: tuple[DayOfWeek, ...]
    languages: tuple[Language, ...]
    previous: Choice | None
    following: Choice | None
    published: str


def lay_out(week: PublishedWeek, root: str, language: str, group_id: str) -> Layout:
    """The days of a week and the ways on from it, for a group or for everyone."""
    home, chosen = name_language(root, language), name_group(group_id)
    return Layout(
        title=say_title(week.monday),
        root=root,
        home=home + chosen,
        days=tuple(
            make_day(week, date, f"{home}{date}/{chosen}", group_id)
            for date in week_dates(week.monday)
        ),
        languages=tuple(list_languages(root, week.monday, chosen)),
        previous=turn_to(home, week.monday - WEEK, week.today, chosen),
        following=turn_to(home, week.monday + WEEK, week.today, chosen),
        published="" if week.published_at is None else say_moment(week.published_at),
    )


def say_title(monday: dt.date) -> str:
    """Which week it is, by its first day."""
    return gettext("Week of %(date)s") % {"date": say_date(monday)}


def make_day(week: PublishedWeek, date: dt.date, address: str, group_id: str) -> DayOfWeek:
    """One day of the list, for the chosen group or for everyone."""
    named = (address, say_whole_date(date), say_relation(date, week.today))
    plan = week.plans.get(date)
    if date in week.closed:
        reason = say_reason(week.closed[date])
        return DayOfWeek(*named, state=gettext("No school: %(reason)s") % {"reason": reason})
    if plan is None:
        late = date < week.today
        state = gettext("Not published") if late else gettext("Not published yet")
        return DayOfWeek(*named, state=state)
    group = find_group(plan, group_id)
    blocks = choose_blocks(plan, group)
    if not blocks:
        return DayOfWeek(*named, state=gettext("Nothing is planned"))
    icon, place = say_place(plan, blocks, group, date == week.today)
    return DayOfWeek(
        *named, "", icon, place, *part_items(make_items(plan, blocks, group, week.zone))
    )


def part_items(items: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Those at a set time in order, and those for any time, that need no device first."""
    untimed = sorted((item for item in items if item.span is None), key=away_first)
    return tuple(item for item in items if item.span is not None), tuple(untimed)


def list_languages(root: str, monday: dt.date, chosen: str) -> list[Language]:
    """The same week in every language."""
    return [
        Language(
            f"{name_language(root, code)}{PAGE}{monday}/{chosen}",
            code,
            name,
            code == get_language(),
        )
        for code, name in LANGUAGES.items()
    ]


def turn_to(home: str, monday: dt.date, today: dt.date, chosen: str) -> Choice | None:
    """Another week, named by its Monday; none that lies further away than pages reach."""
    if abs((monday - today).days) > DAYS_KNOWN - AROUND.days:
        return None
    return Choice(f"{home}{PAGE}{monday}/{chosen}", say_title(monday), False)
