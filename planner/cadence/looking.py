"""A quick look at a day: which rules its learners surely keep, so that only the others are judged.

Most days keep most rules. To see that takes a number and two comparisons; everything else that
judging makes (windows, hits, findings) is made only for what the quick look leaves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .compiling import CompiledRule
from .measuring import Measure, Part, SeeDay
from .plan import Grade
from .policy import CheckedRule
from .pools import DayView
from .selections import Blocks, Selection
from .splitting import VALUES, find_values, sort_out, split_parts
from .timelines import Chooser, Timeline
from .words import Number


@dataclass(slots=True)
class Look:
    """A rule about single days, with what it asks of classes of some grades."""

    rule: CompiledRule
    chosen: Selection
    also: tuple[Selection, ...]
    """What its measure asks for beside the chosen blocks."""
    see: SeeDay
    least: Number
    most: Number


@dataclass(slots=True)
class Looks:
    """The looks of the rules about a day, by the blocks that they are about."""

    chooser: Chooser
    """Takes the blocks of all that is asked, those that the looks are about first."""
    about: tuple[tuple[Look, ...], ...]
    others: frozenset[int]
    """The rules about such days that no look at one day can settle, by identity."""


def make_look(rule: CompiledRule, grades: tuple[Grade, ...]) -> Look | None:
    """The rule's look for these grades; None where it asks nothing of them."""
    ((clause,),) = rule.choices
    interval = clause.find_interval(grades)
    if interval is None:
        return None
    measure = clause.measuring
    see, ends = measure.see_day(), (interval.sure_low, interval.sure_high)
    if rule.is_split:
        see = see_pieces(rule.rule, clause.chosen, measure, *ends)
    return Look(rule, clause.chosen, measure.others, see, *ends)


def see_pieces(
    rule: CheckedRule, chosen: Selection, measure: Measure, least: Number, most: Number
) -> SeeDay:
    """A look at a day's subjects, blocks, runs or halves: a value that misses, if there is one."""
    see, list_pieces = measure.see_day(), choose_split(rule, chosen, measure)

    def see_worst(part: Part) -> Number | None:
        for piece in list_pieces(part):
            value = see(piece)
            if value is not None and not least <= value <= most:
                return value
        return None

    return see_worst


def choose_split(
    rule: CheckedRule, chosen: Selection, measure: Measure
) -> Callable[[Part], Iterable[Part]]:
    """What cuts a day into the pieces of a rule; a measure of the chosen blocks alone gets pieces
    without a timeline of their own."""
    if measure.looks_around:
        return lambda part: (piece.parts[0] for piece in split_parts(rule, chosen, [part]))
    if rule.key in VALUES and rule.window_word == "day":
        return lambda part: split_quickly(rule.key, chosen, part)
    if rule.window_word == "block" and rule.key not in VALUES:
        return lambda part: [Part(part.day, part.timeline, (block,)) for block in part.chosen]
    return lambda part: (piece.parts[0] for piece in split_parts(rule, chosen, [part]))


def split_quickly(key: str, chosen: Selection, part: Part) -> Iterator[Part]:
    """The part once for each subject, tool or teacher of the day."""
    day, line = part.day, part.timeline
    mine = sort_out(day, part.chosen, VALUES[key])
    for folded in find_values(key, chosen, [part]):
        yield Part(day, line, tuple(mine.get(folded, ())))


def group_looks(looks: Iterable[Look], others: Iterable[CompiledRule]) -> Looks:
    """The looks by the blocks that they are about, which are chosen together with those of the
    other rules."""
    found: dict[int, tuple[Selection, list[Look]]] = {}
    for look in looks:
        found.setdefault(id(look.chosen), (look.chosen, []))[1].append(look)
    needed = {place: selection for place, (selection, _) in found.items()}
    for _, mine in found.values():
        needed.update((id(each), each) for look in mine for each in look.also)
    known = tuple(others)
    for rule in known:
        if rule.is_simple:
            ((clause,),) = rule.choices
            needed[id(clause.chosen)] = clause.chosen
    about = tuple(tuple(mine) for _, mine in found.values())
    return Looks(Chooser(needed.values()), about, frozenset(map(id, known)))


def find_doubtful(looks: Looks, views: Iterable[DayView]) -> list[tuple[CompiledRule, DayView]]:
    """The rules that somebody's day does not surely keep, for days that the same is asked about.

    Rule by rule over all days, which takes less time than day by day over all rules.
    """
    lines = [(view, line) for view in views for line in find_different(view.timelines)]
    chosen = [line.choose_together(looks.chooser) for _, line in lines]
    doubtful: dict[tuple[int, int], tuple[CompiledRule, DayView]] = {}
    for place, mine in enumerate(looks.about):
        parts = [
            Part(view.day, line, taken[place])
            for (view, line), taken in zip(lines, chosen, strict=True)
        ]
        for look in mine:
            see, least, most = look.see, look.least, look.most
            for (view, _), value in zip(lines, map(see, parts), strict=True):
                if value is not None and not least <= value <= most:
                    doubtful[id(look), id(view)] = (look.rule, view)
    return list(doubtful.values())


def find_different(lines: Sequence[Timeline]) -> Sequence[Timeline]:
    """One of the timelines that have the same blocks: groups with the same day."""
    if len(lines) == 1:
        return lines
    seen: list[Blocks] = []
    different = []
    for line in lines:
        if line.blocks not in seen:
            seen.append(line.blocks)
            different.append(line)
    return different
