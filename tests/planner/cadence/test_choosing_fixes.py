"""Which fixes are offered: what is proved of them, which of several, and what they leave."""

import datetime as dt

import pytest

from planner.cadence.changes import Add, Alter, Change, Remove, Split
from planner.cadence.findings import Finding
from planner.cadence.fixes import Fix, Law, Proof, find_fixes, part_faults, prove_fix, rank, vary
from planner.cadence.musts import Fault, Musts
from planner.cadence.plan import PlannedDay
from planner.cadence.policy import Policy
from planner.cadence.searching import State
from planner.cadence.sketches import sketch_days

from .proposals import ART, DAY, LOG, MATH
from .rules import policy_of

LIVE = 'id = "live"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 60'
PAPER = (
    'id = "paper"\nmeasure = "having"\nwith = { fact = "printing" }\nof = {}\nwindow = "day"\n'
    "at_most = 0"
)
CHECKS = (
    'id = "checks"\nmeasure = "lacking"\nwith = { fact = "coach_check" }\nof = { mode = "async" }\n'
    'window = "day"\nat_most = 0'
)
SHORT = 'id = "short"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "block"\nat_most = 40'
WEEK = 'id = "week"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "week"\nat_most = 200'

DATE = DAY.date
LONGER, OTHER = Alter(DATE, MATH.id, "minutes", 40), Alter(DATE, ART.id, "minutes", 40)
LATER, OFF = Alter(DATE, MATH.id, "start", 600), Remove(DATE, LOG.id)
CUT = Split(DATE, MATH.id, 5)


def suggest(policy: Policy, *names: str) -> Policy:
    """The policy with some of its rules as suggestions."""
    rules = [
        rule.model_copy(update={"strength": "should"}) if rule.id in names else rule
        for rule in policy.rules
    ]
    return policy.model_copy(update={"rules": tuple(rules)})


def law_of(*rules: str, shoulds: tuple[str, ...] = ()) -> Law:
    return Law((suggest(policy_of(*rules), *shoulds),))


def sketch(text: str) -> PlannedDay:
    (day,) = sketch_days(text)
    return day


def find_broken(law: Law, day: PlannedDay) -> tuple[Finding, ...]:
    return law.list_broken([day])


(FINDING,) = find_broken(law_of(LIVE), sketch("tue 9:00 live math 30"))


def offer(*changes: Change, cost: int = 10, left: int = 0, shoulds: int = 0) -> Fix:
    return Fix(changes, (), (DAY,), (len(changes), cost), (FINDING,) * left, (), shoulds)


def test_the_better_fix_leaves_less_changes_less_misses_less_and_moves_less() -> None:
    best = [
        offer(LONGER, cost=10),
        offer(LATER, cost=11),
        offer(LONGER, cost=5, shoulds=1),
        offer(LONGER, LATER, cost=1),
        offer(LONGER, cost=1, left=1),
        offer(LONGER, LATER, cost=1, left=1),
        offer(LONGER, left=2),
    ]
    mixed = [best[place] for place in (3, 6, 0, 5, 1, 4, 2)]
    assert sorted(mixed, key=rank) == best
    earlier = Alter(DATE - dt.timedelta(days=1), MATH.id, "minutes", 40)
    assert rank(offer(earlier)) < rank(offer(LONGER))


def test_what_is_offered_is_of_several_kinds_before_there_is_more_of_one() -> None:
    one, two, moved = offer(LONGER, cost=1), offer(OTHER, cost=2), offer(LATER, cost=9)
    assert list(vary([two, moved, one])) == [one, moved, two]
    assert [fix.kinds for fix in (one, moved, offer(CUT), offer(LATER, CUT))] == [
        ("minutes",),
        ("start",),
        ("split",),
        ("split", "start"),
    ]


def test_no_more_than_three_are_offered() -> None:
    costly = [offer(LONGER, cost=cost) for cost in (5, 4, 3, 2, 1)]
    assert [fix.cost[1] for fix in vary(costly)] == [1, 2, 3]


def test_nothing_is_taken_off_where_something_else_does_as_well() -> None:
    gone, kept = offer(OFF, cost=1), offer(LONGER, OTHER, cost=50)
    assert list(vary([gone, kept])) == [kept]
    assert list(vary([gone])) == [gone]
    assert [fix.loses_blocks for fix in (gone, kept, offer(LONGER, OFF))] == [True, False, True]


