"""The board as a spreadsheet: a line for each finding, and one for each class-day that has none."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator

from planner.board.choices import Choice, PolicyName
from planner.board.reading import Basis, Board, Cell, Row
from planner.cadence import Finding, verdict_from_json
from planner.cadence.words import DAY_NAMES
from planner.models import School, Stage, Verdict, week_dates

HEADINGS = (
    "School",
    "Class",
    "Grades",
    "Window",
    "Date",
    "Weekday",
    "State",
    "Strength",
    "Outcome",
    "Policy",
    "Rule",
    "Rule in words",
    "Group",
    "Subject",
    "Found",
    "Limit",
    "Unit",
    "In words",
    "Waived because",
)
STATES = {
    "kept": "kept",
    "missed": "kept, suggestions missed",
    "waived": "kept by a waiver",
    "broken": "broken",
    "not_asked": "not asked",
    "unpublished": "not published",
    "closed": "no school",
}
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
"""The last four are the full-width signs, which East Asian spreadsheets take for the plain ones."""
Line = tuple[object, ...]
Findings = dict[tuple[int, str, dt.date], tuple[Finding, ...]]


def make_safe(value: object) -> object:
    """A value that no spreadsheet takes for a formula: text that could begin one gets a quote.

    Spaces before it do not help a formula to hide. Numbers stay numbers.
    """
    if isinstance(value, str) and (
        value.startswith(BEGINS_A_FORMULA) or value.lstrip().startswith(BEGINS_A_FORMULA)
    ):
        return f"'{value}"
    return value


def write_sheet(lines: Iterable[Line]) -> bytes:
    """Lines as CSV. The mark at the front tells Excel that this is UTF-8; others skip it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows([make_safe(value) for value in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def read_findings(basis: Basis, choice: Choice) -> Findings:
    """The findings of a school's week that count under a choice; undecided ones too."""
    verdicts = Verdict.objects.filter(
        classroom__school_id=basis.school_id,
        stage=Stage.PUBLISHED,
        date__gte=basis.monday,
        date__lte=week_dates(basis.monday)[-1],
    ).values_list("classroom_id", "window", "date", "findings")
    return {
        (classroom, window, date): tuple(
            each
            for each in verdict_from_json(text).findings
            if choice.counts(each.policy_id, each.rule_id)
        )
        for classroom, window, date, text in verdicts
    }


def list_lines(school: School, board: Board) -> Iterator[Line]:
    """The board's lines in the order of its rows: each day's, then the week's."""
    findings = read_findings(board.basis, board.choice)
    says = name_rules(board.basis.policies)
    for row in board.rows:
        places = [("day", date) for date in board.basis.dates] + [("week", board.basis.monday)]
        for (window, date), cell in zip(places, (*row.cells, row.week), strict=True):
            judged = cell.state in ("kept", "missed", "waived", "broken")
            found = findings.get((row.classroom_id, window, date), ()) if judged else ()
            start = _begin_line(school, row, window, date, cell)
            yield from _list_cell(start, found, says)


def name_rules(policies: tuple[PolicyName, ...]) -> dict[tuple[str, str], tuple[str, str]]:
    """A rule's policy and sentence, by the ids of both."""
    return {
        (policy.identifier, rule.key.partition("/")[2]): (policy.name, rule.says)
        for policy in policies
        for rule in policy.rules
    }


def _begin_line(school: School, row: Row, window: str, date: dt.date, cell: Cell) -> Line:
    weekday = DAY_NAMES[date.weekday()] if window == "day" else ""
    state = STATES[cell.state]
    return (school.name, row.name, row.about, window, date.isoformat(), weekday, state)


def _list_cell(
    start: Line, found: tuple[Finding, ...], says: dict[tuple[str, str], tuple[str, str]]
) -> Iterator[Line]:
    if not found:
        yield (*start, *[""] * (len(HEADINGS) - len(start)))
    for each in found:
        known = says.get((each.policy_id, each.rule_id), (each.policy_name, ""))
        yield (
            *start,
            each.strength,
            each.outcome,
            each.policy_name or known[0],
            f"{each.policy_id}/{each.rule_id}",
            known[1],
            each.group_name or "",
            each.key or "",
            each.found,
            each.limit,
            each.unit,
            each.text,
            each.waiver,
        )
