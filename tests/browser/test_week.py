"""A teacher's week in a real browser: by pointer, by keyboard, and two teachers at once."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Block, Classroom, User
from tests.browser.conftest import OpenPage
from tests.browser.hands import press_until
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_group,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(name="Maple room", subjects=["math", "science"])
    put_policy_in_force(room.school.district)
    return room


@pytest.fixture
def week(page: Page, classroom: Classroom, sign_in: SignIn) -> Page:
    """The week of MONDAY, opened by the class's teacher."""
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    return page


def test_a_click_on_a_time_starts_a_block_there(week: Page, axe: Axe) -> None:
    week.locator(f"#day-{TUESDAY} .slot", has_text="9:00").click()
    panel = week.get_by_role("dialog")
    expect(panel.get_by_label("Starts at")).to_have_value("09:00")
    expect(panel.get_by_label("Title")).to_be_focused()
    axe(week)
    panel.get_by_label("Title").fill("Morning meeting")
    panel.get_by_role("button", name="Add", exact=True).click()
    expect(week.locator(f"#day-{TUESDAY}")).to_contain_text("Morning meeting")
    expect(week.locator("#margin")).to_contain_text("120 minutes short of 150")
    expect(panel).to_be_hidden()
    axe(week)


def test_blocks_at_the_same_time_stand_side_by_side(week: Page, classroom: Classroom) -> None:
    for name in ("A", "B"):
        make_block(classroom, TUESDAY, groups=(make_group(classroom, name).pk,))
    week.reload()
    boxes = [box.bounding_box() for box in week.locator(f"#day-{TUESDAY} .block").all()]
    first, second = (box for box in boxes if box)
    assert (first["y"], first["height"]) == (second["y"], second["height"])
    assert first["x"] + first["width"] <= second["x"]


def test_a_line_that_is_not_understood_keeps_the_focus(week: Page) -> None:
    week.locator(f"#day-{TUESDAY} .slot", has_text="9:00").click()
    expect(week.get_by_role("dialog")).to_be_visible()
    week.keyboard.press("Escape")
    line = week.get_by_label("Add a block in one line")
    line.fill("25:99 live math")
    week.locator("#quick-add button").click()
    expect(week.locator("#quick-add .errorlist")).to_be_visible()
    expect(line).to_be_focused()


def test_undo_stands_in_the_day_that_changed_and_nowhere_else(week: Page) -> None:
    line = week.get_by_label("Add a block in one line")
    for day in ("tue", "wed"):
        line.fill(f"{day} 9:00 live math 30")
        line.press("Enter")
        expect(line).to_have_value("")
    undo = week.locator(".day").get_by_role("button", name="Undo")
    expect(undo).to_have_count(1)
    wednesday = week.locator(f"#day-{TUESDAY + dt.timedelta(days=1)}")
    wednesday.get_by_role("button", name="Undo").click()
    expect(wednesday.locator(".block")).to_have_count(0)
    expect(week.locator(f"#day-{TUESDAY}").get_by_role("button", name="Undo")).to_be_visible()


def test_a_change_redraws_its_day_and_verdict_at_once(week: Page, classroom: Classroom) -> None:
    make_block(classroom, TUESDAY, minutes=75)
    make_block(classroom, TUESDAY, start=13 * 60, minutes=60)
    week.reload()
    verdict = week.locator(f"#day-{TUESDAY} .verdict")
    expect(verdict).to_contain_text("15 live minutes short")
    week.locator(f"#day-{TUESDAY}").get_by_role("link", name="Math").first.click()
    panel = week.get_by_role("dialog")
    panel.get_by_label("Minutes").fill("90")
    panel.get_by_role("button", name="Save").click()
    expect(verdict).to_contain_text("All musts kept")


def test_what_is_taken_off_comes_back_by_undo(week: Page, classroom: Classroom) -> None:
    make_block(classroom, TUESDAY)
    week.reload()
    week.locator(f"#day-{TUESDAY}").get_by_role("link", name="Math").click()
    week.get_by_role("button", name="Take it off the day").click()
    expect(week.locator(f"#day-{TUESDAY} .block")).to_have_count(0)
    week.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(week.locator(f"#day-{TUESDAY} .block")).to_have_count(1)


def test_a_typed_line_makes_blocks_and_a_wrong_one_says_why(week: Page) -> None:
    line = week.get_by_label("Add a block in one line")
    line.fill("9:30 libe math 30")
    line.press("Enter")
    expect(week.locator("#quick-add .errorlist")).to_contain_text("libe math")
    line.fill("tue-fri 9:00 live morning meeting 15 community")
    line.press("Enter")
    expect(week.locator(".block", has_text="Morning meeting")).to_have_count(4)
    expect(line).to_have_value("")
    expect(line).to_be_focused()


