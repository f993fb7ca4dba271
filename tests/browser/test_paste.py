"""Pasting a schedule in a real browser: preview, mending in place, adding, undo, axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, User
from tests.browser.conftest import OpenPage
from tests.factories import MONDAY, make_classroom, make_teacher

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
TABLE = (
    "Time\tMonday\tTuesday\n"
    "8:30-9:00\tMorning meeting\tMorning meeting\n"
    "9:00-9:45\tMath\tlive or independent reading\n"
    "11:30-12:15\tLunch\t\n"
)
ARABIC = "نقرأ القصة معا بصوت عال ثم نرسم ما رأيناه"
AWFUL = "\n".join(
    f"{8 + n // 6}:{n % 6}0-{8 + n // 6}:{n % 6}5 {ARABIC} {'W' * 60}" for n in range(36)
)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(name="Maple room", subjects=["math"])


def open_paste(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/paste/")
    return page


def test_a_table_is_pasted_mended_by_keyboard_added_and_undone(
    page: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_paste(page, classroom, sign_in)
    axe(page)
    page.get_by_label("Your schedule").fill(TABLE)
    page.get_by_role("button", name="Look at it").press("Enter")
    count = page.locator("#paste-count")
    expect(count).to_contain_text("5 blocks")
    expect(count).to_contain_text("1 unclear")
    axe(page)
    kind = page.get_by_label("Kind 3", exact=True)
    kind.focus()
    kind.select_option(label="Own time, no device needed")
    expect(count).to_contain_text("6 blocks")
    expect(kind).to_be_focused()
    line = page.get_by_label("Line 2", exact=True)
    line.fill("9:00-9:40 live Number talk")
    line.press("Tab")
    expect(page.locator(".paste-read").nth(1)).to_contain_text("Number talk")
    expect(page.get_by_label("Days 2", exact=True)).to_be_focused()
    page.get_by_role("button", name="Add 6 blocks").press("Enter")
    expect(page.locator(".block")).to_have_count(6)
    page.locator(".day").get_by_role("button", name="Undo").first.click()
    expect(page.locator(".block")).to_have_count(0)


def test_a_line_is_left_out_by_pointer_and_the_button_says_what_it_adds(
    page: Page, classroom: Classroom, sign_in: SignIn
) -> None:
    open_paste(page, classroom, sign_in)
    page.get_by_label("Your schedule").fill(TABLE)
    page.get_by_role("button", name="Look at it").click()
    add = page.locator("#paste-add")
    expect(add).to_contain_text("Add 5 blocks, leave 1 unclear out")
    page.get_by_label("Leave out").first.click()
    expect(add).to_contain_text("Add 3 blocks, leave 1 unclear out")
    add.click()
    expect(page.locator(".block")).to_have_count(3)


def test_a_table_is_pasted_mended_and_added_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_paste(phone, classroom, sign_in)
    phone.get_by_label("Your schedule").fill(TABLE)
    phone.get_by_role("button", name="Look at it").tap()
    count = phone.locator("#paste-count")
    expect(count).to_contain_text("1 unclear")
    axe(phone)
    phone.get_by_label("Kind 3", exact=True).select_option(label="Own time, no device needed")
    expect(count).to_contain_text("6 blocks")
    phone.get_by_label("Leave out").first.tap()
    add = phone.locator("#paste-add")
    expect(add).to_contain_text("Add 4 blocks")
    axe(phone)
    add.tap()
    expect(phone.locator(".block")).to_have_count(4)
    phone.locator(".day").get_by_role("button", name="Undo").first.tap()
    expect(phone.locator(".block")).to_have_count(0)


def test_a_schedule_is_pasted_without_javascript(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn
) -> None:
    page = open_paste(open_page(java_script_enabled=False), classroom, sign_in)
    page.get_by_label("Your schedule").fill(TABLE)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_label("Line 3", exact=True).fill("9:00-9:45 live reading")
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("button", name="Add 6 blocks").click()
    expect(page.locator(".block")).to_have_count(6)


def test_many_awful_lines_keep_nobody_out_in_any_look(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    page = open_paste(page_in_each_look, classroom, sign_in)
    page.get_by_label("Your schedule").fill(AWFUL)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".paste-row")).to_have_count(36)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
