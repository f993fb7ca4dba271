"""Attendance in two taps, what the absent are left, and the page on which a family finds it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Block, Classroom, Learner, User
from sessions_live.models import Absence
from sessions_live.services.attendance import take_attendance
from sessions_live.services.catch_up import Recording, save_catch_up
from tests.browser.conftest import LOOKS, OpenPage
from tests.browser.hands import measure
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_household,
    make_teacher,
    make_tool,
)
from tests.planner.families.days import TUESDAY, at_clock, publish
from tests.planner.families.homes import add_child, find_home_token

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
SAFE = "https://video.canvas.example.org/recordings/1"
NAMES = ("Ana", "Benjamin", "Chi", "د. أحمد", "W" + "o" * 39)
FITS = "document.documentElement.scrollWidth <= innerWidth"
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@dataclass(frozen=True)
class School:
    """A class with learners, two of its lessons over, and who teaches it."""

    room: Classroom
    teacher: User
    learners: list[Learner]
    blocks: list[Block]


@pytest.fixture(autouse=True)
def tuesday_noon(time_machine: Any) -> None:
    """The server's clock stands at noon on Tuesday in New York."""
    time_machine.move_to(at_clock(12, date=TUESDAY), tick=False)


@pytest.fixture
def school() -> School:
    room = make_classroom(name="Maple room")
    make_tool(room.school.district, name="Canvas", host="canvas.example.org", protected=True)
    learners = [add_child(make_household(room), name, room) for name in NAMES]
    blocks = [
        make_block(room, title="Fractions", instructions="Bring a pencil."),
        make_block(room, TUESDAY, title="القراءة معا في الصباح الباكر"),
    ]
    make_block(room, title="Story", start=11 * 60)
    publish(room)
    return School(room, make_teacher(room, name="Pat Example"), learners, blocks)


def miss_both(school: School) -> str:
    """Ana missed both lessons; one says all that can be said, the other nothing. Her link."""
    ana = school.learners[0]
    for block in school.blocks:
        take_attendance(by=school.teacher, block=block, version=0, absent={ana.pk: "AE"}, now=NOW)
    save_catch_up(
        by=school.teacher,
        block=school.blocks[0],
        version=0,
        missed_work="In the blue folder, or at https://work.example.org/a/long/address/1.",
        questions="What is a half?\nWhere did you see one today?",
        recording=Recording(SAFE, "The mini lesson", MONDAY + dt.timedelta(days=30)),
        now=NOW,
    )
    return f"/h/{find_home_token(ana)}/of/{ana.pk}/"


def tick(page: Page, name: str) -> None:
    """Tap a name on the roll."""
    page.locator(".roll-name", has_text=name).click()


def list_absent(block: Block) -> list[tuple[str, str]]:
    rows = Absence.objects.filter(attendance__block=block)
    return sorted(rows.values_list("learner__first_name", "code"))


