"""Bad policies and plans are answered with file, line, field and the nearest known word."""

import json
from pathlib import Path

import pytest

from planner.cadence import (
    Plan,
    PlanError,
    PlannedDay,
    Policy,
    PolicyError,
    load_plan,
    load_policy,
    parse_plan,
    parse_policy,
    shipped_policies,
)
from planner.cadence.positions import find_json_lines, find_toml_lines
from planner.cadence.sketches import sketch_days

POLICY = """id = "test"
name = "Test"
version = "1"

[[rules]]
id = "live-minutes"
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "day"
at_least = 150
when = { weekdays = ["tue"] }
source = { authority = "A test" }

[[rules]]
id = "chunks"
strength = "must"
measure = "runs"
with = { away = 5 }
of = { mode = "live" }
window = "day"
at_least = 2

[rules.source]
authority = "A test"
"""

PLAN = json.dumps(
    sketch_days("tue 9:00 live math 30\ntue any time art 20")[0].model_dump(
        mode="json", by_alias=True
    ),
    indent=1,
)


def refuse_policy(old: str, new: str) -> str:
    assert old in POLICY
    with pytest.raises(PolicyError) as caught:
        parse_policy(POLICY.replace(old, new, 1), "mine.toml")
    return str(caught.value)


def refuse_plan(old: str, new: str) -> str:
    assert old in PLAN
    with pytest.raises(PlanError) as caught:
        parse_plan(PLAN.replace(old, new, 1), "mine.json")
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            'measure = "minutes"',
            'measure = "minuts"',
            "mine.toml:8: rules[0].measure (live-minutes): "
            'unknown word "minuts"; did you mean "minutes"?',
        ),
        (
            '{ mode = "live" }',
            '{ mode = "lives" }',
            "mine.toml:9: rules[0].of.mode (live-minutes): "
            'unknown word "lives"; did you mean "live"?',
        ),
        (
            "at_least = 150",
            "at_leest = 150",
            "mine.toml:11: rules[0].at_leest (live-minutes): "
            'no such field "at_leest"; did you mean "at_least"?',
        ),
        ("at_least = 150", "at_least = -5", "greater than or equal to 0"),
        (
            "at_least = 150",
            "at_least = 1_000_000_000",
            "mine.toml:11: rules[0].at_least (live-minutes):",
        ),
        ("at_least = 150", "at_least = nan", "rules[0].at_least"),
        ("at_least = 150", "at_least = true", "a limit is a number, not true or false"),
        ("at_least = 150", "at_least = 1\nat_most = 2", "a rule has one bound"),
        ("at_least = 150", "", "a rule has one bound"),
        ("at_least = 150", 'at_least = { "K-9x" = 3 }', '"9X" is not a grade'),
        ("at_least = 150", 'at_least = { "K-3" = 3, "2" = 1 }', "overlaps another one"),
        (
            "at_least = 150",
            'at_least = { range = [1, 2], reading = "lowest" }',
            "rules[0].at_least.reading",
        ),
        (
            'weekdays = ["tue"]',
            'weekday = ["tue"]',
            "mine.toml:12: rules[0].when.weekday (live-minutes): "
            'no such field "weekday"; did you mean',
        ),
        ('weekdays = ["tue"]', 'weekdays = ["tues"]', 'did you mean "tue"?'),
        (
            'weekdays = ["tue"]',
            "grades = [{}]",
            "rules[0].when.grades[0] (live-minutes): it should be a valid s",
        ),
        ('weekdays = ["tue"]', 'grades = "K-13"', '"13" is not a grade'),
        ('measure = "minutes"', 'measuure = "minutes"', 'did you mean "measure"?'),
        (
            "with = { away = 5 }",
            "",
            "mine.toml:15: rules[1].with (chunks): this field is missing; "
            "runs needs with = { away = … }",
        ),
        ("{ away = 5 }", "{ away = -5 }", "mine.toml:19: rules[1].with.away (chunks):"),
        ("{ away = 5 }", "{ awai = 5 }", 'no such field "awai"; did you mean "away"?'),
        ('id = "chunks"', 'id = "live-minutes"', "the id live-minutes is used twice"),
        ('window = "day"', 'window = "run"', "rules[0].away (live-minutes): the window"),
        ('window = "day"', 'window = "week"', 'only some weekdays is written "weekdays"'),
        (
            "at_least = 150",
            'between = [{ "K-2" = 45 }, { "K-2" = 90 }]',
            "rules[0].between[0] (live-minutes): limits by grade band stand around both: ",
        ),
        ("at_least = 150", 'at_least = { "k to two" = 3 }', 'a grade band is written "K-2"'),
        ('measure = "minutes"', 'measure = "minutes"\nunchecked = "x"', "not both"),
        ('{ mode = "live" }', '"live"', "it should be a table, written { … }, not 'live'"),
        ("at_least = 150", 'at_least = "2.5 hours"', "a length is written in minutes: 150"),
        ("at_least = 150", 'at_least = "45 min"', "a length is written in minutes: 45"),
        (
            "at_least = 150",
            'at_least = "a lot"',
            "a limit is a number (a length is in minutes: 150)",
        ),
        (
            "at_least = 150",
            'at_least = { measure = "longest_run" }',
            "rules[0].at_least.with.away (live-minutes): longest_run needs it",
        ),
        (
            'weekdays = ["tue"]',
            "from = 2026-10-01, until = 2026-09-01",
            "rules[0].when.until (live-minutes): 2026-09-01 comes before 2026-10-01",
        ),
        (
            'weekdays = ["tue"]',
            'from = 2026-09-01, until = 2026-12-18, months = ["jan", "feb"]',
            "when.months (live-minutes): none of them lies between 2026-09-01 and 2026-12-18",
        ),
        (
            'weekdays = ["tue"]',
            'nth = { place = 8, of = "week" }',
            "when.nth.place (live-minutes): a week has at most 7 days",
        ),
        (
            'weekdays = ["tue"]',
            'traits = "snow", without_traits = ["snow", "ice"]',
            "when.without_traits (live-minutes): all that traits asks for is ruled out again",
        ),
        (
            "at_least = 150",
            "at_least = { dated = [{ from = 2026-10-01, until = 2026-09-01, is = 9 }] }",
            "until (live-minutes): 2026-09-01 comes before 2026-10-01",
        ),
        (
            "[[rules]]",
            "in_force = { from = 2027-01-01, until = 2026-01-01 }\n[[rules]]",
            "mine.toml:5: in_force.until: 2026-01-01 comes before 2027-01-01",
        ),
        ("[[rules]]", "[[rules", "mine.toml:5: is not TOML"),
        (
            'authority = "A test" }',
            "}",
            "rules[0].source.authority (live-minutes): this field is missing",
        ),
    ],
)
def test_a_policy_at_fault_is_told_where_and_what(old: str, new: str, complaint: str) -> None:
    assert complaint in refuse_policy(old, new)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"live"', '"liv"', 'blocks[0].mode: unknown word "liv"; did you mean "live"?'),
        (
            '"minutes": 30',
            '"minutes": -5',
            "blocks[0].minutes: it should be greater than 0, not -5",
        ),
        ('"minutes": 30', '"minutes": 1000000000', "blocks[0].minutes: it should be less than"),
        ('"minutes": 30', '"minutes": 1441', "blocks[0].minutes: it should be less than"),
        ('"minutes": 30', '"minutes": 1000', "blocks[0].minutes: the block runs past midnight"),
        ('"minutes": 30', '"minutes": "30"', "blocks[0].minutes: it should be a valid integer"),
        ('"start": 540', '"start": "25:00"', "blocks[0].start: it should be less than 1440"),
        ('"start": 540', '"start": "9:75"', "blocks[0].start: minutes go from 00 to 59"),
        ('"start": 540', '"start": null', "blocks[0].start: only an async block may be without"),
        ('"closes": 900', '"closes": 400', "closes: the school day ends before it starts"),
        ('"closes": 900', '"closes": 1500', "closes: it should be less than or equal to 1440"),
        ('"regular"', '"regulr"', 'kind: unknown word "regulr"; did you mean "regular"?'),
        ('"2020-09-15"', '"2020-09-31"', "date: "),
        ('"blocks"', '"bloks"', 'bloks: no such field "bloks"; did you mean "blocks"?'),
        ('"tue-2"', '"tue-1"', "blocks: the id tue-1 is used twice"),
        ('"schema": 1', '"schema": 2', "schema: "),
    ],
)
def test_a_plan_at_fault_is_told_where_and_what(old: str, new: str, complaint: str) -> None:
    text = refuse_plan(old, new)
    line = next(n for n, row in enumerate(PLAN.splitlines(), 1) if old in row)
    assert complaint in text
    assert text.startswith("mine.json:")
    assert int(text.split(":")[1]) <= line + 1


