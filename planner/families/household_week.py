"""A household's week: the days of all its learners, what siblings share told once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.families.clock import find_span
from planner.families.devices import ChildDay, find_device_clashes
from planner.families.elsewhere import Choice, Language, say_reason
from planner.families.household import AskedOfHome
from planner.families.items import Item, away_first, make_item
from planner.families.languages import name_language
from planner.families.page import say_place
from planner.families.siblings import choose_shape, shorten_names
from planner.families.told_devices import join_clashes
from planner.families.weeks import (
    PAGE,
    WEEK,
    PublishedWeek,
    find_monday,
    join_weeks,
    list_languages,
    read_week,
    say_title,
    turn_to,
)
from planner.families.words import say_moment, say_relation
from planner.models import EnrolledLearner, week_dates
from planner.speech import say_clock, say_whole_date


@dataclass(frozen=True, slots=True)
class WeekChild:
    """A learner as the week names one."""

    pk: int
    number: int
    """Which of the siblings, from 1."""
    name: str
    initial: str
    address: str
    """Of the learner's own week."""

    @property
    def shape(self) -> int:
        """Which of the few shapes its letters stand in."""
        return choose_shape(self.number)


@dataclass(frozen=True, slots=True)
class SharedItem:
    """A block, and whose it is."""

    item: Item
    children: tuple[WeekChild, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of some of the siblings on a day: where they are, or that there is no plan."""

    icon: str
    words: str
    children: tuple[WeekChild, ...]
    """Nobody where it holds for all."""


@dataclass(frozen=True, slots=True)
class DayOfChildren:
    """A day in the list; `state` says in words why nobody has any blocks."""

    address: str
    name: str
    relation: str
    state: str = ""
    said: tuple[Said, ...] = ()
    too_few: tuple[str, ...] = ()
    """When it begins that devices are too few."""
    timed: tuple[SharedItem, ...] = ()
    untimed: tuple[SharedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdWeek:
    """All that the template of a household's week needs."""

    title: str
    school: str
    home: str
    """The address of the household's day."""
    children: tuple[WeekChild, ...]
    days: tuple[DayOfChildren, ...]
    languages: tuple[Language, ...]
    previous: Choice | None
    following: Choice | None
    published: str


ChildPlan = tuple[WeekChild, PlannedDay | None]


def make_household_week(asked: AskedOfHome, root: str) -> HouseholdWeek:
    """The week of all learners of a household; its links begin with the root. Two queries for each
    class, however many learners share it."""
    today, learners = asked.now.date(), asked.opening.learners
    monday = find_monday(asked.date, today)
    classes = {of.classroom_id: of for each in learners for of in each.classes}
    weeks = {pk: read_week(of, monday, today) for pk, of in classes.items()}
    children = name_children(learners, root, f"{asked.language}/" if asked.language else "", monday)
    own = [
        join_weeks([weeks[of.classroom_id] for of in each.classes], each.groups)
        for each in learners
    ]
    home = name_language(root, asked.language)
    moments = [week.published_at for week in own if week.published_at is not None]
    return HouseholdWeek(
        title=say_title(monday),
        school=next(iter(classes.values())).school,
        home=home,
        children=children,
        days=tuple(
            make_day(own[0], date, f"{home}{date}/", pair(children, own, date), asked.devices)
            for date in week_dates(monday)
        ),
        languages=tuple(list_languages(root, monday, "")),
        previous=turn_to(home, monday - WEEK, today, ""),
        following=turn_to(home, monday + WEEK, today, ""),
        published=say_moment(max(moments)) if moments else "",
    )


def name_children(
    learners: Sequence[EnrolledLearner], root: str, language: str, monday: dt.date
) -> tuple[WeekChild, ...]:
    """The siblings, each with the address of the own week."""
    initials = shorten_names([each.first_name for each in learners])
    return tuple(
        WeekChild(
            pk=each.pk,
            number=number,
            name=each.first_name,
            initial=initial,
            address=f"{root}of/{each.pk}/{language}{PAGE}{monday}/",
        )
        for number, (each, initial) in enumerate(zip(learners, initials, strict=True), 1)
    )


def pair(
    children: Sequence[WeekChild], weeks: Sequence[PublishedWeek], date: dt.date
) -> list[ChildPlan]:
    """Each child's plan of a date."""
    return [(child, week.plans.get(date)) for child, week in zip(children, weeks, strict=True)]


def make_day(
    week: PublishedWeek,
    date: dt.date,
    address: str,
    plans: Sequence[ChildPlan],
    devices: int | None,
) -> DayOfChildren:
    """One day of the list; closures and today are those of any of the siblings' weeks."""
    named = (address, say_whole_date(date), say_relation(date, week.today))
    if date in week.closed:
        reason = say_reason(week.closed[date])
        return DayOfChildren(*named, state=gettext("No school: %(reason)s") % {"reason": reason})
    if all(plan is None for _, plan in plans):
        return DayOfChildren(*named, state=say_missing(date, week.today))
    items = list(share_items(plans, date, week.zone))
    return DayOfChildren(
        *named,
        said=tuple(say_places(plans, date, week.today)),
        too_few=() if devices is None else tuple(list_too_few(plans, date, devices)),
        timed=tuple(each for each in items if each.item.span is not None),
        untimed=tuple(
            sorted((each for each in items if each.item.span is None), key=put_away_first)
        ),
    )


def put_away_first(each: SharedItem) -> int:
    """What needs no device stands first."""
    return away_first(each.item)


def say_missing(date: dt.date, today: dt.date) -> str:
    """That nothing is published for a date."""
    return gettext("Not published") if date < today else gettext("Not published yet")


def say_places(plans: Sequence[ChildPlan], date: dt.date, today: dt.date) -> Iterator[Said]:
    """What is to be said of the siblings, once for all of whom it holds."""
    told: dict[tuple[str, str], list[WeekChild]] = defaultdict(list)
    for child, plan in plans:
        if plan is None:
            said = ("", say_missing(date, today))
        elif not plan.blocks:
            said = ("", gettext("Nothing is planned"))
        else:
            said = say_place(plan, plan.blocks, None, date == today)
        told[said].append(child)
    for (icon, words), children in told.items():
        if words:
            yield Said(icon, words, tuple(children) if len(children) < len(plans) else ())


def share_items(plans: Sequence[ChildPlan], date: dt.date, zone: str) -> Iterator[SharedItem]:
    """The siblings' blocks in order, one that several have in common once."""
    found: dict[str, tuple[PlannedDay, PlannedBlock]] = {}
    whose: dict[str, list[WeekChild]] = defaultdict(list)
    known = [(child, plan) for child, plan in plans if plan is not None]
    for child, plan in known:
        for block in plan.blocks:
            found.setdefault(block.id, (plan, block))
            whose[block.id].append(child)
    for number, block_id in enumerate(sort_blocks(found)):
        plan, block = found[block_id]
        item = make_item(plan, block, find_span(date, block, zone), (number, number), None)
        yield SharedItem(item, tuple(whose[block_id]))


def sort_blocks(found: Mapping[str, tuple[PlannedDay, PlannedBlock]]) -> list[str]:
    """Blocks by their start, else as the siblings have them; those without a start last."""

    def place(block_id: str) -> tuple[bool, int]:
        start = found[block_id][1].start
        return start is None, start or 0

    return sorted(found, key=place)


def list_too_few(plans: Sequence[ChildPlan], date: dt.date, devices: int) -> Iterator[str]:
    """When it begins that devices are too few."""
    days = [
        ChildDay(child.pk, date, plan.blocks)
        for child, plan in plans
        if plan is not None and not plan.at_school
    ]
    for clashes in join_clashes(find_device_clashes(days, devices)):
        yield say_clock(clashes[0].start)
