"""Contradictions: what is proved of a day and its rules, and what proves nothing."""

import pytest

from planner.cadence import Policy
from planner.cadence.contradictions import find_contradictions, find_gaps
from planner.cadence.sketches import sketch_days

from .rules import policy_of

LIVE, WORK, CLASSES = '{ mode = "live" }', '{ mode = "async" }', '{ mode = ["live", "in_person"] }'
SCREEN = '{ screen = "on" }'
HOURS = "tue hours=8:00-12:00"
"""A day of 240 minutes."""


def ask(name: str, measure: str, of: str, bound: str, window: str = '"day"') -> str:
    """A rule in one line."""
    return f'id = "{name}"\nmeasure = {measure}\nof = {of}\nwindow = {window}\n{bound}\n'


def prove(plan: str, *rules: str) -> list[str]:
    """The proofs that are found: the rules, and why in words (without what is always the same)."""
    found = find_contradictions(sketch_days(plan), [policy_of(*rules)])
    return [
        f"{' '.join(name for _, name in each.rules)}: "
        + each.text.removeprefix("On Tuesday, ").replace(" of Test", "").removesuffix(".")
        for each in found
    ]


def floor(number: int, of: str = LIVE, measure: str = '"minutes"') -> str:
    return ask("floor", measure, of, f"at_least = {number}")


def ceiling(number: int, of: str = LIVE, measure: str = '"minutes"', window: str = '"day"') -> str:
    return ask("ceiling", measure, of, f"at_most = {number}", window)


@pytest.mark.parametrize(
    ("plan", "gaps"),
    [
        ("tue hours=0:00-3:00", [(0, 180)]),
        ("tue hours=8:00-12:00\ntue 9:00 live math 30", [(480, 540), (570, 720)]),
        # At the beginning, at the end, and one right after another.
        ("tue hours=9:00-10:00\ntue 9:00 live a 10\ntue 9:10 live b 10", [(560, 600)]),
        ("tue hours=9:00-10:00\ntue 9:40 live a 20", [(540, 580)]),
        # One within another, and one over the other's end.
        (
            "tue hours=9:00-11:00\ntue 9:10 live a 40\ntue 9:20 live b 10\ntue 9:40 live c 20",
            [(540, 550), (600, 660)],
        ),
        # Before school, over its beginning, over its end, after it.
        ("tue hours=9:00-10:00\ntue 8:00 live a 30\ntue 8:50 live b 20", [(550, 600)]),
        ("tue hours=9:00-10:00\ntue 9:50 live a 20\ntue 10:30 live b 20", [(540, 590)]),
        ("tue hours=9:00-10:00\ntue 10:10 live a 20", [(540, 600)]),
        ("tue hours=9:00-10:00\ntue 9:40 live a 20\ntue 10:30 live b 20", [(540, 580)]),
        ("tue hours=0:00-1:00\ntue 0:00 live a 20", [(20, 60)]),
        ("tue hours=9:00-10:00\ntue 9:00 live a 60", []),
    ],
)
def test_free_is_what_nothing_fixed_takes_of_the_hours_of_school(
    plan: str, gaps: list[tuple[int, int]]
) -> None:
    (day,) = sketch_days(plan)
    assert find_gaps(day, sorted(day.blocks, key=lambda block: block.start or 0)) == gaps


