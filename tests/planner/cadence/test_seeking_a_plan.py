"""The search for any plan that keeps the musts: which plans it proposes, what it asks, its end."""

import datetime as dt
from collections.abc import Sequence

import pytest

from planner.cadence.changes import Add, Alter, Change, Remove
from planner.cadence.contradictions import Contradiction
from planner.cadence.findings import Finding
from planner.cadence.musts import Fault, Musts
from planner.cadence.plan import PlannedDay
from planner.cadence.possibility import (
    Possibility,
    Search,
    choose_few,
    count_minutes,
    find_possibility,
    find_words,
    keep_blocks,
    name_state,
    propose_days,
    weigh,
)
from planner.cadence.proposing import Workshop
from planner.cadence.sketches import sketch_days
from planner.cadence.waivers import Waiver

from .rules import policy_of

LIVE = 'id = "live"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 60'
CHECKS = (
    'id = "checks"\nmeasure = "lacking"\nwith = { fact = "coach_check" }\nof = { mode = "async" }\n'
    'window = "day"\nat_most = 0'
)
WEEK = 'id = "week"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "week"\nat_most = 60'


def sketch(text: str) -> PlannedDay:
    (day,) = sketch_days(text)
    return day


def find_fault(day: PlannedDay, rule: str) -> Fault:
    (fault,) = Musts([policy_of(rule)]).find([day])
    return fault


def seek(rules: Sequence[str], budget: int = 50, fixed: Sequence[str] = ()) -> Search:
    return Search([policy_of(*rules)], fixed, budget)


def test_an_answer_is_said_in_sentences() -> None:
    reasons = (Contradiction((), "One."), Contradiction((), "Two."))
    assert [
        Possibility("possible").text,
        Possibility("impossible", contradictions=reasons).text,
        Possibility("not known", judged=7).text,
    ] == [
        "These rules can be kept: a plan that keeps them was found.",
        "No plan can keep these rules. One. Two.",
        "Not known: none of 7 plans that were tried keeps these rules, "
        "and nothing shows that none could.",
    ]


def test_a_day_is_cut_down_to_the_blocks_that_stay() -> None:
    day = sketch("tue 9:00 live math 30\ntue 10:00 live art 30")
    assert keep_blocks(day, {day.blocks[1].id}).blocks == day.blocks[1:]


def test_a_plan_that_keeps_its_musts_is_the_answer_as_it_is() -> None:
    days = (sketch("tue 9:00 live math 60"),)
    search = seek([LIVE])
    assert (search.run(days), search.judged) == (days, 1)


def test_a_search_ends_when_its_budget_is_spent() -> None:
    days = (sketch("tue hours=9:00-9:20\ntue 9:00 live math 5"),)
    assert [
        (search.run(days), search.judged) for search in (seek([LIVE], n) for n in (1, 2, 3))
    ] == [(None, 1), (None, 2), (None, 3)]


def test_a_part_of_the_budget_counts_from_what_was_judged_before() -> None:
    days = (sketch("tue hours=9:00-9:20\ntue 9:00 live math 5"),)
    search = seek([LIVE], 10)
    judged = [search.judged for _ in range(4) if search.run(days, 3) is None]
    assert judged == [3, 6, 9, 10]


def test_a_search_is_over_when_nothing_is_left_to_try() -> None:
    day = sketch("tue 9:00 live math 30")
    few = 'id = "few"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_most = 20'
    search = seek([few], 10_000, fixed=[day.blocks[0].id])
    assert (search.run((day,)), search.judged) == (None, 1)


def test_days_are_mended_each_by_itself_with_half_of_the_budget() -> None:
    days = tuple(sketch_days("mon-fri 9:00 live math 30"))
    search = seek([LIVE, WEEK.replace("60", "50")], 20)
    mended = search.mend_days(days)
    assert [count_minutes(day) for day in mended] == [60] * 5
    # What the week asks is asked again only when all days are looked at together.
    assert (search.asks_wide, search.judged) == (True, 10)
    alone = seek([LIVE])
    assert (alone.mend_days(days[:1]), alone.judged) == (days[:1], 0)


