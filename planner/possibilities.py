"""Can a class's day or week be kept at all? The question put to the engine, and its answer told."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from planner.cadence import Policy as CadencePolicy
from planner.cadence import say_rule
from planner.cadence.compiling import WIDE_WINDOWS
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.policy import CheckedRule, InForce
from planner.cadence.possibility import Possibility, find_possibility
from planner.cadence.timelines import order_blocks
from planner.grids import spell_span
from planner.models import Classroom, Policy, Stage, monday_of
from planner.review import WeekReview, review_week
from planner.strips import Strip, draw_strips, mode_words

MOST_PLANS = 3_000
"""So many plans are tried, unless the time is over before."""
LONGER: dict[str, Collection[str]] = {"day": WIDE_WINDOWS, "week": ("days", "month", "year")}
"""Windows that go beyond what is asked about: no such rule can be decided by it."""


Fate = Literal["same", "changed", "new"]


@dataclass(frozen=True, slots=True)
class Question:
    """The days that are asked about, as drafted, and the musts that they are to keep."""

    review: WeekReview
    days: tuple[PlannedDay, ...]
    policies: tuple[CadencePolicy, ...]
    left_out: tuple[str, ...]
    """Musts about longer times, in words: they are not asked."""

    @property
    def asks_anything(self) -> bool:
        """Whether there is any must to keep."""
        return any(r.strength == "must" for each in self.policies for r in each.checked_rules)

    @property
    def usually_fixed(self) -> frozenset[str]:
        """The blocks that commonly cannot move: those pinned, breaks, and what is at school."""
        return frozenset(
            block.id
            for day in self.days
            for block in day.blocks
            if block.pinned or block.mode in ("break", "in_person")
        )


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of the question or of the example."""

    block: PlannedBlock
    is_fixed: bool
    fate: Fate = "same"

    @property
    def when(self) -> str:
        """When it is, and what: "9:00 to 9:30 am, live"."""
        start, minutes = self.block.start, self.block.minutes
        time = f"{minutes} minutes" if start is None else spell_span(start, start + minutes)
        return f"{time}, {mode_words(self.block)}"


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day with its blocks in order; strips where it is an example."""

    date: dt.date
    blocks: tuple[ShownBlock, ...]
    strips: tuple[Strip, ...] = ()
    left_out: tuple[str, ...] = ()
    """Titles of blocks that the example does without."""


@dataclass(frozen=True, slots=True)
class ToldContradiction:
    """Why no plan can do it, and the rules that it is about."""

    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found."""

    found: Possibility
    example: tuple[ShownDay, ...]
    contradictions: tuple[ToldContradiction, ...]
    is_kept_already: bool


def put_question(
    classroom: Classroom, date: dt.date, span: str, instead: Policy | None = None
) -> Question:
    """What is asked of a class's day, or of the week of a date; no days where there is no school.

    `instead` is a version of a policy that is asked in the place of those in force, everywhere.
    """
    review = review_week(classroom, monday_of(date), Stage.DRAFT)
    days = tuple(day for day in review.days if span == "week" or day.date == date)
    policies = review.policies
    if instead is not None:
        version = CadencePolicy.model_validate(instead.document)
        version = version.model_copy(update={"in_force": InForce()})
        policies = (*(each for each in policies if each.id != version.id), version)
    longer = LONGER[span]
    left_out = (
        rule.says or say_rule(rule)
        for policy in policies
        for rule in policy.checked_rules
        if rule.window_word in longer and rule.strength == "must"
    )
    asked = (each.choose_rules(lambda rule: not is_longer(rule, longer)) for each in policies)
    return Question(review, days, tuple(asked), tuple(left_out))


def is_longer(rule: object, longer: Collection[str]) -> bool:
    """Whether a rule is about more than is asked."""
    return isinstance(rule, CheckedRule) and rule.window_word in longer


def answer_question(question: Question, fixed: Collection[str], stop: Callable[[], bool]) -> Answer:
    """Let the engine look for a plan around the fixed blocks, until it is told to stop."""
    known = [block.id for day in question.days for block in day.blocks]
    found = find_possibility(
        question.days,
        question.policies,
        movable=[block for block in known if block not in fixed],
        closed=question.review.closed,
        waivers=question.review.rules.waivers,
        budget=MOST_PLANS,
        stop=stop,
    )
    says = {
        (policy.id, rule.id): f"{policy.name}: {rule.says or say_rule(rule)}"
        for policy in question.policies
        for rule in policy.checked_rules
    }
    return Answer(
        found=found,
        example=tuple(show_example(question.days, found.plan, fixed)),
        contradictions=tuple(
            ToldContradiction(each.text, tuple(says[rule] for rule in each.rules if rule in says))
            for each in found.contradictions
        ),
        is_kept_already=found.plan == question.days,
    )


def show_days(days: Iterable[PlannedDay], fixed: Collection[str]) -> Iterable[ShownDay]:
    """Days with their blocks in order, and which of them are fixed."""
    for day in days:
        shown = (ShownBlock(block, block.id in fixed) for block in order_blocks(day.blocks))
        yield ShownDay(day.date, tuple(shown))


def show_example(
    days: Iterable[PlannedDay], example: Iterable[PlannedDay], fixed: Collection[str]
) -> Iterable[ShownDay]:
    """The example's days, drawn, and what became of the blocks that were planned."""
    for before, day in zip(days, example, strict=False):
        planned = {block.id: block for block in before.blocks}
        shown = tuple(
            ShownBlock(block, block.id in fixed, tell_fate(planned.get(block.id), block))
            for block in order_blocks(day.blocks)
        )
        kept = {block.id for block in day.blocks}
        left_out = tuple(b.title for b in order_blocks(before.blocks) if b.id not in kept)
        yield ShownDay(day.date, shown, draw_strips(day), left_out)


def tell_fate(before: PlannedBlock | None, block: PlannedBlock) -> Fate:
    """Whether a block of the example is as planned."""
    if before is None:
        return "new"
    return "same" if before == block else "changed"
