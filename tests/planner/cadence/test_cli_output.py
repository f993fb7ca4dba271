"""What the commands print, to the letter."""

import datetime as dt
from pathlib import Path

import pytest

from planner.cadence import Plan, Waiver, judge, parse_policy, shipped_policies
from planner.cadence.cli import main
from planner.cadence.coverage import write_coverage
from planner.cadence.documenting import write_documentation
from planner.cadence.printing import write_verdict
from planner.cadence.sketches import MONDAY, sketch_days

HEAD = 'id = "mine"\nname = "Mine"\nversion = "1"\n'
RULE = '[[rules]]\nid = "{}"\nstrength = "{}"\nsource = {{ authority = "A test" }}\n{}\n'
LIVE = 'measure = "minutes"\nof = { mode = "live" }\n'
COUNT = 'measure = "count"\nof = { mode = "live" }\n'
POLICY = HEAD + "".join(
    RULE.format(*rule)
    for rule in (
        ("live", "must", LIVE + 'window = "day"\nat_most = 90\nsays = "At most 90 minutes live."'),
        ("week", "should", LIVE + 'window = "week"\nat_least = 900'),
        ("monthly", "should", COUNT + 'window = "month"\nat_most = 1'),
        ("snow", "must", COUNT + 'window = "day"\nat_most = 1\nwhen = { kinds = "weather" }'),
        ("consent", "must", 'says = "Families may refuse."\nunchecked = "A plan has no answers."'),
    )
)
PLAN = """class id=a name=Ants groups=A,B
mon 9:00 live math 100
tue 9:30 live art 20
tue 9:40 live math 20 @B
class id=b name=Bees
tue any time log 10
"""
CHECKED = """Ants
  1 September 2020 to 30 September 2020
    should Group A has 2 live sessions in September 2020: 1 more than 1. [mine monthly]
           Take out 1 live session.
    should Group B has 3 live sessions in September 2020: 2 more than 1. [mine monthly]
           Take out 2 live sessions.
  Monday, 14 September
    must   The class has 100 live minutes on Monday: 10 minutes over 90. [mine live]
           The rule: At most 90 minutes live.
           Take out 10 live minutes.
  The week of 14 September
    open   Group A has 120 live minutes in the week of 14 September: 13 hours short of 15 hours, \
so far; the rest of the week is not planned yet. [mine week]
           Add 780 live minutes (13 hours).
    open   Group B has 130 live minutes in the week of 14 September: 12 hours 50 minutes short of \
15 hours, so far; the rest of the week is not planned yet. [mine week]
           Add 770 live minutes (12 hours 50 minutes).
  Tuesday, 15 September
    must   “Art” and “Math” overlap for Group B by 10 minutes on Tuesday. [always clash]
           Move or shorten one of them.

Bees
  The week of 14 September
    open   The class has no live minutes in the week of 14 September: 15 hours short of 15 hours, \
so far; the rest of the week is not planned yet. [mine week]
           Add 900 live minutes (15 hours).

Not checked here:
  mine consent: Families may refuse. (A plan has no answers.)

Nothing in this plan for:
  mine snow: The number of live sessions each day, on weather days: at most 1.

2 musts broken, 2 shoulds broken and 3 open. Open is what days still to be planned, or people, \
have yet to decide.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan.txt"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def test_a_verdict_stands_by_class_and_date_with_what_was_not_asked(
    plan: Path, policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text(PLAN)
    policy.write_text(POLICY)
    assert main(["check", str(plan), "--policy", str(policy)]) == 1
    assert capsys.readouterr().out == CHECKED


def test_policies_may_be_named_one_option_at_a_time(
    plan: Path, policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text("tue 9:00 live math 100")
    policy.write_text(POLICY)
    for command in ("check", "possible"):
        assert main([command, str(plan), "--policy", str(policy), "--policy", "aps"]) == 1
        assert ("At most 90" if command == "check" else "fixed already") in capsys.readouterr().out


def test_an_example_of_a_plan_is_shown_day_by_day(
    plan: Path, policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text("tue hours=9:00-12:00\ntue 9:00 break circle 30\n")
    own = 'measure = "count"\nof = { mode = "async", screen = "off" }\nwindow = "day"\nat_least = 1'
    rules = (("live", "must", LIVE + 'window = "day"\nexactly = 60'), ("own", "must", own))
    policy.write_text(HEAD + "".join(RULE.format(*rule) for rule in rules))
    assert main(["possible", str(plan), "--policy", str(policy)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "These rules can be kept: a plan that keeps them was found.",
        "  Tuesday, 15 September",
        "     9:00 am   30 min  break     Circle",
        "     9:30 am   60 min  live      Live session",
        "    any time   10 min  async     Task",
    ]
    assert main(["possible", str(plan), "--policy", str(policy), "--tries", "1"]) == 3
    assert capsys.readouterr().out.startswith("Not known: none of 1 plans that were tried")


def test_the_json_of_a_verdict_is_laid_out_for_reading(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text("tue 9:00 live math 30")
    assert main(["check", str(plan), "--format", "json"]) == 0
    assert (
        capsys.readouterr().out == '{\n  "kept": true,\n  "findings": [],\n  "unchecked": []\n}\n'
    )


def test_measures_are_listed_with_what_they_need(capsys: pytest.CaptureFixture[str]) -> None:
    main(["measures"])
    lines = capsys.readouterr().out.splitlines()
    assert "minutes         The minutes of the chosen blocks, added up." in lines
    assert (
        "longest_run     The longest unbroken run of chosen blocks, in minutes. With: away."
        in lines
    )
    assert (
        "shortest_break  The shortest pause between chosen blocks of a day, in minutes. "
        "With: between, first." in lines
    )


def test_policies_are_listed_with_how_many_of_their_rules_are_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["policies"])
    lines = capsys.readouterr().out.splitlines()
    assert (
        "alsd-homework   ALSD, California: homework (2020): 1 rule, 0 more not checked here"
        in lines
    )
    assert main(["policies", "--coverage"]) == 0
    assert capsys.readouterr().out.splitlines() == list(write_coverage(shipped_policies()))


def test_the_generated_part_of_the_documentation_is_printed_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["docs"]) == 0
    assert capsys.readouterr().out == write_documentation()


@pytest.mark.parametrize("what", ["plan", "policy"])
def test_schemas_are_laid_out_for_reading(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema", what])
    assert capsys.readouterr().out.startswith('{\n  "$defs": {\n    "')


SEVERAL = """class id=a name=Ants teachers=Ada
mon 9:00 live math 40
tue 9:00 live math 100
class id=b name=Bees teachers=Ada
tue 11:00 live art 30
"""
LOAD = (
    ("load", "should", LIVE + 'window = "day"\nkey = "teacher"\nat_most = 120'),
    ("live", "must", LIVE + 'window = "day"\nat_most = 90'),
    (
        "two",
        "must",
        LIVE + 'window = "weekdays"\nat_most = 90\nwhen = { weekdays = ["mon", "tue"] }',
    ),
)
TOLD = """Ants
  The week of 14 September
    must   The class has 140 live minutes over Monday and Tuesday in the week of 14 September: \
