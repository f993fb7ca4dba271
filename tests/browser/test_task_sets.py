"""Playlists, student-led work and work time in a real browser: by keys and touch, with axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, User
from tests.browser.conftest import OpenPage
from tests.browser.hands import press_until
from tests.factories import MONDAY, make_block, make_classroom, make_teacher

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(name="Maple room")


def open_from_menu(page: Page, classroom: Classroom, sign_in: SignIn, entry: str) -> None:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    page.locator("summary", has_text="Week").last.press("Enter")
    page.get_by_role("link", name=entry).press("Enter")


def test_a_playlist_is_made_from_the_menu_as_it_was_shown_and_undone(
    page: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_from_menu(page, classroom, sign_in, "Playlist of tasks")
    page.get_by_label("Name").fill("Bridges")
    page.get_by_label("Tasks, in their order").fill("Look 20 online\nBuild 30 offline")
    page.get_by_label("Friday").uncheck()
    expect(page.locator("#coming")).to_have_text("2 blocks will come")
    expect(page.locator(".target-day")).to_have_count(2)
    axe(page)
    page.get_by_role("button", name="Make the playlist").press("Enter")
    expect(page.locator(".block")).to_have_count(2)
    page.locator(".day").get_by_role("button", name="Undo").first.click()
    expect(page.locator(".block")).to_have_count(0)


def test_a_playlist_is_made_and_taken_back_by_keyboard_alone(
    page: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_from_menu(page, classroom, sign_in, "Playlist of tasks")
    expect(page.locator("h1")).to_have_text("A playlist")
    press_until(page, "[name=name]")
    page.keyboard.type("Bridges")
    page.keyboard.press("Tab")
    page.keyboard.type("Look 20 online\nBuild 30 offline\nTell 10 offline")
    press_until(page, "[name=days][value$='16']")
    page.keyboard.press("Space")
    expect(page.locator("#coming")).to_have_text("3 blocks will come")
    expect(page.get_by_role("checkbox", name="Monday")).to_be_focused()
    axe(page)
    press_until(page, "main form .button-main")
    page.keyboard.press("Enter")
    expect(page.locator(".block")).to_have_count(3)
    expect(page.locator(f"#day-{MONDAY} .block")).to_have_count(0)
    axe(page)
    page.keyboard.press("Control+z")
    expect(page.locator(".block")).to_have_count(0)
    page.keyboard.press("Control+y")
    expect(page.locator(".block")).to_have_count(3)


def test_student_led_work_asks_for_two_class_periods(
    page: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_from_menu(page, classroom, sign_in, "Student-led work")
    page.get_by_label("Name").fill("Habitats")
    page.get_by_label("Tasks", exact=True).fill("Choose\nRead\nBuild")
    page.get_by_label("Tuesday").fill("10:00")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("Keep at least two class periods").first).to_be_visible()
    expect(page.get_by_role("alert").first).to_be_focused()
    axe(page)
    page.get_by_label("Thursday").fill("10:00")
    page.get_by_label("Thursday").press("Tab")
    expect(page.locator("#coming")).to_have_text("3 blocks will come")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator(".block", has_text="Habitats")).to_have_count(3)


def test_student_led_work_is_made_by_keyboard_alone(
    page: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_from_menu(page, classroom, sign_in, "Student-led work")
    expect(page.locator("h1")).to_have_text("Student-led work")
    press_until(page, "[name=name]")
    page.keyboard.type("Habitats")
    page.keyboard.press("Tab")
    page.keyboard.type("Choose\nRead\nBuild")
    for weekday in ("Tuesday", "Thursday"):
        press_until(page, f"#{page.get_by_label(weekday).get_attribute('id')}")
        page.keyboard.type("1000AM")
    page.keyboard.press("Tab")
    expect(page.locator("#coming")).to_have_text("3 blocks will come")
    axe(page)
    press_until(page, "main form .button-main")
    page.keyboard.press("Enter")
    expect(page.locator(".block", has_text="Habitats")).to_have_count(3)
    page.keyboard.press("Control+z")
    expect(page.locator(".block")).to_have_count(0)


def test_student_led_work_is_made_and_taken_back_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    phone.locator(".week-bar summary", has_text="Week").tap()
    phone.get_by_role("link", name="Student-led work").tap()
    phone.get_by_label("Name").fill("Habitats")
    phone.get_by_label("Tasks", exact=True).fill("Choose\nRead\nBuild")
    for weekday in ("Tuesday", "Thursday"):
        phone.get_by_label(weekday).fill("10:00")
    phone.get_by_role("heading", level=1).tap()
    expect(phone.locator("#coming")).to_have_text("3 blocks will come")
    axe(phone)
    phone.get_by_role("button", name="Make it").tap()
    expect(phone.locator(".block", has_text="Habitats")).to_have_count(3)
    phone.locator(".day").get_by_role("button", name="Undo").first.tap()
    expect(phone.locator(".block")).to_have_count(0)


def test_a_playlist_is_looked_at_and_made_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/playlist/")
    phone.get_by_label("Name").fill("Bridges")
    phone.get_by_label("Tasks, in their order").fill("Look 20 online\nBuild 30")
    phone.get_by_label("Monday").tap()
    expect(phone.locator("#coming")).to_have_text("2 blocks will come")
    axe(phone)
    phone.get_by_role("button", name="Make the playlist").tap()
    expect(phone.locator(".block")).to_have_count(2)


def test_a_playlist_is_made_without_javascript_in_two_steps(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/playlist/")
    page.get_by_label("Name").fill("Bridges")
    page.get_by_label("Tasks, in their order").fill("Look 20 online\nBuild 30")
    page.get_by_role("button", name="Make the playlist").click()
    expect(page.get_by_text("Nothing is made yet")).to_be_visible()
    page.get_by_role("button", name="Make the playlist").click()
    expect(page.locator(".block")).to_have_count(2)


@pytest.mark.parametrize("name", ["playlist", "student-led"])
def test_both_pages_keep_nobody_out_in_any_look(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe, name: str
) -> None:
    page = page_in_each_look
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/{name}/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_work_time_is_split_off_a_lesson_by_keyboard(
    page: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    lesson = make_block(classroom, title="Math", minutes=50)
    sign_in(page, make_teacher(classroom))
    page.goto(f"/blocks/{lesson.pk}/session/")
    page.get_by_role("link", name="Make the end of the lesson work time").press("Enter")
    page.get_by_role("button", name="Split it off").press("Enter")
    expect(page.get_by_text("Offer at least one choice.")).to_be_visible()
    axe(page)
    page.get_by_label("Log off and work alone").select_option(label="Whoever picks it")
    page.get_by_role("button", name="Split it off").press("Enter")
    expect(page.locator(".block.mode-offline", has_text="Math: work time")).to_have_count(1)


def test_the_work_time_page_keeps_nobody_out_in_any_look(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    page = page_in_each_look
    lesson = make_block(classroom, title="درس الرياضيات الطويل جدا مع المعلمة والمجموعة كلها " * 3)
    sign_in(page, make_teacher(classroom))
    page.goto(f"/blocks/{lesson.pk}/work-time/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
