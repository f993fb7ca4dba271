"""Findings made from hits: values, sentence, and whether the case is decided."""

from collections.abc import Iterable

from .bounds import Judgement, Outcome
from .compiling import CompiledClause, CompiledRule
from .findings import Finding
from .hits import Hit
from .measuring import Case
from .plan import DAY_MINUTES, PlannedBlock, PlannedGroup
from .windows import Stretch
from .wording import Place, say_advice, say_finding


def make_finding(
    rule: CompiledRule, stretch: Stretch, group: PlannedGroup | None, hits: list[Hit]
) -> Finding:
    """The finding that one group's hit, or several groups' alike, is told as."""
    hit = hits[0]
    case = make_case(rule, stretch, hit)
    wording = hit.clause.tell(case)
    said, outcome = [(case, wording)], case.outcome
    for other in hit.others:
        other_case = make_case(rule, stretch, other)
        said.append((other_case, other.clause.tell(other_case)))
        outcome = "undecided" if other_case.outcome == "undecided" else outcome
    place = make_place(rule, stretch, group, hit)
    return Finding(
        *rule.head,
        outcome=outcome,
        window=rule.window_word,
        first_date=stretch.first,
        last_date=stretch.last,
        classroom_id=stretch.pool.classroom_id,
        group_id=group.id if group else None,
        group_name=group.name if group else None,
        key=hit.value or stretch.pool.name,
        measure=hit.clause.measure_word,
        found=case.found,
        bound=case.bound,
        limit=case.limit,
        unit=hit.clause.measuring.unit,
        block_ids=name_blocks_once(block for each in hits for block in each.measured.blocks),
        text=say_finding(place, said),
        advice=say_advice(rule.rule, wording),
        amiss=wording.amiss,
        says=rule.rule.says,
    )


def make_place(rule: CompiledRule, stretch: Stretch, group: PlannedGroup | None, hit: Hit) -> Place:
    """Where a finding is: what its sentence says beside the measure's own words."""
    return Place(
        rule=rule.rule,
        window=rule.window_word,
        group=group,
        pool_name=stretch.pool.name,
        is_one_class=bool(stretch.pool.classroom_id),
        first=stretch.first,
        last=stretch.last,
        missing=stretch.missing,
        value=hit.value,
        piece=hit.piece,
        part=hit.parts[0],
    )


def name_blocks_once(blocks: Iterable[PlannedBlock]) -> tuple[str, ...]:
    """The ids of the blocks that did it, by start; the same in whichever order they were given."""
    known = list(blocks)
    if len(known) < 2:
        return tuple([block.id for block in known])
    starts = [(DAY_MINUTES if block.start is None else block.start, block.id) for block in known]
    starts.sort()
    return tuple(dict.fromkeys([block_id for _, block_id in starts]))


def make_case(rule: CompiledRule, stretch: Stretch, hit: Hit) -> Case:
    """The values of a hit, with "undecided" where the plan or the policy leaves it open."""
    return Case(
        found=hit.measured.value,
        limit=hit.judgement.limit,
        bound=hit.clause.bound,
        side=hit.judgement.side,
        outcome=decide(rule, stretch, hit),
        strength=rule.rule.strength,
        window=rule.window_word,
        chosen=hit.clause.chosen,
        subject=hit.value if rule.rule.key == "subject" else None,
        reckoned=hit.clause.limit if hit.clause.is_reckoned else None,
    )


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
