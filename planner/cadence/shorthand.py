"""A short notation for blocks and plans, as a teacher types it and as examples are written.

`9:30 live math 30` · `any time read aloud 20 offline @A` · `tue-fri 9:00-9:15 live morning
meeting community`. Words before the minutes are the title, words after them are facts.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from .plan import DAY_MINUTES, USUAL_TRAITS, Mode, Purpose, Screen
from .words import DAY_NAMES, WEEKDAYS, Weekday, find_nearest, write_title

SUBJECTS = (
    *("math", "mathematics", "reading", "writing", "language arts", "ela", "english", "phonics"),
    *("science", "social studies", "history", "geography", "art", "music"),
    *("physical education", "pe", "spanish", "french"),
)
"""Subjects that are known where nobody says which ones a class is taught."""

MODES: dict[str, Mode] = {
    "live": "live",
    "in person": "in_person",
    "in-person": "in_person",
    "in_person": "in_person",
    "at school": "in_person",
    "async": "async",
    "task": "async",
    "break": "break",
    "lunch": "break",
    "recess": "break",
}
SCREENS: dict[str, Screen] = {
    "online": "on",
    "on": "on",
    "offline": "off",
    "off": "off",
    "either": "either",
}
PURPOSES: dict[str, Purpose] = {word.replace("_", " "): word for word in get_args(Purpose)}
NAMED_BREAKS = ("lunch", "recess")

_CLOCK = r"(\d{1,2})(?::(\d{2}))?\s*([ap]m)?"
_SPAN = re.compile(rf"{_CLOCK}(?:\s*(?:-|\u2013|to)\s*{_CLOCK})?(?=\s|$)", re.IGNORECASE)
_DAYS = re.compile(r"((?:[a-z]{3,9})(?:\s*[-,]\s*[a-z]{3,9})*)(?=\s|$)", re.IGNORECASE)
_MINUTES = re.compile(r"(?<=\s)(\d+)\s*(?:m|min|mins|minutes)?(?=\s|$)", re.IGNORECASE)
_PLAIN_FACTS = ("print", "check")
_FACTS_WITH_VALUES = ("video=", "intro=", "due=", "tool=", "teacher=", "trait=")
_TRAITS = tuple(f"trait={word}" for word in USUAL_TRAITS)
LONGEST_LINE = 300


class ShorthandError(ValueError):
    """A line that cannot be read; `word` is the one at fault, `line` its number in a text.

    `field` is the name before the "=" where what follows it is at fault.
    """

    def __init__(self, word: str, message: str, field: str = "") -> None:
        self.word, self.field = word, field
        self.line: int | None = None
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ShorthandBlock:
    """What a line says. `weekdays` is empty where the line names none."""

    mode: Mode
    title: str
    minutes: int
    start: int | None = None
    weekdays: tuple[Weekday, ...] = ()
    subject: str | None = None
    screen: Screen | None = None
    purpose: Purpose | None = None
    groups: tuple[str, ...] = ()
    """Names of groups, as written after "@"."""
    tool: str | None = None
    """The tool's name; ":unapproved" and ":meeting" may follow it."""
    needs_printing: bool = False
    has_coach_check: bool = False
    instruction_minutes: int | None = None
    due: str | None = None
    """A weekday and a time, as in "fri,14:00"."""
    teacher: str | None = None
    traits: tuple[str, ...] = ()


def parse_block_line(text: str, subjects: Collection[str] = SUBJECTS) -> ShorthandBlock:
    """The block that a line describes. Raises ShorthandError, which names the word at fault."""
    if len(text) > LONGEST_LINE:
        raise ShorthandError(text[:20], f"the line is longer than {LONGEST_LINE} letters")
    weekdays, rest = take_weekdays(" ".join(text.split()))
    start, end, rest = take_time(rest)
    mode, rest = take_mode(rest)
    groups, rest = take_marked(rest, "@")
    purposes, rest = take_marked(rest, "#")
    words, minutes, after = split_at_minutes(rest, start, end)
    block = ShorthandBlock(
        mode=mode or "async",
        title=words,
        minutes=minutes,
        start=start,
        weekdays=weekdays,
        groups=groups,
        purpose=find_purpose(purposes),
    )
    block = take_facts(block, after)
    return finish(block, named_mode=mode is not None, subjects=subjects)


def take_weekdays(text: str) -> tuple[tuple[Weekday, ...], str]:
    """The weekdays at the line's beginning, "tue", "tue-fri" or "mon,wed", and what follows."""
    match = _DAYS.match(text)
    if not match:
        return (), text
    words = re.split(r"\s*([-,])\s*", match.group(1).casefold())
    places = [find_weekday(word) for word in words[::2]]
    if None in places:
        return (), text
    days: list[int] = []
    for place, mark in zip(places, ["", *words[1::2]], strict=True):
        number = place or 0
        if days and number <= days[-1]:
            raise ShorthandError(match.group(1), f'the days "{match.group(1)}" are not in order')
        days += range(days[-1] + 1, number + 1) if mark == "-" else [number]
    return tuple(WEEKDAYS[day] for day in days), text[match.end() :].strip()


