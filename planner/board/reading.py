"""A school's week as its board shows it: a row per class, a cell per day, and what they add up to.

Five hundred classes are read in hundredths of a second, because strips were drawn when they were
judged and nothing is made twice: the few lists of broken rules that come again and again are
counted once each, and cells are plain tuples.
"""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from planner.board.choices import (
    Choice,
    PolicyName,
    find_policy_names,
    find_rule,
    order_grades,
    say_grades,
)
from planner.models import Classroom, Closure, School, Stage, Verdict, week_dates

State = Literal["broken", "missed", "waived", "kept", "not_asked", "unpublished", "closed"]


class Cell(NamedTuple):
    """One class-day (or class-week): how it stands, how many rules it breaks, its drawn strip."""

    state: State
    musts: int = 0
    shoulds: int = 0
    strip: str = ""


class Row(NamedTuple):
    """One class: a cell for each date of the week, and one for the week as a whole."""

    classroom_id: int
    name: str
    about: str
    cells: tuple[Cell, ...]
    week: Cell


class BrokenRules(NamedTuple):
    """The rules that a verdict breaks and that count under a choice."""

    musts: int
    shoulds: int
    keys: tuple[tuple[str, str], ...]


class RuleCounts(dict[str, BrokenRules]):
    """Stored lists of broken rules, each read and counted once."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice

    def __missing__(self, text: str) -> BrokenRules:
        counted = [rule for rule in json.loads(text) if self.choice.counts(rule[0], rule[1])]
        musts = sum(strength == "must" for _, _, strength in counted)
        keys = tuple((f"{policy}/{rule}", strength) for policy, rule, strength in counted)
        found = self[text] = BrokenRules(musts, len(counted) - musts, keys)
        return found


class PolicyAsked(dict[str, bool]):
    """Stored lists of policies: whether the one that a choice is about was among those asked."""

    def __init__(self, policy: str) -> None:
        super().__init__()
        self.policy = policy

    def __missing__(self, text: str) -> bool:
        asked = not self.policy or any(name == self.policy for name, _ in json.loads(text))
        self[text] = asked
        return asked


@dataclass(slots=True)
class Figures:
    """What a board's rows add up to. Only published class-days count, and only those asked."""

    kept: int = 0
    waived: int = 0
    """Of those that are kept: how many only a waiver lets keep it."""
    counted: int = 0
    unpublished: int = 0
    days: Counter[tuple[str, str]] = field(default_factory=Counter)
    weeks: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def percent(self) -> int:
        """The share that is kept, rounded down: 99.9 is not all."""
        return 100 * self.kept // self.counted if self.counted else 0

    @property
    def broken(self) -> int:
        """Class-days that break something that counts."""
        return self.counted - self.kept


Listed = tuple[int, str, str, str]
"""A class as it is listed: its key, its name, its grades as stored, the stamp of its last judging.
As the database hands it over: five hundred are compared at every look."""


@dataclass(frozen=True, slots=True)
class Basis:
    """All that a school's board for a week rests on, except the verdicts, whose stamps it has.

    Two equal bases make equal boards: a stamp changes whenever a verdict does.
    """

    school_id: int
    monday: dt.date
    closures: tuple[tuple[dt.date, str], ...]
    policies: tuple[PolicyName, ...]
    classes: tuple[Listed, ...]

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The week's five dates."""
        return week_dates(self.monday)

    @property
    def closed(self) -> dict[dt.date, str]:
        """Dates without school, with the reason."""
        return dict(self.closures)

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades that are taught."""
        lists = {grades for _, _, grades, _ in self.classes}
        return order_grades(grade for text in lists for grade in json.loads(text))


@dataclass(frozen=True, slots=True)
class Board:
    """One school's week under a choice."""

    basis: Basis
    choice: Choice
    rows: tuple[Row, ...]
    figures: Figures


def read_basis(school: School, monday: dt.date) -> Basis:
    """What a board rests on; always three queries."""
    dates = week_dates(monday)
    # As text: five hundred lists of grades are the same few, and each is read once.
    classes = Classroom.objects.filter(school=school).annotate(text=Cast("grades", TextField()))
    return Basis(
        school_id=school.pk,
        monday=monday,
        closures=tuple(find_closed(school, dates).items()),
        policies=find_policy_names(school, dates[0], dates[-1]),
        classes=tuple(classes.values_list("pk", "name", "text", "judged_stamp")),
    )


def is_kept(state: State, choice: Choice) -> bool:
    """Whether a judged cell keeps what is asked: every must, or the one rule that was chosen."""
    return state in ("kept", "waived") or (state == "missed" and not choice.rule)


def find_state(broken: BrokenRules, is_waived: bool = False) -> State:
    """How a judged day stands; "waived" where only a waiver lets it keep what is asked."""
    if broken.musts:
        return "broken"
    if is_waived:
        return "waived"
    return "missed" if broken.shoulds else "kept"


def find_closed(school: School, dates: tuple[dt.date, ...]) -> dict[dt.date, str]:
    """Dates without school, with the reason."""
    closed: dict[dt.date, str] = {}
    for closure in Closure.objects.touching(school, dates[0], dates[-1]):
        for date in dates:
            if closure.starts_on <= date <= closure.ends_on:
                closed.setdefault(date, closure.reason)
    return closed


