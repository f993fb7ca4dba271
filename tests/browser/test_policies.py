"""Policies in a real browser: a sentence turned in its place, a trial, keys, looks, awful data."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner import tasks
from planner.cadence import Policy as CadencePolicy
from planner.models import Policy, School, Trial, User
from planner.services.policies import store_policy
from planner.services.trials import begin_trial
from tests.browser.conftest import OpenPage
from tests.factories import MONDAY, NOW, make_coordinator
from tests.planner.boards import make_board_school, make_published

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
ARABIC = "الحد الأدنى لدقائق التعليم المباشر في كل يوم دراسي لجميع الصفوف الابتدائية "


@pytest.fixture
def school() -> School:
    school = make_board_school(name="Riverbend")
    make_published(school, "Ash", live=60)
    make_published(school, "Birch", live=90)
    return school


@pytest.fixture
def policy_page(page: Page, school: School, sign_in: SignIn) -> Page:
    """The house rules, opened by the district's coordinator."""
    sign_in(page, make_coordinator(school.district))
    page.goto(f"/districts/{school.district_id}/policies/house/1/")
    return page


def store_awful(school: School) -> Policy:
    """Two hundred rules with long sentences in two directions, from a long source."""
    house = CadencePolicy.model_validate(Policy.objects.get(identifier="house").document)
    rule = house.rules[0]
    source = rule.source.model_copy(update={"authority": "Authority" * 20, "quote": ARABIC * 2})
    says = (ARABIC * 5, "Unbreakable" * 40)
    rules = tuple(
        rule.model_copy(update={"id": f"r{n}", "says": says[n % 2], "source": source})
        for n in range(200)
    )
    awful = house.model_copy(update={"id": "awful", "name": ARABIC, "rules": rules})
    return store_policy(district=school.district, policy=awful)


def test_a_number_is_turned_in_its_sentence_by_keyboard_and_tried(
    policy_page: Page, axe: Axe
) -> None:
    page = policy_page
    page.get_by_role("button", name="Change it, and see what if").click()
    page.get_by_role("link", name=re.compile("^Change .*an hour live")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Strength")).to_be_focused()
    number = page.get_by_label("At least")
    expect(number).to_have_value("60")
    axe(page)
    number.fill("-5")
    page.evaluate("document.querySelector('.rule-open form').noValidate = true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Not kept yet")
    axe(page)
    number.fill("75")
    page.keyboard.press("Enter")
    told = page.locator(".rule-says", has_text="Live minutes each day: at least 75.")
    expect(told).to_be_visible()
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("progressbar", name="Class-days judged")).to_be_visible()
    axe(page)
    tasks.do_trial(Trial.objects.get())
    expect(page.get_by_text("1 of 2 class-days would newly fail.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Save this version").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("version 20")


def test_a_form_closes_without_a_change(policy_page: Page) -> None:
    page = policy_page
    page.get_by_role("button", name="Change it, and see what if").click()
    page.get_by_role("link", name=re.compile("^Change .*an hour live")).click()
    page.get_by_role("link", name="Leave it as it is").click()
    expect(page.locator("input[name=at_least]")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Change .*an hour live"))).to_be_focused()


def test_all_of_it_works_without_javascript(
    open_page: OpenPage, school: School, sign_in: SignIn
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, make_coordinator(school.district))
    page.goto(f"/districts/{school.district_id}/policies/house/1/")
    page.get_by_role("button", name="Change it, and see what if").click()
    page.get_by_role("link", name=re.compile("^Change .*an hour live")).click()
    page.get_by_label("At least").fill("75")
    page.get_by_role("button", name="Keep this change").click()
    page.get_by_role("button", name="See what would change").click()
    tasks.do_trial(Trial.objects.get())
    page.get_by_role("link", name="Look how far it is").click()
    expect(page.get_by_text("1 of 2 class-days would newly fail.")).to_be_visible()


def test_the_pages_keep_nobody_out_in_any_look(
    page_in_each_look: Page, school: School, sign_in: SignIn, axe: Axe
) -> None:
    page, coordinator = page_in_each_look, make_coordinator(school.district)
    policy = store_awful(school)
    trial = begin_trial(by=coordinator, policy=policy, now=NOW)
    room = school.classrooms.get(name="Ash")
    sign_in(page, coordinator)
    district = f"/districts/{school.district_id}"
    at = f"{district}/trials/{trial.pk}"
    for address in (
        f"{district}/policies/",
        f"{district}/policies/awful/1/",
        f"{district}/policies/awful/1/use/",
        f"{district}/policies/import/",
        f"{at}/",
        f"{at}/rules/r7/",
        f"{at}/rules/r7/?as=text",
        f"{at}/measures/",
        f"{at}/measures/share/",
        "/help/measures/share/",
        f"/classes/{room.pk}/days/{MONDAY}/record/",
    ):
        page.goto(address)
        axe(page)
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (address, width) == (address, 0)
