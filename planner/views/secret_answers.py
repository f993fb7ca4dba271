"""What answers behind a secret address share: their headers, and the answer for what has ended."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from planner.families.languages import choose_language
from planner.secret_access import Gone

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def keep_secret(view: View[Arguments]) -> View[Arguments]:
    """Let no other site, search engine or shared cache learn the address, or keep what answers."""

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except (Http404, SuspiciousOperation) as error:
            # Behind a right address too: whoever mistypes the rest, or sends too much, is at it.
            response = response_for_exception(request, error)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return answer


def find_unchanged(
    request: HttpRequest, etag: str, modified: int | None = None
) -> HttpResponse | None:
    """The answer without a body where the asker's copy still holds; None where it must be made.

    `modified` is in seconds since 1970.
    """
    # Typed as if a response always came back; without one to return it answers None.
    found: HttpResponse | None = get_conditional_response(request, etag, modified, None)
    return found


def behind_link(view: View[Arguments]) -> View[Arguments]:
    """A page behind a family's link: in the language that its address or the browser names, 410
    where the link has ended. The address is the authority: there is no session to protect."""

    @login_not_required
    @csrf_exempt
    @keep_secret
    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        named = str(kwargs.get("language", ""))
        spoken = choose_language(named, request.headers.get("Accept-Language", ""))
        with override(spoken):
            try:
                response = view(request, *args, **kwargs)
            except Gone:
                response = answer_gone()
        response.headers["Content-Language"] = spoken
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return answer


def answer_gone() -> HttpResponse:
    """410: the link was replaced, or its school year is over."""
    return HttpResponse(loader.render_to_string("planner/family_gone.html"), status=410)
