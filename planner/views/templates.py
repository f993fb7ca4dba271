"""Week templates: keeping a week as one, choosing one for a week, and putting it there."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner import access
from planner.cadence.ready_weeks import ready_weeks
from planner.cadence.words import say_count
from planner.forms.templates import KeepForm, RenameForm, UseForm
from planner.models import Classroom, Stage, WeekTemplate, monday_of
from planner.review import WeekReview, review_week
from planner.services.copying import Copying, name_groups, say_lost_groups
from planner.services.history import FullDay
from planner.services.proposals import ChangedMeanwhile, carry_out, foresee
from planner.services.templates import (
    TemplateWeek,
    bring_back_template,
    find_names,
    imagine_template,
    keep_template,
    leave_small_groups_out,
    propose_template,
    remove_template,
    rename_template,
    skeleton_of,
    take_out_names,
    week_of,
    week_of_ready,
)
from planner.strip_markup import spell_tiny_strip
from planner.views.answers import answer_week, signed_in
from planner.views.disagreements import compare_fields
from planner.views.step_back import StepBack, offer_step_back, take_step_back
from planner.views.week_page import DayVerdict, lay_out_verdicts

CHANGED = (
    "The plan was changed after this page was opened. Nothing was put there. "
    "Here is how it would be now."
)
VERDICT_ICONS = {"kept": "check", "should": "should", "must": "must"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A template as the list shows it: how this class's week would look and be judged."""

    key: str
    name: str
    says: str
    row: WeekTemplate | None
    strips: tuple[str, ...]
    musts: int
    shoulds: int

    @property
    def is_shared(self) -> bool:
        """It is the school's."""
        return self.row is not None and self.row.school_id is not None

    @property
    def verdict_class(self) -> str:
        """kept, should or must."""
        return "must" if self.musts else "should" if self.shoulds else "kept"

    @property
    def icon(self) -> str:
        """The icon beside the verdict's words."""
        return VERDICT_ICONS[self.verdict_class]

    @property
    def verdict(self) -> str:
        """What the class's rules say of it."""
        if self.musts:
            return f"Breaks {say_count(self.musts, 'rule')} that must be kept here"
        if self.shoulds:
            return f"Keeps every must here, {say_count(self.shoulds, 'suggestion')}"
        return "Keeps every rule here"


