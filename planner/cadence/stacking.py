"""Policies stack: what several of them ask alike is told once, with everyone who asks it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .compiling import CompiledRule
from .findings import AlsoAsked, Finding

Demand = tuple[object, ...]


def name_demand(rule: CompiledRule, finding: Finding) -> Demand:
    """What a finding says, whoever asks it: equal for the same demand of several policies."""
    return (
        rule.demand,
        finding.outcome,
        finding.waiver,
        finding.first_date,
        finding.last_date,
        finding.classroom_id,
        finding.group_id,
        finding.key,
        finding.found,
        finding.bound,
        finding.limit,
        finding.block_ids,
    )


def stack_findings(found: Iterable[tuple[CompiledRule, Finding]]) -> list[Finding]:
    """The findings, those of different policies that ask the same told as the strictest's."""
    alike: dict[Demand, list[tuple[CompiledRule, Finding]]] = defaultdict(list)
    for rule, finding in found:
        alike[name_demand(rule, finding)].append((rule, finding))
    told: list[Finding] = []
    for pairs in alike.values():
        told += [pairs[0][1]] if len(pairs) == 1 else stack_alike(pairs)
    return told


def stack_alike(pairs: list[tuple[CompiledRule, Finding]]) -> list[Finding]:
    """Findings of one demand as one; a policy that asks twice is told twice."""
    by_policy: dict[str, list[tuple[CompiledRule, Finding]]] = {}
    for rule, finding in pairs:
        by_policy.setdefault(rule.policy.fingerprint, []).append((rule, finding))
    firsts = sorted((each[0] for each in by_policy.values()), key=_place)
    others = tuple(describe_also(rule) for rule, _ in firsts[1:])
    first = replace(firsts[0][1], also=others)
    return [first, *(finding for each in by_policy.values() for _, finding in each[1:])]


def describe_also(rule: CompiledRule) -> AlsoAsked:
    """Another policy's rule that asks the same."""
    source = rule.rule.source
    return AlsoAsked(
        rule.policy.id,
        rule.policy.name,
        rule.rule.id,
        rule.rule.strength,
        source.authority,
        source.address,
    )


def _place(pair: tuple[CompiledRule, Finding]) -> tuple[bool, str, str, int]:
    rule, _ = pair
    return (rule.rule.strength != "must", rule.policy.id, rule.policy.version, rule.place)
