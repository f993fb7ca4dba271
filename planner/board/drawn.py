"""Boards that were drawn lately, kept as bytes in this process until what they rest on changes."""

import threading
from collections import OrderedDict
from typing import NamedTuple

from planner.board.choices import Choice
from planner.board.reading import Basis, Figures, read_board
from planner.board.table import spell_rows

MOST_BYTES = 48 * 1024 * 1024


class DrawnBoard(NamedTuple):
    """A board's figures and its rows as they are sent."""

    figures: Figures
    row_count: int
    rows: bytes


class DrawnBoards:
    """The last few boards, within a limit of bytes; the one that was asked for longest ago goes.

    Never wrong, only forgetful: the key holds all that the drawing rests on, so a change makes
    another key, and other processes need not be told.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self._kept: OrderedDict[tuple[Basis, Choice], DrawnBoard] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, basis: Basis, choice: Choice) -> DrawnBoard | None:
        """The board as drawn before, if it still is the same."""
        with self._lock:
            drawn = self._kept.get((basis, choice))
            if drawn is not None:
                self._kept.move_to_end((basis, choice))
            return drawn

    def keep(self, basis: Basis, choice: Choice, drawn: DrawnBoard) -> None:
        """Remember a drawn board, and forget as many as it takes."""
        with self._lock:
            if (basis, choice) in self._kept:
                return
            self._kept[basis, choice] = drawn
            self.size += len(drawn.rows)
            while self.size > self.most_bytes:
                _, forgotten = self._kept.popitem(last=False)
                self.size -= len(forgotten.rows)


LATELY_DRAWN = DrawnBoards(MOST_BYTES)


def draw_board(basis: Basis, choice: Choice) -> DrawnBoard:
    """A board's figures and rows; no query where it was drawn before and still is the same."""
    drawn = LATELY_DRAWN.find(basis, choice)
    if drawn is None:
        board = read_board(basis, choice)
        drawn = DrawnBoard(board.figures, len(board.rows), spell_rows(board).encode())
        LATELY_DRAWN.keep(basis, choice, drawn)
    return drawn
