"""Every measure is run against the examples in its own file."""

import pytest

from planner.cadence import judge, say_rule
from planner.cadence.examples import make_example_policy
from planner.cadence.measures import MEASURES
from planner.cadence.measuring import Example
from planner.cadence.sketches import sketch_days

EXAMPLES = [
    pytest.param(word, example, id=f"{word}-{number}")
    for word, measure in MEASURES.items()
    for number, example in enumerate(measure.examples)
]


@pytest.mark.parametrize(("word", "example"), EXAMPLES)
def test_the_example_that_keeps_its_rule_has_no_finding(word: str, example: Example) -> None:
    policy = make_example_policy(word, example)
    assert judge(sketch_days(example.keeps), [policy]).findings == ()


@pytest.mark.parametrize(("word", "example"), EXAMPLES)
def test_the_example_that_breaks_its_rule_has_one_finding(word: str, example: Example) -> None:
    policy = make_example_policy(word, example)
    (finding,) = judge(sketch_days(example.breaks), [policy]).findings
    assert (finding.measure, finding.found, finding.outcome) == (word, example.found, "broken")
    assert finding.unit == MEASURES[word].unit


@pytest.mark.parametrize(("word", "example"), EXAMPLES)
def test_every_finding_says_what_to_do_in_whole_sentences(word: str, example: Example) -> None:
    policy = make_example_policy(word, example)
    (finding,) = judge(sketch_days(example.breaks), [policy]).findings
    for sentence in (finding.text, finding.advice, say_rule(policy.checked_rules[0])):
        assert sentence[0] in "“" or sentence[0] == sentence[0].upper()
        assert sentence.endswith(".")
        assert "  " not in sentence
    assert finding.amiss
    assert not finding.amiss.endswith(".")


@pytest.mark.parametrize("word", MEASURES)
def test_every_measure_has_a_reason_and_an_example(word: str) -> None:
    measure = MEASURES[word]
    assert "Why:" in (measure.__doc__ or "")
    assert measure.examples
    assert all(field.description for field in measure.model_fields.values())