def test_a_day_that_cannot_be_mended_in_time_stays_as_it_is() -> None:
    days = tuple(sketch_days("mon-fri 9:00 live math 30"))
    # Each would need two judgements: of the plan as it is, and of one that keeps the rule.
    assert seek([LIVE], 19).mend_days(days) == days


def test_rules_of_several_days_count_when_all_days_are_asked_about() -> None:
    days = tuple(sketch_days("mon-fri 9:00 live math 30"))
    search = seek([LIVE, WEEK])
    both = [finding.rule_id for finding in search.judge(days)]
    search.asks_wide = False
    daily = [finding.rule_id for finding in search.judge(days)]
    assert (both.count("week"), daily.count("week"), daily.count("live")) == (1, 0, 5)


def test_what_is_only_suggested_does_not_count() -> None:
    policy = policy_of(LIVE)
    rules = tuple(rule.model_copy(update={"strength": "should"}) for rule in policy.rules)
    search = Search([policy.model_copy(update={"rules": rules})], (), 9)
    assert search.judge((sketch("tue 9:00 live math 30"),)) == ()


def test_plans_are_proposed_for_the_first_three_findings_on_their_days() -> None:
    days = tuple(sketch_days("mon-fri 9:00 live math 30"))
    search = seek([LIVE])
    changed = {
        place
        for proposal in search.propose(days, search.judge(days))
        for place, (old, new) in enumerate(zip(days, proposal, strict=True))
        if old != new
    }
    assert changed == {0, 1, 2}


def test_blocks_that_are_fixed_are_proposed_as_they_are() -> None:
    day = sketch("tue 9:00 live math 30\ntue 10:00 live art 20")
    math, art = day.blocks
    search = seek([LIVE], fixed=[math.id])
    plans = [plan for (plan,) in search.propose((day,), search.judge((day,)))]
    assert all(math in plan.blocks for plan in plans)
    assert any(art not in plan.blocks for plan in plans)
    # New live sessions are held on a tool that is approved.
    new = [b for plan in plans for b in plan.blocks if b.id not in (math.id, art.id)]
    assert {(b.tool.name, b.tool.approved, b.tool.meeting) for b in new if b.tool} == {
        ("An approved tool", True, True)
    }


def test_new_blocks_are_proposed_before_others_are_changed() -> None:
    day = sketch("tue 9:00 live math 30\ntue 10:00 live art 20")
    workshop = Workshop(frozenset(block.id for block in day.blocks))
    plans = list(propose_days(workshop, day, find_fault(day, LIVE)))
    sizes = [len(plan.blocks) for plan in plans]
    assert sizes == sorted(sizes, reverse=True)
    # What makes up just what is missing comes first, then four of each length and lever.
    new = [plan.blocks[-1].minutes for plan in plans if len(plan.blocks) == 3]
    assert (new[:4], sorted(set(new))) == ([10] * 4, [10, 15, 20, 30, 45, 60])
    assert [new.count(minutes) for minutes in (10, 15, 60)] == [4, 4, 4]
    lengths = [count_minutes(plan) for plan in plans if len(plan.blocks) == 2]
    assert lengths == [60, 55, 65, 70, 60, 55, 65, 70]


