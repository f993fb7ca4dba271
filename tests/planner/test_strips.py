"""The cadence strip: what it draws, what it says, and that its markup is safe to store."""

import datetime as dt
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cadence.plan import PlannedBlock, PlannedClassroom, PlannedDay, PlannedGroup
from planner.speech import spell_minutes
from planner.strip_markup import spell_strip, spell_tiny_strip
from planner.strips import (
    Strip,
    draw_strip,
    draw_strips,
    find_span,
    mode_class,
)

COHORTS = (PlannedGroup(id="A", name="Group A"), PlannedGroup(id="B", name="Group B"))


def make_block(mode: str, start: str | None, minutes: int, **facts: Any) -> PlannedBlock:
    """A block whose id and title come from its mode and start, unless given."""
    screen = {"screen": "on"} if mode == "async" else {}
    named = {"id": f"{mode} {start}", "title": f"{mode} block"}
    return PlannedBlock.model_validate(
        {**named, **screen, "mode": mode, "start": start, "minutes": minutes, **facts}
    )


def make_day(*blocks: PlannedBlock, groups: tuple[PlannedGroup, ...] = ()) -> PlannedDay:
    """Tuesday 8 September 2026, from 8:00 to 12:00, so that an hour is a quarter of the bar."""
    classroom = PlannedClassroom(id="maple", name="Maple", grades=("3",), groups=groups)
    return PlannedDay(
        classroom=classroom, date=dt.date(2026, 9, 8), opens=480, closes=720, blocks=blocks
    )


def read_markup(markup: str) -> ElementTree.Element:
    """The drawing as a tree; fails on unsound markup."""
    return ElementTree.fromstring(markup)  # noqa: S314 (we made it ourselves)


def see_places(strip: Strip) -> list[tuple[str, str, str]]:
    return [(segment.mode, segment.x, segment.width) for segment in strip.segments]


def test_a_block_stands_at_its_share_of_the_day() -> None:
    day = make_day(make_block("live", "9:00", 60), make_block("break", "10:30", 30))
    assert see_places(draw_strip(day)) == [
        ("mode-live", "25%", "25%"),
        ("mode-break", "62.5%", "12.5%"),
    ]


def test_the_bar_reaches_out_to_blocks_outside_school_hours() -> None:
    day = make_day(make_block("async", "7:00", 30), make_block("live", "12:30", 30))
    assert find_span(day) == (7 * 60, 13 * 60)
    assert see_places(draw_strip(day))[0] == ("mode-device", "0%", "8.33%")


def test_days_that_share_a_span_can_be_compared() -> None:
    day = make_day(make_block("live", "9:00", 60))
    assert see_places(draw_strip(day, span=(480, 960))) == [("mode-live", "12.5%", "12.5%")]


@pytest.mark.parametrize(
    ("mode", "screen", "css_class"),
    [
        ("live", None, "mode-live"),
        ("in_person", None, "mode-in-person"),
        ("async", "on", "mode-device"),
        ("async", "off", "mode-offline"),
        ("async", "either", "mode-either"),
        ("break", None, "mode-break"),
    ],
)
def test_each_mode_has_its_own_look(mode: str, screen: str | None, css_class: str) -> None:
    assert mode_class(make_block(mode, "9:00", 10, screen=screen)) == css_class


def test_adjacent_time_on_screen_is_bracketed_as_one_run() -> None:
    day = make_day(make_block("live", "9:00", 30), make_block("async", "9:30", 30))
    runs = [(run.x, run.end, run.minutes) for run in draw_strip(day).runs]
    assert runs == [("25%", "50%", 60)]


def test_time_without_a_block_is_a_gap_that_says_its_hours() -> None:
    day = make_day(make_block("live", "9:00", 30), make_block("live", "10:00", 30))
    gaps = [(gap.minutes, gap.title) for gap in draw_strip(day).gaps]
    assert gaps == [(30, "9:30 to 10:00 am: nothing planned")]


def test_a_short_block_inside_a_long_one_opens_no_gap() -> None:
    day = make_day(
        make_block("live", "9:00", 90),
        make_block("break", "9:15", 15),
        make_block("live", "10:30", 5),
    )
    assert draw_strip(day).gaps == ()


def test_blocks_at_the_same_time_share_the_height_of_the_bar() -> None:
    day = make_day(make_block("live", "9:00", 60), make_block("break", "9:30", 60))
    assert [(s.y, s.height) for s in draw_strip(day).segments] == [("8", "7"), ("15", "7")]


