"""What judging answers: findings as values with their sentence, and the verdict that holds them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Literal

from pydantic import TypeAdapter

from .bounds import BoundWord, Outcome
from .words import Number

Strength = Literal["must", "should"]
Window = Literal["block", "run", "half_day", "day", "weekdays", "week", "days", "month", "year"]

ALWAYS = "always"
"""The policy id of findings that no policy can switch off."""


@dataclass(frozen=True, slots=True)
class AlsoAsked:
    """Another policy's rule that asks for the same as a finding's."""

    policy_id: str
    policy_name: str
    rule_id: str
    strength: Strength
    authority: str
    address: str


# Never changed, as its hash says; but to be frozen would take as long as all the rest of making it.
@dataclass(slots=True, unsafe_hash=True)
class Finding:
    """One thing that a plan breaks, or that its policy leaves undecided.

    `group_id` and `group_name` are None for the whole class; `key` is the subject, tool, teacher,
    grade or school of a rule "for each". `classroom_id` is empty where several classes are judged
    as one. `found` and `limit` are in `unit` (clock times as minutes after midnight). A finding
    that is "waived" is shown with the reason, and breaks nothing.
    """

    policy_id: str
    policy_name: str
    rule_id: str
    strength: Strength
    outcome: Outcome
    window: Window
    first_date: dt.date
    last_date: dt.date
    classroom_id: str
    group_id: str | None
    group_name: str | None
    key: str | None
    measure: str
    found: Number
    bound: BoundWord
    limit: Number
    unit: str
    block_ids: tuple[str, ...]
    text: str
    advice: str
    amiss: str
    also: tuple[AlsoAsked, ...] = ()
    """Rules of other policies that ask the same."""
    waiver: str = ""
    """Why it is waived."""
    waived_by: str = ""
    waived_until: dt.date | None = None
    says: str = ""
    """The policy's own words for the rule, where it has some."""


@dataclass(frozen=True, slots=True)
class UncheckedRule:
    """A rule that a plan cannot answer: shown with its reason, never dropped."""

    policy_id: str
    policy_name: str
    rule_id: str
    strength: Strength
    says: str
    reason: str
    authority: str
    address: str
    quote: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of some days under some policies, musts first, then by date, group and rule."""

    findings: tuple[Finding, ...] = ()
    unchecked: tuple[UncheckedRule, ...] = ()

    @property
    def kept(self) -> bool:
        """True when no must is broken."""
        return not any(f.strength == "must" and f.outcome == "broken" for f in self.findings)

    def of_day(self, date: dt.date) -> "Verdict":
        """The findings that are about this one day; those about its week stay out."""
        mine = [f for f in self.findings if f.first_date == f.last_date == date]
        return replace(self, findings=tuple(mine))

    def of_week(self, monday: dt.date) -> "Verdict":
        """The findings about the week that begins on this Monday, its days, and longer windows."""
        sunday = monday + dt.timedelta(days=6)
        mine = [f for f in self.findings if f.first_date <= sunday and f.last_date >= monday]
        return replace(self, findings=tuple(mine))

    def of_classroom(self, classroom_id: str) -> "Verdict":
        """The findings of one classroom."""
        mine = [f for f in self.findings if f.classroom_id == classroom_id]
        return replace(self, findings=tuple(mine))


_ADAPTER = TypeAdapter(Verdict)


def order_findings(
    findings: Iterable[Finding], places: Mapping[tuple[str, str], int]
) -> tuple[Finding, ...]:
    """Musts before shoulds, then date, classroom, group, and the rules as their policy has them.

    `places` has each rule's place in its policy; clashes, which have none, come first.
    """

    def place(finding: Finding) -> tuple[object, ...]:
        rule = (finding.policy_id, finding.rule_id)
        return (
            finding.strength != "must",
            finding.first_date,
            finding.last_date,
            finding.policy_id != ALWAYS,
            finding.classroom_id,
            finding.group_name or "",
            finding.group_id or "",
            finding.policy_id,
            places.get(rule, 0),
            finding.rule_id,
            finding.key or "",
            finding.block_ids,
            finding.found,
            finding.limit,
            # Several sentences of one rule may find the same of the same blocks.
            finding.measure,
            finding.bound,
            finding.text,
            finding.advice,
        )

    # Of findings that are equal one is enough; to hash all of them would take longer.
    placed = sorted(((place(each), each) for each in findings), key=itemgetter(0))
    ordered: list[Finding] = []
    for _, alike in groupby(placed, key=itemgetter(0)):
        mine = [each for _, each in alike]
        ordered += mine if len(mine) == 1 else dict.fromkeys(mine)
    return tuple(ordered)


def verdict_to_json(verdict: Verdict) -> str:
    """The verdict as text, to be stored."""
    return _ADAPTER.dump_json(verdict).decode()


def verdict_from_json(text: str | bytes) -> Verdict:
    """The verdict that was stored. Raises pydantic's ValidationError for anything else."""
    return _ADAPTER.validate_json(text)
