"""What docs/cadence.md shows works as it stands; its generated part is tested with the measures."""

import datetime as dt
import re
import runpy
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from planner.cadence import Plan, Policy, judge, parse_policy
from planner.cadence.cli import make_parser
from planner.cadence.documenting import BEGIN
from planner.cadence.files import parse_sketch
from planner.cadence.shorthand import parse_block_line
from planner.cadence.sketches import sketch_days

from .rules import LIVE_150, make_policy

WRITTEN = (Path(__file__).parents[3] / "docs" / "cadence.md").read_text("utf-8").split(BEGIN)[0]
FENCES = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", WRITTEN, re.MULTILINE | re.DOTALL)
SOURCE = {"authority": "A test"}
PLAIN = {"measure": "minutes", "of": {"mode": "live"}, "window": "day", "at_least": 1}


def list_fences(language: str) -> list[str]:
    return [text for kind, text in FENCES if kind == language]


def find_section(title: str) -> str:
    """What stands under a heading, without its fences."""
    text = re.sub(r"```.*?```", "", WRITTEN.split(f"# {title}\n")[1], flags=re.DOTALL)
    return re.split(r"^#+ ", text, maxsplit=1, flags=re.MULTILINE)[0]


def list_codes(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def list_cells(section: str, row: str) -> list[str]:
    """What stands as code in the second cell of a table's row."""
    (cells,) = re.findall(rf"^\| {row} \| (.*) \|$", find_section(section), re.MULTILINE)
    return list_codes(cells)


def test_there_are_examples_of_every_kind() -> None:
    assert {kind for kind, _ in FENCES} == {"", "toml", "text", "python"}


def list_commands() -> list[str]:
    lines = (line for text in list_fences("") for line in text.splitlines())
    return [*lines, *re.findall(r"`(python -m [^`\n]+)`", WRITTEN)]


@pytest.mark.parametrize("line", list_commands())
def test_a_command_is_known(line: str) -> None:
    assert make_parser().parse_args(shlex.split(line, comments=True)[3:]).run


@pytest.mark.parametrize("text", list_fences("text"))
def test_a_plan_is_read(text: str) -> None:
    assert parse_sketch(text).days


@pytest.mark.parametrize("text", list_fences("toml"))
def test_a_policy_or_a_part_of_one_is_read(text: str) -> None:
    said = tomllib.loads(text)
    if "rules" in said:
        assert parse_policy(text).rules
        return
    head = {"counts_as": said.pop("counts_as", {})}
    drops = ("measure", "of", "at_least") if {"any_of", "all_of"} & said.keys() else ()
    rule = {name: value for name, value in PLAIN.items() if name not in drops} | said
    rule |= {"id": "r", "strength": "must", "source": SOURCE}
    policy = {"id": "p", "name": "P", "version": "1", "rules": [rule], **head}
    assert Policy.model_validate(policy).checked_rules


def test_the_lines_of_python_run(tmp_path: Path) -> None:
    days = sketch_days("tue 9:00 live math 30")
    known: dict[str, Any] = {
        "days": days,
        "day": days[0],
        "date": days[0].date,
        "date_of_a_holiday": dt.date(2020, 10, 12),
    }
    (lines,) = list_fences("python")
    path = tmp_path / "example.py"
    path.write_text(lines)
    assert runpy.run_path(str(path), known)["verdict"].kept is False


@pytest.mark.parametrize("line", [c for c in list_codes(find_section("Which blocks")) if "=" in c])
def test_a_line_of_a_selection_is_read(line: str) -> None:
    of = line if line.startswith(("{", "of")) else f"{{ {line.replace('{ … }', '{}')} }}"
    rule = f'measure = "minutes"\nof = {of.removeprefix("of = ")}\nwindow = "day"\nat_least = 1'
    assert make_policy(rule, head='counts_as = { moving = { mode = "break" } }').rules


@pytest.mark.parametrize("window", [c for c in list_codes(find_section("Windows")) if c[0] in '"{'])
def test_a_window_is_read(window: str) -> None:
    more = {'"run"': "away = 10", '"weekdays"': 'when = { weekdays = ["tue"] }'}
    assert make_policy(
        f'measure = "minutes"\nof = {{}}\nwindow = {window}\nat_least = 1\n{more.get(window, "")}'
    ).rules


KEYS = [code for code in list_codes(find_section("For each what")) if re.match(r'"|\w+ = ', code)]


@pytest.mark.parametrize("line", KEYS)
def test_a_key_is_read(line: str) -> None:
    said = tomllib.loads(line if " = " in line else f"key = {line}")
    rule = {**PLAIN, "id": "r", "strength": "must", "source": SOURCE, **said}
    assert Policy.model_validate({"id": "p", "name": "P", "version": "1", "rules": [rule]}).rules


def list_amounts() -> list[str]:
    section = find_section("How much")
    bullets = "\n".join(line for line in section.splitlines() if line.startswith(("- ", "  ")))
    codes = (code for code in list_codes(bullets) if re.match(r'[{]|between|"[a-z]', code))
    return [code for code in codes if code not in ('"high"', '"undecided"')]


@pytest.mark.parametrize("amount", list_amounts())
def test_a_limit_is_read(amount: str) -> None:
    written = re.sub(r"\b[AB]\b", "10", amount)
    bound = written if written.startswith("between") else f"at_least = {written}"
    assert make_policy(f'measure = "minutes"\nof = {{}}\nwindow = "day"\n{bound}').rules


NOTATION = "Plans in the short notation"
SPELLINGS = {
    "days": "{} 9:30 live math 30",
    "start": "tue {} live math 30",
    "start and end": "tue {} live math",
    "no time": "tue {} math 30",
    "mode": "tue 9:30 {} math 30",
    "length": "tue 9:30 live math {}",
}


@pytest.mark.parametrize(
    ("what", "spelling"),
    [(what, each) for what in SPELLINGS for each in list_cells(NOTATION, what)],
)
def test_a_spelling_of_a_line_is_read(what: str, spelling: str) -> None:
    block = parse_block_line(SPELLINGS[what].format(spelling))
    assert block.title in {"Math", "Lunch math", "Recess math"}
    assert block.minutes in {30, 45}
    assert block.weekdays[0] in {"mon", "tue"}


LINES = {
    "the plan": "{}\ntue any time math 30",
    "a class": "class {}\ntue any time math 30",
    "a day": "tue {}\ntue any time math 30",
    "a task": "tue any time math 30 {}",
}
UNSAID = "What need not be said"


@pytest.mark.parametrize(
    ("where", "said"), [(where, each) for where in LINES for each in list_cells(UNSAID, where)]
)
def test_what_is_left_out_of_a_plan_is_as_if_it_were_said(where: str, said: str) -> None:
    assert parse_sketch(LINES[where].format(said)) == Plan(days=sketch_days("tue any time math 30"))


@pytest.mark.parametrize("said", list_cells(UNSAID, "a rule"))
def test_what_is_left_out_of_a_rule_is_as_if_it_were_said(said: str) -> None:
    assert make_policy(f"{LIVE_150}\n{said}") == make_policy(LIVE_150)


@pytest.mark.parametrize("said", list_cells(UNSAID, "a policy"))
def test_what_is_left_out_of_a_policy_is_as_if_it_were_said(said: str) -> None:
    assert make_policy(LIVE_150, head=said) == make_policy(LIVE_150)


WEEK = "mon-fri 9:00 live math 30\nwed kind=testing"


@pytest.mark.parametrize(("when", "found"), [("{}", []), ('{ kinds = "regular" }', [120])])
def test_a_week_loses_the_minutes_of_days_that_its_kinds_leave_out(
    when: str, found: list[int]
) -> None:
    policy = make_policy(LIVE_150.replace('"day"', '"week"') + f"\nwhen = {when}")
    assert [each.found for each in judge(sketch_days(WEEK), [policy]).findings] == found
