"""The five-minute grid: the classes that say where a block stands."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.cadence.plan import PlannedBlock, PlannedClassroom, PlannedDay, PlannedGroup
from planner.grids import Axis, assign_lanes, find_axis, order_blocks, place_on_grid


def make_block(name: str, start: int | None, minutes: int) -> PlannedBlock:
    return PlannedBlock(
        id=name, title=name, mode="async", screen="on", start=start, minutes=minutes
    )


def make_day(*blocks: PlannedBlock, groups: tuple[PlannedGroup, ...] = ()) -> PlannedDay:
    classroom = PlannedClassroom(id="maple", name="Maple", grades=("3",), groups=groups)
    return PlannedDay(
        classroom=classroom, date=dt.date(2026, 9, 8), opens=510, closes=885, blocks=blocks
    )


def test_a_block_says_its_start_and_its_length_in_five_minute_steps() -> None:
    assert place_on_grid([make_block("math", 570, 45)], 480) == {"math": "from-18 for-9"}


def test_short_blocks_say_that_they_are_short() -> None:
    blocks = [make_block("song", 480, 15), make_block("bell", 600, 5)]
    assert place_on_grid(blocks, 480) == {
        "song": "from-0 for-3 is-short",
        "bell": "from-24 for-1 is-short is-tiny",
    }


def test_blocks_that_touch_between_the_steps_do_not_overlap_on_the_grid() -> None:
    blocks = [make_block("first", 540, 33), make_block("second", 573, 32)]
    assert place_on_grid(blocks, 540) == {"first": "from-0 for-7", "second": "from-7 for-6"}


def test_blocks_at_the_same_time_stand_side_by_side() -> None:
    blocks = [make_block("a", 540, 60), make_block("b", 570, 60), make_block("c", 630, 30)]
    assert place_on_grid(blocks, 540) == {
        "a": "from-0 for-12 lane-1-of-2",
        "b": "from-6 for-12 lane-2-of-2",
        "c": "from-18 for-6",
    }


def test_a_group_keeps_its_side_of_the_column() -> None:
    groups = tuple(PlannedGroup(id=name, name=f"Group {name}") for name in "ab")
    lessons = [("b", 540, 60), ("a", 540, 30), ("a", 600, 30), ("b", 600, 30)]
    blocks = [
        make_block(f"{name}{start}", start, minutes).model_copy(update={"groups": (name,)})
        for name, start, minutes in lessons
    ]
    day = make_day(make_block("read", None, 20), *blocks, groups=groups)
    ordered = order_blocks(day)
    assert [block.id for block in ordered] == ["a540", "b540", "a600", "b600", "read"]
    places = place_on_grid(ordered, 540)
    assert {places[name].split()[2] for name in ("a540", "a600")} == {"lane-1-of-2"}
    assert {places[name].split()[2] for name in ("b540", "b600")} == {"lane-2-of-2"}


def test_more_blocks_than_lanes_lie_in_the_last_lane() -> None:
    places = place_on_grid([make_block(str(i), 540, 60) for i in range(8)], 540)
    assert [places[str(i)].split()[2] for i in (5, 6, 7)] == ["lane-6-of-6"] * 3


def test_tasks_without_a_time_have_no_place() -> None:
    assert place_on_grid([make_block("read", None, 20)], 480) == {}


def test_the_axis_holds_every_block_in_full_hours() -> None:
    days = [make_day(make_block("early", 470, 10)), make_day(make_block("late", 900, 65))]
    assert find_axis(days) == Axis(7 * 60, 17 * 60)


def test_an_axis_without_days_is_a_common_school_day() -> None:
    assert find_axis([]) == Axis(8 * 60, 15 * 60)


def test_the_axis_marks_its_hours() -> None:
    marks = [(mark.place, mark.label) for mark in Axis(480, 600).marks]
    assert marks == [("from-0", "8 am"), ("from-12", "9 am"), ("from-24", "10 am")]
    assert Axis(480, 600).length == "for-24"


SPANS = st.lists(
    st.tuples(st.integers(0, 280), st.integers(1, 40)).map(lambda pair: (pair[0], sum(pair)))
)


@given(SPANS)
def test_spans_in_one_lane_never_overlap(spans: list[tuple[int, int]]) -> None:
    ordered = sorted(spans)
    lanes = assign_lanes(ordered)
    assert all(lane < count for lane, count in lanes)
    for lane in {lane for lane, _ in lanes}:
        mine = [span for span, (own, _) in zip(ordered, lanes, strict=True) if own == lane]
        assert all(a[1] <= b[0] for a, b in pairwise(mine))
