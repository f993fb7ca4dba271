"""How a block line that is half typed may go on: days, kinds, titles, minutes, facts, groups."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .plan import Mode
from .shorthand import (
    LONGEST_LINE,
    PURPOSES,
    SCREENS,
    ShorthandError,
    find_last_minutes,
    take_marked,
    take_mode,
    take_time,
    take_weekdays,
)
from .words import WEEKDAYS, say_weekdays

MOST_OFFERED = 8
USUAL_MINUTES = (15, 20, 30, 45, 60)
KIND_WORDS = {
    "live": "live, online",
    "at school": "everybody in one room",
    "task": "in one's own time",
    "break": "away from everything",
    "lunch": "a break",
    "recess": "a break",
}
SCREEN_WORDS = {
    "offline": "no device needed",
    "online": "on a device",
    "either": "with or without a device",
}
FACT_WORDS = {"print": "something has to be printed", "video": "minutes of recorded instruction"}


@dataclass(frozen=True, slots=True)
class UsedTitle:
    """A title that stood on blocks of the class before, as it was used last."""

    title: str
    mode: str
    minutes: int


@dataclass(frozen=True, slots=True)
class LineWords:
    """What one class's lines are made of, beside the words that every line knows."""

    subjects: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    titles: tuple[UsedTitle, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on. `line` is the whole line with it, `place` where typing goes on there."""

    word: str
    says: str
    """What the word stands for, in a few words."""
    line: str
    place: int


@dataclass(frozen=True, slots=True)
class _Offer:
    """A word that fits, in the place of the last `replaced` letters before the cursor."""

    word: str
    says: str
    replaced: int


def complete_line(text: str, place: int, words: LineWords) -> tuple[Completion, ...]:
    """The words that fit where the cursor stands, the likeliest first; never more than a few."""
    text = text[:LONGEST_LINE]
    typed, rest = text[: max(place, 0)], text[max(place, 0) :].lstrip()
    head = " ".join(typed.split()) + (" " if typed[-1:].isspace() and typed.strip() else "")
    found: dict[str, Completion] = {}
    for offer in _offer(head, words):
        kept = head[: len(head) - offer.replaced]
        if kept + offer.word == head:
            continue
        line = f"{kept}{offer.word} "
        found.setdefault(offer.word, Completion(offer.word, offer.says, line + rest, len(line)))
    return tuple(found.values())[:MOST_OFFERED]


def _offer(head: str, words: LineWords) -> Iterator[_Offer]:
    """What fits after the head, by how far the line has come."""
    last = head.rpartition(" ")[2]
    if last[:1] == "@":
        return _fit(last, {f"@{_join(name)}": "group" for name in words.groups})
    if last[:1] == "#":
        return _fit(last, {f"#{_join(word)}": "purpose" for word in PURPOSES})
    try:
        days, after_days = take_weekdays(head)
        if days and not after_days:
            return _offer_after_days(head)
        start, end, after_time = take_time(after_days)
    except ShorthandError:
        return _offer_beginning(head)
    if not after_time and not head.endswith(" "):
        return _fit(after_days, {"any time": "whenever it suits"})
    return _offer_inside(after_time, head.endswith(" "), start, end, words)


def _fit(typed: str, known: dict[str, str]) -> Iterator[_Offer]:
    """The known words that begin as was typed."""
    lowered = typed.casefold()
    for word, says in known.items():
        if word.casefold().startswith(lowered):
            yield _Offer(word, says, len(typed))


def _join(name: str) -> str:
    """A name as one word of a line."""
    return name.replace(" ", "_")


def _offer_beginning(head: str) -> Iterator[_Offer]:
    """Days, or "any time"; after a day also the end of a span of days."""
    last = head.rpartition(" ")[2]
    first, mark, _ = last.rpartition("-")
    if mark and first in WEEKDAYS:
        later = WEEKDAYS[WEEKDAYS.index(first) + 1 : 5]
        yield from _fit(last, {f"{first}-{day}": f"{first} to {day}" for day in later})
        return
    known = {"any time": "whenever it suits", "mon-fri": "the whole week"}
    known |= {day: say_weekdays([day]) for day in WEEKDAYS[:5]}
    yield from _fit(last, known)


def _offer_after_days(head: str) -> Iterator[_Offer]:
    """After a day: its span while it is being typed, then a time."""
    if head.endswith(" "):
        return _fit("", {"any time": "whenever it suits"})
    day = head.casefold()
    spans: dict[str, str] = {}
    if day in WEEKDAYS:
        later = WEEKDAYS[WEEKDAYS.index(day) + 1 : 5]
        spans = {f"{day}-{end}": say_weekdays([day, end]).replace(" and ", " to ") for end in later}
    return _fit(head, spans)


def _offer_inside(
    rest: str, ends: bool, start: int | None, end: int | None, words: LineWords
) -> Iterator[_Offer]:
    """After the time: the kind, then the title, its minutes, and what else is to be said."""
    mode, titled = take_mode(rest)
    plain = take_marked(take_marked(titled, "@")[1], "#")[1]
    typed = titled + (" " if ends and titled else "")
    if mode is None:
        kinds = KIND_WORDS if start is not None else {"task": KIND_WORDS["task"]}
        yield from _fit(rest + (" " if ends and rest else ""), kinds)
        if start is not None:
            return
    kind: Mode = mode or "async"
    last = "" if ends else titled.rpartition(" ")[2]
    if find_last_minutes(plain) is not None:
        yield from _offer_facts(last, plain, kind, words)
        return
    yield from _offer_titles(typed, kind, words)
    if ends and plain and end is None:
        yield from _offer_minutes(plain, words)
    if end is not None and plain:
        yield from _offer_facts(last, plain, kind, words)


def _offer_titles(typed: str, mode: Mode, words: LineWords) -> Iterator[_Offer]:
    """The class's subjects and titles used before, those of the same kind first; a break is
    called as breaks are."""
    fitting = [each for each in words.titles if (each.mode == "break") == (mode == "break")]
    used = sorted(fitting, key=lambda each: each.mode != mode)
    titles = {each.title: f"{each.minutes} minutes last time" for each in used}
    subjects = {} if mode == "break" else dict.fromkeys(words.subjects, "subject")
    lowered = typed.casefold().lstrip()
    known = {**subjects, **titles} if typed else titles
    begins = [title for title in known if title.casefold().startswith(lowered)]
    inside = [title for title in known if lowered and f" {lowered}" in title.casefold()]
    for title in dict.fromkeys([*begins, *inside]):
        yield _Offer(title, known[title], len(typed))


def _offer_minutes(title: str, words: LineWords) -> Iterator[_Offer]:
    """How long: as it was last time, then the usual lengths."""
    known = [each.minutes for each in words.titles if each.title.casefold() == title.casefold()]
    for minutes in known[:1]:
        yield _Offer(str(minutes), "minutes, as last time", 0)
    for minutes in USUAL_MINUTES:
        yield _Offer(str(minutes), "minutes", 0)


def _offer_facts(last: str, said: str, mode: Mode, words: LineWords) -> Iterator[_Offer]:
    """Facts that the line does not state yet."""
    known = {f"@{_join(name)}": "group" for name in words.groups}
    if mode == "async" and not _says_any(said, SCREENS):
        known |= SCREEN_WORDS
    if mode != "break" and not _says_any(said, PURPOSES):
        known |= dict.fromkeys(PURPOSES, "purpose")
    if mode == "async":
        known |= FACT_WORDS
    yield from _fit(last, known)


def _says_any(text: str, words: Iterable[str]) -> bool:
    padded = f" {text.casefold()} "
    return any(f" {word} " in padded for word in words)