def find_weekday(word: str) -> int | None:
    """The weekday's number for "tue", "tues" or "tuesday"."""
    for number, name in enumerate(DAY_NAMES):
        if len(word) > 2 and name.casefold().startswith(word):
            return number
    return None


def take_time(text: str) -> tuple[int | None, int | None, str]:
    """The start and the end at the line's beginning; neither for "any time"."""
    anytime = re.match(r"any\s?time(?=\s|$)|any(?=\s|$)", text, re.IGNORECASE)
    if anytime:
        return None, None, text[anytime.end() :].strip()
    match = _SPAN.match(text)
    if not match:
        word = text.partition(" ")[0]
        raise ShorthandError(word, f'"{word}": a line begins with a time, as 9:30, or "any time"')
    hour, minute, half, end_hour, end_minute, end_half = match.groups()
    start = read_clock(hour, minute, half or end_half)
    end = read_clock(end_hour, end_minute, end_half) if end_hour else None
    if end is not None and not half and end_half and start >= end:
        start = read_clock(hour, minute, "am")
    if end is not None and end <= start:
        span = match.group().strip()
        raise ShorthandError(span, f'"{span}" ends before it starts')
    return start, end, text[match.end() :].strip()


def read_clock(hour: str, minute: str | None, half: str | None) -> int:
    """Minutes after midnight for "9:30", "1:15 pm", "13"."""
    hours, minutes = int(hour), int(minute or 0)
    shown = f"{hour}:{minute or '00'}{half or ''}"
    if half and not 1 <= hours <= 12:
        raise ShorthandError(shown, f'"{shown}" is no time of day')
    if half:
        hours = hours % 12 + (12 if half.casefold() == "pm" else 0)
    if hours > 23 or minutes > 59:
        raise ShorthandError(shown, f'"{shown}" is no time of day')
    return hours * 60 + minutes


def take_mode(text: str) -> tuple[Mode | None, str]:
    """The mode at the line's beginning, and what follows; a named break keeps its name."""
    lowered = text.casefold()
    for word, mode in MODES.items():
        if lowered == word or lowered.startswith(word + " "):
            named = word in NAMED_BREAKS
            return mode, text if named else text[len(word) :].strip()
    return None, text


def take_marked(text: str, mark: str) -> tuple[tuple[str, ...], str]:
    """Words with a mark before them, "@A" or "#community", and the line without them."""
    found = re.findall(rf"(?:^|(?<=\s)){mark}(\S+)", text)
    rest = re.sub(rf"(?:^|(?<=\s)){mark}\S+", "", text)
    return tuple(word for each in found for word in each.split(",") if word), " ".join(rest.split())


def find_purpose(marked: Sequence[str]) -> Purpose | None:
    """The purpose that was marked with "#"."""
    if len(marked) > 1:
        raise ShorthandError(marked[1], f'"#{marked[1]}": a block has one purpose')
    for word in marked:
        purpose = PURPOSES.get(spell_purpose(word))
        if purpose is None:
            raise ShorthandError(word, say_not_known(word, PURPOSES))
        return purpose
    return None


def spell_purpose(word: str) -> str:
    """A purpose that was written as one word: "small-group" or "small_group"."""
    return re.sub("[_-]", " ", word.casefold())


def split_at_minutes(text: str, start: int | None, end: int | None) -> tuple[str, int, str]:
    """The words before the minutes, the minutes, and the words after them.

    Where the line has an end time the minutes follow from it, and facts are known by their words.
    """
    if start is not None and end is not None:
        words, after = split_off_facts(text)
        return words, end - start, after
    match = find_last_minutes(text)
    if match is None:
        what = f'"{text}": how' if text else "what is it, and how"
        raise ShorthandError(text, f"{what} many minutes? Write them after the title, as 30")
    minutes = int(match.group(1)[:9])
    if not 0 < minutes <= DAY_MINUTES - (start or 0):
        raise ShorthandError(match.group(1), f'"{match.group(1)}" minutes do not fit in the day')
    padded = " " + text
    return padded[: match.start()].strip(), minutes, padded[match.end() :].strip()


def find_last_minutes(text: str) -> re.Match[str] | None:
    """The number that says how long: the last one that belongs to no fact. Places in the match
    count from one, as if the text began with a space."""
    every = list(_MINUTES.finditer(" " + text))
    # "math 30 video 5" lasts 30 minutes, but "watch the video 20" lasts 20.
    numbers = [match for match in every if not _follows_fact(text, match.start())] or every
    return numbers[-1] if numbers else None


