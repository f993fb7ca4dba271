"""Levers: what could mend a fault, and how many changes faults need at least."""

import pytest

from planner.cadence import Policy
from planner.cadence.levers import Lever, bound_changes, find_levers
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
        "tue 13:00 live music 40\ntue any time log 20 print due=tue,20:00"
    )
    titles = {block.id: block.title for block in day.blocks}
    free = [block.id for block in day.blocks if block.mode != "break"]
    policy = make_policy(f'measure = {measure}\nof = {of}\nwindow = "day"\n{bound}')
    (fault,) = Musts([policy]).find([day])
    found: dict[str, list[str]] = {}
    for block_id, aspect in find_levers(day, fault, free):
        found.setdefault(aspect, []).append(titles[block_id])
    assert {aspect: " ".join(sorted(names)) for aspect, names in found.items()} == levers


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
