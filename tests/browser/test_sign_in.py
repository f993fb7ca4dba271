"""Signing in with a real browser, in every look; and the watch that all browser tests rely on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from planner.models import User
from tests.browser.watch import Watch, find_barriers

PASSWORD = "correct horse battery"


@pytest.fixture
def teacher(live: LiveServer) -> User:
    return User.objects.create_user("reed@alder.example", PASSWORD, name="Ms. Reed")


def test_the_sign_in_page_keeps_nobody_out(
    page_in_each_look: Page, axe: Callable[[Page], None]
) -> None:
    page_in_each_look.goto("/accounts/login/")
    axe(page_in_each_look)


def test_a_teacher_signs_in_with_the_keyboard_alone(page: Page, teacher: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("mail").focus()
    page.keyboard.type(teacher.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    expect(page).not_to_have_url("**/accounts/login/**")


def test_a_wrong_password_is_explained_and_the_page_stays_usable(
    page: Page, teacher: User, axe: Callable[[Page], None]
) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("mail").fill(teacher.email)
    page.get_by_label("Password", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("not correct")).to_be_visible()
    axe(page)


def test_an_error_page_keeps_nobody_out(
    page_in_each_look: Page, axe: Callable[[Page], None]
) -> None:
    response = page_in_each_look.goto("/no/such/page/")
    assert response is not None
    assert response.status == 404
    axe(page_in_each_look)


def test_the_watch_sees_what_no_user_should_meet(browser: Browser, live: LiveServer) -> None:
    context = browser.new_context(base_url=live.url)
    watch = Watch(live.url)
    context.on("page", watch.follow)
    page = context.new_page()
    page.goto("/accounts/login/")
    assert watch.troubles == []
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: '/static/none.png'}))")
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    page.evaluate("setTimeout(() => { throw new Error('broken for this test') })")
    page.wait_for_timeout(500)
    context.close()
    assert sorted(trouble.split(" '")[0] for trouble in watch.troubles) == [
        f"404: {live.url}/static/none.png",
        "console: Applying inline style violates the following Content Security Policy directive",
        "console: Connecting to",
        "console: Fetch API cannot load http://127.0.0.1:9/. Refused to connect because it "
        "violates the document's Content Security Policy.",
        "script: broken for this test",
    ]


def test_the_watch_sees_a_request_to_anybody_else(browser: Browser, live: LiveServer) -> None:
    context = browser.new_context()
    watch = Watch(live.url)
    context.on("page", watch.follow)
    page = context.new_page()
    page.goto(live.url.replace("localhost", "127.0.0.1") + "/livez")
    context.close()
    assert [trouble.split(": ")[0] for trouble in watch.troubles] == ["third party"]


def test_axe_finds_a_barrier_where_there_is_one(page: Page) -> None:
    page.goto("/accounts/login/")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert [barrier.split(":")[0] for barrier in find_barriers(page)] == ["button-name"]
