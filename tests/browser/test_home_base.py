"""A class's home base in a real browser: written by keyboard, read on a phone, kept for later."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom
from planner.services.homes import HomeContent, HomeEntry, keep_home_base
from tests.browser.conftest import LOOKS, OpenPage
from tests.browser.hands import measure, press_until
from tests.factories import NOW, make_block, make_classroom, make_family_link, make_teacher
from tests.planner.families.days import at_clock, publish

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
FITS = "document.documentElement.scrollWidth <= innerWidth"
CONTENT = HomeContent(
    welcome="Welcome to the Maple room.\nWe start at 9:00 with a song.",
    getting_help="Call the school at 555 0100, or read https://help.example.org/first-steps.",
    entries=(
        HomeEntry(
            section="meeting",
            title="Morning meeting",
            link="https://meet.example.org/maple",
            sign_in="School account (first.last@school.example)",
            words="Every day at 9:00",
        ),
        HomeEntry(section="resource", title="Reading shelf", link="https://shelf.example.org"),
        HomeEntry(section="resource", title="دفتر الرياضيات", words="On the table"),
        HomeEntry(section="time", title="Lunch", words="11:30 to 12:15"),
        HomeEntry(section="contact", title="Ms Ruiz", words="ana@school.example, until 4 pm"),
    ),
)


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine: Any) -> None:
    """The server's clock stands at ten past nine, on Monday in New York."""
    time_machine.move_to(at_clock(9, 10), tick=False)


@pytest.fixture
def classroom() -> Classroom:
    """A class with a published day and a home base."""
    classroom = make_classroom(name="Maple room")
    make_block(classroom, title="Math", link="https://meet.example.org/maple")
    publish(classroom)
    keep_home_base(by=None, classroom=classroom, version=0, content=CONTENT, now=NOW)
    return classroom


