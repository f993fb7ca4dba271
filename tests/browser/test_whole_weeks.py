"""Copies, templates and bumps in a real browser: by mouse, keys and touch."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, User
from tests.browser.conftest import OpenPage
from tests.browser.hands import press_until
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
NEXT = MONDAY + dt.timedelta(days=7)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(name="Maple room", subjects=["math", "reading", "science"])
    put_policy_in_force(room.school.district)
    return room


@pytest.fixture
def teacher(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    """A browser in which the class's teacher is signed in."""
    sign_in(page, make_teacher(classroom))
    return page


def address(classroom: Classroom, monday: dt.date = MONDAY) -> str:
    return f"/classes/{classroom.pk}/weeks/{monday}/"


def test_a_blank_week_becomes_one_that_keeps_aps_in_three_clicks(
    teacher: Page, classroom: Classroom, axe: Axe
) -> None:
    teacher.goto(address(classroom))
    teacher.get_by_role("link", name="Begin with a template").click()
    best = teacher.locator(".offer").first
    expect(best).to_contain_text("Keeps every rule here")
    axe(teacher)
    best.get_by_role("link").click()
    expect(teacher.locator("#outcome .verdict-kept")).to_have_count(5)
    axe(teacher)
    teacher.get_by_role("button", name="Use it").click()
    expect(teacher.locator(".day .verdict-kept")).to_have_count(5)
    expect(teacher.locator(".messages")).to_contain_text("Used the template")


def test_a_week_is_copied_by_keyboard_and_the_page_says_what_will_come(
    teacher: Page, classroom: Classroom, axe: Axe
) -> None:
    make_block(classroom)
    make_block(classroom, NEXT, title="Art")
    teacher.goto(address(classroom))
    teacher.locator(".menu summary", has_text="Week").focus()
    teacher.keyboard.press("Enter")
    axe(teacher)
    teacher.keyboard.press("Tab")
    teacher.keyboard.press("Enter")
    expect(teacher.locator("h1")).to_have_text("Copy the week of 16 November")
    expect(teacher.locator("#coming")).to_have_text("1 block will come")
    teacher.get_by_label("Weeks").fill("2")
    teacher.get_by_label("Weeks").press("Tab")
    expect(teacher.locator("#coming")).to_have_text("2 blocks will come")
    replace = teacher.get_by_label("Replace what stands there")
    replace.focus()
    teacher.keyboard.press("Space")
    expect(teacher.locator(".is-leaving")).to_contain_text("Art")
    expect(replace).to_be_focused()
    expect(replace).to_be_checked()
    axe(teacher)
    teacher.get_by_role("button", name="Copy").focus()
    teacher.keyboard.press("Enter")
    monday = teacher.locator(f"#day-{NEXT}")
    expect(monday.locator(".block")).to_have_count(1)
    expect(monday).to_contain_text("Math")
    monday.get_by_role("button", name="Undo").click()
    expect(monday).to_contain_text("Art")


def test_last_week_is_copied_with_one_click(teacher: Page, classroom: Classroom) -> None:
    make_block(classroom)
    teacher.goto(address(classroom, NEXT))
    teacher.get_by_role("button", name="Copy last week").click()
    expect(teacher.locator(f"#day-{NEXT} .block")).to_have_count(1)


def test_a_block_is_bumped_from_its_panel_and_the_rest_follows(
    teacher: Page, classroom: Classroom, axe: Axe
) -> None:
    for number in (0, 1, 3):
        date = MONDAY + dt.timedelta(days=number)
        make_block(classroom, date, title=f"Lesson {number}", subject="math")
    teacher.goto(address(classroom))
    teacher.get_by_role("link", name="Lesson 0").click()
    teacher.get_by_role("dialog").get_by_role("link", name="Bump").click()
    expect(teacher.locator("#coming")).to_have_text("3 blocks would move")
    axe(teacher)
    teacher.get_by_label("Earlier").check()
    expect(teacher.locator("#outcome tbody tr").first).to_contain_text("Thu 12 November")
    teacher.get_by_label("Later").check()
    expect(teacher.locator("#outcome tbody tr").first).to_contain_text("Tue 17 November")
    teacher.get_by_role("button", name="Bump").click()
    expect(teacher.locator(f"#day-{MONDAY} .block")).to_have_count(0)
    expect(teacher.locator(f"#day-{TUESDAY}")).to_contain_text("Lesson 0")
    teacher.locator(".day").get_by_role("button", name="Undo").click()
    expect(teacher.locator(f"#day-{MONDAY}")).to_contain_text("Lesson 0")


