"""How a change of a plan is answered: the days redrawn, or both versions where they collide."""

import datetime as dt
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from planner import access
from planner.addresses import read_school_date
from planner.cadence.words import say_clock, say_count, write_subject
from planner.forms.quick_add import QuickAddForm
from planner.models import Block, Change, Classroom, Group, User, monday_of
from planner.models.roster import LANGUAGES
from planner.review import WeekReview
from planner.services.history import BlockState, StaleEdit
from planner.views.stepping import read_line
from planner.views.week_page import WeekPage, build_week_page, lay_out_week


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
    since: int | None = None,
    newest: Change | None = None,
) -> dict[str, object]:
    """What the week's templates draw from; `newest` is a change that was made just now."""
    user = signed_in(request)
    # Asked before the page is read: what is changed meanwhile is told later rather than never.
    seen = Change.objects.find_newest(classroom) if since is None else since
    rights = access.read_rights(user)
    today = classroom.school.local_now(timezone.now()).date()
    line = read_line(user, classroom, monday, newest)
    last_change = None if line.back is None else line.back.change
    blank = partial(QuickAddForm, classroom=classroom, monday=monday, today=today)
    return {
        "page": page or build_week_page(classroom, monday, _group_shown(request)),
        "classroom": classroom,
        "groups": tuple(classroom.groups.all()),
        "may_plan": rights.may_plan(classroom),
        "waive_for": classroom.pk if rights.may_oversee(classroom.school) else None,
        "line": line,
        "last_change": last_change,
        "undo_date": _find_date(last_change, monday),
        # Most answers to an edit leave the line as it is.
        "quick_add": quick_add or SimpleLazyObject(blank),
        "previous": monday - dt.timedelta(days=7),
        "following": monday + dt.timedelta(days=7),
        "since": seen,
        "today": today,
    }


def _find_date(change: Change | None, monday: dt.date) -> dt.date | None:
    """The day of this week at which a change is best taken back: where its block went, or was."""
    dates = () if change is None else change.dates
    return next((date for date in dates if monday_of(date) == monday), None)


def answer_week(
    request: HttpRequest, classroom: Classroom, monday: dt.date, change: Change, aside: str = ""
) -> HttpResponse:
    """After a change: with htmx the days that changed are redrawn in place, with the margin and
    Undo; without it the whole page comes anew. `aside` is what else is to be said of it."""
    if not is_htmx(request):
        messages.success(request, f"{change.what}. {aside}".rstrip())
        group = request.POST.get("group", "")
        address = reverse("planner:week", args=[classroom.pk, monday])
        return redirect(f"{address}?group={group}" if group.isdecimal() else address)
    review = change.reviews.get(monday)
    group = _group_shown(request)
    if isinstance(review, WeekReview):
        page = lay_out_week(review, group)
    else:
        page = build_week_page(classroom, monday, group)
    context = draw_changed(request, classroom, page, request.POST, change.pk, change)
    return render(
        request, "planner/_week_changed.html", {**context, "change": change, "aside": aside}
    )


def draw_changed(
    request: HttpRequest,
    classroom: Classroom,
    page: WeekPage,
    shown: QueryDict,
    until: int,
    change: Change | None = None,
) -> dict[str, object]:
    """What the days are redrawn from that this change touched, and anybody's changes since the
    page was drawn; `until` is the newest change that the new page surely shows."""
    since = read_since(shown, classroom)
    known = Change.objects.read_after(classroom, since, until)
    changes = [*(known or ()), *([change] if change else ())]
    touched = {date for each in changes for date in each.dates}
    since = until if known is None else max((each.pk for each in changes), default=since)
    return {
        **week_context(request, classroom, page.monday, page=page, since=since, newest=change),
        "changed_days": [day for day in page.days if known is None or day.date in touched],
        "axis_moved": shown.get("axis") != page.axis_name,
    }


def read_since(shown: QueryDict, classroom: Classroom) -> int:
    """The newest change that the page at hand has drawn; where it doesn't say, the very newest."""
    text = shown.get("since", "")
    if text.isdecimal() and len(text) < 19:
        return int(text)
    return Change.objects.find_newest(classroom)


