"""How the week looks where there is little room: short blocks, and findings on a phone."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from planner.models import Classroom, User
from tests.browser.conftest import LOOKS, OpenPage
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
WEDNESDAY = MONDAY + dt.timedelta(days=2)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(name="Maple room")
    put_policy_in_force(room.school.district)
    return room


def find_edges(found: Locator) -> tuple[float, float]:
    """Upper and lower edge on the screen."""
    box = found.bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


def test_a_five_minute_block_shows_its_name_and_time_inside(
    page: Page, classroom: Classroom, sign_in: SignIn
) -> None:
    title = "درس الرياضيات الطويل جدا مع المعلمة"
    short = make_block(classroom, TUESDAY, minutes=5, title=title)
    make_block(classroom, TUESDAY, start=545, minutes=5, title="Stretching")
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    card = page.locator(f"#block-{short.pk}")
    top, bottom = find_edges(card)
    text_top, text_bottom = find_edges(card.locator("time"))
    assert top <= text_top < text_bottom <= bottom
    card.hover()
    expect(card).to_have_css("min-height", "24px")


def test_on_a_phone_the_findings_of_a_day_stand_right_below_it(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    make_block(classroom, TUESDAY, minutes=60)
    phone = open_page(LOOKS[0])
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    told_top, told_bottom = find_edges(phone.locator(f"#findings-{TUESDAY}"))
    assert find_edges(phone.locator(f"#day-{TUESDAY}"))[1] <= told_top
    assert told_bottom <= find_edges(phone.locator(f"#day-{WEDNESDAY}"))[0]
    axe(phone)


def test_on_a_phone_the_menu_of_the_week_stays_within_the_screen(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn
) -> None:
    phone = open_page(LOOKS[0])
    sign_in(phone, make_teacher(classroom))
    phone.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    phone.locator(".week-bar .menu summary").click()
    menu = phone.locator(".week-bar .menu-list").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= LOOKS[0].width


def test_twenty_minutes_show_their_time_below_the_title(
    page: Page, classroom: Classroom, sign_in: SignIn
) -> None:
    lesson = make_block(classroom, TUESDAY, minutes=20, title="Social studies with everyone")
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    card = page.locator(f"#block-{lesson.pk}")
    time, whole = card.locator("time").bounding_box(), card.bounding_box()
    assert time
    assert whole
    assert time["x"] < whole["x"] + whole["width"] / 2
    assert time["y"] + time["height"] <= whole["y"] + whole["height"]


def test_a_quarter_of_an_hour_shows_when_it_begins_whatever_it_is_called(
    page: Page, classroom: Classroom, sign_in: SignIn
) -> None:
    title = "Morning meeting with everybody and the story of the day"
    lesson = make_block(classroom, TUESDAY, minutes=15, title=title)
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    card = page.locator(f"#block-{lesson.pk}")
    time, whole = card.locator("time").bounding_box(), card.bounding_box()
    assert time
    assert whole
    assert time["width"] > 20
    assert time["x"] + time["width"] <= whole["x"] + whole["width"]
    assert time["y"] + time["height"] <= whole["y"] + whole["height"]
    expect(card.locator("time")).to_have_text("9:00 to 9:15 am")
