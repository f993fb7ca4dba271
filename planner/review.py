"""From rows to documents, and from documents to verdicts: reading and judging, never writing."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlsplit

from planner.cadence import Finding, Verdict, judge
from planner.cadence import Policy as CadencePolicy
from planner.cadence import Waiver as CadenceWaiver
from planner.cadence.plan import (
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
)
from planner.cadence.policy import InForce
from planner.cadence.words import say_count
from planner.models import (
    Block,
    Classroom,
    Closure,
    SchoolDay,
    Stage,
    Tool,
    week_dates,
)
from planner.models.weeks import (
    read_closures,
    read_days,
    read_policies,
    read_turns,
    read_waivers,
)
from planner.rotations import Turn


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """What is asked of a class between two dates: policies, and the waivers of their rules."""

    policies: tuple[CadencePolicy, ...] = ()
    waivers: tuple[CadenceWaiver, ...] = ()

    def judge(
        self, days: Iterable[PlannedDay], closed: Collection[dt.date] = frozenset()
    ) -> Verdict:
        """The verdict on days of the class."""
        return judge(days, self.policies, closed=closed, waivers=self.waivers)


@dataclass(frozen=True, slots=True)
class WeekReview:
    """One classroom's week at one stage: its documents, its closed dates, what the engine says."""

    classroom: Classroom
    monday: dt.date
    days: tuple[PlannedDay, ...]
    closed: dict[dt.date, str]
    rules: RulesInForce
    verdict: Verdict
    rows: Mapping[dt.date, SchoolDay] = field(default_factory=dict)
    """What a draft was read from: the rows of its days with their standing blocks."""

    @property
    def policies(self) -> tuple[CadencePolicy, ...]:
        """The policies that were asked."""
        return self.rules.policies

    def day(self, date: dt.date) -> PlannedDay | None:
        """The document of a date, or None on a closed or unpublished one."""
        return next((day for day in self.days if day.date == date), None)

    def of_day(self, date: dt.date) -> Verdict:
        """What is found about one day."""
        return self.verdict.of_day(date)

    def of_whole_week(self) -> Verdict:
        """What is found about the week as a whole, its single days left out."""
        wide = [found for found in self.verdict.findings if found.first_date != found.last_date]
        return replace(self.verdict, findings=tuple(wide))


def worst_strength(findings: Sequence[Finding]) -> str:
    """must or should, whichever is the worst that is broken; kept where nothing is."""
    strengths = {found.strength for found in findings if found.outcome == "broken"}
    return "must" if "must" in strengths else "should" if "should" in strengths else "kept"


def spell_verdict(findings: Sequence[Finding]) -> str:
    """The findings of a day in a few words: the first of the worst, and how many more."""
    worst = worst_strength(findings)
    broken = [f for f in findings if f.outcome == "broken" and f.strength == worst]
    waived = say_waived(findings)
    if not broken:
        return f"Kept, {waived}" if waived else "Keeps every rule"
    if worst == "should":
        return f"All musts kept, {say_count(len(broken), 'suggestion')}{waived and f', {waived}'}"
    return spell_amiss(broken[0]) + (f", and {len(broken) - 1} more" if len(broken) > 1 else "")


def say_waived(findings: Iterable[Finding]) -> str:
    """How many musts only a waiver lets it miss: "1 rule waived"; empty where there is none."""
    waived = {
        (found.policy_id, found.rule_id)
        for found in findings
        if found.outcome == "waived" and found.strength == "must"
    }
    return f"{say_count(len(waived), 'rule')} waived" if waived else ""


def spell_amiss(found: Finding) -> str:
    """What one finding finds amiss, and with which group: "Group B: 12 live minutes short"."""
    if found.group_name:
        return f"{found.group_name}: {found.amiss}"
    return found.amiss[:1].upper() + found.amiss[1:]


