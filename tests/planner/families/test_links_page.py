"""The teacher's page about a class's secret addresses."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client, override_settings

from planner.models import Classroom, FamilyLink, FeedToken
from planner.services.links import make_address
from tests.factories import (
    MONDAY,
    make_classroom,
    make_coordinator,
    make_family_link,
    make_feed_token,
    make_teacher,
)
from tests.planner.families.days import EIGHT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom(client: Client) -> Classroom:
    """A class whose teacher is signed in."""
    classroom = make_classroom()
    client.force_login(make_teacher(classroom))
    return classroom


def open_page(client: Client, classroom: Classroom) -> str:
    """The page's text."""
    response = client.get(f"/classes/{classroom.pk}/families/")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


def test_a_class_without_addresses_is_offered_both(client: Client, classroom: Classroom) -> None:
    page = open_page(client, classroom)
    assert "Make the link" in page
    assert "Make the calendar address" in page
    assert FamilyLink.objects.count() == 0


@pytest.mark.parametrize(("kind", "start"), [("page", "/f/"), ("calendar", "/feeds/")])
def test_one_click_makes_an_address_that_works(
    client: Client, classroom: Classroom, kind: str, start: str
) -> None:
    response = client.post(f"/classes/{classroom.pk}/families/{kind}/replace/")
    assert response.headers["Location"] == f"/classes/{classroom.pk}/families/"
    address = (FamilyLink if kind == "page" else FeedToken).objects.get()
    path = start + address.spell_token() + ("/" if kind == "page" else ".ics")
    assert f'value="http://testserver{path}"' in open_page(client, classroom)
    assert Client().get(path).status_code == 200


def test_what_is_said_of_a_first_address_and_of_another_differs(
    client: Client, classroom: Classroom
) -> None:
    address = f"/classes/{classroom.pk}/families/page/replace/"
    first = client.post(address, follow=True).content.decode()
    assert "The address is ready to be handed out." in first
    second = client.post(address, follow=True).content.decode()
    assert "The one that was there before has ended." in second


EACH_KIND = pytest.mark.parametrize(
    ("kind", "table", "path"),
    [("page", FamilyLink, "/f/{}/"), ("calendar", FeedToken, "/feeds/{}.ics")],
)


@EACH_KIND
def test_replacing_ends_the_old_address(
    client: Client,
    classroom: Classroom,
    kind: str,
    table: type[FamilyLink] | type[FeedToken],
    path: str,
) -> None:
    old = make_address(table, of=classroom, today=MONDAY).spell_token()
    client.post(f"/classes/{classroom.pk}/families/{kind}/replace/")
    new = table.objects.get(revoked_at=None).spell_token()
    assert Client().get(path.format(old)).status_code == 410
    assert Client().get(path.format(new)).status_code == 200
    assert old not in open_page(client, classroom)


@EACH_KIND
def test_revoking_ends_it_without_a_new_one(
    client: Client,
    classroom: Classroom,
    kind: str,
    table: type[FamilyLink] | type[FeedToken],
    path: str,
) -> None:
    old = make_address(table, of=classroom, today=MONDAY).spell_token()
    client.post(f"/classes/{classroom.pk}/families/{kind}/revoke/")
    assert Client().get(path.format(old)).status_code == 410
    assert table.objects.filter(revoked_at=None).count() == 0
    assert "There is no" in open_page(client, classroom)


def test_the_calendar_can_be_subscribed_to_at_once(client: Client, classroom: Classroom) -> None:
    token = make_feed_token(classroom)[1]
    page = open_page(client, classroom)
    assert f'href="webcal://testserver/feeds/{token}.ics" rel="noreferrer noopener"' in page
    google = f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Ftestserver%2Ffeeds%2F{token}.ics"
    assert f'href="{google}"' in page
    assert "https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2Ftestserver" in page
    assert "4 to 24 hours" in page


def test_an_address_in_a_language_and_without_tasks_can_be_handed_on(
    client: Client, classroom: Classroom
) -> None:
    token = make_feed_token(classroom)[1]
    address = f"/classes/{classroom.pk}/families/?language=so&tasks=0"
    page = client.get(address).content.decode()
    assert f'value="http://testserver/feeds/{token}/so.ics?tasks=0"' in page
    assert f'href="webcal://testserver/feeds/{token}/so.ics?tasks=0"' in page
    assert '<option value="so" lang="so" selected>Soomaali</option>' in page
    assert Client().get(f"/feeds/{token}/so.ics?tasks=0").status_code == 200


def test_a_language_that_nobody_speaks_is_english(client: Client, classroom: Classroom) -> None:
    token = make_feed_token(classroom)[1]
    page = client.get(f"/classes/{classroom.pk}/families/?language=tlh").content.decode()
    assert f'value="http://testserver/feeds/{token}.ics"' in page


def test_after_another_secret_key_a_new_address_is_offered(
    client: Client, classroom: Classroom
) -> None:
    token = make_family_link(classroom)[1]
    with override_settings(SECRET_KEY="another-key-" + "1" * 40):
        client.force_login(classroom.memberships.get().user)
        page = open_page(client, classroom)
        assert "This address works, but it cannot be shown any more." in page
        assert "Replace with a new address" in page
        assert Client().get(f"/f/{token}/").status_code == 200


def test_an_expired_address_is_not_shown(client: Client, classroom: Classroom) -> None:
    token = make_family_link(classroom)[1]
    FamilyLink.objects.update(expires_on=MONDAY - dt.timedelta(days=1))
    page = open_page(client, classroom)
    assert token not in page
    assert "Make the link" in page


def test_only_the_day_of_last_use_is_shown(client: Client, classroom: Classroom) -> None:
    token = make_family_link(classroom)[1]
    assert "not yet" in open_page(client, classroom)
    Client().get(f"/f/{token}/")
    assert "Monday 16 November" in open_page(client, classroom)


def test_a_label_is_kept(client: Client, classroom: Classroom) -> None:
    make_family_link(classroom)
    address = f"/classes/{classroom.pk}/families/page/label/"
    assert client.post(address, {"page-label": "Autumn"}).status_code == 302
    assert FamilyLink.objects.get().label == "Autumn"


@pytest.mark.parametrize("label", ["", "x" * 61])
def test_a_label_that_does_not_fit_comes_back_with_the_reason(
    client: Client, classroom: Classroom, label: str
) -> None:
    make_family_link(classroom)
    address = f"/classes/{classroom.pk}/families/page/label/"
    response = client.post(address, {"page-label": label})
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert FamilyLink.objects.get().label == "Class link"


def test_there_is_nothing_to_label_where_there_is_no_address(
    client: Client, classroom: Classroom
) -> None:
    address = f"/classes/{classroom.pk}/families/page/label/"
    assert client.post(address, {"page-label": "Autumn"}).status_code == 404


def test_another_kind_of_address_is_not_found(client: Client, classroom: Classroom) -> None:
    assert client.post(f"/classes/{classroom.pk}/families/door/replace/").status_code == 404


def test_only_those_who_plan_the_class_see_its_addresses(
    client: Client, classroom: Classroom
) -> None:
    address = f"/classes/{classroom.pk}/families/"
    assert Client().get(address).status_code == 302
    client.force_login(make_teacher(make_classroom()))
    assert client.get(address).status_code == 404
    client.force_login(make_coordinator(classroom.school))
    assert client.get(address).status_code == 403
    assert client.post(f"{address}page/replace/").status_code == 403


def test_an_address_is_never_made_by_following_a_link(client: Client, classroom: Classroom) -> None:
    assert client.get(f"/classes/{classroom.pk}/families/page/replace/").status_code == 405
