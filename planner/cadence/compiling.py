"""A policy made ready for judging: conditions as sets, bounds by grades, once per policy."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .bounds import BOUND_WORDS, BoundWord, Interval, Judgement, Outcome
from .clauses import AllOf, Circumstance, Clause, Conditions, join_bands
from .findings import Strength, UncheckedRule, Window
from .measuring import Case, Measure, Part, Wording
from .plan import Grade, PlannedDay
from .policy import CheckedRule, JoinedRule, Policy, Rule, UncheckableRule
from .pools import POOLED_KEYS
from .reckoning import Setting, find_interval
from .selections import Selection, share_selection
from .words import MONTHS, WEEKDAYS, Number, Weekday

WIDE_WINDOWS = frozenset({"weekdays", "week", "days", "month", "year"})
CUT_WINDOWS = frozenset({"month", "year"})
"""Of these a rule's dates may leave days out; a week or a number of days is whole or not at all."""
MOST_REMEMBERED = 1_000
"""Cases of a sentence whose words are remembered."""
DayTest = Callable[[PlannedDay], bool]
DateTest = Callable[[dt.date], bool]


@dataclass(slots=True)
class CompiledClause:
    """One sentence of a rule; what it asks of grades, and how it tells a case, are remembered."""

    place: int
    """Its place among the rule's sentences."""
    measuring: Measure
    measure_word: str
    chosen: Selection
    bound: BoundWord
    limit: Any
    is_reckoned: bool
    """Whether its limit depends on more than the grades."""
    grades: frozenset[Grade] | None
    weekdays: frozenset[int] | None
    _intervals: dict[tuple[Grade, ...], Interval | None] = field(default_factory=dict)
    _wordings: dict[tuple[object, ...], Wording] = field(default_factory=dict)

    def tell(
        self, rule: CheckedRule, found: Number, missed: Judgement, outcome: Outcome, key: str | None
    ) -> Wording:
        """The words for what its rule found, of a subject, tool or teacher where there is a key:
        the same comes again on other days."""
        alike = (found, missed.limit, missed.side, outcome, key)
        wording = self._wordings.get(alike)
        if wording is None:
            if len(self._wordings) >= MOST_REMEMBERED:
                self._wordings.clear()
            case = Case(
                found=found,
                limit=missed.limit,
                bound=self.bound,
                side=missed.side,
                outcome=outcome,
                strength=rule.strength,
                window=rule.window_word,
                chosen=self.chosen,
                subject=key if rule.key == "subject" else None,
            )
            wording = self._wordings[alike] = self.measuring.tell(case)
        return wording

    def is_about(self, day: PlannedDay) -> bool:
        """Whether the sentence is about the day's weekday and its class's grades."""
        if self.weekdays is not None and day.date.weekday() not in self.weekdays:
            return False
        return self.grades is None or not self.grades.isdisjoint(day.classroom.grades)

    def find_interval(self, grades: tuple[Grade, ...]) -> Interval | None:
        """What it asks of a class of these grades; grades it is not about have no say."""
        if grades not in self._intervals:
            self._intervals[grades] = self.reckon_interval(grades, ())
        return self._intervals[grades]

    def reckon_interval(
        self, grades: tuple[Grade, ...], parts: list[Part] | tuple[()], place: int = 0
    ) -> Interval | None:
        """What it asks of these days of a class; `place` is that of a block or run in its day."""
        heard = [g for g in grades if self.grades is None or g in self.grades]
        return find_interval(self.bound, self.limit, heard, Setting(None, parts, place))


