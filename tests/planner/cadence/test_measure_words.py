"""What each measure says on both sides of a limit; the sentences are in words_of_measures.toml."""

import tomllib
from pathlib import Path

import pytest

from planner.cadence import judge, say_rule
from planner.cadence.measures import MEASURES
from planner.cadence.sketches import sketch_days

from .rules import make_policy


def read_said(name: str) -> list[dict[str, str]]:
    said: list[dict[str, str]] = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))[
        "said"
    ]
    return said


SAID, OF_A_SUBJECT = read_said("words_of_measures.toml"), read_said("words_by_subject.toml")


@pytest.mark.parametrize("said", SAID, ids=lambda said: str(said["amiss"]))
def test_a_measure_says_what_is_amiss_and_what_would_mend_it(said: dict[str, str]) -> None:
    finding = judge(sketch_days(said["plan"]), [make_policy(said["rule"])]).findings[0]
    expected = (said["text"], said["amiss"], said["advice"])
    assert (finding.text, finding.amiss, finding.advice) == expected


@pytest.mark.parametrize("said", OF_A_SUBJECT, ids=lambda said: str(said["sentence"]))
def test_a_measure_that_is_asked_for_each_subject_names_the_subject(said: dict[str, str]) -> None:
    policy = make_policy(said["rule"])
    (finding,) = judge(sketch_days(said["plan"]), [policy]).findings
    expected = (said["text"], said["amiss"], said["advice"])
    assert (finding.text, finding.amiss, finding.advice) == expected
    assert say_rule(policy.checked_rules[0]) == said["sentence"]


def test_what_is_only_suggested_is_not_demanded_in_its_words() -> None:
    rule = (
        'measure = "lacking"\nof = { mode = "async" }\nwith = { fact = "coach_check" }\n'
        'window = "day"\nat_most = 0'
    )
    (finding,) = judge(
        sketch_days("tue any time math 30"), [make_policy(rule, strength="should")]
    ).findings
    assert finding.text == (
        "The class has 1 task without a coach check on Tuesday: each one is better with it."
    )


def test_every_measure_has_its_say() -> None:
    rules = "".join(said["rule"] for said in SAID)
    assert [word for word in MEASURES if f'measure = "{word}"' not in rules] == []
