"""A slip in a trait breaks no rule, so the command line says which traits a plan never uses."""

from pathlib import Path

import pytest

from planner.cadence.cli import main
from planner.cadence.hints import find_unmet_traits
from planner.cadence.sketches import sketch_days

from .rules import make_policy

HOMEWORK = "tue any time reading 20 offline trait=homework"
SLIP = '{ trait = "homewrok" }'


def hint(plan: str, rule: str) -> list[str]:
    return [str(each) for each in find_unmet_traits(sketch_days(plan), [make_policy(rule)])]


def ask(of: str = "{}", when: str = "{}") -> str:
    return f'measure = "minutes"\nof = {of}\nwindow = "day"\nat_most = 30\nwhen = {when}'


def test_a_trait_that_a_block_has_needs_no_hint() -> None:
    assert hint(HOMEWORK, ask('{ trait = "Homework" }')) == []


def test_a_misspelt_trait_is_told_with_the_one_that_was_meant() -> None:
    assert hint(HOMEWORK, ask(SLIP)) == ['test rule: "homewrok"; did you mean "homework"?']


def test_the_usual_traits_are_known_where_no_block_has_them() -> None:
    assert hint("tue 9:00 live math 30", ask('{ trait = "recreatonal" }')) == [
        'test rule: "recreatonal"; did you mean "recreational"?'
    ]


def test_a_trait_that_is_spelt_as_usual_is_told_without_another_word() -> None:
    assert hint("tue 9:00 live math 30", ask('{ trait = "optional" }')) == ['test rule: "optional"']


@pytest.mark.parametrize("line", ["traits", "without_traits"])
def test_traits_of_days_and_classes_are_looked_for_too(line: str) -> None:
    day = "tue traits=e_learning\ntue 9:00 live math 30"
    assert hint(day, ask(when=f'{{ {line} = "e_learning" }}')) == []
    assert hint(day, ask(when=f'{{ {line} = "e_lerning" }}')) == [
        'test rule: "e_lerning"; did you mean "e_learning"?'
    ]


def test_a_trait_deep_inside_a_selection_is_told_once() -> None:
    of = '{ any_of = [{ trait = "homewrok" }, { except = { trait = ["homewrok", "homework"] } }] }'
    assert hint(HOMEWORK, ask(of)) == ['test rule: "homewrok"; did you mean "homework"?']


def test_a_trait_of_a_named_selection_is_told_by_its_name() -> None:
    policy = make_policy(
        ask('{ named = "own" }'), head='counts_as = { own = { trait = "homewrok" } }'
    )
    (unmet,) = find_unmet_traits(sketch_days(HOMEWORK), [policy])
    assert (unmet.place, unmet.trait, unmet.near) == ("counts_as.own", "homewrok", "homework")


def test_the_command_line_lists_them_after_the_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, policy = tmp_path / "plan.txt", tmp_path / "mine.toml"
    plan.write_text(HOMEWORK)
    policy.write_text(
        'id = "mine"\nname = "Mine"\nversion = "1"\n[[rules]]\nid = "homework"\nstrength = "must"\n'
        f'source = {{ authority = "A test" }}\n{ask(SLIP)}'
    )
    assert main(["check", str(plan), "--policy", str(policy)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Nothing in this plan is marked:",
        '  mine homework: "homewrok"; did you mean "homework"?',
        "",
        "Every rule is kept.",
    ]
