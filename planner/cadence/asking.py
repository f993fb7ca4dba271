"""What policies ask: their rules made ready together, and found once for days that are alike."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress

from .calendars import Ends
from .compiling import ByFingerprint, CompiledPolicy, CompiledRule, compile_policy
from .findings import UncheckedRule
from .looking import Looks, group_looks, make_look
from .overriding import Overrides, describe_overridden, find_overrides
from .policy import Policy
from .pools import DayView

MOST_REMEMBERED = 5_000
"""Kinds of days whose rules are remembered: dates times grades times ways of teaching."""


@dataclass(slots=True)
class Asked:
    """The rules of some policies: those that a quick look can settle day by day, and the others."""

    policies: tuple[CompiledPolicy, ...]
    overrides: Overrides
    quick: tuple[CompiledRule, ...]
    others: tuple[CompiledRule, ...]
    places: Mapping[tuple[str, str], int]
    """Each rule's place in its policy."""
    order: Mapping[int, int]
    """Each compiled rule's place among all, by its identity."""
    stacked: frozenset[int]
    """The rules whose demand a rule of another policy shares, by identity."""
    _looks: dict[Hashable, Looks] = field(default_factory=dict)
    _shared: dict[Hashable, Looks] = field(default_factory=dict)
    _unchecked: dict[Hashable, tuple[UncheckedRule, ...]] = field(default_factory=dict)

    def is_about(self, rule: CompiledRule, view: DayView) -> bool:
        """Whether one of the other rules is about a day, and no other policy takes its place."""
        if view.asked is None:
            view.asked = self.find_looks(view).others
        return id(rule) in view.asked

    def find_looks(self, view: DayView) -> Looks:
        """The looks of the rules that are about a day."""
        day = view.day
        room = day.classroom
        # All that a rule's conditions can ask of a day: see CompiledRule.is_about.
        alike = (day.date, day.kind, day.traits, room.delivery, room.grades, room.traits)
        looks = self._looks.get(alike)
        if looks is None:
            if len(self._looks) > MOST_REMEMBERED:
                self._looks.clear()
            looks = self._looks[alike] = self._share_looks(view)
        return looks

    def _share_looks(self, view: DayView) -> Looks:
        """The same looks for days whose classes have the same grades and that the same rules are
        about: most dates of a year."""
        grades = view.day.classroom.grades
        quick = tuple(rule for rule in self.quick if self._asks(rule, view))
        others = tuple(rule for rule in self.others if self._asks(rule, view))
        asked = (grades, tuple(map(id, quick)), tuple(map(id, others)))
        if asked not in self._shared:
            if len(self._shared) > MOST_REMEMBERED:
                self._shared.clear()
            looks = (look for rule in quick if (look := make_look(rule, grades)))
            self._shared[asked] = group_looks(looks, others)
        return self._shared[asked]

    def _asks(self, rule: CompiledRule, view: DayView) -> bool:
        held = self.overrides.get((rule.policy.id, rule.rule.id), ())
        gives_way = any(each.holds_on(view.day.date) for each in held)
        return not gives_way and rule.is_about(view.day, view.weekday)

    def list_unchecked(self, spans: Sequence[Ends]) -> tuple[UncheckedRule, ...]:
        """The rules that no plan answers, of the policies in force in any of the spans."""
        in_force = tuple(
            any(policy.policy.holds_within(*span) for span in spans) for policy in self.policies
        )
        if not self.overrides and in_force in self._unchecked:
            return self._unchecked[in_force]
        unchecked: dict[UncheckedRule, None] = {}
        for policy in compress(self.policies, in_force):
            unchecked.update(dict.fromkeys(policy.unchecked))
            unchecked.update(dict.fromkeys(describe_overridden(policy, self.overrides, spans)))
        found = self._unchecked[in_force] = tuple(sorted(unchecked, key=_place_unchecked))
        return found


def ask(policies: Iterable[Policy]) -> Asked:
    """What these policies ask; made ready once for equal policies."""
    return _ask(tuple({p.fingerprint: ByFingerprint(p) for p in policies}.values()))


@lru_cache(maxsize=128)
def _ask(wrapped: tuple[ByFingerprint, ...]) -> Asked:
    compiled = tuple(compile_policy(each.policy) for each in wrapped)
    rules = [rule for each in compiled for rule in each.rules]
    return Asked(
        policies=compiled,
        overrides=find_overrides(compiled),
        quick=tuple(rule for rule in rules if rule.is_quick),
        others=tuple(rule for rule in rules if not rule.is_quick),
        # Two policies may share an id: in whichever order they came, the same one has the say.
        places={
            (rule.policy.id, rule.rule.id): rule.place
            for each in sorted(compiled, key=lambda each: each.policy.fingerprint)
            for rule in each.rules
        },
        order={id(rule): number for number, rule in enumerate(rules)},
        stacked=frozenset(find_stacked(rules)),
    )


def find_stacked(rules: Iterable[CompiledRule]) -> Iterator[int]:
    """The rules, by identity, that ask what a rule of another policy asks."""
    alike: dict[str, list[CompiledRule]] = defaultdict(list)
    for rule in rules:
        alike[rule.demand].append(rule)
    for mine in alike.values():
        if len({rule.policy.fingerprint for rule in mine}) > 1:
            yield from map(id, mine)


def _place_unchecked(rule: UncheckedRule) -> tuple[bool, str, str, str]:
    return (rule.strength != "must", rule.policy_id, rule.rule_id, rule.reason)
