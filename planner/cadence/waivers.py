"""Waivers: a coordinator's dated, reasoned exceptions, given to the engine as values."""

import datetime as dt
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from .findings import Finding
from .plan import PlannedDay
from .policy import Policy


@dataclass(frozen=True, slots=True)
class Waiver:
    """One rule that is waived from one date to another, for one classroom or for all."""

    policy_id: str
    rule_id: str
    first: dt.date
    last: dt.date
    reason: str
    classroom_id: str | None = None
    granted_by: str = ""

    def covers(self, finding: Finding) -> bool:
        """Whether the finding's whole window lies within the waiver."""
        return (
            (self.policy_id, self.rule_id) == (finding.policy_id, finding.rule_id)
            and self.classroom_id in (None, finding.classroom_id)
            and self.first <= finding.first_date
            and finding.last_date <= self.last
        )


def waive_finding(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    """The finding as the first waiver that covers it leaves it: still shown, with the reason."""
    held = next((waiver for waiver in waivers if waiver.covers(finding)), None)
    if held is None:
        return finding
    return replace(
        finding,
        outcome="waived",
        waiver=held.reason,
        waived_by=held.granted_by,
        waived_until=held.last,
    )


def leave_out_waived(
    policies: Iterable[Policy], waivers: Sequence[Waiver], day: PlannedDay
) -> list[Policy]:
    """What is asked of one day: the policies without the rules that are waived for it."""
    waived = {
        (waiver.policy_id, waiver.rule_id)
        for waiver in waivers
        if waiver.first <= day.date <= waiver.last
        and waiver.classroom_id in (None, day.classroom.id)
    }
    if not waived:
        return list(policies)
    return [leave_out(policy, waived) for policy in policies]


def leave_out(policy: Policy, rules: Container[tuple[str, str]]) -> Policy:
    """The policy without the rules that are named by their policy and themselves."""
    return policy.choose_rules(lambda rule: (policy.id, rule.id) not in rules)
