"""What a household reads and tells of its devices."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import MONDAY, make_block, make_classroom, make_closure
from tests.planner.families.days import EIGHT, publish
from tests.planner.families.homes import Home, add_child, find_home_token, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    time_machine.move_to(EIGHT, tick=False)


class TestDevices:
    """Too few of them, and what a household tells of them."""

    def test_a_clash_says_who_needs_a_device_when(self, client: Client) -> None:
        text = read(client, Home(devices=1).address)
        assert "Too few devices at the same time 9:00 am 9:00 to 9:30 am" in text
        assert "Devices needed: 2. Devices at home: 1." in text
        assert "Ana : Math (Live, 9:00 to 9:30 am)" in text
        assert "None of this can move." in text

    def test_what_can_move_is_told_with_the_time_from_which(self, client: Client) -> None:
        home = Home(devices=1)
        make_block(home.maple, title="Quiz", mode="async", screen="on", start=600, minutes=20)
        make_block(home.oak, title="Music", start=600)
        publish(home.maple)
        publish(home.oak)
        text = read(client, home.address)
        assert "What can move Ana : Quiz can be done at any time after 10:30 am." in text
        assert "enough to move one" not in text

    def test_of_two_tasks_it_is_enough_to_move_one(self, client: Client) -> None:
        home = Home(devices=1)
        for room, title in ((home.maple, "Quiz"), (home.oak, "Game")):
            make_block(room, title=title, mode="async", screen="on", start=600)
            make_block(room, title="At school", mode="in_person", start=690, minutes=60)
            publish(room)
        text = read(client, home.address)
        assert "It is enough to move one of these." in text
        assert "Ben : Game can be done between 10:30 am and 11:30 am." in text

    def test_what_goes_on_after_it_is_told_with_it(self, client: Client) -> None:
        home = Home(devices=1)
        elm = make_classroom(home.maple.school)
        make_block(elm, title="Circle", start=9 * 60 + 15, minutes=30)
        make_block(elm, title="Story", start=10 * 60)
        publish(elm)
        add_child(home.household, "Cleo", elm)
        text = read(client, home.address)
        assert "Too few devices at the same time 9:00 am 9:00 to 9:30 am Devices needed: 3." in text
        assert "Cleo : Circle (Live, 9:15 to 9:45 am)" in text
        assert text.count("Devices needed") == 1

    @pytest.mark.parametrize("devices", [None, 2])
    def test_where_there_are_enough_or_nobody_told_there_is_no_clash(
        self, client: Client, devices: int | None
    ) -> None:
        text = read(client, Home(devices=devices).address)
        assert "Too few devices" not in text
        assert ("Tell us about your devices" in text) is (devices is None)

    def test_a_closed_day_has_no_clash(self, client: Client, time_machine: Any) -> None:
        home = Home(devices=1)
        make_closure(home.maple.school, MONDAY)
        text = read(client, f"{home.address}{MONDAY}/")
        assert "No school" in text
        assert "Too few" not in text
        assert "Math" not in text

    def test_a_household_tells_and_takes_it_back(self, client: Client) -> None:
        home = Home()
        address = f"{home.address}devices/"

        def facts() -> tuple[int | None, str]:
            home.household.refresh_from_db()
            return home.household.devices, home.household.connection

        told = client.post(address, {"devices": "2", "connection": "weak"})
        assert (told.status_code, told.headers["Location"]) == (303, f"{address}?saved")
        assert facts() == (2, "weak")
        page = client.get(f"{address}?saved").content.decode()
        assert '<option value="2" selected>' in page
        assert 'value="weak" checked' in page
        assert "Saved. Thank you." in page
        client.post(address, {"devices": "0", "connection": ""})
        assert facts() == (0, "")
        client.post(address, {"devices": "0", "connection": "none", "forget": "1"})
        assert facts() == (None, "")
        assert "we know nothing about your devices" in read(client, f"{address}?saved")
        client.post(address, {"devices": "3", "connection": ""})
        client.post(address, {"devices": "", "connection": ""})
        assert facts() == (None, "")

    @pytest.mark.parametrize(
        "typed",
        [
            {"devices": "21"},
            {"devices": "-1"},
            {"devices": "many"},
            {"devices": "1\0"},
            {"devices": "9" * 5000},
            {"connection": "fast"},
            {},
        ],
        ids=lambda typed: "".join(typed.values())[:6].encode().hex() or "nothing",
    )
    def test_an_answer_that_is_none_is_refused_with_the_form(
        self, client: Client, typed: dict[str, str]
    ) -> None:
        home = Home(devices=1, connection="good")
        fitting = {"devices": "2", "connection": ""} if typed else {}
        response = client.post(f"{home.address}devices/", fitting | typed)
        assert response.status_code == 422
        assert "Nothing was saved. Please choose one of the answers." in response.content.decode()
        home.household.refresh_from_db()
        assert (home.household.devices, home.household.connection) == (1, "good")

    def test_the_page_speaks_the_language_of_its_address(self, client: Client) -> None:
        home = Home()
        response = client.get(f"{home.address}ar/devices/")
        assert response.headers["Content-Language"] == "ar"
        page = response.content.decode()
        assert 'dir="rtl"' in page
        assert f'action="{home.address}ar/devices/"' in page
        assert f'href="{home.address}es/devices/" lang="es"' in page
        assert f'href="{home.address}ar/"' in page


def test_a_childs_own_link_neither_reads_nor_changes_what_the_household_told(
    client: Client,
) -> None:
    home = Home(devices=2)
    address = f"/h/{find_home_token(home.ana)}/devices/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"forget": "1"}).status_code == 404
    home.household.refresh_from_db()
    assert home.household.devices == 2
