"""A household's page: siblings side by side, their devices, and nobody else's children."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.families.siblings import shorten_names
from planner.models import Classroom, HomeLink, Household
from tests.factories import MONDAY, enrol, make_block, make_classroom, make_group, make_household
from tests.planner.families.days import EIGHT, TUESDAY, at_clock, publish
from tests.planner.families.homes import Home, add_child, find_home_token, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    time_machine.move_to(EIGHT, tick=False)


def list_rows(page: str) -> list[tuple[str, list[str]]]:
    """Each time of the page's list, with whose block stands there."""
    rows = re.findall(r'<li class="time-row">.*?</ul></li>', page, re.DOTALL)
    return [
        (
            str(re.findall(r'<time datetime="([^"]+)"', row)[0]),
            [
                f"{name}: {title}"
                for name, title in re.findall(
                    r"<bdi>([^<]+)</bdi></p>\s*<h3[^>]*>([^<]+)</h3>", row
                )
            ],
        )
        for row in rows
    ]


class TestTheDay:
    """What stands on it."""

    def test_siblings_stand_side_by_side_in_order_of_time(self, client: Client) -> None:
        home = Home()
        make_block(home.maple, title="Science", start=10 * 60)
        publish(home.maple)
        page = client.get(home.address).content.decode()
        assert list_rows(page) == [
            ("09:00", ["Ana: Math", "Ben: Art"]),
            ("10:00", ["Ana: Science"]),
        ]
        assert 'class="family-page household of-2"' in page

    def test_each_name_leads_to_that_childs_own_day(self, client: Client) -> None:
        home = Home()
        page = client.get(home.address).content.decode()
        for learner in (home.ana, home.ben):
            assert f'href="/h/{home.token}/of/{learner.pk}/"' in page
        tuesday = client.get(f"{home.address}{TUESDAY}/").content.decode()
        assert f'href="/h/{home.token}/of/{home.ana.pk}/{TUESDAY}/"' in tuesday

    def test_a_childs_own_day_leads_back_to_all_children(self, client: Client) -> None:
        home = Home()
        way = '<p{}><a class="button" href="/h/{}/{}">'
        for path, back in (("", ""), ("es/", "es/"), (f"ar/{TUESDAY}/", f"ar/{TUESDAY}/")):
            page = client.get(f"{home.address}of/{home.ana.pk}/{path}").content.decode()
            assert way.format("", home.token, back) in page
        alone = find_home_token(home.ana)
        page = client.get(f"/h/{alone}/of/{home.ana.pk}/").content.decode()
        assert way.format(" hidden", alone, "") in page

    def test_a_block_for_other_groups_is_not_shown(self, client: Client) -> None:
        home = Home()
        red, blue = make_group(home.maple, "Red"), make_group(home.maple, "Blue")
        home.ana.enrollments.get().groups.set([red])
        make_block(home.maple, title="For the reds", start=600, groups=(red.pk,))
        make_block(home.maple, title="For the blues", start=600, groups=(blue.pk,))
        publish(home.maple)
        text = read(client, home.address)
        assert "For the reds" in text
        assert "For the blues" not in text
        assert "Red" not in text.replace("For the reds", "")

    def test_siblings_in_one_class_both_have_its_blocks(self, client: Client) -> None:
        home = Home()
        add_child(home.household, "Cleo", home.maple)
        rows = list_rows(client.get(home.address).content.decode())
        assert rows == [("09:00", ["Ana: Math", "Ben: Art", "Cleo: Math"])]

    def test_a_child_whose_class_published_nothing_is_named_all_the_same(
        self, client: Client
    ) -> None:
        home = Home()
        add_child(home.household, "Cleo", make_classroom(home.maple.school))
        assert "Cleo Not published yet" in read(client, home.address)

    def test_a_lesson_can_be_joined_from_ten_minutes_before(
        self, client: Client, time_machine: Any
    ) -> None:
        home = Home()
        join = re.compile(r'data-shows="join"[^>]*( hidden) href="https://meet.example.org/maple"')
        assert join.search(client.get(home.address).content.decode())
        time_machine.move_to(at_clock(8, 50), tick=False)
        page = client.get(home.address).content.decode()
        assert not join.search(page)
        assert 'href="https://meet.example.org/maple"' in page

    def test_a_weekend_shows_monday(self, client: Client, time_machine: Any) -> None:
        home = Home()
        time_machine.move_to(EIGHT - dt.timedelta(days=1), tick=False)
        text = read(client, home.address)
        assert "It is the weekend. This is the next school day." in text
        assert "Math" in text

    @pytest.mark.parametrize("date", ["2020-01-01", "2099-01-01"])
    def test_a_date_that_is_far_away_has_no_page(self, client: Client, date: str) -> None:
        response = client.get(f"{Home().address}{date}/")
        assert response.status_code == 404
        assert "There is no such day" in response.content.decode()

    def test_names_that_begin_alike_are_told_apart_by_two_letters(self) -> None:
        assert shorten_names(["Ana", "Ali", "Ben", "é"]) == ["An", "Al", "B", "É"]


