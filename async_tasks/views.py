"""The task page: what one async block asks of a learner."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from async_tasks.access import NotAsync, get_async_block_to_plan, get_block_being_edited
from async_tasks.forms import TaskForm, read_initial, spell_place
from async_tasks.models import Task
from async_tasks.services import save_task
from planner.cadence.words import say_clock
from planner.families.task_words import COACH_CHECKS, spell_ways
from planner.models import Block, User
from planner.services.history import StaleEdit
from planner.views.answers import answer_content_saved, show_content, signed_in
from planner.views.disagreements import Disagreement, list_disagreements

COMPARED = (
    "steps",
    "options",
    "pick",
    "video",
    "captions",
    "timer",
    "show_by",
    "offline_steps",
    "hand_in",
    "link",
    "instruction_minutes",
    "coach_check",
    "needs_printing",
    "due_on",
    "due_at",
)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of an async block's task; posted, it is written to every block it stands in."""
    user = signed_in(request)
    if request.method == "POST":
        return save_posted(request, user, get_block_being_edited(user, pk))
    try:
        block = get_async_block_to_plan(user, pk)
    except NotAsync as other:
        return render(request, "async_tasks/not_async.html", {"edited": other.block}, status=404)
    task = Task.objects.of_block(block)
    form = TaskForm(initial=read_initial(block, task), block=block, task=task)
    return render_form(request, block, form)


def save_posted(request: HttpRequest, user: User, block: Block) -> HttpResponse:
    """Keep what was posted: 422 where it cannot be read, 409 where somebody was quicker."""
    form = TaskForm(request.POST, block=block, task=Task.objects.of_block(block))
    if not form.is_valid():
        return render_form(request, block, form, status=422)
    try:
        change = save_task(
            by=user,
            block=block,
            version=form.cleaned_data["version"],
            task_version=form.cleaned_data["task_version"],
            content=form.content,
            shared=form.shared,
            offered=form.offered,
            now=timezone.now(),
        )
    except StaleEdit:
        return render_conflict(request, user, block.pk)
    address = reverse("async_tasks:task", args=[block.pk])
    return answer_content_saved(request, address, change)


def render_form(
    request: HttpRequest, block: Block, form: TaskForm, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page around the form."""
    more["examples"] = COACH_CHECKS
    return show_content(request, "async_tasks/task.html", block, form, status, **more)


def render_conflict(request: HttpRequest, user: User, pk: UUID) -> HttpResponse:
    """Both versions, and a form that still holds this person's: saved again, it is meant."""
    block = get_block_being_edited(user, pk)
    task = Task.objects.of_block(block)
    current = read_initial(block, task)
    data = request.POST.copy()
    data["version"], data["task_version"] = str(current["version"]), str(current["task_version"])
    form = TaskForm(data, block=block, task=task)
    form.is_valid()
    gone = block.removed_at is not None or block.mode != "async"
    return render_form(request, block, form, status=409, conflict=compare(current, form), gone=gone)


def spell_value(value: Any) -> str:
    """A form's value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.time):
        return say_clock(value.hour * 60 + value.minute)
    if isinstance(value, dt.date):
        return f"{value:%A} {value.day} {value:%B}"
    if isinstance(value, list):
        return spell_ways(value)
    return "" if value is None else str(value)


def compare(current: dict[str, Any], form: TaskForm) -> list[Disagreement]:
    """The fields in which the stored task and the posted one differ."""
    names = {pk: spell_place(session) for pk, session in form.sessions.items()}
    both = (current.get("before", ""), form.cleaned_data.get("before", ""))
    told = [(str(form["before"].label), names.get(both[0], ""), names.get(both[1], ""))]
    for name in (*COMPARED, *(field.name for field in form.support_fields)):
        theirs, yours = spell_value(current.get(name)), spell_value(form.cleaned_data.get(name))
        told.append((str(form[name].label), theirs, yours))
    return list_disagreements(told)
