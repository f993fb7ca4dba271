"""A family's page without a network: what opens, what it says, and what ends it."""

from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from planner.models import Classroom, FamilyLink
from planner.services.links import revoke_addresses
from tests.browser.conftest import LOOKS, OpenPage
from tests.factories import NOW, make_block, make_classroom, make_family_link
from tests.planner.families.days import TUESDAY, at_clock, publish

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine: Any) -> None:
    """The server's clock stands at ten past nine, on Monday in New York."""
    time_machine.move_to(at_clock(9, 10), tick=False)


@pytest.fixture
def two_days() -> tuple[Classroom, str]:
    """Monday and Tuesday published, and the address of the class's page."""
    classroom = make_classroom(name="Maple room")
    make_block(classroom, title="Math", link="https://meet.example.org/maple")
    make_block(classroom, TUESDAY, title="Reading", link="https://meet.example.org/maple")
    publish(classroom)
    return classroom, f"/f/{make_family_link(classroom)[1]}/"


def visit(page: Page, address: str) -> None:
    """Open a page and wait until it is kept."""
    page.goto(address)
    # All of it is fetched once the page is there: on a busy machine that takes its time.
    expect(page.get_by_text("open without a network too")).to_be_visible(timeout=20_000)
    page.wait_for_load_state("networkidle")


def count_kept(page: Page) -> int:
    """How many links' pages this device keeps."""
    count: int = page.evaluate("async () => (await caches.keys()).length")
    return count


def wait_for_kept(page: Page, count: int) -> None:
    """Wait until this device keeps the pages of so many links. The page's policy forbids scripts
    made of text, so the browser cannot be asked to wait."""
    for _ in range(100):
        if count_kept(page) == count:
            return
        page.wait_for_timeout(50)
    assert count_kept(page) == count


def test_today_and_tomorrow_open_without_a_network(
    open_page: OpenPage, two_days: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    visit(page, two_days[1])
    expect(page.locator("[data-offline]")).to_be_hidden()
    page.context.set_offline(True)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_contain_text("Monday 16 November")
    expect(page.locator("[data-offline]")).to_contain_text("There is no network.")
    page.locator("a[rel=next]").click()
    expect(page.locator("h1")).to_contain_text("Tuesday 17 November")
    expect(page.get_by_role("heading", name="Reading").first).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_with_a_network_again_the_newest_plan_is_shown(
    open_page: OpenPage, two_days: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    visit(page, two_days[1])
    page.context.set_offline(True)
    page.reload()
    page.wait_for_load_state("networkidle")
    make_block(two_days[0], title="Story", start=720)
    publish(two_days[0])
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_role("heading", name="Story").last).to_be_visible()
    expect(page.locator("[data-offline]")).to_be_hidden()
    page.wait_for_load_state("networkidle")


def test_a_link_that_was_revoked_takes_its_copy_with_it(
    open_page: OpenPage, two_days: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    visit(page, two_days[1])
    revoke_addresses(FamilyLink, of=two_days[0], now=NOW)
    page.goto(two_days[1])
    expect(page.locator("h1")).to_have_text("This link has ended")
    wait_for_kept(page, 0)
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(two_days[1])


def test_a_device_forgets_all_of_it_when_asked(
    open_page: OpenPage, two_days: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    visit(page, two_days[1])
    page.get_by_label("Done: Math").check()
    page.get_by_role("button", name="Forget this device").click()
    expect(page.get_by_text("This device has forgotten the plan.")).to_be_focused()
    assert count_kept(page) == 0
    assert page.evaluate("Object.keys(localStorage)") == []
    assert (
        page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()


def test_links_on_one_device_keep_apart(
    open_page: OpenPage, two_days: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    visit(page, two_days[1])
    other = make_classroom(two_days[0].school, name="Birch room")
    make_block(other, title="Science")
    publish(other)
    page.goto(f"/f/{make_family_link(other)[1]}/")
    wait_for_kept(page, 2)
    revoke_addresses(FamilyLink, of=two_days[0], now=NOW)
    page.goto(two_days[1])
    wait_for_kept(page, 1)
