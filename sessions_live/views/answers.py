"""What the pages about a live session share where the block is none, or no more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from planner.models import Block
from sessions_live.access import NotLive


def is_gone(block: Block) -> bool:
    """Whether the block was taken off its day, or is no live session any more."""
    return block.removed_at is not None or block.mode != "live"


def answer_not_live(request: HttpRequest, other: NotLive) -> HttpResponse:
    """404: the block is there, but it is another kind of block; with the way to its page."""
    return render(request, "sessions_live/not_live.html", {"edited": other.block}, status=404)
