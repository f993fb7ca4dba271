"""The form of a class's home base: its texts, and its entries one under the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from pydantic import TypeAdapter, ValidationError

from planner.models.homes import LONGEST_EVENING
from planner.services.home_translations import follow_texts
from planner.services.homes import (
    CALLED,
    LONGEST_LINK,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_ENTRIES,
    SECTIONS,
    HomeContent,
    HomeEntry,
    HomeTranslations,
    Section,
)

FIELDS = ("title", "link", "sign_in", "words")
WORDS: dict[Section, tuple[str, str]] = {
    "meeting": ("Where to meet", "What it is called, for instance Morning meeting"),
    "resource": ("What we use", "What it is called, for instance Reading shelf"),
    "time": ("When", "What happens, for instance Lunch"),
    "contact": ("Whom to ask", "Who it is, for instance Ms Ruiz"),
}
"""A section's heading, and what an entry's title says."""


def make_text_field(label: str, help_text: str) -> forms.CharField:
    """A field for some lines of a teacher's words."""
    area = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_TEXT, help_text=help_text, widget=area
    )


def make_line_field(label: str, longest: int) -> forms.CharField:
    """A field for one line of a teacher's words."""
    line = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=longest, widget=line)


class EntryForm(forms.Form):
    """One entry. Left empty altogether, it is none."""

    section = forms.ChoiceField(
        choices=[(each, each) for each in SECTIONS], widget=forms.HiddenInput
    )
    title = make_line_field("Name", LONGEST_TITLE)
    link = forms.URLField(
        label="Web address",
        required=False,
        max_length=LONGEST_LINK,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    sign_in = make_line_field("Sign in with", LONGEST_TITLE)
    words = make_line_field("More words", LONGEST_WORDS)

    def __init__(
        self, data: Mapping[str, Any] | None, initial: Mapping[str, Any], number: int
    ) -> None:
        """The entry at this place of the form, counted from nothing."""
        super().__init__(data, initial=dict(initial), prefix=f"entry-{number}")
        self.number = number
        section = str(self["section"].value())
        self.kind = next((each for each in SECTIONS if each == section), SECTIONS[0])
        self.fields["title"].help_text = f"{WORDS[self.kind][1]}."
        if self.kind == "contact":
            self.fields["words"].label = "How to reach them"
        elif self.kind == "time":
            self.fields["words"].label = "When it is"

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that people see: a time or a contact is not signed in to."""
        names = FIELDS if self.kind in ("meeting", "resource") else ("title", "words", "link")
        return [self[name] for name in names]

    def clean_link(self) -> str:
        """Only what a browser opens as a page: a link of another kind could run something."""
        link: str = self.cleaned_data["link"]
        if link and not link.lower().startswith(("https://", "http://")):
            raise forms.ValidationError("A web address begins with https:// or http://.")
        return link

    def clean(self) -> dict[str, Any]:
        """Whatever is said needs a name to stand under."""
        data = super().clean() or {}
        if not self.is_blank and not data.get("title") and "title" not in self.errors:
            self.add_error("title", "Give it a name: families tap on that.")
        return data

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed here."""
        return not any(str(self[name].value() or "").strip() for name in FIELDS)

    @property
    def entry(self) -> HomeEntry:
        """The checked values."""
        data = self.cleaned_data
        return HomeEntry(section=self.kind, **{name: data[name] for name in FIELDS})


TEXTS = ("welcome", "getting_help", "evening", "version", "translations")
TRANSLATIONS = TypeAdapter[HomeTranslations](HomeTranslations)


class HomeBaseForm(forms.Form):
    """All of a home base, as made from one version of it."""

    welcome = make_text_field("Welcome", "Two or three sentences that a family reads first.")
    getting_help = make_text_field(
        "How to get help", "What to do when a link does not open, or when a day goes wrong."
    )
    evening = forms.CharField(
        label="In the evening",
        required=False,
        max_length=LONGEST_EVENING,
        help_text="A nudge at the end of each day, such as to read together. It counts nowhere.",
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto"}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    count = forms.IntegerField(min_value=0, max_value=MOST_ENTRIES, widget=forms.HiddenInput)
    translations = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    """Only where a change is taken back: those that there were. Else they stay."""

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """The form with as many entries as its count says."""
        super().__init__(data, **kwargs)
        count = str(self["count"].value() or 0)
        many = min(int(count), MOST_ENTRIES) if count.isdecimal() and len(count) < 4 else 0
        told = self.initial.get("entries", ())
        self.entries = [
            EntryForm(data, told[number] if number < len(told) else {}, number)
            for number in range(many)
        ]

    def is_valid(self) -> bool:
        """Whether the texts hold and every entry does."""
        return all([super().is_valid(), *(entry.is_valid() for entry in self.entries)])

    def clean_translations(self) -> HomeTranslations | None:
        """Those that are to stand; None for those that do."""
        posted: str = self.cleaned_data["translations"]
        try:
            return TRANSLATIONS.validate_json(posted) if posted else None
        except ValidationError as error:
            raise forms.ValidationError("These are no translations.") from error

    @property
    def sections(self) -> list[tuple[str, str, str, list[EntryForm]]]:
        """Each section: its name, its heading, what an entry is called, and its entries."""
        return [
            (
                *(each, WORDS[each][0], CALLED[each]),
                [entry for entry in self.entries if entry.kind == each],
            )
            for each in SECTIONS
        ]

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another entry."""
        return len(self.entries) >= MOST_ENTRIES

    def read_content(self, before: HomeContent) -> HomeContent:
        """The checked values, entries in the order of their sections; translations go along from
        what stands, unless others were posted."""
        said = [entry.entry for entry in self.entries if not entry.is_blank]
        content = HomeContent(
            welcome=self.cleaned_data["welcome"].replace("\r\n", "\n"),
            getting_help=self.cleaned_data["getting_help"].replace("\r\n", "\n"),
            evening=self.cleaned_data["evening"],
            entries=tuple(sorted(said, key=lambda entry: SECTIONS.index(entry.section))),
        )
        posted: HomeTranslations | None = self.cleaned_data["translations"]
        translations = follow_texts(before, content) if posted is None else posted
        return content.model_copy(update={"translations": translations})


def spell_form(content: HomeContent, version: int) -> dict[str, Any]:
    """The form's values of a home base as it stands."""
    entries = [entry.model_dump() for entry in content.entries]
    return {
        "welcome": content.welcome,
        "getting_help": content.getting_help,
        "evening": content.evening,
        "version": version,
        "count": len(entries),
        "entries": entries,
    }


def spell_posted(content: HomeContent, version: int) -> dict[str, str]:
    """A home base as the form would post it, made from a version; its translations too."""
    said = TRANSLATIONS.dump_json(content.translations).decode()
    values = spell_form(content, version) | {"translations": said}
    rows = enumerate(values.pop("entries"))
    entries = {f"entry-{n}-{name}": value for n, row in rows for name, value in row.items()}
    return {name: str(value) for name, value in {**values, **entries}.items()}


@dataclass(frozen=True, slots=True)
class Step:
    """What a step brought: the form's values, and where the one who pressed it should be."""

    values: dict[str, Any]
    place: int | None
    """The entry that was added or moved; None where one was taken away."""
    section: str


def change_entries(data: Mapping[str, str], step: str) -> Step:
    """What was typed, with one entry added, taken away or moved.

    Steps are add-resource, remove-3, up-3 and down-3. Any other leaves all as it was.
    """
    rows = [read_row(data, number) for number in range(len(HomeBaseForm(data).entries))]
    what, _, which = step.partition("-")
    place, section = None, ""
    if what == "add" and which in SECTIONS:
        section = which
        if len(rows) < MOST_ENTRIES:
            rows.append({"section": which})
            place = len(rows) - 1
    elif which.isdecimal() and len(which) < 4 and int(which) < len(rows):
        section = rows[int(which)]["section"]
        place = move_row(rows, what, int(which))
    texts = {name: data.get(name, "") for name in TEXTS}
    return Step({**texts, "count": len(rows), "entries": rows}, place, section)


def move_row(rows: list[dict[str, str]], what: str, number: int) -> int | None:
    """Take a row away, or let it change places with the nearest of its section; where it is."""
    if what == "remove":
        del rows[number]
        return None
    before = range(number - 1, -1, -1)
    places: Iterable[int] = {"up": before, "down": range(number + 1, len(rows))}.get(what, ())
    mine = rows[number].get("section")
    other = next((each for each in places if rows[each].get("section") == mine), number)
    rows[number], rows[other] = rows[other], rows[number]
    return other


def read_row(data: Mapping[str, str], number: int) -> dict[str, str]:
    """An entry as it was typed."""
    return {name: data.get(f"entry-{number}-{name}", "") for name in ("section", *FIELDS)}
