"""School days and the windows that they make, date by date."""

import datetime as dt

import pytest

from planner.cadence.calendars import Calendar, find_month, find_week, find_year, make_calendar

MONDAY = dt.date(2020, 9, 14)


def day(number: int) -> dt.date:
    """A day of that September."""
    return dt.date(2020, 9, number)


@pytest.mark.parametrize("number", [14, 17, 20])
def test_a_week_is_monday_to_sunday(number: int) -> None:
    assert find_week(day(number)) == (day(14), day(20))


@pytest.mark.parametrize(
    ("date", "last"),
    [("2020-02-01", 29), ("2021-02-28", 28), ("2020-12-31", 31), ("2021-04-15", 30)],
)
def test_a_month_ends_with_its_last_day(date: str, last: int) -> None:
    known = dt.date.fromisoformat(date)
    assert find_month(known) == (known.replace(day=1), known.replace(day=last))


@pytest.mark.parametrize(
    ("date", "year"), [("2020-08-01", 2020), ("2020-07-31", 2019), ("2021-01-10", 2020)]
)
def test_a_school_year_begins_on_its_day_and_ends_on_the_one_before(date: str, year: int) -> None:
    ends = (dt.date(year, 8, 1), dt.date(year + 1, 7, 31))
    assert find_year(dt.date.fromisoformat(date), "08-01") == ends


def test_a_school_year_may_begin_late_in_a_month() -> None:
    assert find_year(day(14), "09-15") == (dt.date(2019, 9, 15), day(14))


CALENDAR = make_calendar([day(14), day(16), day(19)], [day(18), day(19)])


def test_school_days_are_open_weekdays_and_all_that_are_given() -> None:
    # Friday is closed; Saturday too, but it is given; Sunday is neither.
    assert CALENDAR.list_days(day(13), day(21)) == [day(n) for n in (14, 15, 16, 17, 19, 21)]


def test_missing_are_school_days_that_are_asked_about_and_not_given() -> None:
    assert CALENDAR.count_missing(day(14), day(20), lambda date: True) == 2
    assert CALENDAR.count_missing(day(14), day(20), lambda date: date.day > 15) == 1
    assert CALENDAR.count_missing(day(14), day(14), lambda date: True) == 0


def test_a_day_has_a_place_among_the_school_days() -> None:
    places = [CALENDAR.find_place(day(number), (day(14), day(20))) for number in (14, 16, 19)]
    assert places == [1, 3, 5]


def test_a_year_is_cut_into_windows_of_so_many_school_days_the_last_one_shorter() -> None:
    assert list(CALENDAR.cut_year((day(14), day(21)), 4)) == [
        (day(14), day(17)),
        (day(19), day(21)),
    ]


def test_looking_back_counts_school_days_only() -> None:
    assert CALENDAR.look_back(day(19), 3) == (day(16), day(19))
    # Over the weekend and the closed Friday.
    assert CALENDAR.look_back(day(21), 2) == (day(19), day(21))
    assert CALENDAR.look_back(day(14), 1) == (day(14), day(14))


def test_looking_back_reaches_over_a_summer() -> None:
    summer = [dt.date(2020, 6, 15) + dt.timedelta(days=n) for n in range(91)]
    calendar = Calendar(frozenset([MONDAY]), summer)
    assert calendar.look_back(MONDAY, 2) == (dt.date(2020, 6, 12), MONDAY)
