"""What tests of blocks held by hand share: where things are, and a finger that stays down."""

import datetime as dt

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


class Finger:
    """One finger as the browser feels it; playwright itself only taps."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def feel(self, kind: str, *points: tuple[float, float]) -> None:
        """Touch, move to or leave these points."""
        at = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
