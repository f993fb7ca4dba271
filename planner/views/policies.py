"""A district's policies: the list, one version of one, bringing in, putting in force, ending."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner import access, tasks
from planner.cadence import Policy as CadencePolicy
from planner.forms.policies import AdoptForm, EndForm, ImportForm, UseForm
from planner.models import District, Policy, Rejudging, School
from planner.policy_lists import (
    describe_rules,
    describe_use,
    find_shipped,
    list_kept,
    list_policy_uses,
    list_rejudgings,
    list_shipped,
    list_trials,
    list_uses,
    list_versions,
)
from planner.policy_texts import spell_policy
from planner.services.policies import end_use, put_in_force, store_policy
from planner.services.rejudging import ask_rejudging
from planner.views.answers import signed_in

CONTENT_TYPES = {"toml": "application/toml", "json": "application/json"}
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def read_today(district: District, now: dt.datetime) -> dt.date:
    """Today's date in the district: on the clock of its first school."""
    school = district.schools.order_by("pk").first()
    return now.date() if school is None else school.local_now(now).date()


@require_safe
def show_policies(request: HttpRequest, pk: int) -> HttpResponse:
    """What holds where, what is kept, what could be adopted, what is being changed."""
    user = signed_in(request)
    district = access.get_district_policies(user, pk)
    now = timezone.now()
    context = {
        **describe_rejudgings(district, now),
        "may_govern": access.may_govern(user, district),
        "uses": list_uses(district, read_today(district, now)),
        "kept": list_kept(district),
        "shipped": list_shipped(district),
        "trials": list_trials(district),
    }
    return render(request, "planner/policies.html", context)


def describe_rejudgings(district: District, now: dt.datetime) -> dict[str, object]:
    """How far judging again has come; what is over is told for a while only."""
    recent = now - dt.timedelta(minutes=10)
    shown = [work for work in list_rejudgings(district) if work.is_open or work.moved_at > recent]
    return {
        "district": district,
        "rejudgings": [(work, work.has_no_worker(now)) for work in shown],
        "is_judging": any(work.is_open for work in shown),
    }