def test_the_day_s_menu_copies_the_day_without_javascript(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn
) -> None:
    make_block(classroom)
    page = open_page(java_script_enabled=False)
    sign_in(page, make_teacher(classroom))
    page.goto(address(classroom))
    page.locator(f"#day-{MONDAY} .day-menu summary").click()
    page.get_by_role("link", name="Copy Monday").click()
    page.get_by_label("Wednesday").check()
    page.get_by_role("button", name="Show what would come").click()
    expect(page.locator("#coming")).to_have_text("1 block will come")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator(f"#day-{MONDAY + dt.timedelta(days=2)} .block")).to_have_count(1)


def test_a_week_is_kept_as_a_template_and_taken_away_and_brought_back(
    teacher: Page, classroom: Classroom, axe: Axe
) -> None:
    make_block(classroom)
    teacher.goto(f"{address(classroom)}keep/")
    axe(teacher)
    teacher.get_by_label("Name").fill("هدوء وعمل طويل جدا")
    teacher.get_by_role("button", name="Keep it").click()
    mine = teacher.locator(".offer").first
    expect(mine).to_contain_text("هدوء")
    mine.locator("summary").click()
    axe(teacher)
    mine.get_by_role("button", name="Remove").click()
    expect(teacher.locator("#own-title")).to_have_count(0)
    teacher.get_by_role("button", name="Undo").click()
    expect(teacher.locator("#own-title")).to_be_visible()


def test_a_template_is_put_into_a_week_by_keyboard(
    teacher: Page, classroom: Classroom, axe: Axe
) -> None:
    teacher.goto(address(classroom))
    press_until(teacher, ".week-note a")
    teacher.keyboard.press("Enter")
    expect(teacher.locator(".offer").first).to_contain_text("Keeps every rule here")
    press_until(teacher, ".offer:first-child h3 a")
    teacher.keyboard.press("Enter")
    expect(teacher.locator("#outcome .verdict-kept")).to_have_count(5)
    press_until(teacher, "main form .button-main")
    axe(teacher)
    teacher.keyboard.press("Enter")
    expect(teacher.locator(".day .verdict-kept")).to_have_count(5)
    teacher.keyboard.press("Control+z")
    expect(teacher.locator(".block")).to_have_count(0)
    teacher.keyboard.press("Control+Shift+z")
    expect(teacher.locator(".day .verdict-kept")).to_have_count(5)


def test_a_block_is_bumped_by_keyboard(teacher: Page, classroom: Classroom, axe: Axe) -> None:
    first, _ = (
        make_block(classroom, date, title=title, subject="math")
        for date, title in ((MONDAY, "Lesson 0"), (TUESDAY, "Lesson 1"))
    )
    teacher.goto(address(classroom))
    press_until(teacher, f"#open-{first.pk}")
    teacher.keyboard.press("Enter")
    expect(teacher.get_by_role("dialog")).to_be_visible()
    press_until(teacher, "dialog .block-links a[href$='/bump/']")
    teacher.keyboard.press("Enter")
    expect(teacher.locator("#coming")).to_have_text("2 blocks would move")
    press_until(teacher, "[name=way]")
    teacher.keyboard.press("ArrowDown")
    expect(teacher.locator("#outcome tbody tr").first).to_contain_text("Tue 10 November")
    expect(teacher.get_by_label("Earlier")).to_be_focused()
    axe(teacher)
    teacher.keyboard.press("ArrowUp")
    expect(teacher.locator("#outcome tbody tr").first).to_contain_text("Tue 17 November")
    press_until(teacher, "main form .button-main")
    teacher.keyboard.press("Enter")
    expect(teacher.locator(f"#day-{TUESDAY}")).to_contain_text("Lesson 0")
    teacher.keyboard.press("Control+z")
    expect(teacher.locator(f"#day-{MONDAY}")).to_contain_text("Lesson 0")


