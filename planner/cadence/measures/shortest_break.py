"""The shortest break measure."""

from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from planner.cadence.measuring import (
    Case,
    Example,
    Measure,
    Measured,
    Part,
    SeeDay,
    Trend,
    Unit,
    Wording,
    compare_minutes,
)
from planner.cadence.plan import PlannedBlock
from planner.cadence.selections import Selection, name_adjectives, name_blocks, name_tail
from planner.cadence.words import say_count

Pause = tuple[int, PlannedBlock, PlannedBlock]


class ShortestBreak(Measure):
    """The shortest pause between chosen blocks of a day, in minutes.

    Why: a pause between two sessions must be long enough to stand up. Whatever is planned in the
    pause does not matter as long as it isn't chosen itself. A day with fewer than two timed blocks
    has no pause and cannot break the rule.
    """

    between: Literal["blocks", "runs", "subjects"]
    """Between blocks, two that touch have a pause of 0 minutes; between runs they are one. Between
    subjects only the pauses count after which the subject is another one."""
    first: Annotated[int, Field(gt=0, le=100, strict=True)] | None = None
    """How many of the day's pauses count, from its beginning; all where it isn't said."""

    unit: ClassVar[Unit] = "minutes"
    trend: ClassVar[Trend] = "shrinks"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            'of = { screen = "on" }\nwith = { between = "runs" }\nwindow = "day"\nat_least = 10',
            keeps="tue 9:00 live math 30\ntue 9:30 live reading 30\ntue 10:10 live art 30",
            breaks="tue 9:00 live math 30\ntue 9:35 live reading 30",
            found=5,
        ),
        Example(
            'of = { mode = "live" }\nwith = { between = "blocks" }\nwindow = "day"\nat_least = 10',
            keeps="tue 9:00 live math 30\ntue 9:40 live reading 30",
            breaks="tue 9:00 live math 30\ntue 9:30 live reading 30",
            found=0,
        ),
        Example(
            'of = { mode = "live" }\nwith = { between = "subjects" }\nwindow = "day"\n'
            "at_least = 10",
            keeps="tue 9:00 live math 20\ntue 9:20 live math games 20\ntue 9:50 live art 20",
            breaks="tue 9:00 live math 20\ntue 9:25 live art 20",
            found=5,
        ),
    )

    def measure(self, parts: Sequence[Part]) -> Measured | None:
        pauses = [p for part in parts for p in islice(self.find_pauses(part.chosen), self.first)]
        if not pauses:
            return None
        minutes, *around = min(pauses, key=itemgetter(0))
        return Measured(minutes, around)

    def see_day(self) -> SeeDay:
        if self.between == "runs" and self.first is None:
            return see_shortest_pause
        find_pauses, first = self.find_pauses, self.first
        return lambda part: min(
            [minutes for minutes, _, _ in islice(find_pauses(part.chosen), first)], default=None
        )

    def find_pauses(self, chosen: Sequence[PlannedBlock]) -> Iterator[Pause]:
        """The pauses of one day, each with the blocks around it."""
        least = 1 if self.between == "runs" else 0
        any_subjects = self.between != "subjects"
        before: PlannedBlock | None = None
        reached = 0
        for block in chosen:
            if block.start is None:
                break
            ends_one = before is not None and block.start - reached >= least
            if before and ends_one and (any_subjects or not same_subject(before, block)):
                yield block.start - reached, before, block
            if block.start + block.minutes >= reached:
                before, reached = block, block.start + block.minutes

    def name(self, chosen: Selection) -> str:
        return f"the shortest break between {_name_sides(self.between, chosen, None)}"

    def tell(self, case: Case) -> Wording:
        sides = _name_sides(self.between, case.chosen, case.subject)
        pause = say_count(case.found, "minute")
        statement = f"has {'' if case.found == 0 else 'only '}{pause} between two {sides}"
        gap = say_count(abs(case.limit - case.found), "minute")
        if case.side == "over":
            statement = f"has {pause} between its closest {sides}"
            return Wording(
                statement, compare_minutes(case), f"break {gap} too long", "Move them closer."
            )
        advice = f"Move one of them by {gap}."
        return Wording(statement, compare_minutes(case), f"break {gap} too short", advice)


def see_shortest_pause(part: Part) -> int | None:
    """The shortest pause between runs, which is what most rules ask."""
    shortest: int | None = None
    reached: int | None = None
    for block in part.chosen:
        start = block.start
        if start is None:
            break
        if reached is None or start + block.minutes > reached:
            before, reached = reached, start + block.minutes
            if before is not None and start > before:
                pause = start - before
                shortest = pause if shortest is None or pause < shortest else shortest
    return shortest


def same_subject(before: PlannedBlock, block: PlannedBlock) -> bool:
    """Whether two blocks are of one subject, which neither leaves out."""
    subject = (before.subject or "").casefold()
    return bool(subject) and subject == (block.subject or "").casefold()


def _name_sides(between: str, chosen: Selection, subject: str | None) -> str:
    """What the pause is between: "on-screen runs", "live sessions"."""
    if between == "blocks":
        return name_blocks(chosen, subject)
    if between == "subjects":
        return f"{name_blocks(chosen, subject)} of different subjects"
    return f"{name_adjectives(chosen)} runs".strip() + name_tail(chosen, subject)
