"""Which blocks a rule is about: a selection, its test, and the words that name what it selects."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from .facts import FACTS, Fact
from .lists import OneOrMore
from .matching import (
    Filter,
    Test,
    find_kinds,
    fold_words,
    has_words,
    join_choices,
    join_filters,
    join_tests,
    match_mode,
    refuse,
    see_screen,
    spell_plainly,
)
from .plan import DAY_MINUTES, Document, Minute, Mode, PlannedBlock, Purpose, Screen, is_unsaid
from .words import join_words, pluralise, say_clock, say_in_hours, say_number, say_subject

Blocks = tuple[PlannedBlock, ...]
Word = Annotated[str, Field(min_length=1, max_length=80)]
Length = Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)]

MODE_WORDS: dict[Mode, str] = {
    "live": "live",
    "in_person": "in-person",
    "async": "async",
    "break": "break",
}
LEARNING: frozenset[Mode] = frozenset({"live", "in_person", "async"})
BLOCK_NOUNS: dict[Mode, str] = {
    "live": "live session",
    "in_person": "in-person session",
    "async": "task",
    "break": "break",
}


Unsaid = Field(exclude_if=is_unsaid)
Choices = Annotated[tuple["Selection", ...], Field(min_length=1, max_length=12)]


class Selection(Document):
    """Blocks by what they are. Every line that is given must hold; an empty one takes all."""

    mode: OneOrMore[Mode] | None = None
    screen: OneOrMore[Screen] | None = None
    """Live blocks are on; at-school blocks and breaks are off; a task says it itself."""
    subject: OneOrMore[Word] | None = None
    purpose: OneOrMore[Purpose] | None = None
    tool: OneOrMore[Word] | None = None
    teacher: Annotated[OneOrMore[Word] | None, Unsaid] = None
    title: Annotated[OneOrMore[Word] | None, Unsaid] = None
    """Words that the title has, whole and without regard to capitals."""
    trait: Annotated[OneOrMore[Word] | None, Unsaid] = None
    """Words that the block's own traits hold, such as "homework"."""
    named: Annotated[Annotated[str, Field(max_length=60)] | None, Unsaid] = None
    """A selection of the policy's `counts_as`."""
    after: Annotated[Minute | None, Unsaid] = None
    """Timed blocks that start then or later."""
    before: Annotated[Minute | None, Unsaid] = None
    """Timed blocks that end by then."""
    lasts_at_least: Annotated[Length | None, Unsaid] = None
    lasts_at_most: Annotated[Length | None, Unsaid] = None
    audience: Annotated[Literal["everyone", "groups"] | None, Field(alias="for")] = None
    timed: bool | None = None
    has: OneOrMore[Fact] | None = None
    lacks: OneOrMore[Fact] | None = None
    unless: Annotated["Selection | None", Field(alias="except")] = None
    """Blocks that are left out again."""
    any_of: Annotated[Choices | None, Unsaid] = None
    """Blocks that at least one of these takes."""
    counted: Annotated["SkipJsonSchema[Selection | None]", Field(exclude=True)] = None
    """What `named` stands for: filled in by the policy, never written."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True
    )

    @cached_property
    def matches(self) -> Test:
        """The test that says whether one block is selected."""
        tests = (self._tests_by_kind(), self._tests_by_word(), self._tests_by_fact())
        return join_tests([test for kind in tests for test in kind])

    @cached_property
    def sieve(self) -> tuple[frozenset[str] | None, Filter | None]:
        """The same test in two, for many blocks at once: the kinds that are taken (None: all), and
        what keeps those that meet whatever else is asked."""
        kinds = find_kinds(self.mode, self.screen)
        return (kinds, join_filters(list(self._filters())))

    def _filters(self) -> Iterable[Filter]:
        # What rules ask most has a filter of its own: a call for each block would be felt.
        if self.purpose is not None:
            purposes = frozenset(self.purpose)
            yield lambda blocks: [block for block in blocks if block.purpose in purposes]
        if self.audience == "everyone":
            yield lambda blocks: [block for block in blocks if not block.groups]
        if self.audience == "groups":
            yield lambda blocks: [block for block in blocks if block.groups]
        known = dict.fromkeys(("mode", "screen", "purpose", "audience"))
        rest = self.model_copy(update=known)
        if any(getattr(rest, name) is not None for name in type(self).model_fields):
            yield lambda blocks: list(filter(rest.matches, blocks))

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether there may be subjects, tools or teachers of which it takes no block."""
        lines = (self.subject, self.tool, self.teacher, self.counted, self.any_of, self.unless)
        return any(line is not None for line in lines)

    def may_take(self, line: Literal["subject", "tool", "teacher"], folded: str) -> bool:
        """Whether it can take a block of a subject, tool or teacher, spelled without capitals."""
        named, others = getattr(self, line), self.any_of or ()
        if named is not None and folded not in fold_words(named):
            return False
        if self.counted is not None and not self.counted.may_take(line, folded):
            return False
        if others and not any(choice.may_take(line, folded) for choice in others):
            return False
        return self.unless is None or not self.unless.takes_all(line, folded)

    def takes_all(self, line: Literal["subject", "tool", "teacher"], folded: str) -> bool:
        """Whether it takes every block of a subject, tool or teacher: it asks for nothing else."""
        named = getattr(self, line) or ()
        alone = self.model_copy(update={line: None}) == Selection()
        return alone and folded in fold_words(named)

    @cached_property
    def own_words(self) -> str:
        """What its words, times and lengths add to the name of what it selects."""
        return name_words(self)

    @model_validator(mode="after")
    def _knows_its_name(self) -> "Selection":
        if self.named is not None and self.counted is None:
            raise ValueError(f'named: the policy\'s counts_as has no "{self.named}"')
        return self

    def _tests_by_kind(self) -> Iterable[Test]:
        if self.mode is not None:
            yield match_mode(frozenset(self.mode))
        if self.screen is not None:
            screens = frozenset(self.screen)
            yield lambda block: see_screen(block) in screens
        if self.purpose is not None:
            purposes = frozenset(self.purpose)
            yield lambda block: block.purpose in purposes
        if self.subject is not None:
            subjects = fold_words(self.subject)
            yield lambda block: (block.subject or "").casefold() in subjects
        if self.tool is not None:
            tools = fold_words(self.tool)
            yield lambda block: block.tool is not None and block.tool.name.casefold() in tools

    def _tests_by_word(self) -> Iterable[Test]:
        if self.teacher is not None:
            teachers = fold_words(self.teacher)
            yield lambda block: (block.teacher or "").casefold() in teachers
        if self.title is not None:
            titles = [spell_plainly(word) for word in self.title]
            yield lambda block: has_words(block, titles)
        if self.trait is not None:
            traits = fold_words(self.trait)
            yield lambda block: not traits.isdisjoint(block.traits)
        if self.counted is not None:
            yield self.counted.matches
        if self.any_of is not None:
            yield join_choices([choice.matches for choice in self.any_of])
        yield from self._tests_by_time()

    def _tests_by_time(self) -> Iterable[Test]:
        if self.after is not None:
            after = self.after
            yield lambda block: block.start is not None and block.start >= after
        if self.before is not None:
            before = self.before
            yield lambda block: block.start is not None and block.start + block.minutes <= before
        if self.lasts_at_least is not None or self.lasts_at_most is not None:
            least, most = self.lasts_at_least or 0, self.lasts_at_most or DAY_MINUTES
            yield lambda block: least <= block.minutes <= most

    def _tests_by_fact(self) -> Iterable[Test]:
        if self.audience is not None:
            for_everyone = self.audience == "everyone"
            yield lambda block: (not block.groups) == for_everyone
        if self.timed is not None:
            timed = self.timed
            yield lambda block: (block.start is not None) == timed
        for fact in self.has or ():
            yield FACTS[fact].holds
        for fact in self.lacks or ():
            yield refuse(FACTS[fact].holds)
        if self.unless is not None:
            yield refuse(self.unless.matches)


