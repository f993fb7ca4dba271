"""A slip in a stored plan is answered with file, line, field and the nearest known word."""

import tomllib
from pathlib import Path

import pytest

from planner.cadence import PlanError, parse_plan

from .rules import PLAN

FILE = Path(__file__).with_name("slips_in_plans.toml")
SLIPS = tomllib.loads(FILE.read_text("utf-8"))["slip"]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["put"][:60])
def test_a_slip_is_answered_to_the_letter(slip: dict[str, str]) -> None:
    assert slip["take"] in PLAN
    with pytest.raises(PlanError) as caught:
        parse_plan(PLAN.replace(slip["take"], slip["put"], 1), "mine.json")
    assert str(caught.value) == slip["says"]
