"""Families' pages at twice the size, in colours that the device forces, and without motion."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import LOOKS, OpenPage
from tests.browser.hands import measure
from tests.planner.families.days import at_clock
from tests.planner.families.homes import Home

pytestmark = pytest.mark.django_db(transaction=True)
FITS = "document.documentElement.scrollWidth <= innerWidth"
MOVES = "document.getAnimations().length"
PAGES = ("{l}", "{l}week/", "{l}devices/", "of/{a}/{l}", "of/{a}/{l}week/", "of/{a}/{l}mood/")


@pytest.mark.parametrize("language", ["", "ar/"])
def test_a_phone_at_twice_the_size_needs_no_scrolling_sideways(
    open_page: OpenPage, axe: Callable[[Page], None], time_machine: Any, language: str
) -> None:
    time_machine.move_to(at_clock(8, 55), tick=False)
    home = Home(devices=1, connection="weak")
    page = open_page(LOOKS[0], forced_colors="active", reduced_motion="reduce")
    page.set_viewport_size({"width": 188, "height": 406})
    for name in PAGES:
        page.goto(home.address + name.format(l=language, a=home.ana.pk))
        assert measure(page, FITS), name
        assert measure(page, MOVES) == 0, name
        axe(page)
