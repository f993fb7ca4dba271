"""Who else has a week open, and what was changed of it since it was drawn."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from planner import access
from planner.cadence.words import join_words
from planner.models import Change, Presence, User, monday_of
from planner.services.presence import is_due, note_presence
from planner.views.answers import draw_changed, is_htmx, read_since, signed_in
from planner.views.week_page import build_week_page

JUST_NOW = dt.timedelta(minutes=2)
MUCH = "Much of this class's plan was changed meanwhile"


@dataclass(frozen=True, slots=True)
class News:
    """What a page that is open should say of a week."""

    others: tuple[User, ...]
    changed: tuple[str, ...]
    latest: int

    @property
    def here(self) -> str:
        """ "Ana and Ben are here too", or nothing."""
        names = join_words(str(user) for user in self.others)
        return f"{names} {'is' if len(self.others) == 1 else 'are'} here too" if names else ""

    @property
    def mark(self) -> str:
        """The same for news that say the same."""
        return f"{','.join(str(user.pk) for user in self.others)}:{self.latest}"


@require_POST
def say_here(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """An open page says that it is there, and hears what is new; nothing where nothing is."""
    user, now, monday = signed_in(request), timezone.now(), monday_of(monday)
    classroom = access.get_classroom(user, pk)
    there = list(Presence.objects.there(classroom, monday, now))
    seen = next((each.seen_at for each in there if each.user_id == user.pk), None)
    if is_due(seen, now) and access.may_plan(user, classroom):
        note_presence(user=user, classroom=classroom, monday=monday, now=now)
    since = read_since(request.POST, classroom)
    changes = Change.objects.read_after(classroom, since)
    others = tuple(each.user for each in there if each.user_id != user.pk)
    if changes is None:
        news = News(others, (MUCH,), Change.objects.find_newest(classroom))
    else:
        latest = max((change.pk for change in changes if change.touches(monday)), default=0)
        news = News(others, tuple(_tell_changes(user, monday, changes, now)), latest)
    if news.mark == request.POST.get("shown", ":0"):
        return HttpResponse(status=204)
    context = {"news": news, "since": since, "classroom": classroom, "monday": monday}
    return render(request, "planner/_here.html", context)


def _tell_changes(
    user: User, monday: dt.date, changes: list[Change], now: dt.datetime
) -> list[str]:
    """Who changed which days of the week, a sentence for each person."""
    mine = [change for change in changes if change.touches(monday)]
    people = {change.by_id: change.by for change in mine}
    told = []
    for pk, person in people.items():
        theirs = [change for change in mine if change.by_id == pk]
        dates = {date for each in theirs for date in each.dates if monday_of(date) == monday}
        days = join_words(f"{date:%A}" for date in sorted(dates))
        when = "just now" if theirs[-1].at > now - JUST_NOW else "meanwhile"
        who = "Somebody" if person is None else "You" if person == user else str(person)
        where = " in another window" if person == user else ""
        told.append(f"{who} changed {days}{where} {when}")
    return told


@require_safe
def show_changes(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The days that changed since the page was drawn, drawn anew beside all that is open."""
    classroom = access.get_classroom(signed_in(request), pk)
    if not is_htmx(request):
        return redirect("planner:week", classroom.pk, monday_of(monday))
    until = Change.objects.find_newest(classroom)
    page = build_week_page(classroom, monday_of(monday), request.GET.get("group", ""))
    context = draw_changed(request, classroom, page, request.GET, until)
    return render(request, "planner/_week_redrawn.html", context)
