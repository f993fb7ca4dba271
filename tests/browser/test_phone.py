"""The week on a phone: blocks taken in the hand by touch, moved by buttons or along the list."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from planner.models import Block, Classroom, User
from tests.browser.conftest import LOOKS, PHONE, Look, OpenPage
from tests.browser.hands import Finger, find_box, find_place
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
WEDNESDAY = MONDAY + dt.timedelta(days=2)
THURSDAY = MONDAY + dt.timedelta(days=3)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(name="Maple room", subjects=["math", "science"])
    put_policy_in_force(room.school.district)
    return room


@pytest.fixture
def block(classroom: Classroom) -> Block:
    """Math, live on Tuesday from 9:00 to 10:00."""
    return make_block(classroom, TUESDAY, minutes=60)


def open_week(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    return page


@pytest.fixture
def phone(phone: Page, classroom: Classroom, block: Block, sign_in: SignIn) -> Page:
    """The week of MONDAY on a phone, opened by the class's teacher."""
    return open_week(phone, classroom, sign_in)


def find_bar(page: Page) -> Locator:
    return page.locator("#hand-bar")


def take(page: Page, block: Block) -> Locator:
    """Take a block by its grip; the answer is the bar."""
    page.locator(f"#block-{block.pk} .block-take").tap()
    expect(find_bar(page)).to_be_visible()
    return find_bar(page)


def press_long(page: Page, block: Block) -> tuple[Finger, float, float]:
    """A finger that took a block by staying on it, and where it is."""
    card = page.locator(f"#block-{block.pk}")
    card.scroll_into_view_if_needed()
    left, top, _, height = find_box(card)
    finger, x, y = Finger(page), left + 60, top + height / 2
    finger.feel("touchStart", (x, y))
    expect(page.locator(".is-lifted")).to_have_count(1)
    return finger, x, y


def test_a_tap_on_the_grip_and_big_buttons_move_a_block_in_one_step(
    phone: Page, block: Block, axe: Axe
) -> None:
    bar = take(phone, block)
    expect(phone.get_by_role("heading", name="Math")).to_be_focused()
    for name in ("15 minutes later", "Longer", "To Wed"):
        button = bar.get_by_role("button", name=name)
        assert find_box(button)[3] >= 44
        button.tap()
    expect(bar).to_contain_text("Wednesday, 9:15 to 10:20 am")
    expect(bar.locator(".verdict").first).to_have_text("Tuesday: Nothing planned yet")
    expect(bar.locator(".verdict").last).to_contain_text("85 live minutes short")
    expect(phone.locator(f"#day-{WEDNESDAY} .is-held")).to_be_in_viewport()
    axe(phone)
    assert find_place(block) == (TUESDAY, 540, 60)
    bar.get_by_role("button", name="Put it here").tap()
    expect(phone.locator(f"#day-{WEDNESDAY} #block-{block.pk}")).to_contain_text("9:15 to 10:20")
    expect(bar).to_be_hidden()
    expect(phone.locator(f"#open-{block.pk}")).to_be_focused()
    axe(phone)
    assert find_place(block) == (WEDNESDAY, 555, 65)
    phone.locator("#toasts").get_by_role("button", name="Undo").tap()
    expect(phone.locator(f"#day-{TUESDAY} #block-{block.pk}")).to_contain_text("9:00 to 10:00")


def test_cancel_and_escape_leave_a_block_where_it_was(phone: Page, block: Block) -> None:
    bar = take(phone, block)
    bar.get_by_role("button", name="15 minutes earlier").tap()
    expect(bar).to_contain_text("8:45 to 9:45 am")
    bar.get_by_role("button", name="Cancel").tap()
    expect(phone.locator(f"#block-{block.pk} .block-take")).to_be_focused()
    take(phone, block).get_by_role("button", name="15 minutes earlier").tap()
    phone.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(phone.locator(f"#block-{block.pk}")).to_contain_text("9:00 to 10:00 am")
    expect(phone.locator(".is-held, .is-lifted")).to_have_count(0)
    assert find_place(block) == (TUESDAY, 540, 60)


def test_enter_presses_the_bar_s_button_and_lets_nothing_go(phone: Page, block: Block) -> None:
    phone.locator(f"#block-{block.pk} .block-take").press("Enter")
    bar = find_bar(phone)
    later = bar.get_by_role("button", name="15 minutes later")
    later.press("Enter")
    later.press("Enter")
    expect(bar).to_contain_text("9:30 to 10:30 am")
    bar.get_by_role("button", name="Put it here").press("Enter")
    expect(phone.locator("#toasts")).to_contain_text("Moved Math to 9:30 am")


def test_the_bar_leads_to_the_whole_move_dialog(phone: Page, block: Block, axe: Axe) -> None:
    take(phone, block).get_by_role("button", name="Move…").tap()
    dialog = phone.get_by_role("dialog", name="Move Math")
    expect(dialog).to_be_visible()
    expect(find_bar(phone)).to_be_hidden()
    axe(phone)


