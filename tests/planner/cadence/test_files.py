"""Bad policies and plans are answered with file, line, field and the nearest known word."""

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

from .rules import PLAN, TWO_RULES


def test_the_lines_of_fields_in_json_are_found() -> None:
    text = '{\n "days": [\n  {"a": "]{", "b": [1,\n 2]},\n  {"a": 3}\n ]\n}'
    lines = {("days", 0, "a"): 3, ("days", 0, "b", 1): 4, ("days", 1, "a"): 5}
    assert find_json_lines(text, list(lines)) == list(lines.values())
    assert find_json_lines(text, [("days", 1, "missing"), (), ("none",)]) == [5, 1, 1]
    assert find_json_lines("", [("a",)]) == [None]


def test_a_field_in_json_stands_where_its_name_does() -> None:
    assert find_json_lines('\n{"a": 1}', [("a",)]) == [2]
    text = '{"a":\n 1, "b": [\n{"c":\n2}]}'
    assert find_json_lines(text, [("a",), ("b", 0, "c")]) == [1, 3]
    assert find_json_lines('[{"a": 1},\n"x",\n2]', [(1,), (2,)]) == [2, 3]


def test_the_lines_of_fields_in_toml_are_found() -> None:
    lines = {
        ("version",): 3,
        ("rules", 1, "with", "away"): 19,
        ("rules", 1, "source", "authority"): 25,
        ("rules", 0, "source", "authority"): 13,
        ("nothing",): 1,
    }
    assert find_toml_lines(TWO_RULES, list(lines)) == list(lines.values())


def test_only_the_end_of_a_line_ends_a_line_in_toml() -> None:
    assert find_toml_lines('a = "\u2028"\n[t] # [u]\nb = 1', [("t", "b")]) == [3]


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("[t] # one # two\nb = 1", ("t", "b"), 2),
        ("a = [\n[1, 2],\n[3, 4],\n]\nb = 1", ("b",), 5),
        ("a = [\n[1,\n2],\n]\nb = 1", ("b",), 5),
        ('[counts_as."moving about"]\nx = 1', ("counts_as", "moving about", "x"), 2),
        ("[counts_as.'moving about']\nx = 1", ("counts_as", "moving about", "x"), 2),
        ("\"a b\" = 1\n'c d' = 2", ("c d",), 2),
        ("[[a.b]]\n[a.b.c]\nx = 1\n[[a.b]]\n[a.b.c]\nx = 2", ("a", "b", 0, "c", "x"), 3),
        ("[[a.b]]\n[a.b.c]\nx = 1\n[[a.b]]\n[a.b.c]\nx = 2", ("a", "b", 1, "c", "x"), 6),
    ],
)
def test_tables_lists_and_quoted_names_in_toml_have_their_lines(
    text: str, path: tuple[str | int, ...], line: int
) -> None:
    assert find_toml_lines(text, [path]) == [line]


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
    path.write_text(TWO_RULES)
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
    head, rule = TWO_RULES.split("[[rules]]")[:2]
    rules = "".join(f"[[rules]]{rule}".replace("live-minutes", f"r{n}") for n in range(201))
    with pytest.raises(PolicyError, match="at most 200"):
        parse_policy(head + rules)


def test_a_policy_that_is_too_large_is_refused_by_its_name() -> None:
    with pytest.raises(PolicyError) as caught:
        parse_policy("#" * (512 * 1024 + 1), "huge.toml")
    assert str(caught.value) == "huge.toml: is larger than a policy may be"
    with pytest.raises(PolicyError, match="this field is missing"):
        parse_policy("#" * (512 * 1024), "huge.toml")


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
    policy = parse_policy(TWO_RULES.replace("at_least = 150", f"at_least = {amount}"))
    assert Policy.model_validate_json(policy.model_dump_json()) == policy
    assert Policy.model_validate(policy.model_dump(mode="json")) == policy


def test_a_plan_is_stored_as_json_and_read_back() -> None:
    days = sketch_days("class groups=A,B small=C:A\ntue 9:00 live math 30 @A\nwed any time art 9")
    text = Plan(days=days).model_dump_json(by_alias=True)
    assert parse_plan(text).days == days
    assert PlannedDay.model_validate_json(days[0].model_dump_json(by_alias=True)) == days[0]


def test_what_is_not_said_of_a_day_stays_out_of_its_stored_text() -> None:
    day = sketch_days("tue 9:00 live math 30")[0].model_dump(mode="json", by_alias=True)
    assert [*day, *day["classroom"], *day["blocks"][0]] == [
        *("schema", "classroom", "date", "kind", "opens", "closes", "blocks"),
        *("id", "name", "grades", "subjects", "delivery", "groups"),
        *("id", "mode", "title", "start", "minutes", "screen", "subject", "purpose", "groups"),
        *("tool", "link", "instructions", "needs_printing", "instruction_minutes"),
        *("coach_check", "due"),
    ]
