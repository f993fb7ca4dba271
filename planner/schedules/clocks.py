"""Times and lengths in a pasted line, in the many ways that people write them."""

import re
from dataclasses import dataclass

DAY_MINUTES = 24 * 60
SHORTEST_GUESS, LONGEST_GUESS = 5, 240
"""A number without a unit is taken for minutes between these."""

_HALF = r"\s*([ap])\.?\s?m\b\.?"
_CLOCK = rf"(\d{{1,2}})(?:[:.h](\d{{2}}))?(?:{_HALF})?"
_TO = r"\s*(?:-{1,2}|to|until|till|through)\s*"
_EDGE = r"(?<![\w.:])"
_SPAN = re.compile(rf"{_EDGE}(?:from\s+)?{_CLOCK}{_TO}{_CLOCK}(?![\w:]|\s*-?\s*min|[.]\d)", re.I)
_DIGITS = re.compile(rf"{_EDGE}([01]?\d|2[0-3])([0-5]\d){_TO}([01]?\d|2[0-3])([0-5]\d)(?!\w)", re.I)
_FULL = re.compile(rf"{_EDGE}(?:at\s+)?(\d{{1,2}})[:.h](\d{{2}})(?:{_HALF})?(?![\w:])", re.I)
_HOUR = re.compile(rf"{_EDGE}(?:at\s+)?(\d{{1,2}})(){_HALF}", re.I)
_NOON = re.compile(r"\b(?:12\s*)?(?:noon|midday)\b", re.I)

_UNIT = r"(?:minutes?|mins?|m|')(?!\w)"
_HOURS = r"(\d{1,2}(?:[.,]\d{1,2})?)\s*-?\s*(?:hours?|hrs?|h)(?!\w)"
_LENGTHS = (
    re.compile(rf"{_EDGE}{_HOURS}(?:\s*(?:and\s*)?(\d{{1,2}})\s*{_UNIT})?", re.I),
    re.compile(rf"{_EDGE}()(\d{{1,4}})\s*-?\s*{_UNIT}\.?", re.I),
    re.compile(r"[(\[]\s*()(\d{1,3})\s*[)\]]"),
)
_CHOICE = re.compile(rf"{_EDGE}(\d{{1,3}})\s*(?:-|to|or)\s*(\d{{1,3}})\s*-?\s*{_UNIT}\.?", re.I)
_BARE = re.compile(r"(?<!\S)(\d{1,3})(?=[\s,;.]|$)")
_NUMBERED = re.compile(
    r"\b(?:grades?|rooms?|units?|chapters?|blocks?|periods?|sessions?|parts?|weeks?|steps?|"
    r"pages?|levels?|lessons?|days?|modules?|act|no\.?)\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class When:
    """What a line says about its time, and the words that are left of it."""

    start: int | None
    end: int | None
    minutes: int | None
    rest: str
    problem: str = ""

    @property
    def is_silent(self) -> bool:
        """Neither a time nor a length is said."""
        return self.start is None and self.minutes is None and not self.problem


def read_when(text: str) -> When:
    """The time and the length that a line states. Minutes follow from two times."""
    text = _NOON.sub("12:00 pm", text)
    start, end, rest, problem = _take_span(text)
    if start is None and not problem:
        start, rest = _take_start(text)
    minutes, rest, unsure = _take_length(rest, bare=start is None or end is None)
    problem = problem or unsure
    if start is not None and end is not None:
        stated, minutes = minutes, end - start
        if stated is not None and stated != minutes and not problem:
            problem = f"the times make {minutes} minutes, the words say {stated}"
    if start is not None and minutes is not None and start + minutes > DAY_MINUTES:
        return When(None, None, None, rest, "that runs past midnight")
    return When(start, end, minutes, rest, problem)


def find_start(text: str) -> int | None:
    """The first time of a heading such as "Kindergarten, 8:45-11:30"."""
    start, _, _, _ = _take_span(text)
    return start


def is_clock(text: str) -> bool:
    """Whether a text is nothing but a time or a span of times."""
    when = read_when(text)
    return when.start is not None and not when.rest.strip(" -:,.()")


def is_length(text: str) -> bool:
    """Whether a text is nothing but a length."""
    minutes, rest, _ = _take_length(text, bare=True)
    return minutes is not None and not rest.strip(" -:,.()")


def _read_clock(hour: str, minute: str | None, half: str | None) -> int | None:
    """Minutes after midnight. A school's "1:15" is in the afternoon, "01:15" is as written."""
    hours, minutes = int(hour), int(minute or 0)
    if minutes > 59 or hours > 23 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half.casefold() == "p" else 0)
    elif 1 <= hours <= 6 and not hour.startswith("0"):
        hours += 12
    return hours * 60 + minutes


