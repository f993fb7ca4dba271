"""What families read about a live session: made from the form's fields, and read back from it.

It is one text, because a block has one: so it is judged, published and undone like the rest of
the block, and words that somebody typed on the week page are never lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop

WORK_TIME_OPTIONS = {
    "solo": gettext_noop("log off and work alone"),
    "breakout": gettext_noop("work in a breakout room"),
    "with_teacher": gettext_noop("work with the teacher"),
    "stay_on": gettext_noop("stay on and work quietly"),
}
BRING = "Bring: "
CHOOSE = "After the lesson, choose: "


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """A session's text in parts: the teacher's own words, what to bring, what to choose from."""

    words: str = ""
    bring: str = ""
    work_time: tuple[str, ...] = ()


def spell_options(work_time: Iterable[str]) -> str:
    """The options as families read them, always in the same order: "a, b or c"."""
    chosen = set(work_time)
    options = [words for name, words in WORK_TIME_OPTIONS.items() if name in chosen]
    if len(options) < 2:
        return "".join(options)
    return f"{', '.join(options[:-1])} or {options[-1]}"


def spell_for_families(parts: FamilyWords) -> str:
    """The block's instructions: own words first, then a line each for what to bring and choose."""
    options = spell_options(parts.work_time)
    lines = (
        parts.words.replace("\r\n", "\n").strip(),
        f"{BRING}{parts.bring.strip()}" if parts.bring.strip() else "",
        f"{CHOOSE}{options}." if options else "",
    )
    return "\n".join(line for line in lines if line)


def read_options(line: str) -> tuple[str, ...]:
    """The options that a line names; none unless the line is exactly as we spell it."""
    found = tuple(name for name, words in WORK_TIME_OPTIONS.items() if words in line)
    return found if line == f"{CHOOSE}{spell_options(found)}." else ()


def read_for_families(text: str) -> FamilyWords:
    """A block's instructions in parts; whatever is not spelled as we do stays with the words."""
    lines = text.replace("\r\n", "\n").rstrip().split("\n")
    work_time = read_options(lines[-1])
    if work_time:
        lines.pop()
    bring = ""
    if lines and lines[-1].startswith(BRING):
        bring = lines.pop().removeprefix(BRING).strip()
    return FamilyWords("\n".join(lines).strip(), bring, work_time)
