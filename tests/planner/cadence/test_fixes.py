"""Fix it: the smallest changes after which a day or a week keeps its musts, each proved."""

import datetime as dt
from collections.abc import Collection

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.cadence import Policy, judge, load_policy
from planner.cadence.changes import Add, Alter, Change, alter, apply_all, list_touched
from planner.cadence.costs import weigh_changes
from planner.cadence.fixes import Fixes, Law, find_fixes
from planner.cadence.musts import name_finding
from planner.cadence.plan import PlannedDay, PlannedTool
from planner.cadence.sketches import sketch_days
from tests.planner.cadence import strategies

from .rules import make_policy

APS = Law((load_policy("aps"),))
FULL = """
class grades=2 subjects=math,reading
tue 8:30 live morning meeting 30 community
tue 9:10 live reading 30
tue 9:50 live art 30
tue 11:00 lunch 45
tue 13:00 live math 48
tue any time math 30
"""
TEAMS = PlannedTool(name="Teams", meeting=True)


def fix(text: str, law: Law = APS, **how: object) -> Fixes:
    """What is offered for a sketch's only day."""
    (day,) = sketch_days(text)
    return find_fixes([day], law, date=day.date, **how)  # type: ignore[arg-type]


def say(fixes: Fixes) -> list[str]:
    return ["; ".join(proposal.says) for proposal in fixes.offers]


def pick(text: str, *titles: str) -> set[str]:
    """The ids of a sketch's blocks with these titles."""
    return {b.id for day in sketch_days(text) for b in day.blocks if b.title in titles}


def test_missing_minutes_are_added_where_it_costs_least() -> None:
    fixes = fix(FULL)
    assert say(fixes)[0] == "Lengthen “Art” to 42 minutes"
    assert (fixes.is_least, fixes.offers[0].cost) == (True, (1, 13))
    assert "Add a 12-minute live session, “Live session”, at 10:20 am" in say(fixes)


def test_a_day_that_keeps_its_musts_is_left_alone() -> None:
    assert fix(FULL.replace("math 48", "math 60")) == Fixes()


def test_two_faults_that_share_nothing_need_two_changes() -> None:
    fixes = fix(FULL.replace("any time math 30", "any time math 30 print"))
    assert {p.cost[0] for p in fixes.offers} == {2}
    assert fixes.is_least
    assert all("Plan “Math” without printing" in p.says for p in fixes.offers)


def test_what_is_fixed_stays() -> None:
    free = fix(FULL)
    titles = ("Morning meeting", "Reading", "Art", "Math")
    fixes = fix(FULL, fixed=pick(FULL, *titles))
    assert len(free.offers) == 3
    assert [type(c) for p in fixes.offers for c in p.changes] == [Add]


def test_overlapping_blocks_are_moved_or_shortened() -> None:
    text = "tue 9:00 live math 60\ntue 9:50 live reading 60\ntue 13:00 live art 60"
    assert say(fix(text))[:2] == [
        "Move “Math” to 8:50 am",
        "Shorten “Math” to 50 minutes",
    ]


def test_one_block_of_live_time_is_split_or_gets_a_second_run() -> None:
    said = say(fix("wed 9:00 live math 150"))
    assert "Split “Math” in two with 5 minutes between" in said


def test_a_table_of_alternatives_is_kept_by_shortening_what_goes_beyond_it() -> None:
    rule = (
        'measure = "beyond_table"\nwith = { table = [[2, 45], [3, 30]] }\n'
        'of = { mode = "live" }\nwindow = "day"\nat_most = 0'
    )
    text = "tue 9:00 live math 50\ntue 11:00 live art 45"
    assert say(fix(text, Law((make_policy(rule),))))[0] == "Shorten “Math” to 45 minutes"


