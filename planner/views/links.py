"""The teacher's page about the links of a class's families: the class's own, and those of homes."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from planner.access import get_classroom_to_plan
from planner.forms.links import LabelForm
from planner.models import Classroom
from planner.models.siblings import count_weak_homes
from planner.views.address_cards import (
    answer_labelled,
    answer_replaced,
    answer_revoked,
    hold_for_class,
    make_cards,
)
from planner.views.answers import signed_in
from planner.views.home_lists import list_household_rows, list_learner_rows


@never_cache
@require_safe
def show_families(request: HttpRequest, pk: int) -> HttpResponse:
    """All addresses of a class and of its homes, to make, hand on, replace or end."""
    return show_links(request, open_classroom(request, pk))


@never_cache
@require_POST
def replace(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Make an address of the class; one that was there before ends."""
    return answer_replaced(request, hold_for_class(open_classroom(request, pk)), kind)


@never_cache
@require_POST
def revoke(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """End an address of the class without a new one."""
    return answer_revoked(request, hold_for_class(open_classroom(request, pk)), kind)


@never_cache
@require_POST
def label(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give an address of the class another label."""
    classroom = open_classroom(request, pk)

    def show(forms: Mapping[str, LabelForm], status: int) -> HttpResponse:
        return show_links(request, classroom, forms, status)

    return answer_labelled(request, hold_for_class(classroom), kind, show)


def open_classroom(request: HttpRequest, pk: int) -> Classroom:
    """The class, for those who may plan it: whoever sees an address can use it."""
    return get_classroom_to_plan(signed_in(request), pk)


def show_links(
    request: HttpRequest,
    classroom: Classroom,
    forms: Mapping[str, LabelForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `forms` are those that were not accepted."""
    holder = hold_for_class(classroom)
    today = holder.read_today()
    households = list_household_rows(signed_in(request), classroom, today)
    context = {
        "classroom": classroom,
        "cards": make_cards(request, holder, forms),
        "learners": list_learner_rows(classroom, today),
        "households": households,
        "weak_homes": count_weak_homes(classroom),
        "own_households": [home for home in households if not home.is_shared],
    }
    return render(request, "planner/links.html", context, status=status)
