"""Calendar feeds, for whichever calendar holds the address of one. No account, no cookie."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext, gettext_noop, override
from django.views.decorators.http import require_safe

from planner.feeds import AskedFeed, Wish, ask_for_feed, ask_for_home_feed, build_feed
from planner.models import FeedToken, HomeFeed
from planner.secret_access import Gone, open_feed, open_home_feed
from planner.services.links import note_use
from planner.views.secret_answers import find_unchanged, keep_secret
from planner.views.subscribing import read_wish

CALENDAR = "text/calendar; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
UNKNOWN = gettext_noop(
    "There is no calendar at this address. Please check it for a missing letter."
)
ENDED = gettext_noop("This calendar address has ended. Ask the teacher for the new one.")


@login_not_required
@require_safe
@keep_secret
def show_feed(request: HttpRequest, token: str, language: str = "en") -> HttpResponse:
    """The feed; 304 where the calendar's copy holds, by its tag or by its date.

    An address without a language is in English, whatever a calendar says that it accepts: it asks
    in a language of its own maker's, not of the family's. `?tasks=0` leaves tasks out.
    """
    try:
        asked = open_and_note(token, read_wish(request, language), timezone.now())
    except Http404:
        return answer_in_words(UNKNOWN, language, 404)
    except Gone:
        return answer_in_words(ENDED, language, 410)
    etag, modified = f'"{asked.stamp}"', int(asked.modified.timestamp())
    response = find_unchanged(request, etag, modified)
    if response is None:
        response = HttpResponse(recall_feed(asked), CALENDAR)
        # Never "attachment": some calendars refuse to subscribe to it.
        response.headers["Content-Disposition"] = 'inline; filename="class.ics"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    response.headers["Content-Language"] = language
    return response


def open_and_note(token: str, wish: Wish, now: dt.datetime) -> AskedFeed:
    """What is asked for, by the token of a class, a learner or a household; its use is noted."""
    try:
        opening = open_feed(token, now)
    except Http404:
        home = open_home_feed(token, now)
        asked = ask_for_home_feed(home, now, wish)
        note_use(HomeFeed, opening=home, today=asked.today)
        return asked
    asked = ask_for_feed(opening, now, wish)
    note_use(FeedToken, opening=opening, today=asked.today)
    return asked


def answer_in_words(words: str, language: str, status: int) -> HttpResponse:
    """One plain sentence instead of a feed."""
    with override(language):
        text = gettext(words)
    return HttpResponse(f"{text}\n", PLAIN, status=status, headers={"Content-Language": language})


def recall_feed(asked: AskedFeed) -> bytes:
    """The feed's text; from this process's memory where it was joined before."""
    feeds = caches["pages"]
    text: bytes | None = feeds.get(asked.stamp)
    if text is None:
        text = build_feed(asked)
        feeds.set(asked.stamp, text)
    return text
