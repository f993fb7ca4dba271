"""Judging: days and policies in, a verdict of findings out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .asking import Asked, ask
from .calendars import Calendar, find_month, find_week, find_year, make_calendar
from .clashes import find_clashes
from .clauses import Nth, Span
from .compiling import CompiledRule
from .documents import read_documents
from .errors import PlanError
from .findings import Finding, UncheckedRule, Verdict, order_findings
from .groups import merge_groups
from .hits import find_hits
from .looking import find_doubtful
from .overriding import describe_overridden
from .plan import PlannedDay
from .policy import Policy
from .pools import DayView, Pool, find_pools, make_pool, view_day
from .stacking import stack_findings
from .telling import make_finding
from .tolerating import judge_with_allowance
from .waivers import Waiver, waive_findings
from .windows import Stretch, find_stretches

Found = tuple[CompiledRule, Finding]


def judge(
    days: Iterable[PlannedDay],
    policies: Iterable[Policy],
    *,
    closed: Collection[dt.date] = frozenset(),
    waivers: Sequence[Waiver] = (),
) -> Verdict:
    """The verdict on any days of one or more classrooms, in any order, under these policies.

    A rule over a week, a month … is judged on the days given. While one of its school days is
    neither given nor named as `closed`, what the rest may still mend is undecided, not broken.
    Raises PlanError when a classroom has two plans for one date.
    """
    asked = ask(policies)
    pools = group_by_classroom(days, closed)
    findings = [f for pool in pools for view in pool.views for f in clash(view)]
    found = judge_pools(asked, pools)
    findings += waive_findings(found, waivers) if waivers else found
    return Verdict(order_findings(findings, asked.places), list_unchecked(asked, pools))


@dataclass(frozen=True, slots=True)
class JudgedClass:
    """One class's stored days with the verdict on them."""

    classroom_id: str
    days: tuple[PlannedDay, ...]
    verdict: Verdict


def judge_documents(
    texts: Iterable[str | bytes],
    policies: Iterable[Policy],
    *,
    closed: Collection[dt.date] = frozenset(),
    waivers: Sequence[Waiver] = (),
) -> Iterator[JudgedClass]:
    """Stored documents judged as they are read, class by class: memory holds one class at a time.

    The documents of a class must follow each other. Each verdict is that of `judge` on the class's
    days alone; rules over several classes (per teacher, grade, school) see only that class.
    """
    known = tuple(policies)
    for classroom_id, mine in groupby(read_documents(texts), key=lambda day: day.classroom.id):
        days = tuple(mine)
        yield JudgedClass(classroom_id, days, judge(days, known, closed=closed, waivers=waivers))


def group_by_classroom(days: Iterable[PlannedDay], closed: Collection[dt.date]) -> list[Pool]:
    """The days of each classroom in order of date."""
    rooms: dict[str, dict[dt.date, DayView]] = {}
    for day in days:
        room = rooms.setdefault(day.classroom.id, {})
        if day.date in room:
            raise PlanError.about(
                f"the class {day.classroom.id} has two plans for {day.date}", field="date"
            )
        room[day.date] = view_day(day)
    pools = []
    for room in rooms.values():
        calendar = make_calendar(room, closed)
        pools.append(make_pool([room[date] for date in sorted(room)], calendar))
    return pools


def clash(view: DayView) -> Iterator[Finding]:
    """The clashes of a day, which no policy can switch off."""
    return find_clashes(view.day, view.timelines)


def judge_pools(asked: Asked, pools: Sequence[Pool]) -> list[Finding]:
    """The findings of all policies, the same demand of several told once."""
    found = [pair for pool in pools for view in pool.views for pair in judge_day(asked, pool, view)]
    for rule in asked.others:
        mine = pool_classrooms(rule, pools) if rule.is_pooled else pools
        for pool in mine:
            found += [(rule, finding) for finding in judge_rule(rule, pool, asked)]
    if len(asked.policies) == 1:
        return [finding for _, finding in found]
    return stack_findings(sorted(found, key=lambda pair: asked.order[id(pair[0])]))


