"""The families' catch-up page: what one learner missed. No account, no cookie."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner.families.elsewhere import Language
from planner.families.languages import LANGUAGES, name_language
from planner.models import HomeLink
from planner.secret_access import open_learner
from planner.services.links import note_use
from planner.views.secret_answers import behind_link
from sessions_live.missed import read_missed

MOST_PAGES = 999


@require_safe
@behind_link
def show_missed(request: HttpRequest, token: str, learner: int, language: str = "") -> HttpResponse:
    """The live sessions that the learner was absent from, the newest first."""
    now = timezone.now()
    opening, enrolled = open_learner(token, learner, now)
    note_use(HomeLink, opening=opening, today=opening.local_now(now).date())
    number = read_number(request.GET.get("page", ""))
    root = reverse("planner:learner_day", args=[token, learner])
    day = name_language(root, language)
    context = {
        "name": enrolled.first_name,
        "missed": read_missed(enrolled, now, number),
        "day": day,
        "newer": name_page(day, number - 1) if number > 1 else "",
        "earlier": name_page(day, number + 1),
        "languages": list_languages(root, number),
    }
    return HttpResponse(loader.render_to_string("sessions_live/missed.html", context))


def read_number(text: str) -> int:
    """The page asked for; the first where the address says nothing sensible."""
    return max(1, min(int(text), MOST_PAGES)) if text.isdecimal() and len(text) < 6 else 1


def name_page(day: str, number: int) -> str:
    """The address of a page; they all stand beneath the learner's day."""
    return f"{day}missed/" if number < 2 else f"{day}missed/?page={number}"


def list_languages(root: str, number: int) -> list[Language]:
    """The same page in every language."""
    spoken = get_language()
    return [
        Language(name_page(name_language(root, code), number), code, name, code == spoken)
        for code, name in LANGUAGES.items()
    ]
