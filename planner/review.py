"""From rows to documents, and from documents to verdicts: reading and judging, never writing."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from planner.cadence import Finding, Verdict, judge
from planner.cadence import Policy as CadencePolicy
from planner.cadence.plan import (
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
)
from planner.cadence.policy import InForce
from planner.cadence.words import say_count
from planner.models import Block, Classroom, Closure, PolicyUse, SchoolDay, Stage, Tool, week_dates


@dataclass(frozen=True, slots=True)
class WeekReview:
    """One classroom's week at one stage: its documents, its closed dates, what the engine says."""

    classroom: Classroom
    monday: dt.date
    days: tuple[PlannedDay, ...]
    closed: dict[dt.date, str]
    policies: tuple[CadencePolicy, ...]
    verdict: Verdict

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
    if not broken:
        return "Keeps every rule"
    if worst == "should":
        return f"All musts kept, {say_count(len(broken), 'suggestion')}"
    return spell_amiss(broken[0]) + (f", and {len(broken) - 1} more" if len(broken) > 1 else "")


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


def plan_block(block: Block) -> PlannedBlock:
    """A block as documents state it; its groups and tool must have been fetched."""
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
            "groups": [str(group.pk) for group in block.groups.all()],
            "tool": plan_tool(block.tool, block.link),
            "link": block.link,
            "instructions": block.instructions,
            "needs_printing": block.needs_printing,
            "instruction_minutes": block.instruction_minutes,
            "coach_check": block.coach_check,
            "due": due,
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
    classroom: Classroom, planned_classroom: PlannedClassroom, date: dt.date, day: SchoolDay | None
) -> PlannedDay:
    """The document of a day as drafted; an empty one where nothing was planned."""
    blocks: Iterable[Block] = () if day is None else day.standing
    return PlannedDay(
        classroom=planned_classroom,
        date=date,
        kind="regular" if day is None else day.kind,
        opens=classroom.school.opens,
        closes=classroom.school.closes,
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
    dates = [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]
    closed = {date: "Weekend" for date in dates if date.weekday() > 4}
    closures = Closure.objects.touching(classroom.school, first, last)
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
    found = []
    for use in PolicyUse.objects.in_force(classroom.school, first, last):
        if not use.grades or set(use.grades) & set(classroom.grades):
            document = json.dumps(use.policy.document, sort_keys=True)
            found.append(_read_policy(document, use.since, use.until))
    return tuple(found)


def draft_days(classroom: Classroom, dates: Sequence[dt.date]) -> tuple[PlannedDay, ...]:
    """The drafted documents of these dates, in order."""
    rows = {
        day.date: day
        for day in SchoolDay.objects.between(classroom, min(dates), max(dates)).with_blocks()
    }
    planned = plan_classroom(classroom)
    return tuple(plan_day(classroom, planned, date, rows.get(date)) for date in dates)


def published_days(classroom: Classroom, dates: Sequence[dt.date]) -> tuple[PlannedDay, ...]:
    """The published documents of these dates, in order; dates never published are left out."""
    rows = (
        SchoolDay.objects.between(classroom, min(dates), max(dates))
        .filter(published__isnull=False, date__in=dates)
        .select_related("published")
    )
    return tuple(day.published.plan for day in rows if day.published is not None)


def review_week(classroom: Classroom, monday: dt.date, stage: Stage) -> WeekReview:
    """Judge one week: a draft with every open day in it, or what was published of it."""
    dates = week_dates(monday)
    closed = closed_dates(classroom, dates[0], dates[-1])
    open_dates = [date for date in dates if date not in closed]
    read = draft_days if stage == Stage.DRAFT else published_days
    days = read(classroom, open_dates) if open_dates else ()
    policies = policies_in_force(classroom, dates[0], dates[-1])
    verdict = judge(days, policies, closed=closed)
    return WeekReview(classroom, monday, days, closed, policies, verdict)
