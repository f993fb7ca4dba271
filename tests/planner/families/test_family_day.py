"""What a family sees of a day, and what it never sees."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.test import Client

from planner.models import FamilyLink
from planner.services.blocks import change_block
from planner.services.links import replace_address, revoke_addresses
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    make_family_link,
    make_group,
    make_school,
)
from tests.planner.families.days import (
    EIGHT,
    TUESDAY,
    at_clock,
    make_published_day,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight, unless it moves the clock."""
    time_machine.move_to(EIGHT, tick=False)


def read(client: Client, address: str) -> str:
    """The page's words, without its markup, as they stand in a line."""
    response = client.get(address)
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", strip_hidden(response.content.decode()))
    return " ".join(html.unescape(text).split())


def strip_hidden(page: str) -> str:
    """The page without the sections that are not shown at this moment."""
    return re.sub(r"<(section|span|label)[^>]* hidden>.*?</\1>", "", page, flags=re.DOTALL)


def test_a_draft_is_invisible(client: Client) -> None:
    classroom = make_classroom()
    make_block(classroom, title="Secret plan")
    token = make_family_link(classroom)[1]
    page = read(client, f"/f/{token}/{MONDAY}/")
    assert "Secret plan" not in page
    assert "Nothing is published for this day yet" in page


def test_a_change_of_the_draft_is_invisible_until_it_is_published(client: Client) -> None:
    classroom, token = make_published_day(title="Math")
    block = classroom.days.get().blocks.get()
    change_block(by=None, block=block, version=1, fields={"title": "Geometry"}, now=NOW)
    assert "Geometry" not in read(client, f"/f/{token}/")
    publish(classroom)
    assert "Geometry" in read(client, f"/f/{token}/")


def test_a_block_that_was_added_after_publishing_is_invisible(client: Client) -> None:
    classroom, token = make_published_day()
    make_block(classroom, title="Secret plan", start=600)
    make_block(classroom, TUESDAY, title="Another secret")
    assert "ecret" not in read(client, f"/f/{token}/")
    assert "Nothing is published for this day yet" in read(client, f"/f/{token}/{TUESDAY}/")


def test_a_wrong_token_is_not_found(client: Client) -> None:
    assert client.get("/f/nobody-has-this/").status_code == 404
    assert client.get(f"/f/nobody-has-this/{MONDAY}/").status_code == 404


def test_a_replaced_link_is_gone_and_says_whom_to_ask(client: Client) -> None:
    classroom, token = make_published_day()
    new = replace_address(FamilyLink, of=classroom, now=NOW)
    response = client.get(f"/f/{token}/")
    assert response.status_code == 410
    assert "Ask the teacher for the new link" in response.content.decode()
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(f"/f/{new.spell_token()}/").status_code == 200


def test_a_revoked_link_is_gone(client: Client) -> None:
    classroom, token = make_published_day()
    revoke_addresses(FamilyLink, of=classroom, now=NOW)
    assert client.get(f"/f/{token}/{MONDAY}/").status_code == 410


def test_a_link_is_gone_when_its_school_year_is_over(client: Client) -> None:
    token = make_published_day()[1]
    FamilyLink.objects.update(expires_on=MONDAY)
    assert client.get(f"/f/{token}/").status_code == 200
    FamilyLink.objects.update(expires_on=MONDAY - dt.timedelta(days=1))
    assert client.get(f"/f/{token}/").status_code == 410


NO_DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "2026-13-45", "2019-05-06")


@pytest.mark.parametrize("date", NO_DAYS)
def test_a_date_that_no_school_year_holds_is_not_found_and_leads_to_today(
    client: Client, date: str
) -> None:
    token = make_published_day()[1]
    response = client.get(f"/f/{token}/es/{date}/")
    assert response.status_code == 404
    assert "Ese día no existe" in response.content.decode()
    assert f'href="/f/{token}/es/"' in response.content.decode()


def test_a_date_that_no_school_year_holds_tells_nothing_of_a_link_that_opens_nothing(
    client: Client,
) -> None:
    token = make_published_day()[1]
    FamilyLink.objects.update(expires_on=MONDAY - dt.timedelta(days=1))
    assert client.get(f"/f/{token}/{NO_DAYS[2]}/").status_code == 410
    response = client.get(f"/f/nobody-has-this/{NO_DAYS[2]}/")
    assert response.status_code == 404
    assert "no such day" not in response.content.decode()


