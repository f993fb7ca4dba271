"""Waiving a rule from what was found; a school's waivers, and revoking one."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from planner import access, tasks
from planner.forms.waivers import Dates, RevokeForm, WaiverForm
from planner.models import Classroom, Rejudging, Waiver, monday_of
from planner.services.waivers import AlreadyRevoked, find_rule, grant_waiver, revoke_waiver
from planner.views.answers import is_htmx, signed_in
from planner.views.policies import describe_rejudgings
from planner.waiver_lists import STANDINGS, list_waivers, read_choice, write_waivers

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


@page_with_form
def waive(
    request: HttpRequest, pk: int, first: dt.date, last: dt.date, policy: str, rule: str
) -> HttpResponse:
    """The form that waives a rule for a class, as a page, and what is sent from it."""
    classroom, form = make_form(request, pk, Dates(first, last), policy, rule)
    sent = request.method == "POST"
    if sent and form.is_valid():
        return grant(request, classroom, form)
    template = "planner/_waiver_panel.html" if is_htmx(request) else "planner/waiver.html"
    context = describe_form(request, classroom, form)
    return render(request, template, context, status=422 if sent else 200)


@require_safe
def waive_panel(
    request: HttpRequest, pk: int, first: dt.date, last: dt.date, policy: str, rule: str
) -> HttpResponse:
    """The same form beside the page on which it was asked for."""
    classroom, form = make_form(request, pk, Dates(first, last), policy, rule)
    context = describe_form(request, classroom, form)
    return render(request, "planner/_waiver_panel.html", context)


def make_form(
    request: HttpRequest, pk: int, found: Dates, policy: str, rule_id: str
) -> tuple[Classroom, WaiverForm]:
    """The class and the form; 404 where no such rule is asked of the class on these dates."""
    classroom = access.get_classroom_to_waive(signed_in(request), pk)
    rule = None
    if dt.timedelta(0) <= found.until - found.since < dt.timedelta(days=400):
        rule = find_rule(classroom, policy, rule_id, found.since, found.until)
    if rule is None:
        raise Http404("No such rule is asked of this class then.")
    data = request.POST if request.method == "POST" else None
    return classroom, WaiverForm(data, classroom=classroom, rule=rule, found=found)


def describe_form(
    request: HttpRequest, classroom: Classroom, form: WaiverForm
) -> dict[str, object]:
    """What the form is drawn from."""
    rule, found = form.rule, form.found
    names = [classroom.pk, found.since, found.until, rule.policy_identifier, rule.rule_id]
    return {
        "classroom": classroom,
        "form": form,
        "rule": rule,
        "found": found,
        "action": reverse("planner:waive", args=names),
        "back": find_back(request),
        "back_address": address_back(request, classroom, found),
    }


def find_back(request: HttpRequest) -> str:
    """Where the form was asked for: on the board or in the class's week."""
    asked = request.POST.get("back") or request.GET.get("back")
    return "board" if asked == "board" else "week"


def address_back(request: HttpRequest, classroom: Classroom, found: Dates) -> str:
    """The way back there."""
    monday = monday_of(found.since)
    if find_back(request) == "week":
        return reverse("planner:week", args=[classroom.pk, monday])
    names = [classroom.school_id, monday, classroom.pk, found.since]
    return reverse("planner:board_day", args=names)


def grant(request: HttpRequest, classroom: Classroom, form: WaiverForm) -> HttpResponse:
    """Grant what the form says, say so, and go back."""
    dates: Dates = form.cleaned_data["dates"]
    waiver, work = grant_waiver(
        by=signed_in(request),
        place=form.cleaned_data["where"],
        rule=form.rule,
        since=dates.since,
        until=dates.until,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    told = _("Waived for %(where)s: %(dates)s.") % {"where": waiver.place, "dates": dates}
    tell_done(request, told, work)
    address = address_back(request, classroom, form.found)
    if is_htmx(request):
        # The day's verdict, its strip's words and the board are all old now.
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def tell_done(request: HttpRequest, told: str, work: Rejudging | None) -> None:
    """Say what was done, and hand over the judging that waits, if any does."""
    if work is not None and work.is_open:
        tasks.hand_over(work)
        told = f"{told} {_('All its classes are being judged again; you may leave.')}"
    messages.success(request, told)


@require_safe
def show_waivers(request: HttpRequest, pk: int) -> HttpResponse:
    """A school's waivers: those that count now, those to come, those that are over."""
    school = access.get_school_board(signed_in(request), pk)
    now = timezone.now()
    choice = read_choice(request.GET)
    lines = list_waivers(school, choice, school.local_now(now).date())
    context = {
        **describe_rejudgings(school.district, now),
        "school": school,
        "choice": choice,
        "lines": lines,
        "has_any": bool(lines) or Waiver.objects.of_school(school).exists(),
        "classrooms": school.classrooms.all(),
        "standings": STANDINGS,
    }
    return render(request, "planner/waivers.html", context)


@require_safe
def download_waivers(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a spreadsheet."""
    school = access.get_school_board(signed_in(request), pk)
    today = school.local_now(timezone.now()).date()
    text = write_waivers(list_waivers(school, read_choice(request.GET), today), school)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = slugify(school.name) or "school"
    response["Content-Disposition"] = f'attachment; filename="{name}-waivers.csv"'
    return response


@page_with_form
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a waiver before its time, with a reason; it stays on the list."""
    user = signed_in(request)
    waiver = access.get_waiver(user, pk)
    school, now = waiver.school_of_place, timezone.now()
    data = request.POST if request.method == "POST" else None
    form = RevokeForm(data, waiver=waiver, today=school.local_now(now).date())
    status = 200 if data is None else 422
    if data is not None and form.is_valid():
        try:
            work = revoke_waiver(by=user, waiver=waiver, now=now, **form.cleaned_data)
        except AlreadyRevoked:
            waiver, status = access.get_waiver(user, pk), 409
        else:
            tell_done(request, _("Revoked. It stays on the list, with your reason."), work)
            return redirect("planner:waivers", school.pk)
    context = {"waiver": waiver, "school": school, "form": form, "is_late": status == 409}
    return render(request, "planner/waiver_revoke.html", context, status=status)
