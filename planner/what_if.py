"""What if: a district's published days under an edited policy, beside the one in force.

Documents are read a few classes at a time and judged as values: no rows become objects, and a
hundred thousand class-days need no more memory than a few hundred.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from django.db.models import Min

from planner.cadence import Policy as CadencePolicy
from planner.cadence import Waiver as CadenceWaiver
from planner.cadence import judge, read_documents
from planner.cadence.documents import spare_collector
from planner.cadence.plan import GRADES, PlannedDay
from planner.cadence.policy import InForce
from planner.models import Classroom, District, PolicyUse, SchoolDay, SchoolYear, Waiver
from planner.review import closed_dates

CLASSES_AT_A_TIME = 20
SHOWN_FIRST = 50
"""So many changed class-days stand on the page; the spreadsheet has them all."""

Span = tuple[dt.date, dt.date]
Fate = Literal["fails", "keeps"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which published days a trial asks: those of these classes, from this date on; and what is
    waived for each class."""

    classrooms: tuple[int, ...]
    first: dt.date
    waivers: Mapping[int, tuple[CadenceWaiver, ...]] = field(default_factory=dict)

    @property
    def published(self) -> Any:
        """The published days in it."""
        return SchoolDay.objects.filter(
            classroom__in=self.classrooms, date__gte=self.first, published__isnull=False
        )

    def count_days(self) -> int:
        """How many class-days that is."""
        return int(self.published.count())


@dataclass(frozen=True, slots=True)
class Change:
    """A class's day (or its week, or longer) that would fare otherwise."""

    classroom: int
    span: Span
    fate: Fate
    rules: tuple[str, ...]

    def spell(self) -> list[Any]:
        """As it is stored."""
        first, last = self.span
        return [self.classroom, first.isoformat(), last.isoformat(), self.fate, list(self.rules)]


@dataclass(slots=True)
class Tally:
    """What a trial adds up to."""

    days: int = 0
    failed_before: int = 0
    fails: int = 0
    keeps: int = 0
    longer_fails: int = 0
    longer_keeps: int = 0
    grades: dict[str, list[int]] = field(default_factory=dict)
    """For each grade: class-days, those that newly fail, those that newly keep every must."""
    rules: dict[str, list[int]] = field(default_factory=dict)
    """For each rule: class-days (or weeks) that newly break it, and that newly keep it."""

    def spell(self) -> dict[str, Any]:
        """As it is stored; grades from the youngest learners on, rules by how much they do."""
        grades = sorted(self.grades.items(), key=lambda item: GRADES.index(item[0]))
        rules = sorted(self.rules.items(), key=lambda item: (-sum(item[1]), item[0]))
        return {
            "days": self.days,
            "failed_before": self.failed_before,
            "fails": self.fails,
            "keeps": self.keeps,
            "longer_fails": self.longer_fails,
            "longer_keeps": self.longer_keeps,
            "grades": [[grade, *counts] for grade, counts in grades],
            "rules": [[rule, *counts] for rule, counts in rules],
        }


Broken = dict[Span, dict[str, str]]
"""The broken rules of each day or longer window: the rule's id and its strength."""


def find_scope(district: District, identifier: str, today: dt.date) -> Scope:
    """The classes that the policy is in force for now or later (all, where it is nowhere), from
    the beginning of the school year on."""
    uses = PolicyUse.objects.filter(policy__district=district, policy__identifier=identifier)
    standing = [use for use in uses if use.until is None or use.until >= today]
    rows = Classroom.objects.filter(school__district=district).order_by("school_id", "pk")
    covered = {
        pk: school
        for pk, school, grades in rows.values_list("pk", "school_id", "grades")
        if not standing or any(is_for(use, school, grades) for use in standing)
    }
    waivers = spread_waivers(Waiver.objects.of_policy(district, identifier), covered)
    return Scope(tuple(covered), find_first_date(district, today), waivers)


def spread_waivers(
    waivers: Iterable[Waiver], classrooms: Mapping[int, int]
) -> dict[int, tuple[CadenceWaiver, ...]]:
    """Which waivers are about each class, given with its school."""
    by_place: dict[tuple[int | None, int | None], tuple[CadenceWaiver, ...]] = {}
    for waiver in waivers:
        place = (waiver.school_id, waiver.classroom_id)
        by_place[place] = (*by_place.get(place, ()), waiver.value)
    return {
        pk: (*by_place.get((school, None), ()), *by_place.get((None, pk), ()))
        for pk, school in classrooms.items()
    }


def is_for(use: PolicyUse, school: int, grades: Sequence[str]) -> bool:
    """Whether a use is about classes of this school and these grades."""
    here = use.school_id is None or use.school_id == school
    return here and (not use.grades or bool(set(use.grades) & set(grades)))


def find_first_date(district: District, today: dt.date) -> dt.date:
    """Where the school year began that today is in; without one, the first planned day."""
    years = SchoolYear.objects.filter(district=district, starts_on__lte=today)
    year = years.order_by("-starts_on").first()
    if year is not None:
        return year.starts_on
    days = SchoolDay.objects.filter(classroom__school__district=district)
    return days.aggregate(first=Min("date"))["first"] or today


def open_always(policy: CadencePolicy) -> CadencePolicy:
    """The policy without dates: a trial asks how it would have been."""
    return policy.model_copy(update={"in_force": InForce()})