def _cut(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _take_span(text: str) -> tuple[int | None, int | None, str, str]:
    """From when to when, and the text without it; a problem where the span cannot be."""
    digits = _DIGITS.search(text)
    if digits:
        one, two, three, four = (int(each) for each in digits.groups())
        return _check_span(one * 60 + two, three * 60 + four, text, digits)
    for match in _SPAN.finditer(text):
        hour, minute, half, end_hour, end_minute, end_half = match.groups()
        plain = not (minute or half or end_minute or end_half)
        if plain and text[: match.start()].strip(" (["):
            continue
        start, end = _read_clock(hour, minute, half), _read_clock(end_hour, end_minute, end_half)
        if half is None and end_half:
            start = _settle_half(hour, minute, end_half, end)
        if start is not None and end is not None and not end_half:
            later = end + DAY_MINUTES // 2
            end = later if end <= start < later <= start + LONGEST_GUESS else end
        return _check_span(start, end, text, match)
    return None, None, text, ""


def _settle_half(hour: str, minute: str | None, end_half: str, end: int | None) -> int | None:
    """The start of "11:30-12:15 pm": in the end's half of the day, unless that comes after it."""
    same = _read_clock(hour, minute, end_half)
    if same is None or end is None or same < end:
        return same
    return _read_clock(hour, minute, "a")


def _check_span(
    start: int | None, end: int | None, text: str, match: re.Match[str]
) -> tuple[int | None, int | None, str, str]:
    said, rest = match.group().strip(), _cut(text, match)
    if start is None or end is None:
        return None, None, rest, f'"{said}" is no time of day'
    if end <= start:
        return None, None, rest, f'"{said}" ends before it starts'
    return start, end, rest, ""


def _take_start(text: str) -> tuple[int | None, str]:
    for pattern in (_FULL, _HOUR):
        match = pattern.search(text)
        start = _read_clock(*match.groups()) if match else None
        if match and start is not None:
            return start, _cut(text, match)
    return None, text


def _take_length(text: str, *, bare: bool) -> tuple[int | None, str, str]:
    """The minutes, the text without them, and what is unclear about them."""
    choice = _CHOICE.search(text)
    firm = [match for pattern in _LENGTHS for match in pattern.finditer(text)]
    if choice and not any(match.start() < choice.start() for match in firm):
        what = f"{choice.group(1)} to {choice.group(2)} minutes: how many?"
        return None, _cut(text, choice), what
    if firm:
        match = min(firm, key=lambda each: each.start())
        return _checked(_spell_minutes(match), _cut(text, match))
    numbers = [
        match
        for match in (_BARE.finditer(text) if bare else ())
        if SHORTEST_GUESS <= int(match.group(1)) <= LONGEST_GUESS
        and not _NUMBERED.search(text[: match.start()])
    ]
    if not numbers:
        return None, text, ""
    return int(numbers[-1].group(1)), _cut(text, numbers[-1]), ""


def _spell_minutes(match: re.Match[str]) -> int:
    hours, minutes = match.groups()
    return round(float((hours or "0").replace(",", ".")) * 60) + int(minutes or 0)


def _checked(minutes: int, rest: str) -> tuple[int | None, str, str]:
    if 0 < minutes <= DAY_MINUTES:
        return minutes, rest, ""
    return None, rest, f"{minutes} minutes do not fit in a day"