@dataclass(slots=True)
class CompiledRule:
    """A rule with its sentences made ready and its conditions as sets."""

    policy: Policy
    rule: CheckedRule
    head: tuple[str, str, str, Strength]
    """How its findings begin: the policy's id and name, its own id and strength."""
    place: int
    """Its place in the policy."""
    choices: tuple[tuple[CompiledClause, ...], ...]
    """Each choice is sentences that all must hold; one choice is enough."""
    facts: tuple[tuple[Circumstance, CompiledClause], ...]
    is_wide: bool
    """Whether several days are judged together."""
    is_pooled: bool
    """Whether days of several classrooms may be."""
    is_simple: bool
    """Whether it is one sentence with a fixed limit, asked of windows as they are."""
    is_split: bool
    """Whether there is more than one thing to measure in a window: subjects, blocks, halves."""
    is_quick: bool
    """Whether it is simple, and each day of a class stands for itself."""
    demand: str
    """What it asks for apart from its limit: equal for rules of policies that ask the same."""
    window_word: Window
    year_begins: str
    weekdays: frozenset[int] | None
    grades: frozenset[Grade] | None
    kinds: frozenset[str] | None
    delivery: frozenset[str] | None
    dates: tuple[DateTest, ...]
    """Tests of the date alone."""
    others: tuple[DayTest, ...]
    """Further tests of a day, seldom used."""

    def is_about(self, day: PlannedDay, weekday: int) -> bool:
        """Whether the day meets the rule's conditions and its policy is in force."""
        return (
            self.suits(day, weekday)
            and all(test(day.date) for test in self.dates)
            and self.policy.holds_on(day.date)
        )

    def counts(self, day: PlannedDay, weekday: int) -> bool:
        """Whether the day is counted in a window of several days that the rule is asked about: one
        from before the policy came into force is, else its week would fall short of the limit."""
        if not self.suits(day, weekday):
            return False
        return self.window_word not in CUT_WINDOWS or all(test(day.date) for test in self.dates)

    def suits(self, day: PlannedDay, weekday: int) -> bool:
        """Whether the day meets the rule's conditions but those on its date."""
        if self.weekdays is not None and weekday not in self.weekdays:
            return False
        if self.kinds is not None and day.kind not in self.kinds:
            return False
        if self.delivery is not None and day.classroom.delivery not in self.delivery:
            return False
        if self.grades is not None and self.grades.isdisjoint(day.classroom.grades):
            return False
        return all(test(day) for test in self.others)

    def asks_about(self, date: dt.date) -> bool:
        """Whether the rule may ask about a date, as far as the date alone can say."""
        if self.weekdays is not None and date.weekday() not in self.weekdays:
            return False
        if self.is_wide and self.window_word not in CUT_WINDOWS:
            return True
        return all(test(date) for test in self.dates) and self.policy.holds_on(date)


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy's rules made ready, and those that it cannot check as the verdict shows them."""

    policy: Policy
    rules: tuple[CompiledRule, ...]
    unchecked: tuple[UncheckedRule, ...]


class ByFingerprint:
    """A policy that is equal to another with the same fingerprint; hashing it costs nothing."""

    __slots__ = ("policy",)

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __hash__(self) -> int:
        return hash(self.policy.fingerprint)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ByFingerprint) and self.policy.fingerprint == other.policy.fingerprint
        )


def compile_policies(policies: Iterable[Policy]) -> list[CompiledPolicy]:
    """Each different policy once."""
    return [compile_policy(p) for p in {p.fingerprint: p for p in policies}.values()]


def compile_policy(policy: Policy) -> CompiledPolicy:
    """The policy made ready for judging; done once for equal policies."""
    return _compile(ByFingerprint(policy))


@lru_cache(maxsize=512)
def _compile(wrapped: ByFingerprint) -> CompiledPolicy:
    policy = wrapped.policy
    return CompiledPolicy(
        policy,
        tuple(compile_rule(policy, *placed) for placed in enumerate(policy.checked_rules)),
        tuple(describe_unchecked(policy, rule) for rule in policy.unchecked_rules),
    )


def compile_rule(policy: Policy, place: int, rule: CheckedRule) -> CompiledRule:
    """One rule with its sentences and its conditions."""
    when = rule.when
    grades = when.find_grades()
    choices = tuple(compile_choices(rule, grades))
    is_narrow = rule.window_word in ("block", "run", "half_day")
    is_split = is_narrow or rule.key in ("subject", "tool", "taught_by")
    is_daily = is_narrow or rule.window_word == "day"
    stands_alone = is_daily and not (rule.may_miss or when.nth or rule.key in POOLED_KEYS)
    return CompiledRule(
        policy,
        rule,
        (policy.id, policy.name, rule.id, rule.strength),
        place,
        choices=choices,
        facts=tuple((fact, compile_clause(0, fact, None)) for fact in when.facts),
        is_wide=rule.window_word in WIDE_WINDOWS,
        is_pooled=rule.key in POOLED_KEYS,
        is_simple=is_simple(rule),
        is_split=is_split,
        is_quick=is_simple(rule) and stands_alone,
        demand=describe_demand(rule, choices),
        window_word=rule.window_word,
        year_begins=policy.year_begins,
        weekdays=find_weekdays(when.weekdays),
        grades=grades,
        kinds=frozenset(when.kinds) if when.kinds else None,
        delivery=frozenset(when.delivery) if when.delivery else None,
        dates=tuple(find_date_tests(when)),
        others=tuple(find_other_tests(when)),
    )