LITTLE_ROOM = "floor{2}: “floor” asks for at least {0} live minutes; there is room for {1} at most"
PROOFS = [
    # What is asked, against the whole of the day.
    (HOURS, (floor(240),), []),
    (HOURS, (floor(241),), [LITTLE_ROOM.format("241", "240", "")]),
    (
        f"{HOURS}\ntue 9:00 break recess 30\ntue 10:00 live math 30",
        (floor(211),),
        [LITTLE_ROOM.format("211", "210", "")],
    ),
    (HOURS, (ask("floor", '"minutes"', LIVE, "exactly = 240"),), []),
    (
        HOURS,
        (floor(250, CLASSES),),
        [
            "floor: “floor” asks for at least 250 live or in-person minutes; "
            "there is room for 240 at most"
        ],
    ),
    # Own work can be done at any time; so can what may be own work.
    (HOURS, (floor(300, WORK),), []),
    (HOURS, (floor(300, SCREEN),), []),
    # How much, and how long without a pause: a pause of 10 after each 30.
    (
        HOURS,
        (floor(181), ceiling(30, LIVE, '"longest_run"\nwith = { away = 10 }')),
        [LITTLE_ROOM.format("181", "180", " ceiling")],
    ),
    (HOURS, (floor(180), ceiling(30, LIVE, '"longest_run"\nwith = { away = 10 }')), []),
    (
        f"{HOURS}\ntue 9:00 live math 30",
        (floor(181), ceiling(30, SCREEN, '"longest_run"\nwith = { away = 10 }')),
        # 50 of the first hour, the 30, and 120 of the last 150 minutes.
        [],
    ),
    (
        f"{HOURS}\ntue 9:00 live math 30",
        (floor(201), ceiling(30, SCREEN, '"longest_run"\nwith = { away = 10 }')),
        [LITTLE_ROOM.format("201", "200", " ceiling")],
    ),
    # A pause within one kind of lesson is none in a wider one.
    (
        HOURS,
        (floor(200, CLASSES), ceiling(30, LIVE, '"longest_run"\nwith = { away = 10 }')),
        [],
    ),
    (
        HOURS,
        (floor(210), ceiling(30, LIVE, '"minutes"', '"run"\naway = 10')),
        [LITTLE_ROOM.format("210", "180", " ceiling")],
    ),
    (HOURS, (floor(210), ceiling(2, LIVE, '"count"', '"run"\naway = 10')), []),
    # How long each may be, and how many.
    (
        HOURS,
        (
            floor(91),
            ask("long", '"minutes"', LIVE, "at_most = 30", '"block"'),
            ask("few", '"count"', LIVE, "at_most = 3"),
        ),
        [LITTLE_ROOM.format("91", "90", " long few")],
    ),
    (
        HOURS,
        (
            floor(90),
            ask("long", '"minutes"', LIVE, "at_most = 30", '"block"'),
            ask("few", '"count"', LIVE, "at_most = 3"),
        ),
        [],
    ),
    (
        HOURS,
        (
            floor(91),
            ask("long", '"minutes"', WORK, "at_most = 30", '"block"'),
            ask("few", '"count"', LIVE, "at_most = 3"),
        ),
        [],
    ),
    (HOURS, (floor(91), ask("few", '"count"', LIVE, "at_most = 3")), []),
    (
        HOURS,
        (
            floor(91),
            ask("long", '"minutes"', LIVE, "at_least = 30", '"block"'),
            ask("few", '"count"', LIVE, "at_most = 0"),
        ),
        [],
    ),
    # What leaves as much room as there is anyway is no cause.
    (
        HOURS,
        (
            floor(241),
            ceiling(240, LIVE, '"longest_run"\nwith = { away = 10 }'),
            ask("long", '"minutes"', LIVE, "at_most = 60", '"block"'),
            ask("few", '"count"', LIVE, "at_most = 4"),
        ),
        [LITTLE_ROOM.format("241", "240", "")],
    ),
    # Neither is how much there may be on the day a length, nor a length a number.
    (
        HOURS,
        (
            floor(91),
            ceiling(30),
            ask("long", '"minutes"', LIVE, "at_most = 30", '"block"'),
            ask("few", '"count"', LIVE, "at_most = 4"),
            ask("little", '"minutes"', LIVE, "at_most = 2"),
        ),
        [
            "floor ceiling: “floor” asks for at least 91 live minutes, "
            "but “ceiling” allows at most 30 live minutes",
            "floor little: “floor” asks for at least 91 live minutes, "
            "but “little” allows at most 2 live minutes",
        ],
    ),
    # Numbers against numbers.
    (
        HOURS,
        (floor(5, LIVE, '"count"'), ceiling(3, SCREEN, '"count"')),
        [
            "floor ceiling: “floor” asks for at least 5 blocks, "
            "but “ceiling” allows at most 3 blocks"
        ],
    ),
    (
        HOURS,
        (floor(2, LIVE, '"count"'), ceiling(1, LIVE, '"count"')),
        ["floor ceiling: “floor” asks for at least 2 blocks, but “ceiling” allows at most 1 block"],
    ),
    (HOURS, (floor(5, LIVE, '"count"'), ceiling(5, SCREEN, '"count"')), []),
    (HOURS, (floor(5, LIVE, '"count"'), ceiling(3, LIVE)), []),
    (HOURS, (floor(5, SCREEN, '"count"'), ceiling(3, LIVE, '"count"')), []),
    (HOURS, (floor(5, LIVE), ceiling(3, LIVE, '"minutes"', '"block"')), []),
    (
        HOURS,
        (
            floor(2, LIVE, '"runs"\nwith = { away = 5 }'),
            ceiling(1, LIVE, '"runs"\nwith = { away = 5 }'),
        ),
        [],
    ),
    # What is fixed, against what is allowed.
    (f"{HOURS}\ntue 9:00 live math 30", (ceiling(30),), []),
    (
        f"{HOURS}\ntue 9:00 live math 31",
        (ceiling(30),),
        ["ceiling: “ceiling” allows at most 30 live minutes; 31 live minutes are fixed already"],
    ),
    (
        f"{HOURS}\ntue 9:00 live math 20\ntue 9:10 live art 10\ntue any time log 45",
        (ceiling(10),),
        ["ceiling: “ceiling” allows at most 10 live minutes; 20 live minutes are fixed already"],
    ),
    (
        f"{HOURS}\ntue any time log 45",
        (ceiling(40, WORK),),
        ["ceiling: “ceiling” allows at most 40 async minutes; 45 async minutes are fixed already"],
    ),
]