def test_the_lines_of_fields_in_json_are_found() -> None:
    text = '{\n "days": [\n  {"a": "]{", "b": [1,\n 2]},\n  {"a": 3}\n ]\n}'
    lines = {("days", 0, "a"): 3, ("days", 0, "b", 1): 4, ("days", 1, "a"): 5}
    assert find_json_lines(text, list(lines)) == list(lines.values())
    assert find_json_lines(text, [("days", 1, "missing"), (), ("none",)]) == [5, 1, 1]
    assert find_json_lines("", [("a",)]) == [None]


def test_the_lines_of_fields_in_toml_are_found() -> None:
    lines = {
        ("version",): 3,
        ("rules", 1, "with", "away"): 19,
        ("rules", 1, "source", "authority"): 25,
        ("rules", 0, "source", "authority"): 13,
        ("nothing",): 1,
    }
    assert find_toml_lines(POLICY, list(lines)) == list(lines.values())


def test_only_the_end_of_a_line_ends_a_line_in_toml() -> None:
    assert find_toml_lines('a = "\u2028"\n[t] # [u]\nb = 1', [("t", "b")]) == [3]


def test_an_unknown_policy_is_answered_with_the_nearest() -> None:
    with pytest.raises(PolicyError, match='did you mean "pragyata"'):
        load_policy("pragjata")
    with pytest.raises(PolicyError, match=r"there are .*aps, .*good-practice, .*pragyata"):
        load_policy("xyz")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read: No such file"):
        load_policy(tmp_path / "none.toml")
    with pytest.raises(PlanError, match="cannot be read: No such file"):
        load_plan(tmp_path / "none.json")
    with pytest.raises(PlanError, match="cannot be read: Is a directory"):
        load_plan(tmp_path)


