"""The calendar feed as calendars ask for it."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.calendars import events_from_json
from planner.models import Classroom, FeedToken
from planner.services.blocks import change_block, remove_block
from planner.services.closures import lift_closure
from planner.services.links import replace_address
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    make_feed_token,
)
from tests.planner.families.days import EIGHT, TUESDAY, publish

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight, unless it moves the clock."""
    time_machine.move_to(EIGHT, tick=False)


def make_feed(**fields: Any) -> tuple[Classroom, str]:
    """A class with one published block on Monday, and the address of its feed."""
    classroom = make_classroom()
    make_block(classroom, **fields)
    publish(classroom)
    return classroom, f"/feeds/{make_feed_token(classroom)[1]}.ics"


def read_events(response: Any) -> list[dict[str, str]]:
    """Each event's lines by name."""
    text = response.content.decode().replace("\r\n ", "")
    return [
        {line.split(":")[0].split(";")[0]: line.partition(":")[2] for line in part.splitlines()}
        for part in text.split("BEGIN:VEVENT")[1:]
    ]


def test_a_feed_carries_the_published_blocks(client: Client) -> None:
    classroom, address = make_feed(title="Math", link="https://meet.example.org/maple")
    make_block(classroom, title="A draft", start=600)
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'inline; filename="class.ics"'
    assert response.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Content-Encoding" not in response.headers
    assert response.cookies == {}
    assert "Cookie" not in response.headers["Vary"]
    assert [event["SUMMARY"] for event in read_events(response)] == ["Math"]
    assert b"/maple" not in response.content


def test_an_unknown_feed_is_not_found_in_plain_words(client: Client) -> None:
    response = client.get("/feeds/nobody-has-this.ics")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_replaced_feed_is_gone_in_plain_words(client: Client) -> None:
    classroom, address = make_feed()
    replace_address(FeedToken, of=classroom, now=NOW)
    response = client.get(address)
    assert response.status_code == 410
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Ask the teacher" in response.content