def test_what_makes_up_what_is_missing_is_tried_first_however_late_it_is_found() -> None:
    day = sketch("tue 9:00 live math 30")
    math = day.blocks[0].id
    values = (35, 40, 45, 50, 55, 60, 65)
    changes: list[Change] = [Alter(day.date, math, "minutes", value) for value in values]

    def choose(most: int, gap: int) -> list[object]:
        found = choose_few(day, changes, most, gap)
        return [change.value for change in found if isinstance(change, Alter)]

    assert choose(2, 30) == [60, 35, 40]
    assert choose(2, 5) == [35, 40]
    assert choose(9, 10) == [40, 35, 45, 50, 55, 60, 65]
    assert choose(2, 0) == [35, 40]
    assert choose(1, 1) == [35]
    one_more = [*changes, Alter(day.date, math, "minutes", 31)]
    assert choose_few(day, one_more, 1, 1) == [one_more[-1], one_more[0]]
    moves = [Alter(day.date, math, "start", start) for start in (600, 610, 620)]
    assert choose_few(day, moves, 2, 0) == moves[:2]
    assert choose_few(day, [Remove(day.date, math)], 1, 30) == [Remove(day.date, math)]


def test_of_new_blocks_so_many_of_each_length_are_tried() -> None:
    day = sketch("tue 9:00 live math 30")
    block = day.blocks[0].model_copy(update={"id": "new"})
    new = [
        Add(day.date, block.model_copy(update={"minutes": minutes, "start": start}))
        for minutes in (10, 20)
        for start in (600, 620, 640)
    ]
    found = choose_few(day, new, 2, 20)
    assert [c.block.minutes for c in found if isinstance(c, Add)] == [20, 20, 10, 10]
    assert found == [new[3], new[4], new[0], new[1]]


def test_a_teachers_words_are_put_on_the_blocks_that_lack_them_one_by_one() -> None:
    day = sketch("tue any time log 20\ntue any time pe 20\ntue any time art 20 check")
    log, pe, art = day.blocks
    fault = find_fault(day, CHECKS)
    said = {"coach_check": "Ask what it was about."}
    plans = list(find_words(Workshop(frozenset({log.id, pe.id, art.id})), day, fault))
    assert [plan.blocks for plan in plans] == [
        (log.model_copy(update=said), pe, art),
        (log, pe.model_copy(update=said), art),
    ]
    assert [plan.blocks[1] for plan in find_words(Workshop(frozenset({pe.id})), day, fault)] == [
        pe.model_copy(update=said)
    ]
    assert list(find_words(Workshop(frozenset({log.id})), day, find_fault(day, LIVE))) == []


def test_words_are_proposed_with_all_other_changes() -> None:
    day = sketch("tue any time log 20")
    plans = propose_days(Workshop(frozenset({day.blocks[0].id})), day, find_fault(day, CHECKS))
    assert [block.coach_check for plan in plans for block in plan.blocks] == [
        "Ask what it was about."
    ]


def test_of_most_levers_three_changes_are_tried() -> None:
    day = sketch("tue 9:00 live math 30")
    rule = 'id = "r"\nmeasure = "count"\nof = { mode = "live" }\nwindow = "day"\nat_least = 2'
    plans = propose_days(Workshop(frozenset({day.blocks[0].id})), day, find_fault(day, rule))
    halves = [plan for plan in plans if plan.blocks[-1].id == f"{day.blocks[0].id}-2"]
    assert [plan.blocks[-1].start for plan in halves] == [560, 565, 570]


def test_what_only_a_teacher_can_say_may_be_invented_for_an_example() -> None:
    rule = (
        'id = "r"\nmeasure = "count"\nof = { mode = "async", trait = "homework" }\n'
        'window = "day"\nat_least = 1'
    )
    found = seek([rule]).run((sketch("tue"),))
    assert found is not None
    assert [block.traits for block in found[0].blocks] == [("homework",)]


def test_blocks_that_clash_are_taken_apart() -> None:
    day = sketch("tue 9:00 live math 30\ntue 9:10 live art 30")
    found = seek([LIVE]).run((day,))
    assert found is not None
    assert seek([LIVE]).judge(found) == ()
    (clash,) = Musts([]).find([day])
    assert list(find_words(Workshop(frozenset({day.blocks[0].id})), day, clash)) == []


