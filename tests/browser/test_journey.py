"""The whole way, from signing in to a family's phone: once by pointer, once by keys alone."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, User
from tests.browser.conftest import PHONE, Look, OpenPage
from tests.browser.hands import press_until
from tests.factories import (
    MONDAY,
    NOW,
    make_classroom,
    make_teacher,
    make_tool,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]
TUESDAY = MONDAY + dt.timedelta(days=1)
DAY = f"#day-{TUESDAY}"
TEACHER_PASSWORD = "open sesame 1"


@dataclass(frozen=True)
class Scene:
    """A class under aps, and its teacher."""

    classroom: Classroom
    teacher: User


@pytest.fixture
def scene(time_machine: Any) -> Scene:
    """Monday, eight in the morning, in the school's own time."""
    time_machine.move_to(NOW)
    classroom = make_classroom(name="Maple room", subjects=["math", "science"])
    put_policy_in_force(classroom.school.district)
    make_tool(classroom.school.district, host="meet.example.org")
    return Scene(classroom, make_teacher(classroom, name="Ms. Reed"))


def test_a_teacher_plans_and_publishes_a_week_and_a_family_opens_it(
    scene: Scene, page: Page, open_page: OpenPage, axe: Axe
) -> None:
    page.goto("/")
    page.get_by_label("mail").fill(scene.teacher.email)
    page.get_by_label("Password", exact=True).fill(TEACHER_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    axe(page)
    page.get_by_role("link", name="Maple room").first.click()
    page.wait_for_url("**/weeks/**")
    axe(page)

    page.locator(f"{DAY} .slot", has_text="9:00").click()
    panel = page.get_by_role("dialog")
    panel.get_by_label("Title").fill("Morning meeting")
    panel.get_by_label("Link").fill("https://meet.example.org/maple")
    panel.get_by_label("Minutes").fill("60")
    panel.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(DAY)).to_contain_text("Morning meeting")
    expect(page.locator("#margin")).to_contain_text("90 minutes short of 150")
    axe(page)
    line = page.get_by_label("Add a block in one line")
    for words in ("tue 11:00 live math 90", "tue any time nature walk 30 offline"):
        line.fill(words)
        line.press("Enter")
        expect(line).to_have_value("")
    expect(page.locator(f"{DAY} .block")).to_have_count(3)
    expect(page.locator(f"{DAY} .verdict")).not_to_have_class("verdict verdict-must")
    axe(page)

    page.get_by_role("link", name="Publish week").click()
    expect(page.get_by_text("Morning meeting: 9:00 to 10:00 am")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(f"{DAY} .tag")).to_have_text("Published")
    page.get_by_role("link", name="For families").click()
    page.locator("form[action$='/page/replace/'] button").click()
    axe(page)
    address = page.get_by_label("The link to send").input_value()

    phone = open_page(Look(*PHONE, "light"))
    phone.goto(f"{address}{TUESDAY}/")
    expect(phone.get_by_role("heading", name="Morning meeting", level=3)).to_be_visible()
    expect(phone.get_by_role("heading", name="Nature walk")).to_be_visible()
    expect(phone.get_by_text("No device needed", exact=True).first).to_be_visible()
    axe(phone)

    page.goto(f"/classes/{scene.classroom.pk}/weeks/{MONDAY}/")
    page.get_by_label("Add a block in one line").fill("tue 13:30 live secret 20")
    page.keyboard.press("Enter")
    expect(page.locator(f"{DAY} .tag")).to_have_text("Changed since")
    phone.reload()
    expect(phone.get_by_text("Secret")).to_have_count(0)


def test_the_same_way_by_keyboard_alone(scene: Scene, page: Page, axe: Axe) -> None:
    page.goto("/")
    press_until(page, "input[type=email]")
    page.keyboard.type(scene.teacher.email)
    press_until(page, "input[type=password]")
    page.keyboard.type(TEACHER_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hello, Ms. Reed")).to_be_visible()
    press_until(page, f"main a[href*='/classes/{scene.classroom.pk}/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/weeks/**")

    press_until(page, "#id_line")
    page.keyboard.type("tue 9:00 live morning meeting 60")
    page.keyboard.press("Enter")
    expect(page.locator(f"{DAY} .block")).to_have_count(1)
    expect(page.locator("#id_line")).to_be_focused()
    press_until(page, f"{DAY} .block-title")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    press_until(page, "#panel #id_minutes")
    page.keyboard.press("Control+A")
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    expect(page.locator("#margin")).to_contain_text("75 minutes short of 150")
    expect(page.locator(f"{DAY} .block-title")).to_be_focused()

    press_until(page, "#undo", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#margin")).to_contain_text("90 minutes short of 150")
    press_until(page, "#publish-bar .button-main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/publish/")
    press_until(page, "main form button")
    page.keyboard.press("Enter")
    expect(page.locator(f"{DAY} .tag")).to_have_text("Published")

    press_until(page, "main a[href$='/families/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/families/")
    press_until(page, "main form[action*='/page/'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_label("The link to send")).to_be_visible()
    press_until(page, "main a[href*='/f/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/f/**")
    press_until(page, f"a[href$='{TUESDAY}/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Morning meeting", level=3)).to_be_visible()
    axe(page)
