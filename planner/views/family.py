"""The families' pages: a class's day, for whoever holds the class's link. No account, no cookie."""

import datetime as dt
import gzip
import re

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.access import Gone, open_family_link
from planner.code_version import name_code_version
from planner.families.page import make_page
from planner.families.reading import (
    Asked,
    ask_for_day,
    ask_for_home,
    read_family_day,
    stamp_page,
)
from planner.models import FamilyLink
from planner.services.links import note_use
from planner.views.secret_answers import find_unchanged, keep_secret

ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
PAGES = "pages"


@login_not_required
@require_safe
@keep_secret
def show_family_home(request: HttpRequest, token: str) -> HttpResponse:
    """The class's page for today, or for the next school day that has a plan."""
    now = timezone.now()
    try:
        link = open_family_link(token, now)
    except Gone:
        return answer_gone()
    asked = ask_for_home(link.classroom, now, request.GET.get("group", ""))
    return answer_day(request, link, token, asked)


@login_not_required
@require_safe
@keep_secret
def show_family_day(request: HttpRequest, token: str, date: dt.date) -> HttpResponse:
    """The class's page for one date."""
    now = timezone.now()
    try:
        link = open_family_link(token, now)
    except Gone:
        return answer_gone()
    asked = ask_for_day(link.classroom, date, now, request.GET.get("group", ""))
    if asked is None:
        raise Http404("That date is not in this school year.")
    return answer_day(request, link, token, asked)


def answer_gone() -> HttpResponse:
    """410: the link was replaced, or its school year is over."""
    return HttpResponse(loader.render_to_string("planner/family_gone.html"), status=410)


def answer_day(request: HttpRequest, link: FamilyLink, token: str, asked: Asked) -> HttpResponse:
    """304 where the family's copy holds, else the page, made at most once for each state."""
    note_use(link, asked.now.date())
    stamp = stamp_page(asked, get_language() or "", name_code_version(), link.token_hash)
    # Weak: it stands for the page, compressed or not.
    etag = f'W/"{stamp}"'
    response = find_unchanged(request, etag)
    if response is None:
        response = send_page(request, recall_page(stamp, token, asked))
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def recall_page(stamp: str, token: str, asked: Asked) -> bytes:
    """The page of this state, compressed; from this process's memory where it was made before."""
    pages = caches[PAGES]
    page: bytes | None = pages.get(stamp)
    if page is None:
        day = make_page(read_family_day(asked))
        # Looked up once: a page shows some hundred icons.
        context = {"page": day, "token": token, "icons": static("icons/icons.svg")}
        # Without the request: nothing here may touch the session, or differ between families.
        text = loader.render_to_string("planner/family_day.html", context)
        page = gzip.compress(text.encode(), 6, mtime=0)
        pages.set(stamp, page)
    return page


def send_page(request: HttpRequest, page: bytes) -> HttpResponse:
    """The page as this browser takes it. No form and no cookie is in it, so nothing can be guessed
    from its compressed length."""
    if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return HttpResponse(page, headers={"Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(page))