50 minutes over 90. [a two]
           Take out 50 live minutes.
           Also asked by Mine (two).
  Tuesday, 15 September
    waived The class has 100 live minutes on Tuesday: 10 minutes over 90. [a live]
           Waived: The network is down.
    must   The class has 100 live minutes on Tuesday: 10 minutes over 90. [b live]
           Take out 10 live minutes.

Several classes together
  Tuesday, 15 September
    should Ada has 130 live minutes on Tuesday: 10 minutes over 120. [a load]
           Take out 10 live minutes.
           Also asked by Mine (load).

2 musts broken, 1 should broken, none open and 1 waived.
"""


def test_what_is_waived_asked_twice_or_of_several_classes_is_said_so() -> None:
    rules = "".join(RULE.format(*rule) for rule in LOAD)
    policies = [parse_policy(HEAD.replace("mine", name) + rules) for name in ("a", "b")]
    tuesday = MONDAY + dt.timedelta(days=1)
    waiver = Waiver("a", "live", tuesday, tuesday, "The network is down.")
    plan = Plan(days=sketch_days(SEVERAL))
    verdict = judge(plan.days, policies, waivers=[waiver])
    assert "\n".join(write_verdict(verdict, plan, [], [])) + "\n" == TOLD


def test_whether_a_plan_is_possible_may_be_asked_without_a_policy(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text("tue 9:00 live math 30")
    assert main(["possible", str(plan)]) == 0
    assert capsys.readouterr().out.startswith("These rules can be kept")


HELP = {
    "": "[-h] COMMAND ... Judge plans against policies. positional arguments: COMMAND "
    "check judge a plan file; exit 0 kept, 1 broken, 2 bad input "
    "possible can any plan around these blocks keep the musts? exit 0 yes, 1 no, 3 not known "
    "schema print the JSON schema of a plan or a policy "
    "measures list the measures "
    "policies list the shipped policies "
    "docs print the generated part of docs/cadence.md ",
    "check": "[-h] [--policy NAME_OR_FILE [NAME_OR_FILE ...]] [--format {text,json}] PLAN "
    "positional arguments: PLAN a JSON file, or a .txt file in the short notation ",
    "possible": "[-h] [--policy NAME_OR_FILE [NAME_OR_FILE ...]] [--tries N] PLAN "
    "positional arguments: PLAN a JSON file, or a .txt file in the short notation ",
    "schema": "[-h] {plan,policy} positional arguments: {plan,policy} ",
    "measures": "[-h] ",
    "policies": "[-h] [--coverage] ",
    "docs": "[-h] ",
}
OPTIONS = {
    "check": "--policy NAME_OR_FILE [NAME_OR_FILE ...] --format {text,json}",
    "possible": "--policy NAME_OR_FILE [NAME_OR_FILE ...] --tries N plans to try",
    "policies": "--coverage count what is checked, by need",
}


@pytest.mark.parametrize("command", HELP)
def test_each_command_says_what_it_is_for_and_what_it_takes(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    usage, own = " ".join(capsys.readouterr().out.split()).split("options: ")
    name = f"python -m planner.cadence {command}".strip()
    assert ended.value.code == 0
    assert usage == f"usage: {name} {HELP[command]}"
    assert own.partition("exit")[2].strip() == OPTIONS.get(command, "")


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ("", "the following arguments are required: COMMAND"),
        ("check", "the following arguments are required: PLAN"),
        ("possible", "the following arguments are required: PLAN"),
        ("schema", "the following arguments are required: what"),
        ("possible plan.txt --tries many", "argument --tries: invalid int value: 'many'"),
        ("check plan.txt --policy", "argument --policy: expected at least one argument"),
    ],
)
def test_a_command_that_lacks_something_is_told_what(
    arguments: str, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments.split())
    assert ended.value.code == 2
    assert capsys.readouterr().err.rstrip().endswith(f": error: {fault}")
