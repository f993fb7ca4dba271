"""A household's own pages: siblings side by side, and what the household tells of its devices."""

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from planner.code_version import name_code_version
from planner.families.connections import list_connections
from planner.families.elsewhere import Language
from planner.families.household import AskedOfHome, read_household_day
from planner.families.household_page import make_household_page
from planner.families.languages import LANGUAGES, name_language
from planner.families.moments import TOKEN, Sheet
from planner.families.reading import read_near_date
from planner.forms.household import COUNTS, HouseholdForm
from planner.models import EnrolledLearner, HomeLink
from planner.secret_access import open_home_link, open_household
from planner.services.households import read_facts, tell_facts
from planner.services.links import note_use
from planner.views.family import PAGES, answer_no_day, answer_sheet
from planner.views.family_sheets import render_household_sheet
from planner.views.secret_answers import behind_link


@require_safe
@behind_link
def show_home(request: HttpRequest, token: str, date: str = "", language: str = "") -> HttpResponse:
    """A household's day, siblings side by side; for a single learner the way to that one's own."""
    now = timezone.now()
    opening = open_home_link(token, now)
    if len(opening.learners) < 2:
        return lead_to_only("planner:learner_day", token, opening.learners, date, language)
    local = opening.local_now(now)
    try:
        near = read_near_date(date, local.date())
    except ValueError:
        return answer_no_day(reverse("planner:home", args=[token]), language)
    note_use(HomeLink, opening=opening, today=local.date())
    devices, connection = read_facts(opening.household_id)
    asked = AskedOfHome(opening, devices, local, near, language, connection)
    return answer_sheet(request, recall_household_sheet(asked), local, token, {})


def lead_to_only(
    page: str, token: str, learners: tuple[EnrolledLearner, ...], date: str, language: str
) -> HttpResponse:
    """To the only learner's own page; 404 where nobody of the link is in a class."""
    if not learners:
        return HttpResponse(loader.render_to_string("planner/family_nobody.html"), status=404)
    named = {"token": token, "learner": learners[0].pk, "date": date, "language": language}
    given = {name: value for name, value in named.items() if value}
    return HttpResponseRedirect(reverse(page, kwargs=given))


def recall_household_sheet(asked: AskedOfHome) -> Sheet:
    """The page asked for, for any minute of today; from this process's memory where it was made."""
    name = asked.name_page(get_language() or "", name_code_version())
    pages = caches[PAGES]
    sheet: Sheet | None = pages.get(name)
    if sheet is None:
        page = make_household_page(read_household_day(asked, reverse("planner:home", args=[TOKEN])))
        sheet = render_household_sheet(page)
        pages.set(name, sheet)
    return sheet


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def show_devices(request: HttpRequest, token: str, language: str = "") -> HttpResponse:
    """What the household tells of its devices and its connection, and the way to take it back."""
    home = open_household(token, timezone.now()).household_id
    if request.method != "POST":
        devices, connection = read_facts(home)
        told = {"devices": "" if devices is None else str(devices), "connection": connection}
        return render_devices(token, language, told, saved="saved" in request.GET)
    if "forget" in request.POST:
        tell_facts(household=home, devices=None, connection="")
    else:
        form = HouseholdForm(request.POST)
        if not form.is_valid():
            typed = {name: request.POST.get(name, "") for name in form.fields}
            return render_devices(token, language, typed, wrong=tuple(form.errors), status=422)
        tell_facts(household=home, **form.cleaned_data)
    return HttpResponseRedirect(f"{_find_devices(token, language)}?saved", status=303)


def render_devices(
    token: str,
    language: str,
    told: dict[str, str],
    *,
    saved: bool = False,
    wrong: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The form as it stands; `wrong` names the fields that do not hold."""
    context = {
        "home": name_language(reverse("planner:home", args=[token]), language),
        "here": _find_devices(token, language),
        "told": told,
        "counts": COUNTS,
        "connections": list_connections(),
        "saved": saved,
        "wrong": wrong,
        "languages": [
            Language(_find_devices(token, code), code, name, code == get_language())
            for code, name in LANGUAGES.items()
        ],
    }
    return HttpResponse(
        loader.render_to_string("planner/family_devices.html", context), status=status
    )


def _find_devices(token: str, language: str) -> str:
    """The address of the page in a language."""
    named = {"token": token, "language": language} if language else {"token": token}
    return reverse("planner:devices", kwargs=named)
