"""Granting and revoking waivers; the days that they touch are judged again."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from planner.cadence import say_rule
from planner.cadence.compiling import WIDE_WINDOWS
from planner.models import Classroom, Rejudging, School, User, Waiver
from planner.review import policies_in_force
from planner.services.policies import judge_class_week, list_class_weeks
from planner.services.rejudging import ask_rejudging


class AlreadyRevoked(Exception):
    """Somebody revoked the waiver meanwhile; `waiver` is how it stands."""

    def __init__(self, waiver: Waiver) -> None:
        super().__init__("the waiver is revoked already")
        self.waiver = waiver


@dataclass(frozen=True, slots=True)
class WaivedRule:
    """The rule of a policy that a waiver is about, as it reads today."""

    policy_identifier: str
    policy_name: str
    rule_id: str
    says: str
    is_wide: bool = False
    """Whether it is about more than a day: a week, a month."""


def find_rule(
    classroom: Classroom, policy_identifier: str, rule_id: str, first: dt.date, last: dt.date
) -> WaivedRule | None:
    """A checked rule that is asked of a class between two dates; None where there is no such."""
    for policy in policies_in_force(classroom, first, last):
        for rule in policy.checked_rules:
            if (policy.id, rule.id) == (policy_identifier, rule_id):
                says = rule.says or say_rule(rule)
                is_wide = rule.window_word in WIDE_WINDOWS
                return WaivedRule(policy.id, policy.name, rule.id, says, is_wide)
    return None


@transaction.atomic
def grant_waiver(
    *,
    by: User,
    place: Classroom | School,
    rule: WaivedRule,
    since: dt.date,
    until: dt.date,
    reason: str,
    now: dt.datetime,
) -> tuple[Waiver, Rejudging | None]:
    """Waive a rule for a class, or for all classes of a school, from one date to another.

    A class's weeks are judged again at once. Those of a school may be many: the work that then
    waits is returned, for the caller to hand to a worker.
    """
    where = {"classroom": place} if isinstance(place, Classroom) else {"school": place}
    waiver = Waiver.objects.create(
        policy_identifier=rule.policy_identifier,
        policy_name=rule.policy_name,
        rule_id=rule.rule_id,
        says=rule.says,
        since=since,
        until=until,
        reason=reason.strip(),
        granted_by=by,
        granted_at=now,
        **where,
    )
    what = f"A rule of {rule.policy_name} is waived"
    return waiver, _judge_again(waiver, since, by, what, now)


@transaction.atomic
def revoke_waiver(
    *, by: User, waiver: Waiver, revoked_from: dt.date, reason: str, now: dt.datetime
) -> Rejudging | None:
    """End a waiver before its time; days before `revoked_from` stay waived.

    With its first day as `revoked_from` it never counts at all. The waiver itself is kept. Raises
    AlreadyRevoked when somebody was faster; work that waits is returned as by `grant_waiver`.
    """
    locked = Waiver.objects.select_for_update(of=("self",)).get(pk=waiver.pk)
    if locked.revoked_at is not None:
        raise AlreadyRevoked(locked)
    Waiver.objects.filter(pk=waiver.pk).update(
        revoked_from=revoked_from, revoked_by=by, revoked_at=now, revoked_because=reason.strip()
    )
    what = f"A rule of {waiver.policy_name} is waived no longer"
    return _judge_again(waiver, revoked_from, by, what, now)


def _judge_again(
    waiver: Waiver, first: dt.date, by: User, what: str, now: dt.datetime
) -> Rejudging | None:
    """Judge the weeks from a date to the waiver's end: those of its class, or of its school."""
    place = waiver.place
    if isinstance(place, Classroom):
        for monday in list_class_weeks(place, first, waiver.until):
            judge_class_week(place, monday, now)
        return None
    return ask_rejudging(
        by=by,
        district=place.district,
        school=place,
        first=first,
        last=waiver.until,
        reason=what,
        now=now,
    )
