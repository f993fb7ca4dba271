"""Impossible or merely broken: can any plan at all keep these musts, given what is fixed?

Three honest answers. "impossible" comes with a proof: the rules that contradict each other, or the
day's own limits. "possible" comes with a plan that the engine has judged. Between them, after a
search that is bounded by a number of judgements, stands "not known".
"""

import datetime as dt
import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
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
from .waivers import Waiver, leave_out_waived

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
    closed: Collection[dt.date] = frozenset(),
    waivers: Sequence[Waiver] = (),
    budget: int = BUDGET,
    stop: Callable[[], bool] = lambda: False,
) -> Possibility:
    """Whether any plan can keep the musts on these days of one class, whose blocks are fixed.

    `movable` names blocks (by id) that may be changed. Live and at-school time stays within the
    school's hours. What a waiver lets a day miss is not asked. `budget` bounds the number of
    judgements, and `stop` may end the search at any time.
    """
    known = list(policies)
    fixed = {block.id for day in days for block in day.blocks} - set(movable)
    contradictions: dict[tuple[tuple[str, str], ...], Contradiction] = {}
    for day in days:
        asked = leave_out_waived(known, waivers, day)
        for each in find_contradictions([keep_blocks(day, fixed)], asked):
            contradictions.setdefault(each.rules, each)
    if contradictions:
        return Possibility("impossible", contradictions=tuple(contradictions.values()))
    search = Search(known, fixed, budget, closed=closed, waivers=waivers, stop=stop)
    plan = search.run(search.mend_days(tuple(days)))
    answer: Answer = "possible" if plan else "not known"
    return Possibility(answer, plan or (), judged=search.judged)


def keep_blocks(day: PlannedDay, ids: Collection[str]) -> PlannedDay:
    """The day with these blocks alone."""
    return day.model_copy(update={"blocks": tuple(b for b in day.blocks if b.id in ids)})


class Search:
    """A best-first search from plan to plan, one change at a time, until every must is kept."""

    def __init__(
        self,
        policies: Sequence[Policy],
        fixed: Collection[str],
        budget: int,
        *,
        closed: Collection[dt.date] = frozenset(),
        waivers: Sequence[Waiver] = (),
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.policies, self.fixed, self.budget = policies, fixed, budget
        self.closed, self.waivers, self.stop = closed, waivers, stop
        self.judged = 0
        self.asks_wide = True
        compiled = compile_policies(policies)
        self.rules: Rules = {(r.policy.id, r.rule.id): r for p in compiled for r in p.rules}

    def mend_days(self, days: tuple[PlannedDay, ...]) -> tuple[PlannedDay, ...]:
        """Several days, each mended by itself as far as that goes: most rules are about one day,
        and what is left to be sought for all of them together is little."""
        if len(days) == 1:
            return days
        share = self.budget // (2 * len(days))
        self.asks_wide = False
        mended = [(self.run((day,), share) or (day,))[0] for day in days]
        self.asks_wide = True
        return tuple(mended)

    def run(
        self, days: tuple[PlannedDay, ...], most: int | None = None
    ) -> tuple[PlannedDay, ...] | None:
        """A plan that keeps every must; None when the budget (or its part, `most`) is spent, or
        nothing is left to try."""
        limit = self.budget if most is None else min(self.budget, self.judged + most)
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
                if self.judged >= limit or self.stop():
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
        verdict = judge(days, self.policies, closed=self.closed, waivers=self.waivers)
        return tuple(f for f in verdict.findings if self.counts(f))

    def counts(self, finding: Finding) -> bool:
        """Whether a finding is a must that is not kept, as far as wide windows are asked about."""
        is_narrow = finding.first_date == finding.last_date
        is_open = finding.strength == "must" and finding.outcome != "waived"
        return is_open and (self.asks_wide or is_narrow)

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