def test_a_block_before_school_moves_the_axis_of_the_whole_week(week: Page) -> None:
    line = week.get_by_label("Add a block in one line")
    line.fill("tue 6:30 live early birds 30")
    line.press("Enter")
    expect(week.locator(".axis li").first).to_have_text("6 am")
    expect(week.locator(f"#day-{TUESDAY}")).to_contain_text("Early birds")


def test_two_teachers_collide_and_neither_version_is_lost(
    week: Page, classroom: Classroom, open_page: OpenPage, sign_in: SignIn, axe: Axe
) -> None:
    block = make_block(classroom, TUESDAY)
    other = open_page()
    sign_in(other, make_teacher(classroom))
    for page in (week, other):
        page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
        page.locator(f"#open-{block.pk}").click()
    other.get_by_label("Title").fill("Fractions")
    other.get_by_role("button", name="Save").click()
    expect(other.locator(f"#block-{block.pk}")).to_contain_text("Fractions")
    week.get_by_label("Title").fill("Decimals")
    week.get_by_role("button", name="Save").click()
    conflict = week.get_by_role("dialog", name="Somebody changed this meanwhile")
    expect(conflict).to_contain_text("Fractions")
    expect(conflict).to_contain_text("Decimals")
    axe(week)
    conflict.get_by_role("button", name="Use mine instead").click()
    expect(week.locator(f"#block-{block.pk}")).to_contain_text("Decimals")


def test_a_finding_shows_the_blocks_it_is_about(week: Page, classroom: Classroom) -> None:
    block = make_block(classroom, TUESDAY)
    make_block(classroom, TUESDAY, title="Art", start=9 * 60 + 15)
    week.reload()
    week.locator(".finding", has_text="overlap").first.focus()
    expect(week.locator(f"#block-{block.pk}")).to_have_class(re.compile("is-found"))


def test_a_week_is_made_and_published_by_keyboard_alone(week: Page, classroom: Classroom) -> None:
    week.keyboard.press("Tab")
    expect(week.get_by_role("link", name="Skip to the page")).to_be_focused()
    week.keyboard.press("Enter")
    press_until(week, "#id_line")
    week.keyboard.type("tue 9:00 live math 90")
    week.keyboard.press("Enter")
    expect(week.locator(f"#day-{TUESDAY} .block")).to_have_count(1)
    press_until(week, f"#open-{Block.objects.get().pk}")
    week.keyboard.press("Enter")
    expect(week.get_by_role("dialog")).to_be_visible()
    expect(week.get_by_label("Title")).to_be_visible()
    week.keyboard.press("Escape")
    expect(week.get_by_role("dialog")).to_be_hidden()
    expect(week.locator(f"#open-{Block.objects.get().pk}")).to_be_focused()
    press_until(week, "#publish-bar .button-main", key="Shift+Tab")
    week.keyboard.press("Enter")
    expect(week.get_by_role("heading", level=1)).to_contain_text("Publish the week")
    press_until(week, "main form button")
    week.keyboard.press("Enter")
    expect(week.get_by_text("Families see it now")).to_be_visible()
    expect(week.locator(f"#day-{TUESDAY} .tag")).to_have_text("Published")


def test_a_week_is_built_without_javascript(
    open_page: OpenPage, classroom: Classroom, sign_in: SignIn
) -> None:
    plain = open_page(java_script_enabled=False)
    sign_in(plain, make_teacher(classroom))
    plain.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    plain.locator(f"#day-{TUESDAY} .slot", has_text="9:00").click()
    plain.get_by_label("Title").fill("Morning meeting")
    plain.get_by_role("button", name="Add", exact=True).click()
    plain.get_by_role("link", name="Morning meeting").click()
    plain.get_by_role("button", name="15 min later").click()
    expect(plain.locator(f"#day-{TUESDAY}")).to_contain_text("9:15 to 9:45 am")
    plain.locator("#undo-last").click()
    expect(plain.locator(f"#day-{TUESDAY}")).to_contain_text("9:00 to 9:30 am")


def test_the_week_keeps_nobody_out_in_any_look(
    page_in_each_look: Page, classroom: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    page = page_in_each_look
    group = make_group(classroom, "A")
    make_group(classroom, "B")
    for step in range(40):
        make_block(
            classroom,
            TUESDAY,
            title=f"درس الرياضيات الطويل جدا مع المعلمة والمجموعة كلها {step}",
            start=8 * 60 + step * 10,
            minutes=10 + 5 * (step % 3),
            groups=(group.pk,) if step % 2 else (),
        )
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    expect(page.locator(f"#day-{TUESDAY} .block")).to_have_count(40)
    axe(page)
