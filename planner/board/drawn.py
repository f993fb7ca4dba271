"""Boards that were drawn lately, kept as bytes in this process until what they rest on changes."""

import threading
from collections import OrderedDict
from typing import NamedTuple

from planner.board.choices import Choice
from planner.board.reading import Basis

MOST_BYTES = 48 * 1024 * 1024


class Key(NamedTuple):
    """All that a drawing depends on."""

    basis: Basis
    choice: Choice
    language: str


class DrawnBoard(NamedTuple):
    """A board as it is sent: the form to choose with, how much is shown, the figures and rows."""

    form: bytes
    shown: bytes
    results: bytes

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.form) + len(self.shown) + len(self.results)


class DrawnBoards:
    """The last few boards, within a limit of bytes; the one that was asked for longest ago goes.

    Never wrong, only forgetful: the key holds all that the drawing rests on, so a change makes
    another key, and other processes need not be told.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self._kept: OrderedDict[Key, DrawnBoard] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: Key) -> DrawnBoard | None:
        """The board as drawn before, if it still is the same."""
        with self._lock:
            drawn = self._kept.get(key)
            if drawn is not None:
                self._kept.move_to_end(key)
            return drawn

    def keep(self, key: Key, drawn: DrawnBoard) -> None:
        """Remember a drawn board, and forget as many as it takes."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = drawn
            self.size += drawn.size
            while self.size > self.most_bytes:
                _, forgotten = self._kept.popitem(last=False)
                self.size -= forgotten.size


LATELY_DRAWN = DrawnBoards(MOST_BYTES)
