"""A teacher's week on paper: one sheet on which every block says what it is and when."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, User
from tests.browser.hands import find_box, measure
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_group,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
CUT_OFF = """[...document.querySelectorAll(".block")].filter((block) => {
  const facts = block.querySelector(".block-facts").getBoundingClientRect();
  const room = block.getBoundingClientRect();
  return facts.height < 2 || facts.bottom > room.bottom + 1 || facts.left > room.right;
}).map((block) => block.innerText)"""
FRIDAY = MONDAY + dt.timedelta(days=4)


@pytest.fixture
def classroom() -> Classroom:
    """Four days of blocks from five minutes to an hour, of two cohorts at once and of tasks for
    any time; and a day without school."""
    room = make_classroom(name="Maple room", delivery="hybrid")
    put_policy_in_force(room.school.district)
    groups = [make_group(room, name) for name in ("Group A", "Group B")]
    lengths = (15, 10, 30, 5, 25, 60, 20, 45, 30, 40)
    for step in range(4):
        date, start = MONDAY + dt.timedelta(days=step), 540
        for minutes in lengths:
            make_block(room, date, start=start, minutes=minutes, title="A talk about the weather")
            start += minutes
        for group in groups:
            make_block(room, date, start=start, minutes=30, title="Reading", groups=(group.pk,))
        for title in ("Look at the sky", "Draw it", "Tell of it"):
            make_block(room, date, mode="async", screen="off", start=None, title=title)
    make_closure(room.school, FRIDAY, "Teachers plan together")
    return room


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_week_is_one_sheet(
    page: Page, classroom: Classroom, sign_in: SignIn, paper: Literal["A4", "Letter"]
) -> None:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    page.wait_for_load_state()
    sheet = page.pdf(prefer_css_page_size=True, format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_every_block_on_paper_says_when_it_is(
    page: Page, classroom: Classroom, sign_in: SignIn
) -> None:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1046, "height": 718})
    expect(page.locator(".block").first).to_be_visible()
    assert measure(page, CUT_OFF) == []


def test_a_day_without_school_says_why_where_the_week_begins(
    page: Page, classroom: Classroom, sign_in: SignIn
) -> None:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/weeks/{MONDAY}/")
    friday = page.locator(f"#day-{FRIDAY} .hours")
    expect(friday).to_contain_text("Teachers plan together")
    assert find_box(friday.locator("p"))[1] - find_box(friday)[1] < 40
