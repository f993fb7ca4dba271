"""What a week holds, counted from documents."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cadence.plan import (
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
)
from planner.meters import Face, Row, read_meters

MONDAY = dt.date(2026, 11, 16)
GROUPS = (PlannedGroup(id="a", name="Moons"), PlannedGroup(id="b", name="Suns"))


def make_day(*blocks: dict[str, Any], offset: int = 0, groups: Any = ()) -> PlannedDay:
    """A day with these blocks: live at nine for half an hour where nothing else is said."""
    room = PlannedClassroom(id="1", name="Maple", grades=("2",), groups=groups)
    usual = {"mode": "live", "title": "Math", "start": 540, "minutes": 30}
    return PlannedDay(
        classroom=room,
        date=MONDAY + dt.timedelta(days=offset),
        blocks=tuple(
            PlannedBlock.model_validate({"id": str(number), **usual, **block})
            for number, block in enumerate(blocks)
        ),
    )


def show(meter: str, *days: PlannedDay, group: str = "") -> tuple[Face, ...]:
    return {each.id: each for each in read_meters(days, group)}[meter].faces


TASK = {"mode": "async", "screen": "on", "start": None}


def test_subjects_count_live_time_school_and_own_time_but_no_breaks() -> None:
    day = make_day(
        {"subject": "math"},
        {"subject": "math", "mode": "in_person", "start": 600, "minutes": 60},
        {"subject": "art", **TASK},
        {"mode": "break", "start": 700},
        {**TASK, "minutes": 15},
    )
    rows = (
        Row("Math", "1 hour 30 minutes", 100),
        Row("Art", "30 minutes", 33),
        Row("no subject", "15 minutes", 17),
    )
    assert show("subjects", day) == (Face("", "2 subjects", rows),)


def test_the_offline_share_is_of_own_time_work_alone() -> None:
    day = make_day(
        {},
        {**TASK, "minutes": 60},
        {**TASK, "screen": "off", "minutes": 20},
        {**TASK, "screen": "either", "minutes": 20},
    )
    rows = (Row("without a device", "20 minutes", 20), Row("either way", "20 minutes", 20))
    assert show("offline", day) == (Face("", "20 % of own time is away from the screen", rows),)
    assert show("offline", make_day({})) == (Face("", "no own-time work yet"),)


def test_screen_minutes_stand_day_by_day_and_count_once_at_the_same_time() -> None:
    days = (make_day({}, {"start": 550}, {**TASK, "minutes": 20}), make_day({}, offset=1))
    rows = (Row("Monday", "1 hour", 100), Row("Tuesday", "30 minutes", 50))
    assert show("screen", *days) == (Face("", "1 hour 30 minutes on a screen", rows),)


def test_live_time_is_told_by_its_purposes() -> None:
    day = make_day(
        {"purpose": "community", "minutes": 10},
        {"purpose": "small_group", "start": 600},
        {"start": 700, "minutes": 20},
        {**TASK, "purpose": "executive_function", "minutes": 20},
    )
    rows = (
        Row("small group", "30 minutes", 100),
        Row("community", "10 minutes", 33),
        Row("not stated", "20 minutes", 67),
    )
    assert show("purposes", day) == (Face("", "1 hour live", rows),)
    assert show("executive", day) == (Face("", "20 minutes"),)


def test_tools_are_named_once_and_unlisted_ones_said_to_be() -> None:
    meet = PlannedTool(name="Meet", approved=True)
    other = PlannedTool(name="other.example", approved=False)
    day = make_day({"tool": meet}, {"tool": other, "start": 600}, {"tool": meet, "start": 700})
    rows = (Row("Meet", ""), Row("other.example", "not on the district's list"))
    assert show("tools", day) == (Face("", "2 tools", rows),)


def test_groups_are_told_apart_only_where_they_differ() -> None:
    day = make_day(
        {"groups": ("a",)},
        {"groups": ("b",), "start": 600, "minutes": 45},
        groups=GROUPS,
    )
    assert [(face.groups, face.words) for face in show("screen", day)] == [
        ("Moons", "30 minutes on a screen"),
        ("Suns", "45 minutes on a screen"),
    ]
    assert [face.groups for face in show("tools", day)] == [""]
    assert [(f.groups, f.words) for f in show("screen", day, group="b")] == [
        ("", "45 minutes on a screen")
    ]


def test_a_week_without_days_has_meters_without_faces() -> None:
    assert [meter.faces for meter in read_meters(())] == [()] * 6


@given(
    st.lists(
        st.tuples(st.sampled_from(["live", "in_person", "break"]), st.integers(0, 20)), max_size=12
    )
)
def test_every_bar_fits_and_the_fullest_is_full(spec: list[tuple[str, int]]) -> None:
    blocks = [{"mode": mode, "start": 480 + 5 * step} for mode, step in spec]
    for meter in read_meters((make_day(*blocks),)):
        for face in meter.faces:
            shares = [row.share for row in face.rows if row.share is not None]
            assert all(0 <= share <= 100 for share in shares)
            if meter.id == "purposes" and shares:
                assert max(shares) == 100


@pytest.mark.parametrize("meter", read_meters(()), ids=lambda meter: meter.id)
def test_every_meter_explains_itself(meter: Any) -> None:
    assert meter.explains.endswith(".")
    assert meter.title
