"""A household's morning: siblings side by side on a phone and a laptop, and its devices told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Household
from tests.browser.conftest import LAPTOP, LOOKS, PHONE, Look, OpenPage
from tests.factories import make_block, make_classroom, make_household
from tests.planner.families.days import at_clock, publish
from tests.planner.families.homes import add_child, find_home_token

pytestmark = pytest.mark.django_db(transaction=True)
CheckPage = Callable[[Page], None]
LINK = "https://meet.example.org/maple"


@pytest.fixture(autouse=True)
def nearly_nine(time_machine: Any) -> None:
    time_machine.move_to(at_clock(8, 55), tick=True)


@pytest.fixture
def household() -> Household:
    """Ana and Ben, both live at nine and at ten one live and one at a task, with one device and a
    weak connection."""
    maple = make_classroom(name="Maple")
    oak = make_classroom(maple.school, name="Oak")
    make_block(maple, title="Math", link=LINK)
    make_block(maple, title="Science", start=600, minutes=45, link=LINK)
    make_block(maple, title="Reading", mode="async", screen="off", start=None)
    words = "Watch first: https://video.example.org/kites"
    make_block(maple, title="Kites", mode="async", screen="off", start=None, instructions=words)
    make_block(oak, title="Art", link=LINK)
    make_block(oak, title="Typing", mode="async", screen="on", start=600)
    publish(maple)
    publish(oak)
    home = make_household(maple, devices=1, connection="weak")
    add_child(home, "Ana", maple)
    add_child(home, "Ben", oak)
    return home


def fits(page: Page) -> bool:
    """Whether nothing sticks out at the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.width}-{look.scheme}")
def test_every_state_of_the_page_is_open_to_everybody(
    open_page: OpenPage, household: Household, axe: CheckPage, look: Look, language: str
) -> None:
    page = open_page(look)
    address = f"/h/{find_home_token(household)}/{language}"
    page.goto(address)
    axe(page)
    for summary in page.locator(".device-clashes summary").all():
        summary.click()
    assert fits(page)
    axe(page)
    small = page.locator("main :is(a, button, summary):visible").evaluate_all(
        "all => all.map(each => [each.textContent, each.getBoundingClientRect().height])"
        ".filter(([, height]) => height < 44)"
    )
    assert small == []
    page.goto(f"{address}devices/")
    assert fits(page)
    axe(page)


def test_on_a_laptop_each_sibling_has_a_column_and_on_a_phone_all_share_one_list(
    open_page: OpenPage, household: Household
) -> None:
    address = f"/h/{find_home_token(household)}/"

    def place(page: Page, title: str) -> dict[str, float]:
        box = page.locator(".time-list .item", has_text=title).bounding_box()
        assert box is not None
        return {"x": box["x"], "y": box["y"], "width": box["width"]}

    laptop = open_page(Look(*LAPTOP, "light"))
    laptop.goto(address)
    math, art, science = (place(laptop, title) for title in ("Math", "Art", "Science"))
    assert math["y"] == art["y"]
    assert math["x"] + math["width"] < art["x"]
    assert math["x"] == science["x"]
    phone = open_page(Look(*PHONE, "light"))
    phone.goto(address)
    math, art, science = (place(phone, title) for title in ("Math", "Art", "Science"))
    assert math["x"] == art["x"] == science["x"]
    assert math["y"] < art["y"] < science["y"]
    expect(phone.locator(".time-list .child-of").first).to_be_visible()


def test_in_arabic_the_first_column_stands_on_the_right(
    open_page: OpenPage, household: Household
) -> None:
    page = open_page(Look(*LAPTOP, "light"))
    page.goto(f"/h/{find_home_token(household)}/ar/")
    math = page.locator(".time-list .item", has_text="Math").bounding_box()
    art = page.locator(".time-list .item", has_text="Art").bounding_box()
    assert math is not None
    assert art is not None
    assert math["x"] > art["x"]


def test_a_family_joins_reads_what_can_move_and_opens_one_childs_day(
    open_page: OpenPage, household: Household
) -> None:
    page = open_page(Look(*PHONE, "light"))
    page.goto(f"/h/{find_home_token(household)}/")
    expect(page.get_by_role("link", name="Join Math, Ana")).to_have_attribute("href", LINK)
    expect(page.get_by_role("link", name="Join Science")).to_have_count(0)
    told = page.locator(".device-clashes.note-notice")
    expect(told).to_contain_text("9:00 am10:00 am")
    told.locator("summary").click()
    expect(told).to_contain_text("Ben: Typing can be done at any time after 10:45 am.")
    page.get_by_role("link", name="Ana", exact=True).click()
    expect(page.get_by_role("heading", name="Science").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/of/\d+/$"))


def test_without_javascript_a_household_tells_of_its_devices_and_takes_it_back(
    open_page: OpenPage, household: Household
) -> None:
    page = open_page(Look(*PHONE, "light"), java_script_enabled=False)
    page.goto(f"/h/{find_home_token(household)}/")
    expect(page.locator(".device-clashes.note-notice")).to_have_count(1)
    page.get_by_role("link", name="Change what you told us").click()
    page.get_by_label("How many devices").select_option("2")
    page.get_by_label("It often breaks off").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved. Thank you.")
    page.get_by_role("link", name="Back to the day").click()
    expect(page.locator(".device-clashes.note-notice")).to_have_count(0)
    page.get_by_role("link", name="Change what you told us").click()
    page.get_by_role("button", name="Forget what we told").click()
    expect(page.get_by_role("status")).to_have_text("Saved: we know nothing about your devices.")
    expect(page.get_by_role("button", name="Forget what we told")).to_have_count(0)
    household.refresh_from_db()
    assert (household.devices, household.connection) == (None, "")


def test_the_page_opens_without_a_network_after_one_visit(
    open_page: OpenPage, household: Household
) -> None:
    page = open_page(Look(*PHONE, "light"))
    page.goto(f"/h/{find_home_token(household)}/")
    expect(page.locator("[data-kept]")).to_be_visible()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.get_by_role("heading", name="Art")).to_be_visible()
    page.get_by_role("link", name="Ben", exact=True).click()
    expect(page.get_by_role("heading", name="Typing").first).to_be_visible()
