"""The musts that a plan breaks, found over and over: of policies without all that is not a must."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .compiling import ByFingerprint, CompiledClause, CompiledRule, compile_policy
from .findings import Finding
from .judging import judge
from .plan import PlannedDay
from .policy import Policy
from .waivers import Waiver

RuleKey = tuple[str, str]
FaultKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken must with its rule and the sentence of it that is broken; a clash has neither."""

    finding: Finding
    rule: CompiledRule | None
    clause: CompiledClause | None

    @property
    def key(self) -> FaultKey:
        """Equal for the same fault of two plans, however large it is."""
        return name_finding(self.finding)

    @property
    def gap(self) -> float:
        """How far it misses its limit, in its unit."""
        return abs(self.finding.found - self.finding.limit)


@dataclass(frozen=True, slots=True)
class MustRules:
    """Policies cut down to their musts: those about single days, and all others."""

    daily: tuple[Policy, ...]
    wide: tuple[Policy, ...]
    rules: dict[RuleKey, CompiledRule]


def name_finding(finding: Finding) -> FaultKey:
    """What makes two findings of two plans the same one, better or worse."""
    narrow = finding.window in ("block", "run") or finding.measure == "clash"
    return (
        finding.policy_id,
        finding.rule_id,
        finding.first_date,
        finding.last_date,
        finding.classroom_id,
        finding.group_id,
        finding.key,
        finding.block_ids if narrow else (),
    )


def cut_to_musts(policies: Iterable[Policy]) -> MustRules:
    """What the policies must have kept; made ready once for equal policies."""
    return _cut(tuple({p.fingerprint: ByFingerprint(p) for p in policies}.values()))


@lru_cache(maxsize=64)
def _cut(wrapped: tuple[ByFingerprint, ...]) -> MustRules:
    compiled = [compile_policy(each.policy) for each in wrapped]
    rules = {(r.policy.id, r.rule.id): r for p in compiled for r in p.rules}
    return MustRules(
        daily=tuple(keep_rules(p.policy, p.rules, is_daily) for p in compiled),
        wide=tuple(
            cut
            for p in compiled
            if (cut := keep_rules(p.policy, p.rules, lambda rule: not is_daily(rule))).rules
        ),
        rules=rules,
    )


def keep_rules(
    policy: Policy, rules: Iterable[CompiledRule], wanted: Callable[[CompiledRule], bool]
) -> Policy:
    """The policy with its musts of one sort alone; what it sets aside of others it still does."""
    kept = tuple(r.rule for r in rules if r.rule.strength == "must" and wanted(r))
    return policy.model_copy(update={"rules": kept})


def is_daily(rule: CompiledRule) -> bool:
    """Whether a rule says all that it has to say of a day without knowing any other."""
    head = rule.rule
    return not (rule.is_wide or rule.is_pooled or head.may_miss or head.when.nth)


class Musts:
    """Finds the musts that days break, those of a day once for each day."""

    def __init__(
        self,
        policies: Iterable[Policy],
        closed: Collection[dt.date] = frozenset(),
        waivers: Sequence[Waiver] = (),
    ) -> None:
        self.cut = cut_to_musts(policies)
        self.closed, self.waivers = closed, waivers
        self.judged = 0
        self._known: dict[int, tuple[PlannedDay, tuple[Fault, ...]]] = {}

    def find(self, days: Sequence[PlannedDay]) -> tuple[Fault, ...]:
        """All broken musts of these days of one class."""
        return (*(fault for day in days for fault in self.find_daily(day)), *self.find_wide(days))

    def find_daily(self, day: PlannedDay) -> tuple[Fault, ...]:
        """The broken musts about one day alone; days are told apart by identity."""
        known = self._known.get(id(day))
        if known is None:
            known = self._known[id(day)] = (day, self._judge((day,), self.cut.daily))
        return known[1]

    def find_wide(self, days: Sequence[PlannedDay]) -> tuple[Fault, ...]:
        """The broken musts about several days together."""
        if not self.cut.wide:
            return ()
        return tuple(fault for fault in self._judge(days, self.cut.wide) if fault.rule)

    def _judge(self, days: Sequence[PlannedDay], policies: tuple[Policy, ...]) -> tuple[Fault, ...]:
        self.judged += 1
        found = judge(days, policies, closed=self.closed, waivers=self.waivers).findings
        return tuple([self._explain(f) for f in found if f.outcome == "broken"])

    def _explain(self, finding: Finding) -> Fault:
        rule = self.cut.rules.get((finding.policy_id, finding.rule_id))
        if rule is None:
            return Fault(finding, None, None)
        clauses = [clause for choice in rule.choices for clause in choice]
        fitting = [c for c in clauses if c.measure_word == finding.measure]
        return Fault(finding, rule, (fitting or clauses)[0])