Stored = tuple[str, str, str, str]
"""Of a verdict: broken rules, waived rules, policies asked, strip."""
Judged = dict[int, dict[dt.date | None, Stored]]
"""By class, then by date (None: the week)."""


def read_verdicts(school_id: int, monday: dt.date) -> Judged:
    """The published verdicts of a school's week as they are stored."""
    rows = Verdict.objects.filter(
        classroom__school_id=school_id,
        stage=Stage.PUBLISHED,
        date__gte=monday,
        date__lte=week_dates(monday)[-1],
    ).values_list(
        "classroom_id", "window", "date", "broken_rules", "waived_rules", "rules_in_force", "cell"
    )
    found: Judged = {}
    for classroom_id, window, date, broken, waived, asked, strip in rows.iterator(chunk_size=4000):
        key = date if window == "day" else None
        found.setdefault(classroom_id, {})[key] = (broken, waived, asked, strip)
    return found


class _Reckoner:
    """Turns what is stored into cells, and adds up as it goes."""

    def __init__(self, basis: Basis, choice: Choice) -> None:
        self.choice = choice
        self.closed = basis.closed
        rule = find_rule(basis.policies, choice)
        self.asked_days = {date for date in basis.dates if rule is None or rule.asks_on(date)}
        self.asks_week = rule is None or rule.is_weekly
        self.figures = Figures()
        self.broken = RuleCounts(choice)
        self.asked = PolicyAsked(choice.asked_policy)
        self.day_texts: Counter[str] = Counter()

    def is_waived(self, text: str) -> bool:
        """Whether a waiver lets it miss a must, or the one rule that was chosen."""
        waived = self.broken[text]
        return bool(waived.musts or (self.choice.rule and waived.shoulds))

    def reckon_day(self, date: dt.date, stored: Stored | None) -> Cell:
        """The cell of a date."""
        if date in self.closed:
            return CLOSED
        if stored is None:
            self.figures.unpublished += 1
            return UNPUBLISHED
        text, waived, policies, strip = stored
        if date not in self.asked_days or not self.asked[policies]:
            return Cell("not_asked", 0, 0, strip)
        broken = self.broken[text]
        state = find_state(broken, self.is_waived(waived))
        self.figures.counted += 1
        self.figures.waived += state == "waived"
        self.figures.kept += is_kept(state, self.choice)
        self.day_texts[text] += 1
        return Cell(state, broken.musts, broken.shoulds, strip)

    def reckon_week(self, stored: Stored | None) -> Cell:
        """The cell of the week as a whole."""
        if stored is None:
            return UNPUBLISHED
        text, waived, policies, _ = stored
        if not self.asks_week or not self.asked[policies]:
            return NOT_ASKED
        broken = self.broken[text]
        self.figures.weeks.update(broken.keys)
        state = find_state(broken, self.is_waived(waived))
        return Cell(state, broken.musts, broken.shoulds)

    def add_up(self) -> Figures:
        """The figures, with the rules that days break counted."""
        for text, count in self.day_texts.items():
            for key in self.broken[text].keys:
                self.figures.days[key] += count
        return self.figures


CLOSED, UNPUBLISHED, NOT_ASKED = Cell("closed"), Cell("unpublished"), Cell("not_asked")


def weigh_row(row: Row) -> tuple[int, int, int]:
    """The more musts, then shoulds, then unpublished days, the worse; the worst sorts first."""
    cells = (*row.cells, row.week)
    musts = sum([cell.musts for cell in cells])
    shoulds = sum([cell.shoulds for cell in cells])
    return -musts, -shoulds, -sum([cell is UNPUBLISHED for cell in cells])


def is_shown(row: Row, choice: Choice) -> bool:
    """Whether a row has what is to be shown alone: what is waived, or broken; a should is that
    when it was chosen itself."""
    broken = ("broken", "missed") if choice.rule else ("broken",)
    wanted = ("waived",) if choice.only == "waived" else broken
    return any(cell.state in wanted for cell in (*row.cells, row.week))


def read_board(basis: Basis, choice: Choice) -> Board:
    """A school's week under a choice; one query, however many classes there are.

    The figures are about all classes of the chosen grade; "broken only" hides rows, no figures.
    """
    reckoner = _Reckoner(basis, choice)
    rows = _make_rows(basis, choice, reckoner)
    if choice.only:
        rows = [row for row in rows if is_shown(row, choice)]
    if choice.sort != "name":
        rows.sort(key=weigh_row)
    return Board(basis, choice, tuple(rows), reckoner.add_up())


def _make_rows(basis: Basis, choice: Choice, reckoner: _Reckoner) -> list[Row]:
    judged, dates = read_verdicts(basis.school_id, basis.monday), basis.dates
    grades = {text: json.loads(text) for text in {grades for _, _, grades, _ in basis.classes}}
    about = {text: say_grades(of) for text, of in grades.items()}
    rows = []
    for pk, name, text, _ in basis.classes:
        if choice.grade and choice.grade not in grades[text]:
            continue
        stored = judged.get(pk, {})
        cells = tuple([reckoner.reckon_day(date, stored.get(date)) for date in dates])
        rows.append(Row(pk, name, about[text], cells, reckoner.reckon_week(stored.get(None))))
    return rows
