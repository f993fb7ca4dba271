"""Several blocks at once, undo and redo in a real browser: by mouse, by touch, by keyboard."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Block, Classroom, User
from planner.services.blocks import change_block
from tests.browser.conftest import PHONE, Look, OpenPage
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(name="Maple room", subjects=["math", "science"])
    put_policy_in_force(room.school.district)
    return room


@pytest.fixture
def blocks(classroom: Classroom) -> list[Block]:
    return [
        make_block(classroom, TUESDAY, title=title, start=start)
        for title, start in (("Math", 540), ("Art", 600), ("Music", 660))
    ]


@pytest.fixture
def week(page: Page, classroom: Classroom, blocks: list[Block], sign_in: SignIn) -> Page:
    """The week of MONDAY with three blocks on Tuesday, opened by the class's teacher."""
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    return page


def starts() -> dict[str, int | None]:
    return dict(Block.objects.standing().values_list("title", "start"))


def expect_count(page: Page, words: str) -> None:
    expect(page.locator("#many-count")).to_have_text(words)


def test_blocks_are_chosen_by_mouse_moved_together_and_put_back(
    week: Page, blocks: list[Block], axe: Axe
) -> None:
    week.locator(f"#block-{blocks[0].pk}").click(modifiers=["Control"])
    expect_count(week, "1 block selected")
    week.locator(f"#block-{blocks[2].pk}").click(modifiers=["Shift"])
    expect_count(week, "3 blocks selected")
    axe(week)
    week.get_by_role("button", name="15 minutes later", exact=True).click()
    expect(week.locator(f"#block-{blocks[1].pk}")).to_contain_text("10:15")
    expect_count(week, "3 blocks selected")
    week.get_by_role("button", name="15 minutes later", exact=True).click()
    expect(week.locator(f"#block-{blocks[1].pk}")).to_contain_text("10:30")
    week.get_by_role("button", name="Done").click()
    expect(week.locator("#many-bar")).to_be_hidden()
    week.keyboard.press("Control+z")
    expect(week.locator(f"#block-{blocks[1].pk}")).to_contain_text("10:15")
    week.keyboard.press("Control+z")
    expect(week.locator(f"#block-{blocks[1].pk}")).to_contain_text("10:00 to")
    assert starts() == {"Math": 540, "Art": 600, "Music": 660}


def test_undo_and_redo_are_pressed_quickly_and_survive_a_reload(
    week: Page, blocks: list[Block]
) -> None:
    block = week.locator(f"#block-{blocks[0].pk}")
    block.click(modifiers=["Control"])
    for clock in ("9:05", "9:10", "9:15"):
        week.get_by_role("button", name="5 minutes later", exact=True).click()
        expect(block).to_contain_text(clock)
    week.reload()
    undo = week.locator("#undo-last")
    expect(undo).to_contain_text("Undo: Moved Math 5 minutes later")
    for _ in range(3):
        week.keyboard.press("Control+z")
    expect(block).to_contain_text("9:00 to")
    expect(undo).to_have_attribute("aria-disabled", "true")
    week.keyboard.press("Control+Shift+z")
    week.keyboard.press("Control+y")
    expect(block).to_contain_text("9:10")
    expect(week.locator("#toasts")).to_contain_text("Moved Math 5 minutes later")
    week.reload()
    expect(week.locator("#redo-next")).to_contain_text("Redo: Moved Math")
    week.get_by_label("Add a block in one line").fill("9:30 li")
    week.keyboard.press("Control+z")
    expect(block).to_contain_text("9:10")


def test_undo_and_redo_are_tapped_on_a_phone(
    phone: Page, classroom: Classroom, blocks: list[Block], sign_in: SignIn, axe: Axe
) -> None:
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    phone.get_by_role("link", name="Select").tap()
    block = phone.locator(f"#block-{blocks[0].pk}")
    block.tap()
    phone.get_by_role("button", name="15 minutes later", exact=True).tap()
    expect(block).to_contain_text("9:15 to")
    phone.get_by_role("button", name="Done").tap()
    undo, redo = phone.locator("#undo-last"), phone.locator("#redo-next")
    undo.tap()
    expect(block).to_contain_text("9:00 to")
    expect(undo).to_have_attribute("aria-disabled", "true")
    axe(phone)
    phone.reload()
    redo.tap()
    expect(block).to_contain_text("9:15 to")
    undo.tap()
    expect(block).to_contain_text("9:00 to")


def test_blocks_are_chosen_and_changed_by_keyboard_alone(week: Page, blocks: list[Block]) -> None:
    week.locator("[data-choose]").focus()
    week.keyboard.press("Enter")
    expect_count(week, "No blocks selected")
    expect(week.locator(f"#box-{blocks[0].pk}")).to_be_focused()
    week.keyboard.press("Space")
    expect_count(week, "1 block selected")
    week.locator(f"#open-{blocks[1].pk}").focus()
    week.keyboard.press("Space")
    expect_count(week, "2 blocks selected")
    week.locator("#many-bar summary", has_text="Subject").focus()
    week.keyboard.press("Enter")
    week.keyboard.press("Tab")
    week.keyboard.type("science")
    week.keyboard.press("Tab")
    week.keyboard.press("Enter")
    expect(week.locator("#toasts")).to_contain_text("Subject of 2 blocks: science")
    expect(week.locator("#many-bar summary", has_text="Subject")).to_be_focused()
    week.locator(f"#box-{blocks[0].pk}").focus()
    week.keyboard.press("Delete")
    expect(week.locator(".block")).to_have_count(1)
    expect_count(week, "No blocks selected")
    week.keyboard.press("Escape")
    expect(week.locator("#many-bar")).to_be_hidden()


