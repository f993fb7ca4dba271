"""Publishing a week: a preview of what families will see change, then the deed."""

import datetime as dt
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner import access
from planner.cadence.plan import PlannedDay
from planner.cadence.words import join_words
from planner.families.short_homes import note_short_homes
from planner.families.texts import find_older
from planner.forms.publishing import PublishForm
from planner.models import Classroom, monday_of, week_dates
from planner.services.publishing import (
    ClashUnconfirmed,
    StaleWeek,
    preview_week,
    publish_week,
)
from planner.views.answers import signed_in


def _render_preview(
    request: HttpRequest,
    classroom: Classroom,
    monday: dt.date,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    preview = preview_week(classroom, monday)
    homes = note_short_homes(classroom, preview.review.days)
    context = {
        "classroom": classroom,
        "monday": monday,
        "preview": preview,
        "days": [
            (day, homes.get(day.date, ()), list(_tell_older(day.day))) for day in preview.days
        ],
        "form": PublishForm.of_preview(preview),
        "problem": problem,
    }
    return render(request, "planner/publish.html", context, status=status)


def _tell_older(day: PlannedDay | None) -> Iterator[str]:
    """The blocks of which families will read the original, as their translations are older."""
    for block in () if day is None else day.blocks:
        if languages := find_older(block):
            yield f"{block.title} ({join_words(languages)})"


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """Show what publishing changes for families; posted, publish it."""
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    monday = monday_of(monday)
    if request.method != "POST":
        return _render_preview(request, classroom, monday)
    form = PublishForm(request.POST, dates=week_dates(monday))
    if not form.is_valid():
        return _render_preview(request, classroom, monday, problem="stale", status=422)
    try:
        preview = publish_week(
            by=user,
            classroom=classroom,
            monday=monday,
            versions=form.versions,
            confirm_clash=form.cleaned_data["confirm_clash"],
            now=timezone.now(),
        )
    except StaleWeek:
        return _render_preview(request, classroom, monday, problem="stale", status=409)
    except ClashUnconfirmed:
        return _render_preview(request, classroom, monday, problem="clash", status=422)
    count = sum(day.will_publish for day in preview.days)
    days = "1 day" if count == 1 else f"{count} days"
    messages.success(request, f"Published {days}. Families see it now.")
    return redirect("planner:week", classroom.pk, monday)