def compare(
    scope: Scope, present: CadencePolicy, edited: CadencePolicy, tally: Tally
) -> Iterator[list[Change]]:
    """Judge the scope a few classes at a time, counting into the tally; what changed each time."""
    shared, gone, new = split_rules(open_always(present), open_always(edited))
    closures: dict[int, dict[dt.date, str]] = {}
    for start in range(0, len(scope.classrooms), CLASSES_AT_A_TIME):
        batch = scope.classrooms[start : start + CLASSES_AT_A_TIME]
        changes: list[Change] = []
        with spare_collector():
            for classroom, days, closed in read_classes(scope, batch, closures):
                waivers = scope.waivers.get(classroom, ())
                same = find_broken(days, shared, closed, waivers)
                before = join_broken(same, find_broken(days, gone, closed, waivers))
                after = join_broken(same, find_broken(days, new, closed, waivers))
                changes += count_class(tally, classroom, days, before, after)
        yield changes


def split_rules(
    present: CadencePolicy, edited: CadencePolicy
) -> tuple[CadencePolicy, CadencePolicy, CadencePolicy]:
    """The musts that both have, judged once; the rules of the present alone; the edited alone.

    A should that stays as it is changes nothing that is counted. What holds for a whole policy
    (its dates, what it overrides) is part of each.
    """
    shared = [rule for rule in edited.rules if rule in present.rules]
    if edited.model_copy(update={"rules": present.rules, "version": present.version}) != present:
        shared = []
    gone = [rule for rule in present.rules if rule not in shared]
    new = [rule for rule in edited.rules if rule not in shared]
    return (
        edited.model_copy(update={"rules": tuple(r for r in shared if r.strength == "must")}),
        present.model_copy(update={"rules": tuple(gone)}),
        edited.model_copy(update={"rules": tuple(new)}),
    )


def join_broken(one: Broken, other: Broken) -> Broken:
    """The broken rules of both."""
    return {span: {**one.get(span, {}), **other.get(span, {})} for span in {*one, *other}}


def read_classes(
    scope: Scope, batch: Sequence[int], closures: dict[int, dict[dt.date, str]]
) -> Iterator[tuple[int, list[PlannedDay], Collection[dt.date]]]:
    """The published documents of each class, days without school left out, with those days."""
    rows = scope.published.filter(classroom__in=batch).order_by("classroom_id", "date")
    fields = ("classroom_id", "classroom__school_id", "date", "published__document")
    for classroom, mine in groupby(rows.values_list(*fields), key=lambda row: row[0]):
        listed = list(mine)
        school, last = listed[0][1], listed[-1][2]
        closed = find_closed(closures, classroom, school, scope.first, last)
        documents = (row[3] for row in listed if row[2] not in closed)
        days = list(read_documents(documents))
        if days:
            yield classroom, days, closed


def find_closed(
    known: dict[int, dict[dt.date, str]],
    classroom: int,
    school: int,
    first: dt.date,
    last: dt.date,
) -> dict[dt.date, str]:
    """The school's days without school, read once for all of its classes."""
    closed = known.get(school)
    if closed is None or last > max(closed, default=first):
        room = Classroom.objects.select_related("school").get(pk=classroom)
        until = max(last, first) + dt.timedelta(days=400)
        closed = known[school] = closed_dates(room, first, until)
    return closed


def find_broken(
    days: list[PlannedDay],
    policy: CadencePolicy,
    closed: Collection[dt.date],
    waivers: Sequence[CadenceWaiver],
) -> Broken:
    """The rules that these days break, by day or longer window; what is waived is not broken."""
    broken: Broken = {}
    if not policy.checked_rules:
        return broken
    for finding in judge(days, [policy], closed=closed, waivers=waivers).findings:
        if finding.outcome == "broken" and finding.policy_id == policy.id:
            span = (finding.first_date, finding.last_date)
            broken.setdefault(span, {})[finding.rule_id] = finding.strength
    return broken


def count_class(
    tally: Tally, classroom: int, days: list[PlannedDay], before: Broken, after: Broken
) -> list[Change]:
    """Count one class's days into the tally; those that would fare otherwise are returned."""
    tally.days += len(days)
    tally.failed_before += sum(is_failing(before.get((d.date, d.date), {})) for d in days)
    for grade in days[-1].classroom.grades:
        tally.grades.setdefault(grade, [0, 0, 0])[0] += len(days)
    changes = []
    for span in sorted({*before, *after}):
        was, will = before.get(span, {}), after.get(span, {})
        count_rules(tally, was, will)
        if is_failing(was) != is_failing(will):
            changes.append(describe_change(classroom, span, was, will))
            count_change(tally, changes[-1], days[-1].classroom.grades)
    return changes


def is_failing(rules: dict[str, str]) -> bool:
    """Whether a must is among the broken rules."""
    return "must" in rules.values()


def count_rules(tally: Tally, was: dict[str, str], will: dict[str, str]) -> None:
    """Each rule that is newly broken, or newly kept, musts and shoulds alike."""
    for rule in was.keys() ^ will.keys():
        tally.rules.setdefault(rule, [0, 0])[rule in was] += 1


def describe_change(
    classroom: int, span: Span, was: dict[str, str], will: dict[str, str]
) -> Change:
    """A day that newly fails, with the musts that it would break; or that newly keeps them."""
    fate: Fate = "fails" if is_failing(will) else "keeps"
    worse = will if fate == "fails" else was
    return Change(classroom, span, fate, tuple(r for r, s in worse.items() if s == "must"))


def count_change(tally: Tally, change: Change, grades: Sequence[str]) -> None:
    """Count a changed day for the whole and for its grades; a longer window on its own."""
    fails = change.fate == "fails"
    if change.span[0] != change.span[1]:
        tally.longer_fails += fails
        tally.longer_keeps += not fails
        return
    tally.fails += fails
    tally.keeps += not fails
    for grade in grades:
        tally.grades[grade][1 if fails else 2] += 1
