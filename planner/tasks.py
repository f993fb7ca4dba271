"""What a worker does: judging on trial, and judging again. A page may also do it itself."""

import datetime as dt
import json
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from planner.models import Rejudging, Trial
from planner.services.rejudging import do_rejudging
from planner.services.trials import store_result
from planner.services.work import claim_work, end_work, move_work
from planner.what_if import SHOWN_FIRST, Tally, compare, find_scope


@task()
def judge_trial(pk: int) -> None:
    """Judge a trial that waits."""
    do_trial(Trial.objects.select_related("policy", "district").get(pk=pk))


@task()
def judge_again(pk: int) -> None:
    """Judge days again that wait for it."""
    do_rejudging_now(Rejudging.objects.select_related("district", "school").get(pk=pk))


def do_rejudging_now(rejudging: Rejudging) -> bool:
    """Judge days again, here; True when it was done here."""
    return do_rejudging(rejudging, timezone.now)


def hand_over(work: Trial | Rejudging) -> None:
    """Give waiting work to a worker, once what was written is there to be read."""
    if work.is_open:
        job = judge_trial if isinstance(work, Trial) else judge_again
        transaction.on_commit(partial(job.enqueue, work.pk))


def do_trial(trial: Trial) -> bool:
    """Judge a trial and store what was found; True when it was done here."""
    now = timezone.now()
    if not claim_work(trial, now=now):
        return False
    with end_work(trial, timezone.now):
        judge_scope(trial, now.date())
    return True


def judge_scope(trial: Trial, today: dt.date) -> None:
    """Compare the edited policy with the one that it came from, telling how far it is."""
    scope = find_scope(trial.district, trial.policy.identifier, today)
    total = scope.count_days()
    present = type(trial.edited).model_validate(trial.policy.document)
    tally, changes = Tally(), []
    for found in compare(scope, present, trial.edited, tally):
        changes += [change.spell() for change in found]
        done = min(tally.days, total)
        if not move_work(trial, done=done, total=total, now=timezone.now()):
            return
    result = {**tally.spell(), "first": scope.first.isoformat(), "shown": pick_shown(changes)}
    store_result(trial=trial, result=result, changes=json.dumps(changes))


def pick_shown(changes: list[list[object]]) -> dict[str, list[list[object]]]:
    """The first of the days that newly fail, and of those that newly keep."""
    return {
        fate: [change for change in changes if change[3] == fate][:SHOWN_FIRST]
        for fate in ("fails", "keeps")
    }
