"""Who may not be recorded: a class's ledger, and the school's as a spreadsheet."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from planner import access
from planner.views.answers import signed_in
from sessions_live.forms.notices import NoticeForm
from sessions_live.notice_lists import read_ledger, write_notices
from sessions_live.services.notices import note_recording


@require_http_methods(["GET", "HEAD", "POST"])
def show_notices(request: HttpRequest, pk: int) -> HttpResponse:
    """The class's ledger with the form; posted, the notice is added."""
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    now = timezone.now()
    today = classroom.school.local_now(now).date()
    posted = request.POST if request.method == "POST" else None
    form = NoticeForm(posted, classroom=classroom, today=today)
    if not form.is_valid():
        context = {
            "classroom": classroom,
            "form": form,
            "ledger": read_ledger(classroom, today + dt.timedelta(days=1)),
            "today": today,
        }
        status = 200 if posted is None else 422
        return render(request, "sessions_live/notices.html", context, status=status)
    note_recording(
        by=user,
        learner=form.chosen_learner,
        may_record=form.cleaned_data["answer"] == "yes",
        said_on=form.cleaned_data["said_on"],
        source=form.cleaned_data["source"],
        now=now,
    )
    messages.success(request, "Noted. It is honoured from the day after it was said.")
    return redirect("sessions_live:notices", pk)


@require_safe
def download_notices(request: HttpRequest, pk: int) -> HttpResponse:
    """All that the school's families said about recording, for whoever looks after the school."""
    school = access.get_school_board(signed_in(request), pk)
    response = HttpResponse(write_notices(school), content_type="text/csv; charset=utf-8")
    name = slugify(school.name) or "school"
    response["Content-Disposition"] = f'attachment; filename="{name}-recording.csv"'
    return response
