"""Writing a session and a task with a real browser: by keyboard, in every look, with axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from planner.models import Block, User
from tests.factories import make_block, make_classroom, make_teacher

ARABIC = "اقرأ الصفحة بصوت عال ثم ارسم ما تراه في الحديقة، وأخبر شخصا كبيرا بما رسمت"


@pytest.fixture
def block(live: LiveServer) -> Block:
    return make_block(make_classroom(), title=ARABIC)


@pytest.fixture
def task_block(block: Block) -> Block:
    return make_block(
        block.day.classroom, mode="async", start=None, screen="off", title="W" + "o" * 190
    )


@pytest.fixture
def teacher(block: Block) -> User:
    return make_teacher(block.day.classroom)


SignIn = Callable[[Page, User], None]


def fits(page: Page) -> bool:
    """Whether the page needs no scrolling sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_session_page_keeps_nobody_out(
    page_in_each_look: Page,
    sign_in: SignIn,
    teacher: User,
    block: Block,
    axe: Callable[[Page], None],
) -> None:
    page = page_in_each_look
    sign_in(page, teacher)
    page.goto(f"/blocks/{block.pk}/session/?usual")
    axe(page)
    assert fits(page)


def test_the_task_page_keeps_nobody_out_even_when_something_is_wrong(
    page_in_each_look: Page,
    sign_in: SignIn,
    teacher: User,
    task_block: Block,
    axe: Callable[[Page], None],
) -> None:
    page = page_in_each_look
    sign_in(page, teacher)
    page.goto(f"/blocks/{task_block.pk}/task/")
    axe(page)
    page.get_by_label("Due at").fill("14:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    axe(page)
    assert fits(page)


def test_a_session_is_written_by_keyboard_and_undone(
    page: Page, sign_in: SignIn, teacher: User, block: Block
) -> None:
    sign_in(page, teacher)
    page.goto(f"/blocks/{block.pk}/session/")
    page.get_by_label("What to bring").focus()
    page.keyboard.type("a ruler")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Families read it once the week is published")).to_be_visible()
    written = Block.objects.get(pk=block.pk).instructions
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/weeks/**")
    undone = Block.objects.get(pk=block.pk).instructions
    assert (written, undone) == (
        "Bring: a ruler\nAfter the lesson, choose: log off and work alone.",
        "",
    )


def test_two_people_on_one_session_see_both_versions(
    page_in_each_look: Page,
    sign_in: SignIn,
    teacher: User,
    block: Block,
    axe: Callable[[Page], None],
) -> None:
    page = page_in_each_look
    sign_in(page, teacher)
    page.goto(f"/blocks/{block.pk}/session/")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("What to bring").fill("a drum")
    other.get_by_role("button", name="Save").click()
    page.get_by_label("What to bring").fill("a " + "flute" * 30)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Somebody changed this meanwhile")).to_be_visible()
    axe(page)
    assert fits(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Families read it")).to_be_visible()
    assert "flute" in Block.objects.get(pk=block.pk).instructions
