"""Telling groups apart: those that fare alike are told once, the others by name."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from .plan import PlannedGroup


class GroupHit(Protocol):
    """A finding in the making that belongs to one group."""

    @property
    def group(self) -> PlannedGroup | None: ...
    @property
    def family(self) -> tuple[str, ...]: ...
    @property
    def likeness(self) -> tuple[object, ...]: ...


H = TypeVar("H", bound=GroupHit)


def merge_groups(
    groups: Sequence[PlannedGroup | None], hits: Sequence[H]
) -> list[tuple[PlannedGroup | None, list[H]]]:
    """The hits of each family: as the whole class's where all its groups fare alike, else each
    group's; a group within another is silent where it fares as the other does."""
    if len(groups) == 1:
        return [(None, [hit]) for hit in hits]
    families: dict[tuple[str, ...], list[H]] = {}
    for hit in hits:
        families.setdefault(hit.family, []).append(hit)
    return [told for family in families.values() for told in _merge_family(groups, family)]


def _merge_family(
    groups: Sequence[PlannedGroup | None], family: list[H]
) -> list[tuple[PlannedGroup | None, list[H]]]:
    top_ids = {group.id if group else None for group in find_tops(groups)}
    by_group = {hit.group.id if hit.group else None: hit for hit in family}
    tops = [hit for group_id, hit in by_group.items() if group_id in top_ids]
    alike = len(tops) == len(top_ids) and len({hit.likeness for hit in tops}) == 1
    told: list[tuple[PlannedGroup | None, list[H]]] = []
    if alike:
        told.append((None, tops))
        by_group.setdefault(None, tops[0])
    for group_id, hit in by_group.items():
        if group_id is None or group_id in top_ids:
            if not alike:
                told.append((hit.group, [hit]))
        elif not _fares_as_parent(hit, by_group):
            told.append((hit.group, [hit]))
    return told


def find_tops(groups: Sequence[PlannedGroup | None]) -> list[PlannedGroup | None]:
    """The groups that together are the class: the cohorts that are within no other group, or
    the class itself where it is judged."""
    if None in groups:
        return [None]
    tops = [g for g in groups if g and g.kind == "cohort" and g.within is None]
    return list(tops or groups)


def _fares_as_parent(hit: H, by_group: dict[str | None, H]) -> bool:
    parent = by_group.get(hit.group.within if hit.group else None)
    return parent is not None and parent is not hit and parent.likeness == hit.likeness
