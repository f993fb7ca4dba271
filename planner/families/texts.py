"""The texts of a block that families read, as teachers put them into other languages."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.cadence.plan import Language, PlannedBlock, Translation, digest_words
from planner.families.spoken import list_parts
from planner.models import Block
from planner.models.roster import LANGUAGES
from planner.review import plan_block
from planner.services.translations import (
    SUPPORT,
    Text,
    Translations,
    name_support,
    translations_of,
)

LABELS = {
    "title": "Title",
    "words": "What families read",
    "bring": "What to bring",
    "options": "Choice board",
    "hand_in": "What to hand in, and where",
    "coach_check": "Coach check",
}
LONGEST = {
    "title": 200,
    "words": 4000,
    "bring": 300,
    "options": 1000,
    "hand_in": 200,
    "coach_check": 300,
    SUPPORT: 1000,
}
"""Letters that the originals may have; those of a support note are one text for each group."""
LINES = {"title", "bring", "hand_in", "coach_check"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a block is said in a language."""

    code: Language
    name: str
    texts: int
    """How many there are to translate."""
    fitting: int
    older: int
    """How many were made from a text that has changed since."""

    @property
    def words(self) -> str:
        """The same in words; nothing where nobody began."""
        if self.older:
            return "older than the original"
        if not self.fitting:
            return ""
        return "complete" if self.fitting == self.texts else f"{self.fitting} of {self.texts}"


def list_originals(block: PlannedBlock) -> dict[str, str]:
    """What a teacher wrote of a block, each text by the name that its translations give it, in the
    order in which families read it."""
    supports = {name_support(group): text for group, text in block.supports}
    found = {"title": block.title, **list_parts(block), **supports}
    found["coach_check"] = block.coach_check
    return {name: text for name, text in found.items() if text}


def list_texts(block: Block) -> tuple[Text, ...]:
    """The same of a row, with what teachers call each; what is for a group that is gone is left
    out."""
    is_task = block.mode == "async"
    labels = LABELS | ({"words": "Steps"} if is_task else {})
    groups = block.day.classroom.groups.all()
    labels |= {name_support(group.pk): f"For {group.name}" for group in groups}
    lists = ("words", "options") if is_task else ()
    return tuple(
        Text(
            name,
            labels[name],
            original,
            longest=LONGEST[SUPPORT if name.startswith(SUPPORT) else name],
            is_line=name in LINES,
            is_list=name in lists,
        )
        for name, original in list_originals(plan_block(block, ())).items()
        if name in labels
    )


def find_older(block: PlannedBlock) -> list[str]:
    """The languages in which some of a block's translations are older than their originals."""
    names = {name: digest_words(text) for name, text in list_originals(block).items()}
    older = {
        each.language
        for each in block.translations
        if names.get(each.of, each.original) != each.original
    }
    return [name for code, name in LANGUAGES.items() if code in older]


def tell_coverage(block: Block) -> tuple[Coverage, ...]:
    """How far a block is said in each language but its class's own."""
    return cover_texts(list_texts(block), translations_of(block), block.day.classroom.language)


def cover_texts(texts: Collection[Text], said: Translations, written: str) -> tuple[Coverage, ...]:
    """How far these texts are said in each language but the one that they are written in."""
    return tuple(
        _cover(texts, code, [each for each in said if each.language == code])
        for code in LANGUAGES
        if code != written
    )


def _cover(texts: Iterable[Text], code: Language, said: Iterable[Translation]) -> Coverage:
    originals = {text.name: digest_words(text.original) for text in texts}
    fits = [each.original == originals[each.of] for each in said if each.of in originals]
    older = len(fits) - sum(fits)
    return Coverage(code, LANGUAGES[code], len(originals), sum(fits), older)


def retranslate(
    texts: Iterable[Text],
    stands: Translations,
    language: Language,
    said: Mapping[str, str],
    still: Collection[str],
) -> Translations:
    """The translations that stand, once these texts say this in a language, by their names.

    What was made from an older text and was not touched stays older, unless it is `still` right.
    """
    kept = [each for each in stands if each.language != language]
    before = {each.of: each for each in stands if each.language == language}
    for text in texts:
        words = said.get(text.name, "")
        old = before.get(text.name)
        untouched = old is not None and old.text == words and text.name not in still
        if old is not None and untouched:
            kept.append(old)
        elif words:
            kept.append(Translation(text.name, language, digest_words(text.original), words))
    return tuple(kept)


def say_elsewhere(
    said: Translations, language: Language, others: Iterable[Block]
) -> Iterator[tuple[Block, Translations]]:
    """The other blocks that have texts with the same words, each with its translations once those
    say the same there."""
    known = {each.original: each.text for each in said if each.language == language}
    for block in others:
        stands = translations_of(block)
        mine = {
            text.name: Translation(text.name, language, name, known[name])
            for text in list_texts(block)
            if (name := digest_words(text.original)) in known
        }
        rest = (each for each in stands if (each.language, each.of) not in _keys(mine.values()))
        new = (*rest, *mine.values())
        if set(new) != set(stands):
            yield block, new


def _keys(translations: Iterable[Translation]) -> set[tuple[str, str]]:
    return {(each.language, each.of) for each in translations}
