"""A verdict as lines for people: what the command line prints."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from .calendars import ONE_DAY
from .compiling import CompiledRule
from .findings import Finding, Verdict
from .hints import UnmetTrait
from .plan import Plan
from .rule_words import say_rule
from .words import join_words, say_count, say_date, say_day

Told = tuple[Finding, list[dt.date]]
"""A finding, with the other days of which the same is to be told."""
WORDS = {"undecided": "open", "waived": "waived"}
OPEN = "Open is what days still to be planned, or people, have yet to decide."


def write_verdict(
    verdict: Verdict, plan: Plan, idle: Sequence[CompiledRule], unmet: Sequence[UnmetTrait]
) -> Iterator[str]:
    """The verdict for people: by class and date, then what was not checked, then the sum."""
    names = name_classes(plan)
    ordered = sorted(
        verdict.findings, key=lambda f: (names[f.classroom_id], f.classroom_id, *find_dates(f))
    )
    for classroom_id, of_class in groupby(ordered, key=lambda f: f.classroom_id):
        yield names[classroom_id]
        for _, told in groupby(fold_days(of_class), key=lambda told: find_dates(told[0])):
            yield from write_findings(list(told))
        yield ""
    if verdict.unchecked:
        yield "Not checked here:"
        yield from (
            f"  {rule.policy_id} {rule.rule_id}: {rule.says} ({rule.reason})"
            for rule in verdict.unchecked
        )
        yield ""
    if idle:
        yield "Nothing in this plan for:"
        yield from (f"  {r.policy.id} {r.rule.id}: {say_rule(r.rule)}" for r in idle)
        yield ""
    if unmet:
        yield "Nothing in this plan is marked:"
        yield from (f"  {each}" for each in unmet)
        yield ""
    yield sum_up(verdict, idle)


def name_classes(plan: Plan) -> dict[str, str]:
    """What to call each class, by its id: where two have one name, with the id."""
    names = {day.classroom.id: day.classroom.name for day in plan.days}
    number = Counter(names.values())
    told = {room: f"{name} ({room})" if number[name] > 1 else name for room, name in names.items()}
    return told | {"": "Several classes together"}


def fold_days(findings: Iterable[Finding]) -> list[Told]:
    """The findings in their order; what is the same on several days stands at the first."""
    told: dict[Finding, Told] = {}
    for finding in findings:
        _, dates = told.setdefault(forget_day(finding), (finding, []))
        dates.append(finding.first_date)
    return [(finding, dates[1:]) for finding, dates in told.values()]


def forget_day(finding: Finding) -> Finding:
    """The finding of one day without what says which day; any other as it is."""
    if finding.first_date != finding.last_date:
        return finding
    text = finding.text.replace(f" on {say_day(finding.first_date)}", "")
    never = dt.date.min
    return replace(finding, first_date=never, last_date=never, block_ids=(), text=text)


def say_days(dates: Sequence[dt.date]) -> str:
    """Days as one says them: "15 to 18 September and 21 September"."""
    runs: list[list[dt.date]] = []
    for date in dates:
        if not runs or date - runs[-1][-1] != ONE_DAY:
            runs.append([])
        runs[-1].append(date)
    return join_words(map(say_run, runs))


def say_run(dates: Sequence[dt.date]) -> str:
    """Days in a row: "15 to 18 September", "30 September to 2 October"."""
    first, last = dates[0], dates[-1]
    if first == last:
        return say_date(first)
    begins = str(first.day) if first.month == last.month else say_date(first)
    return f"{begins} to {say_date(last)}"


def find_dates(finding: Finding) -> tuple[Any, Any]:
    """The finding's first and last date."""
    return finding.first_date, finding.last_date


def write_findings(told: Sequence[Told]) -> Iterator[str]:
    """The findings of one day or week, each with its advice."""
    yield f"  {name_window(told[0][0])}"
    for finding, dates in told:
        word = WORDS.get(finding.outcome, finding.strength)
        yield f"    {word:<6} {finding.text} [{finding.policy_id} {finding.rule_id}]"
        if finding.says:
            yield f"           The rule: {finding.says}"
        if finding.waiver:
            yield f"           Waived: {finding.waiver}"
        elif finding.advice:
            yield f"           {finding.advice}"
        if finding.also:
            asked = join_words(f"{each.policy_name} ({each.rule_id})" for each in finding.also)
            yield f"           Also asked by {asked}."
        if dates:
            yield f"           The same on {say_days(dates)}."


def name_window(finding: Finding) -> str:
    """The heading of findings on the same dates: a day, a week, or from one date to another."""
    first, last = find_dates(finding)
    if first == last:
        return f"{say_day(first)}, {say_date(first)}"
    if finding.window in ("week", "weekdays"):
        return f"The week of {say_date(first)}"
    return f"{say_date(first)} {first.year} to {say_date(last)} {last.year}"


def sum_up(verdict: Verdict, idle: Sequence[CompiledRule]) -> str:
    """One line on the whole."""
    broken = [finding for finding in verdict.findings if finding.outcome == "broken"]
    musts = sum(finding.strength == "must" for finding in broken)
    undecided = sum(finding.outcome == "undecided" for finding in verdict.findings)
    waived = sum(finding.outcome == "waived" for finding in verdict.findings)
    if not verdict.findings:
        return "Every other rule is kept." if idle else "Every rule is kept."
    parts = [
        f"{say_count(musts, 'must')} broken",
        f"{say_count(len(broken) - musts, 'should')} broken",
        f"{undecided or 'none'} open",
        *([f"{waived} waived"] if waived else []),
    ]
    said = join_words(parts)
    return f"{said[0].upper()}{said[1:]}." + (f" {OPEN}" if undecided else "")