def test_no_plan_is_judged_twice() -> None:
    class Noting(Search):
        def judge(self, days: tuple[PlannedDay, ...]) -> tuple[Finding, ...]:
            judged.append(name_state(days))
            return super().judge(days)

    judged: list[frozenset[tuple[object, ...]]] = []
    day = sketch("tue hours=9:00-11:30\ntue 9:00 live math 10\ntue 9:15 break recess 10")
    Noting([policy_of(LIVE.replace("60", "200"))], [day.blocks[1].id], 60).run((day,))
    assert len(judged) == len(set(judged)) > 20


def test_closed_days_and_waivers_are_judged_by() -> None:
    days = tuple(sketch_days("mon-tue 9:00 live math 30"))
    rule = f'{LIVE}\nmay_miss = {{ under_percent = 50, in = "week" }}'
    rest = frozenset(days[0].date + dt.timedelta(days=n) for n in (2, 3, 4))
    open_week, short_week = (
        Search([policy_of(rule)], (), 9, closed=closed) for closed in (frozenset[dt.date](), rest)
    )
    assert (len(open_week.judge(days)), len(short_week.judge(days))) == (0, 1)
    waiver = Waiver("test", "live", days[0].date, days[0].date, "A trip.")
    waived = Search([policy_of(LIVE)], (), 9, waivers=[waiver])
    assert [finding.first_date for finding in waived.judge(days)] == [days[1].date]


def test_a_finding_is_about_the_sentence_of_its_measure() -> None:
    rule = (
        'id = "both"\nwindow = "day"\nall_of = [{ measure = "minutes", of = { mode = "live" }, '
        'at_least = 60 }, { measure = "count", of = { mode = "break" }, at_least = 1 }]'
    )
    search = seek([rule])
    (compiled,) = search.rules.values()
    asked = {
        finding.measure: search.find_clause(compiled, finding).measure_word
        for finding in search.judge((sketch("tue 9:00 live math 30"),))
    }
    assert asked == {"minutes": "minutes", "count": "count"}


def test_what_no_words_mend_gets_none() -> None:
    day = sketch("tue any time log 20")
    printing = CHECKS.replace("coach_check", "printing")
    fault = find_fault(day, printing)
    assert list(find_words(Workshop(frozenset({day.blocks[0].id})), day, fault)) == []
    having = CHECKS.replace("lacking", "having").replace("at_most = 0", "at_least = 1")
    missing = find_fault(day, having)
    assert list(find_words(Workshop(frozenset({day.blocks[0].id})), day, missing)) == []


def test_two_plans_are_the_same_whatever_ids_their_blocks_have() -> None:
    day = sketch("tue 9:00 live math 30")
    renamed = day.blocks[0].model_copy(update={"id": "new-9"})
    later = day.blocks[0].model_copy(update={"start": 600})
    same, other = (day.model_copy(update={"blocks": (block,)}) for block in (renamed, later))
    monday = day.model_copy(update={"date": day.date.replace(day=1)})
    names = [name_state([each]) for each in (day, same, other, monday)]
    assert (names[0] == names[1], len(set(names))) == (True, 3)


def test_a_plan_weighs_its_faults_and_how_far_they_are_off_and_a_clash_twice() -> None:
    day = sketch("tue 9:00 live math 20\ntue 9:10 live art 20")
    search = seek([LIVE])
    findings = search.judge((day,))
    assert sorted(abs(f.found - f.limit) for f in findings) == [10, 30]
    assert weigh(findings) == pytest.approx((2 + 10 / 70) + (1 + 30 / 90))
    assert weigh(Search([], (), 9).judge((day,))) == pytest.approx(2 + 10 / 70)
    assert weigh(()) == 0


def test_how_many_plans_were_judged_is_told() -> None:
    days = sketch_days("tue 9:00 live math 30")
    known = find_possibility(days, [policy_of(LIVE)], movable=[days[0].blocks[0].id])
    # The plan as it is, and the first with a session of just what is missing.
    assert (known.answer, known.judged) == ("possible", 2)
    assert find_possibility(days, [policy_of(LIVE)], budget=1).judged == 1
