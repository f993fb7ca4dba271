"""One rule of a policy on trial: turned in its sentence, written as text, added, left out."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner.cadence import CheckedRule, UncheckableRule
from planner.cadence import Policy as CadencePolicy
from planner.cadence.measures import MEASURES
from planner.forms.new_rule import NewRuleForm, list_measures, title_measure
from planner.forms.rules import RuleTextForm, SentenceForm
from planner.models import Trial
from planner.policy_lists import compare_rules, describe_rule
from planner.services.trials import (
    StaleRule,
    add_rule,
    change_rule,
    put_rule_back,
    remove_rule,
)
from planner.views.answers import is_htmx
from planner.views.what_if import open_unfinished

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def find_rule(trial: Trial, rule_id: str) -> CheckedRule | UncheckableRule:
    """A rule of a trial."""
    rule = next((rule for rule in trial.edited.rules if rule.id == rule_id), None)
    if rule is None:
        raise Http404("There is no such rule (any more).")
    return rule


def make_form(
    request: HttpRequest, trial: Trial, rule: CheckedRule | UncheckableRule
) -> SentenceForm | RuleTextForm:
    """The form that fits: the sentence, or text where that was asked for or nothing else can."""
    asked = request.POST.get("as") or request.GET.get("as")
    data = request.POST if request.method == "POST" else None
    if isinstance(rule, CheckedRule) and asked != "text":
        return SentenceForm(data, rule=rule, policy=trial.edited)
    return RuleTextForm(data, rule_id=rule.id, policy=trial.edited)


def describe_form(
    trial: Trial, rule: CheckedRule | UncheckableRule, form: SentenceForm | RuleTextForm
) -> dict[str, object]:
    """What the rule's form is drawn from."""
    return {
        "district": trial.district,
        "trial": trial,
        "rule": rule,
        "line": describe_rule(rule),
        "form": form,
        "as_text": isinstance(form, RuleTextForm),
        "seen": json.dumps(trial.find_rule(rule.id), sort_keys=True),
    }


@page_with_form
def edit_rule(request: HttpRequest, pk: int, trial_pk: int, rule_id: str) -> HttpResponse:
    """A rule's form as a page of its own, and what is sent from it."""
    trial = open_unfinished(request, pk, trial_pk)
    rule = find_rule(trial, rule_id)
    form = make_form(request, trial, rule)
    if request.method == "POST" and form.is_valid():
        return keep_rule(request, trial, rule, form)
    status = 422 if request.method == "POST" else 200
    template = "planner/_policy_rule_form.html" if is_htmx(request) else "planner/policy_rule.html"
    return render(request, template, describe_form(trial, rule, form), status=status)


@require_safe
def edit_rule_panel(request: HttpRequest, pk: int, trial_pk: int, rule_id: str) -> HttpResponse:
    """The form alone, in the rule's place on the page."""
    trial = open_unfinished(request, pk, trial_pk)
    rule = find_rule(trial, rule_id)
    context = describe_form(trial, rule, make_form(request, trial, rule))
    return render(request, "planner/_policy_rule_form.html", context)


@require_safe
def show_rule_panel(request: HttpRequest, pk: int, trial_pk: int, rule_id: str) -> HttpResponse:
    """The rule as it reads, when its form is closed without a change."""
    return render_line(request, open_unfinished(request, pk, trial_pk), rule_id)


def render_line(request: HttpRequest, trial: Trial, rule_id: str) -> HttpResponse:
    """One rule's line in the list."""
    present = CadencePolicy.model_validate(trial.policy.document)
    lines = compare_rules(present, trial.edited).rules
    line = next((line for line in lines if line.rule.id == rule_id), None)
    if line is None:
        raise Http404("There is no such rule (any more).")
    context = {
        "district": trial.district,
        "trial": trial,
        "line": line,
        "may_edit": True,
        "focused": True,
    }
    return render(request, "planner/_policy_rule.html", context)


