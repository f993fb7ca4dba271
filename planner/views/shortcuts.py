"""The list of keyboard shortcuts on the week: said here once, for the page and for its dialog."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys, each with its alternatives, and what they do."""

    keys: tuple[str, ...]
    does: str


SHORTCUTS: dict[str, tuple[Shortcut, ...]] = {
    "With the focus on a block": (
        Shortcut(("↑", "↓"), "5 minutes earlier or later"),
        Shortcut(("Shift ↑", "Shift ↓"), "15 minutes earlier or later"),
        Shortcut(("←", "→"), "To the day before or after"),
        Shortcut(("Alt ↑", "Alt ↓"), "5 minutes shorter or longer, with Shift 15"),
        Shortcut(("Enter",), "Open the block, or put it down where you have moved it"),
        Shortcut(("Esc",), "Take the move back before it is saved"),
        Shortcut(("M",), "Move it by day, time and minutes"),
        Shortcut(("Delete",), "Take it off the day"),
    ),
    "Anywhere on the week": (
        Shortcut(("Tab", "Shift Tab"), "To the next or previous block, by day and time"),
        Shortcut(("Ctrl Z",), "Undo; on a Mac with Cmd instead of Ctrl, here and below"),
        Shortcut(("Ctrl Shift Z", "Ctrl Y"), "Redo"),
        Shortcut(("?",), "Show this list"),
    ),
    "Several blocks": (
        Shortcut(("Space", "Ctrl click"), "Select the block, or leave it out again"),
        Shortcut(("Shift Space", "Shift click"), "Select all from the last one to this one"),
        Shortcut(("Delete",), "Take the selected blocks off, with the focus on one of them"),
        Shortcut(("Esc",), "Select nothing any more"),
    ),
}


@require_safe
def show_shortcuts(request: HttpRequest) -> HttpResponse:
    """The list as a page of its own."""
    return render(request, "planner/shortcuts.html", {"shortcuts": SHORTCUTS})


@require_safe
def show_shortcuts_panel(request: HttpRequest) -> HttpResponse:
    """The list as a dialog over the week."""
    return render(request, "planner/_shortcuts.html", {"shortcuts": SHORTCUTS})