def plan_tool(tool: Tool | None, link: str) -> PlannedTool | None:
    """A block's tool as documents state it; a link to a site that nobody listed is unapproved."""
    if tool is None:
        host = urlsplit(link).hostname or ""
        return PlannedTool(name=host[:120], host=host, approved=False) if host else None
    return PlannedTool(name=tool.name, host=tool.host, approved=tool.approved, meeting=tool.meeting)


def plan_block(block: Block, groups: Iterable[int] | None = None) -> PlannedBlock:
    """A block as documents state it; its groups (unless given) and tool must have been fetched."""
    if groups is None:
        groups = block.group_ids
    due = None
    if block.due_on is not None and block.due_at is not None:
        due = dt.datetime.combine(block.due_on, dt.time(*divmod(block.due_at, 60)))
    return PlannedBlock.model_validate(
        {
            "id": str(block.pk),
            "mode": block.mode,
            "title": block.title,
            "start": block.start,
            "minutes": block.minutes,
            "screen": block.screen or None,
            "subject": block.subject or None,
            "purpose": block.purpose or None,
            "groups": [str(pk) for pk in groups],
            "tool": plan_tool(block.tool, block.link),
            "link": block.link,
            "instructions": block.instructions,
            "needs_printing": block.needs_printing,
            "instruction_minutes": block.instruction_minutes,
            "coach_check": block.coach_check,
            "due": due,
            "supports": [(str(group), text) for group, text in block.supports],
            "translations": block.translations,
            "pinned": block.pinned,
        }
    )


def plan_classroom(classroom: Classroom) -> PlannedClassroom:
    """A classroom and its groups as documents state them."""
    return PlannedClassroom(
        id=str(classroom.pk),
        name=classroom.name,
        grades=classroom.grades,
        subjects=classroom.subjects,
        delivery=classroom.delivery,
        groups=tuple(
            PlannedGroup(
                id=str(group.pk),
                name=group.name,
                kind=group.kind,
                within=None if group.within_id is None else str(group.within_id),
            )
            for group in classroom.groups.all()
        ),
    )


def plan_day(
    classroom: Classroom,
    planned_classroom: PlannedClassroom,
    date: dt.date,
    day: SchoolDay | None,
    turn: Turn | None = None,
) -> PlannedDay:
    """The document of a day as drafted; an empty one where nothing was planned."""
    known = {group.id for group in planned_classroom.groups}
    there = None if turn is None else tuple(str(pk) for pk in turn if str(pk) in known)
    blocks: Iterable[Block] = () if day is None else day.standing
    return PlannedDay(
        classroom=planned_classroom,
        date=date,
        kind="regular" if day is None else day.kind,
        opens=classroom.school.opens,
        closes=classroom.school.closes,
        at_school=there,
        blocks=tuple(plan_block(block) for block in blocks),
    )


def spell_document(day: PlannedDay) -> str:
    """A document as the text that is stored; equal days give equal text."""
    return day.model_dump_json(by_alias=True)


def digest_document(text: str) -> str:
    """A short name for a document's text, to see whether two are the same."""
    return hashlib.sha256(text.encode()).hexdigest()


