"""Levers: what could mend a fault, and how many changes faults need at least."""

import pytest

from planner.cadence import Policy
from planner.cadence.levers import (
    Aspect,
    Lever,
    bound_changes,
    count_needed,
    find_levers,
    wants_new_block,
    weigh_levers,
)
from planner.cadence.musts import Fault, Musts
from planner.cadence.plan import PlannedDay
from planner.cadence.proposing import Workshop
from planner.cadence.searching import PlacedLever, Search
from planner.cadence.sketches import sketch_days

from .rules import make_policy

RULES = {
    "live": {"measure": "minutes", "of": {"mode": "live"}, "at_least": 60},
    "paper": {"measure": "having", "with": {"fact": "printing"}, "of": {}, "at_most": 0},
    "subjects": {"measure": "minutes", "of": {"mode": "async"}, "key": "subject", "at_least": 30},
    "own-work": {"measure": "minutes", "of": {"mode": "async"}, "at_least": 90},
    "runs": {"measure": "longest_run", "with": {"away": 5}, "of": {"mode": "live"}, "at_most": 45},
}


def find_faults(text: str, *names: str) -> tuple[tuple[Fault, frozenset[PlacedLever]], ...]:
    shared = {"window": "day", "strength": "must", "source": {"authority": "A test"}}
    rules = [{"id": name, **RULES[name], **shared} for name in names]
    policy = Policy.model_validate({"id": "p", "name": "P", "version": "1", "rules": rules})
    (day,) = sketch_days(text)
    free = frozenset(block.id for block in day.blocks if block.mode != "break")
    search = Search(Musts([policy]), Workshop(free), {}, [0], 100, lambda: False)
    return search.explain([day])


def name_levers(text: str, *names: str) -> list[tuple[str, str]]:
    (day,) = sketch_days(text)
    ((_, levers),) = find_faults(text, *names)
    return sorted((name_block(day, lever), lever[1]) for _, lever in levers)


def name_block(day: PlannedDay, lever: Lever) -> str:
    titles = {block.id: block.title for block in day.blocks}
    return titles.get(lever[0], lever[0])


def test_missing_minutes_are_in_the_lengths_of_such_blocks_and_in_new_ones() -> None:
    text = "tue 9:00 live math 30\ntue any time art 20\ntue 12:00 lunch 30"
    assert name_levers(text, "live") == [
        ("Math", "longer"),
        ("new live - - -", "add"),
    ]


def test_what_need_not_be_printed_is_about_that_task_alone() -> None:
    text = "tue any time math 30 print\ntue any time art 20"
    assert name_levers(text, "paper") == [("Math", "needs_printing"), ("Math", "remove")]


ALL_SHAPES = ("longer", "remove", "shift", "shorter", "split", "start")
ASKED = [
    ('"minutes"', '{ mode = "live" }', "at_least = 300", {"longer": "Art Math Music"}),
    (
        '"minutes"',
        '{ mode = "live" }',
        "at_most = 30",
        dict.fromkeys(("remove", "shorter", "split"), "Art Math Music"),
    ),
    ('"count"', '{ mode = "live" }', "at_most = 2", {"remove": "Art Math Music"}),
    ('"count"', '{ mode = "live" }', "at_least = 5", {"split": "Art Math Music"}),
    (
        '"longest_run"\nwith = { away = 10 }',
        '{ mode = "live" }',
        "at_most = 35",
        {
            **dict.fromkeys(("remove", "shorter", "split", "start"), "Music"),
            "shift": "Art Math Music",
        },
    ),
    (
        '"minutes"',
        '{ mode = "live", after = "12:30" }',
        "at_least = 60",
        {"longer": "Music", "shift": "Art Math Music", "start": "Art Math Music"},
    ),
    (
        '"count"',
        '{ mode = "live", lasts_at_least = 35 }',
        "at_least = 2",
        {
            "longer": "Art Log Math Music",
            "shorter": "Art Log Math Music",
            "split": "Art Math Music",
        },
    ),
    (
        '"count"',
        '{ mode = "live", lasts_at_least = 35 }',
        "at_most = 0",
        dict.fromkeys(("longer", "remove", "shorter"), "Music"),
    ),
    (
        '"having"\nwith = { fact = "printing" }',
        "{}",
        "at_most = 0",
        {"needs_printing": "Log", "remove": "Log"},
    ),
    (
        '"lacking"\nwith = { fact = "coach_check" }',
        '{ mode = "async" }',
        "at_most = 0",
        {},
    ),
    ('"due_outside"', "{}", "at_most = 0", {"due": "Log", "remove": "Log"}),
    (
        '"opening"\nwith = { purpose = "community" }',
        '{ mode = "live" }',
        "at_least = 1",
        {**dict.fromkeys(ALL_SHAPES, "Math"), "purpose": "Art Math Music"},
    ),
    (
        '"share"\nwith = { among = { mode = "async" } }',
        '{ mode = "async", screen = "off" }',
        "at_least = 40",
        {
            **dict.fromkeys(ALL_SHAPES, "Art Log Math Music"),
            **dict.fromkeys(("shift", "split", "start"), "Art Math Music"),
            "screen": "Log",
        },
    ),
    (
        '"runs"\nwith = { away = 5 }',
        '{ mode = "live" }',
        "at_most = 1",
        dict.fromkeys(ALL_SHAPES, "Art Math Music"),
    ),
    (
        '"count"',
        '{ tool = "Zoom" }',
        "at_most = 0",
        {"remove": "Music", "tool": "Music"},
    ),
    (
        '"different"\nwith = { what = "tool" }',
        '{ mode = "live" }',
        "at_least = 3",
        {"tool": "Art Log Math Music"},
    ),
    (
        '"share"\nwith = { among = { has = "printing" } }',
        "{}",
        "at_most = 90",
        {
            **dict.fromkeys(ALL_SHAPES, "Art Log Math Music"),
            **dict.fromkeys(("shift", "split", "start"), "Art Math Music"),
            "needs_printing": "Log",
        },
    ),
    (
        '"beyond_table"\nwith = { table = [[2, 30], [1, 60]] }',
        '{ mode = "live" }',
        "at_most = 0",
        {
            **dict.fromkeys(ALL_SHAPES, "Art Log Math Music"),
            **dict.fromkeys(("shift", "split", "start"), "Art Math Music"),
        },
    ),
    (
        '"minutes"',
        '{ any_of = [{ mode = "live", before = "9:00" }, { mode = "break" }] }',
        "at_least = 60",
        {"start": "Art Math Music", "shift": "Art Math Music"},
    ),
    (
        '"count"',
        '{ mode = "live", tool = "Meet" }',
        "at_least = 1",
        {"tool": "Art Log Math Music"},
    ),
]


