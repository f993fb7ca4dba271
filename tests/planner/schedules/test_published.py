"""School days that districts published in 2020, pasted as they stand: what comes out right, what
was taken for granted, and which lines stay unclear."""

import pytest

from planner.schedules import Row, read_rows, split_schedule

FAIRFAX = """- Monday: morning: intervention and enrichment live for some learners by need, independent work for the others; afternoon:
  independent work while teachers plan.
- Tuesday to Friday:
  09:00-09:30 morning meeting (social-emotional wellness, community) · 09:30-10:20 mathematics · 10:20-10:30 screen-time
  break · 10:30-11:10 science or social studies · 11:10-12:10 lunch and family time · 12:10-13:10 language arts ·
  13:10-13:20 screen-time break · 13:20-13:50 specials (art, music, physical education) · 13:50-14:50 specialised
  instruction, small groups with the teacher, or independent work · 14:50-15:10 end-of-day reflection and preparation.
  (The subject blocks mix live teaching and independent work; the page does not split them.)
"""  # noqa: E501
ARLINGTON = """- Monday: 2 h 40 min of asynchronous activities; extra live small groups for some learners; teacher planning.
- Tuesday to Friday, 5 h 20 min a day. Opening of the K-2 day: morning message 15 min · phonemic awareness 10 · reading
  instruction 15 · independent work (literacy) 30 · movement break 10 · writing instruction …
  Opening of the grades 3-5 day: morning message 15 · reading instruction 15 · independent work (literacy) 35 · movement
  break 5 · … (the rest of the table is not known here).
- A classroom in the later hybrid model has three groups at once: full distance, hybrid A (at school Tuesday and
  Wednesday), hybrid B (at school Thursday and Friday); all meet the same teacher on all four days.
"""  # noqa: E501
RADNOR = """- 09:10-09:20 morning meeting, live · 09:20-10:20 math, mixed: whole-group live, small-group live, independent online ·
  10:20-11:15 English language arts, mixed · 11:15-11:40 intervention or enrichment · 11:40-12:10 English language arts,
  mixed · 12:10-13:10 lunch, offline · 13:10-13:30 flexible intervention and one-to-one · 13:30-15:30 a 20-minute live
  special (art, music, library, wellness, PE), science and social studies, writing, live and independent ·
  15:30-15:40 closing circle, live.
- Learners should expect four or more live sessions a day.
"""  # noqa: E501
LINCOLNSHIRE = """- Kindergarten, 8:45-11:30 (specials between 12:30 and 13:15): morning meeting 15 live daily · math 15 live + 15 async daily ·
  language arts 15 live + 15 async daily · science or social studies 15 daily, either · small group 15 live, 3 to 5 times
  a week · social-emotional 15 live and/or 15 async weekly.
- Grades 1-2, 8:45-14:45: morning meeting 15 live daily · math 30 live + 30 async daily · language arts 30 live + 30 async
  daily · science or social studies 30 daily, either.
"""  # noqa: E501
BELLEVUE = """- Monday, Tuesday, Thursday, Friday: morning, 3 hours live with whole group, small group and independent time, brain and
  body breaks and a 15-minute recess · lunch 25 min, recess 35 min · afternoon, 2 h 15 min with 15-30 minute live small
  groups, adaptive software and independent work.
- Wednesday: morning, assemblies and community, 3 h 15 min of independent work with some live groups.
"""  # noqa: E501
NEW_HAVEN = """Live stretches carry an "(L)"; every other stretch is a suggested activity away from the device. Groups A
and B are at school two days each.
"""  # noqa: E501


def read(text: str) -> tuple[Row, ...]:
    lines, cut = split_schedule(text)
    assert cut == 0
    return read_rows(lines)


def clock(minutes: int | None) -> str:
    return "any" if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


def tell(row: Row) -> str:
    """A block to be in one line: days, start, minutes, kind, title."""
    days = "".join("MTWHFSU"[day] for day in row.weekdays)
    kind = f"{row.mode}/{row.screen}" if row.screen else row.mode
    return f"{days} {clock(row.start)} {row.minutes} {kind} {row.title}"


@pytest.mark.parametrize(
    ("text", "stated", "assumed", "unclear", "notes"),
    [
        (FAIRFAX, 4, 5, 1, 3),
        (ARLINGTON, 0, 10, 0, 6),
        (RADNOR, 3, 4, 2, 1),
        (LINCOLNSHIRE, 0, 12, 2, 0),
        (BELLEVUE, 0, 2, 3, 0),
        (NEW_HAVEN, 0, 0, 0, 3),
    ],
    ids=["fairfax", "arlington", "radnor", "lincolnshire", "bellevue", "new haven"],
)
def test_what_comes_out_of_each_published_schedule(
    text: str, stated: int, assumed: int, unclear: int, notes: int
) -> None:
    """Rows that say all themselves; rows with something taken for granted (shown as such); rows
    that need mending; rows without time and length, left out unless somebody mends them."""
    rows = read(text)
    clear = [row for row in rows if not row.problems]
    counted = (
        sum(not row.guesses for row in clear),
        sum(bool(row.guesses) for row in clear),
        sum(bool(row.problems) and not row.is_note for row in rows),
        sum(row.is_note for row in rows),
    )
    assert counted == (stated, assumed, unclear, notes)


