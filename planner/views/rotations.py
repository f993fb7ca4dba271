"""The cohort calendar of a class; and a school's days without school, which hold or advance it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from planner import access, tasks
from planner.forms.rotations import ClosureForm, RotationForm
from planner.models import Classroom, Closure, Rotation, School, monday_of, week_at_hand
from planner.rotations import spell_turns
from planner.services.closures import keep_closure, lift_closure, seal_closures
from planner.services.proposals import ChangedMeanwhile
from planner.services.rotations import (
    TurnComparison,
    compare_turns,
    drop_rotation,
    keep_rotation,
    list_turns,
    rotations_in,
    seal_rotation,
)
from planner.views.answers import signed_in
from planner.views.disagreements import compare_fields
from planner.views.step_back import StepBack, offer_step_back, take_step_back

CLOSED_MEANWHILE = (
    "Somebody else closed some of these days meanwhile, or opened them: the list above says what "
    "is closed now. Press Close to close these as well."
)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_rotation(request: HttpRequest, pk: int) -> HttpResponse:
    """A class's cohort calendar: its turns, and the weeks that they make."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    rotation = Rotation.objects.filter(classroom=classroom).first()
    today = classroom.school.local_now(timezone.now()).date()
    form = _rotation_form(request, classroom, rotation, today)
    if request.method == "POST" and form.is_valid():
        turns, starts_on = form.cleaned_data["turns"], form.cleaned_data["starts_on"]
        asked = Rotation(classroom=classroom, turns=turns, starts_on=starts_on)
        if "look" not in request.POST:
            return _keep(request, rotation, asked)
        rotation = asked
    return _render_rotation(request, classroom, form, rotation, 422 if form.errors else 200)


