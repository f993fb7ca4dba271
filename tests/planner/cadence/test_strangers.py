"""A file from a stranger is read or refused in a moment: nothing in it hangs or blows up."""

import datetime as dt
import json
import re
import time
import tomllib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.cadence import (
    CadenceError,
    Plan,
    Policy,
    PolicyError,
    Problem,
    day_totals,
    judge,
    load_policy,
    parse_plan,
    parse_policy,
    say_rule,
    verdict_from_json,
    verdict_to_json,
)
from planner.cadence.files import POLICY_VALUES
from planner.cadence.possibility import find_possibility
from planner.cadence.sketches import sketch_days

from .strangers import edited, garbled, read_shipped
from .strategies import relaxed

SECONDS = 60
"""Of the processor's time. Far more than any file takes, also where coverage is counted."""
WEEKS = sketch_days(
    """class grades=K-2 subjects=math,art groups=A,B small=Help:A teachers=Ada traits=remote
    mon-fri 9:00 live morning meeting 20 community
    mon-fri 9:20 live math 40 @A
    tue-thu 9:40 live art 70 @B
    mon-fri 12:00 lunch 45
    mon-fri any time math 30 check video 5 tool=Epic
    wed 13:00 at school reading 90
    thu 14:30 live reading 30 @Help
    week 2020-09-21
    mon-wed kind=weather hours=10:00-14:00
    tue 10:00 live math 240 tool=Zoom:unapproved
    """
)
DAY = json.loads(WEEKS[2].model_dump_json(by_alias=True))
TEXTS = st.sampled_from(read_shipped())
TABLES = st.sampled_from([tomllib.loads(text) for text in read_shipped()])
NEAR_TOML = r"(\[{1,2}|[a-z. ]|=|\]{1,2}|\"{1,3}|'|\{|\}|#|\n|0x|9|,){0,60}"
WHOLE = ("is nested", "is larger", "has more than")
"""How problems begin that no single line has."""


def refuse_or_read(text: str, kind: str) -> Policy | Plan | tuple[Problem, ...]:
    """What was read, or what is wrong with it; any other exception fails the test."""
    begun = time.process_time()
    read: Policy | Plan | tuple[Problem, ...]
    try:
        if kind == "plan":
            read = parse_plan(text, "stranger")
        else:
            read = parse_policy(text, "stranger", "json" if kind == "json" else "toml")
    except CadenceError as error:
        read = error.problems
        check_problems(error.problems, text)
    assert time.process_time() - begun < SECONDS
    return read


def check_problems(problems: tuple[Problem, ...], text: str) -> None:
    """Each problem names the file and a line of it, and says something short."""
    assert problems
    for problem in problems:
        assert problem.file == "stranger"
        assert 0 < len(problem.message.strip()) < 1000
        assert (problem.line is None) == problem.message.startswith(WHOLE)
        assert 1 <= (problem.line or 1) <= text.count("\n") + 1


def use_policy(policy: Policy) -> None:
    """A policy that was read can be said, stored, and judged by."""
    begun = time.process_time()
    assert all(map(say_rule, policy.checked_rules))
    assert parse_policy(policy.model_dump_json(), format="json") == policy
    verdict = judge(WEEKS, [policy, load_policy("aps")])
    assert verdict_from_json(verdict_to_json(verdict)) == verdict
    assert find_possibility(WEEKS[:1], [policy], budget=20)
    assert time.process_time() - begun < SECONDS


def use_plan(plan: Plan) -> None:
    """A plan that was read can be added up, stored, judged, and asked what is possible in it."""
    begun = time.process_time()
    assert all(map(day_totals, plan.days))
    assert parse_plan(plan.model_dump_json(by_alias=True)) == plan
    assert judge(plan.days, [load_policy("good-practice"), load_policy("aps")]).unchecked
    assert find_possibility(plan.days[:1], [load_policy("aps")], budget=20)
    assert time.process_time() - begun < SECONDS


@relaxed
@given(TABLES.flatmap(edited))
def test_a_policy_with_anything_changed_in_it_is_refused_or_can_be_judged_by(data: Any) -> None:
    read = refuse_or_read(json.dumps(data, default=str), "json")
    if isinstance(read, Policy):
        use_policy(read)


@relaxed
@given(TEXTS.flatmap(garbled))
def test_a_garbled_policy_is_refused_or_can_be_judged_by(text: str) -> None:
    read = refuse_or_read(text, "toml")
    if isinstance(read, Policy):
        use_policy(read)


@relaxed
@given(edited({"schema": 1, "days": [DAY, {**DAY, "date": "2020-09-23"}]}) | edited(DAY))
def test_a_plan_with_anything_changed_in_it_is_refused_or_can_be_judged(data: Any) -> None:
    read = refuse_or_read(json.dumps(data), "plan")
    if isinstance(read, Plan):
        use_plan(read)


@relaxed
@given(garbled(json.dumps(DAY, indent=1)))
def test_a_garbled_plan_is_refused_or_can_be_judged(text: str) -> None:
    read = refuse_or_read(text, "plan")
    if isinstance(read, Plan):
        use_plan(read)


@relaxed
@given(st.text() | st.from_regex(NEAR_TOML))
def test_anything_at_all_is_refused_or_read(text: str) -> None:
    for kind in ("toml", "json", "plan"):
        assert refuse_or_read(text, kind)


