"""Hits: the cases in which a rule's window is broken or open, found group by group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .bounds import Interval, Judgement
from .clauses import Circumstance
from .compiling import CompiledClause, CompiledRule
from .means import measure_piece
from .measuring import Measured, Part
from .plan import PlannedGroup
from .splitting import Piece, split_parts
from .windows import Stretch, find_ends, find_group_parts, find_parts


@dataclass(slots=True)
class Hit:
    """One group's broken or undecided case, before groups that fare alike are told as one."""

    group: PlannedGroup | None
    clause: CompiledClause
    interval: Interval
    value: str | None
    """The subject, tool or teacher of a rule "for each"."""
    piece: str
    """Which block, run or half of the day it is about; empty for wider windows."""
    judgement: Judgement
    measured: Measured
    parts: list[Part]
    others: tuple["Hit", ...] = field(default=(), compare=False)
    """The first failing sentence of each other choice, where one choice would be enough."""

    @property
    def family(self) -> tuple[str, ...]:
        """Hits of one family differ by group only."""
        return (self.value or "", self.piece, str(self.clause.place))

    @property
    def likeness(self) -> tuple[object, ...]:
        """Equal for groups that fare alike."""
        return (self.judgement, self.measured.value)


def find_hits(rule: CompiledRule, stretch: Stretch) -> list[Hit]:
    """The hits of one rule in one of its windows."""
    if not rule.is_simple:
        return list(find_any_hits(rule, stretch))
    hits = []
    ((clause,),) = rule.choices
    interval = clause.find_interval(stretch.pool.grades)
    if interval is None:
        return []
    measure, chosen = clause.measuring.measure, clause.chosen
    for group, parts in find_group_parts(stretch, chosen):
        pieces = (
            split_parts(rule.rule, chosen, parts) if rule.is_split else (Piece(None, "", 0, parts),)
        )
        for piece in pieces:
            measured = measure(piece.parts)
            judgement = interval.judge(measured.value) if measured else None
            if measured and judgement:
                hits.append(make_hit(group, clause, interval, piece, judgement, measured))
    return hits


def make_hit(
    group: PlannedGroup | None,
    clause: CompiledClause,
    interval: Interval,
    piece: Piece,
    judgement: Judgement,
    measured: Measured,
) -> Hit:
    """The hit of a piece."""
    value, name, parts = piece.value, piece.name, piece.parts
    return Hit(group, clause, interval, value, name, judgement, measured, parts)


def find_any_hits(rule: CompiledRule, stretch: Stretch) -> Iterator[Hit]:
    """The hits of a rule of any shape: of several sentences, with facts, split, with means."""
    for group in stretch.groups:
        if all(holds(fact, clause, rule, stretch, group) for fact, clause in rule.facts):
            yield from find_group_hits(rule, stretch, group)


def find_group_hits(
    rule: CompiledRule, stretch: Stretch, group: PlannedGroup | None
) -> Iterator[Hit]:
    """One group's hits: where all sentences must hold, each; of several choices, the first's."""
    found = [
        [hit for clause in choice for hit in find_clause_hits(rule, clause, stretch, group)]
        for choice in rule.choices
    ]
    if len(found) == 1:
        yield from found[0]
    else:
        yield from join_choices(found)


def join_choices(found: Sequence[Iterable[Hit]]) -> Iterator[Hit]:
    """A hit for each piece that every choice has one for."""
    by_piece: list[dict[tuple[str | None, str], Hit]] = []
    for hits in found:
        firsts: dict[tuple[str | None, str], Hit] = {}
        for hit in hits:
            known = firsts.get((hit.value, hit.piece))
            if known is None or known.judgement.outcome != "broken" == hit.judgement.outcome:
                firsts[hit.value, hit.piece] = hit
        by_piece.append(firsts)
    for place, hit in by_piece[0].items():
        if all(place in firsts for firsts in by_piece):
            yield replace(hit, others=tuple(firsts[place] for firsts in by_piece[1:]))


def find_clause_hits(
    rule: CompiledRule, clause: CompiledClause, stretch: Stretch, group: PlannedGroup | None
) -> Iterator[Hit]:
    """One group's hits of one sentence."""
    parts = find_parts(stretch, group, clause.chosen)
    if clause.weekdays is not None or (clause.grades is not None and rule.is_pooled):
        parts = [part for part in parts if clause.is_about(part.day)]
    fixed = None if clause.is_reckoned else clause.find_interval(stretch.pool.grades)
    if not parts or (fixed is None and not clause.is_reckoned):
        return
    for piece in split_parts(rule.rule, clause.chosen, parts):
        interval = fixed or reckon_piece(rule, clause, stretch, piece, parts)
        measured = measure_piece(rule, clause.measuring, piece.parts) if interval else None
        judgement = interval.judge(measured.value) if interval and measured else None
        if interval and measured and judgement:
            yield make_hit(group, clause, interval, piece, judgement, measured)


def reckon_piece(
    rule: CompiledRule, clause: CompiledClause, stretch: Stretch, piece: Piece, parts: list[Part]
) -> Interval | None:
    """What a sentence asks of one piece: reckoned from the whole day around a block or run."""
    day = [part for part in parts if part.day is piece.parts[0].day] if piece.name else parts
    return clause.reckon_interval(stretch.pool.grades, day, piece.place)


def holds(
    fact: Circumstance,
    clause: CompiledClause,
    rule: CompiledRule,
    stretch: Stretch,
    group: PlannedGroup | None,
) -> bool:
    """Whether a circumstance holds for a group over the window that the stretch begins in."""
    pool = stretch.pool
    first, last = find_ends(fact.window, pool, stretch.first, rule.year_begins)
    views = [view for view in pool.views if first <= view.day.date <= last]
    parts = find_parts(Stretch(pool, views, first, last), group, clause.chosen)
    measured = clause.measuring.measure(parts) if parts else None
    if measured is None:
        return False
    interval = clause.reckon_interval(pool.grades, parts)
    return interval is not None and interval.judge(measured.value) is None
