"""What holds for every plan and every policy."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, get_args

from hypothesis import given
from hypothesis import strategies as st

from planner.cadence import (
    ALWAYS,
    CadenceError,
    CheckedRule,
    Finding,
    Plan,
    PlannedDay,
    Policy,
    Rule,
    Verdict,
    Waiver,
    day_totals,
    judge,
    parse_plan,
    parse_policy,
    verdict_from_json,
    verdict_to_json,
)
from planner.cadence.plan import Mode
from planner.cadence.pools import POOLED_KEYS
from planner.cadence.shorthand import ShorthandError, parse_block_line

from .strategies import JSON_VALUES, RULES, plans, policies, relaxed

FORTNIGHT = dt.timedelta(days=14)
LISTS = st.lists(policies(), max_size=2)
MODES = get_args(Mode)


@relaxed
@given(plans(), LISTS, st.randoms(use_true_random=False))
def test_the_order_of_days_blocks_and_policies_does_not_matter(
    plan: list[PlannedDay], given_policies: list[Policy], chance: Any
) -> None:
    shuffled = []
    for day in plan:
        blocks = list(day.blocks)
        chance.shuffle(blocks)
        shuffled.append(day.model_copy(update={"blocks": tuple(blocks)}))
    chance.shuffle(shuffled)
    assert judge(shuffled, given_policies[::-1]) == judge(plan, given_policies)


@relaxed
@given(plans(), policies())
def test_what_blocks_are_called_changes_no_sum(plan: list[PlannedDay], policy: Policy) -> None:
    def find_sums(days: list[PlannedDay]) -> Counter[tuple[object, ...]]:
        return Counter(
            (f.rule_id, f.window, f.first_date, f.group_id, f.key, f.found, f.outcome)
            for f in judge(days, [policy]).findings
            if f.rule_id in summed
        )

    rules = [rule for rule in policy.checked_rules if isinstance(rule, Rule)]
    sums = [rule for rule in rules if rule.measure in ("minutes", "count", "share", "runs")]
    # Of two blocks at the same time the ids say which is the first.
    summed = {rule.id for rule in sums if "by_place" not in rule.model_dump_json()}
    assert find_sums([name_apart(day) for day in plan]) == find_sums(plan)


def name_apart(day: PlannedDay) -> PlannedDay:
    """The day with ids that no block of another class has."""
    names = [f"{day.classroom.id}-{block.id}" for block in day.blocks]
    pairs = zip(day.blocks, names, strict=True)
    blocks = tuple(block.model_copy(update={"id": name}) for block, name in pairs)
    return day.model_copy(update={"blocks": blocks})


@relaxed
@given(plans(), LISTS)
def test_the_same_question_has_the_same_answer(
    plan: list[PlannedDay], given_policies: list[Policy]
) -> None:
    again = [PlannedDay.model_validate_json(day.model_dump_json(by_alias=True)) for day in plan]
    assert judge(again, given_policies) == judge(plan, given_policies)


def shift_day(day: PlannedDay) -> PlannedDay:
    blocks = tuple(
        block.model_copy(update={"due": block.due and block.due + FORTNIGHT})
        for block in day.blocks
    )
    told = day.announced and day.announced + FORTNIGHT
    changes = {"date": day.date + FORTNIGHT, "announced": told, "blocks": blocks}
    return day.model_copy(update=changes)


def shift_finding(finding: Finding) -> Finding:
    first, last = finding.first_date + FORTNIGHT, finding.last_date + FORTNIGHT
    return replace(finding, first_date=first, last_date=last)


def moves(rule: CheckedRule) -> bool:
    """Whether a rule asks the same a fortnight later: it doesn't go by dates, months or years."""
    when = rule.when
    dated = when.first or when.last or when.months or when.nth or when.facts or rule.may_miss
    text = rule.model_dump_json()
    return not dated and "dated" not in text and rule.window_word in (*NARROW, "week", "weekdays")


def keep_rules(findings: tuple[Finding, ...], rules: set[tuple[str, str]]) -> tuple[Finding, ...]:
    """The findings of these rules, and the clashes."""
    kept = {*rules, (ALWAYS, "clash")}
    return tuple(f for f in findings if (f.policy_id, f.rule_id) in kept)


def drop_text(findings: tuple[Finding, ...]) -> list[Finding]:
    """Texts name the date of a week; everything else must shift as it is."""
    return [replace(finding, text="") for finding in findings]


