"""VTIMEZONE text: what a feed tells a calendar about the clock of a zone.

Written as yearly rules taken from the zone's footer, because clients misread long lists of
dates. The rules are compared with the zone itself over the years around the feed; where they
say anything else (a zone that changes its mind, a rule that RRULE cannot put simply), each
change of the clock is written out by its date.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from planner.calendars.zones import load_zone, read_footer

_EPOCH = dt.datetime(1970, 1, 1)
_DAY = 24 * 3600
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")

_NAME = r"([A-Za-z]{3,}|<[A-Za-z0-9+-]+>)"
_TIME = r"[+-]?\d{1,3}(?::\d{2}){0,2}"
_RULE = rf"M(\d{{1,2}})\.([1-5])\.([0-6])(?:/({_TIME}))?"
_FOOTER = re.compile(f"{_NAME}({_TIME}){_NAME}({_TIME})?,{_RULE},{_RULE}")


@dataclass(frozen=True)
class Clock:
    """What a zone's clock is for a while: its name and its seconds ahead of UTC."""

    name: str
    offset: int


@dataclass(frozen=True)
class Change:
    """A moment, in seconds since 1970, at which one clock gives way to another."""

    moment: int
    before: Clock
    after: Clock


@dataclass(frozen=True)
class YearlyRule:
    """The weekday and the second of that day at which a change comes every year."""

    month: int
    week: int
    weekday: int
    second: int

    @property
    def recurrence(self) -> str:
        """The rule as iCalendar puts it."""
        nth = -1 if self.week == 5 else self.week
        return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={nth}{_WEEKDAYS[self.weekday]}"

    def local_second(self, year: int) -> int:
        """When the change comes in `year`, in seconds since 1970 by the clock from before it."""
        first = dt.datetime(year, self.month, 1)
        day = first + dt.timedelta(days=(self.weekday - first.isoweekday()) % 7)
        day += dt.timedelta(weeks=self.week - 1)
        if day.month != self.month:  # week 5 means the last, which may be the fourth
            day -= dt.timedelta(weeks=1)
        return _seconds_since_1970(day) + self.second


@dataclass(frozen=True)
class YearlyChange:
    """A change of the clock that comes back every year."""

    rule: YearlyRule
    before: Clock
    after: Clock

    def in_year(self, year: int) -> Change:
        """The change as it comes in one year."""
        moment = self.rule.local_second(year) - self.before.offset
        return Change(moment, self.before, self.after)


@lru_cache(maxsize=512)
def write_vtimezone(zone: str, first_year: int, last_year: int) -> str:
    """Return the VTIMEZONE of `zone`, right on every date of the years; raises UnknownZone.

    It begins with the year before, so that the clock in force on the first day is in it.
    """
    years = range(first_year - 1, last_year + 1)
    info = load_zone(zone)
    changes = find_changes(info, years)
    yearly = read_yearly_changes(read_footer(zone))
    if yearly and foretell_changes(yearly, years) == changes:
        observances = _write_rules(yearly, years.start)
    else:
        observances = _write_dates(info, years.start, changes)
    return "\r\n".join(("BEGIN:VTIMEZONE", f"TZID:{zone}", *observances, "END:VTIMEZONE", ""))


def read_yearly_changes(footer: str) -> tuple[YearlyChange, ...]:
    """Read the two changes of a year from a POSIX TZ string.

    Empty where there are none, or where a plain RRULE cannot say when: a change counted by
    the day of the year, or at a time that belongs to the day before or after.
    """
    found = _FOOTER.fullmatch(footer)
    if found is None:
        return ()
    name, offset, summer_name, summer_offset, *rules = found.groups()
    standard = Clock(name.strip("<>"), -_read_time(offset))
    ahead = -_read_time(summer_offset) if summer_offset else standard.offset + 3600
    summer = Clock(summer_name.strip("<>"), ahead)
    begins, ends = _read_rule(*rules[:4]), _read_rule(*rules[4:])
    if not (0 <= begins.second < _DAY and 0 <= ends.second < _DAY):
        return ()
    return YearlyChange(begins, standard, summer), YearlyChange(ends, summer, standard)


def foretell_changes(yearly: tuple[YearlyChange, ...], years: range) -> tuple[Change, ...]:
    """Return what the yearly changes say of these years, in order."""
    changes = [change.in_year(year) for year in years for change in yearly]
    return tuple(sorted(changes, key=lambda change: change.moment))


def find_changes(info: ZoneInfo, years: range) -> tuple[Change, ...]:
    """Return the changes that the zone itself makes in these years, in order."""
    changes = []
    start = _seconds_since_1970(dt.datetime(years[0], 1, 1))
    end = _seconds_since_1970(dt.datetime(years[-1] + 1, 1, 1))
    before = _read_clock(info, start)
    for moment in range(start + _DAY, end + _DAY, _DAY):
        after = _read_clock(info, moment)
        if after != before:
            changes.append(Change(_find_moment(info, moment - _DAY, moment), before, after))
            before = after
    return tuple(changes)


def _find_moment(info: ZoneInfo, low: int, high: int) -> int:
    """Find the first second on the later clock, where `low` still has the earlier one."""
    before = _read_clock(info, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _read_clock(info, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _read_clock(info: ZoneInfo, moment: int) -> Clock:
    local = dt.datetime.fromtimestamp(moment, info)
    offset = local.utcoffset() or dt.timedelta()
    return Clock(local.tzname() or "", int(offset.total_seconds()))


def _read_rule(month: str, week: str, weekday: str, time: str | None) -> YearlyRule:
    return YearlyRule(int(month), int(week), int(weekday), _read_time(time or "2"))


def _read_time(text: str) -> int:
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    seconds = sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))
    return -seconds if text.startswith("-") else seconds


def _write_rules(yearly: tuple[YearlyChange, ...], year: int) -> list[str]:
    lines = []
    for change in yearly:
        lines += _write_observance(change.in_year(year), change.rule.recurrence)
    return lines


def _write_dates(info: ZoneInfo, year: int, changes: tuple[Change, ...]) -> list[str]:
    """Write the clock that the first year begins with, then each change by its date."""
    midnight = _seconds_since_1970(dt.datetime(year, 1, 1))
    clock = _read_clock(info, midnight)
    # No change at all, so it starts on the local date; nothing in a feed is older.
    lines = _write_observance(Change(midnight - clock.offset, clock, clock))
    for change in changes:
        lines += _write_observance(change)
    return lines


def _write_observance(change: Change, recurrence: str = "") -> list[str]:
    """Write one change. Its start is in the local time from before it, as RFC 5545 has it."""
    kind = "DAYLIGHT" if change.after.offset > change.before.offset else "STANDARD"
    start = _EPOCH + dt.timedelta(seconds=change.moment + change.before.offset)
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        *([f"RRULE:{recurrence}"] if recurrence else []),
        f"TZNAME:{change.after.name}",
        f"TZOFFSETFROM:{_write_offset(change.before.offset)}",
        f"TZOFFSETTO:{_write_offset(change.after.offset)}",
        f"END:{kind}",
    ]


def _write_offset(seconds: int) -> str:
    sign = "-" if seconds < 0 else "+"
    minutes, rest = divmod(abs(seconds), 60)
    text = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    return f"{text}{rest:02}" if rest else text


def _seconds_since_1970(moment: dt.datetime) -> int:
    return int((moment - _EPOCH).total_seconds())