def test_attendance_is_two_taps_on_a_phone(
    open_page: OpenPage, sign_in: SignIn, school: School, axe: Axe
) -> None:
    page = open_page(PHONE)
    sign_in(page, school.teacher)
    page.goto(f"/blocks/{school.blocks[0].pk}/attendance/")
    axe(page)
    expect(page.get_by_label("Code for Ana")).to_be_hidden()
    tick(page, "Ana")
    expect(page.get_by_label("Code for Ana")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Noted: 1 of 5 was absent.")).to_be_visible()
    assert list_absent(school.blocks[0]) == [("Ana", "")]
    assert measure(page, FITS)


def test_attendance_needs_neither_a_mouse_nor_a_script(
    open_page: OpenPage, sign_in: SignIn, school: School
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, school.teacher)
    page.goto(f"/classes/{school.room.pk}/days/{MONDAY}/attendance/")
    page.get_by_role("link", name="Fractions").press("Enter")
    page.get_by_role("checkbox", name="Benjamin").press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("S")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Noted: 1 of 5 was absent.")).to_be_visible()
    assert list_absent(school.blocks[0]) == [("Benjamin", "S")]


def test_the_roll_and_what_is_left_for_the_absent_keep_nobody_out(
    page_in_each_look: Page, sign_in: SignIn, school: School, axe: Axe
) -> None:
    page = page_in_each_look
    sign_in(page, school.teacher)
    page.goto(f"/blocks/{school.blocks[0].pk}/attendance/")
    tick(page, "Ana")
    axe(page)
    assert measure(page, FITS)
    page.goto(f"/classes/{school.room.pk}/days/{MONDAY}/attendance/")
    axe(page)
    assert measure(page, FITS)
    page.goto(f"/blocks/{school.blocks[0].pk}/catch-up/")
    axe(page)
    page.get_by_label("Address of the recording").fill(f"https://open.example/{'x' * 200}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("has to stand behind a sign-in")).to_be_visible()
    axe(page)
    assert measure(page, FITS)


def test_what_families_said_about_recording_keeps_nobody_out(
    page_in_each_look: Page, sign_in: SignIn, school: School, axe: Axe
) -> None:
    page = page_in_each_look
    sign_in(page, school.teacher)
    page.goto(f"/blocks/{school.blocks[1].pk}/session/")
    page.get_by_role("link", name="What families said").click()
    axe(page)
    page.get_by_label("Learner").select_option(label=NAMES[-1])
    page.get_by_label("Said on").fill(str(MONDAY))
    page.get_by_label("How it was said").fill("x" * 200)
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Noted. It is honoured")).to_be_visible()
    axe(page)
    assert measure(page, FITS)
    page.goto(f"/blocks/{school.blocks[1].pk}/catch-up/")
    expect(page.get_by_text("1 learner of this session may not be recorded.")).to_be_visible()
    axe(page)


def test_a_teacher_leaves_a_recording_and_the_family_finds_it(
    open_page: OpenPage, sign_in: SignIn, school: School, axe: Axe
) -> None:
    desk, block, ana = open_page(), school.blocks[0], school.learners[0]
    sign_in(desk, school.teacher)
    desk.goto(f"/blocks/{block.pk}/")
    desk.get_by_role("link", name="Attendance").click()
    tick(desk, "Ana")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_role("link", name="What the absent can catch up on").click()
    desk.get_by_label("Where the missed work is").fill("In the blue folder.")
    desk.get_by_label("Address of the recording").fill(SAFE)
    desk.get_by_label("I watched it").check()
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Whoever was absent sees this recording.")).to_be_visible()
    phone = open_page(PHONE)
    phone.goto(f"/h/{find_home_token(ana)}/of/{ana.pk}/")
    phone.get_by_role("link", name="Missed something?").click()
    expect(phone.get_by_role("heading", name="Fractions")).to_be_visible()
    expect(phone.get_by_text("In the blue folder.")).to_be_visible()
    expect(phone.get_by_role("link", name="Watch the recording")).to_have_attribute("href", SAFE)
    phone.get_by_role("link", name="Back to the day").click()
    expect(phone.get_by_role("link", name="Missed something?")).to_be_visible()


@pytest.mark.parametrize("language", ["", "ar/"])
def test_the_catch_up_page_keeps_nobody_out(
    page_in_each_look: Page, school: School, axe: Axe, language: str
) -> None:
    page = page_in_each_look
    page.goto(f"{miss_both(school)}{language}missed/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language else "ltr")
    expect(page.locator(".missed > li")).to_have_count(2)
    axe(page)
    assert measure(page, FITS)
    targets = page.locator(".button, .languages a")
    heights = [target.evaluate("target => target.offsetHeight") for target in targets.all()]
    assert min(heights) >= 44


def test_with_nothing_missed_the_page_says_so(
    page_in_each_look: Page, school: School, axe: Axe
) -> None:
    ben = school.learners[1]
    page = page_in_each_look
    miss_both(school)
    page.goto(f"/h/{find_home_token(ben)}/of/{ben.pk}/missed/")
    expect(page.get_by_role("heading", name="There is nothing to catch up on")).to_be_visible()
    axe(page)
    assert measure(page, FITS)
