"""Words of rules that a plan never uses: a slip in a trait is no error, but not silent either."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .plan import USUAL_TRAITS, PlannedDay
from .policy import Policy
from .words import find_nearest

TRAIT_LINES = frozenset({"trait", "traits", "without_traits"})
"""Where rules name traits: in selections and in conditions."""


@dataclass(frozen=True, slots=True)
class UnmetTrait:
    """A trait that a rule asks for and nothing in a plan has."""

    policy_id: str
    place: str
    """The rule's id, or what the policy's `counts_as` calls the selection."""
    trait: str
    near: str | None
    """The trait that was probably meant, where one is near."""

    def __str__(self) -> str:
        hint = f'; did you mean "{self.near}"?' if self.near else ""
        return f'{self.policy_id} {self.place}: "{self.trait}"{hint}'


def find_unmet_traits(
    days: Iterable[PlannedDay], policies: Iterable[Policy]
) -> tuple[UnmetTrait, ...]:
    """The traits that rules name and that no block, day or class has; capitals don't matter."""
    met = {trait.casefold(): trait for day in days for trait in list_plan_traits(day)}
    known = [*met.values(), *USUAL_TRAITS]
    unmet = {
        UnmetTrait(policy.id, place, trait, find_nearest_other(trait, known)): None
        for policy in policies
        for place, trait in list_policy_traits(policy)
        if trait.casefold() not in met
    }
    return tuple(unmet)


def find_nearest_other(trait: str, known: Iterable[str]) -> str | None:
    """The nearest known trait; a usual one that nothing has is no slip."""
    near = find_nearest(trait, known)
    return None if near is None or near.casefold() == trait.casefold() else near


def list_plan_traits(day: PlannedDay) -> Iterator[str]:
    """What the day, its class and its blocks are marked with."""
    yield from day.traits
    yield from day.classroom.traits
    for block in day.blocks:
        yield from block.traits


def list_policy_traits(policy: Policy) -> Iterator[tuple[str, str]]:
    """The traits that a policy names, each with its rule or its named selection."""
    for name, selection in policy.counts_as:
        written = selection.model_dump(mode="json")
        yield from ((f"counts_as.{name}", trait) for trait in walk_traits(written))
    for rule in policy.checked_rules:
        written = rule.model_dump(mode="json")
        yield from ((rule.id, trait) for trait in walk_traits(written))


def walk_traits(written: Any) -> Iterator[str]:
    """The traits that stand anywhere in a rule or a selection as files have it."""
    if isinstance(written, dict):
        for key, value in written.items():
            if key in TRAIT_LINES and isinstance(value, list):
                yield from value
            else:
                yield from walk_traits(value)
    elif isinstance(written, list):
        for value in written:
            yield from walk_traits(value)
