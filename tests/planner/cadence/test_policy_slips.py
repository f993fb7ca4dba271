"""A slip in a policy is answered with file, line, field, rule and the nearest known word."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from planner.cadence import PolicyError, parse_policy

from .rules import TWO_RULES

FILE = Path(__file__).with_name("slips_in_policies.toml")
SLIPS = tomllib.loads(FILE.read_text("utf-8"))["slip"]


def refuse_policy(old: str, new: str) -> str:
    assert old in TWO_RULES
    with pytest.raises(PolicyError) as caught:
        parse_policy(TWO_RULES.replace(old, new, 1), "mine.toml")
    return str(caught.value)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["put"][:60])
def test_a_slip_is_answered_to_the_letter(slip: dict[str, str]) -> None:
    assert refuse_policy(slip["take"], slip["put"]) == slip["says"]


def test_what_is_not_toml_is_told_with_the_line_of_the_slip() -> None:
    assert refuse_policy("[[rules]]", "[[rules").startswith("mine.toml:5: is not TOML: ")


NAMES = 'id = "n"\nname = "N"\nversion = "1"\ncounts_as = {{ {} }}\n[[rules]]\nid = "r"\n' + (
    'strength = "must"\nsource = {{ authority = "A test" }}\nmeasure = "minutes"\nwindow = "day"\n'
    'at_most = 9\nof = {{ named = "a" }}'
)


def chain(number: int) -> str:
    """So many names that stand for one another in a row, the last one for live blocks."""
    links = [f'{a} = {{ named = "{b}" }}' for a, b in pairwise("abcdefgh"[:number])]
    return ", ".join([*links, f'{"abcdefgh"[number - 1]} = {{ mode = "live" }}'])


def test_names_may_stand_for_one_another_four_times_in_a_row() -> None:
    assert parse_policy(NAMES.format(chain(4))).checked_rules
    with pytest.raises(PolicyError) as caught:
        parse_policy(NAMES.format(chain(5)))
    assert 'counts_as: "e" stands for too many names in a row' in str(caught.value)


def test_names_that_stand_for_too_much_are_refused_by_name() -> None:
    many = ", ".join(['{ named = "b" }'] * 12)
    each = (f"{a} = {{ any_of = [{many.replace('b', b)}] }}" for a, b in pairwise("abcd"))
    lengths = ", ".join(f"{{ lasts_at_least = {n} }}" for n in range(1, 13))
    with pytest.raises(PolicyError) as caught:
        parse_policy(NAMES.format(", ".join([*each, f"d = {{ any_of = [{lengths}] }}"])))
    assert "and the other names stand for too much" in str(caught.value)


@pytest.mark.parametrize(("name", "hint"), [("lunhc", '; did you mean "lunch"?'), ("zzz", "")])
def test_a_name_that_nobody_defines_is_answered_with_the_nearest(name: str, hint: str) -> None:
    text = NAMES.format('lunch = { title = "lunch" }').replace('named = "a"', f'named = "{name}"')
    with pytest.raises(PolicyError) as caught:
        parse_policy(text)
    assert str(caught.value).endswith(f'counts_as: nothing is named "{name}"{hint}')