def look_at(page: Page, name: str) -> None:
    """Keep a picture where somebody asks for pictures."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["", "ar/"])
def test_nothing_on_it_keeps_a_family_out(
    page_in_each_look: Page, classroom: Classroom, axe: Callable[[Page], None], language: str
) -> None:
    page = page_in_each_look
    page.goto(f"/f/{make_family_link(classroom)[1]}/{language}home/")
    expect(page.get_by_role("link", name="Reading shelf")).to_be_visible()
    axe(page)
    assert measure(page, FITS)
    look_at(page, f"home-{language[:2]}-{page.viewport_size}")
    small = [
        link.inner_text()
        for link in page.locator("a:visible:not(.home-words a)").all()
        if (link.bounding_box() or {"height": 0})["height"] < 44
    ]
    assert small == []


def test_it_opens_without_a_network_once_the_day_was_read(
    open_page: OpenPage, classroom: Classroom
) -> None:
    page = open_page(PHONE)
    page.goto(f"/f/{make_family_link(classroom)[1]}/")
    expect(page.get_by_text("open without a network too")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_role("link", name="Home base").click()
    expect(page.get_by_role("heading", name="Where to meet")).to_be_visible()
    expect(page.get_by_text("There is no network.")).to_be_visible()
    assert page.locator(".home-lines").first.evaluate("each => getComputedStyle(each).display")
    page.get_by_role("link", name="Back to the day").click()
    expect(page.get_by_role("heading", name="Math").first).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False])
def test_a_teacher_writes_it_by_keyboard(
    open_page: OpenPage,
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
    scripted: bool,
) -> None:
    classroom = make_classroom(name="Maple room")
    page = open_page(PHONE, java_script_enabled=scripted)
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/home/")
    look_at(page, "empty")
    page.get_by_role("link", name="Write the home base").press("Enter")
    for number, title in enumerate(("One", "Two")):
        page.get_by_role("button", name="Add a meeting link").press("Enter")
        expect(page.locator(f"#id_entry-{number}-title")).to_be_focused()
        page.keyboard.type(title)
    page.get_by_role("button", name=re.compile("Move up ?: meeting link 2")).press("Enter")
    expect(page.get_by_role("button", name=re.compile("Move down ?: Two"))).to_be_focused()
    look_at(page, "form")
    if scripted:
        axe(page)
    page.get_by_role("button", name="Save").last.press("Enter")
    names = page.locator(".home-name")
    expect(names).to_have_text(["Two", "One"])
    page.get_by_role("link", name="Edit").press("Enter")
    page.get_by_role("button", name=re.compile("Remove ?: Two")).press("Enter")
    expect(page.get_by_role("button", name="Add a meeting link")).to_be_focused()
    page.locator("#id_entry-0-title").press("Enter")
    expect(names).to_have_text(["One"])
    look_at(page, "kept")
    press_until(page, "form.note button")
    page.keyboard.press("Enter")
    expect(names).to_have_text(["Two", "One"])
    if scripted:
        axe(page)


def test_nothing_on_the_teachers_pages_keeps_anybody_out(
    page_in_each_look: Page,
    classroom: Classroom,
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
) -> None:
    page = page_in_each_look
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/home/")
    look_at(page, f"staff-{page.viewport_size}")
    axe(page)
    page.get_by_role("link", name="Edit").click()
    later = HomeContent(welcome="We start at 8:30 now.", entries=CONTENT.entries[:2])
    keep_home_base(by=None, classroom=classroom, version=1, content=later, now=NOW)
    page.locator("#id_entry-1-title").fill("")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Give it a name")).to_be_visible()
    axe(page)
    page.locator("#id_entry-1-title").fill("Shelf")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Somebody changed this meanwhile")).to_be_visible()
    look_at(page, f"conflict-{page.viewport_size}")
    axe(page)
    assert measure(page, FITS)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_teacher_says_it_in_two_languages_and_families_read_it_on_a_phone(
    open_page: OpenPage,
    classroom: Classroom,
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
    scripted: bool,
) -> None:
    evening = CONTENT.model_copy(update={"evening": "Read together for ten minutes."})
    keep_home_base(by=None, classroom=classroom, version=1, content=evening, now=NOW)
    page = open_page(PHONE, java_script_enabled=scripted)
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/home/")
    page.get_by_role("link", name="Spanish").press("Enter")
    page.get_by_label("Welcome, in Spanish").fill("Les damos la bienvenida al aula Arce.")
    page.get_by_label("In the evening, in Spanish").fill("Lean juntos diez minutos.")
    page.get_by_label("Resource 1, in Spanish").fill("Estante de lectura")
    look_at(page, "spanish")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The home base is kept")).to_be_visible()
    expect(page.get_by_text("3 of 13")).to_be_visible()
    look_at(page, "spanish-kept")
    if scripted:
        axe(page)
        assert measure(page, FITS)
    page.get_by_role("link", name="Arabic").click()
    page.get_by_label("In the evening, in Arabic").fill("اقرؤوا معا عشر دقائق.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 of 13")).to_be_visible()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("heading", name="In other languages")).to_be_visible()
    expect(page.get_by_text("1 of 13")).to_have_count(0)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("1 of 13")).to_be_visible()
    look_at(page, "languages")
    if scripted:
        axe(page)
    token = make_family_link(classroom)[1]
    phone = open_page(PHONE)
    for language, said, marked in (
        ("es", "Lean juntos diez minutos.", "Escrito en inglés"),
        ("ar", "اقرؤوا معا عشر دقائق.", "مكتوب بالإنجليزية"),
    ):
        phone.goto(f"/f/{token}/{language}/home/")
        expect(phone.get_by_text(said)).to_be_visible()
        expect(phone.get_by_text(marked).first).to_be_visible()
        look_at(phone, f"home-said-{language}")
        axe(phone)
        assert measure(phone, FITS)
        phone.goto(f"/f/{token}/{language}/")
        expect(phone.get_by_text(said)).to_be_visible()
        axe(phone)
    phone.wait_for_load_state("networkidle")
