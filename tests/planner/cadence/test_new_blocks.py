"""The new blocks that could mend a fault: of which kind, where, how long, for whom."""

import pytest

from planner.cadence.changes import Add
from planner.cadence.musts import Musts
from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.cadence.proposing import Workshop, find_starts, list_lengths
from planner.cadence.sketches import sketch_days

from .proposals import (
    ART,
    DAY,
    EPIC,
    LIVE,
    MATH,
    OPENING,
    RECESS,
    TEAMS,
    find_faults,
    replace_block,
)
from .rules import make_policy, policy_of

HOMEWORK = (
    'measure = "minutes"\nwindow = "day"\nat_least = 12\n'
    'of = { trait = ["homework", "own"], has = "coach_check", teacher = "Ada", title = "home" }'
)


def list_new(
    rule: str, day: PlannedDay = DAY, *, invents: bool = False
) -> dict[str, list[PlannedBlock]]:
    workshop = Workshop(frozenset(), (EPIC, TEAMS), invents)
    faults = find_faults(rule, day)
    levers = {lever for mine in workshop.find_new_kinds(day, faults).values() for lever in mine}
    changes = {lever[0]: workshop.list_changes(day, lever, faults) for lever in sorted(levers)}
    found = {kind: [c.block for c in mine if isinstance(c, Add)] for kind, mine in changes.items()}
    for lever in levers:
        added = [Add(day.date, block) for block in found[lever[0]]]
        assert list(workshop.list_changes(day, lever, faults)) == added
    return found


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


ROOM = DAY.model_copy(
    update={"opens": 512, "closes": 660, "blocks": (ART.model_copy(update={"start": 572}),)}
)
"""Free from 8:32 to 9:32, and from 9:52 to 11:00."""


def test_a_new_block_is_near_an_end_of_a_gap_and_first_where_the_day_does_not_begin() -> None:
    (fault,) = find_faults(LIVE, ROOM)
    after = [595, 600, 605, 610, 615, 620, 625, 630, 635, 640]
    before = [515, 520, 525, 530, 535, 540, 545, 550]
    assert list(find_starts(ROOM, fault, 20)) == after + before


def test_the_only_gap_of_a_day_is_used_from_both_ends() -> None:
    day = ROOM.model_copy(update={"closes": 572, "opens": 400})
    (fault,) = find_faults(LIVE, day)
    near = [400, 405, 410, 415, 420, 430]
    assert list(find_starts(day, fault, 20)) == [*near, 520, 530, 535, 540, 545, 550]


@pytest.mark.parametrize(
    ("bound", "lengths"),
    [
        ("at_least = 23", [5, 10, 15, 20, 30, 45, 60]),
        ("at_least = 25", [5, 10, 15, 20, 30, 45, 60]),
        ("at_least = 42", [10, 15, 20, 22, 25, 30, 45, 60]),
        ("at_least = 259", [10, 15, 20, 30, 45, 60, 239, 240]),
        ("at_least = 260", [10, 15, 20, 30, 45, 60, 240]),
        ("at_least = 261", [10, 15, 20, 30, 45, 60]),
    ],
)
def test_a_new_block_lasts_what_is_missing_or_a_usual_length(
    bound: str, lengths: list[int]
) -> None:
    rule = f'measure = "minutes"\nof = {{ mode = "live" }}\nwindow = "day"\n{bound}'
    (fault,) = find_faults(rule, replace_block(ART))
    assert list_lengths(fault) == lengths


def test_a_new_block_that_only_has_to_be_there_has_a_usual_length() -> None:
    (fault,) = find_faults('measure = "count"\nof = {}\nwindow = "day"\nat_least = 9')
    assert list_lengths(fault) == [10, 15, 20, 30, 45, 60]