@lru_cache(maxsize=4096)
def share_selection(selection: Selection) -> Selection:
    """One object for equal selections, so that a timeline chooses once for all rules."""
    return selection


def name_screen(screens: Iterable[Screen]) -> str:
    """The adjective for a choice of screens."""
    chosen = set(screens)
    if chosen <= {"off", "either"}:
        return "away-from-screen"
    return "on-screen" if "off" not in chosen else ""


def name_modes(modes: Iterable[Mode]) -> str:
    """ "live", "live or in-person"; all that isn't a break is "learning"."""
    chosen = tuple(modes)
    if len(chosen) == len(LEARNING) and LEARNING.issuperset(chosen):
        return "learning"
    return join_words((MODE_WORDS[mode] for mode in chosen), "or")


def name_adjectives(selection: Selection, *, with_mode: bool = True) -> str:
    """What stands before the noun: "live", "on-screen", "executive-function async"."""
    words = [name_screen(selection.screen)] if selection.screen else []
    if selection.timed is not None:
        words.append("timed" if selection.timed else "any-time")
    if selection.purpose:
        words.append(join_words((p.replace("_", "-") for p in selection.purpose), "or"))
    if selection.trait:
        words.append(join_words((trait.replace("_", " ") for trait in selection.trait), "or"))
    if selection.mode and with_mode:
        words.append(name_modes(selection.mode))
    return " ".join(word for word in words if word)