@relaxed
@given(plans(), LISTS)
def test_shifting_the_days_by_weeks_shifts_their_findings(
    plan: list[PlannedDay], given_policies: list[Policy]
) -> None:
    movable = {(p.id, r.id) for p in given_policies for r in p.checked_rules if moves(r)}
    movable -= {(p.id, r.id) for p in given_policies for r in p.checked_rules if not moves(r)}
    before = keep_rules(judge(plan, given_policies).findings, movable)
    after = keep_rules(judge(map(shift_day, plan), given_policies).findings, movable)
    assert drop_text(after) == drop_text(tuple(map(shift_finding, before)))


@relaxed
@given(plans(), policies(), st.randoms(use_true_random=False))
def test_the_order_of_a_policy_s_rules_changes_nothing_but_their_order(
    plan: list[PlannedDay], policy: Policy, chance: Any
) -> None:
    data = policy.model_dump(mode="json")
    chance.shuffle(data["rules"])
    assert set(judge(plan, [Policy.model_validate(data)]).findings) == set(
        judge(plan, [policy]).findings
    )


@relaxed
@given(plans(), policies(), st.sampled_from(RULES))
def test_a_rule_added_never_removes_another_ones_finding(
    plan: list[PlannedDay], policy: Policy, rule: dict[str, Any]
) -> None:
    data = policy.model_dump(mode="json")
    data["rules"].append({**rule, "id": "added"})
    before = set(judge(plan, [policy]).findings)
    after = set(judge(plan, [Policy.model_validate(data)]).findings)
    assert before <= after
    assert {finding.rule_id for finding in after - before} <= {"added"}


@relaxed
@given(plans(), st.lists(policies(bounds=("at_most",)), max_size=2))
def test_an_empty_day_breaks_no_ceiling(
    plan: list[PlannedDay], given_policies: list[Policy]
) -> None:
    empty = [day.model_copy(update={"blocks": ()}) for day in plan]
    assert judge(empty, given_policies).findings == ()


@relaxed
@given(plans(), LISTS)
def test_days_judged_one_by_one_agree_with_days_judged_together(
    plan: list[PlannedDay], given_policies: list[Policy]
) -> None:
    apart = {(p.id, r.id) for p in given_policies for r in p.checked_rules if stands_alone(r)}
    apart -= {(p.id, r.id) for p in given_policies for r in p.checked_rules if not stands_alone(r)}
    together = set(keep_rules(judge(plan, given_policies).findings, apart))
    one_by_one = {
        finding
        for day in plan
        for finding in keep_rules(judge([day], given_policies).findings, apart)
    }
    assert one_by_one == together


def stands_alone(rule: CheckedRule) -> bool:
    """Whether a rule asks each class's day by itself: not several classes, not other days."""
    elsewhere = rule.when.facts or rule.when.nth or rule.may_miss or rule.mean_over
    return rule.window_word in NARROW and rule.key not in POOLED_KEYS and not elsewhere


NARROW = ("block", "run", "half_day", "day")


@relaxed
@given(plans(), LISTS)
def test_a_block_cut_in_two_has_the_same_totals_and_runs(
    plan: list[PlannedDay], given_policies: list[Policy]
) -> None:
    cut = [cut_blocks(day) for day in plan]
    assert list(map(day_totals, cut)) == list(map(day_totals, plan))
    same = {"minutes", "longest_run", "runs", "share", "first_start", "last_end"}
    plain = [p for p in given_policies if all(map(asks_about_time_alone, p.checked_rules))]
    before, after = judge(plan, plain), judge(cut, plain)
    assert count_findings(after, same) == count_findings(before, same)


def asks_about_time_alone(rule: CheckedRule) -> bool:
    """Whether no limit, condition, other sentence or length of a block depends on their number."""
    plain = isinstance(rule, Rule) and not (rule.is_reckoned or rule.when.facts)
    return plain and '"lasts_at_' not in rule.model_dump_json()


def count_findings(verdict: Verdict, measures: set[str]) -> Counter[tuple[object, ...]]:
    """What was found, without its blocks; cutting rightly changes a rule on single blocks."""
    return Counter(
        (f.policy_id, f.rule_id, f.first_date, f.group_id, f.key, f.found)
        for f in verdict.findings
        if f.measure in measures and f.window != "block"
    )


def cut_blocks(day: PlannedDay) -> PlannedDay:
    """The day with every block of more than 5 minutes as two that follow each other."""
    pieces = []
    for block in day.blocks:
        if block.minutes <= 5:
            pieces.append(block)
            continue
        first = {"id": f"{block.id}a", "minutes": 5}
        second = {"id": f"{block.id}b", "minutes": block.minutes - 5}
        if block.start is not None:
            second["start"] = block.start + 5
        pieces += [block.model_copy(update=first), block.model_copy(update=second)]
    return day.model_copy(update={"blocks": tuple(pieces)})


