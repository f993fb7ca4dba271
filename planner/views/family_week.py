"""The families' week, and the QR code that a printed page carries back to the live one."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.code_version import name_code_version
from planner.families.reading import Asked, ask_for_page
from planner.families.weeks import make_class_week
from planner.models import FamilyLink
from planner.qr_codes import draw_code, spell_code
from planner.secret_access import Gone, open_family_link
from planner.services.links import note_use
from planner.views.family import LONGEST_GROUP, answer_no_day
from planner.views.secret_answers import behind_link, find_unchanged, keep_secret

SVG = "image/svg+xml"


@require_safe
@behind_link
def show_family_week(
    request: HttpRequest, token: str, date: str = "", language: str = ""
) -> HttpResponse:
    """The class's week around a date; without one, the week at hand."""
    now, group = timezone.now(), request.GET.get("group", "")[:LONGEST_GROUP]
    opening = open_family_link(token, now)
    asked = ask_for_page(opening, date, now, group, language)
    if asked is None:
        return answer_no_day(reverse("planner:family_home", args=[token]), language)
    note_use(FamilyLink, opening=opening, today=asked.now.date())
    return answer_week(request, asked, token, get_language() or "en")


def answer_week(request: HttpRequest, asked: Asked, token: str, spoken: str) -> HttpResponse:
    """The page; without a body where this browser holds it as it still is."""
    parts = ("week", asked.name_page(spoken, name_code_version()), asked.opening.token_hash)
    etag = f'W/"{hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]}"'
    response = find_unchanged(request, etag)
    if response is None:
        week = make_class_week(asked, reverse("planner:family_home", args=[token]))
        code = draw_code(request.build_absolute_uri(week.home))
        # Without the request: nothing here may touch the session, or differ between families.
        page = loader.render_to_string("planner/family_week.html", {"week": week, "code": code})
        response = HttpResponse(page)
    response.headers["ETag"] = etag
    return response


@login_not_required
@require_safe
@keep_secret
def show_family_code(request: HttpRequest, token: str) -> HttpResponse:
    """The QR code of the class's page, for what is printed from it."""
    try:
        open_family_link(token, timezone.now())
    except Gone:
        return HttpResponse("", SVG, status=410)
    return answer_code(request, reverse("planner:family_home", args=[token]))


def answer_code(request: HttpRequest, path: str) -> HttpResponse:
    """A QR code of an address of ours."""
    return HttpResponse(spell_code(draw_code(request.build_absolute_uri(path))), SVG)
