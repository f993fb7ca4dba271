"""What families read about a task: made from its parts, and read back from there.

It is one text, because a block has one; words that are not spelled as here count as steps.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

SHOW_WAYS = {
    "say": gettext_noop("say it"),
    "draw": gettext_noop("draw it"),
    "write": gettext_noop("write it"),
    "photograph": gettext_noop("take a photo of it"),
}
COACH_CHECKS = (
    "A drawing with three labels lies on the table.",
    "Your child can tell you in two sentences what it was about.",
    "The page is filled, and today's date stands on it.",
    "A photo of the finished work is on the device.",
    "The timer rang, and the reading log has a new line.",
    "The last screen says that it is complete.",
    "Asked what was hardest, your child has an answer.",
)
"""Examples to begin from: what an adult sees in ten seconds, never a grade."""

WATCH, WITH_CAPTIONS = "Watch first: ", "Watch first, with captions: "
SHOW = "Show it your way: "
HAND_IN = "Hand in: "
OPTION = "\u2022 "
_CHOOSE = re.compile(r"Choose (\d{1,2}) of these (\d{1,2}):")
_TIMER = re.compile(r"Timer: (\d{1,3}) minutes?")
_NUMBER = re.compile(r"(?:step\s+)?\d{1,2}\s?[.):]\s+|(?:step\s+)?\d{1,2}\s+-\s+", re.IGNORECASE)
_BULLET = re.compile(r"[-*\u2022\u25e6\u25aa\u2023\u2013\u2014\u2610\u2611\u2713\u00b7]\s+")


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A task's text in parts."""

    steps: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """A choice board: of these the learner picks some."""
    pick: int | None = None
    video: str = ""
    captions: bool = False
    timer: int | None = None
    """Minutes."""
    show_by: tuple[str, ...] = ()
    hand_in: str = ""


def split_steps(text: str) -> tuple[str, ...]:
    """A text's steps: one a line, or numbered within a line; numbers and bullets fall away."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(
        step for line in lines for piece in _split_numbered(line) if (step := _strip_mark(piece))
    )


def _split_numbered(line: str) -> list[str]:
    """ "1. Read. 2. Draw." is two steps; a line that does not count from one is one."""
    marks = list(re.finditer(r"(?:^|(?<=\s))(\d{1,2})[.)]\s+(?=\D)", line))
    numbers = [int(mark.group(1)) for mark in marks]
    if len(marks) < 2 or marks[0].start() != 0 or numbers != [*range(1, len(marks) + 1)]:
        return [line]
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    return [line[mark.start() : end] for mark, end in zip(marks, ends, strict=True)]


def _strip_mark(line: str) -> str:
    """A step without the number or the bullet before it."""
    bare = line.strip()
    for mark in (_BULLET, _NUMBER):
        found = mark.match(bare)
        if found and bare[found.end() :].strip():
            bare = bare[found.end() :].strip()
    return bare


def spell_ways(ways: Iterable[str]) -> str:
    """The ways to show it as families read them, always in the same order."""
    wanted = set(ways)
    words = [word for name, word in SHOW_WAYS.items() if name in wanted]
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def spell_task(words: TaskWords) -> str:
    """The block's instructions: the video first, a step a line, then timer, ways and hand-in."""
    ways, hand_in = spell_ways(words.show_by), words.hand_in.strip()
    minutes = "minute" if words.timer == 1 else "minutes"
    lines = (
        f"{WITH_CAPTIONS if words.captions else WATCH}{words.video}" if words.video else "",
        *words.steps,
        *_spell_options(words),
        f"Timer: {words.timer} {minutes}" if words.timer else "",
        f"{SHOW}{ways}." if ways else "",
        f"{HAND_IN}{hand_in}" if hand_in else "",
    )
    return "\n".join(filter(None, lines))


def read_task(text: str) -> TaskWords:
    """The parts of a block's instructions, whoever wrote them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    words = TaskWords()
    if lines and lines[-1].startswith(HAND_IN):
        words = replace(words, hand_in=lines.pop().removeprefix(HAND_IN).strip())
    if lines and (ways := _read_ways(lines[-1])):
        lines.pop()
        words = replace(words, show_by=ways)
    if lines and (timer := _TIMER.fullmatch(lines[-1])) and int(timer.group(1)):
        lines.pop()
        words = replace(words, timer=int(timer.group(1)))
    if lines and (watch := _read_video(lines[0])):
        words = replace(words, video=watch[0], captions=watch[1])
        lines.pop(0)
    return _take_options(replace(words, steps=tuple(lines)))


def _spell_options(words: TaskWords) -> list[str]:
    """The choice board: how many to pick, then a line for each."""
    if not words.options:
        return []
    head = f"Choose {words.pick} of these {len(words.options)}:"
    return [head, *(f"{OPTION}{option}" for option in words.options)]


def _take_options(words: TaskWords) -> TaskWords:
    """The choice board taken out of the steps that it stands after, where it is spelled as here."""
    heads = [place for place, step in enumerate(words.steps) if _CHOOSE.fullmatch(step)]
    if not heads:
        return words
    place = heads[-1]
    after = words.steps[place + 1 :]
    found = replace(
        words,
        steps=words.steps[:place],
        options=tuple(line.removeprefix(OPTION) for line in after),
        pick=int(words.steps[place].split()[1]),
    )
    return found if _spell_options(found) == [words.steps[place], *after] else words


def _read_ways(line: str) -> tuple[str, ...]:
    """The ways that a line names; none unless the line is exactly as spelled here."""
    found = tuple(name for name, word in SHOW_WAYS.items() if word in line)
    return found if found and line == f"{SHOW}{spell_ways(found)}." else ()


def _read_video(line: str) -> tuple[str, bool] | None:
    for start, captions in ((WATCH, False), (WITH_CAPTIONS, True)):
        link = line.removeprefix(start)
        if link != line and re.fullmatch(r"https?://\S+", link):
            return link, captions
    return None
