"""A quick look at a day: which rules its learners surely keep, so that only the others are judged.

Most days keep most rules. To see that takes a number and two comparisons; everything else that
judging makes (windows, hits, findings) is made only for what the quick look leaves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .compiling import CompiledRule
from .measuring import Part, SeeDay
from .plan import Grade
from .policy import CheckedRule
from .pools import DayView
from .selections import Blocks, Selection
from .splitting import VALUES, make_part, split_parts
from .words import Number


@dataclass(slots=True)
class Look:
    """A rule about single days, with what it asks of classes of some grades."""

    rule: CompiledRule
    chosen: Selection
    see: SeeDay
    least: Number
    most: Number
    is_split: bool


Looks = tuple[tuple[Selection, list[Look]], ...]


def make_look(rule: CompiledRule, grades: tuple[Grade, ...]) -> Look | None:
    """The rule's look for these grades; None where it asks nothing of them."""
    ((clause,),) = rule.choices
    interval = clause.find_interval(grades)
    if interval is None:
        return None
    ends = (interval.sure_low, interval.sure_high)
    look = Look(rule, clause.chosen, clause.measuring.see_day(), *ends, is_split=rule.is_split)
    if rule.is_split:
        look.see = see_pieces(look)
    return look


def see_pieces(look: Look) -> SeeDay:
    """A look at a day's subjects, blocks, runs or halves: a value that misses, if there is one."""
    see, least, most, rule = look.see, look.least, look.most, look.rule.rule
    list_pieces = choose_split(rule)

    def see_worst(part: Part) -> Number | None:
        for piece in list_pieces(part):
            value = see(piece)
            if value is not None and not least <= value <= most:
                return value
        return None

    return see_worst


def choose_split(rule: CheckedRule) -> Callable[[Part], Iterable[Part]]:
    """What cuts a day into the pieces of a rule."""
    if rule.window == "block" and rule.key not in VALUES:
        return lambda part: [make_part(part, (block,), (block,)) for block in part.chosen]
    return lambda part: (piece.parts[0] for piece in split_parts(rule, [part]))


def group_looks(looks: Iterable[Look]) -> Looks:
    """The looks by the blocks that they are about."""
    found: dict[int, tuple[Selection, list[Look]]] = {}
    for look in looks:
        found.setdefault(id(look.chosen), (look.chosen, []))[1].append(look)
    return tuple(found.values())


def find_doubtful(looks: Looks, view: DayView) -> list[CompiledRule]:
    """The rules that somebody's day does not surely keep."""
    day = view.day
    doubtful: dict[int, CompiledRule] = {}
    seen: list[Blocks] = []
    for line in view.timelines:
        # Groups with the same blocks have the same day: one look is enough.
        if line.blocks in seen:
            continue
        seen.append(line.blocks)
        for chosen, mine in looks:
            part = Part(day, line, line.choose(chosen))
            for look in mine:
                value = look.see(part)
                if value is not None and not look.least <= value <= look.most:
                    doubtful[id(look)] = look.rule
    return list(doubtful.values())
