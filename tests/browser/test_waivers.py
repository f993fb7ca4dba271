"""Waiving a rule, a school's waivers and "can it be kept at all", in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, School, User
from tests.factories import MONDAY, make_coordinator, make_teacher, make_waiver
from tests.planner.boards import make_board_school, make_published

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
ARABIC = "انقطع الماء في المبنى، وغادر نصف التلاميذ قبل نهاية اليوم الدراسي"


@pytest.fixture
def school() -> School:
    return make_board_school(name="Riverbend")


@pytest.fixture
def room(school: School) -> Classroom:
    return make_published(school, "Birch", live=30)


def test_a_rule_is_waived_from_the_board_by_keys_alone(
    page: Page, school: School, room: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, make_coordinator(school, name="Ana Ruiz"))
    page.goto(f"/schools/{school.pk}/board/{MONDAY}/classes/{room.pk}/{MONDAY}/")
    waive = page.get_by_role("link", name="Waive…").first
    waive.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Waive a rule")
    expect(panel).to_be_visible()
    expect(panel.get_by_label("From")).to_be_hidden()
    axe(page)
    page.keyboard.press("Escape")
    expect(waive).to_be_focused()
    page.keyboard.press("Enter")
    panel.get_by_label("Other dates").press("Space")
    panel.get_by_label("Until and including").fill("2026-11-15")
    panel.get_by_label("Why").fill(ARABIC)
    panel.get_by_label("Why").press("Tab")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("It would end before it begins.")
    axe(page)
    panel.get_by_label("Until and including").fill("2026-11-20")
    panel.get_by_role("button", name="Waive it").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Waived for Birch")
    expect(page.get_by_text(ARABIC).first).to_be_visible()
    axe(page)


def test_a_rule_is_waived_from_the_week_by_mouse(
    page: Page, school: School, room: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, make_coordinator(school))
    page.goto(f"/classes/{room.pk}/weeks/{MONDAY}/")
    page.get_by_role("link", name="Waive…").first.click()
    panel = page.get_by_role("dialog", name="Waive a rule")
    panel.get_by_label("Why").fill("A burst pipe.")
    axe(page)
    panel.get_by_role("button", name="Waive it").click()
    expect(page.get_by_text("Kept, 1 rule waived")).to_be_visible()
    axe(page)


def test_a_rule_is_waived_and_the_waiver_revoked_by_touch(
    phone: Page, school: School, room: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(phone, make_coordinator(school))
    phone.goto(f"/classes/{room.pk}/weeks/{MONDAY}/")
    phone.get_by_role("link", name="Waive…").first.tap()
    panel = phone.get_by_role("dialog", name="Waive a rule")
    panel.get_by_label("Why").fill("A burst pipe.")
    axe(phone)
    panel.get_by_role("button", name="Waive it").tap()
    expect(phone.get_by_text("Kept, 1 rule waived")).to_be_visible()
    axe(phone)
    phone.goto(f"/schools/{school.pk}/waivers/")
    phone.get_by_role("link", name="Revoke").tap()
    phone.get_by_label("It counts no more from").fill(str(MONDAY))
    phone.get_by_label("Why").fill("The wrong class.")
    phone.get_by_role("button", name="Revoke it").tap()
    expect(phone.get_by_role("heading", name="Revoked")).to_be_visible()
    axe(phone)


def test_without_scripts_a_waiver_is_granted_listed_and_revoked(
    open_page: Callable[..., Page], school: School, room: Classroom, sign_in: SignIn
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, make_coordinator(school))
    page.goto(f"/classes/{room.pk}/weeks/{MONDAY}/")
    page.get_by_role("link", name="Waive…").first.click()
    page.get_by_label("Why").fill("A burst pipe.")
    page.get_by_role("button", name="Waive it").click()
    expect(page.get_by_text("Kept, 1 rule waived")).to_be_visible()
    page.goto(f"/schools/{school.pk}/waivers/")
    page.get_by_role("link", name="Revoke").click()
    page.get_by_label("It counts no more from").fill(str(MONDAY))
    page.get_by_label("Why").fill("The wrong class.")
    page.get_by_role("button", name="Revoke it").click()
    expect(page.get_by_role("heading", name="Revoked")).to_be_visible()


def test_the_list_and_its_forms_are_for_everybody_in_every_look(
    page_in_each_look: Page, school: School, room: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    page = page_in_each_look
    sign_in(page, make_coordinator(school))
    waivers = f"/schools/{school.pk}/waivers/"
    page.goto(waivers)
    expect(page.get_by_role("heading", name="Nothing is waived")).to_be_visible()
    axe(page)
    waiver = make_waiver(room, reason=ARABIC)
    for address in (
        waivers,
        f"/waivers/{waiver.pk}/revoke/",
        f"/classes/{room.pk}/waive/{MONDAY}/{MONDAY}/house/offline/",
        f"/classes/{room.pk}/days/{MONDAY}/record/",
        f"/schools/{school.pk}/board/{MONDAY}/?only=waived",
    ):
        page.goto(address)
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wider), address
        axe(page)


def test_a_teacher_asks_whether_the_day_can_be_kept(
    page_in_each_look: Page, school: School, room: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    page = page_in_each_look
    sign_in(page, make_teacher(room))
    page.goto(f"/classes/{room.pk}/weeks/{MONDAY}/")
    page.get_by_role("link", name="Can this day be kept at all?").click()
    expect(page.get_by_text("Yes: it can be kept.")).to_be_visible()
    axe(page)
    page.get_by_role("checkbox", name="Math together").check()
    page.get_by_text("The week", exact=True).click()
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="Can this week be kept at all?")).to_be_visible()
    expect(page.get_by_text("stays").first).to_be_visible()
    axe(page)


def test_a_coordinator_asks_it_of_a_policy(
    page: Page, school: School, room: Classroom, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, make_coordinator(school.district))
    page.goto(f"/districts/{school.district_id}/policies/house/1/")
    page.get_by_role("link", name="Can it be kept at all?").click()
    axe(page)
    page.get_by_label("Day", exact=True).fill(str(MONDAY))
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("As though this version held then")).to_be_visible()