def describe_demand(rule: CheckedRule, choices: tuple[tuple[CompiledClause, ...], ...]) -> str:
    """A rule's window, key and sentences as text, without its limit, conditions and source."""
    head = {"id", "says", "ref", "needs", "strength", "source", "when", *BOUND_WORDS}
    # What a name stands for is left out of a rule's text.
    counted = [clause.chosen.counted for choice in choices for clause in choice]
    return f"{rule.model_dump_json(exclude=head)} {counted}"


def is_simple(rule: CheckedRule) -> bool:
    """Whether a rule is one sentence with a fixed limit, asked of whole windows."""
    one = isinstance(rule, Rule) and not rule.is_reckoned
    return one and not (rule.mean_over or rule.when.facts)


def compile_choices(
    rule: CheckedRule, grades: frozenset[Grade] | None
) -> Iterator[tuple[CompiledClause, ...]]:
    """The sentences of a rule, those that must hold together as one choice."""
    if isinstance(rule, Rule):
        yield (compile_clause(0, rule, grades),)
    elif isinstance(rule, JoinedRule) and rule.all_of:
        yield tuple(compile_clause(n, each, grades) for n, each in enumerate(rule.all_of))
    elif isinstance(rule, JoinedRule):
        for choice in rule.any_of or ():
            each = choice.all_of if isinstance(choice, AllOf) else (choice,)
            yield tuple(compile_clause(n, clause, grades) for n, clause in enumerate(each))


def compile_clause(
    place: int, clause: Rule | Clause, grades: frozenset[Grade] | None
) -> CompiledClause:
    """One sentence; it is about no grades that its rule isn't about."""
    own = join_bands(clause.grades) if isinstance(clause, Clause) else None
    both = grades if own is None else own if grades is None else own & grades
    return CompiledClause(
        place,
        clause.measuring,
        clause.measure,
        share_selection(clause.of),
        clause.bound,
        clause.limit,
        is_reckoned=clause.is_reckoned,
        grades=both,
        weekdays=find_weekdays(clause.weekdays) if isinstance(clause, Clause) else None,
    )


def find_weekdays(words: Iterable[Weekday] | None) -> frozenset[int] | None:
    """Weekdays as numbers from Monday's 0; None where none is named."""
    return frozenset(map(WEEKDAYS.index, words)) if words else None


def find_date_tests(when: Conditions) -> Iterator[DateTest]:
    """The conditions on a day's date."""
    if when.first is not None:
        first = when.first
        yield lambda date: first <= date
    if when.last is not None:
        last = when.last
        yield lambda date: date <= last
    if when.months:
        months = frozenset(MONTHS.index(month) + 1 for month in when.months)
        yield lambda date: date.month in months


def find_other_tests(when: Conditions) -> Iterator[DayTest]:
    """The conditions that few rules have."""
    if when.traits:
        wanted = frozenset(when.traits)
        yield lambda day: has_trait(day, wanted)
    if when.without_traits:
        unwanted = frozenset(when.without_traits)
        yield lambda day: not has_trait(day, unwanted)


def has_trait(day: PlannedDay, traits: frozenset[str]) -> bool:
    """Whether the day or its class has one of these traits."""
    return not (traits.isdisjoint(day.traits) and traits.isdisjoint(day.classroom.traits))


def describe_unchecked(policy: Policy, rule: UncheckableRule) -> UncheckedRule:
    """A rule that a plan cannot answer, as a verdict shows it."""
    return UncheckedRule(
        policy_id=policy.id,
        policy_name=policy.name,
        rule_id=rule.id,
        strength=rule.strength,
        says=rule.says,
        reason=rule.unchecked,
        authority=rule.source.authority,
        address=rule.source.address,
        quote=rule.source.quote,
    )
