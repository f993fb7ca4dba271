"""A class's home base for families: by the class's link, or by a learner's or a household's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.families.home_base import list_addresses, make_home_base
from planner.families.languages import name_language
from planner.models import FamilyLink, HomeLink, Opening
from planner.secret_access import open_family_link, open_learner
from planner.services.homes import find_home_base, read_content
from planner.services.links import note_use
from planner.views.secret_answers import behind_link


@require_safe
@behind_link
def show_class_home_base(request: HttpRequest, token: str, language: str = "") -> HttpResponse:
    """What whoever holds a class's link reads."""
    now = timezone.now()
    opening = open_family_link(token, now)
    note_use(FamilyLink, opening=opening, today=opening.local_now(now).date())
    root = reverse("planner:family_home", args=[token])
    return answer_home_base(opening, root, "home/", language)


@require_safe
@behind_link
def show_learner_home_bases(
    request: HttpRequest, token: str, learner: int, language: str = ""
) -> HttpResponse:
    """Those of all of a learner's classes: the one that there is, or which of them to read."""
    return answer_learner(token, learner, language, None)


@require_safe
@behind_link
def show_learner_home_base(
    request: HttpRequest, token: str, learner: int, classroom: int, language: str = ""
) -> HttpResponse:
    """That of one of a learner's classes, by a link of the learner or the household."""
    return answer_learner(token, learner, language, classroom)


def answer_learner(token: str, learner: int, language: str, classroom: int | None) -> HttpResponse:
    """The home base of a class out of the learner's own; with None, of the only one, or a list."""
    now = timezone.now()
    home, enrolled = open_learner(token, learner, now)
    note_use(HomeLink, opening=home, today=home.local_now(now).date())
    classes = [each for each in enrolled.classes if classroom in (None, each.classroom_id)]
    if not classes:
        raise Http404("This learner is in no such class.")
    rest = "home/" if classroom is None else f"home/{classroom}/"
    root = reverse("planner:learner_day", args=[token, learner])
    if len(classes) == 1:
        return answer_home_base(classes[0], root, rest, language)
    return answer_page({"classes": classes}, root, rest, language)


def answer_home_base(opening: Opening, root: str, rest: str, language: str) -> HttpResponse:
    """The page of one class, `rest` beneath the day's standing address."""
    base = make_home_base(read_content(find_home_base(opening.classroom_id)), opening.language)
    return answer_page({"opening": opening, "base": base}, root, rest, language)


def answer_page(context: dict[str, object], root: str, rest: str, language: str) -> HttpResponse:
    """The page in the language being spoken, with the way back and the other languages."""
    context["day"] = name_language(root, language)
    context["languages"] = list_addresses(root, rest, get_language() or "en")
    # Without the request: nothing here may touch the session.
    return HttpResponse(loader.render_to_string("planner/family_home_base.html", context))
