"""The examples of measures as policies: what the tests run and the documentation shows."""

from .files import parse_policy
from .judging import judge
from .measuring import Example
from .policy import Policy
from .sketches import sketch_days

FRAME = """
id = "example"
name = "Example"
version = "1"
[[rules]]
id = "example"
strength = "must"
source = {{ authority = "An example" }}
measure = "{word}"
{rule}
"""


def make_example_policy(word: str, example: Example) -> Policy:
    """The policy with the example's one rule."""
    return parse_policy(FRAME.format(word=word, rule=example.rule), f"example of {word}")


def tell_broken_example(word: str, example: Example) -> str:
    """The sentence of the finding in the plan that breaks the example's rule."""
    policy = make_example_policy(word, example)
    findings = judge(sketch_days(example.breaks), [policy]).findings
    return next(finding.text for finding in findings if finding.rule_id == "example")
