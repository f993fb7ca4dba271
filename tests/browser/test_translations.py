"""A teacher writes in Spanish and Arabic, and families read it on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Block, User
from planner.services.blocks import change_block
from tests.browser.conftest import PHONE, Look, OpenPage
from tests.browser.hands import measure, press_until
from tests.browser.test_family import open_at
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_family_link, make_teacher
from tests.planner.families.days import at_clock, publish
from tests.planner.translating import translate

pytestmark = pytest.mark.django_db(transaction=True)

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine: Any) -> None:
    """The server's clock stands at ten past nine, on Monday in New York."""
    time_machine.move_to(at_clock(9, 10), tick=False)


@pytest.fixture
def reading(live: Any) -> Block:
    """A task among a morning's blocks."""
    classroom = make_classroom(name="Maple room")
    make_block(classroom, title="Morning meeting", link="https://meet.example.org/maple")
    return make_block(
        classroom,
        mode="async",
        screen="off",
        start=None,
        title="Reading",
        instructions="Read one page aloud.\nDraw what you saw.\n"
        "Choose 1 of these 2:\n\u2022 A leaf\n\u2022 A stone\nHand in: on the kitchen table",
        coach_check="A drawing with three labels lies on the table.",
    )


@pytest.fixture
def teacher(reading: Block) -> User:
    return make_teacher(reading.day.classroom)


def write_spanish(page: Page) -> None:
    """Fill in the Spanish page."""
    page.get_by_label("Title, in Spanish").fill("Lectura")
    page.get_by_label("Steps, in Spanish").fill("Lee una página en voz alta.\nDibuja lo que viste.")
    page.get_by_label("Coach check, in Spanish").fill(
        "Sobre la mesa hay un dibujo con tres nombres."
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Families read it once the week is published")).to_be_visible()


def test_what_a_teacher_writes_in_two_languages_families_read_on_a_phone(
    page: Page, open_page: OpenPage, sign_in: SignIn, teacher: User, reading: Block, axe: Axe
) -> None:
    sign_in(page, teacher)
    page.goto(f"/classes/{reading.day.classroom_id}/weeks/{MONDAY}/")
    page.get_by_role("link", name="Reading", exact=True).click()
    page.get_by_text("In other languages").click()
    page.get_by_role("link", name="Spanish").click()
    write_spanish(page)
    page.get_by_role("link", name="Arabic").click()
    page.get_by_label("Title, in Arabic").fill("القراءة")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 of 5")).to_be_visible()
    publish(reading.day.classroom)
    token = make_family_link(reading.day.classroom)[1]
    phone = open_page(Look(*PHONE, "light"), has_touch=True, is_mobile=True)
    open_at(phone, f"/f/{token}/es/", at_clock(9, 10))
    task = phone.locator(".item.mode-offline")
    expect(task.get_by_role("heading")).to_have_text("Lectura")
    expect(task).to_contain_text("Lee una página en voz alta.")
    expect(task).to_contain_text("Escrito en inglés")
    expect(task.get_by_text("on the kitchen table")).to_have_attribute("lang", "en")
    assert not measure(phone, WIDER)
    axe(phone)
    open_at(phone, f"/f/{token}/ar/", at_clock(9, 10))
    expect(task.get_by_role("heading")).to_have_text("القراءة")
    expect(task).to_contain_text("مكتوب بالإنجليزية")
    expect(task.get_by_text("Read one page aloud.")).to_have_attribute("lang", "en")
    assert not measure(phone, WIDER)
    axe(phone)
    phone.wait_for_load_state("networkidle")


def test_a_language_is_written_by_keyboard_and_undone(
    page: Page, sign_in: SignIn, teacher: User, reading: Block
) -> None:
    sign_in(page, teacher)
    page.goto(f"/blocks/{reading.pk}/languages/es/")
    press_until(page, "#id_title")
    page.keyboard.type("Lectura")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Families read it once the week is published")).to_be_visible()
    written = Block.objects.get(pk=reading.pk).translations
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/weeks/**")
    assert (len(written), Block.objects.get(pk=reading.pk).translations) == (1, [])


def test_without_scripts_it_is_the_same_form(
    open_page: OpenPage, sign_in: SignIn, teacher: User, reading: Block
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, teacher)
    page.goto(f"/blocks/{reading.pk}/")
    page.get_by_text("In other languages").click()
    page.get_by_role("link", name="Spanish").click()
    write_spanish(page)
    assert len(Block.objects.get(pk=reading.pk).translations) == 3


def test_the_pages_keep_nobody_out_even_when_something_is_old_or_wrong(
    page_in_each_look: Page, sign_in: SignIn, teacher: User, reading: Block, axe: Axe
) -> None:
    page = page_in_each_look
    block = translate(reading, ("title", "Reading", "القراءة"), language="ar")
    change_block(
        by=None, block=block, version=block.version, fields={"title": "Story time"}, now=NOW
    )
    sign_in(page, teacher)
    page.goto(f"/blocks/{reading.pk}/languages/")
    expect(page.get_by_text("older than the original")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Arabic").click()
    expect(page.get_by_text("Families read the original until")).to_be_visible()
    axe(page)
    page.get_by_label("Choice board, in Arabic").fill("ورقة")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    axe(page)
    assert not measure(page, WIDER)
