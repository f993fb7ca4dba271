"""Levers: which sides of which blocks could mend a broken must, as far as its rule can tell.

A lever is named without trying it, so that two faults that share none are known to need two
changes. What a rule's measure does not say of itself is taken to depend on everything.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any, Literal

from .changes import AlteredField
from .compiling import CompiledClause, CompiledRule
from .measures.share import Share
from .musts import Fault
from .plan import DAY_MINUTES, PlannedBlock, PlannedDay, Purpose
from .selections import Selection

Aspect = Literal[
    "start", "shift", "longer", "shorter", "split", "remove", "add",
    "screen", "needs_printing", "due", "tool", "purpose",
]  # fmt: skip
Lever = tuple[str, Aspect]
"""A block's id, and what of it would change; for a new block the name of its kind."""
Wish = Literal["less", "more", "anything"]

ADDED_UP = frozenset({"minutes", "count", "having", "lacking", "due_outside", "different"})
"""Measures that only add up blocks, whenever they are."""
COUNTED = frozenset({"count", "having", "lacking", "due_outside"})
"""Measures that a change of one block changes by one."""
OF_LENGTH = frozenset({"minutes", "longest_run", "shortest_break", "last_end"})
TANGLED = frozenset({"sequence", "opening", "runs", "beyond_table"})
"""Measures of which more blocks, or longer ones, can make more as well as less."""
SHAPES: tuple[Aspect, ...] = ("start", "shift", "longer", "shorter", "split", "remove")
CHANGES_OF_A_LEVER: dict[Aspect, int] = {
    "start": 70,
    "shift": 20,
    "longer": 12,
    "shorter": 5,
    "split": 5,
    "add": 60,
}
"""About how many; a fact has one other value."""
FIELD_OF_FACT: dict[str, AlteredField] = {
    "printing": "needs_printing",
    "tool": "tool",
    "approved_tool": "tool",
    "unapproved_tool": "tool",
    "meeting_tool": "tool",
    "due": "due",
}
FIELD_OF_MEASURE: dict[str, AlteredField] = {"due_outside": "due", "opening": "purpose"}


def find_levers(day: PlannedDay, fault: Fault, movable: Collection[str]) -> frozenset[Lever]:
    """The levers on a day that could mend a fault: whatever mends it pulls one of them."""
    free = [block for block in day.blocks if block.id in movable]
    mine = [block for block in free if block.id in fault.finding.block_ids]
    if fault.rule is None or fault.clause is None:
        own = frozenset(list_levers(mine, ("start", "shorter", "remove")))
        return own | find_shifts(free, until=fault.finding.block_ids)
    rule, clause = fault.rule, fault.clause
    wish = find_wish(rule, clause, fault)
    about = find_concerned(clause, fault, free, mine, wish)
    levers = set(list_levers(about, list_shapes(rule, clause, wish)))
    fields = find_fields(rule)
    levers |= {lever for b in (mine if wish == "less" else free) for lever in list_facts(b, fields)}
    if asks_when(rule, clause) or has_overlaps(day, fault):
        moved, until = (free, ()) if wish == "more" else (about, fault.finding.block_ids)
        levers |= {*list_levers(moved, ("start",)), *find_shifts(free, until)}
    return frozenset(levers)


def wants_new_block(fault: Fault) -> bool:
    """Whether one more block could mend a fault."""
    if fault.rule is None or fault.clause is None:
        return False
    return find_wish(fault.rule, fault.clause, fault) != "less"


def find_concerned(
    clause: CompiledClause,
    fault: Fault,
    free: list[PlannedBlock],
    mine: list[PlannedBlock],
    wish: Wish,
) -> list[PlannedBlock]:
    """The blocks whose shape matters: a fault's own, unless others may come to count by their
    length, or a tangled measure sees more."""
    if wish != "anything":
        return free if wish == "more" and asks_length(clause.chosen) else mine
    if clause.measure_word == "opening":
        purposes = find_purposes(fault)
        return [b for b in free if b in mine or b.purpose in purposes]
    return mine if clause.measure_word == "runs" else free


def find_purposes(fault: Fault) -> tuple[Purpose, ...]:
    """The purposes that a rule about openings asks for."""
    purposes: tuple[Purpose, ...] = getattr(fault.clause and fault.clause.measuring, "purpose", ())
    return purposes


def has_overlaps(day: PlannedDay, fault: Fault) -> bool:
    """Whether blocks of a fault overlap: then it matters when they are, as minutes count once."""
    mine = [b for b in day.blocks if b.start is not None and b.id in fault.finding.block_ids]
    spans = sorted((b.start or 0, b.minutes) for b in mine)
    return any(start + minutes > after for (start, minutes), (after, _) in pairwise(spans))


def list_levers(blocks: Iterable[PlannedBlock], aspects: Iterable[Aspect]) -> Iterator[Lever]:
    """These aspects of these blocks, where a block has them."""
    known = tuple(aspects)
    for block in blocks:
        for aspect in known:
            if block.start is not None or aspect not in ("start", "shift", "split"):
                yield block.id, aspect


