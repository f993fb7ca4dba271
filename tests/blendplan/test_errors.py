"""Error pages: plain words, right status, and no way for the page itself to fail."""

import logging
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseGone
from django.test import Client, RequestFactory
from pytest_django import Settings

from blendplan import errors
from planner.secret_access import Gone

pytestmark = pytest.mark.django_db


def test_an_unknown_address_is_a_page(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "404.html" in [template.name for template in response.templates]


def test_a_method_that_is_not_allowed_is_a_page_that_still_names_those_that_are(
    client: Client,
) -> None:
    response = client.post("/livez")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "405.html" in [template.name for template in response.templates]


def test_an_address_that_has_ended_is_a_page(rf: RequestFactory) -> None:
    middleware = errors.ErrorPagesMiddleware(lambda request: HttpResponseGone())
    assert middleware(rf.get("/f/old/")).status_code == 410
    response = middleware.process_exception(rf.get("/f/old/"), Gone())
    assert response is not None
    assert (response.status_code, response["Content-Type"]) == (410, "text/html; charset=utf-8")


def test_other_exceptions_are_left_alone(rf: RequestFactory) -> None:
    middleware = errors.ErrorPagesMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(rf.get("/"), ValueError()) is None


def test_an_answer_with_words_of_its_own_keeps_them(rf: RequestFactory) -> None:
    middleware = errors.ErrorPagesMiddleware(lambda request: HttpResponseGone("This link ended."))
    response = middleware(rf.get("/f/old/"))
    assert isinstance(response, HttpResponse)
    assert response.content == b"This link ended."


def test_what_is_not_yours_to_change_is_a_page(rf: RequestFactory) -> None:
    assert errors.permission_denied(rf.get("/"), PermissionDenied()).status_code == 403


def test_a_form_without_its_token_is_a_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert response.status_code == 403
    assert "403_csrf.html" in [template.name for template in response.templates]


def test_a_bad_request_is_a_page(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    response = client.get("/accounts/login/", headers={"host": "somebody-elses.example"})
    assert response.status_code == 400
    assert response["Content-Type"] == "text/html; charset=utf-8"


def break_view(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken for this test")


def test_what_broke_is_logged_and_answered_with_a_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("blendplan.health.find_reason_not_ready", lambda: break_view(HttpRequest()))
    with caplog.at_level(logging.ERROR):
        response = client.get("/readyz")
    assert (response.status_code, response["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert [record.getMessage() for record in caplog.records] == ["Internal Server Error: /readyz"]


def lock_database() -> str:
    raise OperationalError("database is locked")


def test_a_busy_database_is_a_page_that_asks_to_try_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("blendplan.health.find_reason_not_ready", lock_database)
    with caplog.at_level(logging.ERROR):
        response = client.get("/readyz")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert b"Nothing is lost" in response.content
    assert len(caplog.records) == 1


def test_the_last_words_need_no_template(
    rf: RequestFactory, settings: Settings, tmp_path: Path
) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path], "APP_DIRS": False}]
    response = errors.server_error(rf.get("/"))
    assert (response.status_code, response.content.decode()) == (500, errors.LAST_WORDS)
