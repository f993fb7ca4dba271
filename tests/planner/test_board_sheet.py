"""The board as a spreadsheet: its lines, and that no class name is taken for a formula."""

import csv
import io

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from planner.board.sheet import HEADINGS, make_safe
from planner.models import School
from tests.factories import MONDAY, make_coordinator
from tests.planner.boards import make_board_school, make_published

HOSTILE = [
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\uff1d1+1",
]


def download(client: Client, school: School, query: str = "") -> list[dict[str, str]]:
    client.force_login(make_coordinator(school), "django.contrib.auth.backends.ModelBackend")
    response = client.get(f"/schools/{school.pk}/board/{MONDAY}/board.csv{query}")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", HOSTILE)
def test_text_that_begins_a_formula_gets_a_quote(name: str) -> None:
    assert make_safe(name) == f"'{name}"


def test_numbers_stay_numbers_and_words_stay_words() -> None:
    assert [make_safe(value) for value in (-3, 1.5, "Maple", "")] == [-3, 1.5, "Maple", ""]


@given(st.text())
def test_nothing_that_is_written_begins_with_a_sign(text: str) -> None:
    assert not str(make_safe(text)).lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.django_db
def test_there_is_a_line_for_each_finding_and_for_each_day_without(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Maple", live=30, task=0)
    lines = download(client, school)
    told = [(each["Window"], each["Weekday"], each["State"], each["Rule"]) for each in lines]
    assert told == [
        ("day", "Monday", "broken", "house/live"),
        ("day", "Monday", "broken", "house/offline"),
        ("day", "Tuesday", "not published", ""),
        ("day", "Wednesday", "not published", ""),
        ("day", "Thursday", "not published", ""),
        ("day", "Friday", "not published", ""),
        ("week", "", "kept", ""),
    ]
    assert (lines[0]["Found"], lines[0]["Limit"]) == ("30", "60")
    assert tuple(lines[0]) == HEADINGS


@pytest.mark.django_db
def test_a_hostile_class_name_is_harmless_in_the_sheet(client: Client) -> None:
    school = make_board_school()
    make_published(school, HOSTILE[0])
    assert {line["Class"] for line in download(client, school)} == {f"'{HOSTILE[0]}"}


@pytest.mark.django_db
def test_the_sheet_follows_the_choice(client: Client) -> None:
    school = make_board_school()
    make_published(school, "Ash")
    make_published(school, "Birch", live=30, task=0)
    lines = download(client, school, "?rule=house/offline&only=broken")
    assert {(line["Class"], line["Rule"]) for line in lines} == {
        ("Birch", "house/offline"),
        ("Birch", ""),
    }


@pytest.mark.django_db
def test_excel_is_told_that_it_is_utf8(client: Client) -> None:
    school = make_board_school()
    client.force_login(make_coordinator(school), "django.contrib.auth.backends.ModelBackend")
    response = client.get(f"/schools/{school.pk}/board/{MONDAY}/board.csv")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"].startswith("attachment; filename=")
