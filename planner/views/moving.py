"""Moving and stretching a block: the Move dialog, what a move would bring, the move itself."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from planner import access
from planner.forms.moving import MoveForm
from planner.models import Block, Stage, monday_of, week_dates
from planner.review import closed_dates, imagine_moved, plan_block, review_week
from planner.services.blocks import change_block
from planner.services.history import StaleEdit
from planner.views.answers import answer_conflict, answer_week, is_htmx, monday_shown, signed_in
from planner.views.week_page import lay_out_verdicts, spell_hours


def _render_form(
    request: HttpRequest, block: Block, form: MoveForm, *, panel: bool, status: int = 200
) -> HttpResponse:
    """The form, with the school days of the block's week to choose from."""
    classroom, monday = block.day.classroom, monday_shown(request, block.day.date)
    dates = week_dates(monday)
    closed = closed_dates(classroom, dates[0], dates[-1])
    given = request.POST or request.GET
    context = {
        "classroom": classroom,
        "edited": block,
        "problem": form.problem,
        "form": form.offer(date for date in dates if date not in closed),
        "monday": monday,
        "group": given.get("group", ""),
        "axis": given.get("axis", ""),
    }
    template = "planner/_move.html" if panel else "planner/move.html"
    return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def move_block(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a block goes, as a form; posted, it goes there: one gesture, one step to undo."""
    user = signed_in(request)
    posted = request.method == "POST"
    block = access.get_block_to_plan(user, pk, even_removed=posted)
    if not posted:
        return _render_form(request, block, MoveForm.of_block(block), panel=False)
    classroom, monday = block.day.classroom, monday_shown(request, block.day.date)
    form = MoveForm(request.POST, block=block)
    if not form.is_valid():
        return _render_form(request, block, form, panel=is_htmx(request), status=422)
    try:
        change = change_block(
            by=user,
            block=block,
            version=form.cleaned_data["version"],
            fields=form.place,
            what=form.what,
            now=timezone.now(),
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale, block.version)
    return answer_week(request, classroom, monday, change)


@require_safe
def move_block_panel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same form as a dialog over the week."""
    block = access.get_block_to_plan(signed_in(request), pk)
    return _render_form(request, block, MoveForm.of_block(block), panel=True)


@require_safe
def preview_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a move would bring: the days that it touches, judged as they would be. Nothing is
    saved."""
    block = access.get_block_to_plan(signed_in(request), pk)
    form = MoveForm(request.GET, block=block)
    if not form.is_valid():
        return render(request, "planner/_move_preview.html", {"problem": form.problem}, status=422)
    classroom, place = block.day.classroom, form.place
    moved = plan_block(block).model_copy(
        update={"start": place["start"], "minutes": place["minutes"]}
    )
    imagine = partial(imagine_moved, block=moved, date=place["date"])
    review = review_week(classroom, monday_of(place["date"]), Stage.DRAFT, imagine)
    touched = {block.day.date, place["date"]}
    context = {
        "title": moved.title,
        "date": place["date"],
        "hours": spell_hours(moved),
        "days": lay_out_verdicts(review, touched, request.GET.get("group", "")),
    }
    return render(request, "planner/_move_preview.html", context)
