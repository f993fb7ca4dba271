"""The teacher's week: the page, the quick-add line, undo."""

import datetime as dt
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from planner import access
from planner.forms.many import read_choices
from planner.forms.quick_add import QuickAddForm
from planner.models import monday_of, week_at_hand
from planner.services.blocks import add_blocks
from planner.services.copying import find_week_to_copy
from planner.services.history import NothingToDo, StaleEdit, undo_change
from planner.views.answers import (
    answer_conflict,
    answer_unchanged,
    answer_week,
    is_htmx,
    monday_shown,
    signed_in,
    week_context,
)


@require_safe
def show_class(request: HttpRequest, pk: int) -> HttpResponse:
    """A class's standing address: its week now, or the coming one at the weekend."""
    classroom = access.get_classroom(signed_in(request), pk)
    today = classroom.school.local_now(timezone.now()).date()
    return redirect("planner:week", pk, week_at_hand(today))


@require_safe
def show_week(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The whole week page."""
    classroom = access.get_classroom(signed_in(request), pk)
    if monday.weekday() != 0:
        return redirect("planner:week", pk, monday_of(monday))
    context = week_context(request, classroom, monday)
    context["find_week_to_copy"] = partial(find_week_to_copy, classroom, monday)
    return render(request, "planner/week.html", context)


@require_POST
def quick_add(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """Make blocks from one typed line."""
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    now = timezone.now()
    today = classroom.school.local_now(now).date()
    form = QuickAddForm(request.POST, classroom=classroom, monday=monday_of(monday), today=today)
    if not form.is_valid():
        context = week_context(request, classroom, monday_of(monday), form)
        template = "planner/_quick_add.html" if is_htmx(request) else "planner/week.html"
        return render(request, template, context, status=422)
    try:
        change = add_blocks(
            by=user, classroom=classroom, blocks=form.new_blocks, what=form.what, now=now
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday_of(monday), stale)
    return answer_week(request, classroom, monday_of(monday), change)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one change back."""
    user = signed_in(request)
    change = access.get_change_to_undo(user, pk)
    monday = monday_shown(request, change.dates[0])
    try:
        undone = undo_change(
            by=user, change=change, choices=read_choices(request.POST), now=timezone.now()
        )
    except StaleEdit as stale:
        return answer_conflict(request, change.classroom, monday, stale, by_block=True)
    except NothingToDo:
        return answer_unchanged(request, change.classroom, monday)
    return answer_week(request, change.classroom, monday, undone)
