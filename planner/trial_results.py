"""What a trial found, in words: the headline, grades, rules, class-days, and a spreadsheet."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.board.sheet import make_safe
from planner.cadence import Policy as CadencePolicy
from planner.cadence.words import say_date, say_day
from planner.models import Classroom, Trial
from planner.policy_lists import describe_rule

HEAD = ("School", "Class", "Grades", "From", "Until", "Would newly", "Rules")


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A class's day, or a longer stretch, that would fare otherwise."""

    classroom: Classroom
    first: dt.date
    last: dt.date
    rules: tuple[str, ...]

    @property
    def when(self) -> str:
        """ "Tuesday 17 November", "the week of 16 November"."""
        if self.first == self.last:
            return f"{say_day(self.first)} {say_date(self.first)}"
        if (self.last - self.first).days == 6:
            return f"the week of {say_date(self.first)}"
        return f"{say_date(self.first)} to {say_date(self.last)}"


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One grade's class-days."""

    grade: str
    days: int
    fails: int
    keeps: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What one rule does."""

    says: str
    breaks: int
    keeps: int


@dataclass(frozen=True, slots=True)
class TrialResult:
    """Everything that a trial's page says of what was found."""

    days: int
    failed_before: int
    fails: int
    keeps: int
    longer_fails: int
    longer_keeps: int
    first: dt.date
    grades: tuple[GradeLine, ...]
    rules: tuple[RuleCount, ...]
    failing: tuple[ChangedDay, ...]
    keeping: tuple[ChangedDay, ...]

    @property
    def fails_after(self) -> int:
        """How many class-days would fail in all."""
        return self.failed_before + self.fails - self.keeps

    @property
    def headline(self) -> str:
        """The answer in a sentence."""
        if not self.days:
            return "Nothing is published yet that could be asked."
        if not (self.fails or self.keeps or self.longer_fails or self.longer_keeps):
            return f"All {self.days:,} class-days would fare as they do now."
        return f"{self.fails:,} of {self.days:,} class-days would newly fail{self.most_in}."

    @property
    def most_in(self) -> str:
        """The grade that bears the most of it, where there is more than one."""
        worst = max(self.grades, key=lambda line: line.fails, default=None)
        if worst is None or not worst.fails or len(self.grades) < 2:
            return ""
        return f", most in grade {worst.grade}"


def read_result(trial: Trial) -> TrialResult | None:
    """What a trial found; None while it has found nothing."""
    found = trial.result
    if found is None:
        return None
    shown = found["shown"]
    rooms = find_rooms([*shown["fails"], *shown["keeps"]])
    names = name_rules(trial)
    return TrialResult(
        days=found["days"],
        failed_before=found["failed_before"],
        fails=found["fails"],
        keeps=found["keeps"],
        longer_fails=found["longer_fails"],
        longer_keeps=found["longer_keeps"],
        first=dt.date.fromisoformat(found["first"]),
        grades=tuple(GradeLine(*line) for line in found["grades"]),
        rules=tuple(RuleCount(names.get(rule, rule), *counts) for rule, *counts in found["rules"]),
        failing=tuple(read_changes(shown["fails"], rooms, names)),
        keeping=tuple(read_changes(shown["keeps"], rooms, names)),
    )


def find_rooms(changes: list[list[Any]]) -> dict[int, Classroom]:
    """The classes that changes are about."""
    wanted = {change[0] for change in changes}
    return Classroom.objects.select_related("school").in_bulk(wanted)


def name_rules(trial: Trial) -> dict[str, str]:
    """Each rule's sentence: as edited, or as it was where it is removed."""
    present = CadencePolicy.model_validate(trial.policy.document)
    rules = [*present.rules, *trial.edited.rules]
    return {rule.id: describe_rule(rule).says for rule in rules}


def read_changes(
    changes: list[list[Any]], rooms: dict[int, Classroom], names: dict[str, str]
) -> Iterator[ChangedDay]:
    """Stored changes; those of classes that are gone are left out."""
    for room, first, last, _, rules in changes:
        if room in rooms:
            told = tuple(names.get(rule, rule) for rule in rules)
            dates = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
            yield ChangedDay(rooms[room], *dates, told)


def write_changes(trial: Trial) -> str:
    """Every class-day that would fare otherwise, as a spreadsheet."""
    changes = json.loads(trial.changes or "[]")
    rooms, names = find_rooms(changes), name_rules(trial)
    out = io.StringIO()
    # Without the mark, spreadsheets read names in the machine's old alphabet.
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for room, first, last, fate, rules in changes:
        if room in rooms:
            classroom = rooms[room]
            told = " | ".join(names.get(rule, rule) for rule in rules)
            about = (classroom.school.name, classroom.name, " ".join(classroom.grades))
            writer.writerow([make_safe(cell) for cell in (*about, first, last, fate, told)])
    return out.getvalue()
