"""One cell of the board, opened: what was published, what it breaks, and what was asked of it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from planner.board.reading import find_closed
from planner.cadence import ALWAYS, Finding, say_rule
from planner.cadence import Policy as CadencePolicy
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.policy import RuleHead, Source, UncheckableRule
from planner.cadence.words import say_clock
from planner.models import Classroom, Policy, SchoolDay, Snapshot, Stage, Verdict, monday_of
from planner.strips import Strip, draw_strips

RuleKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FoundOnDay:
    """A finding with the rule that it is about, where that comes from, and its blocks."""

    finding: Finding
    says: str
    source: Source | None
    blocks: tuple[str, ...]

    @property
    def strength(self) -> str:
        """What the rule says, in a word; what is not decided (yet) is neither."""
        if self.finding.outcome == "undecided":
            return "Undecided"
        return "Must" if self.finding.strength == "must" else "Should"

    @property
    def kind(self) -> str:
        """How it looks: must, should, unsure or waived."""
        marks = {"undecided": "unsure", "waived": "waived"}
        return marks.get(self.finding.outcome, self.finding.strength)

    @property
    def icon(self) -> str:
        """The name of its mark: what is waived is kept, in a way."""
        return "check" if self.kind == "waived" else self.kind

    @property
    def may_be_waived(self) -> bool:
        """Whether it is the breach of a policy's rule; a clash is none."""
        return self.finding.outcome == "broken" and self.finding.policy_id != ALWAYS


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule that a plan cannot answer."""

    policy: str
    rule: UncheckableRule


@dataclass(frozen=True, slots=True)
class BoardDay:
    """A class's day on the board; no snapshot: nothing is published, or there is no school."""

    classroom: Classroom
    date: dt.date
    closed: str
    snapshot: Snapshot | None
    strips: tuple[Strip, ...] = ()
    found: tuple[FoundOnDay, ...] = ()
    week_found: tuple[FoundOnDay, ...] = ()
    week_judged: bool = False
    policies: tuple[CadencePolicy, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def musts(self) -> int:
        """How many musts the day breaks."""
        return sum(each.kind == "must" for each in self.found)


def read_board_day(classroom: Classroom, date: dt.date) -> BoardDay:
    """A class's published day with its stored verdict; always five queries at the most."""
    closed = find_closed(classroom.school, (date,)).get(date, "")
    day = (
        SchoolDay.objects.between(classroom, date, date)
        .select_related("published__published_by")
        .first()
    )
    snapshot = None if day is None or closed else day.published
    if snapshot is None:
        return BoardDay(classroom, date, closed, None)
    return _describe_day(classroom, snapshot, snapshot.plan)


def _describe_day(classroom: Classroom, snapshot: Snapshot, plan: PlannedDay) -> BoardDay:
    monday = monday_of(plan.date)
    of_week = Verdict.objects.of_week([classroom], monday, Stage.PUBLISHED)
    verdicts = {(each.window, each.date): each for each in of_week}
    verdict, week = verdicts.get(("day", plan.date)), verdicts.get(("week", monday))
    policies = read_policies_asked(classroom, verdict)
    rules = {(policy.id, rule.id): rule for policy in policies for rule in policy.rules}
    blocks = {block.id: name_block(block) for block in plan.blocks}
    return BoardDay(
        classroom=classroom,
        date=plan.date,
        closed="",
        snapshot=snapshot,
        strips=draw_strips(plan),
        found=describe_findings(verdict, rules, blocks),
        week_found=describe_findings(week, rules, blocks),
        week_judged=week is not None,
        policies=policies,
        unchecked=tuple(
            Unchecked(policy.name, rule) for policy in policies for rule in policy.unchecked_rules
        ),
    )


def read_policies_asked(classroom: Classroom, verdict: Verdict | None) -> tuple[CadencePolicy, ...]:
    """The very versions of the policies that judged a day."""
    if verdict is None:
        return ()
    asked = [(name, version) for name, version in json.loads(verdict.rules_in_force)]
    kept = Policy.objects.filter(
        district_id=classroom.school.district_id, identifier__in=[name for name, _ in asked]
    )
    known = {(row.identifier, row.version): row.document for row in kept}
    return tuple(CadencePolicy.model_validate(known[pair]) for pair in asked if pair in known)


def describe_findings(
    verdict: Verdict | None, rules: Mapping[RuleKey, RuleHead], blocks: dict[str, str]
) -> tuple[FoundOnDay, ...]:
    """A stored verdict's findings with their rules and blocks in words."""
    if verdict is None:
        return ()
    found = []
    for finding in verdict.judged.findings:
        rule = rules.get((finding.policy_id, finding.rule_id))
        named = tuple(blocks[block] for block in finding.block_ids if block in blocks)
        source = None if rule is None else rule.source
        found.append(FoundOnDay(finding, _say(rule), source, named))
    return tuple(found)


def _say(rule: RuleHead | None) -> str:
    """The rule as a sentence; the one that is asked always stands in no policy."""
    if rule is None:
        return "No two blocks of one group at the same time, under every policy."
    return rule.says or say_rule(rule)  # type: ignore[arg-type]


def name_block(block: PlannedBlock) -> str:
    """A block as a list names it: "09:00 Math", "Any time: Journal"."""
    if block.start is None:
        return f"Any time: {block.title}"
    return f"{say_clock(block.start)} {block.title}"
