"""The coordinator's board as it is opened: who may, what stands there, what can be chosen."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Classroom, School, User
from tests.factories import (
    MONDAY,
    make_administrator,
    make_classroom,
    make_closure,
    make_coordinator,
    make_school,
    make_teacher,
)
from tests.planner.boards import (
    FRIDAY,
    TUESDAY,
    add_day,
    enforce,
    make_board_school,
    make_published,
    publish,
)

pytestmark = pytest.mark.django_db


def board_address(school: School, tail: str = "") -> str:
    return f"/schools/{school.pk}/board/{MONDAY}/{tail}"


def open_as(client: Client, user: User, address: str) -> HttpResponse:
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    response = client.get(address)
    assert isinstance(response, HttpResponse)
    return response


def open_board(client: Client, school: School, query: str = "") -> str:
    """The board as a coordinator of the school reads it."""
    return open_as(client, make_coordinator(school), board_address(school, query)).text


def list_rows(page: str) -> list[str]:
    """The names of the classes in the order of their rows."""
    return re.findall(r'<th scope="row"><span dir="auto">(.*?)</span>', page)


def list_verdicts(page: str) -> list[str]:
    """The words in the cells of the table."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r"</svg>([^<]+)</span>", body)


TAILS = ("", "table/", "trend/", "trend/panel/", "board.csv")


@pytest.mark.parametrize("tail", TAILS)
def test_a_teacher_does_not_learn_that_there_is_a_board(client: Client, tail: str) -> None:
    school = make_board_school()
    teacher = make_teacher(make_classroom(school))
    assert open_as(client, teacher, board_address(school, tail)).status_code == 404


@pytest.mark.parametrize("tail", TAILS)
def test_a_coordinator_of_another_school_is_told_of_no_board(client: Client, tail: str) -> None:
    school = make_board_school()
    neighbour = make_coordinator(make_school(school.district))
    assert open_as(client, neighbour, board_address(school, tail)).status_code == 404


@pytest.mark.parametrize("tail", TAILS)
def test_coordinators_and_administrators_of_the_district_open_it(client: Client, tail: str) -> None:
    school = make_board_school()
    make_published(school, "Maple")
    for user in (make_coordinator(school.district), make_administrator(school.district)):
        assert open_as(client, user, board_address(school, tail)).status_code == 200


def test_somebody_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    response = client.get(board_address(make_board_school()))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_date_in_the_week_leads_to_its_monday_with_the_choice(client: Client) -> None:
    school = make_board_school()
    address = f"/schools/{school.pk}/board/{FRIDAY}/?sort=name"
    response = open_as(client, make_coordinator(school), address)
    assert response["Location"] == board_address(school, "?sort=name")


def test_a_school_without_classes_says_what_to_do_first(client: Client) -> None:
    page = open_board(client, make_board_school())
    assert "No classes yet" in page
    assert "<table" not in page


def test_an_empty_school_opens_for_those_who_look_after_blendplan(client: Client) -> None:
    school = make_board_school()
    assert (
        "No classes yet"
        in open_as(client, make_coordinator(school, is_staff=True), board_address(school)).text
    )


def test_without_a_policy_the_board_says_so(client: Client) -> None:
    school = make_school()
    make_published(school, "Maple")
    assert "No policy is in force" in open_board(client, school)


def test_every_state_has_its_words_and_no_two_the_same_mark(client: Client) -> None:
    school = make_board_school()
    make_closure(school, FRIDAY)
    maple = make_classroom(school, name="Maple")
    add_day(maple, MONDAY)
    add_day(maple, TUESDAY, live=30)
    add_day(maple, MONDAY + dt.timedelta(days=2), task=0)
    publish(maple)
    assert list_verdicts(open_board(client, school)) == [
        "Kept",
        "Breaks 1 rule",
        "Kept, 1 suggestion",
        "Not published",
        "No school",
        "Kept",
    ]


def test_drafts_are_neither_shown_nor_counted(client: Client) -> None:
    school = make_board_school()
    maple = make_published(school, "Maple")
    add_day(maple, TUESDAY, live=10)
    page = open_board(client, school)
    assert list_verdicts(page)[:2] == ["Kept", "Not published"]
    assert "1 of 1 published class-day." in page
    assert "4 class-days are not published and not counted." in page


def test_a_change_that_is_not_published_leaves_the_board_as_it_was(client: Client) -> None:
    school = make_board_school()
    maple = make_published(school, "Maple")
    before = list_verdicts(open_board(client, school))
    add_day(maple, MONDAY, live=200)
    assert list_verdicts(open_board(client, school)) == before
    publish(maple)
    assert list_verdicts(open_board(client, school))[0] != before[0]