def test_what_is_now_has_the_one_big_button(client: Client, time_machine: Any) -> None:
    token = make_published_day(title="Math")[1]
    time_machine.move_to(at_clock(9, 10), tick=False)
    page = strip_hidden(client.get(f"/f/{token}/").content.decode())
    assert page.count("button-main") == 1
    button = re.search(r'<a class="button button-main[^>]*>', page)
    assert button is not None
    assert 'href="https://meet.example.org/maple"' in button[0]
    assert 'rel="noreferrer noopener"' in button[0]


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (8, 0, "Next Math at 9:00 am"),
        (9, 0, "Now Math 9:00 to 9:30 am Join Next Reading at 10:00 am"),
        (9, 30, "Now Free time Next Reading at 10:00 am"),
        (10, 29, "Now Reading 10:00 to 10:30 am"),
        (10, 30, "Now Everything at a set time is over"),
    ],
)
def test_now_and_next_follow_the_schools_clock(
    client: Client, time_machine: Any, hour: int, minute: int, words: str
) -> None:
    classroom, token = make_published_day(title="Math")
    make_block(classroom, title="Reading", start=600, link="https://meet.example.org/r")
    publish(classroom)
    time_machine.move_to(at_clock(hour, minute), tick=False)
    assert words in read(client, f"/f/{token}/")


def test_home_on_a_day_without_a_plan_shows_the_next_one_and_says_so(
    client: Client, time_machine: Any
) -> None:
    classroom = make_classroom()
    make_block(classroom, TUESDAY, title="Tuesday's math")
    publish(classroom)
    token = make_family_link(classroom)[1]
    page = read(client, f"/f/{token}/")
    assert "Nothing has been published for today. This is the next school day." in page
    assert "Tuesday 17 November tomorrow" in page
    saturday = MONDAY - dt.timedelta(days=2)
    time_machine.move_to(at_clock(9, 0, saturday), tick=False)
    assert "It is the weekend. This is the next school day." in read(client, f"/f/{token}/")


def test_a_closed_day_says_why_also_when_it_had_been_published(client: Client) -> None:
    classroom, token = make_published_day(title="Math")
    make_closure(classroom.school, MONDAY, "Snow")
    page = read(client, f"/f/{token}/{MONDAY}/")
    assert "No school Snow There was a plan for this day. It no longer holds" in page
    assert "Math" not in page


def test_home_passes_over_a_closed_day(client: Client) -> None:
    classroom, token = make_published_day()
    make_block(classroom, TUESDAY, title="Reading")
    publish(classroom)
    make_closure(classroom.school, MONDAY, "Snow")
    page = read(client, f"/f/{token}/")
    assert "No school today: Snow. This is the next school day." in page
    assert "Reading" in page


def test_tasks_without_a_device_come_first_among_the_untimed(client: Client) -> None:
    classroom = make_classroom()
    for title, screen in (("Typing", "on"), ("Poem", "either"), ("Leaves", "off")):
        make_block(classroom, mode="async", start=None, title=title, screen=screen)
    publish(classroom)
    page = read(client, f"/f/{make_family_link(classroom)[1]}/")
    order = [
        page.index(title, page.index("At any time In any order"))
        for title in ("Leaves", "Poem", "Typing")
    ]
    assert order == sorted(order)
    assert "Leaves No device needed" in page


def test_an_adults_check_printing_and_instructions_are_told(client: Client) -> None:
    token = make_published_day(
        mode="async",
        screen="off",
        coach_check="Ask for three leaves.",
        needs_printing=True,
        instructions="Go out.\nThen see https://leaves.example.org/a?b=1&c=2.",
    )[1]
    page = client.get(f"/f/{token}/").content.decode()
    words = read(client, f"/f/{token}/")
    assert "For an adult: Ask for three leaves." in words
    assert "Better printed. No printer? Copy it onto paper." in words
    address = "https://leaves.example.org/a?b=1&amp;c=2"
    assert f'<a href="{address}" rel="noreferrer noopener">{address}</a>.' in page


def test_a_live_session_without_a_link_says_that_it_cannot_be_joined(client: Client) -> None:
    token = make_published_day(link="")[1]
    assert "No link to join by yet" in read(client, f"/f/{token}/")


