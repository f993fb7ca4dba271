"""The changes that a lever can mean: places on the grid, lengths, facts."""

import datetime as dt
from typing import Any

import pytest

from planner.cadence.changes import Alter, Change, Remove, Shift, Split
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.proposing import Workshop

from .proposals import ART, DAY, EPIC, LIVE, LOG, MATH, OPENING, TEAMS, find_faults, replace_block


def list_changes(
    block: PlannedBlock, aspect: str, rule: str = LIVE, day: PlannedDay = DAY
) -> list[Change]:
    workshop = Workshop(frozenset({MATH.id, ART.id, LOG.id}), (EPIC, TEAMS))
    faults = find_faults(rule, day)
    return list(workshop.list_changes(day, (block.id, aspect), faults))  # type: ignore[arg-type]


def list_values(
    block: PlannedBlock, aspect: str, rule: str = LIVE, day: PlannedDay = DAY
) -> list[object]:
    """What one field of a block may become; that the changes are of this alone is checked."""
    field = {"longer": "minutes", "shorter": "minutes"}.get(aspect, aspect)
    changes = list_changes(block, aspect, rule, day)
    values: list[Any] = [change.value for change in changes if isinstance(change, Alter)]
    assert changes == [Alter(day.date, block.id, field, value) for value in values]  # type: ignore[arg-type]
    return values


def test_a_block_moves_to_every_place_of_the_grid_the_nearest_first() -> None:
    places = list_values(MATH, "start")
    assert places[:6] == [535, 545, 530, 550, 525, 555]
    assert sorted(map(str, places)) == sorted(str(n) for n in range(510, 601, 5) if n != 540)


def test_blocks_shift_together_up_to_one_that_has_to_stay() -> None:
    steps = [(n, -n) for n in (5, 10, 15, 20, 30)]
    assert list_changes(MATH, "shift") == [
        Shift(DAY.date, (MATH.id, ART.id), minutes) for pair in steps for minutes in pair
    ]
    assert list_changes(ART, "shift") == []


def test_blocks_shift_within_the_hours_of_school() -> None:
    short = DAY.model_copy(update={"opens": 530, "closes": 605, "blocks": (MATH, ART)})
    moved = [c.minutes for c in list_changes(MATH, "shift", day=short) if isinstance(c, Shift)]
    assert moved == [5, -5, 10, -10, 15]


def test_a_block_grows_by_what_is_missing_and_by_steps_as_far_as_the_day_goes() -> None:
    assert list_values(MATH, "longer") == [35, 37, *range(40, 91, 5)]
    assert list_values(ART, "longer") == [25, 27, *range(30, 61, 5)]
    assert list_values(LOG, "longer") == [25, 27, *range(30, 81, 5)]
    late = DAY.model_copy(update={"closes": 600})
    found = list_changes(ART, "longer", day=late)
    assert [c.value for c in found if isinstance(c, Alter)] == [25, 27, 30]


def test_a_block_is_taken_away_in_one_way() -> None:
    assert list_changes(MATH, "remove") == [Remove(DAY.date, MATH.id)]


def test_a_block_at_midnight_is_moved_and_made_longer_like_any_other() -> None:
    night = MATH.model_copy(update={"start": 0})
    day = replace_block(night, opens=0, closes=40)
    assert list_values(MATH, "start", day=day) == [5, 10]
    assert list_values(MATH, "longer", day=day) == [35, 40]
    assert list_changes(MATH, "split", day=day) == [
        Split(DAY.date, MATH.id, pause) for pause in (5, 10)
    ]


def test_a_block_moves_to_no_place_from_which_it_would_outlast_school() -> None:
    found = list_values(MATH, "start", day=replace_block(MATH, closes=604))
    assert (found[0], found[-2:]) == (535, [510, 570])


def test_a_task_for_any_time_may_be_longer_than_school_lasts() -> None:
    assert list_values(LOG, "longer", day=replace_block(LOG, opens=0, closes=20))[-1] == 80


