"""What a teacher does while pages are measured: each time something that was not there before."""

import datetime as dt
from itertools import count
from urllib.parse import urlencode

from django.urls import reverse

from planner.models import Block, Change
from planner.services.blocks import change_block
from planner.services.publishing import preview_week, publish_week
from planner.views.week_page import build_week_page
from tests.bench.measure import Environ, make_environ

CSRF = "a" * 32
OPENS, SPAN, STRIDE = 8 * 60, 420, 11
"""A block goes all over the day, and comes back to a place only after as many moves as minutes."""


class Nudge:
    """A teacher moving one block to another place, each time from its newest version, with what
    the page at hand sends along."""

    def __init__(self, week: str, cookies: str) -> None:
        block = Block.objects.filter(
            day__classroom_id=int(week.split("/")[2]), start__isnull=False
        ).first()
        assert block is not None
        page = build_week_page(block.day.classroom, block.day.monday)
        self.shown = {"monday": page.monday, "axis": page.axis_name, "group": ""}
        self.block, self.cookies, self.moves = block, cookies, count(1)

    def __call__(self) -> Environ:
        self.block.refresh_from_db()
        place = OPENS + next(self.moves) * STRIDE % SPAN
        later = place - (self.block.start or 0)
        newest = Change.objects.find_newest(self.block.day.classroom)
        fields = {"later": later, "version": self.block.version, "csrfmiddlewaretoken": CSRF}
        body = urlencode({**self.shown, **fields, "since": newest}).encode()
        address = reverse("planner:move_block", args=[self.block.pk])
        return make_environ(address, self.cookies, body, hx_request="true")


def rename_and_publish(block: Block, title: str, now: dt.datetime) -> None:
    """One block of a published week gets another title, which families then see."""
    block.refresh_from_db()
    day = block.day
    change_block(by=None, block=block, version=block.version, fields={"title": title}, now=now)
    publish_week(
        by=None,
        classroom=day.classroom,
        monday=day.monday,
        versions=preview_week(day.classroom, day.monday).versions,
        confirm_clash=True,
        now=now,
    )
