"""Copying a block, a day or a week: where to, what would come of it, then the deed."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner import access
from planner.cadence.words import say_count, say_date, say_day
from planner.forms.copying import CopyForm
from planner.models import Block, Classroom, User, monday_of, week_dates
from planner.services.copying import Copying, propose_copy, say_lost_groups
from planner.services.history import FullDay
from planner.services.proposals import ChangedMeanwhile, carry_out
from planner.views.answers import answer_week, signed_in

CHANGED = (
    "The plan was changed after this page was opened. Nothing was copied. "
    "Here is how it would be now."
)


@dataclass(frozen=True, slots=True)
class CopySource:
    """What is to be copied: these dates of a class, or one block of a date."""

    classroom: Classroom
    dates: tuple[dt.date, ...]
    block: Block | None = None

    @property
    def title(self) -> str:
        """What is copied, in words."""
        first = self.dates[0]
        if self.block is not None:
            return self.block.title
        if len(self.dates) == 1:
            return f"{say_day(first)} {say_date(first)}"
        return f"the week of {say_date(first)}"

    def propose(self, form: CopyForm) -> Copying:
        """What copying it as a checked form says would do."""
        return propose_copy(
            self.classroom,
            form.cleaned_data["classroom"],
            form.cleaned_data["pairs"],
            only=None if self.block is None else self.block.pk,
            replace=form.replaces,
            what=f"Copied {self.title}",
        )


@require_http_methods(["GET", "HEAD", "POST"])
def copy_block(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Copy one block to other days."""
    block = access.get_block_to_plan(signed_in(request), pk)
    return _copy(request, CopySource(block.day.classroom, (block.day.date,), block))


@require_http_methods(["GET", "HEAD", "POST"])
def copy_day(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """Copy all blocks of a day to other days."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    return _copy(request, CopySource(classroom, (date,)))


@require_http_methods(["GET", "HEAD", "POST"])
def copy_week(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """Copy a week to other weeks, each day to its weekday."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    return _copy(request, CopySource(classroom, week_dates(monday_of(monday))))


def _copy(request: HttpRequest, source: CopySource) -> HttpResponse:
    user = signed_in(request)
    form = _make_form(request, user, source)
    if not form.is_bound:
        return _render(request, source, form, None)
    copying = source.propose(form) if form.is_valid() else None
    if request.method != "POST" or "look" in request.POST:
        return _render(request, source, form, copying, 200 if copying else 422)
    if copying is None or not form.accepts(copying):
        return _render(request, source, form, copying, 422)
    try:
        change = carry_out(
            by=user,
            classroom=copying.proposal.classroom,
            propose=lambda: source.propose(form).proposal,
            seal=form.choose_seal(copying),
            now=timezone.now(),
        )
    except (ChangedMeanwhile, FullDay):
        return _render(request, source, form, source.propose(form), 409, CHANGED)
    first = min(day.date for day in copying.days if day.is_touched)
    return answer_week(request, copying.proposal.classroom, monday_of(first), change)


def _make_form(request: HttpRequest, user: User, source: CopySource) -> CopyForm:
    """As posted; a week is shown at once as it would be copied to the next one."""
    classrooms = access.classrooms_planned_by(user).select_related("school")
    make = partial(CopyForm, source=source.classroom, dates=source.dates, classrooms=classrooms)
    if request.method == "POST":
        return make(request.POST)
    blank = make()
    return make(blank.initial_values) if blank.is_week else blank


def _render(
    request: HttpRequest,
    source: CopySource,
    form: CopyForm,
    copying: Copying | None,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    monday = monday_of(source.dates[0])
    context = {
        "classroom": source.classroom,
        "title": source.title,
        "monday": monday,
        "back": reverse("planner:week", args=[source.classroom.pk, monday]),
        "form": form,
        "copying": copying,
        "coming": say_count(copying.coming, "block") if copying else "",
        "lost_groups": say_lost_groups(copying) if copying else "",
        "problem": problem,
    }
    return render(request, "planner/copy.html", context, status=status)
