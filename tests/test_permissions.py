"""Who may reach what: every address, for every kind of person, in one table."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from planner.models import Change, Classroom, User
from planner.services.publishing import preview_week, publish_week
from planner.services.trials import begin_trial
from tests.factories import (
    MONDAY,
    NOW,
    make_administrator,
    make_block,
    make_classroom,
    make_coordinator,
    make_district,
    make_family_link,
    make_feed_token,
    make_school,
    make_teacher,
    make_user,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db

SIGN_IN = 302
FINE, FORBIDDEN, INVISIBLE, NOT_THIS_WAY, UNFIT = 200, 403, 404, 405, 422
ELSEWHERE = 302
"""A redirect of a page that was reached (told from a redirect to the sign-in by its address)."""

PEOPLE = (
    "nobody",
    "stranger",
    "teacher",
    "other_teacher",
    "coordinator",
    "district_coordinator",
    "other_coordinator",
    "administrator",
    "other_administrator",
)


def only(seen: int, planned: int | None = None, overseen: int | None = None) -> dict[str, int]:
    """What each person gets at a page of one class: its planners, those who look on, the rest."""
    planned = seen if planned is None else planned
    overseen = seen if overseen is None else overseen
    return {
        "nobody": SIGN_IN,
        "stranger": INVISIBLE,
        "teacher": planned,
        "other_teacher": INVISIBLE,
        "coordinator": overseen,
        "district_coordinator": overseen,
        "other_coordinator": INVISIBLE,
        "administrator": planned,
        "other_administrator": INVISIBLE,
    }


def to_plan(answer: int) -> dict[str, int]:
    """A page that changes a class's plan: those who only look on are forbidden."""
    return only(answer, overseen=FORBIDDEN)


def to_oversee(answer: int) -> dict[str, int]:
    """A page about a school: its teachers do not know of it."""
    return {**only(answer), "teacher": INVISIBLE}


def to_read_policies(answer: int) -> dict[str, int]:
    """A page about a district's policies: every coordinator in it, and its administrators."""
    return {**to_oversee(answer), "other_coordinator": answer}


def to_govern(answer: int) -> dict[str, int]:
    """A page that changes policies: for those of the whole district."""
    school_only = {"coordinator": FORBIDDEN, "other_coordinator": FORBIDDEN}
    return {**to_read_policies(answer), **school_only}


EVERYBODY_SIGNED_IN = dict.fromkeys(PEOPLE, FINE) | {"nobody": SIGN_IN}
ANYBODY = dict.fromkeys(PEOPLE, FINE)

GET: dict[str, tuple[str, dict[str, int]]] = {
    "planner:start": ("/", EVERYBODY_SIGNED_IN),
    "planner:class": ("/classes/{room}/", only(ELSEWHERE)),
    "planner:week": ("/classes/{room}/weeks/{monday}/", only(FINE)),
    "planner:publish": ("/classes/{room}/weeks/{monday}/publish/", to_plan(FINE)),
    "planner:new_block": ("/classes/{room}/days/{monday}/new/", to_plan(FINE)),
    "planner:new_block_panel": ("/classes/{room}/days/{monday}/new/panel/", to_plan(FINE)),
    "planner:block": ("/blocks/{live}/", to_plan(FINE)),
    "planner:block_panel": ("/blocks/{live}/panel/", to_plan(FINE)),
    "planner:families": ("/classes/{room}/families/", to_plan(FINE)),
    "planner:board_now": ("/schools/{school}/board/", to_oversee(ELSEWHERE)),
    "planner:board": ("/schools/{school}/board/{monday}/", to_oversee(FINE)),
    "planner:board_table": ("/schools/{school}/board/{monday}/table/", to_oversee(FINE)),
    "planner:board_trend": ("/schools/{school}/board/{monday}/trend/", to_oversee(FINE)),
    "planner:board_trend_panel": (
        "/schools/{school}/board/{monday}/trend/panel/",
        to_oversee(FINE),
    ),
    "planner:board_csv": ("/schools/{school}/board/{monday}/board.csv", to_oversee(FINE)),
    "planner:board_day": (
        "/schools/{school}/board/{monday}/classes/{room}/{monday}/",
        to_oversee(FINE),
    ),
    "planner:board_day_panel": (
        "/schools/{school}/board/{monday}/classes/{room}/{monday}/panel/",
        to_oversee(FINE),
    ),
    "sessions_live:session": ("/blocks/{live}/session/", to_plan(FINE)),
    "async_tasks:task": ("/blocks/{task}/task/", to_plan(FINE)),
    "planner:family_home": ("/f/{link}/", ANYBODY),
    "planner:family_day": ("/f/{link}/{monday}/", ANYBODY),
    "planner:feed": ("/feeds/{feed}.ics", ANYBODY),
    "planner:policies": ("/districts/{district}/policies/", to_read_policies(FINE)),
    "planner:rejudging": ("/districts/{district}/judging/", to_read_policies(FINE)),
    "planner:policy": ("/districts/{district}/policies/aps/2020-08/", to_read_policies(FINE)),
    "planner:policy_file": (
        "/districts/{district}/policies/aps/2020-08/policy.toml",
        to_read_policies(FINE),
    ),
    "planner:import_policy": ("/districts/{district}/policies/import/", to_govern(FINE)),
    "planner:use_policy": ("/districts/{district}/policies/aps/2020-08/use/", to_govern(FINE)),
    "planner:end_use": ("/districts/{district}/uses/{use}/end/", to_govern(FINE)),
    "planner:trial": ("/districts/{district}/trials/{trial}/", to_govern(FINE)),
    "planner:trial_progress": ("/districts/{district}/trials/{trial}/progress/", to_govern(FINE)),
    "planner:trial_csv": ("/districts/{district}/trials/{trial}/changes.csv", to_govern(FINE)),
    "planner:pick_measure": ("/districts/{district}/trials/{trial}/measures/", to_govern(FINE)),
    "planner:new_rule": ("/districts/{district}/trials/{trial}/measures/runs/", to_govern(FINE)),
    "planner:rule": ("/districts/{district}/trials/{trial}/rules/live-minutes/", to_govern(FINE)),
    "planner:rule_panel": (
        "/districts/{district}/trials/{trial}/rules/live-minutes/panel/",
        to_govern(FINE),
    ),
    "planner:rule_line": (
        "/districts/{district}/trials/{trial}/rules/live-minutes/line/",
        to_govern(FINE),
    ),
    "planner:day_record": ("/classes/{room}/days/{monday}/record/", only(FINE)),
    "planner:measure": ("/help/measures/longest_run/", EVERYBODY_SIGNED_IN),
    "livez": ("/livez", ANYBODY),
    "readyz": ("/readyz", ANYBODY),
}

