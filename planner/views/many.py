"""Several blocks of a week at once: a page to tick them on, and the bar of the week's page."""

import datetime as dt
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import retarget

from planner import access
from planner.forms.many import ManyForm
from planner.models import Change, Classroom, User, monday_of
from planner.services.history import NothingToDo, StaleEdit
from planner.services.many import change_blocks, copy_blocks, make_offline
from planner.views.answers import (
    answer_conflict,
    answer_unchanged,
    answer_week,
    is_htmx,
    signed_in,
    week_context,
)


@require_http_methods(["GET", "HEAD", "POST"])
def change_many(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The week's blocks to tick, with what can be done with them; posted, it is done."""
    user, monday = signed_in(request), monday_of(monday)
    classroom = access.get_classroom_to_plan(user, pk)
    if request.method != "POST":
        return _render_page(
            request, classroom, monday, ManyForm(classroom=classroom, monday=monday)
        )
    form = ManyForm(request.POST, classroom=classroom, monday=monday)
    if not form.is_valid():
        return _render_page(request, classroom, monday, form, status=422)
    try:
        change = _do(user, form)
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale, by_block=True)
    except NothingToDo:
        return answer_unchanged(request, classroom, monday, form.aside)
    return answer_week(request, classroom, monday, change, form.aside)


def _do(user: User, form: ManyForm) -> Change:
    now = timezone.now()
    if form.action == "copy":
        return copy_blocks(
            by=user,
            classroom=form.classroom,
            blocks=form.versions.keys(),
            dates=form.cleaned_data["dates"],
            what=form.what,
            now=now,
        )
    write = make_offline if form.edit is None else partial(change_blocks, edit=form.edit)
    return write(
        by=user,
        classroom=form.classroom,
        seen=form.versions,
        what=form.what,
        over=form.over,
        now=now,
    )


def _render_page(
    request: HttpRequest, classroom: Classroom, monday: dt.date, form: ManyForm, status: int = 200
) -> HttpResponse:
    """The page; to the week's bar only what is wrong."""
    if is_htmx(request):
        wrong = {"problem": form.problem}
        answer = render(request, "planner/_many_problem.html", wrong, status=status)
        return retarget(answer, "#many-problem")
    chosen = {text.partition(":")[0] for text in form.chosen}
    context = {**week_context(request, classroom, monday), "form": form, "chosen": chosen}
    return render(request, "planner/many.html", context, status=status)
