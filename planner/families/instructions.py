"""What a block asks of a family, in the parts of which its text was made.

Our own words among them are said in the page's language; a teacher's stay as they were written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from planner.cadence.plan import PlannedBlock
from planner.families.session_words import WORK_TIME_OPTIONS, read_for_families
from planner.families.spoken import find_original
from planner.families.task_words import SHOW_WAYS, TaskWords, read_task
from planner.families.words import Piece, split_links
from planner.speech import spell_minutes


@dataclass(frozen=True, slots=True)
class Option:
    """Something to pick: as families read it, and as it is remembered."""

    name: str
    words: str
    is_ours: bool
    """Whether the words are the page's own, in its language."""


@dataclass(frozen=True, slots=True)
class Instructions:
    """The parts of a block's text; what it does not say is empty."""

    words: str = ""
    """The steps, or what else was written, in one piece."""
    text: tuple[Piece, ...] = ()
    """The same with its addresses."""
    video: str = ""
    video_words: str = ""
    choose: str = ""
    options: tuple[Option, ...] = ()
    timer: int = 0
    """Minutes."""
    timer_words: str = ""
    ways: tuple[str, ...] = ()
    hand_in: str = ""
    bring: str = ""


def read_instructions(block: PlannedBlock) -> Instructions:
    """A block's text in parts."""
    if block.mode == "async":
        return read_task_parts(block, read_task(block.instructions))
    parts = read_for_families(block.instructions)
    options = [
        Option(words, gettext(words), True)
        for name, words in WORK_TIME_OPTIONS.items()
        if name in parts.work_time
    ]
    return Instructions(
        words=parts.words,
        text=tuple(split_links(parts.words)),
        bring=parts.bring,
        choose=gettext("After the lesson, choose:") if options else "",
        options=tuple(options),
    )


def read_task_parts(block: PlannedBlock, words: TaskWords) -> Instructions:
    """The same of a task's parts."""
    counts = {"pick": words.pick, "count": len(words.options)}
    watch = gettext("Watch first, with captions") if words.captions else gettext("Watch first")
    steps = "\n".join(words.steps)
    return Instructions(
        words=steps,
        text=tuple(split_links(steps)),
        video=words.video,
        video_words=watch if words.video else "",
        choose=gettext("Choose %(pick)s of these %(count)s:") % counts if words.options else "",
        options=tuple(list_options(block, words.options)),
        timer=words.timer or 0,
        timer_words=spell_minutes(words.timer) if words.timer else "",
        ways=tuple(gettext(said) for name, said in SHOW_WAYS.items() if name in words.show_by),
        hand_in=words.hand_in,
    )


def list_options(block: PlannedBlock, options: Sequence[str]) -> Iterator[Option]:
    """What there is to pick from; remembered as it was written, whoever reads it in whichever
    language."""
    written = find_original(block, "\n".join(options)).split("\n")
    for option, name in zip(options, written, strict=False):
        yield Option(name, option, False)
