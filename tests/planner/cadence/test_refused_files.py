"""What cannot be read at all is answered with the file, the line and the reason, to the letter."""

import json
from pathlib import Path

import pytest

from planner.cadence import (
    CadenceError,
    PlanError,
    PolicyError,
    files,
    load_plan,
    load_policy,
    parse_plan,
    parse_policy,
)
from planner.cadence.errors import Problem
from planner.cadence.files import parse_sketch

from .rules import PLAN, TWO_RULES

NO_MEASURE = "the rule has no measure; a rule that a plan cannot answer says why: unchecked"
LINES = len(PLAN.splitlines())
DATE_LINE = next(n for n, line in enumerate(PLAN.splitlines(), 1) if '"date"' in line)
HEAD = 'id = "a"\nname = "A"\nversion = "1"\n'


def refuse_policy(text: str, **options: str) -> str:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text, **options)  # type: ignore[arg-type]
    return str(caught.value)


def refuse_plan(text: str, *names: str) -> str:
    with pytest.raises(PlanError) as caught:
        parse_plan(text, *names)
    return str(caught.value)


def test_a_problem_names_as_much_of_its_place_as_is_known() -> None:
    problems = (
        Problem("no"),
        Problem("no", file="a.toml"),
        Problem("no", line=3),
        Problem("no", "id", "a.toml", 3),
        Problem("no", "rules[0]", "a.toml", 3, "live"),
    )
    assert str(CadenceError(problems)).splitlines() == [
        "no",
        "a.toml: no",
        "no",
        "a.toml:3: id: no",
        "a.toml:3: rules[0] (live): no",
    ]
    assert CadenceError.about("no").problems == (Problem("no"),)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "",
            "policy:1: id: this field is missing\npolicy:1: name: this field is missing\n"
            "policy:1: version: this field is missing\npolicy:1: rules: this field is missing",
        ),
        (f"{HEAD}rules = 3", "policy:4: rules: it should be a valid tuple, not 3"),
        (f"{HEAD}rules = [3]", f"policy:4: rules[0]: {NO_MEASURE}"),
        (f"{HEAD}rules = [{{ id = 3 }}]", f"policy:4: rules[0]: {NO_MEASURE}"),
        (f'{HEAD}rules = [{{ id = "x" }}]', f"policy:4: rules[0] (x): {NO_MEASURE}"),
        (
            f"{HEAD}rules = []",
            "policy:4: rules: tuple should have at least 1 item after validation, not 0",
        ),
        ('id = "a"\nid = "b"\n', "policy:2: is not TOML: Cannot overwrite a value"),
    ],
)
def test_a_text_that_is_no_policy_is_told_what_it_lacks(text: str, complaint: str) -> None:
    assert refuse_policy(text) == complaint


def test_what_toml_says_of_a_name_that_is_endless_is_cut() -> None:
    said = refuse_policy(f"[{'a' * 300}]\n" * 2)
    assert said.startswith("policy:2: is not TOML: Cannot declare ('aaaa")
    assert len(said) == len("policy:2: is not TOML: ") + 200


def test_what_never_ends_is_at_fault_in_its_last_line() -> None:
    assert refuse_policy('id = "a"\n\nrules = [').startswith("policy:3: is not TOML: ")


@pytest.mark.parametrize(
    ("text", "given"), [("[]", "[]"), ("3", "3"), ("null", "None"), ('"x"', "'x'")]
)
def test_json_that_is_no_table_is_no_policy_and_no_plan(text: str, given: str) -> None:
    complaint = f"it should be a table, written {{ … }}, not {given}"
    assert refuse_policy(text, filename="a.json", format="json") == f"a.json:1: {complaint}"
    assert refuse_plan(text) == f"plan:1: {complaint}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[1 2]", "a.json:1: is not JSON: Expecting ',' delimiter"),
        ('{\n "a"}', "a.json:2: is not JSON: Expecting ':' delimiter"),
        ("", "a.json:1: is not JSON: Expecting value"),
        ('{"days": 3}', "a.json:1: days: it should be a valid array, not 3"),
        ('{"days":\n [3]}', "a.json:2: days[0]: it should be a table, written { … }, not 3"),
        (
            f'{{"schema": 1, "days": [{PLAN},\n{PLAN}]}}',
            f"a.json:{DATE_LINE + LINES}: days[1].date: "
            "the class class has two plans for 2020-09-15",
        ),
    ],
)
def test_a_text_that_is_no_plan_is_told_what_it_lacks(text: str, complaint: str) -> None:
    assert refuse_plan(text, "a.json") == complaint


