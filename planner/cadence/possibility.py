"""Impossible or merely broken: can any plan at all keep these musts, given what is fixed?

Three honest answers. "impossible" comes with a proof: the rules that contradict each other, or the
day's own limits. "possible" comes with a plan that the engine has judged. Between them, after a
search that is bounded by a number of judgements, stands "not known".
"""

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from operator import attrgetter
from typing import Literal

from .changes import Add, Change, apply
from .compiling import CompiledClause, CompiledRule, compile_policies
from .contradictions import Contradiction, find_contradictions
from .findings import ALWAYS, Finding
from .judging import judge
from .levers import Aspect, find_levers
from .musts import Fault
from .plan import PlannedBlock, PlannedDay, PlannedTool
from .policy import Policy
from .proposing import WORDS, Workshop
from .waivers import Waiver, leave_out_waived

Answer = Literal["possible", "impossible", "not known"]
Rules = dict[tuple[str, str], CompiledRule]
BUDGET = 400
"""Judgements that a search may take: well under a second for a day."""
FINDINGS_AT_ONCE = 3
APPROVED = PlannedTool(name="An approved tool", approved=True, meeting=True)
TRIED_EACH: dict[Aspect, int] = {"start": 8, "shift": 4, "longer": 4, "shorter": 4, "add": 4}
"""So many changes by one lever are tried (else 3), new blocks of each length so many. Fixes try
them all; here what is sought is any plan, and most of those that differ by minutes fare alike."""
describe = attrgetter(*(name for name in PlannedBlock.model_fields if name != "id"))
"""All that a rule may tell two blocks apart by."""


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
        blocks = {block.id for day in days for block in day.blocks}
        workshop = Workshop(frozenset(blocks - set(self.fixed)), (APPROVED,), invents=True)
        for finding in findings[:FINDINGS_AT_ONCE]:
            rule = self.rules.get((finding.policy_id, finding.rule_id))
            fault = Fault(finding, rule, self.find_clause(rule, finding) if rule else None)
            for place, day in enumerate(days):
                if finding.first_date <= day.date <= finding.last_date:
                    for changed in propose_days(workshop, day, fault):
                        yield (*days[:place], changed, *days[place + 1 :])

    def find_clause(self, rule: CompiledRule, finding: Finding) -> CompiledClause:
        """The sentence of its rule that a finding is about."""
        clauses = [clause for choice in rule.choices for clause in choice]
        fitting = [c for c in clauses if c.measure_word == finding.measure]
        return (fitting or clauses)[0]


def propose_days(workshop: Workshop, day: PlannedDay, fault: Fault) -> Iterator[PlannedDay]:
    """Days that differ from this one by one change: new blocks, then other values of its own."""
    new = workshop.find_new_kinds(day, [fault]).get(fault.key, frozenset())
    for lever in (*sorted(new), *sorted(find_levers(day, fault, workshop.free))):
        every = workshop.list_changes(day, lever, [fault])
        for change in choose_few(day, every, TRIED_EACH.get(lever[1], 3), int(fault.gap)):
            yield apply(day, change)
    yield from find_words(workshop, day, fault)


def choose_few(day: PlannedDay, changes: Iterable[Change], most: int, gap: int) -> list[Change]:
    """Some of the changes by one lever: those that make up just what is missing come first."""
    tried: Counter[int] = Counter()
    fitting: list[Change] = []
    others: list[Change] = []
    for change in changes:
        minutes = change.block.minutes if isinstance(change, Add) else 0
        tried[minutes] += 1
        fits = abs(count_minutes(apply(day, change)) - count_minutes(day)) == gap > 0
        if tried[minutes] <= most:
            (fitting if fits else others).append(change)
        elif fits and not isinstance(change, Add):
            fitting.append(change)
    return fitting + others


def count_minutes(day: PlannedDay) -> int:
    """The minutes of all blocks, each counted whole."""
    return sum(block.minutes for block in day.blocks)


def find_words(workshop: Workshop, day: PlannedDay, fault: Fault) -> Iterator[PlannedDay]:
    """The day with a teacher's words on a block that lacks them."""
    clause = fault.clause
    fact = getattr(clause.measuring, "fact", None) if clause else None
    if clause is None or clause.measure_word != "lacking" or fact not in WORDS:
        return
    for block_id in fault.finding.block_ids:
        if block_id in workshop.free:
            blocks = (
                block.model_copy(update=dict(WORDS[fact])) if block.id == block_id else block
                for block in day.blocks
            )
            yield day.model_copy(update={"blocks": tuple(blocks)})


def name_state(days: Iterable[PlannedDay]) -> frozenset[tuple[object, ...]]:
    """What makes two plans the same, whatever ids their new blocks have."""
    return frozenset((day.date, describe(block)) for day in days for block in day.blocks)


def weigh(findings: Iterable[Finding]) -> float:
    """How far a plan is from keeping its musts: each counts, and by how much it misses."""
    total = 0.0
    for finding in findings:
        gap = abs(finding.found - finding.limit)
        total += 1 + gap / (gap + 60) + (1 if finding.policy_id == ALWAYS else 0)
    return total