def test_a_group_sees_its_own_blocks_and_everyones() -> None:
    day = make_day(
        make_block("live", "9:00", 30),
        make_block("live", "9:30", 30, groups=("A",), id="a"),
        make_block("async", "9:30", 30, groups=("B",), id="b"),
        groups=COHORTS,
    )
    assert [segment.block_id for segment in draw_strip(day, "B").segments] == ["live 9:00", "b"]
    assert [strip.group_name for strip in draw_strips(day)] == ["Group A", "Group B"]


def test_cohorts_drawn_together_have_no_runs_since_nobody_lives_that_day() -> None:
    day = make_day(
        make_block("live", "9:00", 30, groups=("A",)),
        make_block("live", "9:30", 30, groups=("B",)),
        groups=COHORTS,
    )
    together = draw_strip(day)
    assert (len(together.segments), together.runs) == (2, ())


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(LookupError, match="no group C"):
        draw_strip(make_day(groups=COHORTS), "C")


def test_the_strip_reads_the_day_aloud() -> None:
    day = make_day(
        make_block("live", "9:00", 30, title="Morning meeting"),
        make_block("async", "9:30", 50, title="Fractions"),
        make_block("async", None, 20, title="Read. Anything!", screen="off"),
    )
    assert draw_strip(day).reading == (
        "Tuesday 8 September. 9:00 to 9:30 am, live: Morning meeting. "
        "9:30 to 10:20 am, task on a device: Fractions. "
        "At any time, 20 minutes, task, no device needed: Read. Anything! "
        "On screen for 1 hour 20 minutes, at most 1 hour 20 minutes at a stretch."
    )


def test_an_empty_day_says_so() -> None:
    assert draw_strip(make_day()).reading == "Tuesday 8 September. Nothing is planned yet."
    assert 'aria-label="Tuesday 8 September: nothing is planned yet."' in spell_tiny_strip(
        make_day()
    )


def test_a_day_of_untimed_tasks_has_screen_time_but_no_stretch() -> None:
    reading = draw_strip(make_day(make_block("async", None, 45))).reading
    assert reading.endswith("On screen for 45 minutes.")


def test_long_days_label_fewer_hours() -> None:
    day = make_day(make_block("live", "0:00", 30), make_block("live", "23:30", 30))
    labels = [tick.label for tick in draw_strip(day).ticks]
    assert labels == ["12 am", "4 am", "8 am", "12 pm", "4 pm", "8 pm", "12 am"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (150, "2 hours 30 minutes"),
    ],
)
def test_minutes_are_said_in_words(minutes: int, words: str) -> None:
    assert spell_minutes(minutes) == words


def test_a_cell_has_one_tiny_strip_for_each_cohort() -> None:
    day = make_day(make_block("in_person", "9:00", 60, groups=("A",)), groups=COHORTS)
    cell = read_markup(f"<cell>{spell_tiny_strip(day)}</cell>")
    assert [len(strip) for strip in cell] == [2, 0]


def test_names_cannot_break_out_of_the_markup() -> None:
    wicked = '"><script>alert(1)</script>'
    groups = (PlannedGroup(id="A", name=wicked),)
    day = make_day(make_block("live", "9:00", 30, title=wicked, groups=("A",)), groups=groups)
    drawn = spell_strip(draw_strip(day, "A"), hours=True)
    assert "<script" not in spell_tiny_strip(day) + drawn


TIMED = st.tuples(
    st.sampled_from(["live", "in_person", "break", "async"]),
    st.integers(0, 1439),
    st.integers(1, 400),
    st.sampled_from(["on", "off", "either"]),
).filter(lambda drawn: drawn[1] + drawn[2] <= 1440)


@given(st.lists(TIMED, max_size=40))
def test_any_day_gives_sound_markup_within_the_bar(drawn: list[tuple[str, int, int, str]]) -> None:
    blocks = [
        PlannedBlock.model_validate(
            {
                "id": str(index),
                "title": "ك & <b>",
                "mode": mode,
                "start": start,
                "minutes": minutes,
                "screen": screen if mode == "async" else None,
            }
        )
        for index, (mode, start, minutes, screen) in enumerate(drawn)
    ]
    day = make_day(*blocks)
    strip = draw_strip(day)
    read_markup(spell_strip(strip, hours=True))
    read_markup(f"<cell>{spell_tiny_strip(day)}</cell>")
    places = [(float(s.x.rstrip("%")), float(s.width.rstrip("%"))) for s in strip.segments]
    assert len(places) == len(blocks)
    assert all(x >= 0 and x + width <= 100.02 for x, width in places)
