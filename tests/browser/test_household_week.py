"""A household's week on a phone, on a laptop, and on one sheet of paper."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Household
from tests.browser.conftest import LAPTOP, LOOKS, PHONE, Look, OpenPage
from tests.browser.hands import measure, press_until
from tests.browser.test_letters import count_pages
from tests.factories import MONDAY, make_block, make_classroom, make_household
from tests.planner.families.days import at_clock, publish
from tests.planner.families.homes import add_child, find_home_token

pytestmark = pytest.mark.django_db(transaction=True)
FITS = "document.documentElement.scrollWidth <= innerWidth"
LESSONS = (
    *(("Morning meeting", 540), ("Math lesson", 570), ("Math on your own", 600)),
    *(("Science together", 630), ("Science drawing", 660), ("Reading time", 690)),
    *(("Lunch and family time", 720), ("Language arts lesson", 750), ("Music", 780)),
    *(("Special: art, music or movement", 810), ("Small groups or own work", 840)),
    ("Closing circle", 900),
)


@pytest.fixture
def address(time_machine: Any) -> str:
    """Three siblings in two classes, with a full week and one device."""
    time_machine.move_to(at_clock(8, 55), tick=False)
    maple = make_classroom(name="Maple")
    oak = make_classroom(maple.school, name="Oak")
    for room in (maple, oak):
        for day in range(5):
            date = MONDAY.replace(day=MONDAY.day + day)
            for title, start in LESSONS:
                make_block(room, date, title=title, start=start, link="https://meet.example.org/")
            make_block(room, date, title="Leaf hunt", mode="async", screen="off", start=None)
        publish(room)
    home: Household = make_household(maple, devices=1)
    for name, room in (("Ana", maple), ("Ben", oak), ("Cleo", oak)):
        add_child(home, name, room)
    return f"/h/{find_home_token(home)}/"


def look_at(page: Page, name: str) -> None:
    """Keep a picture where somebody asks for pictures."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.width}-{look.scheme}")
def test_nothing_on_it_keeps_a_family_out(
    open_page: OpenPage, address: str, axe: Callable[[Page], None], look: Look, language: str
) -> None:
    page = open_page(look)
    page.goto(f"{address}{language}week/")
    axe(page)
    assert measure(page, FITS)
    small = page.locator("main a:visible").evaluate_all(
        "all => all.map(each => [each.textContent, each.getBoundingClientRect().height])"
        ".filter(([, height]) => height < 44)"
    )
    assert small == []
    look_at(page, f"household-week-{language[:2]}-{look.width}-{look.scheme}")


def test_by_keyboard_from_the_day_to_the_week_and_on_to_one_child(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(Look(*PHONE, "light"))
    page.goto(f"{address}es/")
    press_until(page, "a[href*='/week/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Semana del 16 de noviembre")
    press_until(page, ".child-choices a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/of/\d+/es/week/"))
    expect(page.locator(".learner-name")).to_have_text("Ana")


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize("rest", ["", "week/"])
def test_a_full_day_or_week_of_three_is_one_sheet_of_paper(
    open_page: OpenPage, address: str, language: str, rest: str
) -> None:
    page = open_page(Look(*LAPTOP, "light"))
    page.goto(f"{address}{language}{rest}")
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    look_at(page, f"household-paper-{language[:2]}-{rest[:4]}")
    assert [count_pages(page, paper) for paper in ("A4", "Letter")] == [1, 1]
    expect(page.locator(".child-mark:visible").first).to_be_visible()
