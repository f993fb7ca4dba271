"""The sentence of a finding, put together from its values; and the sentence of a rule."""

import datetime as dt

from .bounds import BoundWord, say_limit
from .findings import Window
from .grades import say_band
from .measuring import Case, Part, Wording
from .plan import PlannedGroup
from .policy import Rule
from .words import join_words, say_clock, say_date, say_day, say_weekdays

BOUND_TEXTS: dict[BoundWord, str] = {
    "at_least": "at least",
    "at_most": "at most",
    "exactly": "exactly",
    "between": "between",
}
CLOCK_TEXTS: dict[BoundWord, str] = {
    "at_least": "not before",
    "at_most": "not after",
    "exactly": "exactly at",
    "between": "between",
}
WINDOW_TEXTS: dict[Window, str] = {
    "block": "in each block",
    "run": "in each run",
    "day": "each day",
    "weekdays": "over",
    "week": "each week",
}


def name_group(group: PlannedGroup | None) -> str:
    """Who a sentence is about: "The class", "Group B", "Roomers"."""
    if group is None:
        return "The class"
    return f"Group {group.name}" if len(group.name) < 3 else group.name


def say_finding(
    rule: Rule,
    case: Case,
    wording: Wording,
    group: PlannedGroup | None,
    first: dt.date,
    part: Part,
) -> str:
    """One sentence for a teacher: who, what, when, how far from the limit.

    `first` is the window's first day; `part` holds the block or run of a narrower window.
    """
    who = name_group(group)
    when = say_when(rule, first)
    if case.window in ("block", "run"):
        who = name_piece(case.window, part)
        when = f"for {name_group(group)} {when}" if group else when
    return f"{who} {wording.statement} {when}: {say_difference(rule, case, wording)}."


def say_difference(rule: Rule, case: Case, wording: Wording) -> str:
    """How far from the limit; an undecided case says why it is."""
    if case.outcome == "broken":
        return wording.difference
    return f"{wording.difference}, {say_doubt(rule)}"


def say_doubt(rule: Rule) -> str:
    """Why a case is undecided."""
    if rule.window in ("week", "weekdays"):
        return "so far; the rest of the week is not planned yet"
    return "which the policy leaves to you"


def name_piece(window: Window, part: Part) -> str:
    """The block or run that a sentence is about."""
    first = part.chosen[0]
    if window == "block":
        return f"“{first.title}”"
    return f"The run that begins with “{first.title}” at {say_clock(first.start or 0)}"


def say_when(rule: Rule, first: dt.date) -> str:
    """ "on Tuesday", "in the week of 14 September"."""
    if rule.window not in ("week", "weekdays"):
        return f"on {say_day(first)}"
    week = f"in the week of {say_date(first)}"
    if rule.window == "week":
        return week
    return f"over {say_weekdays(rule.when.weekdays or ())} {week}"


def say_rule(rule: Rule) -> str:
    """The rule as a sentence: the policy's own, or one made from its parts."""
    if rule.says:
        return rule.says
    name = rule.measuring.name(rule.of)
    per_subject = ", for each subject" if rule.key == "subject" else ""
    sentence = f"{name} {say_window(rule)}{say_conditions(rule)}{per_subject}: {say_bound(rule)}"
    return sentence[0].upper() + sentence[1:] + "."


def say_bound(rule: Rule) -> str:
    """ "at least 150", "not before 8:30 am", "between 30 and 45"."""
    clock = rule.measuring.unit == "clock"
    words = CLOCK_TEXTS if clock else BOUND_TEXTS
    return f"{words[rule.bound]} {say_limit(rule.limit, clock=clock)}"


def say_window(rule: Rule) -> str:
    """ "each day", "each Monday", "each day, Tuesday to Friday", "over Monday and Tuesday"."""
    weekdays = rule.when.weekdays
    if not weekdays:
        return WINDOW_TEXTS[rule.window]
    said = say_weekdays(weekdays)
    if rule.window == "weekdays":
        return f"over {said} of each week"
    if rule.window == "day" and len(set(weekdays)) == 1:
        return f"each {said}"
    return f"{WINDOW_TEXTS[rule.window]}, {said}"


def say_conditions(rule: Rule) -> str:
    """The grades, kinds of day and ways of teaching that a rule is about."""
    when, said = rule.when, ""
    if when.grades:
        said += f", {join_words(map(say_band, when.grades))}"
    if when.kinds:
        said += f", on {join_words((kind.replace('_', ' ') for kind in when.kinds), 'or')} days"
    if when.delivery:
        said += f", when {join_words((each.replace('_', ' ') for each in when.delivery), 'or')}"
    return said
