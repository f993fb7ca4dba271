"""Fix it in a real browser: by mouse, keys and touch, without scripts, beside another teacher."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Block, Classroom, User
from planner.services.blocks import change_block
from tests.browser.conftest import LOOKS, OpenPage
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    """A class whose Tuesday is 12 live minutes short."""
    room = make_classroom(name="Maple room")
    put_policy_in_force(room.school.district)
    make_block(room, TUESDAY, title="Math", start=540, minutes=90)
    make_block(room, TUESDAY, title="Art", start=780, minutes=48)
    return room


def open_week(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    return page


@pytest.fixture
def week(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    return open_week(page, classroom, sign_in)


def test_a_day_is_fixed_and_taken_back_by_keyboard_alone(week: Page, axe: Axe) -> None:
    week.get_by_role("link", name="Fix it for Tuesday").focus()
    week.keyboard.press("Enter")
    place = week.locator(f"#fixes-{TUESDAY}")
    expect(place).to_contain_text("One change is enough.")
    expect(place.get_by_role("button")).to_have_count(3)
    assert place.get_attribute("aria-live") == "polite"
    axe(week)
    week.keyboard.press("Tab")
    offer = place.get_by_role("button", name="Lengthen “Math” to 102 minutes")
    expect(offer).to_be_focused()
    expect(offer).to_have_accessible_description("Keeps every must of Tuesday; 1 suggestion left.")
    week.keyboard.press("Enter")
    expect(week.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("All musts kept")
    expect(week.locator(f"#name-{TUESDAY}")).to_be_focused()
    expect(week.locator("#toasts")).to_contain_text("Fixed Tuesday")
    axe(week)
    week.locator("#toasts").get_by_role("button", name="Undo").press("Enter")
    expect(week.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("12 live minutes short")


def test_a_day_is_fixed_and_taken_back_by_mouse(week: Page) -> None:
    week.get_by_role("link", name="Fix it for Tuesday").click()
    week.get_by_role("button", name="Lengthen “Math” to 102 minutes").click()
    expect(week.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("All musts kept")
    week.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(week.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("12 live minutes short")


def test_a_day_is_fixed_by_touch_on_a_phone(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    phone = open_week(open_page(LOOKS[1], has_touch=True, is_mobile=True), classroom, sign_in)
    phone.get_by_role("link", name="Fix it for Tuesday").tap()
    offer = phone.get_by_role("button", name="Lengthen “Math” to 102 minutes")
    expect(offer).to_be_visible()
    axe(phone)
    box = offer.bounding_box()
    assert box
    assert box["height"] >= 24
    offer.tap()
    expect(phone.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("All musts kept")


def test_without_scripts_the_offers_have_a_page_of_their_own(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn
) -> None:
    page = open_week(open_page(java_script_enabled=False), classroom, sign_in)
    page.get_by_role("link", name="Fix it for Tuesday").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fix Tuesday 17 November")
    page.get_by_role("button", name="Lengthen “Math” to 102 minutes").click()
    expect(page.locator(f"#day-{TUESDAY} .verdict")).to_contain_text("All musts kept")
    expect(page.get_by_text("Fixed Tuesday").first).to_be_visible()


def test_what_another_teacher_changed_is_shown_and_not_overwritten(
    week: Page, classroom: Classroom, axe: Axe
) -> None:
    week.get_by_role("link", name="Fix it for Tuesday").click()
    offer = week.get_by_role("button", name="Lengthen “Math” to 102 minutes")
    expect(offer).to_be_visible()
    math = Block.objects.get(title="Math")
    change_block(by=None, block=math, version=1, fields={"minutes": 95}, now=NOW)
    offer.click()
    conflict = week.get_by_role("dialog", name="Somebody changed this meanwhile")
    expect(conflict).to_contain_text("95")
    expect(conflict).to_contain_text("102")
    axe(week)


def test_an_offer_that_holds_no_longer_is_replaced_where_it_stood(
    week: Page, classroom: Classroom, axe: Axe
) -> None:
    week.get_by_role("link", name="Fix it for Tuesday").click()
    offer = week.get_by_role("button", name="Lengthen “Math” to 102 minutes")
    expect(offer).to_be_visible()
    make_block(classroom, TUESDAY, title="Recess", mode="break", start=630, minutes=30)
    offer.click()
    place = week.locator(f"#fixes-{TUESDAY}")
    expect(place).to_contain_text("The plan was changed meanwhile")
    expect(place.get_by_role("button", name="Lengthen “Math” to 102 minutes")).to_have_count(0)
    expect(place.get_by_role("button").first).to_be_visible()
    axe(week)


def test_a_finding_shows_its_blocks_to_keyboard_and_touch(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn
) -> None:
    math = Block.objects.get(title="Math")
    laptop = open_week(open_page(), classroom, sign_in)
    laptop.locator(f"#findings-{TUESDAY} .finding-must").focus()
    expect(laptop.locator(f"#block-{math.pk}")).to_contain_class("is-found")
    laptop.keyboard.press("Tab")
    laptop.get_by_role("link", name="Fix it for Tuesday").focus()
    expect(laptop.locator(f"#block-{math.pk}")).not_to_contain_class("is-found")
    tablet = open_week(open_page(has_touch=True), classroom, sign_in)
    tablet.locator(f"#findings-{TUESDAY} .finding-must p").first.tap()
    expect(tablet.locator(f"#block-{math.pk}")).to_contain_class("is-found")


def test_the_page_of_offers_reads_well_in_each_look(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    title = "رياضيات مع المعلمة في الصباح، ثم وقت للأسئلة"
    Block.objects.filter(title="Math").update(title=title)
    sign_in(page_in_each_look, make_teacher(classroom))
    page_in_each_look.goto(f"/classes/{classroom.pk}/days/{TUESDAY}/fixes/")
    expect(page_in_each_look.get_by_role("button", name=title).first).to_be_visible()
    axe(page_in_each_look)
    width = page_in_each_look.evaluate("document.documentElement.scrollWidth")
    assert width <= page_in_each_look.evaluate("window.innerWidth")