def test_a_template_is_put_into_a_week_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(phone, make_teacher(classroom))
    phone.goto(address(classroom))
    axe(phone)
    phone.get_by_role("link", name="Begin with a template").tap()
    expect(phone.locator(".offer").first).to_contain_text("Keeps every rule here")
    axe(phone)
    phone.locator(".offer").first.get_by_role("link").tap()
    expect(phone.locator("#outcome .verdict-kept")).to_have_count(5)
    axe(phone)
    phone.get_by_role("button", name="Use it").tap()
    expect(phone.locator(".day .verdict-kept")).to_have_count(5)
    axe(phone)
    phone.locator(".day").get_by_role("button", name="Undo").first.tap()
    expect(phone.locator(".block")).to_have_count(0)


def test_a_week_is_kept_as_a_template_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    make_block(classroom)
    sign_in(phone, make_teacher(classroom))
    phone.goto(address(classroom))
    phone.locator(".week-bar summary", has_text="Week").tap()
    axe(phone)
    phone.get_by_role("link", name="Keep as a template").tap()
    phone.get_by_label("Name").fill("Calm mornings")
    phone.get_by_role("button", name="Keep it").tap()
    mine = phone.locator(".offer").first
    expect(mine).to_contain_text("Calm mornings")
    mine.locator("summary").tap()
    axe(phone)
    mine.get_by_label("New name").fill("Calm days")
    mine.get_by_role("button", name="Rename").tap()
    expect(phone.locator(".offer").first).to_contain_text("Calm days")


def test_a_day_and_a_week_are_copied_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    make_block(classroom)
    sign_in(phone, make_teacher(classroom))
    phone.goto(address(classroom))
    phone.locator(f"#day-{MONDAY} .day-menu summary").tap()
    axe(phone)
    phone.get_by_role("link", name="Copy Monday").tap()
    phone.get_by_label("Wednesday").tap()
    phone.get_by_label("Friday").tap()
    expect(phone.locator("#coming")).to_have_text("2 blocks will come")
    axe(phone)
    phone.get_by_role("button", name="Copy", exact=True).tap()
    expect(phone.locator(".block")).to_have_count(3)
    phone.locator(".week-bar summary", has_text="Week").tap()
    phone.get_by_role("link", name="Copy week").tap()
    expect(phone.locator("#coming")).to_have_text("3 blocks will come")
    axe(phone)
    phone.get_by_role("button", name="Copy", exact=True).tap()
    expect(phone.locator(f"#day-{NEXT} .block")).to_have_count(1)
    expect(phone.locator(".block")).to_have_count(3)


def test_a_block_is_bumped_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    for number in (0, 1):
        date = MONDAY + dt.timedelta(days=number)
        make_block(classroom, date, title=f"Lesson {number}", subject="math")
    sign_in(phone, make_teacher(classroom))
    phone.goto(address(classroom))
    phone.get_by_role("link", name="Lesson 0", exact=True).tap()
    dialog = phone.get_by_role("dialog")
    expect(dialog).to_be_visible()
    axe(phone)
    dialog.get_by_role("link", name="Bump").tap()
    expect(phone.locator("#coming")).to_have_text("2 blocks would move")
    phone.get_by_label("Earlier").tap()
    expect(phone.locator("#outcome tbody tr").first).to_contain_text("Tue 10 November")
    axe(phone)
    phone.get_by_label("Later").tap()
    expect(phone.locator("#outcome tbody tr").first).to_contain_text("Tue 17 November")
    phone.get_by_role("button", name="Bump").tap()
    expect(phone.locator(f"#day-{TUESDAY}")).to_contain_text("Lesson 0")
    phone.locator(".day").get_by_role("button", name="Undo").first.tap()
    expect(phone.locator(f"#day-{MONDAY}")).to_contain_text("Lesson 0")


@pytest.mark.parametrize("rest", ["", "copy/", "templates/", "templates/short-lessons/"])
def test_awful_data_fits_each_page_on_each_screen(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe, rest: str
) -> None:
    long = "اجتماع الصباح الطويل جدا مع جميع الأطفال والعائلات " * 3
    for number in range(8):
        make_block(classroom, title=long[:200], start=480 + 30 * number)
    sign_in(page_in_each_look, make_teacher(classroom))
    page_in_each_look.goto(address(classroom) + rest)
    width = page_in_each_look.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
    axe(page_in_each_look)
