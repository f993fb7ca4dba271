"""Making several tasks in one action: a playlist over some days, student-led work over a week."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from async_tasks.services import add_tasks
from async_tasks.set_forms import PlaylistForm, StudentLedForm
from planner import access
from planner.models import monday_of
from planner.services.history import StaleEdit
from planner.views.answers import answer_conflict, answer_week, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def make_playlist(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """Tasks in order, spread over days."""
    return _make(request, pk, monday_of(monday), PlaylistForm, "async_tasks/playlist.html")


@require_http_methods(["GET", "HEAD", "POST"])
def make_student_led(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """Tasks that learners do in their own order, with class periods kept for them."""
    return _make(request, pk, monday_of(monday), StudentLedForm, "async_tasks/student_led.html")


def _make(
    request: HttpRequest,
    pk: int,
    monday: dt.date,
    form_class: type[PlaylistForm] | type[StudentLedForm],
    template: str,
) -> HttpResponse:
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, classroom=classroom, monday=monday)
    if not form.is_valid():
        status = 200 if posted is None else 422
        context = {"classroom": classroom, "monday": monday, "form": form}
        return render(request, template, context, status=status)
    try:
        change = add_tasks(
            by=user,
            classroom=classroom,
            tasks=form.new_tasks,
            what=form.what,
            now=timezone.now(),
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale)
    return answer_week(request, classroom, monday, change)
