"""What each measure says on both sides of a limit; the sentences are in words_of_measures.toml."""

import tomllib
from pathlib import Path

import pytest

from planner.cadence import judge
from planner.cadence.measures import MEASURES
from planner.cadence.sketches import sketch_days

from .rules import make_policy

SAID = tomllib.loads(Path(__file__).with_name("words_of_measures.toml").read_text("utf-8"))["said"]


@pytest.mark.parametrize("said", SAID, ids=lambda said: str(said["amiss"]))
def test_a_measure_says_what_is_amiss_and_what_would_mend_it(said: dict[str, str]) -> None:
    finding = judge(sketch_days(said["plan"]), [make_policy(said["rule"])]).findings[0]
    expected = (said["text"], said["amiss"], said["advice"])
    assert (finding.text, finding.amiss, finding.advice) == expected


def test_every_measure_has_its_say() -> None:
    rules = "".join(said["rule"] for said in SAID)
    assert [word for word in MEASURES if f'measure = "{word}"' not in rules] == []
