"""Questions, feedback and moods: sent from homes, read by teachers, and by nobody else."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from planner.models import Classroom, Enrollment, Learner, Message, MoodCheck
from planner.services.messages import MOST_WAITING
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_coordinator,
    make_group,
    make_home_link,
    make_learner,
    make_message,
    make_teacher,
)
from tests.planner.families.days import EIGHT, at_clock, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom() -> Classroom:
    """A class with a published day."""
    classroom = make_classroom(name="Maple room")
    make_block(classroom, title="Leaves", mode="async", start=None, screen="off")
    publish(classroom)
    return classroom


@pytest.fixture
def juno(classroom: Classroom) -> Learner:
    """A learner of the class."""
    return make_learner(classroom, first_name="Juno")


def find_desk(learner: Learner, language: str = "") -> str:
    """The address beneath which a learner's own pages stand."""
    return f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/{language}"


def ask(learner: Learner, text: str = "How many?", **fields: object) -> Any:
    """Post a question as a browser does."""
    data = {"text": text, "gesture": uuid4(), **fields}
    return Client().post(f"{find_desk(learner)}questions/", data)


class TestAsking:
    """A learner's own page of questions."""

    def test_a_question_is_sent_and_stands_on_the_page(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        desk = find_desk(juno, "es/")
        response = Client().post(f"{desk}questions/", {"text": "¿Cuántas\r\nhojas?"})
        assert response.status_code == 303
        assert response.headers["Location"] == f"{desk}questions/?sent=1"
        message = Message.objects.get()
        assert (message.learner, message.classroom, message.language) == (juno, classroom, "es")
        assert (message.kind, message.text, message.sent_at) == (
            "question",
            "¿Cuántas\nhojas?",
            NOW,
        )
        page = Client().get(response.headers["Location"])
        assert "Enviado. La respuesta aparecerá en esta página." in page.text
        assert "El docente aún no ha respondido" in page.text
        assert '<html lang="es"' in page.text
        assert page.cookies == {}
        assert page.headers["Referrer-Policy"] == "no-referrer"

    def test_a_question_from_a_task_says_which(self, classroom: Classroom, juno: Learner) -> None:
        block = classroom.days.get().blocks.get()
        page = Client().get(f"{find_desk(juno)}questions/?block={block.pk}").text
        assert "<bdi>Leaves</bdi>" in page
        assert ask(juno, block=block.pk).status_code == 303
        message = Message.objects.get()
        assert (message.block, message.about) == (block, "Leaves")

    def test_nothing_is_told_of_blocks_that_are_not_for_this_learner(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        others = make_group(classroom, "Owls")
        hidden = [
            make_block(classroom, title="Secret one", start=600, groups=[others.pk]),
            make_block(make_classroom(classroom.school), title="Secret two"),
        ]
        publish(classroom)
        hidden.append(make_block(classroom, title="Secret three", start=660))
        for block in hidden:
            page = Client().get(f"{find_desk(juno)}questions/?block={block.pk}")
            assert (page.status_code, "Secret" in page.text) == (200, False)
            ask(juno, f"About {block.pk}?", block=block.pk)
        assert [each.about for each in Message.objects.all()] == ["", "", ""]

    def test_the_day_leads_to_it_from_every_block(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        block = classroom.days.get().blocks.get()
        desk = find_desk(juno)
        page = Client().get(desk).text
        assert f'href="{desk}questions/?block={block.pk}"' in page
        assert f'href="{desk}mood/"' in page
        assert f'href="{desk}feedback/"' in page

    def test_sent_twice_it_is_one_question(self, juno: Learner) -> None:
        gesture = uuid4()
        for _ in range(3):
            assert ask(juno, gesture=gesture).status_code == 303
        assert Message.objects.count() == 1

    def test_while_it_waits_the_same_words_are_the_same_question(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        block = classroom.days.get().blocks.get()
        for about in ({}, {}, {"block": block.pk}, {"block": block.pk}):
            assert ask(juno, "Why?", **about).status_code == 303
        assert [each.block for each in Message.objects.order_by("pk")] == [None, block]
        Message.objects.update(settled_at=NOW)
        ask(juno, "Why?")
        assert Message.objects.count() == 3

    def test_the_same_words_to_two_classes_are_two_messages(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        oak = make_classroom(classroom.school, name="Oak room")
        Enrollment.objects.create(learner=juno, classroom=oak)
        for each in (classroom, oak, oak):
            data = {"text": "Thank you!", "classroom": each.pk}
            assert Client().post(f"{find_desk(juno)}feedback/", data).status_code == 303
        told = list(Message.objects.order_by("pk").values_list("classroom", flat=True))
        assert told == [classroom.pk, oak.pk]

    def test_a_form_gone_back_to_and_changed_is_another_question(self, juno: Learner) -> None:
        gesture = uuid4()
        ask(juno, "One?", gesture=gesture)
        ask(juno, "Two?", gesture=gesture)
        assert [each.text for each in Message.objects.order_by("pk")] == ["One?", "Two?"]

    def test_a_name_taken_by_somebody_else_hides_no_question(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        gesture = uuid4()
        ask(juno, gesture=gesture)
        assert ask(make_learner(classroom), gesture=gesture).status_code == 303
        assert Message.objects.count() == 2

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "Please write something first."),
            (" \r\n\0", "Please write something first."),
            ("x" * 1001, "This is too long: at most 1000 letters."),
        ],
    )
    def test_what_cannot_be_sent_comes_back_as_typed(
        self, juno: Learner, text: str, reason: str
    ) -> None:
        response = ask(juno, text)
        assert response.status_code == 422
        assert reason in response.text
        assert text.strip("\0 \r\n") in response.text
        assert not Message.objects.exists()

    @pytest.mark.parametrize("field", ["gesture", "block", "classroom"])
    @pytest.mark.parametrize("value", ["", "x", "\0", "9" * 40, "8c5d6b7e3c554f0e9c3e2f1f6a9b7d10"])
    def test_a_strange_field_keeps_no_question_from_arriving(
        self, juno: Learner, field: str, value: str
    ) -> None:
        assert ask(juno, **{field: value}).status_code == 303
        assert Message.objects.count() == 1

    def test_when_many_wait_the_next_one_is_kindly_refused(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        for number in range(MOST_WAITING):
            assert ask(juno, f"No {number}").status_code == 303
        response = ask(juno, "One more?")
        assert response.status_code == 422
        assert "20 of your messages wait for the teacher." in response.text
        assert "One more?</textarea>" in response.text
        assert ask(make_learner(classroom), "Mine?").status_code == 303
        Message.objects.filter(text="No 3").update(settled_at=NOW)
        assert ask(juno, "One more?").status_code == 303

    def test_a_learner_of_two_classes_says_for_which(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        assert "For which class?" not in Client().get(f"{find_desk(juno)}questions/").text
        art = make_classroom(classroom.school, name="Art")
        juno.enrollments.create(classroom=art)
        assert "For which class?" in Client().get(f"{find_desk(juno)}questions/").text
        ask(juno, classroom=art.pk)
        assert Message.objects.get().classroom == art

    def test_feedback_is_kept_apart_from_questions(self, juno: Learner) -> None:
        desk = find_desk(juno)
        response = Client().post(f"{desk}feedback/", {"text": "Too many links."})
        assert response.headers["Location"] == f"{desk}feedback/?sent=1"
        assert Message.objects.get().kind == "feedback"
        assert "Too many links." in Client().get(f"{desk}feedback/").text
        assert "Too many links." not in Client().get(f"{desk}questions/").text

    def test_an_answer_is_read_where_the_question_was_asked(
        self, classroom: Classroom, juno: Learner
    ) -> None:
        answer = {"settled_at": at_clock(9, 5), "answer": "Three <b>leaves</b>."}
        make_message(juno, classroom, **answer)
        make_message(juno, classroom, text="And the tree?", settled_at=NOW)
        page = Client().get(f"{find_desk(juno)}questions/").text
        assert "Three &lt;b&gt;leaves&lt;/b&gt;." in page
        assert "Answered on Monday 16 November, 9:05 am" in page
        assert "The teacher has read it." in page
        assert page.index("And the tree?") < page.index("How many leaves?")

    def test_what_was_typed_is_shown_and_never_run(self, juno: Learner) -> None:
        ask(juno, "<script>alert(1)</script>")
        assert "<script>alert" not in Client().get(f"{find_desk(juno)}questions/").text


class TestMoods:
    """How a learner is today."""

    def test_a_learner_says_it_in_one_word_and_can_change_it(self, juno: Learner) -> None:
        desk = find_desk(juno)
        for mood in ("tired", "great"):
            response = Client().post(f"{desk}mood/", {"mood": mood})
            assert response.headers["Location"] == f"{desk}mood/?sent=1"
        check = MoodCheck.objects.get()
        assert (check.learner, check.date, check.mood) == (juno, MONDAY, "great")
        page = Client().get(f"{desk}mood/").text
        assert 'value="great" aria-current="true"' in page
        assert page.count("aria-current") == 2

    @pytest.mark.parametrize("mood", ["", "furious", "\0"])
    def test_another_word_is_refused(self, juno: Learner, mood: str) -> None:
        response = Client().post(f"{find_desk(juno)}mood/", {"mood": mood})
        assert response.status_code == 422
        assert "Please choose one of these." in response.text

    def test_it_is_of_the_day_at_the_school(self, juno: Learner, time_machine: Any) -> None:
        time_machine.move_to(at_clock(23, 30), tick=False)
        Client().post(f"{find_desk(juno)}mood/", {"mood": "fine"})
        assert MoodCheck.objects.get().date == MONDAY

    def test_only_who_plans_the_class_reads_it_and_only_today(
        self, client: Client, classroom: Classroom, juno: Learner
    ) -> None:
        make_learner(classroom, first_name="Ines")
        MoodCheck.objects.create(learner=juno, date=MONDAY, mood="worried", told_at=NOW)
        client.force_login(make_teacher(classroom))
        page = client.get(f"/classes/{classroom.pk}/moods/").text
        assert "<dt>Worried</dt>" in page
        assert "1 has not said." in page
        MoodCheck.objects.update(date=MONDAY - dt.timedelta(days=1))
        assert "Nobody has said yet" in client.get(f"/classes/{classroom.pk}/moods/").text
        client.force_login(make_coordinator(classroom.school))
        assert client.get(f"/classes/{classroom.pk}/moods/").status_code == 403
