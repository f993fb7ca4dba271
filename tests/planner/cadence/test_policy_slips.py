"""A slip in a policy is answered with file, line, field, rule and the nearest known word."""

from itertools import pairwise

import pytest

from planner.cadence import PolicyError, parse_policy

from .rules import TWO_RULES


def refuse_policy(old: str, new: str) -> str:
    assert old in TWO_RULES
    with pytest.raises(PolicyError) as caught:
        parse_policy(TWO_RULES.replace(old, new, 1), "mine.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            'measure = "minutes"',
            'measure = "minuts"',
            "mine.toml:8: rules[0].measure (live-minutes): "
            'unknown word "minuts"; did you mean "minutes"?',
        ),
        (
            '{ mode = "live" }',
            '{ mode = "lives" }',
            "mine.toml:9: rules[0].of.mode (live-minutes): "
            'unknown word "lives"; did you mean "live"?',
        ),
        (
            "at_least = 150",
            "at_leest = 150",
            "mine.toml:11: rules[0].at_leest (live-minutes): "
            'no such field "at_leest"; did you mean "at_least"?',
        ),
        ("at_least = 150", "at_least = -5", "greater than or equal to 0"),
        (
            "at_least = 150",
            "at_least = 1_000_000_000",
            "mine.toml:11: rules[0].at_least (live-minutes):",
        ),
        ("at_least = 150", "at_least = nan", "rules[0].at_least"),
        ("at_least = 150", "at_least = true", "a limit is a number, not true or false"),
        ("at_least = 150", "at_least = 1\nat_most = 2", "a rule has one bound"),
        ("at_least = 150", "", "a rule has one bound"),
        ("at_least = 150", 'at_least = { "K-9x" = 3 }', '"9X" is not a grade'),
        ("at_least = 150", 'at_least = { "K-3" = 3, "2" = 1 }', "overlaps another one"),
        (
            "at_least = 150",
            'at_least = { range = [1, 2], reading = "lowest" }',
            "rules[0].at_least.reading",
        ),
        (
            'weekdays = ["tue"]',
            'weekday = ["tue"]',
            "mine.toml:12: rules[0].when.weekday (live-minutes): "
            'no such field "weekday"; did you mean',
        ),
        ('weekdays = ["tue"]', 'weekdays = ["tues"]', 'did you mean "tue"?'),
        (
            'weekdays = ["tue"]',
            "grades = [{}]",
            "rules[0].when.grades[0] (live-minutes): it should be a valid s",
        ),
        ('weekdays = ["tue"]', 'grades = "K-13"', '"13" is not a grade'),
        ('measure = "minutes"', 'measuure = "minutes"', 'did you mean "measure"?'),
        (
            "with = { away = 5 }",
            "",
            "mine.toml:15: rules[1].with (chunks): this field is missing; "
            "runs needs with = { away = … }",
        ),
        ("{ away = 5 }", "{ away = -5 }", "mine.toml:19: rules[1].with.away (chunks):"),
        ("{ away = 5 }", "{ awai = 5 }", 'no such field "awai"; did you mean "away"?'),
        ('id = "chunks"', 'id = "live-minutes"', "the id live-minutes is used twice"),
        ('window = "day"', 'window = "run"', "rules[0].away (live-minutes): the window"),
        ('window = "day"', 'window = "week"', 'only some weekdays is written "weekdays"'),
        (
            "at_least = 150",
            'between = [{ "K-2" = 45 }, { "K-2" = 90 }]',
            "rules[0].between[0] (live-minutes): limits by grade band stand around both: ",
        ),
        ("at_least = 150", 'at_least = { "k to two" = 3 }', 'a grade band is written "K-2"'),
        ('measure = "minutes"', 'measure = "minutes"\nunchecked = "x"', "not both"),
        ('{ mode = "live" }', '"live"', "it should be a table, written { … }, not 'live'"),
        (
            'measure = "minutes"',
            'measuure = "minutes"',
            'mine.toml:8: rules[0].measuure (live-minutes): no such field "measuure"; did you mean',
        ),
        ("at_least = 150", 'at_least = "9:3"', 'a time is written "09:30" or as minutes after'),
        ("at_least = 150", 'at_least = "x:30"', 'a time is written "09:30" or as minutes after'),
        ("at_least = 150", 'at_least = "9:75"', "minutes go from 00 to 59"),
        ("at_least = 150", 'at_least = "2.5 hours"', "a length is written in minutes: 150"),
        ("at_least = 150", 'at_least = "45 min"', "a length is written in minutes: 45"),
        (
            "at_least = 150",
            'at_least = "a lot"',
            "a limit is a number (a length is in minutes: 150)",
        ),
        (
            "at_least = 150",
            'at_least = { measure = "longest_run" }',
            "rules[0].at_least.with.away (live-minutes): longest_run needs it",
        ),
        (
            'weekdays = ["tue"]',
            "from = 2026-10-01, until = 2026-09-01",
            "rules[0].when.until (live-minutes): 2026-09-01 comes before 2026-10-01",
        ),
        (
            'weekdays = ["tue"]',
            'from = 2026-09-01, until = 2026-12-18, months = ["jan", "feb"]',
            "when.months (live-minutes): none of them lies between 2026-09-01 and 2026-12-18",
        ),
        (
            'weekdays = ["tue"]',
            'nth = { place = 8, of = "week" }',
            "when.nth.place (live-minutes): a week has at most 7 days",
        ),
        (
            'weekdays = ["tue"]',
            'traits = "snow", without_traits = ["snow", "ice"]',
            "when.without_traits (live-minutes): all that traits asks for is ruled out again",
        ),
        (
            "at_least = 150",
            "at_least = { dated = [{ from = 2026-10-01, until = 2026-09-01, is = 9 }] }",
            "until (live-minutes): 2026-09-01 comes before 2026-10-01",
        ),
        (
            "[[rules]]",
            "in_force = { from = 2027-01-01, until = 2026-01-01 }\n[[rules]]",
            "mine.toml:5: in_force.until: 2026-01-01 comes before 2027-01-01",
        ),
        ("[[rules]]", "[[rules", "mine.toml:5: is not TOML"),
        (
            'authority = "A test" }',
            "}",
            "rules[0].source.authority (live-minutes): this field is missing",
        ),
    ],
)
def test_a_policy_at_fault_is_told_where_and_what(old: str, new: str, complaint: str) -> None:
    assert complaint in refuse_policy(old, new)


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
