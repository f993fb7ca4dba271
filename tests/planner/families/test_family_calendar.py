"""The families' page about having the plan in their own calendar."""

import datetime as dt
import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.test import Client, override_settings

from planner.models import Classroom, FeedToken
from tests.factories import MONDAY, make_feed_token
from tests.planner.families.days import EIGHT, make_published_day
from tests.planner.families.test_weight import FIRST_VIEW, ROOT, find_parts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def day() -> tuple[Classroom, str, str]:
    """A class with a page and a calendar: the class, the page's address, the calendar's token."""
    classroom, token = make_published_day(title="Math")
    return classroom, f"/f/{token}/", make_feed_token(classroom)[1]


def read_links(page: str) -> list[str]:
    """Where a page leads, entities undone."""
    return [each.replace("&amp;", "&") for each in re.findall(r'href="([^"]+)"', page)]


def test_the_day_leads_to_the_calendar_where_there_is_one(
    client: Client, day: tuple[Classroom, str, str]
) -> None:
    _, address, token = day
    page = client.get(address).content.decode()
    assert f'href="{address}calendar/"' in page
    assert f'href="{address}es/calendar/"' in client.get(f"{address}es/").content.decode()
    assert token not in page


def test_the_day_of_a_class_without_a_calendar_names_none(client: Client) -> None:
    token = make_published_day()[1]
    assert "calendar/" not in client.get(f"/f/{token}/").content.decode()


def test_a_calendar_that_is_made_or_ends_is_news_to_a_page_that_was_kept(client: Client) -> None:
    classroom, token = make_published_day()
    before = client.get(f"/f/{token}/").headers["ETag"]
    make_feed_token(classroom)
    made = client.get(f"/f/{token}/", headers={"if-none-match": before})
    assert made.status_code == 200
    FeedToken.objects.update(revoked_at=EIGHT)
    ended = client.get(f"/f/{token}/", headers={"if-none-match": made.headers["ETag"]})
    assert ended.status_code == 200
    assert ended.headers["ETag"] == before


def test_each_calendar_is_led_to_the_same_feed(
    client: Client, day: tuple[Classroom, str, str]
) -> None:
    classroom, address, token = day
    page = client.get(f"{address}es/calendar/").content.decode()
    feed = f"http://testserver/feeds/{token}/es.ics"
    apple, google, outlook = (link for link in read_links(page) if token in link)
    assert apple == feed.replace("http:", "webcal:")
    assert parse_qs(urlsplit(google).query) == {"cid": [apple]}
    assert parse_qs(urlsplit(outlook).query) == {"url": [feed], "name": [classroom.name]}
    assert f'value="{feed}"' in page
    assert client.get(feed).status_code == 200


def test_each_says_how_late_it_may_be_and_that_the_page_never_is(
    client: Client, day: tuple[Classroom, str, str]
) -> None:
    page = client.get(f"{day[1]}calendar/").content.decode()
    told = re.findall(r"Shows changes after [^<]+", page)
    assert told == [
        "Shows changes after about an hour.",
        "Shows changes after 4 to 24 hours.",
        "Shows changes after 3 to 24 hours.",
        "Shows changes after some hours.",
    ]
    assert "Today's page is always newer than your calendar." in html.unescape(page)


def test_tasks_can_be_left_out_and_the_languages_keep_that(
    client: Client, day: tuple[Classroom, str, str]
) -> None:
    _, address, token = day
    page = client.get(f"{address}calendar/?tasks=0").content.decode()
    assert f'value="http://testserver/feeds/{token}.ics?tasks=0"' in page
    assert f'href="{address}calendar/" ' not in page
    links = read_links(page)
    assert {f"{address}calendar/", f"{address}es/calendar/?tasks=0"} <= set(links)


def test_the_page_speaks_the_language_of_its_address_and_then_the_browsers(
    client: Client, day: tuple[Classroom, str, str]
) -> None:
    _, address, token = day
    arabic = client.get(f"{address}ar/calendar/")
    assert '<html lang="ar" dir="rtl">' in arabic.content.decode()
    assert arabic.headers["Content-Language"] == "ar"
    vietnamese = client.get(f"{address}calendar/", headers={"accept-language": "vi"})
    assert f"/feeds/{token}/vi.ics" in vietnamese.content.decode()
    assert "Accept-Language" in vietnamese.headers["Vary"]


def test_nothing_of_it_is_kept_or_told_to_others(
    client: Client, day: tuple[Classroom, str, str]
) -> None:
    response = client.get(f"{day[1]}calendar/")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    outside = re.findall(r'<a [^>]*href="(?:https:|webcal:)[^>]*>', response.content.decode())
    assert [link for link in outside if 'rel="noreferrer noopener"' not in link] == []


@pytest.mark.parametrize("ends", ["none", "revoked", "expired", "other key"])
def test_without_a_calendar_that_can_be_shown_the_page_says_so(
    client: Client, day: tuple[Classroom, str, str], ends: str
) -> None:
    _, address, token = day
    if ends == "none":
        FeedToken.objects.all().delete()
    elif ends == "revoked":
        FeedToken.objects.update(revoked_at=EIGHT)
    elif ends == "expired":
        FeedToken.objects.update(expires_on=MONDAY - dt.timedelta(days=1))
    key = {"SECRET_KEY": "another-key-" + "1" * 40} if ends == "other key" else {}
    with override_settings(**key):
        response = client.get(f"{address}es/calendar/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "Aquí no hay ningún calendario" in page
    assert f'href="{address}es/"' in page
    assert token not in page


def test_a_link_that_ended_gives_no_calendar(
    client: Client, day: tuple[Classroom, str, str]
) -> None:
    classroom, address, token = day
    classroom.familylinks.update(revoked_at=EIGHT)
    response = client.get(f"{address}calendar/")
    assert response.status_code == 410
    assert token not in response.content.decode()
    assert client.get("/f/nobody-has-this/calendar/").status_code == 404


def test_another_class_s_calendar_is_not_shown(client: Client) -> None:
    token = make_published_day()[1]
    make_feed_token(make_published_day()[0])
    assert client.get(f"/f/{token}/calendar/").status_code == 404
    assert "calendar/" not in client.get(f"/f/{token}/").content.decode()


def test_the_page_is_light(client: Client, day: tuple[Classroom, str, str]) -> None:
    page = client.get(f"{day[1]}ar/calendar/").content.decode()
    parts = find_parts(page)
    files = [(ROOT / part.lstrip("/")).read_bytes() for part in parts]
    weight = sum(len(brotli.compress(each)) for each in (*files, page.encode()))
    assert weight <= FIRST_VIEW
    # A family comes from the day, whose parts the browser has already.
    assert len(parts - find_parts(client.get(day[1]).content.decode())) == 2