@require_safe
def show_rejudging(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, for a page that stays open."""
    district = access.get_district_policies(signed_in(request), pk)
    context = describe_rejudgings(district, timezone.now())
    return render(request, "planner/_policy_rejudging.html", context)


@require_POST
def rejudge_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Do the judging that waits in this very request, where no worker takes it up.

    Any of the district's coordinators may: it decides nothing, and makes verdicts true.
    """
    district = access.get_district_policies(signed_in(request), pk)
    for work in list_rejudgings(district):
        if work.is_open:
            tasks.do_rejudging_now(work)
    messages.success(request, "Every planned day is judged by the rules that hold now.")
    return redirect("planner:policies", pk)


@page_with_form
def import_policy(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a policy in from a file or a text."""
    district = access.get_district_to_govern(signed_in(request), pk)
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    if sent and form.is_valid():
        kept = keep_policy(request, district, form.cleaned_data["policy"])
        if kept is not None:
            return redirect("planner:policy", pk, kept.identifier, kept.version)
    context = {"district": district, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "planner/policy_import.html", context, status=status)


@require_POST
def adopt_policy(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one of the policies that come with blendplan."""
    district = access.get_district_to_govern(signed_in(request), pk)
    form = AdoptForm(request.POST)
    policy = find_shipped(form.cleaned_data["shipped"]) if form.is_valid() else None
    if policy is None:
        raise Http404("No such policy comes with blendplan.")
    kept = keep_policy(request, district, policy)
    if kept is None:
        return redirect("planner:policies", pk)
    return redirect("planner:policy", pk, kept.identifier, kept.version)


def keep_policy(request: HttpRequest, district: District, policy: CadencePolicy) -> Policy | None:
    """Keep a policy, and say so; None where that version is kept with other rules."""
    try:
        kept = store_policy(district=district, policy=policy)
    except ValueError:
        told = (
            f"Version {policy.version} of {policy.name} is kept already, with other rules. Nothing "
            "was changed. Give yours another version and bring it in again."
        )
        messages.error(request, told)
        return None
    messages.success(request, f"{policy.name} is kept. It holds nowhere until you say where.")
    return kept


@require_safe
def show_policy(request: HttpRequest, pk: int, identifier: str, version: str) -> HttpResponse:
    """One version of a policy, rule by rule."""
    user = signed_in(request)
    district = access.get_district_policies(user, pk)
    policy = access.get_policy(district, identifier, version)
    context = {
        "district": district,
        "policy": policy,
        "document": CadencePolicy.model_validate(policy.document),
        "may_govern": access.may_govern(user, district),
        "rules": describe_rules(CadencePolicy.model_validate(policy.document)),
        "uses": list_policy_uses(policy, read_today(district, timezone.now())),
        "versions": list_versions(policy),
    }
    return render(request, "planner/policy.html", context)


@require_safe
def download_policy(
    request: HttpRequest, pk: int, identifier: str, version: str, format: str
) -> HttpResponse:
    """A version as a file."""
    district = access.get_district_policies(signed_in(request), pk)
    policy = access.get_policy(district, identifier, version)
    if format not in CONTENT_TYPES:
        raise Http404("Policies are written as TOML or JSON.")
    text = spell_policy(CadencePolicy.model_validate(policy.document), format)
    response = HttpResponse(text, content_type=f"{CONTENT_TYPES[format]}; charset=utf-8")
    name = slugify(f"{policy.identifier} {policy.version}".replace(".", "-"))
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


@page_with_form
def use_policy(request: HttpRequest, pk: int, identifier: str, version: str) -> HttpResponse:
    """Say where a version holds, for whom and from when."""
    user = signed_in(request)
    district = access.get_district_to_govern(user, pk)
    policy = access.get_policy(district, identifier, version)
    now = timezone.now()
    today = read_today(district, now)
    data = request.POST if request.method == "POST" else None
    form = UseForm(data, policy=policy, today=today)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        put_in_force(
            policy=policy,
            since=chosen["since"],
            until=chosen["until"],
            school=chosen["school"],
            grades=tuple(chosen["grades"]),
            now=now,
            judge_now=False,
        )
        reason = f"{policy.name}, version {policy.version}, came into force"
        begin_rejudging(request, district, chosen["school"], chosen["since"], reason)
        return redirect("planner:policies", pk)
    context = {"district": district, "policy": policy, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "planner/policy_use.html", context, status=status)


@page_with_form
def end_policy_use(request: HttpRequest, pk: int, use_pk: int) -> HttpResponse:
    """Say until when a policy holds."""
    district = access.get_district_to_govern(signed_in(request), pk)
    use = access.get_policy_use(district, use_pk)
    now = timezone.now()
    today = read_today(district, now)
    data = request.POST if request.method == "POST" else None
    form = EndForm(data, use=use, today=today)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        first = min(filter(None, (until, use.until, today)), default=today)
        end_use(use=use, until=until, now=now, judge_now=False)
        told = f"until {date_format(until, 'j F Y')}" if until else "until further notice"
        reason = f"{use.policy.name}, version {use.policy.version}, holds {told}"
        begin_rejudging(request, district, use.school, first, reason)
        return redirect("planner:policies", pk)
    context = {"district": district, "line": describe_use(use, district, today), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "planner/policy_end.html", context, status=status)


def begin_rejudging(
    request: HttpRequest, district: District, school: School | None, first: dt.date, reason: str
) -> Rejudging:
    """Have days judged again, and say whether that is done."""
    work = ask_rejudging(
        by=signed_in(request),
        district=district,
        school=school,
        first=first,
        reason=reason,
        now=timezone.now(),
    )
    tasks.hand_over(work)
    judged = f"{work.total} planned class-week{'' if work.total == 1 else 's'}"
    if work.is_open:
        messages.success(request, f"{reason}. {judged} are being judged again; you may leave.")
    else:
        messages.success(request, f"{reason}. {judged} judged again.")
    return work
