"""Who was there: the roll of one live session, and the day's sessions one after another."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from planner import access
from planner.models import Block, Classroom, User
from planner.services.history import StaleEdit
from planner.speech import say_clock, say_whole_date
from planner.views.answers import show_content, signed_in
from planner.views.disagreements import Disagreement, list_disagreements
from sessions_live.access import (
    NotLive,
    find_attendance,
    get_block_being_edited,
    get_live_block_to_plan,
)
from sessions_live.forms.attendance import AttendanceForm
from sessions_live.models import Attendance
from sessions_live.rolls import RollLine, list_codes, list_day_sessions, read_roll
from sessions_live.services.attendance import take_attendance
from sessions_live.views.answers import answer_not_live, is_gone


@require_safe
def show_day(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """The day's live sessions, with who was absent from how many."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    sessions = list_day_sessions(classroom, date)
    monday = date - dt.timedelta(days=date.weekday())
    context = {"classroom": classroom, "date": date, "monday": monday, "sessions": sessions}
    return render(request, "sessions_live/attendance_day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The roll of a live session; posted, whoever is ticked was absent."""
    user = signed_in(request)
    if request.method == "POST":
        return save_posted(request, user, get_block_being_edited(user, pk))
    try:
        block = get_live_block_to_plan(user, pk)
    except NotLive as other:
        return answer_not_live(request, other)
    attendance = find_attendance(block)
    form = AttendanceForm(
        roll=read_roll(block, attendance), initial={"version": attendance.version}
    )
    return render_form(request, block, form, attendance)


def save_posted(request: HttpRequest, user: User, block: Block) -> HttpResponse:
    """Keep what was ticked: 422 where it cannot be read, 409 where somebody was quicker."""
    attendance = find_attendance(block)
    form = AttendanceForm(request.POST, roll=read_roll(block, attendance))
    if not form.is_valid():
        return render_form(request, block, form, attendance, status=422)
    try:
        take_attendance(
            by=user,
            block=block,
            version=form.cleaned_data["version"],
            absent=form.absent,
            now=timezone.now(),
        )
    except StaleEdit:
        return render_conflict(request, user, block.pk)
    messages.success(request, say_taken(len(form.absent), len(form.roll)))
    return redirect("sessions_live:attendance", block.pk)


def say_taken(absent: int, expected: int) -> str:
    """What was noted, in words."""
    if not absent:
        return "Noted: everyone was there."
    return f"Noted: {absent} of {expected} {'was' if absent == 1 else 'were'} absent."


def render_form(
    request: HttpRequest,
    block: Block,
    form: AttendanceForm,
    attendance: Attendance,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The whole page around the roll."""
    classroom = block.day.classroom
    more["attendance"] = attendance
    more["taken"] = say_when(attendance, classroom)
    more["codes"] = list_codes(classroom)
    more["sessions"] = list_day_sessions(classroom, block.day.date)
    return show_content(request, "sessions_live/attendance.html", block, form, status, **more)


def say_when(attendance: Attendance, classroom: Classroom) -> str:
    """When it was taken last, on the school's clock; empty where it was not."""
    if not attendance.version:
        return ""
    local = classroom.school.local_now(attendance.taken_at)
    return f"{say_whole_date(local.date())}, {say_clock(local.hour * 60 + local.minute)}"


def render_conflict(request: HttpRequest, user: User, pk: UUID) -> HttpResponse:
    """Both rolls, and a form that still holds this person's: saved again, it is meant."""
    block = get_block_being_edited(user, pk)
    attendance = find_attendance(block)
    roll = read_roll(block, attendance)
    data = request.POST.copy()
    data["version"] = str(attendance.version)
    form = AttendanceForm(data, roll=roll)
    form.is_valid()
    more = {"conflict": compare(roll, form.absent), "gone": is_gone(block)}
    return render_form(request, block, form, attendance, status=409, **more)


def compare(roll: list[RollLine], absent: dict[int, str]) -> list[Disagreement]:
    """The learners about whom the stored roll and the posted one differ."""
    return list_disagreements(
        (
            line.name,
            say_presence(line.is_absent, line.code),
            say_presence(line.learner in absent, absent.get(line.learner, "")),
        )
        for line in roll
    )


def say_presence(is_absent: bool, code: str) -> str:
    """There or absent, with the code."""
    return f"absent {code}".strip() if is_absent else "there"
