"""The sentences that are made from rules, numbers and days."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from planner.cadence import judge, say_rule
from planner.cadence.sketches import sketch_days
from planner.cadence.words import (
    WEEKDAYS,
    find_nearest,
    join_words,
    say_clock,
    say_count,
    say_date,
    say_day,
    say_number,
    say_weekdays,
)

from .rules import LIVE_150, make_policy


def read_said(name: str) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))[
        "said"
    ]
    return said


SAID = read_said("sentences_of_rules.toml")
TOLD = read_said("sentences_of_findings.toml")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            'window = "day"\nat_least = 150\nwhen = { weekdays = ["tue", "wed", "thu", "fri"] }',
            "Live minutes each day, Tuesday to Friday: at least 150.",
        ),
        (
            'window = "day"\nexactly = 30\nkey = "subject"\nwhen = { weekdays = "mon" }',
            "Live minutes each Monday, for each subject: exactly 30.",
        ),
        (
            'window = "week"\nat_most = { "K-2" = 300, "3" = 400.5 }',
            "Live minutes each week: at most 300 in grades K-2 and 400.5 in grade 3.",
        ),
        (
            'window = "weekdays"\nat_most = 90\nwhen = { weekdays = ["mon", "wed"] }',
            "Live minutes over Monday and Wednesday of each week: at most 90.",
        ),
        (
            'window = "block"\nbetween = { "1-5" = [30, 45] }',
            "Live minutes in each block: between 30 and 45 in grades 1-5.",
        ),
        (
            'window = "run"\naway = 10\nat_most = { range = [30, 45], reading = "low" }\n'
            'when = { grades = ["K", "3-5"], kinds = "early_release", delivery = "in_person" }',
            "Live minutes in each run, grade K and grades 3-5, on early release days, "
            "when in person: at most 30 to 45 (read as the lower one).",
        ),
        ('window = "day"\nat_least = 299', "Live minutes each day: at least 299."),
        (
            'window = "month"\nat_least = 870',
            "Live minutes each month: at least 870 (14 hours 30 minutes).",
        ),
        ('says = "Enough is enough."\nwindow = "day"\nat_most = 9', "Enough is enough."),
    ],
)
def test_a_rule_reads_as_a_sentence(rule: str, sentence: str) -> None:
    policy = make_policy(f'measure = "minutes"\nof = {{ mode = "live" }}\n{rule}')
    assert say_rule(policy.checked_rules[0]) == sentence


@pytest.mark.parametrize("said", SAID, ids=lambda said: said["says"])
def test_each_part_of_the_language_has_its_words(said: dict[str, Any]) -> None:
    policy = make_policy(said["rule"], head=said.get("head", ""))
    assert say_rule(policy.checked_rules[0]) == said["says"]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told["says"][0])
def test_a_finding_says_who_what_when_and_how_far(told: dict[str, Any]) -> None:
    findings = judge(sketch_days(told["plan"]), [make_policy(told["rule"])]).findings
    assert [f"{each.text} → {each.advice}" for each in findings] == told["says"]


def test_only_minutes_are_said_as_hours() -> None:
    policy = make_policy('measure = "count"\nof = {}\nwindow = "year"\nat_most = 900')
    assert say_rule(policy.checked_rules[0]) == (
        "The number of blocks each school year: at most 900."
    )


def test_a_policys_own_words_come_with_its_findings() -> None:
    rule = f'says = "Two hours and a half, live."\n{LIVE_150}'
    days = sketch_days("tue 9:00 live math 30")
    (finding,) = judge(days, [make_policy(rule)]).findings
    assert finding.says == "Two hours and a half, live."
    (finding,) = judge(days, [make_policy(LIVE_150)]).findings
    assert finding.says == ""


def test_what_is_missed_too_often_comes_with_the_policys_own_words_too() -> None:
    rule = f'says = "Live every day."\n{LIVE_150}\nmay_miss = {{ times = 0, in = "week" }}'
    (finding,) = judge(sketch_days("tue 9:00 live math 30"), [make_policy(rule)]).findings
    assert finding.says == "Live every day."


def test_times_of_day_are_said_as_families_say_them() -> None:
    times = [0, 59, 545, 720, 780, 1439, 1440]
    assert [say_clock(minutes) for minutes in times] == [
        "12:00 am",
        "12:59 am",
        "9:05 am",
        "12:00 pm",
        "1:00 pm",
        "11:59 pm",
        "12:00 am",
    ]


def test_numbers_and_nouns_agree() -> None:
    assert [say_count(number, "minute") for number in (0, 1, 12)] == [
        "no minutes",
        "1 minute",
        "12 minutes",
    ]
    assert [say_count(2, noun) for noun in ("class", "box", "lunch", "day", "party")] == [
        "2 classes",
        "2 boxes",
        "2 lunches",
        "2 days",
        "2 parties",
    ]
    assert [say_number(number) for number in (3, 3.0, 3.25)] == ["3", "3", "3.2"]


def test_days_and_dates_are_said_in_words() -> None:
    date = dt.date(2020, 9, 14)
    assert (say_day(date), say_date(date)) == ("Monday", "14 September")
    assert say_weekdays(WEEKDAYS[:5]) == "Monday to Friday"
    assert say_weekdays(("fri", "mon")) == "Monday and Friday"
    assert say_weekdays(("mon", "tue")) == "Monday and Tuesday"


def test_lists_are_spoken() -> None:
    assert [join_words("abc"[:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_the_nearest_word_is_near_or_none() -> None:
    assert find_nearest("Minuts", ["minutes", "runs"]) == "minutes"
    assert find_nearest("xyz", ["minutes", "runs"]) is None
