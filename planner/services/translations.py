"""Keeping blocks' translations, and what becomes of them where a block is copied or reworded."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from planner.cadence.plan import Language, Translation, digest_words
from planner.models import Block, Change, Classroom, User
from planner.services.history import lock_blocks, perform

SUPPORT = "support_"
"""Begins the name of a text that is for one group alone; the group's key follows."""

Translations = tuple[Translation, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One of a block's texts, by the name that its translations give it."""

    name: str
    label: str
    """What teachers call it."""
    original: str
    longest: int
    """Letters that the original may have."""
    is_line: bool = False
    """Whether it is written in one line."""
    is_list: bool = False
    """Whether each of its lines stands for itself, so that empty ones fall away."""


def translations_of(block: Block) -> Translations:
    """What stands in a block's row."""
    return tuple(Translation(*each) for each in block.translations)


def name_support(group: int | str) -> str:
    """How translations name what is written for a group."""
    return f"{SUPPORT}{group}"


def keep_texts(translations: Iterable[Translation], names: Collection[str]) -> Translations:
    """The translations of these texts alone."""
    return tuple(each for each in translations if each.of in names)


def rename_groups(translations: Iterable[Translation], groups: Mapping[int, int]) -> Translations:
    """The same where each of these groups has another key; what is for any other is left out."""
    names = {name_support(old): name_support(new) for old, new in groups.items()}
    return tuple(
        each._replace(of=names.get(each.of, each.of))
        for each in translations
        if each.of in names or not each.of.startswith(SUPPORT)
    )


def reword(
    translations: Iterable[Translation], texts: Mapping[str, str], change: Callable[[str], str]
) -> Translations:
    """Each translation changed as its original, one of these texts, is changed: what held for that
    holds for the changed one, and what was older stays older."""
    return tuple(
        each._replace(
            text=change(each.text),
            original=digest_words(change(texts[each.of]))
            if each.original == digest_words(texts[each.of])
            else each.original,
        )
        for each in translations
    )


def recall_translations(
    classroom: Classroom, language: Language, originals: Iterable[str], most: int = 300
) -> dict[str, str]:
    """What these texts were called in a language when it was last said of any block of the class,
    by their digests; one query."""
    wanted = {digest_words(text) for text in originals}
    rows = (
        Block.objects.standing()
        .filter(day__classroom=classroom)
        .exclude(translations=[])
        .order_by("-day__date", "pk")
        .values_list("translations", flat=True)[:most]
    )
    found: dict[str, str] = {}
    for each in (Translation(*said) for row in rows for said in row):
        if each.language == language and each.original in wanted:
            found.setdefault(each.original, each.text)
    return found


@transaction.atomic
def keep_translations(
    *,
    by: User | None,
    classroom: Classroom,
    updates: Mapping[UUID, Translations],
    versions: Mapping[UUID, int],
    what: str,
    now: dt.datetime,
) -> Change:
    """Give blocks of a class these translations in place of those they have, as one gesture.

    Raises StaleEdit when one of the blocks is not at the version that was seen.
    """
    standing = lock_blocks(classroom, updates)
    states = [
        standing.states[pk].model_copy(update={"translations": said})
        for pk, said in updates.items()
    ]
    return perform(
        by=by,
        classroom=classroom,
        states=states,
        versions=versions,
        what=what,
        standing=standing,
        now=now,
    )
