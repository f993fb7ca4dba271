"""The start page: a teacher's classes, a coordinator's schools, or whom to ask for either."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner import access
from planner.views.answers import signed_in
from planner.views.questions import count_waiting, say_waiting
from planner.week_states import read_class_states, read_school_states


@require_safe
def show_start(request: HttpRequest) -> HttpResponse:
    """Where a person's work is, and how it stands."""
    user, now = signed_in(request), timezone.now()
    schools = access.schools_overseen_by(user).select_related("district")
    context = {
        "classes": read_class_states(user, now),
        "waiting": say_waiting(count_waiting(user)),
        "schools": read_school_states(schools.order_by("district__name", "name", "pk"), now),
    }
    return render(request, "start.html", context)
