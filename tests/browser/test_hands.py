"""Blocks moved and stretched by hand in a real browser: by mouse, by touch, by keys, by dialog."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from planner.models import Block, Change, Classroom, User
from tests.browser.conftest import LOOKS, OpenPage
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
STEP = 10
"""Pixels of five minutes on the grid."""
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


@pytest.fixture
def week(page: Page, classroom: Classroom, block: Block, sign_in: SignIn) -> Page:
    """The week of MONDAY with one block on it, opened by the class's teacher."""
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    return page


def find_card(page: Page, block: Block) -> Locator:
    return page.locator(f"#block-{block.pk}")


@contextmanager
def drag(
    page: Page, card: Locator, *, right: float = 0, down: float = 0, at: float = 10
) -> Iterator[None]:
    """Hold a block by a point so far below its top; inside, it hangs at its new place."""
    left, top, _, _ = find_box(card)
    page.mouse.move(left + 30, top + at)
    page.mouse.down()
    page.mouse.move(left + 36, top + at + 6)
    page.mouse.move(left + 30 + right, top + at + down, steps=4)
    yield
    page.mouse.up()


def measure_columns(page: Page) -> float:
    """How far apart two neighbouring days stand."""
    return (
        find_box(page.locator(f"#day-{WEDNESDAY}"))[0]
        - find_box(page.locator(f"#day-{TUESDAY}"))[0]
    )