def keep_rule(
    request: HttpRequest,
    trial: Trial,
    rule: CheckedRule | UncheckableRule,
    form: SentenceForm | RuleTextForm,
) -> HttpResponse:
    """Keep a changed rule; where somebody changed it meanwhile, show how it stands."""
    try:
        change_rule(
            trial=trial,
            rule_id=rule.id,
            seen=read_seen(request),
            rule=form.cleaned_data["rule"],
            now=timezone.now(),
        )
    except StaleRule:
        form.add_error(
            None,
            "Somebody changed this rule since you opened it. It now reads as above; keep yours "
            "all the same by sending it once more.",
        )
        template = "_policy_rule_form.html" if is_htmx(request) else "policy_rule.html"
        context = describe_form(trial, rule, form)
        return render(request, f"planner/{template}", context, status=409)
    if is_htmx(request):
        # The result below and the number of changes are old now: the whole page comes anew.
        return HttpResponse(headers={"HX-Redirect": address_rule(trial, rule.id)})
    return redirect(address_rule(trial, rule.id))


def read_seen(request: HttpRequest) -> dict[str, Any]:
    """The rule as the person saw it; anything else equals no rule, and so is stale."""
    try:
        seen = json.loads(request.POST.get("seen", ""))
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}


def address_rule(trial: Trial, rule_id: str) -> str:
    """Where a rule stands on its trial's page."""
    # An address that differs by its fragment alone would not be loaded anew.
    page = reverse("planner:trial", args=[trial.district_id, trial.pk])
    return f"{page}?rule={rule_id}#rule-{rule_id}"


@require_safe
def pick_measure(request: HttpRequest, pk: int, trial_pk: int) -> HttpResponse:
    """The measures that a new rule can be made from."""
    trial = open_unfinished(request, pk, trial_pk)
    context = {"district": trial.district, "trial": trial, "measures": list_measures()}
    return render(request, "planner/policy_measures.html", context)


@page_with_form
def new_rule(request: HttpRequest, pk: int, trial_pk: int, measure: str) -> HttpResponse:
    """A new rule on a measure."""
    trial = open_unfinished(request, pk, trial_pk)
    if measure not in MEASURES:
        raise Http404("There is no such measure.")
    data = request.POST if request.method == "POST" else None
    form = NewRuleForm(data, measure=measure, policy=trial.edited)
    if request.method == "POST" and form.is_valid():
        rule_id = add_rule(trial=trial, rule=form.cleaned_data["rule"], now=timezone.now())
        messages.success(request, "The rule is added.")
        return redirect(address_rule(trial, rule_id))
    context = {
        "district": trial.district,
        "trial": trial,
        "measure": measure,
        "title": title_measure(measure),
        "why": next(why for word, _, why in list_measures() if word == measure),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "planner/policy_new_rule.html", context, status=status)


@require_POST
def leave_rule_out(request: HttpRequest, pk: int, trial_pk: int, rule_id: str) -> HttpResponse:
    """Remove a rule; it can be put back from the same page."""
    trial = open_unfinished(request, pk, trial_pk)
    find_rule(trial, rule_id)
    if len(trial.document["rules"]) == 1:
        messages.error(request, "A policy has at least one rule. End it instead, if none holds.")
    else:
        remove_rule(trial=trial, rule_id=rule_id, now=timezone.now())
        messages.success(request, "The rule is left out. You can put it back below the others.")
    return redirect("planner:trial", pk, trial_pk)


@require_POST
def put_back(request: HttpRequest, pk: int, trial_pk: int, rule_id: str) -> HttpResponse:
    """Bring back a rule that was removed or changed, as the policy has it."""
    trial = open_unfinished(request, pk, trial_pk)
    put_rule_back(trial=trial, rule_id=rule_id, now=timezone.now())
    return redirect(address_rule(trial, rule_id))
