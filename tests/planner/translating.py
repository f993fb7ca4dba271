"""Giving blocks words in other languages."""

from planner.cadence.plan import Language, Translation, digest_words
from planner.models import Block
from planner.services.blocks import change_block
from planner.services.translations import translations_of
from tests.factories import NOW

Said = tuple[str, str, str]
"""Of which text, what it says, and what that is in the other language."""


def translate(block: Block, *said: Said, language: Language = "es") -> Block:
    """Add these translations to a block."""
    translations = tuple(
        Translation(of, language, digest_words(original), text) for of, original, text in said
    )
    change_block(
        by=None,
        block=block,
        version=block.version,
        fields={"translations": (*translations_of(block), *translations)},
        now=NOW,
    )
    return Block.objects.select_related("day__classroom__school").get(pk=block.pk)
