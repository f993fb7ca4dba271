"""Siblings on too few devices: when, and what can move. Pure values, many of them made up."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cadence.plan import DAY_MINUTES, PlannedBlock
from planner.families.devices import (
    ChildDay,
    DeviceClash,
    Move,
    count_devices,
    find_device_clashes,
    find_moves,
    list_uses,
)
from tests.factories import MONDAY

ANA, BEN, CLEO = 1, 2, 3


def block(name: str, start: int | None, minutes: int = 30, **fields: Any) -> PlannedBlock:
    return PlannedBlock(
        **{"id": name, "mode": "live", "title": name, "start": start, "minutes": minutes, **fields}
    )


def task(name: str, start: int | None, minutes: int = 30, **fields: Any) -> PlannedBlock:
    return block(name, start, minutes, **{"mode": "async", "screen": "on", **fields})


def day(learner: int, *blocks: PlannedBlock) -> ChildDay:
    return ChildDay(learner, MONDAY, blocks)


def tell(clashes: tuple[DeviceClash, ...]) -> list[tuple[int, int, list[str]]]:
    return [(each.start, each.end, [use.block.id for use in each.uses]) for each in clashes]


def tell_moves(moves: tuple[Move, ...]) -> list[tuple[str, int, int | None]]:
    return [(move.use.block.id, move.since, move.until) for move in moves]


def test_two_live_sessions_at_once_are_one_device_too_many() -> None:
    days = [day(ANA, block("math", 540)), day(BEN, block("art", 550))]
    assert tell(find_device_clashes(days, 1)) == [(550, 570, ["math", "art"])]
    assert find_device_clashes(days, 2) == ()


def test_sessions_that_only_touch_share_a_device() -> None:
    days = [day(ANA, block("math", 540)), day(BEN, block("art", 570))]
    assert find_device_clashes(days, 1) == ()


@pytest.mark.parametrize(
    "other",
    [
        block("lunch", 540, mode="break"),
        block("gym", 540, mode="in_person"),
        task("paper", 540, screen="off"),
        task("book", 540, screen="either"),
        task("whenever", None),
    ],
    ids=lambda each: each.id,
)
def test_what_needs_no_device_at_a_set_time_takes_none(other: PlannedBlock) -> None:
    days = [day(ANA, block("math", 540)), day(BEN, other)]
    assert find_device_clashes(days, 1) == ()


def test_siblings_in_the_same_live_session_sit_before_one_device() -> None:
    together = block("assembly", 540)
    assert find_device_clashes([day(ANA, together), day(BEN, together)], 1) == ()
    alone = task("quiz", 540)
    assert len(find_device_clashes([day(ANA, alone), day(BEN, alone)], 1)) == 1


def test_a_learner_with_two_blocks_at_once_needs_one_device() -> None:
    assert find_device_clashes([day(ANA, block("math", 540), block("art", 540))], 1) == ()


def test_without_a_device_every_live_session_is_one_too_many() -> None:
    assert tell(find_device_clashes([day(ANA, block("math", 540))], 0)) == [(540, 570, ["math"])]


def test_a_third_child_makes_a_stretch_of_its_own() -> None:
    days = [
        day(ANA, block("a", 540, 60)),
        day(BEN, block("b", 540, 60)),
        day(CLEO, block("c", 560)),
    ]
    found = find_device_clashes(days, 1)
    assert tell(found) == [
        (540, 560, ["a", "b"]),
        (560, 590, ["a", "b", "c"]),
        (590, 600, ["a", "b"]),
    ]
    assert [clash.needed for clash in found] == [2, 3, 2]


def test_a_task_can_be_done_at_any_time_after_the_session() -> None:
    days = [day(ANA, task("reading", 600)), day(BEN, block("math", 600))]
    [clash] = find_device_clashes(days, 1)
    assert tell_moves(find_moves(clash, days, 1)) == [("reading", 630, None)]


def test_a_task_goes_where_its_learner_has_nothing_else() -> None:
    days = [
        day(ANA, task("reading", 600), block("lunch", 630, mode="break"), block("music", 720)),
        day(BEN, block("math", 600)),
    ]
    [clash] = find_device_clashes(days, 1)
    assert tell_moves(find_moves(clash, days, 1)) == [("reading", 660, 720)]


def test_a_stretch_too_short_for_the_task_is_passed_over() -> None:
    days = [day(ANA, task("reading", 600)), day(BEN, block("math", 600), block("art", 650))]
    clash = find_device_clashes(days, 1)[0]
    assert tell_moves(find_moves(clash, days, 1)) == [("reading", 680, None)]


def test_a_task_has_to_be_done_by_the_time_it_is_due() -> None:
    def move(due: dt.datetime) -> list[tuple[str, int, int | None]]:
        days = [day(ANA, task("reading", 600, due=due)), day(BEN, block("math", 600))]
        [clash] = find_device_clashes(days, 1)
        return tell_moves(find_moves(clash, days, 1))

    noon = dt.datetime.combine(MONDAY, dt.time(12))
    assert move(noon) == [("reading", 630, 720)]
    assert move(noon.replace(hour=10, minute=45)) == []
    assert move(noon + dt.timedelta(days=1)) == [("reading", 630, None)]
    assert move(noon - dt.timedelta(days=1)) == []


def test_live_sessions_never_move() -> None:
    days = [day(ANA, block("math", 600)), day(BEN, block("art", 600))]
    [clash] = find_device_clashes(days, 1)
    assert find_moves(clash, days, 1) == ()


def test_nothing_moves_where_there_is_no_device() -> None:
    days = [day(ANA, task("reading", 600))]
    [clash] = find_device_clashes(days, 0)
    assert find_moves(clash, days, 0) == ()


@st.composite
def households(draw: st.DrawFn) -> list[ChildDay]:
    """Up to four children with up to five blocks each, on a coarse clock so that they collide."""
    made = []
    for learner in range(draw(st.integers(1, 4))):
        blocks = []
        for number in range(draw(st.integers(0, 5))):
            make = draw(st.sampled_from([block, task]))
            start = draw(st.integers(40, 60)) * 15
            name = f"{learner}-{number}"
            shared = make is block and draw(st.booleans()) and number == 0
            if shared:
                name, start, minutes = "shared", 720, 30
            else:
                minutes = draw(st.integers(1, 6)) * 15
            blocks.append(make(name, start, minutes))
        made.append(ChildDay(learner, MONDAY, tuple(blocks)))
    return made


def need_at(days: list[ChildDay], minute: int) -> int:
    """How many devices a minute takes."""
    return count_devices(
        use for each in days for use in list_uses(each) if use.start <= minute < use.end
    )


@given(households(), st.integers(0, 4))
def test_exactly_the_minutes_that_take_too_many_devices_are_told(
    days: list[ChildDay], devices: int
) -> None:
    told = {
        minute
        for clash in find_device_clashes(days, devices)
        for minute in range(clash.start, clash.end)
    }
    assert told == {minute for minute in range(DAY_MINUTES) if need_at(days, minute) > devices}


@given(households(), st.integers(0, 4))
def test_a_device_more_never_makes_it_worse(days: list[ChildDay], devices: int) -> None:
    def count(devices: int) -> int:
        return sum(each.end - each.start for each in find_device_clashes(days, devices))

    assert count(devices + 1) <= count(devices)
    assert count(len(days)) == 0


@given(households(), st.integers(0, 3))
def test_in_what_order_children_are_named_does_not_matter(
    days: list[ChildDay], devices: int
) -> None:
    def spell(days: list[ChildDay]) -> list[tuple[int, int, list[str], int]]:
        found = find_device_clashes(days, devices)
        return [(c.start, c.end, sorted(u.block.id for u in c.uses), c.needed) for c in found]

    assert spell(days) == spell(days[::-1])


@given(households(), st.integers(0, 3))
def test_a_task_that_moved_where_it_can_disturbs_nobody(days: list[ChildDay], devices: int) -> None:
    for clash in find_device_clashes(days, devices):
        for move in find_moves(clash, days, devices):
            length, until = move.use.block.minutes, move.until or DAY_MINUTES
            assert move.since >= move.use.start
            assert until - move.since >= length
            for start in (move.since, until - length):
                moved = move_block(days, move, start)
                minutes = range(start, start + length)
                assert max(need_at(moved, minute) for minute in minutes) <= devices


def drop(days: list[ChildDay], move: Move) -> list[ChildDay]:
    """The days without the block that moves."""
    return [
        ChildDay(
            each.learner, each.date, tuple(b for b in each.blocks if b.id != move.use.block.id)
        )
        if each.learner == move.use.learner
        else each
        for each in days
    ]


def move_block(days: list[ChildDay], move: Move, start: int) -> list[ChildDay]:
    """The days with the block at another time."""
    moved = move.use.block.model_copy(update={"start": start})
    return [*drop(days, move), ChildDay(move.use.learner, MONDAY, (moved,))]
