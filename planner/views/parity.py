"""How a class's cohorts fare beside each other over several weeks."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from planner import access
from planner.meters import compare_cohorts
from planner.models import Classroom, monday_of, week_dates
from planner.review import closed_dates, draft_days, read_rows
from planner.views.answers import signed_in

SPANS = (1, 2, 4, 6, 9, 12)
USUAL_SPAN = 4
"""Weeks."""


@require_safe
def show_parity(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The cohorts' days at school, live and own time, on screen; as planned in these weeks."""
    classroom = access.get_classroom(signed_in(request), pk)
    asked = request.GET.get("weeks", "")
    weeks = int(asked) if asked in map(str, SPANS) else USUAL_SPAN
    monday = monday_of(monday)
    dates = _school_dates(classroom, monday, weeks)
    days = draft_days(classroom, dates, read_rows(classroom, dates)) if dates else ()
    context = {
        "classroom": classroom,
        "monday": monday,
        "weeks": weeks,
        "spans": SPANS,
        "last": _week_after(monday, weeks - 1) + dt.timedelta(days=4),
        "planned": any(day.blocks for day in days),
        "meters": compare_cohorts(days),
    }
    return render(request, "planner/parity.html", context)


def _week_after(monday: dt.date, count: int) -> dt.date:
    return monday + dt.timedelta(weeks=count)


def _school_dates(classroom: Classroom, monday: dt.date, weeks: int) -> list[dt.date]:
    dates = [date for step in range(weeks) for date in week_dates(_week_after(monday, step))]
    closed = closed_dates(classroom, dates[0], dates[-1])
    return [date for date in dates if date not in closed]
