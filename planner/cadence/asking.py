"""What policies ask: their rules made ready together, and found once for days that are alike."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .compiling import ByFingerprint, CompiledPolicy, CompiledRule, compile_policy
from .looking import Look, Looks, group_looks, make_look
from .overriding import Overrides, find_overrides
from .plan import PlannedDay
from .policy import Policy

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
    _looks: dict[Hashable, Looks] = field(default_factory=dict)

    def find_looks(self, day: PlannedDay, weekday: int) -> Looks:
        """The looks of the rules that are about a day."""
        room = day.classroom
        # All that a rule's conditions can ask of a day: see CompiledRule.is_about.
        alike = (day.date, day.kind, day.traits, room.delivery, room.grades, room.traits)
        looks = self._looks.get(alike)
        if looks is None:
            if len(self._looks) > MOST_REMEMBERED:
                self._looks.clear()
            looks = self._looks[alike] = group_looks(self._make_looks(day, weekday))
        return looks

    def _make_looks(self, day: PlannedDay, weekday: int) -> Iterator[Look]:
        for rule in self.quick:
            held = self.overrides.get((rule.policy.id, rule.rule.id), ())
            if rule.is_about(day, weekday) and not any(each.holds_on(day.date) for each in held):
                look = make_look(rule, day.classroom.grades)
                if look:
                    yield look


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
    )