def answer_unchanged(
    request: HttpRequest, classroom: Classroom, monday: dt.date, aside: str = ""
) -> HttpResponse:
    """Nothing was asked that is not so already: the week as it stands, which says so."""
    words = f"Nothing to change: the blocks stay as they are. {aside}".rstrip()
    if is_htmx(request):
        context = {**week_context(request, classroom, monday), "words": words}
        return render(request, "planner/_week_unchanged.html", context)
    messages.info(request, words)
    return redirect("planner:week", classroom.pk, monday)


def tell_block(state: BlockState, groups: dict[int, str]) -> dict[str, str]:
    """A block's state in words, field by field, for people to compare."""
    return {
        "Title": state.title,
        "Day": f"{state.date:%A} {state.date.day} {state.date:%B}",
        "Starts": "any time" if state.start is None else say_clock(state.start),
        "Minutes": str(state.minutes),
        "Kind": state.mode.replace("_", " "),
        "Device": state.screen,
        "Subject": write_subject(state.subject),
        "Purpose": state.purpose.replace("_", " "),
        "For": ", ".join(groups.get(pk, "?") for pk in state.groups) or "everyone",
        "Link": state.link,
        "Instructions": state.instructions,
        "Recorded instruction": _say_some(state.instruction_minutes),
        "Coach check": state.coach_check,
        "Due": _say_due(state),
        "Needs printing": "yes" if state.needs_printing else "no",
        "For some learners": "; ".join(
            f"{groups.get(pk, '?')}: {text}" for pk, text in state.supports
        ),
        "In other languages": "; ".join(
            f"{LANGUAGES[each.language]}: {each.text}" for each in state.translations
        ),
        "Stays where it is": "yes" if state.pinned else "no",
        "Removed": "yes" if state.removed else "no",
    }


def _say_some(minutes: int | None) -> str:
    return "" if minutes is None else say_count(minutes, "minute")


def _say_due(state: BlockState) -> str:
    if state.due_on is None:
        return ""
    return f"{state.due_on:%A} {state.due_on.day} {state.due_on:%B}, {say_clock(state.due_at or 0)}"


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
    by_block: bool = False,
) -> HttpResponse:
    """409: somebody changed the same blocks meanwhile. Both versions are shown; none is lost.

    With `version`, the one that stands now, the same request can be sent again knowingly; with
    `by_block` it can be sent again with a choice for each block (see `forms.many.read_choices`).
    """
    groups = dict(Group.objects.filter(classroom=classroom).values_list("pk", "name"))
    theirs = {state.id: state for state in stale.theirs}
    yours = {state.id: state for state in stale.yours}
    shared = [pk for pk in yours if pk in theirs]
    stands = dict(Block.objects.filter(pk__in=shared).values_list("pk", "version"))
    kept_back = ("csrfmiddlewaretoken", "version", *(f"take-{pk}" for pk in shared))
    resend = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "classroom": classroom,
        "monday": monday,
        "conflicts": [
            {
                **_describe_conflict(theirs.get(pk), yours.get(pk), groups),
                "pk": pk,
                "version": stands.get(pk),
            }
            for pk in shared or [*theirs, *yours]
        ],
        "version": version,
        "by_block": by_block and bool(shared),
        "is_fragment": is_htmx(request),
        "resend": [pair for pair in resend if pair[0] not in kept_back],
    }
    template = "planner/_conflict.html" if is_htmx(request) else "planner/conflict.html"
    return render(request, template, context, status=409)


def show_content(
    request: HttpRequest, template: str, block: Block, form: Form, status: int, **more: Any
) -> HttpResponse:
    """The page about what is inside a block, around its form; just saved, with the way back."""
    classroom = block.day.classroom
    undoable = Change.objects.find_undoable(signed_in(request), classroom)
    context = {
        "edited": block,
        "classroom": classroom,
        "starts": "" if block.start is None else say_clock(block.start),
        "form": form,
        "saved": undoable if undoable and request.GET.get("saved") == str(undoable.pk) else None,
        **more,
    }
    return render(request, template, context, status=status)


def answer_content_saved(request: HttpRequest, address: str, change: Change | None) -> HttpResponse:
    """Back to that page; without a change the class's plan is as it was."""
    if change is not None:
        return redirect(f"{address}?saved={change.pk}")
    messages.success(request, "Saved. Nothing changed for families.")
    return redirect(address)
