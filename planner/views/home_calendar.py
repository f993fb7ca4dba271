"""The pages about having the days of a learner, or of a household, in one's own calendar."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.families.languages import name_language
from planner.feeds import name_home_feed
from planner.models import HomeFeed, HomeLink, HomeOpening, Household, Learner
from planner.secret_access import open_home_link, open_learner
from planner.services.links import find_working_address, note_use
from planner.views.family_calendar import answer_no_calendar
from planner.views.secret_answers import behind_link
from planner.views.subscribing import PAGE, find_feed, offer_ways, read_wish


@require_safe
@behind_link
def show_home_calendar(request: HttpRequest, token: str, language: str = "") -> HttpResponse:
    """The ways to subscribe to the days of all of a household's learners; behind a learner's own
    link the way to that learner's."""
    opening = open_home_link(token, timezone.now())
    root = reverse("planner:home", args=[token])
    if opening.is_of_household:
        feed = find_home_feed(opening, Household(pk=opening.household_id))
        return answer_ways(request, opening, feed, root, language)
    if not opening.learners:
        return answer_no_calendar(name_language(root, language))
    own = reverse("planner:learner_day", args=[token, opening.learners[0].pk])
    return HttpResponseRedirect(name_language(own, language) + PAGE)


@require_safe
@behind_link
def show_learner_calendar(
    request: HttpRequest, token: str, learner: int, language: str = ""
) -> HttpResponse:
    """The ways to subscribe to one learner's days, by the learner's link or the household's."""
    opening, enrolled = open_learner(token, learner, timezone.now())
    feed = find_home_feed(opening, Learner(pk=learner))
    if feed is None and opening.is_of_household and len(opening.learners) == 1:
        feed = find_home_feed(opening, Household(pk=opening.household_id))
    alone = replace(opening, is_of_household=False, learners=(enrolled,))
    root = reverse("planner:learner_day", args=[token, learner])
    return answer_ways(request, alone, feed, root, language)


def find_home_feed(opening: HomeOpening, of: Learner | Household) -> HomeFeed | None:
    """The calendar of a learner or a household, where the teacher has made one that works."""
    today = opening.local_now(timezone.now()).date()
    found = find_working_address(HomeFeed, of=of, today=today)
    return found if found is not None and found.is_showable() else None


def answer_ways(
    request: HttpRequest, opening: HomeOpening, feed: HomeFeed | None, root: str, language: str
) -> HttpResponse:
    """The page where there is a calendar; else 404 in plain words."""
    note_use(HomeLink, opening=opening, today=opening.local_now(timezone.now()).date())
    if feed is None:
        return answer_no_calendar(name_language(root, language))
    wish = read_wish(request, get_language() or "en")
    name = name_home_feed(opening)
    page = offer_ways(
        find_feed(request, feed.spell_token(), wish),
        name,
        root=root,
        language=language,
        wish=wish,
        siblings=len(opening.learners) > 1,
    )
    context = {"page": page, "name": name}
    return HttpResponse(loader.render_to_string("planner/family_calendar.html", context))
