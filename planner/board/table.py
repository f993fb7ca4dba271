"""The board's rows as markup.

Written here and not by a template: a row has a cell for each day, and two and a half thousand
cells cost a template ten times as long as all the rest of the page. Everything that a person
typed is escaped; strips were escaped when they were drawn.
"""

import datetime as dt
from html import escape

from django.templatetags.static import static
from django.urls import reverse

from planner.board.reading import Board, Cell, Row

MARKS = {
    "kept": ("kept", "check"),
    "missed": ("should", "should"),
    "waived": ("waived", "check"),
    "broken": ("must", "must"),
    "not_asked": ("empty", "unsure"),
    "unpublished": ("empty", "unsure"),
    "closed": ("empty", "calendar"),
}


def say_count(count: int, noun: str) -> str:
    """A number and its noun: "1 rule", "2 rules"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def say_cell(cell: Cell, rule_chosen: bool = False) -> str:
    """How a cell stands, in a few words."""
    if cell.state == "broken":
        return f"Breaks {say_count(cell.musts, 'rule')}"
    if cell.state == "missed":
        return "Not followed" if rule_chosen else f"Kept, {say_count(cell.shoulds, 'suggestion')}"
    if cell.state == "waived":
        return "Kept by a waiver"
    words = {
        "kept": "Kept",
        "not_asked": "Not asked here",
        "unpublished": "Not published",
        "closed": "No school",
    }
    return words[cell.state]


class CellMarks(dict[tuple[str, int, int], str]):
    """The mark and words under a strip; the same few again and again, each spelled once."""

    def __init__(self, rule_chosen: bool) -> None:
        super().__init__()
        self.rule_chosen = rule_chosen
        self.sprite = static("icons/icons.svg")

    def __missing__(self, key: tuple[str, int, int]) -> str:
        cell = Cell(*key)  # type: ignore[arg-type]
        kind, icon = MARKS[cell.state]
        mark = f'<svg class="icon" aria-hidden="true"><use href="{self.sprite}#{icon}"/></svg>'
        words = say_cell(cell, self.rule_chosen)
        text = self[key] = f'<span class="verdict verdict-{kind}">{mark}{words}</span>'
        return text


def spell_rows(board: Board) -> str:
    """All rows of the board's table."""
    marks = CellMarks(bool(board.choice.rule))
    ends = [split_address(board, date) for date in board.basis.dates]
    return "".join([_spell_row(row, marks, ends) for row in board.rows])


def split_address(board: Board, date: dt.date) -> tuple[str, str]:
    """What stands before and after a class's number in the address of its day on this date."""
    address = reverse(
        "planner:board_day", args=[board.basis.school_id, board.basis.monday, 0, date]
    )
    start, _, end = address.rpartition("/0/")
    return f"{start}/", f"/{end}{escape(board.choice.query)}"


def _spell_row(row: Row, marks: CellMarks, ends: list[tuple[str, str]]) -> str:
    cells, first_open = [], ""
    for cell, (start, end) in zip(row.cells, ends, strict=True):
        mark = marks[cell[:3]]
        if cell.strip:
            address = f"{start}{row.classroom_id}{end}"
            first_open = first_open or address
            cells.append(f'<td><a class="cell" href="{address}">{cell.strip}{mark}</a></td>')
        else:
            cells.append(f'<td><span class="cell-bare">{mark}</span></td>')
    week = marks[row.week[:3]]
    if first_open:
        week = f'<a class="cell cell-week" href="{first_open}#week">{week}</a>'
    else:
        week = f'<span class="cell-bare">{week}</span>'
    return (
        f'<tr><th scope="row"><span dir="auto">{escape(row.name)}</span>'
        f'<span class="soft">{row.about}</span></th>{"".join(cells)}<td>{week}</td></tr>'
    )