def test_fairfax_comes_out_whole_but_for_one_line_that_offers_three_kinds() -> None:
    assert [tell(row) for row in read(FAIRFAX) if not row.problems] == [
        "TWHF 9:00 30 live Morning meeting (social-emotional wellness, community)",
        "TWHF 9:30 50 live Mathematics",
        "TWHF 10:20 10 break Screen-time break",
        "TWHF 10:30 40 live Science or social studies",
        "TWHF 11:10 60 break Lunch and family time",
        "TWHF 12:10 60 live Language arts",
        "TWHF 13:10 10 break Screen-time break",
        "TWHF 13:20 30 live Specials (art, music, physical education)",
        "TWHF 14:50 20 live End-of-day reflection and preparation",
    ]
    unclear = [row.title for row in read(FAIRFAX) if row.problems and not row.is_note]
    assert unclear == [
        "Specialised instruction, small groups with the teacher, or independent work"
    ]


def test_arlingtons_lengths_follow_each_other_in_each_of_its_two_days() -> None:
    assert [tell(row) for row in read(ARLINGTON) if not row.problems] == [
        "M any 160 async/on Asynchronous activities",
        "TWHF 8:00 15 live Morning message",
        "TWHF 8:15 10 live Phonemic awareness",
        "TWHF 8:25 15 live Reading instruction",
        "TWHF 8:40 30 async/on Independent work (literacy)",
        "TWHF 9:10 10 break Movement break",
        "TWHF 8:00 15 live Morning message",
        "TWHF 8:15 15 live Reading instruction",
        "TWHF 8:30 35 async/on Independent work (literacy)",
        "TWHF 9:05 5 break Movement break",
    ]


def test_radnors_mixed_stretches_are_taken_as_usual_or_asked_about() -> None:
    rows = read(RADNOR)
    assert [tell(row) for row in rows if not row.problems] == [
        "MTWHF 9:10 10 live Morning meeting",
        "MTWHF 10:20 55 live English language arts, mixed",
        "MTWHF 11:15 25 live Intervention or enrichment",
        "MTWHF 11:40 30 live English language arts, mixed",
        "MTWHF 12:10 60 break Lunch",
        "MTWHF 13:10 20 live Flexible intervention and one-to-one",
        "MTWHF 15:30 10 live Closing circle",
    ]
    unclear = [(clock(row.start), row.minutes) for row in rows if row.problems and not row.is_note]
    assert unclear == [("9:20", 60), ("13:30", 120)]


def test_lincolnshires_lessons_and_the_work_beside_them_are_told_apart() -> None:
    rows = read(LINCOLNSHIRE)
    assert [tell(row) for row in rows if not row.problems] == [
        "MTWHF 8:45 15 live Morning meeting",
        "MTWHF 9:00 15 live Math",
        "MTWHF any 15 async/on Math",
        "MTWHF 9:15 15 live Language arts",
        "MTWHF any 15 async/on Language arts",
        "MTWHF 9:30 15 live Science or social studies, either",
        "MTWHF 8:45 15 live Morning meeting",
        "MTWHF 9:00 30 live Math",
        "MTWHF any 30 async/on Math",
        "MTWHF 9:30 30 live Language arts",
        "MTWHF any 30 async/on Language arts",
        "MTWHF 10:00 30 live Science or social studies, either",
    ]
    often = [row.line.text for row in rows if "on which days? Choose them" in row.problems]
    assert often == [
        "small group 15 live, 3 to 5 times a week",
        "social-emotional 15 live and/or 15 async weekly.",
    ]


def test_bellevues_long_mixed_stretches_are_asked_about() -> None:
    rows = read(BELLEVUE)
    assert [tell(row) for row in rows if not row.problems] == [
        "MTHF 11:00 25 break Lunch",
        "MTHF 11:25 35 break Recess",
    ]
    assert [(row.minutes, row.weekdays) for row in rows if row.problems] == [
        (180, (0, 1, 3, 4)),
        (135, (0, 1, 3, 4)),
        (195, (2,)),
    ]


def test_new_havens_mark_for_live_stretches_is_known() -> None:
    text = "9:00-9:30 Morning meeting (L)\n9:30-10:00 Math (L)\n10:00-10:30 Nature walk, offline"
    assert [tell(row) for row in read(text)] == [
        "MTWHF 9:00 30 live Morning meeting",
        "MTWHF 9:30 30 live Math",
        "MTWHF 10:00 30 async/off Nature walk",
    ]
    assert all(row.is_note for row in read(NEW_HAVEN))