POST: dict[str, tuple[str, dict[str, int]]] = {
    "planner:quick_add": ("/classes/{room}/weeks/{monday}/quick-add/", to_plan(UNFIT)),
    "planner:publish": ("/classes/{room}/weeks/{monday}/publish/", to_plan(UNFIT)),
    "planner:new_block": ("/classes/{room}/days/{monday}/new/", to_plan(UNFIT)),
    "planner:block": ("/blocks/{live}/", to_plan(UNFIT)),
    "planner:move_block": ("/blocks/{live}/move/", to_plan(UNFIT)),
    "planner:remove_block": ("/blocks/{live}/remove/", to_plan(409)),
    "planner:undo": ("/changes/{change}/undo/", to_plan(ELSEWHERE)),
    "planner:replace_address": ("/classes/{room}/families/page/replace/", to_plan(ELSEWHERE)),
    "planner:revoke_address": ("/classes/{room}/families/page/revoke/", to_plan(ELSEWHERE)),
    "planner:label_address": ("/classes/{room}/families/page/label/", to_plan(UNFIT)),
    "sessions_live:session": ("/blocks/{live}/session/", to_plan(UNFIT)),
    "async_tasks:task": ("/blocks/{task}/task/", to_plan(UNFIT)),
    "planner:import_policy": ("/districts/{district}/policies/import/", to_govern(UNFIT)),
    "planner:adopt_policy": ("/districts/{district}/policies/adopt/", to_govern(INVISIBLE)),
    "planner:rejudge_now": ("/districts/{district}/judging/now/", to_govern(ELSEWHERE)),
    "planner:use_policy": ("/districts/{district}/policies/aps/2020-08/use/", to_govern(UNFIT)),
    "planner:end_use": ("/districts/{district}/uses/{use}/end/", to_govern(ELSEWHERE)),
    "planner:change_policy": (
        "/districts/{district}/policies/aps/2020-08/change/",
        to_govern(ELSEWHERE),
    ),
    "planner:run_trial": ("/districts/{district}/trials/{trial}/run/", to_govern(ELSEWHERE)),
    "planner:run_trial_here": (
        "/districts/{district}/trials/{trial}/run/here/",
        to_govern(ELSEWHERE),
    ),
    "planner:save_trial": ("/districts/{district}/trials/{trial}/save/", to_govern(UNFIT)),
    "planner:drop_trial": ("/districts/{district}/trials/{trial}/drop/", to_govern(ELSEWHERE)),
    "planner:new_rule": ("/districts/{district}/trials/{trial}/measures/runs/", to_govern(UNFIT)),
    "planner:rule": ("/districts/{district}/trials/{trial}/rules/live-minutes/", to_govern(UNFIT)),
    "planner:remove_rule": (
        "/districts/{district}/trials/{trial}/rules/live-minutes/remove/",
        to_govern(ELSEWHERE),
    ),
    "planner:put_rule_back": (
        "/districts/{district}/trials/{trial}/rules/live-minutes/put-back/",
        to_govern(ELSEWHERE),
    ),
}


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
        "school": school.pk,
        "monday": MONDAY,
        "live": live.pk,
        "task": task.pk,
        "change": Change.objects.earliest("pk").pk,
        "link": make_family_link(room)[1],
        "feed": make_feed_token(room)[1],
    }
    assert elsewhere.pk != school.pk
    return World(people, names)


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
    if user is None and answer.status_code == 302 and not address.startswith("/f/"):
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
        ):
            assert ask(world, "administrator", "GET", address) < 500, address
