"""The families' pages: a class's day, for whoever holds the class's link. No account, no cookie."""

import datetime as dt
import gzip
import re
from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.code_version import name_code_version
from planner.families.languages import name_language
from planner.families.moments import TOKEN, Sheet
from planner.families.page import make_page
from planner.families.reading import Asked, ask_for_page, read_family_day
from planner.models import FamilyLink, hash_token
from planner.secret_access import Gone, open_family_link
from planner.services.links import note_use
from planner.views.family_sheets import render_sheet
from planner.views.secret_answers import behind_link, find_unchanged, keep_secret

ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
PAGES = "pages"
LEVEL = 4
"""Of compression: a third of the work of the usual level, for pages two in a hundred longer."""
SCRIPT = "text/javascript; charset=utf-8"
LONGEST_GROUP = 20
"""A group's key is a number; anything longer is no group of ours, and would only fill memory."""


@require_safe
@behind_link
def show_family_home(request: HttpRequest, token: str, language: str = "") -> HttpResponse:
    """The class's page for today, or for the next school day that has a plan."""
    return answer_page(request, token, "", language)


@require_safe
@behind_link
def show_family_day(
    request: HttpRequest, token: str, date: str, language: str = ""
) -> HttpResponse:
    """The class's page for one date."""
    return answer_page(request, token, date, language)


@login_not_required
@require_safe
@keep_secret
def show_family_worker(request: HttpRequest, token: str) -> HttpResponse:
    """The script that keeps the link's pages on the device; beneath the link, so that it sees
    nothing of any other."""
    try:
        open_family_link(token, timezone.now())
    except Gone:
        return HttpResponse("", SCRIPT, status=410)
    return HttpResponse(read_worker(), SCRIPT)


def read_worker() -> bytes:
    """The script as it stands among the static files."""
    return (settings.BASE_DIR / "static/js/family-worker.js").read_bytes()


def answer_page(request: HttpRequest, token: str, date: str, language: str) -> HttpResponse:
    """The page in the language being spoken."""
    now, group = timezone.now(), request.GET.get("group", "")[:LONGEST_GROUP]
    opening = open_family_link(token, now)
    asked = ask_for_page(opening, date, now, group, language)
    if asked is None:
        return answer_no_day(reverse("planner:family_home", args=[token]), language)
    note_use(FamilyLink, opening=opening, today=asked.now.date())
    return answer_sheet(request, recall_sheet(asked), asked.now, token, {})


def answer_no_day(root: str, language: str) -> HttpResponse:
    """404: the link is right, but there is no such day; with the way to the day that there is."""
    home = name_language(root, language)
    page = loader.render_to_string("planner/family_no_day.html", {"home": home})
    return HttpResponse(page, status=404)


def answer_sheet(
    request: HttpRequest, sheet: Sheet, now: dt.datetime, token: str, own: Mapping[str, str]
) -> HttpResponse:
    """The page as it is now; without a body where this browser holds it."""
    state = sheet.name_state(now, hash_token(token), own)
    # Weak: it stands for the page, compressed or not.
    etag = f'W/"{state}"'
    response = find_unchanged(request, etag)
    if response is None:
        pages = caches[PAGES]
        page: bytes | None = pages.get(state)
        if page is None:
            page = gzip.compress(sheet.fill(now, token, own).encode(), LEVEL, mtime=0)
            pages.set(state, page)
        response = send_page(request, page)
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def recall_sheet(asked: Asked) -> Sheet:
    """The page asked for, for any minute of today; from this process's memory where it was made."""
    name = asked.name_page(get_language() or "", name_code_version())
    pages = caches[PAGES]
    sheet: Sheet | None = pages.get(name)
    if sheet is None:
        page = make_page(read_family_day(asked, reverse("planner:family_home", args=[TOKEN])))
        sheet = render_sheet(page)
        pages.set(name, sheet)
    return sheet


def send_page(request: HttpRequest, page: bytes) -> HttpResponse:
    """The page as this browser takes it. No form and no cookie is in it, so nothing can be guessed
    from its compressed length."""
    if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return HttpResponse(page, headers={"Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(page))
