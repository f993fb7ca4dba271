"""Handing out links, and what families print: in a real browser, and on paper."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom, HomeLink, User
from tests.browser.conftest import LOOKS, OpenPage
from tests.browser.hands import measure
from tests.browser.test_family import open_at
from tests.browser.test_offline import two_days
from tests.factories import make_family_link, make_home_link, make_learner, make_teacher
from tests.planner.families.days import at_clock

__all__ = ["two_days"]
pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
NAMES = ("Amina", "Bao", "Maximilian-Alexander")
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, select, input")]
    .filter((each) => each.checkVisibility() && !each.closest(".week-facts"))
    .filter((each) => each.getBoundingClientRect().height < 43.9)
    .map((each) => each.textContent.trim())"""


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine: Any) -> None:
    """The server's clock stands at ten past nine, on Monday in New York."""
    time_machine.move_to(at_clock(9, 10), tick=False)


@pytest.fixture
def classroom(two_days: tuple[Classroom, str]) -> Classroom:
    """A class with a page, three learners, and a link for the first of them and for her home."""
    classroom = two_days[0]
    learners = [make_learner(classroom, first_name=name) for name in NAMES]
    for of in (learners[0], learners[0].household):
        make_home_link(of)
    return classroom


def count_pages(page: Page, paper: str = "A4") -> int:
    """How many sheets of paper the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True, format=paper)))


def test_the_links_of_a_class_keep_nobody_out(
    page_in_each_look: Page,
    classroom: Classroom,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
) -> None:
    page, root = page_in_each_look, f"/classes/{classroom.pk}/families/"
    sign_in(page, make_teacher(classroom))
    for address in (root, f"{root}letters/", f"{root}letters/print/?of=learners&language=ar"):
        page.goto(address)
        assert not measure(page, WIDER)
        axe(page)
    page.goto(root)
    page.get_by_role("link", name="Amina").click()
    page.locator(".ending summary").first.click()
    expect(page.get_by_label("The link to send")).to_have_value(re.compile("/h/[^/]+/$"))
    assert not measure(page, WIDER)
    axe(page)


def test_a_teacher_makes_links_prints_letters_and_ends_one_that_went_astray(
    open_page: OpenPage, classroom: Classroom, sign_in: Callable[[Page, User], None]
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/families/")
    page.get_by_role("button", name="Make what is missing for all learners").click()
    expect(page.get_by_text("New: 2 pages and 3 calendars.")).to_be_visible()
    page.get_by_role("link", name="Letters to hand out").click()
    page.get_by_label("In which language").select_option("ar")
    page.get_by_role("button", name="Show the letters").click()
    expect(page.locator("article[dir=rtl]")).to_have_count(3)
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.goto(f"/classes/{classroom.pk}/families/")
    page.get_by_role("link", name="Bao").click()
    old = page.get_by_label("The link to send").input_value()
    page.locator(".ending summary").first.click()
    page.get_by_role("button", name="Replace with a new address").first.click()
    assert page.get_by_label("The link to send").input_value() != old
    family = open_page(PHONE)
    answer = family.goto(old)
    assert answer is not None
    assert answer.status == 410
    expect(family.get_by_role("heading", name="This link has ended")).to_be_visible()


def test_each_letter_is_one_sheet_with_nothing_else_on_it(
    page: Page, classroom: Classroom, sign_in: Callable[[Page, User], None]
) -> None:
    for learner in classroom.enrollments.exclude(learner__first_name="Amina"):
        make_home_link(learner.learner)
    sign_in(page, make_teacher(classroom))
    root = f"/classes/{classroom.pk}/families/letters/print/"
    for query, sheets in (
        ("learners&language=en", 3),
        ("learners&language=fr", 3),
        ("classroom&language=so", 1),
    ):
        page.goto(f"{root}?of={query}")
        expect(page.get_by_role("button", name="Print")).to_be_visible()
        assert count_pages(page) == sheets
    page.emulate_media(media="print")
    for part in (".top", ".on-screen", "[data-prints]"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator(".letter-code")).to_be_visible()


@pytest.mark.parametrize("of", ["class", "learner"])
def test_a_familys_week_keeps_nobody_out(
    page_in_each_look: Page, classroom: Classroom, of: str, axe: Callable[[Page], None]
) -> None:
    page = page_in_each_look
    if of == "class":
        root = f"/f/{make_family_link(classroom)[1]}/"
    else:
        learner = classroom.enrollments.earliest("pk").learner
        root = f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/"
    for language in ("", "ar/"):
        page.goto(f"{root}{language}week/")
        expect(page.locator(".week-day")).to_have_count(5)
        expect(page.locator(".on-paper")).to_be_hidden()
        assert not measure(page, WIDER)
        assert page.evaluate(SMALL_TARGETS) == []
        axe(page)
    assert count_pages(page) == 1


def test_a_family_goes_from_the_day_to_the_week_and_on(
    open_page: OpenPage, classroom: Classroom, two_days: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    page.goto(two_days[1])
    page.get_by_role("link", name="The whole week").click()
    expect(page.locator("h1")).to_have_text("Week of 16 November")
    page.locator("a[rel=next]").click()
    expect(page.locator("h1")).to_have_text("Week of 23 November")
    page.locator("a[rel=prev]").click()
    page.get_by_role("link", name="Tuesday 17 November").click()
    expect(page.locator("h1")).to_contain_text("Tuesday 17 November")
    page.wait_for_load_state("networkidle")


def test_a_day_is_one_sheet_with_a_code_that_no_screen_fetches(
    page: Page, two_days: tuple[Classroom, str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_at(page, two_days[1], at_clock(9, 10))
    page.wait_for_load_state("networkidle")
    assert [address for address in asked if address.endswith("qr.svg")] == []
    page.emulate_media(media="print")
    expect(page.locator(".on-paper img")).to_be_visible()
    expect(page.locator(".on-paper img")).to_have_js_property("complete", True)
    assert count_pages(page) == 1
    assert len([address for address in asked if address.endswith("qr.svg")]) == 1


def test_a_letters_code_and_its_typed_address_are_the_familys_page(
    page: Page, classroom: Classroom, sign_in: Callable[[Page, User], None]
) -> None:
    sign_in(page, make_teacher(classroom))
    page.goto(f"/classes/{classroom.pk}/families/letters/print/?of=learners&language=en")
    typed = "".join(page.locator(".letter-address span").all_inner_texts())
    assert typed.endswith(f"/h/{HomeLink.objects.get(learner__isnull=False).spell_token()}/")
    page.goto(typed)
    expect(page.locator(".learner-name")).to_have_text("Amina")
    page.wait_for_load_state("networkidle")
