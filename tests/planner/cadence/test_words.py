"""Subjects as people write them, whatever was typed."""

import pytest

from planner.cadence.ready_weeks import fill_week, ready_weeks
from planner.cadence.selections import Selection, name_minutes
from planner.cadence.shorthand import parse_block_line
from planner.cadence.words import (
    find_nearest,
    say_subject,
    say_unknown_word,
    say_weekdays,
    write_subject,
    write_title,
)


@pytest.mark.parametrize(
    ("typed", "said", "written"),
    [
        ("math", "math", "Math"),
        ("language arts", "language arts", "Language arts"),
        ("pe", "PE", "PE"),
        ("ela", "ELA", "ELA"),
        ("PE", "PE", "PE"),
        ("Social Studies", "Social Studies", "Social Studies"),
        ("iPad time", "iPad time", "iPad time"),
        ("رياضيات", "رياضيات", "رياضيات"),
        ("", "", ""),
    ],
)
def test_a_subject_is_written_as_people_write_it(typed: str, said: str, written: str) -> None:
    assert (say_subject(typed), write_subject(typed)) == (said, written)


@pytest.mark.parametrize(
    ("title", "subject", "written"),
    [
        ("pe", "pe", "PE"),
        ("pe outside", "pe", "PE outside"),
        ("games for pe", "PE", "Games for PE"),
        ("open pen day", "PE", "Open pen day"),
        ("our art corner", "Art", "Our art corner"),
        ("math", "math", "Math"),
        ("pe with Ana", None, "PE with Ana"),
        ("stem of a plant", None, "Stem of a plant"),
        ("sports for P.E. Day", "P.E.", "Sports for P.E. Day"),
        ("social studies walk", "Social Studies", "Social Studies walk"),
        ("morning meeting", None, "Morning meeting"),
    ],
)
def test_a_title_has_the_capitals_of_its_subject(
    title: str, subject: str | None, written: str
) -> None:
    assert write_title(title, subject) == written


def test_a_typed_line_writes_the_class_s_subject_as_the_class_does() -> None:
    block = parse_block_line("9:30 live ela groups 30", ["ELA"])
    assert (block.title, block.subject) == ("ELA groups", "ELA")
    assert parse_block_line("9:30 live our robot club 30", ["Robot Club"]).title == "Our Robot Club"


def test_a_shipped_week_writes_the_class_s_subjects_as_the_class_does() -> None:
    titles = {
        block.title
        for ready in ready_weeks()
        for _, block in fill_week(ready, ["pe", "ELA", "math"])
        if block.subject
    }
    assert not [title for title in titles if "Pe" in title.split() or "pe" in title.split()]


def test_a_finding_names_the_subject_as_people_do() -> None:
    assert name_minutes(Selection(mode="live"), "pe").endswith("minutes in PE")


def test_three_days_in_a_row_are_said_from_the_first_to_the_last() -> None:
    assert say_weekdays(["wed", "tue", "thu"]) == "Tuesday to Thursday"
    assert say_weekdays(["tue", "wed", "fri"]) == "Tuesday, Wednesday and Friday"


def test_of_a_word_that_is_endless_only_the_beginning_is_looked_at() -> None:
    assert find_nearest("minutes" + "x" * 80, ["minutes" + "x" * 73]) == "minutes" + "x" * 73
    assert say_unknown_word("x" * 99, ["minutes"]) == f'unknown word "{"x" * 60}"'
    assert say_unknown_word("Minuts", ["minutes"]) == (
        'unknown word "Minuts"; did you mean "minutes"?'
    )
