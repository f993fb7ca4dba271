"""What tests by hand share: where things are, a finger that stays down, the way of the keys."""

import datetime as dt
from typing import Any

from playwright.sync_api import Locator, Page

from planner.models import Block


def find_place(block: Block) -> tuple[dt.date, int | None, int]:
    """Date, start and minutes of a block as it is stored."""
    fresh = Block.objects.select_related("day").get(pk=block.pk)
    return fresh.day.date, fresh.start, fresh.minutes


def find_box(found: Locator) -> tuple[float, float, float, float]:
    """Left, top, width and height on the screen."""
    box = found.bounding_box()
    assert box
    return box["x"], box["y"], box["width"], box["height"]


def press_until(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab (or Shift+Tab) until the focus is there, as somebody without a mouse would."""
    for _ in range(200):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by {key}")


class Finger:
    """One finger as the browser feels it; playwright itself only taps."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def feel(self, kind: str, *points: tuple[float, float]) -> None:
        """Touch, move to or leave these points."""
        at = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


def measure(page: Page, script: str) -> Any:
    """What a script says of a page once all of it is there: without its styles nothing fits."""
    page.wait_for_load_state()
    return page.evaluate(script)
