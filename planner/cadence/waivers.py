"""Waivers: a coordinator's dated, reasoned exceptions, given to the engine as values."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .findings import Finding


@dataclass(frozen=True, slots=True)
class Waiver:
    """One rule that is waived from one date to another, for one classroom or for all."""

    policy_id: str
    rule_id: str
    first: dt.date
    last: dt.date
    reason: str
    classroom_id: str | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether the finding's whole window lies within the waiver."""
        return (
            (self.policy_id, self.rule_id) == (finding.policy_id, finding.rule_id)
            and self.classroom_id in (None, finding.classroom_id)
            and self.first <= finding.first_date
            and finding.last_date <= self.last
        )


def waive_findings(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> list[Finding]:
    """The findings, those that are waived still shown, with the reason."""
    return [waive_finding(finding, waivers) for finding in findings]


def waive_finding(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    """The finding as the first waiver that covers it leaves it."""
    held = next((waiver for waiver in waivers if waiver.covers(finding)), None)
    return replace(finding, outcome="waived", waiver=held.reason) if held else finding
