"""The task's editor in a real browser: examples, pasted steps, and the way out of the device."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Block, User
from tests.browser.hands import press_until
from tests.factories import MONDAY, make_block, make_classroom, make_teacher

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def block() -> Block:
    room = make_classroom(name="Maple room")
    return make_block(room, mode="async", start=None, screen="on", title="Reading")


def test_a_task_is_written_with_an_example_and_pasted_steps(
    page: Page, block: Block, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, make_teacher(block.day.classroom))
    page.goto(f"/blocks/{block.pk}/task/")
    page.get_by_label("Steps", exact=True).fill("1. Read a page.\n2. Draw it.")
    page.get_by_text("Examples to begin from").press("Enter")
    axe(page)
    page.get_by_role("button", name="Use it").first.press("Enter")
    check = page.get_by_label("Coach check")
    expect(check).to_be_focused()
    expect(check).to_have_value("A drawing with three labels lies on the table.")
    page.get_by_label("Draw it").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Steps", exact=True)).to_have_value("Read a page.\nDraw it.")
    expect(page.get_by_label("Draw it")).to_be_checked()


def test_a_task_is_written_and_taken_back_by_keyboard_alone(
    page: Page, block: Block, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, make_teacher(block.day.classroom))
    page.goto(f"/blocks/{block.pk}/task/")
    press_until(page, "[name=steps]")
    page.keyboard.type("Read a page.\nDraw it.")
    press_until(page, "[name=show_by][value=draw]")
    page.keyboard.press("Space")
    press_until(page, "details:has([name=options]) > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[name=options]")).to_be_focused()
    page.keyboard.type("Paint it\nSing it\nBuild it")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    axe(page)
    press_until(page, "main form .button-main")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Saved.")
    expect(page.get_by_label("Steps", exact=True)).to_have_value("Read a page.\nDraw it.")
    expect(page.get_by_label("Draw it")).to_be_checked()
    expect(page.locator("[name=options]")).to_have_value("Paint it\nSing it\nBuild it")
    press_until(page, ".toast button", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/weeks/**")
    page.goto(f"/blocks/{block.pk}/task/")
    expect(page.get_by_label("Steps", exact=True)).to_have_value("")


def test_a_task_is_written_and_taken_back_by_touch(
    phone: Page, block: Block, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(phone, make_teacher(block.day.classroom))
    phone.goto(f"/blocks/{block.pk}/task/")
    phone.get_by_label("Steps", exact=True).fill("Read a page.\nDraw it.")
    phone.get_by_label("Draw it").tap()
    phone.locator("summary", has_text="A choice board").tap()
    phone.locator("[name=options]").fill("Paint it\nSing it")
    phone.locator("[name=pick]").fill("1")
    phone.get_by_text("Examples to begin from").tap()
    axe(phone)
    phone.get_by_role("button", name="Use it").first.tap()
    expect(phone.get_by_label("Coach check")).to_have_value(
        "A drawing with three labels lies on the table."
    )
    phone.get_by_role("button", name="Save").tap()
    expect(phone.locator(".toast")).to_contain_text("Saved.")
    expect(phone.get_by_label("Draw it")).to_be_checked()
    phone.locator(".toast").get_by_role("button", name="Undo").tap()
    phone.wait_for_url("**/weeks/**")
    phone.goto(f"/blocks/{block.pk}/task/")
    expect(phone.get_by_label("Steps", exact=True)).to_have_value("")


def test_a_task_leaves_the_device_from_the_week_and_comes_back_by_undo(
    page: Page, block: Block, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, make_teacher(block.day.classroom))
    page.goto(f"/classes/{block.day.classroom_id}/weeks/{MONDAY}/")
    page.locator(f"#open-{block.pk}").press("Enter")
    axe(page)
    page.get_by_role("button", name="Make it work without a device").press("Enter")
    expect(page.locator(f"#block-{block.pk}")).to_contain_class("mode-offline")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator(f"#block-{block.pk}")).to_contain_class("mode-device")


def test_the_editor_keeps_nobody_out_in_any_look(
    page_in_each_look: Page, block: Block, sign_in: SignIn, axe: Axe
) -> None:
    page = page_in_each_look
    sign_in(page, make_teacher(block.day.classroom))
    page.goto(f"/blocks/{block.pk}/task/")
    page.get_by_label("It has captions").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is no video for them.")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
