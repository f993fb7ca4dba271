"""The teachers' page of what learners have ticked off on a day."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planner.access import get_classroom_to_plan
from planner.done import read_done
from planner.models import monday_of, week_dates
from planner.views.answers import signed_in


@never_cache
@require_safe
def show_done(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """A day's tasks and its learners; for those who plan the class, as learners are named."""
    classroom = get_classroom_to_plan(signed_in(request), pk)
    context = {
        "classroom": classroom,
        "date": date,
        "monday": monday_of(date),
        "dates": week_dates(monday_of(date)),
        "day": read_done(classroom, date),
    }
    return render(request, "planner/done.html", context)
