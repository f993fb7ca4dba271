"""Stencils: fragments of pages drawn once, with holes where words stand.

Two blocks of a day differ in their words, and seldom in which words there are. So a fragment is
drawn once with marks for words, and whatever it asks of its values is written down: is there a
link, is this a task, how many options are there. Values that answer these questions alike need
only have their own words put into the holes, which is a tenth of the work of drawing. A stencil
holds no word of anybody's.

A fragment may test its values, compare, count and print them, and walk over them. What it cannot
ask of a mark (its hash, a date in a format of its own) has it drawn as any other; so has a shape
of which the stencil does not give the very text that drawing gives. Filters that change words
might pass that by for some words, so there are none in such fragments: a test looks.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from operator import attrgetter, itemgetter
from typing import Any, NoReturn, cast

from django.template.base import Template
from django.template.context import Context
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

NONCE = secrets.token_hex(8)
"""No word can hold a mark, by accident or by design: each process has its own."""
_HOLE = re.compile(rf"{NONCE}n(\d+)n")
MOST_STENCILS = 4000
"""In each process, some kilobytes each."""
MOST_DRAWN = 5000
"""Of so many fragments the text is remembered, a kilobyte or less each."""

WORDS = (str, SafeString, int)
"""What stands in holes."""

Values = Mapping[str, Any]
Path = tuple[str | int, ...]
"""A value's name, then the attributes and places that lead on from it."""
Read = Callable[[Values], Any]


class NotToBeMarked(Exception):
    """Something was asked of a value that no mark can answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a fragment asks of a value: which shape it has, or the very value."""

    path: Path
    by_value: bool = False


@dataclass(frozen=True, slots=True)
class Stencil:
    """A fragment's text and its holes, in turn, beginning and ending with text."""

    pieces: tuple[str, ...]
    holes: tuple[int, ...]
    """Which of the values that were asked for stands in each."""

    def fill(self, told: Sequence[Any]) -> SafeString:
        """The fragment with the words of the values that answered its questions, in order."""
        pieces = list(self.pieces)
        pieces[1::2] = [_spell(told[hole]) for hole in self.holes]
        return SafeString("".join(pieces))


@dataclass(slots=True)
class Fork:
    """A question, and where each answer leads: to the next one, to a stencil, or to None where
    there can be no stencil."""

    question: Question
    read: Read
    ways: dict[Hashable, "Step"] = field(default_factory=dict)


Step = Fork | Stencil | None
_KNOWN: dict[Hashable, Step] = {}
_CUT = [0]
"""How many stencils there are."""


def draw_by_stencil(template_name: str, values: Values) -> SafeString:
    """The fragment as it is drawn from these values alone; there is one of them at least."""
    # Where templates are edited while the server runs, another object is the template.
    fragment: Template = get_template(template_name).template  # type: ignore[attr-defined]
    key = (fragment, get_language(), get_script_prefix(), *values)
    told: list[Any] = []
    try:
        step = _KNOWN[key]
        while isinstance(step, Fork):
            value = step.read(values)
            told.append(value)
            step = step.ways[value if step.question.by_value else find_shape(value)]
    except KeyError:
        return _cut(fragment, values, key)
    return fragment.render(Context(dict(values))) if step is None else step.fill(told)


def draw_known(template_name: str, **values: Hashable) -> SafeString:
    """The same of values that come back as they were, like most of a day's blocks: the very text
    is remembered too."""
    return _draw_once(template_name, get_language(), get_script_prefix(), tuple(values.items()))


@lru_cache(maxsize=MOST_DRAWN)
def _draw_once(
    template_name: str,
    language: str | None,
    prefix: str,
    values: tuple[tuple[str, Hashable], ...],
) -> SafeString:
    """The language and the prefix of addresses are part of what a fragment is drawn from."""
    return draw_by_stencil(template_name, dict(values))


def forget_stencils() -> None:
    """Begin anew, as in a process that has just begun."""
    _draw_once.cache_clear()
    _KNOWN.clear()
    _CUT[0] = 0


def _cut(fragment: Template, values: Values, key: Hashable) -> SafeString:
    """Draw the fragment twice, once with marks, and remember what came of it."""
    text = fragment.render(Context(dict(values)))
    asked = Asked()
    shown = {name: asked.show((name,), value) for name, value in values.items()}
    try:
        marked = fragment.render(Context(shown))
    except NotToBeMarked:
        marked = SafeString("")
    pieces = _HOLE.split(marked)
    stencil = Stencil(tuple(pieces), tuple(map(int, pieces[1::2])))
    holds = not asked.is_refused and stencil.fill(asked.told) == text
    if _CUT[0] >= MOST_STENCILS:
        forget_stencils()
    _CUT[0] += 1
    _remember(key, asked.answers, stencil if holds else None)
    return text


