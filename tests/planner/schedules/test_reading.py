"""Pasted lines and tables: times in many forms, columns, headings, kinds; and any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.schedules import CHOICES, MOST_ROWS, Line, Row, Usual, read_rows, split_schedule

WEEK = (0, 1, 2, 3, 4)
TWO_KINDS = "it says live and own time: choose one, or make it two lines"
Told = tuple[tuple[int, ...], int | None, int | None, str, str]


def read(text: str, usual: Usual | None = None) -> tuple[Row, ...]:
    return read_rows(split_schedule(text)[0], usual)


def tell(text: str) -> list[Told]:
    return [(row.weekdays, row.start, row.minutes, row.mode, row.title) for row in read(text)]


@pytest.mark.parametrize(
    ("line", "start", "minutes"),
    [
        ("8:30-9:00 Math", 510, 30),
        ("8:30 \u2013 9:00 Math", 510, 30),
        ("8:30\u20149:00: Math", 510, 30),
        ("8.30am \u2013 9 Math", 510, 30),
        ("9:00 AM to 9:30 AM Math", 540, 30),
        ("9:00 a.m. - 9:30 a.m. Math", 540, 30),
        ("from 9 to 9:30 Math", 540, 30),
        ("9-9:30 Math", 540, 30),
        ("9-10 Math", 540, 60),
        ("0830-0900 Math", 510, 30),
        ("8h30-9h15 Math", 510, 45),
        ("11:30-12:15pm Math", 690, 45),
        ("11am - 1 Math", 660, 120),
        ("12:30-1:15 Math", 750, 45),
        ("1:15-2:00 Math", 795, 45),
        ("01:15-02:00 Math", 75, 45),
        ("13:10-13:40 Math", 790, 30),
        ("noon to 1 pm Math", 720, 60),
        ("Math 9:30 - 10:20 (50 minutes)", 570, 50),
        ("Math: 9:30-10:20", 570, 50),
        ("9:30 Math (30 min)", 570, 30),
        ("9:30 Math [30]", 570, 30),
        ("at 9:30 Math, 1 hour 15 min", 570, 75),
        ("9:30 Math 1.5 hours", 570, 90),
        ("9:30 Math 90m", 570, 90),
        ("9:30 Math 45'", 570, 45),
        ("Math 30", 480, 30),
        ("• Math (30)", 480, 30),
        ("3. 9:00-9:30 Math", 540, 30),
        ("\u0669:\u0663\u0660-\u0661\u0660:\u0660\u0660 Math", 570, 30),
    ],
)
def test_a_time_is_read_in_many_forms(line: str, start: int, minutes: int) -> None:
    assert tell(line) == [(WEEK, start, minutes, "live", "Math")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("9:00-25:00 Math", '"9:00-25:00" is no time of day'),
        ("10:00-9:30 Math", '"10:00-9:30" ends before it starts'),
        ("9:30 Math", "how many minutes?"),
        ("Math 15-30 minutes", "15 to 30 minutes: how many?"),
        ("Math 2000 min", "2000 minutes do not fit in a day"),
        ("23:30 Math 45 min", "that runs past midnight"),
        ("9:00-9:45 Math (30 min)", "the times make 45 minutes, the words say 30"),
        ("9:00-9:45", "what is it called?"),
        ("Math", "no time and no minutes"),
        ("Grades 3-5, room 12", "no time and no minutes"),
        ("9-10 live or independent math", TWO_KINDS),
        ("Math 30, twice a week", "on which days? Choose them"),
        ("Saturday 9-10 Math", "there is no school at the weekend"),
    ],
)  # fmt: skip
def test_what_is_unclear_is_said(line: str, problem: str) -> None:
    assert read(line)[0].problems == (problem,)


@pytest.mark.parametrize(
    ("words", "mode", "screen"),
    [
        ("Math live", "live", ""),
        ("Math (L)", "live", ""),
        ("Math on Zoom", "live", ""),
        ("Morning meeting", "live", ""),
        ("Math at school", "in_person", ""),
        ("Math, async", "async", "on"),
        ("Independent reading", "async", "on"),
        ("Reading, offline", "async", "off"),
        ("Reading away from the screen", "async", "off"),
        ("Lunch", "break", ""),
        ("Lunch, offline", "break", ""),
        ("Recess", "break", ""),
        ("Screen-time break", "break", ""),
        ("Breakfast club live", "live", ""),
    ],
)
def test_the_kind_is_read_from_the_words(words: str, mode: str, screen: str) -> None:
    row = read(f"9:00-9:30 {words}")[0]
    assert (row.mode, row.screen, row.guesses, row.problems) == (mode, screen, (), ())


def test_a_line_that_does_not_say_its_kind_is_taken_as_usual_and_marked() -> None:
    row = read("9:00-9:30 Math", Usual(kind="off"))[0]
    assert (row.mode, row.screen, row.guesses) == (
        "async", "off", ("taken as own time, no device needed",)
    )  # fmt: skip


def test_what_a_person_chose_settles_what_the_line_left_unclear() -> None:
    line = Line("9:00 live or independent math 30, weekly", chosen_days=(2,), chosen_kind="off")
    row = read_rows([line])[0]
    assert (row.weekdays, row.mode, row.screen, row.problems) == ((2,), "async", "off", ())


DAY_COLUMNS = """Time\tMonday\tTuesday\tWednesday\tThursday\tFriday
8:30-9:00\tMorning meeting\tMorning meeting\tMorning meeting\tMorning meeting\tLibrary live
9:00-9:45\tMath (live)\tMath (live)\t\tMath (live)\tMath (live)
11:30 \u2013 12:15\tLunch\t\t\t\t
12:15-1:00\tArt live\t"PE\nlive"\tArt live\tPE live\tArt live
"""
START_AND_END = """Start\tEnd\tActivity\tMinutes\tHow
8.30am\t9\tMorning meeting\t30\tlive
9:00 AM\t9:30 AM\tMath\t30\tlive
\t\tRead aloud\t20\toffline
"""
NO_HEAD = "9:00\t9:30\tMath live\n9:30\t10:00\tReading live\n10:00\t10:20\tRecess"
TIMES_ACROSS = "\t9:00-9:30\t9:30-10:15\nMon\tMath live\tPE live\nTue\tArt live\tPE live"
BARS = "| Time | Mon | Tue |\n|---|---|---|\n| 9:00-9:30 | Math live | Math live |"
TICKED = "Time\tWhat\tM/W\n".replace("M/W", "Mon/Wed\tFri") + "9-9:30\tMath live\tx\t\n"
SPACED = "8:30-9:00    Morning meeting    live\n9:00-9:30    Math    live"
DAY_COLUMN = (
    "Day\tTime\tWhat\nMonday\t9-9:30\tMath live\n\t9:30-10\tArt live\nTuesday\t9-9:30\tArt live"
)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            DAY_COLUMNS,
            [
                ((0, 1, 2, 3), 510, 30, "live", "Morning meeting"),
                ((4,), 510, 30, "live", "Library"),
                ((0, 1, 3, 4), 540, 45, "live", "Math"),
                (WEEK, 690, 45, "break", "Lunch"),
                ((0, 2, 4), 735, 45, "live", "Art"),
                ((1, 3), 735, 45, "live", "PE"),
            ],
        ),
        (
            START_AND_END,
            [
                (WEEK, 510, 30, "live", "Morning meeting"),
                (WEEK, 540, 30, "live", "Math"),
                (WEEK, 570, 20, "async", "Read aloud"),
            ],
        ),
        (
            NO_HEAD,
            [
                (WEEK, 540, 30, "live", "Math"),
                (WEEK, 570, 30, "live", "Reading"),
                (WEEK, 600, 20, "break", "Recess"),
            ],
        ),
        (
            TIMES_ACROSS,
            [
                ((0,), 540, 30, "live", "Math"),
                ((0,), 570, 45, "live", "PE"),
                ((1,), 540, 30, "live", "Art"),
                ((1,), 570, 45, "live", "PE"),
            ],
        ),
        (BARS, [((0, 1), 540, 30, "live", "Math")]),
        (TICKED, [((0, 2), 540, 30, "live", "Math")]),
        (
            SPACED,
            [(WEEK, 510, 30, "live", "Morning meeting"), (WEEK, 540, 30, "live", "Math")],
        ),
        (
            DAY_COLUMN,
            [
                ((0,), 540, 30, "live", "Math"),
                ((0,), 570, 30, "live", "Art"),
                ((1,), 540, 30, "live", "Art"),
            ],
        ),
    ],
    ids=["days", "starts", "no head", "times across", "bars", "ticks", "spaces", "day column"],
)
def test_a_table_is_read_by_its_columns(table: str, rows: list[Told]) -> None:
    assert tell(table) == rows
    assert [row.problems for row in read(table)] == [()] * len(rows)


def test_days_are_read_from_headings_and_from_single_lines() -> None:
    text = "Monday\n9-10 Math live\nTue-Thu:\n9-10 Art live\nFri 9-10 Music live\n10-11 PE live"
    assert [(row.weekdays, row.title) for row in read(text)] == [
        ((0,), "Math"),
        ((1, 2, 3), "Art"),
        ((4,), "Music"),
        ((1, 2, 3), "PE"),
    ]


def test_starts_alone_end_when_the_next_begins_and_say_so() -> None:
    rows = read("9:00 Math live\n9:40 Recess\n10:00 Reading live")
    assert [row.minutes for row in rows] == [40, 20, None]
    assert rows[0].guesses == ("ends when the next begins",)
    assert rows[2].problems == ("how many minutes?",)


def test_lengths_alone_follow_each_other_from_the_opening_of_school() -> None:
    rows = read("Math live 30\nRecess 15 min\nReading live (20)", Usual(opens=510))
    assert [row.start for row in rows] == [510, 540, 555]
    assert [row.guesses[-1] for row in rows] == [
        "begins with the school day",
        "begins when the one before ends",
        "begins when the one before ends",
    ]


def test_several_entries_in_one_line_are_told_apart() -> None:
    text = "9-9:30 Math live · 9:30-10 Art live; lunch 25 min, recess 35 min"
    assert [(row.title, row.start, row.minutes) for row in read(text)] == [
        ("Math", 540, 30),
        ("Art", 570, 30),
        ("Lunch", 600, 25),
        ("Recess", 625, 35),
    ]


def test_a_schedule_that_is_too_long_says_how_much_was_left() -> None:
    lines, cut = split_schedule("9:00-9:05 Math\n" * (MOST_ROWS + 7))
    assert (len(lines), cut) == (MOST_ROWS, 7)


PIECES = st.sampled_from(
    ["9:00", "-", "10:30", "am", "pm", "Monday", "tue-fri", ":", "\t", "\n", " ", "   ", "(", ")",
     "30", "min", "·", "+", "live", "async", "lunch", "|", '"', ",", "daily", "weekly", "x", "½",
     "noon", "99", "Time", "1 h", "؟", "and/or", "•", "…"]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


@given(ANY_TEXT, st.sampled_from(sorted(CHOICES)))
def test_any_text_is_read_into_rows_that_are_whole_or_say_what_is_unclear(
    text: str, kind: str
) -> None:
    lines, _ = split_schedule(text)
    rows = read_rows(lines, Usual(kind=kind))
    assert len(rows) == len(lines) <= MOST_ROWS
    for row in rows:
        if row.problems:
            continue
        assert 0 < len(row.title) <= 200
        assert row.mode in {"live", "in_person", "async", "break"}
        assert bool(row.screen) == (row.mode == "async")
        assert set(row.weekdays) <= set(WEEK)
        assert row.weekdays
        assert row.minutes is not None
        assert 0 < row.minutes <= 1440 - (row.start or 0)
        assert row.start is not None or row.mode == "async"


def test_long_lines_are_read_in_no_time_at_all() -> None:
    text = "\n".join(("9" * 290, "9:" * 145, "(" * 300, "mon-" * 75, "1 h " * 70, "a" * 20_000))
    assert len(read(text)) <= 12