@pytest.mark.parametrize(("plan", "rules", "proofs"), PROOFS)
def test_what_is_asked_is_held_against_the_day_and_what_else_is_asked(
    plan: str, rules: tuple[str, ...], proofs: list[str]
) -> None:
    own = [text for text in prove(plan, *rules) if "stays as it is" not in text]
    assert own == proofs


@pytest.mark.parametrize(
    "loose",
    [
        'key = "subject"\n',
        'may_miss = { times = 1, in = "week" }\n',
        'when = { weekdays = "mon" }\n',
        "when = { from = 2030-01-01 }\n",
        'when = { grades = "6-8" }\n',
        'mean_over = "day"\n',
        'when = { facts = [{ window = "day", measure = "count", of = {}, at_least = 0 }] }\n',
    ],
)
def test_a_rule_that_does_not_hold_for_every_learners_day_contradicts_nothing(loose: str) -> None:
    assert len(prove(f"class grades=2\n{HOURS}", floor(100), ceiling(90))) == 1
    assert prove(f"class grades=2\n{HOURS}", floor(100), ceiling(90) + loose) == []


def test_a_rule_contradicts_on_the_weekdays_on_which_it_holds() -> None:
    assert len(prove(HOURS, floor(100), ceiling(90) + 'when = { weekdays = "tue" }')) == 1


def test_one_of_several_sentences_may_be_chosen_so_none_is_demanded() -> None:
    choices = [f'{{ measure = "minutes", of = {LIVE}, at_most = {most} }}' for most in (80, 90)]
    rule = f'id = "either"\nwindow = "day"\nany_of = [{", ".join(choices)}]\n'
    assert prove(HOURS, floor(100), rule) == []