class TestWhoIsLedWhere:
    """Links of one learner, of several, of none."""

    def test_a_learners_own_link_leads_to_its_own_day(self, client: Client) -> None:
        home = Home()
        token = find_home_token(home.ana)
        for asked, shown in (
            ("", ""),
            (f"{TUESDAY}/", f"{TUESDAY}/"),
            ("es/", "es/"),
            (f"es/{TUESDAY}/", f"es/{TUESDAY}/"),
        ):
            response = client.get(f"/h/{token}/{asked}")
            assert response.status_code == 302
            assert response.headers["Location"] == f"/h/{token}/of/{home.ana.pk}/{shown}"

    def test_an_only_child_needs_no_page_for_siblings(self, client: Client) -> None:
        room = make_classroom()
        household = make_household(room)
        ana = add_child(household, "Ana", room)
        token = find_home_token(household)
        assert client.get(f"/h/{token}/").headers["Location"] == f"/h/{token}/of/{ana.pk}/"

    def test_a_household_that_nobody_is_in_a_class_of_says_so(self, client: Client) -> None:
        token = find_home_token(make_household(make_classroom()))
        response = client.get(f"/h/{token}/")
        assert response.status_code == 404
        assert "Nobody is in a class here" in response.content.decode()

    def test_a_link_that_ended_is_gone(self, client: Client) -> None:
        home = Home()
        HomeLink.objects.update(revoked_at=EIGHT)
        for address in (home.address, f"{home.address}devices/"):
            assert client.get(address).status_code == 410
        assert client.post(f"{home.address}devices/", {"devices": "1"}).status_code == 410
        assert client.get("/h/nonsense/devices/").status_code == 404


class TestPrivacy:
    """A household's page shows only its own children."""

    @pytest.mark.parametrize("path", ["", f"{MONDAY}/", "es/", "devices/"])
    def test_no_page_of_a_household_names_anybody_elses_child(
        self, client: Client, path: str
    ) -> None:
        home = Home(devices=1)
        other = make_household(home.maple, devices=1)
        add_child(other, "Zoe", home.maple)
        add_child(other, "Yann", home.oak)
        page = client.get(f"{home.address}{path}").content.decode()
        for word in ("Zoe", "Yann", other.label, home.household.label):
            assert word not in page

    def test_a_sibling_is_not_named_behind_a_learners_own_link(self, client: Client) -> None:
        home = Home(devices=1)
        token = find_home_token(home.ana)
        for path in (f"of/{home.ana.pk}/", "devices/"):
            assert "Ben" not in client.get(f"/h/{token}/{path}").content.decode()
        assert client.get(f"/h/{token}/of/{home.ben.pk}/").status_code == 404

    def test_no_name_is_in_the_pages_title(self, client: Client) -> None:
        page = client.get(Home().address).content.decode()
        assert re.findall(r"<title>(.*?)</title>", page)[0] == "Monday 16 November"

    def test_the_address_is_kept_from_others(self, client: Client) -> None:
        home = Home()
        for path in ("", "devices/"):
            headers = client.get(f"{home.address}{path}").headers
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cache-Control"] == "private, no-cache"
            assert "Set-Cookie" not in headers


class TestAnswers:
    """How often it is made, and what tells that it need not be."""

    def test_what_has_not_changed_is_not_sent_again(self, client: Client) -> None:
        home = Home()
        etag = client.get(home.address).headers["ETag"]
        assert client.get(home.address, headers={"if-none-match": etag}).status_code == 304

    @pytest.mark.parametrize("change", ["publish", "devices", "name", "class", "clock"])
    def test_whatever_changes_the_page_is_sent(
        self, client: Client, change: str, time_machine: Any
    ) -> None:
        home = Home()
        etag = client.get(home.address).headers["ETag"]
        if change == "publish":
            make_block(home.maple, title="Science", start=600)
            publish(home.maple)
        elif change == "devices":
            Household.objects.filter(pk=home.household.pk).update(devices=1)
        elif change == "name":
            home.ana.first_name = "Anna"
            home.ana.save()
        elif change == "class":
            enrol(home.ana, home.oak)
        else:
            time_machine.move_to(at_clock(9), tick=False)
        assert client.get(home.address, headers={"if-none-match": etag}).status_code == 200

    def test_more_siblings_in_the_same_classes_take_no_more_queries(self, client: Client) -> None:
        home = Home()
        client.get(home.address)

        def count(path: str) -> int:
            caches["pages"].clear()
            with CaptureQueriesContext(connection) as asked:
                client.get(f"{home.address}{path}")
            return len(asked)

        few = count(f"{MONDAY}/")
        for name in ("Cleo", "Dan", "Eve"):
            add_child(home.household, name, home.oak)
        assert count(f"{MONDAY}/") == few


def test_a_learner_in_two_classes_has_the_blocks_of_both(client: Client) -> None:
    home = Home()
    enrol(home.ana, home.oak)
    rows = list_rows(client.get(home.address).content.decode())
    assert rows == [("09:00", ["Ana: Math", "Ana: Art", "Ben: Art"])]


def test_many_siblings_stay_a_list(client: Client) -> None:
    home = Home()
    room: Classroom = home.maple
    for number in range(5):
        add_child(home.household, f"Child {number}", room)
    assert 'class="family-page household"' in client.get(home.address).content.decode()


def test_a_child_has_no_page_for_a_date_that_is_far_away(client: Client) -> None:
    home = Home()
    response = client.get(f"{home.address}of/{home.ana.pk}/2020-01-01/")
    assert response.status_code == 404
    assert f'href="{home.address}of/{home.ana.pk}/"' in response.content.decode()
