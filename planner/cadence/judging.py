"""Judging: days and policies in, a verdict of findings out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .asking import Asked, ask
from .calendars import Calendar, Ends, find_month, find_week, find_year, make_calendar
from .clashes import find_clashes
from .clauses import Nth, Span
from .compiling import CompiledRule
from .documents import read_documents, spare_collector
from .errors import PlanError
from .findings import Finding, Verdict, order_findings
from .groups import merge_groups
from .hits import find_hits
from .looking import Looks, find_doubtful
from .plan import PlannedDay
from .policy import Policy
from .pools import DayView, Pool, find_pools, make_pool, view_day
from .stacking import stack_findings
from .telling import make_finding
from .tolerating import judge_with_allowance
from .waivers import Waiver, waive_finding
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
    views = [view for pool in pools for view in pool.views]
    findings = [f for view in views for f in find_clashes(view.day, view.timelines)]
    findings += judge_pools(asked, pools, waivers)
    return Verdict(order_findings(findings, asked.places), asked.list_unchecked(find_spans(pools)))


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
) -> Generator[JudgedClass]:
    """Stored documents judged as they are read, class by class: memory holds one class at a time.

    The documents of a class must follow each other. Each verdict is that of `judge` on the class's
    days alone; rules over several classes (per teacher, grade, school) see only that class.
    """
    known = tuple(policies)
    with spare_collector():
        for classroom_id, mine in groupby(read_documents(texts), key=lambda day: day.classroom.id):
            days = tuple(mine)
            verdict = judge(days, known, closed=closed, waivers=waivers)
            yield JudgedClass(classroom_id, days, verdict)


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


def find_spans(pools: Iterable[Pool]) -> list[Ends]:
    """The first and the last day of each pool."""
    return [(pool.views[0].day.date, pool.views[-1].day.date) for pool in pools]


def find_idle_rules(
    days: Iterable[PlannedDay], policies: Iterable[Policy], closed: Collection[dt.date]
) -> list[CompiledRule]:
    """The rules that are about none of these days, or whose key none of them names."""
    asked, pools = ask(policies), group_by_classroom(days, closed)
    views = [view for pool in pools for view in pool.views]
    rules = [rule for policy in asked.policies for rule in policy.rules]
    return [
        rule
        for rule in rules
        if not any(rule.is_about(view.day, view.weekday) for view in views)
        or (rule.is_pooled and not pool_classrooms(rule, pools))
    ]


def judge_pools(asked: Asked, pools: Sequence[Pool], waivers: Sequence[Waiver]) -> list[Finding]:
    """The findings of all policies, the same demand of several told once.

    What is waived is told apart before that: a waiver of one policy's rule is none of another's
    that asks the same.
    """
    found = [pair for pool in pools for pair in judge_days(asked, pool)]
    for rule in asked.others:
        mine = pool_classrooms(rule, pools) if rule.is_pooled else pools
        for pool in mine:
            found += [(rule, finding) for finding in judge_rule(rule, pool, asked)]
    if waivers:
        found = [(rule, waive_finding(finding, waivers)) for rule, finding in found]
    told = [finding for rule, finding in found if id(rule) not in asked.stacked]
    stacked = [pair for pair in found if id(pair[0]) in asked.stacked] if asked.stacked else []
    return told + stack_findings(sorted(stacked, key=lambda pair: asked.order[id(pair[0])]))


def judge_days(asked: Asked, pool: Pool) -> Iterator[Found]:
    """The findings of the rules about single days that a quick look leaves in doubt."""
    alike: dict[int, tuple[Looks, list[DayView]]] = {}
    for view in pool.views:
        looks = asked.find_looks(view)
        view.asked = looks.others
        alike.setdefault(id(looks), (looks, []))[1].append(view)
    for looks, views in alike.values():
        for rule, view in find_doubtful(looks, views):
            date = view.day.date
            for finding in judge_stretch(rule, Stretch(pool, [view], date, date)):
                yield rule, finding


def pool_classrooms(rule: CompiledRule, pools: Sequence[Pool]) -> list[Pool]:
    """The pools of a rule whose key goes beyond a classroom's groups."""
    meets = rule.counts if rule.is_wide else rule.is_about
    views = sorted(
        (view for pool in pools for view in pool.views if meets(view.day, view.weekday)),
        key=lambda view: (view.day.date, view.day.classroom.id),
    )
    closed = pools[0].calendar.closed if pools else frozenset()
    calendar = Calendar(frozenset(view.day.date for pool in pools for view in pool.views), closed)
    return list(find_pools(rule.rule.key, views, calendar))


def judge_rule(rule: CompiledRule, pool: Pool, asked: Asked) -> Iterable[Finding]:
    """The findings of one rule on one pool's days.

    A window of several days is asked for by what is in force on the last of them.
    """
    mine = [
        view
        for view in pool.views
        if asked.is_about(rule, view) or (rule.is_wide and rule.counts(view.day, view.weekday))
    ]
    if rule.rule.when.nth:
        mine = keep_nth(rule, rule.rule.when.nth, pool, mine)
    if not mine:
        return ()
    stretches = find_stretches(rule, pool, mine)
    if rule.is_wide:
        stretches = (each for each in stretches if asked.is_about(rule, each.views[-1]))
    if rule.rule.may_miss:
        return judge_with_allowance(rule, rule.rule.may_miss, list(stretches))
    if isinstance(rule.rule.window, Span) and rule.rule.window.rolling:
        return tell_rolling(rule, list(stretches))
    return [finding for stretch in stretches for finding in judge_stretch(rule, stretch)]


def keep_nth(rule: CompiledRule, nth: Nth, pool: Pool, views: Iterable[DayView]) -> list[DayView]:
    """The days that have the place among the school days of their week, month or year."""
    find: dict[str, Callable[[dt.date], Ends]] = {"week": find_week, "month": find_month}

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
