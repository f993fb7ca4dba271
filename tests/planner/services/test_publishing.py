"""Publishing: what changes for families, frozen day by day, and never by surprise."""

import datetime as dt
import json

import pytest

from planner.models import Classroom, SchoolDay, Snapshot, Stage, Verdict
from planner.services.blocks import change_block, remove_block
from planner.services.publishing import (
    ClashUnconfirmed,
    StaleWeek,
    preview_week,
    publish_week,
)
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)


def publish(room: Classroom, *, confirm_clash: bool = False, now: dt.datetime = NOW) -> None:
    versions = preview_week(room, MONDAY).versions
    publish_week(
        by=None,
        classroom=room,
        monday=MONDAY,
        versions=versions,
        confirm_clash=confirm_clash,
        now=now,
    )


def titles_seen(date: dt.date = TUESDAY) -> list[str]:
    """The titles that families see on a date."""
    day = SchoolDay.objects.select_related("published").get(date=date)
    return [] if day.published is None else [block.title for block in day.published.plan.blocks]


def test_a_published_day_is_one_document_that_later_drafts_leave_alone() -> None:
    room = make_classroom()
    block = make_block(room, TUESDAY)
    publish(room)
    change_block(by=None, block=block, version=1, fields={"title": "Secret draft"}, now=NOW)
    assert titles_seen() == ["Math"]
    assert json.loads(Snapshot.objects.get().document)["schema"] == 1


def test_only_days_that_differ_are_published_again() -> None:
    room = make_classroom()
    make_block(room, MONDAY)
    make_block(room, TUESDAY)
    publish(room)
    make_block(room, TUESDAY, title="Art", start=780)
    publish(room)
    numbers = Snapshot.objects.order_by("day__date", "number").values_list("day__date", "number")
    assert list(numbers) == [(MONDAY, 1), (TUESDAY, 1), (TUESDAY, 2)]


def test_publishing_without_a_change_publishes_nothing() -> None:
    room = make_classroom()
    make_block(room, TUESDAY)
    publish(room)
    publish(room)
    room.refresh_from_db()
    assert (Snapshot.objects.count(), room.published_version) == (1, 1)


def test_an_emptied_day_is_published_empty_and_a_blank_one_not_at_all() -> None:
    room = make_classroom()
    block = make_block(room, TUESDAY)
    publish(room)
    remove_block(by=None, block=block, version=1, now=NOW)
    publish(room)
    assert titles_seen() == []
    assert Snapshot.objects.count() == 2


def test_a_closed_day_is_not_published() -> None:
    room = make_classroom()
    make_block(room, TUESDAY)
    make_closure(room.school, TUESDAY)
    publish(room)
    assert not Snapshot.objects.exists()


def test_what_changed_since_the_preview_is_not_published() -> None:
    room = make_classroom()
    make_block(room, TUESDAY)
    versions = preview_week(room, MONDAY).versions
    make_block(room, TUESDAY, title="Art", start=780)
    with pytest.raises(StaleWeek):
        publish_week(
            by=None,
            classroom=room,
            monday=MONDAY,
            versions=versions,
            confirm_clash=False,
            now=NOW,
        )
    assert not Snapshot.objects.exists()


def test_a_clash_needs_a_second_confirmation() -> None:
    room = make_classroom()
    make_block(room, TUESDAY)
    make_block(room, TUESDAY, title="Art", start=9 * 60 + 15)
    with pytest.raises(ClashUnconfirmed) as caught:
        publish(room)
    assert len(caught.value.clashes) == 1
    assert not Snapshot.objects.exists()
    publish(room, confirm_clash=True)
    assert titles_seen() == ["Math", "Art"]


def test_a_broken_must_does_not_block_publishing_and_is_kept_with_what_was_published() -> None:
    room = make_classroom()
    put_policy_in_force(room.school.district)
    block = make_block(room, TUESDAY, minutes=75)
    make_block(room, TUESDAY, start=780, minutes=60)
    publish(room)
    change_block(by=None, block=block, version=1, fields={"minutes": 90}, now=NOW)
    stages = dict(
        Verdict.objects.filter(date=TUESDAY, window="day").values_list("stage", "musts_broken")
    )
    assert stages == {Stage.PUBLISHED: 1, Stage.DRAFT: 0}


def test_the_preview_tells_what_families_will_see_change() -> None:
    room = make_classroom()
    block = make_block(room, TUESDAY)
    gone = make_block(room, TUESDAY, title="Art", start=780)
    publish(room)
    change_block(by=None, block=block, version=1, fields={"start": 620}, now=NOW)
    remove_block(by=None, block=gone, version=1, now=NOW)
    make_block(room, TUESDAY, title="Music", start=840)
    told = [difference.text for difference in preview_week(room, MONDAY).days[1].differences]
    assert told == [
        "Math: 9:00 to 9:30 am becomes 10:20 to 10:50 am",
        "Music: new, 2:00 to 2:30 pm",
        "Art: no longer on this day (1:00 to 1:30 pm)",
    ]


def test_a_moved_block_keeps_its_place_in_calendars() -> None:
    room = make_classroom()
    block = make_block(room, TUESDAY)
    publish(room)
    change_block(by=None, block=block, version=1, fields={"start": 620}, now=NOW)
    publish(room, now=NOW + dt.timedelta(hours=1))
    events = [json.loads(text) for text in Snapshot.objects.values_list("events", flat=True)]
    uids = {event["uid"] for day in events for event in day}
    sequences = sorted(event["sequence"] for day in events for event in day)
    assert (len(uids), sequences) == (1, [0, 1])
