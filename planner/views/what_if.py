"""What if: a policy on trial, how the published days would fare under it, and saving it."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner import access, tasks
from planner.cadence import Policy as CadencePolicy
from planner.forms.policies import SaveForm
from planner.models import District, Trial
from planner.policy_lists import compare_rules
from planner.services.trials import (
    OvertakenPolicy,
    TrialClosed,
    ask_trial,
    begin_trial,
    drop_trial,
    save_trial,
)
from planner.trial_results import read_result, write_changes
from planner.views.answers import signed_in
from planner.views.policies import begin_rejudging, read_today
from planner.what_if import find_scope

FEW = 2_000
"""So many class-days are judged while a person waits, where no worker takes the trial up."""


def open_trial(request: HttpRequest, pk: int, trial_pk: int) -> Trial:
    """A trial, for those who may change the district's policies."""
    district = access.get_district_to_govern(signed_in(request), pk)
    return access.get_trial(district, trial_pk)


def open_unfinished(request: HttpRequest, pk: int, trial_pk: int) -> Trial:
    """A trial that can still be changed."""
    trial = open_trial(request, pk, trial_pk)
    if trial.saved_as_id is not None:
        raise Http404("This trial has become a version: begin another one from that.")
    return trial


@require_POST
def begin(request: HttpRequest, pk: int, identifier: str, version: str) -> HttpResponse:
    """Begin to change a version; one that the person is changing already is taken up again."""
    user = signed_in(request)
    district = access.get_district_to_govern(user, pk)
    policy = access.get_policy(district, identifier, version)
    trial = begin_trial(by=user, policy=policy, now=timezone.now())
    return redirect("planner:trial", pk, trial.pk)


@require_safe
def show_trial(request: HttpRequest, pk: int, trial_pk: int) -> HttpResponse:
    """The rules as they would be, how the published days would fare, and saving."""
    trial = open_trial(request, pk, trial_pk)
    if trial.saved_as is not None:
        saved = trial.saved_as
        return redirect("planner:policy", pk, saved.identifier, saved.version)
    return render_trial(request, trial)


def render_trial(
    request: HttpRequest, trial: Trial, form: SaveForm | None = None, status: int = 200
) -> HttpResponse:
    """The trial's page, with the form for saving as it was sent."""
    now = timezone.now()
    today = read_today(trial.district, now)
    present = CadencePolicy.model_validate(trial.policy.document)
    context = {
        **describe_progress(trial, now),
        "district": trial.district,
        "edited": compare_rules(present, trial.edited),
        "document": trial.edited,
        "form": form or SaveForm(trial=trial, today=today),
        "overtaking": form is not None and form.has_error("overtake"),
    }
    return render(request, "planner/what_if.html", context, status=status)


def describe_progress(trial: Trial, now: dt.datetime) -> dict[str, object]:
    """How far the trial is, and what it found."""
    return {
        "trial": trial,
        "result": read_result(trial),
        "no_worker": trial.has_no_worker(now),
        "may_run_here": trial.total <= FEW,
    }


@require_safe
def show_progress(request: HttpRequest, pk: int, trial_pk: int) -> HttpResponse:
    """The progress or the result alone, for a page that stays open."""
    trial = open_trial(request, pk, trial_pk)
    context = {**describe_progress(trial, timezone.now()), "district": trial.district}
    return render(request, "planner/_what_if_result.html", context)


@require_POST
def run(request: HttpRequest, pk: int, trial_pk: int) -> HttpResponse:
    """Ask how the published days would fare; a worker judges them."""
    trial = open_unfinished(request, pk, trial_pk)
    now = timezone.now()
    scope = find_scope(trial.district, trial.policy.identifier, read_today(trial.district, now))
    ask_trial(trial=trial, total=scope.count_days(), now=now)
    trial.refresh_from_db()
    tasks.hand_over(trial)
    return redirect_to_result(pk, trial_pk)


@require_POST
def run_here(request: HttpRequest, pk: int, trial_pk: int) -> HttpResponse:
    """Judge in this very request, where no worker takes it up and it is little."""
    trial = open_unfinished(request, pk, trial_pk)
    if trial.total <= FEW:
        tasks.do_trial(trial)
    return redirect_to_result(pk, trial_pk)


def redirect_to_result(pk: int, trial_pk: int) -> HttpResponse:
    """Back to the trial, where its result stands."""
    response = redirect("planner:trial", pk, trial_pk)
    response["Location"] += "#what-if"
    return response


@require_safe
def download_changes(request: HttpRequest, pk: int, trial_pk: int) -> HttpResponse:
    """Every class-day that would fare otherwise, as a spreadsheet."""
    trial = open_trial(request, pk, trial_pk)
    response = HttpResponse(write_changes(trial), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="what-if-{trial.pk}.csv"'
    return response


@require_http_methods(["POST"])
def save(request: HttpRequest, pk: int, trial_pk: int) -> HttpResponse:
    """Keep the edited policy as a new version that holds from a date on."""
    trial = open_unfinished(request, pk, trial_pk)
    now = timezone.now()
    form = SaveForm(request.POST, trial=trial, today=read_today(trial.district, now))
    if not form.is_valid():
        return render_trial(request, trial, form, status=422)
    data = form.cleaned_data
    try:
        kept, uses = save_trial(
            trial=trial,
            version=data["version"],
            since=data["since"],
            overtake=data["overtake"],
            now=now,
        )
    except OvertakenPolicy as overtaken:
        form.add_error("overtake", tell_overtaken(overtaken))
        return render_trial(request, trial, form, status=409)
    except (TrialClosed, ValueError):
        form.add_error(None, "Somebody saved this meanwhile. Load the page again to see it.")
        return render_trial(request, trial, form, status=409)
    if uses:
        schools = {use.school for use in uses}
        school = schools.pop() if len(schools) == 1 else None
        since = date_format(data["since"], "j F Y")
        reason = f"{kept.name}, version {kept.version}, holds from {since}"
        begin_rejudging(request, trial.district, school, data["since"], reason)
    else:
        messages.success(request, "Saved. It holds nowhere until you put it in force.")
    return redirect("planner:policy", pk, kept.identifier, kept.version)


def tell_overtaken(overtaken: OvertakenPolicy) -> str:
    """Which version took over meanwhile."""
    versions = " and ".join(sorted({use.policy.version for use in overtaken.uses}))
    return (
        f"Version {versions} was put in force since you began, and yours does not have its "
        "changes. Nothing is saved yet. Tick this to let yours follow it all the same."
    )


@require_POST
def drop(request: HttpRequest, pk: int, trial_pk: int) -> HttpResponse:
    """Forget a trial."""
    trial = open_unfinished(request, pk, trial_pk)
    district: District = trial.district
    drop_trial(trial=trial)
    messages.success(request, "Your changes are forgotten. The policy is as it was.")
    return redirect("planner:policies", district.pk)
