"""The coordinator's board and the start page in a real browser: choices, days, keys, looks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import School, User
from tests.browser.conftest import LOOKS, OpenPage
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_coordinator,
    make_teacher,
    make_user,
)
from tests.planner.boards import make_board_school, make_published, publish

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
ARABIC = "الصف الثاني الابتدائي للقراءة والعلوم والرياضيات في مدرسة النهر الكبير"


@pytest.fixture
def school() -> School:
    school = make_board_school(name="Riverbend")
    make_published(school, "Ash")
    make_published(school, "Birch", live=30, task=0)
    return school


@pytest.fixture
def board(page: Page, school: School, sign_in: SignIn) -> Page:
    """The board of MONDAY's week, opened by the school's coordinator."""
    sign_in(page, make_coordinator(school))
    page.goto(f"/schools/{school.pk}/board/{MONDAY}/")
    return page


def test_a_choice_redraws_the_table_and_goes_into_the_address(board: Page, axe: Axe) -> None:
    board.get_by_label("Broken only").check()
    expect(board.get_by_role("rowheader")).to_have_count(1)
    expect(board.get_by_role("status").filter(has_text="1 of 2 classes")).to_be_visible()
    expect(board).to_have_url(re.compile(r"/board/2026-11-16/\?only=broken$"))
    axe(board)
    board.reload()
    expect(board.get_by_role("rowheader")).to_have_count(1)
    expect(board.get_by_label("Broken only")).to_be_checked()


def test_a_day_opens_beside_the_board_and_closes_by_escape(board: Page, axe: Axe) -> None:
    cell = board.get_by_role("link", name="Breaks 1 rule").first
    cell.focus()
    board.keyboard.press("Enter")
    beside = board.get_by_role("complementary", name="The chosen day")
    expect(beside).to_contain_text("30 minutes short of 60")
    expect(beside.get_by_role("heading", name="Birch")).to_be_focused()
    axe(board)
    board.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(cell).to_be_focused()


def test_on_a_phone_a_cell_leads_to_the_days_page(
    open_page: OpenPage, school: School, sign_in: SignIn, axe: Axe
) -> None:
    page = open_page(LOOKS[0])
    sign_in(page, make_coordinator(school))
    page.goto(f"/schools/{school.pk}/board/{MONDAY}/?sort=name")
    page.get_by_role("link", name="Breaks 1 rule").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Birch")
    axe(page)
    page.get_by_role("link", name="Riverbend").click()
    expect(page.get_by_label("Order")).to_have_value("name")


def test_the_trend_comes_after_the_board(board: Page) -> None:
    expect(board.get_by_role("img", name="The share of kept class-days")).to_be_visible()
    board.get_by_text("In numbers").click()
    expect(board.get_by_role("cell", name="50%")).to_be_visible()


def test_without_javascript_every_choice_and_day_is_a_page(
    open_page: OpenPage, school: School, sign_in: SignIn
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, make_coordinator(school))
    page.goto(f"/schools/{school.pk}/board/{MONDAY}/")
    page.get_by_label("Order").select_option("name")
    page.get_by_label("Broken only").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    page.get_by_role("link", name="Show how the share went").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The last eight weeks")
    page.get_by_role("link", name="Back to the board").click()
    page.get_by_role("link", name="Breaks 1 rule").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Birch")


def test_the_board_keeps_nobody_out_in_any_look(
    page_in_each_look: Page, school: School, sign_in: SignIn, axe: Axe
) -> None:
    full = make_classroom(school, name=ARABIC)
    for number in range(40):
        make_block(full, MONDAY, title=ARABIC, start=480 + 5 * number, minutes=15 + number)
    publish(full)
    page = page_in_each_look
    sign_in(page, make_coordinator(school))
    page.goto(f"/schools/{school.pk}/board/{MONDAY}/")
    expect(page.get_by_text("In numbers")).to_be_visible()
    axe(page)
    page.goto(f"/schools/{school.pk}/board/{MONDAY}/classes/{full.pk}/{MONDAY}/")
    axe(page)
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width == 0


def test_a_teachers_start_page_keeps_nobody_out(
    page: Page, school: School, sign_in: SignIn, axe: Axe
) -> None:
    check_start_page(page, make_teacher(school.classrooms.get(name="Ash")), sign_in, axe)


def test_a_coordinators_start_page_keeps_nobody_out(
    page: Page, school: School, sign_in: SignIn, axe: Axe
) -> None:
    check_start_page(page, make_coordinator(school), sign_in, axe)


def test_a_start_page_without_any_class_keeps_nobody_out(
    page: Page, sign_in: SignIn, axe: Axe
) -> None:
    check_start_page(page, make_user(), sign_in, axe)


def check_start_page(page: Page, user: User, sign_in: SignIn, axe: Axe) -> None:
    """The person's start page greets them, and has nothing that keeps anybody out."""
    sign_in(page, user)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    axe(page)
