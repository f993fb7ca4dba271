"""What a measure sees of a day in its quick way is what it measures with the blocks that did it."""

import pytest

from planner.cadence import judge, timelines
from planner.cadence.examples import make_example_policy
from planner.cadence.measures import MEASURES
from planner.cadence.measuring import Part
from planner.cadence.plan import PlannedDay
from planner.cadence.policy import Rule
from planner.cadence.sketches import sketch_days

from .rules import make_policy

DAYS: tuple[PlannedDay, ...] = tuple(
    sketch_days(
        """class subjects=math
mon kind=weather usual=7:00
mon 0:00 break recess 10
mon 0:10 live math 50 community
mon 1:05 live art 20 instruction tool=Teams:meeting
mon 1:20 live music 10
mon 1:40 live math 5 tool=Zoom:unapproved
mon 8:00 async log 30 offline due=mon,8:00
mon any time pe 20 print due=mon,15:00
mon any time story 25 online due=sat,10:00
mon any time art 10 due=sat,10:00
mon any time news 10 either due=tue,7:59
mon any time song 10 due=mon,15:01
tue hours=8:30-12:00
tue 9:00 live math 90
tue 9:10 live math games 20
tue 9:40 live reading 60
tue 10:40 live art 30
tue 11:20 live music 30
tue 11:59 in person pe 1
wed any time math 30
wed any time art 30
thu
fri 9:00 live math 30"""
    )
)
MORE = [
    *(
        f'measure = "shortest_break"\nof = {{ mode = "live" }}\nwith = {{ between = "{between}"'
        f'{first} }}\nwindow = "day"\nat_least = 1'
        for between in ("blocks", "runs", "subjects")
        for first in ("", ", first = 1", ", first = 2")
    ),
    *(
        f'measure = "{measure}"\nof = {of}\nwith = {{ away = {away} }}\nwindow = "day"\nat_most = 1'
        for measure in ("longest_run", "runs")
        for of in ('{ mode = "live" }', '{ screen = "on" }', "{}")
        for away in (1, 5, 10, 40)
    ),
    *(
        f'measure = "{measure}"\nof = {of}\nwindow = "day"\nat_most = 1'
        for measure in ("minutes", "count", "due_outside")
        for of in ("{}", '{ mode = "async" }', '{ mode = "break" }')
    ),
]
EXAMPLES = [
    make_example_policy(word, example)
    for word, measure in MEASURES.items()
    for example in measure.examples
]


@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day.date:%a}")
def test_what_is_seen_of_a_day_is_what_is_measured(day: PlannedDay) -> None:
    (line,) = timelines(day)
    for policy in [*EXAMPLES, *map(make_policy, MORE)]:
        (rule,) = policy.checked_rules
        assert isinstance(rule, Rule)
        part = Part(day, line, line.choose(rule.of))
        measured = rule.measuring.measure((part,))
        seen = rule.measuring.see_day()(part)
        assert (rule, seen) == (rule, measured and measured.value)


WHO = [
    # Due at closing time is in time; on a Saturday, or a minute late, it is not.
    ("due_outside", "", "{}", "at_most = 0", 0, 4, "Art News Song Story"),
    ("first_start", "", '{ mode = "live" }', 'at_least = "9:00"', 0, 10, "Math"),
    ("last_end", "", '{ mode = "live" }', 'at_most = "1:00"', 0, 105, "Math"),
    ("longest_run", "away = 10", '{ mode = "live" }', "at_most = 9", 0, 75, "Art Math Music"),
    ("longest_run", "away = 5", '{ mode = "live" }', "at_most = 9", 0, 50, "Math"),
    (
        "shortest_break",
        'between = "blocks"',
        '{ mode = "live" }',
        "at_least = 9",
        1,
        0,
        "Art Reading",
    ),
    (
        "shortest_break",
        'between = "runs"',
        '{ mode = "live" }',
        "at_least = 19",
        1,
        10,
        "Art Music",
    ),
    (
        "free_minutes",
        'from = "9:00", until = "9:40"',
        '{ mode = "live" }',
        "at_least = 9",
        1,
        0,
        "Math Math games",
    ),
    (
        "free_minutes",
        'from = "11:00", until = "11:20"',
        '{ mode = "live" }',
        "at_least = 19",
        1,
        10,
        "Art",
    ),
    ("late_start", "", "{}", "at_most = 0", 0, 60, ""),
]


@pytest.mark.parametrize(("measure", "having", "of", "bound", "day", "found", "titles"), WHO)
def test_a_finding_names_the_blocks_that_did_it(
    measure: str, having: str, of: str, bound: str, day: int, found: int, titles: str
) -> None:
    settled = f"with = {{ {having} }}\n" if having else ""
    rule = f'measure = "{measure}"\nof = {of}\n{settled}window = "day"\n{bound}'
    verdict = judge([DAYS[day]], [make_policy(rule)])
    (finding,) = (each for each in verdict.findings if each.rule_id == "rule")
    named = sorted(b.title for b in DAYS[day].blocks if b.id in finding.block_ids)
    assert (finding.found, " ".join(named)) == (found, titles)


@pytest.mark.parametrize(
    ("due", "found"), [("fri,11:00", 0), ("fri,13:00", 1), ("sat,10:00", 0), ("sat,13:00", 1)]
)
def test_what_is_due_on_another_day_of_the_window_is_held_against_that_days_hours(
    due: str, found: int
) -> None:
    days = sketch_days(
        "tue hours=8:00-15:00\nfri hours=9:00-12:00\nsat hours=9:00-12:00\n"
        f"tue any time log 20 due={due}"
    )
    rule = 'measure = "due_outside"\nof = {}\nwindow = "week"\nat_most = 0'
    findings = judge(days, [make_policy(rule)]).findings
    assert [finding.found for finding in findings] == [1] * found
