"""The quick-add line while it is being typed: what it would make, and how it may go on."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner import access
from planner.cadence.completing import LineWords, UsedTitle, complete_line
from planner.cadence.shorthand import LONGEST_LINE, SUBJECTS
from planner.forms.quick_add import QuickAddForm
from planner.models import Block, Classroom, monday_of
from planner.views.answers import signed_in
from planner.views.blocks import read_number


def read_words(classroom: Classroom) -> LineWords:
    """What this class's lines are made of."""
    return LineWords(
        subjects=tuple(classroom.subjects or SUBJECTS),
        groups=tuple(group.name for group in classroom.groups.all()),
        titles=tuple(UsedTitle(*row) for row in Block.objects.newest_titles(classroom)),
    )


@require_safe
def preview_line(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """A fragment for a line that isn't sent yet: its preview, and the words that may follow."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    line = request.GET.get("line", "")[: LONGEST_LINE + 1]
    place = read_number(request.GET.get("place", ""))
    today = classroom.school.local_now(timezone.now()).date()
    form = QuickAddForm(request.GET, classroom=classroom, monday=monday_of(monday), today=today)
    understood = bool(line.strip()) and form.is_valid()
    context = {
        "preview": form.preview if understood else "",
        "unclear": () if understood or not line.strip() else form.unclear,
        "completions": complete_line(
            line, len(line) if place is None else place, read_words(classroom)
        ),
    }
    return render(request, "planner/_quick_add_help.html", context)
