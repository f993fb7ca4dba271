"""The sentence of a rule, put together from its parts."""

from collections.abc import Iterator

from .amount_words import say_limit, say_span
from .amounts import Quantity
from .bounds import BoundWord
from .clauses import AllOf, Bounded, Clause, Conditions, Span
from .findings import Window
from .grades import say_band
from .policy import CheckedRule, JoinedRule, Rule
from .words import MONTH_NAMES, MONTHS, join_words, say_clock, say_count, say_in_hours, say_weekdays

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
    "half_day": "each morning and each afternoon",
    "day": "each day",
    "weekdays": "over",
    "week": "each week",
    "days": "over",
    "month": "each month",
    "year": "each school year",
}
KEY_TEXTS = {
    "subject": ", for each subject",
    "tool": ", for each tool",
    "taught_by": ", for each of the class's teachers",
    "teacher": ", for each teacher over all their classes",
    "classroom": ", for the class as a whole",
    "grade": ", for each grade over all its classes",
    "school": ", for each school",
    "everywhere": ", over all classes",
}
MEAN_TEXTS: dict[str, str] = {"day": "days", "week": "weeks", "classroom": "classes"}


def say_rule(rule: CheckedRule) -> str:
    """The rule as a sentence: the policy's own, or one made from its parts."""
    if rule.says:
        return rule.says
    tail = f"{say_conditions(rule)}{KEY_TEXTS.get(rule.key, '')}"
    if isinstance(rule, Rule):
        name = rule.measuring.name(rule.of)
        sentence = f"{name} {say_window(rule)}{tail}: {say_bound(rule, rule)}"
    else:
        sentence = f"{say_window(rule)}{tail}: {say_clauses(rule)}"
    sentence += say_tolerance(rule)
    return sentence[0].upper() + sentence[1:] + "."


def say_clauses(rule: CheckedRule) -> str:
    """Several sentences, joined by "and" or by "or"."""
    if not isinstance(rule, JoinedRule):
        return ""
    if rule.all_of:
        return join_words(map(say_clause, rule.all_of))
    return join_words(map(say_choice, rule.any_of or ()), "or")


def say_choice(choice: Clause | AllOf) -> str:
    """One choice, which may be several sentences that hold together."""
    if isinstance(choice, AllOf):
        return join_words(map(say_clause, choice.all_of), "with")
    return say_clause(choice)


def say_clause(clause: Clause) -> str:
    """One sentence: "live minutes at least 150 (grades K-5)"."""
    days = f" on {say_weekdays(clause.weekdays)}" if clause.weekdays else ""
    bands = f" ({join_words(map(say_band, clause.grades))})" if clause.grades else ""
    return f"{clause.measuring.name(clause.of)}{days} {say_bound(clause, clause)}{bands}"


def say_bound(bounded: Bounded, quantity: Quantity) -> str:
    """ "at least 150", "not before 8:30 am", "between 30 and 45", "at least 900 (15 hours)"."""
    unit, limit = quantity.measuring.unit, bounded.limit
    clock = unit == "clock"
    words = CLOCK_TEXTS if clock else BOUND_TEXTS
    is_number = unit == "minutes" and isinstance(limit, int | float)
    hours = say_in_hours(limit) if is_number else ""
    return f"{words[bounded.bound]} {say_limit(limit, clock=clock)}{hours}"


def say_tolerance(rule: CheckedRule) -> str:
    """ ", on average over the days", ", but for 3 times in a year"."""
    said = f", on average over the {MEAN_TEXTS[rule.mean_over]}" if rule.mean_over else ""
    may = rule.may_miss
    if may is None:
        return said
    if may.times is not None:
        return f"{said}, but for {say_count(may.times, 'time')} in a {may.within}"
    return (
        f"{said}, but for fewer than {may.under_percent:g} percent of the times in a {may.within}"
    )


def say_window(rule: CheckedRule) -> str:
    """ "each day", "each Monday", "each day, Tuesday to Friday", "over Monday and Tuesday"."""
    weekdays = rule.when.weekdays
    window = say_span_window(rule.window) if isinstance(rule.window, Span) else None
    window = window or WINDOW_TEXTS[rule.window_word]
    if not weekdays:
        return window
    said = say_weekdays(weekdays)
    if rule.window == "weekdays":
        return f"over {said} of each week"
    if rule.window == "day" and len(set(weekdays)) == 1:
        return f"each {said}"
    return f"{window}, {said}"


def say_span_window(span: Span) -> str:
    """ "over each 10 school days in a row"."""
    if span.half_day is not None:
        return f"each day until and from {say_clock(span.half_day)}"
    row = " in a row" if span.rolling else ""
    return f"over each {span.days or span.rolling} school days{row}"


def say_conditions(rule: CheckedRule) -> str:
    """The grades, kinds of day, ways of teaching, dates and facts that a rule is about."""
    return "".join(f", {said}" for said in list_conditions(rule.when))


def list_conditions(when: Conditions) -> Iterator[str]:
    """Each condition in words."""
    if when.grades:
        yield join_words(map(say_band, when.grades))
    if when.kinds:
        yield f"on {join_words((kind.replace('_', ' ') for kind in when.kinds), 'or')} days"
    if when.delivery:
        yield f"when {join_words((each.replace('_', ' ') for each in when.delivery), 'or')}"
    if when.first or when.last:
        yield say_span(when.first, when.last).strip()
    if when.months:
        yield f"in {join_words((MONTH_NAMES[MONTHS.index(m)] for m in when.months), 'or')}"
    if when.nth:
        yield f"on school day {when.nth.place} of the {when.nth.of}"
    yield from list_traits(when)
    for fact in when.facts:
        window = fact.window
        of = say_span_window(window) if isinstance(window, Span) else f"of the {window}"
        name = fact.measuring.name(fact.of)
        what, verb = (name, "is") if name.startswith("the ") else (f"the {name}", "are")
        yield f"where {what} {of} {verb} {say_bound(fact, fact)}"


def list_traits(when: Conditions) -> Iterator[str]:
    """The words that a class or a day must have, or must not have."""
    for words, start in ((when.traits, "where marked"), (when.without_traits, "where not marked")):
        if words:
            yield f"{start} {join_words((word.replace('_', ' ') for word in words), 'or')}"
