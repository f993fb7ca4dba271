"""What two groups do at the same time, in one action: a flip-flop, a hybrid lesson."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner import access
from planner.forms.blocks import clock_of
from planner.forms.pairs import (
    JOINS,
    FaceForm,
    FlipFlopForm,
    HybridForm,
    PairForm,
    find_cohorts,
    offer_dates,
)
from planner.models import Classroom, monday_of, week_dates
from planner.models.weeks import read_turns
from planner.review import closed_dates
from planner.services.history import FullDay, StaleEdit
from planner.services.pairs import add_states, give_face
from planner.services.proposals import Proposal, foresee
from planner.views.answers import answer_conflict, answer_week, signed_in
from planner.views.week_page import DayVerdict, lay_out_verdicts

USUAL_MINUTES, USUAL_GAP = 30, 10


@require_http_methods(["GET", "HEAD", "POST"])
def flip_flop(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """Two halves of the class that swap: one taught live, one working on its own."""
    return _answer(request, pk, monday, FlipFlopForm)


@require_http_methods(["GET", "HEAD", "POST"])
def hybrid(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """A lesson with a face at school and one at home, and who is where on which day."""
    return _answer(request, pk, monday, HybridForm)


@require_http_methods(["GET", "HEAD", "POST"])
def give_block_face(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make of one block a lesson at school with a face at home."""
    user, posted = signed_in(request), request.method == "POST"
    block = access.get_block_to_plan(user, pk, even_removed=posted)
    classroom, date = block.day.classroom, block.day.date
    cohorts = find_cohorts(classroom)
    if not posted:
        turns = read_turns(classroom, [date]).get(date, ())
        return _render_face(request, FaceForm.of_block(block, cohorts, turns))
    form = FaceForm(request.POST, block=block, cohorts=cohorts)
    if len(cohorts) < 2 or not form.is_valid():
        return _render_face(request, form, status=422)
    monday, version = monday_of(date), form.cleaned_data["version"]
    try:
        change = give_face(
            by=user, block=block, version=version, face=form.face, now=timezone.now()
        )
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale, block.version)
    return answer_week(request, classroom, monday, change)


def _render_face(request: HttpRequest, form: FaceForm, status: int = 200) -> HttpResponse:
    block = form.block
    context = {
        "edited": block,
        "classroom": block.day.classroom,
        "monday": monday_of(block.day.date),
        "form": form,
        "has_groups": len(form.cohorts) > 1,
    }
    return render(request, "planner/face.html", context, status=status)


def _answer(request: HttpRequest, pk: int, monday: dt.date, kind: type[PairForm]) -> HttpResponse:
    """The form with what it would bring; posted without `look`, it is done."""
    user, monday = signed_in(request), monday_of(monday)
    classroom = access.get_classroom_to_plan(user, pk)
    dates = week_dates(monday)
    offered = offer_dates(monday, closed_dates(classroom, dates[0], dates[-1]))
    posted = request.method == "POST"
    first = None if posted else _suggest(classroom, offered)
    form = kind(request.POST if posted else None, initial=first, classroom=classroom, dates=offered)
    if not posted:
        return _render(request, classroom, monday, form)
    if not _has_groups(form) or not form.is_valid():
        return _render(request, classroom, monday, form, status=422)
    if "look" in request.POST:
        return _render(request, classroom, monday, form, days=_foresee(classroom, monday, form))
    try:
        change = add_states(
            by=user,
            classroom=classroom,
            states=form.states,
            what=form.what,
            now=timezone.now(),
        )
    except FullDay as stale:
        return answer_conflict(request, classroom, monday, stale)
    return answer_week(request, classroom, monday, change)


def _has_groups(form: PairForm) -> bool:
    """Whether the class has the groups that this needs: two, for a hybrid lesson two cohorts."""
    groups = form.cohorts if isinstance(form, HybridForm) else form.groups
    return len(groups) >= 2


def _foresee(classroom: Classroom, monday: dt.date, form: PairForm) -> list[DayVerdict]:
    """The days that would change, judged as they would be."""
    states = form.states
    proposal = Proposal(classroom=classroom, what="", states=states, versions={}, seal="")
    return lay_out_verdicts(foresee(proposal, monday), {state.date for state in states}, "")


def _tell_problems(form: PairForm) -> list[str]:
    """What does not hold yet, each with the name of its field."""
    return [
        f"{form[name].label}: {text}" if name in form.fields else str(text)
        for name, errors in form.errors.items()
        for text in errors
    ]


def _suggest(classroom: Classroom, offered: tuple[dt.date, ...]) -> dict[str, Any]:
    """What a form begins with: the class's groups by turns, half an hour an hour after opening."""
    groups = tuple(classroom.groups.all())
    cohorts = [group.pk for group in find_cohorts(classroom)]
    begins = min(classroom.school.opens + 60, 23 * 60)
    suggested: dict[str, Any] = {
        "start": clock_of(begins),
        "minutes": USUAL_MINUTES,
        "gap": USUAL_GAP,
        "screen": "off",
        "home": JOINS,
        "first": groups[0].pk if groups else None,
        "second": groups[1].pk if len(groups) > 1 else None,
        "days": [date.isoformat() for date in offered if date.weekday()],
    }
    if len(cohorts) > 1:
        turns = _suggest_turns(classroom, cohorts, offered)
        suggested |= {f"school-{date}": turns.get(date, "") for date in offered}
    return suggested


def _suggest_turns(
    classroom: Classroom, cohorts: list[int], offered: tuple[dt.date, ...]
) -> dict[dt.date, int]:
    """Who is at school by the class's rotation; without one, two days each."""
    rotation = read_turns(classroom, offered)
    if not rotation:
        usual = {0: cohorts[0], 1: cohorts[0], 3: cohorts[1], 4: cohorts[1]}
        return {date: usual[date.weekday()] for date in offered if date.weekday() in usual}
    mine = {date: [pk for pk in turn if pk in cohorts] for date, turn in rotation.items()}
    return {date: pks[0] for date, pks in mine.items() if len(pks) == 1}


def _render(
    request: HttpRequest,
    classroom: Classroom,
    monday: dt.date,
    form: PairForm,
    status: int = 200,
    days: list[DayVerdict] | None = None,
) -> HttpResponse:
    context = {
        "classroom": classroom,
        "monday": monday,
        "form": form,
        "has_groups": _has_groups(form),
        "is_hybrid": isinstance(form, HybridForm),
        "days": days,
        "looks": "look" in request.POST,
        "problems": _tell_problems(form),
    }
    return render(request, "planner/pair.html", context, status=status)