@pytest.mark.parametrize(("measure", "of", "bound", "levers"), ASKED)
def test_a_fault_is_mended_by_what_its_measure_sees_of_which_blocks(
    measure: str, of: str, bound: str, levers: dict[str, str]
) -> None:
    (day,) = sketch_days(
        "tue 9:00 live math 30\ntue 9:40 live art 20\ntue 12:00 break lunch 30\n"
        "tue 13:00 live music 40 tool=Zoom\ntue any time log 20 print due=tue,20:00"
    )
    policy = make_policy(f'measure = {measure}\nof = {of}\nwindow = "day"\n{bound}')
    (fault,) = Musts([policy]).find([day])
    assert list_by_aspect(day, fault) == levers


WINDOWED = [
    (
        "minutes",
        'window = "half_day"',
        "at_least = 60",
        {
            "longer": "Art Math",
            **dict.fromkeys(("shift", "start"), "Art Math Music"),
        },
    ),
    (
        "minutes",
        'window = "block"',
        "at_most = 35",
        dict.fromkeys(("remove", "shorter", "split"), "Music"),
    ),
    ("minutes", 'window = "block"', "at_least = 25", {"longer": "Art"}),
    (
        "count",
        'window = "run"\naway = 15',
        "at_most = 1",
        {
            **dict.fromkeys(("remove", "split", "start"), "Art Math"),
            "shift": "Art Math",
        },
    ),
    ("count", 'window = "day"', "at_most = 2", {"remove": "Art Math Music"}),
]


@pytest.mark.parametrize(("measure", "window", "bound", "levers"), WINDOWED)
def test_in_pieces_of_a_day_it_matters_how_the_day_is_cut(
    measure: str, window: str, bound: str, levers: dict[str, str]
) -> None:
    music = "12:30 live music 60" if "half_day" in window else "13:00 live music 40"
    (day,) = sketch_days(f"tue 9:00 live math 30\ntue 9:40 live art 20\ntue {music}")
    rule = f'measure = "{measure}"\nof = {{ mode = "live" }}\n{window}\n{bound}'
    (fault,) = Musts([make_policy(rule)]).find([day])
    assert list_by_aspect(day, fault) == levers


def list_by_aspect(day: PlannedDay, fault: Fault) -> dict[str, str]:
    """The titles of the blocks of each kind of lever; no block but breaks is fixed."""
    free = [block.id for block in day.blocks if block.mode != "break"]
    titles = {block.id: block.title for block in day.blocks}
    found: dict[str, list[str]] = {}
    for block_id, aspect in find_levers(day, fault, free):
        found.setdefault(aspect, []).append(titles[block_id])
    return {aspect: " ".join(sorted(names)) for aspect, names in found.items()}


