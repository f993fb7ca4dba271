"""A learner's week, and the QR code on what is printed of a learner's pages."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.code_version import name_code_version
from planner.families.learners import AskedOfLearner
from planner.families.reading import read_near_date
from planner.families.weeks import make_learner_week
from planner.models import HomeLink
from planner.qr_codes import draw_code
from planner.secret_access import open_learner
from planner.services.links import note_use
from planner.views.family import answer_no_day
from planner.views.family_week import answer_code
from planner.views.secret_answers import behind_link, find_unchanged


@require_safe
@behind_link
def show_learner_week(
    request: HttpRequest, token: str, learner: int, date: str = "", language: str = ""
) -> HttpResponse:
    """A learner's week around a date; without one, the week at hand."""
    opening, enrolled = open_learner(token, learner, timezone.now())
    local = opening.local_now(timezone.now())
    root = reverse("planner:learner_day", args=[token, learner])
    try:
        near = read_near_date(date, local.date())
    except ValueError:
        return answer_no_day(root, language)
    note_use(HomeLink, opening=opening, today=local.date())
    asked = AskedOfLearner(enrolled, local, near, language)
    named = asked.name_page(get_language() or "", name_code_version(), f"week {root}")
    # The name is on the page, and nowhere among what the page is told apart by.
    tag = hashlib.sha256(f"{named} {enrolled.first_name}".encode()).hexdigest()[:32]
    etag = f'W/"{tag}"'
    response = find_unchanged(request, etag) or draw_week(request, asked, root)
    response.headers["ETag"] = etag
    return response


def draw_week(request: HttpRequest, asked: AskedOfLearner, root: str) -> HttpResponse:
    """The page, made anew."""
    week = make_learner_week(asked, root)
    context = {"week": week, "code": draw_code(request.build_absolute_uri(week.home))}
    return HttpResponse(loader.render_to_string("planner/family_week.html", context))


@require_safe
@behind_link
def show_learner_code(request: HttpRequest, token: str, learner: int) -> HttpResponse:
    """The QR code of the learner's page, for what is printed from it."""
    open_learner(token, learner, timezone.now())
    return answer_code(request, reverse("planner:learner_day", args=[token, learner]))
