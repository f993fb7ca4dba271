"""The quick ways find what the long ones find: stored days, days seen without blocks, runs."""

import gc
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.cadence import (
    PlannedDay,
    Policy,
    judge,
    judge_documents,
    parse_policy,
    read_documents,
    shipped_policies,
    timelines,
)
from planner.cadence.measuring import Part
from planner.cadence.policy import Rule
from planner.cadence.runs import find_runs, measure_runs
from planner.cadence.sketches import sketch_days
from planner.cadence.timelines import Chooser, Timeline

from .strategies import plans, policies, relaxed

LISTS = st.lists(policies(), max_size=2)
SHIPPED = shipped_policies()
RULES = [rule for policy in SHIPPED for rule in policy.checked_rules if isinstance(rule, Rule)]


def store(day: PlannedDay) -> str:
    return day.model_dump_json(by_alias=True)


@relaxed
@given(plans(), LISTS, st.lists(st.sampled_from(SHIPPED), max_size=2))
def test_stored_days_are_judged_as_the_days_that_were_stored(
    plan: list[PlannedDay], some: list[Policy], shipped: list[Policy]
) -> None:
    asked = [*some, *shipped]
    assert judge(read_documents(map(store, plan)), asked) == judge(plan, asked)


@relaxed
@given(plans(), LISTS)
def test_documents_judged_as_they_are_read_have_each_class_s_own_verdict(
    plan: list[PlannedDay], some: list[Policy]
) -> None:
    plan.sort(key=lambda day: day.classroom.id)
    judged = [(each.classroom_id, each.verdict) for each in judge_documents(map(store, plan), some)]
    rooms = dict.fromkeys(day.classroom.id for day in plan)
    assert judged == [
        (room, judge([day for day in plan if day.classroom.id == room], some)) for room in rooms
    ]


@relaxed
@given(plans(), st.sampled_from(RULES))
def test_a_day_seen_without_its_blocks_has_the_value_that_was_measured(
    plan: list[PlannedDay], rule: Rule
) -> None:
    see = rule.measuring.see_day()
    for day in plan:
        for line in timelines(day):
            part = Part(day, line, line.choose(rule.of))
            measured = rule.measuring.measure((part,))
            assert see(part) == (measured.value if measured else None)


@relaxed
@given(plans(), st.sampled_from([rule for rule in RULES if not rule.measuring.looks_around]))
def test_a_measure_that_does_not_look_around_asks_for_the_chosen_blocks_alone(
    plan: list[PlannedDay], rule: Rule
) -> None:
    for day in plan:
        for line in timelines(day):
            chosen = line.choose(rule.of)
            alone = Part(day, Timeline(line.group, ()), chosen)
            part = Part(day, line, chosen)
            assert rule.measuring.measure((alone,)) == rule.measuring.measure((part,))


@relaxed
@given(plans(), st.lists(st.sampled_from(RULES), min_size=1, max_size=5))
def test_selections_chosen_together_are_those_chosen_one_by_one(
    plan: list[PlannedDay], rules: list[Rule]
) -> None:
    chooser = Chooser(rule.of for rule in rules)
    for day in plan:
        for line, same in zip(timelines(day), timelines(day), strict=True):
            line.choose_together(chooser)
            assert [line.choose(rule.of) for rule in rules] == [same.choose(r.of) for r in rules]


def test_a_block_cut_off_at_noon_is_the_same_block_in_a_stored_day_s_timeline() -> None:
    policy = parse_policy(
        """id = "halves"
name = "Halves"
version = "1"

[[rules]]
id = "in-order"
strength = "should"
source = { authority = "A test" }
measure = "sequence"
of = { mode = "live" }
with = { steps = [{ of = { mode = "live" }, minutes = 60 }] }
window = "half_day"
at_most = 0
"""
    )
    (day,) = sketch_days("tue 11:30 live math 60")
    assert judge(read_documents([store(day)]), [policy]) == judge([day], [policy])


@relaxed
@given(plans(), st.sampled_from(RULES))
def test_what_is_chosen_by_kind_first_is_what_matches(plan: list[PlannedDay], rule: Rule) -> None:
    for day in plan:
        for line in timelines(day):
            assert line.choose(rule.of) == tuple(filter(rule.of.matches, line.blocks))


@relaxed
@given(plans(), st.integers(1, 60))
def test_measured_runs_are_as_long_as_the_runs_that_are_found(
    plan: list[PlannedDay], away: int
) -> None:
    for day in plan:
        for line in timelines(day):
            runs = [run.minutes for run in find_runs(line.blocks, away)]
            assert measure_runs(line.blocks, away) == runs


def test_a_stored_day_says_all_that_the_day_says() -> None:
    (day,) = sketch_days("class subjects=math teachers=Ana\ntue 9:00 live math 30")
    (stored,) = read_documents([store(day)])
    assert PlannedDay.model_validate_json(store(day)) == day
    for name in PlannedDay.model_fields:
        if name not in ("blocks", "classroom", "schema_version"):
            assert getattr(stored, name) == getattr(day, name)
    (block,), (kept,) = day.blocks, stored.blocks
    said = {name: getattr(kept, name) for name in type(block).model_fields}
    assert {**said, "groups": tuple(kept.groups)} == dict(block)
    assert (kept.end, kept.needs_screen) == (block.end, block.needs_screen)
    moved = kept.model_copy(update={"start": 600})
    assert (moved.start, moved.end, kept.start) == (600, 630, 540)


def test_a_document_of_another_schema_is_refused() -> None:
    (day,) = sketch_days("tue 9:00 live math 30")
    text = json.dumps({**json.loads(store(day)), "schema": 2})
    with pytest.raises(ValidationError):
        list(read_documents([text]))


def test_the_collector_spares_what_was_there_only_while_documents_are_judged() -> None:
    documents = [store(day) for day in sketch_days("mon 9:00 live math 30\ntue 9:00 live math 30")]
    judged = judge_documents(documents, [])
    often = gc.get_threshold()
    next(judged)
    spared, seldom = gc.get_freeze_count(), gc.get_threshold()
    judged.close()
    assert spared > 0 == gc.get_freeze_count()
    assert seldom > often == gc.get_threshold()
