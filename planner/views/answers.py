"""How a change of a plan is answered: the days redrawn, or both versions where they collide."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from planner import access
from planner.addresses import read_school_date
from planner.cadence.words import say_clock
from planner.forms.quick_add import QuickAddForm
from planner.models import Block, Change, Classroom, Group, User, monday_of
from planner.services.history import BlockState, StaleEdit
from planner.views.week_page import WeekPage, build_week_page


def signed_in(request: HttpRequest) -> User:
    """The person who is signed in; the middleware lets nobody else through."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("a page for staff was reached without a sign-in")
    return user


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks, for a fragment; otherwise a browser asks for a page."""
    return bool(HtmxDetails(request))


def monday_shown(request: HttpRequest, fallback: dt.date) -> dt.date:
    """The week that the page showed; where it doesn't say, the week of the fallback."""
    try:
        return monday_of(read_school_date(request.POST.get("monday", "")))
    except ValueError:
        return monday_of(fallback)


def _group_shown(request: HttpRequest) -> str:
    """The group that the page is asked to bring out, as its address or its form says."""
    return request.POST.get("group") or request.GET.get("group", "")


def week_context(
    request: HttpRequest,
    classroom: Classroom,
    monday: dt.date,
    quick_add: QuickAddForm | None = None,
    page: WeekPage | None = None,
) -> dict[str, object]:
    """What the week's templates draw from."""
    user = signed_in(request)
    today = classroom.school.local_now(timezone.now()).date()
    last_change = Change.objects.undoable(user, classroom).first()
    return {
        "page": page or build_week_page(classroom, monday, _group_shown(request)),
        "classroom": classroom,
        "groups": tuple(classroom.groups.all()),
        "may_plan": access.may_plan(user, classroom),
        "last_change": last_change,
        "undo_date": _find_date(last_change, monday),
        "quick_add": quick_add or QuickAddForm(classroom=classroom, monday=monday, today=today),
        "previous": monday - dt.timedelta(days=7),
        "following": monday + dt.timedelta(days=7),
        "today": today,
    }


def _find_date(change: Change | None, monday: dt.date) -> dt.date | None:
    """The day of this week at which a change is best taken back: where its block went, or was."""
    states = () if change is None else (*change.after, *change.before)
    dates = [dt.date.fromisoformat(state["date"]) for state in states]
    return next((date for date in dates if monday_of(date) == monday), None)


def answer_week(
    request: HttpRequest, classroom: Classroom, monday: dt.date, change: Change
) -> HttpResponse:
    """After a change: with htmx the days that changed are redrawn in place, with the margin and
    Undo; without it the whole page comes anew."""
    if not is_htmx(request):
        messages.success(request, f"{change.what}.")
        group = request.POST.get("group", "")
        address = reverse("planner:week", args=[classroom.pk, monday])
        return redirect(f"{address}?group={group}" if group.isdecimal() else address)
    page = build_week_page(classroom, monday, _group_shown(request))
    touched = {state["date"] for state in (*change.before, *change.after)}
    context = {
        **week_context(request, classroom, monday, page=page),
        "change": change,
        "changed_days": [day for day in page.days if day.date.isoformat() in touched],
        "axis_moved": request.POST.get("axis") != page.axis_name,
    }
    return render(request, "planner/_week_changed.html", context)


def tell_block(state: BlockState, groups: dict[int, str]) -> dict[str, str]:
    """A block's state in words, field by field, for people to compare."""
    return {
        "Title": state.title,
        "Day": f"{state.date:%A} {state.date.day} {state.date:%B}",
        "Starts": "any time" if state.start is None else say_clock(state.start),
        "Minutes": str(state.minutes),
        "Kind": state.mode.replace("_", " "),
        "Device": state.screen,
        "Subject": state.subject,
        "Purpose": state.purpose.replace("_", " "),
        "For": ", ".join(groups.get(pk, "?") for pk in state.groups) or "everyone",
        "Link": state.link,
        "Instructions": state.instructions,
        "Coach check": state.coach_check,
        "Removed": "yes" if state.removed else "no",
    }


def _describe_conflict(
    theirs: BlockState | None, yours: BlockState | None, groups: dict[int, str]
) -> dict[str, object]:
    """One block at which two edits met: the fields that differ, as they stand and as asked for."""
    now = tell_block(theirs, groups) if theirs else {}
    asked = tell_block(yours, groups) if yours else {}
    names = dict.fromkeys([*now, *asked])
    rows = [(name, now.get(name, ""), asked.get(name, "")) for name in names]
    return {
        "title": asked.get("Title") or now.get("Title", ""),
        "rows": [row for row in rows if row[1] != row[2]],
    }


def answer_conflict(
    request: HttpRequest,
    classroom: Classroom,
    monday: dt.date,
    stale: StaleEdit,
    version: int | None = None,
) -> HttpResponse:
    """409: somebody changed the same blocks meanwhile. Both versions are shown; none is lost.

    With `version`, the one that stands now, the same request can be sent again knowingly.
    """
    groups = dict(Group.objects.filter(classroom=classroom).values_list("pk", "name"))
    theirs = {state.id: state for state in stale.theirs}
    yours = {state.id: state for state in stale.yours}
    shared = [pk for pk in yours if pk in theirs] or [*theirs, *yours]
    kept_back = ("csrfmiddlewaretoken", "version")
    resend = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "classroom": classroom,
        "monday": monday,
        "conflicts": [_describe_conflict(theirs.get(pk), yours.get(pk), groups) for pk in shared],
        "version": version,
        "resend": [pair for pair in resend if pair[0] not in kept_back],
    }
    template = "planner/_conflict.html" if is_htmx(request) else "planner/conflict.html"
    return render(request, template, context, status=409)


def show_content(
    request: HttpRequest, template: str, block: Block, form: Form, status: int, **more: Any
) -> HttpResponse:
    """The page about what is inside a block, around its form; just saved, with the way back."""
    classroom = block.day.classroom
    undoable = Change.objects.undoable(signed_in(request), classroom).first()
    context = {
        "edited": block,
        "classroom": classroom,
        "starts": "" if block.start is None else say_clock(block.start),
        "form": form,
        "saved": undoable if undoable and request.GET.get("saved") == str(undoable.pk) else None,
        **more,
    }
    return render(request, template, context, status=status)
