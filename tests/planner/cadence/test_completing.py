"""How a half-typed line may go on: the words that fit, and the line with each of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cadence.completing import (
    MOST_OFFERED,
    Completion,
    LineWords,
    UsedTitle,
    complete_line,
)
from planner.cadence.shorthand import parse_block_line

WORDS = LineWords(
    subjects=("math", "science"),
    groups=("Group A", "Group B"),
    titles=(
        UsedTitle("Morning meeting", "live", 25),
        UsedTitle("Read aloud", "async", 20),
        UsedTitle("Lunch", "break", 45),
    ),
)


def offered(line: str) -> list[str]:
    return [each.word for each in complete_line(line, len(line), WORDS)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", ["any time", "mon-fri", "mon", "tue", "wed", "thu", "fri"]),
        ("t", ["tue", "thu"]),
        ("tue", ["tue-wed", "tue-thu", "tue-fri"]),
        ("tue-f", ["tue-fri"]),
        ("tue ", ["any time"]),
        ("an", ["any time"]),
        ("9:30", []),
        ("9:30 ", ["live", "at school", "task", "break", "lunch", "recess"]),
        ("9:30 li", ["live"]),
        ("9:30 at ", ["at school"]),
        ("any time ", ["task", "Read aloud", "Morning meeting"]),
        ("9:30 live m", ["math", "Morning meeting"]),
        ("9:30 live meet", ["Morning meeting"]),
        ("9:30 live Morning m", ["Morning meeting"]),
        ("9:30 live morning meeting ", ["25", "15", "20", "30", "45", "60"]),
        ("9:30 live math 30 com", ["community"]),
        ("any time read aloud 20 o", ["offline", "online"]),
        ("any time read aloud 20 offline p", ["print"]),
        ("9:30 live math 30 offline ", ["@Group_A", "@Group_B"]),
        ("9:30 live math 30 @", ["@Group_A", "@Group_B"]),
        ("9:30 live math 30 #sm", ["#small_group"]),
        ("9:30-10 live math f", ["feedback"]),
        ("9:30-10 live math ", ["@Group_A", "@Group_B", "community"]),
        ("9:30-10 task log o", ["offline", "online"]),
        ("@", ["@Group_A", "@Group_B"]),
        ("9:30 live @group_b", ["@Group_B"]),
        ("9:30 break ma", []),
        ("9:30 live morning meeting #community ", ["25", "15", "20", "30", "45", "60"]),
        ("9:30 live morning meeting @Group_A ", ["25", "15", "20", "30", "45", "60"]),
        ("nonsense", []),
        ("sa", []),
        ("sat", []),
        ("fri", []),
        ("tue-fri", []),
    ],
)
def test_the_words_that_fit_are_offered_where_the_line_stands(line: str, words: list[str]) -> None:
    assert offered(line)[: len(words)] == words
    assert bool(offered(line)) == bool(words)


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("tu", ["tue "]),
        ("9:30 at ", ["9:30 at school "]),
        ("9:30 live morning ", ["9:30 live Morning meeting "]),
        ("9:30 live  meet", ["9:30 live Morning meeting "]),
        (
            "any time read aloud ",
            [f"any time read aloud {minutes} " for minutes in (20, 15, 30, 45, 60)],
        ),
        ("9:30 live math 30 com", ["9:30 live math 30 community "]),
        ("9:30 live math 30 community @", ["9:30 live math 30 community @Group_A "]),
    ],
)
def test_the_line_goes_on_with_the_word_in_place_of_what_was_typed(
    line: str, lines: list[str]
) -> None:
    found = complete_line(line, len(line), WORDS)
    assert [each.line for each in found][: len(lines)] == lines
    assert all(each.place == len(each.line) for each in found)


def test_a_word_that_is_typed_in_full_is_passed_over() -> None:
    words = LineWords(subjects=("math",), titles=(UsedTitle("math games", "live", 20),))
    found = complete_line("9:30 live math", len("9:30 live math"), words)
    assert [each.word for each in found] == ["math games"]


def test_at_the_beginning_of_a_line_what_is_there_stays() -> None:
    for place in (0, -1):
        first = complete_line("math 30", place, WORDS)[0]
        assert first == Completion("any time", "whenever it suits", "any time math 30", 9)


def test_a_title_lasts_as_long_as_it_did_the_last_time() -> None:
    words = LineWords(titles=(UsedTitle("Quiz", "live", 25), UsedTitle("quiz", "async", 40)))
    found = complete_line("9:30 live quiz ", 99, words)
    assert [each.word for each in found] == ["25", "15", "20", "30", "45", "60"]


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("tue-", [("tue-wed", "tue to wed"), ("tue-thu", "tue to thu"), ("tue-fri", "tue to fri")]),
        ("thu", [("thu-fri", "Thursday to Friday")]),
        ("m", [("mon-fri", "the whole week"), ("mon", "Monday")]),
        ("tue an", [("any time", "whenever it suits")]),
        ("any", [("any time", "whenever it suits")]),
        ("tue any", [("any time", "whenever it suits")]),
        ("tue ", [("any time", "whenever it suits")]),
        ("x an", [("any time", "whenever it suits")]),
        ("nonsense tue", []),
        ("9:30 at", [("at school", "everybody in one room")]),
        (
            "any time ",
            [
                ("task", "in one's own time"),
                ("Read aloud", "20 minutes last time"),
                ("Morning meeting", "25 minutes last time"),
            ],
        ),
        ("9:30 live m", [("math", "subject"), ("Morning meeting", "25 minutes last time")]),
        ("9:30 break ", [("Lunch", "45 minutes last time")]),
        ("9:30 break lu", [("Lunch", "45 minutes last time")]),
        (
            "9:30 live morning meeting ",
            [("25", "minutes, as last time")]
            + [(length, "minutes") for length in ("15", "20", "30", "45", "60")],
        ),
        (
            "any time read aloud 20 ",
            [
                ("@Group_A", "group"),
                ("@Group_B", "group"),
                ("offline", "no device needed"),
                ("online", "on a device"),
                ("either", "with or without a device"),
                ("community", "purpose"),
                ("instruction", "purpose"),
                ("feedback", "purpose"),
            ],
        ),
        ("any time read aloud 20 o", [("offline", "no device needed"), ("online", "on a device")]),
        ("9:30 live math 30 #sm", [("#small_group", "purpose")]),
        ("9:30 live math 30 @", [("@Group_A", "group"), ("@Group_B", "group")]),
    ],
)
def test_each_word_is_offered_with_what_it_stands_for(
    line: str, offers: list[tuple[str, str]]
) -> None:
    assert [(each.word, each.says) for each in complete_line(line, len(line), WORDS)] == offers


def test_what_follows_the_cursor_stays() -> None:
    found = complete_line("9:30 li math 30", len("9:30 li"), WORDS)
    assert found == (Completion("live", "live, online", "9:30 live math 30", len("9:30 live ")),)


def test_a_line_can_be_made_of_offered_words_alone() -> None:
    line = "tue-fri 9:00 l"
    for wanted in ("live", "Morning meeting", "25", "@Group_A", "community"):
        line = next(each.line for each in complete_line(line, 99, WORDS) if each.word == wanted)
    block = parse_block_line(line)
    assert (block.title, block.minutes, block.groups, block.purpose) == (
        "Morning meeting", 25, ("Group_A",), "community"
    )  # fmt: skip


def test_a_fact_that_is_said_is_not_offered_again() -> None:
    assert "online" not in offered("any time reading 20 offline ")
    assert offered("9:30 live math 30 community ") == ["@Group_A", "@Group_B"]


def test_a_break_has_no_purpose() -> None:
    assert offered("9:30 break 30 ") == ["@Group_A", "@Group_B"]


PIECES = st.sampled_from(
    ("tue", "tue-fri", "-", "9:30", "any", "time", "live", "at school", "math", "30", "@", "#", " ")
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join)), st.integers())
def test_any_line_is_completed_with_few_words_that_lengthen_it(line: str, place: int) -> None:
    found = complete_line(line, place, WORDS)
    assert len(found) <= MOST_OFFERED
    assert all(each.line[: each.place].endswith(f"{each.word} ") for each in found)
