"""Changing a policy on trial: rule by rule, judged as often as one likes, then kept."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction

from planner.cadence import Policy as CadencePolicy
from planner.models import Policy, PolicyUse, Trial, User
from planner.services.policies import store_policy, succeed_policy

RuleDocument = dict[str, Any]


class StaleRule(Exception):
    """Somebody changed the rule since the page was made; `now` is how it stands (None: removed)."""

    def __init__(self, now: RuleDocument | None) -> None:
        super().__init__("the rule was changed meanwhile")
        self.now = now


class TrialClosed(Exception):
    """The trial became a version meanwhile: there is nothing left to change in it."""


class OvertakenPolicy(Exception):
    """Another version was put in force since the trial began; `uses` says where."""

    def __init__(self, uses: list[PolicyUse]) -> None:
        super().__init__("another version is in force meanwhile")
        self.uses = uses


@transaction.atomic
def begin_trial(*, by: User, policy: Policy, now: dt.datetime) -> Trial:
    """A trial of changes to a policy: the person's unfinished one, or else a new one."""
    going = Trial.objects.filter(made_by=by, policy=policy, saved_as__isnull=True)
    return going.order_by("-pk").first() or Trial.objects.create(
        district=policy.district,
        policy=policy,
        document=policy.document,
        made_by=by,
        made_at=now,
        moved_at=now,
    )


def check_edited(document: dict[str, Any]) -> CadencePolicy:
    """The policy that an edited document holds; raises pydantic's ValidationError for none."""
    return CadencePolicy.model_validate(document)


@transaction.atomic
def change_rule(
    *, trial: Trial, rule_id: str, seen: RuleDocument, rule: RuleDocument, now: dt.datetime
) -> None:
    """Put a rule in another one's place. Raises StaleRule where it is not as it was `seen`."""
    locked = _lock_trial(trial)
    _check_seen(locked, rule_id, seen)
    rules = [rule if each["id"] == rule_id else each for each in locked.document["rules"]]
    _keep_rules(locked, rules, now)


@transaction.atomic
def add_rule(*, trial: Trial, rule: RuleDocument, now: dt.datetime) -> str:
    """Put a new rule at the end; its id, which is another one where somebody took it meanwhile."""
    locked = _lock_trial(trial)
    rules = locked.document["rules"]
    rule_id = find_free_id(rule["id"], {each["id"] for each in rules})
    _keep_rules(locked, [*rules, {**rule, "id": rule_id}], now)
    return rule_id


def find_free_id(word: str, taken: Collection[str]) -> str:
    """An id for a new rule: the word, with a number where that is taken."""
    if word not in taken:
        return word
    return next(f"{word}-{n}" for n in range(2, len(taken) + 3) if f"{word}-{n}" not in taken)


@transaction.atomic
def remove_rule(*, trial: Trial, rule_id: str, now: dt.datetime) -> None:
    """Leave a rule out; `put_rule_back` brings back one that the policy has."""
    locked = _lock_trial(trial)
    _keep_rules(locked, [r for r in locked.document["rules"] if r["id"] != rule_id], now)


@transaction.atomic
def put_rule_back(*, trial: Trial, rule_id: str, now: dt.datetime) -> None:
    """Bring a rule back as the policy has it, to the place that it has there; nothing happens
    where the policy has no such rule."""
    locked = _lock_trial(trial)
    original = locked.policy.document["rules"]
    kept = {rule["id"]: rule for rule in locked.document["rules"]}
    kept |= {rule["id"]: rule for rule in original if rule["id"] == rule_id}
    places = {rule["id"]: place for place, rule in enumerate(original)}
    rules = sorted(kept.values(), key=lambda rule: places.get(rule["id"], len(places)))
    _keep_rules(locked, rules, now)


@transaction.atomic
def ask_trial(*, trial: Trial, total: int, now: dt.datetime) -> None:
    """Ask how the published days would fare; one that is under way already goes on."""
    locked = _lock_trial(trial)
    if not locked.is_open:
        _write(locked, now, state=Trial.State.WAITING, done=0, total=total, result=None, changes="")


def store_result(*, trial: Trial, result: dict[str, Any], changes: str) -> bool:
    """Keep what a trial found; False when its rules were changed meanwhile and nobody asks."""
    running = Trial.objects.filter(pk=trial.pk, state=Trial.State.RUNNING)
    return bool(running.update(result=result, changes=changes))


@transaction.atomic
def save_trial(
    *, trial: Trial, version: str, since: dt.date, overtake: bool, now: dt.datetime
) -> tuple[Policy, list[PolicyUse]]:
    """Keep the edited policy as a new version that holds from a date on, where the old one held.

    Raises OvertakenPolicy when another version took over since the trial began and `overtake` is
    not given, TrialClosed when it was saved already, ValueError for a version that is kept.
    """
    locked = _lock_trial(trial)
    others = list(find_overtaking(locked, since))
    if others and not overtake:
        raise OvertakenPolicy(others)
    edited = locked.edited.model_copy(update={"version": version})
    kept = store_policy(district=locked.district, policy=edited)
    uses = succeed_policy(successor=kept, since=since)
    _write(locked, now, saved_as=kept)
    return kept, uses


@transaction.atomic
def drop_trial(*, trial: Trial) -> None:
    """Forget an unfinished trial."""
    _lock_trial(trial).delete()


def find_overtaking(trial: Trial, since: dt.date) -> Any:
    """Where other versions than the one that the trial began with hold on or after a date."""
    uses = PolicyUse.objects.filter(
        policy__district=trial.district_id, policy__identifier=trial.policy.identifier
    )
    return uses.exclude(policy=trial.policy).exclude(until__lt=since).select_related("policy")


def _lock_trial(trial: Trial) -> Trial:
    rows = Trial.objects.select_for_update(of=("self",)).select_related("policy", "district")
    locked = rows.get(pk=trial.pk)
    if locked.saved_as_id is not None:
        raise TrialClosed
    return locked


def _check_seen(trial: Trial, rule_id: str, seen: RuleDocument) -> None:
    stands = trial.find_rule(rule_id)
    if stands != seen:
        raise StaleRule(stands)


def _keep_rules(trial: Trial, rules: list[RuleDocument], now: dt.datetime) -> None:
    """Store other rules. What was found under the ones before is no longer true."""
    edited = check_edited({**trial.document, "rules": rules})
    document = edited.model_dump(mode="json", by_alias=True)
    fresh = {"state": Trial.State.DRAFT, "done": 0, "total": 0, "result": None, "changes": ""}
    _write(trial, now, document=document, **fresh)


def _write(trial: Trial, now: dt.datetime, **fields: Any) -> None:
    Trial.objects.filter(pk=trial.pk).update(**fields, moved_at=now)
