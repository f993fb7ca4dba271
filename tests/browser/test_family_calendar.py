"""Subscribing to the plan: from the day's page to one's own calendar, on every screen."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS, Look, OpenPage
from tests.browser.hands import measure
from tests.browser.test_family import open_at
from tests.factories import make_feed_token, make_home_feed, make_home_link, make_learner
from tests.planner.families.days import at_clock, make_published_day

pytestmark = pytest.mark.django_db(transaction=True)

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll("main a, main button")]
    .filter((each) => each.checkVisibility())
    .map((each) => [each.textContent.trim(), each.getBoundingClientRect().height])
    .filter(([, height]) => height < 44)"""


@pytest.fixture
def day(time_machine: Any) -> tuple[str, str]:
    """The address of a day at ten past nine, and the token of its class's calendar."""
    time_machine.move_to(at_clock(9, 10), tick=False)
    classroom, token = make_published_day(title="Math")
    return f"/f/{token}/", make_feed_token(classroom)[1]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_of_calendars_looks_right(
    open_page: OpenPage,
    day: tuple[str, str],
    axe: Callable[[Page], None],
    look: Look,
    language: str,
    direction: str,
) -> None:
    page = open_page(look)
    open_at(page, f"{day[0]}{language}/calendar/", at_clock(9, 10))
    expect(page.locator("html")).to_have_attribute("dir", direction)
    assert not measure(page, WIDER)
    assert measure(page, SMALL) == []
    axe(page)


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3]])
def test_a_household_chooses_whether_titles_tell_whose_they_are(
    open_page: OpenPage, axe: Callable[[Page], None], time_machine: Any, look: Look
) -> None:
    time_machine.move_to(at_clock(9, 10), tick=False)
    room = make_published_day(title="Math")[0]
    home = make_learner(room, first_name="Juno").household
    make_learner(room, first_name="Mika", household=home)
    token, day = make_home_feed(home)[1], f"/h/{make_home_link(home)[1]}/"
    page = open_page(look)
    open_at(page, f"{day}uk/", at_clock(9, 10))
    page.get_by_role("link", name="Додати план до свого календаря").click()
    page.get_by_role("link", name="першою літерою").click()
    address = page.get_by_role("textbox")
    expect(address).to_have_value(re.compile(f"/feeds/{token}/uk.ics.initials=1$"))
    assert not measure(page, WIDER)
    assert measure(page, SMALL) == []
    axe(page)


def test_from_the_day_to_an_address_without_tasks_by_keyboard(
    open_page: OpenPage, day: tuple[str, str]
) -> None:
    page = open_page(LOOKS[0], permissions=["clipboard-read", "clipboard-write"])
    open_at(page, day[0], at_clock(9, 10))
    page.get_by_role("link", name="Put the plan in your own calendar").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The plan in your own calendar")
    page.get_by_role("link", name="Sessions only").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sessions only")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/feeds/{day[1]}.ics?tasks=0")
    page.get_by_role("link", name="Go to today").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="In order")).to_be_visible()


def test_without_a_script_the_address_is_there_to_be_copied_by_hand(
    open_page: OpenPage, day: tuple[str, str]
) -> None:
    page = open_page(LOOKS[0], java_script_enabled=False)
    page.goto(f"{day[0]}calendar/")
    expect(page.get_by_role("textbox")).to_have_value(
        f"{page.url.split('/f/')[0]}/feeds/{day[1]}.ics"
    )
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.get_by_role("link", name="Google Calendar")).to_be_visible()
