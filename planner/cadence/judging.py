"""Judging: days and policies in, a verdict of findings out."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from .bounds import Interval, Judgement
from .clashes import find_clashes
from .compiling import CompiledPolicy, CompiledRule, compile_policy
from .errors import PlanError
from .findings import Finding, UncheckedRule, Verdict, order_findings
from .groups import merge_groups
from .measuring import Case, Measured, Part
from .plan import DAY_MINUTES, PlannedDay, PlannedGroup
from .policy import Policy, Rule
from .windows import (
    DayView,
    Stretch,
    find_parts,
    find_stretches,
    split_by_block,
    split_by_run,
    split_by_subject,
    view_day,
)
from .wording import say_finding


@dataclass(frozen=True, slots=True)
class Hit:
    """One group's broken or undecided case, before groups that fare alike are told as one."""

    group: PlannedGroup | None
    subject: str | None
    piece: str
    """Which block or run of the day it is about; empty for wider windows."""
    judgement: Judgement
    measured: Measured
    parts: list[Part]

    @property
    def family(self) -> tuple[str, ...]:
        """Hits of one family differ by group only."""
        return (self.subject or "", self.piece)

    @property
    def likeness(self) -> tuple[object, ...]:
        """Equal for groups that fare alike."""
        return (self.judgement, self.measured.value)


def judge(
    days: Iterable[PlannedDay],
    policies: Iterable[Policy],
    *,
    closed: Collection[dt.date] = frozenset(),
) -> Verdict:
    """The verdict on any days of one or more classrooms, in any order, under these policies.

    A rule over a week is judged on the days given. While one of the week's school days is
    neither given nor named as `closed`, what the rest of the week may still mend is undecided,
    not broken. Raises PlanError when a classroom has two plans for one date.
    """
    compiled = compile_policies(policies)
    findings: list[Finding] = []
    unchecked: dict[UncheckedRule, None] = {}
    for views in group_by_classroom(days):
        for view in views:
            findings += find_clashes(view.day, view.timelines)
        first, last = views[0].day.date, views[-1].day.date
        for policy in compiled:
            if policy.is_in_force(first, last):
                unchecked.update(dict.fromkeys(policy.unchecked))
                findings += judge_classroom(policy, views, closed)
    return Verdict(order_findings(findings), tuple(sorted(unchecked, key=_place_unchecked)))


def compile_policies(policies: Iterable[Policy]) -> list[CompiledPolicy]:
    """Each different policy once."""
    return [compile_policy(p) for p in {p.fingerprint: p for p in policies}.values()]


def group_by_classroom(days: Iterable[PlannedDay]) -> list[list[DayView]]:
    """The days of each classroom in order of date."""
    rooms: dict[str, dict[dt.date, DayView]] = {}
    for day in days:
        room = rooms.setdefault(day.classroom.id, {})
        if day.date in room:
            raise PlanError.about(
                f"the class {day.classroom.id} has two plans for {day.date}", field="date"
            )
        room[day.date] = view_day(day)
    return [[room[date] for date in sorted(room)] for room in rooms.values()]


def judge_classroom(
    policy: CompiledPolicy, views: list[DayView], closed: Collection[dt.date]
) -> Iterator[Finding]:
    """The findings of one policy on one classroom's days."""
    for rule in policy.rules:
        for stretch in find_stretches(rule, views, closed):
            interval = rule.find_interval(stretch.views[0].day.classroom.grades)
            if interval is not None:
                yield from judge_stretch(rule, stretch, interval)


def judge_stretch(rule: CompiledRule, stretch: Stretch, interval: Interval) -> Iterator[Finding]:
    """The findings of one rule in one of its windows, groups that fare alike told as one."""
    hits: list[Hit] = []
    groups = stretch.groups
    measure = rule.rule.measuring.measure
    for group in groups:
        parts = find_parts(stretch, group, rule.chosen)
        pieces = split_parts(rule.rule, parts) if rule.is_split else ((None, "", parts),)
        for subject, piece, mine in pieces:
            measured = measure(mine)
            judgement = interval.judge(measured.value) if measured else None
            if measured and judgement:
                hits.append(Hit(group, subject, piece, judgement, measured, mine))
    if not hits:
        return
    for group, told in merge_groups(groups, hits):
        yield make_finding(rule, stretch, interval, group, told)


def split_parts(rule: Rule, parts: list[Part]) -> Iterator[tuple[str | None, str, list[Part]]]:
    """What is measured on its own: per subject, per block or run; each with its name."""
    by_subject = split_by_subject(parts) if rule.key == "subject" else [(None, parts)]
    for subject, mine in by_subject:
        if rule.window == "block":
            for piece, part in split_by_block(mine[0]):
                yield subject, piece, [part]
        elif rule.window == "run":
            for piece, part in split_by_run(mine[0], rule.away or 1):
                yield subject, piece, [part]
        else:
            yield subject, "", mine


def make_finding(
    compiled: CompiledRule,
    stretch: Stretch,
    interval: Interval,
    group: PlannedGroup | None,
    hits: list[Hit],
) -> Finding:
    """The finding that one group's hit, or several groups' alike, is told as."""
    rule, hit = compiled.rule, hits[0]
    case = make_case(rule, stretch, interval, hit)
    wording = rule.measuring.tell(case)
    return Finding(
        policy_id=compiled.policy.id,
        policy_name=compiled.policy.name,
        rule_id=rule.id,
        strength=rule.strength,
        outcome=case.outcome,
        window=rule.window,
        first_date=stretch.first,
        last_date=stretch.last,
        classroom_id=stretch.views[0].day.classroom.id,
        group_id=group.id if group else None,
        group_name=group.name if group else None,
        key=hit.subject,
        measure=rule.measure,
        found=case.found,
        bound=case.bound,
        limit=case.limit,
        unit=rule.measuring.unit,
        block_ids=name_blocks_once(hits),
        text=say_finding(rule, case, wording, group, stretch.first, hit.parts[0]),
        advice=wording.advice,
        amiss=wording.amiss,
    )


def name_blocks_once(hits: list[Hit]) -> tuple[str, ...]:
    """The ids of the blocks that did it, by start; the same in whichever order they were given."""
    blocks = {block.id: block for hit in hits for block in hit.measured.blocks}.values()
    starts = ((DAY_MINUTES if b.start is None else b.start, b.id) for b in blocks)
    return tuple(block_id for _, block_id in sorted(starts))


def make_case(rule: Rule, stretch: Stretch, interval: Interval, hit: Hit) -> Case:
    """The values of a hit, with "undecided" where the plan or the policy leaves it open."""
    settled = stretch.complete or is_settled(rule, hit.judgement)
    decided = settled and interval.can_be_kept
    return Case(
        found=hit.measured.value,
        limit=hit.judgement.limit,
        bound=rule.bound,
        side=hit.judgement.side,
        outcome=hit.judgement.outcome if decided else "undecided",
        strength=rule.strength,
        window=rule.window,
        chosen=rule.of,
        subject=hit.subject,
    )


def is_settled(rule: Rule, judgement: Judgement) -> bool:
    """Whether days that are still to be planned cannot mend it."""
    trend = rule.measuring.trend
    return trend == ("grows" if judgement.side == "over" else "shrinks")


def _place_unchecked(rule: UncheckedRule) -> tuple[bool, str, str]:
    return (rule.strength != "must", rule.policy_id, rule.rule_id)
