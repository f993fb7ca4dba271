"""The families' page about having the class's days in their own calendar."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.families.languages import name_language
from planner.models import Classroom, FamilyLink, FeedToken, Opening
from planner.secret_access import open_family_link
from planner.services.links import find_working_address, note_use
from planner.views.secret_answers import behind_link
from planner.views.subscribing import find_feed, offer_ways, read_wish


@require_safe
@behind_link
def show_family_calendar(request: HttpRequest, token: str, language: str = "") -> HttpResponse:
    """The ways to subscribe, where the teacher has made a calendar; else 404 in plain words."""
    now = timezone.now()
    opening = open_family_link(token, now)
    today = opening.local_now(now).date()
    note_use(FamilyLink, opening=opening, today=today)
    root = reverse("planner:family_home", args=[token])
    found = find_working_address(FeedToken, of=name_classroom(opening), today=today)
    if found is None or not found.is_showable():
        return answer_no_calendar(name_language(root, language))
    wish = read_wish(request, get_language() or "en")
    feed = find_feed(request, found.spell_token(), wish)
    page = offer_ways(feed, opening.classroom, root=root, language=language, wish=wish)
    context = {"page": page, "name": opening.classroom}
    return HttpResponse(loader.render_to_string("planner/family_calendar.html", context))


def name_classroom(opening: Opening) -> Classroom:
    """The class that was opened, as far as a query must know it."""
    return Classroom(pk=opening.classroom_id)


def answer_no_calendar(home: str) -> HttpResponse:
    """404: the link is right, but its class has no calendar; with the way to the day."""
    page = loader.render_to_string("planner/family_no_calendar.html", {"home": home})
    return HttpResponse(page, status=404)
