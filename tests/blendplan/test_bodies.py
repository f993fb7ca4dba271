"""Forms that a broken network delivers in part."""

import io

import pytest
from django.test import Client

from planner.models import Message
from tests.factories import make_classroom, make_home_link, make_learner

FORM = "application/x-www-form-urlencoded"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("missing", "status", "kept"), [(0, 303, ["Why is it blue"]), (9, 400, [])]
)
def test_half_a_question_is_not_kept_for_a_whole_one(
    missing: int, status: int, kept: list[str]
) -> None:
    learner = make_learner(make_classroom())
    address = f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/questions/"
    body = b"text=Why+is+it+blue"
    arrived = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body) + missing)}
    response = Client().generic("POST", address, body, FORM, **arrived)  # type: ignore[arg-type]
    assert response.status_code == status
    assert [each.text for each in Message.objects.all()] == kept


@pytest.mark.parametrize(("announced", "status"), [("", 200), ("0", 200), ("many", 200)])
def test_what_announces_nothing_is_not_waited_for(announced: str, status: int) -> None:
    assert Client().get("/livez", CONTENT_LENGTH=announced).status_code == status
