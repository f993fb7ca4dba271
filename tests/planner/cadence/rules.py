"""One rule as a policy, written in a line or two: what the engine's tests judge with."""

import json

from planner.cadence import Policy, parse_policy
from planner.cadence.sketches import sketch_days

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

TWO_RULES = """id = "test"
name = "Test"
version = "1"

[[rules]]
id = "live-minutes"
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "day"
at_least = 150
when = { weekdays = ["tue"] }
source = { authority = "A test" }

[[rules]]
id = "chunks"
strength = "must"
measure = "runs"
with = { away = 5 }
of = { mode = "live" }
window = "day"
at_least = 2

[rules.source]
authority = "A test"
"""

PLAN = json.dumps(
    sketch_days("tue 9:00 live math 30\ntue any time art 20")[0].model_dump(
        mode="json", by_alias=True
    ),
    indent=1,
)
"""A stored day, laid out for reading."""

LIVE_150 = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 150'


def make_policy(rule: str, *, strength: str = "must", head: str = "") -> Policy:
    """The policy with one rule, in TOML."""
    return parse_policy(FRAME.format(rule=rule, strength=strength, head=head), "test.toml")


def policy_of(*rules: str) -> Policy:
    """The policy with these rules, each with its id."""
    head = 'id = "test"\nname = "Test"\nversion = "1"\n'
    each = '[[rules]]\nstrength = "must"\nsource = { authority = "A test" }\n'
    return parse_policy(head + "\n".join(each + rule for rule in rules), "test.toml")