def test_a_dragged_block_shows_its_verdict_before_it_is_let_go(
    week: Page, block: Block, axe: Axe
) -> None:
    verdict = week.locator(f"#day-{WEDNESDAY} .verdict")
    expect(verdict).to_contain_text("Nothing planned yet")
    with drag(week, find_card(week, block), right=measure_columns(week), down=4 * STEP):
        expect(verdict).to_contain_text("90 live minutes short")
        expect(week.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("Nothing planned yet")
        expect(week.locator(".is-held time")).to_have_text("9:20 to 10:20 am")
        expect(week.locator("#held-says")).to_contain_text("Math, Wednesday 9:20 to 10:20 am.")
        assert find_place(block) == (TUESDAY, 540, 60)
        axe(week)
    expect(week.locator(f"#day-{WEDNESDAY} #block-{block.pk}")).to_contain_text("9:20 to 10:20 am")
    expect(week.locator("#toasts")).to_contain_text("Moved Math to Wednesday 9:20 am.")
    expect(week.locator(".is-held")).to_have_count(0)
    assert find_place(block) == (WEDNESDAY, 560, 60)
    axe(week)


def test_a_drag_is_one_step_to_undo(week: Page, block: Block) -> None:
    with drag(week, find_card(week, block), right=measure_columns(week), down=12 * STEP):
        pass
    week.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(week.locator(f"#day-{TUESDAY} #block-{block.pk}")).to_contain_text("9:00 to 10:00 am")
    assert find_place(block) == (TUESDAY, 540, 60)


def test_escape_drops_a_dragged_block_back(week: Page, block: Block) -> None:
    verdict = week.locator(f"#day-{TUESDAY} .verdict")
    with drag(week, find_card(week, block), right=measure_columns(week)):
        expect(verdict).to_contain_text("Nothing planned yet")
        week.keyboard.press("Escape")
        expect(verdict).to_contain_text("90 live minutes short")
        expect(week.locator(".is-held, .is-lifted")).to_have_count(0)
    expect(week.get_by_role("dialog")).to_have_count(0)
    assert find_place(block) == (TUESDAY, 540, 60)


def test_the_lower_edge_stretches_a_block(week: Page, block: Block) -> None:
    card = find_card(week, block)
    with drag(week, card, down=6 * STEP, at=find_box(card)[3] - 3):
        expect(week.locator(".is-held time")).to_have_text("9:00 to 10:30 am")
        expect(week.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("60 live minutes short")
    expect(week.locator("#toasts")).to_contain_text("Made Math 90 minutes long.")
    assert find_place(block) == (TUESDAY, 540, 90)


def test_a_press_without_a_drag_opens_the_block(week: Page, block: Block) -> None:
    find_card(week, block).click(position={"x": 30, "y": 93})
    expect(week.get_by_role("dialog")).to_be_visible()
    assert not Change.objects.filter(what__startswith="Moved").exists()


def test_a_task_is_dragged_out_of_any_time_and_back(
    week: Page, classroom: Classroom, axe: Axe
) -> None:
    task = make_block(classroom, TUESDAY, mode="async", title="Reading", start=None, screen="off")
    week.set_viewport_size({"width": 1440, "height": 1400})
    week.reload()
    _, top, _, _ = find_box(find_card(week, task))
    nine = find_box(week.locator(f"#day-{WEDNESDAY} .hours"))[1] + 12 * STEP
    with drag(week, find_card(week, task), right=measure_columns(week), down=nine - top - 10):
        expect(week.locator(f"#day-{WEDNESDAY} .hours .is-held")).to_be_visible()
    expect(week.locator(f"#day-{WEDNESDAY} .hours #block-{task.pk}")).to_be_visible()
    assert find_place(task) == (WEDNESDAY, 540, 30)
    _, top, _, _ = find_box(find_card(week, task))
    below = find_box(week.locator(f"#day-{TUESDAY} .any-time"))[1] + 12
    with drag(week, find_card(week, task), right=-measure_columns(week), down=below - top - 10):
        expect(week.locator(f"#day-{TUESDAY} .any-time .is-held")).to_be_visible()
    expect(week.locator(f"#day-{TUESDAY} .any-time #block-{task.pk}")).to_be_visible()
    assert find_place(task) == (TUESDAY, None, 30)


def test_a_closed_day_takes_nothing_that_is_dragged_over_it(
    week: Page, classroom: Classroom, block: Block
) -> None:
    make_closure(classroom.school, WEDNESDAY, "Snow")
    week.reload()
    with drag(week, find_card(week, block), right=measure_columns(week), down=2 * STEP):
        expect(week.locator(f"#day-{TUESDAY} .is-held time")).to_have_text("9:10 to 10:10 am")
    expect(week.locator("#toasts")).to_contain_text("Moved Math to 9:10 am.")
    assert find_place(block) == (TUESDAY, 550, 60)


def test_a_drag_of_what_somebody_changed_meanwhile_shows_both_versions(
    week: Page, block: Block, axe: Axe
) -> None:
    Block.objects.filter(pk=block.pk).update(version=7, title="Fractions")
    with drag(week, find_card(week, block), down=12 * STEP):
        pass
    conflict = week.get_by_role("dialog", name="Somebody changed this meanwhile")
    expect(conflict).to_contain_text("Fractions")
    expect(week.locator(".is-held, .is-lifted")).to_have_count(0)
    assert find_place(block) == (TUESDAY, 540, 60)
    axe(week)


@pytest.fixture
def tablet(open_page: OpenPage, classroom: Classroom, block: Block, sign_in: SignIn) -> Page:
    """The same week on a screen that is touched."""
    page = open_page(LOOKS[2], has_touch=True)
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    return page


def test_a_long_press_takes_a_block_by_touch(tablet: Page, block: Block) -> None:
    left, top, _, _ = find_box(find_card(tablet, block))
    finger = Finger(tablet)
    finger.feel("touchStart", (left + 30, top + 10))
    expect(tablet.locator(".is-lifted")).to_have_count(1)
    for part in (0.5, 1):
        far = part * measure_columns(tablet)
        finger.feel("touchMove", (left + 30 + far, top + 10 + part * 6 * STEP))
    expect(tablet.locator(f"#day-{WEDNESDAY} .is-held time")).to_have_text("9:30 to 10:30 am")
    finger.feel("touchEnd")
    expect(tablet.locator(f"#day-{WEDNESDAY} #block-{block.pk}")).to_be_visible()
    assert find_place(block) == (WEDNESDAY, 570, 60)


def test_a_quick_finger_scrolls_and_moves_nothing(tablet: Page, block: Block) -> None:
    left, top, _, _ = find_box(find_card(tablet, block))
    finger = Finger(tablet)
    finger.feel("touchStart", (left + 30, top + 10))
    for far in (20, 60, 120):
        finger.feel("touchMove", (left + 30, top + 10 - far))
    tablet.wait_for_timeout(500)
    expect(tablet.locator(".is-held, .is-lifted")).to_have_count(0)
    finger.feel("touchEnd")
    assert tablet.evaluate("window.scrollY") > 0
    assert find_place(block) == (TUESDAY, 540, 60)


def test_arrow_keys_move_a_block_and_say_where_it_is(week: Page, block: Block, axe: Axe) -> None:
    link = week.locator(f"#open-{block.pk}")
    link.focus()
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowDown", "ArrowRight"):
        week.keyboard.press(key)
    says = week.locator("#held-says")
    expect(says).to_have_text(
        "Math, Wednesday 9:25 to 10:25 am. Tuesday: Nothing planned yet. "
        "Wednesday: 90 live minutes short, and 1 more."
    )
    axe(week)
    expect(week.locator("#toasts")).to_contain_text("Moved Math to Wednesday 9:25 am.")
    expect(week.locator(f"#open-{block.pk}")).to_be_focused()
    assert find_place(block) == (WEDNESDAY, 565, 60)
    assert Change.objects.filter(what__startswith="Moved").count() == 1


def test_keys_that_move_and_stretch_say_both(week: Page, block: Block) -> None:
    week.locator(f"#open-{block.pk}").focus()
    for key in ("ArrowDown", "Alt+ArrowDown", "Enter"):
        week.keyboard.press(key)
    moved = "Moved Math to 9:05 am and made it 65 minutes long."
    expect(week.locator("#toasts")).to_contain_text(moved)


def test_keys_stretch_a_block_and_escape_takes_it_back(week: Page, block: Block) -> None:
    week.locator(f"#open-{block.pk}").focus()
    week.keyboard.press("Alt+ArrowDown")
    week.keyboard.press("Alt+ArrowDown")
    expect(week.locator(".is-held time")).to_have_text("9:00 to 10:10 am")
    week.keyboard.press("Escape")
    expect(week.locator(".is-held")).to_have_count(0)
    week.keyboard.press("Alt+ArrowUp")
    week.keyboard.press("Enter")
    expect(week.locator("#toasts")).to_contain_text("Made Math 55 minutes long.")
    assert find_place(block) == (TUESDAY, 540, 55)


def test_delete_takes_a_block_off_and_the_focus_stays_in_its_day(week: Page, block: Block) -> None:
    week.locator(f"#open-{block.pk}").focus()
    week.keyboard.press("Delete")
    expect(week.locator("#toasts")).to_contain_text("Removed Math.")
    expect(week.locator(f"#name-{TUESDAY}")).to_be_focused()
    assert not Block.objects.standing().exists()


def test_the_move_dialog_says_what_a_move_would_bring(week: Page, block: Block, axe: Axe) -> None:
    week.locator(f"#open-{block.pk}").focus()
    week.keyboard.press("m")
    dialog = week.get_by_role("dialog", name="Move Math")
    expect(dialog.get_by_label("Starts at")).to_be_focused()
    dialog.get_by_label("Wednesday 18 November").check()
    dialog.get_by_label("Minutes").fill("150")
    expect(dialog.locator("[data-day] .verdict").last).to_have_text("1 separate live run short")
    expect(dialog.locator("[data-day] .verdict").first).to_have_text("Nothing planned yet")
    axe(week)
    dialog.get_by_role("button", name="Move", exact=True).click()
    expect(week.locator(f"#day-{WEDNESDAY} #block-{block.pk}")).to_be_visible()
    expect(week.locator(f"#open-{block.pk}")).to_be_focused()
    assert find_place(block) == (WEDNESDAY, 540, 150)


def test_the_shortcuts_are_listed_and_single_keys_can_be_switched_off(
    week: Page, block: Block, axe: Axe
) -> None:
    week.keyboard.press("?")
    listed = week.get_by_role("dialog", name="Keyboard shortcuts")
    expect(listed).to_contain_text("15 minutes earlier or later")
    axe(week)
    listed.get_by_label("Single keys").uncheck()
    week.keyboard.press("Escape")
    week.locator(f"#open-{block.pk}").focus()
    week.keyboard.press("Delete")
    week.keyboard.press("?")
    expect(week.get_by_role("dialog")).to_have_count(0)
    assert Block.objects.standing().count() == 1


def test_steps_in_the_panel_lose_nothing_that_was_typed(week: Page, block: Block) -> None:
    week.locator(f"#open-{block.pk}").click()
    panel = week.get_by_role("dialog")
    panel.get_by_label("Title").fill("Fractions")
    panel.get_by_role("button", name="15 min later").click()
    panel.get_by_role("button", name="5 min longer").click()
    expect(panel.get_by_label("Title")).to_have_value("Fractions")
    expect(panel.get_by_label("Starts at")).to_have_value("09:15")
    panel.get_by_role("button", name="Save").click()
    expect(find_card(week, block)).to_contain_text("Fractions")
    assert find_place(block) == (TUESDAY, 555, 65)


def test_steps_without_javascript_save_what_was_typed(
    open_page: OpenPage, classroom: Classroom, block: Block, sign_in: SignIn
) -> None:
    plain = open_page(java_script_enabled=False)
    sign_in(plain, make_teacher(classroom))
    plain.goto(f"/blocks/{block.pk}/")
    plain.get_by_label("Title").fill("Fractions")
    plain.get_by_role("button", name="15 min later").click()
    expect(find_card(plain, block)).to_contain_text("Fractions")
    assert find_place(block) == (TUESDAY, 555, 60)


def test_a_block_is_moved_without_javascript(
    open_page: OpenPage, classroom: Classroom, block: Block, sign_in: SignIn, axe: Axe
) -> None:
    plain = open_page(java_script_enabled=False)
    sign_in(plain, make_teacher(classroom))
    plain.goto(f"/blocks/{block.pk}/")
    plain.get_by_role("link", name=re.compile("Move")).click()
    plain.get_by_label("Wednesday 18 November").check()
    plain.get_by_label("Starts at").fill("11:00")
    plain.get_by_role("button", name="Move", exact=True).click()
    expect(plain.locator("#messages")).to_contain_text("Moved Math to Wednesday 11:00 am.")
    assert find_place(block) == (WEDNESDAY, 660, 60)
