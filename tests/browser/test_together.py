"""Two teachers at one week in real browsers: each sees the other, and what the other changes."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Block, Classroom, User
from planner.services.blocks import change_block
from tests.browser.conftest import OpenPage
from tests.browser.hands import press_until
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_group, make_teacher

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
OpenWeek = Callable[[str], Page]


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(name="Maple room", subjects=["math"])


@pytest.fixture
def open_week(open_page: OpenPage, classroom: Classroom, sign_in: SignIn) -> OpenWeek:
    """Open the week of MONDAY as a teacher of the class with this name."""

    def open_as(name: str) -> Page:
        page = open_page()
        sign_in(page, make_teacher(classroom, name=name))
        page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
        return page

    return open_as


def listen(page: Page) -> None:
    """Ask for news now, as the page does by itself every while."""
    page.evaluate("window.htmx.trigger('#here', 'back')")


def test_each_sees_that_the_other_is_there(open_week: OpenWeek, axe: Axe) -> None:
    ana = open_week("Ana")
    expect(ana.locator("#here")).to_have_text("")
    with ana.expect_response("**/here/"):
        listen(ana)
    ben = open_week("Ben")
    expect(ben.locator("#here")).to_contain_text("Ana is here too")
    axe(ben)
    listen(ana)
    expect(ana.locator("#here")).to_contain_text("Ben is here too")


def test_a_change_of_the_other_is_told_and_shown_beside_an_open_panel(
    open_week: OpenWeek, classroom: Classroom, axe: Axe
) -> None:
    math = make_block(classroom, TUESDAY)
    art = make_block(classroom, MONDAY, title="Art")
    ana, ben = open_week("Ana"), open_week("Ben")
    ben.locator(f"#block-{math.pk}").click(modifiers=["Control"])
    ben.get_by_role("button", name="15 minutes later", exact=True).click()
    expect(ben.locator("#toasts")).to_contain_text("Moved Math")
    listen(ana)
    news = ana.locator("#here-news")
    expect(news).to_contain_text("Ben changed Tuesday just now.")
    axe(ana)
    ana.locator(f"#open-{art.pk}").click()
    ana.get_by_label("Title").fill("Painting")
    ana.evaluate("document.querySelector('[data-shows-changes]').click()")
    expect(ana.locator(f"#block-{math.pk}")).to_contain_text("9:15")
    expect(ana.get_by_label("Title")).to_have_value("Painting")
    expect(news).to_be_empty()
    ana.get_by_role("button", name="Save").click()
    expect(ana.locator(f"#block-{art.pk}")).to_contain_text("Painting")


def test_an_own_change_shows_what_the_other_changed_as_well(
    open_week: OpenWeek, classroom: Classroom
) -> None:
    math = make_block(classroom, TUESDAY)
    ana, ben = open_week("Ana"), open_week("Ben")
    ben.locator(f"#block-{math.pk}").click(modifiers=["Control"])
    ben.get_by_role("button", name="5 minutes later", exact=True).click()
    expect(ben.locator("#toasts")).to_contain_text("Moved Math")
    line = ana.get_by_label("Add a block in one line")
    line.fill("mon 10:00 live art 30")
    line.press("Enter")
    expect(ana.locator(f"#day-{MONDAY} .block")).to_have_count(1)
    expect(ana.locator(f"#block-{math.pk}")).to_contain_text("9:05")


def test_one_version_is_taken_by_keyboard(
    open_week: OpenWeek, classroom: Classroom, axe: Axe
) -> None:
    math = make_block(classroom, TUESDAY)
    ana = open_week("Ana")
    change_block(by=None, block=math, version=1, fields={"start": 600}, now=NOW)
    press_until(ana, f"#open-{math.pk}")
    ana.keyboard.press("Space")
    press_until(ana, "#many-bar button[value='15']")
    ana.keyboard.press("Enter")
    conflict = ana.get_by_role("dialog", name="Somebody changed this meanwhile")
    expect(conflict.get_by_role("row", name="Starts")).to_have_text("Starts10:00 am9:15 am")
    axe(ana)
    press_until(ana, f"[name=take-{math.pk}]")
    ana.keyboard.press("ArrowDown")
    press_until(ana, "dialog .button-main")
    ana.keyboard.press("Enter")
    expect(ana.locator(f"#block-{math.pk}")).to_contain_text("9:15 to")
    expect(ana.get_by_role("dialog")).to_be_hidden()
    expect(ana.locator("#many-bar button[value='15']")).to_be_focused()


def test_one_version_is_taken_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    math = make_block(classroom, TUESDAY)
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    phone.get_by_role("link", name="Select").tap()
    phone.locator(f"#block-{math.pk}").tap()
    change_block(by=None, block=math, version=1, fields={"start": 600}, now=NOW)
    phone.locator("#many-bar").get_by_role("button", name="15 minutes later", exact=True).tap()
    conflict = phone.get_by_role("dialog", name="Somebody changed this meanwhile")
    axe(phone)
    conflict.get_by_text("Use mine").tap()
    conflict.get_by_role("button", name="Do it so").tap()
    expect(phone.locator(f"#block-{math.pk}")).to_contain_text("9:15 to")
    phone.locator("#toasts").get_by_role("button", name="Undo").tap()
    expect(phone.locator(f"#block-{math.pk}")).to_contain_text("10:00 to")


def test_a_flip_flop_is_made_by_keyboard_and_looked_at_before(
    open_week: OpenWeek, classroom: Classroom, axe: Axe
) -> None:
    make_group(classroom, "Moons")
    make_group(classroom, "Suns")
    page = open_week("Ana")
    page.locator("summary", has_text="Week").press("Enter")
    page.get_by_role("link", name="Flip-flop…").press("Enter")
    page.get_by_label("Lesson").focus()
    page.keyboard.type("Math")
    page.keyboard.press("Tab")
    expect(page.locator("#outcome")).to_contain_text("How these days would be")
    expect(page.locator("#outcome .strip-name").first).to_have_text("Moons")
    axe(page)
    page.get_by_role("button", name="Add to the week").press("Enter")
    expect(page.locator(f"#day-{TUESDAY} .block")).to_have_count(5)
    assert Block.objects.count() == 20
    page.keyboard.press("Control+z")
    expect(page.locator(".block")).to_have_count(0)


@pytest.fixture
def two_groups(classroom: Classroom) -> Classroom:
    """The class in two halves."""
    for name in ("Moons", "Suns"):
        make_group(classroom, name)
    return classroom


def test_a_flip_flop_is_made_by_mouse(two_groups: Classroom, open_week: OpenWeek) -> None:
    page = open_week("Ana")
    page.locator("summary", has_text="Week").click()
    page.get_by_role("link", name="Flip-flop…").click()
    page.get_by_label("Lesson").fill("Math")
    page.get_by_label("Taught first").select_option("Suns")
    page.get_by_label("Taught second").select_option("Moons")
    page.get_by_label("Tuesday").uncheck()
    expect(page.locator("#outcome h3")).to_have_count(3)
    page.get_by_role("button", name="Add to the week").click()
    expect(page.locator(".block")).to_have_count(15)
    expect(page.locator(f"#day-{TUESDAY} .block")).to_have_count(0)
    page.locator("#undo-last").click()
    expect(page.locator(".block")).to_have_count(0)


def test_a_flip_flop_is_made_by_touch(
    phone: Page, two_groups: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_menu_by_touch(phone, two_groups, sign_in)
    phone.get_by_role("link", name="Flip-flop…").tap()
    phone.get_by_label("Lesson").fill("Math")
    phone.get_by_label("Tuesday").tap()
    expect(phone.locator("#outcome h3")).to_have_count(3)
    axe(phone)
    phone.get_by_role("button", name="Add to the week").tap()
    expect(phone.locator(".block")).to_have_count(15)
    phone.locator(".day").get_by_role("button", name="Undo").first.tap()
    expect(phone.locator(".block")).to_have_count(0)


def open_menu_by_touch(phone: Page, classroom: Classroom, sign_in: SignIn) -> None:
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    phone.locator(".week-bar summary", has_text="Week").tap()


def test_a_hybrid_lesson_is_planned_by_mouse(two_groups: Classroom, open_week: OpenWeek) -> None:
    page = open_week("Ana")
    page.locator("summary", has_text="Week").click()
    page.get_by_role("link", name="Hybrid lesson…").click()
    page.get_by_label("Lesson", exact=True).fill("Math")
    page.get_by_label("Join the lesson online").check()
    page.get_by_label("At school on Tuesday").select_option("Moons")
    expect(page.locator("#outcome .strip-name").first).to_have_text("Moons")
    page.get_by_role("button", name="Add to the week").click()
    expect(page.locator(f"#day-{TUESDAY} .block")).to_have_count(2)
    page.locator("#undo-last").click()
    expect(page.locator(".block")).to_have_count(0)


def test_a_hybrid_lesson_is_planned_by_keyboard(
    two_groups: Classroom, open_week: OpenWeek, axe: Axe
) -> None:
    page = open_week("Ana")
    press_until(page, "[data-menu] summary:has(+ .menu-list a[href$='/hybrid/'])")
    page.keyboard.press("Enter")
    press_until(page, "a[href$='/hybrid/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("A lesson at school and at home")
    press_until(page, "[name=title]")
    page.keyboard.type("Math")
    press_until(page, "[name=home]")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Work in their own time")).to_be_checked()
    press_until(page, f"[name='school-{TUESDAY}']")
    page.keyboard.type("Moons")
    page.keyboard.press("Tab")
    expect(page.locator("#outcome")).to_contain_text("How these days would be")
    axe(page)
    press_until(page, "main form .button-main")
    page.keyboard.press("Enter")
    expect(page.locator(f"#day-{TUESDAY} .block")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(page.locator(".block")).to_have_count(0)


def test_a_hybrid_lesson_is_planned_by_touch(
    phone: Page, two_groups: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_menu_by_touch(phone, two_groups, sign_in)
    phone.get_by_role("link", name="Hybrid lesson…").tap()
    phone.get_by_label("Lesson", exact=True).fill("Math")
    phone.get_by_text("Work in their own time").tap()
    phone.get_by_label("At school on Tuesday").select_option("Moons")
    expect(phone.locator("#outcome")).to_contain_text("How these days would be")
    axe(phone)
    phone.get_by_role("button", name="Add to the week").tap()
    expect(phone.locator(f"#day-{TUESDAY} .block")).to_have_count(2)
    phone.locator(".day").get_by_role("button", name="Undo").first.tap()
    expect(phone.locator(".block")).to_have_count(0)


def test_the_pages_of_pairs_keep_nobody_out_in_any_look(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    page = page_in_each_look
    groups = [make_group(classroom, name) for name in ("المجموعة الأولى", "Suns")]
    block = make_block(classroom, TUESDAY, mode="in_person", groups=(groups[0].pk,))
    sign_in(page, make_teacher(classroom))
    week = f"/classes/{classroom.pk}/weeks/{MONDAY}/"
    for place in (f"{week}hybrid/", f"{week}parity/", f"/blocks/{block.pk}/face/"):
        page.goto(place)
        axe(page)


def test_a_lesson_moves_with_its_face_at_home(
    open_week: OpenWeek, classroom: Classroom, axe: Axe
) -> None:
    for name in ("Moons", "Suns"):
        make_group(classroom, name)
    block = make_block(classroom, TUESDAY)
    page = open_week("Ana")
    page.locator(f"#open-{block.pk}").press("Enter")
    page.get_by_role("link", name="At school and at home…").click()
    page.get_by_label("At school").select_option("Moons")
    page.get_by_role("button", name="Give it both faces").click()
    expect(page.locator(f"#day-{TUESDAY} .block")).to_have_count(2)
    page.locator(f"#block-{block.pk}").click(modifiers=["Control"])
    page.get_by_role("button", name="15 minutes later", exact=True).click()
    expect(page.locator(f"#day-{TUESDAY} .block", has_text="9:15")).to_have_count(2)
    page.locator("#many-bar").get_by_role("button", name="Done").click()
    page.locator(f"#open-{block.pk}").press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("They move together.")
    axe(page)
