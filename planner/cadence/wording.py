"""The sentence of a finding, put together from its values."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from .amount_words import say_limit
from .findings import Window
from .measuring import Case, Part, Wording
from .plan import PlannedGroup
from .policy import CheckedRule
from .words import join_words, say_clock, say_count, say_date, say_day, say_month, say_weekdays

SHOWN_DATES = 5
VALUE_TEXTS = {"tool": " on {}", "taught_by": " with {}"}
Said = Sequence[tuple[Case, Wording]]


@dataclass(slots=True)
class Place:
    """Where a finding is: who, when, and what its sentence says beside the measure's own words."""

    rule: CheckedRule
    window: Window
    group: PlannedGroup | None
    pool_name: str | None
    is_one_class: bool
    first: dt.date
    last: dt.date
    missing: int
    value: str | None
    """The subject, tool or teacher of a rule "for each"."""
    piece: str
    part: Part
    """Holds the block or run of a narrower window."""


def name_group(group: PlannedGroup | None) -> str:
    """Who a sentence is about: "The class", "Group B", "Roomers"."""
    if group is None:
        return "The class"
    return f"Group {group.name}" if len(group.name) < 3 else group.name


def name_who(place: Place) -> str:
    """The group, or the teacher, grade or school of a rule that goes beyond one class."""
    if place.rule.key == "grade" and place.pool_name:
        return f"Grade {place.pool_name}"
    if place.pool_name:
        return place.pool_name
    return name_group(place.group) if place.is_one_class else "The district"


def say_finding(place: Place, said: Said) -> str:
    """One sentence for a teacher: who, what, when, how far from the limit.

    Where one of several choices would be enough, each of them.
    """
    who, when = name_who(place), say_when(place)
    if place.window in ("block", "run"):
        when = f"for {who} {when}" if place.group or place.pool_name else when
        who = name_piece(place.window, place.part)
    (case, wording), *others = said
    kind = VALUE_TEXTS.get(place.rule.key, "").format(place.value)
    kind += say_mean(place.rule) if place.rule.mean_over else ""
    sentence = f"{who} {wording.statement}{kind} {when}: {say_difference(place, case, wording)}"
    for other, words in others:
        sentence += f"; it also {words.statement}: {say_difference(place, other, words)}"
    return sentence + ("; one of these is enough." if others else ".")


def say_mean(rule: CheckedRule) -> str:
    """ " on average over the days"."""
    names = {"day": "days", "week": "weeks", "classroom": "classes"}
    return f" on average over the {names[rule.mean_over or 'day']}"


def say_advice(rule: CheckedRule, wording: Wording) -> str:
    """What would mend it; of a mean, that it is one."""
    advice = wording.advice
    if not rule.mean_over:
        return advice
    mean = say_mean(rule).strip()
    return f"{mean[0].upper()}{mean[1:]}: {advice[0].lower()}{advice[1:]}"


def say_difference(place: Place, case: Case, wording: Wording) -> str:
    """How far from the limit; an undecided case says why it is."""
    difference = wording.difference
    if case.reckoned is not None:
        difference += f" ({say_limit(case.reckoned)})"
    if case.outcome != "undecided":
        return difference
    return f"{difference}, {say_doubt(place)}"


def say_doubt(place: Place) -> str:
    """Why a case is undecided."""
    if not place.missing:
        return "which the policy leaves to you"
    if place.window in ("week", "weekdays"):
        return "so far; the rest of the week is not planned yet"
    are = "is" if place.missing == 1 else "are"
    return f"so far; {say_count(place.missing, 'school day')} of it {are} not planned yet"


def name_piece(window: Window, part: Part) -> str:
    """The block or run that a sentence is about."""
    first = part.chosen[0]
    if window == "block":
        return f"“{first.title}”"
    return f"The run that begins with “{first.title}” at {say_clock(first.start or 0)}"


def say_when(place: Place) -> str:
    """ "on Tuesday", "in the week of 14 September", "in September"."""
    rule, word = place.rule, place.window
    if word == "half_day":
        return f"on {say_day(place.first)} {place.piece}"
    if word not in ("week", "weekdays"):
        return say_dates(word, place.first, place.last)
    week = say_dates("week", place.first, place.last)
    return week if word == "week" else f"over {say_weekdays(rule.when.weekdays or ())} {week}"


def say_dates(word: str, first: dt.date, last: dt.date) -> str:
    """ "on Tuesday", "in the week of 14 September", "from 1 to 14 September"."""
    if word == "week":
        return f"in the week of {say_date(first)}"
    if word == "month":
        return f"in {say_month(first)}"
    if word in ("year", "days"):
        year = f" {first.year}" if word == "year" else ""
        until = f" {last.year}" if word == "year" else ""
        return f"from {say_date(first)}{year} to {say_date(last)}{until}"
    return f"on {say_day(first)}"


def say_misses(
    place: Place, wording: Wording, dates: Sequence[dt.date], asked: int, allowed: int
) -> str:
    """The sentence of a rule that is missed more often than it may be."""
    within = place.rule.may_miss.within if place.rule.may_miss else "week"
    number = say_count(len(dates), "time")
    shown = [f"{say_day(d)[:3]} {say_date(d)}" for d in dates[:SHOWN_DATES]]
    if len(dates) > SHOWN_DATES:
        shown.append(f"{len(dates) - SHOWN_DATES} more")
    where = {"week": "week", "month": "month", "year": "year"}[within]
    are = "is" if allowed == 1 else "are"
    may = (
        f"{say_count(allowed, 'miss')} in a {where} {are} allowed, "
        f"out of the {say_count(asked, 'time')} that it is asked"
    )
    return (
        f"{name_who(place)} misses this {number}, on {join_words(shown)}: {may}. "
        f"The last time it {wording.statement}: {wording.difference}."
    )