def test_a_task_that_keeps_learners_on_screen_is_made_offline() -> None:
    practice = load_policy("good-practice")
    share = next(rule for rule in practice.checked_rules if rule.id == "offline-share")
    must = practice.model_copy(update={"rules": (share.model_copy(update={"strength": "must"}),)})
    text = "tue any time reading log 30\ntue any time math 30\ntue any time art 10 offline"
    assert "Make “Reading log” offline" in say(fix(text, Law((must,))))


def test_what_a_task_loses_with_its_device_is_judged_too() -> None:
    (day,) = sketch_days("tue any time log 30 video=5 tool=Seesaw")
    (task,) = day.blocks
    away = alter(task, "screen", "off")
    assert (task.instruction_minutes, task.tool and task.tool.name) == (5, "Seesaw")
    assert (away.instruction_minutes, away.tool, away.link) == (None, None, "")


def test_a_session_on_a_tool_that_is_not_approved_moves_to_one_that_is() -> None:
    text = FULL.replace("math 48", "math 60 tool=Zoom:unapproved")
    assert say(fix(text, tools=[TEAMS]))[0] == "Hold “Math” on Teams"


def test_a_task_due_at_night_is_due_at_the_end_of_school() -> None:
    text = FULL.replace("math 48", "math 60").replace("time math 30", "time math 30 due=tue,21:00")
    assert say(fix(text))[0] == "Make “Math” due on Tuesday at 3:00 pm"


def test_many_faults_are_mended_one_after_another() -> None:
    prints = "".join(f"tue any time task {number} 10 print\n" for number in range(6))
    text = FULL.replace("math 48", "math 60") + prints
    fixes = fix(text)
    assert ([p.cost[0] for p in fixes.offers], fixes.is_least) == ([6], True)
    overlapping = text + "tue 13:50 live art 30\ntue 14:10 live reading 30\n"
    fixes = fix(overlapping)
    assert [(p.cost[0], p.musts_left) for p in fixes.offers] == [(7, ())]


def test_proposals_that_miss_no_further_should_come_first() -> None:
    law = Law((*APS.policies, load_policy("good-practice")))
    proposals = fix(FULL, law).offers
    assert [p.new_shoulds for p in proposals] == sorted(p.new_shoulds for p in proposals)
    assert proposals[0].new_shoulds == 0


def test_what_only_words_can_mend_is_left_and_named() -> None:
    practice = load_policy("good-practice")
    checks = next(rule for rule in practice.checked_rules if rule.id == "coach-checks")
    wordy = practice.model_copy(update={"rules": (checks.model_copy(update={"strength": "must"}),)})
    law = Law((*APS.policies, wordy))
    fixes = fix(FULL, law)
    assert {f.rule_id for f in fixes.targets} == {"live-minutes", "coach-checks"}
    assert [m.rule_id for m in fixes.offers[0].musts_left] == ["coach-checks"]


def test_the_rules_of_a_week_are_mended_on_any_of_its_days() -> None:
    week = sketch_days(
        "class grades=2 subjects=math,reading\n"
        "mon-fri 9:00 live morning meeting 30 community\nmon-fri 10:00 live math 30\n"
    )
    practice = load_policy("good-practice")
    rule = next(rule for rule in practice.checked_rules if rule.id == "executive-function")
    must = practice.model_copy(update={"rules": (rule.model_copy(update={"strength": "must"}),)})
    law = Law((must,))
    fixes = find_fixes(week, law)
    assert fixes.offers[0].says[0].startswith("Add a 20-minute live session, “Executive function”")
    assert fixes.offers[0].says[0].endswith(" on Monday")
    assert not law.list_broken(fixes.offers[0].days)


