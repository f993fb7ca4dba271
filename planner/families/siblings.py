"""Siblings as a household's page names them, and their blocks on one time axis."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.timelines import timelines
from planner.families.clock import find_span
from planner.families.day import FamilyDay
from planner.families.items import Item, make_item
from planner.families.languages import name_language
from planner.families.page import say_minutes, say_place, show_strip
from planner.models import EnrolledLearner
from planner.strips import Span, Strip, draw_strip
from planner.strips import find_span as find_hours

MOST_SHAPES = 4


@dataclass(frozen=True, slots=True)
class Child:
    """A learner as the page names one: some letters in a shape, told apart without colour."""

    pk: int
    number: int
    """Which of the siblings, from 1."""
    name: str
    initial: str
    address: str
    place_icon: str
    place: str
    words: str
    """How much of the day is live and how much on a screen; or that there is no plan."""
    strip: Strip | None

    @property
    def markup(self) -> SafeString:
        """The strip as it is shown, with the hours under it."""
        return SafeString("") if self.strip is None else show_strip(self.strip)

    @property
    def shape(self) -> int:
        """Which of the few shapes its letters stand in."""
        return choose_shape(self.number)


@dataclass(frozen=True, slots=True)
class ChildItem:
    """A block, and whose it is."""

    child: Child
    item: Item


@dataclass(frozen=True, slots=True)
class Row:
    """What begins at the same time."""

    clock: str
    start: str
    items: tuple[ChildItem, ...]


Plans = Sequence[PlannedDay | None]
"""For each sibling the plan of the day, with nothing in it but what is meant for this one."""


def choose_shape(number: int) -> int:
    """Which of the few shapes, from 1, the letters of this sibling stand in."""
    return (number - 1) % MOST_SHAPES + 1


def make_children(
    day: FamilyDay, learners: Sequence[EnrolledLearner], plans: Plans
) -> tuple[Child, ...]:
    """The siblings with their strips, all drawn on the same hours."""
    hours = [find_hours(plan) for plan in plans if plan is not None and plan.blocks]
    axis = (min(start for start, _ in hours), max(end for _, end in hours)) if hours else (0, 0)
    initials = shorten_names([learner.first_name for learner in learners])
    return tuple(
        _make_child(day, learner, plan, (number, initial), axis)
        for number, (learner, plan, initial) in enumerate(
            zip(learners, plans, initials, strict=True), 1
        )
    )


def shorten_names(names: Sequence[str]) -> list[str]:
    """A letter for each name; two letters where names share the first."""
    first = [name[:1].upper() for name in names]
    return [
        name[:2].capitalize() if first.count(letter) > 1 else letter
        for name, letter in zip(names, first, strict=True)
    ]


def _make_child(
    day: FamilyDay,
    learner: EnrolledLearner,
    plan: PlannedDay | None,
    named: tuple[int, str],
    axis: Span,
) -> Child:
    number, initial = named
    own = name_language(f"{day.root}of/{learner.pk}/", day.language)
    shown = plan if plan is not None and plan.blocks else None
    icon, place = ("", "") if shown is None else say_place(shown, shown.blocks, None, day.is_today)
    return Child(
        pk=learner.pk,
        number=number,
        name=learner.first_name,
        initial=initial,
        address=own if day.is_home else f"{own}{day.date}/",
        place_icon=icon,
        place=place,
        words=_say_day(day, plan),
        strip=None if shown is None else draw_strip(shown, span=axis),
    )


def _say_day(day: FamilyDay, plan: PlannedDay | None) -> str:
    """A sibling's day in one line."""
    if plan is None:
        return gettext("Not published") if day.date < day.today else gettext("Not published yet")
    if not plan.blocks:
        return gettext("Nothing is planned")
    return say_minutes(timelines(plan)[0])


def make_child_items(
    day: FamilyDay, children: Sequence[Child], plans: Plans
) -> Iterator[ChildItem]:
    """All siblings' blocks in order, those without a time last."""
    found = [
        (child, plan, block)
        for child, plan in zip(children, plans, strict=True)
        if plan is not None
        for block in plan.blocks
    ]
    places = itertools.count()
    for number, (child, plan, block) in enumerate(sorted(found, key=_order)):
        span = find_span(day.date, block, day.zone)
        place = -1 if span is None else next(places)
        yield ChildItem(child, make_item(plan, block, span, (number, place), None))


def _order(found: tuple[Child, PlannedDay, PlannedBlock]) -> tuple[bool, int, int]:
    child, _, block = found
    return block.start is None, block.start or 0, child.number


def make_rows(items: Iterable[ChildItem]) -> Iterator[Row]:
    """The timed ones, those that begin together in one row."""
    timed = (each for each in items if each.item.span is not None)
    for clock, here in itertools.groupby(timed, key=lambda each: each.item.clock):
        row = tuple(here)
        yield Row(clock, row[0].item.start, row)
