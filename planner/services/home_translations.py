"""The texts of a home base that teachers put into other languages, and where their translations go
when entries are moved, changed or taken away."""

from collections.abc import Iterator, Sequence

from planner.models.homes import LONGEST_EVENING
from planner.services.homes import (
    CALLED,
    EVENING,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WORDS,
    SECTIONS,
    HomeContent,
    HomeEntry,
)
from planner.services.translations import Text, Translations

TEXTS = {
    "title": ("", LONGEST_TITLE),
    "words": (": more words", LONGEST_WORDS),
    "sign_in": (": sign in with", LONGEST_TITLE),
}
"""Of an entry, in the order in which families read them: what teachers call each after the entry's
own name, and the letters that it may have."""


def name_text(place: int, field: str) -> str:
    """How translations name a text of the entry at this place, counted from nothing."""
    return f"entry_{place}_{field}"


def list_entries(content: HomeContent) -> Iterator[tuple[int, HomeEntry]]:
    """The entries with their places, in the order in which families read them."""
    for section in SECTIONS:
        for place, entry in enumerate(content.entries):
            if entry.section == section:
                yield place, entry


def list_home_texts(content: HomeContent) -> tuple[Text, ...]:
    """What a teacher wrote, in the order in which families read it."""
    found = [
        Text("welcome", "Welcome", content.welcome, longest=LONGEST_TEXT),
        *_list_entry_texts(content),
        Text(EVENING, "In the evening", content.evening, longest=LONGEST_EVENING, is_line=True),
        Text("getting_help", "How to get help", content.getting_help, longest=LONGEST_TEXT),
    ]
    return tuple(text for text in found if text.original)


def _list_entry_texts(content: HomeContent) -> Iterator[Text]:
    counted = dict.fromkeys(SECTIONS, 0)
    for place, entry in list_entries(content):
        counted[entry.section] += 1
        called = f"{CALLED[entry.section]} {counted[entry.section]}".capitalize()
        for field, (more, longest) in TEXTS.items():
            yield Text(
                name_text(place, field),
                f"{called}{more}",
                getattr(entry, field),
                longest=longest,
                is_line=True,
            )


def follow_texts(before: HomeContent, after: HomeContent) -> Translations:
    """The translations of a home base once it says something else: they go along with entries that
    were moved, and those of an entry that is gone go with it."""
    went = _follow_entries(before.entries, after.entries)
    names = {
        name_text(old, field): name_text(new, field) for old, new in went.items() for field in TEXTS
    }
    gone = {name_text(place, field) for place in range(len(before.entries)) for field in TEXTS}
    gone -= names.keys()
    return tuple(
        each._replace(of=names.get(each.of, each.of))
        for each in before.translations
        if each.of not in gone
    )


def _follow_entries(before: Sequence[HomeEntry], after: Sequence[HomeEntry]) -> dict[int, int]:
    """Where each entry went: to the one of its section with which it shares most, or, where it
    shares nothing with any, to the one in its own place."""
    likely = sorted(
        (-_count_shared(old, new), abs(there - here), here, there)
        for here, old in enumerate(before)
        for there, new in enumerate(after)
        if old.section == new.section and (here == there or _count_shared(old, new))
    )
    went: dict[int, int] = {}
    for _, _, here, there in likely:
        if here not in went and there not in went.values():
            went[here] = there
    return went


def _count_shared(one: HomeEntry, other: HomeEntry) -> int:
    pairs = ((getattr(one, each), getattr(other, each)) for each in ("link", *TEXTS))
    return sum(bool(mine) and mine == theirs for mine, theirs in pairs)
