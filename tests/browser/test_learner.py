"""A learner's page on a phone: ticks at once, with and without a network, in two languages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Learner, Mark
from tests.browser.conftest import LOOKS, OpenPage
from tests.factories import make_block, make_classroom, make_home_link, make_learner
from tests.planner.families.days import TUESDAY, at_clock, publish

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
Axe = Callable[[Page], None]


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine: Any) -> None:
    """The server's clock stands at ten past nine, on Monday in New York."""
    time_machine.move_to(at_clock(9, 10), tick=False)


@pytest.fixture
def learner() -> Learner:
    """Juno, with a meeting, two tasks and a check for an adult today, and a task tomorrow."""
    classroom = make_classroom(name="Maple room")
    any_time: dict[str, Any] = {"mode": "async", "screen": "off", "start": None}
    make_block(classroom, title="Math", link="https://meet.example.org/maple")
    make_block(classroom, title="Reading", coach_check="Ask what it was about.", **any_time)
    make_block(classroom, title="Kites", **any_time)
    make_block(classroom, TUESDAY, title="Boats", **any_time)
    publish(classroom)
    return make_learner(classroom)


def find_address(learner: Learner, language: str = "") -> str:
    return f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/{language}"


def visit(page: Page, address: str) -> None:
    """Open a page and wait until it is kept."""
    page.goto(address)
    expect(page.locator("[data-kept]")).to_be_visible()
    page.wait_for_load_state("networkidle")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def expect_pressed(page: Page, name: str, pressed: bool = True) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_have_attribute("aria-pressed", str(pressed).lower())


def list_marks() -> list[tuple[str, str, bool]]:
    """What has arrived, in order."""
    return list(Mark.objects.order_by("pk").values_list("block__title", "kind", "is_set"))


def test_ticks_show_at_once_arrive_and_are_celebrated_quietly(
    open_page: OpenPage, learner: Learner, axe: Axe
) -> None:
    page = open_page(PHONE)
    visit(page, find_address(learner))
    expect(page.get_by_text("Juno")).to_be_visible()
    press(page, "Done: Kites")
    press(page, "Done: Reading")
    press(page, "An adult has looked at it")
    expect(page.get_by_role("heading", name="Every task of the day is done")).to_be_visible()
    expect(page.get_by_text("All ticks have arrived.")).to_be_visible()
    axe(page)
    assert list_marks() == [
        ("Kites", "done", True),
        ("Reading", "done", True),
        ("Reading", "checked", True),
    ]
    page.reload()
    for name in ("Done: Kites", "Done: Reading", "An adult has looked at it"):
        expect_pressed(page, name)


def test_ticks_made_without_a_network_arrive_later_once_and_in_order(
    open_page: OpenPage, learner: Learner
) -> None:
    page = open_page(PHONE)
    visit(page, find_address(learner))
    page.context.set_offline(True)
    page.reload()
    press(page, "Done: Kites")
    expect(page.get_by_text("1 tick waits for the network.")).to_be_visible()
    press(page, "Done: Reading")
    press(page, "Done: Kites")
    expect(page.get_by_text("3 ticks wait for the network.")).to_be_visible()
    page.reload()
    expect_pressed(page, "Done: Reading")
    expect_pressed(page, "Done: Kites", False)
    assert list_marks() == []
    page.context.set_offline(False)
    expect(page.get_by_text("All ticks have arrived.")).to_be_visible()
    expected = [("Kites", "done", True), ("Reading", "done", True), ("Kites", "done", False)]
    assert list_marks() == expected
    page.reload()
    expect_pressed(page, "Done: Reading")
    page.wait_for_load_state("networkidle")
    assert list_marks() == expected


def test_without_a_script_a_tick_is_a_button_that_comes_back(
    open_page: OpenPage, learner: Learner
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(find_address(learner))
    press(page, "Done: Kites")
    expect_pressed(page, "Done: Kites")
    press(page, "Done: Kites")
    expect_pressed(page, "Done: Kites", False)
    assert [is_set for _, _, is_set in list_marks()] == [True, False]


def test_by_keyboard_and_in_arabic_the_page_does_the_same(
    open_page: OpenPage, learner: Learner, axe: Axe
) -> None:
    page = open_page(PHONE)
    visit(page, find_address(learner, "ar/"))
    button = page.locator(".own-tick-done button").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(page.get_by_text("وصلت كل العلامات.")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_forgotten_device_keeps_no_tick_that_waits(open_page: OpenPage, learner: Learner) -> None:
    page = open_page(PHONE)
    visit(page, find_address(learner))
    page.context.set_offline(True)
    press(page, "Done: Kites")
    expect(page.get_by_text("1 tick waits for the network.")).to_be_visible()
    press(page, "Forget this device")
    expect(page.get_by_text("This device has forgotten the plan.")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_timer_can_be_paused_and_is_not_lost_by_a_reload(
    open_page: OpenPage, learner: Learner
) -> None:
    classroom = learner.enrollments.get().classroom
    make_block(classroom, title="Rest", mode="async", start=None, instructions="Timer: 2 minutes")
    publish(classroom)
    page = open_page(PHONE)
    page.clock.install(time=at_clock(9, 10))
    page.goto(find_address(learner))
    timer = page.locator(".timer")
    left = timer.locator(".timer-left")
    expect(left).to_be_hidden()
    timer.get_by_role("button", name="Start the timer").click()
    page.clock.pause_at(at_clock(9, 11))
    expect(left).to_have_text(re.compile(r"1:0\d"))
    timer.get_by_role("button", name="Pause").click()
    page.clock.fast_forward("05:00")
    page.reload()
    expect(left).to_have_text(re.compile(r"1:0\d"))
    timer.get_by_role("button", name="Go on").click()
    page.clock.fast_forward("01:10")
    expect(timer.get_by_text("The time is up.")).to_be_visible()