@pytest.mark.parametrize(("begins", "answers"), [("2020-09-01", []), ("2030-01-01", ["ours"])])
def test_a_rule_is_set_aside_only_while_the_other_policy_holds(
    begins: str, answers: list[str]
) -> None:
    state = policy_of(floor(300).replace("floor", "ours"))
    district = Policy.model_validate(
        policy_of(floor(30)).model_dump()
        | {
            "id": "district",
            "in_force": {"from": begins},
            "overrides": [{"policy": "test", "rules": ["ours"], "why": "Ours holds here."}],
        }
    )
    found = find_contradictions(sketch_days(HOURS), [state, district])
    assert [name for each in found for _, name in each.rules] == answers


def test_what_a_rule_only_suggests_contradicts_nothing() -> None:
    policy = policy_of(floor(100), ceiling(90))
    asked, allowed = policy.rules
    suggested = allowed.model_copy(update={"strength": "should"})
    softer = policy.model_copy(update={"rules": (asked, suggested)})
    days = sketch_days(HOURS)
    assert len(find_contradictions(days, [policy])) == 1
    assert find_contradictions(days, [softer]) == ()


def test_the_grades_of_one_class_can_ask_for_what_excludes_itself() -> None:
    exact = ask("exact", '"minutes"', LIVE, 'exactly = { "1" = 30, "2" = 60 }')
    assert prove(f"class grades=1\n{HOURS}", exact) == []
    assert prove(f"class grades=1,2\n{HOURS}", exact) == [
        "exact: “exact” asks for values that exclude each other in this class's grades"
    ]


def test_each_group_is_held_against_its_own_day() -> None:
    plan = f"class groups=A,B\n{HOURS}\ntue 8:00 break assembly 120 @B"
    assert prove(plan, floor(121)) == [LITTLE_ROOM.format("121", "120", "")]
    assert prove(plan, floor(120)) == []


def test_what_contradicts_itself_on_several_days_is_told_once_with_the_first() -> None:
    days = sketch_days("tue hours=8:00-12:00\nwed hours=8:00-11:00")
    (found,) = find_contradictions(days, [policy_of(floor(300))])
    assert found.rules == (("test", "floor"),)
    assert found.text.startswith("On Tuesday, ")


def test_all_that_excludes_each_other_is_told() -> None:
    rules = (floor(100), ceiling(90), ask("lower", '"minutes"', SCREEN, "at_most = 80"))
    policy = policy_of(*rules)
    found = find_contradictions(sketch_days(HOURS), [policy])
    assert [tuple(name for _, name in each.rules) for each in found] == [
        ("floor", "ceiling"),
        ("floor", "lower"),
    ]


@pytest.mark.parametrize(
    ("rule", "is_proof"),
    [
        (ask("r", '"count"', LIVE, "at_most = 1"), True),
        (ask("r", '"count"', LIVE, "at_most = 2"), False),
        (ask("r", '"count"', LIVE, "at_least = 3"), False),
        (ask("r", '"minutes"', LIVE, "at_most = 25", '"block"'), True),
        # More blocks can make these smaller, or a week is not over yet.
        (ask("r", '"share"\nwith = { among = {} }', LIVE, "at_most = 40"), False),
        (ask("r", '"count"', LIVE, "at_most = 1", '"week"'), False),
        (ask("r", '"lacking"\nwith = { fact = "coach_check" }', LIVE, "at_most = 0"), True),
        (ask("r", '"lacking"\nwith = { fact = "coach_check" }', LIVE, "at_least = 3"), False),
    ],
)
def test_too_much_of_what_only_grows_is_a_proof_by_itself(rule: str, is_proof: bool) -> None:
    plan = f"{HOURS}\ntue 9:00 live math 30\ntue 10:00 live art 20"
    found = prove(plan, rule)
    stays = [text for text in found if text.endswith("What breaks it stays as it is")]
    assert [text[:2] for text in stays] == ["r:"] * is_proof
