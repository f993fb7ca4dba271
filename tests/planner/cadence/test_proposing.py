"""The changes that a lever can mean: places on the grid, lengths, facts and new blocks."""

import pytest

from planner.cadence.changes import Add, Alter, Change, Shift, Split
from planner.cadence.musts import Fault, Musts
from planner.cadence.plan import PlannedBlock, PlannedDay, PlannedTool
from planner.cadence.proposing import Workshop
from planner.cadence.sketches import sketch_days

from .rules import make_policy

EPIC, TEAMS = PlannedTool(name="Epic"), PlannedTool(name="Teams", meeting=True)
(DAY,) = sketch_days("""class subjects=math
tue hours=8:30-10:30
tue 9:00 live math 30
tue 9:30 live art 20
tue 10:00 break recess 10
tue any time log 20 print due=fri,14:00""")
MATH, ART, RECESS, LOG = DAY.blocks
LIVE = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 57'
OPENING = (
    'measure = "opening"\nof = { mode = "live" }\nwindow = "day"\nat_least = 1\n'
    'with = { purpose = ["community", "feedback"] }'
)
HOMEWORK = (
    'measure = "minutes"\nwindow = "day"\nat_least = 12\n'
    'of = { trait = ["homework", "own"], has = "coach_check", teacher = "Ada", title = "home" }'
)


def find_faults(rule: str, day: PlannedDay = DAY) -> tuple[Fault, ...]:
    return Musts([make_policy(rule)]).find([day])


def list_changes(
    block: PlannedBlock, aspect: str, rule: str = LIVE, day: PlannedDay = DAY
) -> list[Change]:
    workshop = Workshop(frozenset({MATH.id, ART.id, LOG.id}), (EPIC, TEAMS))
    faults = find_faults(rule, day)
    return list(workshop.list_changes(day, (block.id, aspect), faults))  # type: ignore[arg-type]


def list_values(block: PlannedBlock, aspect: str, rule: str = LIVE) -> list[object]:
    return [
        change.value for change in list_changes(block, aspect, rule) if isinstance(change, Alter)
    ]


def list_new(
    rule: str, day: PlannedDay = DAY, *, invents: bool = False
) -> dict[str, list[PlannedBlock]]:
    workshop = Workshop(frozenset(), (EPIC, TEAMS), invents)
    faults = find_faults(rule, day)
    kinds = workshop.find_new_kinds(day, faults).values()
    return {
        lever[0]: [c.block for c in workshop.list_changes(day, lever, faults) if isinstance(c, Add)]
        for mine in kinds
        for lever in sorted(mine)
    }


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


def test_a_session_gets_one_of_the_purposes_that_are_asked_for() -> None:
    assert list_values(MATH, "purpose", OPENING) == ["community", "feedback"]


def test_a_new_block_stands_in_each_gap_near_what_is_around_it() -> None:
    ((kind, blocks),) = list_new(LIVE).items()
    assert kind == "new live - - -"
    places = [(block.minutes, block.start) for block in blocks]
    assert places[:7] == [(7, 590), (7, 610), (7, 615), (7, 620), (7, 510), (7, 515), (7, 520)]
    assert places[-3:] == [(20, 515), (20, 520), (30, 510)]
    assert {block.minutes for block in blocks} == {7, 10, 15, 20, 30}
    first = blocks[0]
    assert (first.id, first.title, first.tool, first.groups) == (
        "new-5", "Live session", TEAMS, ()
    )  # fmt: skip


def test_a_new_block_gets_an_id_that_is_free() -> None:
    taken = ART.model_copy(update={"id": "new-4"})
    day = DAY.model_copy(update={"blocks": (MATH, taken, RECESS)})
    (blocks,) = list_new(LIVE, day).values()
    assert {block.id for block in blocks} == {"new-5"}


def test_a_new_block_for_a_subject_is_a_task_in_it_for_any_time() -> None:
    rule = (
        'measure = "minutes"\nof = { mode = "async", screen = "off" }\nwindow = "day"\n'
        'key = "subject"\nat_least = 30'
    )
    found = list_new(rule)
    assert list(found) == ["new async off art -", "new async off math -"]
    (math, *others) = found["new async off math -"]
    assert (math.title, math.subject, math.screen, math.start, math.tool) == (
        "Math", "math", "off", None, None
    )  # fmt: skip
    assert [math.minutes, *(block.minutes for block in others)] == [10, 15, 20, 30, 45, 60]


def test_a_new_block_has_the_purpose_that_a_day_should_open_with() -> None:
    (blocks,) = list_new(OPENING).values()
    assert (blocks[0].purpose, blocks[0].title) == ("community", "Community")


def test_a_new_block_is_for_the_group_that_misses_it() -> None:
    (day,) = sketch_days("class groups=A,B\ntue 9:00 live math 30\ntue 9:30 live art 30 @B")
    rule = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 60'
    ((kind, blocks),) = list_new(rule, day).items()
    assert kind == "new live - - - A"
    assert blocks[0].groups == ("A",)
    # Group A is free while Group B is not.
    assert 570 in {block.start for block in blocks}


def test_what_only_a_teacher_can_say_is_invented_for_examples_alone() -> None:
    assert list_new(HOMEWORK) == {}
    (blocks,) = list_new(HOMEWORK, invents=True).values()
    new = blocks[0]
    assert (new.traits, new.teacher, new.title, new.coach_check) == (
        ("homework",), "Ada", "Home", "Ask what it was about."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("of", "kind"),
    [
        ('{ mode = "break" }', "new break - - -"),
        ('{ mode = ["in_person", "async"] }', "new async off - -"),
        ('{ screen = "on" }', "new async on - -"),
        ('{ mode = "async", timed = true }', "new async off - -"),
        ('{ subject = ["pe", "art"] }', "new live - pe -"),
        ('{ any_of = [{ mode = "in_person" }, { mode = "live" }] }', "new in_person - - -"),
        ('{ named = "moving" }', "new live - pe -"),
    ],
)
def test_a_new_block_is_of_the_first_kind_that_would_count(of: str, kind: str) -> None:
    rule = f'measure = "minutes"\nof = {of}\nwindow = "day"\nat_least = 300'
    policy = make_policy(rule, head='counts_as = { moving = { subject = "pe" } }')
    faults = Musts([policy]).find([DAY])
    kinds = Workshop(frozenset()).find_new_kinds(DAY, faults)
    assert [lever for mine in kinds.values() for lever in mine] == [(kind, "add")]
