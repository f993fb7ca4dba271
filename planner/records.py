"""What can be proved of any class and date: rules in force, what was published, what was found."""

import datetime as dt
from dataclasses import dataclass

from planner.cadence import Finding
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.words import say_count
from planner.grids import spell_span
from planner.models import (
    Classroom,
    PolicyUse,
    SchoolDay,
    Snapshot,
    Stage,
    Verdict,
    Waiver,
    monday_of,
)
from planner.policy_lists import say_some_grades
from planner.review import closed_dates, rules_in_force
from planner.strips import Strip, draw_strips


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A version of a policy that held for the class on the date."""

    use: PolicyUse
    where: str
    grades: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication of the day: what families saw from then on, and what the rules found."""

    snapshot: Snapshot
    plan: PlannedDay
    strips: tuple[Strip, ...]
    findings: tuple[Finding, ...]
    is_shown: bool
    """Whether it is the one that families see now."""

    @property
    def blocks(self) -> list[tuple[PlannedBlock, str]]:
        """The day's blocks in order, with when they are."""
        placed = [block for block in self.plan.blocks if block.start is not None]
        loose = [block for block in self.plan.blocks if block.start is None]
        ordered = [*sorted(placed, key=lambda block: block.start or 0), *loose]
        return [(block, say_place(block)) for block in ordered]


@dataclass(frozen=True, slots=True)
class DayRecord:
    """Everything on record about a class's day; the newest publication first."""

    classroom: Classroom
    date: dt.date
    closed: str
    rules: tuple[RuleInForce, ...]
    waivers: tuple[tuple[Waiver, bool], ...]
    """Those that were granted for the day, and whether each still counts for it."""
    publications: tuple[Publication, ...]
    week: tuple[Finding, ...]
    judged_at: dt.datetime | None


def read_record(classroom: Classroom, date: dt.date) -> DayRecord:
    """The record of one class and date.

    A publication's findings are made anew, from its document and the versions that hold on the
    date: neither ever changes. A policy that was put in force or ended after the day was
    published counts as its dates say, and so does a waiver.
    """
    day = SchoolDay.objects.between(classroom, date, date).first()
    of_week = Verdict.objects.of_week([classroom], monday_of(date), Stage.PUBLISHED)
    week = of_week.filter(window=Verdict.Window.WEEK).first()
    return DayRecord(
        classroom=classroom,
        date=date,
        closed=closed_dates(classroom, date, date).get(date, ""),
        rules=tuple(list_rules(classroom, date)),
        waivers=tuple(
            (each, date <= each.last) for each in Waiver.objects.touching(classroom, date, date)
        ),
        publications=() if day is None else tuple(list_publications(classroom, day)),
        week=() if week is None else week.judged.findings,
        judged_at=None if week is None else week.judged_at,
    )


def say_place(block: PlannedBlock) -> str:
    """When a block is: "9:00 to 9:30 am", "any time, 20 minutes"."""
    if block.start is None:
        return f"any time, {say_count(block.minutes, 'minute')}"
    return spell_span(block.start, block.start + block.minutes)


def list_rules(classroom: Classroom, date: dt.date) -> list[RuleInForce]:
    """The versions in force for the class on the date, the district's first."""
    uses = PolicyUse.objects.in_force(classroom.school, date, date).select_related(
        "policy__district", "school"
    )
    return [
        RuleInForce(use, str(use.school or use.policy.district), say_some_grades(use.grades))
        for use in uses
        if use.covers(classroom, date)
    ]


def list_publications(classroom: Classroom, day: SchoolDay) -> list[Publication]:
    """Every publication of the day, judged by the versions that hold on its date."""
    rules = rules_in_force(classroom, day.date, day.date)
    snapshots = day.snapshots.select_related("published_by").order_by("-number")
    found = []
    for snapshot in snapshots:
        plan = snapshot.plan
        findings = rules.judge([plan]).of_day(day.date).findings
        is_shown = snapshot.pk == day.published_id
        found.append(Publication(snapshot, plan, draw_strips(plan), findings, is_shown))
    return found
