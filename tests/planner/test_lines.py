"""The quick-add line while it is typed: its preview, what is unclear, and the words offered."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Block, Classroom
from tests.factories import MONDAY, make_block, make_classroom, make_group, make_teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def classroom(client: Client) -> Classroom:
    room = make_classroom(subjects=["math"])
    make_group(room, "Group A")
    client.force_login(make_teacher(room))
    return room


def ask(client: Client, classroom: Classroom, line: str, **more: Any) -> Any:
    address = f"/classes/{classroom.pk}/weeks/{MONDAY}/quick-add/preview/"
    return client.get(address, {"line": line, "day": "1", **more})


@pytest.mark.parametrize(
    ("line", "preview"),
    [
        (
            "tue-fri 9:00 live morning meeting 15 community",
            "Tuesday to Friday, 9:00 to 9:15 am, live, Morning meeting, community: 4 blocks",
        ),
        ("9:30 live math 30", "Tuesday, 9:30 to 10:00 am, live, Math: 1 block"),
        (
            "any time read aloud 20 offline @Group_A",
            "Tuesday, any time, 20 minutes, own time, no device needed, Read aloud, "
            "Group A: 1 block",
        ),
        (
            "mon,wed 11:45 lunch 45",
            "Monday and Wednesday, 11:45 am to 12:30 pm, break, Lunch: 2 blocks",
        ),
    ],
)
def test_a_line_says_what_it_will_make(
    client: Client, classroom: Classroom, line: str, preview: str
) -> None:
    answer = ask(client, classroom, line)
    assert answer.context["preview"] == preview
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("9:30 ", "what is it, and how many minutes?"),
        ("9:30 live math 30 @Z", "@Z: this class\u2019s groups are @Group_A."),
        ("9:30 libe math 30", 'did you mean "live"?'),
        ("9:30 live math 30 tool=Meet", '"tool" cannot be said here'),
        ("9:30 live math 30 check", '"check" cannot be said here'),
        ("x" * 5000, "at most 300 characters"),
    ],
)
def test_what_is_unclear_is_named(
    client: Client, classroom: Classroom, line: str, words: str
) -> None:
    answer = ask(client, classroom, line)
    assert answer.status_code == 200
    assert words in " ".join(answer.context["unclear"])


def test_an_empty_line_says_nothing_against_it(client: Client, classroom: Classroom) -> None:
    answer = ask(client, classroom, " ")
    assert (answer.context["preview"], answer.context["unclear"]) == ("", ())


def test_titles_used_before_are_offered_with_their_minutes(
    client: Client, classroom: Classroom
) -> None:
    make_block(classroom, title="Number talk", minutes=25)
    typed = ask(client, classroom, "9:30 live num", place="13")
    again = ask(client, classroom, typed.context["completions"][0].line)
    assert [each.word for each in typed.context["completions"]] == ["Number talk"]
    assert again.context["completions"][0].word == "25"


@pytest.mark.parametrize("place", ["-1", "x", "9" * 5000, "99999"])
def test_a_cursor_that_cannot_be_is_no_trouble(
    client: Client, classroom: Classroom, place: str
) -> None:
    assert ask(client, classroom, "9:30 live math 30", place=place).status_code == 200


def test_the_preview_asks_no_more_of_the_database_as_blocks_grow_in_number(
    client: Client, classroom: Classroom
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(client, classroom, "9:30 live math 30")
        return len(queries)

    make_block(classroom)
    few = count()
    for number in range(20):
        make_block(classroom, title=f"Block {number}", start=480, minutes=5)
    assert count() == few
