"""How much of a policy is checked, by what its rules need."""

from planner.cadence import Policy, parse_policy
from planner.cadence.coverage import write_coverage

HEAD = 'id = "{}"\nname = "Mine"\nversion = "1"\n'
CHECKED = 'measure = "minutes"\nof = {}\nwindow = "day"\nat_most = 1'
UNCHECKED = 'says = "Talk."\nunchecked = "On paper."'
RULE = '[[rules]]\nid = "r{}"\nstrength = "must"\nsource = {{ authority = "A test" }}\n{}\n'


def make(policy_id: str, *rules: str) -> Policy:
    each = (RULE.format(number, rule) for number, rule in enumerate(rules))
    return parse_policy(HEAD.format(policy_id) + "".join(each))


def test_the_lines_of_a_catalogue_are_counted_by_what_they_need() -> None:
    first = make(
        "first",
        f'{CHECKED}\nref = ["A1", "A2"]\nneeds = ["DAY", "PERIOD"]',
        f'{CHECKED}\nref = ["A3", "A4"]\nneeds = "DAY"',
        f'{UNCHECKED}\nref = "A5"\nneeds = "LOG"',
    )
    second = make("second", f'{UNCHECKED}\nref = "B1"\nneeds = "PERIOD"', CHECKED, UNCHECKED)
    assert list(write_coverage([first, second])) == [
        "first                            2 checked   1 not here   DAY 3 of 3, PERIOD 1 of 1, "
        "LOG 0 of 1",
        "second                           1 checked   2 not here   PERIOD 0 of 1, other 1 of 2",
        "",
        "2 policies: DAY 3 of 3, PERIOD 1 of 2, LOG 0 of 1, other 1 of 2",
        "Of a day or a period: 4 of 5 checked (80.0 %).",
    ]


def test_a_line_is_checked_if_any_rule_checks_it() -> None:
    policy = make(
        "one", f'{UNCHECKED}\nref = "A1"\nneeds = "DAY"', f'{CHECKED}\nref = "A1"\nneeds = "DAY"'
    )
    assert list(write_coverage([policy]))[-1] == "Of a day or a period: 1 of 1 checked (100.0 %)."


def test_what_a_line_needs_may_be_said_by_one_of_its_rules() -> None:
    policy = make(
        "one",
        f'{UNCHECKED}\nref = "A1"\nneeds = "LOG"',
        f'{UNCHECKED}\nref = "A2"\nneeds = "META"',
        f'{UNCHECKED}\nref = "A1"',
    )
    assert list(write_coverage([policy]))[-1] == "1 policy: LOG 0 of 1, META 0 of 1"


def test_rules_that_need_neither_day_nor_period_have_no_share() -> None:
    assert list(write_coverage([make("one", UNCHECKED)]))[-1] == "1 policy: other 0 of 1"
