"""Calls the application as a server would and counts the processor time that each answer takes."""

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler

ROUNDS, SECONDS = 5, 0.6
"""Rounds go over all pages in turn, so that a busy moment spoils one round of each, not a page."""

Environ = dict[str, Any]


@dataclass
class Page:
    """Something to ask for, again and again, and what it should cost at most."""

    name: str
    make_environ: Callable[[], Environ]
    status: int = 200
    goal: float | None = None
    """The least share of the empty page's rate that we want to reach."""
    rounds: list[float] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.rounds) * 1000


def make_environ(address: str, cookies: str = "", body: bytes = b"", **headers: str) -> Environ:
    """What a server would hand over for a GET, or for a POST where there is a body."""
    url = urlsplit(address)
    environ: Environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": url.path,
        "QUERY_STRING": url.query,
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": cookies,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.input": io.BytesIO(body),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    setup_testing_defaults(environ)
    return environ


def answer(application: WSGIHandler, environ: Environ) -> tuple[int, dict[str, str], int]:
    """Status, headers and length of an answer, read to its end and closed as a server does."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
        begun.append((status, headers))
        return io.BytesIO().write

    response = application(environ, start)
    length = sum(len(piece) for piece in response)
    response.close()
    [(status, headers)] = begun
    return int(status.split()[0]), dict(headers), length


def time_page(application: WSGIHandler, page: Page) -> float:
    """Processor seconds for one answer, over as many as fit in a round."""
    spent, count = 0.0, 0
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        environ = page.make_environ()
        before = time.process_time()
        status, _, _ = answer(application, environ)
        spent += time.process_time() - before
        count += 1
        if status != page.status:
            raise SystemExit(f"{page.name}: answered {status}, not {page.status}")
    return spent / count


def measure_pages(application: WSGIHandler, pages: list[Page]) -> None:
    """Time every page in every round; the first answer of each only fills what is stored."""
    for page in pages:
        answer(application, page.make_environ())
    for _ in range(ROUNDS):
        for page in pages:
            page.rounds.append(time_page(application, page))


def spell_table(pages: list[Page]) -> str:
    """The pages beside the first of them, which is the empty one."""
    lines = [f"{'page':<34}{'CPU ms':>9}{'a second':>10}{'of empty':>10}{'wanted':>9}"]
    for page in pages:
        share = pages[0].milliseconds / page.milliseconds
        wanted = (
            "" if page.goal is None else f"{page.goal:.2f} {'✓' if share >= page.goal else '✗'}"
        )
        lines.append(
            f"{page.name:<34}{page.milliseconds:>9.2f}{1000 / page.milliseconds:>10.0f}"
            f"{share:>10.3f}{wanted:>9}"
        )
    return "\n".join(lines)