def test_a_task_without_a_time_goes_to_another_day_and_closed_days_are_passed_over(
    phone: Page, classroom: Classroom
) -> None:
    task = make_block(classroom, TUESDAY, mode="async", title="Reading", start=None, screen="off")
    make_closure(classroom.school, WEDNESDAY, "Snow")
    phone.reload()
    bar = take(phone, task)
    expect(bar.get_by_role("button", name="15 minutes later")).to_be_disabled()
    bar.get_by_role("button", name="To Thu").tap()
    expect(phone.locator(f"#day-{THURSDAY} .any-time .is-held")).to_be_visible()
    bar.get_by_role("button", name="Put it here").tap()
    expect(phone.locator(f"#day-{THURSDAY} #block-{task.pk}")).to_be_visible()
    assert find_place(task) == (THURSDAY, None, 30)


def test_a_long_press_carries_a_block_along_the_list(
    phone: Page, classroom: Classroom, block: Block, axe: Axe
) -> None:
    art = make_block(classroom, TUESDAY, title="Art", start=780, minutes=45)
    phone.set_viewport_size({"width": 375, "height": 3000})
    phone.reload()
    finger, x, y = press_long(phone, block)
    _, top, _, height = find_box(phone.locator(f"#block-{art.pk}"))
    for part in (0.5, 1):
        finger.feel("touchMove", (x, y + part * (top + height - y)))
    expect(phone.locator(f"#block-{art.pk} + .is-held time")).to_have_text("1:45 to 2:45 pm")
    expect(phone.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("live minutes short")
    axe(phone)
    finger.feel("touchEnd")
    expect(phone.locator("#toasts")).to_contain_text("Moved Math to 1:45 pm")
    assert find_place(block) == (TUESDAY, 825, 60)


def test_a_long_press_goes_above_the_first_and_to_another_day(
    phone: Page, classroom: Classroom, block: Block
) -> None:
    art = make_block(classroom, WEDNESDAY, title="Art", start=600, minutes=45)
    phone.set_viewport_size({"width": 375, "height": 3000})
    phone.reload()
    finger, x, _ = press_long(phone, block)
    finger.feel("touchMove", (x, find_box(phone.locator(f"#block-{art.pk}"))[1] - 1))
    expect(phone.locator(f"#day-{WEDNESDAY} .is-held time")).to_have_text("9:00 to 10:00 am")
    finger.feel("touchEnd")
    expect(phone.locator(f"#day-{WEDNESDAY} #block-{block.pk}")).to_be_visible()
    assert find_place(block) == (WEDNESDAY, 540, 60)


def test_a_long_press_that_moves_nothing_keeps_the_block_in_the_hand(
    phone: Page, block: Block
) -> None:
    finger, _, _ = press_long(phone, block)
    finger.feel("touchEnd")
    expect(find_bar(phone)).to_contain_text("Tuesday, 9:00 to 10:00 am")
    find_bar(phone).get_by_role("button", name="5 minutes later", exact=True).tap()
    find_bar(phone).get_by_role("button", name="Put it here").tap()
    expect(phone.locator(f"#block-{block.pk}")).to_contain_text("9:05 to 10:05 am")


def test_a_quick_finger_on_a_block_scrolls_the_list(phone: Page, block: Block) -> None:
    left, top, _, _ = find_box(phone.locator(f"#block-{block.pk}"))
    finger = Finger(phone)
    finger.feel("touchStart", (left + 60, top + 10))
    for far in (20, 60, 120):
        finger.feel("touchMove", (left + 60, top + 10 - far))
    finger.feel("touchEnd")
    phone.wait_for_timeout(500)
    expect(phone.locator(".is-held, .is-lifted")).to_have_count(0)
    assert phone.evaluate("window.scrollY") > 0


def test_without_javascript_the_grip_leads_to_the_move_page(
    open_page: OpenPage, classroom: Classroom, block: Block, sign_in: SignIn
) -> None:
    page = open_page(Look(*PHONE, "light"), has_touch=True, java_script_enabled=False)
    open_week(page, classroom, sign_in)
    page.get_by_role("link", name="Move Math").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Move Math")


@pytest.mark.parametrize("look", LOOKS[:2], ids=lambda look: look.scheme)
def test_the_bar_keeps_nobody_out_whatever_a_block_is_called(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn, axe: Axe, look: Look
) -> None:
    title = "درس الرياضيات الطويل جدا مع المعلمة والمجموعة كلها في الصباح"
    block = make_block(classroom, TUESDAY, title=title, minutes=10)
    page = open_week(open_page(look, has_touch=True, is_mobile=True), classroom, sign_in)
    bar = take(page, block)
    bar.get_by_role("button", name="Shorter").tap()
    expect(bar.locator(".verdict")).to_contain_text("live minutes short")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
