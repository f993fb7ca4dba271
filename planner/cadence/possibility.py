"""Impossible or merely broken: can any plan at all keep these musts, given what is fixed?

Three honest answers. "impossible" comes with a proof: the rules that contradict each other, or the
day's own limits. "possible" comes with a plan that the engine has judged. Between them, after a
search that is bounded by a number of judgements, stands "not known".
"""

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from .compiling import CompiledClause, CompiledRule, compile_policies
from .contradictions import Contradiction, find_contradictions
from .findings import ALWAYS, Finding
from .judging import judge
from .plan import PlannedDay
from .policy import Policy
from .repairs import name_state, propose_repairs

Answer = Literal["possible", "impossible", "not known"]
Rules = dict[tuple[str, str], CompiledRule]
BUDGET = 400
"""Judgements that a search may take: well under a second for a day."""
FINDINGS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Possibility:
    """The answer, with its witness (`plan`) or its proof (`contradictions`)."""

    answer: Answer
    plan: tuple[PlannedDay, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    judged: int = 0

    @property
    def text(self) -> str:
        """The answer in sentences."""
        if self.answer == "possible":
            return "These rules can be kept: a plan that keeps them was found."
        if self.answer == "impossible":
            reasons = " ".join(each.text for each in self.contradictions)
            return f"No plan can keep these rules. {reasons}"
        return (
            f"Not known: none of {self.judged} plans that were tried keeps these rules, "
            "and nothing shows that none could."
        )


def find_possibility(
    days: Sequence[PlannedDay],
    policies: Iterable[Policy],
    *,
    movable: Collection[str] = (),
    budget: int = BUDGET,
) -> Possibility:
    """Whether any plan can keep the musts on these days, of which the blocks are fixed.

    `movable` names blocks (by id) that may be changed. Live and at-school time stays within the
    school's hours. `budget` bounds the number of judgements.
    """
    known = list(policies)
    fixed = {block.id for day in days for block in day.blocks} - set(movable)
    frames = [keep_blocks(day, fixed) for day in days]
    contradictions = find_contradictions(frames, known)
    if contradictions:
        return Possibility("impossible", contradictions=contradictions)
    search = Search(known, fixed, budget)
    plan = search.run(tuple(days))
    answer: Answer = "possible" if plan else "not known"
    return Possibility(answer, plan or (), judged=search.judged)


def keep_blocks(day: PlannedDay, ids: Collection[str]) -> PlannedDay:
    """The day with these blocks alone."""
    return day.model_copy(update={"blocks": tuple(b for b in day.blocks if b.id in ids)})


class Search:
    """A best-first search from plan to plan, one change at a time, until every must is kept."""

    def __init__(self, policies: Sequence[Policy], fixed: Collection[str], budget: int) -> None:
        self.policies, self.fixed, self.budget = policies, fixed, budget
        self.judged = 0
        compiled = compile_policies(policies)
        self.rules: Rules = {(r.policy.id, r.rule.id): r for p in compiled for r in p.rules}

    def run(self, days: tuple[PlannedDay, ...]) -> tuple[PlannedDay, ...] | None:
        """A plan that keeps every must; None when the budget is spent or nothing is left."""
        order = count()
        seen = {name_state(days)}
        findings = self.judge(days)
        queue = [(weigh(findings), next(order), days, findings)]
        while queue:
            weight, _, current, broken = heapq.heappop(queue)
            if not broken:
                return current
            for proposal in self.propose(current, broken):
                state = name_state(proposal)
                if state in seen:
                    continue
                if self.judged >= self.budget:
                    return None
                seen.add(state)
                found = self.judge(proposal)
                if not found:
                    return proposal
                if weigh(found) <= weight + 1:
                    heapq.heappush(queue, (weigh(found), next(order), proposal, found))
        return None

    def judge(self, days: tuple[PlannedDay, ...]) -> tuple[Finding, ...]:
        """The musts that a plan breaks."""
        self.judged += 1
        findings = judge(days, self.policies).findings
        return tuple(f for f in findings if f.strength == "must" and f.outcome != "waived")

    def propose(
        self, days: tuple[PlannedDay, ...], findings: tuple[Finding, ...]
    ) -> Iterator[tuple[PlannedDay, ...]]:
        """Plans that differ by one change which may mend one of the first findings."""
        for finding in findings[:FINDINGS_AT_ONCE]:
            clause = self.find_clause(finding)
            for place, day in enumerate(days):
                if clause and finding.first_date <= day.date <= finding.last_date:
                    for changed in propose_repairs(day, finding, clause, self.fixed):
                        yield (*days[:place], changed, *days[place + 1 :])

    def find_clause(self, finding: Finding) -> CompiledClause | None:
        """The sentence that a finding is about; a clash has none, and is mended as any rule's."""
        rule = self.rules.get((finding.policy_id, finding.rule_id))
        if rule is None:
            return next(iter(self.rules.values())).choices[0][0] if self.rules else None
        clauses = [clause for choice in rule.choices for clause in choice]
        fitting = [c for c in clauses if c.measure_word == finding.measure]
        return (fitting or clauses)[0]


def weigh(findings: Iterable[Finding]) -> float:
    """How far a plan is from keeping its musts: each counts, and by how much it misses."""
    total = 0.0
    for finding in findings:
        gap = abs(finding.found - finding.limit)
        total += 1 + gap / (gap + 60) + (1 if finding.policy_id == ALWAYS else 0)
    return total
