"""A household's week: the siblings' days in one list, and the code on what is printed."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import HomeLink, Household
from planner.qr_codes import draw_code, spell_code
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_group,
    make_household,
)
from tests.planner.families.days import EIGHT, TUESDAY, publish
from tests.planner.families.homes import Home, add_child, find_home_token
from tests.planner.families.test_week import read_days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def home() -> Home:
    """Ana and Ben, both live at nine on Monday."""
    return Home()


def open_week(client: Client, home: Home, rest: str = "week/") -> str:
    response = client.get(f"{home.address}{rest}")
    assert response.status_code == 200
    return response.content.decode()


def test_each_day_says_what_is_when_and_for_whom(client: Client, home: Home) -> None:
    make_block(home.oak, TUESDAY, title="Songs")
    publish(home.oak)
    assert read_days(open_week(client, home))[:3] == [
        "Monday 16 November today "
        "9:00 am Math 30 minutes Live A Ana 9:00 am Art 30 minutes Live B Ben "
        "At any time Reading 30 minutes No device needed B Ben",
        "Tuesday 17 November tomorrow Not published yet A Ana 9:00 am Songs 30 minutes Live B Ben",
        "Wednesday 18 November Not published yet",
    ]


def test_what_siblings_share_stands_there_once(client: Client, home: Home) -> None:
    add_child(home.household, "Cleo", home.maple)
    [monday, *_] = read_days(open_week(client, home))
    assert "Math 30 minutes Live A Ana C Cleo" in monday
    assert monday.count("Math") == 1


def test_who_is_at_school_and_who_is_at_home_is_told_apart(client: Client, home: Home) -> None:
    make_block(home.oak, TUESDAY, title="Choir", mode="in_person")
    make_block(home.maple, TUESDAY, title="Songs")
    for room in (home.maple, home.oak):
        publish(room)
    assert "At school B Ben" in read_days(open_week(client, home))[1]
    make_block(home.maple, TUESDAY, title="Swimming", mode="in_person", start=600)
    publish(home.maple)
    assert "tomorrow At school 9:00 am" in read_days(open_week(client, home))[1]


def test_a_block_for_another_group_is_not_in_it(client: Client, home: Home) -> None:
    blue = make_group(home.maple, "Blue")
    make_block(home.maple, title="For the blues", start=600, groups=(blue.pk,))
    publish(home.maple)
    page = open_week(client, home)
    assert "For the blues" not in page
    assert "Blue" not in page


def test_a_closed_day_says_why(client: Client, home: Home) -> None:
    make_closure(home.maple.school, MONDAY + dt.timedelta(days=4))
    friday = read_days(open_week(client, home))[4]
    assert friday == "Friday 20 November No school: Harvest holiday"


def test_a_day_on_which_devices_are_too_few_says_when(client: Client, home: Home) -> None:
    words = "Too few devices at the same time 9:00 am"
    assert words not in read_days(open_week(client, home))[0]
    Household.objects.update(devices=1)
    assert words in read_days(open_week(client, home))[0]
    Household.objects.update(devices=2)
    assert words not in read_days(open_week(client, home))[0]


def test_the_day_leads_to_the_week_and_the_week_to_days_and_to_each_childs_own(
    client: Client, home: Home
) -> None:
    assert f'href="{home.address}es/week/{TUESDAY}/"' in open_week(client, home, f"es/{TUESDAY}/")
    page = open_week(client, home, "es/week/")
    for address in (f"es/{TUESDAY}/", "es/", f"ar/week/{MONDAY}/", "es/week/2026-11-23/"):
        assert f'href="{home.address}{address}"' in page
    for child in (home.ana, home.ben):
        assert f'href="{home.address}of/{child.pk}/es/week/{MONDAY}/"' in page
        assert client.get(f"{home.address}of/{child.pk}/es/week/{MONDAY}/").status_code == 200


def test_it_speaks_the_familys_language(client: Client, home: Home) -> None:
    page = open_week(client, home, "ar/week/")
    assert '<html lang="ar" dir="rtl">' in page
    assert "أسبوع 16 نوفمبر" in page


def test_no_name_is_in_its_title_and_nobody_elses_child_on_it(client: Client, home: Home) -> None:
    add_child(make_household(home.maple), "Zoe", home.maple)
    page = open_week(client, home)
    assert "<title>Week of 16 November</title>" in page
    assert "Zoe" not in page


def test_paper_leads_back_to_the_live_page(client: Client, home: Home) -> None:
    code = draw_code(f"http://testserver{home.address}")
    assert code.path in open_week(client, home)
    assert f'src="{home.address}qr.svg"' in open_week(client, home, "")
    response = client.get(f"{home.address}qr.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.content.decode() == spell_code(code)


@pytest.mark.parametrize("change", ["publish", "devices", "name"])
def test_it_is_sent_again_only_after_something_changed(
    client: Client, home: Home, change: str
) -> None:
    address = f"{home.address}week/"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    if change == "publish":
        make_block(home.maple, title="Science", start=600)
        publish(home.maple)
    elif change == "devices":
        Household.objects.update(devices=1)
    else:
        home.ana.first_name = "Anna"
        home.ana.save()
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_more_siblings_in_the_same_classes_take_no_more_queries(client: Client, home: Home) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            open_week(client, home)
        return len(asked)

    count()
    few = count()
    for name in ("Cleo", "Dan", "Eve"):
        add_child(home.household, name, home.oak)
    assert count() == few


@pytest.mark.parametrize("date", ["2026-02-30", "1999-01-01", "2031-01-06"])
def test_a_week_that_is_far_away_is_not_found(client: Client, home: Home, date: str) -> None:
    response = client.get(f"{home.address}week/{date}/")
    assert response.status_code == 404
    assert f'href="{home.address}"' in response.content.decode()


@pytest.mark.parametrize("rest", ["", "es/"])
def test_a_link_of_one_learner_leads_to_that_ones_week(
    client: Client, home: Home, rest: str
) -> None:
    token = find_home_token(home.ana)
    response = client.get(f"/h/{token}/{rest}week/{MONDAY}/")
    assert response.headers["Location"] == f"/h/{token}/of/{home.ana.pk}/{rest}week/{MONDAY}/"


def test_a_household_that_nobody_is_in_a_class_of_has_no_week(client: Client) -> None:
    token = find_home_token(make_household(make_classroom()))
    assert client.get(f"/h/{token}/week/").status_code == 404


@pytest.mark.parametrize("rest", ["week/", "qr.svg", f"es/week/{MONDAY}/"])
def test_a_link_that_has_ended_opens_nothing_of_it(client: Client, home: Home, rest: str) -> None:
    HomeLink.objects.update(revoked_at=EIGHT)
    response = client.get(f"{home.address}{rest}")
    assert response.status_code == 410
    assert response.headers["Referrer-Policy"] == "no-referrer"