def _render_rotation(
    request: HttpRequest,
    classroom: Classroom,
    form: RotationForm,
    rotation: Rotation | None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page, with the weeks that these turns make."""
    today = classroom.school.local_now(timezone.now()).date()
    days = [] if rotation is None else list_turns(rotation, week_at_hand(today))
    context = {
        "classroom": classroom,
        "monday": monday_of(week_at_hand(today)),
        "form": form,
        "kept": rotation is not None and rotation.pk is not None,
        "seen": request.POST.get("seen", seal_rotation(rotation)),
        "weeks": [days[number : number + 5] for number in range(0, len(days), 5)],
        "has_groups": bool(form.groups),
        "step_back": take_step_back(request) if request.method == "GET" else None,
        **more,
    }
    return render(request, "planner/rotation.html", context, status=status)


def _keep(request: HttpRequest, old: Rotation | None, asked: Rotation) -> HttpResponse:
    """Keep turns, or answer 409 with both where others stand by now than were seen."""
    classroom = asked.classroom
    try:
        keep_rotation(
            classroom=classroom,
            turns=asked.turns,
            starts_on=asked.starts_on,
            seen=request.POST.get("seen"),
            now=timezone.now(),
        )
    except ChangedMeanwhile:
        return _answer_conflict(request, classroom, asked)
    _offer_back(request, classroom, old, asked, "The cohort calendar is kept.")
    return redirect("planner:rotation", classroom.pk)


def _answer_conflict(
    request: HttpRequest, classroom: Classroom, asked: Rotation | None
) -> HttpResponse:
    """409: the turns as they stand, beside those asked for, which can be sent again knowingly."""
    stands = Rotation.objects.filter(classroom=classroom).first()
    form = RotationForm(initial=_spell(asked or stands), classroom=classroom)
    more = {
        "seen": seal_rotation(stands),
        "kept": stands is not None,
        "conflict": compare_fields(form, _spell(stands), _spell(asked)) if asked else None,
        "stays": asked is None,
    }
    return _render_rotation(request, classroom, form, asked or stands, 409, **more)


def _rotation_form(
    request: HttpRequest, classroom: Classroom, rotation: Rotation | None, today: dt.date
) -> RotationForm:
    if request.method == "POST":
        return RotationForm(request.POST, classroom=classroom)
    initial = _spell(rotation) or {"starts_on": week_at_hand(today)}
    return RotationForm(initial=initial, classroom=classroom)


def _spell(rotation: Rotation | None) -> dict[str, Any]:
    """What to type to have this rotation; nothing where there is none."""
    if rotation is None:
        return {}
    names = {group.pk: group.name for group in rotation.classroom.groups.all()}
    turns = spell_turns((tuple(turn) for turn in rotation.turns), names)
    return {"turns": turns, "starts_on": rotation.starts_on}


def _offer_back(
    request: HttpRequest,
    classroom: Classroom,
    old: Rotation | None,
    new: Rotation | None,
    words: str,
) -> None:
    """Offer the turns that there were before, or none where there were none, as long as those
    that were made stand."""
    page = reverse("planner:rotation", args=[classroom.pk])
    action = page if old else reverse("planner:remove_rotation", args=[classroom.pk])
    fields = {name: str(each) for name, each in _spell(old).items()}
    offer_step_back(request, page, StepBack(words, action, {**fields, "seen": seal_rotation(new)}))


@require_POST
def remove_rotation(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the class's groups take no turns any more."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    rotation = Rotation.objects.filter(classroom=classroom).first()
    try:
        drop_rotation(classroom=classroom, seen=request.POST.get("seen"), now=timezone.now())
    except ChangedMeanwhile:
        return _answer_conflict(request, classroom, None)
    if rotation is not None:
        words = "The groups of this class take no turns any more."
        _offer_back(request, classroom, rotation, None, words)
    return redirect("planner:rotation", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def show_closures(request: HttpRequest, pk: int) -> HttpResponse:
    """A school's days without school; posted, days are closed, once it is said what becomes of
    the turns of cohorts."""
    user = signed_in(request)
    school = access.get_school_board(user, pk)
    may_govern = access.may_govern(user, school.district)
    if request.method != "POST":
        form = ClosureForm(initial=request.GET.dict(), school=school, may_govern=may_govern)
        return _render_closures(request, school, form, may_govern=may_govern)
    form = ClosureForm(request.POST, school=school, may_govern=may_govern)
    compared = _compare(school, form) if form.is_valid() else ()
    if "look" in request.POST:
        status = 200 if form.is_valid() else 422
        return _render_closures(request, school, form, compared, status, may_govern=may_govern)
    if compared and not form.cleaned_data["rotation"]:
        form.add_error("rotation", "Say what becomes of the turns. Both ways are shown below.")
    if not form.is_valid():
        return _render_closures(request, school, form, compared, 422, may_govern=may_govern)
    data = form.cleaned_data
    closure = Closure(
        school_year=data["year"],
        school=None if data.get("everywhere") else school,
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
        reason=data["reason"],
        holds=data["rotation"] == "holds",
    )
    seen = request.POST.get("seen")
    try:
        works = keep_closure(closure, at=school, seen=seen, now=timezone.now())
    except ChangedMeanwhile:
        form.add_error(None, CLOSED_MEANWHILE)
        return _render_closures(request, school, form, compared, 409, may_govern=may_govern)
    for work in works:
        tasks.hand_over(work)
    messages.success(request, f"Closed: {data['reason']}.")
    return redirect("planner:closures", pk)


def _compare(school: School, form: ClosureForm) -> tuple[TurnComparison, ...]:
    everywhere = form.cleaned_data.get("everywhere")
    schools = school.district.schools.all() if everywhere else [school]
    data = form.cleaned_data
    return compare_turns(rotations_in(schools), data["starts_on"], data["ends_on"])


def _render_closures(
    request: HttpRequest,
    school: School,
    form: ClosureForm,
    compared: tuple[TurnComparison, ...] = (),
    status: int = 200,
    *,
    may_govern: bool,
) -> HttpResponse:
    today = school.local_now(timezone.now()).date()
    closures = list(Closure.objects.touching(school, dt.date.min, dt.date.max))
    context = {
        "school": school,
        "form": form,
        "compared": compared,
        "coming": [each for each in closures if each.ends_on >= today],
        "past": [each for each in reversed(closures) if each.ends_on < today],
        "may_govern": may_govern,
        "step_back": take_step_back(request) if request.method == "GET" else None,
    }
    return render(request, "planner/closures.html", context, status=status)


@require_POST
def lift(request: HttpRequest, pk: int, closure_pk: int) -> HttpResponse:
    """Open closed days again; one step closes them as they were."""
    user = signed_in(request)
    school = access.get_school_board(user, pk)
    closures = Closure.objects.touching(school, dt.date.min, dt.date.max)
    closure = (
        closures.filter(pk=closure_pk).select_related("school_year__district", "school").first()
    )
    if closure is None or (closure.school is None and not access.may_govern(user, school.district)):
        raise Http404("This school has no such closure of its own.")
    again = ClosureForm.of_closure(closure)
    tasks.hand_over(lift_closure(closure, now=timezone.now()))
    again["seen"] = seal_closures(school, closure.starts_on, closure.ends_on)
    page = reverse("planner:closures", args=[pk])
    offer_step_back(request, page, StepBack(f"Open again: {closure.reason}.", page, again))
    return redirect(page)
