"""Who may reach what: every address, for every kind of person, in one table."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from planner.models import Change, Classroom, User
from planner.services.publishing import preview_week, publish_week
from planner.services.templates import keep_template, skeleton_of
from planner.services.trials import begin_trial
from tests.addresses import GET, INVISIBLE, PEOPLE, POST
from tests.factories import (
    MONDAY,
    NOW,
    make_administrator,
    make_block,
    make_classroom,
    make_closure,
    make_coordinator,
    make_district,
    make_family_link,
    make_feed_token,
    make_home_feed,
    make_home_link,
    make_learner,
    make_message,
    make_school,
    make_teacher,
    make_user,
    make_waiver,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    """One class among others, everybody who may or may not reach it, and what addresses name."""

    people: dict[str, User | None]
    names: dict[str, object]


@pytest.fixture
def world() -> World:
    room = make_classroom()
    school, elsewhere = room.school, make_school()
    live = make_block(room)
    task = make_block(room, mode="async", start=None, screen="off", title="Reading")
    publish(room)
    people: dict[str, User | None] = {
        "nobody": None,
        "stranger": make_user(),
        "teacher": make_teacher(room),
        "other_teacher": make_teacher(make_classroom(school)),
        "coordinator": make_coordinator(school),
        "district_coordinator": make_coordinator(school.district),
        "other_coordinator": make_coordinator(make_school(school.district)),
        "administrator": make_administrator(school.district),
        "other_administrator": make_administrator(make_district()),
    }
    use = put_policy_in_force(school.district)
    governor = people["district_coordinator"]
    assert governor is not None
    names = {
        "district": school.district_id,
        "use": use.pk,
        "trial": begin_trial(by=governor, policy=use.policy, now=NOW).pk,
        "room": room.pk,
        "closure": make_closure(school, MONDAY + dt.timedelta(days=60)).pk,
        "template": keep_template(
            by=governor, school=school, name="Ours", week=skeleton_of(room, MONDAY), now=NOW
        ).pk,
        "school": school.pk,
        "monday": MONDAY,
        "live": live.pk,
        "task": task.pk,
        "change": Change.objects.earliest("pk").pk,
        "link": make_family_link(room)[1],
        "feed": make_feed_token(room)[1],
        "waiver": make_waiver(room).pk,
        **name_home(room),
    }
    assert elsewhere.pk != school.pk
    return World(people, names)


def name_home(room: Classroom) -> dict[str, object]:
    """A learner of the class, and the link of the household; both have a calendar."""
    learner = make_learner(room)
    for whose in (learner, learner.household):
        make_home_feed(whose)
    return {
        "learner": learner.pk,
        "household": learner.household_id,
        "home": make_home_link(learner.household)[1],
        "message": make_message(learner, room).pk,
    }


def publish(room: Classroom) -> None:
    versions = preview_week(room, MONDAY).versions
    publish_week(
        by=None, classroom=room, monday=MONDAY, versions=versions, confirm_clash=False, now=NOW
    )


def ask(world: World, person: str, method: str, address: str) -> int:
    """The status that a person gets, with a page of the sign-in told apart by its address."""
    client = Client(raise_request_exception=False)
    user = world.people[person]
    if user is not None:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    answer = client.generic(method, address.format(**world.names))
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    if user is None and answer.status_code == 302 and not address.startswith(("/f/", "/h/")):
        assert to_sign_in
    else:
        assert not to_sign_in
    return answer.status_code


@pytest.mark.parametrize("name", GET)
def test_each_page_opens_for_those_who_may_see_it(world: World, name: str) -> None:
    address, expected = GET[name]
    assert {person: ask(world, person, "GET", address) for person in PEOPLE} == expected


@pytest.mark.parametrize("name", POST)
def test_each_change_is_taken_from_those_who_may_make_it(world: World, name: str) -> None:
    address, expected = POST[name]
    found = {}
    for person in PEOPLE:
        with transaction.atomic():
            found[person] = ask(world, person, "POST", address)
            transaction.set_rollback(True)
    assert found == expected


def test_no_address_of_ours_is_missing_from_the_table() -> None:
    ours = {
        f"{space}{pattern.name}"
        for space, pattern in list_addresses(get_resolver().url_patterns)
        if space in {"planner:", "sessions_live:", "async_tasks:", ""}
    }
    assert ours - set(GET) - set(POST) == set()


def list_addresses(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.append((space, pattern))
        elif pattern.app_name not in {"admin"} and "accounts" not in str(pattern.pattern):
            inner = f"{pattern.app_name}:" if pattern.app_name else space
            found += list_addresses(pattern.url_patterns, inner)
    return found


@pytest.mark.parametrize("date", ["2026-13-01", "2026-02-30", "yesterday"])
def test_a_date_that_is_none_is_no_address(world: World, date: str) -> None:
    room, link = world.names["room"], world.names["link"]
    for address in (f"/classes/{room}/weeks/{date}/", f"/f/{link}/{date}/"):
        assert ask(world, "teacher", "GET", address) == INVISIBLE


def test_far_away_dates_are_answered_too(world: World) -> None:
    for date in (dt.date.min, dt.date.max, dt.date(9999, 12, 27), dt.date(1, 1, 1)):
        for address in (
            f"/classes/{{room}}/weeks/{date}/",
            f"/f/{{link}}/{date}/",
            f"/schools/{{school}}/board/{date}/",
            f"/classes/{{room}}/days/{date}/new/",
            f"/classes/{{room}}/weeks/{date}/publish/",
            f"/classes/{{room}}/weeks/{date}/parity/",
            f"/classes/{{room}}/weeks/{date}/blocks/",
            f"/classes/{{room}}/weeks/{date}/flip-flop/",
        ):
            assert ask(world, "administrator", "GET", address) < 500, address
