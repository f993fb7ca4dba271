"""How many households of a school have too few devices for what is live: counts, and nothing else.

Neither a name nor a label of a household, nor whose siblings they are, ever comes here.
"""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from planner import access
from planner.board.reading import find_closed
from planner.families.short_homes import count_short_homes
from planner.models import monday_of, week_dates
from planner.models.siblings import count_weak_homes
from planner.views.answers import signed_in


@require_safe
def show_board_homes(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """A week's counts as a page of their own."""
    return render_homes(request, pk, monday, "planner/board_homes.html")


@require_safe
def show_board_homes_panel(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The same for the board, which asks for it once it is there."""
    return render_homes(request, pk, monday, "planner/_board_homes.html")


def render_homes(request: HttpRequest, pk: int, monday: dt.date, template: str) -> HttpResponse:
    """The counts of a week as published."""
    school = access.get_school_board(signed_in(request), pk)
    monday = monday_of(monday)
    closed = find_closed(school, week_dates(monday))
    context = {
        "school": school,
        "monday": monday,
        "homes": count_short_homes(school, monday, closed),
        "weak_homes": count_weak_homes(school),
    }
    return render(request, template, context)
