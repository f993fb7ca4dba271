"""Can this day or week be kept at all? Asked of the rules in force, or of a version of a policy."""

import datetime as dt
import time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner import access
from planner.forms.possibility import ClassAndDayForm
from planner.models import Classroom, Policy, monday_of, week_at_hand
from planner.possibilities import answer_question, put_question, show_days
from planner.views.answers import signed_in
from planner.views.policies import read_today

PATIENCE = 2.5
"""Seconds that a person waits for an answer."""


@require_safe
def show_possibility(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """The answer for the blocks that are taken as fixed, and the form that asks otherwise."""
    user = signed_in(request)
    classroom = access.get_classroom(user, pk)
    span = "week" if request.GET.get("span") == "week" else "day"
    instead = find_policy(request, classroom)
    question = put_question(classroom, date, span, instead)
    # An empty list of fixed blocks is an answer too, once the form was sent.
    fixed = set(request.GET.getlist("fixed")) if "asked" in request.GET else question.usually_fixed
    context = {
        "classroom": classroom,
        "date": date,
        "monday": monday_of(date),
        "span": span,
        "instead": instead,
        "question": question,
        "closed": question.review.closed.get(date, ""),
        "days": list(show_days(question.days, fixed)),
        "may_see_policies": access.may_read_policies(user, classroom),
    }
    if question.days and question.asks_anything:
        ends = time.monotonic() + PATIENCE
        context["answer"] = answer_question(question, fixed, lambda: time.monotonic() > ends)
    return render(request, "planner/possible.html", context)


def find_policy(request: HttpRequest, classroom: Classroom) -> Policy | None:
    """The version of a policy that is to be asked, if the address names one."""
    named = request.GET.get("with", "")
    if not named:
        return None
    is_number = named.isascii() and named.isdecimal() and len(named) < 16
    district = access.get_district_policies(signed_in(request), classroom.school.district_id)
    policy = Policy.objects.filter(district=district, pk=int(named) if is_number else 0).first()
    if policy is None:
        raise Http404("This district keeps no such version of a policy.")
    return policy


@require_safe
def choose_class(request: HttpRequest, pk: int, identifier: str, version: str) -> HttpResponse:
    """Which class's day, or week, a version of a policy is to be asked of."""
    user = signed_in(request)
    district = access.get_district_policies(user, pk)
    policy = access.get_policy(district, identifier, version)
    seen = access.classrooms_seen_by(user).filter(school__district=district)
    classes = list(seen.select_related("school").order_by("school__name", "school_id", "name"))
    sent = "classroom" in request.GET
    data = request.GET if sent else None
    today = read_today(district, timezone.now())
    # At the weekend it is the coming Monday: no school, and there is nothing to ask.
    initial = {"date": max(today, week_at_hand(today))}
    form = ClassAndDayForm(data, classes=classes, initial=initial)
    if sent and form.is_valid():
        chosen = form.cleaned_data
        address = reverse("planner:possible", args=[chosen["classroom"], chosen["date"]])
        return redirect(f"{address}?span={chosen['span']}&with={policy.pk}")
    context = {"district": district, "policy": policy, "classes": classes, "form": form}
    return render(request, "planner/possible_choose.html", context, status=422 if sent else 200)
