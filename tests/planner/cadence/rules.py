"""One rule as a policy, written in a line or two: what the engine's tests judge with."""

from planner.cadence import Policy, parse_policy

FRAME = """
id = "test"
name = "Test"
version = "1"
{head}
[[rules]]
id = "rule"
strength = "{strength}"
source = {{ authority = "A test" }}
{rule}
"""

LIVE_150 = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 150'


def make_policy(rule: str, *, strength: str = "must", head: str = "") -> Policy:
    """The policy with one rule, in TOML."""
    return parse_policy(FRAME.format(rule=rule, strength=strength, head=head), "test.toml")
