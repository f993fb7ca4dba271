"""The family's page in a real browser: on a phone, by keyboard, without JavaScript, over time."""

import datetime as dt
import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom
from tests.browser.conftest import LOOKS, Look, OpenPage
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_family_link,
    make_group,
    make_teacher,
)
from tests.planner.families.days import TUESDAY, at_clock, publish

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
WEIGHT_LIMIT = 25_000
REQUEST_LIMIT = 6


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine: Any) -> None:
    """The server's clock stands at ten past nine, on Monday in New York."""
    time_machine.move_to(at_clock(9, 10), tick=False)


@pytest.fixture
def full_day() -> tuple[Classroom, str]:
    """A published day with all modes, groups and an adult's check, and the address of its page."""
    classroom = make_classroom(name="Maple room")
    oaks = make_group(classroom, "Oaks")
    make_group(classroom, "Maples")
    link = "https://meet.example.org/maple"
    make_block(classroom, title="Math", link=link, instructions="Bring a pencil.")
    make_block(classroom, title="Snack", mode="break", start=570, minutes=15)
    make_block(classroom, title="Clay", mode="in_person", start=600, groups=[oaks.pk])
    make_block(classroom, title="القراءة " * 20, mode="live", start=660)
    untimed: dict[str, Any] = {"mode": "async", "start": None, "coach_check": "Three leaves."}
    for title, screen in (("Typing", "on"), ("Leaves", "off"), ("Poem", "either")):
        make_block(classroom, title=title, screen=screen, needs_printing=True, **untimed)
    publish(classroom)
    make_block(classroom, title="Story", start=720)
    publish(classroom)
    return classroom, f"/f/{make_family_link(classroom)[1]}/"


def open_at(page: Page, address: str, moment: dt.datetime) -> None:
    """Open a page in a browser whose clock shows this moment and stands still."""
    page.clock.install(time=moment)
    page.goto(address)


def test_nothing_on_a_family_day_keeps_anybody_out(
    page_in_each_look: Page, full_day: tuple[Classroom, str], axe: Callable[[Page], None]
) -> None:
    page = page_in_each_look
    open_at(page, full_day[1], at_clock(9, 10))
    expect(page.locator(".now h2:visible")).to_have_text("Math")
    page.locator("summary").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{full_day[1]}{TUESDAY}/")
    axe(page)
    make_closure(full_day[0].school, MONDAY, "Snow")
    page.goto(f"{full_day[1]}{MONDAY}/")
    axe(page)


def test_forty_blocks_in_arabic_fit_a_phone(
    open_page: OpenPage, axe: Callable[[Page], None]
) -> None:
    classroom = make_classroom(name="صف القيقب " * 8)
    for place in range(40):
        title = "القراءةوالكتابةوالحسابوالعلوم" * 4
        make_block(classroom, title=title, start=480 + 10 * place, minutes=10)
    publish(classroom)
    page = open_page(PHONE)
    open_at(page, f"/f/{make_family_link(classroom)[1]}/", at_clock(9, 10))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)


def test_every_target_is_big_enough_for_a_thumb(
    open_page: OpenPage, full_day: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    open_at(page, full_day[1], at_clock(9, 10))
    boxes = [
        (element.inner_text(), box["height"])
        for element in page.locator("a:visible, summary:visible, label:visible").all()
        if (box := element.bounding_box()) is not None
    ]
    assert [(text, height) for text, height in boxes if height < 44] == []


def test_now_becomes_next_without_loading_again(
    open_page: OpenPage, full_day: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    open_at(page, full_day[1], at_clock(9, 10))
    page.evaluate("window.stillHere = true")
    shown = page.locator(".now:visible")
    expect(shown).to_contain_text("9:00 to 9:30 am, 20 minutes left")
    expect(page.locator(".coming:visible")).to_contain_text("at 9:30 am, in 20 minutes")
    page.clock.fast_forward("05:00")
    expect(shown).to_contain_text("15 minutes left")
    page.clock.fast_forward("15:00")
    expect(shown.locator("h2")).to_have_text("Snack")
    page.clock.fast_forward("15:00")
    expect(shown.locator("h2")).to_have_text("Free time")
    page.clock.fast_forward("04:00:00")
    expect(shown.locator("h2")).to_have_text("Everything at a set time is over")
    assert page.evaluate("window.stillHere")


def test_at_midnight_the_next_day_is_loaded(
    open_page: OpenPage, full_day: tuple[Classroom, str], time_machine: Any
) -> None:
    page = open_page(PHONE)
    open_at(page, full_day[1], at_clock(23, 59))
    make_block(full_day[0], TUESDAY, title="Reading")
    publish(full_day[0])
    time_machine.move_to(at_clock(0, 1, TUESDAY), tick=False)
    page.clock.fast_forward("02:00")
    expect(page.locator("h1")).to_contain_text("Tuesday 17 November")


def test_all_of_it_is_there_without_javascript(
    open_page: OpenPage, full_day: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(full_day[1])
    expect(page.locator(".now:visible h2")).to_have_text("Math")
    expect(page.get_by_role("link", name="Join").first).to_be_visible()
    expect(page.locator(".tick:visible")).to_have_count(0)
    page.get_by_role("link", name="Oaks").click()
    expect(page.get_by_text("At school today")).to_be_visible()
    page.get_by_role("link", name="Everyone").click()
    expect(page.get_by_role("heading", name="Story").last).to_be_visible()


def test_the_keyboard_reaches_groups_then_join(
    open_page: OpenPage, full_day: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    open_at(page, full_day[1], at_clock(9, 10))
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText.trim()"))
    assert reached == ["Everyone", "Maples", "Oaks", "Join"]


def test_ticks_stay_on_this_device(open_page: OpenPage, full_day: tuple[Classroom, str]) -> None:
    page = open_page(PHONE)
    open_at(page, full_day[1], at_clock(9, 10))
    page.get_by_label("Done: Leaves").check()
    page.reload()
    expect(page.get_by_label("Done: Leaves")).to_be_checked()
    expect(page.get_by_label("Done: Typing")).not_to_be_checked()
    page.context.clear_cookies()
    assert page.context.cookies() == []


def test_the_first_visit_is_light(open_page: OpenPage, full_day: tuple[Classroom, str]) -> None:
    page = open_page(PHONE)
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))
    open_at(page, full_day[1], at_clock(9, 10))
    page.wait_for_load_state("networkidle")
    # What keeps the page for later comes after it, and reads from what has come already.
    first = [answer for answer in answers if not re.search("family-offline|worker", answer.url)]
    assert len({answer.url for answer in first}) <= REQUEST_LIMIT
    assert [answer.url for answer in first if answer.request.resource_type == "font"] == []
    packed = sum(len(gzip.compress(answer.body())) for answer in first)
    assert packed < WEIGHT_LIMIT


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3]])
def test_a_teacher_makes_copies_and_replaces_the_link(
    open_page: OpenPage,
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
    look: Look,
) -> None:
    classroom = make_classroom(name="Maple room")
    page = open_page(look, permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/families/")
    axe(page)
    page.get_by_role("button", name="Make the link").click()
    page.get_by_role("button", name="Make the calendar address").click()
    address = page.get_by_label("The link to send").input_value()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.locator("summary", has_text="Replace, end").first.click()
    axe(page)
    page.get_by_role("button", name="Replace with a new address").first.click()
    assert page.get_by_label("The link to send").input_value() != address