def closed_dates(classroom: Classroom, first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """The dates from first to last on which there is no school, with the reason; weekends too."""
    return list_closed(read_closures(classroom.school, first, last), first, last)


def list_closed(closures: Iterable[Closure], first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """The same of closures that were read already."""
    dates = [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]
    closed = {date: "Weekend" for date in dates if date.weekday() > 4}
    for date, closure in spread_closures(closures, first, last).items():
        closed.setdefault(date, closure.reason)
    return closed


def spread_closures(
    closures: Iterable[Closure], first: dt.date, last: dt.date
) -> dict[dt.date, Closure]:
    """The closure of each closed date from first to last; the earliest where several overlap."""
    spread: dict[dt.date, Closure] = {}
    for closure in closures:
        date = max(first, closure.starts_on)
        while date <= min(last, closure.ends_on):
            spread.setdefault(date, closure)
            date += dt.timedelta(days=1)
    return spread


@lru_cache(maxsize=256)
def _read_policy(document: str, since: dt.date, until: dt.date | None) -> CadencePolicy:
    """A stored policy, in force between the dates of its use: its own dates are history."""
    policy = CadencePolicy.model_validate_json(document)
    in_force = InForce.model_validate({"from": since, "until": until})
    return policy.model_copy(update={"in_force": in_force})


def policies_in_force(
    classroom: Classroom, first: dt.date, last: dt.date
) -> tuple[CadencePolicy, ...]:
    """The policies asked about these dates, each bounded by the dates of its use."""
    return tuple(
        _read_policy(text, since, until)
        for grades, since, until, text in read_policies(classroom.school, first, last)
        if not grades or set(grades) & set(classroom.grades)
    )


def rules_in_force(classroom: Classroom, first: dt.date, last: dt.date) -> RulesInForce:
    """What is asked of a class between two dates, and what is waived; always two queries.

    Whoever judges a class's days takes it from here.
    """
    waivers = tuple(waiver.value for waiver in read_waivers(classroom, first, last))
    return RulesInForce(policies_in_force(classroom, first, last), waivers)


def read_rows(classroom: Classroom, dates: Sequence[dt.date]) -> dict[dt.date, SchoolDay]:
    """The rows of these dates, with their standing blocks and what is published of each (but not
    its text)."""
    return {row.date: row for row in read_days(classroom, min(dates), max(dates))}


def draft_days(
    classroom: Classroom, dates: Sequence[dt.date], rows: Mapping[dt.date, SchoolDay]
) -> tuple[PlannedDay, ...]:
    """The drafted documents of these dates, in order."""
    planned = plan_classroom(classroom)
    turns = read_turns(classroom, dates) if planned.groups else {}
    return tuple(
        plan_day(classroom, planned, date, rows.get(date), turns.get(date)) for date in dates
    )


def published_days(classroom: Classroom, dates: Sequence[dt.date]) -> tuple[PlannedDay, ...]:
    """The published documents of these dates, in order; dates never published are left out."""
    rows = (
        SchoolDay.objects.between(classroom, min(dates), max(dates))
        .filter(published__isnull=False, date__in=dates)
        .select_related("published")
    )
    return tuple(day.published.plan for day in rows if day.published is not None)


def imagine_moved(
    days: Iterable[PlannedDay], block: PlannedBlock, date: dt.date
) -> tuple[PlannedDay, ...]:
    """The days as if this block stood on that date as it says, and nowhere else."""
    imagined = []
    for day in days:
        others = tuple(each for each in day.blocks if each.id != block.id)
        blocks = (*others, block) if day.date == date else others
        imagined.append(day if blocks == day.blocks else day.model_copy(update={"blocks": blocks}))
    return tuple(imagined)


def review_week(
    classroom: Classroom,
    monday: dt.date,
    stage: Stage,
    imagine: Callable[[tuple[PlannedDay, ...]], tuple[PlannedDay, ...]] | None = None,
) -> WeekReview:
    """Judge one week: a draft with every open day in it, or what was published of it.

    With `imagine` it is judged as it would be: with what that makes of its days.
    """
    dates = week_dates(monday)
    closed = closed_dates(classroom, dates[0], dates[-1])
    open_dates = [date for date in dates if date not in closed]
    rows: dict[dt.date, SchoolDay] = {}
    days: tuple[PlannedDay, ...] = ()
    if open_dates and stage == Stage.DRAFT:
        rows = read_rows(classroom, open_dates)
        days = draft_days(classroom, open_dates, rows)
    elif open_dates:
        days = published_days(classroom, open_dates)
    if imagine is not None:
        days = imagine(days)
    rules = rules_in_force(classroom, dates[0], dates[-1])
    return WeekReview(classroom, monday, days, closed, rules, rules.judge(days, closed), rows)
