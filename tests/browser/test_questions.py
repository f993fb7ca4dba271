"""A question's way in a real browser: asked on a phone, answered on a laptop, read at home."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, Learner, Message
from tests.browser.conftest import LOOKS, OpenPage
from tests.browser.hands import measure
from tests.factories import (
    NOW,
    make_block,
    make_classroom,
    make_home_link,
    make_learner,
    make_message,
    make_teacher,
)
from tests.planner.families.days import at_clock, publish

pytestmark = pytest.mark.django_db(transaction=True)

PHONE, LAPTOP = LOOKS[0], LOOKS[2]
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine: Any) -> None:
    """The server's clock stands at ten past nine, on Monday in New York."""
    time_machine.move_to(at_clock(9, 10), tick=False)


@pytest.fixture
def classroom() -> Classroom:
    """A class with a published day."""
    classroom = make_classroom(name="Maple room")
    make_block(classroom, title="Leaves", mode="async", start=None, screen="off")
    make_block(classroom, title="Math", link="https://meet.example.org/maple")
    publish(classroom)
    return classroom


@pytest.fixture
def juno(classroom: Classroom) -> Learner:
    """A learner of the class."""
    return make_learner(classroom, first_name="Juno")


def look_at(page: Page, name: str) -> None:
    """Keep a picture where somebody asks for pictures."""
    if folder := os.environ.get("PICTURES"):
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def find_small(page: Page) -> list[str]:
    """The targets that are too small for a thumb."""
    found = page.locator("a:visible, button:visible, textarea:visible, select:visible")
    boxes = [(each.inner_text(), each.bounding_box()) for each in found.all()]
    return [text for text, box in boxes if box is not None and box["height"] < 44]


@pytest.mark.parametrize(
    ("language", "ask", "send", "sent", "mood"),
    [
        ("", "Ask a question Leaves", "Send", "The answer will be on this page", "So-so"),
        ("ar/", "اطرح سؤالًا Leaves", "إرسال", "سيظهر الجواب في هذه الصفحة", "بين بين"),
    ],
)
def test_a_question_is_asked_from_a_task_on_a_phone(
    open_page: OpenPage,
    juno: Learner,
    axe: Callable[[Page], None],
    language: str,
    ask: str,
    send: str,
    sent: str,
    mood: str,
) -> None:
    page = open_page(PHONE)
    root = f"/h/{make_home_link(juno)[1]}/of/{juno.pk}/{language}"
    page.goto(root)
    look_at(page, f"day-{language[:2]}")
    assert measure(page, FITS)
    page.get_by_role("link", name=ask).click()
    axe(page)
    page.locator("textarea").fill("كم ورقة؟")
    page.get_by_role("button", name=send).click()
    expect(page.get_by_text(sent)).to_be_visible()
    expect(page.get_by_text("كم ورقة؟")).to_be_visible()
    look_at(page, f"questions-{language[:2]}")
    assert (measure(page, FITS), find_small(page)) == (True, [])
    axe(page)
    page.goto(f"{root}mood/")
    page.get_by_role("button", name=mood).click()
    expect(page.locator("[aria-current] .mood-face")).to_be_visible()
    look_at(page, f"mood-{language[:2]}")
    assert (measure(page, FITS), find_small(page)) == (True, [])
    axe(page)
    page.goto(f"{root}feedback/")
    axe(page)
    page.wait_for_load_state("networkidle")


def test_it_works_without_javascript_and_by_keyboard(open_page: OpenPage, juno: Learner) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(f"/h/{make_home_link(juno)[1]}/of/{juno.pk}/questions/")
    page.locator("textarea").focus()
    page.keyboard.type("How many?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("How many?")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("The answer will be on this page")).to_be_visible()
    assert Message.objects.count() == 1


@pytest.mark.parametrize("look", [LOOKS[1], LOOKS[2]])
def test_a_teacher_answers_puts_aside_and_takes_back(
    open_page: OpenPage,
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
    classroom: Classroom,
    juno: Learner,
    look: Any,
) -> None:
    make_message(juno, classroom, about="Leaves")
    make_message(juno, classroom, text="شكرًا جزيلًا " * 9, kind="feedback", language="ar")
    page = open_page(look)
    sign_in(page, make_teacher(classroom))
    page.goto("/")
    page.get_by_role("link", name="Questions from homes").first.click()
    look_at(page, "queue")
    axe(page)
    page.get_by_role("button", name="Answer Juno").first.click()
    page.get_by_label("Your answer").first.fill("Three.")
    page.get_by_role("button", name="Answer Juno").first.click()
    expect(page.get_by_text("One waits for an answer.")).to_be_visible()
    page.get_by_role("button", name="Put aside").click()
    expect(page.get_by_text("Nothing waits for an answer.")).to_be_visible()
    page.locator("summary", has_text="Settled").click()
    look_at(page, "settled")
    axe(page)
    page.get_by_role("button", name="Take the answer back").click()
    expect(page.get_by_label("Your answer")).to_have_value("Three.")
    expect(page.get_by_label("Your answer")).to_be_focused()
    assert measure(page, FITS)
    axe(page)


def test_nothing_on_the_page_of_moods_keeps_anybody_out(
    page_in_each_look: Page,
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
    classroom: Classroom,
    juno: Learner,
) -> None:
    page = page_in_each_look
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/moods/")
    axe(page)
    for number in range(12):
        other = make_learner(classroom, first_name=f"Learner{number}")
        mood = ("sad", "fine", "great")[number % 3]
        other.moods.create(date=at_clock(9).date(), mood=mood, told_at=NOW)
    page.reload()
    look_at(page, "moods")
    axe(page)
    assert measure(page, FITS)