def _follows_fact(text: str, place: int) -> bool:
    """Whether the number belongs to a fact such as "video 5"."""
    return text[: place - 1].rstrip().casefold().endswith((" video", " intro"))


def split_off_facts(text: str) -> tuple[str, str]:
    """The title and the facts of a line that has no minutes between them."""
    words = text.split()
    for place in range(len(words)):
        if place and all(_is_fact(word) for word in words[place:]):
            return " ".join(words[:place]), " ".join(words[place:])
    return text, ""


def _is_fact(word: str) -> bool:
    name = word.casefold().partition("=")[0]
    is_plain = name in SCREENS or name in _PLAIN_FACTS or name.isdecimal()
    return is_plain or f"{name}=" in _FACTS_WITH_VALUES


def take_facts(block: ShorthandBlock, text: str) -> ShorthandBlock:
    """The block with the facts that follow its minutes."""
    words = text.split()
    while words:
        two = " ".join(words[:2]).casefold()
        if two in PURPOSES:
            block, words = replace(block, purpose=PURPOSES[two]), words[2:]
        elif len(words) > 1 and words[0].casefold() in ("video", "intro"):
            block, words = take_fact(block, f"video={words[1]}"), words[2:]
        else:
            block, words = take_fact(block, words[0]), words[1:]
    return block


def take_fact(block: ShorthandBlock, word: str) -> ShorthandBlock:
    """The block with one more fact. Raises ShorthandError for a word that is none."""
    name, equals, value = word.partition("=")
    name = name.casefold()
    if equals and not value:
        raise ShorthandError(word, f'"{word}" says nothing after its "="')
    if equals:
        return take_value(block, name, value, word)
    if name in SCREENS:
        return replace(block, screen=SCREENS[name])
    if spell_purpose(name) in PURPOSES:
        return replace(block, purpose=PURPOSES[spell_purpose(name)])
    if name == "print":
        return replace(block, needs_printing=True)
    if name == "check":
        return replace(block, has_coach_check=True)
    if name.isdecimal():
        told = "the length is given twice, by the end and by the minutes; leave one of them out"
        raise ShorthandError(word, f'"{word}": {told}')
    known = [*SCREENS, *PURPOSES, *_PLAIN_FACTS, *_FACTS_WITH_VALUES, *_TRAITS]
    raise ShorthandError(word, say_not_known(word, known))


def take_value(block: ShorthandBlock, name: str, value: str, word: str) -> ShorthandBlock:
    """The block with a fact that has a value: tool=Epic, due=fri,14:00, video=5."""
    if name == "tool":
        return replace(block, tool=value)
    if name == "due":
        return replace(block, due=value)
    if name == "teacher":
        return replace(block, teacher=value.replace("_", " "))
    if name == "trait":
        return replace(block, traits=tuple(filter(None, value.split(","))))
    if name in ("video", "intro") and value.isdecimal() and 0 < int(value[:9]) <= DAY_MINUTES:
        return replace(block, instruction_minutes=int(value))
    raise ShorthandError(word, say_not_known(word, _FACTS_WITH_VALUES))


def finish(block: ShorthandBlock, *, named_mode: bool, subjects: Collection[str]) -> ShorthandBlock:
    """The block with what follows from the rest: mode, screen, subject and a title."""
    if not named_mode and block.start is not None:
        word = block.title.partition(" ")[0]
        near = find_nearest(word, MODES)
        asked = f'"{block.title}": say what it is after the time: live, async, at school or break'
        raise ShorthandError(word, asked + (f'; did you mean "{near}"?' if near else ""))
    if block.start is None and block.mode != "async":
        raise ShorthandError(block.mode, f'"{block.mode}" needs a time, as 9:30')
    if block.mode != "async" and block.screen is not None:
        raise ShorthandError(block.screen, "only an async task says whether it needs a screen")
    screen = block.screen or ("on" if block.mode == "async" else None)
    subject = None if block.mode == "break" else find_subject(block.title, subjects)
    title = block.title or ("break" if block.mode == "break" else "")
    if not title:
        raise ShorthandError("", "what is it called? Write a title before the minutes")
    return replace(block, title=write_title(title, subject), screen=screen, subject=subject)


def find_subject(title: str, subjects: Collection[str]) -> str | None:
    """The longest of the subjects that the title names as whole words."""
    padded = f" {title.casefold()} "
    named = [subject for subject in subjects if f" {subject.casefold()} " in padded]
    return max(named, key=len, default=None)


def say_not_known(word: str, known: Collection[str]) -> str:
    """That a word is not known, and the nearest that is."""
    near = find_nearest(word, known)
    return f'"{word}" is not known here' + (f'; did you mean "{near}"?' if near else "")