def test_a_block_changes_by_a_single_minute_where_just_that_is_missing() -> None:
    short = LIVE.replace("57", "51")
    assert list_values(MATH, "longer", short)[:2] == [31, 35]
    assert list_values(MATH, "shorter", short)[:2] == [29, 25]


def test_what_is_missing_may_be_more_than_a_block_can_give() -> None:
    assert list_values(MATH, "shorter", LIVE.replace("57", "77")) == [25, 20, 15, 10, 5]


def test_a_block_shrinks_but_never_to_less_than_five_minutes() -> None:
    assert list_values(MATH, "shorter") == [25, 23, 20, 15, 10, 5]
    assert list_values(ART, "shorter") == [15, 13, 10, 5]


def test_a_block_is_split_with_pauses_that_the_day_has_room_for() -> None:
    assert list_changes(MATH, "split") == [
        Split(DAY.date, MATH.id, pause) for pause in (5, 10, 15, 20, 30)
    ]
    late = DAY.model_copy(update={"closes": 605})
    assert list_changes(ART, "split", day=late) == [
        Split(DAY.date, ART.id, pause) for pause in (5, 10, 15)
    ]
    tiny = DAY.model_copy(update={"blocks": (MATH.model_copy(update={"minutes": 9}),)})
    assert list_changes(MATH, "split", day=tiny) == []


def test_ten_minutes_are_the_least_that_is_split() -> None:
    halves = [replace_block(MATH.model_copy(update={"minutes": minutes})) for minutes in (9, 10)]
    assert [bool(list_changes(MATH, "split", day=day)) for day in halves] == [False, True]


def test_a_block_that_was_split_is_not_split_again() -> None:
    second = ART.model_copy(update={"id": f"{MATH.id}-2"})
    day = DAY.model_copy(update={"blocks": (MATH, second)})
    assert list_changes(MATH, "split", day=day) == []


@pytest.mark.parametrize(
    ("block", "aspect", "values"),
    [
        (LOG, "screen", ["off"]),
        (LOG, "needs_printing", [False]),
        (LOG, "due", ["2020-09-15T10:30:00"]),
        (LOG, "tool", [EPIC, TEAMS]),
        (MATH, "tool", [EPIC, TEAMS]),
        (MATH, "purpose", []),
    ],
)
def test_a_fact_becomes_another_one(block: PlannedBlock, aspect: str, values: list[object]) -> None:
    assert list_values(block, aspect) == values


def test_what_is_so_already_is_no_change() -> None:
    on_teams = MATH.model_copy(update={"tool": TEAMS.model_copy(update={"host": "teams.example"})})
    offline = LOG.model_copy(update={"screen": "off"})
    day = DAY.model_copy(update={"blocks": (on_teams, offline)})
    assert [c.value for c in list_changes(MATH, "tool", day=day) if isinstance(c, Alter)] == [
        EPIC,
        None,
    ]
    assert [c.value for c in list_changes(LOG, "screen", day=day) if isinstance(c, Alter)] == ["on"]


def test_a_fact_that_is_as_it_should_be_stays() -> None:
    assert list_values(MATH, "needs_printing") == []
    at_closing = LOG.model_copy(update={"due": dt.datetime(2020, 9, 15, 10, 30)})
    assert list_changes(at_closing, "due", day=replace_block(at_closing)) == [
        Alter(DAY.date, LOG.id, "due", "2020-09-15T10:30:00")
    ]


def test_where_school_lasts_until_midnight_a_task_is_due_just_before() -> None:
    day = replace_block(LOG, closes=24 * 60)
    assert list_values(LOG, "due", day=day) == ["2020-09-15T23:59:00"]


def test_a_session_gets_one_of_the_purposes_that_are_asked_for() -> None:
    assert list_values(MATH, "purpose", OPENING) == ["community", "feedback"]
