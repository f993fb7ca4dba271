"""One block: adding it, changing it, taking it off its day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner import access
from planner.families.texts import tell_coverage
from planner.forms.blocks import BlockForm, clock_of
from planner.models import Block, Classroom
from planner.services.blocks import add_block, change_block, remove_block
from planner.services.history import StaleEdit
from planner.views.answers import (
    answer_conflict,
    answer_week,
    is_htmx,
    monday_shown,
    signed_in,
)

DEFAULT_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Step:
    """A button that moves or stretches a block by a little, and saves what else was typed."""

    name: str
    value: int
    label: str


MOVES = (
    Step("later", -15, "15 min earlier"),
    Step("later", -5, "5 min earlier"),
    Step("later", 5, "5 min later"),
    Step("later", 15, "15 min later"),
)
STRETCHES = (Step("longer", -5, "5 min shorter"), Step("longer", 5, "5 min longer"))


def _steps_of(block: Block | None) -> tuple[Step, ...]:
    """The steps that make sense for a block."""
    if block is None:
        return ()
    return STRETCHES if block.start is None else MOVES + STRETCHES


def read_number(text: str) -> int | None:
    """A short whole number; None for anything else (Python refuses to read thousands of digits)."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _blank_form(request: HttpRequest, classroom: Classroom, date: dt.date) -> BlockForm:
    """A form for a new block, at the time that was pointed at."""
    start = request.GET.get("start", "")
    minute = read_number(start)
    if minute is None or minute >= 24 * 60:
        minute = classroom.school.opens
    mode = "async" if start == "any" else "live"
    initial = {
        "mode": mode,
        "screen": "on",
        "date": date,
        "minutes": DEFAULT_MINUTES,
        "start": None if mode == "async" else clock_of(minute),
    }
    form = BlockForm(initial=initial, classroom=classroom)
    form.fields["title"].widget.attrs["autofocus"] = True
    return form


def _render_form(
    request: HttpRequest,
    classroom: Classroom,
    form: BlockForm,
    *,
    date: dt.date,
    block: Block | None = None,
    status: int = 200,
    panel: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "classroom": classroom,
        "form": form,
        "date": date,
        "edited": block,
        "monday": monday_shown(request, date),
        "group": request.POST.get("group") or request.GET.get("group", ""),
        "axis": request.POST.get("axis") or request.GET.get("axis", ""),
        "steps": _steps_of(block),
        "faces": () if block is None else tuple(Block.objects.other_faces(block)),
        "coverage": () if block is None else tell_coverage(block),
    }
    name = "planner/_block_panel.html" if panel or is_htmx(request) else "planner/block.html"
    return render(request, name, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_block(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """A form for a new block on a day; posted, the block is made."""
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    if request.method != "POST":
        return _render_form(request, classroom, _blank_form(request, classroom, date), date=date)
    form = BlockForm(request.POST, classroom=classroom)
    if not form.is_valid():
        return _render_form(request, classroom, form, date=date, status=422)
    fields = form.fields_of_block
    monday, day = monday_shown(request, date), fields.pop("date")
    try:
        change = add_block(
            by=user, classroom=classroom, date=day, fields=fields, now=timezone.now()
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale)
    return answer_week(request, classroom, monday, change)


@require_safe
def new_block_panel(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """The same form as a panel beside the week."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    form = _blank_form(request, classroom, date)
    return _render_form(request, classroom, form, date=date, panel=True)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_block(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One block's form; posted, the block is changed from the version that was read."""
    user = signed_in(request)
    posted = request.method == "POST"
    block = access.get_block_to_plan(user, pk, even_removed=posted)
    classroom, date = block.day.classroom, block.day.date
    if not posted:
        return _render_form(request, classroom, BlockForm.of_block(block), date=date, block=block)
    form = BlockForm(request.POST, classroom=classroom, block=block)
    if not form.is_valid():
        return _render_form(request, classroom, form, date=date, block=block, status=422)
    monday = monday_shown(request, date)
    try:
        change = change_block(
            by=user,
            block=block,
            version=form.cleaned_data["version"] or 0,
            fields=form.fields_of_block,
            now=timezone.now(),
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale, block.version)
    return answer_week(request, classroom, monday, change)


@require_safe
def edit_block_panel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same form as a panel beside the week."""
    block = access.get_block_to_plan(signed_in(request), pk)
    form = BlockForm.of_block(block)
    return _render_form(
        request, block.day.classroom, form, date=block.day.date, block=block, panel=True
    )


@require_POST
def take_off_block(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a block off its day; Undo brings it back."""
    user = signed_in(request)
    block = access.get_block_to_plan(user, pk, even_removed=True)
    classroom, monday = block.day.classroom, monday_shown(request, block.day.date)
    try:
        change = remove_block(
            by=user,
            block=block,
            version=read_number(request.POST.get("version", "")) or 0,
            now=timezone.now(),
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale, block.version)
    return answer_week(request, classroom, monday, change)
