"""The pages about having a learner's or a household's days in one's own calendar."""

from typing import Any

import pytest
from django.test import Client

from planner.models import Classroom, HomeFeed, Household, Learner
from tests.factories import (
    make_block,
    make_classroom,
    make_home_feed,
    make_home_link,
    make_learner,
)
from tests.planner.families.days import EIGHT, publish
from tests.planner.families.test_family_calendar import read_links

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def room() -> Classroom:
    room = make_classroom(name="Maple room")
    make_block(room, title="Math")
    publish(room)
    return room


@pytest.fixture
def siblings(room: Classroom) -> tuple[Household, Learner, Learner]:
    """Two children of one household, in the same class."""
    first = make_learner(room, first_name="Juno")
    return first.household, first, make_learner(room, first_name="Mika", household=first.household)


Siblings = tuple[Household, Learner, Learner]


def test_a_learner_s_day_leads_to_the_learner_s_calendar(client: Client, room: Classroom) -> None:
    learner = make_learner(room)
    day = f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/"
    before = client.get(day)
    assert "calendar/" not in before.content.decode()
    token = make_home_feed(learner)[1]
    after = client.get(day, headers={"if-none-match": before.headers["ETag"]})
    assert f'href="{day}calendar/"' in after.content.decode()
    assert token not in after.content.decode()
    page = client.get(f"{day}es/calendar/").content.decode()
    assert f'value="http://testserver/feeds/{token}/es.ics"' in page
    assert f'href="{day}es/"' in page
    assert client.get(f"/feeds/{token}/es.ics").status_code == 200


def test_a_learner_s_own_link_leads_to_its_only_calendar(client: Client, room: Classroom) -> None:
    learner = make_learner(room)
    link = make_home_link(learner)[1]
    make_home_feed(learner)
    response = client.get(f"/h/{link}/es/calendar/")
    assert response.headers["Location"] == f"/h/{link}/of/{learner.pk}/es/calendar/"


def test_a_household_s_calendar_may_tell_whose_by_initials(
    client: Client, siblings: Siblings
) -> None:
    home, *_ = siblings
    link, token = make_home_link(home)[1], make_home_feed(home)[1]
    page = client.get(f"/h/{link}/calendar/").content.decode()
    assert f'value="http://testserver/feeds/{token}.ics"' in page
    assert {f"/h/{link}/calendar/?initials=1", f"/h/{link}/"} <= set(read_links(page))
    marked = client.get(f"/h/{link}/calendar/?initials=1&tasks=0").content.decode()
    assert f'value="http://testserver/feeds/{token}.ics?tasks=0&amp;initials=1"' in marked
    assert f"/h/{link}/uk/calendar/?tasks=0&initials=1" in read_links(marked)


def test_a_household_s_day_leads_to_its_calendar(client: Client, siblings: Siblings) -> None:
    home, *_ = siblings
    day = f"/h/{make_home_link(home)[1]}/"
    before = client.get(day)
    assert "calendar/" not in before.content.decode()
    make_home_feed(home)
    after = client.get(f"{day}es/", headers={"if-none-match": before.headers["ETag"]})
    assert f'href="{day}es/calendar/"' in after.content.decode()
    kept = client.get(day, headers={"if-none-match": before.headers["ETag"]})
    assert kept.status_code == 200


def test_an_only_child_s_day_leads_to_the_household_s_calendar(
    client: Client, room: Classroom
) -> None:
    learner = make_learner(room)
    link = make_home_link(learner.household)[1]
    token = make_home_feed(learner.household)[1]
    day = f"/h/{link}/of/{learner.pk}/"
    assert f'href="{day}calendar/"' in client.get(day).content.decode()
    assert f"/feeds/{token}.ics" in client.get(f"{day}calendar/").content.decode()
    own = make_home_feed(learner)[1]
    assert f"/feeds/{own}.ics" in client.get(f"{day}calendar/").content.decode()


def test_a_calendar_s_page_names_no_child(client: Client, siblings: Siblings) -> None:
    home, juno, mika = siblings
    link = make_home_link(home)[1]
    for whose in siblings:
        make_home_feed(whose)
    pages = [
        client.get(f"/h/{link}/{path}calendar/?initials=1").content.decode()
        for path in ("", f"of/{juno.pk}/", f"of/{mika.pk}/")
    ]
    assert [name for page in pages for name in ("Juno", "Mika", home.label) if name in page] == []
    assert ["initials" in page for page in pages] == [True, True, True]
    assert ["With each child" in page for page in pages] == [True, False, False]


def test_a_learner_s_link_opens_no_sibling_s_calendar(client: Client, siblings: Siblings) -> None:
    home, juno, mika = siblings
    link = make_home_link(juno)[1]
    tokens = [make_home_feed(whose)[1] for whose in (home, mika)]
    assert client.get(f"/h/{link}/of/{mika.pk}/calendar/").status_code == 404
    own = client.get(f"/h/{link}/of/{juno.pk}/calendar/")
    assert own.status_code == 404
    assert "There is no calendar here" in own.content.decode()
    assert [token for token in tokens if token in own.content.decode()] == []


def test_a_link_that_ended_gives_no_calendar(client: Client, siblings: Siblings) -> None:
    home, juno, _ = siblings
    address, link = make_home_link(home)
    make_home_feed(home)
    make_home_feed(juno)
    type(address).objects.update(revoked_at=EIGHT)
    for path in ("", f"of/{juno.pk}/"):
        assert client.get(f"/h/{link}/{path}calendar/").status_code == 410


def test_a_calendar_that_ended_is_not_offered(client: Client, siblings: Siblings) -> None:
    home, juno, _ = siblings
    link = make_home_link(home)[1]
    make_home_feed(home)
    make_home_feed(juno)
    HomeFeed.objects.update(revoked_at=EIGHT)
    for path in ("", f"of/{juno.pk}/"):
        response = client.get(f"/h/{link}/{path}calendar/")
        assert response.status_code == 404
        assert f'href="/h/{link}/{path}"' in response.content.decode()
    assert "calendar/" not in client.get(f"/h/{link}/of/{juno.pk}/").content.decode()


def test_a_learner_in_no_class_has_no_calendar(client: Client, room: Classroom) -> None:
    learner = make_learner(room)
    link = make_home_link(learner)[1]
    make_home_feed(learner)
    learner.enrollments.all().delete()
    assert client.get(f"/h/{link}/calendar/").status_code == 404
