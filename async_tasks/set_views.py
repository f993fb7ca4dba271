"""Making several tasks in one action: a playlist over some days, student-led work over a week.
What would come is shown first, and made only as it was shown."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from async_tasks.services import Laying, add_tasks, propose_tasks
from async_tasks.set_forms import PlaylistForm, StudentLedForm
from planner import access
from planner.cadence.words import say_count
from planner.models import Classroom, monday_of
from planner.services.history import FullDay
from planner.services.proposals import ChangedMeanwhile, foresee
from planner.views.answers import answer_week, signed_in
from planner.views.week_page import lay_out_verdicts

LOOK_FIRST = "Nothing is made yet. This is what would come; press the button again to make it."
CHANGED = (
    "Nothing is made yet: the plan, or what you typed, was changed after this was shown. "
    "This is how it would be now; press the button again to make it."
)
SetForm = PlaylistForm | StudentLedForm


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
    context = {"classroom": classroom, "monday": monday, "form": form}
    if posted is None:
        return render(request, template, context)
    if not form.is_valid():
        unclear = _find_unclear(form) if "look" in posted else ()
        return render(request, template, {**context, "unclear": unclear}, status=422)
    if "look" in posted or not posted.get("seal"):
        problem = "" if "look" in posted else LOOK_FIRST
        return render(request, template, {**context, **_show(classroom, monday, form, problem)})
    try:
        change = add_tasks(
            by=user,
            classroom=classroom,
            tasks=form.new_tasks,
            what=form.what,
            seal=posted["seal"],
            now=timezone.now(),
        )
    except (ChangedMeanwhile, FullDay):
        context |= _show(classroom, monday, form, CHANGED)
        return render(request, template, context, status=409)
    return answer_week(request, classroom, monday, change)


def _find_unclear(form: SetForm) -> list[str]:
    """What is wrong with what was said so far; what is not said yet is none of it."""
    found = [error for errors in form.errors.as_data().values() for error in errors]
    return [text for error in found if error.code != "required" for text in error.messages]


def _show(classroom: Classroom, monday: dt.date, form: SetForm, problem: str) -> dict[str, object]:
    """What would come, day by day, and how the rules would find it."""
    laying: Laying = propose_tasks(classroom, form.new_tasks, form.what)
    touched = {day.date for day in laying.copying.days}
    review = foresee(laying.copying.proposal, monday)
    return {
        "copying": laying.copying,
        "coming": f"{say_count(laying.copying.coming, 'block')} will come",
        "days": lay_out_verdicts(review, touched, ""),
        "problem": problem,
    }