@relaxed
@given(
    content=st.binary() | TEXTS.flatmap(garbled).map(lambda text: text.encode("utf-16", "replace"))
)
def test_any_bytes_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "stranger.toml"
    path.write_bytes(content)
    with suppress(PolicyError):
        assert load_policy(path)


HEAD = """id = "t"
name = "T"
version = "1"
[[rules]]
id = "r"
strength = "must"
source = { authority = "A" }
measure = "minutes"
of = { mode = "live" }
window = "day"
"""


def repeat_names() -> str:
    """A rule with a name that stands for twelve names, each of which stands for twelve …"""
    names = ['a0 = { mode = "async" }']
    for number in range(4):
        each = ", ".join([f'{{ named = "a{number}" }}'] * 12)
        names.append(f"a{number + 1} = {{ any_of = [{each}] }}")
    table = "\n".join(["[counts_as]", *names, "[[rules]]"])
    return HEAD.replace('{ mode = "live" }', '{ named = "a4" }').replace("[[rules]]", table)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f'note = """\n[{" " * 400_000}\n"""\n{HEAD}at_least = "x"', "note: string should have"),
        (f'a = {{ "{" " * 200_000}" = 1, "{" " * 200_000}" = 1 }}', "is not TOML: Duplicate"),
        (f'a = {{ "line {"9" * 5000}" = 1, "line {"9" * 5000}" = 1 }}', "is not TOML: Duplicate"),
        (f"{HEAD}at_least = 0x{'f' * 5000}", "not a number of endless digits"),
        (HEAD.replace('"must"', f"0x{'f' * 5000}"), 'unknown word "a number of endless digits"'),
        (f"rules = [{'1,' * 200_000}]", f"has more than {POLICY_VALUES} values"),
        (f"{repeat_names()}at_least = 1", "the other names stand for too much"),
        (f"{HEAD}at_least = {'{ half_of = ' * 60}1{' }' * 60}", "is nested too deeply"),
        (f"{HEAD}at_least = 1\n{'[a.b]' * 9}", "is not TOML"),
    ],
    ids=lambda text: text[-20:],
)
def test_what_would_keep_a_reader_busy_for_hours_is_refused(text: str, complaint: str) -> None:
    problems = refuse_or_read(text, "toml")
    assert isinstance(problems, tuple)
    assert any(complaint in str(problem) for problem in problems)


def test_a_plan_that_is_all_wrong_is_refused_at_its_first_day() -> None:
    problems = refuse_or_read(f'{{"schema": 1, "days": [{"{}," * 500_000}1]}}', "plan")
    assert isinstance(problems, tuple)
    assert {problem.field for problem in problems} == {"days[0].classroom", "days[0].date"}


def test_the_lines_of_many_problems_in_a_long_plan_are_found_in_time() -> None:
    first = dt.date(2010, 1, 1)
    days = [{**DAY, "date": str(first + dt.timedelta(days=n))} for n in range(1500)]
    days[-1] = {**DAY, "opens": "x", "closes": "x", "kind": "x", "blocks": [{}]}
    lines = ",\n".join(map(json.dumps, days))
    problems = refuse_or_read(f'{{"schema": 1, "days": [\n{lines}]}}', "plan")
    assert isinstance(problems, tuple)
    assert len(problems) > 5
    assert {problem.line for problem in problems} == {1501}


def test_many_rules_over_a_hundred_days_in_a_row_judge_a_year_in_time() -> None:
    head, _, rule = HEAD.replace('"day"', "{ rolling = 100 }").partition("[[rules]]")
    each = (rule.replace('"r"', f'"r{number}"') for number in range(20))
    policy = parse_policy(head + "".join(f"[[rules]]{one}at_least = 999\n" for one in each))
    year = sketch_days("weeks 2020-09-14 to 2021-06-11\nmon-fri 9:00 live math 1")
    begun = time.process_time()
    assert judge(year, [policy]).findings
    assert time.process_time() - begun < SECONDS


KEYS = ("measure", "window", "strength", "source", "authority", "address", "quote", "at_least")
WORDS = ("must", "should", "week", "half_day", "weekdays", "minutes", "count", "longest_run")
WRITTEN = re.compile(rf'(?<![\w"])(?:{"|".join(KEYS)})(?= = )|(?<= = ")(?:{"|".join(WORDS)})(?=")')


@relaxed
@given(TEXTS, st.data())
def test_a_slip_in_a_word_is_told_with_its_line_and_the_word_that_was_meant(
    text: str, data: st.DataObject
) -> None:
    match = data.draw(st.sampled_from(list(WRITTEN.finditer(text))))
    word, place = match.group(), data.draw(st.integers(1, len(match.group()) - 1))
    slip = word[:place] + data.draw(st.sampled_from(["x", word[place] * 2, ""])) + word[place + 1 :]
    assume(slip not in (*KEYS, *WORDS))
    line = text.count("\n", 0, match.start()) + 1
    problems = refuse_or_read(text[: match.start()] + slip + text[match.end() :], "toml")
    assert isinstance(problems, tuple)
    meant = [problem for problem in problems if f'"{slip}"' in problem.message]
    assert [problem.message.partition("; ")[2] for problem in meant] == [f'did you mean "{word}"?']
    assert all(problem.line in range(line - 12, line + 1) and problem.field for problem in meant)
