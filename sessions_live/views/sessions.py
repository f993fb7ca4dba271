"""The session page: how one live block is run."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner.families.session_words import spell_options
from planner.models import Block, User
from planner.services.history import StaleEdit
from planner.views.answers import (
    answer_conflict,
    answer_content_saved,
    answer_week,
    show_content,
    signed_in,
)
from planner.views.disagreements import Disagreement, list_disagreements
from sessions_live.access import (
    NotLive,
    find_session,
    get_block_being_edited,
    get_live_block_to_plan,
)
from sessions_live.forms.sessions import USUAL_ORDER, SessionForm, WorkTimeForm, read_initial
from sessions_live.notice_lists import count_refusing
from sessions_live.services.sessions import save_session, split_work_time
from sessions_live.views.answers import answer_not_live, is_gone


@require_http_methods(["GET", "HEAD", "POST"])
def edit_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of a live block's session; posted, it is kept and families' words with it."""
    user = signed_in(request)
    if request.method == "POST":
        return save_posted(request, user, get_block_being_edited(user, pk))
    try:
        block = get_live_block_to_plan(user, pk)
    except NotLive as other:
        return answer_not_live(request, other)
    form = SessionForm.of_session(block, find_session(block))
    if "usual" in request.GET and not form.initial["outline"]:
        form.initial["outline"] = "\n".join(USUAL_ORDER)
    return render_form(request, block, form)


@require_http_methods(["GET", "HEAD", "POST"])
def split_off_work_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a lesson's last minutes work time, whose minutes follow what learners may choose."""
    user = signed_in(request)
    posted = request.POST if request.method == "POST" else None
    block = get_block_being_edited(user, pk)
    if block.mode != "live":
        return answer_not_live(request, NotLive(block))
    form = WorkTimeForm(posted, block=block)
    classroom, monday = block.day.classroom, block.day.monday
    if not form.is_valid():
        context = {"classroom": classroom, "edited": block, "form": form, "most": block.minutes}
        status = 200 if posted is None else 422
        return render(request, "sessions_live/work_time.html", context, status=status)
    try:
        change = split_work_time(
            by=user,
            block=block,
            version=form.cleaned_data["version"],
            minutes=form.cleaned_data["minutes"],
            shares=form.cleaned_data["shares"],
            now=timezone.now(),
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale, block.version)
    return answer_week(request, classroom, monday, change)


def save_posted(request: HttpRequest, user: User, block: Block) -> HttpResponse:
    """Keep what was posted: 422 where it cannot be read, 409 where somebody was quicker."""
    form = SessionForm(request.POST)
    if not form.is_valid():
        return render_form(request, block, form, status=422)
    try:
        change = save_session(
            by=user,
            block=block,
            version=form.cleaned_data["version"],
            session_version=form.cleaned_data["session_version"],
            content=form.content,
            now=timezone.now(),
        )
    except StaleEdit:
        return render_conflict(request, user, block.pk)
    address = reverse("sessions_live:session", args=[block.pk])
    return answer_content_saved(request, address, change)


def render_form(
    request: HttpRequest, block: Block, form: SessionForm, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page around the form."""
    more["refusing"] = count_refusing(block)
    return show_content(request, "sessions_live/session.html", block, form, status, **more)


def render_conflict(request: HttpRequest, user: User, pk: UUID) -> HttpResponse:
    """Both versions, and a form that still holds this person's: saved again, it is meant."""
    block = get_block_being_edited(user, pk)
    current = read_initial(block, find_session(block))
    data = request.POST.copy()
    data["version"], data["session_version"] = str(current["version"]), current["session_version"]
    form = SessionForm(data)
    form.is_valid()
    more = {"conflict": compare(current, form), "gone": is_gone(block)}
    return render_form(request, block, form, status=409, **more)


def compare(current: dict[str, Any], form: SessionForm) -> list[Disagreement]:
    """The fields in which the stored session and the posted one differ."""
    told = []
    for name in ("outline", "bring", "work_time", "words"):
        theirs, yours = (
            spell_options(value) if name == "work_time" else value
            for value in (current[name], form.cleaned_data[name])
        )
        told.append((str(form[name].label), theirs, yours))
    return list_disagreements(told)
