"""A class's home base as families read it: in their language, a teacher's words as far as there are
any in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from planner.cadence.plan import Language as Written
from planner.families.elsewhere import Language
from planner.families.languages import LANGUAGES, name_language
from planner.families.spoken import Tongue, say_texts
from planner.families.words import Piece, split_links
from planner.services.home_translations import list_entries
from planner.services.homes import SECTIONS, HomeContent, Section

HEADINGS: dict[Section, tuple[str, str]] = {
    "meeting": ("live", gettext_noop("Where to meet")),
    "resource": ("device", gettext_noop("What we use")),
    "time": ("clock", gettext_noop("When")),
    "contact": ("people", gettext_noop("Whom to ask")),
}


@dataclass(frozen=True, slots=True)
class Text:
    """What a teacher wrote, and in which language it stands."""

    text: str
    tongue: Tongue

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The same with the web addresses in it to tap."""
        return tuple(split_links(self.text)) if self.text else ()


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is shown."""

    section: Section
    link: str
    title: Text
    words: Text
    sign_in: Text


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
        return not (self.parts or any(text.text for text in texts))


def make_home_base(content: HomeContent, written: Written) -> HomeBasePage:
    """Decide what a family sees; sections without an entry are left out. `written` is the language
    of the class."""
    told = say_home(content, written)
    welcome = next(told)
    lines = [
        Line(entry.section, entry.link, title=next(told), words=next(told), sign_in=next(told))
        for _, entry in list_entries(content)
    ]
    evening, getting_help = told
    return HomeBasePage(welcome, evening, getting_help, tuple(make_parts(lines)))


def say_home(content: HomeContent, written: Written) -> Iterator[Text]:
    """All its texts in the order in which they are read, those that are empty too."""
    texts = [content.welcome]
    for _, entry in list_entries(content):
        texts += (entry.title, entry.words, entry.sign_in)
    texts += (content.evening, content.getting_help)
    return (Text(*said) for said in say_texts(texts, content.translations, written))


def make_parts(lines: list[Line]) -> Iterator[Part]:
    """The sections that have a line."""
    for section in SECTIONS:
        icon, heading = HEADINGS[section]
        mine = tuple(line for line in lines if line.section == section)
        if mine:
            yield Part(section, icon, gettext(heading), mine)


def list_addresses(root: str, rest: str, spoken: str) -> tuple[Language, ...]:
    """A page that stands at `rest` beneath a root, in every language."""
    return tuple(
        Language(name_language(root, code) + rest, code, name, code == spoken)
        for code, name in LANGUAGES.items()
    )