def find_shifts(free: Iterable[PlannedBlock], until: Collection[str] = ()) -> set[Lever]:
    """The blocks from which others can be shifted along: those that begin no later than all of
    some blocks; any where there are none."""
    timed = [block for block in free if block.start is not None]
    last = max((b.start or 0 for b in timed if b.id in until), default=DAY_MINUTES)
    return {(b.id, "shift") for b in timed if (b.start or 0) <= last}


def find_wish(rule: CompiledRule, clause: CompiledClause, fault: Fault) -> Wish:
    """Whether the chosen blocks should become less or more; where neither is sure, anything."""
    trend = clause.measuring.trend
    if trend == "either" or clause.measure_word in TANGLED or not rule.is_simple:
        return "anything"
    is_short = fault.finding.found < fault.finding.limit
    return "more" if is_short == (trend == "grows") else "less"


def list_shapes(rule: CompiledRule, clause: CompiledClause, wish: Wish) -> list[Aspect]:
    """The shapes of a block that a measure sees."""
    if wish == "anything":
        return list(SHAPES)
    measure = clause.measure_word
    by_length = asks_length(clause.chosen)
    found: list[Aspect] = []
    sees_length = measure in OF_LENGTH
    if by_length or (sees_length and wish == "less"):
        found.append("shorter")
    if by_length or (sees_length and wish == "more"):
        found.append("longer")
    # A block that lacks something should get it; to take the block away would mend nothing.
    if wish == "less" and measure != "lacking":
        found.append("remove")
    if (wish == "more") == (measure == "count") or rule.window_word == "run":
        found.append("split")
    return found


def asks_length(chosen: Selection) -> bool:
    """Whether a selection takes blocks by how long they are."""
    return chosen.lasts_at_least is not None or chosen.lasts_at_most is not None


def asks_when(rule: CompiledRule, clause: CompiledClause) -> bool:
    """Whether it matters to a rule when its blocks are."""
    chosen = clause.chosen
    bounded = not (chosen.after is None and chosen.before is None)
    split = rule.window_word in ("run", "half_day")
    return clause.measure_word not in ADDED_UP or bounded or split or chosen.any_of is not None


def find_fields(rule: CompiledRule) -> set[AlteredField]:
    """The facts of a block that a rule asks about, as far as they are a plan's to change."""
    clauses = [clause for choice in rule.choices for clause in choice]
    return {field for clause in clauses for field in list_fields(clause)}


def list_fields(clause: CompiledClause) -> Iterator[AlteredField]:
    """The facts that one sentence asks about."""
    measuring = clause.measuring
    if clause.measure_word in FIELD_OF_MEASURE:
        yield FIELD_OF_MEASURE[clause.measure_word]
    facts = [getattr(measuring, "fact", None), getattr(measuring, "what", None)]
    selections = [clause.chosen]
    if isinstance(measuring, Share):
        selections.append(measuring.among)
    for selection in walk_selections(selections):
        facts += [*(selection.has or ()), *(selection.lacks or ())]
        facts.append("tool" if selection.tool else None)
        if selection.screen is not None:
            yield "screen"
    yield from (FIELD_OF_FACT[fact] for fact in facts if fact in FIELD_OF_FACT)


def walk_selections(selections: Iterable[Selection | None]) -> Iterator[Selection]:
    """Selections and all that they are put together from."""
    for selection in selections:
        if selection is not None:
            yield selection
            parts = (selection.unless, selection.counted, *(selection.any_of or ()))
            yield from walk_selections(parts)


def list_facts(block: PlannedBlock, fields: Collection[AlteredField]) -> Iterator[Lever]:
    """The facts of a block that can be changed to something else."""
    if "screen" in fields and block.mode == "async":
        yield block.id, "screen"
    if "needs_printing" in fields and block.needs_printing:
        yield block.id, "needs_printing"
    if "due" in fields and block.due is not None:
        yield block.id, "due"
    if "tool" in fields:
        yield block.id, "tool"
    if "purpose" in fields and block.mode == "live":
        yield block.id, "purpose"


def weigh_levers(levers: Iterable[tuple[int, Lever]]) -> int:
    """About how many changes levers can mean."""
    return sum(CHANGES_OF_A_LEVER.get(aspect, 1) for _, (_, aspect) in levers)


def count_needed(rule: CompiledRule | None, fault: Fault) -> int:
    """How many changes a fault needs at least, for itself alone."""
    clause = fault.clause
    if rule is None or clause is None or not rule.is_simple or rule.is_wide:
        return 1
    if clause.measure_word not in COUNTED or asks_when(rule, clause):
        return 1
    return max(1, int(fault.gap))


def bound_changes(levers: Iterable[tuple[Fault, frozenset[Any]]]) -> int:
    """How many changes some faults need together at least: those that share no lever add up."""
    taken: set[Any] = set()
    total = 0
    for fault, mine in sorted(levers, key=lambda pair: len(pair[1])):
        if taken.isdisjoint(mine):
            total += count_needed(fault.rule, fault)
            taken |= mine
    return total
