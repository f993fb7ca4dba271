"""Cohort calendars and days without school in a real browser: by mouse, keys and touch."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from planner.models import Classroom, User
from planner.services.closures import declare_closure
from planner.services.rotations import keep_rotation
from tests.browser.conftest import OpenPage
from tests.browser.hands import press_until
from tests.factories import (
    MONDAY,
    NOW,
    make_classroom,
    make_coordinator,
    make_group,
    make_teacher,
)

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    """A class of two cohorts."""
    room = make_classroom(name="Maple room")
    for name in ("A", "B"):
        make_group(room, name)
    return room


@pytest.fixture
def turns(classroom: Classroom) -> Classroom:
    """The same class with A at school on Monday and Tuesday, B on Wednesday and Thursday."""
    first, second = classroom.groups.order_by("name")
    keep_rotation(
        classroom=classroom,
        turns=((first.pk,), (first.pk,), (second.pk,), (second.pk,), ()),
        starts_on=MONDAY,
        now=NOW,
    )
    return classroom


def open_closures(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    sign_in(page, make_coordinator(classroom.school))
    page.goto(f"/schools/{classroom.school_id}/closures/")
    return page


def close_tuesday(classroom: Classroom) -> None:
    declare_closure(
        school_year=classroom.school.district.school_years.get(),
        school=classroom.school,
        starts_on=TUESDAY,
        ends_on=TUESDAY,
        reason="Snow",
        holds=True,
        now=NOW,
    )


def find_wednesday(page: Page) -> Locator:
    """Of the comparison: what the day after the closed one brings."""
    return page.locator("#outcome tbody tr", has_text="Wed 18 November")


def test_closing_a_day_shows_what_holding_and_advancing_would_bring(
    page: Page, open_page: OpenPage, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    teacher = page
    sign_in(teacher, make_teacher(classroom))
    teacher.goto(f"/classes/{classroom.pk}/rotation/")
    teacher.get_by_label("Who is at school").fill("A, A, B, B, -")
    teacher.get_by_label("Beginning on").fill(str(MONDAY))
    teacher.get_by_label("Beginning on").press("Tab")
    expect(teacher.locator("#outcome tbody tr")).to_have_count(15)
    axe(teacher)
    teacher.get_by_role("button", name="Keep it").click()
    expect(teacher.locator(".note")).to_contain_text("The cohort calendar is kept")
    expect(teacher.get_by_role("button", name="Undo")).to_be_visible()
    axe(teacher)
    page = open_closures(open_page(), classroom, sign_in)
    page.get_by_label("Reason").fill("Snow")
    page.get_by_label("First day").fill(str(TUESDAY))
    page.get_by_label("First day").press("Tab")
    expect(page.locator("#outcome table")).to_be_visible()
    axe(page)
    page.get_by_label("The rotation holds").check()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".target-day")).to_contain_text("The rotation holds")
    axe(page)
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    wednesday = page.locator(f"#day-{TUESDAY + dt.timedelta(days=1)}")
    expect(wednesday).to_contain_text("At school: A")
    page.wait_for_load_state("networkidle")


def test_a_day_is_closed_by_keyboard_and_the_rotation_holds(
    page: Page, turns: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_closures(page, turns, sign_in)
    press_until(page, "[name=reason]")
    page.keyboard.type("Snow")
    page.keyboard.press("Tab")
    page.keyboard.type("11172026")
    press_until(page, "[name=ends_on]")
    expect(find_wednesday(page)).to_have_text("Wed 18 NovemberBA")
    press_until(page, "[name=rotation]")
    page.keyboard.press("ArrowDown")
    page.wait_for_load_state("networkidle")
    holds = page.get_by_label("The rotation holds")
    expect(holds).to_be_checked()
    expect(holds).to_be_focused()
    axe(page)
    press_until(page, "main form.sheet .button-main")
    page.keyboard.press("Enter")
    expect(page.locator(".target-day")).to_contain_text("The rotation holds")
    axe(page)


def test_a_day_is_closed_by_touch_and_the_rotation_holds(
    phone: Page, turns: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_closures(phone, turns, sign_in)
    phone.get_by_label("Reason").fill("Snow")
    phone.get_by_label("First day").fill(str(TUESDAY))
    phone.get_by_role("heading", level=1).tap()
    expect(find_wednesday(phone)).to_have_text("Wed 18 NovemberBA")
    phone.get_by_label("The rotation holds").tap()
    axe(phone)
    phone.get_by_role("button", name="Close", exact=True).tap()
    expect(phone.locator(".target-day")).to_contain_text("The rotation holds")
    axe(phone)


def test_closed_days_are_opened_and_closed_again_by_mouse(
    page: Page, turns: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    close_tuesday(turns)
    open_closures(page, turns, sign_in)
    page.locator("summary", has_text="Days gone by").click()
    page.get_by_role("button", name="Open again").click()
    expect(page.locator(".target-day")).to_have_count(0)
    expect(page.locator(".note")).to_contain_text("Open again: Snow.")
    axe(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".target-day")).to_contain_text("Tuesday 17 November 2026")
    expect(page.locator(".target-day")).to_contain_text("The rotation holds")
    axe(page)


def test_closed_days_are_opened_and_closed_again_by_keyboard(
    page: Page, turns: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    close_tuesday(turns)
    open_closures(page, turns, sign_in)
    press_until(page, ".suggestions summary")
    page.keyboard.press("Enter")
    press_until(page, "[action$='/lift/'] button")
    page.keyboard.press("Enter")
    expect(page.locator(".target-day")).to_have_count(0)
    press_until(page, ".note button")
    axe(page)
    page.keyboard.press("Enter")
    expect(page.locator(".target-day")).to_contain_text("The rotation holds")


def test_closed_days_are_opened_and_closed_again_by_touch(
    phone: Page, turns: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    close_tuesday(turns)
    open_closures(phone, turns, sign_in)
    phone.locator("summary", has_text="Days gone by").tap()
    phone.get_by_role("button", name="Open again").tap()
    expect(phone.locator(".target-day")).to_have_count(0)
    axe(phone)
    phone.get_by_role("button", name="Undo").tap()
    expect(phone.locator(".target-day")).to_contain_text("The rotation holds")


def test_days_closed_by_somebody_else_meanwhile_are_told_before_they_are_closed_again(
    page: Page, turns: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    close_tuesday(turns)
    open_closures(page, turns, sign_in)
    page.locator("summary", has_text="Days gone by").click()
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    close_tuesday(turns)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else closed some of these days")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator(".target-day")).to_have_count(1)
    axe(page)