def prove(law: Law, day: PlannedDay, *changes: Change) -> Fix | None:
    return prove_fix([day], law, changes, date=day.date)


def test_a_fix_tells_what_it_mends_what_it_leaves_and_what_it_costs() -> None:
    day = sketch("tue 9:00 live math 50\ntue any time log 20 print")
    law = law_of(LIVE, CHECKS, PAPER, SHORT, shoulds=("short", "checks"))
    fix = prove(law, day, Alter(day.date, day.blocks[0].id, "minutes", 60))
    assert fix is not None
    assert fix.says == ("Lengthen “Math” to 60 minutes",)
    assert (fix.cost, fix.days[0].blocks[0].minutes) == ((1, 11), 60)
    assert [finding.rule_id for finding in fix.musts_left] == ["paper"]
    assert [finding.rule_id for finding in fix.shoulds_left] == ["checks", "short"]
    # Both were missed before: one is as it was, the other is worse.
    assert fix.new_shoulds == 0


def test_a_suggestion_that_was_followed_before_is_counted() -> None:
    day = sketch("tue 9:00 live math 40\ntue any time log 20")
    law = law_of(LIVE, CHECKS, SHORT, shoulds=("short", "checks"))
    fix = prove(law, day, Alter(day.date, day.blocks[0].id, "minutes", 60))
    assert fix is not None
    assert (len(fix.shoulds_left), fix.new_shoulds) == (2, 1)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        # Another must is broken, one that is left becomes worse, nothing is mended.
        ("tue 9:00 live math 40\ntue 11:00 live art 10", 60),
        ("tue 9:00 live math 45\ntue 11:00 live art 10", 55),
        ("tue 9:00 live math 40", 39),
        ("tue 9:00 live math 30", 35),
    ],
)
def test_what_breaks_or_worsens_another_must_is_no_fix(text: str, changed: int) -> None:
    day = sketch(text)
    change = Alter(day.date, day.blocks[0].id, "minutes", changed)
    assert prove(law_of(LIVE, SHORT), day, change) is None


def test_a_must_of_which_less_is_missing_is_not_yet_mended_but_no_worse() -> None:
    day = sketch("tue 9:00 live math 45\ntue 11:00 live art 15\ntue any time log 20 print")
    law = law_of(PAPER, SHORT)
    fix = prove(law, day, Alter(day.date, day.blocks[0].id, "minutes", 40))
    assert fix is not None
    assert [(f.rule_id, f.found) for f in fix.musts_left] == [("paper", 1)]
    less = prove(
        law,
        day,
        Alter(day.date, day.blocks[0].id, "minutes", 43),
        Alter(day.date, day.blocks[2].id, "needs_printing", False),
    )
    assert less is not None
    assert [(f.rule_id, f.found) for f in less.musts_left] == [("short", 43)]


def test_what_the_week_suggests_is_told_with_the_week_and_not_with_a_day() -> None:
    days = sketch_days("mon-fri 9:00 live math 45")
    law = law_of(LIVE, WEEK, CHECKS, shoulds=("week",))
    change = Alter(days[1].date, days[1].blocks[0].id, "minutes", 60)
    fix = prove_fix(days, law, [change], date=days[1].date)
    assert fix is not None
    assert (fix.shoulds_left, fix.new_shoulds) == ((), 0)
    assert fix.says == ("Lengthen “Math” to 60 minutes",)
    must = law_of(WEEK, SHORT, shoulds=("short",))
    cut = Alter(days[1].date, days[1].blocks[0].id, "minutes", 20)
    whole = prove_fix(days, must, [cut])
    assert whole is not None
    assert [finding.rule_id for finding in whole.shoulds_left] == ["short"] * 4
    assert whole.says == ("Shorten “Math” to 20 minutes on Tuesday",)


def test_the_musts_of_a_day_are_its_own_and_all_others_only_may_not_become_worse() -> None:
    days = sketch_days("mon-fri 9:00 live math 45\nwed any time log 20 print")
    musts = Musts(law_of(LIVE, WEEK, PAPER).policies)

    def name(faults: tuple[Fault, ...]) -> list[str]:
        return [f"{fault.finding.rule_id} {fault.finding.first_date:%a}" for fault in faults]

    targets, others = part_faults(musts, days, days[2].date)
    assert name(targets) == ["live Wed", "paper Wed"]
    assert sorted(others.values()) == [15, 15, 15, 15, 25]
    targets, others = part_faults(musts, days, None)
    assert name(targets) == ["week Mon"]
    assert sorted(others.values()) == [1, 15, 15, 15, 15, 15]