def name_tail(selection: Selection, subject: str | None) -> str:
    """What stands after the noun: " in math", " on Teams", " with a coach check"."""
    tail = ""
    subjects = (subject,) if subject else selection.subject
    if subjects:
        tail += f" in {join_words(map(say_subject, subjects), 'or')}"
    if selection.tool:
        tail += f" on {join_words(selection.tool, 'or')}"
    tail += selection.own_words
    if selection.audience:
        tail += " for the whole class" if selection.audience == "everyone" else " for a group"
    for fact in selection.has or ():
        tail += f" {FACTS[fact].having}"
    for fact in selection.lacks or ():
        tail += f" {FACTS[fact].lacking}"
    if selection.unless:
        tail += f" (not counting {name_blocks(selection.unless)})"
    return tail


def name_words(selection: Selection) -> str:
    """What words, times and lengths add: " called lunch", " from 12:00 pm"."""
    tail = ""
    if selection.named:
        tail += f" of “{selection.named.replace('_', ' ')}”"
    if selection.any_of:
        tail += f" ({join_words(map(name_blocks, selection.any_of), 'or')})"
    if selection.title:
        tail += f" called {join_words((f'“{word}”' for word in selection.title), 'or')}"
    if selection.teacher:
        tail += f" with {join_words(selection.teacher, 'or')}"
    return tail + name_times(selection)


def name_times(selection: Selection) -> str:
    """What times and lengths add: " from 12:00 pm", " of at least 20 minutes"."""
    tail = ""
    if selection.after is not None:
        tail += f" from {say_clock(selection.after)}"
    if selection.before is not None:
        tail += f" until {say_clock(selection.before)}"
    if selection.lasts_at_least:
        tail += f" of at least {selection.lasts_at_least} minutes"
    if selection.lasts_at_most:
        tail += f" of at most {selection.lasts_at_most} minutes"
    return tail


def name_minutes(selection: Selection, subject: str | None = None, number: float = 2) -> str:
    """What minutes of the selection are called: "live minutes in math"."""
    noun = f"{name_adjectives(selection)} minute{'' if number == 1 else 's'}".strip()
    return noun + name_tail(selection, subject)


def name_blocks(selection: Selection, subject: str | None = None, number: float = 2) -> str:
    """What blocks of the selection are called: "live sessions", "on-screen blocks"."""
    if selection.any_of and selection == Selection(any_of=selection.any_of):
        return name_choices(selection.any_of, subject, number)
    modes = selection.mode or ()
    noun = BLOCK_NOUNS[modes[0]] if len(modes) == 1 else "block"
    noun = noun if number == 1 else pluralise(noun)
    adjectives = name_adjectives(selection, with_mode=len(modes) > 1)
    return f"{adjectives} {noun}".strip() + name_tail(selection, subject)


def name_choices(choices: Sequence[Selection], subject: str | None, number: float) -> str:
    """What blocks of any of several selections are called; a mode that they share is said once."""
    first, *others = [choice.mode for choice in choices]
    own = [name_own(choice.model_copy(update={"mode": None})) for choice in choices]
    if first and all(own) and all(mode == first for mode in others):
        return f"{name_blocks(Selection(mode=first), subject, number)} ({', or '.join(own)})"
    return join_words((name_blocks(choice, subject, number) for choice in choices), "or")


def name_own(selection: Selection) -> str:
    """What a selection asks for, without a noun: "community", "called “check-in”"."""
    return f"{name_adjectives(selection)}{name_tail(selection, None)}".strip()


def count_minutes(number: float, selection: Selection, subject: str | None = None) -> str:
    """ "138 live minutes", "no async minutes in math", "870 live minutes (14 hours 30 minutes)"."""
    return f"{say_some(number)} {name_minutes(selection, subject, number)}{say_in_hours(number)}"


def count_blocks(number: float, selection: Selection, subject: str | None = None) -> str:
    """ "3 live sessions", "no breaks"."""
    return f"{say_some(number)} {name_blocks(selection, subject, number)}"


def say_some(number: float) -> str:
    """A number, with "no" for none."""
    return "no" if number == 0 else say_number(number)
