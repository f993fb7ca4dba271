"""Log records carry the request's id, and never a key that opens a family's page."""

import json
import logging
import sys
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from blendplan.logs import (
    JsonFormatter,
    RequestIdMiddleware,
    TextFormatter,
    redact_secrets,
    request_id,
)

TOKEN = "q7Jc-Zp_0aVbN3xY5tRkLmE2"
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"


def make_record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord("planner", logging.WARNING, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    return record


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"Not Found: /f/{TOKEN}/", "Not Found: /f/[secret]/"),
        (f"Gone: /f/{TOKEN}/2026-11-20/", "Gone: /f/[secret]/2026-11-20/"),
        (f"GET /feeds/{TOKEN}.ics HTTP/1.1", "GET /feeds/[secret].ics HTTP/1.1"),
        (f"next=%2Ff%2F{TOKEN}%2F", "next=%2Ff%2F[secret]%2F"),
        (f"'https://plan.example.org/f/{TOKEN}'", "'https://plan.example.org/f/[secret]'"),
        (f"next=%252Ff%252F{TOKEN}%252F", "next=%252Ff%252F[secret]%252F"),
        (f"Not Found: /F//{TOKEN}/", "Not Found: /F//[secret]/"),
        (f"Not Found: /f/,{TOKEN}/", "Not Found: /f/[secret]/"),
        ("/classes/7/weeks/2026-11-16/", "/classes/7/weeks/2026-11-16/"),
    ],
)
def test_secret_addresses_are_redacted_wherever_they_stand(said: str, kept: str) -> None:
    assert redact_secrets(said) == kept


@given(token=st.text(ALPHABET, min_size=1), around=st.text(max_size=20))
def test_no_token_survives_in_either_format(token: str, around: str) -> None:
    marked = f"tokentoken{token}"
    record = make_record("%s /f/%s/ %s", around, marked, around)
    assert marked not in TextFormatter().format(record)
    assert marked not in JsonFormatter().format(record)


def test_a_traceback_is_redacted_too() -> None:
    try:
        raise LookupError(f"no page at /f/{TOKEN}/")
    except LookupError:
        record = make_record("failed")
        record.exc_info = sys.exc_info()
    written = json.loads(JsonFormatter().format(record))
    assert written["exception"].splitlines()[-1] == "LookupError: no page at /f/[secret]/"
    assert TOKEN not in TextFormatter().format(record)


def test_a_json_record_says_when_where_and_what() -> None:
    written = json.loads(JsonFormatter().format(make_record("saved %d days", 5, status_code=404)))
    del written["time"]
    assert written == {
        "level": "WARNING",
        "logger": "planner",
        "message": "saved 5 days",
        "request_id": "-",
        "status": "404",
    }


@pytest.mark.django_db
def test_a_missing_family_page_is_logged_without_its_token(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get(f"/f/{TOKEN}/nothing/here/")
    written = [TextFormatter().format(record) for record in caplog.records]
    assert [line.split(": ", 1)[1] for line in written] == ["Not Found: /f/[secret]/nothing/here/"]


def answer_with_id(seen: list[str]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request_id.get())
        return HttpResponse()

    return answer


def test_a_request_and_its_answer_share_an_id_that_ends_with_them(rf: RequestFactory) -> None:
    seen: list[str] = []
    response = RequestIdMiddleware(answer_with_id(seen))(rf.get("/"))
    assert seen == [response["X-Request-ID"]]
    assert request_id.get() == "-"


def test_the_id_of_our_own_proxy_is_kept(rf: RequestFactory, settings: Settings) -> None:
    settings.PROXY_COUNT = 1
    request = rf.get("/", headers={"X-Request-ID": "from-the-proxy"})
    assert RequestIdMiddleware(answer_with_id([]))(request)["X-Request-ID"] == "from-the-proxy"


@pytest.mark.parametrize("offered", ["short", "line\nbreak-in-it", "x" * 65])
def test_an_id_that_could_forge_a_record_is_replaced(
    rf: RequestFactory, settings: Settings, offered: str
) -> None:
    settings.PROXY_COUNT = 1
    request = rf.get("/", headers={"X-Request-ID": offered})
    assert len(RequestIdMiddleware(answer_with_id([]))(request)["X-Request-ID"]) == 16


def test_a_strangers_id_is_replaced(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"X-Request-ID": "not-from-a-proxy"})
    assert len(RequestIdMiddleware(answer_with_id([]))(request)["X-Request-ID"]) == 16