def test_a_class_renamed_is_drawn_anew(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Maple")
    assert list_rows(open_board(client, school)) == ["Maple"]
    Classroom.objects.filter(name="Maple").update(name="Birch")
    assert list_rows(open_board(client, school)) == ["Birch"]


def test_a_policy_put_in_force_later_is_seen_at_once(client: Client) -> None:
    school = make_school()
    make_published(school, "Maple", live=30)
    assert list_verdicts(open_board(client, school))[0] == "Kept"
    enforce(school)
    assert list_verdicts(open_board(client, school))[0] == "Breaks 1 rule"


def test_a_day_closed_after_publishing_no_longer_counts(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Maple", live=30)
    make_closure(school, MONDAY, "Snow")
    page = open_board(client, school)
    assert list_verdicts(page)[0] == "No school"
    assert "Snow" in page
    assert "Nothing is published for this week yet" in page


def test_the_worst_class_comes_first_unless_names_are_asked_for(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    make_published(school, "Birch", task=0)
    make_published(school, "Cedar", live=30)
    assert list_rows(open_board(client, school)) == ["Cedar", "Birch", "Ash"]
    assert list_rows(open_board(client, school, "?sort=name")) == ["Ash", "Birch", "Cedar"]


def test_broken_only_leaves_out_rows_but_no_figures(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    make_published(school, "Cedar", live=30)
    page = open_board(client, school, "?only=broken")
    assert list_rows(page) == ["Cedar"]
    assert "1 of 2 published class-days." in page
    assert "1 of 2 classes" in page


def test_a_grade_leaves_out_the_classes_of_others(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    Classroom.objects.filter(name="Ash").update(grades=["5"])
    make_published(school, "Cedar", live=30)
    assert list_rows(open_board(client, school, "?grade=5")) == ["Ash"]


def test_a_rule_chosen_is_the_only_one_that_counts(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash", live=30)
    make_published(school, "Birch", task=0)
    page = open_board(client, school, "?rule=house/offline&only=broken")
    assert list_rows(page) == ["Birch"]
    assert list_verdicts(page)[0] == "Not followed"
    assert "1 of 2 published class-days." in page


def test_a_policy_chosen_asks_only_the_classes_it_is_for(client: Client) -> None:
    school = make_school()
    enforce(school, grades=("5",))
    make_published(school, "Ash", live=30)
    assert list_verdicts(open_board(client, school, "?policy=house"))[0] == "Not asked here"


def test_what_this_week_does_not_know_is_left_out_and_told(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    page = open_board(client, school, "?rule=old/rule&grade=12")
    assert "grade “12”, rule “old/rule”" in page
    assert list_rows(page) == ["Ash"]


def test_a_rule_that_breaks_leads_to_where_it_does(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    make_published(school, "Cedar", live=30)
    page = open_board(client, school, "?sort=name")
    links = re.findall(r'href="([^"]+)">At least an hour live each day', page)
    assert links == [board_address(school, "?rule=house/live&amp;only=broken&amp;sort=name")]


def test_names_are_escaped(client: Client) -> None:
    school = make_board_school()
    make_published(school, "<script>alert(1)</script>")
    page = open_board(client, school)
    assert list_rows(page) == ["&lt;script&gt;alert(1)&lt;/script&gt;"]
    assert "<script>alert" not in page


def test_the_table_alone_is_no_page_and_moves_the_address_along(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    address = board_address(school, "table/?grade=&rule=&sort=name")
    response = open_as(client, make_coordinator(school), address)
    assert response["HX-Push-Url"] == board_address(school, "?sort=name")
    assert list_rows(response.text) == ["Ash"]
    assert "<html" not in response.text


def test_a_coordinator_of_the_district_finds_the_other_schools(client: Client) -> None:
    school = make_board_school()
    other = make_school(school.district, name="Alder Creek")
    page = open_as(client, make_coordinator(school.district), board_address(school)).text
    assert f'href="{board_address(other)}" dir="auto">Alder Creek</a>' in page
    assert "Other schools" not in open_board(client, school)


def count_board_queries(client: Client, school: School) -> int:
    """The queries of a board for somebody who is signed in already."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(board_address(school)).status_code == 200
    return len(queries)


def test_more_classes_take_no_more_queries(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    open_board(client, school)
    make_published(school, "Birch")
    few = count_board_queries(client, school)
    for number in range(6):
        make_published(school, f"Class number {number}", live=10 * number)
    assert count_board_queries(client, school) == few


def test_a_board_that_has_not_changed_is_not_read_again(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    open_board(client, school)
    make_published(school, "Birch")
    first = count_board_queries(client, school)
    assert count_board_queries(client, school) == first - 1
