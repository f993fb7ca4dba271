"""The teachers' queue of what homes asked and told."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Classroom, Learner, Message, User
from planner.services.messages import AlreadySettled, answer_message, put_aside
from planner.views.questions import say_waiting
from tests.factories import (
    NOW,
    make_administrator,
    make_classroom,
    make_coordinator,
    make_learner,
    make_message,
    make_teacher,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def classroom() -> Classroom:
    """A class."""
    return make_classroom(name="Maple room")


@pytest.fixture
def teacher(client: Client, classroom: Classroom) -> User:
    """Its teacher, signed in."""
    teacher = make_teacher(classroom, name="Ana Ruiz")
    client.force_login(teacher)
    return teacher


@pytest.fixture
def question(classroom: Classroom) -> Message:
    """A question that waits."""
    return make_message(make_learner(classroom, first_name="Juno"), classroom)


def answer(client: Client, message: Message, text: str, **more: object) -> Any:
    """Post an answer as the page's form does."""
    return client.post(f"/questions/{message.pk}/answer/", {f"{message.pk}-answer": text, **more})


def test_what_has_waited_longest_stands_first(
    client: Client, teacher: User, classroom: Classroom
) -> None:
    learner = make_learner(classroom)
    make_message(learner, classroom, text="Later one")
    make_message(learner, classroom, text="Earlier one", sent_at=NOW - dt.timedelta(days=1))
    page = client.get("/questions/").text
    assert page.index("Earlier one") < page.index("Later one")
    assert "Monday 16 November, 8:00 am" in page
    assert "Two wait for an answer." in page
    assert '<a href="/questions/">Questions from homes</a>: two wait' in client.get("/").text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "nothing waits for an answer"),
        (1, "one waits for an answer"),
        (10, "ten wait for an answer"),
        (11, "11 wait for an answer"),
    ],
)
def test_the_count_is_said_in_words(count: int, words: str) -> None:
    assert say_waiting(count) == words


def test_an_answer_settles_the_question(client: Client, teacher: User, question: Message) -> None:
    response = answer(client, question, "Three.\r\nOr four.")
    assert response.headers["Location"] == "/questions/"
    question.refresh_from_db()
    assert (question.answer, question.settled_by) == ("Three.\nOr four.", teacher)
    assert question.settled_at == NOW
    page = client.get("/questions/").text
    assert "Nothing waits for an answer." in page
    assert "Take the answer back" in page


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001, "a\0b"])
def test_an_answer_that_is_none_comes_back(
    client: Client, teacher: User, question: Message, text: str
) -> None:
    response = answer(client, question, text)
    assert response.status_code == 422
    assert "field-wrong" in response.text
    question.refresh_from_db()
    assert question.settled_at is None


def test_what_is_put_aside_waits_no_longer_and_can_be_brought_back(
    client: Client, teacher: User, question: Message
) -> None:
    assert client.post(f"/questions/{question.pk}/aside/").status_code == 302
    assert "Let it wait again" in client.get("/questions/").text
    response = client.post(f"/questions/{question.pk}/reopen/")
    assert response.headers["Location"] == "/questions/"
    question.refresh_from_db()
    assert (question.settled_at, question.settled_by) == (None, None)


def test_an_answer_taken_back_stands_in_the_form_again(
    client: Client, teacher: User, question: Message
) -> None:
    answer(client, question, "Three.")
    client.post(f"/questions/{question.pk}/reopen/")
    question.refresh_from_db()
    assert question.answer == ""
    for _ in ("at once", "after a reload"):
        assert ">\nThree.</textarea>" in client.get("/questions/").text


def test_an_answer_taken_back_twice_loses_no_word_of_it(
    client: Client, teacher: User, question: Message
) -> None:
    answer(client, question, "Three.")
    for _ in range(2):
        client.post(f"/questions/{question.pk}/reopen/")
    assert ">\nThree.</textarea>" in client.get("/questions/").text
    answer(client, question, "Four.")
    assert "<textarea" not in client.get("/questions/").text
    client.post(f"/questions/{question.pk}/reopen/")
    assert ">\nFour.</textarea>" in client.get("/questions/").text


