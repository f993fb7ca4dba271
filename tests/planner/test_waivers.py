"""The pages by which a coordinator waives rules, and where what is waived is shown."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planner.models import Classroom, Rejudging, School, Verdict, Waiver
from planner.services.waivers import revoke_waiver
from tests.factories import (
    MONDAY,
    NOW,
    make_coordinator,
    make_family_link,
    make_teacher,
    make_user,
    make_waiver,
)
from tests.planner.boards import TUESDAY, add_day, make_board_school, make_published

pytestmark = pytest.mark.django_db
SUNDAY = MONDAY + dt.timedelta(days=6)
TYPED = {"place": "class", "span": "found", "reason": "A burst pipe."}


@pytest.fixture
def school() -> School:
    return make_board_school(name="Elm School")


@pytest.fixture
def room(school: School) -> Classroom:
    return make_published(school, "Cedar", live=30)


@pytest.fixture
def coordinator(client: Client, school: School) -> Client:
    client.force_login(
        make_coordinator(school, name="Ana Ruiz"), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def address(room: Classroom, rule: str = "live", last: dt.date = MONDAY) -> str:
    return f"/classes/{room.pk}/waive/{MONDAY}/{last}/house/{rule}/"


def test_a_finding_on_the_board_is_waived_for_its_day(coordinator: Client, room: Classroom) -> None:
    board_day = f"/schools/{room.school_id}/board/{MONDAY}/classes/{room.pk}/{MONDAY}/"
    assert f'href="{address(room)}?back=board"' in coordinator.get(board_day).content.decode()
    answer = coordinator.post(address(room), {**TYPED, "back": "board"}, follow=True)
    assert answer.redirect_chain == [(board_day, 302)]
    text = answer.content.decode()
    assert "A burst pipe." in text
    assert "<bdi>Ana Ruiz</bdi>, until 16 November 2026." in text
    assert "Waive…" not in text
    assert [(each.since, each.until) for each in Waiver.objects.all()] == [(MONDAY, MONDAY)]


def test_a_finding_in_the_week_is_waived_for_the_week_of_the_school(
    coordinator: Client, room: Classroom
) -> None:
    typed = {**TYPED, "place": "school", "span": "week"}
    answer = coordinator.post(address(room), typed)
    assert answer["Location"] == f"/classes/{room.pk}/weeks/{MONDAY}/"
    waiver = Waiver.objects.get()
    assert (waiver.place, waiver.since, waiver.until) == (room.school, MONDAY, SUNDAY)


def test_dates_of_ones_own_are_asked_for_and_checked(coordinator: Client, room: Classroom) -> None:
    def send(**dates: str) -> dict[str, list[str]]:
        answer = coordinator.post(address(room), {**TYPED, "span": "dates", **dates})
        assert answer.status_code == 422
        return dict(answer.context["form"].errors)

    assert send() == {"since": ["Say which day."], "until": ["Say which day."]}
    assert send(since="2026-11-20", until="2026-11-19") == {
        "until": ["It would end before it begins."]
    }
    assert send(since="2026-11-20", until="2028-11-20") == {
        "until": ["A waiver is for a year at the most."]
    }
    assert send(since="2026-11-20", until="20262-11-20") == {"until": ["Enter a valid date."]}
    assert send(since="0001-01-01", until="0001-01-02") == {"since": ["That year is too far away."]}
    assert not Waiver.objects.exists()


def test_fields_for_other_dates_do_not_matter_where_the_day_was_chosen(
    coordinator: Client, room: Classroom
) -> None:
    coordinator.post(address(room), {**TYPED, "since": "nonsense", "until": "2026-01-01"})
    assert Waiver.objects.get().since == MONDAY


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("reason", "   ", "This field is required."),
        ("reason", "x" * 301, "Ensure this value has at most 300 characters (it has 301)."),
        (
            "place",
            "district",
            "Select a valid choice. district is not one of the available choices.",
        ),
        ("span", "", "This field is required."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    coordinator: Client, room: Classroom, field: str, value: str, told: str
) -> None:
    answer = coordinator.post(address(room), {**TYPED, field: value})
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [told])


def test_a_rule_about_the_week_is_not_waived_for_a_part_of_it(
    coordinator: Client, room: Classroom
) -> None:
    page = address(room, "week", SUNDAY)
    typed = {**TYPED, "span": "dates", "since": "2026-11-16", "until": "2026-11-18"}
    answer = coordinator.post(page, typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["until"])
    spans = [value for value, _ in answer.context["form"].fields["span"].choices]
    assert spans == ["found", "dates"]
    assert coordinator.post(page, TYPED).status_code == 302


def test_the_same_is_not_waived_twice(coordinator: Client, room: Classroom) -> None:
    make_waiver(room.school, until=SUNDAY)
    answer = coordinator.post(address(room), TYPED)
    told = ["It is waived there already: 16 November to 22 November."]
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, told)


def test_a_waiver_of_the_class_leaves_room_for_one_of_the_school(
    coordinator: Client, room: Classroom
) -> None:
    make_waiver(room)
    assert coordinator.post(address(room), {**TYPED, "place": "school"}).status_code == 302


@pytest.mark.parametrize(
    "wrong", ["house/consent", "house/nothing", "nothing/live", "always/clash"]
)
def test_only_a_checked_rule_that_is_asked_can_be_waived(
    coordinator: Client, room: Classroom, wrong: str
) -> None:
    page = f"/classes/{room.pk}/waive/{MONDAY}/{MONDAY}/{wrong}/"
    assert coordinator.get(page).status_code == 404


def test_dates_that_no_finding_has_are_no_address(coordinator: Client, room: Classroom) -> None:
    for first, last in ((SUNDAY, MONDAY), (MONDAY, MONDAY + dt.timedelta(days=500))):
        page = f"/classes/{room.pk}/waive/{first}/{last}/house/live/"
        assert coordinator.get(page).status_code == 404


def test_with_htmx_the_form_stands_beside_the_page(coordinator: Client, room: Classroom) -> None:
    panel = coordinator.get(f"{address(room)}panel/?back=board").content.decode()
    assert '<dialog class="side" data-opens' in panel
    assert '<input type="hidden" name="back" value="board">' in panel
    wrong = coordinator.post(address(room), {**TYPED, "reason": ""}, headers={"HX-Request": "true"})
    assert (wrong.status_code, b"<dialog" in wrong.content) == (422, True)
    right = coordinator.post(address(room), TYPED, headers={"HX-Request": "true"})
    assert right["HX-Redirect"] == f"/classes/{room.pk}/weeks/{MONDAY}/"


def test_teachers_read_what_is_waived_and_are_offered_no_waiver(
    client: Client, room: Classroom
) -> None:
    make_waiver(room)
    add_day(room, TUESDAY, live=30)
    client.force_login(make_teacher(room), "django.contrib.auth.backends.ModelBackend")
    text = client.get(f"/classes/{room.pk}/weeks/{MONDAY}/").content.decode()
    assert "A burst pipe." in text
    assert "Kept, 1 rule waived" in text
    assert "/waive/" not in text


def test_families_read_nothing_of_it(client: Client, room: Classroom) -> None:
    make_waiver(room)
    _, token = make_family_link(room)
    assert "burst pipe" not in client.get(f"/f/{token}/{MONDAY}/").content.decode()


def test_the_record_names_the_waiver_and_its_end(coordinator: Client, room: Classroom) -> None:
    waiver = make_waiver(room)
    page = f"/classes/{room.pk}/days/{MONDAY}/record/"
    assert "A burst pipe." in coordinator.get(page).content.decode()
    revoke_waiver(by=make_user(), waiver=waiver, revoked_from=MONDAY, reason="It held.", now=NOW)
    text = coordinator.get(page).content.decode()
    assert ("A burst pipe." in text, "It held." in text) == (True, True)


def test_the_list_tells_waivers_by_how_they_stand(
    coordinator: Client, school: School, room: Classroom
) -> None:
    today = school.local_now(timezone.now()).date()
    days = {"now": 0, "coming": 3, "ended": -3}
    made = {
        name: make_waiver(
            room, since=today + dt.timedelta(days=n), until=today + dt.timedelta(days=n)
        )
        for name, n in days.items()
    }
    made["revoked"] = make_waiver(school, since=today, until=today)
    revoke_waiver(by=make_user(), waiver=made["revoked"], revoked_from=today, reason="No.", now=NOW)
    page = f"/schools/{school.pk}/waivers/"
    lines = coordinator.get(page).context["lines"]
    assert [(line.standing, line.waiver) for line in lines] == [
        (name, made[name]) for name in ("now", "coming", "ended", "revoked")
    ]
    only = coordinator.get(f"{page}?standing=coming").context["lines"]
    assert [line.waiver for line in only] == [made["coming"]]
    mine = coordinator.get(f"{page}?classroom={room.pk}").context["lines"]
    assert made["revoked"] not in [line.waiver for line in mine]
    assert coordinator.get(f"{page}?classroom=²&standing=x").status_code == 200


def test_the_spreadsheet_holds_every_waiver_and_no_formula(
    coordinator: Client, school: School, room: Classroom
) -> None:
    make_waiver(room, reason="=HYPERLINK()")
    answer = coordinator.get(f"/schools/{school.pk}/waivers/waivers.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Cedar,2026-11-16,2026-11-16" in lines[1]
    assert "'=HYPERLINK()" in lines[1]
    assert answer["Content-Disposition"] == 'attachment; filename="elm-school-waivers.csv"'


def test_more_waivers_take_no_more_queries(
    coordinator: Client, school: School, room: Classroom
) -> None:
    counts = []
    for _ in range(2):
        make_waiver(room)
        make_waiver(school)
        for page in (f"/schools/{school.pk}/waivers/", f"/classes/{room.pk}/weeks/{MONDAY}/"):
            with CaptureQueriesContext(connection) as queries:
                coordinator.get(page)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_a_waiver_is_revoked_with_a_reason(coordinator: Client, room: Classroom) -> None:
    waiver = make_waiver(room, until=SUNDAY)
    page = f"/waivers/{waiver.pk}/revoke/"
    empty = coordinator.post(page, {"revoked_from": "2026-11-25", "reason": ""})
    assert (empty.status_code, sorted(empty.context["form"].errors)) == (
        422,
        ["reason", "revoked_from"],
    )
    coordinator.post(page, {"revoked_from": "2026-11-16", "reason": "It is repaired."})
    waiver.refresh_from_db()
    assert (waiver.revoked_from, waiver.revoked_because) == (MONDAY, "It is repaired.")
    assert Verdict.objects.get(stage="published", window="day").musts_broken == 1


def test_who_revokes_too_late_is_told_so(coordinator: Client, room: Classroom) -> None:
    waiver = make_waiver(room)
    revoke_waiver(by=make_user(), waiver=waiver, revoked_from=MONDAY, reason="First.", now=NOW)
    page = f"/waivers/{waiver.pk}/revoke/"
    late = coordinator.post(page, {"revoked_from": "2026-11-16", "reason": "Second."})
    assert (late.status_code, "First." in late.content.decode()) == (409, True)
    assert "It is revoked already." in coordinator.get(page).content.decode()


def test_a_school_coordinator_finishes_the_judging_that_nobody_takes_up(
    coordinator: Client, school: School, room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.services.rejudging.LITTLE", 0)
    coordinator.post(address(room), {**TYPED, "place": "school"})
    assert Verdict.objects.get(stage="published", window="day").musts_broken == 1
    Rejudging.objects.update(moved_at=NOW - dt.timedelta(days=9))
    page = coordinator.get(f"/schools/{school.pk}/waivers/").content.decode()
    here = f"/districts/{school.district_id}/judging/now/"
    assert f'action="{here}"' in page
    coordinator.post(here)
    assert Verdict.objects.get(stage="published", window="day").musts_broken == 0
