"""The page for what a live session leaves to those who were absent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner.families.texts import cover_texts
from planner.models import Block, User
from planner.services.blocks import find_tool
from planner.services.history import StaleEdit
from planner.views.answers import show_content, signed_in
from planner.views.disagreements import Disagreement, list_disagreements
from sessions_live.access import (
    NotLive,
    find_attendance,
    find_catch_up,
    get_block_being_edited,
    get_live_block_to_plan,
)
from sessions_live.forms.catch_up import CatchUpForm
from sessions_live.models import CatchUp
from sessions_live.notice_lists import count_refusing
from sessions_live.services.catch_up import save_catch_up
from sessions_live.services.catch_up_translations import list_left_texts, read_translations
from sessions_live.views.answers import answer_not_live, is_gone

ABOUT_RECORDING = {"recorded_part", "recording_ends_on"}
FIELDS = ("missed_work", "questions", "recording", "recorded_part", "recording_ends_on")
SAVED = "Saved. Whoever is noted as absent reads it at once."


@require_http_methods(["GET", "HEAD", "POST"])
def edit_catch_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form; posted, it is kept."""
    user = signed_in(request)
    if request.method == "POST":
        return save_posted(request, user, get_block_being_edited(user, pk))
    try:
        block = get_live_block_to_plan(user, pk)
    except NotLive as other:
        return answer_not_live(request, other)
    return render_form(request, make_form(block, find_catch_up(block)))


def make_form(block: Block, stored: CatchUp, data: Any = None) -> CatchUpForm:
    """The form about a block, on the school's date."""
    today = block.day.classroom.school.local_now(timezone.now()).date()
    return CatchUpForm(data, block=block, stored=stored, today=today)


def save_posted(request: HttpRequest, user: User, block: Block) -> HttpResponse:
    """Keep what was posted: 422 where it cannot be, 409 where somebody was quicker."""
    form = make_form(block, find_catch_up(block), request.POST)
    if not form.is_valid():
        return render_form(request, form, status=422)
    try:
        save_catch_up(
            by=user,
            block=block,
            version=form.cleaned_data["version"],
            missed_work=form.cleaned_data["missed_work"],
            questions=form.cleaned_data["questions"],
            recording=form.chosen_recording,
            now=timezone.now(),
        )
    except StaleEdit:
        return render_conflict(request, user, block.pk)
    messages.success(request, SAVED)
    return redirect("sessions_live:catch_up", block.pk)


def render_form(
    request: HttpRequest, form: CatchUpForm, status: int = 200, **more: object
) -> HttpResponse:
    """The whole page around the form."""
    block, stored = form.block, form.stored
    attendance = find_attendance(block)
    more["stored"] = stored
    more["refusing"] = count_refusing(block)
    more["shown"] = say_shown(form)
    if texts := list_left_texts(stored):
        more["coverage"] = cover_texts(
            texts, read_translations(stored), block.day.classroom.language
        )
    more["is_taken"] = attendance.pk is not None
    more["absent"] = attendance.absences.count() if attendance.pk else 0
    return show_content(request, "sessions_live/catch_up.html", block, form, status, **more)


def say_shown(form: CatchUpForm) -> str:
    """Whether families see the recording as it is stored, and why not; empty without one."""
    stored = form.stored
    if not stored.recording:
        return ""
    if not stored.has_recording(form.today):
        return "Its last day is over: no family sees this recording any more."
    tool = find_tool(form.block.day.classroom, stored.recording)
    if tool is None or not tool.protected:
        return "No family sees this recording: where it stands, nobody has to sign in."
    return "Whoever was absent sees this recording."


def render_conflict(request: HttpRequest, user: User, pk: UUID) -> HttpResponse:
    """Both versions, and a form that still holds this person's: saved again, it is meant."""
    block = get_block_being_edited(user, pk)
    stored = find_catch_up(block)
    data = request.POST.copy()
    data["version"] = str(stored.version)
    form = make_form(block, stored, data)
    form.is_valid()
    more = {"conflict": compare(form), "gone": is_gone(block)}
    return render_form(request, form, status=409, **more)


def compare(form: CatchUpForm) -> list[Disagreement]:
    """The fields in which what is stored and what was posted differ."""
    stored, asked = form.stored, form.cleaned_data
    return list_disagreements(
        (str(form[name].label), say_value(getattr(stored, name)), say_value(asked.get(name)))
        for name in FIELDS
        if name not in ABOUT_RECORDING or stored.recording or asked.get("recording")
    )


def say_value(value: object) -> str:
    """A field's value as people compare it."""
    return str(value or "")