def test_an_answer_taken_back_stands_on_the_pages_of_its_class_only(
    client: Client, teacher: User, question: Message
) -> None:
    art = make_classroom(question.classroom.school, name="Art")
    teacher.memberships.create(role="teacher", classroom=art)
    answer(client, question, "Three.")
    client.post(f"/questions/{question.pk}/reopen/", {"class": question.classroom_id})
    assert "Three." in client.get(f"/questions/?class={question.classroom_id}").text
    assert "Three." not in client.get(f"/questions/?class={art.pk}").text


def test_what_was_taken_back_stands_first_however_much_waits(
    client: Client, teacher: User, classroom: Classroom, question: Message
) -> None:
    Message.objects.update(sent_at=NOW + dt.timedelta(hours=1))
    for _ in range(60):
        make_message(make_learner(classroom), classroom, text="Another one")
    answer(client, question, "Three.")
    client.post(f"/questions/{question.pk}/reopen/")
    page = client.get("/questions/").text
    assert page.index("Three.</textarea>") < page.index("Another one")


def test_of_two_answers_the_second_is_not_lost_and_overwrites_nothing(
    client: Client, teacher: User, question: Message
) -> None:
    other = make_teacher(question.classroom, name="Ben Okafor")
    answer_message(by=other, message=question, text="Four.", now=NOW)
    response = answer(client, question, "Three.")
    assert response.status_code == 409
    assert "<bdi>Ben Okafor</bdi> has answered this meanwhile" in response.text
    assert "Four." in response.text
    assert "Three.</textarea>" in response.text
    question.refresh_from_db()
    assert (question.answer, question.settled_by) == ("Four.", other)
    with pytest.raises(AlreadySettled):
        put_aside(by=teacher, message=question, now=NOW)
    client.post(f"/questions/{question.pk}/aside/")
    question.refresh_from_db()
    assert question.answer == "Four."


def test_the_queue_is_over_all_of_ones_classes_or_of_one(
    client: Client, teacher: User, question: Message
) -> None:
    art = make_classroom(question.classroom.school, name="Art")
    teacher.memberships.create(role="teacher", classroom=art)
    make_message(make_learner(art), art, text="Which brush?")
    everything = client.get("/questions/").text
    assert "Which brush?" in everything
    assert "How many leaves?" in everything
    narrowed = client.get(f"/questions/?class={art.pk}").text
    assert "Which brush?" in narrowed
    assert "How many leaves?" not in narrowed
    response = answer(client, Message.objects.get(text="Which brush?"), "Any.", **{"class": art.pk})
    assert response.headers["Location"] == f"/questions/?class={art.pk}"


@pytest.mark.parametrize("named", ["x", "9" * 30, "0", "٣"])
def test_a_class_that_is_none_is_not_found(client: Client, teacher: User, named: str) -> None:
    assert client.get("/questions/", {"class": named}).status_code == 404


def test_nobody_else_reads_a_question_or_learns_that_there_is_one(
    client: Client, question: Message
) -> None:
    school = question.classroom.school
    for stranger in (make_coordinator(school), make_teacher(make_classroom(school))):
        client.force_login(stranger)
        assert "How many leaves?" not in client.get("/questions/").text
        assert answer(client, question, "Three.").status_code == 404
    client.force_login(make_coordinator(school))
    assert client.get(f"/questions/?class={question.classroom_id}").status_code == 403


def test_an_administrator_reads_a_class_that_is_named_and_none_unasked(
    client: Client, question: Message
) -> None:
    client.force_login(make_administrator(question.classroom.school.district))
    assert "How many leaves?" not in client.get("/questions/").text
    named = client.get(f"/questions/?class={question.classroom_id}").text
    assert "How many leaves?" in named


def test_a_removed_block_is_named_and_not_led_to(
    client: Client, teacher: User, question: Message
) -> None:
    Message.objects.update(about="Leaves")
    page = client.get("/questions/").text
    assert "about <bdi>Leaves</bdi>" in page


def test_however_many_wait_the_page_asks_as_often(
    client: Client, teacher: User, classroom: Classroom
) -> None:
    def count(learners: list[Learner]) -> int:
        for learner in learners:
            make_message(learner, classroom)
            make_message(learner, classroom, settled_at=NOW, settled_by=teacher)
        with CaptureQueriesContext(connection) as queries:
            client.get("/questions/")
        return len(queries)

    few = count([make_learner(classroom)])
    assert count([make_learner(classroom) for _ in range(60)]) == few
    assert "11 more come" in client.get("/questions/").text
