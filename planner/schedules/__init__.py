"""Schedules as people paste them from a spreadsheet or a web page, read into rows of blocks."""

from planner.schedules.kinds import CHOICES
from planner.schedules.lines import LONGEST_SCHEDULE, MOST_ROWS, Line, split_schedule
from planner.schedules.rows import Row, Usual, read_rows

__all__ = [
    "CHOICES",
    "LONGEST_SCHEDULE",
    "MOST_ROWS",
    "Line",
    "Row",
    "Usual",
    "read_rows",
    "split_schedule",
]