def judge_day(asked: Asked, pool: Pool, view: DayView) -> Iterator[Found]:
    """The findings of the rules about single days that a quick look leaves in doubt."""
    looks = asked.find_looks(view.day, view.weekday)
    for rule in find_doubtful(looks, view):
        stretch = Stretch(pool, [view], view.day.date, view.day.date)
        for finding in judge_stretch(rule, stretch):
            yield rule, finding


def pool_classrooms(rule: CompiledRule, pools: Sequence[Pool]) -> list[Pool]:
    """The pools of a rule whose key goes beyond a classroom's groups."""
    views = sorted(
        (view for pool in pools for view in pool.views if rule.is_about(view.day, view.weekday)),
        key=lambda view: (view.day.date, view.day.classroom.id),
    )
    closed = pools[0].calendar.closed if pools else frozenset()
    calendar = Calendar(frozenset(view.day.date for pool in pools for view in pool.views), closed)
    return list(find_pools(rule.rule.key, views, calendar))


def judge_rule(rule: CompiledRule, pool: Pool, asked: Asked) -> Iterable[Finding]:
    """The findings of one rule on one pool's days."""
    overridden = asked.overrides.get((rule.policy.id, rule.rule.id), ())
    mine = [view for view in pool.views if rule.is_about(view.day, view.weekday)]
    if overridden:
        mine = [v for v in mine if not any(each.holds_on(v.day.date) for each in overridden)]
    if rule.rule.when.nth:
        mine = keep_nth(rule, rule.rule.when.nth, pool, mine)
    if not mine:
        return ()
    stretches = find_stretches(rule, pool, mine)
    if rule.rule.may_miss:
        return judge_with_allowance(rule, rule.rule.may_miss, list(stretches))
    if isinstance(rule.rule.window, Span) and rule.rule.window.rolling:
        return tell_rolling(rule, list(stretches))
    return [finding for stretch in stretches for finding in judge_stretch(rule, stretch)]


def keep_nth(rule: CompiledRule, nth: Nth, pool: Pool, views: Iterable[DayView]) -> list[DayView]:
    """The days that have the place among the school days of their week, month or year."""
    find = {"week": find_week, "month": find_month}

    def find_place(date: dt.date) -> int:
        ends = find[nth.of](date) if nth.of in find else find_year(date, rule.year_begins)
        return pool.calendar.find_place(date, ends)

    return [view for view in views if find_place(view.day.date) == nth.place]


def judge_stretch(rule: CompiledRule, stretch: Stretch) -> list[Finding]:
    """The findings of one rule in one of its windows, groups that fare alike told as one."""
    hits = find_hits(rule, stretch)
    if not hits:
        return []
    if len(stretch.views) == 1 and len(stretch.views[0].timelines) == 1:
        return [make_finding(rule, stretch, None, [hit]) for hit in hits]
    merged = merge_groups(stretch.groups, hits)
    return [make_finding(rule, stretch, group, told) for group, told in merged]


def tell_rolling(rule: CompiledRule, stretches: Sequence[Stretch]) -> Iterator[Finding]:
    """The findings of windows that overlap: the first of a row, and what only the last leaves open.

    One long day is in many windows, and need not be told once for each.
    """
    told: dict[tuple[str | None, str | None], dt.date] = defaultdict(lambda: dt.date.min)
    for stretch in stretches:
        for finding in judge_stretch(rule, stretch):
            who = (finding.group_id, finding.key)
            if finding.outcome == "undecided" and stretch is not stretches[-1]:
                continue
            if finding.first_date > told[who]:
                told[who] = finding.last_date
                yield finding


def list_unchecked(asked: Asked, pools: Sequence[Pool]) -> tuple[UncheckedRule, ...]:
    """The rules that no plan answers, of the policies that are in force for any of the days."""
    spans = [(pool.views[0].day.date, pool.views[-1].day.date) for pool in pools]
    unchecked: dict[UncheckedRule, None] = {}
    for policy in asked.policies:
        if any(policy.policy.holds_within(*span) for span in spans):
            unchecked.update(dict.fromkeys(policy.unchecked))
            unchecked.update(dict.fromkeys(describe_overridden(policy, asked.overrides, spans)))
    return tuple(sorted(unchecked, key=_place_unchecked))


def _place_unchecked(rule: UncheckedRule) -> tuple[bool, str, str, str]:
    return (rule.strength != "must", rule.policy_id, rule.rule_id, rule.reason)
