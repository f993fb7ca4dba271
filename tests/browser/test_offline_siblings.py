"""Siblings on one phone without a network: all children's page beside each child's own."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import HomeLink
from planner.services.links import revoke_addresses
from tests.browser.conftest import LOOKS, OpenPage
from tests.browser.test_offline import count_kept, visit, wait_for_kept
from tests.factories import NOW, make_block
from tests.planner.families.days import TUESDAY, at_clock, publish
from tests.planner.families.homes import Home

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
KEPT = (
    "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({url}) => url)"
)


@pytest.fixture
def home(time_machine: Any) -> Home:
    """Ana and Ben on Monday at ten past nine, with a plan for Tuesday too."""
    time_machine.move_to(at_clock(9, 10), tick=False)
    home = Home()
    for room in (home.maple, home.oak):
        make_block(room, TUESDAY, title=f"{room.name} songs")
        publish(room)
    return home


def list_kept(page: Page, home: Home) -> list[str]:
    """The pages of the link that the device keeps, beneath the link's address."""
    kept: list[str] = page.evaluate(KEPT)
    return sorted(url.partition(home.token)[2] for url in kept if home.token in url)


def read_titles(page: Page) -> list[str]:
    return page.locator(":is(.time-list, .day-list) h3").all_inner_texts()


def test_all_children_and_each_child_open_without_a_network(
    open_page: OpenPage, home: Home
) -> None:
    page = open_page(PHONE)
    visit(page, home.address)
    for child in (home.ana, home.ben):
        visit(page, f"{home.address}of/{child.pk}/")
    page.context.set_offline(True)
    page.get_by_role("link", name="All children").click()
    expect(page.get_by_text("There is no network.")).to_be_visible()
    assert read_titles(page) == ["Math", "Art"]
    page.locator("a[rel=next]").click()
    expect(page.locator("h1")).to_contain_text("Tuesday 17 November")
    assert read_titles(page) == ["Maple songs", "Oak songs"]
    for child, title in ((home.ana, "Math"), (home.ben, "Art")):
        page.goto(f"{home.address}of/{child.pk}/")
        expect(page.get_by_role("heading", name=title).first).to_be_visible()
        page.locator("a[rel=next]").click()
        expect(page.get_by_role("heading", name="songs").first).to_be_visible()


def test_the_newest_copy_of_a_child_is_shown_whichever_page_brought_it(
    open_page: OpenPage, home: Home
) -> None:
    page = open_page(PHONE)
    visit(page, f"{home.address}of/{home.ana.pk}/")
    make_block(home.maple, title="Story", start=720)
    publish(home.maple)
    visit(page, home.address)
    page.context.set_offline(True)
    page.get_by_role("link", name="Ana", exact=True).click()
    expect(page.get_by_role("heading", name="Story").last).to_be_visible()


def test_what_is_over_goes_whoever_it_was_for(
    open_page: OpenPage, home: Home, time_machine: Any
) -> None:
    page = open_page(PHONE)
    visit(page, home.address)
    visit(page, f"{home.address}of/{home.ben.pk}/")
    time_machine.move_to(at_clock(9, 10, TUESDAY), tick=False)
    ana = f"/of/{home.ana.pk}/"
    visit(page, f"{home.address}{ana[1:]}")
    ben = f"/of/{home.ben.pk}/"
    assert list_kept(page, home) == sorted(
        (f"/{TUESDAY}/", ana, f"{ana}{TUESDAY}/", f"{ana}home/", f"{ben}{TUESDAY}/", f"{ben}home/")
    )


def test_forgetting_on_one_childs_page_forgets_the_siblings_too(
    open_page: OpenPage, home: Home
) -> None:
    page = open_page(PHONE)
    visit(page, home.address)
    visit(page, f"{home.address}of/{home.ana.pk}/")
    page.get_by_role("button", name="Forget this device").click()
    expect(page.get_by_text("This device has forgotten the plan.")).to_be_focused()
    assert count_kept(page) == 0


def test_a_link_that_ended_takes_every_childs_copy_with_it(open_page: OpenPage, home: Home) -> None:
    page = open_page(PHONE)
    visit(page, home.address)
    visit(page, f"{home.address}of/{home.ana.pk}/")
    revoke_addresses(HomeLink, of=home.household, now=NOW)
    page.goto(f"{home.address}of/{home.ben.pk}/")
    expect(page.locator("h1")).to_have_text("This link has ended")
    wait_for_kept(page, 0)
