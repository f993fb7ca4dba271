"""Closing days and opening them again."""

import datetime as dt

import pytest

from planner.calendars import events_from_json
from planner.models import Classroom, Closure, SchoolDay, SchoolYear, Snapshot, Stage, Verdict
from planner.services.closures import declare_closure, keep_closure, lift_closure
from planner.services.publishing import preview_week, publish_week
from planner.services.rejudging import do_rejudging
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_closure, make_school

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
LATER = NOW + dt.timedelta(hours=1)


def make_published(classroom: Classroom | None = None) -> Classroom:
    """A class with a block published on Monday and one on Tuesday."""
    room = classroom or make_classroom()
    for date in (MONDAY, TUESDAY):
        make_block(room, date)
    publish_week(
        by=None,
        classroom=room,
        monday=MONDAY,
        versions=preview_week(room, MONDAY).versions,
        confirm_clash=False,
        now=NOW,
    )
    return Classroom.objects.get(pk=room.pk)


def read_statuses(classroom: Classroom) -> list[tuple[str, int]]:
    """Status and sequence of the kept events, by date."""
    texts = Snapshot.objects.filter(shown_for__classroom=classroom).order_by("shown_for__date")
    events = [event for snapshot in texts for event in events_from_json(snapshot.events)]
    return [(event.status, event.sequence) for event in events]


def judged_dates(stage: Stage) -> set[dt.date]:
    return set(Verdict.objects.filter(stage=stage, window="day").values_list("date", flat=True))


def test_a_closure_is_told_once_and_judged_at_once() -> None:
    room = make_published()
    closure = make_closure(room.school, TUESDAY, now=LATER)
    keep_closure(closure, now=LATER + dt.timedelta(hours=1))
    told = Classroom.objects.get(pk=room.pk)
    assert read_statuses(room) == [("confirmed", 0), ("cancelled", 1)]
    assert (told.published_version, told.published_at) == (room.published_version + 1, LATER)
    assert judged_dates(Stage.PUBLISHED) == {MONDAY}
    assert TUESDAY not in judged_dates(Stage.DRAFT)


def test_where_a_closure_touches_much_calendars_hear_at_once_and_a_worker_judges(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planner.services.rejudging.LITTLE", 0)
    room = make_published()
    closure = Closure(
        school_year=SchoolYear.objects.get(), starts_on=TUESDAY, ends_on=TUESDAY, reason="Snow"
    )
    [work] = keep_closure(closure, now=LATER)
    assert read_statuses(room) == [("confirmed", 0), ("cancelled", 1)]
    assert (work.state, work.total, work.last) == ("waiting", 1, TUESDAY)
    assert judged_dates(Stage.PUBLISHED) == {MONDAY, TUESDAY}
    assert do_rejudging(work, lambda: LATER)
    assert judged_dates(Stage.PUBLISHED) == {MONDAY}


def test_a_closure_moved_by_a_day_opens_the_day_that_it_left() -> None:
    room = make_published()
    closure = make_closure(room.school, TUESDAY, now=LATER)
    closure.starts_on = closure.ends_on = MONDAY
    keep_closure(closure, now=LATER)
    assert read_statuses(room) == [("cancelled", 1), ("confirmed", 2)]
    assert judged_dates(Stage.PUBLISHED) == {TUESDAY}


def test_a_day_that_another_closure_holds_stays_closed() -> None:
    room = make_published()
    first = make_closure(room.school, TUESDAY, "Snow", now=LATER)
    make_closure(room.school, TUESDAY, "Ice", now=LATER)
    lift_closure(first, now=LATER)
    assert read_statuses(room) == [("confirmed", 0), ("cancelled", 1)]


def test_a_schools_closure_leaves_the_other_schools_alone() -> None:
    room = make_published()
    other = make_published(make_classroom(make_school(room.school.district)))
    make_closure(room.school, MONDAY, now=LATER)
    assert read_statuses(other) == [("confirmed", 0), ("confirmed", 0)]
    assert Classroom.objects.get(pk=other.pk).published_version == other.published_version


def test_a_closure_until_the_end_of_time_is_only_long() -> None:
    room = make_published()
    closure = declare_closure(
        school_year=room.school.district.school_years.get(),
        school=None,
        starts_on=dt.date.min,
        ends_on=dt.date.max,
        reason="Closed for good",
        now=LATER,
    )
    assert read_statuses(room) == [("cancelled", 1), ("cancelled", 1)]
    lift_closure(closure, now=LATER)
    assert read_statuses(room) == [("confirmed", 2), ("confirmed", 2)]
    assert (Closure.objects.count(), SchoolDay.objects.count()) == (0, 2)