def test_a_file_that_is_not_text_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlanError, match="is not written in UTF-8"):
        load_plan(path)


def test_a_policy_is_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(POLICY)
    assert load_policy(path).id == "test"
    as_json = tmp_path / "mine.json"
    as_json.write_text(load_policy(path).model_dump_json())
    assert load_policy(str(as_json)) == load_policy(path)


def test_a_plan_is_one_day_or_several(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(PLAN)
    (day,) = load_plan(path).days
    assert day.blocks[0].start == 540
    path.write_text(f'{{"schema": 1, "days": [{PLAN}]}}')
    assert load_plan(path).days == (day,)


def test_a_class_with_two_plans_for_a_date_is_refused() -> None:
    with pytest.raises(PlanError, match=r"days\[1\].date: the class class has two plans"):
        parse_plan(f'{{"schema": 1, "days": [{PLAN},\n{PLAN}]}}')


@pytest.mark.parametrize(
    "text",
    ["", "[]", "3", "null", "{", '{"days": 3}', '{"days": []}', "[" * 100_000, '{"a":' * 90, "NaN"],
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanError):
        parse_plan(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rules = 3",
        "rules = []",
        "x = " + "[" * 5_000,
        "x = " + "9" * 5_000,
        'id = "a"\n' * 2,
        "a." * 2_000 + "b = 1",
        "#" * 600_000,
        '[[rules]]\nmeasure = ["minutes"]',
        "[[rules]]\nmeasure = { a = 1 }",
    ],
)
def test_a_policy_from_a_stranger_cannot_blow_up(text: str) -> None:
    with pytest.raises(PolicyError):
        parse_policy(text)


def test_a_policy_has_at_most_200_rules() -> None:
    head, rule = POLICY.split("[[rules]]")[:2]
    rules = "".join(f"[[rules]]{rule}".replace("live-minutes", f"r{n}") for n in range(201))
    with pytest.raises(PolicyError, match="at most 200"):
        parse_policy(head + rules)


def test_a_line_that_is_not_json_is_named() -> None:
    with pytest.raises(PlanError) as caught:
        parse_plan('{\n "a": 1,\n b\n}', "mine.json")
    assert str(caught.value).startswith("mine.json:3: is not JSON: ")


@pytest.mark.parametrize("policy", shipped_policies(), ids=lambda policy: str(policy.id))
def test_a_policy_is_stored_as_json_and_read_back(policy: Policy) -> None:
    assert parse_policy(policy.model_dump_json(), format="json") == policy
    assert Policy.model_validate(policy.model_dump(mode="json")) == policy
    assert Policy.model_validate_json(policy.model_dump_json()).fingerprint == policy.fingerprint


@pytest.mark.parametrize(
    "amount",
    [
        '{ by_weekday = { wed = { "K-2" = 30, "3-5" = 45 }, others = 60 } }',
        '{ "K-2" = { half_of = 90 }, "3-5" = { range = [10, 15], reading = "low" } }',
        '{ dated = [{ until = 2021-01-10, is = { "K-2" = 8 } }, { from = 2021-01-11, is = 9 }] }',
        "{ highest_of = [{ by_place = [30, { less = [20, 5] }], then = 10 }, 12] }",
    ],
)
def test_an_amount_within_an_amount_is_stored_and_read_back(amount: str) -> None:
    policy = parse_policy(POLICY.replace("at_least = 150", f"at_least = {amount}"))
    assert Policy.model_validate_json(policy.model_dump_json()) == policy
    assert Policy.model_validate(policy.model_dump(mode="json")) == policy


def test_a_plan_is_stored_as_json_and_read_back() -> None:
    days = sketch_days("class groups=A,B small=C:A\ntue 9:00 live math 30 @A\nwed any time art 9")
    text = Plan(days=days).model_dump_json(by_alias=True)
    assert parse_plan(text).days == days
    assert PlannedDay.model_validate_json(days[0].model_dump_json(by_alias=True)) == days[0]
