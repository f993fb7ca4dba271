"""The sentence of a finding, put together from its values."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from .amount_words import say_limit
from .bounds import Outcome
from .calendars import ONE_DAY
from .compiling import CompiledRule
from .findings import Window
from .hits import Hit
from .measuring import Part, Wording
from .plan import PlannedGroup
from .rule_words import MEAN_TEXTS
from .windows import Stretch
from .words import join_words, say_clock, say_count, say_date, say_day, say_month, say_weekdays

SHOWN_DATES = 5
VALUE_TEXTS = {"tool": " on {}", "taught_by": " with {}"}
Told = tuple[Hit, Outcome, Wording]
"""A hit, whether it is decided, and its words."""


@dataclass(slots=True)
class Place:
    """Where a finding is: who and when, beside the measure's own words."""

    rule: CompiledRule
    stretch: Stretch
    group: PlannedGroup | None
    hit: Hit
    """Its parts hold the block or run of a narrower window."""


def name_group(group: PlannedGroup | None) -> str:
    """Who a sentence is about: "The class", "Group B", "Roomers"."""
    if group is None:
        return "The class"
    return f"Group {group.name}" if len(group.name) < 3 else group.name


def name_who(place: Place) -> str:
    """The group, or the teacher, grade or school of a rule that goes beyond one class."""
    pool = place.stretch.pool
    if pool.name:
        return f"Grade {pool.name}" if place.rule.rule.key == "grade" else pool.name
    return name_group(place.group) if pool.classroom_id else "The district"


def say_finding(place: Place, said: Sequence[Told]) -> str:
    """One sentence for a teacher: who, what, when, how far from the limit.

    Where one of several choices would be enough, each of them.
    """
    rule, window = place.rule.rule, place.rule.window_word
    who, when = name_who(place), say_when(place)
    if window in ("block", "run"):
        when = f"for {who} {when}" if place.group or place.stretch.pool.name else when
        who = name_piece(window, place.hit.parts[0])
    first, *others = said
    kind = VALUE_TEXTS.get(rule.key, "").format(place.hit.value)
    kind += say_mean(place)
    sentence = f"{who} {first[2].statement}{kind} {when}: {say_difference(place, first)}"
    for other in others:
        sentence += f"; it also {other[2].statement}: {say_difference(place, other)}"
    return sentence + ("; one of these is enough." if others else ".")


def say_mean(place: Place) -> str:
    """ " on average over the days"; of a single class only its groups have a mean."""
    over, pool = place.rule.rule.mean_over, place.stretch.pool
    if over == "classroom" and pool.classroom_id:
        groups = pool.views[0].day.classroom.groups
        return " on average over its groups" if any(g.kind == "cohort" for g in groups) else ""
    return f" on average over the {MEAN_TEXTS[over]}" if over else ""


def say_advice(place: Place, wording: Wording) -> str:
    """What would mend it; of a mean, that it is one."""
    advice, mean = wording.advice, say_mean(place).strip()
    if not mean:
        return advice
    return f"{mean[0].upper()}{mean[1:]}: {advice[0].lower()}{advice[1:]}"


def say_difference(place: Place, told: Told) -> str:
    """How far from the limit; an undecided case says why it is."""
    hit, outcome, wording = told
    difference = wording.difference
    if hit.clause.is_reckoned:
        difference += f" ({say_limit(hit.clause.limit)})"
    return f"{difference}, {say_doubt(place)}" if outcome == "undecided" else difference


def say_doubt(place: Place) -> str:
    """Why a case is undecided."""
    missing = place.stretch.missing
    if not missing:
        return "which the policy leaves to you"
    if place.rule.window_word in ("week", "weekdays"):
        return "so far; the rest of the week is not planned yet"
    days, are = say_count(missing, "school day"), "is" if missing == 1 else "are"
    if missing == count_days_before(place.stretch):
        return f"so far; {days} of it {are} before this plan begins"
    return f"so far; {days} of it {are} not planned yet"


def count_days_before(stretch: Stretch) -> int:
    """The missing days of a window that lie before the first that is planned."""
    pool, asks = stretch.pool, stretch.asks_about
    begins = pool.views[0].day.date
    return pool.calendar.count_missing(stretch.first, begins - ONE_DAY, asks) if asks else 0


def name_piece(window: Window, part: Part) -> str:
    """The block or run that a sentence is about."""
    first = part.chosen[0]
    if window == "block":
        return f"“{first.title}”"
    return f"The run that begins with “{first.title}” at {say_clock(first.start or 0)}"


def say_when(place: Place) -> str:
    """ "on Tuesday", "in the week of 14 September", "in September"."""
    word, first = place.rule.window_word, place.stretch.first
    if word == "half_day":
        return f"on {say_day(first)} {place.hit.piece}"
    if word != "weekdays":
        return say_dates(word, first, place.stretch.last)
    weekdays = say_weekdays(place.rule.rule.when.weekdays or ())
    return f"over {weekdays} {say_dates('week', first, place.stretch.last)}"


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
    allowance = place.rule.rule.may_miss
    within = allowance.within if allowance else "week"
    number = say_count(len(dates), "time")
    shown = [f"{say_day(d)[:3]} {say_date(d)}" for d in dates[:SHOWN_DATES]]
    if len(dates) > SHOWN_DATES:
        shown.append(f"{len(dates) - SHOWN_DATES} more")
    are = "is" if allowed == 1 else "are"
    may = (
        f"{say_count(allowed, 'miss')} in a {within} {are} allowed, "
        f"out of the {say_count(asked, 'time')} that it is asked"
    )
    return (
        f"{name_who(place)} misses this {number}, on {join_words(shown)}: {may}. "
        f"The last time it {wording.statement}: {wording.difference}."
    )
