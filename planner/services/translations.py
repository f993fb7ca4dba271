"""What becomes of a block's translations where the block is copied, or gets other words."""

from collections.abc import Callable, Collection, Iterable, Mapping

from planner.cadence.plan import Translation, digest_words
from planner.models import Block

SUPPORT = "support_"
"""Begins the name of a text that is for one group alone; the group's key follows."""

Translations = tuple[Translation, ...]


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
