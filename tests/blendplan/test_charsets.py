"""A request's charset is not believed: all is UTF-8."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler

from blendplan.charsets import ignore_charsets

pytestmark = pytest.mark.django_db


def ask(content_type: str) -> str:
    """The status of a page asked for in this charset."""
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ |= {
        "PATH_INFO": "/accounts/login/",
        "QUERY_STRING": "next=%C3%A9",
        "HTTP_HOST": "testserver",
    }
    environ["CONTENT_TYPE"] = content_type
    told: list[str] = []
    answer = ignore_charsets(WSGIHandler())
    list(answer(environ, lambda status, headers, exc_info=None: told.append(status)))
    return told[0]


@pytest.mark.parametrize("charset", ["hex", "idna", '"utf-16"', "rot13", "none-such", ""])
def test_a_strange_charset_is_no_error(charset: str) -> None:
    assert ask(f"text/html; charset={charset}") == "200 OK"


def test_the_other_parts_of_a_content_type_stay() -> None:
    seen: list[str] = []

    def look(environ: dict[str, Any], _: Any) -> list[bytes]:
        seen.append(environ["CONTENT_TYPE"])
        return []

    ignore_charsets(look)({"CONTENT_TYPE": "multipart/form-data; Charset=hex; boundary=b"}, None)
    assert seen == ["multipart/form-data; boundary=b"]
