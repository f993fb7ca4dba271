"""Cohorts compared over longer and shorter spans: by mouse, keys and touch, with axe."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, User
from tests.browser.hands import measure, press_until
from tests.factories import MONDAY, make_block, make_classroom, make_group, make_teacher

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MONDAY + dt.timedelta(weeks=8)
AT_FIRST, IN_THE_END = "1 hour less for Suns than for Moons", "15 minutes less for Suns than for"
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    """Moons come to school this week, Suns eight weeks later and for less."""
    room = make_classroom(name="Maple room", delivery="hybrid")
    moons, suns = make_group(room, "Moons"), make_group(room, "Suns")
    make_block(room, mode="in_person", minutes=60, groups=(moons.pk,))
    make_block(room, LATER, mode="in_person", minutes=45, groups=(suns.pk,))
    return room


def open_week(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    return page


def test_the_longer_look_is_taken_by_mouse(
    page: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_week(page, classroom, sign_in)
    page.get_by_role("link", name="Compare the cohorts").click()
    expect(page.locator("main")).to_contain_text(AT_FIRST)
    axe(page)
    page.get_by_label("Over").select_option("9 weeks")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text(IN_THE_END)
    expect(page.get_by_label("Over")).to_have_value("9")
    axe(page)


def test_the_longer_look_is_taken_by_keyboard_alone(
    page: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_week(page, classroom, sign_in)
    press_until(page, "a[href$='/parity/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Cohorts compared")
    press_until(page, "#weeks")
    page.keyboard.press("End")
    expect(page.get_by_label("Over")).to_have_value("12")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(IN_THE_END)
    expect(page.get_by_label("Over")).to_have_value("12")
    axe(page)


def test_the_longer_look_is_taken_by_touch(
    phone: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    open_week(phone, classroom, sign_in)
    phone.get_by_role("link", name="Compare the cohorts").tap()
    expect(phone.locator("main")).to_contain_text(AT_FIRST)
    phone.get_by_label("Over").select_option("12 weeks")
    phone.get_by_role("button", name="Show").tap()
    expect(phone.locator("main")).to_contain_text(IN_THE_END)
    axe(phone)


@pytest.mark.parametrize("weeks", [1, 12])
def test_each_look_fits_every_screen(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe, weeks: int
) -> None:
    page = page_in_each_look
    classroom.groups.filter(name="Suns").update(name="مجموعة الشمس التي تأتي إلى المدرسة صباحا")
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/parity/?weeks={weeks}")
    expect(page.locator(".meter-cards")).to_be_visible()
    axe(page)
    assert measure(page, "document.documentElement.scrollWidth <= innerWidth")
