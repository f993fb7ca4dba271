"""Policies stack: what several of them ask alike is told once, with everyone who asks it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .compiling import CompiledRule
from .findings import AlsoAsked, Finding

Demand = tuple[object, ...]


def name_demand(finding: Finding) -> Demand:
    """What a finding says, whoever asks it: equal for the same demand of several policies."""
    return (
        finding.outcome,
        finding.window,
        finding.first_date,
        finding.last_date,
        finding.classroom_id,
        finding.group_id,
        finding.key,
        finding.measure,
        finding.found,
        finding.bound,
        finding.limit,
        finding.block_ids,
    )


def describe_demand(rule: CompiledRule) -> str:
    """What a rule asks for apart from its limit: its window, key and sentences as text."""
    head = {"id", "says", "ref", "needs", "strength", "source", "at_least", "at_most", "exactly"}
    text = rule.rule.model_dump_json(exclude=head | {"between", "when"})
    named = [clause.chosen.model_dump_json() for choice in rule.choices for clause in choice]
    counted = [clause.chosen.counted for choice in rule.choices for clause in choice]
    return f"{text}{named}{counted}"


def stack_findings(found: Iterable[tuple[CompiledRule, Finding]]) -> list[Finding]:
    """The findings, those of different policies that ask the same told as the strictest's."""
    alike: dict[Demand, list[tuple[CompiledRule, Finding]]] = defaultdict(list)
    for rule, finding in found:
        alike[name_demand(finding)].append((rule, finding))
    told: list[Finding] = []
    for pairs in alike.values():
        told += [pairs[0][1]] if len(pairs) == 1 else stack_alike(pairs)
    return told


def stack_alike(pairs: list[tuple[CompiledRule, Finding]]) -> list[Finding]:
    """Findings with the same values; a policy never stands in for itself."""
    demands: dict[str, dict[str, list[tuple[CompiledRule, Finding]]]] = {}
    for rule, finding in pairs:
        by_policy = demands.setdefault(describe_demand(rule), {})
        by_policy.setdefault(rule.policy.fingerprint, []).append((rule, finding))
    told = []
    for by_policy in demands.values():
        firsts = sorted((each[0] for each in by_policy.values()), key=_place)
        told.append(replace(firsts[0][1], also=tuple(describe_also(r) for r, _ in firsts[1:])))
        told += [finding for each in by_policy.values() for _, finding in each[1:]]
    return told


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
