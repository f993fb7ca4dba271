"""Log records: one JSON object or one readable line each, with the request's id and no secret link.

A family's link and a feed's address are keys: whoever reads a log must not be able to use them.
So the finished text is what gets redacted, whatever it was made from.
"""

import datetime as dt
import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SLASH = r"(?:/|%(?:25)*2f)"
SECRET_IN_ADDRESS = re.compile(
    rf"({SLASH}(?:f|h|feeds){SLASH}+)(?:(?!{SLASH})[^\s?#&;\"'<>.])+", re.IGNORECASE
)
REDACTED = r"\1[secret]"
OUTSIDE_A_REQUEST = "-"
ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

request_id: ContextVar[str] = ContextVar("request_id", default=OUTSIDE_A_REQUEST)


def redact_secrets(text: str) -> str:
    """Replace the token in every family link and feed address, also where it is percent-encoded
    (once or more), or where the address is mistyped around it."""
    return SECRET_IN_ADDRESS.sub(REDACTED, text)


class RequestIdMiddleware:
    """Gives each request an id, for its log records and for the answer's header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = choose_request_id(request)
        before = request_id.set(given)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(before)
        response["X-Request-ID"] = given
        return response


def choose_request_id(request: HttpRequest) -> str:
    """The id that our own proxy gave, or a new one: a stranger's could forge a trail."""
    offered = request.headers.get("X-Request-ID", "") if settings.PROXY_COUNT else ""
    return offered if ACCEPTABLE_ID.fullmatch(offered) else secrets.token_hex(8)


class TextFormatter(logging.Formatter):
    """A line for a person at a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return redact_secrets(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for a machine that collects them."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        } | describe_trouble(self, record)
        # Redacted before it is encoded: JSON's escapes must not hide the edge of a token.
        return json.dumps({key: redact_secrets(value) for key, value in entry.items()})


def describe_trouble(formatter: logging.Formatter, record: logging.LogRecord) -> dict[str, str]:
    """What django.request adds to a record, and the exception with its trace."""
    trouble = {}
    if hasattr(record, "status_code"):
        trouble["status"] = str(record.status_code)
    if record.exc_info:
        trouble["exception"] = formatter.formatException(record.exc_info)
    if record.stack_info:
        trouble["stack"] = formatter.formatStack(record.stack_info)
    return trouble