def test_a_day_is_not_fixed_at_the_cost_of_its_week() -> None:
    days = sketch_days("mon 9:00 live hello 30\ntue 9:00 live math 80\nwed 9:00 live math 60")
    rules = [
        {"id": "day", "measure": "minutes", "of": {"mode": "live"}, "window": "day",
         "at_least": 60, "when": {"weekdays": ["mon"]}},
        {"id": "week", "measure": "minutes", "of": {"mode": "live"}, "window": "week",
         "at_most": 170},
    ]  # fmt: skip
    shared = {"strength": "must", "source": {"authority": "A test"}}
    policy = Policy.model_validate(
        {"id": "p", "name": "P", "version": "1", "rules": [rule | shared for rule in rules]}
    )
    fixes = find_fixes(days, Law((policy,)), date=days[0].date)
    assert [f.rule_id for f in fixes.targets] == ["day"]
    assert fixes.offers == ()


def test_a_search_that_may_not_go_on_offers_the_best_found_or_nothing() -> None:
    text = FULL.replace("any time math 30", "any time math 30 print")
    stopped = fix(text, stop=lambda: True)
    assert (stopped.offers, stopped.is_least) == ((), False)


BOUNDS = strategies.policies()


def known_gaps(days: Collection[PlannedDay], law: Law) -> dict[object, float]:
    musts = (f for f in law.list_broken(days) if f.strength == "must")
    return {name_finding(f): abs(f.found - f.limit) for f in musts}


@st.composite
def broken(draw: st.DrawFn) -> tuple[tuple[PlannedDay, ...], Law, frozenset[str]]:
    """Days of one class, policies, and some blocks that stay."""
    days = draw(strategies.plans())
    mine = tuple(day for day in days if day.classroom.id == days[0].classroom.id)
    ids = [block.id for day in mine for block in day.blocks]
    fixed = draw(st.sets(st.sampled_from(ids))) if ids else set()
    return mine, Law((draw(BOUNDS),)), frozenset(fixed)


@settings(max_examples=20, deadline=None)
@given(case=broken(), whole_week=st.booleans())
def test_every_proposal_keeps_what_it_promises_and_touches_nothing_fixed(
    case: tuple[tuple[PlannedDay, ...], Law, frozenset[str]], whole_week: bool
) -> None:
    days, law, fixed = case
    date: dt.date | None = None if whole_week else days[0].date
    how = {"date": date, "fixed": fixed, "tools": [TEAMS], "budget": 100}
    fixes = find_fixes(days, law, **how)  # type: ignore[arg-type]
    before = known_gaps(days, law)
    for proposal in fixes.offers:
        changed = apply_all(days, proposal.changes)
        assert changed == proposal.days
        checked = [PlannedDay.model_validate(day.model_dump(by_alias=True)) for day in changed]
        after = known_gaps(checked, law)
        assert all(gap <= before.get(name, -1) for name, gap in after.items())
        left = {name_finding(finding) for finding in proposal.musts_left}
        promised = {name_finding(finding) for finding in fixes.targets} - left
        assert promised
        assert promised.isdisjoint(after)
        assert fixed.isdisjoint(pk for change in proposal.changes for pk in list_touched(change))
        assert {change.date for change in proposal.changes} <= {day.date for day in days}
        assert weigh_changes(days, proposal.changes) == proposal.cost
    assert find_fixes(days, law, **how) == fixes  # type: ignore[arg-type]
    assert bool(fixes.targets) or fixes == Fixes()


@settings(max_examples=12, deadline=None)
@given(case=broken())
def test_no_day_is_fixed_that_keeps_all_its_musts(
    case: tuple[tuple[PlannedDay, ...], Law, frozenset[str]],
) -> None:
    days, law, fixed = case
    for day in days:
        fixes = find_fixes([day], law, date=day.date, fixed=fixed, budget=20)
        daily = [f for f in judge([day], law.policies).of_day(day.date).findings
                 if f.strength == "must" and f.outcome == "broken"]  # fmt: skip
        assert bool(fixes.targets) <= bool(daily)


def test_making_a_change_leaves_the_day_as_it_was() -> None:
    (day,) = sketch_days(FULL)
    kept = day.model_copy()
    change: Change = Alter(day.date, day.blocks[0].id, "minutes", 10)
    assert apply_all([day], [change])[0].blocks[0].minutes == 10
    assert day == kept