@relaxed
@given(plans(), st.sampled_from(["minutes", "count"]), st.sampled_from(MODES))
def test_the_values_of_a_week_are_those_of_its_days_added_up(
    plan: list[PlannedDay], measure: str, mode: str
) -> None:
    def find_values(window: str) -> Counter[tuple[str, dt.date]]:
        rule = {
            "id": "r",
            "strength": "must",
            "source": {"authority": "A test"},
            "key": "classroom",
        }
        asked = {"measure": measure, "of": {"mode": mode}, "window": window, "at_least": 99_999}
        data = {"id": "p", "name": "P", "version": "1", "rules": [rule | asked]}
        values: Counter[tuple[str, dt.date]] = Counter()
        for finding in judge(plan, [Policy.model_validate(data)]).findings:
            if finding.policy_id == "p":
                monday = finding.first_date - dt.timedelta(days=finding.first_date.weekday())
                values[finding.classroom_id, monday] += int(finding.found)
        return values

    assert find_values("week") == find_values("day")


@relaxed
@given(plans(), LISTS)
def test_plans_policies_and_verdicts_survive_being_stored(
    plan: list[PlannedDay], given_policies: list[Policy]
) -> None:
    verdict = judge(plan, given_policies)
    assert verdict_from_json(verdict_to_json(verdict)) == verdict
    for policy in given_policies:
        assert Policy.model_validate_json(policy.model_dump_json()) == policy
    days = tuple(plan)
    assert parse_plan(Plan(days=days).model_dump_json(by_alias=True)).days == days


@relaxed
@given(plans(), LISTS)
def test_every_text_is_one_sentence_about_what_was_found(
    plan: list[PlannedDay], given_policies: list[Policy]
) -> None:
    for finding in judge(plan, given_policies).findings:
        assert finding.text.endswith(".")
        assert "  " not in finding.text + finding.advice + finding.amiss
        assert "None" not in finding.text + finding.advice + finding.amiss


T = TypeVar("T")


def read_or_refuse(read: Callable[[str], T], text: str) -> T | str:
    """What was read, or what was said against it; any other exception is a fault of ours."""
    try:
        return read(text)
    except (CadenceError, ShorthandError) as error:
        return str(error)


FIELDS = [*RULES[0], "unchecked", "nothing"]


@relaxed
@given(st.sampled_from(RULES), st.sampled_from(FIELDS), JSON_VALUES)
def test_a_policy_with_anything_in_any_field_is_read_or_refused(
    rule: dict[str, Any], field: str, value: object
) -> None:
    data = {"id": "p", "name": "P", "version": "1", "rules": [{**rule, field: value}]}
    read = read_or_refuse(lambda text: parse_policy(text, format="json"), json.dumps(data))
    assert read
    if isinstance(read, Policy):
        assert Policy.model_validate_json(read.model_dump_json()) == read


@relaxed
@given(plans(), st.sampled_from([*PlannedDay.model_fields, "schema", "days"]), JSON_VALUES)
def test_a_plan_with_anything_in_any_field_is_read_or_refused(
    plan: list[PlannedDay], field: str, value: object
) -> None:
    data = {**plan[0].model_dump(mode="json", by_alias=True), field: value}
    assert read_or_refuse(parse_plan, json.dumps(data))


@relaxed
@given(st.text(max_size=60) | st.from_regex(r"(mon|9:30|any|-|[a-z@#= 0-9:]){0,20}"))
def test_a_line_with_anything_in_it_is_read_or_refused(line: str) -> None:
    read = read_or_refuse(parse_block_line, line)
    assert isinstance(read, str) or 0 < read.minutes <= 1440


@relaxed
@given(plans(), LISTS, st.integers(0, 20))
def test_a_waiver_changes_the_outcome_of_what_it_covers_and_nothing_else(
    plan: list[PlannedDay], given_policies: list[Policy], place: int
) -> None:
    found = judge(plan, given_policies).findings
    open_to = [each for each in found if each.policy_id != ALWAYS]
    if not open_to:
        return
    one = open_to[place % len(open_to)]
    waiver = Waiver(one.policy_id, one.rule_id, one.first_date, one.last_date, "Flood.")
    after = judge(plan, given_policies, waivers=[waiver]).findings
    told = {(each.policy_id, each.rule_id, each.text) for each in after}
    assert {(each.policy_id, each.rule_id, each.text) for each in found} <= told
    assert all(waiver.covers(each) == (each.outcome == "waived") for each in after)
