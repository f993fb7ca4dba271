"""Changes as values: what they make of a day, how they are said, and what they cost."""

import pytest
from pydantic import TypeAdapter

from planner.cadence.changes import (
    Add,
    Alter,
    Change,
    Remove,
    Shift,
    Split,
    apply,
    apply_all,
    list_touched,
    say_change,
    say_changes,
)
from planner.cadence.costs import weigh_changes
from planner.cadence.plan import PlannedBlock, PlannedDay, PlannedTool
from planner.cadence.sketches import sketch_days

(DAY,) = sketch_days(
    "tue 9:00 live math 45 tool=Zoom:unapproved\ntue 9:45 live art 30\ntue any time log 20 print"
)
MATH, ART, LOG = DAY.blocks
BREAK = PlannedBlock(id="new-4", mode="break", title="Break", start=630, minutes=20)
TEAMS = PlannedTool(name="Teams", meeting=True)


def alter(block: PlannedBlock, field: str, value: object) -> Change:
    return Alter(DAY.date, block.id, field, value)  # type: ignore[arg-type]


SAID: list[tuple[Change, str, int]] = [
    (alter(MATH, "start", 620), "Move “Math” to 10:20 am", 80),
    (alter(MATH, "minutes", 15), "Shorten “Math” to 15 minutes", 31),
    (alter(MATH, "minutes", 46), "Lengthen “Math” to 46 minutes", 2),
    (alter(LOG, "screen", "off"), "Make “Log” offline", 5),
    (alter(LOG, "needs_printing", False), "Plan “Log” without printing", 5),
    (alter(LOG, "due", "2020-09-15T15:10:00"), "Make “Log” due on Tuesday at 3:10 pm", 5),
    (alter(MATH, "tool", TEAMS), "Hold “Math” on Teams", 5),
    (alter(MATH, "tool", None), "Plan “Math” without a tool", 5),
    (alter(MATH, "purpose", "small_group"), "Make “Math” small group time", 5),
    (Shift(DAY.date, (MATH.id, ART.id), -10), "Begin “Math” and “Art” 10 minutes earlier", 20),
    (Split(DAY.date, MATH.id, 10), "Split “Math” in two with 10 minutes between", 25),
    (Remove(DAY.date, ART.id), "Take “Art” off the day", 90),
    (Add(DAY.date, BREAK), "Add a 20-minute break, “Break”, at 10:30 am", 30),
    (Shift(DAY.date, (ART.id,), 1), "Begin “Art” 1 minute later", 1),
]

NEW: list[tuple[dict[str, object], str]] = [
    ({"mode": "live", "minutes": 8}, "Add an 8-minute live session, “Break”, at 10:30 am"),
    ({"mode": "live", "minutes": 11}, "Add an 11-minute live session, “Break”, at 10:30 am"),
    ({"mode": "live", "minutes": 18}, "Add an 18-minute live session, “Break”, at 10:30 am"),
    (
        {"mode": "in_person", "minutes": 79},
        "Add a 79-minute in-person session, “Break”, at 10:30 am",
    ),
    (
        {"mode": "in_person", "minutes": 80},
        "Add an 80-minute in-person session, “Break”, at 10:30 am",
    ),
    ({"minutes": 89}, "Add an 89-minute break, “Break”, at 10:30 am"),
    ({"minutes": 90}, "Add a 90-minute break, “Break”, at 10:30 am"),
    (
        {"mode": "async", "screen": "on", "start": None},
        "Add a 20-minute task, “Break”, for any time",
    ),
    (
        {"mode": "async", "screen": "off", "start": None},
        "Add a 20-minute offline task, “Break”, for any time",
    ),
]


def test_a_task_is_put_on_a_device() -> None:
    assert say_change(DAY, alter(LOG, "screen", "on")) == "Make “Log” a task on a device"


@pytest.mark.parametrize(("facts", "words"), NEW)
def test_a_new_block_is_said_with_its_kind_and_its_time(
    facts: dict[str, object], words: str
) -> None:
    assert say_change(DAY, Add(DAY.date, BREAK.model_copy(update=facts))) == words


@pytest.mark.parametrize(("change", "words", "minutes"), SAID)
def test_a_change_is_said_and_weighed(change: Change, words: str, minutes: int) -> None:
    assert say_change(DAY, change) == words
    assert weigh_changes([DAY], [change]) == (1, minutes)


@pytest.mark.parametrize("change", [change for change, _, _ in SAID])
def test_a_changed_day_is_a_day_that_holds(change: Change) -> None:
    changed = apply(DAY, change)
    assert PlannedDay.model_validate(changed.model_dump(by_alias=True)) == changed
    assert changed != DAY


