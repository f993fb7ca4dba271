"""Findings made from hits: values, sentence, and whether the case is decided."""

from collections.abc import Sequence

from .bounds import Judgement, Outcome
from .compiling import CompiledClause, CompiledRule
from .findings import Finding
from .hits import Hit
from .plan import DAY_MINUTES, PlannedBlock, PlannedGroup
from .windows import Stretch
from .wording import Place, Told, say_advice, say_finding


def make_finding(
    rule: CompiledRule, stretch: Stretch, group: PlannedGroup | None, hits: list[Hit]
) -> Finding:
    """The finding that one group's hit, or several groups' alike, is told as."""
    hit = hits[0]
    place = Place(rule, stretch, group, hit)
    said = [tell_hit(rule, stretch, each) for each in (hit, *hit.others)]
    (_, outcome, wording), *others = said
    if any(other == "undecided" for _, other, _ in others):
        outcome = "undecided"
    clause, pool = hit.clause, stretch.pool
    return Finding(
        *rule.head,
        outcome=outcome,
        window=rule.window_word,
        first_date=stretch.first,
        last_date=stretch.last,
        classroom_id=pool.classroom_id,
        group_id=group.id if group else None,
        group_name=group.name if group else None,
        key=hit.value or pool.name,
        measure=clause.measure_word,
        found=hit.measured.value,
        bound=clause.bound,
        limit=hit.judgement.limit,
        unit=clause.measuring.unit,
        block_ids=name_blocks_once([block for each in hits for block in each.measured.blocks]),
        text=say_finding(place, said),
        advice=say_advice(place, wording),
        amiss=wording.amiss,
        says=rule.rule.says,
    )


def name_blocks_once(blocks: Sequence[PlannedBlock]) -> tuple[str, ...]:
    """The ids of the blocks that did it, by start; the same in whichever order they were given."""
    if len(blocks) < 2:
        return tuple([block.id for block in blocks])
    starts = [(DAY_MINUTES if block.start is None else block.start, block.id) for block in blocks]
    starts.sort()
    return tuple(dict.fromkeys([block_id for _, block_id in starts]))


def tell_hit(rule: CompiledRule, stretch: Stretch, hit: Hit) -> Told:
    """A hit with its words, and with "undecided" where the plan or the policy leaves it open."""
    outcome = decide(rule, stretch, hit)
    found, missed = hit.measured.value, hit.judgement
    return hit, outcome, hit.clause.tell(rule.rule, found, missed, outcome, hit.value)


def decide(rule: CompiledRule, stretch: Stretch, hit: Hit) -> Outcome:
    """The outcome of a hit, undecided while days that are still to be planned may mend it."""
    settled = stretch.complete or is_settled(rule, hit.clause, hit.judgement)
    decided = settled and hit.interval.can_be_kept
    return hit.judgement.outcome if decided else "undecided"


def is_settled(rule: CompiledRule, clause: CompiledClause, judgement: Judgement) -> bool:
    """Whether days that are still to be planned cannot mend it."""
    if rule.rule.mean_over or clause.is_reckoned:
        return False
    return clause.measuring.trend == ("grows" if judgement.side == "over" else "shrinks")
