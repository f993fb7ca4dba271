"""A real server, a real browser, and eyes on both: what the browser tests are given."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from planner.models import User
from tests.browser.watch import Watch, find_barriers

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HOW_TO_GET = "apt-get install chromium, or set CHROMIUM=/path/to/chromium"
PATIENCE = 10_000
"""Milliseconds that a page may take to do what a test waits for."""


@dataclass(frozen=True)
class Look:
    """A screen and a colour scheme that every page must look right in."""

    width: int
    height: int
    scheme: Literal["light", "dark"]


PHONE, LAPTOP = (375, 812), (1440, 900)
LOOKS = [Look(*size, scheme) for size in (PHONE, LAPTOP) for scheme in ("light", "dark")]


class OpenPage(Protocol):
    """Opens a watched page in a browser session of its own; keywords go to the session."""

    def __call__(self, look: Look = ..., **session: Any) -> Page: ...


def find_chromium() -> str | None:
    """The browser to drive: CHROMIUM from the environment, or the first known name on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    own = [item for item in items if HERE in item.path.parents]
    for item in own:
        item.add_marker(pytest.mark.browser)
    if own and not find_chromium():
        if os.environ.get("CI"):
            raise pytest.UsageError(f"No browser for the browser tests: {HOW_TO_GET}.")
        for item in own:
            item.add_marker(pytest.mark.skip("no browser"))
        config.stash[SKIPPED] = len(own)


SKIPPED = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if count := config.stash.get(SKIPPED, 0):
        terminalreporter.write_line(
            f"{count} browser tests were skipped: no Chromium here. To run them: {HOW_TO_GET}.",
            yellow=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    # Chromium's sandbox refuses to run as root, which is what a container is.
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    chromium = playwright_driver.chromium.launch(executable_path=find_chromium(), args=sandbox)
    yield chromium
    chromium.close()


@pytest.fixture
def live(live_server: LiveServer) -> LiveServer:
    """The whole application on a port of its own, static files included; `live.url` is its root."""
    return live_server


@pytest.fixture
def open_page(browser: Browser, live: LiveServer) -> Iterator[OpenPage]:
    """Open pages as several people would, each with cookies of their own; all are watched.

    A console error, a refusal by the content security policy, a script's error, a request to
    anybody else, a missing part or an error 500 fails the test at its end.
    """
    watch, sessions = Watch(live.url), []

    def open_in_session(look: Look = LOOKS[2], **session: Any) -> Page:
        context = browser.new_context(
            base_url=live.url,
            viewport={"width": look.width, "height": look.height},
            color_scheme=look.scheme,
            **session,
        )
        context.set_default_timeout(PATIENCE)
        sessions.append(context)
        context.on("page", watch.follow)
        return context.new_page()

    yield open_in_session
    for context in sessions:
        context.close()
    assert watch.troubles == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One watched page on a laptop, in light colours. Addresses may begin with "/"."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """One watched page on a phone that is touched, in light colours."""
    return open_page(LOOKS[0], has_touch=True, is_mobile=True)


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look.width}-{look.scheme}")
def page_in_each_look(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """The test runs four times: on a phone and a laptop, in light and dark."""
    look: Look = request.param
    return open_page(look)


@pytest.fixture
def sign_in(live: LiveServer) -> Callable[[Page, User], None]:
    """Sign a person in on a page without the form; the form has a test of its own."""

    def give_session(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live.url}]
        )

    return give_session


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: nothing on the page, as it stands, keeps anybody out."""

    def assert_no_barriers(page: Page) -> None:
        # Contrast and sizes are what they are only once the styles are there.
        page.wait_for_load_state()
        assert find_barriers(page) == []

    return assert_no_barriers
