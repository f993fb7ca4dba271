"""The cohort calendar: which groups are at school on which day, turn after turn.

Turns follow each other from weekday to weekday. On a day without school the turn is used up (the
rotation advances), unless the closure holds it: then the day after takes it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

Turn = tuple[int, ...]
"""The groups that are at school, by their numbers; none means that everyone is at home."""


def spread_turns(
    turns: Sequence[Turn],
    starts_on: dt.date,
    dates: Iterable[dt.date],
    held: Collection[dt.date] = frozenset(),
) -> dict[dt.date, Turn]:
    """Whose turn each date is. Weekends, held days and days before the start have none."""
    spread = {}
    for date in sorted(dates):
        if date.weekday() < 5 and date >= starts_on and date not in held:
            waited = sum(1 for day in held if starts_on <= day < date and day.weekday() < 5)
            spread[date] = turns[(count_weekdays(starts_on, date) - waited) % len(turns)]
    return spread


def count_weekdays(first: dt.date, date: dt.date) -> int:
    """Mondays to Fridays from one date up to, not including, a later one."""
    weeks, rest = divmod((date - first).days, 7)
    return 5 * weeks + sum((first.weekday() + day) % 7 < 5 for day in range(rest))


def spell_turns(turns: Iterable[Turn], names: Mapping[int, str]) -> str:
    """Turns as people write them: "A, A, B, B, -"."""
    return ", ".join(
        " + ".join(names[group] for group in turn if group in names) or "-" for turn in turns
    )


def read_turns(text: str, groups: Mapping[str, int]) -> tuple[Turn, ...]:
    """Turns out of "A, A, B, B, -" for groups by their casefolded names. ValueError, in words."""
    turns = []
    for word in text.split(","):
        names = [name.strip() for name in word.split("+") if name.strip() not in ("", "-")]
        unknown = [name for name in names if name.casefold() not in groups]
        if unknown:
            raise ValueError(f"“{unknown[0][:40]}” is no group of this class.")
        turns.append(tuple(sorted({groups[name.casefold()] for name in names})))
    return tuple(turns)
