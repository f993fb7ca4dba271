"""A class's home base as families read it: our words in their language, a teacher's as written."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from planner.families.elsewhere import Language
from planner.families.languages import LANGUAGES, name_language
from planner.families.spoken import tell_text
from planner.families.words import Piece, mark_written, split_links
from planner.services.homes import SECTIONS, HomeContent, HomeEntry, Section

HEADINGS: dict[Section, tuple[str, str]] = {
    "meeting": ("live", gettext_noop("Where to meet")),
    "resource": ("device", gettext_noop("What we use")),
    "time": ("clock", gettext_noop("When")),
    "contact": ("people", gettext_noop("Whom to ask")),
}


@dataclass(frozen=True, slots=True)
class Text:
    """What a teacher wrote, in pieces, and the attribute that names its language."""

    pieces: tuple[Piece, ...]
    written: SafeString


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is shown."""

    entry: HomeEntry
    written: SafeString
    sign_in: SafeString
    words: Text


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its entries."""

    name: Section
    icon: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HomeBasePage:
    """Everything that the template of a home base needs."""

    welcome: Text
    evening: Text
    getting_help: Text
    parts: tuple[Part, ...]
    mark: str
    """In which language it is written, where the page speaks another."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        texts = (self.welcome, self.evening, self.getting_help)
        return not (self.parts or any(text.pieces for text in texts))


def make_home_base(content: HomeContent, written: str) -> HomeBasePage:
    """Decide what a family sees; sections without an entry are left out. `written` is the language
    of the class."""
    parts = []
    for section in SECTIONS:
        icon, heading = HEADINGS[section]
        lines = tuple(
            make_line(each, written) for each in content.entries if each.section == section
        )
        if lines:
            parts.append(Part(section, icon, gettext(heading), lines))
    texts = (content.welcome, content.evening, *(entry.title for entry in content.entries))
    return HomeBasePage(
        welcome=make_text(content.welcome, written),
        evening=make_text(content.evening, written),
        getting_help=make_text(content.getting_help, written),
        parts=tuple(parts),
        mark=tell_text(" ".join(texts), written).mark,
    )


def make_line(entry: HomeEntry, written: str) -> Line:
    """One entry as it is shown."""
    title, sign_in = (mark_written(text, written) for text in (entry.title, entry.sign_in))
    return Line(entry, title, sign_in, make_text(entry.words, written))


def make_text(text: str, written: str) -> Text:
    """A teacher's text, with the web addresses in it to tap."""
    return Text(tuple(split_links(text)) if text else (), mark_written(text, written))


def list_addresses(root: str, rest: str, spoken: str) -> tuple[Language, ...]:
    """A page that stands at `rest` beneath a root, in every language."""
    return tuple(
        Language(name_language(root, code) + rest, code, name, code == spoken)
        for code, name in LANGUAGES.items()
    )
