"""The languages that families can read, and how one is chosen."""

from django.urls import register_converter
from django.utils.translation import gettext_noop
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGES = {
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ar": "العربية",
    "zh-hans": "简体中文",
    "vi": "Tiếng Việt",
    "so": "Soomaali",
    "uk": "Українська",
    "ht": "Kreyòl ayisyen",
    "pt": "Português",
}
"""Each named by those who speak it, in the order of the menu."""
WRITTEN_IN = {
    "en": gettext_noop("Written in English"),
    "es": gettext_noop("Written in Spanish"),
    "fr": gettext_noop("Written in French"),
    "ar": gettext_noop("Written in Arabic"),
    "zh-hans": gettext_noop("Written in Chinese"),
    "vi": gettext_noop("Written in Vietnamese"),
    "so": gettext_noop("Written in Somali"),
    "uk": gettext_noop("Written in Ukrainian"),
    "ht": gettext_noop("Written in Haitian Creole"),
    "pt": gettext_noop("Written in Portuguese"),
}
"""Stands beside a teacher's words on a page that speaks another language."""
OTHER_NAMES = {"zh": "zh-hans"}


def choose_language(named: str, accepted: str) -> str:
    """The one that the address names, else the first that the browser asks for, else English."""
    if named:
        return named
    for code, _ in parse_accept_lang_header(accepted.lower()):
        short = code.split("-")[0]
        found = next(
            (each for each in (code, OTHER_NAMES.get(short), short) if each in LANGUAGES), ""
        )
        if found:
            return found
    return "en"


def name_language(root: str, language: str) -> str:
    """The standing address in a language; without one, in whichever the browser asks for."""
    return f"{root}{language}/" if language else root


class LanguageConverter:
    """A language as it stands in an address; anything else is no address."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        """The language's code."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands in the address."""
        return value


# Here, so that the addresses know it as soon as they name the pages.
register_converter(LanguageConverter, "language")
