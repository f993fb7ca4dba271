"""The teacher's pages about the links of one learner, or of one household."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from planner.access import get_classroom_to_plan
from planner.forms.links import LabelForm
from planner.home_access import (
    get_household_to_link,
    get_learner_to_link,
    learners_of,
    list_households,
)
from planner.models import Classroom, HomeFeed, HomeLink, Household, Learner, User
from planner.services.links import make_missing_addresses
from planner.views.address_cards import (
    answer_labelled,
    answer_replaced,
    answer_revoked,
    hold_for_home,
    make_cards,
)
from planner.views.answers import signed_in

WHOSE = ("learners", "households")


@never_cache
@require_safe
def show_home_links(request: HttpRequest, pk: int, whose: str, of: int) -> HttpResponse:
    """Both addresses of a learner or a household, to make, hand on, replace or end."""
    return show_links(request, *open_home(request, pk, whose, of))


@never_cache
@require_POST
def replace(request: HttpRequest, pk: int, whose: str, of: int, kind: str) -> HttpResponse:
    """Make an address; one that was there before ends."""
    return answer_replaced(request, hold_for_home(*open_home(request, pk, whose, of)), kind)


@never_cache
@require_POST
def revoke(request: HttpRequest, pk: int, whose: str, of: int, kind: str) -> HttpResponse:
    """End an address without a new one."""
    return answer_revoked(request, hold_for_home(*open_home(request, pk, whose, of)), kind)


@never_cache
@require_POST
def label(request: HttpRequest, pk: int, whose: str, of: int, kind: str) -> HttpResponse:
    """Give an address another label."""
    classroom, home = open_home(request, pk, whose, of)

    def show(forms: Mapping[str, LabelForm], status: int) -> HttpResponse:
        return show_links(request, classroom, home, forms, status)

    return answer_labelled(request, hold_for_home(classroom, home), kind, show)


@never_cache
@require_POST
def make_missing(request: HttpRequest, pk: int, whose: str) -> HttpResponse:
    """A page and a calendar for each learner, or each household, that has none yet."""
    user = signed_in(request)
    classroom = get_classroom_to_plan(user, pk)
    places, school = list_places(user, classroom, whose), classroom.school
    today = school.local_now(timezone.now()).date()
    made = [
        make_missing_addresses(kind, places=places, school=school, today=today)
        for kind in (HomeLink, HomeFeed)
    ]
    words = f"New: {count(made[0], 'page')} and {count(made[1], 'calendar')}. "
    messages.success(request, words + "Those that were there, or that you ended, are as they were.")
    return redirect("planner:families", pk)


def count(number: int, noun: str) -> str:
    """So many of something, in words: no page, 1 page, 2 pages."""
    return f"{number or 'no'} {noun}{'s' if number > 1 else ''}"


def list_places(user: User, classroom: Classroom, whose: str) -> list[Learner] | list[Household]:
    """The learners of a class, or those households whose links this person may hand out."""
    check_whose(whose)
    if whose == "learners":
        return list(learners_of(classroom))
    homes = list_households(user, classroom)
    return [home.household for home in homes if not home.is_shared]


def open_home(
    request: HttpRequest, pk: int, whose: str, of: int
) -> tuple[Classroom, Learner | Household]:
    """The class, and its learner or household, for those who may hand out the link."""
    check_whose(whose)
    user = signed_in(request)
    if whose == "learners":
        return get_learner_to_link(user, pk, of)
    classroom, home = get_household_to_link(user, pk, of)
    return classroom, home.household


def find_reader(classroom: Classroom, home: Learner | Household) -> int | None:
    """The key of a learner in this class who would take a letter home."""
    if isinstance(home, Learner):
        return home.pk
    here = learners_of(classroom).filter(household=home).values_list("pk", flat=True)
    return here.first()


def check_whose(whose: str) -> None:
    """404 for an address about anything but learners and households."""
    if whose not in WHOSE:
        raise Http404("There are links of learners and of households.")


def show_links(
    request: HttpRequest,
    classroom: Classroom,
    home: Learner | Household,
    forms: Mapping[str, LabelForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `forms` are those that were not accepted."""
    holder = hold_for_home(classroom, home)
    context = {
        "classroom": classroom,
        "home": home,
        "whose": holder.whose,
        "letter_for": find_reader(classroom, home),
        "cards": make_cards(request, holder, forms),
    }
    return render(request, "planner/home_links.html", context, status=status)
