"""Pasting a schedule: the text, a preview that can be mended, then all of it as one gesture."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from planner import access
from planner.forms.schedules import BaseRows, Pasted, PasteForm, RowForm, read_text, say_days
from planner.models import Classroom, monday_of
from planner.schedules import MOST_ROWS, Row
from planner.services.blocks import add_blocks
from planner.services.history import StaleEdit
from planner.speech import spell_minutes, spell_span
from planner.views.answers import answer_conflict, answer_week, signed_in
from planner.views.blocks import read_number

MODE_CLASSES = {"": "break", "on": "device", "off": "offline", "either": "either"}
KIND_WORDS = {
    "live": "Live",
    "in-person": "At school",
    "device": "On a device",
    "offline": "No device needed",
    "either": "With or without a device",
    "break": "Break",
}


@dataclass(frozen=True, slots=True)
class RowCard:
    """A row as the preview shows it: what was read, beside the form that mends it."""

    form: RowForm
    row: Row

    @property
    def icon(self) -> str:
        """The icon, and the end of the class name, of its kind."""
        mode = self.row.mode
        return MODE_CLASSES[self.row.screen] if mode == "async" else mode.replace("_", "-")

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return KIND_WORDS.get(self.icon, "")

    @property
    def days(self) -> str:
        """Its days in words."""
        return say_days(self.row.weekdays)

    @property
    def when(self) -> str:
        """When and for how long."""
        start, minutes = self.row.start, self.row.minutes
        if minutes is None:
            return ""
        if start is None:
            return f"any time, {spell_minutes(minutes)}"
        return spell_span(start, start + minutes)

    @property
    def is_out(self) -> bool:
        """Left out: by choice, or because the line was emptied."""
        return bool(self.form["leave_out"].value()) or not self.form["line"].value()

    @property
    def problems(self) -> list[str]:
        """What is unclear, the form's own errors first."""
        errors = [str(text) for texts in self.form.errors.values() for text in texts]
        return [*errors, *self.row.problems]


@require_http_methods(["GET", "HEAD", "POST"])
def paste_schedule(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The page: a text to paste; posted, its rows; posted again, checked or added."""
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    monday = monday_of(monday)
    if request.method != "POST":
        return _render(request, classroom, monday, PasteForm(classroom=classroom))
    form = PasteForm(request.POST, classroom=classroom)
    is_text = "form-TOTAL_FORMS" not in request.POST
    if not form.is_valid():
        return _render(request, classroom, monday, form, status=422)
    if is_text:
        rows, cut = read_text(form.cleaned_data["text"], form.usual)
        pasted = Pasted(rows, form.usual, classroom, monday)
        return _render(request, classroom, monday, form, pasted, cut=cut)
    return _take_rows(request, classroom, monday, form)


def _take_rows(
    request: HttpRequest, classroom: Classroom, monday: dt.date, form: PasteForm
) -> HttpResponse:
    """Rows that came back: looked at again, or added where that was asked for."""
    rows = BaseRows(request.POST)
    if not rows.is_valid():
        pasted = Pasted(rows, form.usual, classroom, monday)
        problems = [str(text) for text in rows.non_form_errors()]
        return _render(request, classroom, monday, form, pasted, status=422, problems=problems)
    pasted = Pasted(rows, form.usual, classroom, monday)
    if request.POST.get("step") != "add":
        return _render(request, classroom, monday, form, pasted)
    problems = find_problems(pasted, request.POST.get("seen", ""))
    if problems:
        return _render(request, classroom, monday, form, pasted, status=422, problems=problems)
    user, now = signed_in(request), timezone.now()
    try:
        change = add_blocks(
            by=user, classroom=classroom, blocks=pasted.new_blocks, what=pasted.what, now=now
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale)
    return answer_week(request, classroom, monday, change)


def find_problems(pasted: Pasted, seen: str) -> list[str]:
    """Why the rows cannot be added as they stand. `seen` is how many unclear ones were shown."""
    if not pasted.new_blocks:
        return ["No line makes a block yet."]
    if len(pasted.unclear) > (read_number(seen) or 0):
        return ["A line that you changed is unclear. Mend it, or tick \u201cLeave out\u201d."]
    return pasted.find_full()


@require_POST
def read_pasted(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The rows as a fragment, read again after one of them was changed."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    form, rows = PasteForm(request.POST, classroom=classroom), BaseRows(request.POST)
    if not form.is_valid() or rows.non_form_errors() or not rows.management_form.is_valid():
        return HttpResponse("These rows cannot be read. Paste the schedule again.", status=422)
    rows.is_valid()
    pasted = Pasted(rows, form.usual, classroom, monday_of(monday))
    context = _context(classroom, monday_of(monday), form, pasted)
    return render(request, "planner/_paste_rows.html", {**context, "oob": True})


def _context(
    classroom: Classroom, monday: dt.date, form: PasteForm, pasted: Pasted | None
) -> dict[str, Any]:
    cards = [RowCard(*pair) for pair in pasted.rows] if pasted else []
    return {
        "classroom": classroom,
        "monday": monday,
        "form": form,
        "pasted": pasted,
        "cards": cards,
        "guessed": sum(bool(card.row.guesses) and not card.is_out for card in cards),
        "most": MOST_ROWS,
    }


def _render(
    request: HttpRequest,
    classroom: Classroom,
    monday: dt.date,
    form: PasteForm,
    pasted: Pasted | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {**_context(classroom, monday, form, pasted), **more}
    return render(request, "planner/paste.html", context, status=status)
