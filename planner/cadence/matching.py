"""Tests of single blocks: how they are made and joined, and the kinds that blocks are of."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from .plan import Mode, PlannedBlock, Screen

Test = Callable[[PlannedBlock], bool]
Filter = Callable[[Sequence[PlannedBlock]], Sequence[PlannedBlock]]
_WORDS = re.compile(r"[^\W_]+")

KINDS: dict[str, tuple[Mode, Screen]] = {
    "live": ("live", "on"),
    "in_person": ("in_person", "off"),
    "break": ("break", "off"),
    "on": ("async", "on"),
    "off": ("async", "off"),
    "either": ("async", "either"),
}
"""The mode and screen of a block in one word: a task's screen, or the mode of the others.

That word is `block.screen or block.mode`.
"""


def find_kinds(
    modes: Collection[Mode] | None, screens: Collection[Screen] | None
) -> frozenset[str] | None:
    """The kinds of these modes and screens; None where that is all of them."""
    found = frozenset(
        kind
        for kind, (mode, screen) in KINDS.items()
        if (modes is None or mode in modes) and (screens is None or screen in screens)
    )
    return None if len(found) == len(KINDS) else found


def see_screen(block: PlannedBlock) -> Screen:
    """Whether the block is on a screen; the modes that may not choose say it themselves."""
    if block.screen is not None:
        return block.screen
    return "on" if block.mode == "live" else "off"


def fold_words(words: Iterable[str]) -> frozenset[str]:
    """Words compared without regard to capitals; "social_studies" is also "social studies"."""
    folded = {word.casefold() for word in words}
    return frozenset(folded | {word.replace("_", " ") for word in folded})


def spell_plainly(text: str) -> str:
    """A text as its words alone, each between blanks: " morning meeting "."""
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def has_words(block: PlannedBlock, titles: Iterable[str]) -> bool:
    """Whether the block's title has one of these words or phrases."""
    title = spell_plainly(block.title)
    return any(words in title for words in titles)


def join_choices(tests: Iterable[Test]) -> Test:
    """One test that holds where any of them holds."""
    choices = tuple(tests)
    return lambda block: any(test(block) for test in choices)


def match_mode(modes: frozenset[Mode]) -> Test:
    """Selects by mode; one mode alone, the usual case, is compared directly."""
    if len(modes) == 1:
        (only,) = modes
        return lambda block: block.mode == only
    return lambda block: block.mode in modes


def refuse(test: Test) -> Test:
    """The opposite of a test."""
    return lambda block: not test(block)


def join_tests(tests: list[Test]) -> Test:
    """One test that holds where all of them hold."""
    if not tests:
        return lambda block: True
    first, *others = tests
    if not others:
        return first
    rest = join_tests(others)
    return lambda block: first(block) and rest(block)


def join_filters(filters: list[Filter]) -> Filter | None:
    """One filter that keeps what all of them keep; None where there is none."""
    if len(filters) < 2:
        return filters[0] if filters else None
    first, *others = filters
    rest = join_filters(others) or first
    return lambda blocks: rest(first(blocks))
