"""Fix it: what would make a day or a week keep its musts, as buttons; pressed, it is done."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import retarget

from planner import access
from planner.cadence import Finding
from planner.cadence.fixes import Fix, Fixes
from planner.cadence.words import say_count
from planner.grids import find_axis
from planner.models import Classroom, monday_of
from planner.services.fixes import (
    NotOurs,
    Outdated,
    WeekToFix,
    carry_out_fix,
    read_offer,
    read_week_to_fix,
    seek_fixes,
)
from planner.services.history import StaleEdit
from planner.strips import Strip, draw_strips, drop_alike
from planner.views.answers import answer_conflict, answer_week, is_htmx, signed_in

SECONDS = 1.5
"""How long a search may take."""
OUTDATED = (
    "The plan was changed meanwhile, and that would not keep the rules any more. It was not done."
)
NOT_OURS = "That is not something that was offered here. It was not done."


@dataclass(frozen=True, slots=True)
class OfferCard:
    """One fix as its button tells it."""

    fix: Fix
    seal: str
    whose: str
    strips: tuple[Strip, ...]

    @property
    def promise(self) -> str:
        """What it keeps and what it leaves: "Keeps every must of Tuesday; 1 suggestion left"."""
        left = len(self.fix.musts_left)
        kept = f"Leaves {say_count(left, 'must')}" if left else f"Keeps every must of {self.whose}"
        shoulds = say_count(len(self.fix.shoulds_left), "suggestion")
        new = self.fix.new_shoulds
        return f"{kept}; {shoulds} left{f', {new} of them new' if new else ''}."


@dataclass(frozen=True, slots=True)
class FixPage:
    """What is offered for a day or a week."""

    classroom: Classroom
    monday: dt.date
    date: dt.date | None
    fixes: Fixes
    cards: tuple[OfferCard, ...]

    @property
    def whose(self) -> str:
        """The day's name, or the week."""
        return "the week" if self.date is None else f"{self.date:%A}"

    @property
    def name(self) -> str:
        """A short name for its place on the week's page."""
        return "week" if self.date is None else self.date.isoformat()

    @property
    def lead(self) -> str:
        """How good the offers are, honestly."""
        if self.left:
            return "This mends a part of it."
        if not self.fixes.is_least:
            return "The best found in the time there was; fewer changes may do."
        number = self.fixes.offers[0].cost[0]
        return "One change is enough." if number == 1 else f"It takes {number} changes, no fewer."

    @property
    def left(self) -> tuple[Finding, ...]:
        """The musts that no offer keeps: those that a teacher has to mend."""
        offers = self.fixes.offers
        return offers[0].musts_left if offers else self.fixes.targets


def build_fix_page(
    classroom: Classroom, monday: dt.date, date: dt.date | None, stop: Callable[[], bool]
) -> FixPage:
    """Search, and lay out what was found."""
    week = read_week_to_fix(classroom, monday)
    fixes = seek_fixes(week, date, stop)
    whose = "the week" if date is None else f"{date:%A}"
    cards = [
        OfferCard(fix, week.offer(fix, date).seal(), whose, draw_after(week, fix, date))
        for fix in fixes.offers
    ]
    return FixPage(classroom, monday, date, fixes, tuple(cards))


def draw_after(week: WeekToFix, fix: Fix, date: dt.date | None) -> tuple[Strip, ...]:
    """The day as it would be; a whole week is told in words alone."""
    axis = find_axis(week.days)
    mine = [day for day in fix.days if day.date == date]
    return tuple(
        strip for day in mine for strip in drop_alike(draw_strips(day, span=(axis.start, axis.end)))
    )


def stop_after(seconds: float) -> Callable[[], bool]:
    """Says when so much time has passed."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


@require_http_methods(["GET", "HEAD", "POST"])
def fix_day(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """What would make a day keep its musts; posted, one of these is done."""
    return _fix(request, pk, monday_of(date), date)


@require_safe
def fix_day_panel(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """The same as a fragment for the week's margin."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    return _show(request, classroom, monday_of(date), date, fragment=True)


@require_http_methods(["GET", "HEAD", "POST"])
def fix_week(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """What would make a week keep the musts about it as a whole; posted, one of these is done."""
    return _fix(request, pk, monday_of(monday), None)


@require_safe
def fix_week_panel(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The same as a fragment for the week's margin."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    return _show(request, classroom, monday_of(monday), None, fragment=True)


def _fix(request: HttpRequest, pk: int, monday: dt.date, date: dt.date | None) -> HttpResponse:
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    if request.method != "POST":
        return _show(request, classroom, monday, date)
    try:
        offer = read_offer(request.POST.get("fix", ""), classroom)
        change = carry_out_fix(by=user, classroom=classroom, offer=offer, now=timezone.now())
    except NotOurs:
        return _show(request, classroom, monday, date, problem=NOT_OURS, status=422)
    except Outdated:
        return _show(request, classroom, monday, date, problem=OUTDATED, status=409)
    except StaleEdit as stale:
        return answer_conflict(request, classroom, monday, stale)
    return answer_week(request, classroom, monday, change)


def _show(
    request: HttpRequest,
    classroom: Classroom,
    monday: dt.date,
    date: dt.date | None,
    *,
    fragment: bool = False,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    page = build_fix_page(classroom, monday, date, stop_after(SECONDS))
    said: QueryDict = request.POST if request.method == "POST" else request.GET
    context = {
        "page": page,
        "classroom": classroom,
        "problem": problem,
        "group": said.get("group", ""),
        "axis": said.get("axis", ""),
    }
    if not (fragment or is_htmx(request)):
        return render(request, "planner/fixes.html", context, status=status)
    response = render(request, "planner/_fixes.html", context, status=status)
    # What is offered anew stands where it was offered before; a success has other places.
    return retarget(response, f"#fixes-{page.name}")
