"""How a family's page is answered: headers, stamp, queries, and what it leaves behind."""

import datetime as dt
import gzip
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.families.moments import NONCE
from planner.models import Classroom, FamilyLink, School
from planner.secret_access import open_family_link
from planner.services.blocks import change_block
from planner.services.closures import lift_closure
from planner.services.links import note_use, revoke_addresses
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_closure,
    make_family_link,
    make_group,
    make_teacher,
)
from tests.planner.families.days import EIGHT, at_clock, make_published_day, publish

pytestmark = pytest.mark.django_db

QUERIES_UNCHANGED = 1
"""The link, with the versions of all that its page is made of."""
QUERIES_MADE = 4
"""Its closures, its published dates and the day's last two publications."""


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight, unless it moves the clock."""
    time_machine.move_to(EIGHT, tick=False)


def count_queries(client: Client, address: str, **headers: str) -> tuple[int, int]:
    """The status of an answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers=headers)
    return response.status_code, len(queries)


@pytest.mark.parametrize("day", ["", f"{MONDAY}/", "2026-02-30/", "2019-05-06/"])
def test_nothing_leads_others_to_the_address(client: Client, day: str) -> None:
    response = client.get(f"/f/{make_published_day()[1]}/{day}")
    assert response.headers["Content-Language"] == "en"
    assert "Accept-Language" in response.headers["Vary"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_no_cookie_is_set_and_nothing_varies_by_one(client: Client) -> None:
    classroom, token = make_published_day()
    client.force_login(make_teacher(classroom))
    response = client.get(f"/f/{token}/")
    assert response.cookies == {}
    assert response.headers["Vary"] == "Accept-Encoding, Accept-Language"


def test_a_copy_that_still_holds_is_answered_without_the_page(client: Client) -> None:
    token = make_published_day()[1]
    etag = client.get(f"/f/{token}/").headers["ETag"]
    assert count_queries(client, f"/f/{token}/", if_none_match=etag) == (304, QUERIES_UNCHANGED)
    dated = f"/f/{token}/{MONDAY}/"
    etag = client.get(dated).headers["ETag"]
    assert count_queries(client, dated, if_none_match=etag) == (304, QUERIES_UNCHANGED)


def test_queries_do_not_grow_with_blocks(client: Client) -> None:
    classroom, token = make_published_day()
    client.get(f"/f/{token}/")
    caches["pages"].clear()
    assert count_queries(client, f"/f/{token}/") == (200, QUERIES_MADE)
    for place in range(39):
        make_block(classroom, start=600 + 10 * place, minutes=10)
    publish(classroom)
    publish(classroom)
    # When there is no school is remembered until a closure changes.
    assert count_queries(client, f"/f/{token}/") == (200, QUERIES_MADE - 1)


def test_a_page_is_made_once_for_each_state(client: Client) -> None:
    token = make_published_day()[1]
    first = client.get(f"/f/{token}/").content
    assert count_queries(client, f"/f/{token}/") == (200, QUERIES_UNCHANGED)
    assert client.get(f"/f/{token}/").content == first


def test_the_stamp_changes_when_a_block_opens_begins_or_ends_and_not_between(
    client: Client, time_machine: Any
) -> None:
    token = make_published_day()[1]
    stamps = []
    for hour, minute in ((8, 0), (8, 49), (8, 50), (8, 59), (9, 0), (9, 29), (9, 30)):
        time_machine.move_to(at_clock(hour, minute), tick=False)
        stamps.append(client.get(f"/f/{token}/").headers["ETag"])
    assert stamps[0:6:2] == stamps[1:6:2]
    assert len(set(stamps)) == 4


def change_title(classroom: Classroom) -> None:
    block = classroom.days.get().blocks.get()
    change_block(by=None, block=block, version=1, fields={"title": "Geometry"}, now=NOW)


def test_the_stamp_changes_with_a_publication_and_not_with_a_draft(client: Client) -> None:
    classroom, token = make_published_day()
    first = client.get(f"/f/{token}/").headers["ETag"]
    change_title(classroom)
    assert client.get(f"/f/{token}/").headers["ETag"] == first
    publish(classroom)
    assert client.get(f"/f/{token}/").headers["ETag"] != first


def test_the_stamp_changes_with_a_closure_the_group_and_the_date(
    client: Client, time_machine: Any
) -> None:
    classroom, token = make_published_day()
    group = make_group(classroom)
    change_title(classroom)
    publish(classroom)
    addresses = (f"/f/{token}/", f"/f/{token}/?group={group.pk}", f"/f/{token}/{MONDAY}/")
    stamps = [client.get(address).headers["ETag"] for address in addresses]
    time_machine.move_to(at_clock(8, 0, MONDAY + dt.timedelta(days=1)), tick=False)
    stamps.append(client.get(addresses[2]).headers["ETag"])
    make_closure(classroom.school, MONDAY, "Snow")
    stamps.append(client.get(addresses[2]).headers["ETag"])
    # The home page and today's page are the same page, and are made once.
    assert stamps[0] == stamps[2]
    assert len(set(stamps)) == 4


def test_a_page_that_was_made_ends_at_once_with_its_link(client: Client) -> None:
    classroom, token = make_published_day()
    etag = client.get(f"/f/{token}/").headers["ETag"]
    revoke_addresses(FamilyLink, of=classroom, now=NOW)
    assert client.get(f"/f/{token}/", headers={"if-none-match": etag}).status_code == 410


def test_two_links_share_a_page_and_each_leads_to_its_own_days(client: Client) -> None:
    classroom, first = make_published_day()
    second = make_family_link(classroom)[1]
    assert count_queries(client, f"/f/{first}/")[0] == 200
    note_use(FamilyLink, opening=open_family_link(second, NOW), today=MONDAY)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/f/{second}/").content.decode()
    assert len(queries) == QUERIES_UNCHANGED
    assert f'href="/f/{second}/{MONDAY}/"' in page
    assert first not in page


def test_no_mark_is_left_in_a_page(client: Client) -> None:
    assert NONCE not in client.get(f"/f/{make_published_day()[1]}/").content.decode()


def test_the_stamp_changes_with_the_name_of_the_class_or_its_school(client: Client) -> None:
    token = make_published_day()[1]
    stamps = [client.get(f"/f/{token}/").headers["ETag"]]
    Classroom.objects.update(name="Birch")
    stamps.append(client.get(f"/f/{token}/").headers["ETag"])
    School.objects.update(name="Riverside")
    stamps.append(client.get(f"/f/{token}/").headers["ETag"])
    assert len(set(stamps)) == 3


def test_a_closure_that_is_lifted_again_gives_back_the_page_that_was(client: Client) -> None:
    classroom, token = make_published_day()
    open_page = client.get(f"/f/{token}/")
    closure = make_closure(classroom.school, MONDAY, "Snow")
    assert client.get(f"/f/{token}/{MONDAY}/").headers["ETag"] != open_page.headers["ETag"]
    lift_closure(closure, now=NOW)
    assert client.get(f"/f/{token}/").headers["ETag"] == open_page.headers["ETag"]


def test_head_answers_as_get_does_without_a_page(client: Client) -> None:
    token = make_published_day()[1]
    got, asked = client.get(f"/f/{token}/"), client.head(f"/f/{token}/")
    assert asked.status_code == 200
    assert asked.content == b""
    assert asked.headers["ETag"] == got.headers["ETag"]


def test_a_family_cannot_send_anything(client: Client) -> None:
    assert client.post(f"/f/{make_published_day()[1]}/").status_code == 405


def test_the_page_is_compressed_for_those_who_can_read_it(client: Client) -> None:
    token = make_published_day()[1]
    plain = client.get(f"/f/{token}/")
    packed = client.get(f"/f/{token}/", headers={"accept-encoding": "br, gzip;q=0.5"})
    refused = client.get(f"/f/{token}/", headers={"accept-encoding": "gzip;q=0"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content == refused.content
    assert "Content-Encoding" not in refused.headers


def test_the_day_of_use_is_written_once_a_day(client: Client, time_machine: Any) -> None:
    token = make_published_day()[1]
    client.get(f"/f/{token}/")
    assert FamilyLink.objects.get().last_used_on == MONDAY
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/f/{token}/")
    assert [query["sql"] for query in queries if query["sql"].startswith("UPDATE")] == []
    time_machine.move_to(at_clock(8, 0, MONDAY + dt.timedelta(days=1)), tick=False)
    client.get(f"/f/{token}/")
    assert FamilyLink.objects.get().last_used_on == MONDAY + dt.timedelta(days=1)
