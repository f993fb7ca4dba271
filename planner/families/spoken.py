"""A day in the language that its reader chose, as far as teachers entered it there.

What has no translation, or one of an older text, stays as it was written and is marked with its
language: words that no longer fit would tell a family something else than the teacher does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from planner.cadence.plan import Language, PlannedBlock, PlannedDay, Translation, digest_words
from planner.families.languages import WRITTEN_IN
from planner.families.session_words import read_for_families, spell_for_families
from planner.families.task_words import read_task, spell_task
from planner.families.words import NO_MARK, guess_language, spell_mark

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """In which language a text stands on the page."""

    attribute: SafeString
    """Names the language, where it is not the page's."""
    mark: str
    """Says it to the reader, where a stretch in that language begins."""


NO_TONGUE = Tongue(NO_MARK, "")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says texts that were written in one language in the one being spoken."""

    written: Language
    known: Mapping[str, Translation]
    """What they say in the language being spoken, by the digests of the originals."""
    turned: list[Translation] = field(default_factory=list)
    """What was written where a translation was said, by the digest of that."""

    def say(self, text: str) -> str:
        """The text's translation; the text itself where it has none."""
        found = self.known.get(digest_words(text)) if text and self.known else None
        if found is None:
            return text
        self.turned.append(Translation(found.of, self.written, digest_words(found.text), text))
        return found.text


def find_voice(translations: Iterable[Translation], written: Language) -> Voice:
    """What says texts with these translations; a text's own language needs none."""
    spoken = get_language()
    mine = (each for each in translations if each.language == spoken != written)
    return Voice(written, {each.original: each for each in mine})


def speak_day(day: PlannedDay, written: Language) -> PlannedDay:
    """The day as it is said in the language being spoken; `written` is its class's."""
    blocks = tuple(speak_block(block, written) for block in day.blocks)
    return day if blocks == day.blocks else day.model_copy(update={"blocks": blocks})


def speak_block(block: PlannedBlock, written: Language) -> PlannedBlock:
    """The block turned around: where a text has a translation, that stands in its place, and the
    original among the translations."""
    if not block.translations and block.language == written:
        return block
    voice = find_voice(block.translations, written)
    said = _say_texts(block, voice.say) if voice.known else {}
    kept = {"language": written, "translations": tuple(voice.turned)}
    return block.model_copy(update={**said, **kept})


def _say_texts(block: PlannedBlock, say: Say) -> dict[str, object]:
    return {
        "title": say(block.title),
        "instructions": _say_instructions(block, say),
        "coach_check": say(block.coach_check),
        "supports": tuple((group, say(text)) for group, text in block.supports),
    }


def _say_instructions(block: PlannedBlock, say: Say) -> str:
    """The text of which its parts are translated one by one; as it was where none is."""
    parts = list_parts(block)
    said = {name: say(text) for name, text in parts.items()}
    if said == parts:
        return block.instructions
    if block.mode != "async":
        session = read_for_families(block.instructions)
        return spell_for_families(replace(session, words=said["words"], bring=said["bring"]))
    options, steps = said["options"].split("\n"), said["words"].split("\n")
    task = read_task(block.instructions)
    if len(options) != len(task.options or ("",)):
        options = list(task.options)
    return spell_task(
        replace(
            task,
            steps=tuple(filter(None, steps)),
            options=tuple(filter(None, options)),
            hand_in=said["hand_in"],
        )
    )


def list_parts(block: PlannedBlock) -> dict[str, str]:
    """The parts of a block's instructions that a teacher wrote, each by its name."""
    if block.mode != "async":
        session = read_for_families(block.instructions)
        return {"words": session.words, "bring": session.bring}
    task = read_task(block.instructions)
    return {
        "words": "\n".join(task.steps),
        "options": "\n".join(task.options),
        "hand_in": task.hand_in,
    }


def find_original(block: PlannedBlock, text: str) -> str:
    """What a teacher wrote where the block says this; the same where it says what was written."""
    name = digest_words(text) if block.translations else ""
    return next((each.text for each in block.translations if each.original == name), text)


def tell_tongues(block: PlannedBlock, texts: Iterable[str]) -> Iterator[Tongue]:
    """In which language each of a block's texts is, in the order in which they are read."""
    return tell_stretches(texts, block.translations, block.language)


def tell_stretches(
    texts: Iterable[str], turned: Iterable[Translation], written: str
) -> Iterator[Tongue]:
    """The same of any texts, of a class that writes in this language; `turned` are the originals
    of those that are translations."""
    spoken = get_language() or "en"
    translated = {each.original for each in turned}
    before = spoken
    for text in texts:
        if not text:
            yield NO_TONGUE
            continue
        is_translated = bool(translated) and digest_words(text) in translated
        here = spoken if is_translated else guess_language(text, written)
        begins = here in WRITTEN_IN and here not in (spoken, before)
        attribute = NO_MARK if here == spoken else spell_mark(here)
        yield Tongue(attribute, gettext(WRITTEN_IN[here]) if begins else "")
        before = here


def tell_title(block: PlannedBlock) -> Tongue:
    """In which language a block's title is."""
    return next(tell_tongues(block, (block.title,)))


def say_texts(
    texts: Sequence[str], translations: Iterable[Translation], written: Language
) -> Iterator[tuple[str, Tongue]]:
    """What texts say that are read in this order, each with its language."""
    voice = find_voice(translations, written)
    said = [voice.say(text) for text in texts]
    return zip(said, tell_stretches(said, voice.turned, written), strict=True)
