"""What the pages about a live session share: two people's versions, and a block that is none."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from planner.models import Block
from sessions_live.access import NotLive


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that two people changed: as it stands, and as this person had it."""

    label: str
    theirs: str
    yours: str


def list_disagreements(told: Iterable[tuple[str, str, str]]) -> list[Disagreement]:
    """Of fields told as label, theirs and yours those that differ in more than white space."""
    return [
        Disagreement(label, theirs, yours)
        for label, theirs, yours in told
        if theirs.split() != yours.split()
    ]


def is_gone(block: Block) -> bool:
    """Whether the block was taken off its day, or is no live session any more."""
    return block.removed_at is not None or block.mode != "live"


def answer_not_live(request: HttpRequest, other: NotLive) -> HttpResponse:
    """404: the block is there, but it is another kind of block; with the way to its page."""
    return render(request, "sessions_live/not_live.html", {"edited": other.block}, status=404)
