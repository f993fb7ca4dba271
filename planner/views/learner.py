"""A learner's own pages, for whoever holds the link of the learner or of the household."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from planner.code_version import name_code_version
from planner.families.learners import AskedOfLearner, read_learner_day
from planner.families.moments import TOKEN, Sheet, mark_own
from planner.families.own import Markable, OwnMarks, list_markable, say_own
from planner.families.page import make_page
from planner.families.reading import read_near_date
from planner.forms.marks import MOST_BYTES, UnreadableMarks, read_button, read_marks
from planner.models import EnrolledLearner, HomeLink
from planner.models.homes import find_marks
from planner.secret_access import Gone, open_home_link, open_learner
from planner.services.links import note_use
from planner.services.marks import TooManyMarks, receive_marks
from planner.views.family import (
    PAGES,
    SCRIPT,
    answer_no_day,
    answer_sheet,
    read_worker,
)
from planner.views.family_sheets import render_sheet
from planner.views.secret_answers import behind_link, keep_secret

LEARNER = mark_own("learner")


@dataclass(frozen=True, slots=True)
class LearnerSheet:
    """A learner's page for any minute, and the blocks in it."""

    sheet: Sheet
    blocks: tuple[Markable, ...]


@require_safe
@behind_link
def show_learner_day(
    request: HttpRequest, token: str, learner: int, date: str = "", language: str = ""
) -> HttpResponse:
    """A learner's day: today, the next school day that has a plan, or the date that is named."""
    now = timezone.now()
    opening, enrolled = open_learner(token, learner, now)
    local = opening.local_now(now)
    try:
        near = read_near_date(date, local.date())
    except ValueError:
        return answer_no_day(reverse("planner:learner_day", args=[token, learner]), language)
    note_use(HomeLink, opening=opening, today=local.date())
    asked = AskedOfLearner(enrolled, local, near, language)
    made = recall_learner_sheet(asked)
    marks = find_marks([each.block for each in made.blocks])
    has_siblings = len(opening.learners) > 1
    own = say_own(made.blocks, enrolled.first_name, enrolled.pk, marks, has_siblings)
    return answer_sheet(request, made.sheet, local, token, own)


def recall_learner_sheet(asked: AskedOfLearner) -> LearnerSheet:
    """The page asked for, for any minute of today; from this process's memory where it was made."""
    # The learner's number, like the token, is filled in later: an address cannot be made with it.
    scope = reverse("planner:home", args=[TOKEN])
    root = f"{scope}of/{LEARNER}/"
    name = asked.name_page(get_language() or "", name_code_version(), "learner")
    pages = caches[PAGES]
    made: LearnerSheet | None = pages.get(name)
    if made is None:
        day = read_learner_day(asked, root, scope)
        own = OwnMarks(f"{root}marks/", f"{day.address}{day.date}/", f"{day.address}questions/")
        page = make_page(day, own)
        made = LearnerSheet(render_sheet(page), list_markable((*page.timed, *page.untimed)))
        pages.set(name, made)
    return made


@require_POST
@behind_link
def receive(request: HttpRequest, token: str, learner: int) -> HttpResponse:
    """Ticks: a JSON list from a device that keeps them until they arrived, or one button."""
    now = timezone.now()
    _, enrolled = open_learner(token, learner, now)
    if request.content_type == "application/json":
        return receive_list(request, enrolled)
    try:
        gesture = read_button(request.POST.dict(), now)
        refused = receive_marks(learner=enrolled, gestures=[gesture], now=now)
    except (UnreadableMarks, TooManyMarks) as error:
        return HttpResponse(str(error), "text/plain; charset=utf-8", status=422)
    back = find_way_back(request, token, learner)
    return HttpResponseRedirect(back if refused else f"{back}#b-{gesture.block}", status=303)


def find_way_back(request: HttpRequest, token: str, learner: int) -> str:
    """The page of this learner that the button stood on; never another."""
    root = reverse("planner:learner_day", args=[token, learner])
    named = request.POST.get("page", "")
    return named if named.startswith(root) and "//" not in named else root


def receive_list(request: HttpRequest, learner: EnrolledLearner) -> HttpResponse:
    """What arrived is answered by what cannot be kept: all else need not be sent again."""
    if len(request.body) > MOST_BYTES:
        return JsonResponse({"error": "body: too long"}, status=413)
    try:
        gestures = read_marks(request.body)
        refused = receive_marks(learner=learner, gestures=gestures, now=timezone.now())
    except UnreadableMarks as error:
        return JsonResponse({"error": str(error)}, status=422)
    except TooManyMarks as error:
        return JsonResponse({"error": str(error)}, status=429)
    return JsonResponse({"refused": [str(each) for each in refused]})


@require_safe
@login_not_required
@keep_secret
def show_home_worker(request: HttpRequest, token: str) -> HttpResponse:
    """The script that keeps the link's pages on the device, as for a class's link."""
    try:
        open_home_link(token, timezone.now())
    except Gone:
        return HttpResponse("", SCRIPT, status=410)
    return HttpResponse(read_worker(), SCRIPT)