def test_bytes_are_equal_when_nothing_has_changed(client: Client, time_machine: Any) -> None:
    address = make_feed()[1]
    first = client.get(address)
    time_machine.move_to(LATER, tick=False)
    second = client.get(address)
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["Last-Modified"] == second.headers["Last-Modified"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_copy_that_still_holds_is_told_by_tag_and_by_date(client: Client, method: str) -> None:
    address = make_feed()[1]
    first = client.get(address)
    ask = getattr(client, method)
    with CaptureQueriesContext(connection) as queries:
        by_tag = ask(address, headers={"if-none-match": first.headers["ETag"]})
    assert len(queries) == 1
    by_date = ask(address, headers={"if-modified-since": first.headers["Last-Modified"]})
    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert by_tag.headers["ETag"] == first.headers["ETag"]


def test_a_publication_changes_the_feed_and_both_validators(
    client: Client, time_machine: Any
) -> None:
    classroom, address = make_feed(title="Math")
    first = client.get(address)
    block = classroom.days.get().blocks.get()
    change_block(by=None, block=block, version=1, fields={"start": 600}, now=LATER)
    assert client.get(address).content == first.content
    time_machine.move_to(LATER, tick=False)
    publish(classroom, now=LATER)
    asked = {"if-modified-since": first.headers["Last-Modified"]}
    second = client.get(address, headers=asked)
    assert second.status_code == 200
    assert second.headers["ETag"] != first.headers["ETag"]
    event = read_events(second)[0]
    assert (event["DTSTART"], event["SEQUENCE"]) == ("20261116T100000", "1")
    assert event["UID"] == read_events(first)[0]["UID"]


def test_the_window_moves_at_the_schools_midnight(client: Client, time_machine: Any) -> None:
    address = make_feed()[1]
    first = client.get(address)
    # One in the morning in New York.
    time_machine.move_to(dt.datetime(2026, 11, 17, 6, 0, tzinfo=dt.UTC), tick=False)
    asked = {"if-modified-since": first.headers["Last-Modified"]}
    assert client.get(address, headers=asked).status_code == 200


def test_a_day_that_closes_after_publishing_is_cancelled(client: Client, time_machine: Any) -> None:
    classroom, address = make_feed(title="Math")
    make_block(classroom, TUESDAY, title="Reading")
    publish(classroom)
    first = client.get(address)
    time_machine.move_to(LATER, tick=False)
    make_closure(classroom.school, TUESDAY, "Snow", LATER)
    asked = {"if-modified-since": first.headers["Last-Modified"]}
    events = read_events(client.get(address, headers=asked))
    assert [(event["SUMMARY"], event["STATUS"], event["SEQUENCE"]) for event in events] == [
        ("Math", "CONFIRMED", "0"),
        ("Cancelled: Reading", "CANCELLED", "1"),
    ]
    assert events[1]["LAST-MODIFIED"] == "20261116T140000Z"


def tell(events: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(event["SUMMARY"], event["STATUS"], event["SEQUENCE"]) for event in events]


def test_a_closure_taken_back_is_news_to_calendars_that_ask_by_date(
    client: Client, time_machine: Any
) -> None:
    classroom, address = make_feed(title="Math")
    closure = make_closure(classroom.school, MONDAY, "Snow")
    closed = client.get(address)
    assert tell(read_events(closed)) == [("Cancelled: Math", "CANCELLED", "1")]
    time_machine.move_to(LATER, tick=False)
    lift_closure(closure, now=LATER)
    asked = {"if-modified-since": closed.headers["Last-Modified"]}
    opened = client.get(address, headers=asked)
    assert opened.status_code == 200
    assert opened.headers["ETag"] != closed.headers["ETag"]
    assert tell(read_events(opened)) == [("Math", "CONFIRMED", "2")]


def test_a_closure_that_is_over_leaves_its_cancellations_as_they_were(
    client: Client, time_machine: Any
) -> None:
    classroom, address = make_feed(title="Math")
    make_closure(classroom.school, MONDAY, "Snow")
    first = client.get(address)
    make_closure(classroom.school, MONDAY, "More snow", LATER)
    assert client.get(address).content == first.content


def test_lifting_a_closure_leaves_a_block_on_the_day_it_moved_to(client: Client) -> None:
    classroom, address = make_feed(title="Math")
    closure = make_closure(classroom.school, MONDAY, "Snow")
    block = classroom.days.get().blocks.get()
    change_block(by=None, block=block, version=1, fields={"date": TUESDAY}, now=NOW)
    publish(classroom, now=LATER)
    lift_closure(closure, now=LATER)
    events = read_events(client.get(address))
    assert [event["DTSTART"] for event in events] == ["20261117T090000"]
    assert tell(events) == [("Math", "CONFIRMED", "2")]


def test_a_removed_block_stays_cancelled_over_later_publications(client: Client) -> None:
    classroom, address = make_feed(title="Math")
    block = classroom.days.get().blocks.get()
    remove_block(by=None, block=block, version=1, now=NOW)
    for title in ("Reading", "Writing"):
        make_block(classroom, title=title, start=600)
        publish(classroom, now=LATER)
    summaries = {event["SUMMARY"] for event in read_events(client.get(address))}
    assert summaries == {"Cancelled: Math", "Reading", "Writing"}


def test_a_day_published_again_and_again_has_no_more_events(client: Client) -> None:
    classroom, address = make_feed(title="Math")
    block = classroom.days.get().blocks.get()
    for number in range(1, 6):
        fields = {"title": f"Math {number}", "start": 540 + 10 * number}
        change_block(by=None, block=block, version=number, fields=fields, now=NOW)
        publish(classroom, now=NOW + dt.timedelta(minutes=number))
        block.refresh_from_db()
    assert tell(read_events(client.get(address))) == [("Math 5", "CONFIRMED", "5")]
    stored = classroom.days.get().published
    assert stored is not None
    assert len(events_from_json(stored.events)) == 1


def test_a_block_that_moves_to_another_day_is_one_event(client: Client) -> None:
    classroom, address = make_feed(title="Math")
    block = classroom.days.get().blocks.get()
    change_block(by=None, block=block, version=1, fields={"date": TUESDAY}, now=NOW)
    publish(classroom, now=LATER)
    events = read_events(client.get(address))
    assert [(event["SUMMARY"], event["DTSTART"]) for event in events] == [
        ("Math", "20261117T090000")
    ]


def test_queries_do_not_grow_with_days_and_blocks(client: Client) -> None:
    classroom, address = make_feed()
    client.get(address)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for day in range(5):
        for place in range(4):
            date = MONDAY + dt.timedelta(days=day)
            make_block(classroom, date, start=600 + 30 * place)
    publish(classroom)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    with CaptureQueriesContext(connection) as again:
        client.get(address)
    assert (len(few), len(many), len(again)) == (2, 2, 1)


def choose(address: str, language: str) -> str:
    """The same feed in a language."""
    return address.replace(".ics", f"/{language}.ics")


def test_the_address_carries_the_language(client: Client) -> None:
    address = make_feed(title="Math", mode="in_person")[1]
    response = client.get(choose(address, "es"), headers={"accept-language": "fr"})
    assert response.headers["Content-Language"] == "es"
    assert [event["LOCATION"] for event in read_events(response)] == ["En la escuela"]
    assert [event["SUMMARY"] for event in read_events(response)] == ["Math"]


def test_without_a_language_a_feed_is_what_it_always_was(client: Client) -> None:
    address = make_feed(mode="in_person")[1]
    plain = client.get(address, headers={"accept-language": "es"})
    named = client.get(choose(address, "en"))
    assert plain.content == named.content
    assert plain.headers["ETag"] == named.headers["ETag"]
    assert [event["LOCATION"] for event in read_events(plain)] == ["At school"]


def test_an_event_is_the_same_one_in_every_language(client: Client) -> None:
    address = make_feed()[1]
    kept = ("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND")
    told = [
        [{name: event[name] for name in kept} for event in read_events(client.get(each))]
        for each in (address, choose(address, "ar"), choose(address, "zh-hans"))
    ]
    assert told[0] == told[1] == told[2]


def test_each_language_and_choice_has_a_stamp_of_its_own(client: Client) -> None:
    address = make_feed()[1]
    asked = [
        address,
        f"{address}?tasks=0",
        choose(address, "es"),
        choose(address, "es") + "?tasks=0",
    ]
    assert len({client.get(each).headers["ETag"] for each in asked}) == 4


def test_tasks_are_in_unless_the_address_leaves_them_out(client: Client) -> None:
    classroom, address = make_feed(title="Math")
    make_block(classroom, mode="async", title="Reading log", screen="off", start=None)
    publish(classroom)

    def list_titles(query: str) -> list[str]:
        return sorted(event["SUMMARY"] for event in read_events(client.get(address + query)))

    assert list_titles("") == list_titles("?tasks=1") == ["Math", "Reading log"]
    assert list_titles("?tasks=0") == ["Math"]


def test_an_unknown_language_is_no_address(client: Client) -> None:
    assert client.get(choose(make_feed()[1], "tlh")).status_code == 404


def test_an_address_that_ended_says_so_in_its_language(client: Client) -> None:
    classroom, address = make_feed()
    classroom.feedtokens.update(revoked_at=NOW)
    ended = client.get(choose(address, "es"))
    assert (ended.status_code, ended.headers["Content-Language"]) == (410, "es")
    assert "Esta dirección del calendario ya no sirve" in ended.content.decode()
    unknown = client.get("/feeds/nobody-has-this/es.ics")
    assert unknown.status_code == 404
    assert "No hay ningún calendario" in unknown.content.decode()
