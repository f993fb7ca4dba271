"""A class's home base as families read it: our words in their language, a teacher's as written."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from planner.families.elsewhere import Language
from planner.families.languages import LANGUAGES, name_language
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

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        texts = (self.welcome, self.evening, self.getting_help)
        return not (self.parts or any(text.pieces for text in texts))


def make_home_base(content: HomeContent) -> HomeBasePage:
    """Decide what a family sees; sections without an entry are left out."""
    parts = []
    for section in SECTIONS:
        icon, heading = HEADINGS[section]
        lines = tuple(make_line(each) for each in content.entries if each.section == section)
        if lines:
            parts.append(Part(section, icon, gettext(heading), lines))
    return HomeBasePage(
        welcome=make_text(content.welcome),
        evening=make_text(content.evening),
        getting_help=make_text(content.getting_help),
        parts=tuple(parts),
    )


def make_line(entry: HomeEntry) -> Line:
    """One entry as it is shown."""
    return Line(
        entry, mark_written(entry.title), mark_written(entry.sign_in), make_text(entry.words)
    )


def make_text(text: str) -> Text:
    """A teacher's text, with the web addresses in it to tap."""
    return Text(tuple(split_links(text)) if text else (), mark_written(text))


def list_addresses(root: str, rest: str, spoken: str) -> tuple[Language, ...]:
    """A page that stands at `rest` beneath a root, in every language."""
    return tuple(
        Language(name_language(root, code) + rest, code, name, code == spoken)
        for code, name in LANGUAGES.items()
    )