def _remember(key: Hashable, answers: Mapping[Question, Hashable], stencil: Step) -> None:
    """Put it where the same answers lead."""
    ways, at = _KNOWN, key
    for question, answer in answers.items():
        fork = ways.setdefault(at, Fork(question, _make_reader(question.path)))
        if not isinstance(fork, Fork) or fork.question != question:
            # It does not always ask in the same order: it is drawn as any other.
            ways[at] = None
            return
        ways, at = fork.ways, answer
    ways[at] = stencil


def _make_reader(path: Path) -> Read:
    name, *rest = path
    if not rest:
        return itemgetter(name)
    if all(isinstance(part, str) for part in rest):
        walk = attrgetter(".".join(map(str, rest)))
        return lambda values: walk(values[str(name)])

    def follow(values: Values) -> Any:
        value = values[str(name)]
        for part in rest:
            value = value[part] if isinstance(part, int) else getattr(value, part)
        return value

    return follow


def find_shape(value: object) -> Hashable:
    """What markup may depend on beside words: whether there are any, and how many of a thing."""
    kind = type(value)
    if kind in WORDS:
        return "words" if value else value
    if value is None or kind is bool:
        return value
    if isinstance(value, tuple | list):
        return len(value)
    return cast(Hashable, kind)


def _spell(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


class Asked:
    """What a fragment asks while it is drawn with marks."""

    def __init__(self) -> None:
        self.answers: dict[Question, Hashable] = {}
        self.numbers: dict[Question, int] = {}
        self.told: list[Any] = []
        """The values that answered, in the order of the questions."""
        self.is_refused = False

    def note(self, question: Question, answer: Hashable, value: Any) -> int:
        """Write a question down; which of them it is."""
        number = self.numbers.setdefault(question, len(self.told))
        if number == len(self.told):
            self.answers[question] = answer
            self.told.append(value)
        return number

    def show(self, path: Path, value: Any) -> Any:
        """A value as the fragment sees it."""
        shape = find_shape(value)
        number = self.note(Question(path), shape, value)
        if shape == "words":
            return Mark(self, path, value, number)
        if isinstance(value, tuple | list):
            return Row(self, path, value)
        return Thing(self, path, value) if isinstance(shape, type) else value

    def refuse(self) -> NoReturn:
        """A condition in a template swallows what is raised, so it is noted too."""
        self.is_refused = True
        raise NotToBeMarked


class Mark(str):
    """Stands for a word: printed as it is, and compared as the word would be."""

    _asked: Asked
    _path: Path
    _value: Any

    def __new__(cls, asked: Asked, path: Path, value: Any, number: int) -> "Mark":
        mark = super().__new__(cls, f"{NONCE}n{number}n")
        mark._asked, mark._path, mark._value = asked, path, value
        return mark

    def _weigh(self) -> Any:
        """From here on the fragment depends on the word itself."""
        self._asked.note(Question(self._path, by_value=True), self._value, self._value)
        return self._value

    def __eq__(self, other: object) -> bool:
        return bool(self._weigh() == (other._weigh() if isinstance(other, Mark) else other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __contains__(self, part: object) -> bool:
        return part in self._weigh()

    def __hash__(self) -> int:
        # What is remembered by a mark would be found again by the word.
        self._asked.refuse()


class Thing:
    """Stands for a value with attributes."""

    __slots__ = ("_asked", "_path", "_value")

    def __init__(self, asked: Asked, path: Path, value: Any) -> None:
        self._asked, self._path, self._value = asked, path, value

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._value, name)
        return self._asked.refuse() if callable(value) else self._show(name, value)

    def _show(self, part: str | int, value: Any) -> Any:
        return self._asked.show((*self._path, part), value)

    def __str__(self) -> str:
        self._asked.refuse()

    def __eq__(self, other: object) -> bool:
        self._asked.refuse()

    def __hash__(self) -> int:
        self._asked.refuse()


class Row(Thing):
    """Stands for several values in a row."""

    __slots__ = ()

    def __len__(self) -> int:
        return len(self._value)

    def __getitem__(self, place: int) -> Any:
        return self._show(place, self._value[place])

    def __iter__(self) -> Iterator[Any]:
        return (self[place] for place in range(len(self)))