def test_of_solutions_that_are_alike_the_best_is_offered() -> None:
    day = sketch("tue 9:00 live math 30\ntue 11:00 live art 10")
    law = law_of(LIVE, SHORT, shoulds=("short",))
    (target,) = Musts(law.policies).find([day])
    assert target.finding.rule_id == "live"
    proof = Proof(law, (day,), day.date, {target.key})

    def solve(block: int, minutes: int) -> State:
        change = Alter(day.date, day.blocks[block].id, "minutes", minutes)
        blocks = [*day.blocks]
        blocks[block] = blocks[block].model_copy(update={"minutes": minutes})
        return State((day.model_copy(update={"blocks": tuple(blocks)}),), (change,))

    solved = [solve(0, 60), solve(0, 50), solve(1, 40), solve(1, 30)]
    assert [fix.says for fix in proof.choose(solved)] == [
        ("Lengthen “Art” to 30 minutes",),
        ("Lengthen “Math” to 50 minutes",),
    ]
    # The cheapest of each kind before the second of any.
    assert proof.pick(solved) == [solved[1], solved[3], solved[0], solved[2]]
    assert len(proof.pick(solve(0, 50 + n) for n in range(40))) == 24


def test_a_patch_that_mends_a_part_is_offered_if_it_costs_nothing_else() -> None:
    day = sketch("tue 9:00 live math 60\ntue any time log 20 print\ntue any time pe 20")
    law = law_of(PAPER, CHECKS)
    proof = Proof(law, (day,), day.date, {fault.key for fault in Musts(law.policies).find([day])})

    def patch(change: Change, *blocks: object) -> tuple[Fix, ...]:
        return proof.choose_patch(State((day.model_copy(update={"blocks": blocks}),), (change,)))

    math, log, pe = day.blocks
    plain = log.model_copy(update={"needs_printing": False})
    mended = patch(Alter(day.date, log.id, "needs_printing", False), math, plain, pe)
    assert [[finding.rule_id for finding in fix.musts_left] for fix in mended] == [["checks"]]
    assert patch(Remove(day.date, log.id), math, pe) == ()
    more = math.model_copy(update={"id": "new-4", "start": 700})
    assert patch(Add(day.date, more), math, plain, pe, more) == ()


def test_a_day_whose_blocks_are_all_fixed_is_judged_once_and_nothing_is_offered() -> None:
    day = sketch("tue 9:00 live math 30")
    short = law_of(SHORT.replace("40", "20"))
    fixes = find_fixes([day], short, date=day.date, fixed={day.blocks[0].id})
    assert [finding.rule_id for finding in fixes.targets] == ["short"]
    assert (fixes.offers, fixes.is_least, fixes.judged) == ((), False, 1)


def test_a_week_is_fixed_on_all_its_days_and_a_day_on_itself() -> None:
    days = sketch_days("mon-fri 9:00 live math 45")
    law = law_of(LIVE, WEEK.replace("at_most = 200", "at_least = 240"))
    (tuesday,) = {
        change.date
        for fix in find_fixes(days, law, date=days[1].date).offers
        for change in fix.changes
    }
    assert tuesday == days[1].date
    fixed = {day.blocks[0].id for day in days[:3]}
    week = find_fixes(days, law, fixed=fixed)
    assert week.offers[0].says == ("Lengthen “Math” to 60 minutes on Thursday",)
    assert week.is_least


def test_a_closed_day_and_a_waiver_are_part_of_the_law() -> None:
    days = sketch_days("mon-thu 9:00 live math 30")
    law = law_of(WEEK.replace("at_most = 200", "at_least = 130"))
    friday = days[-1].date + dt.timedelta(days=1)
    assert find_fixes(days, law).targets == ()
    closed = Law(law.policies, frozenset({friday}))
    assert [finding.found for finding in find_fixes(days, closed).targets] == [120]
    (fix, *_) = find_fixes(days, closed).offers
    assert prove_fix(days, closed, fix.changes) == fix
    assert prove_fix(days, law, fix.changes) is None