@require_safe
def show_templates(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """All templates that a week can begin with, judged as this class's week."""
    user = signed_in(request)
    classroom = access.get_classroom(user, pk)
    monday = monday_of(monday)
    review = review_week(classroom, monday, Stage.DRAFT)
    groups = name_groups(classroom)
    kept = [
        _offer(review, groups, week_of(row), str(row.pk), row.name, "", row)
        for row in access.templates_for(user, classroom)
    ]
    removed = request.GET.get("removed", "")
    context = {
        "classroom": classroom,
        "monday": monday,
        "may_plan": access.may_plan(user, classroom),
        "may_share": access.may_oversee(user, classroom.school),
        "own": [offer for offer in kept if not offer.is_shared],
        "of_school": [offer for offer in kept if offer.is_shared],
        "shipped": _offer_shipped(review, groups),
        "policies": [policy.name for policy in review.policies],
        "step_back": take_step_back(request),
        "removed": int(removed) if removed.isdecimal() and len(removed) < 10 else None,
    }
    return render(request, "planner/templates.html", context)


def _offer_shipped(review: WeekReview, groups: Mapping[str, int]) -> list[Offer]:
    """Those made for the class's grades, the ones that keep most first."""
    grades = set(review.classroom.grades)
    fitting = [ready for ready in ready_weeks() if ready.grades & grades]
    offers = []
    for ready in fitting:
        week = week_of_ready(ready, review.classroom)
        offers.append(_offer(review, groups, week, ready.id, ready.name, ready.says))
    return sorted(offers, key=lambda offer: (offer.musts, offer.shoulds, offer.name))


def _offer(
    review: WeekReview,
    groups: Mapping[str, int],
    week: TemplateWeek,
    key: str,
    name: str,
    says: str,
    row: WeekTemplate | None = None,
) -> Offer:
    days = imagine_template(review, week, groups)
    found = review.rules.judge(days, review.closed).findings
    broken = {
        (each.strength, each.policy_id, each.rule_id) for each in found if each.outcome == "broken"
    }
    return Offer(
        key=key,
        name=name,
        says=says,
        row=row,
        strips=tuple(spell_tiny_strip(day) for day in days),
        musts=sum(strength == "must" for strength, *_ in broken),
        shoulds=sum(strength == "should" for strength, *_ in broken),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def use_template(request: HttpRequest, pk: int, monday: dt.date, key: str) -> HttpResponse:
    """What a template would make of a week; posted, it is put there as one gesture."""
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    monday = monday_of(monday)
    name, week = _find_week(request, classroom, key)
    form = UseForm(request.POST or None, week=week)
    if not form.is_bound:
        form = UseForm(form.initial_values, week=week)
    page = _UsePage(classroom, monday, name, form)
    if not form.is_valid() or request.method != "POST" or "look" in request.POST:
        return page.render(request, 200 if form.is_valid() else 422)
    copying = page.propose()
    if not form.accepts(copying):
        return page.render(request, 422)
    try:
        change = carry_out(
            by=user,
            classroom=classroom,
            propose=lambda: page.propose().proposal,
            seal=form.choose_seal(copying),
            now=timezone.now(),
        )
    except (ChangedMeanwhile, FullDay):
        return page.render(request, 409, CHANGED)
    return answer_week(request, classroom, monday, change)


def _find_week(request: HttpRequest, classroom: Classroom, key: str) -> tuple[str, TemplateWeek]:
    """A kept template by its number, a shipped one by its name."""
    if key.isdecimal() and len(key) < 19:
        row = access.get_template(signed_in(request), classroom, int(key))
        return row.name, week_of(row)
    ready = next((each for each in ready_weeks() if each.id == key), None)
    if ready is None:
        raise Http404("There is no such template.")
    return ready.name, week_of_ready(ready, classroom)


@dataclass(frozen=True, slots=True)
class _UsePage:
    """Putting one template into one week."""

    classroom: Classroom
    monday: dt.date
    name: str
    form: UseForm

    def propose(self) -> Copying:
        return propose_template(
            self.classroom,
            self.monday,
            self.form.cleaned_data["week"],
            replace=self.form.replaces,
            what=f"Used the template {self.name}",
        )

    def render(self, request: HttpRequest, status: int = 200, problem: str = "") -> HttpResponse:
        copying = self.propose() if "week" in self.form.cleaned_data else None
        context = {
            "classroom": self.classroom,
            "monday": self.monday,
            "name": self.name,
            "form": self.form,
            "copying": copying,
            "coming": say_count(copying.coming, "block") if copying else "",
            "lost_groups": say_lost_groups(copying) if copying else "",
            "days": _foresee_days(copying, self.monday) if copying else (),
            "problem": problem,
        }
        return render(request, "planner/template.html", context, status=status)


def _foresee_days(copying: Copying, monday: dt.date) -> list[DayVerdict]:
    touched = {day.date for day in copying.days if day.is_touched}
    return lay_out_verdicts(foresee(copying.proposal, monday), touched, "")


@require_http_methods(["GET", "HEAD", "POST"])
def keep_week(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """A name for the week as a template; posted, it is kept."""
    user = signed_in(request)
    classroom = access.get_classroom(user, pk)
    monday = monday_of(monday)
    form = KeepForm(
        request.POST if request.method == "POST" else None,
        user=user,
        school=classroom.school,
        may_share=access.may_oversee(user, classroom.school),
        may_plan=access.may_plan(user, classroom),
    )
    week = skeleton_of(classroom, monday)
    if form.is_bound and not week.blocks:
        form.add_error(None, "There is nothing in this week to keep.")
    if form.is_valid():
        if form.cleaned_data["without_names"]:
            week = take_out_names(classroom, week)
        shared = classroom.school if form.cleaned_data.get("for_school") else None
        if shared:
            week = leave_small_groups_out(classroom, week)
        name = form.cleaned_data["name"]
        keep_template(by=user, school=shared, name=name, week=week, now=timezone.now())
        messages.success(request, f"Kept as the template {name}.")
        return _back_to_list(classroom, monday)
    context = {
        "classroom": classroom,
        "monday": monday,
        "form": form,
        "count": say_count(len(week.blocks), "block"),
        "named": find_names(classroom, week),
    }
    status = 422 if form.is_bound else 200
    return render(request, "planner/template_keep.html", context, status=status)


@require_POST
def rename(request: HttpRequest, pk: int, monday: dt.date, key: int) -> HttpResponse:
    """Give a template another name."""
    user = signed_in(request)
    classroom = access.get_classroom(user, pk)
    template = access.get_template_to_change(user, classroom, key)
    form = RenameForm(request.POST, template=template)
    context = {"classroom": classroom, "monday": monday_of(monday), "form": form, "row": template}
    if not form.is_valid():
        seen = {"seen": request.POST.get("seen", template.name)}
        return render(request, "planner/template_rename.html", context | seen, status=422)
    was, name = template.name, form.cleaned_data["name"]
    try:
        rename_template(template=template, name=name, seen=request.POST.get("seen"))
    except ChangedMeanwhile:
        both = {"seen": was, "conflict": compare_fields(form, {"name": was}, {"name": name})}
        return render(request, "planner/template_rename.html", context | both, status=409)
    page = reverse("planner:templates", args=[classroom.pk, monday_of(monday)])
    words, fields = f"It is called {template.name} now.", {"name": was, "seen": template.name}
    offer_step_back(request, page, StepBack(words, request.path, fields))
    return redirect(page)


@require_POST
def remove(request: HttpRequest, pk: int, monday: dt.date, key: int) -> HttpResponse:
    """Take a template away; the list offers to bring it back."""
    user = signed_in(request)
    classroom = access.get_classroom(user, pk)
    template = access.get_template_to_change(user, classroom, key)
    remove_template(template=template, now=timezone.now())
    return _back_to_list(classroom, monday, f"?removed={template.pk}")


@require_POST
def bring_back(request: HttpRequest, pk: int, monday: dt.date, key: int) -> HttpResponse:
    """Bring a removed template back."""
    user = signed_in(request)
    classroom = access.get_classroom(user, pk)
    template = access.get_template_to_change(user, classroom, key)
    if template.removed_at is not None:
        bring_back_template(template=template)
    return _back_to_list(classroom, monday)


def _back_to_list(classroom: Classroom, monday: dt.date, query: str = "") -> HttpResponse:
    address = reverse("planner:templates", args=[classroom.pk, monday_of(monday)])
    return redirect(f"{address}{query}")
