"""Sets of tasks: a list in order that is spread over days, and work that learners lead themselves.

Pure values: lines read into pieces, pieces shared out to days, and what families read about each.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planner.cadence.shorthand import ShorthandBlock, ShorthandError, parse_block_line

NOT_YET = "if not yet:"
MOST_PIECES = 30


class PieceError(ValueError):
    """A line of a playlist that cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One task of a playlist, and what comes first for those whose check isn't there yet."""

    block: ShorthandBlock
    branch: str = ""


def read_pieces(text: str, subjects: Collection[str]) -> tuple[Piece, ...]:
    """The tasks of a playlist, one a line as "Read chapter 3 20 offline"; a line "if not yet: …"
    is a branch of the task above it. Raises PieceError."""
    pieces: list[Piece] = []
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        if line.casefold().startswith(NOT_YET):
            if not pieces or pieces[-1].branch:
                raise PieceError(f"Line {number}: a branch stands below the task that it is for.")
            pieces[-1] = replace(pieces[-1], branch=line[len(NOT_YET) :].strip())
            continue
        try:
            block = parse_block_line(f"any time {line}", subjects)
        except ShorthandError as error:
            raise PieceError(f"Line {number}: {error}") from error
        pieces.append(Piece(block))
    if not 2 <= len(pieces) <= MOST_PIECES:
        raise PieceError(f"A playlist has 2 to {MOST_PIECES} tasks.")
    return tuple(pieces)


def spread_pieces(minutes: Sequence[int], days: int) -> tuple[int, ...]:
    """For each task in order the place of its day, so that the days hold about as much."""
    total, before, places = sum(minutes), 0, []
    for each in minutes:
        places.append(min(days - 1, (2 * before + each) * days // (2 * total)))
        before += each
    return tuple(places)


def spell_piece(name: str, pieces: Sequence[Piece], place: int) -> tuple[str, ...]:
    """What families read about a task of a playlist: its part, its branch, what comes after it."""
    steps = [f"Part {place + 1} of {len(pieces)}: {name}"]
    if pieces[place].branch:
        steps.append(f"Not there yet? First: {pieces[place].branch}")
    if place + 1 < len(pieces):
        steps.append(f"Then go on with: {pieces[place + 1].block.title}")
    return tuple(steps)
