"""A family's whole morning on a phone, with a network and without, in English and in Arabic."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from planner.models import Learner, Mark, Message, MoodCheck
from tests.browser.conftest import LOOKS, OpenPage
from tests.factories import make_block, make_classroom, make_home_link, make_learner
from tests.planner.families.days import TUESDAY, at_clock, publish

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
MEETING = "https://meet.example.org/maple"
Axe = Callable[[Page], None]


@pytest.fixture
def learner(time_machine: Any) -> Learner:
    """Juno, with a meeting at nine and a task for any time, at a quarter to nine on Monday."""
    time_machine.move_to(at_clock(8, 45), tick=False)
    classroom = make_classroom(name="Maple room")
    any_time: dict[str, Any] = {"mode": "async", "screen": "off", "start": None}
    make_block(classroom, title="Meeting", link=MEETING)
    make_block(classroom, title="Kites", coach_check="A kite hangs there.", **any_time)
    make_block(classroom, TUESDAY, title="Boats", **any_time)
    publish(classroom)
    return make_learner(classroom)


def is_whole(page: Page, axe: Axe) -> None:
    """No barrier, and nothing wider than the phone."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE.width


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_familys_morning(
    open_page: OpenPage, learner: Learner, axe: Axe, language: str, time_machine: Any
) -> None:
    def say(words: str) -> str:
        with override(language):
            return gettext(words)

    def button(words: str) -> Any:
        return page.get_by_role("button", name=say(words))

    page = open_page(PHONE)
    page.clock.install(time=at_clock(8, 45))
    page.goto(f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/{language}/")
    expect(page.get_by_text("Juno")).to_be_visible()
    expect(page.locator("[data-kept]")).to_be_visible()

    # Too early for the way in; then the page that is left open shows it by itself.
    expect(page.locator(f"a[href='{MEETING}']:visible")).to_have_count(0)
    expect(page.get_by_text(say("The way in opens ten minutes before."))).to_be_visible()
    is_whole(page, axe)
    page.clock.fast_forward("06:00")
    expect(page.locator(f".coming a[href='{MEETING}']")).to_be_visible()
    page.clock.fast_forward("10:00")
    expect(page.locator(f".now a[href='{MEETING}']")).to_be_visible()
    is_whole(page, axe)

    page.get_by_role("link", name=say("How are you today?")).click()
    is_whole(page, axe)
    page.locator("button[value=fine]").click()
    expect(page.get_by_text(say("Only your teachers see this."))).to_be_visible()
    assert MoodCheck.objects.get().mood == "fine"

    page.go_back()
    page.go_back()
    page.context.set_offline(True)
    page.reload()
    page.locator(".own-tick-done button[data-task]").click()
    button("An adult has looked at it").click()
    expect(page.locator("[data-finished]")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_contain_text("2")
    is_whole(page, axe)
    assert Mark.objects.count() == 0

    page.context.set_offline(False)
    expect(page.get_by_text(say("All ticks have arrived."))).to_be_visible()
    assert list(Mark.objects.order_by("pk").values_list("kind", flat=True)) == ["done", "checked"]

    page.locator(".item-ask").last.click()
    page.get_by_role("textbox").fill("كيف أربط الطائرة؟")
    is_whole(page, axe)
    button("Send").click()
    expect(page.get_by_text(say("Sent. The answer will be on this page."))).to_be_visible()
    assert (Message.objects.get().text, Message.objects.get().about) == (
        "كيف أربط الطائرة؟",
        "Kites",
    )
    is_whole(page, axe)