def test_a_block_that_several_faults_miss_is_proposed_once() -> None:
    count = 'id = "c"\nmeasure = "count"\nof = { mode = "live" }\nwindow = "day"\nat_least = 5'
    faults = Musts([policy_of(f'id = "m"\n{LIVE}', count)]).find([DAY])
    workshop = Workshop(frozenset(), (TEAMS,))
    assert set(workshop.find_new_kinds(DAY, faults).values()) == {
        frozenset({("new live - - -", "add")})
    }
    changes = list(workshop.list_changes(DAY, ("new live - - -", "add"), faults))
    assert len(faults) == 2
    assert len(changes) == len(set(changes)) > 0


def test_where_blocks_clash_what_is_missing_can_still_be_added() -> None:
    over = ART.model_copy(update={"start": 552})
    day = DAY.model_copy(update={"blocks": (MATH, over)})
    faults = find_faults(LIVE, day)
    assert [fault.gap for fault in faults] == [18, 25]
    (blocks,) = list_new(LIVE, day).values()
    # How much they overlap is no length for a new one.
    assert {block.minutes for block in blocks} == {10, 15, 20, 25, 30, 45}


def test_a_new_block_for_the_whole_class_is_free_of_what_any_group_has() -> None:
    (day,) = sketch_days(
        "class groups=A,B\ntue hours=9:00-11:00\ntue 9:00 live math 30 @A\ntue 10:30 live art 30 @B"
    )
    rule = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 60'
    (fault,) = find_faults(rule, day)
    starts = [start or 0 for start in find_starts(day, fault, 30)]
    assert (fault.finding.group_id, min(starts), max(starts)) == (None, 570, 600)


def test_what_one_group_misses_no_block_of_another_mends() -> None:
    (day,) = sketch_days("class groups=A,B\ntue 9:00 live math 30 @A\ntue 9:00 live art 20 @B")
    rule = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 60'
    kinds = Workshop(frozenset()).find_new_kinds(day, find_faults(rule, day))
    assert [sorted(lever for lever, _ in mine) for mine in kinds.values()] == [
        ["new live - - - A"],
        ["new live - - - B"],
    ]


def test_of_a_rule_of_several_sentences_any_new_block_might_serve() -> None:
    asked = [
        f'{{ measure = "count", of = {of}, at_least = 9 }}'
        for of in ('{ has = "coach_check" }', '{ mode = "break" }')
    ]
    either = f'window = "day"\nany_of = [{", ".join(asked)}]'
    assert list(list_new(either)) == ["new live - - -"]


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


@pytest.mark.parametrize(
    "asked", ['has = "coach_check"', 'trait = "homework"', 'teacher = "Ada"', 'has = "printing"']
)
def test_no_block_is_proposed_that_a_teachers_words_would_have_to_make_count(asked: str) -> None:
    rule = f'measure = "count"\nof = {{ {asked} }}\nwindow = "day"\nat_least = 9'
    assert list_new(rule) == {}
    assert bool(list_new(rule, invents=True)) == ("printing" not in asked)


def test_a_purpose_of_two_words_is_written_with_a_space() -> None:
    small = OPENING.replace('["community", "feedback"]', '"small_group"')
    (blocks,) = list_new(small).values()
    assert (blocks[0].purpose, blocks[0].title) == ("small_group", "Small group")


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
        # Where and how long it is, is found later.
        ('{ mode = "live", after = "12:30" }', "new live - - -"),
        ('{ mode = "live", lasts_at_least = 30 }', "new live - - -"),
        ('{ mode = "async", except = { timed = true } }', "new async off - -"),
    ],
)
def test_a_new_block_is_of_the_first_kind_that_would_count(of: str, kind: str) -> None:
    rule = f'measure = "minutes"\nof = {of}\nwindow = "day"\nat_least = 300'
    policy = make_policy(rule, head='counts_as = { moving = { subject = "pe" } }')
    faults = Musts([policy]).find([DAY])
    kinds = Workshop(frozenset()).find_new_kinds(DAY, faults)
    assert [lever for mine in kinds.values() for lever in mine] == [(kind, "add")]