def test_blocks_are_chosen_by_touch_on_a_phone(
    open_page: OpenPage, classroom: Classroom, blocks: list[Block], sign_in: SignIn, axe: Axe
) -> None:
    phone = open_page(Look(*PHONE, "dark"), has_touch=True)
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    phone.get_by_role("link", name="Select").tap()
    phone.locator(f"#block-{blocks[0].pk}").tap()
    phone.locator(f"#block-{blocks[1].pk}").tap()
    expect_count(phone, "2 blocks selected")
    phone.locator("#many-bar summary", has_text="Copy").tap()
    axe(phone)
    phone.locator("#many-bar").get_by_label("Thursday").tap()
    phone.get_by_role("button", name="Copy", exact=True).tap()
    expect(phone.locator(f"#day-{MONDAY + dt.timedelta(days=3)} .block")).to_have_count(2)


def test_chosen_blocks_get_a_subject_and_move_to_another_day_by_touch(
    phone: Page, classroom: Classroom, blocks: list[Block], sign_in: SignIn, axe: Axe
) -> None:
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    phone.get_by_role("link", name="Select").tap()
    for block in blocks[:2]:
        phone.locator(f"#block-{block.pk}").tap()
    bar = phone.locator("#many-bar")
    bar.locator("summary", has_text="Subject").tap()
    axe(phone)
    bar.get_by_label("Subject").fill("science")
    bar.get_by_role("button", name="Set the subject").tap()
    expect(phone.locator("#toasts")).to_contain_text("Subject of 2 blocks: science")
    bar.locator("summary", has_text="Move").tap()
    axe(phone)
    bar.get_by_label("To another day").select_option(label="Friday")
    bar.get_by_role("button", name="Move to that day").tap()
    friday = phone.locator(f"#day-{MONDAY + dt.timedelta(days=4)}")
    expect(friday.locator(".block")).to_have_count(2)
    bar.get_by_role("button", name="Take off").tap()
    expect(friday.locator(".block")).to_have_count(0)
    phone.locator("#toasts").get_by_role("button", name="Undo").tap()
    expect(friday.locator(".block")).to_have_count(2)


def test_a_mixed_choice_is_made_offline_by_touch_and_says_what_stays(
    phone: Page, classroom: Classroom, blocks: list[Block], sign_in: SignIn, axe: Axe
) -> None:
    make_block(classroom, TUESDAY, mode="async", screen="on", title="Maps", start=None)
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    phone.get_by_role("link", name="Select").tap()
    for block in Block.objects.exclude(title="Music"):
        phone.locator(f"#block-{block.pk}").tap()
    phone.locator("#many-bar").get_by_role("button", name="Make offline").tap()
    toast = phone.locator("#toasts")
    expect(toast).to_contain_text("Made 1 of 3 blocks offline.")
    expect(toast).to_contain_text("Not changed: Math and Art (live).")
    expect(phone.locator(".mode-offline.block")).to_contain_text("Maps")
    axe(phone)
    phone.get_by_role("button", name="Done").tap()
    expect(phone.locator("#many-bar")).to_be_hidden()


def test_what_cannot_be_done_is_said_in_the_bar(week: Page, blocks: list[Block]) -> None:
    week.locator(f"#block-{blocks[0].pk}").click(modifiers=["Control"])
    week.get_by_role("button", name="Make offline").click()
    expect(week.locator("#many-problem")).to_contain_text("Only own-time work")
    week.get_by_role("button", name="5 minutes later", exact=True).click()
    expect(week.locator("#many-problem")).to_be_empty()


def test_of_colliding_blocks_each_is_chosen(week: Page, blocks: list[Block], axe: Axe) -> None:
    for block, start in zip(blocks[:2], (800, 860), strict=True):
        change_block(by=None, block=block, version=1, fields={"start": start}, now=NOW)
    for block in blocks:
        week.locator(f"#block-{block.pk}").click(modifiers=["Control"])
    week.get_by_role("button", name="15 minutes later", exact=True).click()
    conflict = week.get_by_role("dialog", name="Somebody changed this meanwhile")
    axe(week)
    conflict.get_by_role("group", name="Which version of Math").get_by_text("Use mine").click()
    conflict.get_by_role("button", name="Do it so").click()
    expect(week.locator("#toasts")).to_contain_text("Moved 2 blocks 15 minutes later")
    assert starts() == {"Math": 555, "Art": 860, "Music": 675}


def test_blocks_are_ticked_and_moved_without_javascript(
    open_page: OpenPage, classroom: Classroom, blocks: list[Block], sign_in: SignIn, axe: Axe
) -> None:
    plain = open_page(java_script_enabled=False)
    sign_in(plain, make_teacher(classroom))
    plain.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    plain.get_by_role("link", name="Select").click()
    plain.get_by_label("Math").check()
    plain.get_by_label("Music").check()
    plain.get_by_role("button", name="15 minutes earlier").click()
    expect(plain.locator("#messages")).to_contain_text("Moved 2 blocks 15 minutes earlier")
    assert starts() == {"Math": 525, "Art": 600, "Music": 645}
    plain.get_by_role("group", name="Undo and redo").get_by_role("button", name="Undo").click()
    assert starts() == {"Math": 540, "Art": 600, "Music": 660}


def test_the_page_of_many_blocks_keeps_nobody_out_in_any_look(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    page = page_in_each_look
    group = make_group(classroom, "المجموعة الأولى")
    for step in range(12):
        make_block(
            classroom,
            TUESDAY,
            title=f"درس الرياضيات الطويل جدا مع المعلمة والمجموعة كلها {step}",
            start=8 * 60 + step * 10,
            minutes=10,
            groups=(group.pk,) if step % 2 else (),
        )
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/blocks/")
    axe(page)
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    page.get_by_role("link", name="Select").click()
    axe(page)