def test_blocks_at_the_same_time_are_moved_cut_or_taken_away_and_no_new_one_helps() -> None:
    (day,) = sketch_days(
        "tue 8:00 live hello 10\ntue 9:00 live math 60\ntue 9:30 live art 20\n"
        "tue 11:00 live late 10\ntue any time log 20"
    )
    (fault,) = Musts([]).find([day])
    assert list_by_aspect(day, fault) == {
        **dict.fromkeys(("start", "shorter", "remove"), "Art Math"),
        "shift": "Art Hello Math",
    }
    assert not wants_new_block(fault)


def test_blocks_of_others_that_overlap_do_not_matter_nor_do_those_for_any_time() -> None:
    overlapping = find_faults("tue 9:00 live math 20\ntue 9:10 break recess 30", "live")
    (math,) = (pair for pair in overlapping if pair[0].rule)
    work = "tue any time art 30\ntue any time math 30"
    (own,) = find_faults(work, "own-work")
    for _, levers in (math, own):
        assert {"start", "shift"}.isdisjoint(aspect for _, (_, aspect) in levers)


def test_blocks_that_meet_at_midnight_do_not_overlap() -> None:
    (fault,) = find_faults("tue 0:00 live math 20\ntue 0:20 live art 20", "live")
    assert {aspect for _, (_, aspect) in fault[1]} == {"longer", "add"}


def test_what_begins_at_midnight_can_be_shifted_too() -> None:
    (day,) = sketch_days("tue 0:00 live math 50")
    ((_, levers),) = find_faults("tue 0:00 live math 50", "runs")
    assert (0, (day.blocks[0].id, "shift")) in levers


def test_levers_are_weighed_by_how_many_changes_they_can_mean() -> None:
    aspects: tuple[Aspect, ...] = ("start", "shift", "longer", "shorter", "split", "add", "tool")
    alone = [weigh_levers([(0, ("math", aspect))]) for aspect in aspects]
    assert alone == [70, 20, 12, 5, 5, 60, 1]
    assert weigh_levers((0, ("math", aspect)) for aspect in aspects) == sum(alone)


def test_levers_that_are_shared_with_any_fault_before_need_no_further_change() -> None:
    ((fault, _),) = find_faults("tue 9:00 live math 30", "live")
    sets = [{1}, {2, 3}, {1, 4, 5}, {6, 7, 8, 9}]
    assert bound_changes((fault, frozenset(mine)) for mine in sets) == 3


@pytest.mark.parametrize(
    ("rule", "bound"),
    [
        ('of = { mode = "live" }\nwindow = "day"\nat_least = 4\nwhen = { weekdays = "tue" }', 3),
        # Of several days, their mean, and what may come to count when it is moved, it is unknown.
        ('of = { mode = "live" }\nwindow = "week"\nat_least = 8', 1),
        ('of = { mode = "live" }\nwindow = "week"\nmean_over = "day"\nat_least = 4', 1),
        (
            'of = { mode = "live", after = "12:00" }\nwindow = "day"\nat_least = 4\n'
            'when = { weekdays = "tue" }',
            1,
        ),
    ],
)
def test_a_count_that_is_short_of_several_needs_as_many_changes(rule: str, bound: int) -> None:
    days = sketch_days("mon-fri 9:00 live math 30")
    (fault,) = Musts([make_policy(f'measure = "count"\n{rule}')]).find(days)
    assert count_needed(fault.rule, fault) == bound


def test_a_fault_without_a_rule_needs_one_change() -> None:
    (day,) = sketch_days("tue 9:00 live math 60\ntue 9:30 live art 20")
    (fault,) = Musts([]).find([day])
    assert count_needed(None, fault) == 1


def test_where_a_faults_blocks_overlap_it_matters_when_they_are() -> None:
    apart = find_faults("tue 9:00 live math 20\ntue 9:20 live art 20", "live")[0][1]
    overlapping = find_faults("tue 9:00 live math 20\ntue 9:10 live art 20", "live")
    levers = next(mine for fault, mine in overlapping if fault.rule)
    assert "start" not in {aspect for _, (_, aspect) in apart}
    assert "start" in {aspect for _, (_, aspect) in levers}


@pytest.mark.parametrize(
    ("text", "names", "bound"),
    [
        ("tue 9:00 live math 30", ("live",), 1),
        ("tue 9:00 live math 30\ntue any time log 20 print", ("live", "paper"), 2),
        ("tue any time log 20 print\ntue any time art 20 print", ("paper",), 2),
        ("class subjects=math,art\ntue 9:00 live math 30", ("subjects",), 2),
        # A task for math counts for both.
        ("class subjects=math\ntue 9:00 live math 30", ("subjects", "own-work"), 1),
        ("tue 9:00 live math 60", ("runs",), 1),
    ],
)
def test_faults_that_share_no_lever_need_a_change_each(
    text: str, names: tuple[str, ...], bound: int
) -> None:
    assert bound_changes(find_faults(text, *names)) == bound