@pytest.mark.parametrize("change", [change for change, _, _ in SAID])
def test_a_change_reads_back_from_its_text(change: Change) -> None:
    adapter: TypeAdapter[Change] = TypeAdapter(Change)
    assert adapter.validate_json(adapter.dump_json(change)) == change


def test_a_block_is_split_on_the_grid_and_keeps_its_minutes() -> None:
    halves = apply(DAY, Split(DAY.date, MATH.id, 10)).blocks[:2]
    assert [(each.start, each.minutes) for each in halves] == [(540, 25), (575, 20)]


def test_the_half_of_a_block_with_a_long_id_has_an_id_that_a_plan_may_hold() -> None:
    named = MATH.model_copy(update={"id": "m" * 40})
    (_, rest) = apply(
        DAY.model_copy(update={"blocks": (named,)}), Split(DAY.date, named.id, 5)
    ).blocks
    assert (rest.id, PlannedBlock.model_validate(rest.model_dump())) == ("m" * 38 + "-2", rest)


@pytest.mark.parametrize(
    ("change", "starts"),
    [
        (Shift(DAY.date, (MATH.id, ART.id), 10), [550, 595, None]),
        (Shift(DAY.date, (ART.id,), -20), [540, 565, None]),
        (alter(MATH, "start", 600), [600, 585, None]),
    ],
)
def test_blocks_begin_earlier_or_later_each_from_its_own_time(
    change: Change, starts: list[int | None]
) -> None:
    assert [block.start for block in apply(DAY, change).blocks] == starts


def test_midnight_is_a_time_like_any_other() -> None:
    night = MATH.model_copy(update={"start": 0})
    day = DAY.model_copy(update={"blocks": (night,)})
    moved = [
        [block.start for block in apply(day, change).blocks]
        for change in (Shift(DAY.date, (MATH.id,), 10), Split(DAY.date, MATH.id, 10))
    ]
    assert moved == [[10], [0, 35]]
    assert weigh_changes([day], [alter(MATH, "start", 30)]) == (1, 30)


def test_what_a_change_touches_are_the_blocks_of_the_plan_and_no_new_one() -> None:
    touched = [list_touched(change) for change, _, _ in SAID[-6:]]
    assert touched == [
        (MATH.id,),
        (MATH.id, ART.id),
        (MATH.id,),
        (ART.id,),
        (),
        (ART.id,),
    ]


def test_another_tool_takes_the_old_link_away() -> None:
    linked = DAY.model_copy(
        update={"blocks": (MATH.model_copy(update={"link": "https://zoom.example/1"}), ART)}
    )
    assert apply(linked, alter(MATH, "tool", TEAMS)).blocks[0].link == ""


def test_a_change_of_what_is_gone_changes_nothing() -> None:
    assert apply(DAY, Remove(DAY.date, "nothing")) == DAY


def test_changes_are_made_on_their_own_day_and_named_by_it() -> None:
    days = sketch_days("mon 9:00 live math 45\ntue 9:00 live art 30")
    change = Alter(days[1].date, days[1].blocks[0].id, "minutes", 20)
    changed = apply_all(days, [change])
    assert (changed[0], changed[1].blocks[0].minutes) == (days[0], 20)
    assert say_changes(days, [change]) == ("Shorten “Art” to 20 minutes on Tuesday",)


def test_a_block_that_is_moved_after_a_shift_is_named_once() -> None:
    shifted = Shift(DAY.date, (MATH.id, ART.id), 15)
    moved, gone = Alter(DAY.date, ART.id, "start", 14 * 60), Remove(DAY.date, MATH.id)
    assert say_changes([DAY], [shifted, moved]) == (
        "Begin “Math” 15 minutes later",
        "Move “Art” to 2:00 pm",
    )
    assert say_changes([DAY], [shifted, gone])[0] == "Begin “Art” 15 minutes later"
    assert say_changes([DAY], [moved, shifted])[1] == say_change(DAY, shifted)
    longer = alter(MATH, "minutes", 60)
    assert say_changes([DAY], [shifted, longer])[0] == say_change(DAY, shifted)


def test_a_huge_new_block_costs_more_than_two_usual_ones() -> None:
    def add(minutes: int) -> Change:
        return Add(DAY.date, BREAK.model_copy(update={"minutes": minutes}))

    huge, usual = (weigh_changes([DAY], each) for each in ([add(120)], [add(60), add(60)]))
    assert huge[1] > usual[1]
