"""The quick-add line in a real browser: words taken by keyboard and pointer, the preview, axe."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from planner.models import Block, Classroom, User
from tests.factories import MONDAY, make_block, make_classroom, make_group, make_teacher

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
ARABIC = "نقرأ القصة معا بصوت عال ثم نرسم ما رأيناه في الحديقة"


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(subjects=["math", "science"])
    make_group(room, "Group A")
    make_block(room, title=ARABIC, minutes=25)
    return room


def open_week(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    return page


@pytest.fixture
def week(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    return open_week(page, classroom, sign_in)


def test_a_line_is_made_of_offered_words_by_keyboard_alone(week: Page, axe: Axe) -> None:
    line = week.get_by_role("combobox", name="Add a block in one line")
    line.focus()
    line.press("ArrowDown")
    expect(week.get_by_role("option", name="any time")).to_be_visible()
    line.press_sequentially("tue-fri 9:00 li")
    offered = week.get_by_role("option", name="live")
    expect(offered).to_be_visible()
    line.press("ArrowDown")
    expect(offered).to_have_attribute("aria-selected", "true")
    expect(line).to_have_attribute("aria-activedescendant", "line-option-1")
    axe(week)
    line.press("Enter")
    expect(line).to_have_value("tue-fri 9:00 live ")
    line.press_sequentially("morning meeting 15 comm")
    expect(week.get_by_role("option", name="community")).to_be_visible()
    line.press("ArrowUp")
    line.press("Enter")
    said = "Tuesday to Friday, 9:00 to 9:15 am, live, Morning meeting, community: 4 blocks"
    expect(week.locator(".line-preview")).to_have_text(said)
    expect(week.locator("#quick-add-said")).to_have_text(said)
    line.press("Escape")
    line.press("Enter")
    expect(week.locator(".block", has_text="Morning meeting")).to_have_count(4)
    expect(line).to_be_focused()


def test_a_word_is_taken_by_pointer_and_the_line_keeps_the_focus(week: Page) -> None:
    line = week.get_by_role("combobox", name="Add a block in one line")
    line.press_sequentially("mon 13:00 live نق")
    week.get_by_role("option", name=ARABIC).click()
    expect(line).to_have_value(f"mon 13:00 live {ARABIC} ")
    expect(line).to_be_focused()
    week.get_by_role("option", name="25").click()
    line.press("Enter")
    expect(week.locator(".block", has_text=ARABIC)).to_have_count(2)


def test_typing_on_before_an_answer_came_is_no_error(week: Page) -> None:
    asked: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    week.route("**/quick-add/preview/**", hold_the_first)
    line = week.get_by_role("combobox", name="Add a block in one line")
    with week.expect_request("**/quick-add/preview/**"):
        line.press_sequentially("9:30 li")
    line.press_sequentially("ve math 30")
    week.wait_for_timeout(300)
    asked[0].continue_()
    expect(week.locator(".line-preview")).to_contain_text("9:30 to 10:00 am, live")


def test_escape_puts_the_words_away_until_more_is_typed(week: Page) -> None:
    line = week.get_by_role("combobox", name="Add a block in one line")
    line.press_sequentially("9:30 l")
    words = week.get_by_role("listbox")
    expect(words).to_be_visible()
    line.press("Escape")
    expect(words).to_be_hidden()
    expect(line).to_have_value("9:30 l")
    line.press_sequentially("u")
    expect(words).to_be_visible()
    week.locator("h1").click()
    expect(words).to_be_hidden()


def test_what_is_unclear_is_said_while_typing_and_nothing_is_made(week: Page) -> None:
    line = week.get_by_role("combobox", name="Add a block in one line")
    line.press_sequentially("9:30 libe math 30")
    expect(week.locator(".line-preview")).to_contain_text('did you mean "live"?')
    expect(week.locator("#quick-add-said")).to_contain_text('did you mean "live"?')
    assert Block.objects.count() == 1


def test_what_was_wrong_with_a_line_is_not_said_of_the_next(week: Page) -> None:
    line = week.get_by_role("combobox", name="Add a block in one line")
    line.fill("9:30 libe math 30")
    line.press("Enter")
    expect(week.locator(".line-errors")).to_be_visible()
    line.fill("9:30 live math 30")
    expect(week.locator(".line-errors")).to_have_count(0)
    expect(week.locator(".line-preview")).to_contain_text("9:30 to 10:00 am, live, Math: 1 block")
    expect(line).not_to_have_attribute("aria-invalid", "true")


def test_a_block_is_added_by_touch_with_a_word_that_is_tapped(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_week(phone, classroom, sign_in)
    line = phone.get_by_role("combobox", name="Add a block in one line")
    line.tap()
    line.press_sequentially("13:00 li")
    word = phone.get_by_role("option", name="live")
    expect(word).to_be_visible()
    axe(phone)
    word.tap()
    expect(line).to_have_value("13:00 live ")
    expect(line).to_be_focused()
    line.press_sequentially("math 30")
    phone.get_by_label("Day for the line").select_option(label="Wednesday")
    expect(phone.locator(".line-preview")).to_contain_text("Wednesday")
    phone.locator("#quick-add").get_by_role("button", name="Add").tap()
    wednesday = phone.locator(f"#day-{MONDAY + dt.timedelta(days=2)}")
    expect(wednesday.locator(".block")).to_contain_text("1:00 to 1:30 pm")
    axe(phone)
    wednesday.get_by_role("button", name="Undo").tap()
    expect(wednesday.locator(".block")).to_have_count(0)


def test_the_line_keeps_nobody_out_in_any_look(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    week = open_week(page_in_each_look, classroom, sign_in)
    line = week.get_by_role("combobox", name="Add a block in one line")
    line.press_sequentially("any time ")
    expect(week.get_by_role("listbox")).to_be_visible()
    axe(week)
    assert week.evaluate("document.documentElement.scrollWidth <= innerWidth")
