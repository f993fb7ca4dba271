"""A household's week, and the QR code on what is printed of a household's pages."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.code_version import name_code_version
from planner.families.household import AskedOfHome
from planner.families.household_week import make_household_week
from planner.families.reading import read_near_date
from planner.models import HomeLink
from planner.qr_codes import draw_code
from planner.secret_access import open_home_link
from planner.services.households import read_facts
from planner.services.links import note_use
from planner.views.family import answer_no_day
from planner.views.family_week import answer_code
from planner.views.household import lead_to_only
from planner.views.secret_answers import behind_link, find_unchanged


@require_safe
@behind_link
def show_household_week(
    request: HttpRequest, token: str, date: str = "", language: str = ""
) -> HttpResponse:
    """The siblings' week around a date; without one, the week at hand."""
    now = timezone.now()
    opening = open_home_link(token, now)
    if len(opening.learners) < 2:
        return lead_to_only("planner:learner_week", token, opening.learners, date, language)
    local, root = opening.local_now(now), reverse("planner:home", args=[token])
    try:
        near = read_near_date(date, local.date())
    except ValueError:
        return answer_no_day(root, language)
    note_use(HomeLink, opening=opening, today=local.date())
    devices, _ = read_facts(opening.household_id)
    asked = AskedOfHome(opening, devices, local, near, language)
    named = f"week {root} {asked.name_page(get_language() or '', name_code_version())}"
    etag = f'W/"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'
    response = find_unchanged(request, etag) or draw_week(request, asked, root)
    response.headers["ETag"] = etag
    return response


def draw_week(request: HttpRequest, asked: AskedOfHome, root: str) -> HttpResponse:
    """The page, made anew."""
    week = make_household_week(asked, root)
    context = {"week": week, "code": draw_code(request.build_absolute_uri(week.home))}
    # Without the request: nothing here may touch the session.
    return HttpResponse(loader.render_to_string("planner/family_household_week.html", context))


@require_safe
@behind_link
def show_household_code(request: HttpRequest, token: str) -> HttpResponse:
    """The QR code of the link's page, for what is printed from it."""
    open_home_link(token, timezone.now())
    return answer_code(request, reverse("planner:home", args=[token]))
