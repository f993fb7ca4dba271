"""A learner's page on a phone that loses its network, goes back, and refuses to keep things."""

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Learner, Mark
from tests.browser.conftest import LOOKS, OpenPage
from tests.factories import MONDAY, make_block, make_classroom, make_home_link, make_learner
from tests.planner.families.days import TUESDAY, at_clock, publish

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
ARRIVED = "All ticks have arrived."
SPOIL_FIRST = """() => {
  const [name] = Object.keys(localStorage).filter((each) => each.startsWith("marks "));
  const kept = JSON.parse(localStorage.getItem(name));
  Object.values(kept)[0][0].at = "+275760-09-13T00:00:00.000Z";
  localStorage.setItem(name, JSON.stringify(kept));
}"""
REFUSES = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
"""


@pytest.fixture
def learner(time_machine: Any) -> Learner:
    """Juno, with a task today and one tomorrow, at ten past nine on Monday."""
    time_machine.move_to(at_clock(9, 10), tick=False)
    classroom = make_classroom(name="Maple room")
    any_time: dict[str, Any] = {"mode": "async", "screen": "off", "start": None}
    make_block(classroom, title="Math", link="https://meet.example.org/maple")
    make_block(classroom, title="Kites", **any_time)
    make_block(classroom, TUESDAY, title="Boats", **any_time)
    publish(classroom)
    return make_learner(classroom)


@pytest.fixture
def root(learner: Learner) -> str:
    """The address of all that a link of Juno's opens."""
    return f"/h/{make_home_link(learner)[1]}/"


def visit(page: Page, address: str) -> None:
    """Open a page and wait until it is kept."""
    page.goto(address)
    expect(page.locator("[data-kept]")).to_be_visible()
    page.wait_for_load_state("networkidle")


def tick(page: Page) -> None:
    page.get_by_role("button", name="Done: Kites").click()


def expect_ticked(page: Page) -> None:
    button = page.get_by_role("button", name="Done: Kites")
    expect(button).to_have_attribute("aria-pressed", "true")


def test_a_tick_that_arrived_is_there_when_one_comes_back(
    open_page: OpenPage, learner: Learner, root: str
) -> None:
    page = open_page(PHONE)
    visit(page, f"{root}of/{learner.pk}/")
    tick(page)
    expect(page.get_by_text(ARRIVED)).to_be_visible()
    page.get_by_role("link", name="My questions").click()
    page.go_back()
    expect_ticked(page)


def test_a_tick_that_arrived_is_there_without_a_network(
    open_page: OpenPage, learner: Learner, root: str
) -> None:
    page = open_page(PHONE)
    visit(page, f"{root}of/{learner.pk}/")
    tick(page)
    expect(page.get_by_text(ARRIVED)).to_be_visible()
    page.context.set_offline(True)
    page.reload()
    expect_ticked(page)


def test_the_address_that_was_handed_out_opens_without_a_network(
    open_page: OpenPage, learner: Learner, root: str
) -> None:
    page = open_page(PHONE)
    visit(page, root)
    page.context.set_offline(True)
    page.goto(root)
    expect(page.get_by_text("Juno")).to_be_visible()


@pytest.mark.parametrize(("hour", "day"), [(33, "Tuesday"), (9, "Monday")])
def test_on_the_other_side_of_the_world_the_schools_today_is_shown(
    open_page: OpenPage, learner: Learner, root: str, hour: int, day: str
) -> None:
    page = open_page(PHONE, timezone_id="Pacific/Auckland")
    visit(page, f"{root}of/{learner.pk}/")
    page.context.set_offline(True)
    (worker,) = page.context.service_workers
    worker.evaluate(f"Date.now = () => {at_clock(0).timestamp() + hour * 3600} * 1000")
    page.goto(f"{root}of/{learner.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(day)


def test_ticks_that_wait_are_sent_from_a_day_that_has_none(
    open_page: OpenPage, learner: Learner, root: str
) -> None:
    page = open_page(PHONE)
    visit(page, f"{root}of/{learner.pk}/")
    page.context.set_offline(True)
    tick(page)
    expect(page.get_by_text("1 tick waits for the network.")).to_be_visible()
    page.close()
    empty = page.context.new_page()
    page.context.set_offline(False)
    with empty.expect_response("**/marks/") as arrived:
        empty.goto(f"{root}of/{learner.pk}/{MONDAY + dt.timedelta(days=2)}/")
    assert arrived.value.ok
    assert Mark.objects.get().is_set


def test_a_tick_that_cannot_be_kept_takes_no_other_with_it(
    open_page: OpenPage, learner: Learner, root: str
) -> None:
    page = open_page(PHONE)
    visit(page, f"{root}of/{learner.pk}/")
    page.context.set_offline(True)
    for _ in range(3):
        tick(page)
    page.evaluate(SPOIL_FIRST)
    page.context.set_offline(False)
    expect(page.get_by_text(ARRIVED)).to_be_visible()
    assert list(Mark.objects.order_by("pk").values_list("is_set", flat=True)) == [False, True]


def test_a_browser_that_refuses_to_keep_anything_still_ticks(
    open_page: OpenPage, learner: Learner, root: str
) -> None:
    page = open_page(PHONE)
    page.add_init_script(REFUSES)
    page.goto(f"{root}of/{learner.pk}/")
    tick(page)
    expect_ticked(page)
    assert Mark.objects.get().is_set
