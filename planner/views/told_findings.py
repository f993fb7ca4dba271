"""Findings as the week's margin tells them: what is the same on several days is told once."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.cadence import ALWAYS, Finding
from planner.cadence.words import WEEKDAYS, say_weekdays
from planner.review import WeekReview, spell_amiss


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """Findings told together. `days` is empty where their own sentences are told."""

    findings: tuple[Finding, ...]
    says: str = ""
    days: str = ""
    asked_by: str = ""

    @property
    def strength(self) -> str:
        """must or should, the same for all of them."""
        return self.findings[0].strength

    @property
    def is_undecided(self) -> bool:
        """Whether the policy leaves it open."""
        return self.findings[0].outcome == "undecided"

    @property
    def is_waived(self) -> bool:
        """Whether only a waiver lets the plan miss it."""
        return self.findings[0].outcome == "waived"

    @property
    def kind(self) -> str:
        """How it looks: must, should or waived."""
        return "waived" if self.is_waived else self.strength

    @property
    def may_be_waived(self) -> bool:
        """Whether it is the breach of a policy's rule; a clash is none."""
        first = self.findings[0]
        return first.outcome == "broken" and first.policy_id != ALWAYS

    @property
    def first_date(self) -> dt.date:
        """The first day that any of them is about."""
        return min(found.first_date for found in self.findings)

    @property
    def last_date(self) -> dt.date:
        """The last day that any of them is about."""
        return max(found.last_date for found in self.findings)

    @property
    def advice(self) -> str:
        """What would mend it, each piece of advice once."""
        return " ".join(dict.fromkeys(found.advice for found in self.findings if found.advice))

    @property
    def block_ids(self) -> tuple[str, ...]:
        """The blocks that any of them is about."""
        return tuple(dict.fromkeys(pk for found in self.findings for pk in found.block_ids))


@dataclass(frozen=True, slots=True)
class ToldWeek:
    """All of a week's findings: those of the week, those of several days, those of each day."""

    of_week: tuple[ToldFinding, ...]
    repeated: tuple[ToldFinding, ...]
    by_day: Mapping[dt.date, tuple[ToldFinding, ...]]


def tell_week(review: WeekReview) -> ToldWeek:
    """Gather a week's findings, so that none is told twice."""
    asked_by = _name_askers(review.verdict.findings)
    titles = {block.id: block.title for day in review.days for block in day.blocks}
    # What an empty day lacks is plain without being told.
    planned = [day for day in review.days if day.blocks]
    of_days = [found for day in planned for found in review.of_day(day.date).findings]
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for found in of_days:
        alike.setdefault(_likeness(found, titles), []).append(found)
    often = [same for same in alike.values() if len({found.first_date for found in same}) > 1]
    often.sort(key=lambda same: same[0].strength != "must")
    told = {id(found) for same in often for found in same}
    alone = [found for found in of_days if id(found) not in told]
    return ToldWeek(
        of_week=tuple(_tell(asked_by, [found]) for found in review.of_whole_week().findings),
        repeated=tuple(_tell_days(asked_by, same, titles) for same in often),
        by_day={date: _tell_day(asked_by, alone, date) for date in {f.first_date for f in alone}},
    )


def _name_askers(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """The policy's name, for the strengths that more than one policy asks with."""
    names: dict[str, dict[str, str]] = {"must": {}, "should": {}}
    for found in findings:
        if found.policy_id != ALWAYS:
            names[found.strength][found.policy_id] = found.policy_name
    return {
        (strength, pk): name
        for strength, known in names.items()
        for pk, name in known.items()
        if len(known) > 1
    }


def _likeness(found: Finding, titles: Mapping[str, str]) -> tuple[object, ...]:
    """Equal for findings that say the same of different days."""
    if found.policy_id == ALWAYS or found.window not in ("day", "block"):
        return (id(found),)
    about = titles.get(found.block_ids[0], "") if found.window == "block" else ""
    rule = (found.policy_id, found.rule_id, found.outcome, found.waiver, found.group_id, found.key)
    return (*rule, found.amiss, about)


def _tell(asked_by: Mapping[tuple[str, str], str], findings: Sequence[Finding]) -> ToldFinding:
    first = findings[0]
    return ToldFinding(
        findings=tuple(findings), asked_by=asked_by.get((first.strength, first.policy_id), "")
    )


def _tell_days(
    asked_by: Mapping[tuple[str, str], str], same: Sequence[Finding], titles: Mapping[str, str]
) -> ToldFinding:
    first = same[0]
    title = titles.get(first.block_ids[0], "") if first.window == "block" else ""
    return ToldFinding(
        findings=tuple(same),
        says=f"“{title}”: {first.amiss}" if title else spell_amiss(first),
        days=say_weekdays([WEEKDAYS[found.first_date.weekday()] for found in same]),
        asked_by=asked_by.get((first.strength, first.policy_id), ""),
    )


def _tell_day(
    asked_by: Mapping[tuple[str, str], str], findings: Iterable[Finding], date: dt.date
) -> tuple[ToldFinding, ...]:
    """One day's findings; what one rule says of several subjects stands together."""
    mine = enumerate(found for found in findings if found.first_date == date)
    parts = groupby(mine, key=lambda pair: _subject_rule(*pair))
    return tuple(_tell(asked_by, [found for _, found in part]) for _, part in parts)


def _subject_rule(place: int, found: Finding) -> tuple[object, ...]:
    """Equal for neighbours that differ in their subject alone."""
    if found.key is None:
        return (place,)
    return (found.policy_id, found.rule_id, found.strength, found.outcome, found.group_id)
