"""Bumping a lesson: where it and the rest of its subject would go, then the deed."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner import access
from planner.cadence.words import say_count
from planner.forms.bumping import BumpForm
from planner.models import Block, monday_of
from planner.services.bumping import Bumping, propose_bump
from planner.services.history import FullDay
from planner.services.proposals import ChangedMeanwhile, carry_out, foresee
from planner.views.answers import answer_week, signed_in
from planner.views.week_page import lay_out_verdicts

CHANGED = (
    "The plan was changed after this page was opened. Nothing was moved. "
    "Here is how it would be now."
)


@require_http_methods(["GET", "HEAD", "POST"])
def bump_block(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A list of what would move from where to where; posted, all of it moves as one gesture."""
    user = signed_in(request)
    block = access.get_block_to_plan(user, pk)
    if request.method != "POST":
        form = BumpForm({"way": "later", "meetings": 1})
        form.full_clean()
        return _render(request, block, form)
    form = BumpForm(request.POST)
    if not form.is_valid() or "look" in request.POST:
        return _render(request, block, form, 200 if form.is_valid() else 422)
    bumping = propose_bump(block, form.by)
    if not bumping.can_be_done:
        return _render(request, block, form, 422)
    try:
        change = carry_out(
            by=user,
            classroom=block.day.classroom,
            propose=lambda: propose_bump(block, form.by).proposal,
            seal=request.POST.get("seal", ""),
            now=timezone.now(),
        )
    except (ChangedMeanwhile, FullDay):
        return _render(request, block, form, 409, CHANGED)
    return answer_week(request, block.day.classroom, monday_of(block.day.date), change)


def _render(
    request: HttpRequest, block: Block, form: BumpForm, status: int = 200, problem: str = ""
) -> HttpResponse:
    bumping = propose_bump(block, form.by) if form.is_valid() else None
    context = {
        "classroom": block.day.classroom,
        "edited": block,
        "monday": monday_of(block.day.date),
        "form": form,
        "bumping": bumping,
        "coming": "" if bumping is None else _say_outcome(bumping),
        "days": () if bumping is None else _foresee_days(block, bumping),
        "problem": problem,
    }
    return render(request, "planner/bump.html", context, status=status)


def _say_outcome(bumping: Bumping) -> str:
    if bumping.stranded:
        return "This can't be done"
    if not bumping.can_be_done:
        return "Nothing would move"
    return f"{say_count(len(bumping.rows), 'block')} would move"


def _foresee_days(block: Block, bumping: Bumping) -> list[object]:
    """The days of the block's week that would be other than they are, as they would be judged."""
    monday = monday_of(block.day.date)
    touched: set[dt.date] = set()
    for row in bumping.rows:
        touched |= {row.old.date, row.new.date}
    if not bumping.can_be_done or not any(monday_of(date) == monday for date in touched):
        return []
    return [*lay_out_verdicts(foresee(bumping.proposal, monday), touched, "")]
