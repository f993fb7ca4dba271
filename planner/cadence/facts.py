"""The facts that a rule may ask about a block beyond mode, time and subject."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, get_args

from .plan import PlannedBlock

Fact = Literal[
    "tool",
    "approved_tool",
    "unapproved_tool",
    "meeting_tool",
    "link",
    "instructions",
    "instruction",
    "coach_check",
    "printing",
    "subject",
    "purpose",
    "due",
]


@dataclass(frozen=True, slots=True)
class FactWords:
    """A fact's test and how a sentence says that a block has it, lacks it, or should be mended."""

    holds: Callable[[PlannedBlock], bool]
    having: str
    lacking: str
    add: str
    remove: str


FACTS: dict[Fact, FactWords] = {
    "tool": FactWords(
        lambda block: block.tool is not None,
        "with a tool",
        "without a tool",
        "Say which tool each one uses",
        "Plan it without a tool",
    ),
    "approved_tool": FactWords(
        lambda block: block.tool is not None and block.tool.approved,
        "on an approved tool",
        "without an approved tool",
        "Move each one to an approved tool",
        "Choose another tool",
    ),
    "unapproved_tool": FactWords(
        lambda block: block.tool is not None and not block.tool.approved,
        "on a tool that is not approved",
        "without an unapproved tool",
        "Choose another tool",
        "Move it to an approved tool",
    ),
    "meeting_tool": FactWords(
        lambda block: block.tool is not None and block.tool.meeting,
        "on a meeting platform",
        "without a meeting platform",
        "Give each one a meeting platform",
        "Choose a tool that is not a meeting platform",
    ),
    "link": FactWords(
        lambda block: bool(block.link),
        "with a link",
        "without a link",
        "Add the missing link",
        "Take the link out",
    ),
    "instructions": FactWords(
        lambda block: bool(block.instructions.strip()),
        "with written instructions",
        "without written instructions",
        "Write a line or two on what to do",
        "Take the instructions out",
    ),
    "instruction": FactWords(
        lambda block: block.instruction_minutes is not None,
        "with recorded instruction",
        "without recorded instruction",
        "Add a short recording that teaches it",
        "Take the recording out",
    ),
    "coach_check": FactWords(
        lambda block: bool(block.coach_check.strip()),
        "with a coach check",
        "without a coach check",
        "Add one sentence that lets an adult see it is done",
        "Take the coach check out",
    ),
    "printing": FactWords(
        attrgetter("needs_printing"),
        "with something to print",
        "with nothing to print",
        "Offer it on paper",
        "Let it be done on the device or on any paper at home",
    ),
    "subject": FactWords(
        lambda block: block.subject is not None,
        "with a subject",
        "without a subject",
        "Name the subject",
        "Take the subject out",
    ),
    "purpose": FactWords(
        lambda block: block.purpose is not None,
        "with a purpose",
        "without a purpose",
        "Name the purpose",
        "Take the purpose out",
    ),
    "due": FactWords(
        lambda block: block.due is not None,
        "with a due time",
        "without a due time",
        "Say when it is due",
        "Take the due time out",
    ),
}

if set(FACTS) != set(get_args(Fact)):
    raise AssertionError("every fact needs its words")