def test_each_group_has_its_own_day(client: Client) -> None:
    classroom = make_classroom()
    a, b = make_group(classroom, "Maples"), make_group(classroom, "Oaks")
    make_block(classroom, title="At the school", mode="in_person", groups=[a.pk], minutes=60)
    make_block(classroom, title="Live for Oaks", groups=[b.pk], start=600)
    publish(classroom)
    token = make_family_link(classroom)[1]
    everyone = read(client, f"/f/{token}/")
    assert "At school today: Maples. At home today: Oaks." in everyone
    assert "At the school" in everyone
    oaks = read(client, f"/f/{token}/?group={b.pk}")
    assert "At home today" in oaks
    assert "At the school" not in oaks
    assert "30 minutes live, and no other time on a screen." in oaks
    maples = read(client, f"/f/{token}/?group={a.pk}")
    assert "At school today" in maples
    assert "No time on a screen." in maples


def test_an_unknown_group_is_everyone(client: Client) -> None:
    token = make_published_day(title="Math")[1]
    assert "Math" in read(client, f"/f/{token}/?group=nobody")


def test_what_changed_since_the_publication_before_is_told(client: Client) -> None:
    classroom, token = make_published_day(title="Math")
    assert "What has changed" not in read(client, f"/f/{token}/")
    block = classroom.days.get().blocks.get()
    change_block(by=None, block=block, version=1, fields={"start": 600}, now=NOW)
    publish(classroom, now=NOW + dt.timedelta(minutes=5))
    page = read(client, f"/f/{token}/")
    since = "Since what was published on Monday 16 November, 8:00 am:"
    assert f"What has changed {since} Math : 9:00 to 9:30 am becomes 10:00 to 10:30 am" in page
    assert "Last published: Monday 16 November, 8:05 am." in page


def test_the_week_and_the_days_around_can_be_reached(client: Client) -> None:
    classroom, token = make_published_day()
    make_block(classroom, MONDAY + dt.timedelta(days=3))
    publish(classroom)
    make_closure(classroom.school, TUESDAY, "Snow")
    page = client.get(f"/f/{token}/").content.decode()
    assert f'rel="next" href="/f/{token}/2026-11-19/"' in page
    assert 'rel="prev"' not in page
    words = read(client, f"/f/{token}/")
    assert "Tuesday 17 November No school: Snow Wednesday 18 November Not published yet" in words


def test_forty_blocks_and_a_long_arabic_title_are_shown_whole(client: Client) -> None:
    classroom = make_classroom()
    title = "القراءة والكتابة " * 10
    for place in range(40):
        make_block(classroom, start=480 + 10 * place, minutes=10, title=f"{title}{place}")
    publish(classroom)
    page = client.get(f"/f/{make_family_link(classroom)[1]}/").content.decode()
    assert page.count(f'<h3 dir="auto" lang="">{title}') == 40


def test_markup_in_a_title_is_text(client: Client) -> None:
    token = make_published_day(title="<b>Math</b>", instructions="<script>x</script>")[1]
    page = client.get(f"/f/{token}/").content.decode()
    assert "<b>Math" not in page
    assert "<script>x" not in page


def test_now_is_right_on_a_day_whose_clock_has_changed(client: Client, time_machine: Any) -> None:
    # Cairo's clock jumps from midnight to one o'clock on a Friday: nine is then six in UTC.
    classroom = make_classroom(make_school(timezone="Africa/Cairo"))
    friday = dt.date(2027, 4, 30)
    make_block(classroom, friday, start=540)
    publish(classroom, dt.date(2027, 4, 26))
    token = make_family_link(classroom)[1]
    for utc, words in ((5, "Next Math at 9:00 am"), (6, "Now Math 9:00 to 9:30 am")):
        moment = dt.datetime(2027, 4, 30, utc, 1, tzinfo=dt.UTC)
        time_machine.move_to(moment, tick=False)
        assert words in read(client, f"/f/{token}/")


def test_the_token_is_in_no_title(client: Client) -> None:
    token = make_published_day()[1]
    page = client.get(f"/f/{token}/").content.decode()
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert token not in title[1]


def test_a_live_session_of_yesterday_is_over(client: Client, time_machine: Any) -> None:
    token = make_published_day()[1]
    time_machine.move_to(at_clock(8, 0, TUESDAY), tick=False)
    page = client.get(f"/f/{token}/{MONDAY}/").content.decode()
    assert 'class="item mode-live item-past"' in page
