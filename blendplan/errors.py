"""Pages for when something is wrong, in plain words; the words are in `templates/<status>.html`."""

import sys
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from planner.secret_access import Gone

LAST_WORDS = (
    "Something went wrong on our side. What you saved before is safe. "
    "Please go back, load the page again, and try once more."
)
STATUSES_THAT_COME_BARE = (405, 410)


@login_not_required
@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: we could not read what was sent."""
    return render_without_context("400.html", 400)


@login_not_required
@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: visible, but not this person's to change."""
    return render(request, "403.html", status=403)


@login_not_required
@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing that this person may know of."""
    return render(request, "404.html", status=404)


@login_not_required
@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without a request, since whatever broke may break the page about it too.

    503 where the database is busy or away: trying again a little later is all there is to do.
    """
    if isinstance(sys.exc_info()[1], OperationalError):
        response = render_without_context("503.html", 503)
        response.headers["Retry-After"] = "30"
        return response
    return render_without_context("500.html", 500)


@login_not_required
@requires_csrf_token
def forgery_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: mostly a page left open for too long, or no cookies."""
    return render(request, "403_csrf.html", status=403)


def render_without_context(template: str, status: int) -> HttpResponse:
    """Render a page that needs nothing, and plain words where even that fails."""
    try:
        return HttpResponse(loader.get_template(template).render(), status=status)
    except Exception:
        # Whatever broke the page, the reader still gets an answer; the cause is logged already.
        return HttpResponse(LAST_WORDS, status=status, content_type="text/plain; charset=utf-8")


def is_bare(response: HttpResponse) -> bool:
    """Whether an answer that deserves a page came without one."""
    return response.status_code in STATUSES_THAT_COME_BARE and not response.content


class ErrorPagesMiddleware:
    """Gives a page to answers that Django and our views make without one: 405 and 410."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and is_bare(response):
            page = loader.render_to_string(f"{response.status_code}.html", {}, request)
            response.content = page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """410: the address was right once; a view says so by raising Gone."""
        return render(request, "410.html", status=410) if isinstance(exception, Gone) else None
