"""What musts demand of one day, as intervals that can be held against each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .bounds import Interval
from .compiling import CompiledClause, CompiledRule, compile_policies
from .matching import KINDS
from .plan import Mode, PlannedDay, Screen
from .policy import Policy
from .selections import Selection

TIMED_MODES: frozenset[Mode] = frozenset({"live", "in_person"})
ALL_MODES: frozenset[Mode] = frozenset({"live", "in_person", "async", "break"})
ALL_SCREENS: frozenset[Screen] = frozenset({"on", "off", "either"})
NARROWING = ("subject", "purpose", "tool", "teacher", "title", "trait", "has", "lacks")
KEPT_ALIKE = ("audience", "timed", "after", "before", "lasts_at_least", "lasts_at_most")


@dataclass(frozen=True, slots=True)
class Demand:
    """One sentence of a must, as it holds for a class's day, week, block or run."""

    rule: CompiledRule
    clause: CompiledClause
    interval: Interval

    @property
    def window(self) -> str:
        """The window's word."""
        return self.rule.rule.window_word

    @property
    def measure(self) -> str:
        """What is measured."""
        return self.clause.measure_word

    @property
    def chosen(self) -> Selection:
        """The blocks that it is about."""
        return self.clause.chosen


def find_demands(day: PlannedDay, policies: Iterable[Policy]) -> list[Demand]:
    """The musts that hold on this day whatever is planned: sentences with fixed limits."""
    known = list(policies)
    overridden = find_overridden(day, known)
    found: list[Demand] = []
    for policy in compile_policies(known):
        for rule in policy.rules:
            held = (rule.policy.id, rule.rule.id) in overridden
            if not held and is_plain(rule) and rule.is_about(day, day.date.weekday()):
                found += read_rule(rule, day)
    return found


def find_overridden(day: PlannedDay, policies: Iterable[Policy]) -> set[tuple[str, str]]:
    """The rules that another of these policies sets aside on this day."""
    return {
        (override.policy, rule)
        for policy in policies
        if policy.holds_on(day.date)
        for override in policy.overrides
        for rule in override.rules
    }


def is_plain(rule: CompiledRule) -> bool:
    """Whether a rule demands the same of each learner's day, with no circumstance or tolerance."""
    head = rule.rule
    is_loose = head.may_miss or head.mean_over or rule.facts or len(rule.choices) > 1
    return head.strength == "must" and head.key == "group" and not is_loose


def read_rule(rule: CompiledRule, day: PlannedDay) -> Iterator[Demand]:
    """The demands of a rule's sentences; limits that depend on the plan itself are left out."""
    for clause in rule.choices[0]:
        if not clause.is_reckoned:
            interval = clause.find_interval(day.classroom.grades)
            if interval is not None:
                yield Demand(rule, clause, interval)


def is_within(inner: Selection, outer: Selection) -> bool:
    """Whether every block that `inner` takes is one that `outer` takes, as far as can be told."""
    if inner == outer:
        return True
    if outer.any_of or outer.named or (outer.unless and outer.unless != inner.unless):
        return False
    return (
        find_modes(inner) <= find_modes(outer)
        and find_screens(inner) <= find_screens(outer)
        and all(_narrows(inner, outer, field) for field in NARROWING)
        and all(getattr(outer, f) in (None, getattr(inner, f)) for f in KEPT_ALIKE)
    )


def _narrows(inner: Selection, outer: Selection, field: str) -> bool:
    wider, narrower = getattr(outer, field), getattr(inner, field)
    if wider is None:
        return True
    if narrower is None:
        return False
    if field in ("has", "lacks"):
        return set(wider) <= set(narrower)
    return set(narrower) <= set(wider)


def find_modes(selection: Selection) -> frozenset[Mode]:
    """The modes that a selection can take."""
    return ALL_MODES if selection.mode is None else frozenset(selection.mode)


def find_screens(selection: Selection) -> frozenset[Screen]:
    """Whether its blocks can be on screen, off, or either; live is on, at school and breaks off."""
    modes, asked = find_modes(selection), selection.screen or ALL_SCREENS
    return frozenset(screen for mode, screen in KINDS.values() if mode in modes and screen in asked)