def test_a_policy_in_json_is_refused_as_a_policy() -> None:
    said = refuse_policy('{\n "id": 3', filename="a.json", format="json")
    assert said.startswith("a.json:2: is not JSON: ")


def test_a_sketch_without_a_day_is_no_plan() -> None:
    with pytest.raises(PlanError) as caught:
        parse_sketch("# nothing yet")
    assert str(caught.value) == "plan: plans no day"


@pytest.mark.parametrize("levels", [40, 41])
def test_forty_levels_are_read_and_no_more(levels: int) -> None:
    deep = levels == 41
    rows = "[" * (levels - 1) + "]" * (levels - 1)
    assert (refuse_policy(f"x = {rows}") == "policy: is nested too deeply") == deep
    assert (refuse_plan(f"[{rows}]") == "plan: is nested too deeply") == deep


def test_what_no_parser_can_follow_is_nested_too_deeply() -> None:
    assert refuse_plan("[" * 100_000, "a.json") == "a.json: is nested too deeply"


def test_a_policy_has_at_most_20000_values_and_a_plan_any_number() -> None:
    """The list, the table that it is in, and the numbers."""
    assert refuse_policy(f"x = [{'1,' * 19_998}]").startswith("policy:1: id: ")
    assert refuse_policy(f"x = [{'1,' * 19_999}]") == "policy: has more than 20000 values"
    assert refuse_plan(f"[{'1,' * 20_000}1]").startswith("plan:1: it should be a table")


def test_files_have_as_many_bytes_as_they_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PLAN_BYTES", 2047)
    path = tmp_path / "plan.json"
    path.write_text(" " * 2047)
    with pytest.raises(PlanError, match="is not JSON: Expecting value"):
        load_plan(path)
    path.write_text(" " * 2048)
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    assert str(caught.value) == f"{path}: the file is larger than 1 KB"
    assert refuse_plan(" " * 2047, "a").startswith("a:1: is not JSON: ")
    assert refuse_plan(" " * 2048, "a") == "a: is larger than a plan may be"


def test_a_sketch_has_as_many_letters_as_it_may() -> None:
    with pytest.raises(PlanError, match="plans no day"):
        parse_sketch("#" * 65_536, "a")
    with pytest.raises(PlanError) as caught:
        parse_sketch("#" * 65_537, "a")
    assert str(caught.value) == "a: is larger than a plan in short notation may be"


def test_a_policy_of_a_file_names_the_file_at_fault(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("rules = 3")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert str(caught.value).splitlines()[-1] == (
        f"{path}:1: rules: it should be a valid tuple, not 3"
    )
    path.write_text(" " * (512 * 1024 + 1))
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert str(caught.value) == f"{path}: the file is larger than 512 KB"
    as_json = tmp_path / "mine.json"
    as_json.write_text(json.dumps({"rules": 3}))
    with pytest.raises(PolicyError) as caught:
        load_policy(as_json)
    assert str(caught.value).startswith(f"{as_json}:1: id: this field is missing")


def test_a_file_begins_with_a_mark_of_its_encoding_or_not(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TWO_RULES.encode())
    assert load_policy(path).id == "test"
    path.write_bytes(b"\xff")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert str(caught.value) == f"{path}: is not written in UTF-8"


def test_an_unknown_policy_is_called_by_no_more_than_eighty_letters() -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy("pragjata")
    assert str(caught.value) == (
        'policy: no policy is called "pragjata"; did you mean "pragyata"? '
        "(a file ends in .toml or .json)"
    )
    with pytest.raises(PolicyError) as caught:
        load_policy("9" * 100)
    said = str(caught.value)
    assert said.startswith(f'policy: no policy is called "{"9" * 80}": there are alberta-at-home, ')
    assert said.endswith(" (a file ends in .toml or .json)")
