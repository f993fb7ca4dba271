"""Bumping lessons along the days on which their subject meets."""

import datetime as dt
from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from planner.bumps import Bump, Lesson, bump

MONDAY = dt.date(2026, 11, 16)
YEAR = (dt.date(2026, 8, 24), dt.date(2027, 6, 18))


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def lesson(name: str, number: int, start: int | None = 540, **facts: object) -> Lesson:
    return Lesson(name, day(number), start, **{"minutes": 30, "mode": "live", **facts})  # type: ignore[arg-type]


def run(lessons: Collection[Lesson], first: str, by: int = 1, closed: Collection[int] = ()) -> Bump:
    shut = {day(number) for number in closed}
    return bump(
        lessons, first, by, is_open=lambda date: date.weekday() < 5 and date not in shut, span=YEAR
    )


def where(bumped: Bump) -> dict[str, int]:
    """Each moved lesson's new day, counted from the first Monday."""
    return {move.id: (move.date - MONDAY).days for move in bumped.moves}


def test_a_lesson_moves_to_the_next_meeting_and_the_rest_follow() -> None:
    week = [lesson("a", 0), lesson("b", 1), lesson("c", 3)]
    assert where(run(week, "b")) == {"b": 3, "c": 7}


def test_lessons_before_it_stay() -> None:
    week = [lesson("a", 0), lesson("b", 1)]
    assert where(run(week, "b")) == {"b": 7}


def test_lessons_are_pulled_back_too() -> None:
    week = [lesson("b", 1), lesson("c", 3), lesson("d", 7)]
    assert where(run(week, "c", -1)) == {"c": 1, "d": 3}


def test_a_closed_day_is_leapt_over() -> None:
    week = [lesson("a", 0), lesson("b", 1)]
    assert where(run(week, "a", closed=[1])) == {"a": 7, "b": 8}


def test_several_meetings_are_leapt_at_once() -> None:
    week = [lesson("a", 0), lesson("b", 1), lesson("c", 2)]
    assert where(run(week, "a", 2)) == {"a": 2, "b": 7, "c": 8}


def test_a_pinned_lesson_stays_and_others_pass_it() -> None:
    week = [lesson("a", 0), lesson("quiz", 1, pinned=True), lesson("c", 2)]
    assert where(run(week, "a")) == {"a": 2, "c": 7}


def test_a_lesson_comes_beside_a_pinned_one_where_lessons_stand_beside_it_already() -> None:
    week = [lesson("a", 0), lesson("song", 1, pinned=True), lesson("b", 1), lesson("c", 2)]
    assert where(run(week, "a")) == {"a": 1, "b": 2, "c": 7}


def test_all_lessons_of_a_day_move_together_and_earlier_ones_of_the_first_day_stay() -> None:
    week = [lesson("a", 0), lesson("work", 0, 780, mode="async"), lesson("b", 1)]
    assert where(run(week, "a")) == {"a": 1, "work": 1, "b": 7}
    assert where(run(week, "work")) == {"work": 1, "b": 7}


def test_a_lesson_takes_the_time_of_the_one_whose_place_it_takes() -> None:
    week = [lesson("a", 0, 540), lesson("b", 1, 600), lesson("task", 1, None, mode="async")]
    assert [(move.id, move.start) for move in run(week, "a").moves] == [
        ("a", 600),
        ("b", 540),
        ("task", None),
    ]


def test_beyond_what_is_planned_the_weekday_s_usual_time_holds() -> None:
    week = [lesson("a", 0, 540), lesson("b", 1, 600)]
    moved = run(week, "a", 3).moves
    assert [(move.date, move.start) for move in moved] == [(day(8), 600), (day(14), 540)]


def test_a_long_lesson_never_runs_past_midnight() -> None:
    week = [lesson("a", 0, 540, minutes=120), lesson("b", 1, 1400)]
    assert run(week, "a").moves[0].start == 540


def test_lessons_on_closed_days_are_caught_up_with_one_after_another() -> None:
    week = [lesson(name, number) for name, number in zip("abcde", range(5), strict=True)]
    assert where(run(week, "b", closed=[1, 2])) == {"b": 3, "c": 4, "d": 7, "e": 8}


def test_lessons_without_a_meeting_day_left_in_the_year_are_named() -> None:
    last = (dt.date(2027, 6, 18) - MONDAY).days
    assert run([lesson("end", last)], "end") == Bump((), ("end",))
    first = (dt.date(2026, 8, 24) - MONDAY).days
    assert run([lesson("start", first)], "start", -1) == Bump((), ("start",))


lessons = st.lists(
    st.builds(
        Lesson,
        id=st.uuids().map(str),
        date=st.integers(0, 40).map(day).filter(lambda date: date.weekday() < 5),
        start=st.one_of(st.none(), st.integers(0, 1380)),
        minutes=st.integers(1, 60),
        mode=st.sampled_from(["live", "async"]),
        pinned=st.booleans(),
    ),
    min_size=1,
    max_size=25,
    unique_by=lambda each: each.id,
)
closures = st.sets(st.integers(0, 60), max_size=12)
steps = st.integers(-4, 4).filter(bool)


@given(lessons, closures, steps, st.data())
def test_lessons_keep_their_order_and_land_on_open_meeting_days(
    given_lessons: list[Lesson], closed: set[int], by: int, data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from(given_lessons))
    bumped = run(given_lessons, first.id, by, closed)
    known = {each.id: each for each in given_lessons}
    weekdays = {each.date.weekday() for each in given_lessons}
    shut = {day(number) for number in closed}
    assert all(move.date.weekday() in weekdays and move.date not in shut for move in bumped.moves)
    assert not any(known[move.id].pinned for move in bumped.moves)
    dates = [(known[move.id].date, move.date) for move in bumped.moves]
    assert dates == sorted(dates)
    # Days stay apart that were apart, and together that were together.
    assert len({old for old, _ in dates}) == len({new for _, new in dates}) == len(set(dates))


@given(lessons, closures, steps, st.data())
def test_whatever_follows_moves_or_is_named_and_nothing_else_does(
    given_lessons: list[Lesson], closed: set[int], by: int, data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from(given_lessons))
    bumped = run(given_lessons, first.id, by, closed)
    touched = {move.id for move in bumped.moves} | set(bumped.stranded)
    later = {each.id for each in given_lessons if each.date > first.date and not each.pinned}
    earlier = {each.id for each in given_lessons if each.date < first.date}
    assert later <= touched
    assert not touched & earlier
    assert (first.id in touched) is not first.pinned


@given(lessons, st.integers(1, 4), st.data())
def test_forward_and_back_again_is_where_it_was(
    given_lessons: list[Lesson], by: int, data: st.DataObject
) -> None:
    loose = [each for each in given_lessons if not each.pinned] or given_lessons[:1]
    first = min(loose, key=lambda each: (each.date, each.start is None, each.start or 0, each.id))
    there = {move.id: move for move in run(loose, first.id, by).moves}
    moved = [
        Lesson(each.id, there[each.id].date, there[each.id].start, each.minutes, each.mode)
        for each in loose
        if each.id in there
    ]
    if {each.date.weekday() for each in moved} != {each.date.weekday() for each in loose}:
        return  # It meets on other days now.
    back = bump(moved, first.id, -by, is_open=lambda date: date.weekday() < 5, span=YEAR)
    dates = {each.id: each.date for each in loose}
    assert all(move.date == dates[move.id] for move in back.moves)
